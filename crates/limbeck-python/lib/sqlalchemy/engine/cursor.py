"""Results of statements sent to a database: rows, counts, generated keys."""

from sqlalchemy import exc
from sqlalchemy.engine.result import Result
from sqlalchemy.engine.row import Keys, Row


class CursorResult(Result):
    """What came back for a statement."""

    def __init__(self, answer, columns=None, dialect=None, statement=None, given_keys=None):
        names = answer["columns"]
        rows = answer["rows"]
        if columns is not None and len(columns) == len(names):
            names = [_key(column, name) for column, name in zip(columns, names)]
            rows = _converted(rows, columns, dialect)
        else:
            columns = None
        super().__init__(Keys(names, columns), rows, answer["returns_rows"])
        count = answer["rowcount"]
        self.rowcount = -1 if count is None else count
        self._last_insert_id = answer["last_insert_id"]
        self._statement = statement
        self._given_keys = given_keys
        self.context = self
        self.dialect = dialect

    @property
    def lastrowid(self):
        """The id of the last inserted row, where the database gives one."""
        return self._last_insert_id

    @property
    def is_insert(self):
        """Whether it was an INSERT."""
        return bool(getattr(self._statement, "is_insert", False))

    @property
    def inserted_primary_key(self):
        """The primary key of the inserted row."""
        if not self.is_insert:
            raise exc.InvalidRequestError("Statement is not an insert() expression construct.")
        if self._statement._returning:
            raise exc.InvalidRequestError("Can't call inserted_primary_key when returning() is used.")
        key = getattr(self._statement.table, "primary_key", ())
        columns = list(getattr(key, "_columns", ()))
        from sqlalchemy.sql.implicit import autoincrement_column

        values = []
        for column in columns:
            value = (self._given_keys or {}).get(column.key)
            if value is None and column is autoincrement_column(self._statement.table):
                value = self._generated(column)
            values.append(value)
        return Row._make(Keys([column.key for column in columns]), values)

    def _generated(self, column):
        if self._implicit_row is not None:
            return self._implicit_row.get(column.key)
        return self._last_insert_id

    _implicit_row = None

    @property
    def inserted_primary_key_rows(self):
        """The primary keys of the inserted rows."""
        return [self.inserted_primary_key]

    def supports_sane_rowcount(self):
        """Whether counts can be trusted."""
        return True

    supports_sane_multi_rowcount = supports_sane_rowcount

    def last_inserted_params(self):
        """The parameters of the INSERT."""
        return self._given_keys

    def prefetch_cols(self):
        """Columns filled in before."""
        return []

    postfetch_cols = prefetch_cols


BaseCursorResult = ResultProxy = CursorResult


def _key(column, name):
    # The name the compiler made up for an expression is known only to the database's answer.
    from sqlalchemy.sql.elements import ColumnClause, Label

    if not isinstance(column, (ColumnClause, Label)) or getattr(column, "is_literal", False):
        return name
    key = column.key if isinstance(column, ColumnClause) else column.name
    return name if key is None else str.__str__(key)


def _converted(rows, columns, dialect):
    from sqlalchemy.sql.type_api import TypeEngine

    converters = [
        (place, column.type)
        for place, column in enumerate(columns)
        if type(column.type)._result is not TypeEngine._result
    ]
    if not converters:
        return rows
    converted = []
    for row in rows:
        values = list(row)
        for place, kind in converters:
            values[place] = kind._result(values[place], dialect)
        converted.append(tuple(values))
    return converted

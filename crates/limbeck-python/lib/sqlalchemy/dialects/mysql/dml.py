"""INSERT … ON DUPLICATE KEY UPDATE."""

from sqlalchemy.sql.base import ColumnCollection
from sqlalchemy.sql.dml import Insert as _Insert
from sqlalchemy.sql.dml import value_clause
from sqlalchemy.sql.elements import ColumnClause

# No table of anybody's is called so.
_INSERTED = "%(row inserted)s"


class _InsertedRow:
    named_with_column = True
    name = "inserted"

    def _reference_tree(self):
        return {"name": {"text": _INSERTED, "quote": False, "kind": "plain"}}

    def _hides(self):
        return [self]


_inserted_row = _InsertedRow()


class Insert(_Insert):
    """INSERT as MySQL has it"""

    _on_duplicate = None

    @property
    def inserted(self):
        """The row that was to be inserted."""
        found = self.__dict__.get("_inserted")
        if found is None:
            found = self.__dict__["_inserted"] = ColumnCollection()
            for column in self.table.c:
                new = ColumnClause(column.name, column.type)
                new.key = column.key
                new.table = _inserted_row
                found._add(column.key, new)
        return found

    @property
    def inserted_alias(self):
        """The row that was to be inserted, as a table."""
        return _inserted_row

    def on_duplicate_key_update(self, *args, **kw):
        """ON DUPLICATE KEY UPDATE"""
        from sqlalchemy import exc

        if self._on_duplicate is not None:
            raise exc.InvalidRequestError("This Insert construct already has an ON DUPLICATE KEY clause present")
        if args and kw:
            raise exc.ArgumentError("Can't pass kwargs and positional arguments simultaneously")
        if len(args) > 1:
            raise exc.ArgumentError("Only a single dictionary or list of tuples is accepted positionally.")
        values = args[0] if args else kw
        ordered = isinstance(values, list) and bool(values) and isinstance(values[0], tuple)
        if ordered or isinstance(values, ColumnCollection):
            values = dict(values.items() if hasattr(values, "items") else values)
        elif not isinstance(values, dict):
            raise ValueError(
                "update parameter must be a non-empty dictionary or a ColumnCollection such as the `.c.` collection "
                "of a Table object"
            )
        elif not values:
            raise ValueError("update parameter dictionary must not be empty")
        new = self._clone()
        new._on_duplicate = (values, ordered)
        return new

    def _statement_tree(self, parameter_keys=None):
        tree = super()._statement_tree(parameter_keys)
        if self._on_duplicate is not None:
            values, ordered = self._on_duplicate
            known, unknown = [], []
            for key, value in values.items():
                column = self._column_of(key)
                (unknown if column is None else known).append((key, column, value))
            if unknown:
                import warnings

                from sqlalchemy import exc

                names = ", ".join(f"'{key}'" for key, _, _ in unknown)
                warnings.warn(
                    f"Additional column names not matching any column keys in table '{self.table.name}': {names}",
                    exc.SAWarning,
                    stacklevel=2,
                )
            if not ordered:
                place = {id(column): number for number, column in enumerate(self.table.c)}
                known.sort(key=lambda item: place.get(id(item[1]), len(place)))
            tree["on_duplicate_key"] = {
                "inserted": {"text": _INSERTED, "quote": False, "kind": "plain"},
                "set": [
                    [self._target(column), value_clause(column, value, name=f"param_{number}")._expression_tree()]
                    for number, (_, column, value) in enumerate(known, 1)
                ],
            }
        return tree


def insert(table):
    """INSERT INTO a table"""
    return Insert(table)

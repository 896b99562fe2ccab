"""What statements write besides the values they were given: Python-side defaults, and declared parameters."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.dml import value_clause


def autoincrement_column(table):
    """The column that counts itself up: the only integer one of the primary key, or the one flagged."""
    from sqlalchemy.sql.sqltypes import Integer

    key = list(table.primary_key._columns)
    if len(key) == 1:
        column = key[0]
        integer = isinstance(column.type, Integer) or column.type._type_affinity is Integer
        if column.autoincrement is True:
            return column
        unfilled = column.default is None or column.default.is_sequence
        unset = column.server_default is None or column.identity is not None
        unbound = not column.foreign_keys or column.autoincrement == "ignore_fk"
        if column.autoincrement in ("auto", "ignore_fk") and integer and unfilled and unset and unbound:
            return column
        return None
    flagged = [column for column in key if column.autoincrement is True]
    return flagged[0] if flagged else None


def implicit_returning(statement, columns):
    """Primary key columns without a value, which only the database knows."""
    table = statement.table
    if statement._multi or statement._select is not None or not getattr(table, "implicit_returning", False):
        return []
    given = {column.key for column in columns}
    counted = autoincrement_column(table)
    return [
        column
        for column in table.primary_key._columns
        if column.key not in given and (column is counted or column.server_default is not None)
    ]


def default_clause(column, generator, row):
    """What a Python-side default writes: a value or an expression; None where there is none to write."""
    if generator is None or getattr(generator, "is_sentinel", False):
        return None
    if generator.is_sequence:
        if _waist.dialect_name() != "postgresql" or generator.optional:
            return None
        return generator.next_value()
    if generator.is_clause_element:
        return generator.arg if isinstance(generator.arg, ClauseElement) else None
    if _waist.is_offline():
        # Nothing is executed, so nothing is filled in: the text has a parameter without a value.
        return BindParameter(column.key, None, type_=column.type)
    value = generator.arg
    if generator.is_callable:
        from sqlalchemy.engine.default import DefaultExecutionContext

        value = generator.arg(DefaultExecutionContext(row))
        if isinstance(value, ClauseElement):
            return value
    return BindParameter(column.key, value, type_=column.type)


def insert_rows(statement, parameter_keys=None):
    """Columns and rows of an INSERT.

    `parameter_keys` are the names of values that come beside the statement, one set per execution.
    """
    table = statement.table
    if statement._multi is not None:
        return _many_rows(statement)
    given = dict((column.key, (column, value)) for column, value in statement._known(statement._values))
    for key in parameter_keys or ():
        column = statement._column_of(key)
        if column is None:
            statement._known({key: None})
        elif column.key not in given:
            given[column.key] = (column, _DECLARED)
    if not given and parameter_keys is None and (_unspecified(statement) or _waist.is_offline()):
        return list(table.c), []
    row = {key: value for key, (_, value) in given.items()}
    columns, clauses = [], []
    # In the table's order; columns that only the statement knows come last.
    ordered = [column for column in table.c if column.key in given or getattr(column, "default", None) is not None]
    ordered += [column for column, _ in given.values() if all(column is not other for other in ordered)]
    for column in ordered:
        if column.key in given:
            value = given[column.key][1]
            if value is _DECLARED:
                clause = BindParameter(column.key, type_=column.type)
            else:
                clause = value_clause(column, value)
        else:
            clause = default_clause(column, column.default, row)
            if clause is None:
                continue
        columns.append(column)
        clauses.append(clause)
    return columns, [clauses]


_DECLARED = object()


def _unspecified(statement):
    # `str(table.insert())` shows every column; an execution without values shows none.
    return getattr(statement, "_for_text", False)


def _many_rows(statement):
    first = dict((column.key, column) for column, _ in statement._known(statement._multi[0]))
    table = statement.table
    ordered = [
        column for column in table.c if column.key in first or getattr(column, "default", None) is not None
    ]
    ordered += [column for key, column in first.items() if all(column is not other for other in ordered)]
    rows = []
    columns = None
    for place, values in enumerate(statement._multi):
        known = dict((column.key, value) for column, value in statement._known(values))
        if set(known) != set(first):
            from sqlalchemy import exc

            missing = next((key for key in first if key not in known), None)
            if missing is not None:
                raise exc.CompileError(
                    f"INSERT value for column {first[missing]} is explicitly rendered as a boundparameter in the "
                    "VALUES clause; a Python-side value or SQL expression is required"
                )
        clauses, present = [], []
        for column in ordered:
            if column.key in known:
                value = known[column.key]
                clause = value_clause(column, value, name=f"{column.key}_m{place}")
            else:
                clause = default_clause(column, column.default, known)
                if clause is None:
                    continue
                if isinstance(clause, BindParameter):
                    clause.hint = clause.key = f"{column.key}_m{place}"
            present.append(column)
            clauses.append(clause)
        columns = columns or present
        rows.append(clauses)
    return columns, rows


def update_values(statement, parameter_keys=None):
    """Columns and clauses of an UPDATE's SET."""
    table = statement.table
    given = [(column, value) for column, value in statement._known(statement._values)]
    keys = {column.key for column, _ in given}
    for key in parameter_keys or ():
        column = statement._column_of(key)
        if column is not None and column.key not in keys:
            keys.add(column.key)
            given.append((column, _DECLARED))
    row = {column.key: value for column, value in given}
    if statement._ordered is None:
        place = {id(column): number for number, column in enumerate(table.c)}
        given.sort(key=lambda pair: place.get(id(pair[0]), len(place)))
    pairs = [
        (column, BindParameter(column.key, type_=column.type) if value is _DECLARED else value_clause(column, value))
        for column, value in given
    ]
    for column in table.c:
        generator = getattr(column, "onupdate", None)
        if generator is not None and column.key not in keys:
            clause = default_clause(column, generator, row)
            if clause is not None:
                pairs.append((column, clause))
    if statement._ordered is None:
        pairs.sort(key=lambda pair: place.get(id(pair[0]), len(place)))
    return pairs

"""`op.bulk_insert`: one INSERT for each row, with the types of the table's columns."""


def bulk_insert_tree(table, rows, multiinsert, as_sql):
    """The tree of a bulk insert. In a script every row stands for itself; sent together, the first decides."""
    if not isinstance(rows, list):
        raise TypeError("List expected")
    if rows and not isinstance(rows[0], dict):
        raise TypeError("List of dictionaries expected")
    together = multiinsert and not as_sql
    if together and rows:
        rows = _aligned(rows)
    inserts = []
    for row in rows:
        if as_sql:
            for key in row:
                table.c[key]  # a KeyError names the column that is not there
            row = {**row, **_unknown_defaults(table, row)}
        inserts.append(table.insert().inline().values(**row)._tree()["insert"])
    return {"table": table._name_tree(), "rows": inserts, "multiple": together}


def _unknown_defaults(table, row):
    """Columns with a default on Python's side: a script has a parameter in their place, but no value."""
    from sqlalchemy import bindparam

    columns = [column for column in table.c if column.key not in row and getattr(column, "default", None) is not None]
    return {
        column.key: bindparam(column.key, type_=column.type)
        for column in columns
        if column.default.is_scalar or column.default.is_callable
    }


def _aligned(rows):
    """Every row with the keys of the first, as an executemany takes them."""
    keys = list(rows[0])
    aligned = []
    for number, row in enumerate(rows):
        for key in keys:
            if key not in row:
                from sqlalchemy.exc import InvalidRequestError, StatementError

                cause = InvalidRequestError(
                    f"A value is required for bind parameter {key!r}, in parameter group {number}"
                )
                raise StatementError(
                    f"({type(cause).__module__}.{type(cause).__qualname__}) {cause}", None, rows, cause
                ) from cause
        aligned.append({key: row[key] for key in keys})
    return aligned

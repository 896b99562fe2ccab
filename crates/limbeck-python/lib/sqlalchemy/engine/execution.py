"""Execution: a statement and its parameters become trees, the answer becomes a result."""

import _limbeck

from sqlalchemy import _waist, exc
from sqlalchemy.engine.cursor import CursorResult


def parameter_sets(parameters):
    """The parameters of an execution as a list of dictionaries, and whether there may be several."""
    if not parameters:
        return [], False
    if isinstance(parameters, (list, tuple)) and not hasattr(parameters, "keys"):
        if isinstance(parameters, tuple):
            raise exc.ArgumentError("List argument must consist only of dictionaries")
        if not hasattr(parameters[0], "keys"):
            raise exc.ArgumentError("List argument must consist only of dictionaries")
        return [dict(item) for item in parameters], True
    if hasattr(parameters, "keys"):
        return [{key: parameters[key] for key in parameters.keys()}], False
    raise exc.ArgumentError("mapping or list expected for parameters")


def bind_trees(sets, types, dialect):
    """Parameter sets as trees; `types` gives the type of a name where it is known."""
    from sqlalchemy.sql.elements import ClauseElement

    trees = []
    for values in sets:
        tree = {}
        for name, value in values.items():
            name = str(getattr(name, "key", name))
            kind = types.get(name)
            if isinstance(value, ClauseElement):
                raise exc.ArgumentError(f"Object {value!r} is not legal as a SQL literal value")
            if kind is None:
                tree[name] = {"value": _untyped(value), "name": name}
            else:
                tree[name] = {"value": kind._value(value, dialect), "type": kind._value_type_tree(), "name": name}
        trees.append(tree)
    return trees


def _untyped(value):
    try:
        return _waist.value_tree(value)
    except TypeError as error:
        raise exc._from_driver("ProgrammingError", None, f"Error binding parameter: {error}") from error


def execute(connection, statement, parameters, execution_options):
    """`Connection.execute`"""
    if isinstance(statement, str) or not getattr(statement, "supports_execution", False):
        clause = getattr(statement, "__clause_element__", None)
        if clause is not None and not isinstance(statement, type):
            statement = clause()
        elif isinstance(statement, str) or not hasattr(statement, "_executable_tree"):
            raise exc.ObjectNotExecutableError(statement)
    sets, several = parameter_sets(parameters)
    dialect = connection.dialect
    with _waist.using_dialect(dialect.name), _Executing():
        if hasattr(statement, "_operation_tree"):
            from sqlalchemy.sql.compiler import compiled_expression

            text = compiled_expression(statement)
            if text is None:
                connection._run_operation(statement._operation_tree())
                return CursorResult(_NOTHING, dialect=dialect)
            return send(connection, {"verbatim": text}, [], execution_options)
        if getattr(statement, "is_dml", False):
            return _execute_dml(connection, statement, sets, several, execution_options)
        types = {}
        if getattr(statement, "is_text", False):
            types = {name: bind.type for name, bind in statement._bindparams.items() if bind._typed}
        elif sets:
            from sqlalchemy.sql.selectable import bind_types

            types = bind_types(statement)
        tree = _tree_or_statement_error(statement, statement._executable_tree)
        binds = _tree_or_statement_error(statement, lambda: bind_trees(sets, types, dialect))
        columns = getattr(statement, "_result_columns", None)
        return send(connection, tree, binds, execution_options, columns() if columns else None, statement)


class _Executing:
    def __enter__(self):
        _waist._executing.append(True)

    def __exit__(self, *exc_info):
        _waist._executing.pop()


_NOTHING = {"columns": [], "rows": [], "rowcount": -1, "last_insert_id": None, "returns_rows": False}


def _tree_or_statement_error(statement, build):
    # What a type's conversion raises is shown with the statement, as SQLAlchemy does.
    try:
        return build()
    except exc.SQLAlchemyError:
        raise
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        try:
            text = str(statement)
        except Exception:  # noqa: BLE001 - the text is only for the message
            text = None
        kind = type(error)
        raise exc.StatementError(f"({kind.__module__}.{kind.__name__}) {error}", text, None, error) from error


def _execute_dml(connection, statement, sets, several, execution_options):
    dialect = connection.dialect
    columns = list(statement._returning) or None
    if len(sets) > 1 or several and sets:
        return _execute_many(connection, statement, sets, columns, execution_options)
    if sets:
        known = {}
        for key, value in sets[0].items():
            if statement.is_delete or statement._column_of(key) is None:
                known[key] = value
        values = {key: value for key, value in sets[0].items() if key not in known}
        if values:
            statement = statement.values(values)
        if known:
            from sqlalchemy.sql.parameters import with_values

            statement = with_values(statement, known)
    tree = _tree_or_statement_error(statement, statement._executable_tree)
    implicit = []
    if statement.is_insert and dialect.name == "postgresql" and not columns:
        asked = tree["statement"]["insert"].get("implicit_returning", ())
        names = [item["column"]["name"] for item in asked]
        implicit = [column for column in statement.table.c if _waist.name_tree(column.name) in names]
    result = send(connection, tree, [], execution_options, columns or implicit, statement)
    if implicit:
        row = result._rows[0] if result._rows else ()
        result._implicit_row = dict(zip([column.key for column in implicit], row))
        result.returns_rows = False
        result._rows = []
    if statement.is_insert:
        result._given_keys = _given(statement, tree)
    return result


def _given(statement, tree):
    # Values that the statement itself gives, for the inserted primary key.
    if statement._multi or statement._select is not None:
        return None
    from sqlalchemy.sql.elements import ClauseElement

    return {
        getattr(key, "key", key): value
        for key, value in statement._values.items()
        if not isinstance(value, ClauseElement)
    }


def _execute_many(connection, statement, sets, columns, execution_options):
    dialect = connection.dialect
    keys = list(sets[0])
    if statement.is_insert:
        sets = [_with_callables(statement, values) for values in sets]
        keys = list(sets[0])
        types = {}
        for key in keys:
            column = statement._column_of(key)
            if column is not None:
                types[str(getattr(key, "key", key))] = column.type
    else:
        from sqlalchemy.sql.selectable import bind_types

        types = bind_types(statement)
        if statement.is_update:
            for key in keys:
                column = statement._column_of(key)
                if column is not None:
                    types.setdefault(key, column.type)
    declared = [key for key in keys if statement.is_insert or statement._column_of(key) is not None]
    if statement.is_update:
        declared = [key for key in declared if key not in bind_types(statement)]
    for values in sets[1:]:
        missing = next((key for key in keys if key not in values), None)
        if missing is not None:
            raise exc.StatementError(
                "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter "
                f"{str(missing)!r}, in parameter group {sets.index(values)}",
                str(statement),
                sets,
                None,
                code="cd3x",
            )
    verb = statement._verb
    body = statement._statement_tree() if statement.is_delete else statement._statement_tree(parameter_keys=declared)
    tree = {"statement": {verb: body}}
    binds = _tree_or_statement_error(statement, lambda: bind_trees(sets, types, dialect))
    return send(connection, tree, binds, execution_options, columns, statement)


def _with_callables(statement, values):
    # Each row of many gets its own call of a Python-side default.
    values = dict(values)
    given = {getattr(key, "key", key) for key in (*values, *statement._values)}
    for column in statement.table.c:
        generator = getattr(column, "default", None)
        if generator is not None and column.key not in given and getattr(generator, "is_callable", False):
            from sqlalchemy.engine.default import DefaultExecutionContext

            values[column.key] = generator.arg(DefaultExecutionContext(values))
    return values


def _text_of(tree, dialect):
    # The statement as an error's message shows it.
    try:
        return _limbeck.compile("executable", tree, dialect, {})
    except Exception:  # noqa: BLE001 - the text is only for the message
        return None


def send(connection, tree, binds, execution_options, columns=None, statement=None):
    """Sends a tree and makes a result of the answer."""
    connection._autobegin()
    options = {**connection._execution_options, **(execution_options or {})}
    options.pop("isolation_level", None)
    wanted = {key: value for key, value in options.items() if isinstance(value, (str, bool, int, float, type(None)))}
    _waist.driver = connection.dialect.driver
    try:
        answer = _limbeck.connection_execute(connection._handle, tree, binds, wanted)
    except exc.StatementError as error:
        if error.statement is None and not isinstance(error, exc.DBAPIError):
            error.statement = _text_of(tree, connection.dialect.name)
        raise
    return CursorResult(answer, columns, connection.dialect, statement)

"""The tree of `alter_column`: what is known of a column beside what becomes of it.

In the directive's arguments False says *not given* for defaults and comments, and None says
*there is none*; in the tree an absent facet says the first and `nothing` the second.
"""

from sqlalchemy._waist import name_tree, qualified


def alter_column_tree(objects, operation):
    """The tree of one operation; `objects` makes the schema objects it needs."""
    existing_type = _instance(operation.existing_type)
    new_type = _instance(operation.modify_type)
    assert operation.existing_server_default is not True
    assert operation.modify_comment is not True
    keywords = operation.kw
    tree = {
        "table": qualified(operation.table_name, operation.schema),
        "column": name_tree(operation.column_name),
        "name": name_tree(operation.modify_name),
        "nullable": _facet(_truth(operation.existing_nullable), _truth(operation.modify_nullable)),
        "type": _facet(_type(existing_type), _type(new_type)),
        "server_default": _facet(
            _default(objects, operation.existing_server_default), _default(objects, operation.modify_server_default)
        ),
        "comment": _facet(
            None if operation.existing_comment is None else _comment(operation.existing_comment),
            None if operation.modify_comment is False else _comment(operation.modify_comment),
        ),
        "autoincrement": _facet(_truth(keywords.get("existing_autoincrement")), _truth(keywords.get("autoincrement"))),
        "type_is_class": isinstance(operation.modify_type or operation.existing_type, type),
        "using": str(keywords["postgresql_using"]) if keywords.get("postgresql_using") else None,
        "insert_before": keywords.get("insert_before"),
        "insert_after": keywords.get("insert_after"),
    }
    if existing_type is not None and new_type is not None:
        tree["drop_type_checks"] = _type_checks(objects, operation, existing_type)
    if new_type is not None:
        tree["add_type_checks"] = _type_checks(objects, operation, new_type)
    return tree


def _facet(existing, after):
    return {"existing": existing, "set": after}


def _truth(value):
    return None if value is None else bool(value)


def _instance(type_):
    return type_() if isinstance(type_, type) else type_


def _type(type_):
    return None if type_ is None else type_._tree()


def _comment(text):
    return "nothing" if text is None else {"comment": text}


def _default(objects, value):
    """A `DefaultState`; None where no default was given."""
    if value is False:
        return None
    if value is None:
        return "nothing"
    from sqlalchemy import Computed, Identity

    if isinstance(value, Computed):
        return {"computed": value._tree()}
    if isinstance(value, Identity):
        return {"identity": value._tree()}
    from sqlalchemy import Integer

    column = objects.column("x", Integer(), server_default=value)
    return {"default": objects.table("t", column)._tree()["columns"][0]["server_default"]}


def _type_checks(objects, operation, type_):
    """CHECK constraints that come with a type (Boolean and Enum with `create_constraint`)."""
    column = objects.column(operation.column_name, type_)
    table = objects.table(operation.table_name, column, schema=operation.schema)
    return table._tree().get("constraints", [])

"""Names as trees: what a `str`, a `quoted_name` or an `op.f()` name says about itself."""


def identifier(name):
    """The tree of one name; None stays None."""
    if name is None or type(name) is str:
        return name
    from sqlalchemy.sql.elements import _truncated_label, conv, quoted_name

    tree = {"text": str(name)}
    if isinstance(name, conv):
        tree["kind"] = "final"
    elif isinstance(name, _truncated_label):
        tree["kind"] = "generated"
    if isinstance(name, quoted_name) and name.quote is not None:
        tree["quote"] = name.quote
    return tree if len(tree) > 1 else tree["text"]


def qualified(name, schema=None):
    """The tree of a name in a schema."""
    return {"schema": identifier(schema), "name": identifier(name)} if schema else {"name": identifier(name)}


def is_own_instance(element):
    """Whether an object is one of the facade's SQL elements."""
    return hasattr(element, "_tree") or hasattr(element, "__clause_element__")

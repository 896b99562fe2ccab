"""`op.inline_literal`: a value that is written into its statement even where values are bound."""


def inline_literal(value, type_=None):
    """The element; it takes part in expressions like any bound value."""
    from sqlalchemy import bindparam

    element = bindparam(None, value, type_=type_)
    element._inline = True
    return element

"""Naming conventions: given to the native side as templates, with the user's own tokens filled in."""

_KINDS = {"Index": "ix", "PrimaryKeyConstraint": "pk", "CheckConstraint": "ck", "UniqueConstraint": "uq",
          "ForeignKeyConstraint": "fk"}


def convention_tree(convention):
    """Templates by kind: `ix`, `uq`, `ck`, `fk`, `pk`."""
    templates = {}
    for key, template in (convention or {}).items():
        if isinstance(key, type):
            key = _KINDS.get(key.__name__)
        if key in ("ix", "uq", "ck", "fk", "pk") and isinstance(template, str):
            templates[key] = template
    return templates or None


def expanded(constraint, table, metadata):
    """The template for a constraint with what the user's functions say in it; None where none applies."""
    templates = convention_tree(metadata.naming_convention) or {}
    kind = next((_KINDS[cls.__name__] for cls in type(constraint).__mro__ if cls.__name__ in _KINDS), None)
    template = templates.get(kind)
    if template is None:
        return None
    for token in metadata._custom_tokens:
        placeholder = f"%({token})s"
        if placeholder in template:
            text = str(metadata.naming_convention[token](constraint, table)).replace("%", "%%")
            template = template.replace(placeholder, text)
    return template

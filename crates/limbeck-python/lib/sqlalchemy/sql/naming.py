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
    template = _template_for(constraint, table._convention)
    if template is None:
        return None
    for token in metadata._custom_tokens:
        if token not in table._convention:
            continue
        placeholder = f"%({token})s"
        if placeholder in template:
            text = str(table._convention[token](constraint, table)).replace("%", "%%")
            template = template.replace(placeholder, text)
    return template


def _template_for(constraint, convention):
    kind = next((_KINDS[cls.__name__] for cls in type(constraint).__mro__ if cls.__name__ in _KINDS), None)
    return (convention_tree(convention) or {}).get(kind)


def unknown_token(template, convention):
    """The first token of a template that neither SQLAlchemy nor the convention itself knows; None for most."""
    for part in template.split("%(")[1:]:
        token = part.partition(")")[0]
        if token not in convention and token not in _TOKENS and not _is_of_columns(token):
            return token
    return None


_TOKENS = ("table_name", "constraint_name", "referred_table_name")


def _is_of_columns(token):
    # `column_0_name`, `column_2N_key`, `referred_column_0_N_name`.
    referred, token = token.startswith("referred_"), token.removeprefix("referred_")
    if not token.startswith("column_"):
        return False
    rest = token[7:].lstrip("0123456789")
    place = token[7 : len(token) - len(rest)]
    if place == "0":
        rest = "_" + rest.removeprefix("_N_").removeprefix("N_").removeprefix("_")
    return place != "" and rest in (("_name",) if referred else ("_name", "_key", "_label"))


def check(constraint, table):
    """Raises what SQLAlchemy raises when it names a constraint that has just got its table and finds no name.

    A CHECK that a type brought waits until it is written.
    """
    if constraint._given_name is not None and getattr(constraint._given_name, "_name_kind", "plain") != "plain":
        return
    template = _template_for(constraint, table._convention)
    if template is None:
        return
    token = unknown_token(template, table._convention)
    if token is not None and (constraint._given_name is None or "%(constraint_name)s" in template):
        raise KeyError(token)
    if "%(constraint_name)s" in template:
        if constraint._given_name is None and not getattr(constraint, "_type_bound", False):
            from sqlalchemy import exc

            raise exc.InvalidRequestError(
                "Naming convention including %(constraint_name)s token requires that constraint is explicitly named."
            )
    elif constraint._given_name is None and "%(referred_" in template:
        # An error where it is no foreign key, or where there is no such table or column yet.
        elements = constraint.elements
        if "%(referred_column" in template:
            for fk in elements:
                fk.column  # noqa: B018 - see above


def name_of(constraint):
    """A constraint's or index's name for Python code that asks for it.

    The native side makes the names that go into statements from the same templates.
    """
    given = constraint._given_name
    table = constraint.parent
    if getattr(table, "_convention", None) is None:
        table = getattr(table, "table", None)  # a CHECK that is written on its column
    convention = getattr(table, "_convention", None)
    if given is None and getattr(constraint, "_type_bound", False):
        return None  # named when it is written
    if convention is None or getattr(given, "_name_kind", "plain") != "plain":
        return given
    template = _template_for(constraint, convention)
    if template is None or (given is not None and "constraint_name" not in template):
        return given
    if given is None and "constraint_name" in template:
        return None
    from sqlalchemy.sql.names import conv

    try:
        return conv(template % _Tokens(constraint, table, convention, given))
    except KeyError:
        return given


class _Tokens:
    def __init__(self, constraint, table, convention, given):
        self.constraint, self.table, self.convention, self.given = constraint, table, convention, given

    def __getitem__(self, key):
        function = self.convention.get(key)
        if callable(function):
            return function(self.constraint, self.table)
        if key == "table_name":
            return self.table.name
        if key == "constraint_name":
            return self.given
        elements = getattr(self.constraint, "elements", None)
        if key == "referred_table_name":
            target = elements[0]._target()
            return target.table.name if target is not None else elements[0]._tokens()[1]
        head, _, rest = key.partition("column_")
        place = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        rest = rest[len(place) :]
        if not place or not rest:
            raise KeyError(key)
        referred = head == "referred_"
        if rest.startswith(("N_", "_N_")):
            joint = "_" if rest.startswith("_N_") else ""
            attribute = rest.lstrip("_N")
            return joint.join(self._of(column, attribute) for column in self._columns(referred))
        columns = self._columns(referred)
        return self._of(columns[int(place)], rest[1:]) if int(place) < len(columns) else ""

    def _columns(self, referred):
        if referred:
            return [_Referred(fk) for fk in self.constraint.elements]
        return list(self.constraint.columns)

    def _of(self, column, attribute):
        if attribute == "label":
            schema = f"{self.table.schema}_" if self.table.schema else ""
            return f"{schema.replace('.', '_')}{self.table.name}_{column.name}"
        if attribute in ("name", "key"):
            return getattr(column, attribute)
        raise KeyError(attribute)


class _Referred:
    def __init__(self, fk):
        target = fk._target()
        self.name = self.key = target.name if target is not None else fk._tokens()[2]

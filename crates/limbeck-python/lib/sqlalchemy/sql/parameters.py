"""Values for the named parameters of statements and texts."""


def names_in(sql):
    """The `:name`s of a text, in order; `::` and `\\:` are none."""
    names = []
    place, size = 0, len(sql)
    while True:
        place = sql.find(":", place)
        if place < 0:
            return names
        before = sql[place - 1] if place else ""
        end = place + 1
        while end < size and (sql[end].isalnum() or sql[end] == "_"):
            end += 1
        after = sql[end] if end < size else ""
        if end > place + 1 and before not in (":", "\\") and not (before.isalnum() or before == "_") and after != ":":
            names.append(sql[place + 1 : end])
        place = end


def check_declared(text, name):
    """ArgumentError unless a text has a parameter of that name."""
    if name not in names_in(text.text):
        from sqlalchemy import exc

        raise exc.ArgumentError(f"This text() construct doesn't define a bound parameter named {name!r}")


def with_values(element, values):
    """The same element with values for its named parameters, at any depth; others are ignored."""
    from sqlalchemy.sql.elements import BindParameter, TextClause

    def visit(value):
        if isinstance(value, BindParameter):
            if value.hint not in values:
                return value
            new = value._clone()
            new.value, new.has_value, new.required = values[value.hint], True, False
            return new
        if isinstance(value, TextClause):
            known = {name: values[name] for name in names_in(value.text) if name in values}
            return value._with_plain_values(known) if known else value
        if isinstance(value, list):
            changed = [visit(item) for item in value]
            return changed if any(new is not old for new, old in zip(changed, value)) else value
        if isinstance(value, tuple) and type(value) is tuple:
            changed = tuple(visit(item) for item in value)
            return changed if any(new is not old for new, old in zip(changed, value)) else value
        if isinstance(value, dict):
            changed = {key: visit(item) for key, item in value.items()}
            return changed if any(changed[key] is not value[key] for key in value) else value
        if not getattr(value, "_is_clause", False) or getattr(value, "is_selectable", False) == "table":
            return value
        new = None
        for name, part in value.__dict__.items():
            if name in ("table", "type"):
                continue
            changed = visit(part)
            if changed is not part:
                if new is None:
                    new = value._clone()
                new.__dict__[name] = changed
        return value if new is None else new

    return visit(element)

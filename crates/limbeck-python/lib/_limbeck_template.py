"""Runs a `script.py.mako` that the engine has translated to Python."""

import builtins

import _limbeck


class Undefined:
    """What Mako puts in the place of a name that nothing defines: false, and no text."""

    def __str__(self):
        raise NameError("Undefined")

    def __bool__(self):
        return False


UNDEFINED = Undefined()


class Context:
    """`context` of a template: its names, and where it writes."""

    def __init__(self, names, write):
        self._names = names
        self.write = write

    def get(self, key, default=None):
        """A name of the template, or a builtin."""
        return self._names.get(key, getattr(builtins, key, default))

    def __getitem__(self, key):
        if key in self._names:
            return self._names[key]
        if hasattr(builtins, key):
            return getattr(builtins, key)
        raise KeyError(key)

    def keys(self):
        """Every name of the template."""
        return list(self._names)

    @property
    def kwargs(self):
        """What the template was called with."""
        return dict(self._names)

    def __getattr__(self, name):
        _limbeck.refuse(f"`context.{name}` in script.py.mako", "use context.get() or the names themselves")


def comma(value):
    """One identifier, or several with commas between them."""
    if value is None:
        return ""
    return value if isinstance(value, str) else ", ".join(value)


def _assigns(block, name):
    import re

    return re.search(rf"(?<![\w.]){re.escape(name)}\s*=(?!=)", block) is not None


def _names(code):
    yield from code.co_names
    for constant in code.co_consts:
        if hasattr(constant, "co_names"):
            yield from _names(constant)


def run(code, variables):
    """The template's text; or `None`, the exception's text and the line of the program it was raised at."""
    from alembic import context

    variables = dict(variables)
    date = variables.get("create_date")
    if date is not None:
        from datetime import datetime

        variables["create_date"] = datetime.fromisoformat(date)
    proxy = context._proxy
    if proxy is not None:
        variables["config"] = proxy.config
        variables.update(proxy.context_opts.get("template_args") or {})
    variables.update(comma=comma, refresh=True)
    parts = []
    namespace = {name: UNDEFINED for name in _names(code) if not hasattr(builtins, name)}
    namespace.update(variables)
    namespace.update(context=Context(variables, parts.append), UNDEFINED=UNDEFINED, _write=parts.append)

    def share(before, now, block):
        # What a block has assigned, for defs that are called later.
        for name, value in now.items():
            is_new = name not in before or before[name] is not value
            if name != "_before" and (is_new or _assigns(block, name)):
                namespace[name] = value

    namespace["_share"] = share
    try:
        exec(code, namespace)
        return "".join(parts), "", 0
    except Exception as error:
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == code.co_filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        text = str(error)
        name = type(error).__name__
        return None, f"{name}: {text}" if text else name, line

"""Names that may stand in a program but must not be used: what they do is not here."""

import _limbeck

HELP = "Keep it out of what env.py and the revisions import, or run this project with Alembic itself."


def refuse(what):
    """Refuses; never returns."""
    _limbeck.refuse(what, HELP)


class Later:
    """Stands for something of pydantic until somebody uses it."""

    def __init__(self, path):
        self._path = path

    def __call__(self, *arguments, **keywords):
        refuse(self._path)

    def __getitem__(self, item):
        return self

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __mro_entries__(self, bases):
        refuse(f"a class derived from {self._path}")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        refuse(f"{self._path}.{name}")

    def __repr__(self):
        return self._path


def later(module, name):
    """The placeholder of a name."""
    return Later(f"{module}.{name}")


def missing(module, name):
    """A name that a module here has not: pydantic's own of that name, a placeholder, or an AttributeError."""
    if name == "TYPE_CHECKING":
        return False
    if name[:1] != "_":
        from pydantic._names import NAMES

        if name in NAMES.get(module, "").split():
            import pydantic

            if module.startswith("pydantic.") and name in pydantic._HOME_OF and pydantic._HOME_OF[name] != module:
                return getattr(pydantic, name)
            return later(module, name)
    raise AttributeError(f"module {module!r} has no attribute {name!r}")


def having(module):
    """A module's `__getattr__` that is `missing`."""

    def __getattr__(name):
        return missing(module, name)

    return __getattr__

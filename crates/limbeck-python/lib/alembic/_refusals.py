"""Names that real Alembic has and this facade has not: asking for one is a refusal, not an AttributeError.

A script that tests for a name with `hasattr` must not take a path that real Alembic would not take.
"""

import _limbeck

_HELP = "Rewrite the place without it, or run this project with Alembic itself."


def refuse_name(owner, name, help=_HELP):
    """Refuses `owner.name`; never returns."""
    _limbeck.refuse(f"{owner}.{name}", help)


def missing(module, name):
    """A name that a module here has not: refused where real Alembic has it."""
    if name == "TYPE_CHECKING":
        return False
    if name[:1] != "_":
        from alembic._names import NAMES

        if name in NAMES.get(module, "").split():
            refuse_name(module, name)
    raise AttributeError(f"module {module!r} has no attribute {name!r}")


def refusing(module, submodules="", private=""):
    """A module's `__getattr__`: imports submodules, refuses what real Alembic has, knows no other name."""
    importable, refused = frozenset(submodules.split()), frozenset(private.split())

    def __getattr__(name):
        if name in importable:
            import sys

            __import__(f"{module}.{name}")  # importlib itself takes longer to import than most of these
            return sys.modules[f"{module}.{name}"]
        if name in refused:
            refuse_name(module, name)
        return missing(module, name)

    return __getattr__

"""Names that real Alembic has and this facade has not: asking for one is a refusal, not an AttributeError.

A script that tests for a name with `hasattr` must not take a path that real Alembic would not take.
"""

import _limbeck

_HELP = "Rewrite the place without it, or run this project with Alembic itself."


def refuse_name(owner, name, help=_HELP):
    """Refuses `owner.name`; never returns."""
    _limbeck.refuse(f"{owner}.{name}", help)


def refusing(owner, names):
    """A module's `__getattr__` that refuses the given names (separated by blanks) and knows no other."""
    known = frozenset(names.split())

    def __getattr__(name):
        if name in known:
            refuse_name(owner, name)
        raise AttributeError(f"module {owner!r} has no attribute {name!r}")

    return __getattr__

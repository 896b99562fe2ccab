"""Placeholders for sqlmodel's models, which make tables; a guess at their columns would be worse than a refusal."""

import _limbeck

_HELP = (
    "Declare the models with SQLAlchemy, or keep them out of what env.py imports for upgrade and downgrade, "
    "or run this command with Alembic itself."
)


class _Later:
    def __init__(self, name):
        self._name = name

    def _refuse(self):
        _limbeck.refuse(f"sqlmodel.{self._name}", _HELP)

    def __call__(self, *arguments, **keywords):
        self._refuse()

    def __mro_entries__(self, bases):
        self._refuse()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse()

    def __getitem__(self, item):
        return self

    def __or__(self, other):
        return self

    __ror__ = __or__


def later(name):
    """The placeholder of a name."""
    return _Later(name)

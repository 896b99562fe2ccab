"""Autogenerate's functions and contexts, refused by name; `AutogenContext` may be named in annotations."""

from alembic._refusals import refuse_name, refusing


class AutogenContext:
    """What hooks of the comparison are given."""

    def __init__(self, *arguments, **keywords):
        refuse_name("alembic.autogenerate.api", "AutogenContext(…)")


__getattr__ = refusing("alembic.autogenerate.api", private="_render_migration_diffs")

"""Dialects by name."""

from sqlalchemy._lazy import missing


class _Registry:
    # What `sqlalchemy.dialects.registry` is used for: asking for and adding dialects.

    def load(self, name):
        """A dialect's class."""
        from sqlalchemy.engine.url import dialect_class

        return dialect_class(name)

    def register(self, name, modulepath, objname):
        """A dialect of the user's own; not supported."""
        from sqlalchemy._waist import refuse

        refuse(f"the dialect {name!r}", "use one of postgresql, mysql, mariadb, sqlite")


registry = _Registry()


def __getattr__(name):
    return missing(__name__, name)

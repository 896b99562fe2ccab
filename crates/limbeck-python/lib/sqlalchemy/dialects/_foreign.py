"""Types of databases that Limbeck's trees have no form for: they can be declared, and they are written for
the databases they belong to; for any other database they are what SQLAlchemy makes of their class there."""

from sqlalchemy import _waist
from sqlalchemy.sql.type_api import TypeEngine


class Foreign(TypeEngine):
    """Marks a type of another database."""

    _dialects = ()

    def _type_tree(self):
        dialect = _waist.dialect_name()
        if dialect in self._dialects or dialect == "default":
            return self._own_tree()
        # A class that also is a standard type is rendered as that type.
        for cls in type(self).__mro__:
            if cls.__module__.startswith("sqlalchemy.sql.") and cls.__name__ == type(self).__visit_name__:
                return cls._type_tree(self)
        from sqlalchemy import exc

        from sqlalchemy.sql.compiler import _type_compiler_shown

        raise exc.UnsupportedCompilationError(_type_compiler_shown(dialect), type(self).__visit_name__)

    def _own_tree(self):
        return {
            "user_defined": {"sql": self._own_text(), "repr": repr(self), "module": type(self).__module__}
        }

    def _own_text(self):
        return type(self).__visit_name__


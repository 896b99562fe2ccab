"""How the modules of this package hand out names they have not loaded yet.

Every public module is a table from names to the module that defines them; a module is loaded when
one of its names is first asked for, because most scripts need a handful of them. A name that real
SQLAlchemy has and this package does not is refused by name; any other is an ordinary
AttributeError, so that `hasattr` and guarded imports see what they would see with SQLAlchemy.
"""

import sys


def exporter(module_name, table):
    """The `__getattr__`, `__dir__` and `__all__` of a module; `table` maps module -> "name name name"."""
    homes = {}
    for home, names in table.items():
        for name in names.split():
            homes[name] = home
    namespace = sys.modules[module_name].__dict__

    def __getattr__(name):
        home = homes.get(name)
        if home is None:
            return missing(module_name, name)
        origin = name
        if ":" in home:
            home, origin = home.split(":")
        value = load(home)
        if origin != "*":
            value = getattr(value, origin)
        namespace[name] = value
        return value

    def __dir__():
        return sorted({*namespace, *homes})

    return __getattr__, __dir__, sorted(name for name in homes if name[0] != "_")


def load(module_name):
    """A module of this package by its full name."""
    module = sys.modules.get(module_name)
    if module is None:
        __import__(module_name)
        module = sys.modules[module_name]
    return module


def show_as(namespace, module_name):
    """Classes defined in a private module call themselves members of the public one."""
    own = namespace["__name__"]
    for value in list(namespace.values()):
        if isinstance(value, type) and value.__module__ == own:
            value.__module__ = module_name


def missing(module_name, name):
    """A name that a module does not have: a refusal if SQLAlchemy has it, else AttributeError."""
    if name[:1] != "_":
        try:
            return load(module_name + "." + name)
        except ImportError as error:
            if error.name != module_name + "." + name:
                raise
        from sqlalchemy._names import is_known

        if is_known(module_name, name):
            value = _elsewhere(module_name, name)
            if value is not None:
                return value
            from sqlalchemy._waist import refuse

            refuse(
                f"{module_name}.{name}",
                "Limbeck's SQLAlchemy does not have it; write this part of the migration with op.* directives or as SQL text",
            )
    raise AttributeError(f"module {module_name!r} has no attribute {name!r}")


# SQLAlchemy's modules hand out each other's names by having imported them, and scripts use that.
_PUBLIC = """sqlalchemy sqlalchemy.types sqlalchemy.sql.expression sqlalchemy.schema sqlalchemy.orm sqlalchemy.exc
    sqlalchemy.sql.schema sqlalchemy.sql.type_api sqlalchemy.sql.sqltypes sqlalchemy.engine sqlalchemy.sql.base
    sqlalchemy.sql.ddl sqlalchemy.pool sqlalchemy.util""".split()


def _elsewhere(module_name, name):
    homes = _PUBLIC
    if module_name.startswith("sqlalchemy.dialects."):
        homes = [".".join(module_name.split(".")[:3]), *homes]
    for home in homes:
        if home == module_name:
            continue
        module = load(home)
        if name in module.__dict__ or name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            sys.modules[module_name].__dict__[name] = value
            return value
    return None

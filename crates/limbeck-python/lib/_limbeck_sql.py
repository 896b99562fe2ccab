"""`limbeck sql`: functions of revision scripts, each run as a migration of its own, with no database.

What a script changed for everybody (modules it imported, things it registered) is taken back before
the next one runs.
"""

import sys
import _io

import alembic.context as _context
import alembic.ddl.impl as _impl
import alembic.op as _op
import alembic.operations.base as _operations
import alembic.runtime.plugins as _plugins
import sqlalchemy.event as _event
import sqlalchemy.sql.functions as _functions
import sqlalchemy.sql.type_api as _type_api
from alembic.runtime.migration import MigrationContext as _MigrationContext
from sqlalchemy.engine.url import make_url as _make_url

_NAMED = {"paramstyle": "named"}

# Loaders of what is a part of the program.
_OWN = ("BuiltinImporter", "FrozenImporter", "Unfrozen")

# Where the stand-ins keep what a project registers.
_REGISTRIES = (
    _event._listeners,
    _functions._registered,
    _impl._claimed,
    _operations.AbstractOperations._to_impl._registry,
    _plugins._all_plugins,
    _type_api.compilers,
)
# What plug-ins add attributes to.
_NAMESPACES = (_operations.AbstractOperations, _operations.Operations, _operations.BatchOperations, _op)


class _Nothing(_io.StringIO):
    """Takes what scripts print."""

    def write(self, text):
        return len(text)


class Runner:
    """Runs functions in the environment of this moment, and goes back to it."""

    def __init__(self, quiet):
        environment = _context._proxy
        self.environment = environment
        self.given = environment.context_opts, environment._migration_context, sys.stdout, sys.stderr
        self.options = dict(environment.context_opts)
        self.dialects = {}
        self.target = self.options.pop("target_metadata", None)
        self.modules = set(sys.modules)
        self.path, self.meta_path = list(sys.path), list(sys.meta_path)
        self.registries = [_copy(registry) for registry in _REGISTRIES]
        self.namespaces = [dict(vars(namespace)) for namespace in _NAMESPACES]
        # Standard output is for SQL.
        self.stdout, self.stderr = (_Nothing(), _Nothing()) if quiet else (sys.stderr, sys.stderr)

    def run(self, function, dialect):
        """Calls a script's function; gives what it wrote."""
        environment = self.environment
        environment.context_opts = dict(self.options)
        environment._migration_context = None
        output = _io.StringIO()
        found = self.dialects.get(dialect)
        if found is None:
            found = self.dialects[dialect] = _make_url(f"{dialect}://").get_dialect()(paramstyle="named")
        environment.context_opts.update(
            literal_binds=True, output_buffer=output, target_metadata=self.target, transaction_per_migration=False
        )
        environment._migration_context = _MigrationContext.configure(
            dialect=found,
            environment_context=environment,
            dialect_opts=_NAMED,
            opts=environment.context_opts,
        )
        with _operations.Operations.context(environment._migration_context):
            function()
        return output.getvalue()

    def hide_output(self):
        """From here on, scripts do not write to standard output."""
        sys.stdout, sys.stderr = self.stdout, self.stderr

    def end(self):
        """Leaves everything as it was."""
        environment = self.environment
        environment.context_opts, environment._migration_context, sys.stdout, sys.stderr = self.given

    def take_back(self):
        """Undoes what the last script changed for everybody."""
        modules = sys.modules
        for name in [name for name in modules if name not in self.modules]:
            loader = getattr(getattr(modules[name], "__spec__", None), "loader", None)
            if getattr(loader, "__name__", type(loader).__name__) in _OWN:
                self.modules.add(name)
            else:
                del modules[name]
                # A package keeps its submodules as attributes.
                parent, _, child = name.rpartition(".")
                if parent in modules:
                    vars(modules[parent]).pop(child, None)
        self.dialects.clear()
        sys.path[:], sys.meta_path[:] = self.path, self.meta_path
        self.hide_output()
        for registry, before in zip(_REGISTRIES, self.registries):
            if len(registry) != len(before) or registry != before:
                registry.clear()
                registry.extend(before) if isinstance(before, list) else registry.update(before)
                _operations.AbstractOperations._to_impl._found.clear()
        for namespace, before in zip(_NAMESPACES, self.namespaces):
            now = vars(namespace)
            if len(now) != len(before):
                for name in [name for name in now if name not in before]:
                    delattr(namespace, name)


def _copy(registry):
    if isinstance(registry, dict):
        return {key: dict(value) if isinstance(value, dict) else value for key, value in registry.items()}
    return list(registry)

"""`MigrationContext`: the database and the options that migrations run with.

There is one for the command that is running; its work is done natively. A project may make
further ones (`MigrationContext.configure(connection)`) to ask for a database's revisions.
"""

import sys

import _limbeck

from alembic._refusals import missing, refuse_name
from alembic.util.exc import CommandError

__all__ = ("MigrationContext", "MigrationInfo")


class MigrationContext:
    """See the module."""

    def __init__(self, dialect, connection, opts, environment_context=None):
        self.environment_context = environment_context
        self.opts = opts
        self.dialect = dialect
        self.script = opts.get("script")
        self.as_sql = bool(opts.get("as_sql", False))
        if opts.get("literal_binds") and not self.as_sql:
            raise CommandError("Can't use literal_binds setting without as_sql mode")
        self.purge = opts.get("purge", False)
        self.version_table = opts.get("version_table", "alembic_version")
        self.version_table_schema = opts.get("version_table_schema")
        self.on_version_apply_callbacks = opts.get("on_version_apply", ())
        self._start_from_rev = opts.get("starting_rev")
        self.output_buffer = _output_of(opts)
        self.connection = self._script_connection() if self.as_sql else connection
        self._given_connection = connection
        self._facts = None
        from alembic.ddl.impl import DefaultImpl

        self.impl = DefaultImpl(self, dialect)

    @classmethod
    def configure(
        cls,
        connection=None,
        url=None,
        dialect_name=None,
        dialect=None,
        environment_context=None,
        dialect_opts=None,
        opts=None,
    ):
        """A context for a connection, a URL or a dialect, the first that is given."""
        opts = {} if opts is None else opts
        if connection:
            from sqlalchemy.engine import Engine

            if isinstance(connection, Engine):
                raise CommandError(
                    "'connection' argument to configure() is expected to be a sqlalchemy.engine.Connection "
                    f"instance, got {connection!r}"
                )
            dialect = connection.dialect
        elif url or dialect_name:
            from sqlalchemy.engine.url import make_url

            dialect = make_url(url or f"{dialect_name}://").get_dialect()(**(dialect_opts or {}))
        elif not dialect:
            raise Exception("Connection, url, or dialect_name is required.")
        context = cls(dialect, connection, opts, environment_context)
        if environment_context is not None:
            context._configure_engine(url, dialect_opts or {})
        else:
            name = dialect.name
            transactional = opts.get("transactional_ddl")
            if transactional is None:
                transactional = name == "postgresql"
            _log_context(_IMPLEMENTATIONS.get(name, "DefaultImpl"), transactional, context.as_sql)
        return context

    def _configure_engine(self, url, dialect_opts):
        """Makes this the engine's context."""
        opts = self.opts
        for keyword in dialect_opts:
            if keyword != "paramstyle":
                refuse_name("context.configure", f"dialect_opts[{keyword!r}]", "Leave the option out.")
        connection = self._given_connection
        options = {
            "connection": _handle(connection) if connection else None,
            "url": None if not url else url if isinstance(url, str) else url.render_as_string(hide_password=False),
            "dialect": self.dialect.name,
            "paramstyle": dialect_opts.get("paramstyle"),
            "literal_binds": bool(opts.get("literal_binds")),
            "transactional_ddl": opts.get("transactional_ddl"),
            "transaction_per_migration": bool(opts.get("transaction_per_migration")),
            "version_table": self.version_table,
            "version_table_schema": self.version_table_schema,
            "version_table_pk": bool(opts.get("version_table_pk", True)),
            "naming_convention": _convention_tree(opts.get("target_metadata")),
            # Through Python's own stream, so that a script's lines and what scripts print keep their order.
            "output": self._write if self.as_sql else None,
            "starting_rev": self._start_from_rev,
            "tag": opts.get("tag"),
        }
        _limbeck.configure(options)
        self._facts = _limbeck.context_info()

    def _native(self):
        """The native module, if this is the context of the running command or shares its connection."""
        if self._facts is None:
            from alembic import context

            running = getattr(context._proxy, "_migration_context", None)
            if running is None or self._given_connection is None or (
                _handle(running._given_connection) != _handle(self._given_connection)
            ):
                refuse_name(
                    "alembic.operations",
                    "Operations on a MigrationContext that is not the running one",
                    "Use op.get_context(), or the connection from op.get_bind().",
                )
            self._facts = running._facts
        return _limbeck

    def _info(self, key):
        self._native()
        return self._facts[key]

    def _invoke(self, tree):
        self._native().invoke(tree)

    def _execute(self, construct, execution_options, parameters):
        from alembic.runtime.statements import execute

        return execute(self, construct, execution_options, parameters)

    def _write(self, text):
        self.output_buffer.write(text)
        self.output_buffer.flush()

    def _script_connection(self):
        from sqlalchemy.engine.mock import MockConnection

        def write(construct, *arguments, **keywords):
            self.impl._exec(construct)

        return MockConnection(self.dialect, write)

    @property
    def transactional_ddl(self):
        """What `configure` was given; None leaves it to the database."""
        return self.opts.get("transactional_ddl")

    @property
    def bind(self):
        """The connection; in `--sql` mode one that writes to the script."""
        return self.connection

    @property
    def config(self):
        """The configuration of the running command, if there is one."""
        return self.environment_context.config if self.environment_context else None

    def begin_transaction(self, _per_migration=False):
        """A block that is a transaction where the options ask for one around the whole run."""
        return _Transaction(self)

    def autocommit_block(self):
        """A block outside of any transaction; what came before it is committed."""
        return _AutocommitBlock(self)

    def get_current_revision(self):
        """The database's one revision."""
        heads = self.get_current_heads()
        if len(heads) > 1:
            raise CommandError(
                f"Version table '{self.version_table}' has more than one head present; "
                "please use get_current_heads()"
            )
        return heads[0] if heads else None

    def get_current_heads(self):
        """The database's revisions; in `--sql` mode where the script starts."""
        if self._facts is not None:
            return tuple(_limbeck.current_heads())
        from alembic.runtime.statements import read_heads

        return read_heads(self)

    def run_migrations(self, **kw):
        """Runs what the command planned."""
        callbacks = self.on_version_apply_callbacks

        def after_step(facts):
            for callback in callbacks:
                info = MigrationInfo._of_step(facts)
                callback(ctx=self, step=info, heads=set(facts["heads"]), run_args=kw)

        sys.stdout.flush()  # the engine may print, too
        self._native().run_migrations(kw, after_step if callbacks else None)
        revision_context = self.opts.get("revision_context")
        if revision_context is not None:
            revision_context._run(self)

    def execute(self, sql, execution_options=None):
        """Executes a statement, or writes it to the script."""
        self.impl._exec(sql, execution_options)

    def stamp(self, script_directory, revision):
        """Refused: a command of its own does it."""
        refuse_name("MigrationContext", "stamp", "Use the command `stamp`.")


_IMPLEMENTATIONS = {
    "sqlite": "SQLiteImpl",
    "postgresql": "PostgresqlImpl",
    "mysql": "MySQLImpl",
    "mariadb": "MariaDBImpl",
}


def _log_context(implementation, transactional, as_sql=False):
    """What the log says of a context that is not the engine's."""
    import logging

    log = logging.getLogger("alembic.runtime.migration")
    log.info("Context impl %s.", implementation)
    if as_sql:
        log.info("Generating static SQL")
    log.info("Will assume %s DDL.", "transactional" if transactional else "non-transactional")


def _output_of(opts):
    """Where a script is written."""
    output = opts.get("output_buffer") or sys.stdout
    encoding = opts.get("output_encoding")
    if encoding is None:
        return output
    import io

    return io.TextIOWrapper(output, encoding) if not hasattr(output, "encoding") else _Encoded(output, encoding)


class _Encoded:
    """A text stream whose bytes have another encoding."""

    def __init__(self, stream, encoding):
        self._stream, self._encoding = stream, encoding

    def write(self, text):
        self._stream.flush()
        self._stream.buffer.write(text.encode(self._encoding))

    def flush(self):
        self._stream.buffer.flush()


def _handle(connection):
    """The number by which the native side knows a connection."""
    return None if connection is None else connection._handle


def _convention_tree(metadata):
    """The templates of the target's naming convention; tokens made by functions are filled in per name."""
    convention = getattr(metadata, "naming_convention", None)
    if not convention:
        return None
    kinds = {
        "Index": "ix",
        "UniqueConstraint": "uq",
        "CheckConstraint": "ck",
        "ForeignKeyConstraint": "fk",
        "PrimaryKeyConstraint": "pk",
    }
    tree = {}
    for kind, template in convention.items():
        kind = kinds.get(getattr(kind, "__name__", None), kind)
        if isinstance(kind, str) and isinstance(template, str):
            tree[kind] = template
    return tree


class _Transaction:
    """What `context.begin_transaction()` returns."""

    def __init__(self, context):
        self._native, self._begun = context._native(), False
        if not context.as_sql:
            self._begin()

    def _begin(self):
        if not self._begun:
            self._begun = True
            self._native.begin_transaction()

    def _end(self, failed):
        if self._begun:
            self._begun = False
            self._native.end_transaction(failed)

    def commit(self):
        """Ends the transaction."""
        self._end(False)

    def rollback(self):
        """Undoes the transaction."""
        self._end(True)

    def __enter__(self):
        self._begin()
        return self

    def __exit__(self, kind, error, traceback):
        self._end(kind is not None)
        return False


class _AutocommitBlock:
    """What `autocommit_block()` returns."""

    def __init__(self, context):
        self._native = context._native()

    def __enter__(self):
        self._native.autocommit_enter()

    def __exit__(self, kind, error, traceback):
        self._native.autocommit_exit(kind is not None)
        return False


class MigrationInfo:
    """A step, as the callbacks of `on_version_apply` see it."""

    def __init__(self, revision_map, is_upgrade, is_stamp, up_revisions, down_revisions):
        from alembic.util.langhelpers import to_tuple

        self.revision_map = revision_map
        self.is_upgrade = is_upgrade
        self.is_stamp = is_stamp
        self.up_revision_ids = to_tuple(up_revisions, default=())
        self.up_revision_id = self.up_revision_ids[0] if self.up_revision_ids else None
        self.down_revision_ids = to_tuple(down_revisions, default=())

    @classmethod
    def _of_step(cls, facts):
        return cls(
            None,
            facts["is_upgrade"],
            facts["is_stamp"],
            tuple(facts["up_revision_ids"]),
            tuple(facts["down_revision_ids"]),
        )

    @property
    def is_migration(self):
        """Whether a script ran."""
        return not self.is_stamp

    @property
    def source_revision_ids(self):
        """Revisions before the step."""
        return self.down_revision_ids if self.is_upgrade else self.up_revision_ids

    @property
    def destination_revision_ids(self):
        """Revisions after the step."""
        return self.up_revision_ids if self.is_upgrade else self.down_revision_ids

    def __getattr__(self, name):
        if name in ("up_revision", "up_revisions", "down_revisions", "source_revisions", "destination_revisions"):
            refuse_name("MigrationInfo", name, f"Use {name.removesuffix('s')}_ids.")
        raise AttributeError(f"'MigrationInfo' object has no attribute {name!r}")


def __getattr__(name):
    if name == "log":
        import logging

        return logging.getLogger("alembic.runtime.migration")
    return missing("alembic.runtime.migration", name)

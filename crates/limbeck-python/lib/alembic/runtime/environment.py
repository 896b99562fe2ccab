"""`EnvironmentContext`: what env.py asks and tells through `alembic.context`."""

import _limbeck

from alembic._refusals import missing, refuse_name
from alembic.runtime.migration import MigrationContext
from alembic.util.exc import CommandError
from alembic.util.langhelpers import to_tuple

__all__ = ("EnvironmentContext",)

# Options that the command sets; an env.py that sets them means to run something else.
_OF_THE_COMMAND = ("as_sql", "destination_rev", "dont_mutate", "fn", "purge", "revision_context")

# Commands whose arguments say from where to where.
_MOVING = ("upgrade", "downgrade", "stamp")


class EnvironmentContext:
    """The environment of the command that is running."""

    _migration_context = None

    def __init__(self, config, script, **kw):
        refuse_name("alembic.runtime.environment", "EnvironmentContext(…)", "Use the commands of the command line.")

    @classmethod
    def _of_command(cls, facts):
        """The environment of the running command, from what the native side says of it."""
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        self = cls.__new__(cls)
        self.config = Config._of_command(facts)
        self.script = ScriptDirectory._of_command(facts)
        self.context_opts = {"as_sql": bool(facts.get("as_sql")), "script": self.script}
        self._writes_revisions = facts.get("command") == "sql"
        for option in ("tag", "purge", "dont_mutate", "template_args"):
            if facts.get(option) is not None:
                self.context_opts[option] = facts[option]
        if facts.get("revision") is not None:
            from alembic.autogenerate.api import RevisionContext

            self.context_opts["revision_context"] = RevisionContext(self.config, self.script, facts["revision"])
        if facts.get("command") in _MOVING:
            self.context_opts["starting_rev"] = facts.get("starting_rev")
            self.context_opts["destination_rev"] = facts.get("destination_rev")
        return self

    def __enter__(self):
        from alembic import context

        context._proxy = self
        return self

    def __exit__(self, kind, error, traceback):
        return False

    def is_offline_mode(self):
        """Whether the command writes a script (`--sql`)."""
        return self.context_opts["as_sql"]

    def is_transactional_ddl(self):
        """Whether the database rolls DDL back with its transaction."""
        return self.get_context().impl.transactional_ddl

    def requires_connection(self):
        """Whether the command needs a database."""
        return not self.is_offline_mode()

    def get_head_revision(self):
        """The one head of the scripts."""
        return self.script.as_revision_number("head")

    def get_head_revisions(self):
        """All heads of the scripts."""
        return self.script.as_revision_number("heads")

    def get_starting_revision_argument(self):
        """Where the command starts, if its argument says."""
        if self._migration_context is None and "starting_rev" not in self.context_opts:
            raise CommandError("No starting revision argument is available.")
        return _limbeck.starting_revision()

    def get_revision_argument(self):
        """Where the command goes."""
        self.context_opts["destination_rev"]  # a KeyError for a command that goes nowhere
        revision = _limbeck.revision_argument()
        return tuple(revision) if isinstance(revision, list) else revision

    def get_tag_argument(self):
        """`--tag`."""
        return self.context_opts.get("tag")

    def get_x_argument(self, as_dictionary=False):
        """`-x`, all of them."""
        options = self.config.cmd_opts
        values = (options.x or []) if options is not None else []
        if not as_dictionary:
            return values
        pairs = (value.partition("=") for value in values)
        return {name: text for name, _, text in pairs}

    def configure(
        self,
        connection=None,
        url=None,
        dialect_name=None,
        dialect_opts=None,
        transactional_ddl=None,
        transaction_per_migration=False,
        output_buffer=None,
        starting_rev=None,
        tag=None,
        template_args=None,
        render_as_batch=False,
        target_metadata=None,
        include_name=None,
        include_object=None,
        include_schemas=False,
        process_revision_directives=None,
        compare_type=True,
        compare_server_default=False,
        render_item=None,
        literal_binds=False,
        upgrade_token="upgrades",
        downgrade_token="downgrades",
        alembic_module_prefix="op.",
        sqlalchemy_module_prefix="sa.",
        user_module_prefix=None,
        on_version_apply=None,
        autogenerate_plugins=None,
        **kw,
    ):
        """Says which database, and how. Any further keyword is kept among the options."""
        opts = self.context_opts
        for keyword in _OF_THE_COMMAND:
            if keyword in kw and kw[keyword] != opts.get(keyword):
                refuse_name("context.configure", keyword, "Leave it to the command that is running.")
        given = {
            "transactional_ddl": transactional_ddl,
            "output_buffer": output_buffer if output_buffer is not None else self.config.output_buffer,
            "starting_rev": starting_rev or None,
            "tag": tag or None,
            "autogenerate_plugins": autogenerate_plugins,
            "render_item": render_item,
            "compare_server_default": compare_server_default,
        }
        opts.update({option: value for option, value in given.items() if value is not None})
        if template_args and "template_args" in opts:
            opts["template_args"].update(template_args)
        opts.update(
            transaction_per_migration=transaction_per_migration,
            target_metadata=target_metadata,
            include_name=include_name,
            include_object=include_object,
            include_schemas=include_schemas,
            render_as_batch=render_as_batch,
            upgrade_token=upgrade_token,
            downgrade_token=downgrade_token,
            sqlalchemy_module_prefix=sqlalchemy_module_prefix,
            alembic_module_prefix=alembic_module_prefix,
            user_module_prefix=user_module_prefix,
            literal_binds=literal_binds,
            process_revision_directives=process_revision_directives,
            on_version_apply=to_tuple(on_version_apply, default=()),
            compare_type=compare_type,
            script=self.script,
        )
        opts.update(kw)
        if self._writes_revisions and dialect_name is None:
            # Each revision is written for the dialects that were asked for, whatever the URL.
            url, connection, dialect_name = None, None, "sqlite"
        self._migration_context = MigrationContext.configure(
            connection=connection,
            url=url,
            dialect_name=dialect_name,
            environment_context=self,
            dialect_opts=dialect_opts,
            opts=opts,
        )

    def run_migrations(self, **kw):
        """Runs what the command planned; the keywords go to every `upgrade()` or `downgrade()`."""
        from alembic.operations import Operations

        assert self._migration_context is not None
        with Operations.context(self._migration_context):
            self._migration_context.run_migrations(**kw)

    def execute(self, sql, execution_options=None):
        """Executes a statement, or writes it to the script."""
        self.get_context().execute(sql, execution_options=execution_options)

    def static_output(self, text):
        """Writes a line to the script."""
        self.get_context().impl.static_output(text)

    def begin_transaction(self):
        """A block that is a transaction where the options ask for one around the whole run."""
        return self.get_context().begin_transaction()

    def get_context(self):
        """The migration context."""
        if self._migration_context is None:
            raise Exception("No context has been configured yet.")
        return self._migration_context

    def get_bind(self):
        """The connection."""
        return self.get_context().bind

    def get_impl(self):
        """Where operations go."""
        return self.get_context().impl


_ALIASES = frozenset(
    """
    CompareServerDefault CompareType IncludeNameFn IncludeObjectFn NameFilterParentNames NameFilterType
    OnVersionApplyFn ProcessRevisionDirectiveFn RenderItemFn
    """.split()
)


def __getattr__(name):
    if name in _ALIASES:
        # Names for annotations; nothing looks into them.
        from typing import Any

        return Any
    return missing("alembic.runtime.environment", name)

"""`ScriptDirectory`: the running command's scripts, which the native side reads."""

from alembic._refusals import refusing

import _limbeck

from alembic._refusals import refuse_name
from alembic.util.exc import CommandError

_OTHERS = frozenset(
    """
    env_py_location file_template from_config generate_revision get_all_current get_base get_bases get_revision
    get_revisions hooks iterate_revisions output_encoding recursive_version_locations revision_map run_env
    sourceless timezone truncate_slug_length version_locations versions walk_revisions
    """.split()
)


class ScriptDirectory:
    """What env.py may ask of the scripts; the rest is refused."""

    def __init__(self, *arguments, **keywords):
        refuse_name("alembic.script", "ScriptDirectory(…)", "Use context.script.")

    @classmethod
    def from_config(cls, config):
        """The directory of a configuration; only the running command's."""
        from alembic import context

        if context._proxy is not None and config is context._proxy.config:
            return context._proxy.script
        refuse_name("ScriptDirectory", "from_config with another Config", "Use context.config.")

    @classmethod
    def _of_command(cls, facts):
        self = cls.__new__(cls)
        self.__dict__["dir"] = facts.get("script_location")
        return self

    def _env_py(self):
        import os

        return os.path.abspath(os.path.join(self.dir, "env.py"))

    def get_heads(self, consider_depends_on=False):
        """The revisions that nothing follows."""
        if consider_depends_on:
            refuse_name("ScriptDirectory", "get_heads(consider_depends_on=True)")
        return list(_limbeck.head_revisions())

    def get_current_head(self):
        """The one revision that nothing follows."""
        heads = self.get_heads()
        if len(heads) > 1:
            raise CommandError(
                "The script directory has multiple heads (due to branching)."
                "Please use get_heads(), or merge the branches using alembic merge."
            )
        return heads[0] if heads else None

    def as_revision_number(self, id_):
        """`head` or `heads` as revisions."""
        if id_ == "heads":
            return tuple(_limbeck.head_revisions())
        if id_ != "head":
            refuse_name("ScriptDirectory", f"as_revision_number({id_!r})")
        heads = _limbeck.head_revisions()
        if len(heads) > 1:
            raise CommandError(
                "Multiple head revisions are present for given argument 'head'; please specify a specific "
                "target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads"
            )
        return heads[0] if heads else None

    def __setattr__(self, name, value):
        refuse_name("ScriptDirectory", f"{name} = …", "Set it in the configuration file.")

    def __getattr__(self, name):
        if name in _OTHERS:
            refuse_name("ScriptDirectory", name)
        raise AttributeError(f"'ScriptDirectory' object has no attribute {name!r}")

__getattr__ = refusing("alembic.script.base")

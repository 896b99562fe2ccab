"""`alembic.context`: the environment of the command that is running, as a module.

The environment is established when this module is first imported, which env.py does; `config`
and `script` are its attributes.
"""

_FUNCTIONS = (
    "begin_transaction", "configure", "execute", "get_bind", "get_context", "get_head_revision",
    "get_head_revisions", "get_impl", "get_revision_argument", "get_starting_revision_argument",
    "get_tag_argument", "get_x_argument", "is_offline_mode", "is_transactional_ddl",
    "requires_connection", "run_migrations", "static_output",
)  # fmt: skip

_proxy = None


def _function(name):
    def call(*arguments, **keywords):
        if _proxy is None:
            raise NameError(
                f"Can't invoke function '{name}', as the proxy object has not yet been established for the "
                "Alembic 'EnvironmentContext' class.  Try placing this code inside a callable."
            )
        return getattr(_proxy, name)(*arguments, **keywords)

    call.__name__ = call.__qualname__ = name
    return call


for _name in _FUNCTIONS:
    globals()[_name] = _function(_name)


def __getattr__(name):
    if name in ("config", "script") and _proxy is not None:
        return getattr(_proxy, name)
    if name == "EnvironmentContext":
        from alembic.runtime.environment import EnvironmentContext

        return EnvironmentContext
    from alembic._refusals import missing

    return missing("alembic.context", name)


def _establish():
    """Makes the environment of the running command the current one; the native side may call it again."""
    global _proxy
    import _limbeck

    try:
        facts = _limbeck.environment()
    except RuntimeError:  # nothing is being migrated
        facts = None
    if facts is not None:
        from alembic.runtime.environment import EnvironmentContext

        _proxy = EnvironmentContext._of_command(facts)


_establish()

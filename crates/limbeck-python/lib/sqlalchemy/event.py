"""Events: those that change what a migration does run, those that cannot are taken and forgotten."""

# (target, name) -> functions
_listeners = []

# Names of events that only concern mapped objects and sessions: no migration depends on them.
_INERT = set(
    """before_insert after_insert before_update after_update before_delete after_delete load refresh
    refresh_flush expire init init_failure pickle unpickle set append remove bulk_replace modified dispose_collection
    mapper_configured before_configured after_configured before_mapper_configured instrument_class class_instrument
    class_uninstrument attribute_instrument after_mapper_constructed first_init append_wo_mutation init_scalar init_collection
    before_flush after_flush after_flush_postexec before_commit after_commit after_rollback after_soft_rollback
    before_attach after_attach after_begin after_transaction_create after_transaction_end do_orm_execute
    transient_to_pending pending_to_transient pending_to_persistent persistent_to_transient persistent_to_deleted
    deleted_to_persistent deleted_to_detached detached_to_persistent persistent_to_detached loaded_as_persistent
    after_bulk_update after_bulk_delete before_compile before_compile_update before_compile_delete
    translate_row create_instance populate_instance append_result
    checkout checkin reset invalidate soft_invalidate close detach close_detached first_connect engine_disposed
    handle_error engine_connect after_cursor_execute commit rollback savepoint rollback_savepoint
    release_savepoint dbapi_error""".split()
)
# Events of DDL. Those of one table or MetaData only matter to `create_all` and `drop_all`, which refuse them; those
# of all tables would have to run for what a migration creates.
_DDL = {"before_create", "after_create", "before_drop", "after_drop", "column_reflect"}
# Events that run here.
_RUN = {"connect", "before_parent_attach", "after_parent_attach", "begin", "do_connect"}


def listen(target, identifier, fn, *args, **kw):
    """Calls a function when something happens."""
    if identifier in _INERT:
        return
    if identifier in _RUN or identifier in _DDL and not isinstance(target, type):
        _listeners.append((target, identifier, fn))
        return
    _refuse(target, identifier)


def _refuse(target, identifier):
    from sqlalchemy._waist import refuse

    refuse(
        f"the event {identifier!r} of {_named(target)}",
        "do in the migration what the listener does, or take the listener out of what env.py imports",
    )


def listens_for(target, identifier, *args, **kw):
    """Decorates a function that is called when something happens."""

    def decorate(fn):
        listen(target, identifier, fn, *args, **kw)
        return fn

    return decorate


def remove(target, identifier, fn):
    """Takes a function back."""
    _listeners[:] = [entry for entry in _listeners if entry != (target, identifier, fn)]


def contains(target, identifier, fn):
    """Whether a function would be called."""
    return any(entry == (target, identifier, fn) for entry in _listeners)


def listeners(identifier, *targets):
    """The functions for an event of any of some targets, in order."""
    if not _listeners:
        return []
    return [fn for target, name, fn in _listeners if name == identifier and any(target is one for one in targets)]


def refuse_ddl_listeners(metadata, tables):
    """Where DDL of a MetaData is about to run: what listens to it does not."""
    for target, name, _ in _listeners:
        if name in _DDL and (target is metadata or any(target is table for table in tables)):
            _refuse(target, name)


def fire(cls, identifier, *args):
    """Calls what listens to an event of a class."""
    if _listeners:
        for target, name, fn in list(_listeners):
            if name == identifier and (target is cls or (isinstance(target, type) and issubclass(cls, target))):
                fn(*args)


def _named(target):
    return getattr(target, "__name__", None) or type(target).__name__


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

"""Sessions in `--sql` mode: objects and queries may be made, and whatever would run a statement fails.

A session opens a connection from the one that writes the script, finds that it has no transaction, and fails
when it gives it back; scripts that guard their data migrations with `try` go on from there.
"""

_BUILDING = frozenset(
    """add_columns correlate distinct enable_eagerloads execution_options filter filter_by group_by having join limit
    offset options order_by outerjoin params populate_existing select_from slice where with_entities with_for_update
    yield_per""".split()
)
_RUNNING = frozenset("all count delete first get one one_or_none scalar update".split())


def stumble(bind):
    """Fails as a session does."""
    raise AttributeError(f"{type(bind).__name__!r} object has no attribute 'close'")


def object_method(session, name):
    """A method of a session on objects; None for one whose end is not known."""
    if name == "query":
        return lambda *entities, **kw: OfflineQuery(session.bind)
    if name in ("add", "add_all"):

        def add(objects, *args, **kw):
            session._pending = session._pending or name == "add" or bool(objects)

        return add
    if name in ("get", "get_one", "merge"):
        return lambda *args, **kw: stumble(session.bind)
    return None


class OfflineQuery:
    """A query that can be built and not run."""

    def __init__(self, bind):
        self._bind = bind

    def __iter__(self):
        stumble(self._bind)

    def __getitem__(self, item):
        stumble(self._bind)

    def __getattr__(self, name):
        if name in _BUILDING:
            return lambda *args, **kw: self
        if name in _RUNNING:
            return lambda *args, **kw: stumble(self._bind)
        if name.startswith("_"):
            raise AttributeError(name)
        from sqlalchemy import _waist

        _waist.refuse(f"Query.{name}", "write the query with select() of columns, or as text()")

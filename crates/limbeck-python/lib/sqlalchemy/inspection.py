"""`inspect()`"""


def inspect(subject, raiseerr=True):
    """What is known of an object: of a connection its database, of a class its mapping."""
    from sqlalchemy.engine.base import Connection, Engine

    if isinstance(subject, (Connection, Engine)):
        from sqlalchemy.engine.reflection import inspector_of

        return inspector_of(subject)
    if hasattr(type(subject), "_limbeck_inspect"):
        return subject._limbeck_inspect()
    mapper = getattr(subject, "__mapper__", None)
    if mapper is not None:
        if isinstance(subject, type):
            return mapper
        from sqlalchemy.orm.mapper import InstanceState

        return InstanceState(subject)
    if getattr(subject, "_is_clause", False):
        return subject
    if not raiseerr:
        return None
    from sqlalchemy import exc

    raise exc.NoInspectionAvailable(
        f"No inspection system is available for object of type {type(subject)}"
    )

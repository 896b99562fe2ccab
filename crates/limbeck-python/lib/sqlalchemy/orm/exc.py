"""The ORM's exceptions."""

from sqlalchemy import exc as _exc
from sqlalchemy.exc import MultipleResultsFound, NoResultFound  # noqa: F401


class StaleDataError(_exc.SQLAlchemyError):
    """Rows were changed by somebody else."""


class FlushError(_exc.SQLAlchemyError):
    """Objects cannot be written."""


class MappedAnnotationError(_exc.ArgumentError):
    """An annotation says nothing a column can be made of."""


class UnmappedError(_exc.InvalidRequestError):
    """Something is not mapped."""


class ObjectDereferencedError(_exc.SQLAlchemyError):
    """An object is gone."""


class DetachedInstanceError(_exc.SQLAlchemyError):
    """An object has no session."""


class UnmappedInstanceError(UnmappedError):
    """An object's class is not mapped."""


class UnmappedClassError(UnmappedError):
    """A class is not mapped."""

    def __init__(self, cls, msg=None):
        super().__init__(msg or f"Class '{cls.__module__}.{cls.__name__}' is not mapped")


class ObjectDeletedError(_exc.InvalidRequestError):
    """A row is gone."""


class UnmappedColumnError(_exc.InvalidRequestError):
    """A column is not mapped."""


class LoaderStrategyException(_exc.InvalidRequestError):
    """An option does not fit an attribute."""


NO_STATE = (AttributeError, KeyError)
ConcurrentModificationError = StaleDataError

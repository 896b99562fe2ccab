"""Exceptions of asynchronous engines."""

from sqlalchemy import exc


class AsyncMethodRequired(exc.InvalidRequestError):
    """Something must be awaited."""


class AsyncContextNotStarted(exc.InvalidRequestError):
    """Something was used before it began."""


class AsyncContextAlreadyStarted(exc.InvalidRequestError):
    """Something was begun twice."""

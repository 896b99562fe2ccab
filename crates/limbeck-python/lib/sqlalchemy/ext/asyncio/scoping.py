"""Asynchronous sessions by task: there is one task."""

from sqlalchemy.orm.scoping import scoped_session


class async_scoped_session(scoped_session):  # noqa: N801 - the class is called so
    """One session for all."""

    async def remove(self):
        """Closes the session"""
        super().remove()

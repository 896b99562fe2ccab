"""INSERT … ON DUPLICATE KEY UPDATE; not supported."""

from sqlalchemy import _waist
from sqlalchemy.sql.dml import Insert as _Insert


class Insert(_Insert):
    """INSERT as MySQL has it"""

    def on_duplicate_key_update(self, *args, **kw):
        """ON DUPLICATE KEY UPDATE; not supported."""
        _waist.refuse("on_duplicate_key_update()", "write the statement as text()")

    @property
    def inserted(self):
        """The row that was not inserted."""
        _waist.refuse("on_duplicate_key_update()", "write the statement as text()")


def insert(table):
    """INSERT INTO a table"""
    return Insert(table)

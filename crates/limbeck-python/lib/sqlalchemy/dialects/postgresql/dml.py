"""INSERT … ON CONFLICT."""

from sqlalchemy.sql.conflict import InsertWithConflict


class Insert(InsertWithConflict):
    """INSERT with ON CONFLICT"""


def insert(table):
    """INSERT INTO a table"""
    return Insert(table)

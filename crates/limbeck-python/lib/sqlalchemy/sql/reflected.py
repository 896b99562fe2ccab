"""Tables read from a database; not supported yet."""

from sqlalchemy import _waist


def load_table(table, bind, include_columns):
    """`Table(autoload_with=…)`"""
    _waist.refuse(
        f"Table({str(table.name)!r}, autoload_with=…)",
        "declare the columns the migration needs with sqlalchemy.table() and sqlalchemy.column()",
    )


def load_metadata(metadata, bind, schema, views, only, extend_existing):
    """`MetaData.reflect()`"""
    _waist.refuse(
        "MetaData.reflect()", "declare the tables the migration needs with sqlalchemy.table() and sqlalchemy.column()"
    )

"""Dialects as scripts see them: a name, a driver, and what they may ask before choosing a statement.

What a database can do is decided by the native side; the attributes here are the ones scripts read.
"""

from sqlalchemy import _waist


class DefaultDialect:
    """Any database."""

    name = "default"
    driver = ""
    paramstyle = "named"
    default_paramstyle = "named"
    default_schema_name = None
    server_version_info = None
    is_async = False
    is_mariadb = False
    dbapi = None
    loaded_dbapi = None
    isolation_level = None
    supports_statement_cache = True
    supports_alter = True
    supports_comments = False
    inline_comments = False
    supports_constraint_comments = False
    supports_schemas = True
    supports_sequences = False
    supports_native_enum = False
    supports_native_boolean = False
    supports_native_uuid = False
    supports_identity_columns = False
    supports_default_values = False
    supports_default_metavalue = False
    supports_empty_insert = True
    supports_multivalues_insert = False
    supports_sane_rowcount = True
    supports_sane_multi_rowcount = True
    supports_views = True
    insert_returning = False
    update_returning = False
    delete_returning = False
    max_identifier_length = 9999
    max_index_name_length = None
    max_constraint_name_length = None

    def __init__(self, **kw):
        # Options of the dialects (`json_serializer`, `paramstyle`…) concern rendering on the native side.
        if kw.get("paramstyle") is not None:
            self.paramstyle = kw["paramstyle"]

    @property
    def positional(self):
        """Whether parameters have no names."""
        return self.paramstyle in ("qmark", "format", "numeric", "numeric_dollar")

    @property
    def dialect_description(self):
        """Name and driver."""
        return f"{self.name}+{self.driver}"

    @property
    def identifier_preparer(self):
        """Quotes names."""
        return IdentifierPreparer(self)

    def preparer(self, dialect=None):
        """Quotes names."""
        return IdentifierPreparer(dialect or self)

    def type_descriptor(self, typeobj):
        """A type as this dialect has it."""
        from sqlalchemy.sql.type_api import to_instance

        return to_instance(typeobj)

    def _type_compiler(self):
        from sqlalchemy.sql.compiler import TypeCompilerView

        return TypeCompilerView(self)

    type_compiler = type_compiler_instance = property(_type_compiler)

    def statement_compiler(self, dialect, statement=None, **kw):
        """Writes statements."""
        from sqlalchemy.sql.compiler import CompilerView

        return CompilerView(dialect)

    def ddl_compiler(self, dialect, statement=None, **kw):
        """Writes statements."""
        return self.statement_compiler(dialect)

    def has_table(self, connection, table_name, schema=None, **kw):
        """Whether a table is there."""
        return connection._has_table(table_name, schema)

    def normalize_name(self, name):
        """A name as Python has it."""
        return name

    def denormalize_name(self, name):
        """A name as the database has it."""
        return name

    @classmethod
    def get_dialect_cls(cls, url):
        """The class."""
        return cls

    @classmethod
    def import_dbapi(cls):
        """The driver's module; there is none here."""
        _waist.refuse("the DBAPI module of a dialect", "the drivers are part of Limbeck; use op.execute() or a connection")

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        from sqlalchemy._names import is_dialect_attribute

        if is_dialect_attribute(name):
            _waist.refuse(f"dialect.{name}", "ask for dialect.name, or write the statement as SQL text")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


StrCompileDialect = DefaultDialect


class PGDialect(DefaultDialect):
    """PostgreSQL."""

    name = "postgresql"
    driver = "psycopg"
    paramstyle = default_paramstyle = "pyformat"
    supports_comments = supports_constraint_comments = supports_sequences = True
    supports_native_enum = supports_native_boolean = supports_native_uuid = supports_identity_columns = True
    supports_smallserial = supports_default_values = supports_default_metavalue = True
    supports_multivalues_insert = insert_returning = update_returning = delete_returning = True
    supports_empty_insert = False
    max_identifier_length = 63


class MySQLDialect(DefaultDialect):
    """MySQL."""

    name = "mysql"
    driver = "mysqldb"
    paramstyle = default_paramstyle = "format"
    supports_comments = inline_comments = supports_native_enum = supports_default_metavalue = True
    supports_multivalues_insert = True
    max_identifier_length = 255
    max_index_name_length = max_constraint_name_length = 64


class MariaDBDialect(MySQLDialect):
    """MariaDB."""

    name = "mariadb"
    is_mariadb = True


class SQLiteDialect(DefaultDialect):
    """SQLite."""

    name = "sqlite"
    driver = "pysqlite"
    paramstyle = default_paramstyle = "qmark"
    supports_alter = supports_empty_insert = False
    supports_default_values = supports_default_metavalue = supports_multivalues_insert = True
    insert_returning = update_returning = delete_returning = True


class MSDialect(DefaultDialect):
    """SQL Server; only its name is known here."""

    name = "mssql"
    driver = "pyodbc"


class OracleDialect(DefaultDialect):
    """Oracle; only its name is known here."""

    name = "oracle"
    driver = "oracledb"


CLASSES = {
    cls.name: cls
    for cls in (PGDialect, MySQLDialect, MariaDBDialect, SQLiteDialect, MSDialect, OracleDialect, DefaultDialect)
}
_made = {}


def dialect_for(name):
    """The dialect of a name, without a connection."""
    found = _made.get(name)
    if found is None:
        found = _made[name] = CLASSES.get(name, DefaultDialect)()
    return found


class IdentifierPreparer:
    """Quotes names as a dialect does."""

    def __init__(self, dialect):
        self.dialect = dialect

    def _expression(self, tree):
        import _limbeck

        return _limbeck.compile("expression", tree, self.dialect.name, {})

    def quote(self, ident, force=None):
        """A name, quoted where it must be."""
        return self._expression({"column": {"name": _waist.name_tree(ident)}})

    def quote_identifier(self, value):
        """A name, quoted in any case."""
        return self._expression({"column": {"name": {"text": str(value), "quote": True, "kind": "plain"}}})

    quote_schema = quote

    def format_table(self, table, use_schema=True, name=None):
        """A table's name."""
        text = self.quote(name or table.name)
        if use_schema and getattr(table, "schema", None):
            return f"{self.quote(table.schema)}.{text}"
        return text

    def format_column(self, column, use_table=False, name=None, **kw):
        """A column's name."""
        text = self.quote(name or column.name)
        return f"{self.format_table(column.table)}.{text}" if use_table else text

    def format_schema(self, name):
        """A schema's name."""
        return self.quote(name)

    def format_constraint(self, constraint):
        """A constraint's name."""
        return self.quote(constraint.name)

    format_index = format_constraint

    def format_sequence(self, sequence, use_schema=True):
        """A sequence's name."""
        return self.format_table(sequence, use_schema)


class DefaultExecutionContext:
    """What a default's function is given; `get_current_parameters()` is all of it."""

    def __init__(self, parameters, connection=None):
        self._parameters = parameters
        self.connection = connection

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        """The row that is being written."""
        return self._parameters

    @property
    def current_parameters(self):
        """The row that is being written."""
        return self._parameters

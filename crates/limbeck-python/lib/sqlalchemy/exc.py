"""The exceptions scripts catch, with SQLAlchemy's classes and texts.

Errors of a database come from the native side, which calls `from_driver`.
"""

_CODE_PAGE = "https://sqlalche.me/e/21/"


class HasDescriptionCode:
    """A message that ends with a link to its explanation."""

    code = None
    _what_are_we = "error"

    def __init__(self, *args, **kw):
        code = kw.pop("code", None)
        if code is not None:
            self.code = code
        super().__init__(*args, **kw)

    def _code_str(self):
        if not self.code:
            return ""
        return f"(Background on this {self._what_are_we} at: {_CODE_PAGE}{self.code})"

    def __str__(self):
        message = super().__str__()
        return f"{message} {self._code_str()}" if self.code else message


class SQLAlchemyError(HasDescriptionCode, Exception):
    """The root of SQLAlchemy's errors."""

    def _message(self):
        if len(self.args) == 1:
            text = self.args[0]
            return text.decode("utf-8", "backslashreplace") if isinstance(text, bytes) else str(text)
        return str(self.args)

    def _sql_message(self):
        message = self._message()
        return f"{message} {self._code_str()}" if self.code else message

    def __str__(self):
        return self._sql_message()


class ArgumentError(SQLAlchemyError):
    """An argument is invalid or contradicts another."""


class DuplicateColumnError(ArgumentError):
    """A column is added under a name that is taken."""


class ObjectNotExecutableError(ArgumentError):
    """Something that is no statement was given to `execute`."""

    def __init__(self, target):
        super().__init__(f"Not an executable object: {target!r}")
        self.target = target


class NoSuchModuleError(ArgumentError):
    """No dialect of that name."""


class NoForeignKeysError(ArgumentError):
    """Two tables have no foreign key to join by."""


class AmbiguousForeignKeysError(ArgumentError):
    """Two tables have several foreign keys to join by."""


class ConstraintColumnNotFoundError(ArgumentError):
    """A constraint names a column that its table has not."""


class CircularDependencyError(SQLAlchemyError):
    """Tables depend on each other in a circle."""

    def __init__(self, message, cycles, edges, msg=None, code=None):
        if msg is None:
            message += f" ({', '.join(repr(cycle) for cycle in cycles)})"
        else:
            message = msg
        super().__init__(message, code=code)
        self.cycles = cycles
        self.edges = edges


class CompileError(SQLAlchemyError):
    """A statement has no text in this dialect."""


class UnsupportedCompilationError(CompileError):
    """A compiler does not know a kind of element."""

    code = "l7de"

    def __init__(self, compiler, element_type=None, message=None):
        if element_type is None:
            # Raised with its finished text, which ends with the link already.
            super().__init__(str(compiler).partition(" (Background on")[0])
        else:
            super().__init__(
                f"Compiler {compiler} can't render element of type {element_type}" + (f": {message}" if message else "")
            )
        self.compiler = compiler
        self.element_type = element_type
        self.message = message


class IdentifierError(SQLAlchemyError):
    """A name is longer than the database allows."""


class DisconnectionError(SQLAlchemyError):
    """A connection is lost."""

    invalidate_pool = False


class InvalidatePoolError(DisconnectionError):
    """A connection is lost and so are all others."""

    invalidate_pool = True


class TimeoutError(SQLAlchemyError):
    """A pool gave no connection in time."""


class InvalidRequestError(SQLAlchemyError):
    """SQLAlchemy was asked for something it cannot do."""


class IllegalStateChangeError(InvalidRequestError):
    """A session was asked to change its state in the middle of a change."""


class NoInspectionAvailable(InvalidRequestError):
    """`inspect()` knows nothing of this kind of object."""


class NoDBAPILoaded(InvalidRequestError):
    """A dialect without a driver was asked for something of the driver."""


class PendingRollbackError(InvalidRequestError):
    """A transaction failed and must be rolled back first."""


class ResourceClosedError(InvalidRequestError):
    """A closed connection or result was used."""


class NoSuchColumnError(InvalidRequestError, KeyError):
    """A row has no such column."""


class AmbiguousColumnError(InvalidRequestError):
    """A row has several columns of that name."""


class NoResultFound(InvalidRequestError):
    """A row was required and none came."""


class MultipleResultsFound(InvalidRequestError):
    """One row was required and several came."""


class NoReferenceError(InvalidRequestError):
    """A foreign key refers to nothing."""


class AwaitRequired(InvalidRequestError):
    """Something asynchronous was used without await."""

    code = "xd1r"


class MissingGreenlet(InvalidRequestError):
    """Something asynchronous was called from ordinary code."""

    code = "xd2s"


class NoReferencedTableError(NoReferenceError):
    """A foreign key refers to a table nobody declared."""

    def __init__(self, message, tname):
        super().__init__(message)
        self.table_name = tname


class NoReferencedColumnError(NoReferenceError):
    """A foreign key refers to a column its table has not."""

    def __init__(self, message, tname, cname):
        super().__init__(message)
        self.table_name = tname
        self.column_name = cname


class NoSuchTableError(InvalidRequestError):
    """A table is not in the database."""


class UnreflectableTableError(InvalidRequestError):
    """A table is there but cannot be read."""


class UnboundExecutionError(InvalidRequestError):
    """A statement was executed without a database."""


class DontWrapMixin:
    """Exceptions of this kind are not wrapped in a StatementError."""


class StatementError(SQLAlchemyError):
    """An error while a statement was executed."""

    statement = None
    params = None
    orig = None
    ismulti = None

    def __init__(self, message, statement=None, params=None, orig=None, hide_parameters=False, code=None, ismulti=None):
        super().__init__(message, code=code)
        self.statement = statement
        self.params = params
        self.orig = orig
        self.ismulti = ismulti
        self.hide_parameters = hide_parameters
        self.detail = []

    def add_detail(self, msg):
        """A further line in front of the message."""
        self.detail.append(msg)

    def _sql_message(self):
        lines = [f"({detail})" for detail in self.detail]
        lines.append(self._message())
        if self.statement:
            lines.append(f"[SQL: {self.statement}]")
            if self.params:
                if self.hide_parameters:
                    lines.append("[SQL parameters hidden due to hide_parameters=True]")
                else:
                    lines.append(f"[parameters: {_parameters_text(self.params, self.ismulti)}]")
        if self.code:
            lines.append(self._code_str())
        return "\n".join(lines)


class DBAPIError(StatementError):
    """The driver or the database refused."""

    code = "dbapi"

    def __init__(
        self, statement, params=None, orig=None, hide_parameters=False, connection_invalidated=False, code=None, ismulti=None
    ):
        if orig is None:
            # Raised with its finished text.
            super().__init__(statement, code=code)
            self.code = None
        else:
            driver = f"{type(orig).__module__}.{type(orig).__name__}"
            super().__init__(f"({driver}) {orig}", statement, params, orig, hide_parameters, code=code, ismulti=ismulti)
        self.connection_invalidated = connection_invalidated

    @property
    def driver_exception(self):
        """The driver's own exception."""
        return self.orig


class InterfaceError(DBAPIError):
    """The driver was used wrongly."""

    code = "rvf5"


class DatabaseError(DBAPIError):
    """Any error of the database."""

    code = "4xp6"


class DataError(DatabaseError):
    """A value does not fit."""

    code = "9h9h"


class OperationalError(DatabaseError):
    """The database could not do it now."""

    code = "e3q8"


class IntegrityError(DatabaseError):
    """A constraint was violated."""

    code = "gkpj"


class InternalError(DatabaseError):
    """The database stumbled over itself."""

    code = "2j85"


class ProgrammingError(DatabaseError):
    """The statement is wrong."""

    code = "f405"


class NotSupportedError(DatabaseError):
    """The database does not have it."""

    code = "tw8g"


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    """Something is deprecated."""

    deprecated_since = None


class Base20DeprecationWarning(SADeprecationWarning):
    """Something is deprecated since 2.0."""


class LegacyAPIWarning(Base20DeprecationWarning):
    """Something is a leftover of 1.x."""


class MovedIn20Warning(Base20DeprecationWarning):
    """Something has moved in 2.0."""


class SAPendingDeprecationWarning(PendingDeprecationWarning):
    """Something is going to be deprecated."""


class SAWarning(HasDescriptionCode, RuntimeWarning):
    """Something is suspicious."""

    _what_are_we = "warning"


def _parameters_text(params, ismulti):
    # Long texts and long lists are shortened in the middle.
    def shortened(value):
        text = repr(value)
        if len(text) > 300:
            text = f"{text[:149]} ... ({len(text) - 298} characters truncated) ... {text[-149:]}"
        return text

    def one(row):
        if isinstance(row, dict):
            return "{" + ", ".join(f"{key!r}: {shortened(value)}" for key, value in row.items()) + "}"
        if isinstance(row, list):
            return "[" + ", ".join(one(item) for item in row) + "]"
        if isinstance(row, tuple):
            return "(" + ", ".join(shortened(value) for value in row) + ("," if len(row) == 1 else "") + ")"
        return shortened(row)

    if isinstance(params, list) and ismulti:
        if len(params) > 10:
            shown = ", ".join(one(row) for row in params[:8])
            last = ", ".join(one(row) for row in params[-2:])
            return f"[{shown}  ... displaying 10 of {len(params)} total bound parameter sets ...  {last}]"
        return "[" + ", ".join(one(row) for row in params) + "]"
    return one(params)


# What `type(error.orig)` is called: the driver's exception classes, made when first needed.
_driver_errors = {}

_DRIVER_MODULES = {
    "pysqlite": "sqlite3",
    "aiosqlite": "sqlite3",
    "psycopg": "psycopg.errors",
    "psycopg_async": "psycopg.errors",
    "psycopg2": "psycopg2.errors",
    "asyncpg": "sqlalchemy.dialects.postgresql.asyncpg",
    "pg8000": "pg8000.exceptions",
    "mysqldb": "MySQLdb",
    "pymysql": "pymysql.err",
    "aiomysql": "pymysql.err",
    "asyncmy": "asyncmy.errors",
    "cymysql": "cymysql.err",
    "mysqlconnector": "mysql.connector.errors",
    "mariadbconnector": "mariadb",
}
# psycopg's classes by SQLSTATE, those that scripts meet.
_POSTGRES_ERRORS = {
    "23502": "NotNullViolation",
    "23503": "ForeignKeyViolation",
    "23505": "UniqueViolation",
    "23514": "CheckViolation",
    "23P01": "ExclusionViolation",
    "42P01": "UndefinedTable",
    "42703": "UndefinedColumn",
    "42704": "UndefinedObject",
    "42883": "UndefinedFunction",
    "42P07": "DuplicateTable",
    "42701": "DuplicateColumn",
    "42710": "DuplicateObject",
    "42P06": "DuplicateSchema",
    "42723": "DuplicateFunction",
    "42601": "SyntaxError",
    "42501": "InsufficientPrivilege",
    "42804": "DatatypeMismatch",
    "42P10": "InvalidColumnReference",
    "42830": "InvalidForeignKey",
    "2BP01": "DependentObjectsStillExist",
    "3F000": "InvalidSchemaName",
    "22001": "StringDataRightTruncation",
    "22003": "NumericValueOutOfRange",
    "22007": "InvalidDatetimeFormat",
    "22012": "DivisionByZero",
    "22P02": "InvalidTextRepresentation",
    "25P02": "InFailedSqlTransaction",
    "25001": "ActiveSqlTransaction",
    "40001": "SerializationFailure",
    "40P01": "DeadlockDetected",
    "55P03": "LockNotAvailable",
    "57014": "QueryCanceled",
    "0A000": "FeatureNotSupported",
    "P0001": "RaiseException",
}


_MYSQL_DRIVERS = ("mysqldb", "pymysql", "aiomysql", "asyncmy", "cymysql", "mysqlconnector", "mariadbconnector")


def _mysql_error(driver, module, name, code, message):
    # Most have the server's number and its words; two have a text of their own.
    if code is None or not str(code).isdigit():
        return driver_error(module, name, message)
    if driver == "mysqlconnector":
        orig = driver_error(module, name, f"{code}: {message}")
    elif driver == "mariadbconnector":
        orig = driver_error(module, name, message)
    else:
        orig = driver_error(module, name, int(code), message)
    orig.errno, orig.msg = int(code), message
    return orig


def driver_error(module, name, *args):
    """An exception that looks like a driver's: its class has the driver's module and name."""
    key = module, name
    kind = _driver_errors.get(key)
    if kind is None:
        kind = _driver_errors[key] = type(name, (Exception,), {"__module__": module})
    return kind(*args)


def _from_driver(kind, code, message, detail=None, hint=None, statement=None, parameters=None):
    """The exception for a database's error; the native side calls it.

    `kind` is the class here (`IntegrityError`), `code` the SQLSTATE or the vendor's code.
    """
    from sqlalchemy import _waist

    driver = _waist.driver
    module = _DRIVER_MODULES.get(driver, driver or "builtins")
    name = kind
    if module in ("psycopg.errors", "psycopg2.errors"):
        name = _POSTGRES_ERRORS.get(code, kind)
        if name == kind:
            module = module.split(".")[0]
        for label, text in (("DETAIL", detail), ("HINT", hint)):
            if text:
                message = f"{message}\n{label}:  {text}"
    if driver in _MYSQL_DRIVERS:
        orig = _mysql_error(driver, module, name, code, message)
    else:
        orig = driver_error(module, name, message)
        orig.sqlstate = orig.pgcode = code
    if isinstance(parameters, list) or (parameters is None and statement is not None):
        parameters = tuple(parameters or ())
    return globals()[kind](statement, parameters, orig)

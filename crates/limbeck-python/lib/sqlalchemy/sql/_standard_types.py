"""The rest of `sqltypes`: truth values, JSON, UUIDs, lists, and the types spelled in capitals."""

from sqlalchemy import _waist
from sqlalchemy.sql.sqltypes import (
    BigInteger,
    Date,
    DateTime,
    Double,
    Float,
    Indexable,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Text,
    Time,
    Unicode,
    _Binary,
    Concatenable,
)
from sqlalchemy.sql._decorator import TypeDecorator
from sqlalchemy.sql.type_api import Emulated, NativeForEmulated, TypeEngine, TypeEngineMixin, to_instance

NO_ARG = type("_NoArg", (), {"__repr__": lambda self: "_NoArg.NO_ARG"})()


class SchemaType(TypeEngineMixin):
    """Types that come with something in the schema: a CHECK, a type of its own."""

    name = None
    metadata = None

    def __init__(
        self,
        name=None,
        schema=NO_ARG,
        metadata=None,
        inherit_schema=False,
        quote=None,
        create_type=True,
        _create_events=True,
        _adapted_from=None,
    ):
        if name is not None and quote is not None:
            from sqlalchemy.sql.names import quoted_name

            name = quoted_name(name, quote)
        self.name = name
        self._schema_provided = schema is not NO_ARG
        if self._schema_provided and inherit_schema:
            from sqlalchemy import exc

            raise exc.ArgumentError("Ambiguously setting inherit_schema=True while also passing a schema argument")
        self.schema = schema if self._schema_provided else None
        self._inherit_schema = inherit_schema
        self.create_type = create_type
        self._create_events = _create_events
        self.metadata = None
        self._metadata_given = metadata is not None
        if metadata is not None:
            self._set_metadata(metadata)

    @property
    def inherit_schema(self):
        """Whether the table's schema is taken."""
        return self._inherit_schema

    def _set_metadata(self, metadata):
        if self.metadata is None:
            self.metadata = metadata
            if not self._inherit_schema and not self._schema_provided and metadata.schema:
                self.schema = metadata.schema
            metadata._register_object(self)

    def _set_table(self, column, table):
        # The column's table is known now.
        if table.metadata is not None:
            self._set_metadata(table.metadata)
        if self._inherit_schema:
            self.schema = table.schema
            self._inherit_schema = False

    def create(self, bind, checkfirst=False):
        """CREATE TYPE, where the database has such types."""

    def drop(self, bind, checkfirst=False):
        """DROP TYPE, where the database has such types."""


class Boolean(SchemaType, Emulated, TypeEngine):
    """A truth value."""

    __visit_name__ = "boolean"
    _spelling = "generic"

    def __init__(self, create_constraint=False, name=None, _create_events=True, _adapted_from=None):
        self.create_constraint = create_constraint
        self.name = name
        self._create_events = _create_events

    def copy(self, **kw):
        """Another type just like this."""
        return TypeEngine.copy(self)

    @property
    def python_type(self):
        """bool"""
        return bool

    def _type_tree(self):
        return {
            "boolean": {
                "spelling": self._spelling,
                "create_constraint": bool(self.create_constraint),
                "name": _waist.name_tree(self.name),
            }
        }

    def _set_metadata(self, metadata):
        pass

    def _set_table(self, column, table):
        if self.create_constraint:
            from sqlalchemy.sql.constraints import type_check

            type_check(self, column, table)

    def _check_condition(self, column):
        return column.in_([0, 1])

    def _value(self, value, dialect):
        if value is None or value is True or value is False:
            return _waist.value_tree(value)
        if value not in (0, 1):
            if not isinstance(value, int):
                raise TypeError(f"Not a boolean value: {value!r}")
            raise ValueError(f"Value {value!r} is not None, True, or False")
        return {"boolean": bool(value)}

    def _result(self, value, dialect):
        return bool(value) if type(value) is int else value


Boolean._affinity = Boolean


class MatchType(Boolean):
    """The type of MATCH."""


class JSON(Indexable, TypeEngine):
    """A JSON document."""

    __visit_name__ = "JSON"
    hashable = False

    class NULL:
        """JSON's own null, where NULL would be meant otherwise."""

    NULL = NULL()

    def __init__(self, none_as_null=False):
        self.none_as_null = none_as_null

    @property
    def python_type(self):
        """dict"""
        return dict

    @property
    def should_evaluate_none(self):
        """None is JSON's null unless it is SQL's."""
        return not self.none_as_null

    @should_evaluate_none.setter
    def should_evaluate_none(self, value):
        self.none_as_null = not value

    def _type_tree(self):
        return {"json": {"none_as_null": bool(self.none_as_null)}}

    def _value(self, value, dialect):
        if value is JSON.NULL:
            return {"json": None}
        if value is None:
            return "null"
        return {"json": json_tree(value)}

    def _result(self, value, dialect):
        if isinstance(value, (str, bytes)) and dialect.name != "postgresql":
            import json

            return json.loads(value)
        return value


JSON._affinity = JSON


def json_tree(value):
    """A document as JSON has it: keys are text; TypeError for what JSON cannot say."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [json_tree(item) for item in value]
    if isinstance(value, dict):
        return {_json_key(key): json_tree(item) for key, item in value.items()}
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _json_key(key):
    if isinstance(key, str):
        return str.__str__(key)
    if key is True or key is False or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    if isinstance(key, (int, float)):
        return repr(key)
    raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")


class ARRAY(Indexable, Concatenable, TypeEngine):
    """A list of values of one type."""

    __visit_name__ = "ARRAY"
    _is_array = True
    _postgres = False
    zero_indexes = False

    def __init__(self, item_type, as_tuple=False, dimensions=None, zero_indexes=False):
        if isinstance(item_type, ARRAY):
            raise ValueError("Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional arrays of basetype")
        if isinstance(item_type, type):
            item_type = item_type()
        self.item_type = item_type
        self.as_tuple = as_tuple
        self.dimensions = dimensions
        self.zero_indexes = zero_indexes

    @property
    def python_type(self):
        """list"""
        return list

    @property
    def hashable(self):
        """Only tuples are."""
        return self.as_tuple

    def _set_table(self, column, table):
        if isinstance(self.item_type, SchemaType):
            self.item_type._set_table(column, table)

    def _type_tree(self):
        return {
            "array": {"postgres": self._postgres, "item": self.item_type._tree(), "dimensions": self.dimensions}
        }

    def _value(self, value, dialect):
        if value is None:
            return "null"
        if isinstance(value, (str, bytes)):
            return _waist.value_tree(value)
        return {
            "list": [
                self._value(item, dialect)
                if isinstance(item, (list, tuple)) and self.dimensions != 1
                else self.item_type._value(item, dialect)
                for item in value
            ]
        }

    def _result(self, value, dialect):
        if not isinstance(value, list):
            return value
        items = [
            self._result(item, dialect) if isinstance(item, list) else self.item_type._result(item, dialect)
            for item in value
        ]
        return tuple(items) if self.as_tuple else items


ARRAY._affinity = ARRAY


class Uuid(Emulated, TypeEngine):
    """A UUID."""

    __visit_name__ = "uuid"
    _spelling = "generic"

    def __init__(self, as_uuid=True, native_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = native_uuid

    @property
    def python_type(self):
        """UUID or str"""
        if self.as_uuid:
            import uuid

            return uuid.UUID
        return str

    def _type_tree(self):
        return {"uuid": {"spelling": self._spelling, "as_uuid": bool(self.as_uuid), "native": bool(self.native_uuid)}}

    def _value(self, value, dialect):
        if value is None:
            return "null"
        native = self.native_uuid and dialect.name in ("postgresql",)
        if self.as_uuid and not native:
            value.hex  # noqa: B018 - an AttributeError here is what SQLAlchemy's own conversion raises
        return _waist.value_tree(value)

    def _result(self, value, dialect):
        if value is None:
            return None
        import uuid

        if isinstance(value, uuid.UUID):
            return value if self.as_uuid else str(value)
        return uuid.UUID(value) if self.as_uuid else str(uuid.UUID(value))


class UUID(Uuid, NativeForEmulated):
    """SQL's UUID."""

    __visit_name__ = "UUID"
    _spelling = "standard"

    def __init__(self, as_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = True


Uuid._affinity = Uuid


class PickleType(TypeDecorator):
    """Any Python object, pickled."""

    impl = LargeBinary
    cache_ok = True
    _shows_itself = False

    def __init__(self, protocol=5, pickler=None, comparator=None, impl=None):
        self.protocol = protocol
        self._pickler = pickler
        self.comparator = comparator
        super().__init__()
        if impl is not None:
            self.impl = to_instance(impl)

    @property
    def pickler(self):
        """The module or object that pickles."""
        if self._pickler is None:
            import pickle

            return pickle
        return self._pickler

    def _plain_tree(self):
        if type(self.impl) is LargeBinary and type(self)._own:
            return {"binary": {"name": "PickleType", "length": None}}
        return super()._plain_tree()

    def _value_type_tree(self):
        return self.impl._tree()

    def _value(self, value, dialect):
        if value is not None:
            value = self.pickler.dumps(value, self.protocol)
        return self.impl._value(value, dialect)

    def _result(self, value, dialect):
        value = self.impl._result(value, dialect)
        return None if value is None else self.pickler.loads(value)


def _in_capitals(name, base, **attributes):
    # A standard type: the same constructor, rendered as spelled.
    attributes.update(__visit_name__=name, __module__="sqlalchemy.sql.sqltypes", __doc__=f"SQL's {name}.")
    return type(name, (base,), attributes)


INTEGER = INT = _in_capitals("INTEGER", Integer, _spelling="standard")
SMALLINT = _in_capitals("SMALLINT", SmallInteger, _spelling="standard")
BIGINT = _in_capitals("BIGINT", BigInteger, _spelling="standard")
NUMERIC = _in_capitals("NUMERIC", Numeric, _name="NUMERIC")
DECIMAL = _in_capitals("DECIMAL", Numeric, _name="DECIMAL")
FLOAT = _in_capitals("FLOAT", Float, _name="FLOAT")
REAL = _in_capitals("REAL", Float, _name="REAL")
DOUBLE = _in_capitals("DOUBLE", Double, _name="DOUBLE")
DOUBLE_PRECISION = _in_capitals("DOUBLE_PRECISION", Double, _name="DOUBLE_PRECISION")
VARCHAR = _in_capitals("VARCHAR", String, _name="VARCHAR")
CHAR = _in_capitals("CHAR", String, _name="CHAR")
NVARCHAR = _in_capitals("NVARCHAR", Unicode, _name="NVARCHAR")
NCHAR = _in_capitals("NCHAR", Unicode, _name="NCHAR")
TEXT = _in_capitals("TEXT", Text, _name="TEXT")
CLOB = _in_capitals("CLOB", Text, _name="CLOB")
DATE = _in_capitals("DATE", Date, _spelling="standard")
TIME = _in_capitals("TIME", Time, _spelling="standard")
DATETIME = _in_capitals("DATETIME", DateTime, _name="DATETIME")
TIMESTAMP = _in_capitals("TIMESTAMP", DateTime, _name="TIMESTAMP")
BOOLEAN = _in_capitals("BOOLEAN", Boolean, _spelling="standard")
BLOB = _in_capitals("BLOB", LargeBinary, _name="BLOB")
BINARY = _in_capitals("BINARY", _Binary, _name="BINARY")
VARBINARY = _in_capitals("VARBINARY", _Binary, _name="VARBINARY")

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.sqltypes")

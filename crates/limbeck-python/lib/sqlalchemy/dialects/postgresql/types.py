"""Types that only PostgreSQL has, or has in a form of its own."""

from sqlalchemy import _waist
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.enumerated import Enum
from sqlalchemy.sql.sqltypes import NO_ARG, NativeForEmulated, SchemaType, TypeEngine, to_instance


class _Named(TypeEngine):
    # A type with no parameters: the class's name is the type's.

    def _type_tree(self):
        return {"postgres": {"named": type(self).__visit_name__}}


def _named(name, *bases, **attributes):
    attributes.update(__visit_name__=name, __module__=__name__, __doc__=f"PostgreSQL's {name}.")
    return type(name, bases or (_Named,), attributes)


class BYTEA(sqltypes.LargeBinary):
    """Bytes."""

    __visit_name__ = "BYTEA"

    def _type_tree(self):
        return {"postgres": {"named": "BYTEA"}}


class _NetworkAddressTypeMixin:
    python_type = str


INET = _named("INET", _NetworkAddressTypeMixin, _Named)
CIDR = _named("CIDR", _NetworkAddressTypeMixin, _Named)
MACADDR = _named("MACADDR", _NetworkAddressTypeMixin, _Named)
MACADDR8 = _named("MACADDR8", _NetworkAddressTypeMixin, _Named)
MONEY = _named("MONEY")
OID = _named("OID")
REGCLASS = _named("REGCLASS")
REGCONFIG = _named("REGCONFIG")
TSQUERY = _named("TSQUERY")
TSVECTOR = _named("TSVECTOR")


class CITEXT(sqltypes.TEXT):
    """Text without regard to case."""

    __visit_name__ = "CITEXT"

    def _type_tree(self):
        return {"postgres": {"named": "CITEXT"}}

    def coerce_compared_value(self, op, value):
        """Values compared with it are of its type."""
        return self


class JSONPATH(sqltypes.TypeEngine):
    """A path into a document."""

    __visit_name__ = "JSONPATH"

    def _type_tree(self):
        return {"postgres": {"named": "JSONPATH"}}


class AbstractRange(_Named):
    """Ranges of values."""

    _affinity = None

    def _comparator_contained_by(self, left, other):
        return _operator(left, "<@", other)

    def _comparator_overlaps(self, left, other):
        return _operator(left, "&&", other)


class AbstractSingleRange(AbstractRange):
    """One range."""


class AbstractMultiRange(AbstractRange):
    """Several ranges."""


def _operator(left, symbol, other):
    return left.op(symbol, is_comparison=True)(other)


for _name in ("INT4", "INT8", "NUM", "DATE", "TS", "TSTZ"):
    globals()[_name + "RANGE"] = _named(_name + "RANGE", AbstractSingleRange)
    globals()[_name + "MULTIRANGE"] = _named(_name + "MULTIRANGE", AbstractMultiRange)


class TIMESTAMP(sqltypes.TIMESTAMP):
    """A point in time."""

    __visit_name__ = "TIMESTAMP"

    def __init__(self, timezone=False, precision=None):
        super().__init__(timezone=timezone)
        self.precision = precision

    def _type_tree(self):
        return {"postgres": {"timestamp": {"precision": self.precision, "timezone": bool(self.timezone)}}}


class TIME(sqltypes.TIME):
    """A time of day."""

    __visit_name__ = "TIME"

    def __init__(self, timezone=False, precision=None):
        super().__init__(timezone=timezone)
        self.precision = precision

    def _type_tree(self):
        return {"postgres": {"time": {"precision": self.precision, "timezone": bool(self.timezone)}}}


class INTERVAL(NativeForEmulated, sqltypes._AbstractInterval):
    """A span of time."""

    __visit_name__ = "INTERVAL"
    native = True

    def __init__(self, precision=None, fields=None):
        self.precision = precision
        self.fields = fields

    def as_generic(self, allow_nulltype=False):
        """The generic span."""
        return sqltypes.Interval(native=True, second_precision=self.precision)

    @property
    def python_type(self):
        """timedelta"""
        import datetime

        return datetime.timedelta

    def _type_tree(self):
        return {"postgres": {"interval": {"precision": self.precision, "fields": self.fields}}}


INTERVAL._affinity = sqltypes.Interval


class BIT(TypeEngine):
    """Bits."""

    __visit_name__ = "BIT"

    def __init__(self, length=None, varying=False):
        self.varying = varying
        self.length = length if varying else (length or 1)

    def _type_tree(self):
        return {"postgres": {"bit": {"length": self.length, "varying": bool(self.varying)}}}


class JSON(sqltypes.JSON):
    """A JSON document."""

    _tree_name = "json"

    def __init__(self, none_as_null=False, astext_type=None):
        super().__init__(none_as_null=none_as_null)
        if astext_type is not None:
            self.astext_type = astext_type

    astext_type = sqltypes.Text()

    def _type_tree(self):
        given = self.__dict__.get("astext_type")
        kind = None if given is None else to_instance(given)._tree()
        return {"postgres": {self._tree_name: {"none_as_null": bool(self.none_as_null), "astext_type": kind}}}

    def repr_struct(self):
        """Its parameters."""
        return sqltypes.GenericRepr(self)


class JSONB(JSON):
    """A JSON document, taken apart."""

    __visit_name__ = "JSONB"
    _tree_name = "jsonb"

    def _compare_operator(self, left, operator, other, escape):
        return BinaryExpression(left, left._coerced(other, operator), operator, sqltypes.BOOLEANTYPE, escape=escape)

    def _comparator_has_key(self, left, other):
        return left.op("?", is_comparison=True)(_text(other))

    def _comparator_has_all(self, left, other):
        return left.op("?&", is_comparison=True)(other)

    def _comparator_has_any(self, left, other):
        return left.op("?|", is_comparison=True)(other)

    def _comparator_contained_by(self, left, other):
        return left.op("<@", is_comparison=True)(other)

    def _contains_value(self, left, other):
        return left.op("@>", is_comparison=True)(other)


def _text(value):
    from sqlalchemy.sql.constructors import literal

    return literal(value, sqltypes.String()) if isinstance(value, str) else value


class ARRAY(sqltypes.ARRAY):
    """A list of values of one type."""

    _postgres = True

    def _contains_value(self, left, other):
        return left.op("@>", is_comparison=True)(other)

    def _comparator_contained_by(self, left, other):
        return left.op("<@", is_comparison=True)(other)

    def _comparator_overlap(self, left, other):
        return left.op("&&", is_comparison=True)(other)


class HSTORE(sqltypes.Indexable, sqltypes.Concatenable, TypeEngine):
    """Pairs of texts."""

    __visit_name__ = "HSTORE"
    hashable = False
    text_type = sqltypes.Text()

    def __init__(self, text_type=None):
        if text_type is not None:
            self.text_type = text_type

    def _type_tree(self):
        given = self.__dict__.get("text_type")
        return {"postgres": {"hstore": {"text_type": None if given is None else to_instance(given)._tree()}}}

    def _value(self, value, dialect):
        if isinstance(value, dict):
            _waist.refuse("a dictionary as a value of HSTORE", "write the value as text, or use func.hstore()")
        return super()._value(value, dialect)


class NamedType(SchemaType):
    """Types with a name in the schema."""

    def create(self, bind, checkfirst=True, **kw):
        """CREATE TYPE"""
        self._run("create", bind, checkfirst)

    def drop(self, bind, checkfirst=True, **kw):
        """DROP TYPE"""
        self._run("drop", bind, checkfirst)


class ENUM(NativeForEmulated, Enum):
    """An enumeration, as a type of the database's own."""

    _origin = "postgres"
    native_enum = True

    def __init__(self, *enums, name=NO_ARG, create_type=True, **kw):
        from sqlalchemy import exc

        if kw.pop("native_enum", None) is False:
            import warnings

            warnings.warn(
                "the native_enum flag does not apply to the sqlalchemy.dialects.postgresql.ENUM datatype; this type "
                "always refers to ENUM.   Use sqlalchemy.types.Enum for non-native enum.",
                exc.SAWarning,
                stacklevel=2,
            )
        if name is not NO_ARG:
            kw["name"] = name
        kw["create_type"] = create_type
        super().__init__(*enums, **kw)


class DOMAIN(NamedType, TypeEngine):
    """A type with conditions of its own."""

    __visit_name__ = "DOMAIN"

    def __init__(
        self,
        name,
        data_type,
        *,
        collation=None,
        collation_schema=None,
        default=None,
        constraint_name=None,
        not_null=None,
        check=None,
        create_type=True,
        **kw,
    ):
        self.data_type = to_instance(data_type)
        self.default = default
        self.collation = collation
        self.collation_schema = collation_schema
        self.constraint_name = constraint_name
        self.not_null = bool(not_null)
        if isinstance(check, str):
            from sqlalchemy.sql.constructors import text

            check = text(check)
        self.check = check
        SchemaType.__init__(self, name=name, create_type=create_type, **kw)

    def _set_table(self, column, table):
        SchemaType._set_table(self, column, table)

    def _run(self, verb, bind, checkfirst):
        _waist.refuse(f"DOMAIN.{verb}()", f"write {verb.upper()} DOMAIN as SQL text with op.execute()")

    def _text(self, value):
        if value is None:
            return None
        if isinstance(value, str):
            return value
        if getattr(value, "is_text", False) and not value._bindparams:
            return value.text
        return str(value.compile(dialect=_waist.current_dialect(), compile_kwargs={"literal_binds": True}))

    def _type_tree(self):
        return {
            "postgres": {
                "domain": {
                    "name": _waist.name_tree(self.name),
                    "schema": _waist.name_tree(self.schema or None),
                    "data_type": self.data_type._tree(),
                    "collation": self.collation,
                    "default": self._text(self.default),
                    "constraint_name": self.constraint_name,
                    "not_null": self.not_null or None,
                    "check": self._text(self.check),
                    "create_type": bool(self.create_type),
                }
            }
        }


# Where SQLAlchemy has them; some scripts and hooks look at `__module__`.
for _home, _classes in {
    "array": (ARRAY,),
    "hstore": (HSTORE,),
    "json": (JSON, JSONB, JSONPATH),
    "named_types": (NamedType, ENUM, DOMAIN),
    "ranges": [item for name, item in list(globals().items()) if name.endswith("RANGE")],
}.items():
    for _class in _classes:
        _class.__module__ = f"sqlalchemy.dialects.postgresql.{_home}"

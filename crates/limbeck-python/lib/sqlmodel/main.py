"""`SQLModel`: pydantic's models that make tables.

The columns are what matters to migrations: they follow from a field's annotation and from what `Field` says. Objects of
these models are not written anywhere.
"""

from pydantic.fields import FieldInfo as _PydanticField
from pydantic.fields import PydanticUndefined as Undefined
from pydantic.main import BaseModel, ModelMetaclass
from sqlalchemy.orm.decl_api import DeclarativeMeta, declared_attr, registry
from sqlalchemy.sql.columns import Column

_OWN = "primary_key foreign_key ondelete unique nullable index sa_type sa_column sa_column_args sa_column_kwargs".split()


class FieldInfo(_PydanticField):
    """A field, and its column."""

    def __init__(self, default=Undefined, **options):
        own = {name: options.pop(name, Undefined) for name in _OWN}
        _check(own)
        super().__init__(default, **options)
        self.__dict__.update(own)

    def merged(self, **changes):
        """A copy with other attributes."""
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.metadata = list(self.metadata)
        copy.__dict__.update(changes)
        return copy


def _check(own):
    given = [name for name in _OWN if own[name] is not Undefined]
    if "sa_column" in given:
        for name in ("sa_column_args", "sa_column_kwargs", *_OWN):
            if name in given and name != "sa_column":
                raise RuntimeError(f"Passing {name} is not supported when also passing a sa_column")
    if "ondelete" in given and "foreign_key" not in given:
        raise RuntimeError("ondelete can only be used with foreign_key")


def Field(default=Undefined, **options):
    """A field's default and what else is to be said of it and of its column."""
    for name in ("schema_extra", "alias", "title", "description"):
        if name in options and options[name] is None:
            del options[name]
    extra = options.pop("schema_extra", None)
    if extra:
        options.update({name: value for name, value in extra.items() if name not in options})
    options.pop("const", None)
    for old, new in (("min_items", "min_length"), ("max_items", "max_length"), ("regex", "pattern")):
        if old in options:
            options[new] = options.pop(old)
    return FieldInfo(default, **options)


class RelationshipInfo:
    """What `Relationship` says; nothing of it concerns a table."""

    def __init__(self, **options):
        self.options = options


def Relationship(**options):
    """Objects of another model."""
    return RelationshipInfo(**options)


def _said(field, name):
    # By the field itself, or by a Field in its Annotated.
    value = getattr(field, name, Undefined)
    if value is Undefined:
        for given in getattr(field, "annotated", ()):
            value = getattr(given, name, Undefined)
            if value is not Undefined:
                break
    return value


def _bound(field, name):
    return next((item.value for item in field.metadata if getattr(item, "name", None) == name), None)


def is_table(cls):
    """Whether a model makes a table."""
    config = getattr(cls, "model_config", None)
    return bool(config) and config.get("table", False) is True


class SQLModelMetaclass(ModelMetaclass, DeclarativeMeta):
    """Models with `table=True` are mapped, others are pydantic's alone."""

    def __new__(mcs, name, bases, namespace, **options):
        relationships = {key: value for key, value in namespace.items() if isinstance(value, RelationshipInfo)}
        body = {key: value for key, value in namespace.items() if key not in relationships}
        body["__sqlmodel_relationships__"] = relationships
        body["__pydantic_no_fields__"] = frozenset(relationships)
        own_registry = options.pop("registry", None)
        cls = super().__new__(mcs, name, bases, body, **options)
        inherits = any(is_table(base) for base in bases)
        if is_table(cls):
            for key, field in cls.model_fields.items():
                if not (inherits and key in getattr(bases[0], "model_fields", {})):
                    type.__setattr__(cls, key, column_of(field))
        if own_registry is None:
            own_registry = cls.model_config.get("registry") if "model_config" in namespace else None
        if own_registry is not None:
            type.__setattr__(cls, "_sa_registry", own_registry)
            type.__setattr__(cls, "metadata", own_registry.metadata)
            type.__setattr__(cls, "__abstract__", True)
        return cls

    def __init__(cls, name, bases, namespace, **options):
        if is_table(cls) and not any(is_table(base) for base in bases):
            from sqlalchemy.orm.properties import relationship

            for key in cls.__sqlmodel_relationships__:
                type.__setattr__(cls, key, relationship(key))
            DeclarativeMeta.__init__(cls, name, bases, namespace)
        else:
            type.__init__(cls, name, bases, namespace)

    def __setattr__(cls, name, value):
        if is_table(cls):
            DeclarativeMeta.__setattr__(cls, name, value)
        else:
            type.__setattr__(cls, name, value)


def column_of(field):
    """The column of a field."""
    column = _said(field, "sa_column")
    if isinstance(column, Column):
        return column
    kind = type_of(field)
    primary_key = _said(field, "primary_key")
    primary_key = False if primary_key is Undefined else primary_key
    nullable = _said(field, "nullable")
    if nullable is Undefined:
        nullable = not primary_key and _takes_none(field)
    items = []
    foreign_key = _said(field, "foreign_key")
    if foreign_key is not Undefined and foreign_key:
        from sqlalchemy.sql.foreign_keys import ForeignKey

        ondelete = _said(field, "ondelete")
        ondelete = None if ondelete is Undefined else ondelete
        if ondelete == "SET NULL" and not nullable:
            raise RuntimeError('ondelete="SET NULL" requires nullable=True')
        items.append(ForeignKey(foreign_key, ondelete=ondelete))
    keywords = {"primary_key": primary_key, "nullable": nullable}
    for name in ("index", "unique"):
        value = _said(field, name)
        keywords[name] = False if value is Undefined else value
    if field.default_factory is not None:
        keywords["default"] = field.default_factory
    elif field.default is not Undefined:
        keywords["default"] = field.default
    further = _said(field, "sa_column_args")
    if further is not Undefined:
        items.extend(further)
    further = _said(field, "sa_column_kwargs")
    if further is not Undefined:
        keywords.update(further)
    return Column(*items, type_=kind, **keywords)


def _takes_none(field):
    from pydantic._annotations import is_union

    annotation = field.annotation
    if is_union(annotation) and type(None) in annotation.__args__:
        return True
    return not field.is_required() and field.default is not Undefined and annotation in (None, type(None))


def _python_type(annotation):
    from pydantic._annotations import is_union

    if annotation is None:
        raise ValueError("Missing field type")
    if hasattr(annotation, "__metadata__"):
        return _python_type(annotation.__origin__)
    if is_union(annotation):
        members = annotation.__args__
        rest = [member for member in members if member is not type(None)]
        if len(members) > 2 or len(rest) != 1:
            raise ValueError("Cannot have a (non-optional) union as a SQLAlchemy field")
        return _python_type(rest[0])
    origin = getattr(annotation, "__origin__", None)
    return annotation if origin is None else origin


def _of(kind, module, *names):
    return any(base.__module__.partition(".")[0] == module and base.__name__ in names for base in kind.__mro__)


def type_of(field):
    """The column type of a field."""
    from sqlalchemy.sql import sqltypes

    given = _said(field, "sa_type")
    if given is not Undefined:
        return given
    kind = _python_type(field.annotation)
    if not isinstance(kind, type):
        raise TypeError("issubclass() arg 1 must be a class")
    if _of(kind, "enum", "Enum"):
        return sqltypes.Enum(kind)
    if (
        issubclass(kind, str)
        or _of(kind, "ipaddress", "IPv4Address", "IPv4Network", "IPv6Address", "IPv6Network")
        or _of(kind, "pathlib", "Path")
        or _of(kind, "pydantic", "EmailStr")
    ):
        from sqlmodel.sql.sqltypes import AutoString

        length = _bound(field, "max_length")
        return AutoString(length=length) if length else AutoString
    for python_type, sql_type in ((float, sqltypes.Float), (bool, sqltypes.Boolean), (int, sqltypes.Integer)):
        if issubclass(kind, python_type):
            return sql_type
    if _of(kind, "pydantic", "NaiveDatetime"):
        return sqltypes.DateTime(timezone=False)
    if _of(kind, "datetime", "datetime") or _of(kind, "pydantic", "AwareDatetime"):
        from sqlmodel.sql.sqltypes import UTCDateTime

        return UTCDateTime()
    for name, sql_type in (("date", sqltypes.Date), ("timedelta", sqltypes.Interval), ("time", sqltypes.Time)):
        if _of(kind, "datetime", name):
            return sql_type
    if issubclass(kind, bytes):
        return sqltypes.LargeBinary
    if any(base.__name__ == "Decimal" for base in kind.__mro__):
        return sqltypes.Numeric(precision=_bound(field, "max_digits"), scale=_bound(field, "decimal_places"))
    if _of(kind, "uuid", "UUID"):
        return sqltypes.Uuid
    raise ValueError(f"{kind} has no matching SQLAlchemy type")


default_registry = registry()


class SQLModel(BaseModel, metaclass=SQLModelMetaclass, registry=default_registry):
    """The base of models."""

    __allow_unmapped__ = True
    model_config = {"from_attributes": True}

    def __init__(self, /, **data):
        if not is_table(type(self)):
            BaseModel.__init__(self, **data)
            return
        for name, field in type(self).model_fields.items():
            if name in data:
                setattr(self, name, data[name])
            elif not field.is_required():
                setattr(self, name, field.get_default(call_default_factory=True, validated_data={}))
        for name in self.__sqlmodel_relationships__:
            if name in data:
                setattr(self, name, data[name])

    def __setattr__(self, name, value):
        if is_table(type(self)):
            object.__setattr__(self, name, value)
        else:
            BaseModel.__setattr__(self, name, value)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()


# Attributes that models may set without an annotation.
SQLModel.__class_vars__ = {"metadata", "__tablename__"}

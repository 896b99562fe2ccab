"""Declarative classes: bases, mixins, `declared_attr`, registries."""

from sqlalchemy import exc
from sqlalchemy.orm.base import DeclaredAttribute, declaring
from sqlalchemy.orm.decl_base import constructor as _constructor
from sqlalchemy.orm.decl_base import is_mapped, map_class
from sqlalchemy.sql.metadata import MetaData


class declared_attr(DeclaredAttribute):  # noqa: N801 - the class is called so
    """An attribute that a mixin makes for each class."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, fn=None, cascading=False, quiet=False):
        if isinstance(fn, classmethod):
            fn = fn.__func__
        self.fget = fn
        self._cascading = cascading
        self._quiet = quiet
        self.__doc__ = getattr(fn, "__doc__", None)

    def _made_for(self, owner):
        return self.fget(owner)

    def __get__(self, instance, owner):
        made = declaring.get(owner)
        if made is None:
            return self.fget(owner)
        if self not in made:
            made[self] = self.fget(owner)
        return made[self]

    def __call__(self, fn):
        return type(self)(fn, self._cascading, self._quiet)

    directive = None
    cascading = None


class _Directive(declared_attr):
    """An attribute that makes no column: `__tablename__` and its kin."""


declared_attr.directive = _Directive


class _Cascading(declared_attr):
    def __init__(self, fn=None, cascading=True, quiet=False):
        super().__init__(fn, cascading=True, quiet=quiet)


declared_attr.cascading = _Cascading


def declarative_mixin(cls):
    """Marks a mixin"""
    return cls


def has_inherited_table(cls):
    """Whether a base class has a table"""
    return any(getattr(base, "__table__", None) is not None for base in cls.__mro__[1:])


class registry:  # noqa: N801 - the class is called so
    """Mapped classes, and how their annotations become types."""

    def __init__(self, *, metadata=None, class_registry=None, type_annotation_map=None, constructor=_constructor):
        self.metadata = metadata if metadata is not None else MetaData()
        self._class_registry = {} if class_registry is None else class_registry
        self.type_annotation_map = {}
        self.constructor = constructor
        self._mappers = []
        if type_annotation_map is not None:
            self.update_type_annotation_map(type_annotation_map)

    def update_type_annotation_map(self, type_annotation_map):
        """Further types for annotations"""
        from sqlalchemy.orm.mapped_types import _union_members, without_none

        for kind, value in type_annotation_map.items():
            self.type_annotation_map[kind] = value
            if _union_members(kind) is not None:
                rest, nullable = without_none(kind)
                if nullable:
                    self.type_annotation_map.setdefault(rest, value)

    def _resolve_type(self, kind):
        from sqlalchemy.orm.mapped_types import resolve

        return resolve(self.type_annotation_map, kind)

    def _add_class(self, cls):
        self._class_registry[cls.__name__] = cls
        self._mappers.append(cls.__mapper__)

    @property
    def mappers(self):
        """The mappers"""
        return frozenset(self._mappers)

    def configure(self, cascade=False):
        """Relationships are not followed, so nothing is left to do"""

    def dispose(self, cascade=False):
        """Forgets the classes"""
        self._mappers.clear()

    def generate_base(self, mapper=None, cls=object, name="Base", metaclass=None):
        """A base class"""
        bases = cls if isinstance(cls, tuple) else (cls,)
        namespace = {"registry": self, "metadata": self.metadata, "_sa_registry": self, "__abstract__": True}
        if isinstance(cls, type):
            namespace["__doc__"] = cls.__doc__
        if self.constructor is not None:
            namespace["__init__"] = self.constructor
        namespace["__class_getitem__"] = classmethod(lambda cls, key: cls)
        return (metaclass or DeclarativeMeta)(name, bases, namespace)

    def as_declarative_base(self, **kw):
        """Decorates a class that becomes a base"""

        def decorate(cls):
            kw["cls"] = cls
            kw["name"] = cls.__name__
            return self.generate_base(**kw)

        return decorate

    def mapped(self, cls):
        """Decorates a class that is mapped"""
        cls._sa_registry = self
        self._give_constructor(cls)
        map_class(self, cls)
        return cls

    def _give_constructor(self, cls):
        if cls.__init__ is object.__init__ and self.constructor is not None:
            cls.__init__ = self.constructor

    def map_declaratively(self, cls):
        """Maps a class"""
        cls._sa_registry = self
        self._give_constructor(cls)
        return map_class(self, cls)

    def mapped_as_dataclass(self, __cls=None, **kw):
        """Decorates a class that is mapped and a dataclass"""

        def decorate(cls):
            from sqlalchemy.orm.dataclasses_ import prepare

            cls._sa_registry = self
            prepare(cls, kw)
            return self.mapped(cls)

        return decorate if __cls is None else decorate(__cls)

    def map_imperatively(self, class_, local_table=None, **kw):
        """Maps a class to a table"""
        from sqlalchemy.orm.mapper import Mapper

        properties = kw.pop("properties", None) or {}
        inherits = kw.pop("inherits", None)
        inherits = getattr(inherits, "class_", inherits)
        if inherits is None:
            inherits = next((base for base in class_.__mro__[1:] if is_mapped(base)), None)
        mapper = Mapper(class_, local_table, inherits, dict(properties), kw, [], self)
        class_.__mapper__ = mapper
        if "__table__" not in class_.__dict__:
            class_.__table__ = mapper.local_table
        for key, value in properties.items():
            if not hasattr(value, "_tree"):
                value.key = key
                setattr(class_, key, value)
        mapper._instrument()
        if class_.__init__ is object.__init__:
            class_.__init__ = _constructor
        self._add_class(class_)
        return mapper


class DeclarativeAttributeIntercept(type):
    """Classes whose new attributes become columns."""

    def __setattr__(cls, key, value):
        if "__mapper__" in cls.__dict__:
            add_mapped_attribute(cls, key, value)
        else:
            type.__setattr__(cls, key, value)


class DeclarativeMeta(DeclarativeAttributeIntercept):
    """The metaclass of `declarative_base()`."""

    def __init__(cls, classname, bases, dict_, **kw):
        reg = getattr(cls, "_sa_registry", None)
        if reg is None:
            reg = cls.__dict__.get("registry")
            if not isinstance(reg, registry):
                raise exc.InvalidRequestError(
                    "Declarative base class has no 'registry' attribute, or registry is not a "
                    "sqlalchemy.orm.registry() object"
                )
            cls._sa_registry = reg
        if not cls.__dict__.get("__abstract__", False):
            map_class(reg, cls)
        type.__init__(cls, classname, bases, dict_)


def add_mapped_attribute(target, key, attr):
    """An attribute given to a class that is mapped already"""
    from sqlalchemy.orm.properties import ColumnProperty, MappedColumn, MapperProperty
    from sqlalchemy.sql.columns import Column

    set_plainly = lambda value: type.__setattr__(target, key, value)  # noqa: E731 - three uses of one line
    if isinstance(attr, MappedColumn):
        attr = attr._column
    if isinstance(attr, Column):
        if attr.key is None:
            attr.key = key
        if attr.name is None:
            attr.name = key
        if attr.table is None:
            target.__table__.append_column(attr, replace_existing=True)
        target.__mapper__._set(key, attr)
    elif isinstance(attr, MapperProperty):
        attr.key = key
        for column, _ in attr._columns_to_assign():
            attr._named(key)
            target.__table__.append_column(column, replace_existing=True)
        target.__mapper__._given[key] = attr
        set_plainly(attr)
        if isinstance(attr, ColumnProperty):
            target.__mapper__._set(key, attr.columns[0], attr)
    else:
        set_plainly(attr)


def _set_up_base(cls):
    reg = cls.__dict__.get("registry") or getattr(cls, "registry", None)
    metadata = getattr(cls, "metadata", None)
    annotation_map = getattr(cls, "type_annotation_map", None)
    if reg is not None:
        if not isinstance(reg, registry):
            raise exc.InvalidRequestError(
                "Declarative base class has a 'registry' attribute that is not an instance of sqlalchemy.orm.registry()"
            )
        if annotation_map is not None:
            raise exc.InvalidRequestError(
                "Declarative base class has both a 'registry' attribute and a type_annotation_map entry.  Per-base "
                "type_annotation_maps are not supported.  Please apply the type_annotation_map to this registry "
                "directly."
            )
    else:
        reg = registry(metadata=metadata, type_annotation_map=annotation_map)
        cls.registry = reg
    cls._sa_registry = reg
    if "metadata" not in cls.__dict__:
        cls.metadata = reg.metadata
    if getattr(cls, "__init__", object.__init__) is object.__init__:
        cls.__init__ = reg.constructor


def _check_not_declarative(cls, base):
    if "__table__" in cls.__dict__ or isinstance(cls.__dict__.get("__tablename__"), str):
        raise exc.InvalidRequestError(
            f"Cannot use {base.__name__!r} directly as a declarative base class. Create a Base by creating a subclass "
            "of it."
        )


class DeclarativeBase(metaclass=DeclarativeAttributeIntercept):
    """The base of bases."""

    def __class_getitem__(cls, key):
        return cls

    def __init_subclass__(cls, **kw):
        if DeclarativeBase in cls.__bases__:
            _check_not_declarative(cls, DeclarativeBase)
            _set_up_base(cls)
        else:
            map_class(cls._sa_registry, cls)
        super().__init_subclass__(**kw)


class DeclarativeBaseNoMeta:
    """The base of bases, without a metaclass."""

    def __class_getitem__(cls, key):
        return cls

    def __init_subclass__(cls, **kw):
        if DeclarativeBaseNoMeta in cls.__bases__:
            _check_not_declarative(cls, DeclarativeBaseNoMeta)
            _set_up_base(cls)
        else:
            map_class(cls._sa_registry, cls)
        super().__init_subclass__(**kw)


class MappedAsDataclass(metaclass=DeclarativeAttributeIntercept):
    """Mapped classes that are dataclasses too."""

    def __init_subclass__(
        cls,
        init=None,
        repr=None,
        eq=None,
        order=None,
        unsafe_hash=None,
        match_args=None,
        kw_only=None,
        dataclass_callable=None,
        **kw,
    ):
        given = {"init": init, "repr": repr, "eq": eq, "order": order, "unsafe_hash": unsafe_hash, "kw_only": kw_only}
        from sqlalchemy.orm.dataclasses_ import prepare

        prepare(cls, {name: value for name, value in given.items() if value is not None})
        super().__init_subclass__(**kw)


def declarative_base(
    *,
    metadata=None,
    mapper=None,
    cls=object,
    name="Base",
    class_registry=None,
    type_annotation_map=None,
    constructor=_constructor,
    metaclass=DeclarativeMeta,
):
    """A base class"""
    return registry(
        metadata=metadata,
        class_registry=class_registry,
        type_annotation_map=type_annotation_map,
        constructor=constructor,
    ).generate_base(mapper=mapper, cls=cls, name=name, metaclass=metaclass)


def as_declarative(**kw):
    """Decorates a class that becomes a base"""
    metadata, class_registry = kw.pop("metadata", None), kw.pop("class_registry", None)
    return registry(metadata=metadata, class_registry=class_registry).as_declarative_base(**kw)


def mapped_as_dataclass(reg, **kw):
    """Decorates a class that is mapped and a dataclass"""
    return reg.mapped_as_dataclass(**kw)


def unmapped_dataclass(cls=None, **kw):
    """Decorates a mixin that is a dataclass"""
    return (lambda cls: cls) if cls is None else cls


def as_typed_table(cls, *args, **kw):
    """The table of a class"""
    return cls.__table__


def synonym_for(name, map_column=False):
    """Decorates a property that another attribute stands behind"""
    return lambda fn: fn


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

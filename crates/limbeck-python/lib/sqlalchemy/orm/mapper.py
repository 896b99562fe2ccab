"""Mappers: what is known of a mapped class."""

from sqlalchemy import exc
from sqlalchemy._waist import warn
from sqlalchemy.orm.attributes import InstrumentedAttribute
from sqlalchemy.orm.properties import ColumnProperty, MappedColumn, MapperProperty, RelationshipProperty
from sqlalchemy.sql.base import ColumnCollection
from sqlalchemy.sql.columns import Column


class InspectionAttr:
    """Anything `inspect()` gives."""

    is_mapper = is_attribute = is_instance = is_selectable = is_aliased_class = is_property = False


InspectionAttrInfo = InspectionAttr


class InspectionAttrExtensionType:
    """What kind of extension an attribute is."""


class NotExtension(InspectionAttrExtensionType):
    """No extension."""


class Mapper(InspectionAttr):
    """A class and its table."""

    is_mapper = True

    def __init__(self, cls, table, inherits, properties, mapper_args, hidden, registry):
        self.class_ = self.entity = cls
        self.local_table = table if table is not None else inherits.__mapper__.local_table
        self.inherits = inherits.__mapper__ if inherits is not None else None
        self.single = table is None
        self.registry = registry
        self.mapper_args = mapper_args
        self._given = properties
        self.polymorphic_on = self._polymorphic_column(mapper_args.get("polymorphic_on"))
        self.polymorphic_identity = mapper_args.get("polymorphic_identity")
        self._hidden = hidden
        self._attributes = {}
        key = mapper_args.get("primary_key")
        if not key:
            key = list(getattr(self.local_table, "primary_key", ()) or ())
        if not key and not self.single and not mapper_args.get("concrete") and self.inherits is None:
            raise exc.ArgumentError(
                f"Mapper {self} could not assemble any primary key columns for mapped table "
                f"'{getattr(self.local_table, 'description', self.local_table)}'"
            )
        self.primary_key = tuple(key)
        if inherits is not None and self.polymorphic_identity is None:
            self._check_identity()

    def _polymorphic_column(self, given):
        if given is None:
            return None if self.inherits is None else self.inherits.polymorphic_on
        if isinstance(given, str):
            found = self._given.get(given)
            given = self.local_table.c.get(given, given) if found is None else found
        return getattr(given, "_column", given)

    def _check_identity(self):
        base = self.inherits
        while base.inherits is not None:
            base = base.inherits
        column = base.polymorphic_on
        if column is None or self.mapper_args.get("polymorphic_abstract"):
            return
        warn(
            f"{self} does not indicate a 'polymorphic_identity', yet is part of an inheritance hierarchy that has a "
            f"'polymorphic_on' column of '{column}'. If this is an intermediary class that should not be instantiated, "
            "the class may either be left unmapped, or may include the 'polymorphic_abstract=True' parameter in its "
            "Mapper arguments. To leave the class unmapped when using Declarative, set the '__abstract__ = True' "
            "attribute on the class."
        )

    def _is_plain(self):
        # All attributes are columns of its own table under the names of the class, and all its columns are attributes.
        if self.inherits is not None or self._hidden or self.mapper_args:
            return False
        given = self._given
        columns = self.local_table._columns._items
        if len(given) != len(columns):
            return False
        for (key, value), (_, column) in zip(given.items(), columns):
            if type(value) is not MappedColumn or value._column is not column or value.key != key:
                return False
        return True

    def _instrument(self):
        # Column attributes of the class, in the table's order, under their keys.
        given = self._given
        if self._is_plain():
            self._attributes = {key: value._column for key, value in given.items()}
            own = self.class_.__dict__
            for key, value in given.items():
                value._mapped_by = self.class_
                if own.get(key) is not value:
                    # The class body has an annotation or a `declared_attr` in its place.
                    type.__setattr__(self.class_, key, value)
            return
        names, explicit = {}, set()
        for key, value in self._given.items():
            if isinstance(value, MappedColumn):
                names[id(value._column)] = key
            elif isinstance(value, Column):
                names[id(value)] = key
            elif isinstance(value, ColumnProperty):
                for column in value.columns:
                    names[id(column)] = key
                    explicit.add(id(column))
        if self.inherits is not None:
            self._attributes.update(self.inherits._attributes)
            self._instrument_inherited()
        excluded = set(self.mapper_args.get("exclude_properties") or ())
        cls, set_attribute = self.class_, type.__setattr__
        included, prefix = self.mapper_args.get("include_properties"), self.mapper_args.get("column_prefix")
        for column in self.local_table.c:
            if self._hidden and any(column is other for other in self._hidden):
                continue
            given = names.get(id(column))
            if given is None and self.single:
                continue
            key = column.key if given is None else given
            if key == column.key and id(column) not in explicit:
                # What is left out and what gets a prefix is only asked about attributes that are called like their columns.
                if key in excluded or included is not None and key not in included:
                    continue
                if prefix:
                    key = prefix + key
            if given is None and key in self._attributes:
                continue
            self._attributes[key] = column
            # Past the metaclass, which would take it for one attribute more.
            set_attribute(cls, key, InstrumentedAttribute(cls, key, column))
        for key, value in self._given.items():
            if isinstance(value, MapperProperty) and not isinstance(value, MappedColumn):
                value.key = key
                value.parent = self
                if isinstance(value, ColumnProperty):
                    self._set(key, value.columns[0], value)

    def _instrument_inherited(self):
        # Attributes of the classes above are attributes of this one too, unless it has something else of the name.
        cls = self.class_
        for key, column in self.inherits._attributes.items():
            above = getattr(cls, key, None) if key not in cls.__dict__ else None
            if isinstance(above, InstrumentedAttribute):
                type.__setattr__(cls, key, InstrumentedAttribute(cls, key, column, above._given))

    def _set(self, key, column, prop=None):
        attribute = InstrumentedAttribute(self.class_, key, column, prop)
        self._attributes[key] = column
        # Past the metaclass, which would take it for one attribute more.
        type.__setattr__(self.class_, key, attribute)
        for cls in self.class_.__subclasses__():
            # Classes below that were mapped before the attribute came.
            if "__mapper__" in cls.__dict__ and key not in cls.__mapper__._attributes and key not in cls.__dict__:
                cls.__mapper__._set(key, column, prop)

    @property
    def columns(self):
        """Mapped columns by attribute."""
        return ColumnCollection(self._attributes.items())

    c = columns

    @property
    def column_attrs(self):
        """Properties of mapped columns by attribute."""
        return _Named((key, self._column_property(key)) for key in self._attributes)

    def _column_property(self, key):
        attribute = self.class_.__dict__.get(key)
        if isinstance(attribute, MappedColumn):
            attribute = getattr(self.class_, key)
        if not isinstance(attribute, InstrumentedAttribute):
            attribute = InstrumentedAttribute(self.class_, key, self._attributes[key])
        return attribute.prop

    def _others(self):
        # Properties that are no columns, those of the classes above too.
        found = {} if self.inherits is None else self.inherits._others()
        for key, value in self._given.items():
            if isinstance(value, MapperProperty) and key not in self._attributes and not isinstance(value, MappedColumn):
                found[key] = value
        return found

    @property
    def attrs(self):
        """All properties by attribute."""
        return _Named({**self.column_attrs, **self._others()})

    @property
    def all_orm_descriptors(self):
        """All attributes that are mapped, and hybrids and proxies, by attribute."""
        found = {}
        for cls in reversed(self.class_.__mro__):
            for key, value in cls.__dict__.items():
                if getattr(value, "_limbeck_extension", False):
                    found[key] = value
        for key in (*self._attributes, *self._others()):
            found[key] = getattr(self.class_, key)
        return _Named(found)

    @property
    def relationships(self):
        """Relationships by attribute."""
        return _Named(
            (key, value) for key, value in self._given.items() if isinstance(value, RelationshipProperty)
        )

    @property
    def mapper(self):
        """Itself."""
        return self

    @property
    def tables(self):
        """The tables of the class."""
        tables = list(self.inherits.tables) if self.inherits is not None else []
        if all(self.local_table is not table for table in tables):
            tables.append(self.local_table)
        return tables

    @property
    def persist_selectable(self):
        """The table."""
        return self.local_table

    mapped_table = selectable = persist_selectable

    def get_property(self, key, _configure_mappers=False):
        """An attribute's property."""
        if key in self._attributes:
            return self._column_property(key)
        others = self._others()
        if key in others:
            return others[key]
        raise exc.InvalidRequestError(
            f"Mapper '{self}' has no property '{key}'.  If this property was indicated from other mappers or configure "
            "events, ensure registry.configure() has been called."
        )

    def has_property(self, key):
        """Whether there is such an attribute."""
        return key in self._given or key in self._attributes

    def isa(self, other):
        """Whether the class is another's subclass."""
        return issubclass(self.class_, other.class_)

    def add_property(self, key, prop):
        """One property more."""
        self._given[key] = prop

    def add_properties(self, dict_of_properties):
        """Some properties more."""
        self._given.update(dict_of_properties)

    def __str__(self):
        table = self.local_table
        name = getattr(table, "description", None) or type(table).__name__
        return f"Mapper[{self.class_.__name__}({name})]"

    def __repr__(self):
        return f"<Mapper at {hex(id(self))}; {self.class_.__name__}>"


class _Named(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self):
        return iter(self.values())


class InstanceState(InspectionAttr):
    """What is known of an object."""

    is_instance = True

    def __init__(self, instance):
        self.object = instance
        self.mapper = type(instance).__mapper__
        self.transient, self.persistent, self.detached, self.pending, self.deleted = True, False, False, False, False
        self.session = None

    @property
    def dict(self):
        """The object's values."""
        return self.object.__dict__

    @property
    def attrs(self):
        """The object's values, by attribute."""
        return _Named((key, getattr(self.object, key)) for key in self.mapper._attributes)


class ClassManager:
    """How a class is instrumented; not shown."""


def class_mapper(class_, configure=True):
    """The mapper of a class."""
    mapper = getattr(class_, "__mapper__", None)
    if mapper is None:
        from sqlalchemy.orm.exc import UnmappedClassError

        raise UnmappedClassError(class_)
    return mapper


def object_mapper(instance):
    """The mapper of an object's class."""
    return class_mapper(type(instance))


def configure_mappers():
    """Relationships are not followed, so nothing is left to do."""


def clear_mappers():
    """Nothing is kept."""


def mapperlib():
    """Not shown."""


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

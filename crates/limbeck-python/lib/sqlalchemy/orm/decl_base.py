"""From a class to its table: attributes, mixins, annotations, inheritance, in SQLAlchemy's order."""

import sys

from sqlalchemy import exc
from sqlalchemy._waist import warn
from sqlalchemy.orm.base import DeclaredAttribute, Mapped, MappedAnnotation, declaring
from sqlalchemy.orm.mapped_types import complete, complete_plainly, mapped_part, own_annotations
from sqlalchemy.orm.mapper import Mapper
from sqlalchemy.orm.properties import CompositeProperty, MappedColumn, MapperProperty, UnmappedColumn
from sqlalchemy.sql.columns import Column
from sqlalchemy.sql.metadata import MetaData
from sqlalchemy.sql.tables import Table

# Past a metaclass that makes columns of attributes.
_set = type.__setattr__
_DUNDERS = ("__table_args__", "__tablename__", "__mapper_args__", "__table__")


def is_mapped(cls):
    """Whether a class itself is mapped."""
    return "__mapper__" in cls.__dict__


def merged(first, second):
    """Two lists of names in one order: each keeps its own, they meet at names they share."""
    shared = set(first) & set(second)
    result, current, other = [], iter(first), iter(second)
    while True:
        for name in current:
            if name in shared:
                shared.discard(name)
                current, other = other, current
                break
            result.append(name)
        else:
            result.extend(other)
            return result


class ClassScan:
    """The scan of one class."""

    def __init__(self, registry, cls, mapper_kw=None):
        self.registry = registry
        self.cls = cls
        self.mapper_kw = dict(mapper_kw or {})
        self.collected = {}
        self.annotations = {}
        self.copies = {}
        self.table_args = None
        self.tablename = None
        self.mapper_args = None
        self.table_from = None
        self.fixed = "__table__" in cls.__dict__
        self.properties = {}
        self.columns = []
        self.order = {}
        self.hidden = []
        # Names that bases gave the class while it is scanned.
        self.given = set()

    def run(self):
        """Scans the class, makes its table and its mapper."""
        cls = self.cls
        declaring[cls] = {}
        try:
            return self._run(cls)
        finally:
            del declaring[cls]

    def _run(self, cls):
        self.inherits = self._inherited()
        self._scan()
        self._extract()
        self._extract_columns()
        table = self._table()
        mapper_args = dict(cls.__mapper_args__) if self.mapper_args else {}
        mapper_args.update(self.mapper_kw)
        self._inheriting_columns(table)
        mapper = Mapper(cls, table, self.inherits, self.properties, mapper_args, self.hidden, self.registry)
        _set(cls, "__mapper__", mapper)
        if table is None and self.inherits is not None:
            _set(cls, "__table__", self.inherits.__table__)
        mapper._instrument()
        opaque = sys.modules.get("_limbeck_opaque")
        if opaque is not None and opaque.is_opaque(cls):
            mapper.local_table.metadata._incomplete.append(cls)
        self.registry._add_class(cls)
        return mapper

    # -- what the class and its bases say

    def _attributes(self, base):
        annotations, values = own_annotations(base), dict(vars(base))
        names = list(values)
        # Where all that is annotated has values, in the same order, the two lists meet everywhere.
        if [name for name in names if name in annotations] != list(annotations):
            names = merged(names, list(annotations))
        return [
            (name, values.get(name), annotations.get(name))
            for name in names
            if name[:1] != "_" or name in _DUNDERS or not name.startswith(("__", "_sa_"))
        ]

    def _annotation(self, name, annotation, base, value=None):
        # Container and content of `Mapped[...]`, remembered under the attribute's name.
        if annotation is None or name in self.annotations:
            return self.annotations.get(name)
        found = mapped_part(annotation, self.cls, base.__module__)
        if found is None and isinstance(value, MappedColumn):
            if getattr(self.cls, "__allow_unmapped__", False) or _is_dataclass(self.cls):
                found = Mapped, annotation
        if found is not None:
            found = self.annotations[name] = (*found, base.__module__)
        return found

    def _overridden(self, name, value):
        return getattr(self.cls, name, value) is not value

    def _scan(self):
        cls = self.cls
        bases = []
        for base in cls.__mro__:
            # The stand-ins' own bases say nothing of columns.
            if base is object or base.__module__.startswith("sqlalchemy."):
                continue
            mapped = base is not cls and is_mapped(base)
            attributes = self._attributes(base)
            copied = {} if mapped or base is cls else self._copied_columns(base, attributes)
            bases.append((base, mapped, attributes, copied))
        inherited_args = False
        annotations, collected, module_name = self.annotations, self.collected, cls.__module__
        for base, mapped, attributes, copied in bases:
            collected.update(copied)
            for name, value, annotation in attributes:
                if (
                    type(value) is MappedColumn
                    and type(annotation) is MappedAnnotation
                    and annotation.__origin__ is Mapped
                    and base is cls
                    and name not in annotations
                ):
                    # What `_own_attribute` does with `name: Mapped[…] = mapped_column(…)`.
                    annotations[name] = Mapped, annotation.__args__[0], module_name
                    collected[name] = value
                elif name in _DUNDERS:
                    inherited_args |= self._dunder(name, value, base, mapped)
                elif mapped:
                    continue
                elif base is not cls:
                    self._mixin_attribute(name, value, annotation, base)
                else:
                    self._own_attribute(name, value, annotation)
        if inherited_args and not self.tablename:
            self.table_args = None

    def _dunder(self, name, value, base, mapped):
        cls = self.cls
        applies = not mapped or is_declared(value)
        if name == "__mapper_args__":
            if not self.mapper_args and applies:
                self.mapper_args = True
        elif name == "__tablename__":
            if not self.tablename and applies:
                self.tablename = cls.__tablename__
        elif name == "__table__":
            if is_declared(value) and self.table_from is None:
                self.table_from = lambda: cls.__table__
        elif not self.table_args and applies:
            self.table_args = cls.__table_args__
            if not isinstance(self.table_args, (tuple, dict, type(None))):
                raise exc.ArgumentError("__table_args__ value must be a tuple, dict, or None")
            return base is not cls
        return False

    def _copied_columns(self, base, attributes):
        copied = {}
        for name, value, annotation in attributes:
            if value is None and not self.fixed and annotation is not None:
                found = mapped_part(annotation, self.cls, base.__module__)
                if found is None or self._overridden(name, None):
                    continue
                self._annotation(name, annotation, base)
                column = MappedColumn()
                column.key = name
                copied[name] = column
                self.given.add(name)
                setattr(self.cls, name, column)
            elif isinstance(value, (Column, MappedColumn)):
                if self._overridden(name, value):
                    continue
                if annotation is not None and self._annotation(name, annotation, base) is None:
                    self._check_container(name, annotation)
                own = self.cls.__dict__
                if name in own or (self.fixed and (value.name or name) in own["__table__"].c):
                    continue
                self._check_mixin_keys(value)
                new = value._copy()
                self.copies[id(value)] = new
                if isinstance(value, MappedColumn):
                    self.copies[id(value._column)] = new._column
                copied[name] = new
                self.given.add(name)
                setattr(self.cls, name, new)
        return copied

    @staticmethod
    def _check_mixin_keys(value):
        for fk in value.foreign_keys:
            target = fk._target()
            if target is not None and target.table is None:
                raise exc.InvalidRequestError(
                    "Columns with foreign keys to non-table-bound columns must be declared as @declared_attr "
                    "callables on declarative mixin classes.  For dataclass field() objects, use a lambda:."
                )

    def _mixin_attribute(self, name, value, annotation, base):
        cls = self.cls
        if isinstance(value, (Column, MappedColumn)):
            return
        if isinstance(value, MapperProperty) and not is_declared(value):
            raise exc.InvalidRequestError(
                "Mapper properties (i.e. deferred,column_property(), relationship(), etc.) must be declared as "
                "@declared_attr callables on declarative mixin classes.  For dataclass field() objects, use a lambda:"
            )
        if is_declared(value):
            if value._cascading:
                if name in cls.__dict__ and name not in self.given:
                    warn(f"Attribute '{name}' on class {cls} cannot be processed due to @declared_attr.cascading; skipping")
                made = value._made_for(cls)
                self.given.add(name)
                setattr(cls, name, made)
            else:
                made = getattr(cls, name)
            if getattr(made, "class_", None) is not None and hasattr(made, "prop"):
                return
            self.collected[name] = made
            self._return_annotation(name, value, base)

    def _return_annotation(self, name, declared, base):
        annotations = getattr(declared.fget, "__annotations__", None) or {}
        if "return" in annotations:
            self._annotation(name, annotations["return"], base)

    def _own_attribute(self, name, value, annotation):
        if type(annotation) is MappedAnnotation and annotation.__origin__ is Mapped and name not in self.annotations:
            found = self.annotations[name] = Mapped, annotation.__args__[0], self.cls.__module__
        else:
            found = self._annotation(name, annotation, self.cls, value)
        if annotation is not None and found is None and (value is None or isinstance(value, MapperProperty)):
            self._check_unmapped(name, annotation)
        if value is None and not self.fixed and found is not None:
            if self.cls.__dict__.get(name) is not None:
                return  # a base's column of the name, which stands in its place: after those of the class
            column = MappedColumn() if found[0].__name__ != "Unmapped" else UnmappedColumn()
            column.key = name
            self.collected[name] = column
        elif name in self.cls.__dict__:
            # What a `declared_attr` of the class itself is annotated with says nothing, unlike a mixin's.
            self.collected[name] = value

    def _check_unmapped(self, name, annotation):
        if not getattr(self.cls, "__allow_unmapped__", False):
            self._check_container(name, annotation)

    def _check_container(self, name, annotation):
        if _is_dataclass(self.cls):
            return
        text = annotation if isinstance(annotation, str) else repr(annotation)
        if "ClassVar" not in text and "AssociationProxy" not in text and "ORMDescriptor" not in text:
            self._refuse_annotation(name)

    def _refuse_annotation(self, name):
        from sqlalchemy.orm.exc import MappedAnnotationError

        raise MappedAnnotationError(
            f'Type annotation for "{self.cls.__name__}.{name}" can\'t be correctly interpreted for Annotated '
            "Declarative Table form.  ORM annotations should normally make use of the ``Mapped[]`` generic type, or "
            "other ORM-compatible generic type, as a container for the actual type, which indicates the intent that "
            "the attribute is mapped. Class variables that are not intended to be mapped by the ORM should use "
            "ClassVar[].  To allow Annotated Declarative to disregard legacy annotations which don't use Mapped[] to "
            'pass, set "__allow_unmapped__ = True" on the class or a superclass this class.',
            code="zlpr",
        )

    # -- from attributes to columns

    def _extract(self):
        cls = self.cls
        for key, value in list(self.collected.items()):
            if type(value) is MappedColumn and key not in ("registry", "metadata"):
                found = self.annotations.get(key)
                if found is None or found[0] is not Mapped or not complete_plainly(value, found[1], key):
                    self._complete(key, value)
                self.properties[key] = value
                continue
            if key == "registry" or key == "metadata" and not isinstance(value, MetaData):
                noun = "MetaData instance" if key == "metadata" else "Declarative class registry"
                warn(
                    f"Attribute name '{key}' should be left reserved for the {noun} when using a Declarative class."
                )
            if is_declared(value):
                if value._cascading:
                    warn(
                        "Use of @declared_attr.cascading only applies to Declarative 'mixin' and 'abstract' classes.  "
                        f"Currently, this flag is ignored on mapped class {cls}"
                    )
                value = getattr(cls, key)
                if value is None:
                    continue
            if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], (Column, MapperProperty)):
                warn(
                    f"Ignoring declarative-like tuple value of attribute '{key}': possibly a copy-and-paste error with "
                    "a comma accidentally placed at the end of the line?"
                )
                continue
            if isinstance(value, Column):
                _name_column(value, key)
            elif isinstance(value, MappedColumn):
                self._complete(key, value)
            elif isinstance(value, MapperProperty):
                value._named(key)
                if isinstance(value, CompositeProperty):
                    self._complete_composite(key, value)
                if getattr(value, "key", None) is None:
                    value.key = key
                if cls.__dict__.get(key) is not value:
                    setattr(cls, key, value)
                value.key = key
            else:
                if getattr(cls, key, None) is not value:
                    setattr(cls, key, value)
                continue
            self.properties[key] = value

    def _adjusted(self, key, mapped_column, column):
        if mapped_column._use_existing_column and self.inherits is not None and not self._own_table():
            name = column.name if column.name is not None else key
            return self.inherits.__table__.c.get(name, column)
        return column

    def _own_table(self):
        return self.fixed or self.tablename is not None

    def _complete(self, key, value):
        column = value._column
        if value._use_existing_column:
            column = value._column = self._adjusted(key, value, column)
        if column.key is None:
            column.key = key
        if column.name is None:
            column.name = key
        found = self.annotations.get(key)
        if found is None:
            if column.type._isnull and not column.foreign_keys:
                raise exc.ArgumentError(
                    f'Python typing annotation is required for attribute "{self.cls.__name__}.{key}" when primary '
                    f'argument(s) for "MappedColumn" construct are None or not present'
                )
            return
        container, content, module_name = found
        if container is not Mapped and container.__name__ in ("DynamicMapped", "WriteOnlyMapped"):
            return
        complete(value, content, self.cls, key, self.registry, module_name, self._adjusted)

    def _complete_composite(self, key, value):
        # Columns take nullability, and where they have none their type, from the field they stand for.
        found = self.annotations.get(key)
        for (name, annotation), part in zip(value._fields(found and found[1], self.cls), value._parts()):
            if isinstance(part, MappedColumn):
                _name_column(part._column, name)
                if annotation is not None:
                    module_name = self.cls.__module__ if found is None else found[2]
                    complete(part, annotation, self.cls, key, self.registry, module_name, self._adjusted)

    def _extract_columns(self):
        for value in self.properties.values():
            if type(value) is MappedColumn:
                self._declare(value._column, value._sort_order or 0)
            elif isinstance(value, Column):
                self._declare(value, 0)
            else:
                for column, sort_order in value._columns_to_assign():
                    self._declare(column, sort_order)
                    if isinstance(value, UnmappedColumn):
                        self.hidden.append(column)

    def _declare(self, column, sort_order):
        number = id(column)
        if number not in self.order:
            self.columns.append(column)
        self.order[number] = sort_order

    # -- the table

    def _metadata(self):
        metadata = getattr(self.cls, "metadata", None)
        return metadata if isinstance(metadata, MetaData) else self.registry.metadata

    def _table(self):
        cls = self.cls
        if self.table_from is None and not self.fixed:
            if self.tablename is None:
                return None
            args, keywords = (), {}
            if self.table_args:
                if isinstance(self.table_args, dict):
                    keywords = self.table_args
                elif isinstance(self.table_args[-1], dict):
                    args, keywords = self.table_args[:-1], self.table_args[-1]
                else:
                    args = self.table_args
            make = getattr(cls, "__table_cls__", Table)
            columns = self.columns
            if any(self.order.values()):
                columns = sorted(columns, key=lambda column: self.order.get(id(column), 0))
            table = make(self.tablename, self._metadata(), *columns, *args, **keywords)
            _set(cls, "__table__", table)
            return table
        table = self.table_from() if self.table_from is not None else cls.__dict__["__table__"]
        if not isinstance(table, Table) and hasattr(table, "__get__"):
            table = cls.__table__
        _set(cls, "__table__", table)
        for column in self.columns:
            if not table.c.contains_column(column):
                raise exc.ArgumentError(f"Can't add additional column {column.key!r} when specifying __table__")
        return table

    def _inherited(self):
        found = []
        for base in self.cls.__bases__:
            parent = next((cls for cls in base.__mro__ if is_mapped(cls)), None)
            if parent is not None and parent not in found:
                found.append(parent)
        if len(found) > 1:
            raise exc.InvalidRequestError(f"Class {self.cls} has multiple mapped bases: {found!r}")
        return found[0] if found else None

    def _inheriting_columns(self, table):
        cls = self.cls
        if table is not None:
            return
        if self.inherits is None:
            if cls.__dict__.get("__no_table__"):
                return
            raise exc.InvalidRequestError(
                f"Class {cls!r} does not have a __table__ or __tablename__ specified and does not inherit from an "
                "existing table-mapped class."
            )
        if self.table_args:
            raise exc.ArgumentError("Can't place __table_args__ on an inherited class with no table.")
        inherited = self.inherits.__table__
        for column in self.columns:
            existing = inherited.c.get(column.name)
            if existing is column:
                continue
            if existing is not None:
                raise exc.ArgumentError(
                    f"Column '{column}' on class {cls.__name__} conflicts with existing column '{existing}'.  If using "
                    "Declarative, consider using the use_existing_column parameter of mapped_column() to resolve "
                    "conflicts."
                )
            if column.primary_key:
                raise exc.ArgumentError("Can't place primary key columns on an inherited class with no table.")
            inherited.append_column(column)


def _name_column(column, key):
    if column.key is None:
        column.key = key
    if column.name is None:
        column.name = key


def _is_dataclass(cls):
    return hasattr(cls, "__dataclass_fields__") or getattr(cls, "_sa_apply_dc_transforms", None) is not None


def is_declared(value):
    """Whether a value is a `declared_attr`."""
    return isinstance(value, DeclaredAttribute)


def map_class(registry, cls, mapper_kw=None):
    """Maps a class, unless it says that it is abstract."""
    if cls.__dict__.get("__abstract__"):
        return None
    if is_mapped(cls):
        return cls.__mapper__
    return ClassScan(registry, cls, mapper_kw).run()


def constructor(self, **kwargs):
    """Sets attributes by their names."""
    cls = type(self)
    for name, value in kwargs.items():
        if not hasattr(cls, name):
            raise TypeError(f"{name!r} is an invalid keyword argument for {cls.__name__}")
        setattr(self, name, value)


constructor.__name__ = "__init__"

"""From annotations to column types: `Mapped[str | None]` is a nullable String.

`typing` is not imported: its objects are recognized by what they have.
"""

import sys

from sqlalchemy.orm.base import Mapped, MappedAnnotation, _MappedAnnotationBase
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.type_api import to_instance


class ForwardName:
    """A name in an annotation that nothing defines here: imported for type checkers only, or declared later."""

    def __init__(self, name):
        self.name = name

    def __getitem__(self, item):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return ForwardName(f"{self.name}.{name}")

    def __or__(self, other):
        return _Union((self, other))

    def __ror__(self, other):
        return _Union((other, self))

    def __call__(self, *args, **kw):
        return self

    def __repr__(self):
        return self.name

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        return isinstance(other, ForwardName) and other.name == self.name


class _Union:
    def __init__(self, args):
        self.__args__ = args

    def __or__(self, other):
        return _Union((*self.__args__, other))

    def __ror__(self, other):
        return _Union((other, *self.__args__))


class _Names(dict):
    # Where the names of an annotation are looked up.

    def __init__(self, cls, module_name):
        super().__init__()
        self._cls = cls
        module = sys.modules.get(module_name)
        self._globals = module.__dict__ if module is not None else {}

    def __missing__(self, name):
        import builtins

        for place in (self._cls.__dict__, self._globals, builtins.__dict__):
            if name in place:
                return place[name]
        registry = getattr(self._cls, "_sa_registry", None)
        if registry is not None and name in registry._class_registry:
            return registry._class_registry[name]
        return ForwardName(name)


def own_annotations(cls):
    """The annotations of a class itself, as objects or as text."""
    found = cls.__dict__.get("__annotations__")
    if found is not None:
        return found
    try:
        # Python 3.14: annotations are made when they are asked for.
        if "__annotate__" in cls.__dict__ or "__annotate_func__" in cls.__dict__ or sys.version_info >= (3, 14):
            found = type.__dict__["__annotations__"].__get__(cls)
            return found if found is not None else {}
    except NameError:
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.STRING)
    except (AttributeError, KeyError):
        pass
    return {}


def evaluated(annotation, cls, module_name):
    """An annotation as an object; text is read with the names of its module."""
    if type(annotation).__name__ == "ForwardRef":
        annotation = annotation.__forward_arg__
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation, {"__builtins__": {}}, _Names(cls, module_name))
    except (TypeError, SyntaxError, AttributeError):
        return ForwardName(annotation)


def mapped_part(annotation, cls, module_name):
    """Container and content of `Mapped[content]`; None where an annotation is none of these."""
    if type(annotation) is MappedAnnotation:
        origin = annotation.__origin__
        return (origin, annotation.__args__[0]) if origin is Mapped or _is_container(origin) else None
    if isinstance(annotation, str):
        # Only what looks like one is read, so that other annotations may name what they like.
        head = annotation.partition("[")[0].rpartition(".")[2].strip()
        if "Mapped" not in head:
            names = _Names(cls, module_name)
            if not isinstance(names[head] if head.isidentifier() else None, type):
                return None
        annotation = evaluated(annotation, cls, module_name)
    if type(annotation).__name__ == "ForwardRef":
        annotation = evaluated(annotation, cls, module_name)
    if type(annotation) is MappedAnnotation and _is_container(annotation.__origin__):
        return annotation.__origin__, annotation.__args__[0]
    return None


def _is_container(origin):
    return isinstance(origin, type) and issubclass(origin, _MappedAnnotationBase)


def _union_members(kind):
    name = type(kind).__name__
    origin = getattr(kind, "__origin__", None)
    if name in ("UnionType", "Union", "_Union", "_UnionGenericAlias") or str(origin) == "typing.Union":
        return kind.__args__
    return None


def without_none(kind):
    """A type without `None` in it, and whether it had one."""
    if type(kind) is type and kind is not type(None):
        return kind, False
    members = _union_members(kind)
    if members is None:
        if type(kind).__name__ == "TypeAliasType":
            return kind, without_none(kind.__value__)[1]
        if _is_annotated(kind):
            return kind, without_none(kind.__origin__)[1]
        if kind is None or kind is type(None):
            return kind, True
        if str(getattr(kind, "__origin__", "")) == "typing.Literal":
            return kind, None in kind.__args__
        return kind, False
    rest = [member for member in members if member is not None and member is not type(None)]
    nullable = len(rest) != len(members)
    if len(rest) == 1:
        inner, inner_nullable = without_none(rest[0])
        return rest[0], nullable or inner_nullable
    if not nullable:
        return kind, any(without_none(member)[1] for member in rest)
    joined = rest[0]
    try:
        for member in rest[1:]:
            joined = joined | member
    except TypeError:
        joined = _Union(tuple(rest))
    return joined, True


def _is_annotated(kind):
    return hasattr(kind, "__metadata__") and hasattr(kind, "__origin__")


_NONE = type(None)
_UnionType = type(int | None)


def _one_or_none(kind):
    """The class in `class | None`; None for anything else."""
    if type(kind) is _UnionType:
        members = kind.__args__
        if len(members) == 2:
            first, second = members
            if second is _NONE and type(first) is type:
                return first
            if first is _NONE and type(second) is type:
                return second
    return None


def _deep(kind, cls, module_name):
    # Texts inside `Mapped[...]` read as well: Mapped["str | None"], Mapped[Optional["Color"]].
    kind = evaluated(kind, cls, module_name)
    members = _union_members(kind)
    if members is not None and any(isinstance(member, str) or type(member).__name__ == "ForwardRef" for member in members):
        members = [_deep(member, cls, module_name) for member in members]
        return _Union(tuple(members))
    return kind


def complete_plainly(mapped_column, content, key):
    """`complete` for a column with a type and an annotation that is a class, or one that may be None; False for others."""
    column = mapped_column._column
    own = column.__dict__
    if own["type"]._isnull and not own.get("foreign_keys") or mapped_column._use_existing_column:
        return False
    if type(content) is type and content is not _NONE:
        nullable = False
    elif _one_or_none(content) is not None:
        nullable = True
    else:
        return False
    if own["key"] is None:
        own["key"] = key
    if own["name"] is None:
        own["name"] = key
    if not mapped_column._has_nullable and column.nullable is not nullable:
        own["nullable"] = nullable
    return True


def complete(mapped_column, content, cls, key, registry, module_name, adjust):
    """Fills in a mapped column what its annotation says: nullability, type, parts of Annotated."""
    if type(content) is type and content is not _NONE:
        our_type, nullable = content, False
    else:
        our_type = _one_or_none(content)
        nullable = True
        if our_type is None:
            our_type, nullable = without_none(_deep(content, cls, module_name))
    column = mapped_column._column
    if not mapped_column._has_nullable:
        column.nullable = nullable
    if type(our_type) is type:
        # A plain class: no alias, nothing of Annotated.
        if column.type._isnull and not column.foreign_keys:
            found = registry._resolve_type(our_type)
            if found is None:
                _unresolved(column, key, cls, our_type, [our_type])
            column._set_type(found)
        return
    from sqlalchemy.orm.properties import MappedColumn

    alias = resolved = None
    if type(our_type).__name__ == "TypeAliasType" or hasattr(our_type, "__value__"):
        alias = our_type
        our_type, alias_nullable = without_none(alias.__value__)
        if alias_nullable and not mapped_column._has_nullable:
            column.nullable = True
    parts = ()
    if _is_annotated(our_type):
        resolved = without_none(our_type.__origin__)[0] if nullable else our_type.__origin__
        parts = our_type.__metadata__
    template = next((part for part in parts if isinstance(part, MappedColumn)), None)
    if template is not None:
        column = mapped_column._column = adjust(key, template, column)
        template._column._merge(column, omit_defaults=mapped_column._has_insert_default)
        if template._sort_order is not None and mapped_column._sort_order is None:
            mapped_column._sort_order = template._sort_order
    if not column.type._isnull or column.foreign_keys:
        return
    found = None
    for candidate in (alias, our_type, resolved):
        if candidate is not None:
            found = registry._resolve_type(candidate)
            if found is not None:
                break
    if found is None:
        _unresolved(column, key, cls, alias or our_type, [item for item in (alias, our_type, resolved) if item is not None])
    column._set_type(found)


def _unresolved(column, key, cls, first, checks):
    from sqlalchemy.orm import exc

    if len(checks) == 1:
        detail = "the type object is not resolvable by the registry"
    elif len(checks) == 2:
        detail = f"neither '{checks[0]}' nor '{checks[1]}' are resolvable by the registry"
    else:
        detail = "none of " + ", ".join(f"'{item}'" for item in checks) + " are resolvable by the registry"
    if isinstance(first, ForwardName):
        raise exc.MappedAnnotationError(
            f'Could not resolve all types within mapped annotation: "{first}".  Ensure all types are written correctly '
            "and are imported within the module in use."
        )
    raise exc.MappedAnnotationError(
        f"Could not locate SQLAlchemy Core type when resolving for Python type indicated by '{first}' inside the "
        f"Mapped[] annotation for the {key!r} attribute; {detail}"
    )


def resolve(annotation_map, kind):
    """The column type for a Python type; None where there is none."""
    if getattr(kind, "__origin__", None) is not None:
        literal = str(kind.__origin__) == "typing.Literal"
        found = annotation_map.get(kind)
        if found is None and literal:
            found = _literal_entry(annotation_map)
            return _enum_for(found, kind.__args__, False)
        return None if found is None else to_instance(found)
    if not isinstance(kind, type):
        try:
            found = annotation_map.get(kind)
        except TypeError:
            return None
        return None if found is None else to_instance(found)
    for base in kind.__mro__:
        found = annotation_map.get(base)
        if found is None:
            found = _standard(base)
        if found is None:
            continue
        found = to_instance(found)
        if _is_enum_type(found):
            return _enum_from_python(found, kind, base)
        if base is kind:
            return found
    return None


def _literal_entry(annotation_map):
    import typing

    return annotation_map.get(typing.Literal)


def _is_enum_type(kind):
    return hasattr(kind, "enums") and hasattr(kind, "enum_class")


def _standard(base):
    if base.__name__ == "Enum" and base.__module__ == "enum":
        from sqlalchemy.sql.enumerated import Enum

        return Enum(base)
    if base is object:
        return None
    if base.__module__ in sqltypes._modules:
        return sqltypes._by_class.get(base.__name__)
    return None


def _enum_keywords(kind):
    kw = {
        "validate_strings": kind.validate_strings,
        "native_enum": kind.native_enum,
        "values_callable": kind.values_callable,
        "create_constraint": kind.create_constraint,
        "omit_aliases": kind._omit_aliases,
        "inherit_schema": kind._inherit_schema,
        "create_type": kind.create_type,
    }
    if kind.name:
        kw["name"] = kind.name
    if kind._schema_provided:
        kw["schema"] = kind.schema
    if kind.metadata is not None:
        kw["metadata"] = kind.metadata
    if kind._length_given is not None:
        kw["length"] = kind._length_given
    return kw


def _enum_from_python(kind, python_type, matched):
    from sqlalchemy.sql.enumerated import Enum

    generic = kind.enum_class is not None and kind.enum_class.__module__ == "enum" and not kind.enums
    if not generic and python_type is matched:
        return kind
    if not hasattr(python_type, "__members__"):
        return None
    cls = type(kind) if type(kind)._own else Enum
    return cls(python_type, **_enum_keywords(kind))


def _enum_for(kind, values, native):
    from sqlalchemy.sql.enumerated import Enum

    kw = _enum_keywords(to_instance(kind)) if kind is not None else {}
    kw["native_enum"] = native
    return Enum(*values, **kw)

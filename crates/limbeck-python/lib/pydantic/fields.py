"""Fields of models: `Field`, `FieldInfo`, private attributes, computed fields."""

from pydantic._refusals import having


class _Undefined:
    """No value at all."""

    def __repr__(self):
        return "PydanticUndefined"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


PydanticUndefined = Undefined = _Undefined()

# Arguments of Field that bound a value; each becomes an object in `metadata`.
CONSTRAINTS = (
    "gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "pattern", "strict", "allow_inf_nan",
    "max_digits", "decimal_places", "coerce_numbers_to_str", "union_mode", "fail_fast",
)  # fmt: skip
_OTHERS = (
    "title", "description", "examples", "exclude", "discriminator", "deprecated", "json_schema_extra", "frozen",
    "validate_default", "repr", "init", "init_var", "kw_only", "field_title_generator", "exclude_if",
)  # fmt: skip


class Constraint:
    """One bound on a value."""

    def __init__(self, name, value):
        self.name, self.value = name, value

    def __eq__(self, other):
        return isinstance(other, Constraint) and (self.name, self.value) == (other.name, other.value)

    def __repr__(self):
        return f"{self.name.title().replace('_', '')}({self.name}={self.value!r})"


class FieldInfo:
    """Everything known of a field."""

    def __init__(self, default=PydanticUndefined, **options):
        self.annotation = options.pop("annotation", None)
        if default is ...:
            default = PydanticUndefined
        self.default = default
        self.default_factory = options.pop("default_factory", None)
        if self.default is not PydanticUndefined and self.default_factory is not None:
            raise TypeError("cannot specify both default and default_factory")
        self.alias = options.pop("alias", None)
        self.alias_priority = options.pop("alias_priority", None)
        validation_alias = options.pop("validation_alias", None)
        self.validation_alias = self.alias if validation_alias is None else validation_alias
        serialization_alias = options.pop("serialization_alias", None)
        self.serialization_alias = self.alias if serialization_alias is None else serialization_alias
        self.metadata = list(options.pop("metadata", ()))
        for name in CONSTRAINTS:
            value = options.pop(name, None)
            if value is not None:
                self.metadata.append(Constraint(name, value))
        for name in _OTHERS:
            setattr(self, name, options.pop(name, None))
        if self.repr is None:
            self.repr = True
        self.extra = options

    def is_required(self):
        """Whether the input must name it."""
        return self.default is PydanticUndefined and self.default_factory is None

    def get_default(self, *, call_default_factory=False, validated_data=None):
        """The default, a copy where it could be changed."""
        if self.default_factory is None:
            return _own(self.default)
        if not call_default_factory:
            return None
        if takes_positionals(self.default_factory) == 1:
            return self.default_factory(validated_data)
        return self.default_factory()

    def merged(self, **changes):
        """A copy with other attributes."""
        copy = FieldInfo.__new__(FieldInfo)
        copy.__dict__.update(self.__dict__)
        copy.metadata = list(self.metadata)
        copy.__dict__.update(changes)
        return copy

    def __repr__(self):
        parts = [f"annotation={_type_text(self.annotation)}", f"required={self.is_required()}"]
        if self.default is not PydanticUndefined:
            parts.append(f"default={self.default!r}")
        if self.default_factory is not None:
            parts.append(f"default_factory={getattr(self.default_factory, '__name__', self.default_factory)}")
        for name in ("alias", "validation_alias", "serialization_alias", "title", "description"):
            if getattr(self, name) is not None:
                parts.append(f"{name}={getattr(self, name)!r}")
        if self.metadata:
            parts.append(f"metadata={self.metadata!r}")
        return f"FieldInfo({', '.join(parts)})"


def _type_text(annotation):
    if annotation is None:
        return "NoneType"
    return annotation.__name__ if isinstance(annotation, type) and not hasattr(annotation, "__args__") else repr(annotation)


def _own(value):
    """A default of one's own: what has no hash could be changed and is copied."""
    try:
        hash(value)
    except TypeError:
        import copy

        return copy.deepcopy(value)
    return value


def takes_positionals(function):
    """How many positional arguments without a default a function needs; 0 where that cannot be seen."""
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None:
        return 0
    return code.co_argcount - len(getattr(function, "__defaults__", None) or ())


def Field(default=PydanticUndefined, **options):
    """A field's default and what else is to be said of it."""
    for old, new in (("min_items", "min_length"), ("max_items", "max_length")):
        if old in options:
            options[new] = options.pop(old)
    if "regex" in options:
        from pydantic.errors import PydanticUserError

        raise PydanticUserError("`regex` is removed. use `pattern` instead", code="removed-kwargs")
    if "const" in options:
        from pydantic.errors import PydanticUserError

        raise PydanticUserError("`const` is removed, use `Literal` instead", code="removed-kwargs")
    if options.get("discriminator") is not None:
        from pydantic._refusals import refuse

        refuse("Field(discriminator=…)")
    return FieldInfo(default, **options)


class ModelPrivateAttr:
    """An attribute that is no field."""

    def __init__(self, default=PydanticUndefined, *, default_factory=None):
        self.default = default
        self.default_factory = default_factory

    def get_default(self):
        """Its first value."""
        return self.default_factory() if self.default_factory is not None else _own(self.default)


def PrivateAttr(default=PydanticUndefined, *, default_factory=None, init=False):
    """An attribute that is no field."""
    if default is not PydanticUndefined and default_factory is not None:
        raise TypeError("cannot specify both default and default_factory")
    return ModelPrivateAttr(default, default_factory=default_factory)


class ComputedFieldInfo:
    """A property that is written out with the fields."""

    def __init__(self, wrapped_property, alias, repr):
        self.wrapped_property = wrapped_property
        self.alias = alias
        self.repr = repr


class _ComputedField(property):
    """The property of a computed field."""


def computed_field(func=None, /, *, alias=None, repr=None, **options):
    """A decorator: a property that is written out with the fields."""

    def decorate(function):
        if isinstance(function, property):
            made = _ComputedField(function.fget, function.fset, function.fdel, function.__doc__)
        elif callable(function):
            made = _ComputedField(function)
        elif hasattr(function, "func"):
            # A cached_property keeps its cache; it stands beside the marker.
            function._computed_info = ComputedFieldInfo(function, alias, repr is not False)
            return function
        else:
            from pydantic._refusals import refuse

            refuse("computed_field on anything but a property")
        made.info = ComputedFieldInfo(made, alias, repr is not False)
        return made

    return decorate if func is None else decorate(func)


def computed_info(attribute):
    """The information of a computed field, or None."""
    if isinstance(attribute, _ComputedField):
        return attribute.info
    return getattr(attribute, "_computed_info", None) if hasattr(attribute, "func") else None


__getattr__ = having("pydantic.fields")

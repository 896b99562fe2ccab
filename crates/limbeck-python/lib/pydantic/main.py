"""`BaseModel`: fields from annotations, checked when an object is made."""

from pydantic import _annotations as annotations
from pydantic._errors import Invalid, ValidationError, invalid
from pydantic._refusals import having, refuse
from pydantic.fields import (
    FieldInfo,
    ModelPrivateAttr,
    PydanticUndefined,
    computed_info,
    takes_positionals,
)
from pydantic.functional_validators import Decorated

_set = object.__setattr__


class ModelMetaclass(type):
    """Collects the fields, validators and settings of a model's class body."""

    def __new__(mcs, name, bases, namespace, **options):
        decorators = {key: value for key, value in namespace.items() if isinstance(value, Decorated)}
        cls = super().__new__(mcs, name, bases, namespace, **{})
        cls.__pydantic_decorators__ = _inherited_decorators(cls, decorators)
        cls.model_config = _config(cls, namespace, options)
        cls.__pydantic_own__ = decorators
        cls.__pydantic_computed__ = {
            key: info
            for base in reversed(cls.__mro__)
            for key, value in vars(base).items()
            if (info := computed_info(value)) is not None
        }
        cls.__pydantic_node__ = None
        cls.__pydantic_complete__ = False
        _collect(cls)
        return cls

    @property
    def model_fields(cls):
        """The fields by name."""
        if not cls.__pydantic_complete__:
            _collect(cls)
        return cls.__pydantic_fields__

    __fields__ = model_fields

    @property
    def model_computed_fields(cls):
        """The computed fields by name."""
        return cls.__pydantic_computed__

    def __getattr__(cls, name):
        private = cls.__dict__.get("__private_attributes__") or {}
        if name in private:
            return private[name]
        raise AttributeError(name)


def _config(cls, namespace, options):
    from pydantic import config

    merged = config.ConfigDict()
    for base in reversed(cls.__bases__):
        merged.update(getattr(base, "model_config", {}))
    old = namespace.get("Config")
    if old is not None and "model_config" in namespace:
        from pydantic.errors import PydanticUserError

        raise PydanticUserError(
            '"Config" and "model_config" cannot be used together', code="config-both"
        )
    if isinstance(old, type):
        merged.update(config.from_class(old))
    own = namespace.get("model_config")
    if own is not None:
        merged.update(own)
    merged.update(options)
    return config.check(merged)


def _inherited_decorators(cls, own):
    found = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(vars(base).get("__pydantic_own__", {}))
    # A redefined validator takes the place of the one it hides.
    return {**found, **own}


_IGNORED = (property, classmethod, staticmethod, type, Decorated)


def _collect(cls):
    """Reads the annotations; leaves the class incomplete where one names something not yet there."""
    fields = {}
    for base in reversed(cls.__bases__):
        fields.update(getattr(base, "__pydantic_fields__", {}))
    private = {}
    for base in reversed(cls.__bases__):
        private.update(getattr(base, "__private_attributes__", {}))
    cls.__class_vars__ = set().union(*(getattr(base, "__class_vars__", ()) for base in cls.__bases__))
    if cls.__module__ == __name__ and cls.__name__ == "BaseModel":
        cls.__pydantic_fields__, cls.__private_attributes__, cls.__pydantic_complete__ = {}, {}, True
        return
    kept = cls.__dict__.get("__pydantic_body__")
    body = kept if kept is not None else {}
    cls.__pydantic_body__ = body
    try:
        found = annotations.own_annotations(cls)
    except NameError:
        cls.__pydantic_fields__, cls.__private_attributes__ = fields, private
        return
    # sqlmodel's relationships.
    no_fields = cls.__dict__.get("__pydantic_no_fields__", ())
    for name, annotation in found.items():
        if name in no_fields:
            continue
        if annotations.is_class_variable(annotation):
            cls.__class_vars__.add(name)
            continue
        if name in cls.__dict__ and name not in body:
            body[name] = cls.__dict__[name]
        value = body.get(name, PydanticUndefined)
        if name == "model_config":
            continue
        if name.startswith("_"):
            if not isinstance(value, ModelPrivateAttr):
                value = ModelPrivateAttr(value)
            private[name] = value
            _remove(cls, name)
            continue
        try:
            annotation = annotations.evaluated(annotation, cls, name)
        except NameError:
            cls.__pydantic_fields__, cls.__private_attributes__ = fields, private
            return
        fields[name] = _field(annotation, value)
        _remove(cls, name)
    for name, value in list(vars(cls).items()):
        if isinstance(value, ModelPrivateAttr):
            private[name] = value
            _remove(cls, name)
        elif isinstance(value, FieldInfo):
            _missing_annotation(name, value)
        elif name in fields and name not in found and not isinstance(value, _IGNORED) and not callable(value):
            _missing_annotation(name, value, "field_overridden")
        elif name in cls.__class_vars__:
            continue
        elif not name.startswith("_") and name not in found and not hasattr(value, "__get__") and not callable(value):
            if name not in ("model_config", "Config") and not isinstance(value, _IGNORED):
                _missing_annotation(name, value)
    cls.__pydantic_fields__, cls.__private_attributes__ = fields, private
    cls.__pydantic_complete__ = True
    _check_validators(cls)


def _remove(cls, name):
    if name in cls.__dict__:
        type.__delattr__(cls, name)


def _missing_annotation(name, value, kind=None):
    from pydantic.errors import PydanticUserError

    if isinstance(value, FieldInfo):
        raise PydanticUserError(
            f"Field {name!r} requires a type annotation", code="model-field-missing-annotation"
        )
    raise PydanticUserError(
        f"A non-annotated attribute was detected: `{name} = {value!r}`. All model fields require a "
        f"type annotation; if `{name}` is not meant to be a field, you may be able to resolve this error by "
        f"annotating it as a `ClassVar` or updating `model_config['ignored_types']`.",
        code="model-field-missing-annotation",
    )


def _field(annotation, value):
    bare, metadata = annotations.unwrapped(annotation)
    given = [item for item in metadata if isinstance(item, FieldInfo)]
    others = [item for item in metadata if not isinstance(item, FieldInfo)]
    field = value.merged() if isinstance(value, FieldInfo) else FieldInfo(value)
    for info in given:
        field.metadata = [*info.metadata, *field.metadata]
        for name, said in vars(info).items():
            if name not in ("metadata", "annotation", "repr") and said is not None and said is not PydanticUndefined:
                if getattr(field, name, None) is None or getattr(field, name) is PydanticUndefined:
                    setattr(field, name, said)
    field.metadata = [*others, *field.metadata]
    if given:
        field.annotated = given
    field.annotation = bare
    return field


def _check_validators(cls):
    from pydantic.errors import PydanticUserError

    for name, decorated in cls.__pydantic_own__.items():
        for field in decorated.fields:
            if field != "*" and field not in cls.__pydantic_fields__ and decorated.options.get("check") is not False:
                raise PydanticUserError(
                    f"Decorators defined with incorrect fields: {cls.__module__}.{cls.__qualname__}:{id(cls)}.{name} "
                    "(use check_fields=False if you're inheriting from the model and intended this)",
                    code="decorator-missing-field",
                )


class BaseModel(metaclass=ModelMetaclass):
    """An object whose attributes are checked."""

    __slots__ = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")

    model_config = {}

    def __init__(self, /, **data):
        _validate_into(self, data, None)

    @classmethod
    def __pydantic_init_subclass__(cls, **keywords):
        """A hook of pydantic's; nothing is done here."""

    def __init_subclass__(cls, **keywords):
        pass

    @classmethod
    def model_validate(cls, obj, *, strict=None, from_attributes=None, context=None, **options):
        """An object from a dict or another object."""
        from pydantic._models import ModelNode
        from pydantic._schema import State

        if from_attributes is None:
            from_attributes = cls.model_config.get("from_attributes")
        try:
            state = State(bool(strict), context, cls.model_config)
            return ModelNode(cls).validate(obj, state, from_attributes=from_attributes)
        except Invalid as error:
            raise ValidationError(cls.model_config.get("title") or cls.__name__, error.lines) from None

    parse_obj = model_validate

    @classmethod
    def model_validate_json(cls, json_data, *, strict=None, context=None, **options):
        """An object from JSON text."""
        import json

        try:
            data = json.loads(json_data)
        except ValueError:
            refuse("the message for JSON text that is none in a pydantic model")
        return cls.model_validate(data, strict=strict, context=context)

    @classmethod
    def model_construct(cls, _fields_set=None, **values):
        """An object without any check."""
        self = cls.__new__(cls)
        made = {}
        for name, field in cls.model_fields.items():
            if name in values:
                made[name] = values.pop(name)
            elif isinstance(field.alias, str) and field.alias in values:
                made[name] = values.pop(field.alias)
            elif not field.is_required():
                made[name] = field.get_default(call_default_factory=True, validated_data=made)
        _set(self, "__dict__", made)
        _set(self, "__pydantic_fields_set__", set(made) if _fields_set is None else _fields_set)
        _set(self, "__pydantic_extra__", values if cls.model_config.get("extra") == "allow" else None)
        _start_private(self)
        return self

    @classmethod
    def model_rebuild(cls, *, force=False, raise_errors=True, **options):
        """Reads the annotations again, if some were not known."""
        if cls.__pydantic_complete__ and not force:
            return None
        cls.__pydantic_node__ = None
        _collect(cls)
        return cls.__pydantic_complete__

    def model_post_init(self, context, /):
        """Called when the object is made."""

    def model_dump(self, **options):
        """The fields as a dict."""
        from pydantic._dump import dump_model

        return dump_model(self, options)

    def model_dump_json(self, *, indent=None, ensure_ascii=False, **options):
        """The fields as JSON."""
        import json

        separators = (",", ":") if indent is None else (",", ": ")
        dumped = self.model_dump(mode="json", **options)
        return json.dumps(dumped, indent=indent, separators=separators, ensure_ascii=ensure_ascii)

    def dict(self, **options):
        """An old name of `model_dump`."""
        return self.model_dump(**options)

    def json(self, **options):
        """An old name of `model_dump_json`."""
        return self.model_dump_json(**options)

    def model_copy(self, *, update=None, deep=False):
        """A copy, with other values unchecked."""
        import copy

        new = copy.deepcopy(self) if deep else copy.copy(self)
        if update:
            new.__dict__.update(update)
            new.__pydantic_fields_set__.update(update)
        return new

    def copy(self, *, update=None, deep=False, **options):
        """An old name of `model_copy`."""
        if options:
            refuse("BaseModel.copy(include=…, exclude=…)")
        return self.model_copy(update=update, deep=deep)

    @classmethod
    def model_json_schema(cls, *arguments, **options):
        """Refused."""
        refuse("BaseModel.model_json_schema")

    @property
    def model_fields_set(self):
        """The fields that the input named."""
        return self.__pydantic_fields_set__

    @property
    def model_extra(self):
        """Input that is no field, where it is kept."""
        return self.__pydantic_extra__

    @property
    def model_fields(self):
        """The fields by name."""
        return type(self).model_fields

    @property
    def model_computed_fields(self):
        """The computed fields by name."""
        return type(self).model_computed_fields

    def __copy__(self):
        new = type(self).__new__(type(self))
        _set(new, "__dict__", dict(self.__dict__))
        _set(new, "__pydantic_fields_set__", set(self.__pydantic_fields_set__))
        _set(new, "__pydantic_extra__", dict(self.__pydantic_extra__) if self.__pydantic_extra__ is not None else None)
        _set(new, "__pydantic_private__", dict(self.__pydantic_private__ or {}))
        return new

    def __deepcopy__(self, memo=None):
        import copy

        new = self.__copy__()
        _set(new, "__dict__", copy.deepcopy(self.__dict__, memo))
        return new

    def __getattr__(self, name):
        private = type(self).__dict__.get("__private_attributes__") or type(self).__private_attributes__
        if name in private:
            values = _get_slot(self, "__pydantic_private__")
            if values is not None and name in values:
                return values[name]
        else:
            extra = _get_slot(self, "__pydantic_extra__")
            if extra is not None and name in extra:
                return extra[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __setattr__(self, name, value):
        cls = type(self)
        if name in cls.__class_vars__:
            raise AttributeError(
                f"{name!r} is a ClassVar of `{cls.__name__}` and cannot be set on an instance. "
                f"If you want to set a value on the class, use `{cls.__name__}.{name} = value`."
            )
        if name.startswith("_"):
            if name in cls.__private_attributes__:
                self.__pydantic_private__[name] = value
            else:
                _set(self, name, value)
            return
        attribute = getattr(cls, name, None)
        if isinstance(attribute, property):
            attribute.__set__(self, value)
            return
        field = cls.model_fields.get(name)
        config = cls.model_config
        if config.get("frozen") or (field is not None and field.frozen):
            kind = "frozen_instance" if config.get("frozen") else "frozen_field"
            what = "Instance" if config.get("frozen") else "Field"
            raise ValidationError(cls.__name__, [(kind, (name,), f"{what} is frozen", value, {})])
        if field is None:
            if config.get("extra") != "allow":
                raise ValueError(f'"{cls.__name__}" object has no field "{name}"')
            self.__pydantic_extra__[name] = value
            return
        if config.get("validate_assignment"):
            from pydantic._models import assign

            assign(self, name, value)
            return
        self.__dict__[name] = value
        self.__pydantic_fields_set__.add(name)

    def __delattr__(self, name):
        if name in self.__dict__:
            del self.__dict__[name]
        else:
            object.__delattr__(self, name)

    def __eq__(self, other):
        if not isinstance(other, BaseModel):
            return NotImplemented
        if type(self) is not type(other):
            return False
        fields = type(self).model_fields
        return all(self.__dict__.get(name) == other.__dict__.get(name) for name in fields) and (
            self.__pydantic_extra__ or {}
        ) == (other.__pydantic_extra__ or {})

    def __hash__(self):
        if not type(self).model_config.get("frozen"):
            raise TypeError(f"unhashable type: {type(self).__name__!r}")
        return hash((type(self), *self.__dict__.values()))

    def __iter__(self):
        yield from ((name, value) for name, value in self.__dict__.items() if name in type(self).model_fields)
        yield from (self.__pydantic_extra__ or {}).items()

    def __repr_args__(self):
        """Names and values for `repr`."""
        for name, field in type(self).model_fields.items():
            if field.repr and name in self.__dict__:
                value = self.__dict__[name]
                yield name, value
        yield from (self.__pydantic_extra__ or {}).items()
        for name, info in type(self).__pydantic_computed__.items():
            if info.repr:
                yield name, getattr(self, name)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__repr_args__())})"

    def __str__(self):
        return " ".join(f"{name}={value!r}" for name, value in self.__repr_args__())

    def __class_getitem__(cls, item):
        refuse(f"the generic model {cls.__name__}[…]")

    def __getstate__(self):
        return {
            name: _get_slot(self, name)
            for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
        }

    def __setstate__(self, state):
        for name, value in state.items():
            _set(self, name, value)


def _get_slot(self, name):
    try:
        return object.__getattribute__(self, name)
    except AttributeError:
        return None


def _start_private(self):
    private = type(self).__private_attributes__
    values = {}
    for name, attribute in private.items():
        default = attribute.get_default()
        if default is not PydanticUndefined:
            values[name] = default
    _set(self, "__pydantic_private__", values)


def _validate_into(self, data, context):
    from pydantic._models import fill
    from pydantic._schema import State

    cls = type(self)
    try:
        fill(self, data, State(False, context, cls.model_config))
    except Invalid as error:
        raise ValidationError(
            cls.model_config.get("title") or cls.__name__, error.lines, bool(cls.model_config.get("hide_input_in_errors"))
        ) from None


def create_model(model_name, /, *, __config__=None, __base__=None, __module__=None, __validators__=None, **fields):
    """A model made of keywords: `(type, default)` or a type."""
    namespace = {"__module__": __module__ or "pydantic.main", "__annotations__": {}}
    for name, definition in fields.items():
        if isinstance(definition, tuple):
            namespace["__annotations__"][name], namespace[name] = definition
            if namespace[name] is ...:
                del namespace[name]
        else:
            namespace["__annotations__"][name] = definition
    if __config__ is not None:
        namespace["model_config"] = __config__
    namespace.update(__validators__ or {})
    bases = (BaseModel,) if __base__ is None else __base__ if isinstance(__base__, tuple) else (__base__,)
    return ModelMetaclass(model_name, bases, namespace)


__getattr__ = having("pydantic.main")

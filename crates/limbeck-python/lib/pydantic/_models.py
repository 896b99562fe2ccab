"""How a model is filled from its input: validators before, fields, validators after."""

from pydantic import _schema
from pydantic._errors import Invalid, invalid
from pydantic.aliases import AliasChoices, AliasPath
from pydantic.fields import PydanticUndefined, takes_positionals


class ModelNode(_schema.Node):
    """A model inside another one's annotations."""

    def __init__(self, cls):
        self.cls = cls
        self.name = cls.__name__

    def validate(self, value, state, from_attributes=None):
        cls = self.cls
        if isinstance(value, cls):
            return value
        if from_attributes is None:
            from_attributes = cls.model_config.get("from_attributes")
        before = any(d.mode in ("before", "wrap") for d in model_validators(cls))
        if not isinstance(value, dict) and not before:
            if from_attributes and not isinstance(value, (str, bytes, int, float, list, tuple, set, type(None))):
                value = _Attributes(value)
            else:
                raise invalid(
                    "model_type",
                    f"Input should be a valid dictionary or instance of {cls.__name__}",
                    value,
                    class_name=cls.__name__,
                )
        made = cls.__new__(cls)
        return fill(made, value, state)

    def exact(self, value):
        return isinstance(value, self.cls)


class _Attributes(dict):
    """An object's attributes as a dict that is asked by name only."""

    def __init__(self, source):
        super().__init__()
        self._source = source

    def __contains__(self, name):
        return isinstance(name, str) and hasattr(self._source, name)

    def __getitem__(self, name):
        return getattr(self._source, name)

    def __repr__(self):
        return repr(self._source)


def model_validators(cls):
    """The validators of the whole model, in order."""
    return [d for d in cls.__pydantic_decorators__.values() if d.kind in ("model_validator", "root_validator")]


def nodes(cls):
    """Field name to node; made once for each class."""
    found = cls.__dict__.get("__pydantic_node__")
    if found is None:
        fields = cls.model_fields
        if not cls.__pydantic_complete__:
            from pydantic.errors import PydanticUserError

            missing = _undefined_name(cls)
            raise PydanticUserError(
                f"`{cls.__name__}` is not fully defined; you should define `{missing}`, then call "
                f"`{cls.__name__}.model_rebuild()`.",
                code="class-not-fully-defined",
            )
        found = {name: _node(cls, name, field) for name, field in fields.items()}
        cls.__pydantic_node__ = found
    return found


def _undefined_name(cls):
    from pydantic import _annotations

    try:
        for name, annotation in _annotations.own_annotations(cls).items():
            _annotations.evaluated(annotation, cls, name)
    except NameError as error:
        return error.name or str(error)
    return "?"


def _node(cls, name, field):
    node = _schema.build(field.annotation, field.metadata, cls, cls.model_config, name)
    for attribute, decorated in cls.__pydantic_decorators__.items():
        if decorated.kind in ("field_validator", "validator") and (name in decorated.fields or "*" in decorated.fields):
            function = getattr(cls, attribute)
            if decorated.kind == "validator":
                function = _version_one(function, decorated)
                if decorated.options["each_item"] and hasattr(node, "item"):
                    node.item = _OldFunction(decorated.mode, function, node.item, name)
                    continue
                if decorated.options["each_item"] and isinstance(node, _schema.Mapping):
                    node.value = _OldFunction(decorated.mode, function, node.value, name)
                    continue
                node = _OldFunction(decorated.mode, function, node, name)
            else:
                node = _schema.Function(decorated.mode, function, node, name)
    return node


class _OldFunction(_schema.Function):
    """A validator of version 1: always told the values before it."""

    def _called(self, value, state, *handler):
        return _schema.guarded(self.function, value, value, dict(state.data or {}))


def _version_one(function, decorated):
    from pydantic.errors import PydanticUserError

    inner = getattr(function, "__func__", function)
    code = getattr(inner, "__code__", None)
    count = code.co_argcount + code.co_kwonlyargcount if code is not None else 2
    names = code.co_varnames[:count] if code is not None else ()
    if "field" in names or "config" in names:
        raise PydanticUserError(
            "The `field` and `config` parameters are not available in Pydantic V2, "
            "please use the `info` parameter instead.",
            code="validator-field-config-info",
        )
    bound = 1 if hasattr(function, "__self__") else 0
    accepts = count - bound > 1 or (code is not None and code.co_flags & 0x08)
    if not accepts:
        return lambda value, values: function(value)
    return lambda value, values: function(value, values=values) if "values" in names or code.co_flags & 0x08 else function(value, values)


def fill(model, data, state):
    """Gives a new model its values; raises `Invalid`."""
    cls = type(model)
    state = _schema.State(state.strict, state.context, cls.model_config)
    validators = list(cls.__pydantic_decorators__.items())
    given_data = data
    # The last one that is declared is asked first.
    for attribute, decorated in reversed(validators):
        if decorated.kind in ("model_validator", "root_validator") and decorated.mode == "before":
            data = _call(getattr(cls, attribute), data, state, data)
        elif decorated.kind == "model_validator" and decorated.mode == "wrap":
            from pydantic._refusals import refuse

            refuse("model_validator(mode='wrap')")
    if isinstance(data, cls):
        for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"):
            object.__setattr__(model, slot, object.__getattribute__(data, slot))
        return model
    if not isinstance(data, dict):
        raise invalid(
            "model_type", f"Input should be a valid dictionary or instance of {cls.__name__}", data,
            class_name=cls.__name__,
        )  # fmt: skip
    values, given, extra = _fields(cls, data, state)
    for attribute, decorated in validators:
        if decorated.kind == "root_validator" and decorated.mode == "after":
            values = _call(getattr(cls, attribute), given_data, state, values)
    object.__setattr__(model, "__dict__", values)
    object.__setattr__(model, "__pydantic_fields_set__", given)
    object.__setattr__(model, "__pydantic_extra__", extra)
    from pydantic.main import BaseModel, _start_private

    _start_private(model)
    if cls.model_post_init is not BaseModel.model_post_init:
        model.model_post_init(state.context)
    return _after(model, given_data, state)


def _call(function, value, state, *arguments):
    bound = 1 if hasattr(function, "__self__") else 0
    arguments = list(arguments)
    if takes_positionals(function) - bound > len(arguments):
        arguments.append(state.info(None))
    return _schema.guarded(function, value, *arguments)


def _after(model, data, state):
    cls = type(model)
    result = model
    for attribute, decorated in cls.__pydantic_decorators__.items():
        if decorated.kind == "model_validator" and decorated.mode == "after":
            if isinstance(decorated.function, classmethod):
                result = _call(getattr(cls, attribute), data, state, result)
            else:
                result = _call(getattr(result, attribute), data, state)
    return result


def _look_up(cls, name, field, data):
    """The field's value in the input, the key it was found by, and the place for messages."""
    config = cls.model_config
    by_alias = config.get("validate_by_alias") is not False
    by_name = config.get("validate_by_name")
    if by_name is None:
        by_name = bool(config.get("populate_by_name"))
    alias = field.validation_alias if by_alias else None
    choices = []
    if isinstance(alias, AliasChoices):
        choices = alias.choices
    elif alias is not None:
        choices = [alias]
    for choice in choices:
        if isinstance(choice, AliasPath):
            value = choice.search_dict_for_path(data)
            if value is not PydanticUndefined:
                return value, choice.path[0], (*choice.path,)
        elif choice in data:
            return data[choice], choice, (choice,)
    if alias is None or by_name:
        if name in data:
            return data[name], name, (name,)
    if choices and isinstance(choices[0], AliasPath):
        return PydanticUndefined, None, tuple(choices[0].path)
    return PydanticUndefined, None, (choices[0] if choices else name,)


def _fields(cls, data, state):
    values, given, lines, used = {}, set(), [], set()
    state.data = values
    for name, field in cls.model_fields.items():
        node = nodes(cls)[name]
        value, key, place = _look_up(cls, name, field, data)
        if value is PydanticUndefined:
            if field.is_required():
                lines.append(("missing", place, "Field required", data, {}))
                continue
            default = field.get_default(call_default_factory=True, validated_data=values)
            validate = field.validate_default
            if validate is None:
                validate = cls.model_config.get("validate_default") or _always(cls, name)
            if validate:
                try:
                    default = node.validate(default, state)
                except Invalid as error:
                    lines.extend((k, (*place, *p), m, v, c) for k, p, m, v, c in error.lines)
                    continue
            values[name] = default
            continue
        used.add(key)
        try:
            values[name] = node.validate(value, state)
            given.add(name)
        except Invalid as error:
            lines.extend((k, (*place, *p), m, v, c) for k, p, m, v, c in error.lines)
    extra = None
    mode = cls.model_config.get("extra") or "ignore"
    if mode != "ignore":
        extra = {} if mode == "allow" else None
        for key, value in data.items():
            if key in used:
                continue
            if mode == "forbid":
                lines.append(("extra_forbidden", (key,), "Extra inputs are not permitted", value, {}))
            else:
                extra[key] = value
                given.add(key)
    if lines:
        raise Invalid(lines)
    return values, given, extra


def _always(cls, name):
    return any(
        decorated.kind == "validator" and decorated.options.get("always") and name in decorated.fields
        for decorated in cls.__pydantic_decorators__.values()
    )


def assign(model, name, value):
    """Checks a value that is assigned."""
    from pydantic._errors import ValidationError

    cls = type(model)
    state = _schema.State(False, None, cls.model_config)
    state.data = {key: old for key, old in model.__dict__.items() if key != name}
    try:
        made = nodes(cls)[name].validate(value, state)
        before = model.__dict__.get(name)
        model.__dict__[name] = made
        try:
            _after(model, {**model.__dict__}, state)
        except Invalid:
            model.__dict__[name] = before
            raise
    except Invalid as error:
        own = {"model_type", "value_error", "assertion_error"}
        lines = error.at(name) if not (error.lines[0][0] in own and not error.lines[0][1] and False) else error.lines
        raise ValidationError(cls.__name__, lines) from None
    model.__pydantic_fields_set__.add(name)


def of_class(kind):
    """The node of a model class."""
    return ModelNode(kind)

"""Models as plain data: `model_dump`, for Python and for JSON."""

from pydantic._refusals import refuse
from pydantic.fields import PydanticUndefined, takes_positionals

_KNOWN = frozenset(
    """
    mode include exclude by_alias exclude_unset exclude_defaults exclude_none round_trip warnings serialize_as_any
    context fallback exclude_computed_fields
    """.split()
)


def dump_model(model, options):
    """The fields of a model as a dict."""
    for name in options:
        if name not in _KNOWN:
            raise TypeError(f"BaseModel.model_dump() got an unexpected keyword argument {name!r}")
    return _model(model, options, options.get("include"), options.get("exclude"))


def _model(model, options, include, exclude):
    cls = type(model)
    for attribute, decorated in cls.__pydantic_decorators__.items():
        if decorated.kind == "model_serializer":
            if decorated.mode != "plain":
                refuse("model_serializer(mode='wrap')")
            return getattr(model, attribute)()
    by_alias = options.get("by_alias")
    if by_alias is None:
        by_alias = bool(cls.model_config.get("serialize_by_alias"))
    result = {}
    for name, field in cls.model_fields.items():
        if name not in model.__dict__ or field.exclude or not _wanted(name, include, exclude):
            continue
        value = model.__dict__[name]
        if options.get("exclude_unset") and name not in model.__pydantic_fields_set__:
            continue
        if options.get("exclude_none") and value is None:
            continue
        if options.get("exclude_defaults") and not field.is_required() and value == field.get_default(
            call_default_factory=True, validated_data={}
        ):
            continue
        dumped = _field(model, name, value, options, _inside(include, name), _inside(exclude, name))
        key = field.serialization_alias if by_alias and field.serialization_alias else name
        result[key] = dumped
    for name, value in (model.__pydantic_extra__ or {}).items():
        if _wanted(name, include, exclude) and not (options.get("exclude_none") and value is None):
            result[name] = _value(value, options, None, None)
    if not (options.get("round_trip") or options.get("exclude_computed_fields")):
        for name, info in cls.__pydantic_computed__.items():
            if not _wanted(name, include, exclude):
                continue
            value = getattr(model, name)
            if options.get("exclude_none") and value is None:
                continue
            key = info.alias if by_alias and info.alias else name
            result[key] = _field(model, name, value, options, _inside(include, name), _inside(exclude, name))
    return result


def _wanted(name, include, exclude):
    if include is not None and name not in include:
        return False
    if exclude is None or name not in exclude:
        return True
    return isinstance(exclude, dict) and exclude[name] not in (True, ...)


def _inside(selection, name):
    if not isinstance(selection, dict):
        return None
    inner = selection.get(name)
    return None if inner in (True, ...) else inner


def _field(model, name, value, options, include, exclude):
    json = options.get("mode") == "json"
    for attribute, decorated in type(model).__pydantic_decorators__.items():
        if decorated.kind == "field_serializer" and (name in decorated.fields or "*" in decorated.fields):
            when = decorated.options.get("when_used", "always")
            if (when.startswith("json") and not json) or (when.endswith("unless-none") and value is None):
                continue
            function = getattr(model, attribute)
            arguments = [value]
            if takes_positionals(function) - 1 > 1:
                from pydantic.info import FieldSerializationInfo

                arguments.append(FieldSerializationInfo("json" if json else "python", name))
            return _value(function(*arguments), options, None, None) if json else function(*arguments)
    info = type(model).model_fields.get(name)
    for item in info.metadata if info is not None else ():
        if type(item).__name__ in ("PlainSerializer", "WrapSerializer") and hasattr(item, "when_used"):
            if type(item).__name__ == "WrapSerializer":
                refuse("WrapSerializer")
            when = item.when_used
            if not ((when.startswith("json") and not json) or (when.endswith("unless-none") and value is None)):
                return item.func(value)
    return _value(value, options, include, exclude)


def _value(value, options, include, exclude):
    from pydantic.main import BaseModel

    if isinstance(value, BaseModel):
        return _model(value, options, include, exclude)
    json = options.get("mode") == "json"
    if isinstance(value, dict):
        return {
            (_json_key(key) if json else key): _value(item, options, _inside(include, key), _inside(exclude, key))
            for key, item in value.items()
            if _wanted(key, include, exclude)
        }
    if isinstance(value, (list, tuple, set, frozenset)) and not hasattr(value, "_fields"):
        items = [_value(item, options, None, None) for item in value]
        return items if json else type(value)(items)
    return json_value(value) if json else value


def _json_key(key):
    made = json_value(key)
    if made is None:
        return "None"
    if made is True or made is False:
        return str(made).lower()
    return str(made)


def json_value(value):
    """A value in JSON's own kinds."""
    if value is None or isinstance(value, (bool, int, float, str)) and not hasattr(value, "_value_"):
        if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
            return None
        return value
    if hasattr(value, "_value_"):
        return json_value(value.value)
    if isinstance(value, bytes):
        return value.decode()
    module, kind = type(value).__module__, type(value).__name__
    if hasattr(value, "get_secret_value") or hasattr(value, "_url"):
        return str(value)
    if module == "datetime":
        if kind == "timedelta":
            refuse("a timedelta in a pydantic model written as JSON")
        return value.isoformat().replace("+00:00", "Z")
    if kind in ("UUID", "Decimal") or hasattr(value, "__fspath__"):
        return str(value)
    refuse(f"a {kind} in a pydantic model written as JSON")


def default_or_undefined(field):
    """A field's default."""
    return PydanticUndefined if field.is_required() else field.get_default(call_default_factory=True)

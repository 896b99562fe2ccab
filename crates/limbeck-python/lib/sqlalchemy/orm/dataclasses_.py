"""Mapped classes that are dataclasses too: they get a constructor and a `repr` from their attributes."""

from sqlalchemy.orm.mapped_types import own_annotations
from sqlalchemy.orm.properties import MappedColumn, MapperProperty, _Inert


def prepare(cls, options):
    """Notes which attributes are fields, and makes the constructor, before the class is mapped."""
    inherited = dict(getattr(cls, "_sa_apply_dc_transforms", None) or {})
    inherited.update(options)
    type.__setattr__(cls, "_sa_apply_dc_transforms", inherited)
    fields = dict(getattr(cls, "_limbeck_fields", {}))
    for name, annotation in own_annotations(cls).items():
        text = annotation if isinstance(annotation, str) else repr(annotation)
        if "ClassVar" in text:
            continue
        fields[name] = _options(cls.__dict__.get(name, _MISSING))
    type.__setattr__(cls, "_limbeck_fields", fields)
    if cls.__dict__.get("__abstract__") or not fields:
        return
    if inherited.get("init", True) and "__init__" not in cls.__dict__:
        type.__setattr__(cls, "__init__", _constructor(fields, inherited.get("kw_only", False)))
    if inherited.get("repr", True) and "__repr__" not in cls.__dict__:
        type.__setattr__(cls, "__repr__", _shown)


_MISSING = object()


def _options(value):
    if isinstance(value, MappedColumn):
        return dict(value._dataclass)
    if isinstance(value, (_Inert, MapperProperty)):
        return {name: value._kw[name] for name in ("init", "default", "default_factory", "kw_only", "repr")
                if name in getattr(value, "_kw", {})}
    return {} if value is _MISSING else {"default": value}


def _constructor(fields, keywords_only):
    def __init__(self, *args, **kwargs):
        places = [
            name
            for name, options in fields.items()
            if options.get("init", True) and not options.get("kw_only", keywords_only)
        ]
        if len(args) > len(places):
            raise TypeError(
                f"__init__() takes {len(places) + 1} positional arguments but {len(args) + 1} were given"
            )
        given = dict(zip(places, args))
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"__init__() got multiple values for argument {name!r}")
            if name not in fields or not fields[name].get("init", True):
                raise TypeError(f"__init__() got an unexpected keyword argument {name!r}")
            given[name] = value
        for name, options in fields.items():
            if name in given:
                setattr(self, name, given[name])
            elif "default_factory" in options:
                setattr(self, name, options["default_factory"]())
            elif "default" in options:
                setattr(self, name, options["default"])
            elif options.get("init", True):
                raise TypeError(f"__init__() missing 1 required positional argument: {name!r}")
        post = getattr(self, "__post_init__", None)
        if post is not None:
            post()

    return __init__


def _shown(self):
    shown = [
        f"{name}={getattr(self, name)!r}"
        for name, options in type(self)._limbeck_fields.items()
        if options.get("repr", True)
    ]
    return f"{type(self).__qualname__}({', '.join(shown)})"

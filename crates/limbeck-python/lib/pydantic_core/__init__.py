"""Stand-in for pydantic-core: the few names of it that settings files use."""

from pydantic._errors import ValidationError  # noqa: F401
from pydantic.fields import PydanticUndefined  # noqa: F401

__version__ = "2.50.4"

_OTHERS = frozenset(
    """
    ArgsKwargs CoreConfig CoreSchema CoreSchemaType ErrorDetails InitErrorDetails PydanticCustomError
    PydanticKnownError PydanticOmit PydanticSerializationError PydanticSerializationUnexpectedValue
    PydanticUndefinedType PydanticUseDefault SchemaError SchemaSerializer SchemaValidator Some TzInfo
    core_schema from_json to_json to_jsonable_python
    """.split()
)


def __getattr__(name):
    if name in ("Url", "MultiHostUrl"):
        from pydantic import networks

        made = type(name, (networks.AnyUrl if name == "Url" else networks._BaseMultiHostUrl,), {})
        globals()[name] = made
        return made
    if name in _OTHERS:
        from pydantic._refusals import later

        return later("pydantic_core", name)
    raise AttributeError(f"module 'pydantic_core' has no attribute {name!r}")

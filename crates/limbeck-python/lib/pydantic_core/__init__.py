"""Stand-in for pydantic-core: the few names of it that settings files use."""

from pydantic._errors import ValidationError  # noqa: F401
from pydantic.fields import PydanticUndefined  # noqa: F401

__version__ = "2.50.4"

def __getattr__(name):
    if name in ("Url", "MultiHostUrl"):
        from pydantic import networks

        made = type(name, (networks.AnyUrl if name == "Url" else networks._BaseMultiHostUrl,), {})
        globals()[name] = made
        return made
    from pydantic._refusals import missing

    return missing("pydantic_core", name)

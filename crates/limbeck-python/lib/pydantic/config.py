"""`ConfigDict`: a model's settings, a plain dict."""

from pydantic._refusals import having, refuse


class ConfigDict(dict):
    """A model's settings."""

    __slots__ = ()


class Extra:
    """The old names of what a model does with unknown fields."""

    allow = "allow"
    ignore = "ignore"
    forbid = "forbid"


# Honoured, or of no consequence for values.
_KNOWN = frozenset(
    """
    alias_generator allow_inf_nan arbitrary_types_allowed coerce_numbers_to_str defer_build extra frozen from_attributes
    hide_input_in_errors ignored_types json_encoders json_schema_extra loc_by_alias plugin_settings populate_by_name
    protected_namespaces revalidate_instances ser_json_bytes ser_json_inf_nan ser_json_timedelta serialize_by_alias
    str_max_length str_min_length str_strip_whitespace str_to_lower str_to_upper strict title use_attribute_docstrings
    use_enum_values validate_assignment validate_by_alias validate_by_name validate_default validate_return
    val_json_bytes
    """.split()
)
_REFUSED = frozenset("alias_generator loc_by_alias revalidate_instances use_attribute_docstrings".split())


def check(config):
    """Refuses settings that would change values in a way that is not done here."""
    for key, value in config.items():
        if key in _REFUSED and value not in (None, False, "never", True if key == "loc_by_alias" else None):
            refuse(f"pydantic's model_config[{key!r}]")
    return config


def from_class(settings):
    """The dict of an old-style `class Config`."""
    names = {"allow_mutation": None, "orm_mode": "from_attributes", "allow_population_by_field_name": "populate_by_name",
             "anystr_strip_whitespace": "str_strip_whitespace", "anystr_lower": "str_to_lower",
             "anystr_upper": "str_to_upper", "min_anystr_length": "str_min_length",
             "max_anystr_length": "str_max_length", "validate_all": "validate_default",
             "schema_extra": "json_schema_extra"}  # fmt: skip
    config = {}
    for base in reversed(settings.__mro__):
        for key, value in vars(base).items():
            if key.startswith("__") or base is object:
                continue
            # Version 2 leaves old names without an effect; it only warns.
            config[key] = value
    return {key: value for key, value in config.items() if key not in names}


__getattr__ = having("pydantic.config")

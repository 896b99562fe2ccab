"""Where settings come from: arguments, the environment, `.env` files."""

import os

from pydantic import _annotations as annotations
from pydantic.aliases import AliasChoices, AliasPath
from pydantic_settings.main import ForceDecode, NoDecode, SettingsError


class _NoneText(str):
    """Text that the settings say means None."""


def gather(cls, config, arguments):
    """The input of the model: every source's values, earlier sources over later ones."""
    values = _merged(
        Variables(cls, config, _readable(os.environ, config), "EnvSettingsSource").values(),
        _named_arguments(cls, config, arguments),
    )
    file = EnvFile(cls, config, _env_files(config), "DotEnvSettingsSource")
    values = _merged(file.all_values(), values)
    return _restored(cls, config, arguments, values)


def _merged(lower, upper):
    """Two dicts in one; where both have a dict, theirs in one."""
    merged = dict(lower)
    for key, value in upper.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    return merged


def _folded(name, config):
    return name if config.get("case_sensitive") else name.lower()


def _readable(variables, config):
    """Variables by folded name; empty ones left out where the settings say so."""
    none_text = config.get("env_parse_none_str")
    return {
        _folded(name, config): _NoneText(value) if none_text is not None and value == none_text else value
        for name, value in variables.items()
        if not (config.get("env_ignore_empty") and value == "")
    }


def _env_files(config):
    files = config.get("env_file")
    if files is None:
        return {}
    if isinstance(files, (str, os.PathLike)):
        files = [files]
    variables = {}
    for file in files:
        path = _found(os.path.expanduser(os.fspath(file)), config.get("env_file_depth") or 0)
        if path is not None:
            from dotenv import dotenv_values

            encoding = config.get("env_file_encoding") or "utf-8"
            variables.update(_readable(dotenv_values(path, encoding=encoding), config))
    return variables


def _found(path, depth):
    if os.path.exists(path) and not os.path.isdir(path):
        return path
    if os.path.isabs(path):
        return None
    directory = os.getcwd()
    for _ in range(depth):
        above = os.path.dirname(directory)
        if above == directory:
            return None
        directory = above
        candidate = os.path.join(directory, path)
        if os.path.exists(candidate) and not os.path.isdir(candidate):
            return candidate
    return None


def _by_name(config):
    by_name = config.get("validate_by_name")
    if by_name is None:
        by_name = config.get("populate_by_name")
    return config.get("validate_by_alias") is False if by_name is None else by_name


def _alias_names(name, field, config):
    """The names by which a field is known in its input, the best first."""
    alias = field.validation_alias if config.get("validate_by_alias") is not False else None
    if alias is None:
        return [name]
    if isinstance(alias, str):
        return [alias]
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    plain = [choice for choice in choices if isinstance(choice, str)]
    return plain or [choices[0].path[0]]


def _named_arguments(cls, config, arguments):
    """Arguments under the names that the model's input uses."""
    left, named = dict(arguments), {}
    for name, field in cls.model_fields.items():
        names = _alias_names(name, field, config)
        accepted = [_folded(alias, config) for alias in names]
        if _by_name(config):
            accepted.append(_folded(name, config))
        matching = [key for wanted in accepted for key in arguments if _folded(key, config) == wanted and key in left]
        if matching:
            named[names[0]] = arguments[matching[0]]
            for key in matching:
                left.pop(key, None)
    return {**named, **left}


def _restored(cls, config, arguments, values):
    """Arguments again under the names they were given by, for the messages."""
    if not arguments:
        return values
    for name, field in cls.model_fields.items():
        names = _alias_names(name, field, config)
        known = {*names, name} if _by_name(config) else set(names)
        given = [key for key in arguments if key in known]
        present = [key for key in names if key in values] + ([name] if name in values and name not in names else [])
        if given and present and any(key in known for key in present):
            value = values.pop(present[0])
            for key in present[1:]:
                values.pop(key, None)
            values[given[0]] = value
    return values


class Variables:
    """Values of fields from named texts."""

    def __init__(self, cls, config, variables, name):
        self.cls, self.config, self.variables, self.name = cls, config, variables, name
        self.delimiter = config.get("env_nested_delimiter")

    def values(self):
        """Input name to value, for every field that a variable names."""
        data = {}
        for name, field in self.cls.model_fields.items():
            value, key, is_json = self._raw(field, name)
            try:
                value = self._prepared(name, field, value, is_json)
            except ValueError as error:
                raise SettingsError(
                    f'error parsing value for field "{name}" from source "{self.name}"'
                ) from error
            if value is None:
                continue
            if self.config.get("env_parse_none_str") is not None:
                value = _without_none_texts(value)
            if not self.config.get("case_sensitive") and isinstance(value, dict):
                value = _with_field_names(field, value)
            data[key] = value
        return data

    def names(self, field, name, config=None):
        """(input name, variable, is JSON) for each way to name a field."""
        config = self.config if config is None else config
        prefix, target = self.config.get("env_prefix") or "", self.config.get("env_prefix_target")
        alias = field.validation_alias if config.get("validate_by_alias") is not False else None
        found = []
        if alias:
            before = prefix if target in ("alias", "all") else ""
            choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
            for choice in choices:
                head = choice.path[0] if isinstance(choice, AliasPath) else choice
                is_path = isinstance(choice, AliasPath) and len(choice.path) > 1
                found.append((head, _folded(before + head, self.config), is_path))
        if not alias or _by_name(config):
            before = prefix if target in ("variable", "all") else ""
            annotation, _ = annotations.unwrapped(field.annotation)
            is_json = annotations.is_union(annotation) and union_is_complex(annotation, _metadata(field))
            found.append((name, _folded(before + name, self.config), is_json))
        return found

    def _raw(self, field, name):
        value, key, is_json = None, name, False
        for key, variable, is_json in self.names(field, name):
            value = self.variables.get(variable)
            if value is not None:
                break
        if not (is_json or (_by_name(self.config) and key == name)):
            preferred, _, preferred_is_json = self.names(field, name)[0]
            if not preferred_is_json:
                key = preferred
        return value, key, is_json

    def _prepared(self, name, field, value, is_json):
        complex_, may_fail = field_is_complex(field)
        if self.config.get("env_parse_enums"):
            value = _enum_member(field.annotation, value)
        if not (complex_ or is_json):
            return value
        if isinstance(value, _NoneText):
            return value
        if value is None:
            return self._exploded(name, field) or None
        try:
            value = self._decoded(field, value)
        except ValueError:
            if not may_fail:
                raise
        if isinstance(value, dict):
            return _merged(value, self._exploded(name, field))
        return value

    def _decoded(self, field, value):
        metadata = _metadata(field) if field is not None else []
        if field is not None and (
            _marked(metadata, NoDecode)
            or (self.config.get("enable_decoding") is False and not _marked(metadata, ForceDecode))
        ):
            return value
        import json

        return json.loads(value)

    def _exploded(self, name, field):
        """A dict from variables such as `DB__HOST` where the delimiter is `__`."""
        if not self.delimiter:
            return {}
        prefixes = [variable + self.delimiter for _, variable, _ in self.names(field, name)]
        origin = getattr(field.annotation, "__origin__", None)
        is_dict = field.annotation is dict or (isinstance(origin, type) and issubclass(origin, dict))
        limit = (self.config.get("env_nested_max_split") or 0) - 1
        result = {}
        for variable, value in self.variables.items():
            prefix = next((prefix for prefix in prefixes if variable.startswith(prefix)), None)
            if prefix is None:
                continue
            *keys, last = variable[len(prefix) :].split(self.delimiter, limit)
            place, target = result, field
            for key in keys:
                target = self._next(target, key)
                if isinstance(place, dict):
                    place = place.setdefault(key, {})
            target = self._next(target, last)
            if (target is not None or is_dict) and value:
                value = self._nested_value(target, value)
            if isinstance(place, dict) and (
                last not in place or not isinstance(value, _NoneText) or place[last] == {}
            ):
                place[last] = value
        return result

    def _nested_value(self, target, value):
        if hasattr(target, "is_required"):
            complex_, may_fail = field_is_complex(target)
            field = target
        elif target is not None:
            complex_, may_fail, field = is_complex(target), True, None
        else:
            complex_, may_fail, field = True, True, None
        if complex_:
            try:
                return self._decoded(field, value)
            except ValueError:
                if not may_fail:
                    raise
        return value

    def _next(self, target, key):
        """The field or annotation under a key."""
        if target is None:
            return None
        annotation = target.annotation if hasattr(target, "is_required") else target
        annotation, _ = annotations.unwrapped(annotation)
        origin = getattr(annotation, "__origin__", None)
        if isinstance(origin, type) and issubclass(origin, dict):
            arguments = annotations.arguments(annotation)
            return arguments[-1] if arguments else None
        for argument in annotations.arguments(annotation):
            found = self._next(argument, key)
            if found is not None:
                return found
        for name, field in getattr(annotation, "model_fields", {}).items() if _is_model(annotation) else ():
            for _, variable, _ in self.names(field, name, annotation.model_config):
                if key in (name, variable) or (
                    not self.config.get("case_sensitive") and key.lower() in (name.lower(), variable.lower())
                ):
                    return field
        return None


class EnvFile(Variables):
    """Values of fields from `.env` files; what is left over counts as input, too."""

    def all_values(self):
        """Input name to value, with the lines that name no field."""
        data = self.values()
        filtering = self.config.get("dotenv_filtering")
        if filtering == "only_existing":
            return data
        if filtering is not None and filtering != "all":
            from pydantic._refusals import refuse

            refuse(f"SettingsConfigDict(dotenv_filtering={filtering!r})")
        prefix = _folded(self.config.get("env_prefix") or "", self.config)
        keeps_extra = self.config.get("extra") != "forbid"
        for variable, value in self.variables.items():
            if not value or variable in data or (prefix and variable in self.cls.model_fields):
                continue
            if self._is_used(variable):
                continue
            if keeps_extra and variable.startswith(prefix):
                data[variable[len(prefix) :]] = value
            else:
                data[variable] = value
        return data

    def _is_used(self, variable):
        for name, field in self.cls.model_fields.items():
            for _, own, _ in self.names(field, name):
                if variable == own:
                    return True
                if self.delimiter and variable.startswith(own + self.delimiter) and field_is_complex(field)[0]:
                    return True
        return False


def _metadata(field):
    return [*field.metadata, *annotations.unwrapped(field.annotation)[1]]


def _marked(metadata, kind):
    return any(item is kind or isinstance(item, kind) for item in metadata)


def _is_model(annotation):
    return isinstance(annotation, type) and hasattr(annotation, "__pydantic_fields__")


def field_is_complex(field):
    """Whether a field's text is JSON, and whether text that is no JSON may stay."""
    annotation, inner = annotations.unwrapped(field.annotation)
    metadata = [*field.metadata, *inner]
    if is_complex(annotation, metadata):
        return True, False
    if annotations.is_union(annotation) and union_is_complex(annotation, metadata):
        return True, True
    return False, False


_CONTAINERS = (dict, list, set, frozenset, tuple)
_CONTAINER_NAMES = frozenset(
    "Mapping MutableMapping Sequence MutableSequence Set MutableSet AbstractSet deque OrderedDict defaultdict".split()
)


def is_complex(annotation, metadata=()):
    """Whether values of a type are written as JSON."""
    annotation, inner = annotations.unwrapped(annotation)
    if any(type(item).__name__ == "Json" or getattr(item, "__name__", "") == "Json" for item in (*metadata, *inner)):
        return False
    for kind in (annotation, getattr(annotation, "__origin__", None)):
        if not isinstance(kind, type) or issubclass(kind, (str, bytes)):
            continue
        if issubclass(kind, _CONTAINERS) or kind.__name__ in _CONTAINER_NAMES:
            return True
        if _is_model(kind) or hasattr(kind, "__dataclass_fields__"):
            return True
    return False


def union_is_complex(annotation, metadata=()):
    """Whether some member of a union is written as JSON."""
    for argument in annotation.__args__:
        if is_complex(argument, metadata):
            return True
        inner, _ = annotations.unwrapped(argument)
        if annotations.is_union(inner) and union_is_complex(inner, metadata):
            return True
    return False


def _enum_member(annotation, value):
    """The member that a text names."""
    for kind in (annotation, *annotations.arguments(annotation)):
        members = getattr(kind, "__members__", None)
        if members is not None and value in members:
            return members[value]
    return value


def _without_none_texts(value):
    if isinstance(value, _NoneText):
        return None
    if isinstance(value, dict):
        return {key: _without_none_texts(item) if isinstance(item, (dict, _NoneText)) else item for key, item in value.items()}
    return value


def _with_field_names(field, values):
    """Keys of a nested dict in the spelling of the model's fields."""
    annotation, _ = annotations.unwrapped(field.annotation)
    if annotations.is_union(annotation):
        others = [argument for argument in annotation.__args__ if argument is not type(None)]
        if len(others) == 1 and len(annotation.__args__) == 2:
            annotation, _ = annotations.unwrapped(others[0])
    if not _is_model(annotation):
        return values
    renamed = {}
    for key, value in values.items():
        for name, inner in annotation.model_fields.items():
            names = _alias_names(name, inner, annotation.model_config)
            found = next((alias for alias in names if alias.lower() == key.lower()), None)
            if found is not None:
                renamed[found] = _with_field_names(inner, value) if isinstance(value, dict) else value
                break
        else:
            renamed[key] = value
    return renamed

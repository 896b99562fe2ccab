"""Types of pydantic's own: secrets, bounded numbers and texts, JSON text."""

from pydantic._errors import invalid
from pydantic._refusals import later, missing
from pydantic._schema import Node
from pydantic.fields import Constraint


class Secret:
    """A value that does not show itself."""

    def __init__(self, secret_value):
        self._secret_value = secret_value

    def get_secret_value(self):
        """The value."""
        return self._secret_value

    def _display(self):
        return "**********"

    def __eq__(self, other):
        return isinstance(other, type(self)) and self._secret_value == other._secret_value

    def __hash__(self):
        return hash(self._secret_value)

    def __str__(self):
        return str(self._display())

    def __repr__(self):
        return f"{type(self).__name__}({self._display()!r})"

    def __class_getitem__(cls, item):
        return later("pydantic", "Secret[…]")

    @classmethod
    def _limbeck_node(cls, config, *arguments):
        return _SecretNode(cls)


class SecretStr(Secret):
    """Text that does not show itself."""

    def _display(self):
        return "**********" if self._secret_value else ""

    def __len__(self):
        return len(self._secret_value)


class SecretBytes(SecretStr):
    """Bytes that do not show themselves."""

    def _display(self):
        return super()._display().encode()


class _SecretNode(Node):
    def __init__(self, kind):
        self.kind = kind
        self.name = kind.__name__

    def validate(self, value, state):
        from pydantic import _scalars

        if isinstance(value, self.kind):
            return value
        convert = _scalars.octets if self.kind is SecretBytes else _scalars.text
        return self.kind(convert(value, state.strict))

    def exact(self, value):
        return isinstance(value, self.kind)


class Json:
    """JSON text, read."""

    def __class_getitem__(cls, item):
        from typing import Annotated

        return Annotated[item, cls()]

    @classmethod
    def _limbeck_node(cls, config, *arguments):
        return _JsonNode(Node())

    def _wrap_node(self, node):
        return _JsonNode(node)


class _JsonNode(Node):
    def __init__(self, inner):
        self.inner = inner
        self.name = f"json[{inner.name}]"

    def validate(self, value, state):
        import json

        if not isinstance(value, (str, bytes, bytearray)):
            raise invalid("json_type", "JSON input should be string, bytes or bytearray", value)
        try:
            read = json.loads(value)
        except ValueError:
            from pydantic._refusals import refuse

            refuse("the message for JSON text that is none in a pydantic model")
        return self.inner.validate(read, state)

    def exact(self, value):
        return False


class Strict:
    """No conversions."""

    def __init__(self, strict=True):
        self.strict = strict

    def _wrap_node(self, node):
        from pydantic._schema import _strict

        return _strict(node) if self.strict else node


class StringConstraints:
    """Bounds on text."""

    def __init__(self, **bounds):
        self.bounds = bounds

    def _wrap_node(self, node):
        from pydantic._schema import _bounded, _strict

        if self.bounds.get("strict"):
            node = _strict(node)
        constraints = [
            Constraint(name, bound) for name, bound in self.bounds.items() if bound is not None and name != "strict"
        ]
        return _bounded(node, constraints)


def _annotated(kind, *metadata):
    from typing import Annotated

    return Annotated[(kind, *metadata)]


def _bounds(given):
    renamed = {"min_items": "min_length", "max_items": "max_length", "regex": "pattern"}
    return [Constraint(renamed.get(name, name), bound) for name, bound in given.items() if bound is not None]


def conint(**bounds):
    """An integer with bounds."""
    return _annotated(int, *_bounds(bounds))


def confloat(**bounds):
    """A number with bounds."""
    return _annotated(float, *_bounds(bounds))


def condecimal(**bounds):
    """A decimal number with bounds."""
    from decimal import Decimal

    return _annotated(Decimal, *_bounds(bounds))


def constr(**bounds):
    """Text with bounds."""
    return _annotated(str, StringConstraints(**bounds))


def conbytes(**bounds):
    """Bytes with bounds."""
    return _annotated(bytes, *_bounds(bounds))


def conlist(item_type, **bounds):
    """A list with bounds."""
    return _annotated(list[item_type], *_bounds(bounds))


def conset(item_type, **bounds):
    """A set with bounds."""
    return _annotated(set[item_type], *_bounds(bounds))


def confrozenset(item_type, **bounds):
    """A frozenset with bounds."""
    return _annotated(frozenset[item_type], *_bounds(bounds))


# Made when asked for, since `Annotated` comes from `typing`.
_LATER = {
    "PositiveInt": lambda: conint(gt=0),
    "NegativeInt": lambda: conint(lt=0),
    "NonNegativeInt": lambda: conint(ge=0),
    "NonPositiveInt": lambda: conint(le=0),
    "PositiveFloat": lambda: confloat(gt=0),
    "NegativeFloat": lambda: confloat(lt=0),
    "NonNegativeFloat": lambda: confloat(ge=0),
    "NonPositiveFloat": lambda: confloat(le=0),
    "FiniteFloat": lambda: confloat(allow_inf_nan=False),
    "StrictInt": lambda: _annotated(int, Strict()),
    "StrictFloat": lambda: _annotated(float, Strict()),
    "StrictStr": lambda: _annotated(str, Strict()),
    "StrictBool": lambda: _annotated(bool, Strict()),
    "StrictBytes": lambda: _annotated(bytes, Strict()),
    "UUID1": lambda: _uuid(1),
    "UUID3": lambda: _uuid(3),
    "UUID4": lambda: _uuid(4),
    "UUID5": lambda: _uuid(5),
    "FilePath": lambda: _path("is_file", "path_not_file", "Path does not point to a file"),
    "DirectoryPath": lambda: _path("is_dir", "path_not_directory", "Path does not point to a directory"),
}


def _uuid(version):
    from uuid import UUID

    return _annotated(UUID, _UuidVersion(version))


class _UuidVersion:
    def __init__(self, version):
        self.version = version

    def _wrap_node(self, node):
        from pydantic._schema import Function

        def check(value):
            if value.version != self.version:
                raise invalid("uuid_version", f"UUID version {self.version} expected", value)
            return value

        return Function("after", check, node)


def _path(test, kind, message):
    from pathlib import Path

    return _annotated(Path, _PathTest(test, kind, message))


class _PathTest:
    def __init__(self, test, kind, message):
        self.test, self.kind, self.message = test, kind, message

    def _wrap_node(self, node):
        from pydantic._schema import Function

        def check(value):
            if not getattr(value, self.test)():
                raise invalid(self.kind, self.message, value)
            return value

        return Function("after", check, node)


def __getattr__(name):
    if name in _LATER:
        made = globals()[name] = _LATER[name]()
        return made
    if name in ("ByteSize", "ImportString", "NewPath"):
        return later("pydantic", name)
    return missing("pydantic.types", name)

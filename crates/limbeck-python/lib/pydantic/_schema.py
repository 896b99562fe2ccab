"""From an annotation to what checks values against it.

A node gives the value (`validate`), says whether a value is already of its kind (`exact`), which
decides between the members of a union, and has the `name` that pydantic's messages use.
"""

from pydantic import _annotations as annotations
from pydantic import _scalars
from pydantic._errors import Invalid, invalid, list_of_choices


class Node:
    """Takes everything."""

    name = "any"

    def validate(self, value, state):
        return value

    def exact(self, value):
        return True


class Scalar(Node):
    """One of Python's own kinds of values."""

    def __init__(self, name, kind, convert, strict=False):
        self.name, self.kind, self.convert, self.strict = name, kind, convert, strict

    def validate(self, value, state):
        return self.convert(value, self.strict or state.strict)

    def exact(self, value):
        return type(value) is self.kind


class Instance(Node):
    """An instance of some class."""

    def __init__(self, kind):
        self.kind = kind
        self.name = f"is-instance[{kind.__name__}]"

    def validate(self, value, state):
        if isinstance(value, self.kind):
            return value
        name = self.kind.__qualname__.rpartition("<locals>.")[2]
        raise invalid("is_instance_of", f"Input should be an instance of {name}", value)

    def exact(self, value):
        return isinstance(value, self.kind)


class Subclass(Node):
    """A class derived from another."""

    def __init__(self, kind):
        self.kind = kind
        self.name = f"is-subclass[{kind.__name__}]"

    def validate(self, value, state):
        if isinstance(value, type) and issubclass(value, self.kind):
            return value
        raise invalid("is_subclass_of", f"Input should be a subclass of {self.kind.__name__}", value)

    def exact(self, value):
        return isinstance(value, type) and issubclass(value, self.kind)


class Choice(Node):
    """`Literal[…]`"""

    def __init__(self, values):
        self.values = values
        self.name = f"literal[{','.join(repr(value) for value in values)}]"

    def validate(self, value, state):
        for choice in self.values:
            if type(choice) is type(value) and choice == value:
                return choice
        for choice in self.values:
            if isinstance(choice, bool) and not state.strict and isinstance(value, (int, float)) and choice == value:
                return choice
            if hasattr(choice, "_value_") and choice.value == value and type(choice.value) is type(value):
                return choice
        shown = [getattr(choice, "value", choice) if hasattr(choice, "_value_") else choice for choice in self.values]
        raise invalid("literal_error", f"Input should be {list_of_choices(shown)}", value, expected=list_of_choices(shown))

    def exact(self, value):
        return any(type(choice) is type(value) and choice == value for choice in self.values)


class Enumeration(Node):
    """A member, or its value."""

    def __init__(self, kind, use_values):
        self.kind, self.use_values = kind, use_values
        self.name = f"enum[{kind.__name__}]"

    def validate(self, value, state):
        member = self._member(value, state)
        return member.value if self.use_values else member

    def _member(self, value, state):
        if isinstance(value, self.kind):
            return value
        if not state.strict:
            try:
                return self.kind(value)
            except (ValueError, TypeError):
                pass
            for member in self.kind:
                # Text from the environment for an enumeration of numbers.
                for kind, convert in ((int, _scalars.integer), (float, _scalars.number)):
                    if isinstance(member, kind) and isinstance(value, str):
                        try:
                            return self.kind(convert(value))
                        except (Invalid, ValueError):
                            break
        values = [member.value for member in self.kind]
        raise invalid("enum", f"Input should be {list_of_choices(values)}", value, expected=list_of_choices(values))

    def exact(self, value):
        return isinstance(value, self.kind)


class Nullable(Node):
    """None or something."""

    def __init__(self, inner):
        self.inner = inner
        self.name = f"nullable[{inner.name}]"

    def validate(self, value, state):
        return None if value is None else self.inner.validate(value, state)

    def exact(self, value):
        return value is None or self.inner.exact(value)


class Union(Node):
    """One of several: an exact fit first, then what needs no conversion, then the first that can be made."""

    def __init__(self, members, left_to_right=False):
        self.members, self.left_to_right = members, left_to_right
        self.name = f"union[{','.join(member.name for member in members)}]"

    def validate(self, value, state):
        if not self.left_to_right:
            for strict in (False, True):
                for member in self.members:
                    if not strict and not member.exact(value):
                        continue
                    try:
                        return member.validate(value, state.as_strict() if strict else state)
                    except Invalid:
                        continue
        lines = []
        for member in self.members:
            try:
                return member.validate(value, state)
            except Invalid as error:
                lines.extend(error.at(member.name))
        raise Invalid(lines)

    def exact(self, value):
        return any(member.exact(value) for member in self.members)


_NOT_A_LIST = (str, bytes, bytearray, dict)


class Items(Node):
    """A list, set, frozenset or tuple of one kind of items."""

    _WORDS = {
        list: ("list", "list_type", "list", "List"),
        set: ("set", "set_type", "set", "Set"),
        frozenset: ("frozenset", "frozen_set_type", "frozenset", "Frozenset"),
        tuple: ("tuple", "tuple_type", "tuple", "Tuple"),
    }

    def __init__(self, kind, item):
        self.kind, self.item = kind, item
        word, self.error, self.noun, self.title = self._WORDS[kind]
        self.name = f"{word}[{item.name}{',...' if kind is tuple else ''}]"

    def validate(self, value, state):
        if type(value) is not self.kind:
            listlike = hasattr(value, "__iter__") and not isinstance(value, _NOT_A_LIST)
            if state.strict or not listlike or type(value).__name__ == "Mapping" or hasattr(value, "keys"):
                raise invalid(self.error, f"Input should be a valid {self.noun}", value)
        made, lines = [], []
        for place, item in enumerate(value):
            try:
                made.append(self.item.validate(item, state))
            except Invalid as error:
                lines.extend(error.at(place))
        if lines:
            raise Invalid(lines)
        return self.kind(made)

    def exact(self, value):
        return type(value) is self.kind and all(self.item.exact(item) for item in value)


class FixedTuple(Node):
    """A tuple with a kind for each place."""

    def __init__(self, items):
        self.items = items
        self.name = f"tuple[{', '.join(item.name for item in items)}]"

    def validate(self, value, state):
        if isinstance(value, _NOT_A_LIST) or not hasattr(value, "__iter__"):
            raise invalid("tuple_type", "Input should be a valid tuple", value)
        given, made, lines = list(value), [], []
        for place, item in enumerate(self.items):
            if place >= len(given):
                lines.append(("missing", (place,), "Field required", value, {}))
                continue
            try:
                made.append(item.validate(given[place], state))
            except Invalid as error:
                lines.extend(error.at(place))
        if len(given) > len(self.items):
            count = len(self.items)
            raise invalid(
                "too_long",
                f"Tuple should have at most {count} item{'' if count == 1 else 's'} after validation, not {len(given)}",
                value,
            )
        if lines:
            raise Invalid(lines)
        return tuple(made)

    def exact(self, value):
        return type(value) is tuple and len(value) == len(self.items)


class Mapping(Node):
    """A dict."""

    def __init__(self, key, value):
        self.key, self.value = key, value
        self.name = f"dict[{key.name},{value.name}]"

    def validate(self, value, state):
        if not isinstance(value, dict):
            if state.strict or not (hasattr(value, "keys") and hasattr(value, "__getitem__")):
                raise invalid("dict_type", "Input should be a valid dictionary", value)
            value = dict(value)
        made, lines = {}, []
        for key, item in value.items():
            own_key, bad = key, False
            try:
                own_key = self.key.validate(key, state)
            except Invalid as error:
                bad = True
                for kind, place, message, wrong, context in error.lines:
                    lines.append((kind, (key, "[key]", *place), message, wrong, context))
            try:
                item = self.value.validate(item, state)
            except Invalid as error:
                bad = True
                lines.extend(error.at(key))
            if not bad:
                made[own_key] = item
        if lines:
            raise Invalid(lines)
        return made

    def exact(self, value):
        return type(value) is dict


class Function(Node):
    """A function before, after, around or in place of a node."""

    def __init__(self, mode, function, inner, info=None):
        self.mode, self.function, self.inner, self.info = mode, function, inner, info
        self.name = inner.name if mode in ("before", "wrap") and inner else inner.name if inner else "function-plain"
        label = getattr(function, "__name__", type(function).__name__)
        if inner is not None:
            self.name = f"function-{mode}[{label}(), {inner.name}]" if mode != "plain" else f"function-plain[{label}()]"

    def validate(self, value, state):
        if self.mode == "wrap":
            return self._called(value, state, lambda given: self._inner(given, state))
        if self.mode == "before":
            value = self._called(value, state)
        if self.inner is not None and self.mode != "plain":
            value = self.inner.validate(value, state)
        return self._called(value, state) if self.mode in ("after", "plain") else value

    def _inner(self, value, state):
        try:
            return self.inner.validate(value, state)
        except Invalid as error:
            from pydantic._errors import ValidationError

            raise ValidationError(self.inner.name, error.lines) from None

    def _called(self, value, state, *handler):
        from pydantic.fields import takes_positionals

        arguments = [value, *handler]
        bound = 1 if hasattr(self.function, "__self__") else 0
        if takes_positionals(self.function) - bound > len(arguments):
            arguments.append(state.info(self.info))
        return guarded(self.function, value, *arguments)

    def exact(self, value):
        return self.inner.exact(value) if self.inner is not None and self.mode == "after" else False


def guarded(function, value, *arguments):
    """Calls a user's validator; its ValueError or AssertionError becomes a line."""
    from pydantic._errors import ValidationError

    try:
        return function(*arguments)
    except ValidationError as error:
        raise Invalid(error._lines) from error
    except AssertionError as error:
        raise invalid("assertion_error", f"Assertion failed, {error}", value, error=error) from error
    except ValueError as error:
        raise invalid("value_error", f"Value error, {error}", value, error=error) from error


class Bounded(Node):
    """A node and bounds on what it gives."""

    def __init__(self, inner, constraints):
        self.inner, self.constraints = inner, constraints
        base = inner.name
        self.name = f"constrained-{base}" if base in ("int", "float", "str", "decimal") else base

    def validate(self, value, state):
        from pydantic._bounds import check, prepare

        made = prepare(self.inner.validate(value, state), self.constraints)
        if made is not None:
            for constraint in self.constraints:
                check(constraint, made, value)
        return made

    def exact(self, value):
        if not self.inner.exact(value):
            return False
        from pydantic._bounds import check

        try:
            for constraint in self.constraints:
                check(constraint, value, value)
        except Invalid:
            return False
        return True


class State:
    """What a validation carries along."""

    __slots__ = ("strict", "context", "data", "config")

    def __init__(self, strict=False, context=None, config=None):
        self.strict, self.context, self.config, self.data = strict, context, config, None

    def as_strict(self):
        """The same, strictly."""
        other = State(True, self.context, self.config)
        other.data = self.data
        return other

    def info(self, field_name):
        """What a validator is told."""
        from pydantic.info import ValidationInfo

        return ValidationInfo(self.data, field_name, self.config, "python", self.context)


def build(annotation, metadata, cls, config, field_name=None):
    """The node of an annotation; `cls` is the class in whose body it stands."""
    annotation = annotations.evaluated(annotation, cls, field_name)
    annotation, inner_metadata = annotations.unwrapped(annotation)
    if isinstance(annotation, str) or type(annotation).__name__ == "ForwardRef":
        return build(annotation, [*inner_metadata, *metadata], cls, config, field_name)
    node = _base(annotation, cls, config, field_name)
    return _with_metadata(node, annotation, [*inner_metadata, *metadata], config, field_name)


def _with_metadata(node, annotation, metadata, config, field_name):
    from pydantic import functional_validators as markers
    from pydantic.fields import Constraint, FieldInfo

    constraints = []
    for item in metadata:
        if isinstance(item, FieldInfo):
            node = _with_metadata(node, annotation, item.metadata, config, field_name)
        elif isinstance(item, Constraint):
            if item.name == "strict" and item.value:
                node = _strict(node)
            elif item.name == "union_mode" and isinstance(node, (Union, Nullable)):
                inner = node.inner if isinstance(node, Nullable) else node
                inner.left_to_right = item.value == "left_to_right"
            else:
                constraints.append(item)
        elif isinstance(item, (markers.BeforeValidator, markers.AfterValidator, markers.PlainValidator, markers.WrapValidator)):
            node = _bounded(node, constraints)
            constraints = []
            mode = type(item).__name__.removesuffix("Validator").lower()
            node = Function(mode, item.func, node, field_name)
        elif isinstance(item, markers.SkipValidation):
            return Node()
        elif isinstance(item, markers.InstanceOf):
            node = Instance(annotation)
        elif hasattr(item, "_wrap_node"):
            node = item._wrap_node(node)
        elif type(item).__module__.partition(".")[0] == "annotated_types":
            constraints.extend(_of_annotated_types(item))
    return _bounded(node, constraints)


def _of_annotated_types(item):
    from pydantic.fields import CONSTRAINTS, Constraint

    return [
        Constraint(name, getattr(item, name)) for name in CONSTRAINTS if getattr(item, name, None) is not None
    ]


def _strict(node):
    if isinstance(node, Scalar):
        return Scalar(node.name, node.kind, node.convert, strict=True)
    from pydantic._refusals import refuse

    refuse(f"strict validation of {node.name}")


def _bounded(node, constraints):
    if not constraints:
        return node
    if isinstance(node, Nullable):
        return Nullable(_bounded(node.inner, constraints))
    return Bounded(node, constraints)


def _base(annotation, cls, config, field_name):
    if annotation is None or annotation is type(None):
        return Scalar("none", type(None), _scalars.nothing)
    if annotations.is_any(annotation):
        return Node()
    if hasattr(annotation, "_limbeck_node"):
        return annotation._limbeck_node(config)
    if annotations.is_union(annotation):
        return _union(annotation, cls, config, field_name)
    if annotations.is_literal(annotation):
        return Choice(annotation.__args__)
    origin = getattr(annotation, "__origin__", None)
    if isinstance(annotation, type) and origin is None:
        return _of_class(annotation, config)
    if origin is not None:
        return _generic(annotation, origin, cls, config, field_name)
    if type(annotation).__name__ == "TypeVar":
        bound = getattr(annotation, "__bound__", None)
        return build(bound, (), cls, config, field_name) if bound is not None else Node()
    return _refuse_annotation(annotation)


def _refuse_annotation(annotation):
    from pydantic._refusals import refuse

    refuse(f"the annotation {annotation!r} in a pydantic model")


def _union(annotation, cls, config, field_name):
    members, nullable = [], False
    for argument in annotation.__args__:
        if argument is type(None) or argument is None:
            nullable = True
        else:
            members.append(build(argument, (), cls, config, field_name))
    node = members[0] if len(members) == 1 else Union(members)
    return Nullable(node) if nullable else node


def _generic(annotation, origin, cls, config, field_name):
    inner = [
        argument if argument is ... else build(argument, (), cls, config, field_name)
        for argument in annotations.arguments(annotation)
    ] if origin is not type and getattr(origin, "__name__", "") != "Callable" else []  # fmt: skip
    name = getattr(origin, "__name__", "")
    if hasattr(origin, "_limbeck_node"):
        return origin._limbeck_node(config, *annotations.arguments(annotation))
    if origin is tuple:
        if not inner:
            return Items(tuple, Node())
        if inner[-1] is ...:
            return Items(tuple, inner[0])
        return FixedTuple(inner)
    if origin in (list, set, frozenset):
        return Items(origin, inner[0] if inner else Node())
    if name in ("Sequence", "MutableSequence", "Iterable", "Collection"):
        return Items(list, inner[0] if inner else Node())
    if name in ("Set", "MutableSet"):
        return Items(set, inner[0] if inner else Node())
    if origin is dict or name in ("Mapping", "MutableMapping", "defaultdict", "OrderedDict"):
        if name in ("defaultdict", "OrderedDict"):
            return _refuse_annotation(annotation)
        return Mapping(*(inner or (Node(), Node())))
    if origin is type:
        argument = annotations.arguments(annotation)
        return Subclass(argument[0]) if argument and isinstance(argument[0], type) else Instance(type)
    if name == "Callable":
        return Scalar("callable", object, _scalars.function)
    return _refuse_annotation(annotation)


_SCALARS = {
    str: ("str", _scalars.text),
    int: ("int", _scalars.integer),
    float: ("float", _scalars.number),
    bool: ("bool", _scalars.truth),
    bytes: ("bytes", _scalars.octets),
}
_BY_NAME = {
    ("datetime", "datetime"): ("datetime", _scalars.moment),
    ("datetime", "date"): ("date", _scalars.day),
    ("datetime", "time"): ("time", _scalars.clock),
    ("datetime", "timedelta"): ("timedelta", _scalars.span),
    ("decimal", "Decimal"): ("decimal", _scalars.decimal),
    ("_decimal", "Decimal"): ("decimal", _scalars.decimal),
    ("_pydecimal", "Decimal"): ("decimal", _scalars.decimal),
    ("uuid", "UUID"): ("uuid", _scalars.uuid),
    ("pathlib", "Path"): ("path", _scalars.path),
    ("pathlib._local", "Path"): ("path", _scalars.path),
}


def _of_class(kind, config):
    if kind in _SCALARS:
        name, convert = _SCALARS[kind]
        node = Scalar(name, kind, convert, strict=bool(config.get("strict")))
        if kind is str:
            return _text_settings(node, config)
        return node
    named = _BY_NAME.get((kind.__module__, kind.__name__))
    if named is not None:
        return Scalar(named[0], kind, named[1], strict=bool(config.get("strict")))
    if kind in (list, set, frozenset, tuple):
        return Items(kind, Node())
    if kind is dict:
        return Mapping(Node(), Node())
    if kind is type:
        return Instance(type)
    if hasattr(kind, "__pydantic_decorators__"):
        from pydantic._models import ModelNode

        return ModelNode(kind)
    if hasattr(kind, "__members__") and hasattr(kind, "_value2member_map_"):
        return Enumeration(kind, bool(config.get("use_enum_values")))
    if kind.__name__ == "Callable":
        return Scalar("callable", object, _scalars.function)
    if kind.__module__ in ("re", "_sre") and kind.__name__ == "Pattern":
        return Instance(kind)
    if hasattr(kind, "__get_pydantic_core_schema__") or hasattr(kind, "__get_validators__"):
        return _refuse_annotation(kind)
    if hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_fields") or hasattr(kind, "__total__"):
        return _refuse_annotation(kind)
    if config.get("arbitrary_types_allowed"):
        return Instance(kind)
    from pydantic.errors import PydanticSchemaGenerationError

    raise PydanticSchemaGenerationError(
        f"Unable to generate pydantic-core schema for {kind!r}. Set `arbitrary_types_allowed=True` in the "
        "model_config to ignore this error or implement `__get_pydantic_core_schema__` on your type to fully "
        "support it.\n\nIf you got this error by calling handler(<some type>) within "
        "`__get_pydantic_core_schema__` then you likely need to call `handler.generate_schema(<some type>)` "
        "since we do not call `__get_pydantic_core_schema__` on `<some type>` otherwise to avoid infinite recursion."
    )


def _text_settings(node, config):
    from pydantic.fields import Constraint

    names = {
        "str_strip_whitespace": "strip_whitespace",
        "str_to_lower": "to_lower",
        "str_to_upper": "to_upper",
        "str_min_length": "min_length",
        "str_max_length": "max_length",
    }
    constraints = [Constraint(name, config[key]) for key, name in names.items() if config.get(key)]
    if config.get("coerce_numbers_to_str"):
        from pydantic._refusals import refuse

        refuse("pydantic's model_config['coerce_numbers_to_str']")
    return _bounded(node, constraints)

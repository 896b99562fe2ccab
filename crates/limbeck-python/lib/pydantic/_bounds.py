"""Bounds on values: how large, how long, of which pattern."""

from pydantic._errors import invalid


def prepare(value, constraints):
    """Text stripped and put into upper or lower case, where that is asked for."""
    for constraint in constraints:
        if constraint.value and constraint.name == "strip_whitespace":
            value = value.strip()
        elif constraint.value and constraint.name == "to_lower":
            value = value.lower()
        elif constraint.value and constraint.name == "to_upper":
            value = value.upper()
    return value


def _plural(count, word):
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def check(constraint, value, given):
    """Raises `Invalid` if a value is out of bounds."""
    name, bound = constraint.name, constraint.value
    if name in _COMPARISONS:
        kind, words, holds = _COMPARISONS[name]
        if not holds(value, bound):
            raise invalid(kind, f"Input should be {words} {bound}", given, **{name: bound})
    elif name in ("min_length", "max_length"):
        _length(name, bound, value, given)
    elif name == "pattern":
        import re

        if not re.search(bound, value):
            shown = bound if isinstance(bound, str) else bound.pattern
            raise invalid(
                "string_pattern_mismatch", f"String should match pattern '{shown}'", given, pattern=shown
            )
    elif name in ("max_digits", "decimal_places", "coerce_numbers_to_str", "fail_fast", "ascii_only"):
        from pydantic._refusals import refuse

        refuse(f"pydantic's constraint {name}")
    elif name == "allow_inf_nan" and not bound and (value != value or value in (float("inf"), float("-inf"))):
        raise invalid("finite_number", "Input should be a finite number", given)


_COMPARISONS = {
    "gt": ("greater_than", "greater than", lambda value, bound: value > bound),
    "ge": ("greater_than_equal", "greater than or equal to", lambda value, bound: value >= bound),
    "lt": ("less_than", "less than", lambda value, bound: value < bound),
    "le": ("less_than_equal", "less than or equal to", lambda value, bound: value <= bound),
    "multiple_of": ("multiple_of", "a multiple of", lambda value, bound: value % bound == 0),
}


def _length(name, bound, value, given):
    length = len(value)
    least = name == "min_length"
    if length >= bound if least else length <= bound:
        return
    amount = "at least" if least else "at most"
    if isinstance(value, (str, bytes)):
        kind, word, noun = ("string", "character", "String") if isinstance(value, str) else ("bytes", "byte", "Data")
        raise invalid(
            f"{kind}_too_{'short' if least else 'long'}",
            f"{noun} should have {amount} {_plural(bound, word)}",
            given,
            **{name: bound},
        )
    noun = {"dict": "Dictionary", "frozenset": "Frozenset"}.get(type(value).__name__, type(value).__name__.title())
    raise invalid(
        f"too_{'short' if least else 'long'}",
        f"{noun} should have {amount} {_plural(bound, 'item')} after validation, not {length}",
        given,
        field_type=noun,
        **{name: bound},
        actual_length=length,
    )

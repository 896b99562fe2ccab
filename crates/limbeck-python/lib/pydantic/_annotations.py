"""What an annotation is made of, asked without importing `typing`.

A class body's annotations exist in two forms: as objects (evaluated when first asked for, from
Python 3.14 on) and, under `from __future__ import annotations`, as text.
"""

import sys


def _typing(name):
    typing = sys.modules.get("typing")
    return getattr(typing, name, None) if typing is not None else None


def is_union(annotation):
    """`X | Y`, `Union[X, Y]`, `Optional[X]`."""
    if type(annotation).__name__ in ("UnionType", "Union", "_UnionGenericAlias"):
        return True
    origin = getattr(annotation, "__origin__", None)
    return origin is not None and origin is _typing("Union")


def is_any(annotation):
    """`Any`, `object` and type variables without a bound."""
    return annotation is object or (annotation is not None and annotation is _typing("Any"))


def is_literal(annotation):
    """`Literal[…]`"""
    origin = getattr(annotation, "__origin__", None)
    return origin is not None and origin is _typing("Literal")


def is_class_variable(annotation):
    """`ClassVar` and `ClassVar[X]`, also as text."""
    if isinstance(annotation, str):
        return annotation.replace("typing.", "").replace("t.", "").strip().startswith("ClassVar")
    marker = _typing("ClassVar")
    if marker is None:
        return False
    return annotation is marker or getattr(annotation, "__origin__", None) is marker


def unwrapped(annotation):
    """The annotation without `Annotated`, `Final` and the like, and the metadata found on the way."""
    metadata = []
    while True:
        if hasattr(annotation, "__metadata__"):
            metadata = [*annotation.__metadata__, *metadata]
            annotation = annotation.__origin__
        elif getattr(annotation, "__origin__", None) is not None and getattr(annotation, "__origin__", None) in (
            _typing("Final"),
            _typing("Required"),
            _typing("NotRequired"),
        ):
            annotation = annotation.__args__[0]
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        elif hasattr(annotation, "__value__") and hasattr(annotation, "__type_params__"):
            annotation = annotation.__value__
        else:
            return annotation, metadata


def arguments(annotation):
    """What stands in an annotation's brackets."""
    return tuple(
        argument for argument in getattr(annotation, "__args__", ()) if type(argument).__name__ != "TypeVar"
    )


def own_annotations(cls):
    """The annotations of a class body; NameError where one names something that is not there yet."""
    found = cls.__dict__.get("__annotations__")
    if found is None:
        if sys.version_info < (3, 14):
            return {}
        try:
            found = cls.__annotations__
        except NameError:
            import annotationlib

            # Those that can be evaluated are; the others are asked for by name.
            found = annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return dict(found)


def evaluated(annotation, cls, name):
    """The annotation as an object; text is evaluated where its class was written."""
    if type(annotation).__name__ == "ForwardRef":
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        module = sys.modules.get(cls.__module__)
        names = dict(vars(cls))
        names[cls.__name__] = cls
        annotation = eval(annotation, dict(vars(module)) if module else {}, names)
    return annotation

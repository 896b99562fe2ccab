"""typing_extensions: what it adds to older Pythons is in this one's own modules."""


def __getattr__(name):
    import typing

    if hasattr(typing, name):
        return getattr(typing, name)
    if name == "deprecated":
        from warnings import deprecated

        return deprecated
    if name in ("Format", "get_annotations"):
        import annotationlib

        return getattr(annotationlib, name)
    if name in ("Buffer",):
        from collections.abc import Buffer

        return Buffer
    if name.startswith("__"):
        raise AttributeError(name)
    import _limbeck

    _limbeck.refuse(f"typing_extensions.{name}", "use what the module typing has")

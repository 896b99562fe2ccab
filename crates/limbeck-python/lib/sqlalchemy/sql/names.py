"""Names: text that knows whether it must be quoted and whether a naming convention may still change it."""


class quoted_name(str):
    """A name with its quoting forced on or off; `quote=None` gives back the plain text."""

    def __new__(cls, value, quote=None):
        if isinstance(value, cls) and (quote is None or value.quote == quote):
            return value
        name = super().__new__(cls, value)
        name.quote = quote
        return name

    @staticmethod
    def construct(value, quote):
        """`None` stays `None`, and text without a preference stays plain text."""
        if value is None:
            return None
        if quote is None:
            return value
        return quoted_name(value, quote)

    def __reduce__(self):
        return quoted_name, (str.__str__(self), self.quote)


class _truncated_label(quoted_name):
    """A name that was made, not written: shortened with a hash where it is too long."""

    _name_kind = "generated"

    def __new__(cls, value, quote=None):
        quote = getattr(value, "quote", quote)
        return super().__new__(cls, value, quote)

    def __reduce__(self):
        return type(self), (str.__str__(self), self.quote)


class conv(_truncated_label):
    """A name that conventions are done with: what `op.f()` returns."""

    _name_kind = "final"


class _NoneName:
    """The name of a constraint whose convention applies although no name was given."""

    def __repr__(self):
        return "_NONE_NAME"


_NONE_NAME = _NoneName()

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.elements")

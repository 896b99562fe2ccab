"""What is wrong with an input: lines, gathered into a `ValidationError` with pydantic's text."""


class Invalid(Exception):
    """Lines of (kind, place, message, input, context) on their way up to the model."""

    def __init__(self, lines):
        super().__init__()
        self.lines = lines

    def at(self, step):
        """The same one step further out."""
        return [(kind, (step, *place), message, value, context) for kind, place, message, value, context in self.lines]


def invalid(kind, message, value, **context):
    """One line."""
    return Invalid([(kind, (), message, value, context)])


class ValidationError(ValueError):
    """Everything that is wrong with an input."""

    def __init__(self, title, lines, hide_input=False):
        super().__init__()
        self.title = title
        self._lines = lines
        self._hide_input = hide_input

    def error_count(self):
        """How many things are wrong."""
        return len(self._lines)

    def errors(self, *, include_url=True, include_context=True, include_input=True):
        """Each thing as a dict."""
        found = []
        for kind, place, message, value, context in self._lines:
            line = {"type": kind, "loc": place, "msg": message}
            if include_input:
                line["input"] = value
            if include_context and context:
                line["ctx"] = context
            if include_url and not kind.startswith("path_"):
                line["url"] = _url(kind)
            found.append(line)
        return found

    def json(self, **options):
        """The errors as JSON."""
        import json

        return json.dumps(self.errors(**{k: v for k, v in options.items() if k != "indent"}), default=str)

    @classmethod
    def from_exception_data(cls, title, line_errors, input_type="python", hide_input=False):
        """Refused: it needs all messages of pydantic's core."""
        from pydantic._refusals import refuse

        refuse("ValidationError.from_exception_data")

    def __str__(self):
        count = len(self._lines)
        parts = [f"{count} validation error{'' if count == 1 else 's'} for {self.title}"]
        for kind, place, message, value, _ in self._lines:
            if place:
                parts.append(".".join(_step(step) for step in place))
            detail = f"  {message} [type={kind}"
            if not self._hide_input:
                detail += f", input_value={_shortened(value)}, input_type={type(value).__name__}"
            parts.append(detail + "]")
            if kind != "path_type":
                parts.append(f"    For further information visit {_url(kind)}")
        return "\n".join(parts)

    __repr__ = __str__


def _url(kind):
    return f"https://errors.pydantic.dev/2.14/v/{kind}"


def _step(step):
    text = str(step)
    return f"`{text}`" if isinstance(step, str) and "." in text else text


def _shortened(value):
    try:
        text = repr(value)
    except Exception:
        return f"<unprintable {type(value).__name__} object>"
    return text if len(text) <= 50 else text[:25] + "..." + text[-24:]


def list_of_choices(values):
    """`'a', 'b' or 'c'`"""
    texts = [repr(value) for value in values]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"

"""Errors in how a model is written."""

from pydantic._refusals import having

PydanticErrorCodes = str


class PydanticErrorMixin:
    """A message with the code of a page that explains it."""

    def __init__(self, message, *, code=None):
        self.message = message
        self.code = code

    def __str__(self):
        if self.code is None:
            return self.message
        return f"{self.message}\n\nFor further information visit https://errors.pydantic.dev/2.14/u/{self.code}"


class PydanticUserError(PydanticErrorMixin, TypeError):
    """A model is written in a way that cannot work."""


class PydanticUndefinedAnnotation(PydanticErrorMixin, NameError):
    """An annotation names something that is not there."""

    def __init__(self, name, message):
        self.name = name
        super().__init__(message, code="undefined-annotation")


class PydanticImportError(PydanticErrorMixin, ImportError):
    """A name has moved."""

    def __init__(self, message):
        super().__init__(message, code="import-error")


class PydanticSchemaGenerationError(PydanticUserError):
    """An annotation means nothing to pydantic."""

    def __init__(self, message):
        super().__init__(message, code="schema-for-unknown-type")


__getattr__ = having("pydantic.errors")

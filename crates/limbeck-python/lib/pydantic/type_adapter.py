"""`TypeAdapter`: checks a value against an annotation alone."""

from pydantic._refusals import having
from pydantic import _schema
from pydantic._errors import Invalid, ValidationError


class TypeAdapter:
    """Checks values against one annotation."""

    def __init__(self, type, *, config=None, _parent_depth=2, module=None):
        self._type = type
        self._config = dict(config or {})
        self._node = _schema.build(type, (), TypeAdapter, self._config)

    def __class_getitem__(cls, item):
        return cls

    def validate_python(self, object, /, *, strict=None, context=None, **options):
        """The value."""
        try:
            return self._node.validate(object, _schema.State(bool(strict), context, self._config))
        except Invalid as error:
            raise ValidationError(self._node.name, error.lines) from None

    def validate_json(self, data, /, **options):
        """The value in a JSON text."""
        import json

        try:
            read = json.loads(data)
        except ValueError:
            from pydantic._refusals import refuse

            refuse("the message for JSON text that is none in a pydantic model")
        return self.validate_python(read, **options)

    def dump_python(self, instance, /, **options):
        """A value as plain data."""
        from pydantic._dump import _value

        return _value(instance, options, None, None)

    def json_schema(self, **options):
        """Refused."""
        from pydantic._refusals import refuse

        refuse("TypeAdapter.json_schema")


__getattr__ = having("pydantic.type_adapter")

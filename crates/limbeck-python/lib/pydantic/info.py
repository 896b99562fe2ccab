"""What validators and serializers are told besides the value."""


class ValidationInfo:
    """Where a value stands."""

    def __init__(self, data=None, field_name=None, config=None, mode="python", context=None):
        self.data = data
        self.field_name = field_name
        self.config = config
        self.mode = mode
        self.context = context

    def __class_getitem__(cls, item):
        return cls


FieldValidationInfo = ValidationInfo


class FieldSerializationInfo:
    """How a value is being written."""

    def __init__(self, mode="python", field_name=None, by_alias=False, exclude_none=False, context=None):
        self.mode = mode
        self.field_name = field_name
        self.by_alias = by_alias
        self.exclude_none = exclude_none
        self.context = context

    def mode_is_json(self):
        """Whether JSON is written."""
        return self.mode == "json"


SerializationInfo = FieldSerializationInfo
ValidatorFunctionWrapHandler = object

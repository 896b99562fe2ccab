"""The module of `ChoiceType`."""

from sqlalchemy_utils._columns import ChoiceType  # noqa: F401

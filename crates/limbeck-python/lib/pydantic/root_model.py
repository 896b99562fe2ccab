"""`RootModel`, refused when a model is derived from it."""

from pydantic._refusals import later

RootModel = later("pydantic", "RootModel")

"""The enums, as requests and as columns."""

from __future__ import annotations

from enum import StrEnum

import pytest
from pydantic import BaseModel, ValidationError

from src.models import (
    AnalysisType,
    Base,
    RelationshipType,
    TaskCreate,
    TaskPriority,
    TaskStatus,
    TaskUpdate,
    ThoughtCreate,
    ThoughtStatus,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("status", list(ThoughtStatus))
def test_thought_status_value_accepted(status: ThoughtStatus) -> None:
    assert ThoughtCreate(content="idea", status=status.value).status is status


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (ThoughtCreate, {"content": "idea", "status": "deleted"}),
        (ThoughtCreate, {"content": "idea", "status": "ACTIVE"}),
        (TaskCreate, {"title": "call", "priority": "urgent"}),
        (TaskUpdate, {"status": "finished"}),
        (TaskUpdate, {"status": ""}),
    ],
)
def test_unknown_value_refused(model: type[BaseModel], values: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="Input should be"):
        model(**values)


@pytest.mark.parametrize(
    ("table", "column", "enum_class"),
    [
        ("thoughts", "status", ThoughtStatus),
        ("tasks", "status", TaskStatus),
        ("tasks", "priority", TaskPriority),
        ("thought_relationships", "relationship_type", RelationshipType),
        ("claude_analysis_results", "analysis_type", AnalysisType),
    ],
)
def test_column_stores_values_and_not_names(
    table: str, column: str, enum_class: type[StrEnum]
) -> None:
    column_type = Base.metadata.tables[table].c[column].type

    assert column_type.enums == [member.value for member in enum_class]
    assert not column_type.native_enum

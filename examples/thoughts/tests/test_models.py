"""The tests of models that the specification spells out, and the enums' tables."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from src.models import Base, ThoughtCreate, ThoughtDB, ThoughtResponse

TABLES = {
    "api_keys",
    "audit_log",
    "claude_analysis_results",
    "contexts",
    "tasks",
    "thought_relationships",
    "thoughts",
    "users",
}


@pytest.mark.unit
def test_metadata_has_all_eight_tables() -> None:
    assert set(Base.metadata.tables) == TABLES


@pytest.mark.unit
def test_thought_create_valid_input(valid_thought_data: dict[str, Any]) -> None:
    thought = ThoughtCreate(**valid_thought_data)

    assert thought.content == valid_thought_data["content"]


@pytest.mark.unit
def test_thought_create_empty_content_raises_error() -> None:
    with pytest.raises(ValidationError):
        ThoughtCreate(content="")


@pytest.mark.unit
def test_thought_create_content_too_long_raises_error() -> None:
    with pytest.raises(ValidationError):
        ThoughtCreate(content="x" * 5001)


@pytest.mark.unit
def test_thought_create_invalid_tags_raises_error() -> None:
    with pytest.raises(ValidationError, match="at most 5 items"):
        ThoughtCreate(content="tagged", tags=["a", "b", "c", "d", "e", "f"])


@pytest.mark.integration
def test_thought_response_serializes_to_json(sample_thought: ThoughtDB) -> None:
    data = ThoughtResponse.model_validate(sample_thought).model_dump(mode="json")

    assert data["id"]
    assert data["created_at"]

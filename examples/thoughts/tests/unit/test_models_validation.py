"""What the request models accept and refuse."""

from __future__ import annotations

from datetime import datetime, timezone
from uuid import uuid4

import pytest
from pydantic import ValidationError

from src.models import (
    ContextCreate,
    ContextResponse,
    TaskCreate,
    TaskPriority,
    TaskResponse,
    TaskStatus,
    TaskUpdate,
    ThoughtCreate,
    ThoughtResponse,
    ThoughtStatus,
    ThoughtUpdate,
    UserCreate,
    UserUpdate,
)
from tests.fixtures.contexts import ContextFactory
from tests.fixtures.tasks import TaskFactory
from tests.fixtures.thoughts import ThoughtFactory
from tests.fixtures.users import UserFactory

pytestmark = pytest.mark.unit

NOW = datetime(2025, 12, 15, 12, 0, tzinfo=timezone.utc)


class TestThoughtCreate:
    @pytest.mark.parametrize("length", [1, 2, 4999, 5000])
    def test_content_within_limits_accepted(self, length: int) -> None:
        assert len(ThoughtCreate(content="x" * length).content) == length

    @pytest.mark.parametrize("content", ["", "   ", "\n\t", "x" * 5001])
    def test_content_outside_limits_refused(self, content: str) -> None:
        with pytest.raises(ValidationError):
            ThoughtCreate(content=content)

    def test_content_missing_refused(self) -> None:
        with pytest.raises(ValidationError, match="Field required"):
            ThoughtCreate()

    def test_content_special_characters_kept(self) -> None:
        content = "naïve 思考 💡 'quoted'; DROP TABLE thoughts; --"

        assert ThoughtCreate(content=content).content == content

    def test_content_surrounding_space_removed(self) -> None:
        assert ThoughtCreate(content="  idea  ").content == "idea"

    def test_defaults(self) -> None:
        thought = ThoughtCreate(content="idea")

        assert thought.tags == []
        assert thought.status is ThoughtStatus.ACTIVE
        assert thought.context_id is None

    @pytest.mark.parametrize("count", range(6))
    def test_tags_up_to_five_accepted(self, count: int) -> None:
        tags = [f"tag{number}" for number in range(count)]

        assert ThoughtCreate(content="idea", tags=tags).tags == tags

    @pytest.mark.parametrize("tags", [[""], ["x" * 51], [1], "tag", list("abcdef")])
    def test_tags_invalid_refused(self, tags: object) -> None:
        with pytest.raises(ValidationError):
            ThoughtCreate(content="idea", tags=tags)

    def test_tags_normalized(self) -> None:
        thought = ThoughtCreate(content="idea", tags=[" Home", "home", "Work "])

        assert thought.tags == ["home", "work"]

    def test_unknown_field_refused(self) -> None:
        with pytest.raises(ValidationError, match="Extra inputs"):
            ThoughtCreate(content="idea", contents="idea")


class TestThoughtUpdate:
    def test_nothing_given_changes_nothing(self) -> None:
        assert ThoughtUpdate().model_dump(exclude_unset=True) == {}

    def test_partial_update_names_only_what_changes(self) -> None:
        update = ThoughtUpdate(status="archived")

        assert update.model_dump(exclude_unset=True) == {
            "status": ThoughtStatus.ARCHIVED
        }

    @pytest.mark.parametrize(
        "values", [{"content": ""}, {"content": "x" * 5001}, {"tags": list("abcdef")}]
    )
    def test_limits_hold_in_updates_too(self, values: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            ThoughtUpdate(**values)


class TestThoughtResponse:
    def test_json_round_trip(self) -> None:
        response = ThoughtResponse(
            id=uuid4(),
            user_id=uuid4(),
            context_id=None,
            content="idea",
            tags=["a"],
            status=ThoughtStatus.COMPLETED,
            created_at=NOW,
            updated_at=NOW,
        )

        assert (
            ThoughtResponse.model_validate_json(response.model_dump_json()) == response
        )
        assert response.model_dump(mode="json")["status"] == "completed"


class TestTaskModels:
    def test_defaults(self) -> None:
        task = TaskCreate(title="call")

        assert task.priority is TaskPriority.MEDIUM
        assert task.due_at is None

    @pytest.mark.parametrize("title", ["", " ", "x" * 201])
    def test_title_outside_limits_refused(self, title: str) -> None:
        with pytest.raises(ValidationError):
            TaskCreate(title=title)

    def test_description_too_long_refused(self) -> None:
        with pytest.raises(ValidationError):
            TaskCreate(title="call", description="x" * 5001)

    def test_due_at_read_from_text(self) -> None:
        assert TaskCreate(title="call", due_at="2025-12-15T12:00:00Z").due_at == NOW

    def test_partial_update_names_only_what_changes(self) -> None:
        update = TaskUpdate(status="done", due_at=None)

        assert update.model_dump(exclude_unset=True) == {
            "status": TaskStatus.DONE,
            "due_at": None,
        }

    def test_response_json_round_trip(self) -> None:
        response = TaskResponse(
            id=uuid4(),
            user_id=uuid4(),
            thought_id=uuid4(),
            title="call",
            description=None,
            status=TaskStatus.PENDING,
            priority=TaskPriority.HIGH,
            due_at=NOW,
            completed_at=None,
            created_at=NOW,
            updated_at=NOW,
        )

        assert TaskResponse.model_validate_json(response.model_dump_json()) == response


class TestContextModels:
    @pytest.mark.parametrize(
        "settings", [{}, {"colour": "blue"}, {"nested": {"list": [1, None, True]}}]
    )
    def test_settings_json_round_trip(self, settings: dict[str, object]) -> None:
        context = ContextResponse(
            id=uuid4(),
            user_id=uuid4(),
            name="Work",
            description=None,
            settings=settings,
            created_at=NOW,
        )

        again = ContextResponse.model_validate_json(context.model_dump_json())
        assert again.settings == settings

    def test_name_empty_refused(self) -> None:
        with pytest.raises(ValidationError):
            ContextCreate(name="")


class TestUserModels:
    @pytest.mark.parametrize("email", ["a@b", "@example.com", "a b@example.com", ""])
    def test_email_invalid_refused(self, email: str) -> None:
        with pytest.raises(ValidationError):
            UserCreate(name="Ada", email=email)

    def test_partial_update_names_only_what_changes(self) -> None:
        assert UserUpdate(name="Ada").model_dump(exclude_unset=True) == {"name": "Ada"}


class TestFactories:
    def test_batches_differ(self) -> None:
        assert len({u.email for u in UserFactory.create_batch(3)}) == 3
        assert len({t.content for t in ThoughtFactory.create_batch(10)}) == 10
        assert {t.priority for t in TaskFactory.create_batch(4)} == set(TaskPriority)

    def test_batches_share_what_is_given(self) -> None:
        users = UserFactory.create_batch(2, name="Ada")
        tasks = TaskFactory.create_batch(2, priority=TaskPriority.LOW)

        assert {user.name for user in users} == {"Ada"}
        assert {task.priority for task in tasks} == {TaskPriority.LOW}

    def test_variations_are_valid(self) -> None:
        assert len(ThoughtFactory.create_longest().tags) == 5
        assert ThoughtFactory.create(tags=[]).tags == []
        assert TaskFactory.create_urgent().priority is TaskPriority.CRITICAL
        assert ContextFactory.create().name == "Work"
        assert UserFactory.create_with_preferences(language="en").preferences == {
            "theme": "dark",
            "language": "en",
        }

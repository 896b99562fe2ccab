"""Rows in the migrated schema, and what its constraints refuse."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from src.models import (
    AnalysisType,
    AuditLogDB,
    Base,
    ClaudeAnalysisResultDB,
    ContextDB,
    RelationshipType,
    TaskDB,
    ThoughtDB,
    ThoughtRelationshipDB,
    ThoughtStatus,
    UserDB,
)
from tests.fixtures.contexts import ContextFactory
from tests.fixtures.tasks import TaskFactory
from tests.fixtures.thoughts import ThoughtFactory
from tests.fixtures.users import UserFactory

pytestmark = pytest.mark.integration


def test_create_thought_in_database(db_session: Session, sample_user: UserDB) -> None:
    thought = ThoughtFactory.persist(
        db_session, sample_user, tags=["a", "ü", "💡"], status=ThoughtStatus.ARCHIVED
    )
    db_session.expunge_all()

    stored = db_session.get_one(ThoughtDB, thought.id)
    assert stored.tags == ["a", "ü", "💡"]
    assert stored.status is ThoughtStatus.ARCHIVED
    assert db_session.scalar(text("SELECT status FROM thoughts")) == "archived"


def test_list_multiple_thoughts(db_session: Session, sample_user: UserDB) -> None:
    for request in ThoughtFactory.create_batch(10):
        db_session.add(ThoughtDB(user_id=sample_user.id, **request.model_dump()))
    db_session.commit()

    assert len(db_session.scalars(select(ThoughtDB)).all()) == 10


def test_longest_thought_fits(db_session: Session, sample_user: UserDB) -> None:
    request = ThoughtFactory.create_longest()

    db_session.add(ThoughtDB(user_id=sample_user.id, **request.model_dump()))
    db_session.commit()


def test_foreign_key_constraint_enforced(db_session: Session) -> None:
    db_session.add(ThoughtDB(user_id=uuid4(), content="nobody's"))

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        db_session.commit()


def test_duplicate_email_refused(db_session: Session, sample_user: UserDB) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"):
        UserFactory.persist(db_session, email=sample_user.email)


def test_duplicate_context_refused(
    db_session: Session, sample_user: UserDB, sample_context: ContextDB
) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"):
        ContextFactory.persist(db_session, sample_user, name=sample_context.name)


def test_same_context_name_of_another_user_accepted(
    db_session: Session, sample_context: ContextDB
) -> None:
    another = UserFactory.persist(db_session)

    ContextFactory.persist(db_session, another, name=sample_context.name)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"content": ""}, "ck_thoughts_content_length"),
        ({"content": "x" * 5001}, "ck_thoughts_content_length"),
    ],
)
def test_content_limits_hold_in_the_database(
    db_session: Session, sample_user: UserDB, values: dict[str, Any], constraint: str
) -> None:
    db_session.add(ThoughtDB(user_id=sample_user.id, **values))

    with pytest.raises(IntegrityError, match=constraint):
        db_session.commit()


def test_unknown_status_refused_by_the_database(
    db_session: Session, sample_thought: ThoughtDB
) -> None:
    with pytest.raises(IntegrityError, match="ck_thoughts_status"):
        db_session.execute(text("UPDATE thoughts SET status = 'deleted'"))


def test_relationship_to_itself_refused(
    db_session: Session, sample_thought: ThoughtDB
) -> None:
    db_session.add(
        ThoughtRelationshipDB(
            source_thought_id=sample_thought.id, target_thought_id=sample_thought.id
        )
    )

    with pytest.raises(IntegrityError, match="not_to_itself"):
        db_session.commit()


def test_relationship_strength_outside_range_refused(
    db_session: Session, sample_user: UserDB, sample_thought: ThoughtDB
) -> None:
    other = ThoughtFactory.persist(db_session, sample_user)
    db_session.add(
        ThoughtRelationshipDB(
            source_thought_id=sample_thought.id,
            target_thought_id=other.id,
            relationship_type=RelationshipType.BUILDS_ON,
            strength=1.5,
        )
    )

    with pytest.raises(IntegrityError, match="strength_range"):
        db_session.commit()


def test_deleting_a_user_deletes_what_is_theirs(
    db_session: Session,
    sample_user: UserDB,
    sample_thought: ThoughtDB,
    sample_task: TaskDB,
) -> None:
    db_session.add_all(
        [
            ClaudeAnalysisResultDB(
                thought=sample_thought,
                analysis_type=AnalysisType.SUMMARY,
                model="claude",
                result={"summary": "a test", "score": 0.25},
                confidence=0.875,
            ),
            AuditLogDB(user_id=sample_user.id, action="created", entity_type="thought"),
        ]
    )
    db_session.commit()

    db_session.delete(sample_user)
    db_session.commit()
    db_session.expunge_all()

    (entry,) = db_session.scalars(select(AuditLogDB))
    assert entry.user_id is None
    for model in (ThoughtDB, TaskDB, ClaudeAnalysisResultDB):
        assert db_session.scalars(select(model)).all() == []


def test_deleting_a_thought_keeps_its_tasks(
    db_session: Session, sample_thought: ThoughtDB, sample_task: TaskDB
) -> None:
    db_session.delete(sample_thought)
    db_session.commit()
    db_session.refresh(sample_task)

    assert sample_task.thought_id is None


def test_defaults_of_the_database(db_session: Session) -> None:
    users, tasks = (Base.metadata.tables[name] for name in ("users", "tasks"))
    user_id = uuid4().hex
    db_session.execute(
        text(
            "INSERT INTO users (id, name, email, preferences)"
            " VALUES (:id, 'Ada', 'ada@example.com', '{}')"
        ),
        {"id": user_id},
    )
    db_session.execute(
        text("INSERT INTO tasks (id, user_id, title) VALUES (:id, :user, 'call')"),
        {"id": uuid4().hex, "user": user_id},
    )

    user = db_session.execute(select(users)).one()
    task = db_session.execute(select(tasks)).one()
    assert user.is_active is True
    assert user.created_at is not None
    assert (task.status.value, task.priority.value) == ("pending", "medium")


def test_bulk_insert_of_tasks(db_session: Session, sample_user: UserDB) -> None:
    requests = TaskFactory.create_batch(4)

    db_session.execute(
        insert(TaskDB),
        [{"user_id": sample_user.id, **r.model_dump()} for r in requests],
    )

    assert len(db_session.scalars(select(TaskDB)).all()) == 4

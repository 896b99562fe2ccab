"""The models, with no database and in one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import models
from app.database import Base
from app.models import Company, JobRun, SignalRecord
from tests.conftest import Alembic


@pytest.fixture
def session(run_alembic: Alembic, sqlite_url: str) -> Iterator[Session]:
    """Yield a session on a freshly migrated database."""
    run_alembic(sqlite_url, "upgrade", "head")
    engine = create_engine(sqlite_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_models_are_exported_and_registered() -> None:
    assert set(models.__all__) == {"Company", "JobRun", "SignalRecord"}
    assert set(Base.metadata.tables) == {"companies", "job_runs", "signal_records"}


def test_company_model_creation() -> None:
    company = Company(name="Acme", website_url="https://example.com", cto_need_score=70)

    assert company.name == "Acme"
    assert company.website_url == "https://example.com"
    assert company.cto_need_score == 70
    assert company.founder_name is None
    assert company.last_scan_at is None


def test_signal_record_model_creation() -> None:
    record = SignalRecord(
        company_id=1,
        source_url="https://example.com/blog",
        content_hash=hashlib.sha256(b"We are hiring").hexdigest(),
        content_text="We are hiring",
    )

    assert record.company_id == 1
    assert len(record.content_hash) == 64
    (foreign_key,) = SignalRecord.__table__.c.company_id.foreign_keys
    assert foreign_key.target_fullname == "companies.id"
    assert foreign_key.ondelete == "CASCADE"


def test_job_run_model_creation() -> None:
    started = datetime(2026, 2, 17, 9, 0, tzinfo=timezone.utc)
    job_run = JobRun(job_type="scan", status="running", started_at=started)

    assert job_run.job_type == "scan"
    assert job_run.status == "running"
    assert job_run.started_at == started
    assert job_run.finished_at is None
    assert job_run.error_message is None


def test_models_work_on_the_migrated_schema(session: Session) -> None:
    company = Company(name="Acme", website_url="https://example.com")
    company.signal_records.append(
        SignalRecord(
            source_url="https://example.com/blog",
            content_hash="abc",
            content_text="We are hiring",
        )
    )
    session.add_all([company, JobRun(job_type="scan", status="success")])
    session.commit()
    session.expire_all()

    (record,) = company.signal_records
    assert record.company is company
    assert company.created_at is not None
    assert session.query(JobRun).one().started_at is not None

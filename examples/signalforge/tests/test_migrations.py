"""The migrations, run as a user runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from tests.conftest import PROJECT, Alembic

CORE_TABLES = {"companies", "signal_records", "job_runs"}


def table_names(database_url: str) -> set[str]:
    """Return the tables of a database, by the standard's catalogue where it exists."""
    engine = create_engine(database_url)
    try:
        if engine.dialect.name != "postgresql":
            return set(inspect(engine).get_table_names())
        with engine.connect() as connection:
            rows = connection.execute(
                text(
                    "SELECT table_name FROM information_schema.tables"
                    " WHERE table_schema = 'public'"
                )
            )
            return set(rows.scalars())
    finally:
        engine.dispose()


def execute(database_url: str, *statements: str) -> None:
    """Run statements in one transaction."""
    engine = create_engine(database_url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def test_alembic_upgrade_head_succeeds(run_alembic: Alembic, database_url: str) -> None:
    result = run_alembic(database_url, "upgrade", "head")

    assert "Running upgrade  -> 001_initial" in result.stderr
    assert (
        "Running upgrade 001_initial -> 002_create_core_tables, create core tables"
        in result.stderr
    )
    assert (
        "002_create_core_tables (head)" in run_alembic(database_url, "current").stdout
    )


def test_tables_exist_after_migration(run_alembic: Alembic, database_url: str) -> None:
    run_alembic(database_url, "upgrade", "head")

    assert table_names(database_url) == CORE_TABLES | {"alembic_version"}


def test_placeholder_creates_no_tables(run_alembic: Alembic, database_url: str) -> None:
    run_alembic(database_url, "upgrade", "001_initial")

    assert table_names(database_url) == {"alembic_version"}


def test_alembic_downgrade_base_succeeds(
    run_alembic: Alembic, database_url: str
) -> None:
    run_alembic(database_url, "upgrade", "head")

    result = run_alembic(database_url, "downgrade", "base")

    assert "Running downgrade 001_initial -> " in result.stderr


def test_downgrade_removes_tables(run_alembic: Alembic, database_url: str) -> None:
    run_alembic(database_url, "upgrade", "head")
    run_alembic(database_url, "downgrade", "base")

    assert not CORE_TABLES & table_names(database_url)


def test_upgrade_after_downgrade_creates_tables_again(
    run_alembic: Alembic, database_url: str
) -> None:
    run_alembic(database_url, "upgrade", "head")
    run_alembic(database_url, "downgrade", "base")
    run_alembic(database_url, "upgrade", "head")

    assert CORE_TABLES <= table_names(database_url)


def test_second_upgrade_does_nothing(run_alembic: Alembic, database_url: str) -> None:
    run_alembic(database_url, "upgrade", "head")

    result = run_alembic(database_url, "upgrade", "head")

    assert "Running upgrade" not in result.stderr


def test_models_and_migrations_agree(run_alembic: Alembic, database_url: str) -> None:
    run_alembic(database_url, "upgrade", "head")

    result = run_alembic(database_url, "check")

    assert "No new upgrade operations detected." in result.stdout


def test_content_hash_is_unique_per_company(
    run_alembic: Alembic, database_url: str
) -> None:
    run_alembic(database_url, "upgrade", "head")
    insert_record = (
        "INSERT INTO signal_records (company_id, source_url, content_hash, content_text)"
        " VALUES (1, 'https://example.com/blog', 'abc', 'We are hiring')"
    )
    execute(
        database_url,
        "INSERT INTO companies (name, website_url) VALUES ('Acme', 'https://example.com')",
        insert_record,
    )

    with pytest.raises(IntegrityError):
        execute(database_url, insert_record)


def test_existing_table_is_a_clear_conflict(
    run_alembic: Alembic, database_url: str
) -> None:
    run_alembic(database_url, "upgrade", "001_initial")
    execute(database_url, "CREATE TABLE companies (id INTEGER PRIMARY KEY)")

    result = run_alembic(database_url, "upgrade", "head", check=False)

    assert result.returncode != 0
    assert "companies" in result.stderr
    assert "already exists" in result.stderr
    assert "001_initial" in run_alembic(database_url, "current").stdout
    assert table_names(database_url) == {"alembic_version", "companies"}


def test_conflict_halfway_leaves_nothing_half_done(
    run_alembic: Alembic, postgres_url: str
) -> None:
    execute(postgres_url, "CREATE TABLE job_runs (id INTEGER PRIMARY KEY)")

    result = run_alembic(postgres_url, "upgrade", "head", check=False)

    assert result.returncode != 0
    assert "job_runs" in result.stderr
    assert table_names(postgres_url) == {"job_runs"}


def test_existing_schema_can_be_stamped(
    run_alembic: Alembic, database_url: str
) -> None:
    run_alembic(database_url, "upgrade", "head")
    execute(database_url, "DROP TABLE alembic_version")

    run_alembic(database_url, "stamp", "head")

    assert "(head)" in run_alembic(database_url, "current").stdout
    run_alembic(database_url, "check")


def test_offline_sql_needs_no_database(run_alembic: Alembic) -> None:
    url = "postgresql+psycopg://nobody@nowhere.invalid/signalforge"

    sql = run_alembic(url, "upgrade", "head", "--sql").stdout

    assert sql.index("CREATE TABLE companies") < sql.index(
        "CREATE TABLE signal_records"
    )
    assert "id SERIAL NOT NULL" in sql
    assert sql.rstrip().endswith("COMMIT;")


def test_percent_sign_in_url_is_kept(run_alembic: Alembic, tmp_path: Path) -> None:
    database = tmp_path / "100% signal.db"

    run_alembic(f"sqlite:///{database}", "upgrade", "head")

    assert database.exists()


def test_escaped_password_reaches_the_driver(
    run_alembic: Alembic, postgres_url: str
) -> None:
    url = make_url(postgres_url)
    if url.password is None:
        url = url.set(password="p@ss%word/1")

    run_alembic(url.render_as_string(hide_password=False), "upgrade", "head")

    assert CORE_TABLES <= table_names(postgres_url)


def test_no_credentials_in_migrations() -> None:
    credentials = re.compile(r"\w+://[^\s\"']*:[^\s\"']*@")
    files = [PROJECT / "alembic.ini", *(PROJECT / "alembic").rglob("*.py")]

    assert not [file for file in files if credentials.search(file.read_text())]

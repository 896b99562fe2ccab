"""The suite of the story: fifteen tests of the configuration, two of a database."""

from __future__ import annotations

import re
from configparser import ConfigParser, InterpolationMissingOptionError, RawConfigParser

import pytest

from tests.conftest import BACKEND, Project

ENV = BACKEND / "alembic" / "env.py"
BASELINE = "8189d0fe8479"


@pytest.fixture
def ini() -> RawConfigParser:
    """Return alembic.ini as it is written, with nothing interpolated."""
    parser = RawConfigParser()
    parser.read(BACKEND / "alembic.ini")
    return parser


class TestAlembicDirectory:
    @pytest.mark.parametrize("name", ["env.py", "script.py.mako", "README"])
    def test_file_exists(self, name: str) -> None:
        assert (BACKEND / "alembic" / name).is_file()

    def test_versions_directory_has_the_baseline(self) -> None:
        files = [file.name for file in (BACKEND / "alembic" / "versions").glob("*.py")]

        assert files == [f"20251219_0540_{BASELINE}_initial_baseline.py"]

    def test_versions_directory_ignores_test_migrations(self) -> None:
        ignored = (BACKEND / "alembic" / "versions" / ".gitignore").read_text()

        assert ignored.splitlines() == ["__pycache__/", "*.pyc", "test_*.py"]


class TestAlembicConfiguration:
    def test_script_location(self, ini: RawConfigParser) -> None:
        assert ini["alembic"]["script_location"] == "alembic"

    def test_file_template_has_date_and_time(self, ini: RawConfigParser) -> None:
        template = ini["alembic"]["file_template"]

        assert re.findall(r"%%\((\w+)\)", template) == [
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "rev",
            "slug",
        ]

    def test_timezone_is_utc(self, ini: RawConfigParser) -> None:
        assert ini["alembic"]["timezone"] == "UTC"

    def test_url_is_sync_and_has_no_credentials(self, ini: RawConfigParser) -> None:
        url = ini["alembic"]["sqlalchemy.url"]

        assert url.startswith("postgresql://%(DB_USER)s:%(DB_PASSWORD)s@")

    def test_url_can_only_be_read_once_it_was_replaced(self) -> None:
        parser = ConfigParser()
        parser.read(BACKEND / "alembic.ini")

        with pytest.raises(InterpolationMissingOptionError):
            parser.get("alembic", "sqlalchemy.url")

    def test_alembic_logs_to_the_console(self, ini: RawConfigParser) -> None:
        assert ini["logger_alembic"]["level"] == "INFO"
        assert ini["handler_console"]["args"] == "(sys.stderr,)"


class TestAlembicEnv:
    def test_imports_base_and_settings(self) -> None:
        env = ENV.read_text()

        assert "from app.core.config import settings" in env
        assert "from app.core.database import Base" in env
        assert "target_metadata = Base.metadata" in env

    def test_puts_backend_on_the_path(self) -> None:
        assert "sys.path.insert(0, str(backend_dir))" in ENV.read_text()

    def test_uses_the_sync_url(self) -> None:
        assert "settings.database_url_sync" in ENV.read_text()

    def test_compares_types_and_defaults_in_both_modes(self) -> None:
        env = ENV.read_text()

        assert env.count("compare_type=True") == 2
        assert env.count("compare_server_default=True") == 2


class TestAlembicIntegration:
    def test_alembic_version_table_exists(self, project: Project) -> None:
        project.alembic("upgrade", "head")

        assert project.tables() == {"alembic_version"}

    def test_alembic_current_returns_revision(self, project: Project) -> None:
        assert project.alembic("current").stdout == ""
        project.alembic("upgrade", "head")

        assert project.alembic("current").stdout == f"{BASELINE} (head)\n"

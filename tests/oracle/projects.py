"""Small projects, written to a directory: an ini, an env.py in some style, revisions."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Protocol

from .databases import Database

LOGGING = """\

[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
"""

INI = """\
[alembic]
script_location = %(here)s/migrations
prepend_sys_path = %(here)s
path_separator = os
"""

ENV = '''\
"""The stock environment."""

from logging.config import fileConfig

from sqlalchemy import engine_from_config, pool

from alembic import context

config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name)

target_metadata = None


def run_migrations_offline() -> None:
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
'''


def revision(
    identifier: str,
    down: object = None,
    upgrade: str = "pass",
    downgrade: str = "pass",
    *,
    doc: str | None = None,
    labels: object = None,
    depends_on: object = None,
    head: str = "",
) -> str:
    """The text of a revision script. `upgrade` and `downgrade` are bodies, `head` is code before the functions."""
    title = identifier if doc is None else doc
    lines = [
        f'"""{title}\n\nRevision ID: {identifier}\n"""',
        "",
        "import sqlalchemy as sa",
        "from alembic import op",
        "",
        f"revision = {identifier!r}",
        f"down_revision = {down!r}",
        f"branch_labels = {labels!r}",
        f"depends_on = {depends_on!r}",
        "",
        dedent(head),
        "def upgrade():",
        _body(upgrade),
        "",
        "def downgrade():",
        _body(downgrade),
        "",
    ]
    return "\n".join(lines)


def _body(text: str) -> str:
    return "\n".join("    " + line if line else "" for line in dedent(text).strip("\n").splitlines())


class Source(Protocol):
    """Something that can be written to a directory as a project."""

    def write(self, directory: Path, database: Database | None) -> None:
        """Write the project for one database."""


@dataclass
class Project:
    """A generated project. Its files are texts; `{url}` in the ini is the database's, escaped for an ini."""

    #: File name below versions/ (or any path with a slash, from the project's root) to text.
    revisions: dict[str, str] = field(default_factory=dict)
    env: str = ENV
    #: The [alembic] section.
    ini: str = INI
    logging: str = LOGGING
    url: str | None = None
    driver: str | None = None
    #: Other files, from the project's root.
    files: dict[str, str] = field(default_factory=dict)

    def write(self, directory: Path, database: Database | None) -> None:
        """Write the project for one database."""
        url = self.url
        if url is None:
            url = "sqlite://" if database is None else database.url(*([] if self.driver is None else [self.driver]))
        url_line = f"sqlalchemy.url = {url.replace('%', '%%')}\n"
        texts = {
            "alembic.ini": self.ini + url_line + self.logging,
            "migrations/env.py": self.env,
            "migrations/script.py.mako": "",
        }
        for name, text in self.revisions.items():
            texts[name if "/" in name else f"migrations/versions/{name}"] = text
        texts |= self.files
        (directory / "migrations" / "versions").mkdir(parents=True)
        for name, text in texts.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


@dataclass
class Example:
    """One of the five systems, copied without what a developer may have left in it."""

    path: Path

    def write(self, directory: Path, database: Database | None) -> None:
        """Copy it; it finds its database in the environment."""
        ignore = shutil.ignore_patterns("tests", "__pycache__", ".env", "*.db", ".pytest*")
        shutil.copytree(self.path, directory, ignore=ignore, dirs_exist_ok=True)


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """Replace texts that must be there."""
    for old, new in pairs:
        assert old in text, f"not there: {old!r}"
        text = text.replace(old, new)
    return text


def linear(count: int = 3, *, tables: bool = True) -> dict[str, str]:
    """A straight history of revisions `r001`, `r002`…, each of which makes a table."""
    files = {}
    down = None
    for number in range(1, count + 1):
        identifier = f"r{number:03}"
        create = f"op.create_table('t{number}', sa.Column('id', sa.Integer, primary_key=True))" if tables else "pass"
        drop = f"op.drop_table('t{number}')" if tables else "pass"
        files[f"{identifier}_table.py"] = revision(identifier, down, create, drop, doc=f"make table {number}")
        down = identifier
    return files

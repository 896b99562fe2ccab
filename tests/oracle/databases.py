"""Databases to migrate, made for one test each, and everything in them as text."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import uuid
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

#: In the URL of every database on a server; no output may show it. Servers that trust everybody ignore it.
PASSWORD = "geheim@17"
#: How it stands in a URL.
PASSWORD_IN_URL = "geheim%4017"


class Database(Protocol):
    """One empty database at first."""

    kind: str

    def url(self, driver: str = "") -> str:
        """The URL of SQLAlchemy, with a driver's name or the dialect's default driver."""

    def names(self) -> list[tuple[str, str]]:
        """What in outputs belongs to this one database, and what to write instead."""

    def execute(self, sql: str) -> None:
        """Run statements, committed."""

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Run a query."""

    def state(self) -> str:
        """Schema and rows, complete."""

    def drop(self) -> None:
        """Remove it."""


class SqliteDatabase:
    """A file."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    def url(self, driver: str = "") -> str:
        """The URL of SQLAlchemy."""
        return f"sqlite{driver and '+' + driver}:///{self.path}"

    def names(self) -> list[tuple[str, str]]:
        """Nothing: files lie below the project's root, which is masked as a whole."""
        return []

    def execute(self, sql: str) -> None:
        """Run statements, committed."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(sql)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Run a query; a database that does not exist yet has no tables."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql).fetchall()

    def state(self) -> str:
        """sqlite_master as it is, and all rows in their order."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return "(empty)\n"
        if not self.path.read_bytes().startswith(b"SQLite format 3\0"):
            return f"(no database: {self.path.read_bytes()!r})\n"
        lines: list[str] = []
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            for pragma in ("user_version", "application_id", "encoding", "journal_mode"):
                lines.append(f"{pragma} {connection.execute(f'PRAGMA {pragma}').fetchone()[0]}")
            objects = connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
            ).fetchall()
            for kind, name, table, sql in objects:
                lines.append(f"-- {kind} {name} on {table}\n{sql}")
            for kind, name, _, _ in objects:
                if kind != "table":
                    continue
                lines.append(f"-- rows of {name}")
                quoted = name.replace('"', '""')
                rows = [repr(row) for row in connection.execute(f'SELECT * FROM "{quoted}"')]
                # Which row of several a merge updates is the order of a set.
                lines.extend(sorted(rows) if "version" in quoted else rows)
        return mask_moments("\n".join(lines) + "\n")

    def drop(self) -> None:
        """Files go with the test's directory."""


class PostgresDatabase:
    """A database of its own on the server under test."""

    kind = "postgresql"

    def __init__(self, server: str) -> None:
        self._server = make_url(server).set(drivername="postgresql")
        self.name = f"oracle_{uuid.uuid4().hex[:12]}"
        self._administer(f'CREATE DATABASE "{self.name}"')

    def _administer(self, sql: str) -> None:
        with psycopg.connect(self._server.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(sql.encode())

    def _plain_url(self) -> str:
        return self._server.set(database=self.name).render_as_string(hide_password=False)

    def url(self, driver: str = "psycopg") -> str:
        """The URL of SQLAlchemy, with a password."""
        url = self._server.set(database=self.name, password=self._server.password or PASSWORD)
        drivername = f"postgresql+{driver}" if driver else "postgresql"
        return url.set(drivername=drivername).render_as_string(hide_password=False)

    def connection(self) -> psycopg.Connection:
        """A connection beside the program's; every statement commits itself."""
        return psycopg.connect(self._plain_url(), autocommit=True)

    def names(self) -> list[tuple[str, str]]:
        """The database's name."""
        return [(self.name, "<database>")]

    def execute(self, sql: str) -> None:
        """Run statements, committed."""
        with psycopg.connect(self._plain_url(), autocommit=True) as connection:
            connection.execute(sql.encode())

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Run a query."""
        with psycopg.connect(self._plain_url(), autocommit=True) as connection:
            return connection.execute(sql.encode()).fetchall()

    def state(self) -> str:
        """What pg_dump writes, without what differs from one dump to the next."""
        dump = subprocess.run(
            ["pg_dump", "--no-password", f"--dbname={self._plain_url()}"],
            env={**os.environ, "PGTZ": "UTC"},
            capture_output=True,
            text=True,
        )
        if dump.returncode != 0:
            raise RuntimeError(f"pg_dump: {dump.stderr}")
        # Masked before rows are ordered: what is masked must not decide the order.
        return tidy_dump(mask_moments(dump.stdout.replace(self.name, "<database>")))

    def drop(self) -> None:
        """Remove it, whoever is connected."""
        self._administer(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


class MariadbDatabase:
    """A database of its own on the server under test."""

    kind = "mariadb"

    def __init__(self, server: str) -> None:
        self._server = make_url(server).set(drivername="mysql+pymysql")
        self.name = f"oracle_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE `{self.name}` CHARACTER SET utf8mb4", database="mysql")

    def _run(self, sql: str, database: str | None = None) -> list[tuple[object, ...]]:
        import pymysql
        from pymysql.constants import CLIENT

        with closing(
            pymysql.connect(
                host=self._server.host or "127.0.0.1",
                port=self._server.port or 3306,
                user=self._server.username,
                password=self._server.password or "",
                database=database or self.name,
                autocommit=True,
                client_flag=CLIENT.MULTI_STATEMENTS,
            )
        ) as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def url(self, driver: str = "pymysql") -> str:
        """The URL of SQLAlchemy."""
        url = self._server.set(database=self.name, drivername=f"mysql+{driver or 'pymysql'}")
        return url.render_as_string(hide_password=False)

    def names(self) -> list[tuple[str, str]]:
        """The database's name."""
        return [(self.name, "<database>")]

    def execute(self, sql: str) -> None:
        """Run statements."""
        self._run(sql)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Run a query."""
        return self._run(sql)

    def state(self) -> str:
        """What the server says of each table, and all rows."""
        lines: list[str] = []
        for name, _ in sorted(self._run("SHOW FULL TABLES")):
            lines.append(f"-- {name}\n{self._run(f'SHOW CREATE TABLE `{name}`')[0][1]}")
            lines.extend(sorted(repr(row) for row in self._run(f"SELECT * FROM `{name}`")))
        return mask_moments("\n".join(lines).replace(self.name, "<database>") + "\n")

    def drop(self) -> None:
        """Remove it."""
        self._run(f"DROP DATABASE IF EXISTS `{self.name}`", database="mysql")


def tidy_dump(dump: str) -> str:
    """Leave out comments, settings and \\restrict; order the rows of each table, which have no order of their own."""
    lines: list[str] = []
    rows: list[str] | None = None
    for line in dump.splitlines():
        if rows is not None:
            if line == "\\.":
                lines.extend([*sorted(rows), line])
                rows = None
            else:
                rows.append(line)
        elif line.startswith("COPY ") and line.endswith("FROM stdin;"):
            lines.append(line)
            rows = []
        elif line and not line.startswith(("--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config")):
            lines.append(line)
    return "\n".join(lines) + "\n"


MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[ T]\d\d:\d\d:\d\d(\.\d+)?(?P<zone>[+-]\d\d(:?\d\d)?)?"
)
UUID4 = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\b")


def mask_moments(text: str) -> str:
    """Mask times of this day (defaults like now()) and random UUIDs; fixed ones in tests are of other days and kinds."""
    days = days_around_today()

    def masked(match: re.Match[str]) -> str:
        if match["date"] not in days:
            return match[0]
        return "<now>" + ("<zone>" if match["zone"] else "")

    return UUID4.sub("<uuid4>", MOMENT.sub(masked, text))


def days_around_today() -> set[str]:
    """Yesterday, today and tomorrow: a run may begin before midnight, or in another time zone."""
    today = datetime.now(timezone.utc).date()
    return {str(today + timedelta(days=offset)) for offset in (-1, 0, 1)}


def connection_refused_url() -> str:
    """A URL where nobody listens: the port of a socket that was closed again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return f"postgresql+psycopg://postgres:{PASSWORD_IN_URL}@127.0.0.1:{port}/postgres"

"""Styles of env.py, ini and layout that projects have: each migrates, and shows what it makes of its options."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .conftest import Beside, need_postgres
from .projects import ENV, INI, LOGGING, Project, linear, replaced, revision

CONFIGURE = "context.configure(connection=connection, target_metadata=target_metadata)"
ENGINE = """\
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
"""
ONLINE_BODY = ENV[ENV.index(ENGINE) : ENV.index("\n\nif context.is_offline_mode()")]
ASYNC = '''\
    connectable = {make}

    async def main() -> None:
        async with connectable.connect() as connection:
            await connection.run_sync(migrate)
        await connectable.dispose()

    def migrate(connection) -> None:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()

    asyncio.run(main())
'''
ASYNC_IMPORTS = "import asyncio\nfrom sqlalchemy.ext.asyncio import {names}\nfrom sqlalchemy import engine_from_config"
SETTINGS = '''\
"""Settings."""
from functools import lru_cache
from typing import Optional

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_prefix="APP_", extra="ignore")
    database_url: str
    pool_size: int = Field(default=5, ge=1)
    echo: Optional[bool] = None

    @property
    def url(self) -> str:
        assert self.pool_size == 7
        return self.database_url


@lru_cache
def get_settings() -> Settings:
    return Settings()
'''
CALLBACKS = '''context.configure(
            connection=connection,
            target_metadata=target_metadata,
            include_object=lambda *a: 1 / 0,
            include_name=lambda *a: 1 / 0,
            compare_type=lambda *a: 1 / 0,
            compare_server_default=True,
            render_item=lambda *a: 1 / 0,
            process_revision_directives=lambda *a: 1 / 0,
            include_schemas=True,
            render_as_batch=True,
            user_module_prefix="x.",
        )'''
ON_APPLY = '''def note(ctx, step, heads, run_args, **kw):
            print("applied", step.up_revision_id, sorted(heads), step.is_upgrade, sorted(run_args))

        context.configure(connection=connection, on_version_apply=note)'''


def online(body: str) -> str:
    """The stock env.py with another run_migrations_online."""
    return replaced(ENV, (ONLINE_BODY, body))


def configured(options: str) -> str:
    """The stock env.py with more options in both calls of configure."""
    return ENV.replace("target_metadata=target_metadata", f"target_metadata=target_metadata, {options}")


def asynchronous(make: str, names: str) -> str:
    """An asynchronous env.py."""
    imports = ("from sqlalchemy import engine_from_config", ASYNC_IMPORTS.format(names=names))
    return replaced(online(ASYNC.format(make=make)), imports)


#: Name → (project, driver of SQLite, driver of PostgreSQL, may refuse).
STYLES: dict[str, tuple[Project, str, str, bool]] = {}


def style(name: str, project: Project, sqlite: str = "", postgresql: str = "psycopg", *, may_refuse: bool = False) -> None:
    """Add one."""
    STYLES[name] = (project, sqlite, postgresql, may_refuse)


def project(env: str = ENV, **options) -> Project:  # type: ignore[no-untyped-def]
    """Three tables, and what is given."""
    return Project(linear(3), env, **options)


style("stock", project())
style("default_driver", project(), "pysqlite", "")
style("psycopg2_url", project(), "", "psycopg2")
style(
    "async_engine_from_config",
    project(asynchronous("async_engine_from_config(config.get_section(config.config_ini_section, {}), prefix='sqlalchemy.', poolclass=pool.NullPool)", "async_engine_from_config")),
    "aiosqlite", "asyncpg",
)  # fmt: skip
style(
    "create_async_engine",
    project(asynchronous("create_async_engine(config.get_main_option('sqlalchemy.url'), poolclass=pool.NullPool, echo=False)", "create_async_engine")),
    "aiosqlite", "asyncpg",
)  # fmt: skip
style("create_async_engine_psycopg", project(STYLES["create_async_engine"][0].env), "aiosqlite", "psycopg_async")
style(
    "async_with_transaction_outside",
    project(STYLES["create_async_engine"][0].env.replace("connectable.connect()", "connectable.begin()")),
    "aiosqlite", "asyncpg",
)  # fmt: skip
style("create_engine", project(online(ONLINE_BODY.replace(ENGINE, "    from sqlalchemy import create_engine\n    connectable = create_engine(config.get_main_option('sqlalchemy.url'), future=True)\n"))))
style("engine_begin", project(ENV.replace("connectable.connect()", "connectable.begin()")))
style("connectable_attribute", project(replaced(ENV, ("    connectable = engine_from_config(", "    connectable = config.attributes.get('connection', None)\n    connectable = connectable or engine_from_config("))))
style("settings_object", project(replaced(ENV, ("target_metadata = None", "import sys\nsys.path.append('.')\nfrom app.settings import get_settings\nconfig.set_main_option('sqlalchemy.url', get_settings().url.replace('%', '%%'))\ntarget_metadata = None")), files={"app/__init__.py": "", "app/settings.py": SETTINGS}, ini=INI.replace("prepend_sys_path = %(here)s\n", "")))
style("path_of_file", project(replaced(ENV, ("config = context.config", "import os, sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parents[1]))\nsys.path.append(os.path.join(os.path.dirname(__file__), '..', 'lib'))\nimport helper\nfrom pkg import names\nconfig = context.config\nassert names.ANSWER == helper.answer() == 42")), files={"lib/helper.py": "def answer():\n    return 42\n", "pkg/__init__.py": "", "pkg/names.py": "from helper import answer\nANSWER = answer()\n"}, ini=INI.replace("prepend_sys_path = %(here)s\n", "")))
style("optional_imports", project(replaced(ENV, ("target_metadata = None", "try:\n    import not_installed_anywhere\nexcept ImportError as error:\n    print('caught', error.name)\n    not_installed_anywhere = None\nfrom contextlib import suppress\nwith suppress(ModuleNotFoundError):\n    import neither.is_this\ntarget_metadata = None"))))
style("callbacks_unused_by_upgrade", project(replaced(ENV, (CONFIGURE, CALLBACKS))))
style("on_version_apply", project(replaced(ENV, (CONFIGURE, ON_APPLY))))
style("version_table", project(configured("version_table='my_versions', version_table_pk=False")))
style("version_table_name_quoted", project(configured("version_table='My Versions'")))
style("version_table_schema", project(replaced(configured("version_table='v', version_table_schema='meta'"), ("        with context.begin_transaction():\n            context.run_migrations()\n", "        connection.exec_driver_sql('CREATE SCHEMA IF NOT EXISTS meta')\n        connection.commit()\n        with context.begin_transaction():\n            context.run_migrations()\n"))), may_refuse=True)
style("version_table_schema_there", project(configured("version_table='v', version_table_schema='information'")))
style("transaction_per_migration", project(configured("transaction_per_migration=True")))
style("transactional_ddl", project(configured("transactional_ddl=True")))
style("no_transactional_ddl", project(configured("transactional_ddl=False")))
style("no_begin_transaction", project(replaced(ENV, ("        with context.begin_transaction():\n            context.run_migrations()\n", "        context.run_migrations()\n"))))
style("commit_at_the_end", project(replaced(ENV, ("            context.run_migrations()\n\n\nif", "            context.run_migrations()\n        connection.commit()\n\n\nif"))))
style("statement_before_configure", project(replaced(ENV, (f"        {CONFIGURE}", f"        from sqlalchemy import text\n        print(connection.execute(text('SELECT 1')).scalar(), connection.in_transaction())\n        {CONFIGURE}"))))
style("statement_before_configure_committed", project(replaced(STYLES["statement_before_configure"][0].env, (f"        {CONFIGURE}", f"        connection.commit()\n        {CONFIGURE}"))))
style("isolation_level", project(replaced(ENV, ("poolclass=pool.NullPool,", "poolclass=pool.NullPool, isolation_level='SERIALIZABLE',"))))
style("autocommit_engine", project(replaced(ENV, ("poolclass=pool.NullPool,", "poolclass=pool.NullPool, isolation_level='AUTOCOMMIT',"))))
style("execution_options", project(replaced(ENV, ("with connectable.connect() as connection:", "with connectable.connect().execution_options(isolation_level='AUTOCOMMIT') as connection:"))))
style("connect_args_sqlite", project(replaced(ENV, ("poolclass=pool.NullPool,", "connect_args={'timeout': 15, 'check_same_thread': False} if 'sqlite' in config.get_main_option('sqlalchemy.url') else {'options': '-c statement_timeout=30000', 'connect_timeout': 5},"))))
style("static_pool", project(replaced(ENV, ("poolclass=pool.NullPool,", "poolclass=pool.StaticPool, pool_pre_ping=True, pool_recycle=300,"))), may_refuse=True)
style("schema_translate", project(replaced(ENV, ("with connectable.connect() as connection:", "with connectable.connect() as connection:\n        connection = connection.execution_options(schema_translate_map={'a': 'b'})"))), may_refuse=True)
style("listener", project(replaced(ENV, (ENGINE, ENGINE + "\n    from sqlalchemy import event\n\n    @event.listens_for(connectable, 'connect')\n    def on_connect(dbapi_connection, record):\n        cursor = dbapi_connection.cursor()\n        cursor.execute('PRAGMA foreign_keys=ON' if connectable.dialect.name == 'sqlite' else 'SET statement_timeout = 60000')\n        cursor.close()\n\n"))), may_refuse=True)
style("x_arguments", project(replaced(ENV, ("target_metadata = None", "arguments = context.get_x_argument(as_dictionary=True)\nprint(arguments, context.get_x_argument())\ntarget_metadata = None"))))
style("arguments_to_migrations", Project({"a.py": revision("a", None, "pass").replace("def upgrade()", "def upgrade(name='nobody', **kw)").replace("    pass", "    print(name, sorted(kw))", 1)}, ENV.replace("context.run_migrations()", "context.run_migrations(name='somebody', other=1)")))
style("output_in_env", project(replaced(ENV, ("target_metadata = None", "print('env', __name__, config.config_ini_section, config.get_main_option('script_location') is not None)\ntarget_metadata = None"))))
style("models", project(replaced(ENV, ("target_metadata = None", "from models import Base\ntarget_metadata = Base.metadata")), files={"models.py": "from sqlalchemy import *\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\nfrom typing import Optional, List\n\nclass Base(DeclarativeBase):\n    pass\n\nclass User(Base):\n    __tablename__ = 'user'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[Optional[str]] = mapped_column(String(30))\n    posts: Mapped[List['Post']] = relationship(back_populates='user')\n\nclass Post(Base):\n    __tablename__ = 'post'\n    id = Column(Integer, primary_key=True)\n    user_id = Column(ForeignKey('user.id'))\n    user = relationship('User', back_populates='posts')\n"}))
style("version_locations", Project({"one/a.py": revision("a"), "two/deep/b.py": revision("b", "a", "op.execute('SELECT 1')"), "migrations/versions/c.py": revision("c", "b")}, ini=INI + "version_locations = %(here)s/one:%(here)s/migrations/versions:%(here)s/two\nrecursive_version_locations = true\n"))
style("version_locations_two_bases", Project({"one/a.py": revision("a", labels="first"), "two/b.py": revision("b", labels="second"), "two/c.py": revision("c", "b", depends_on="first")}, ini=INI + "version_locations = %(here)s/one:%(here)s/two\n"))
style("ini_interpolation", project(ini=INI.replace("[alembic]\n", "[DEFAULT]\nname = migrations\n\n[alembic]\n").replace("%(here)s/migrations", "%(here)s/%(name)s")))
style("other_section", project(replaced(ENV, ("target_metadata = None", "print(config.get_section('extra'), config.get_section_option('extra', 'a'), config.get_section_option('extra', 'z', 'default'), config.get_main_option('nothing'))\ntarget_metadata = None")), logging="\n[extra]\na = 1 ; not a comment\nB = two\n  lines\n" + LOGGING))
style("pyproject", Project({**linear(2)}, ini="[alembic]\n", files={"pyproject.toml": '[tool.alembic]\nscript_location = "%(here)s/migrations"\nprepend_sys_path = ["."]\n'}))
style("metadata_list_and_naming", project(replaced(ENV, ("target_metadata = None", "from sqlalchemy import MetaData\ntarget_metadata = [MetaData(), MetaData(schema='x')]"))))
style("logger_in_env", project(replaced(ENV, ("target_metadata = None", "import logging\nlogger = logging.getLogger('alembic.env')\nlogger.info('hello %s', 1)\nlogger.debug('not shown')\nlogging.getLogger('other').warning('other')\nlogging.info('root')\ntarget_metadata = None"))))
style("two_runs", project(replaced(ENV, ("            context.run_migrations()\n\n\nif", "            context.run_migrations()\n        context.configure(connection=connection, version_table='second')\n        with context.begin_transaction():\n            print(context.get_context().get_current_heads())\n\n\nif"))), may_refuse=True)
style("raises_at_import", project(replaced(ENV, ("target_metadata = None", "raise RuntimeError('env.py: no')"))))
style("exits", project(replaced(ENV, ("target_metadata = None", "import sys\nsys.exit(3)"))))
style("exits_with_text", project(replaced(ENV, ("target_metadata = None", "raise SystemExit('set the URL')"))))
style("command_error", project(replaced(ENV, ("target_metadata = None", "from alembic.util import CommandError\nraise CommandError('env.py says no')"))))
style("no_configure", project("from alembic import context\ncontext.run_migrations()\n"))
style("configure_with_nothing", project("from alembic import context\ncontext.configure()\n"))
style("configure_with_engine", project(replaced(ENV, ("connection=connection", "connection=connectable"))))
style("get_bind_in_env", project(replaced(ENV, (CONFIGURE, CONFIGURE + "\n        print(context.get_bind() is connection, context.get_context().get_current_revision(), context.get_head_revision())"))))


def places() -> list:
    """Each style on both databases."""
    return [pytest.param(name, kind, id=f"{name}-{kind}") for name in STYLES for kind in ("sqlite", "postgresql")]


@pytest.mark.parametrize(("name", "kind"), places())
def test_style(name: str, kind: str, beside: Beside) -> None:
    if kind == "postgresql":
        need_postgres()
    source, sqlite, postgresql, may_refuse = STYLES[name]
    # A copy: the styles are there for every test of the process.
    source = replace(source, driver=sqlite if kind == "sqlite" else postgresql)
    if name == "statement_before_configure" and kind == "sqlite":
        pytest.skip("refused: see test_nobody_commits_on_sqlite")
    if name == "psycopg2_url" and kind == "postgresql":
        pytest.skip("psycopg2 is not among the packages of the oracle")
    environment = None
    if name == "settings_object":
        environment = lambda database: {"APP_DATABASE_URL": database.url(source.driver or ""), "APP_POOL_SIZE": "7"}  # noqa: E731
    with beside(source, kind, environment) as side:
        side.run("-x", "a=1", "-x", "b", "upgrade", "heads", may_refuse=may_refuse)
        side.run("current", ordered=False, may_refuse=may_refuse)
        side.run("downgrade", "-1", may_refuse=may_refuse)
        side.run("upgrade", "heads", "--sql", state=False, may_refuse=may_refuse)
        side.run("stamp", "base", may_refuse=may_refuse)


def test_nobody_commits_on_sqlite(beside: Beside, only_limbeck: None) -> None:
    """Alembic keeps the first step's table, loses its version and says nothing: the next run fails."""
    with beside(STYLES["statement_before_configure"][0], "sqlite") as side:
        for _ in range(2):
            outcome = side.candidate.run(["upgrade", "heads"], {})
            assert outcome.exit_code == 1 and "nobody committed" in outcome.stderr, outcome
            assert "env.py" in outcome.stderr and "CREATE TABLE t1" not in side.candidate.state()
        # Nothing to lose, nothing to refuse.
        assert side.candidate.run(["current"], {}).exit_code == 0

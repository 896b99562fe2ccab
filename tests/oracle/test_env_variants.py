"""Projects whose env.py steers autogenerate: filters, hooks, several databases, schemas, templates, file names."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from .conftest import Beside
from .projects import INI, Project
from .test_autogenerate import ENV, TEMPLATE, compare_revisions

MODELS = """\
import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint, func
from sqlalchemy.types import TypeDecorator, UserDefinedType

class Code(TypeDecorator):
    impl = String(12)
    cache_ok = True

class Point(UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "TEXT"

m = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s", "ix": "ix_%(column_0_label)s"})
Table("users", m, Column("id", Integer, primary_key=True), Column("name", String(20), nullable=False, index=True),
      Column("code", Code), Column("at", Point()), Column("made", sa.DateTime, server_default=func.now()))
Table("posts", m, Column("id", Integer, primary_key=True), Column("user_id", ForeignKey("users.id")),
      Column("skip_me", Integer), Column("title", String(9)), UniqueConstraint("title"), info={"note": 1})
Table("skipped", m, Column("id", Integer, primary_key=True), info={"skip_autogenerate": True})
"""
SECOND = (
    MODELS.replace("String(20), nullable=False", "String(30)")
    .replace('Column("code", Code)', 'Column("code", Code, server_default="x"), Column("more", Integer)')
    .replace('UniqueConstraint("title")', 'Index("ix_title", "title")')
)

FLASK = '''\
import logging
from logging.config import fileConfig

from sqlalchemy import engine_from_config, pool
from alembic import context
import models

config = context.config
fileConfig(config.config_file_name)
logger = logging.getLogger("alembic.env")


def get_engine():
    return engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)


def get_engine_url():
    try:
        return get_engine().url.render_as_string(hide_password=False).replace("%", "%%")
    except AttributeError:
        return str(get_engine().url).replace("%", "%%")


config.set_main_option("sqlalchemy.url", get_engine_url())


def get_metadata():
    return models.m


def run_migrations_online():
    def process_revision_directives(context, revision, directives):
        if getattr(config.cmd_opts, "autogenerate", False):
            script = directives[0]
            if script.upgrade_ops.is_empty():
                directives[:] = []
                logger.info("No changes in schema detected.")

    conf_args = {"compare_type": True}
    if conf_args.get("process_revision_directives") is None:
        conf_args["process_revision_directives"] = process_revision_directives
    connectable = get_engine()
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=get_metadata(), **conf_args)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
'''

ASYNC = '''\
import asyncio
from logging.config import fileConfig

from sqlalchemy import pool
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import async_engine_from_config
from alembic import context
import models

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
target_metadata = models.m


def do_run_migrations(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=target_metadata)
    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations() -> None:
    connectable = async_engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await connectable.dispose()


asyncio.run(run_async_migrations())
'''


def env(configure: str = "", code: str = "", target: str = "models.m", head: str = "import models\n") -> str:
    """The stock environment with options of its own."""
    return ENV.format(head=head, target=target, env=code, configure=configure)


FILTERS = """\
def include_name(name, type_, parent_names):
    if type_ == "table":
        return not name.startswith("spatial") and parent_names["schema_qualified_table_name"] != "ignored"
    return True

def include_object(object, name, type_, reflected, compare_to):
    if type_ == "table" and object.info.get("skip_autogenerate"):
        return False
    if type_ == "column" and not reflected and name == "skip_me":
        return False
    if type_ == "index" and reflected and compare_to is None:
        return not name.startswith("keep")
    return True
"""
RENDER = """\
def render_item(type_, obj, autogen_context):
    if type_ == "type" and isinstance(obj, models.Code):
        autogen_context.imports.add("from models import Code")
        return "Code()"
    if type_ == "type" and obj.__class__.__module__.startswith("models"):
        autogen_context.imports.add("import models as mine")
        return "mine.%r" % obj
    if type_ == "server_default" and "now" in str(getattr(obj, "arg", "")).lower() and "now" in repr(obj.arg):
        return "sa.text('CURRENT_TIMESTAMP')"
    return False
"""
COMPARE = """\
def compare_type(context, inspected_column, metadata_column, inspected_type, metadata_type):
    if isinstance(metadata_type, models.Point):
        return False
    if metadata_column.name == "name":
        return repr(inspected_type) != repr(metadata_type)
    return None

def compare_server_default(context, inspected_column, metadata_column, inspected_default, metadata_default, rendered):
    if metadata_column.name == "made":
        return False
    return None
"""
REWRITE = """\
from alembic.operations import ops
from alembic.autogenerate import rewriter

first, second = rewriter.Rewriter(), rewriter.Rewriter()

@first.rewrites(ops.CreateTableOp)
def order_columns(context, revision, op):
    special = {"id": -100, "made": 1001}
    cols = [(special.get(col.name, n), col._copy()) for n, col in enumerate(op.columns) if hasattr(col, "type")]
    rest = [c for c in op.columns if not hasattr(c, "type")]
    op.columns[:] = [c for _, c in sorted(cols, key=lambda pair: pair[0])] + rest
    return op

@first.rewrites(ops.AddColumnOp)
def add_column(context, revision, op):
    if op.column.nullable:
        return op
    op.column.nullable = True
    return [op, ops.AlterColumnOp(op.table_name, op.column.name, modify_nullable=False, existing_type=op.column.type)]

@second.rewrites(ops.DropTableOp)
def keep(context, revision, op):
    return []

@second.rewrites(ops.MigrationScript)
def label(context, revision, op):
    op.message = (op.message or "") + "!"
    return op

writer = first.chain(second)
"""
NUMBERED = """\
from alembic.script import ScriptDirectory

def numbered(context, revision, directives):
    script = directives[0]
    head = ScriptDirectory.from_config(context.config).get_current_head()
    number = 1 if head is None else int(head.lstrip("0")) + 1
    script.rev_id = "{0:04}".format(number)
    if script.upgrade_ops.is_empty():
        directives[:] = []
        print("No changes found, skipping")
"""
BEFORE_PG = "CREATE TABLE spatial_x (id integer); CREATE TABLE ignored (id integer); CREATE TABLE old (id integer, n integer); CREATE INDEX keep_it ON old (n)"

VARIANTS: dict[str, tuple[str, str]] = {
    "flask_migrate": (FLASK, ""),
    "filters": (env("include_name=include_name, include_object=include_object", FILTERS), BEFORE_PG),
    "render_item": (env("render_item=render_item", RENDER), ""),
    "user_module_prefix": (env("user_module_prefix='mine.'"), ""),
    "module_prefixes": (env("sqlalchemy_module_prefix='sqla.', alembic_module_prefix='o.'"), ""),
    "comparators": (env("compare_type=compare_type, compare_server_default=compare_server_default", COMPARE), ""),
    "no_comparisons": (env("compare_type=False, compare_server_default=False"), ""),
    "rewriter": (env("process_revision_directives=writer", REWRITE), "CREATE TABLE old (id integer)"),
    "numbered": (env("process_revision_directives=numbered", NUMBERED), ""),
    "batch": (env("render_as_batch=True"), "CREATE TABLE old (id integer)"),
    "transaction_per_migration": (env("transaction_per_migration=True"), ""),
    "version_table": (env("version_table='my_versions', version_table_pk=False"), ""),
    "several_upgrade_tokens": (env("upgrade_token='ups', downgrade_token='downs'"), ""),
    "include_schemas": (env("include_schemas=True"), ""),
    "plugins": (env("autogenerate_plugins=['alembic.autogenerate.*', '~alembic.autogenerate.comments', '~alembic.autogenerate.constraints', '~alembic.autogenerate.types']"), ""),
}
TOKENS = TEMPLATE.replace("upgrades if upgrades", "ups if ups").replace("downgrades if downgrades", "downs if downs").replace("${upgrades", "${ups").replace("${downgrades", "${downs")


@pytest.mark.parametrize("name", VARIANTS)
def test_env_steers_autogenerate(name: str, kind: str, beside: Beside) -> None:
    text, sql = VARIANTS[name]
    template = TOKENS if name == "several_upgrade_tokens" else TEMPLATE
    if name == "module_prefixes":
        template = TEMPLATE.replace("from alembic import op\nimport sqlalchemy as sa", "from alembic import op as o\nimport sqlalchemy as sqla\nimport models")
    if name in ("user_module_prefix",):
        template = template.replace("import sqlalchemy as sa", "import sqlalchemy as sa\nimport models as mine")
    elif name != "render_item":
        template = template.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")
    project = Project(env=text, driver=None, files={"models.py": MODELS, "migrations/script.py.mako": template})
    with beside(project, kind) as side:
        if sql:
            side.execute(sql)
        for revision, models in (("0001", MODELS), ("0002", SECOND), ("0003", SECOND)):
            for each in side.sides:
                (each.root / "models.py").write_text(models)
            side.run("check", state=False)
            side.run("revision", "--autogenerate", "-m", f"Step {revision}", "--rev-id", revision)
            compare_revisions(side)
            side.run("upgrade", "head", state=False)
        side.run("heads", state=False)
        side.run("downgrade", "base", state=False)


@pytest.mark.parametrize(("kind", "driver"), [("sqlite", "aiosqlite"), ("postgresql", "asyncpg")])
def test_async_template(kind: str, driver: str, beside: Beside) -> None:
    template = TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")
    project = Project(env=ASYNC, driver=driver, files={"models.py": MODELS, "migrations/script.py.mako": template})
    with beside(project, kind) as side:
        side.run("check", state=False)
        side.run("revision", "--autogenerate", "-m", "first", "--rev-id", "0001")
        compare_revisions(side)
        side.run("upgrade", "head")
        side.run("check", state=False)
        side.run("downgrade", "base")


INIS: dict[str, str] = {
    "file_template": "file_template = %%(year)d-%%(month).2d-%%(day).2d_%%(slug)s-%%(rev)s\ntruncate_slug_length = 12\n",
    "subdirectories": "file_template = %%(year)d/%%(slug)s/%%(rev)s\nrecursive_version_locations = true\n",
    "timezone": "timezone = Asia/Kolkata\nfile_template = %%(rev)s_%%(slug)s\n",
    "wrong_timezone": "timezone = Nowhere/None\n",
    "revision_environment": "revision_environment = true\n",
    "bad_file_template": "file_template = %%(nothing)s\n",
    "bad_slug_length": "truncate_slug_length = many\n",
    "version_locations": "version_locations = %(here)s/migrations/versions %(here)s/other\nversion_path_separator = space\n",
}


@pytest.mark.parametrize("name", INIS)
def test_ini_steers_new_files(name: str, beside: Beside) -> None:
    ini = INI.replace("path_separator = os\n", "") if name == "version_locations" else INI
    template = TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")
    files = {"models.py": MODELS, "migrations/script.py.mako": template, "other/.keep": ""}
    with beside(Project(env=env(), driver=None, ini=ini + INIS[name], files=files)) as side:
        side.run("revision", "--autogenerate", "-m", "Ein Überblick: größer/kleiner, und noch viel mehr", "--rev-id", "0001")
        compare_revisions(side)
        side.run("upgrade", "head")
        side.run("revision", "-m", "empty one", "--rev-id", "0002")
        side.run("revision", "--autogenerate", "-m", "behind", "--rev-id", "0003")
        compare_revisions(side)
        side.run("check")


HOOKS: dict[str, str] = {
    "exec": "hooks = one\none.type = exec\none.executable = %(here)s/tool.sh\none.options = REVISION_SCRIPT_FILENAME --flag\n",
    "exec_without_options": "hooks = one\none.type = exec\none.executable = %(here)s/tool.sh\n",
    "missing_program": "hooks = one\none.type = exec\none.executable = %(here)s/nothing.sh\n",
    "not_on_path": "hooks = one\none.type = exec\none.executable = no-such-program-at-all\n",
    "failing_program": "hooks = one\none.type = exec\none.executable = false\n",
    "failing_then_another": "hooks = one, two\none.type = exec\none.executable = false\ntwo.type = exec\ntwo.executable = %(here)s/tool.sh\n",
    "no_type": "hooks = one\none.executable = true\n",
    "unknown_type": "hooks = one\none.type = magic\n",
    "no_executable": "hooks = one\none.type = exec\n",
    "console_script_missing": "hooks = one\none.type = console_scripts\none.entrypoint = no-such-entry\n",
    "console_script_unnamed": "hooks = one\none.type = console_scripts\n",
    "module_missing": "hooks = one\none.type = module\none.module = no_such_module_at_all\n",
    "not_executable": "hooks = one\none.type = exec\none.executable = %(here)s/models.py\n",
    "cwd": "hooks = one\none.type = exec\none.executable = %(here)s/tool.sh\none.cwd = %(here)s/migrations\n",
    "cwd_missing": "hooks = one\none.type = exec\none.executable = %(here)s/tool.sh\none.cwd = %(here)s/none\n",
}


@pytest.mark.parametrize("name", HOOKS)
def test_post_write_hooks(name: str, beside: Beside) -> None:
    files = {
        "models.py": MODELS,
        "migrations/script.py.mako": TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n"),
        "tool.sh": '#!/bin/sh\necho "called $(basename "$1") $2 in $(test -e alembic.ini && echo root)"\nprintf "\\n# changed\\n" >> "$1"\n',
    }
    logging = "\n[post_write_hooks]\n" + HOOKS[name] + Project().logging
    with beside(Project(env=env(), driver=None, logging=logging, files=files)) as side:
        for each in side.sides:
            tool = each.root / "tool.sh"
            tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
        side.run("revision", "--autogenerate", "-m", "first", "--rev-id", "0001")
        compare_revisions(side)
        side.run("upgrade", "head")


def test_branches_get_models_apart(beside: Beside) -> None:
    files = {"models.py": MODELS, "migrations/script.py.mako": TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")}
    with beside(Project(env=env(), driver=None, files=files)) as side:
        side.run("revision", "-m", "root", "--rev-id", "0001", "--branch-label", "main")
        side.run("revision", "-m", "second root", "--rev-id", "a001", "--head", "base", "--branch-label", "extra", "--depends-on", "0001")
        side.run("revision", "--autogenerate", "-m", "which", "--rev-id", "0002")
        side.run("upgrade", "heads")
        side.run("revision", "--autogenerate", "-m", "which", "--rev-id", "0002")
        side.run("revision", "--autogenerate", "-m", "in main", "--rev-id", "0002", "--head", "main@head")
        compare_revisions(side)
        side.run("revision", "--autogenerate", "-m", "behind", "--rev-id", "0003", "--head", "extra@head")
        side.run("upgrade", "heads", state=False)
        side.run("revision", "--autogenerate", "-m", "spliced", "--rev-id", "0004", "--head", "0001", "--splice")
        side.run("revision", "--autogenerate", "-m", "unspliced", "--rev-id", "0005", "--head", "0001")
        side.run("merge", "heads", "-m", "together", "--rev-id", "0006")
        compare_revisions(side)
        side.run("upgrade", "head", state=False)
        side.run("check", state=False)


def test_a_new_file_of_a_taken_name(beside: Beside) -> None:
    files = {"models.py": MODELS, "migrations/script.py.mako": TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")}
    with beside(Project(env=env(), driver=None, files=files)) as side:
        side.run("revision", "--autogenerate", "-m", "first", "--rev-id", "0001", expect=0)
        side.run("upgrade", "head")
        side.run("revision", "--autogenerate", "-m", "other", "--rev-id", "0001")
        side.run("revision", "--autogenerate", "-m", "other", "--rev-id", "bad-id")
        side.run("revision", "--autogenerate", "-m", "other", "--sql")
        side.run("revision", "--autogenerate", "-m", "other", "--version-path", "elsewhere")
        compare_revisions(side)


DEFERRED = {
    "texts_of_expressions": "names = 'now current_date CURRENT_TIMESTAMP current_user sysdate random Foo user NOW'.split()\nprint([str(getattr(func, name)()) for name in names], str(sa.text('a :b %')), repr(str(sa.text('x\\\\:y'))))\n",
    "deferred_reflection": "from sqlalchemy.ext.declarative import DeferredReflection\nclass R(DeferredReflection, sa.orm.DeclarativeBase):\n    pass\nclass U(R):\n    __tablename__ = 'u'\n",
    "autoload": "engine = sa.create_engine('sqlite://')\nwith engine.begin() as c:\n    c.exec_driver_sql('CREATE TABLE seen (id INTEGER PRIMARY KEY, n VARCHAR(3))')\n    Table('seen', m, autoload_with=c)\n",
    "reflect": "engine = sa.create_engine('sqlite://', poolclass=sa.pool.StaticPool)\nwith engine.begin() as c:\n    c.exec_driver_sql('CREATE TABLE seen (id INTEGER PRIMARY KEY, n VARCHAR(3) DEFAULT 5)')\nm.reflect(engine)\n",
    "automap": "from sqlalchemy.ext.automap import automap_base\nB = automap_base()\nclass U(B):\n    __tablename__ = 'u'\n    id = Column(Integer, primary_key=True)\n",
    "to_metadata": "m2 = MetaData()\nfor t in list(m.sorted_tables):\n    t.to_metadata(m2, schema=None, name='copy_' + t.name)\nm = m2\n",
    "remove": "m.remove(m.tables['posts'])\n",
    "ddl_event": "sa.event.listen(m, 'before_create', sa.DDL('SELECT 1'))\n",
    "opaque_type": "from geoalchemy2 import Geometry\nTable('places', m, Column('id', Integer, primary_key=True), Column('at', Geometry('POINT')))\n",
    "opaque_base": "from fastapi_users.db import SQLAlchemyBaseUserTable\nfrom sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase):\n    metadata = m\nclass U(SQLAlchemyBaseUserTable, B):\n    __tablename__ = 'u'\n    id = Column(Integer, primary_key=True)\n",
}


@pytest.mark.parametrize("name", DEFERRED)
def test_models_that_need_more(name: str, beside: Beside) -> None:
    files = {"models.py": MODELS + DEFERRED[name], "migrations/script.py.mako": TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")}
    with beside(Project(env=env(), driver=None, files=files)) as side:
        if name.startswith("opaque") or name in ("deferred_reflection", "automap"):
            outcome = side.candidate.run(["revision", "--autogenerate", "--rev-id", "0001"], {})
            assert outcome.exit_code == 1 and "not supported" in outcome.stderr, outcome
            assert not list((side.candidate.root / "migrations/versions").glob("*.py"))
            return
        side.run("revision", "--autogenerate", "--rev-id", "0001", may_refuse=True)
        compare_revisions(side)
        side.run("upgrade", "head", may_refuse=True)
        side.run("check", state=False, may_refuse=True)


@pytest.mark.usefixtures("only_limbeck")
@pytest.mark.parametrize("where", ["versions", "limit"])
def test_a_full_disk_leaves_no_file(where: str, beside: Beside, tmp_path: Path) -> None:
    files = {"models.py": MODELS, "migrations/script.py.mako": TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport models\n")}
    with beside(Project(env=env(), driver=None, files=files)) as side:
        each = side.candidate
        each.run(["ensure_version"], {})
        versions = each.root / "migrations" / "versions"
        if where == "limit":
            import resource
            import signal
            import subprocess

            def limit() -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

            binary = os.environ["LIMBECK_BINARY"]
            done = subprocess.run(
                [str(Path(binary).resolve()), "revision", "--autogenerate", "--rev-id", "0001"],
                cwd=each.root, capture_output=True, text=True, preexec_fn=limit, timeout=120,
            )
            assert done.returncode == 1, done.stdout + done.stderr
            assert "File too large" in done.stderr, done.stderr
        else:
            versions.chmod(0o500)
            if os.access(versions, os.W_OK):
                pytest.skip("this user may write anywhere")
            outcome = each.run(["revision", "--autogenerate", "--rev-id", "0001"], {})
            versions.chmod(0o700)
            assert outcome.exit_code == 1, outcome
        assert [path.name for path in versions.iterdir() if path.name != "__pycache__"] == []

"""What is logged where: the ini's logging sections, and env.py without them."""

from __future__ import annotations

import pytest

from .conftest import Beside
from .projects import ENV, LOGGING, Project, linear, replaced

PLAIN_ENV = replaced(
    ENV,
    ("if config.config_file_name is not None:\n    fileConfig(config.config_file_name)\n", ""),
)
BROKEN = {
    "missing_formatter": (("keys = generic", "keys = generic,absent"),),
    "missing_handler_section": (("[handler_console]", "[handler_other]"),),
    "bad_level": (("level = INFO", "level = LOUD"),),
    "bad_class": (("class = StreamHandler", "class = NoSuchHandler"),),
    "bad_args": (("args = (sys.stderr,)", "args = (sys.nothing,)"),),
    "no_loggers": (("[loggers]", "[lockers]"),),
}
FORMATS = {
    "stock": (),
    "root_info": (("level = WARNING\nhandlers = console", "level = INFO\nhandlers = console"),),
    "root_debug": (("level = WARNING\nhandlers = console", "level = DEBUG\nhandlers = console"),),
    "alembic_debug": (("level = INFO", "level = DEBUG"),),
    "alembic_warning": (("level = INFO", "level = WARNING"),),
    "asctime": (("format = %(levelname)-5.5s", "format = %(asctime)s %(levelname)-5.5s"), ("datefmt = %H:%M:%S\n", "")),
    "asctime_datefmt": (("format = %(levelname)-5.5s", "format = %(asctime)s %(levelname)-5.5s"),),
    "other_format": (("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = %(levelname)s:%(name)-40s|%(levelno)03d|%(message).20s"),),
    "braces": (("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = {levelname:>8} [{name}] {message}\nstyle = {"),),
    "stdout": (("args = (sys.stderr,)", "args = (sys.stdout,)"),),
    "keyword_args": (("args = (sys.stderr,)", "args = ()\nkwargs = {'stream': sys.stderr}"),),
    "default_args": (("args = (sys.stderr,)\n", ""),),
    "file": (("class = StreamHandler", "class = FileHandler"), ("args = (sys.stderr,)", "args = ('run.log', 'a')")),
    "two_handlers": (
        ("keys = console", "keys = console,file"),
        ("handlers = console", "handlers = console,file"),
        ("[formatter_generic]", "[handler_file]\nclass = logging.FileHandler\nargs = ('%(here)s/both.log',)\nlevel = INFO\nformatter = generic\n\n[formatter_generic]"),
    ),
    "rotating": (("class = StreamHandler", "class = logging.handlers.RotatingFileHandler"), ("args = (sys.stderr,)", "args = ('run.log', 'a', 100000, 3)")),
    "handler_of_alembic": (("level = INFO\nhandlers =\nqualname = alembic", "level = INFO\nhandlers = console\npropagate = 0\nqualname = alembic"),),
    "handled_twice": (("level = INFO\nhandlers =\nqualname = alembic", "level = INFO\nhandlers = console\nqualname = alembic"),),
    "handler_level": (("level = NOTSET", "level = WARNING"),),
    "child_logger": (("keys = root,sqlalchemy,alembic", "keys = root,sqlalchemy,alembic,migration"), ("[handler_console]", "[logger_migration]\nlevel = ERROR\nhandlers =\nqualname = alembic.runtime.migration\n\n[handler_console]")),
    "null": (("class = StreamHandler", "class = NullHandler"), ("args = (sys.stderr,)", "args = ()")),
}  # fmt: skip


def journey(beside: Beside, project: Project, kind: str = "sqlite") -> None:
    """A few commands that log."""
    with beside(project, kind) as side:
        for command in ("upgrade +1", "upgrade head", "current", "downgrade nowhere", "downgrade -1", "stamp base"):
            side.run(*command.split())
        side.run("upgrade", "head", "--sql")


@pytest.mark.parametrize("name", FORMATS)
def test_format(name: str, beside: Beside) -> None:
    journey(beside, Project(linear(2), logging=replaced(LOGGING, *FORMATS[name])))


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, beside: Beside) -> None:
    with beside(Project(linear(1), logging=replaced(LOGGING, *BROKEN[name]))) as side:
        side.run("upgrade", "head")


def test_debug_on_postgresql(beside: Beside) -> None:
    journey(beside, Project(linear(2), logging=replaced(LOGGING, *FORMATS["root_debug"])), "postgresql")


def test_no_sections(beside: Beside) -> None:
    with beside(Project(linear(2), logging="")) as side:
        side.run("upgrade", "head")


def test_env_without_file_config(beside: Beside) -> None:
    journey(beside, Project(linear(2), PLAIN_ENV, logging=""))


def test_env_with_basic_config(beside: Beside) -> None:
    env = replaced(PLAIN_ENV, ("config = context.config\n", "config = context.config\nimport logging\nlogging.basicConfig(level=logging.INFO, format='%(name)s - %(message)s')\n"))
    journey(beside, Project(linear(2), env, logging=""))


def test_env_with_dict_config(beside: Beside) -> None:
    configuration = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"f": {"format": "%(levelname)s %(message)s"}},
        "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f", "level": "INFO"}},
        "root": {"handlers": ["h"], "level": "INFO"},
    }
    env = replaced(PLAIN_ENV, ("config = context.config\n", f"config = context.config\nimport logging.config\nlogging.config.dictConfig({configuration!r})\n"))
    journey(beside, Project(linear(2), env, logging=""))


def test_loggers_of_scripts(beside: Beside) -> None:
    files = linear(2)
    name = "r001_table.py"
    files[name] = files[name].replace(
        "def upgrade():\n", "import logging\nlog = logging.getLogger('alembic.' + __name__)\nother = logging.getLogger(__name__)\n\n"
        "def upgrade():\n    log.info('making %d', 1)\n    other.warning('careful: %s', [1])\n    other.info('no')\n"
        "    try:\n        1 / 0\n    except ZeroDivisionError:\n        log.error('failed', exc_info=False)\n",
    )  # fmt: skip
    journey(beside, Project(files))


def test_warnings_of_scripts(beside: Beside) -> None:
    files = linear(1)
    files["r001_table.py"] = files["r001_table.py"].replace("def upgrade():\n", "def upgrade():\n    import warnings\n    warnings.warn('old')\n    warnings.warn('gone soon', DeprecationWarning)\n")
    journey(beside, Project(files))


@pytest.mark.parametrize("where", ["ini", "engine"])
def test_echo_of_statements(where: str, beside: Beside) -> None:
    """The statements of a migration, in SQLAlchemy's shape; what is asked of the catalogue differs."""
    logging, env = LOGGING, ENV
    if where == "ini":
        logging = replaced(LOGGING, ("level = WARNING\nhandlers =\nqualname = sqlalchemy.engine", "level = INFO\nhandlers =\nqualname = sqlalchemy.engine"))
    else:
        env = replaced(ENV, ("poolclass=pool.NullPool,", "poolclass=pool.NullPool, echo=True,"))
    with beside(Project(linear(1), env, logging=logging)) as side:
        both = [each.run(["upgrade", "head"], {}) for each in side.sides]
        for shown in both:
            assert shown.exit_code == 0, shown
            text = shown.stdout + shown.stderr
            # The handler of the ini, and with `echo` one of SQLAlchemy's besides.
            assert text.count("CREATE TABLE t1 (\n\tid INTEGER NOT NULL, \n\tPRIMARY KEY (id)\n)") == (1 if where == "ini" else 2)
            told = [line for line in text.splitlines() if line.endswith(("BEGIN (implicit)", "COMMIT"))]
            assert told, text
            assert ("INFO sqlalchemy.engine.Engine COMMIT" in shown.stdout) == (where == "engine")
        assert [shown.stdout.splitlines()[-1] for shown in both if where == "engine"] in ([], ["<time> INFO sqlalchemy.engine.Engine COMMIT"] * 2)
        side.compare_state("after the run")

"""What `revision --autogenerate` and `check` say where something is wrong, and projects of other shapes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import alembic
import pytest

from .conftest import Beside
from .databases import Database
from .model_changes import Change, t
from .projects import INI, LOGGING, Project, linear
from .test_autogenerate import ENV, TEMPLATE, compare_revisions, project, source


def environment(head: str = "import models\n", target: str = "models.m", configure: str = "", env: str = "") -> str:
    """An env.py."""
    return ENV.format(head=head, target=target, env=env, configure=configure)


def broken(env: str, models: str = t(), **revisions: str) -> Project:
    """A project with another env.py or with models that do not hold."""
    return Project(
        revisions=revisions, env=env, files={"models.py": source(models), "migrations/script.py.mako": TEMPLATE}
    )


PROJECTS = {
    "no_target": broken(environment(target="None")),
    "target_is_a_class": broken(environment(target="models.Base"), "class Base(sa.orm.DeclarativeBase):\n    pass\n"),
    "target_is_text": broken(environment(target="'models'")),
    "target_is_a_list_of_classes": broken(
        environment(target="[models.Base]"), "class Base(sa.orm.DeclarativeBase):\n    pass\n"
    ),
    "missing_module": broken(environment(head="try:\n    import nowhere\nexcept ImportError as error:\n    raise SystemExit(f'no: {error}')\n")),
    "missing_name": broken(environment(head="import models\nfrom models import Base\n")),
    "error_in_the_models": broken(environment(), "1 / 0"),
    "syntax_error_in_the_models": broken(environment(), "x = = 1"),
    "duplicate_table": broken(environment(), t() + "\n" + t()),
    "duplicate_table_in_two_metadata": broken(
        environment(target="[models.m, models.m2]"), t() + "\nm2 = MetaData()\n" + t().replace(" m,", " m2,")
    ),
    "foreign_key_to_nowhere": broken(environment(), t('Column("o", ForeignKey("nowhere.id"))')),
    "foreign_key_to_no_column": broken(environment(), t('Column("o", ForeignKey("other.nope"))') + "\n" + t(name="other")),
    "column_without_a_type": broken(environment(), t('Column("x")')),
    "constraint_without_a_name": broken(environment(), 'm.naming_convention = {"ck": "ck_%(table_name)s_%(constraint_name)s"}\n' + t('CheckConstraint("id > 1")')),
    "unknown_plugin": broken(environment(configure='autogenerate_plugins=["nowhere.*"]')),
    "invalid_plugin": broken(environment(configure='autogenerate_plugins=["a-b"]')),
    "include_object_raises": broken(
        environment(configure="include_object=include_object", env="def include_object(*arguments):\n    raise ValueError('no')\n")
    ),
    "directives_raise": broken(
        environment(configure="process_revision_directives=process", env="def process(context, revision, directives):\n    raise KeyError('no')\n")
    ),
    "warning_about_a_circle": broken(
        environment(), t('Column("o", ForeignKey("other.id"))') + "\n" + t('Column("o", ForeignKey("t.id"))', name="other")
    ),
    "configured_without_running": broken(environment().replace("        context.run_migrations()", "        pass")),
    "behind_the_head": broken(environment(), **linear(1)),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_error(name: str, beside: Beside) -> None:
    with beside(PROJECTS[name], "sqlite") as side:
        for command in ("check", "revision --autogenerate -m x --rev-id r9"):
            side.run(*command.split(), state=False)
        compare_revisions(side)


def test_sql(beside: Beside) -> None:
    with beside(project(Change("", t())), "sqlite") as side:
        side.run("revision", "--autogenerate", "--sql", "-m", "x")
        side.run("revision", "--sql", "-m", "x")


def test_unknown_revision_in_the_database(beside: Beside) -> None:
    with beside(project(Change("", t())), "sqlite") as side:
        side.execute("CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('gone')")
        side.run("check", state=False)
        side.run("revision", "--autogenerate", "-m", "x", state=False)


def test_revision_environment(beside: Beside) -> None:
    plain = project(Change("", t()))
    plain.ini = INI + "revision_environment = true\n"
    with beside(plain, "sqlite") as side:
        side.run("revision", "-m", "x", "--rev-id", "r1")
        compare_revisions(side)


@dataclass
class SeveralDatabases:
    """The template `multidb`, with a model for each of two databases."""

    def write(self, directory: Path, database: Database | None) -> None:
        """Write it."""
        templates = Path(alembic.__file__).parent / "templates" / "multidb"
        (directory / "migrations" / "versions").mkdir(parents=True)
        shutil.copy(templates / "script.py.mako", directory / "migrations")
        env = (templates / "env.py").read_text()
        text = "target_metadata = {}"
        assert text in env
        models = "import models\ntarget_metadata = {'engine1': models.m, 'engine2': models.m2}"
        (directory / "migrations" / "env.py").write_text(env.replace(text, models))
        body = t('Column("a", Integer, index=True)') + "\nm2 = MetaData()\n" + t(name="u").replace(" m,", " m2,")
        (directory / "models.py").write_text(source(body))
        urls = "".join(f"\n[engine{n}]\nsqlalchemy.url = sqlite:///%(here)s/{n}.db\n" for n in (1, 2))
        (directory / "alembic.ini").write_text(INI + "databases = engine1, engine2\n" + urls + LOGGING)


def test_several_databases(beside: Beside) -> None:
    with beside(SeveralDatabases(), "sqlite") as side:
        side.run("check")
        side.run("revision", "--autogenerate", "-m", "two", "--rev-id", "r1")
        compare_revisions(side)
        side.run("upgrade", "head")
        side.run("check")
        side.run("downgrade", "base")


COMMANDS = [["upgrade", "head"], ["current"], ["check"], ["revision", "--autogenerate", "-m", "x"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_one_url_for_several_databases(command: list[str], beside: Beside, only_limbeck: None) -> None:
    """`--url` would send the statements for all of them to one: nothing is done, whatever the command."""
    with beside(SeveralDatabases(), "sqlite") as side:
        root = side.candidate.root
        before = {path for path in root.rglob("*") if "__pycache__" not in path.parts}
        outcome = side.candidate.run(["--url", f"sqlite:///{root}/one.db", *command], {})
        assert outcome.exit_code == 1 and "LB0401" in outcome.stderr and "--url" in outcome.stderr, outcome
        assert before == {path for path in root.rglob("*") if "__pycache__" not in path.parts}

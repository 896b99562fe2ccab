"""Operations, renderers and comparators of a project's own beside real Alembic: what they are called with, the files
that come of them, and what is said where they are wrong."""

from __future__ import annotations

import pytest

from .conftest import Beside
from .own_operations import PROJECTS, Own
from .projects import Project
from .test_autogenerate import ENV, TEMPLATE, compare_revisions, ddl, source


def project(own: Own) -> Project:
    """The project on disk."""
    env = ENV.format(head="import models\nimport own\n", target="models.m", env="", configure=own.configure)
    files = {"models.py": source(own.models), "own.py": own.own, "migrations/script.py.mako": TEMPLATE, **own.files}
    return Project(env=env, files=files)


def cases() -> list[object]:
    """Every project on every kind of database it is made for."""
    return [pytest.param(name, kind, id=f"{name}-{kind}") for name, own in PROJECTS.items() for kind in own.kinds]


@pytest.mark.parametrize(("name", "kind"), cases())
def test_project(name: str, kind: str, beside: Beside) -> None:
    own = PROJECTS[name]
    with beside(project(own), kind) as side:
        if own.before:
            side.execute(ddl(own.before, "", kind))
        if own.sql:
            side.execute(own.sql)
        side.run("check", state=False, ordered=own.ordered)
        command = ("revision", "--autogenerate", "--rev-id", "r001", "-m", "own")
        side.run(*command, expect=own.ends, ordered=own.ordered)
        compare_revisions(side)
        if own.walks:
            side.run("upgrade", "head", expect=0)
            side.run("check", expect=0)
            side.run("downgrade", "base", expect=0)

"""Every operation directive, in a script each (`operations/`): up and down on a database with rows, and offline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Beside, need
from .projects import ENV, Project, replaced

FOLDER = Path(__file__).with_name("operations")
SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "prelude")


def directive(text: str, name: str) -> str | None:
    """A comment `# name: value` of a script."""
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    return found[1] if found else None


def places() -> list:
    """Each script on each database it is for."""
    found = []
    for script in SCRIPTS:
        kinds = directive((FOLDER / f"{script}.py").read_text(), "databases") or "sqlite postgresql mariadb"
        found.extend(pytest.param(script, kind, id=f"{script}-{kind}") for kind in kinds.split())
    return found


def project_of(script: str) -> Project:
    """The prelude and the script."""
    text = (FOLDER / f"{script}.py").read_text()
    metadata = directive(text, "metadata")
    env = ENV
    if metadata is not None:
        env = replaced(ENV, ("target_metadata = None", f"from sqlalchemy import MetaData\ntarget_metadata = {metadata}"))
    return Project({"prelude.py": (FOLDER / "prelude.py").read_text(), "case.py": text}, env)


@pytest.mark.parametrize(("script", "kind"), places())
def test_online(script: str, kind: str, beside: Beside) -> None:
    need(kind)
    text = (FOLDER / f"{script}.py").read_text()
    may_refuse = "# may refuse" in text
    fails = kind in (directive(text, "fails") or "").split()
    with beside(project_of(script), kind) as side:
        side.run("upgrade", "prelude", state=False, expect=0)
        code = int(directive(text, "exit code") or 1) if fails else 0
        side.run("-x", "k=v", "upgrade", "head", "--tag", "t", may_refuse=may_refuse, expect=code)
        if not fails:
            side.run("downgrade", "-1", may_refuse=may_refuse, expect=0)


@pytest.mark.parametrize(("script", "kind"), places())
def test_offline(script: str, kind: str, beside: Beside) -> None:
    text = (FOLDER / f"{script}.py").read_text()
    if "# online only" in text:
        pytest.skip("the script says so")
    may_refuse = "# may refuse" in text
    project = project_of(script)
    if kind == "postgresql":
        project.url = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
    elif kind == "mariadb":
        project.url = "mysql+pymysql://nobody@127.0.0.1:9/nothing"
    with beside(project, None) as side:
        side.run("upgrade", "prelude:head", "--sql", may_refuse=may_refuse)
        side.run("downgrade", "head:prelude", "--sql", may_refuse=may_refuse)

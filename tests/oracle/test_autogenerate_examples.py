"""The five systems: their models against an empty database, and against the one that their revisions make."""

from __future__ import annotations

import pytest

from .conftest import Beside
from .projects import Example
from .test_autogenerate import compare_revisions
from .test_examples import EXAMPLES, IDS, PLACES, ExampleUrl, stand_in_for_vector


@pytest.mark.parametrize(("name", "kind", "variable", "driver"), PLACES, ids=IDS)
def test_from_an_empty_database(name: str, kind: str, variable: str, driver: str, beside: Beside) -> None:
    with beside(Example(EXAMPLES / name), kind, ExampleUrl(variable, driver)) as side:
        if name == "somaagent":
            side.execute(stand_in_for_vector())
        for each in side.sides:
            for path in each.root.rglob("versions/*.py"):
                path.unlink()
        side.run("revision", "--autogenerate", "-m", "initial schema", "--rev-id", "r001")
        compare_revisions(side)


@pytest.mark.parametrize(("name", "kind", "variable", "driver"), PLACES, ids=IDS)
def test_nothing_is_left_to_do(name: str, kind: str, variable: str, driver: str, beside: Beside) -> None:
    with beside(Example(EXAMPLES / name), kind, ExampleUrl(variable, driver)) as side:
        if name == "somaagent":
            side.execute(stand_in_for_vector())
        side.run("check")
        side.run("upgrade", "head")
        side.run("check")
        side.run("revision", "--autogenerate", "-m", "nothing to do", "--rev-id", "r999")
        compare_revisions(side)

"""Models in the shapes that projects have: everything added, changed, and taken back, beside real Alembic."""

from __future__ import annotations

import pytest

from .conftest import Beside
from .model_shapes import SHAPES, Shape
from .projects import Project
from .test_autogenerate import ENV, TEMPLATE, compare_revisions


def project(shape: Shape) -> Project:
    """A project with the first models."""
    configure = ", ".join(filter(None, ["render_as_batch=connection.dialect.name == 'sqlite'", shape.configure]))
    env = ENV.format(head="import models\n", target=shape.target, env=shape.env, configure=configure)
    template = TEMPLATE.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport sqlmodel\n") if "sqlmodel" in shape.first else TEMPLATE
    return Project(env=env, driver=None, files={"models.py": shape.first, "migrations/script.py.mako": template})


def cases() -> list[object]:
    """Every shape on its kinds of databases."""
    return [pytest.param(name, kind, id=f"{name}-{kind}") for name, shape in SHAPES.items() for kind in shape.kinds]


@pytest.mark.parametrize(("name", "kind"), cases())
def test_models_are_added_changed_and_taken_back(name: str, kind: str, beside: Beside) -> None:
    shape = SHAPES[name]
    with beside(project(shape), kind) as side:
        if kind == "postgresql":
            side.execute("CREATE SCHEMA app; CREATE SCHEMA other")
        side.run("revision", "--autogenerate", "--rev-id", "r001", "-m", "first", expect=0)
        compare_revisions(side)
        side.run("upgrade", "head", state=kind != "sqlite")
        side.run("check", state=False)
        for each in side.sides:
            (each.root / "models.py").write_text(shape.second)
        side.run("check", state=False)
        side.run("revision", "--autogenerate", "--rev-id", "r002", "-m", "second")
        compare_revisions(side)
        side.run("upgrade", "head", state=kind != "sqlite")
        side.run("check", state=False)
        side.run("downgrade", "base", state=kind != "sqlite")

"""Models that do not hold together: both say the same, and nothing is written."""

from __future__ import annotations

import pytest

from .conftest import Beside
from .projects import Project
from .test_autogenerate import ENV, TEMPLATE

BASE = """\
import dataclasses
import datetime
import decimal
import enum
from typing import Any, Optional, Union
import sqlalchemy as sa
from sqlalchemy import Column, Enum, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, String, Table, UniqueConstraint
from sqlalchemy.orm import (
    DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, composite, declarative_base, declared_attr, mapped_column,
    registry, relationship,
)

class Base(DeclarativeBase):
    pass

reg = Base.registry
"""
KEY = "    id: Mapped[int] = mapped_column(primary_key=True)\n"

ERRORS = {
    "annotation_without_mapped": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    name: str\n',
    "annotation_without_mapped_but_column": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    name: str = mapped_column()\n',
    "plain_annotation_that_is_not_there": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    name: "Missing"\n',
    "type_that_no_map_has": f'class Own:\n    pass\n\nclass A(Base):\n    __tablename__ = "a"\n{KEY}    own: Mapped[Own]\n',
    "list_that_no_map_has": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    own: Mapped[list[int]]\n',
    "any_that_no_map_has": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    own: Mapped[Any]\n',
    "dict_that_no_map_has": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    own: Mapped[dict]\n',
    "no_primary_key": 'class A(Base):\n    __tablename__ = "a"\n    name: Mapped[str]\n',
    "no_table_name": f"class A(Base):\n{KEY}",
    "two_tables_of_one_name": f'class A(Base):\n    __tablename__ = "a"\n{KEY}\nclass B(Base):\n    __tablename__ = "a"\n{KEY}',
    "two_tables_of_one_name_by_hand": 'Table("a", Base.metadata, Column("id", Integer))\nTable("a", Base.metadata, Column("x", Integer))\n',
    "reserved_name": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    metadata: Mapped[str]\n',
    "foreign_key_to_no_table": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    b: Mapped[int] = mapped_column(ForeignKey("b.id"))\n',
    "foreign_key_to_no_column": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    b: Mapped[int] = mapped_column(ForeignKey("a.nothing"))\n',
    "foreign_key_without_a_column": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    b: Mapped[int] = mapped_column(ForeignKey("a"))\n',
    "constraint_of_no_column": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = (UniqueConstraint("x"),)\n',
    "index_of_no_column": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = (Index("ix", "x"),)\n',
    "key_of_no_column": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = (ForeignKeyConstraint(["x"], ["a.id"]),)\n',
    "unequal_keys": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = (ForeignKeyConstraint(["id"], ["a.id", "a.x"]),)\n',
    "table_args_in_no_tuple": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = UniqueConstraint("id")\n',
    "unknown_dialect_option": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = {{"postgresql_nothing": 1}}\n',
    "unknown_table_option": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = {{"nothing": 1}}\n',
    "unknown_column_option": 'class A(Base):\n    __tablename__ = "a"\n    id = Column(Integer, primary=True)\n',
    "unknown_type": 'class A(Base):\n    __tablename__ = "a"\n    id = Column("id", "integer", primary_key=True)\n',
    "class_as_type": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(dict)\n',
    "enum_without_values": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Enum())\n',
    "enum_without_name": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Enum("a", "b"))\n',
    "enum_values_that_are_no_text": f'class E(enum.Enum):\n    a = 1\n\nclass A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Enum(E, values_callable=lambda e: [m.value for m in e]))\n',
    "long_enum": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Enum("aaaa", "b", native_enum=False, length=2))\n',
    "duplicate_columns_by_hand": 'Table("a", Base.metadata, Column("id", Integer), Column("id", String))\n',
    "column_without_name": 'Table("a", Base.metadata, Column(Integer))\n',
    "conflicting_inheritance": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x: Mapped[int]\n\nclass B(A):\n    x: Mapped[int] = mapped_column()\n\nclass C(A):\n    y: Mapped[int] = mapped_column()\n\nclass D(A):\n    y: Mapped[int] = mapped_column()\n',
    "foreign_key_in_a_mixin": f'class M:\n    x = Column(Integer, ForeignKey("a.id"))\n    y = relationship("A")\n\nclass A(M, Base):\n    __tablename__ = "a"\n{KEY}',
    "naming_convention_without_a_name": 'm = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})\nBase.metadata = m\nTable("a", m, Column("id", Integer), sa.CheckConstraint("id > 1"))\n',
    "long_name": f'class A(Base):\n    __tablename__ = "a" * 70\n{KEY}    x = Column(Integer, index=True)\n',
    "long_constraint_name": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    __table_args__ = (UniqueConstraint("id", name="u" * 70),)\n',
    "computed_and_default": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Integer, sa.Computed("id"), server_default="1")\n',
    "identity_and_computed": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Integer, sa.Computed("id"), sa.Identity())\n',
    "two_identities_with_autoincrement": 'class A(Base):\n    __tablename__ = "a"\n    id = Column(Integer, sa.Identity(), primary_key=True)\n    x = Column(Integer, sa.Identity())\n',
    "autoincrement_of_text": 'class A(Base):\n    __tablename__ = "a"\n    id = Column(String, primary_key=True, autoincrement=True)\n',
    "two_autoincrements": 'class A(Base):\n    __tablename__ = "a"\n    id = Column(Integer, primary_key=True, autoincrement=True)\n    x = Column(Integer, primary_key=True, autoincrement=True)\n',
    "syntax_error": "class A(Base:\n    pass\n",
    "name_error": "class A(Bsae):\n    pass\n",
    "import_error": "from sqlalchemy import Nothing\n",
    "import_error_of_a_submodule": "from sqlalchemy.orm.nothing import x\n",
    "assertion": 'assert 1 == 2, "never"\n',
    "raises_at_import": 'raise RuntimeError("no settings")\n',
    "exits": 'raise SystemExit("bye")\n',
    "recursion": "def f():\n    return f()\n\nf()\n",
    "default_of_a_wrong_kind": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Integer, server_default=5)\n',
    "index_of_two_tables": 'a = Table("a", Base.metadata, Column("id", Integer))\nb = Table("b", Base.metadata, Column("id", Integer))\nIndex("ix", a.c.id, b.c.id)\n',
    "relationship_to_nothing": f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = relationship("Missing")\n',
    "base_without_declarative": "class A(DeclarativeBase, Base):\n    pass\n",
}


def project(models: str, target: str = "models.Base.metadata", configure: str = "") -> Project:
    """A project with these models."""
    env = ENV.format(head="import models\n", target=target, env="", configure=configure)
    return Project(env=env, driver=None, files={"models.py": BASE + models, "migrations/script.py.mako": TEMPLATE})


@pytest.mark.parametrize("name", ERRORS)
def test_models_with_an_error(name: str, kind: str, beside: Beside) -> None:
    with beside(project(ERRORS[name]), kind) as side:
        side.run("revision", "--autogenerate", "--rev-id", "r001")
        side.run("check")


TARGETS = {
    "none": "None",
    "nothing_in_a_list": "[]",
    "text": '"models"',
    "class": "models.Base",
    "module": "models",
    "none_in_a_list": "[None]",
    "function": "lambda: models.Base.metadata",
    "tuple": "(models.Base.metadata,)",
    "twice": "[models.Base.metadata, models.Base.metadata]",
    "table": "models.A.__table__",
    "missing": "models.nothing",
}


@pytest.mark.parametrize("name", TARGETS)
def test_target_metadata_of_another_kind(name: str, beside: Beside) -> None:
    with beside(project(f'class A(Base):\n    __tablename__ = "a"\n{KEY}', TARGETS[name])) as side:
        side.run("revision", "--autogenerate", "--rev-id", "r001")
        side.run("check")


@pytest.mark.parametrize("command", [["check"], ["revision", "--autogenerate", "-m", "x"]], ids=lambda command: command[0])
def test_a_column_that_is_neither_nullable_nor_not(command: list[str], beside: Beside, only_limbeck: None) -> None:
    """SQLAlchemy creates it NOT NULL, Alembic's file creates it nullable: there is no right answer."""
    models = f'class A(Base):\n    __tablename__ = "a"\n{KEY}    x = Column(Integer, nullable=None)\n'
    with beside(project(models), "sqlite") as side:
        outcome = side.candidate.run(command, {})
        assert outcome.exit_code == 1 and "Column('x', nullable=None)" in outcome.stderr, outcome
        assert not list((side.candidate.root / "migrations" / "versions").glob("*.py"))

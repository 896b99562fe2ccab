"""Data migrations through sessions, which have no connection to use offline."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import orm
from sqlalchemy.ext.declarative import declarative_base

revision = "c01"
down_revision = "b03"

Base = declarative_base()


class Crate(Base):
    __tablename__ = "crate"
    id = sa.Column(sa.Integer, primary_key=True)
    label = sa.Column(sa.Unicode(20))


def attempt(name, function):
    try:
        function(orm.Session(bind=op.get_bind()))
    except Exception as error:
        op.execute(f"-- {name}: {type(error).__name__}: {error}")
    else:
        op.execute(f"-- {name}: nothing")


def in_block(session):
    with session.begin():
        pass


def add(session):
    session.add(Crate(label="a"))
    session.commit()


def upgrade():
    attempt("query", lambda session: session.query(Crate).filter(Crate.label == "a").order_by(Crate.id))
    attempt("all", lambda session: session.query(Crate).filter(Crate.label == "a").all())
    attempt("loop", lambda session: [crate.id for crate in session.query(Crate)])
    attempt("first", lambda session: session.query(Crate.id, Crate.label).first())
    attempt("update", lambda session: session.query(Crate).update({"label": "b"}))
    attempt("execute", lambda session: session.execute(sa.text("SELECT 1")))
    attempt("get", lambda session: session.get(Crate, 1))
    attempt("commit", lambda session: session.commit())
    attempt("close", lambda session: session.close())
    attempt("begin", in_block)


def downgrade():
    attempt("add", add)
    attempt("add_all", lambda session: session.add_all([]) or session.commit())

"""a script with models of its own and a session

Revision ID: case
"""
# may refuse
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Account(Base):
    __tablename__ = "account"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))


def upgrade() -> None:
    session = Session(bind=op.get_bind())
    for account in session.query(Account).order_by(Account.id):
        account.name = account.name.upper()
    session.add(Account(id=77, name="new"))
    session.commit()


def downgrade() -> None:
    session = Session(bind=op.get_bind())
    session.query(Account).filter(Account.id == 77).delete()
    session.commit()

"""generic types, nullability, keys

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without a length, where a VARCHAR may be.
    string = sa.String(40) if op.get_context().dialect.name == "mysql" else sa.String()
    op.create_table(
        "kinds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True) if op.get_context().dialect.name == "postgresql" else sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("a", sa.SmallInteger(), nullable=False),
        sa.Column("b", sa.BigInteger(), server_default="7"),
        sa.Column("c", sa.Float()),
        sa.Column("c2", sa.Float(53)),
        sa.Column("c3", sa.Double()),
        sa.Column("d", sa.Numeric()),
        sa.Column("d2", sa.Numeric(10)),
        sa.Column("d3", sa.DECIMAL(10, 4)),
        sa.Column("e", string),
        sa.Column("e2", sa.Unicode(30)),
        sa.Column("e3", sa.UnicodeText()),
        sa.Column("e4", sa.CHAR(3)),
        sa.Column("e5", sa.VARCHAR(length=9)),
        sa.Column("f", sa.Text(), nullable=False, server_default=""),
        sa.Column("g", sa.LargeBinary()),
        sa.Column("h", sa.Boolean(), nullable=False),
        sa.Column("i", sa.Date()),
        sa.Column("j", sa.Time()),
        sa.Column("k", sa.DateTime()),
        sa.Column("k2", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("k3", sa.TIMESTAMP(), server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("l", sa.Interval()),
        sa.Column("m", sa.JSON()),
        sa.Column("n", sa.Uuid()),
        sa.Column("n2", sa.Uuid(as_uuid=False)),
        sa.Column("o", sa.Enum("red", "green", name="colour")),
        sa.Column("p", sa.Enum("x", "y's", name="letters", native_enum=False, create_constraint=True)),
        sa.Column("q", sa.Boolean(create_constraint=True, name="ck_q")),
        sa.Column("r", sa.String(5), unique=True),
        sa.Column("s", sa.String(5), index=True),
        sa.Column("t", sa.Integer(), sa.ForeignKey("account.id", onupdate="CASCADE", ondelete="SET NULL")),
        sa.Column("u", sa.Integer(), sa.CheckConstraint("u > 0")),
        sa.Column("v", sa.Integer(), server_default=sa.text("(1 + 1)")),
        sa.Column("w", string, default="client side only"),
        sa.Column("x", sa.ARRAY(sa.Integer())) if op.get_bind().dialect.name == "postgresql" else sa.Column("x", sa.BLOB()),
    )
    op.create_table("keyless", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer()))
    op.create_table(
        "pairs",
        sa.Column("a", sa.Integer(), nullable=False),
        sa.Column("b", sa.String(3), nullable=False),
        sa.Column("c", sa.Integer()),
        sa.PrimaryKeyConstraint("a", "b", name="pk_pairs"),
        sa.UniqueConstraint("b", "c"),
        sa.ForeignKeyConstraint(["c"], ["account.id"], name="fk_pairs_c", ondelete="RESTRICT"),
        sa.CheckConstraint(sa.text("a <> c"), name="ck_pairs"),
        sa.Index("ix_pairs_c", "c"),
    )


def downgrade() -> None:
    op.drop_table("pairs")
    op.drop_table("keyless")
    op.drop_table("kinds")
    if op.get_bind().dialect.name == "postgresql":
        sa.Enum(name="colour").drop(op.get_bind(), checkfirst=False)

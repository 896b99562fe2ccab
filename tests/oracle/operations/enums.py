"""enumerations of PostgreSQL

Revision ID: case
"""
# databases: postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


from sqlalchemy.dialects import postgresql

mood = postgresql.ENUM("happy", "it's", name="mood")
status = postgresql.ENUM("new", "done", name="status", create_type=False)


def upgrade() -> None:
    mood.create(op.get_bind())
    mood.create(op.get_bind(), checkfirst=True)
    status.create(op.get_bind(), checkfirst=True)
    op.create_table(
        "feelings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("mood", postgresql.ENUM("happy", "it's", name="mood", create_type=False), nullable=False, server_default="happy"),
        sa.Column("status", status),
        sa.Column("many", postgresql.ARRAY(status)),
        sa.Column("size", sa.Enum("s", "m", name="size")),
    )
    op.add_column("account", sa.Column("mood", mood, server_default=sa.text("'it''s'::mood")))
    op.execute("INSERT INTO feelings (id, status, many) VALUES (1, 'new', '{new,done}')")
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE status ADD VALUE IF NOT EXISTS 'late' AFTER 'new'")
    op.execute("UPDATE feelings SET status = 'late'")
    values = [row[0] for row in op.get_bind().execute(sa.text("SELECT status FROM feelings"))] if not op.get_context().as_sql else []
    assert values in ([], ["late"])


def downgrade() -> None:
    op.drop_column("account", "mood")
    op.drop_table("feelings")
    bind = op.get_bind()
    sa.Enum(name="size").drop(bind, checkfirst=True)
    status.drop(bind, checkfirst=True)
    mood.drop(bind)
    postgresql.ENUM(name="mood").drop(bind, checkfirst=True)

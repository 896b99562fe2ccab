"""JSONB and ARRAY values

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
from sqlalchemy.dialects.postgresql import ARRAY, JSONB


def upgrade() -> None:
    table = op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("body", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
        sa.Column("tags", ARRAY(sa.Text()), server_default="{}"),
        sa.Column("matrix", ARRAY(sa.Integer(), dimensions=2)),
        sa.Column("plain", postgresql.JSON(astext_type=sa.Text())),
        sa.Column("texts", sa.ARRAY(sa.String(10))),
    )
    op.bulk_insert(
        table,
        [
            {"id": 1, "body": {"a": {"b": [1, "it's", None]}}, "tags": ["x", "it's", "a,b", "", None, "{\"}\\"], "matrix": [[1, 2], [3, 4]], "plain": [1], "texts": []},
            {"id": 2, "body": [], "tags": [], "matrix": None, "plain": None, "texts": ["%", ":x"]},
        ],
    )
    op.create_index("ix_body", "documents", ["body"], postgresql_using="gin")
    op.create_index("ix_body_path", "documents", [sa.text("body jsonb_path_ops")], postgresql_using="gin")
    op.create_index("ix_key", "documents", [sa.text("(body ->> 'a')")])
    op.execute("UPDATE documents SET body = jsonb_set(body, '{c}', '\"d\"') WHERE body ? 'a'")
    if not op.get_context().as_sql:
        rows = op.get_bind().execute(sa.select(table).order_by(table.c.id)).fetchall()
        assert rows[0].body["a"]["b"][1] == "it's" and rows[0].matrix == [[1, 2], [3, 4]], rows
        op.get_bind().execute(table.update().where(table.c.id == 2).values(body={"from": rows[0].tags}))


def downgrade() -> None:
    op.drop_table("documents")

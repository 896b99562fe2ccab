"""tables read from the database, with types that SQLAlchemy does not know

Revision ID: case
"""
# databases: mariadb
# online only
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE places (id INTEGER PRIMARY KEY, at POINT, `it's` GEOMETRY NOT NULL, address INET6, name VARCHAR(5), SPATIAL INDEX sx (`it's`))")
    op.execute("CREATE VIEW seen AS SELECT id, at FROM places")
    bind = op.get_bind()
    metadata = sa.MetaData()
    metadata.reflect(bind)
    for table in metadata.sorted_tables:
        print(table.name, [(column.name, type(column.type).__name__) for column in table.columns])
    alone = sa.Table("places", sa.MetaData(), autoload_with=bind)
    print([(column.name, type(column.type).__name__) for column in alone.columns])
    print([column["name"] for column in sa.inspect(bind).get_columns("places")])
    with op.batch_alter_table("places") as batch:
        batch.add_column(sa.Column("late", sa.Integer()))


def downgrade() -> None:
    op.execute("DROP VIEW seen")
    op.drop_table("places")

"""types that only PostgreSQL has

Revision ID: case
"""
# databases: postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


from sqlalchemy.dialects import postgresql as pg


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS plpgsql")
    op.create_table(
        "types",
        sa.Column("id", pg.UUID(as_uuid=True), primary_key=True, server_default=sa.text("gen_random_uuid()")),
        sa.Column("a", pg.INET()),
        sa.Column("b", pg.CIDR()),
        sa.Column("c", pg.MACADDR()),
        sa.Column("d", pg.TSVECTOR()),
        sa.Column("e", pg.INT4RANGE()),
        sa.Column("e2", pg.INT8RANGE(), server_default=sa.text("'[1,5)'::int8range")),
        sa.Column("e3", pg.NUMRANGE()),
        sa.Column("e4", pg.DATERANGE()),
        sa.Column("e5", pg.TSTZRANGE()),
        sa.Column("f", pg.BYTEA()),
        sa.Column("g", pg.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("g2", pg.TIMESTAMP()),
        sa.Column("g3", pg.TIME(timezone=True, precision=2)),
        sa.Column("h", pg.INTERVAL(fields="DAY TO SECOND", precision=3)),
        sa.Column("i", pg.BIT(3)),
        sa.Column("i2", pg.BIT(5, varying=True)),
        sa.Column("j", pg.MONEY()),
        sa.Column("k", pg.OID()),
        sa.Column("l", pg.REGCLASS()),
        sa.Column("m", pg.DOUBLE_PRECISION()),
        sa.Column("n", pg.REAL()),
        sa.Column("o", pg.SMALLINT()),
        sa.Column("p", pg.CHAR(2)),
        sa.Column("q", pg.ARRAY(pg.UUID())),
        sa.Column("r", pg.TSQUERY()),
    )
    op.execute("INSERT INTO types (id, a, h, q) VALUES ('12345678-1234-1678-1234-567812345678', '10.0.0.1/8', '1 day 2 seconds', '{12345678-1234-1678-1234-567812345678}')")
    op.execute("""
        CREATE FUNCTION touch() RETURNS trigger AS $$
        BEGIN
            NEW.g := now(); -- :not_a_parameter
            RETURN NEW;
        END;
        $$ LANGUAGE plpgsql
    """.replace(":not", "\\:not"))
    op.execute("CREATE TRIGGER touch_types BEFORE UPDATE ON types FOR EACH ROW EXECUTE FUNCTION touch()")
    op.execute("DO $$ BEGIN PERFORM 1; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    op.execute("UPDATE types SET m = 1.5::double precision, d = to_tsvector('english', 'a fat cat')")


def downgrade() -> None:
    op.execute("DROP TRIGGER touch_types ON types")
    op.execute("DROP FUNCTION touch()")
    op.drop_table("types")

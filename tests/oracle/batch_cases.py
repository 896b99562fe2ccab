"""Random tables with rows, and random batches on them: text for a revision script that runs many of each.

Every batch is in a `try`, so that one which Alembic cannot do is compared by its error and the next one runs.
"""

from __future__ import annotations

import random

HEAD = '''\
"""random batches"""
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = None


def attempt(number, batch):
    bind = op.get_bind()
    try:
        batch()
        found = "done"
    except Exception as error:
        found = f"{type(error).__name__}: {str(error).splitlines()[0]}"
    bind.execute(sa.text("INSERT INTO outcome VALUES (:number, :found)"), {"number": number, "found": found})


def upgrade():
    op.execute("CREATE TABLE outcome (number INTEGER, found TEXT)")
    op.execute("CREATE TABLE other (id INTEGER PRIMARY KEY, code INTEGER UNIQUE)")
    op.execute("INSERT INTO other VALUES (1, 10), (2, 20), (3, 30)")
'''

TYPES = {
    "INTEGER": ("sa.Integer()", ["1", "2", "3", "NULL", "-7"]),
    "BIGINT": ("sa.BigInteger()", ["9000000000", "NULL", "0"]),
    "VARCHAR(20)": ("sa.String(20)", ["'x'", "'it''s'", "NULL", "'50%'", "'7'"]),
    "TEXT": ("sa.Text()", ["'long'", "''", "NULL", "'12.5'"]),
    "NUMERIC(8, 2)": ("sa.Numeric(8, 2)", ["1.5", "NULL", "-3.25"]),
    "FLOAT": ("sa.Float()", ["0.5", "NULL", "1e10"]),
    "BOOLEAN": ("sa.Boolean()", ["0", "1", "NULL"]),
    "DATE": ("sa.Date()", ["'2020-01-02'", "NULL"]),
    "DATETIME": ("sa.DateTime()", ["'2020-01-02 03:04:05'", "NULL"]),
    "BLOB": ("sa.LargeBinary()", ["x'00ff'", "NULL"]),
}
DEFAULTS = ["5", "'five'", "(1 + 2)", "CURRENT_TIMESTAMP", "''", "10", "'it''s'", "NULL", "-1"]


class Shape:
    """One random table."""

    def __init__(self, rng: random.Random, name: str) -> None:
        self.rng, self.name = rng, name
        pool = ["a", "b", "c", "Mixed Case", "order", "e_1", "ü"]
        self.columns = {name: rng.choice(list(TYPES)) for name in rng.sample(pool, rng.randint(2, 5))}
        self.required = {name for name in self.columns if rng.random() < 0.3}
        self.constraint = ""
        self.index = ""

    def ddl(self) -> list[str]:
        """CREATE statements. One constraint with a name at most: Alembic writes several in the order of a set."""
        rng = self.rng
        lines = ["id INTEGER NOT NULL"] if rng.random() < 0.8 else []
        self.has_id = bool(lines)
        for name, kind in self.columns.items():
            line = f'"{name}" {kind}'
            if rng.random() < 0.4:
                line += f" DEFAULT {rng.choice(DEFAULTS)}"
            if name in self.required:
                line += " NOT NULL"
            lines.append(line)
        if self.has_id:
            lines.append("PRIMARY KEY (id)")
        some = rng.sample(list(self.columns), rng.randint(1, 2))
        quoted = ", ".join(f'"{name}"' for name in some)
        kind = rng.choice(["", "UNIQUE", "FOREIGN KEY", "CHECK", "nameless"])
        if kind == "UNIQUE":
            self.constraint, self.kind = f"uq_{self.name}", "unique"
            lines.append(f"CONSTRAINT {self.constraint} UNIQUE ({quoted})")
        elif kind == "FOREIGN KEY":
            self.constraint, self.kind = f"fk_{self.name}", "foreignkey"
            action = rng.choice(["", " ON DELETE CASCADE", " ON UPDATE SET NULL ON DELETE RESTRICT"])
            lines.append(f'CONSTRAINT {self.constraint} FOREIGN KEY("{some[0]}") REFERENCES other (id){action}')
        elif kind == "CHECK":
            self.constraint, self.kind = f"ck_{self.name}", "check"
            lines.append(f"CONSTRAINT {self.constraint} CHECK (length('a') > 0)")
        elif kind == "nameless":
            lines.append(f"UNIQUE ({quoted})")
        statements = [f'CREATE TABLE "{self.name}" (\n\t' + ", \n\t".join(lines) + "\n)"]
        if rng.random() < 0.5:
            self.index = f"ix_{self.name}"
            unique = "UNIQUE " if rng.random() < 0.3 else ""
            where = f' WHERE "{some[0]}" IS NOT NULL' if rng.random() < 0.3 else ""
            statements.append(f'CREATE {unique}INDEX {self.index} ON "{self.name}" ({quoted}){where}')
        return statements

    def inserts(self) -> list[str]:
        """Rows; those that a constraint forbids are left out by OR IGNORE."""
        out = []
        for number in range(self.rng.randint(0, 6)):
            values = [str(number + 1)] if self.has_id else []
            for name, kind in self.columns.items():
                usable = [value for value in TYPES[kind][1] if value != "NULL" or name not in self.required]
                values.append(self.rng.choice(usable))
            out.append(f'INSERT OR IGNORE INTO "{self.name}" VALUES ({", ".join(values)})')
        return out

    def batch(self) -> tuple[str, list[str]]:
        """Keywords of `batch_alter_table` and the calls in it."""
        rng = self.rng
        calls = [self.call(number) for number in range(rng.randint(1, 4))]
        keywords = rng.choice(["", "", "", ', recreate="always"'])
        if rng.random() < 0.15:
            keywords += f", partial_reordering=[{tuple(rng.sample(list(self.columns), 2))!r}]"
        if rng.random() < 0.2:
            keywords += ', naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}'
        return keywords, calls

    def call(self, number: int) -> str:
        """One directive."""
        rng = self.rng
        column = rng.choice([*self.columns, *self.columns, "id"])
        new = TYPES[rng.choice(list(TYPES))][0]
        choices = [
            f"alter_column({column!r}, nullable={rng.random() < 0.5})",
            f"alter_column({column!r}, new_column_name='n{number}')",
            f"alter_column({column!r}, type_={new})",
            f"alter_column({column!r}, server_default={rng.choice(['None', repr('5'), 'sa.text(' + repr('7') + ')'])})",
            f"alter_column({column!r}, type_={new}, nullable=True, new_column_name='m{number}')",
            f"drop_column({column!r})",
            f"add_column(sa.Column('x{number}', {new}))",
            f"add_column(sa.Column('x{number}', {new}, server_default='1', nullable=False))",
            f"add_column(sa.Column('x{number}', sa.Integer(), default={number}))",
            f"add_column(sa.Column('x{number}', {new}), insert_after={column!r})",
            f"add_column(sa.Column('x{number}', {new}), insert_before={column!r})",
            f"add_column(sa.Column('x{number}', sa.Integer(), sa.ForeignKey('other.id', name='fkx{number}')))",
            f"create_index('i{number}_{self.name}', [{column!r}], unique={rng.random() < 0.3})",
            f"create_check_constraint('c{number}', 'length(''a'') > 0')".replace("''a''", "\\'a\\'"),
            f"create_primary_key('pk{number}', [{column!r}])",
        ]
        if not self.constraint:
            # Two constraints with names would come in any order.
            choices.append(f"create_unique_constraint('u{number}', [{column!r}])")
            choices.append(f"create_foreign_key('f{number}', 'other', [{column!r}], ['id'], ondelete='CASCADE')")
        else:
            choices += [f"drop_constraint({self.constraint!r}, type_={self.kind!r})"] * 2
        if self.index:
            choices += [f"drop_index({self.index!r})"] * 2
        choices.append(rng.choice(["drop_constraint('nope', type_='unique')", "drop_index('nope')"]))
        return rng.choice(choices)


def script(seed: int, count: int) -> str:
    """A revision with `count` random batches."""
    rng = random.Random(seed)
    out = [HEAD]
    for number in range(count):
        shape = Shape(rng, f"t{number}")
        for statement in [*shape.ddl(), *shape.inserts()]:
            out.append(f"    op.get_bind().exec_driver_sql({statement!r})\n")
        keywords, calls = shape.batch()
        out.append(f"\n    def batch():\n        with op.batch_alter_table({shape.name!r}{keywords}) as batch:\n")
        out.extend(f"            batch.{call}\n" for call in calls)
        out.append(f"\n    attempt({number}, batch)\n\n")
    out.append("\n\ndef downgrade():\n    pass\n")
    return "".join(out)


def rich_tables(rng: random.Random, count: int) -> str:
    """Tables that refer to each other with all that SQLite has, and rows in them."""
    out = []
    for number in range(count):
        parent = rng.randrange(number) if number else 0
        clauses = [
            f"id INTEGER PRIMARY KEY{rng.choice(['', ' AUTOINCREMENT', ' ON CONFLICT REPLACE'])}",
            f"a VARCHAR(20) {rng.choice(['', 'COLLATE NOCASE', 'UNIQUE'])}",
            f"b INTEGER NOT NULL DEFAULT {rng.choice(['5', '(1 + 1)', '-3'])} {rng.choice(['', 'CHECK (b < 1000)'])}",
            f"p_id INTEGER REFERENCES r{parent}(id) ON DELETE {rng.choice(['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION'])}",
            rng.choice(["c TEXT", "c REAL", "c BLOB", "c INTEGER GENERATED ALWAYS AS (b + 1) STORED"]),
        ]
        clauses += rng.sample(["UNIQUE (a, b)", "CHECK (length(a) < 50)", "CONSTRAINT named CHECK (b <> 77)"], rng.randint(0, 3))
        out.append(f"CREATE TABLE r{number} ({', '.join(clauses)});")
        for row in range(rng.randint(0, 8)):
            out.append(f"INSERT OR IGNORE INTO r{number} (id, a, b, p_id) SELECT {row}, 'v{row}', {row}, max(id) FROM r{parent};")
        extra = [
            f"CREATE INDEX x{number} ON r{number} (lower(a), b DESC);",
            f"CREATE INDEX y{number} ON r{number} (b) WHERE b > 2;",
            f"CREATE TRIGGER g{number} AFTER DELETE ON r{number} BEGIN DELETE FROM r0; END;",
            f"CREATE VIEW w{number} AS SELECT * FROM r{number};",
        ]
        out += rng.sample(extra, rng.randint(0, 4))
    return "\n".join(out)


def rich_revisions(rng: random.Random, count: int) -> dict[str, str]:
    """A batch a revision, each on one of these tables; none takes rows away."""
    calls = [
        "alter_column('b', nullable=True)",
        "alter_column('b', server_default=None)",
        "alter_column('b', type_=sa.BigInteger())",
        "alter_column('a', type_=sa.Text())",
        "add_column(sa.Column('n', sa.Integer(), server_default=sa.text('(2 + 2)'), nullable=False))",
        "add_column(sa.Column('n', sa.String(5), default='x'), insert_after='a')",
        "create_check_constraint('big', 'b < 5000')",
        "create_index('z', ['a', 'b'])",
    ]
    files = {}
    for number in range(count):
        chosen = rng.sample(calls[:4], rng.randint(1, 2)) + rng.sample(calls[4:6], 1) + rng.sample(calls[6:], 1)
        body = "".join(f"        batch.{call.replace(chr(39) + 'z' + chr(39), repr(f'z{number}'))}\n" for call in chosen)
        down = f"'b{number - 1}'" if number else "None"
        files[f"b{number}.py"] = (
            f"import sqlalchemy as sa\nfrom alembic import op\nrevision = 'b{number}'\ndown_revision = {down}\n\n\n"
            f"def upgrade():\n    with op.batch_alter_table('r{number}', recreate='always') as batch:\n{body}\n\n"
            "def downgrade():\n    pass\n"
        )
    return files

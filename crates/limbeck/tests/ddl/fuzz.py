#!/usr/bin/env python3
"""Random operations under real Alembic and under Limbeck.

    python fuzz.py COMPILE_TREES [COUNT] [SEED]

COMPILE_TREES is the example of that name, built. Every difference is printed with the source that
makes it; the seed is in it. What this finds becomes a case in one of the *.case files.
"""
from __future__ import annotations

import json
import random
import subprocess
import sys

import record

NAMES = ["a", "b", "c", "id", "Order", "user", "x y", "naïve", "n" * 70, "1st", "q\"q", "p%c", "group"]
TABLES = ["t", "Parent", "order", "t" * 60, "a.b"]
SCHEMAS = ["s", "S.x", "select", "p q"]
TYPES = ["sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.String(20)", "sa.String()", "sa.Text()",
         "sa.Boolean()", "sa.Boolean(create_constraint=True)", "sa.Boolean(create_constraint=True, name='bk')",
         "sa.DateTime(timezone=True)", "sa.DateTime()", "sa.Date()", "sa.Time()", "sa.Numeric(10, 2)", "sa.Float()",
         "sa.JSON()", "postgresql.JSONB()", "postgresql.UUID(as_uuid=True)", "sa.Uuid()", "sa.LargeBinary()",
         "sa.Enum('a', 'b', name='e1')", "sa.Enum('x', name='e2', native_enum=False, create_constraint=True)",
         "sa.Enum('x', 'yy', name='E3', schema='sch')", "postgresql.ENUM('q', name='e4', create_type=False)",
         "sa.Interval()", "postgresql.ARRAY(sa.Text())", "sa.Numeric()", "sa.Double()", "sa.Unicode(7)",
         "sa.Integer().with_variant(sa.BigInteger(), 'postgresql')", "sa.String(5, collation='C')"]
DEFAULTS = ["'x'", "'0'", "sa.text('0')", "sa.text('now()')", "sa.text(\"'{}'::jsonb\")", "sa.func.now()", "sa.true()",
            "sa.false()", "sa.text('CURRENT_TIMESTAMP')", "sa.text('-1')", "\"it's 5%\"", "sa.text('5 % 2')", "sa.null()"]
PHRASES = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "set default", "SET NULL (a)"]
NAMING = [None, None, {
    "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}, {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0N_name)s",
    "ck": "ck_%(table_name)s_%(column_0_name)s", "fk": "%(referred_column_0_name)s_%(column_0_key)s"}]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, items):
        return self.random.choice(items)

    def chance(self, share):
        return self.random.random() < share

    def name(self):
        name = self.one(["k", "u_1", "Key", "n" * 66])
        kind = self.random.random()
        return "None" if kind < 0.3 else f"op.f({name!r})" if kind < 0.5 else repr(name[:20])

    def options(self, choices):
        return "".join(f", {text}" for share, text in choices if self.chance(share))

    def foreign_key_options(self):
        return self.options([(.3, f"ondelete={self.one(PHRASES)!r}"), (.2, f"onupdate={self.one(PHRASES[:4])!r}"),
                             (.2, f"deferrable={self.chance(.5)}"), (.1, "initially='DEFERRED'"), (.1, "match='FULL'")])

    def column(self, name):
        parts = [repr(name), self.one(TYPES)]
        if self.chance(.15):
            parts.append(f"sa.ForeignKey({self.one(['o.id', 's.o.Id', 'other.x'])!r}{self.foreign_key_options()}"
                         f"{', name=' + self.name() if self.chance(.4) else ''})")
        if self.chance(.08):
            parts.append(f"sa.CheckConstraint('{'a'} > {self.random.randint(0, 9)}', name={self.name()})")
        extra = self.random.random()
        if extra < .06:
            parts.append(f"sa.Identity(always={self.chance(.5)}{self.options([(.5, 'start=3'), (.3, 'increment=2')])})")
        elif extra < .12:
            parts.append(f"sa.Computed('a + 1'{self.one(['', ', persisted=True', ', persisted=False'])})")
        elif extra < .4:
            parts.append(f"server_default={self.one(DEFAULTS)}")
        text = ", ".join(parts)
        return f"sa.Column({text}" + self.options([
            (.4, f"nullable={self.chance(.5)}"), (.12, "unique=True"), (.12, "index=True"), (.2, "primary_key=True"),
            (.1, f"autoincrement={self.one([True, False])}"), (.1, "comment=\"it's\"")]) + ")"

    def columns(self, names):
        return json.dumps(self.random.sample(names, min(len(names), self.random.randint(1, 3))))

    def schema(self):
        return self.options([(.25, f"schema={self.one(SCHEMAS)!r}")])

    def create_table(self):
        names = self.random.sample(NAMES, self.random.randint(1, 5))
        items = [self.column(name) for name in names]
        if self.chance(.3):
            items.append(f"sa.UniqueConstraint(*{self.columns(names)}, name={self.name()}"
                         + self.options([(.2, "deferrable=True"), (.2, "postgresql_nulls_not_distinct=True")]) + ")")
        if self.chance(.3):
            items.append(f"sa.CheckConstraint('a <> 5 % 2', name={self.name()})")
        if self.chance(.3):
            column = self.one(names)
            items.append(f"sa.ForeignKeyConstraint([{column!r}], ['o.id'], name={self.name()}{self.foreign_key_options()}"
                         + self.options([(.2, "use_alter=True")]) + ")")
        if self.chance(.3) and not any("primary_key=True" in item for item in items):
            items.append(f"sa.PrimaryKeyConstraint(*{self.columns(names)}, name={self.name()})")
        if self.chance(.2):
            items.append(f"sa.Index('ix_q', *{self.columns(names)}, unique={self.chance(.5)})")
        return (f"op.create_table({self.one(TABLES)!r}, {', '.join(items)}{self.schema()}" + self.options([
            (.1, "comment='c'"), (.1, "if_not_exists=True"), (.1, "prefixes=['TEMPORARY']"), (.15, "sqlite_autoincrement=True"),
            (.1, "sqlite_strict=True"), (.1, "postgresql_partition_by='LIST (a)'")]) + ")")

    def add_column(self):
        return (f"op.add_column({self.one(TABLES)!r}, {self.column(self.one(NAMES))}{self.schema()}" + self.options([
            (.1, "if_not_exists=True"), (.2, "inline_references=True"), (.2, "inline_primary_key=True")]) + ")")

    def alter_column(self):
        return (f"op.alter_column({self.one(TABLES)!r}, {self.one(NAMES)!r}{self.schema()}" + self.options([
            (.4, f"nullable={self.chance(.5)}"), (.3, f"type_={self.one(TYPES)}"), (.3, f"existing_type={self.one(TYPES)}"),
            (.3, f"server_default={self.one(DEFAULTS + ['None', 'sa.Identity(start=4)'])}"), (.2, "new_column_name='N'"),
            (.1, "comment='c'"), (.1, "existing_server_default=sa.Identity()"), (.1, "existing_nullable=True")]) + ")")

    def create_index(self):
        items = [self.one([repr(self.one(NAMES)), "sa.text('lower(a)')", "sa.func.lower(sa.column('a'))",
                           "sa.column('b').desc()", "sa.column('a') + 1"]) for _ in range(self.random.randint(1, 3))]
        return (f"op.create_index({self.name()}, {self.one(TABLES)!r}, [{', '.join(items)}]{self.schema()}" + self.options([
            (.3, "unique=True"), (.1, "if_not_exists=True"), (.2, "postgresql_using='gin'"),
            (.2, "postgresql_where=sa.text('a > 5')"), (.2, "sqlite_where=sa.text('a > 5')"),
            (.1, "postgresql_concurrently=True"), (.1, "postgresql_include=['z']"),
            (.1, "postgresql_with={'fillfactor': 50}"), (.1, "postgresql_ops={'a': 'int4_ops'}")]) + ")")

    def constraint(self):
        table = self.one(TABLES)
        return self.one([
            f"op.create_unique_constraint({self.name()}, {table!r}, {self.columns(NAMES)}{self.schema()})",
            f"op.create_primary_key({self.name()}, {table!r}, {self.columns(NAMES)}{self.schema()})",
            f"op.create_foreign_key({self.name()}, {table!r}, {self.one(TABLES[:4])!r}, ['a'], ['Id']{self.foreign_key_options()})",
            f"op.create_check_constraint({self.name()}, {table!r}, 'a > 5 % 3'{self.schema()})",
            f"op.drop_constraint({self.name()}, {table!r}, type_={self.one(['unique', 'check', 'primary', None])!r}{self.schema()})",
            f"op.drop_index({self.name()!s}, {table!r}{self.schema()})".replace("(None,", "('i',"),
            f"op.drop_column({table!r}, {self.one(NAMES)!r}{self.schema()})",
            f"op.drop_table({table!r}{self.schema()})",
            f"op.rename_table({table!r}, {self.one(TABLES)!r}{self.schema()})",
            f"op.create_table_comment({table!r}, '5%'{self.schema()})"])

    def source(self):
        made = self.one([self.create_table, self.create_table, self.add_column, self.alter_column, self.create_index,
                         self.constraint])()
        if self.chance(.15) and made.startswith("op.add_column") and "schema=" not in made:
            column = made[made.index("sa.Column("):]
            return f"with op.batch_alter_table('t') as batch:\n    batch.add_column({column}"
        return made


def main(arguments):
    program, count, seed = arguments[0], int((arguments[1:2] or ["1000"])[0]), int((arguments[2:3] or ["1"])[0])
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    same = different = skipped = 0
    for number in range(seed, seed + count):
        maker = Maker(number)
        source, naming = maker.source(), maker.one(NAMING)
        doubled = maker.chance(.3)
        options = {"paramstyle": "default"} if doubled else {}
        try:
            operations = record.catch(source)
        except Exception:  # refused before there is an operation
            skipped += 1
            continue
        for dialect in record.DIALECTS:
            expected = record.record(source, dialect, naming, options)
            request = {"dialect": dialect, "operations": operations, "naming_convention": naming or {},
                       "double_percent": doubled and dialect == "postgresql"}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            notes = "".join(f"? {category}: {text}\n" for category, text in answer.get("warnings", []))
            if "sql" in answer:
                found = notes + "".join(f"{sql};\n\n" for sql in answer["sql"])
            else:
                found = f"! {answer['error']['exception']}: {answer['error']['message']}"
                expected = "".join(line for line in expected.splitlines(True) if not line.startswith("? "))
            # Which of several foreign keys is named first depends on when they were attached.
            unresolved = "! sqlalchemy.exc.NoReferencedTableError"
            if found.strip() == expected.strip() or found.startswith(unresolved) and expected.startswith(unresolved):
                same += 1
            else:
                different += 1
                print(f"--- seed {number}, {dialect}, {naming}\n{source}\nexpected:\n{expected}\nfound:\n{found}\n")
    print(f"{same} same, {different} different, {skipped} without operation")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Random databases and models under real Alembic, as a case file for the test of recorded cases.

    LIMBECK_TEST_POSTGRES=… LIMBECK_TEST_MYSQL=… python fuzz.py FILE.case [COUNT] [SEED]
    LIMBECK_DIFF_CASES=directory of FILE.case cargo test -p limbeck --test diff

What this finds becomes a case in one of the *.case files.
"""
from __future__ import annotations

import json
import pathlib
import random
import sys

import record_cases

TABLES = ["alpha", "beta", "Gamma", "order", "a_table_with_a_name_that_is_long_enough_to_matter"]
COLUMNS = ["n1", "n2", "t1", "t2", "D 1", "b1", "select", "j1", "e1"]
TYPES = {
    "n": ["sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.Numeric(10, 2)", "sa.Numeric(12, 4)",
          "sa.Numeric()", "sa.Float()", "sa.Double()", "sa.Float(24)", "sa.DECIMAL(10, 2)"],
    "t": ["sa.String(20)", "sa.String(50)", "sa.Text()", "sa.Unicode(20)", "sa.CHAR(20)", "Code()", "sa.VARCHAR(30)",
          "sa.String(20).with_variant(sa.Text(), 'sqlite')"],
    "D": ["sa.DateTime()", "sa.DateTime(timezone=True)", "sa.Date()", "sa.Time()", "sa.TIMESTAMP()"],
    "b": ["sa.Boolean()", "sa.Boolean()", "sa.LargeBinary()"],
    "s": ["sa.Uuid()", "sa.String(32)", "sa.Uuid(native_uuid=False)"],
    "j": ["sa.JSON()", "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"],
    "e": ["sa.Enum('a', 'b', name='en')", "sa.Enum('a', 'b', name='en')", "sa.Enum('x', 'yy', name='en2', native_enum=False)",
          "sa.Enum('x', 'yyy', name='en2', native_enum=False)"],
}
DEFAULTS = {"n": ["'5'", "'10'", "sa.text('5')", "sa.text('10')", "sa.text('0')", "sa.text('-1')"],
            "t": ["'x'", "'y z'", "sa.text(\"'x'\")", "'50%'", "sa.text(\"'50%'\")"],
            "D": ["sa.func.now()", "sa.text('CURRENT_TIMESTAMP')"], "b": ["sa.false()", "sa.text('true')", "sa.true()"]}
ACTIONS = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION"]
NAMING = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
          "ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s",
          "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}


class Maker:
    def __init__(self, seed, dialect):
        self.random = random.Random(seed)
        self.dialect = dialect
        self.naming = self.often(40)

    def often(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, items):
        return self.random.choice(items)

    def schema(self, is_model):
        naming = f"naming_convention={NAMING!r}" if self.naming else ""
        lines = [f"metadata = sa.MetaData({naming})"]
        made = []
        for name in TABLES:
            if self.often(65):
                made.append(name)
                lines += self.table(name, made, is_model)
        return "\n".join(lines)

    def column(self, name, is_model):
        kind = name[0]
        arguments = [repr(name), self.pick(TYPES[kind])]
        if kind in DEFAULTS and self.often(35) and not (kind == "b" and "Binary" in arguments[1]):
            if not (self.dialect == "mysql" and ("Text" in arguments[1] or kind == "D")):
                arguments.append(f"server_default={self.pick(DEFAULTS[kind])}")
        if self.often(30):
            arguments.append(f"nullable={self.often(50)}")
        if self.often(10):
            arguments.append(f"comment={self.pick(['one', chr(39) + 'two'])!r}")
        indexable = not (kind in "jtb" and self.dialect == "mysql") and kind not in "j" and "Binary" not in arguments[1]
        if indexable and self.often(15):
            arguments.append("index=True")
        if indexable and self.often(12):
            arguments.append("unique=True")
        if is_model and self.often(8):
            arguments.append(f"key={('key_' + name)!r}")
        return f"sa.Column({', '.join(arguments)})"

    def table(self, name, made, is_model):
        parts = [repr(name), "metadata", "sa.Column('id', sa.Integer, primary_key=True)"]
        columns = [column for column in COLUMNS if self.often(55)]
        parts += [self.column(column, is_model) for column in columns]
        for other in made:
            if self.often(30):
                options = [repr(f"{other}.id")]
                if self.often(60) or self.dialect == "mysql":
                    options.append(f"name={('fk_%s_%s' % (name[:9], other[:9]))!r}")
                if self.often(40):
                    options.append(f"ondelete={self.pick(ACTIONS)!r}")
                if self.often(20):
                    options.append(f"onupdate={self.pick(ACTIONS)!r}")
                if self.often(15) and self.dialect != "mysql":
                    options.append("deferrable=True, initially='DEFERRED'")
                parts.append(f"sa.Column({other[:20] + '_id'!r}, sa.Integer, sa.ForeignKey({', '.join(options)}))")
        text = f"t = sa.Table({', '.join(parts)}"
        if self.often(15):
            text += f", comment={self.pick(['one', 'two'])!r}"
        lines = [text + ")"]
        plain = [column for column in columns if column[0] in ("nDs" if self.dialect == "mysql" else "ntDs")] + ["id"]
        named = "{c.name: c for c in t.c}"
        for number in range(1, 4):
            if self.often(35):
                chosen = self.random.sample(plain, min(len(plain), self.pick([1, 1, 2, 3])))
                items = ", ".join(f"c[{column!r}]" for column in chosen)
                if self.often(15) and self.dialect == "postgresql":
                    items += f", {self.pick(['sa.func.abs(c[%r])' % 'id', 'sa.text(%r)' % 'abs(id)', 'c[%r].desc()' % 'id'])}"
                extra = ", unique=True" if self.often(30) else ""
                lines.append(f"c = {named}; sa.Index('ix_{name[:8]}_{number}', {items}{extra})")
            if self.often(25):
                chosen = self.random.sample(plain, min(len(plain), self.pick([1, 2])))
                if chosen == ["id"]:
                    continue
                items = ", ".join(f"c[{column!r}]" for column in chosen)
                extra = f", name='uq_{name[:8]}_{number}'" if self.often(70) else ""
                lines.append(f"c = {named}; t.append_constraint(sa.UniqueConstraint({items}{extra}))")
            # MariaDB has no CHECK on a column that counts.
            if self.often(15) and self.dialect != "mysql":
                extra = f", name='ck_{name[:8]}_{number}'" if self.often(70) or self.naming else ""
                lines.append(f"t.append_constraint(sa.CheckConstraint('id > {number}'{extra}))")
        return lines


def main(path, count=20, seed=1):
    out = []
    for number in range(int(seed), int(seed) + int(count)):
        for dialect in record_cases.NAMEABLE:
            maker = Maker(f"{number} {dialect}", dialect)
            database, model = maker.schema(False), maker.schema(True)
            options = {"only": [dialect]}
            if maker.often(50):
                options["compare_server_default"] = True
            if maker.often(40):
                options["autogenerate_plugins"] = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]
            case = (f"=== random {number} {dialect}\n-- database --\n{database}\n-- model --\n{model}\n"
                    f"-- options --\n{json.dumps(options)}\n\n")
            try:
                out.append(record_cases.rerecord(case))
            except (SystemExit, NotImplementedError) as error:
                print(f"left out: {str(error)[:300]}", file=sys.stderr)
    record_cases.clear()
    pathlib.Path(path).write_text("Random.\n\n" + "\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

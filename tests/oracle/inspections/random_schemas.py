"""Random schemas: CREATE statements whose parts are put together by chance, the same for the same seed."""

from __future__ import annotations

import random

NAMES = ["id", "name", "Value", "user id", "select", "x_y", "größe", "created_at", "UNIQUE", "check", "a1", "note"]
TYPES = {
    "sqlite": [
        "INTEGER", "BIGINT", "TEXT", "VARCHAR(50)", "varchar (20)", "NUMERIC(10, 2)", "DECIMAL(5)", "BOOLEAN", "DATE",
        "DATETIME", "TIMESTAMP", "FLOAT", "REAL", "BLOB", "JSON", "CHAR(3)", "DOUBLE PRECISION", "UNSIGNED INT", "",
        "CHARACTER VARYING(30)", "UUID", "TINYINT", "INT8", "NCHAR(4)", "SMALLINT", "CLOB",
    ],
    "postgresql": [
        "integer", "bigint", "smallint", "text", "varchar(50)", "varchar", "char(3)", "numeric(10, 2)", "numeric",
        "boolean", "date", "timestamp", "timestamptz(3)", "time", "double precision", "real", "bytea", "json", "jsonb",
        "uuid", "interval", "inet", "integer[]", "varchar(9)[]", "mood", "positive", "mood[]", "bit(4)", "varbit",
        "int4range", "money", "text COLLATE \"C\"", "point", "xml", "tsvector", "interval day to second(1)",
    ],
}
DEFAULTS = {
    "sqlite": ["5", "-1", "'x'", "''", "'it''s'", "NULL", "CURRENT_TIMESTAMP", "(1 + 2)", "(lower('A'))", "x'00'", "1.5"],
    "postgresql": ["NULL"],
}
#: Defaults that fit a type.
FITTING = {
    "integer": ["5", "-1", "nextval('counter')", "(1 + 2)"],
    "bigint": ["0", "nextval('counter')"],
    "text": ["'x'", "'it''s'", "lower('A')", "''"],
    "varchar(50)": ["'x'", "'a:b'", "current_user"],
    "boolean": ["true", "false"],
    "timestamp": ["now()", "'2020-01-01'"],
    "jsonb": ["'{}'", "'[1]'::jsonb"],
    "mood": ["'sad'"],
    "numeric(10, 2)": ["0.00", "1"],
    "integer[]": ["'{1,2}'", "ARRAY[1]"],
    "uuid": ["gen_random_uuid()"],
}
ACTIONS = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT"]
#: Types of PostgreSQL that a btree index takes.
ORDERED = ["integer", "bigint", "smallint", "text", "varchar", "numeric", "boolean", "date", "timestamp", "uuid", "inet",
           "mood", "positive", "money", "char"]


def quoted(name: str) -> str:
    """A name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


class Maker:
    """Makes the statements of one schema."""

    def __init__(self, seed: int, kind: str) -> None:
        self.random = random.Random(seed)
        self.kind = kind
        self.statements: list[str] = []
        self.tables: list[tuple[str, list[tuple[str, str]], list[str]]] = []

    def chance(self, share: float) -> bool:
        """Yes, in some of the cases."""
        return self.random.random() < share

    def make(self) -> str:
        """All statements."""
        if self.kind == "postgresql":
            self.statements.append("CREATE TYPE mood AS ENUM ('sad', 'ok')")
            self.statements.append("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)")
            self.statements.append("CREATE SEQUENCE counter")
        for number in range(self.random.randint(2, 6)):
            self.table(f"t{number}" if self.chance(0.7) else f"Odd table {number}")
        return ";\n".join(self.statements) + ";\n"

    def table(self, name: str) -> None:
        """One table with its indexes."""
        picked = self.random.sample(NAMES, self.random.randint(1, 7))
        columns = [(column, self.random.choice(TYPES[self.kind])) for column in picked]
        parts = [self.column(column, kind) for column, kind in columns]
        ordered = [column for column, kind in columns if self.is_ordered(kind)]
        key: list[str] = []
        if ordered and self.chance(0.7):
            key = self.random.sample(ordered, self.random.randint(1, min(2, len(ordered))))
            parts.append(f"{self.named('pk', name)}PRIMARY KEY ({self.listed(key)})")
        if ordered and self.chance(0.5):
            unique = self.random.sample(ordered, self.random.randint(1, min(3, len(ordered))))
            parts.append(f"{self.named('uq', name)}UNIQUE ({self.listed(unique)})")
        if self.chance(0.4):
            parts.append(f"{self.named('ck', name)}CHECK ({quoted(picked[0])} IS NOT NULL OR 1 > (2 - 1))")
        parts.extend(self.foreign_keys(name, columns))
        separator = ", " if self.chance(0.5) else ",\n  "
        options = " WITHOUT ROWID" if self.kind == "sqlite" and key and self.chance(0.1) else ""
        self.statements.append(f"CREATE TABLE {quoted(name)} ({separator.join(parts)}){options}")
        self.tables.append((name, columns, key))
        self.indexes(name, columns, ordered)
        if self.kind == "postgresql" and self.chance(0.3):
            self.statements.append(f"COMMENT ON TABLE {quoted(name)} IS 'about {name}'")
            self.statements.append(f"COMMENT ON COLUMN {quoted(name)}.{quoted(picked[-1])} IS 'it''s'")

    def column(self, name: str, kind: str) -> str:
        """One column's definition."""
        text = f"{quoted(name)} {kind}".strip()
        choices = DEFAULTS["sqlite"] if self.kind == "sqlite" else FITTING.get(kind, ["NULL"])
        if self.chance(0.3):
            text += f" DEFAULT {self.random.choice(choices)}"
        if self.chance(0.4):
            text += " NOT NULL"
        if self.chance(0.15) and self.is_ordered(kind):
            text += " UNIQUE"
        if self.chance(0.1):
            text += f" CHECK ({quoted(name)} IS NOT NULL)"
        return text

    def is_ordered(self, kind: str) -> bool:
        """Whether the type can be in a key."""
        return self.kind == "sqlite" or (
            not kind.endswith("]") and any(kind.startswith(known) for known in ORDERED)
        )

    def named(self, prefix: str, table: str) -> str:
        """A constraint's name, or none."""
        if self.chance(0.4):
            return ""
        name = f"{prefix}_{table}_{self.random.randint(0, 999)}"
        return f"CONSTRAINT {quoted(name)} " if " " in name or self.chance(0.3) else f"CONSTRAINT {name} "

    def listed(self, columns: list[str]) -> str:
        """Names in parentheses."""
        return ", ".join(map(quoted, columns))

    def foreign_keys(self, name: str, columns: list[tuple[str, str]]) -> list[str]:
        """Foreign keys to tables that are there, of columns that fit."""
        found = []
        for table, others, key in self.tables:
            if len(key) != 1 or not self.chance(0.5):
                continue
            target = dict(others)[key[0]]
            fitting = [column for column, kind in columns if self.kind == "sqlite" or kind == target]
            if not fitting:
                continue
            column = self.random.choice(fitting)
            text = f"{self.named('fk', name)}FOREIGN KEY ({quoted(column)}) REFERENCES {quoted(table)} ({quoted(key[0])})"
            if self.chance(0.4):
                text += f" ON DELETE {self.random.choice(ACTIONS)}"
            if self.chance(0.3):
                text += f" ON UPDATE {self.random.choice(ACTIONS)}"
            if self.chance(0.2):
                text += " DEFERRABLE INITIALLY DEFERRED"
            found.append(text)
        return found

    def indexes(self, table: str, columns: list[tuple[str, str]], ordered: list[str]) -> None:
        """Some indexes."""
        for number in range(self.random.randint(0, 3)):
            if not ordered:
                return
            picked = self.random.sample(ordered, self.random.randint(1, min(3, len(ordered))))
            parts = [quoted(column) + self.random.choice(["", "", " DESC"]) for column in picked]
            text = next((column for column, kind in columns if kind.startswith(("text", "TEXT"))), None)
            if text is not None and self.chance(0.3):
                parts.append(f"lower({quoted(text)})")
            where = f" WHERE {quoted(picked[0])} IS NOT NULL" if self.chance(0.25) else ""
            unique = "UNIQUE " if self.chance(0.3) else ""
            name = quoted(f"ix_{table}_{number}")
            self.statements.append(f"CREATE {unique}INDEX {name} ON {quoted(table)} ({', '.join(parts)}){where}")


def make(seed: int, kind: str) -> str:
    """The statements of a schema."""
    return Maker(seed, kind).make()

"""Writes what SQLAlchemy renders into the case files beside this script: `python record.py [file…]`.

Run it with a Python that has SQLAlchemy 2.1.9, Alembic 1.20.1 and psycopg. See README.md.
"""

import datetime
import decimal
import json
import pathlib
import re
import sys
import uuid
import warnings

import sqlalchemy as sa
from sqlalchemy import *  # noqa: F403
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.engine import make_url

import tree as trees

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
RENDERINGS = [
    ("postgresql literal", "postgresql://", "named", True),
    ("postgresql literal pyformat", "postgresql://", "pyformat", True),
    ("postgresql named", "postgresql://", "named", False),
    ("postgresql pyformat", "postgresql+psycopg2://", "pyformat", False),
    ("sqlite literal", "sqlite://", "qmark", True),
    ("sqlite named", "sqlite://", "named", False),
    ("sqlite qmark", "sqlite://", "qmark", False),
    ("mysql literal", "mysql://", "named", True),
    ("mysql literal format", "mysql://", "format", True),
    ("mysql named", "mysql://", "named", False),
    ("mysql format", "mysql://", "format", False),
    # Recorded where it differs from MySQL.
    ("mariadb literal", "mariadb://", "named", True),
    ("mariadb literal format", "mariadb://", "format", True),
    ("mariadb named", "mariadb://", "named", False),
    ("mariadb format", "mariadb://", "format", False),
]
DIALECTS = ("postgresql", "sqlite", "mysql", "mariadb")


def dialect(url, style):
    """The dialect that Alembic makes for a URL, without importing a driver that is not there."""
    cls = make_url(url).get_dialect()
    return cls(paramstyle=style)


def namespace():
    """What a case may name."""
    names = dict(vars(sa))
    metadata = sa.MetaData()
    names.update(
        sa=sa, pg=pg, sqlite=sqlite, mysql=mysql, datetime=datetime, Decimal=decimal.Decimal, UUID_=uuid.UUID,
        t=sa.Table(
            "t", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)),
            sa.Column("flag", sa.Boolean), sa.Column("n", sa.Integer), sa.Column("price", sa.Numeric(10, 2)),
            sa.Column("ratio", sa.Float), sa.Column("made", sa.DateTime), sa.Column("day", sa.Date),
            sa.Column("clock", sa.Time), sa.Column("span", sa.Interval), sa.Column("data", sa.JSON),
            sa.Column("blob", sa.LargeBinary), sa.Column("uid", sa.Uuid), sa.Column("big", sa.BigInteger),
            sa.Column("colour", sa.Enum("red", "blue", name="colour")),
        ),
        u=sa.Table("u", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("t_id", sa.Integer),
                   sa.Column("name", sa.String), sa.Column("order", sa.Integer), sa.Column("Upper", sa.Text)),
        s=sa.Table("s", metadata, sa.Column("id", sa.Integer), sa.Column("x", sa.String), schema="other"),
        p=sa.Table("p", metadata, sa.Column("id", sa.Integer), sa.Column("doc", pg.JSONB), sa.Column("plain", pg.JSON),
                   sa.Column("tags", pg.ARRAY(sa.Text)), sa.Column("nums", sa.ARRAY(sa.Integer)),
                   sa.Column("uid", pg.UUID), sa.Column("at", sa.DateTime(timezone=True)), sa.Column("ip", pg.INET)),
        w=sa.table("w", sa.column("a"), sa.column("b"), sa.column("c", sa.String)),
    )
    return names


def render(element, url, style, literal):
    """One rendering, or the error in its place."""
    try:
        keywords = {"compile_kwargs": {"literal_binds": True}} if literal else {}
        return str(element.compile(dialect=dialect(url, style), **keywords))
    except Exception as error:  # noqa: BLE001
        cls = type(error)
        text = re.sub("0x[0-9a-f]+", "0x..", str(error).split("\n")[0])
        return f"! {cls.__module__}.{cls.__name__}: {text}"


def numbered(tree):
    """A tree as text in which made-up numbers are small and the same in every run."""
    text = json.dumps(tree, ensure_ascii=False)
    for pattern, only_repeated in ((r'"identity": (\d+)', True), (r"%\(([0-9a-f]+) ", False)):
        found = re.findall(pattern, text)
        numbers = {}
        for key in found:
            if not only_repeated or found.count(key) > 1:
                numbers.setdefault(key, len(numbers) + 1)
        def replace(match):
            key = match.group(1)
            return match.group(0).replace(key, str(numbers[key]) if key in numbers else "null")
        text = re.sub(pattern, replace, text)
    return text.replace('"identity": null, ', "").replace(', "identity": null', "")


def parse(text):
    """The cases of a file: name and Python source."""
    for part in text.split("\n== ")[1:]:
        name, _, body = part.partition("\n")
        source = body.split("-- python --\n")[1].split("\n-- ")[0].strip("\n")
        yield name.strip(), source


def record(path):
    """Rewrites one file."""
    text = path.read_text()
    out = [text.split("\n== ")[0].rstrip("\n")]
    count = 0
    for name, source in parse(text):
        scope = namespace()
        body, _, last = source.rpartition("\n")
        try:
            exec(body, scope)  # noqa: S102
            element = eval(last, scope)  # noqa: S307
            tree = trees.executable(element)
        except Exception as error:  # noqa: BLE001
            print(f"{path.name}: left out {name}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        out.append(f"\n== {name}\n-- python --\n{source}")
        out.append("-- tree --\n" + numbered(tree))
        seen = {}
        for title, url, style, literal in RENDERINGS:
            # A construct of one dialect's own is only asked of that one.
            own, kind = title.split(" ", 1)
            family = "mysql" if own == "mariadb" else own
            if any(f"[{only}]" in name for only in DIALECTS) and f"[{family}]" not in name:
                continue
            result = render(element, url, style, literal)
            if own == "mariadb" and f"mysql {kind}" in seen.get(result, ()):
                continue
            seen.setdefault(result, []).append(title)
        for result, titles in seen.items():
            # A case ends with the empty line before the next.
            out.append(f"-- {', '.join(titles)} --\n{result}")
        count += 1
    path.write_text("\n".join(out) + "\n")
    return count


if __name__ == "__main__":
    files = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.case"))
    print(sum(record(path) for path in files), "cases")

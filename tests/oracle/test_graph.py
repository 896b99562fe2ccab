"""Which revisions commands select, what they print, and what the version table holds then: branches, merges,
labels, dependencies, partial ids, relative symbols. No revision here changes the schema."""

from __future__ import annotations

import pytest

from .conftest import Beside
from .projects import Project, linear, revision

A, B, C, D, E, F = (letter * 4 + f"{number}111" + letter * 4 for number, letter in enumerate("abcdef", 1))

#: a→b; b→c→d (label lab1); b→e (label lab2, depends on c and lab1)→f.
LABELS = {
    "1_a.py": revision(A, None, doc="first\nsecond line\n\nthird line"),
    "2_b.py": revision(B, A, doc="branch point"),
    "3_c.py": revision(C, B, doc="left"),
    "4_d.py": revision(D, C, doc="left end", labels=("lab1",)),
    "5_e.py": revision(E, B, doc="", labels="lab2", depends_on=(C, "lab1")),
    "6_f.py": revision(F, (E,), doc="right end"),
}
#: A diamond, and a second base whose child depends on the diamond.
DIAMOND = {
    "a1.py": revision("a1"),
    "b1.py": revision("b1", "a1"),
    "c1.py": revision("c1", "a1"),
    "d1.py": revision("d1", ("b1", "c1"), doc="merge b1 and c1"),
    "e1.py": revision("e1", None, labels=["other"]),
    "f1.py": revision("f1", "e1", depends_on="b1"),
}
GRAPHS = {"labels": LABELS, "diamond": DIAMOND, "linear": linear(5, tables=False)}

LISTINGS = {
    "labels": [
        "heads", "heads -v", "heads --resolve-dependencies", "history", "history -v", f"history -r {A}:{D}",
        "history -r lab2@base:lab2@head", "history -r :lab1", "history -r bb:", "history -r=-2:", "history -r :-2",
        "history -r nowhere:", "history -r a", "history -r lab1@heads:", "show lab1", "show lab2@head", "show heads",
        "show head", "show aaaa", "show a", "show zz", "show lab1@cc", "show lab1@ff", "show -1", "show base",
    ],
    "diamond": [
        "heads", "heads -v", "heads --resolve-dependencies", "history", "history -v", "history -r b1:d1",
        "history -r a1:f1", "history -r :c1", "history -r current:", "history -i", "history -i -v", "show d1",
        "show other", "show heads", "show head", "current", "current -v",
    ],
    "linear": [
        "heads", "heads -v", "history", "history -v", "history -r r002:r004", "history -r r004:r002",
        "history -r r002:+2", "history -r -2:", "history -r=-2:", "history -r base:r003", "history -r :current",
        "show r00", "show r003", "show head-1", "show -1", "show +1", "show r001 r002", "history -v -i",
    ],
}  # fmt: skip

#: Rows of the version table, and a command.
MOVES = {
    "labels": [
        ("", "upgrade heads"), (B, "upgrade head"), (B, "upgrade heads"), (F, "downgrade -1"), (E, "downgrade lab2@-1"),
        (D, f"downgrade {F}"), (D, "downgrade bbbb"), (A, "upgrade lab1@head"), (D, "downgrade lab1@base"),
        ("", "downgrade -1"), ("", "upgrade +20"), ("", "upgrade +2"), (A, "upgrade +1"), (B, "upgrade +1"),
        (B, "upgrade lab1@+1"), (B, "upgrade lab2@+1"), ("", "stamp heads"), ("", f"stamp {C} {E}"),
        (f"{C} {E}", "stamp heads"), (f"{C} {E}", "current"), (f"{C} {E}", "current -v"), (F, "current --check-heads"),
        (D, "current --check-heads"), (D, "stamp head"), (D, "stamp lab1"), (D, f"stamp {A}"), ("zzz", "current"),
        ("zzz", "upgrade heads"), ("zzz", "stamp heads"), ("zzz", "stamp --purge heads"), ("zzz", "downgrade base"),
        (F, f"downgrade {B}"), (F, f"downgrade lab2@{B}"), (F, "downgrade base"), (D, "upgrade dddd"),
        (D, f"upgrade {A}"), (f"{A} {B}", "upgrade heads"), (f"{A} {B}", "downgrade -1"), (C, "upgrade lab1"),
        ("", "upgrade lab2"), ("", "upgrade lab1@head lab2@head"), ("", f"upgrade {C[:3]}"), ("", "upgrade b"),
        (F, "history -i"), (F, "show current"), ("", "show current"), (F, "stamp base"), (F, "stamp lab2@base"),
    ],
    "diamond": [
        ("", "upgrade heads"), ("", "upgrade head"), ("f1 d1", "downgrade c1"), ("f1 d1", "downgrade a1"),
        ("a1 e1", "downgrade e1@base"), ("a1", "upgrade d1"), ("d1", "downgrade base"), ("b1 c1", "stamp a1"),
        ("d1", "downgrade -1"), ("b1 c1", "upgrade d1"), ("b1", "upgrade other@head"), ("b1 c1", "downgrade -1"),
        ("d1 f1", "current"), ("c1 f1", "current"), ("a1", "upgrade +1"), ("a1", "upgrade d1-1"), ("", "upgrade a1+1"),
        ("", "upgrade e1+1"), ("d1", "downgrade d1-1"), ("d1", "stamp b1 c1"), ("", "stamp d1 f1"), ("b1", "stamp d1"),
        ("d1", "upgrade heads"), ("e1", "upgrade heads"), ("b1 c1 e1", "upgrade heads"), ("f1", "downgrade base"),
        ("f1 d1", "downgrade base"), ("d1", "downgrade other@base"),
    ],
    "linear": [
        ("r004", "upgrade +50"), ("r004", "upgrade head-1"), ("r004", "upgrade r002"), ("", "upgrade head-1"),
        ("r003", "downgrade r002-1"), ("r005", "downgrade base+1"), ("r002", "downgrade head"),
        ("r002", "downgrade head-2"), ("r003", "downgrade +1"), ("r003", "upgrade -1"), ("", "upgrade base"),
        ("r003", "upgrade r001+3"), ("", "upgrade r00"), ("", "upgrade r0"), ("r005", "downgrade r003:r001"),
        ("", "upgrade base:head"), ("", "upgrade r001:"), ("r002", "upgrade head"), ("r005", "downgrade -5"),
        ("r005", "downgrade -6"), ("r003", "stamp r005"), ("r003", "stamp r001"), ("r003", "stamp -1"),
        ("", "stamp -1"), ("r003", "stamp head-1"), ("r003", "stamp +1"), ("r003", "stamp --purge r001"),
        ("r003", "stamp base"), ("", "upgrade"), ("r001", "upgrade +0"), ("r003", "history -r current:"),
        ("r003", "history -r :current"), ("r003", "history -r current:+1"), ("r003", "history -r -1:current"),
        ("r003", "show current"), ("r003", "current --check-heads"), ("r005", "current --check-heads"),
        ("r002", "upgrade R003"), ("", "upgrade head+1"), ("r002", "upgrade r002+9"),
    ],
}  # fmt: skip

OFFLINE = {
    "labels": [
        "upgrade heads --sql", "upgrade lab1 --sql", f"upgrade {B}:heads --sql", f"downgrade {F}:{B} --sql",
        f"downgrade {D}:base --sql", "upgrade head --sql", f"stamp {C}:{D} --sql", "stamp heads --sql",
        f"stamp {A}:{C} {B}:{D} --sql", f"upgrade bb:dd --sql", "upgrade lab2@base:lab2@head --sql",
    ],
    "diamond": [
        # Not downgrades of d1: which of its parents' rows is inserted and which updated is the order of a set.
        "upgrade heads --sql", "upgrade a1:d1 --sql", "stamp d1 f1 --sql", "downgrade f1:e1 --sql",
    ],
    "linear": [
        "upgrade head --sql", "upgrade r002:r004 --sql", "upgrade +2 --sql", "upgrade r002:+2 --sql",
        "downgrade r004:r002 --sql", "downgrade r004:-2 --sql", "downgrade r004 --sql", "upgrade a:b:c --sql",
        "upgrade base: --sql", "upgrade :r002 --sql", "stamp r001:r003 --sql", "upgrade r003:r001 --sql",
    ],
}  # fmt: skip


def cases(table: dict[str, list]) -> list:
    """One parameter per entry of a table."""
    found = []
    for graph, entries in table.items():
        for entry in entries:
            name = entry if isinstance(entry, str) else f"{entry[0] or 'empty'}: {entry[1]}"
            found.append(pytest.param(graph, entry, id=f"{graph}: {name}"))
    return found


@pytest.mark.parametrize(("graph", "command"), cases(LISTINGS))
def test_listing(graph: str, command: str, beside: Beside) -> None:
    with beside(Project(GRAPHS[graph])) as side:
        side.run(*command.split(), ordered=not command.startswith("current"))


@pytest.mark.parametrize(("graph", "move"), cases(MOVES))
def test_move(graph: str, move: tuple[str, str], beside: Beside) -> None:
    rows, command = move
    with beside(Project(GRAPHS[graph])) as side:
        if rows:
            values = ", ".join(f"('{row}')" for row in rows.split())
            side.execute(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
                " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));"
                f"INSERT INTO alembic_version VALUES {values}"
            )
        side.run(*command.split(), ordered=not command.startswith("current"))


@pytest.mark.parametrize(("graph", "command"), cases(OFFLINE))
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_offline(graph: str, command: str, dialect: str, beside: Beside) -> None:
    url = "sqlite:///never.db" if dialect == "sqlite" else "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
    with beside(Project(GRAPHS[graph], url=url), None) as side:
        side.run(*command.split())

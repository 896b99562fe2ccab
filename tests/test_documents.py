"""The documents say what is true: links lead somewhere, help texts are the program's own."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
#: Written by whoever measures; see README.md.
LATER = {"docs/reference/performance.md"}


def documents() -> list[Path]:
    """Every page but those of the examples, which have tests of their own."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("page", documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links(page: Path) -> None:
    text = re.sub(r"^    .*$", "", page.read_text(), flags=re.MULTILINE)
    for target in LINK.findall(text):
        if re.match(r"[a-z]+://", target) or target.startswith("#"):
            continue
        path = (page.parent / target.partition("#")[0]).resolve()
        assert path.exists() or str(path.relative_to(ROOT)) in LATER, f"{target} leads nowhere"


@pytest.mark.parametrize("page", documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named(page: Path) -> None:
    """Paths in code marks from the root of the repository."""
    for path in re.findall(r"`((?:crates|docs|tests|scripts|examples|xtask)/[\w./-]+)`", page.read_text()):
        assert (ROOT / path).exists() or path in LATER, f"{path} is not there"


def test_native_functions() -> None:
    """docs/internals/waist.md has each function of `_limbeck`, and no other."""
    native = (path.read_text() for path in (ROOT / "crates/limbeck-python/src/native").glob("*.rs"))
    there = {name for text in native for name in re.findall(r"#\[pyfunction\]\s+fn (\w+)", text)}
    page = (ROOT / "docs/internals/waist.md").read_text()
    rows = re.findall(r"^\| (`.*?) \| ", page, flags=re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`(\w+)\(", row)}
    assert listed == there


def test_help_texts(tmp_path: Path) -> None:
    """docs/reference/command-line.md shows what the program prints."""
    binary = Path(os.environ.get("LIMBECK_BINARY") or ROOT / "target" / "release" / "limbeck")
    if not binary.exists():
        pytest.skip(f"no program to test: {binary}")
    program = tmp_path / "limbeck"
    program.symlink_to(binary.resolve())
    page = (ROOT / "docs/reference/command-line.md").read_text()
    sections = dict(re.findall(r"^## limbeck ?(\w*)\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL))

    def printed(*arguments: str) -> str:
        environment = {"COLUMNS": "80", "PATH": os.defpath}
        done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    general = printed("--help")
    commands = re.findall(r"^    (\w+)", general.partition("options:")[0], flags=re.MULTILINE)
    assert sorted(sections) == sorted(["", *commands])
    for command in sections:
        lines = re.findall(r"^(?:    .*|)$", sections[command], flags=re.MULTILINE)
        shown = "\n".join(line[4:] for line in lines).strip()
        wanted = printed(command, "--help") if command else general
        assert shown == wanted, f"limbeck {command} --help"

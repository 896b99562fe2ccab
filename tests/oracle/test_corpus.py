"""`limbeck sql` on scripts of our own (`tests/corpus/scripts`), text by text with real Alembic."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from .tools import base_environment

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SCRIPTS = CORPUS / "scripts"
APPLICATION = CORPUS / "application"
DIALECTS = ("postgresql", "mysql", "sqlite")

Answers = dict[tuple[str, str, str], dict]


def keyed(lines: str) -> Answers:
    """Answers by file, dialect and direction."""
    cases = map(json.loads, lines.splitlines())
    return {(case["file"], case["dialect"], case["direction"]): case for case in cases}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What real Alembic writes."""
    python = os.environ.get("LIMBECK_ORACLE_PYTHON")
    if not python:
        pytest.skip("no real Alembic")
    out = tmp_path_factory.mktemp("corpus") / "real.jsonl"
    arguments = [str(out), "--only-standard-library", "--path", str(APPLICATION), str(SCRIPTS)]
    subprocess.run([python, str(CORPUS / "oracle.py"), *arguments], check=True, env=base_environment(), timeout=300)
    return keyed(out.read_text())


@pytest.fixture(scope="module")
def ours() -> Answers:
    """What Limbeck writes."""
    binary = os.environ.get("LIMBECK_BINARY")
    if not binary:
        pytest.skip("no program to test")
    environment = {**base_environment(), "PYTHONPATH": str(APPLICATION)}
    if "LIMBECK_STANDINS" in os.environ:
        environment["LIMBECK_STANDINS"] = os.environ["LIMBECK_STANDINS"]
    command = [binary, "sql", "--all", "--json", "--versions", str(SCRIPTS)]
    done = subprocess.run(command, check=True, env=environment, capture_output=True, text=True, timeout=300)
    return keyed(done.stdout)


@pytest.mark.parametrize("direction", ("upgrade", "downgrade"))
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("file", sorted(path.name for path in SCRIPTS.glob("*.py")))
def test_same_text(file: str, dialect: str, direction: str, real: Answers, ours: Answers) -> None:
    wanted, found = real[file, dialect, direction], ours[file, dialect, direction]
    if wanted["outcome"] == "ok":
        assert (found["outcome"], found["error"], found["sql"]) == ("ok", None, wanted["sql"])
    else:
        # Scripts are written so that nothing in them is chance.
        assert wanted["outcome"] in ("raised", "absent")
        assert found["outcome"] != "ok"
        assert found["sql"] == ""

"""Lets the suites beside this file decide: each compares a real package with its stand-in."""

import importlib.util
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
#: Suites with the packages they compare with.
SUITES = {
    "logging": "logging",
    "dotenv": "dotenv",
    "pydantic": "pydantic",
    "settings": "pydantic_settings",
    "decouple": "decouple",
}


def run(program, *arguments, **environment):
    """Run a program of this folder; its output is shown where it fails."""
    variables = {**os.environ, "LIMBECK_ORACLE_PYTHON": sys.executable, **environment}
    done = subprocess.run(
        [sys.executable, str(HERE / program), *arguments], cwd=HERE, env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("suite", SUITES)
def test_suite(suite):
    if importlib.util.find_spec(SUITES[suite]) is None:
        pytest.skip(f"{SUITES[suite]} is not installed")
    run("run.py", suite)


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_directives(dialect):
    """Every directive of `op`, plainly and in batches, gives real Alembic's SQL."""
    program = os.environ.get("LIMBECK_COMPILE_TREES")
    built = HERE.parents[3] / "target" / "debug" / "examples" / "compile_trees"
    if program is None and not built.exists():
        pytest.skip("build compile_trees first: cargo build -p limbeck --example compile_trees")
    run("ops_differential.py", "-v", dialect, LIMBECK_COMPILE_TREES=program or str(built))

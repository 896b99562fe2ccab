"""The same snippets under real SQLAlchemy and under the stand-in; every difference fails.

Needs a Python with SQLAlchemy 2.1.9 (the one that runs pytest) and the example program `compile_trees`,
which writes the SQL of the stand-in's trees: found under target/, or named by LIMBECK_COMPILE_TREES.
"""

import json
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
FILES = sorted(HERE.glob("cases/*.py"))
PROGRAM = os.environ.get("LIMBECK_COMPILE_TREES")
if PROGRAM is None:
    for target in (os.environ.get("CARGO_TARGET_DIR"), HERE.parents[3] / "target"):
        built = pathlib.Path(target or ".") / "debug" / "examples" / "compile_trees"
        if built.exists():
            PROGRAM = str(built)


def run(side, path):
    environment = dict(os.environ)
    if PROGRAM:
        environment["LIMBECK_COMPILE_TREES"] = PROGRAM
    done = subprocess.run(
        [sys.executable, str(HERE / "side.py"), side, str(path)], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


RESULTS = {}


def results(path):
    if path not in RESULTS:
        RESULTS[path] = run("real", path), run("ours", path)
    return RESULTS[path]


def collected():
    for path in FILES:
        for line in path.read_text().splitlines():
            if line.startswith("# case: "):
                yield path, line[len("# case: ") :]


@pytest.mark.parametrize("path, name", list(collected()), ids=lambda value: getattr(value, "stem", value))
def test_same(path, name):
    if not PROGRAM and path.stem != "imports":
        pytest.skip("build compile_trees first: cargo build -p limbeck --example compile_trees")
    real, ours = results(path)
    assert ours[name] == real[name]

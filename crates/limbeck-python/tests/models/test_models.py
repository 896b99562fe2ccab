"""Model modules under real SQLAlchemy and under the stand-in: what they declare has to be the same.

The stand-in is run on CPython, which takes a moment, and in Limbeck's virtual machine where the program that runs one
script is built (cargo build -p limbeck-python --example run_script).
"""

import difflib
import functools
import json
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[3]


def built(name, variable):
    given = os.environ.get(variable)
    if given:
        return given
    for target in (os.environ.get("CARGO_TARGET_DIR"), ROOT / "target"):
        path = pathlib.Path(target or ".") / "debug" / "examples" / name
        if path.exists():
            return str(path)
    return None


def cases():
    for path in sorted(HERE.glob("cases/*.py")):
        for line in path.read_text().splitlines():
            if line.startswith("# case: "):
                yield pytest.param(path, line.removeprefix("# case: "), id=f"{path.stem}-{line.removeprefix('# case: ')}")


@functools.cache
def answers(side, path):
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(HERE / "side.py"), side, str(path)]
    if side == "ours":
        environment["LIMBECK_COMPILE_TREES"] = built("compile_trees", "LIMBECK_COMPILE_TREES") or ""
    if side == "vm":
        command[:2] = [built("run_script", "LIMBECK_RUN_SCRIPT"), str(HERE / "side.py")]
        environment["LIMBECK_STANDINS"] = str(HERE.parents[1] / "lib")
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(side, path, name):
    real, ours = answers("real", path)[name], answers(side, path)[name]
    if real != ours:
        pytest.fail("\n".join(difflib.unified_diff(real, ours, "real", side, lineterm="", n=1)), pytrace=False)


@pytest.mark.parametrize(("path", "name"), cases())
def test_on_cpython(path, name):
    if not built("compile_trees", "LIMBECK_COMPILE_TREES"):
        pytest.skip("build compile_trees first: cargo build -p limbeck --example compile_trees")
    check("ours", path, name)


@pytest.mark.parametrize(("path", "name"), cases())
def test_in_the_machine(path, name):
    if not built("run_script", "LIMBECK_RUN_SCRIPT"):
        pytest.skip("build run_script first: cargo build -p limbeck-python --example run_script --features development")
    check("vm", path, name)

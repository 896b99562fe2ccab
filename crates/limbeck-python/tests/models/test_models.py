"""Model modules under real SQLAlchemy and under the stand-in: what they declare has to be the same.

The stand-in is run on CPython, which takes a moment, and in Limbeck's virtual machine, where the program is built: as
the env.py of a project.
"""

import difflib
import functools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import pytest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[3]


def built(name, variable):
    given = os.environ.get(variable)
    if given:
        return given
    for target in (os.environ.get("CARGO_TARGET_DIR"), ROOT / "target"):
        path = pathlib.Path(target or ".") / "debug" / name
        if path.exists():
            return str(path)
    return None


def compiler():
    """The program that writes the SQL of trees."""
    return built("examples/compile_trees", "LIMBECK_COMPILE_TREES")


def program():
    """Limbeck."""
    return built("limbeck", "LIMBECK_BINARY")


def cases():
    for path in sorted(HERE.glob("cases/*.py")):
        for line in path.read_text().splitlines():
            if line.startswith("# case: "):
                name = line.removeprefix("# case: ")
                yield pytest.param(path, name, id=f"{path.stem}-{name}")


@functools.cache
def answers(side, path):
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(HERE / "side.py"), side, str(path)]
    if side == "ours":
        environment["LIMBECK_COMPILE_TREES"] = compiler() or ""
    if side == "vm":
        return in_the_machine(command[1:], environment)
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_the_machine(arguments, environment):
    with tempfile.TemporaryDirectory() as directory:
        project = pathlib.Path(directory)
        (project / "alembic.ini").write_text(f"[alembic]\nscript_location = {project}\n")
        (project / "env.py").write_text(
            f"import sys\nsys.argv = {arguments!r}\n__file__ = __name__ = None\n"
            f"names = {{'__name__': '__main__', '__file__': {arguments[0]!r}}}\n"
            f"exec(compile(open({arguments[0]!r}).read(), {arguments[0]!r}, 'exec'), names)\n"
        )
        environment = {"LIMBECK_STANDINS": str(HERE.parents[1] / "lib"), **environment}
        done = subprocess.run([program(), "current"], cwd=directory, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(side, path, name):
    real, ours = answers("real", path)[name], answers(side, path)[name]
    if side == "vm":
        # Statements are compared on CPython; here it is what the machine makes of the modules.
        real, ours = ([line for line in lines if not line.startswith(("  postgresql: ", "  sqlite: "))] for lines in (real, ours))
    if real != ours:
        pytest.fail("\n".join(difflib.unified_diff(real, ours, "real", side, lineterm="", n=1)), pytrace=False)


@pytest.mark.parametrize(("path", "name"), list(cases()))
def test_on_cpython(path, name):
    if not compiler():
        pytest.skip("build compile_trees first: cargo build -p limbeck --example compile_trees")
    check("ours", path, name)


@pytest.mark.parametrize(("path", "name"), list(cases()))
def test_in_the_machine(path, name):
    if not program():
        pytest.skip("build the program first: cargo build -p limbeck-cli --features development")
    check("vm", path, name)

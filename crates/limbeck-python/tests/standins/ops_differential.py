"""Compares the facade's directives with real Alembic: the same calls must give the same SQL.

    LIMBECK_ORACLE_PYTHON=… LIMBECK_COMPILE_TREES=…/compile_trees python3 ops_differential.py [-v] [dialect…]

The facade runs under CPython and gives trees; `compile_trees` (an example program of the crate
`limbeck`) makes SQL of them. An error must have the same class and text.
"""

import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(HERE, "..", "..", "lib")


def side(name, dialect):
    """The results of one side."""
    env = {"PATH": os.environ["PATH"], "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
    if name == "ours":
        env["PYTHONPATH"] = os.pathsep.join([os.path.join(HERE, "fake"), LIBRARY])
    done = subprocess.run(
        [os.environ["LIMBECK_ORACLE_PYTHON"], os.path.join(HERE, "ops_side.py"), name, dialect],
        env=env,
        capture_output=True,
        text=True,
        cwd=HERE,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def compile_all(results, dialect):
    """Adds the SQL of each result's trees."""
    requests = []
    for result in results:
        request = {"dialect": dialect, "operations": [tree for tree in result["trees"] if "verbatim" not in tree]}
        if result["convention"]:
            request["naming_convention"] = result["convention"]
        requests.append(json.dumps(request))
    done = subprocess.run(
        [os.environ["LIMBECK_COMPILE_TREES"]], input="\n".join(requests), capture_output=True, text=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(results):
        sys.exit(f"{len(answers)} answers for {len(results)} requests\n{done.stderr}")
    for result, answer in zip(results, answers):
        result["sql"] = "".join(statement + ";\n\n" for statement in answer.get("sql", ()))
        if "error" in answer and "error" not in result:
            result["error"] = f"{answer['error']['exception']}: {answer['error']['message']}"


def plain(text):
    """Without what differs by nature: addresses, and the place a signature's error names."""
    text = re.sub(r"0x[0-9a-f.]+", "0x", text or "").removeprefix("builtins.")
    text = re.sub(r"\(Background on this error at: .*\)", "", text).strip()
    return re.sub(r"TypeError: [\w.]*\.(\w+)\(\)", r"TypeError: \1()", text)


def same(real, ours):
    """Whether both sides did the same."""
    if ("error" in real) != ("error" in ours):
        return False
    if "error" in real:
        return plain(real["error"]) == plain(ours["error"])
    return real["sql"] == ours["sql"]


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    verbose = "-v" in sys.argv
    failed = 0
    for dialect in arguments or ["postgresql", "sqlite"]:
        real, ours = side("real", dialect), side("ours", dialect)
        compile_all(ours, dialect)
        equal = refused = waiting = 0
        for one, other in zip(real, ours):
            if same(one, other):
                equal += 1
                continue
            if "Refusal" in other.get("error", ""):
                refused += 1
            elif "Unsupported" in other.get("error", ""):
                waiting += 1
            if verbose:
                print(f"== {one['name']}\n   real: {one.get('error') or one['sql']!r}\n   ours: {other.get('error') or other['sql']!r}")
                if other.get("traceback") and not one.get("error"):
                    print("     " + other["traceback"].replace("\n", "\n     "))
        print(f"{dialect}: {equal} of {len(real)} equal, {refused} refused by the facade, {waiting} by the engine")
        failed += len(real) - equal - refused - waiting
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

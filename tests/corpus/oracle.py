"""What real Alembic writes for single revision scripts, for `cargo xtask corpus` to compare with.

    python oracle.py OUT.jsonl [--only-standard-library] [--path DIR]… DIRECTORY…

Each line answers for one function of one script on one dialect: `file`, `dialect`, `direction`, `outcome`,
`sql`, `error`. An outcome is `ok`, `unordered` (real Alembic keeps the indexes of a table in a set, so the
order of its CREATE INDEX is chance), `chance` (two runs differ otherwise: random or present values),
`import` (a module is missing), `raised`, or `absent` (no such function).

Every script has a process of its own, in which nothing was imported but Alembic and SQLAlchemy, and which is
run three times: as it is, and with the indexes of tables in order and in reverse.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import io
import json
import multiprocessing
import os
import re
import sys
import warnings
from pathlib import Path

DIALECTS = ("postgresql", "mysql", "sqlite")
DIRECTIONS = ("upgrade", "downgrade")
SECONDS = 10


def is_revision(path: Path) -> bool:
    try:
        body = ast.parse(path.read_bytes()).body
    except (SyntaxError, ValueError):
        return False
    names = set()
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        names.update(target.id for target in targets if isinstance(target, ast.Name))
    return {"revision", "down_revision"} <= names


class OnlyStandardLibrary(importlib.abc.MetaPathFinder):
    """Finds nothing, and lets nothing else find a package of somebody else's."""

    ours = ("alembic", "sqlalchemy", "mako", "markupsafe", "typing_extensions", "greenlet")

    def __init__(self, directories: list[str]):
        self.directories = [Path(directory) for directory in directories]

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        known = top in sys.stdlib_module_names or top in self.ours
        if known or any((place / top).is_dir() or (place / f"{top}.py").exists() for place in self.directories):
            return None
        raise ModuleNotFoundError(f"No module named {top!r}", name=top)


def order_indexes(backwards: bool) -> None:
    """Makes the set of a table's indexes one with an order."""
    from sqlalchemy import Table

    class Listed(set):
        def __init__(self, *_):
            super().__init__()
            self.listed = {}

        def add(self, index):
            super().add(index)
            self.listed[index] = None

        def discard(self, index):
            super().discard(index)
            self.listed.pop(index, None)

        remove = discard

        def __iter__(self):
            return iter(list(self.listed)[:: -1 if backwards else 1])

    def put(table, _value):
        vars(table)["indexes"] = Listed()

    Table.indexes = property(lambda table: vars(table)["indexes"], put)


def chain(error):
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        error = error.__cause__ or error.__context__
    return seen


def named(error: BaseException) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x..", f"{type(error).__name__}: {error}")


def run(path: str, dialect: str, direction: str) -> dict:
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.environment import EnvironmentContext

    output = io.StringIO()
    answer = {"outcome": "ok", "error": None}
    loading = True
    try:
        spec = importlib.util.spec_from_file_location(Path(path).stem + "_py", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        loading = False
        function = getattr(module, direction, None)
        if function is None:
            return {"outcome": "absent", "error": None, "sql": ""}
        with EnvironmentContext(Config(), None, as_sql=True) as environment:
            environment.configure(
                dialect_name=dialect,
                dialect_opts={"paramstyle": "named"},
                literal_binds=True,
                output_buffer=output,
            )
            with Operations.context(environment.get_context()):
                function()
    except BaseException as error:  # a script may end with SystemExit
        imports = loading or any(isinstance(each, ImportError) for each in chain(error))
        answer = {"outcome": "import" if imports else "raised", "error": named(error)}
    return {**answer, "sql": output.getvalue() if answer["outcome"] == "ok" else ""}


def child(path: str, backwards: bool | None, pipe) -> None:
    sys.stdout = sys.stderr = open(os.devnull, "w")
    if backwards is not None:
        order_indexes(backwards)
    for dialect in DIALECTS:
        for direction in DIRECTIONS:
            pipe.send(run(path, dialect, direction))


def in_a_process(path: str, backwards: bool | None) -> list[dict]:
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=child, args=(path, backwards, there))
    process.start()
    there.close()
    answers = []
    try:
        while len(answers) < len(DIALECTS) * len(DIRECTIONS) and here.poll(SECONDS):
            answers.append(here.recv())
    except EOFError:
        pass
    process.kill()
    process.join()
    endless = {"outcome": "raised", "error": "it did not end", "sql": ""}
    return answers + [endless] * (len(DIALECTS) * len(DIRECTIONS) - len(answers))


def agreed(runs: list[dict]) -> dict:
    plain, forwards, backwards = runs
    if plain == forwards == backwards:
        return forwards
    if {run["outcome"] for run in runs} == {"ok"}:
        if len({tuple(sorted(run["sql"].split(";\n\n"))) for run in runs}) == 1:
            return {**forwards, "outcome": "unordered"}
    return {"outcome": "chance", "error": None, "sql": ""}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--path", action="append", default=[])
    parser.add_argument("--only-standard-library", action="store_true")
    options = parser.parse_args()
    import alembic.command  # noqa: F401  loaded once, before the processes part
    import sqlalchemy.ext.declarative  # noqa: F401
    import sqlalchemy.orm  # noqa: F401
    from sqlalchemy.engine.url import make_url

    for dialect in DIALECTS:
        make_url(f"{dialect}://").get_dialect()()
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    os.environ["TZ"] = "UTC"
    sys.path[:0] = options.path
    if options.only_standard_library:
        sys.meta_path.insert(0, OnlyStandardLibrary(options.path))
    directories = [directory.resolve() for directory in options.directories]
    base = os.path.commonpath(directories)
    with options.out.open("w", encoding="utf-8") as out:
        for directory in directories:
            for path in sorted(path for path in directory.rglob("*.py") if is_revision(path)):
                runs = zip(*(in_a_process(str(path), backwards) for backwards in (None, False, True)))
                cases = [(dialect, direction) for dialect in DIALECTS for direction in DIRECTIONS]
                for (dialect, direction), answers in zip(cases, runs):
                    case = {"file": os.path.relpath(path, base), "dialect": dialect, "direction": direction}
                    print(json.dumps(case | agreed(list(answers))), file=out)


if __name__ == "__main__":
    main()

"""Commands that write files, beside real Alembic: `init`, `revision`, `merge`, `edit`; templates and hooks."""

from __future__ import annotations

import os
import re
import shlex
import stat
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from .conftest import Beside
from .databases import Database
from .projects import ENV, INI, Project, linear, replaced, revision
from .side_by_side import Side, SideBySide
from .templates import BODIES, HEAD, REFUSED, STOCK
from .tools import Program

DATE = re.compile(r"^Create Date: .*$", re.MULTILINE)


def project(
    revisions: dict[str, str] | None = None,
    *,
    template: str = STOCK,
    ini: str = "",
    hooks: str = "",
    files: dict[str, str] | None = None,
    env: str = ENV,
) -> Project:
    """A project with a template of its own; `ini` is added to [alembic]."""
    extra = {"migrations/script.py.mako": template} | (files or {})
    return Project(revisions or {}, ini=INI + ini, files=extra, env=env, logging=Project.logging + hooks)


def texts(side: Side) -> dict[str, str]:
    """What lies in the project: every file's text, but for dates."""
    found = {}
    for path in sorted(side.root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".db":
            text = path.read_bytes().decode(errors="backslashreplace")
            found[str(path.relative_to(side.root))] = DATE.sub("Create Date: <date>", text)
    return found


def compare_files(side: SideBySide) -> None:
    """Both projects hold the same files with the same texts."""
    oracle, candidate = texts(side.oracle), texts(side.candidate)
    ini = re.compile(r"^sqlalchemy\.url = .*$", re.MULTILINE)
    assert {name: ini.sub("", text) for name, text in candidate.items()} == {
        name: ini.sub("", text) for name, text in oracle.items()
    }


COMMANDS = [
    "revision --rev-id n1", "revision -m msg --rev-id n1", "revision -m 'Größe des \"Users\" Tisches!' --rev-id n1",
    "revision -m 'back\\slash' --rev-id n1", "revision -m 'a very long message that has to be cut somewhere' --rev-id n1",
    "revision --rev-id n1 --head r002", "revision --rev-id n1 --head r002 --splice", "revision --rev-id n1 --head base",
    "revision --rev-id n1 --head base --branch-label lab", "revision --rev-id n1 --branch-label lab",
    "revision --rev-id n1 --depends-on r001", "revision --rev-id n1 --depends-on r001 --depends-on r002",
    "revision --rev-id n1 --depends-on r00", "revision --rev-id n1 --head nowhere", "revision --rev-id n1 --head head-1",
    "revision --rev-id n1 --head head-9", "revision --rev-id n@1", "revision --rev-id a+b-c", "revision --rev-id n1 --sql",
    "revision --rev-id n1 --sql --autogenerate", "revision --rev-id n1 --version-path nowhere",
    "revision --rev-id n1 --version-path migrations/versions", "revision --rev-id n1 --depends-on nowhere",
    "revision --rev-id '' --depends-on nowhere", "merge heads --rev-id n1", "merge r001 --rev-id n1", "merge r002 r003 --rev-id n1",
    "merge r001 r002 --splice --rev-id n1 -m merged", "merge base --rev-id n1", "merge r003 r003 --rev-id n1", "merge",
    "merge nowhere --rev-id n1", "edit nowhere", "edit base", "edit", "branches", "branches -v",
    "-q revision --rev-id n1 -m msg", "--raiseerr revision --rev-id n@1", "revision extra", "revision -m",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, beside: Beside) -> None:
    with beside(project(linear(3, tables=False)), None) as side:
        side.run(*shlex.split(command))
        side.run("heads")
        compare_files(side)


FORKED = linear(2, tables=False) | {
    "x1.py": revision("x1", "r001", doc="one"), "x2.py": revision("x2", "r001", doc="two", labels=("lab",)),
}  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "revision --rev-id n1", "revision --rev-id n1 --head x1", "revision --rev-id n1 --head lab@head", "merge heads --rev-id n1",
        "merge x1 x2 --rev-id n1 -m 'two of them'", "merge x1 r002 --rev-id n1 --branch-label both", "revision --rev-id n1 --head heads",
        "revision --rev-id n1 --head x1 --depends-on lab", "revision --rev-id n1 --head x1 --depends-on x2",
        "branches", "branches -v", "edit heads",
    ],
)  # fmt: skip
def test_command_with_branches(command: str, beside: Beside) -> None:
    with beside(project(FORKED), None) as side:
        side.run(*shlex.split(command), ordered=not command.startswith("branches"), environment={"EDITOR": "/bin/cat"})
        side.run("heads", ordered=False)
        compare_files(side)


@pytest.mark.parametrize("name", BODIES)
def test_template(name: str, beside: Beside) -> None:
    head = "# -*- coding: utf-8 -*-\n" + HEAD if name == "coding" else HEAD
    with beside(project({"r001.py": revision("r001")}, template=head + BODIES[name]), None) as side:
        side.run("revision", "--rev-id", "n1", "-m", "Add it's table", "--depends-on", "r001", "--head", "base", "--splice")
        compare_files(side)


@pytest.mark.usefixtures("only_limbeck")
@pytest.mark.parametrize("name", REFUSED)
def test_template_is_refused_with_its_line(name: str, beside: Beside) -> None:
    side = beside(project(template=HEAD + REFUSED[name]), None).candidate
    outcome = side.run(["revision", "--rev-id", "n1"], {})
    assert outcome.exit_code == 1
    assert "LB0503" in outcome.stderr
    assert re.search(r"script\.py\.mako:[67]", outcome.stderr), outcome.stderr
    assert not list((side.root / "migrations" / "versions").iterdir())


INI_OPTIONS = {
    "short slug": "truncate_slug_length = 10\n",
    "negative slug": "truncate_slug_length = -3\n",
    "wrong slug": "truncate_slug_length = x\n",
    "subdirectories": "file_template = a/%%(slug)s/%%(rev)s\nrecursive_version_locations = true\n",
    "subdirectories that are not read": "file_template = a/%%(rev)s\n",
    "unknown token": "file_template = %%(nope)s\n",
    "number as text": "file_template = %%(rev)s_%%(slug)d\n",
    "no file of ours": "file_template = .#%%(rev)s\n",
    "locations": "version_locations = %(here)s/a:%(here)s/b\n",
    "location": "version_locations = %(here)s/deep/er\n",
    "latin": "output_encoding = latin-1\n",
    "ascii": "output_encoding = ascii\n",
    "unknown zone": "timezone = Nowhere/Land\n",
    "zone in small letters": "timezone = europe/berlin\n",
    "empty zone": "timezone =\n",
    "zone": "timezone = utc\nfile_template = %%(year)d_%%(rev)s\n",
    "wrong flag": "revision_environment = maybe\n",
}


@pytest.mark.parametrize("name", INI_OPTIONS)
def test_option(name: str, beside: Beside) -> None:
    with beside(project(ini=INI_OPTIONS[name]), None) as side:
        message = "" if name == "latin" else "A long Größe of a message"
        if name == "ascii":
            message = "Größe"
        side.run("revision", "--rev-id", "n1", "-m", message)
        if name == "locations":
            side.run("revision", "--rev-id", "n2", "--version-path", str(Path("a")))
            side.run("revision", "--rev-id", "n3")
        side.run("heads")
        compare_files(side)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "UTC", "Asia/Kathmandu", None])
def test_date(zone: str | None, beside: Beside) -> None:
    ini = "file_template = %%(year)d-%%(month).2d-%%(day)02d-%%(hour)s-%%(rev)s\n"
    side = beside(project(ini=ini + (f"timezone = {zone}\n" if zone else "")), None)
    names = []
    for each in side.sides:
        assert each.run(["revision", "--rev-id", "n1"], {"TZ": "Asia/Tokyo"}).exit_code == 0
        (path,) = (each.root / "migrations" / "versions").iterdir()
        (date,) = re.findall(r"^Create Date: (.*)$", path.read_text(), re.MULTILINE)
        names.append((path.name, re.sub(r"\d\d:\d\d\.\d+", "<time>", date)))
    assert names[0] == names[1]


PRINTER = "import sys; print(*sys.argv[1:], sep='|')"

HOOKS = {
    "exec": "hooks = a\na.type = exec\na.executable = echo\na.options = -l 79 REVISION_SCRIPT_FILENAME x\n",
    "file first": "hooks = a\na.type = exec\na.executable = echo\na.options = 'b c' \"d\"\n",
    "no options": "hooks = a\na.type = exec\na.executable = echo\n",
    "two": "hooks = a, b\na.type = exec\na.executable = echo\nb.type = exec\nb.executable = echo\nb.options = second\n",
    "fails": "hooks = a\na.type = exec\na.executable = false\n",
    "changes the file": "hooks = a\na.type = exec\na.executable = sed\na.options = -i s/pass/return/ REVISION_SCRIPT_FILENAME\n",
    "breaks the file": "hooks = a\na.type = exec\na.executable = sed\na.options = -i s/^revision/version/ REVISION_SCRIPT_FILENAME\n",
    "missing program": "hooks = a\na.type = exec\na.executable = no-such-program\n",
    "missing program after another": "hooks = b a\nb.type = exec\nb.executable = echo\na.type = exec\na.executable = no-such-program\n",
    "no executable": "hooks = a\na.type = exec\n",
    "no type": "hooks = a\na.executable = echo\n",
    "unknown type": "hooks = a\na.type = nothing\n",
    "unknown entry point": "hooks = a\na.type = console_scripts\na.entrypoint = no_such_entry\n",
    "no entry point": "hooks = a\na.type = console_scripts\n",
    "unknown module": "hooks = a\na.type = module\na.module = no_such_module\n",
    "module": "hooks = a\na.type = module\na.module = calendar\na.options = 2020 1 REVISION_SCRIPT_FILENAME\n",
    "no module": "hooks = a\na.type = module\n",
    "open quote": "hooks = a\na.type = exec\na.executable = echo\na.options = 'x\n",
    "working directory": "hooks = a\na.type = exec\na.executable = ls\na.cwd = %(here)s/migrations\na.options = script.py.mako REVISION_SCRIPT_FILENAME\n",
    "no hooks": "hooks =\n",
}


@pytest.mark.parametrize("name", HOOKS)
def test_hook(name: str, beside: Beside) -> None:
    with beside(project(hooks="\n[post_write_hooks]\n" + HOOKS[name]), None) as side:
        side.run("revision", "--rev-id", "n1", "-m", "x")
        compare_files(side)


def test_hook_of_the_projects_own(beside: Beside) -> None:
    env = ENV + '''
from alembic.script import write_hooks

@write_hooks.register("mine")
def mine(path, options):
    print("mine:", options["_hook_name"], options["word"])
    with open(path, "a") as file:
        file.write("# mine\\n")
'''
    hooks = "\n[post_write_hooks]\nhooks = a\na.type = mine\na.word = w\n"
    with beside(project(hooks=hooks, ini="revision_environment = true\n", env=env)) as side:
        side.run("revision", "--rev-id", "n1")
        compare_files(side)


def test_environment_runs_and_gives_names_to_the_template(beside: Beside) -> None:
    env = replaced(ENV, (
        "context.configure(connection=connection, target_metadata=target_metadata)",
        "context.configure(connection=connection, template_args={'who': ['a', 'b']})",
    ))
    template = HEAD + "% for name in who:\n# ${name}\n% endfor\n# ${upgrades if upgrades else 'pass'}\n"
    with beside(project(template=template, ini="revision_environment = true\n", env=env)) as side:
        side.run("revision", "--rev-id", "n1")
        compare_files(side)


def test_broken_message_is_written_and_said(beside: Beside) -> None:
    with beside(project(), None) as side:
        side.run("revision", "--rev-id", "n1", "-m", 'quotes """ y """')
        compare_files(side)


def test_template_without_branch_labels(beside: Beside) -> None:
    template = STOCK.replace("branch_labels = ${repr(branch_labels)}\n", "")
    with beside(project(template=template), None) as side:
        side.run("revision", "--rev-id", "n1", "--branch-label", "lab")
        compare_files(side)


def test_missing_template(beside: Beside) -> None:
    with beside(project(), None) as side:
        for each in side.sides:
            (each.root / "migrations" / "script.py.mako").unlink()
        side.run("revision", "--rev-id", "n1")
        compare_files(side)


@pytest.mark.usefixtures("only_limbeck")
def test_a_file_is_never_written_over(beside: Beside) -> None:
    side = beside(project(), None).candidate
    assert side.run(["revision", "--rev-id", "n1", "-m", "x"], {}).exit_code == 0
    path = side.root / "migrations" / "versions" / "n1_x.py"
    path.write_text(path.read_text() + "# mine\n")
    before = path.read_text()
    outcome = side.run(["revision", "--rev-id", "n1", "-m", "x"], {})
    assert outcome.exit_code == 1
    assert outcome.stdout.endswith("...  FAILED\n")
    assert "LB0501" in outcome.stderr
    assert path.read_text() == before
    assert [each.name for each in path.parent.iterdir()] == ["n1_x.py"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_directory(beside: Beside) -> None:
    with beside(project(), None) as side:
        for each in side.sides:
            (each.root / "migrations" / "versions").chmod(stat.S_IRUSR | stat.S_IXUSR)
        side.run("revision", "--rev-id", "n1")


@pytest.mark.usefixtures("only_limbeck")
def test_full_disk_leaves_nothing(beside: Beside) -> None:
    """A limit on the size of files stands for a full disk: both end a write."""
    side = beside(project(template=STOCK + "# filling\n" * 400), None).candidate
    binary = str(getattr(side.program, "path", ""))
    limited = f"ulimit -f 1; trap '' XFSZ; exec {shlex.quote(binary)} revision --rev-id n1"
    import subprocess

    done = subprocess.run(["bash", "-c", limited], cwd=side.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "LB0502" in done.stderr and "File too large" in done.stderr
    assert not list((side.root / "migrations" / "versions").iterdir())


# init


def settings(path: Path) -> dict[str, dict[str, str]]:
    """The active keys of an ini file."""
    parser = RawConfigParser()
    parser.read(path)
    return {section: dict(parser[section]) for section in parser.sections()}


def definitions(path: Path) -> list[str]:
    """What a Python file defines and imports, comments and docstrings left out."""
    import ast

    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            del body[0]
    return [ast.unparse(node) for node in tree.body]


INITS = [
    "init foo", "init ./foo", "init deep/er/foo", "init foo/", "init -t async foo", "init -t multidb foo", "init -t pyproject foo",
    "init -t pyproject_async foo", "init --package foo", "-q init foo", "-q init --package -t pyproject foo", "init full/../foo",
    "-c conf.ini init foo", "-c other/pyproject.toml init -t pyproject foo", "init full", "init empty", "init -t nope foo", "init",
    "init a b",
]  # fmt: skip


class Bare:
    """A directory with next to nothing in it."""

    def write(self, directory: Path, database: Database | None) -> None:
        (directory / "full").mkdir(parents=True)
        (directory / "full" / "file").write_text("x")
        (directory / "empty").mkdir()
        (directory / "other").mkdir()


@pytest.mark.parametrize("command", INITS)
def test_init(command: str, beside: Beside) -> None:
    side = beside(Bare(), None)
    outcomes = [each.run(shlex.split(command), {}) for each in side.sides]
    said = [sorted(re.sub(r"No such template \S+", "No such template", each.stdout).splitlines()) for each in outcomes]
    # The order of the files is that of the directory's entries in Alembic.
    assert said[0] == said[1]
    assert outcomes[0].exit_code == outcomes[1].exit_code
    files = [{str(path.relative_to(each.root)) for path in each.root.rglob("*")} for each in side.sides]
    assert files[0] == files[1]
    for name in sorted(files[0]):
        oracle, candidate = (each.root / name for each in side.sides)
        if name.endswith(".ini"):
            assert settings(oracle) == settings(candidate)
        elif name.endswith(".toml"):
            import tomllib

            found = [tomllib.loads(path.read_text())["tool"]["alembic"] for path in (oracle, candidate)]
            if name.startswith("other/") and sys.version_info < (3, 12):
                # Before Python 3.12 Alembic writes a location that it does not find again.
                assert found[0].pop("script_location") == "%(here)s/foo"
                assert found[1].pop("script_location") == "%(here)s/../foo"
            assert found[0] == found[1]
        elif name.endswith("env.py"):
            assert definitions(oracle) == definitions(candidate)


@pytest.mark.parametrize("before", ["[project]\nname = 'x'\n", "[tool.alembic]\nscript_location = 'y'\n"])
def test_init_with_a_pyproject_there(before: str, beside: Beside) -> None:
    side = beside(Bare(), None)
    for each in side.sides:
        (each.root / "pyproject.toml").write_text(before)
        (each.root / "alembic.ini").write_text("[alembic]\n")
    outcomes = [each.run(["init", "-t", "pyproject", "foo"], {}) for each in side.sides]
    assert sorted(outcomes[0].stdout.splitlines()) == sorted(outcomes[1].stdout.splitlines())
    for each in side.sides:
        text = (each.root / "pyproject.toml").read_text()
        assert text.startswith(before)
        assert ("prepend_sys_path" in text) == ("project" in before)


def test_list_templates(alembic: Program, limbeck: Program, tmp_path: Path) -> None:
    said = [program.run(["list_templates"], tmp_path, {}).stdout for program in (alembic, limbeck)]
    assert sorted(said[0].splitlines()) == sorted(said[1].splitlines())


@pytest.mark.usefixtures("only_limbeck")
@pytest.mark.parametrize("template", ["generic", "async", "multidb", "pyproject", "pyproject_async"])
def test_a_new_project_works(template: str, beside: Beside) -> None:
    """From `init` to an upgrade, with our own templates."""
    side = beside(Bare(), None).candidate
    assert side.run(["init", "-t", template, "scripts"], {}).exit_code == 0
    ini = side.root / "alembic.ini"
    driver = "sqlite+aiosqlite" if "async" in template else "sqlite"
    text = ini.read_text().replace("driver://user:pass@localhost/dbname2", "sqlite:///two.db")
    ini.write_text(text.replace("driver://user:pass@localhost/dbname", f"{driver}:///one.db"))
    assert side.run(["revision", "-m", "first"], {}).exit_code == 0
    outcome = side.run(["upgrade", "head"], {})
    assert outcome.exit_code == 0, outcome.stderr
    assert "first" in outcome.stderr
    assert (side.root / "one.db").exists()


# edit and ensure_version


def test_edit(beside: Beside) -> None:
    with beside(project(linear(2, tables=False))) as side:
        for editor in ("cat", "/bin/cat", "false"):
            side.run("edit", "head", environment={"EDITOR": editor, "PATH": "/usr/bin:/bin"})
        # With nothing to be found on PATH: another editor would wait for somebody to type.
        for editor in ("no-such-editor/x", "no-such-editor"):
            side.run("edit", "head", environment={"EDITOR": editor, "PATH": "/nowhere"})
        side.run("edit", "current", environment={"EDITOR": "cat"})
        side.run("upgrade", "head")
        side.run("edit", "current", environment={"EDITOR": "cat"})
        side.run("edit", "head", environment={"PATH": "/nowhere"})
        side.run("edit", "r001", environment={"VISUAL": "cat", "PATH": "/usr/bin:/bin"})


def test_ensure_version(kind: str, beside: Beside) -> None:
    with beside(project(linear(1)), kind) as side:
        side.run("ensure_version", "--sql")
        side.run("ensure_version")
        side.run("ensure_version")
        side.run("current")

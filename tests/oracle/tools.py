"""The two programs: how they are started, and what came out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

#: No command of any test takes this long.
TIMEOUT = 90.0


@dataclass(frozen=True)
class Outcome:
    """What one command did, as its caller sees it."""

    exit_code: int
    stdout: str
    stderr: str


def notes(stderr: str, about: str) -> str:
    """The notes below an error whose first line has the words."""
    blocks = re.split(r"^ *= note: ", stderr, flags=re.MULTILINE)[1:]
    return "".join(block for block in blocks if about in block.split("\n")[0])


class Program(Protocol):
    """Something that runs Alembic's commands."""

    def run(self, arguments: list[str], cwd: Path, environment: dict[str, str]) -> Outcome:
        """Run one command to its end."""


def base_environment() -> dict[str, str]:
    """The environment of every command: nothing of the machine's settings but where programs are."""
    # A development build reads its stand-ins from there
    stand_ins = {name: os.environ[name] for name in ("LIMBECK_STANDINS",) if name in os.environ}
    return {
        **stand_ins,
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        # argparse wraps to it
        "COLUMNS": "80",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Sets of strings are printed in an order that depends on it.
        "PYTHONHASHSEED": "0",
    }


class Executable:
    """A program on disk, called by the name `alembic`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def start(self, arguments: list[str], cwd: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
        """Start a command and don't wait for it."""
        return subprocess.Popen(
            [str(self.path), *arguments],
            cwd=cwd,
            env={**base_environment(), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="backslashreplace",
        )

    def run(self, arguments: list[str], cwd: Path, environment: dict[str, str]) -> Outcome:
        """Run one command to its end."""
        process = self.start(arguments, cwd, environment)
        return finish(process)


def finish(process: subprocess.Popen[str], timeout: float = TIMEOUT) -> Outcome:
    """Wait for a process that `Executable.start` started; one that hangs is killed and fails the test."""
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
        stderr += f"\n(killed by the test after {timeout} s)\n"
    return Outcome(process.returncode, stdout, stderr)


class ForkedAlembic:
    """Real Alembic, by `fork_server`."""

    def __init__(self, python: str) -> None:
        self._files = tempfile.TemporaryDirectory(prefix="oracle-output-")
        self._server = subprocess.Popen(
            [python, str(Path(__file__).with_name("fork_server.py"))],
            env=base_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, arguments: list[str], cwd: Path, environment: dict[str, str]) -> Outcome:
        """Run one command to its end."""
        stdin, stdout = self._server.stdin, self._server.stdout
        assert stdin is not None and stdout is not None
        out, err = Path(self._files.name, "stdout"), Path(self._files.name, "stderr")
        request = {
            "arguments": arguments,
            "cwd": str(cwd),
            "environment": {**base_environment(), **environment},
            "stdout": str(out),
            "stderr": str(err),
        }
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        answer = stdout.readline()
        if not answer:
            raise RuntimeError("the process that forks real Alembic ended")
        return Outcome(
            int(answer),
            out.read_text(errors="backslashreplace"),
            err.read_text(errors="backslashreplace"),
        )

    def close(self) -> None:
        """End the server."""
        if self._server.stdin is not None:
            self._server.stdin.close()
        self._server.wait(timeout=TIMEOUT)
        self._files.cleanup()


def oracle_python() -> str:
    """The interpreter that has real Alembic."""
    return os.environ.get("LIMBECK_ORACLE_PYTHON") or sys.executable

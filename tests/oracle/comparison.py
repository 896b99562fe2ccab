"""What must be equal between real Alembic and Limbeck, and how a difference is shown.

Success (exit code 0): standard output and standard error to the letter.

``CommandError`` (255): standard output to the letter; standard error too, after which Limbeck may add lines
that begin with ``note:``, ``help:`` or ``  -->`` (and what they continue with).

Usage errors (2): standard output, and the last line of standard error. The usage lines name Limbeck's own options.

Any other exception (1): standard output; what was on standard error before the traceback; and somewhere on
Limbeck's standard error the exception's class and message. Of a database's error that is SQLAlchemy's class
and the first line that the database said: the rest is SQLAlchemy's telling of the statement.

Errors of the revision files themselves (`early`): Limbeck reads all of them before env.py runs, so what env.py
would have logged before, and the error's copy in the log, are not there.

Masked in both: the project's directory, names of databases, addresses of objects, times in front of log
lines, the file that tells of a template's failure, and where in Alembic's own code a warning was given. Lists that Alembic prints in the order of a set are sorted.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from .databases import PASSWORD, PASSWORD_IN_URL
from .tools import Outcome

ADDRESS = re.compile(r"\b0x(?:[0-9a-f]{6,}\b|\.\.)")
DURATION = re.compile(r"(?<=\[)(no key|generated in|cached since|raw sql|dialect [^\]]*?) \d+\.\d+s(?: ago)?(?=\])")
#: SQLite's newer versions put the name in quotation marks.
UNKNOWN_DATABASE = re.compile(r'(unknown database )"(\w+)"')
LOG_TIME = re.compile(r"^(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d(,\d{3})?(?= )", re.MULTILINE)
#: `place:line: SomeWarning: text` and the source line below it; Limbeck has no such place in Alembic's code.
WARNING = re.compile(r"^(?:(?P<place>\S+):\d+: )?(?P<category>\w*Warning): (?P<text>.*)\n(?:  \S.*\n)?", re.MULTILINE)
#: Lists that Alembic prints in the order of a set.
UNORDERED = re.compile(r"^(?P<head>.*Running stamp_revision |Branches into: |Branch names: )(?P<list>[^>\n]*?)(?P<tail> -> .*)?$", re.MULTILINE)
#: Where CPython has the package.
IMPORTED_FROM = re.compile(r"(cannot import name '\w+' from '[\w.]+') \([^)]*\)")
#: Defaults of the client, which Limbeck does not show.
CLIENT_DEFAULT = re.compile(r", (?:default|onupdate)=\w*ColumnDefault\((?:<[^>]*>|[^()<>]*)\)")
#: Alembic reads tables in the order of a set.
SERIAL = re.compile(r"(?:^INFO .*\] Detected sequence named .*\n){2,}", re.MULTILINE)
LOGGED = re.compile(r"^(INFO |ERROR) +\[alembic\.[\w.]+\] .*\n", re.MULTILINE)
#: Where Mako's own account of a failure is kept.
TEMPLATE_FILE = re.compile(r"(?<=see )\S+\.txt(?= for a template-oriented traceback)")
TRACEBACK = "Traceback (most recent call last):"
ADDED = re.compile(r"(note|help): |  --> ")
DATABASE_ERROR = re.compile(r"sqlalchemy\.exc\.(?P<cls>\w+): \([\w.]+\) (?:<class '[\w.]+'>: )?(?P<message>.*)", re.DOTALL)
REFUSED = re.compile(r"not supported: (.*)")
#: Nothing that a user may ever see.
CRASHES = ("panicked at", "RUST_BACKTRACE", "thread 'main'", "_limbeck_")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be."""

    title: str
    text: str

    def __str__(self) -> str:
        return f"--- {self.title}\n{self.text}"


def masked(text: str, names: list[tuple[str, str]]) -> str:
    """Replace what inherently differs between the two runs."""
    for name, instead in names:
        text = text.replace(name, instead)
    # Limbeck has no addresses to show.
    text = ADDRESS.sub("0x…", text).replace(" at 0x…>", ">").replace(" at 0x…;", ";")
    text = IMPORTED_FROM.sub(r"\1 (…)", text)
    text = CLIENT_DEFAULT.sub("", text)
    text = UNKNOWN_DATABASE.sub(r"\1\2", text)
    text = DURATION.sub(r"\1 <time>", text)
    text = LOG_TIME.sub("<time>", text)
    text = TEMPLATE_FILE.sub("<file>", text)
    text = UNORDERED.sub(_sorted, text)
    text = SERIAL.sub(lambda match: "".join(sorted(match[0].splitlines(keepends=True))), text)
    return WARNING.sub(_warning, text)


def _sorted(match: re.Match[str]) -> str:
    return match["head"] + ", ".join(sorted(match["list"].split(", "))) + (match["tail"] or "")


def _warning(match: re.Match[str]) -> str:
    return f"<place>: {match['category']}: {match['text']}\n"


def unified(oracle: str, candidate: str) -> str:
    """The difference of two texts, as diff -u shows it."""
    lines = difflib.unified_diff(
        oracle.splitlines(), candidate.splitlines(), "Alembic", "Limbeck", lineterm="", n=4
    )
    text = "\n".join(lines)
    return text or f"Alembic {oracle!r}\nLimbeck {candidate!r}"


def is_exception(outcome: Outcome) -> bool:
    """Whether the program ended with a traceback."""
    return outcome.exit_code == 1 and TRACEBACK in outcome.stderr


def last_exception(stderr: str) -> str:
    """The text below the last traceback's frames: `class: message`, of several lines perhaps."""
    lines = stderr.rsplit(TRACEBACK, 1)[-1].splitlines()[1:]
    for index, line in enumerate(lines):
        if line and not line[0].isspace():
            return "\n".join(lines[index:]).strip()
    return ""


def required_texts(stderr: str) -> list[str]:
    """What Limbeck has to say where Alembic ended with this traceback."""
    text = last_exception(stderr)
    database = DATABASE_ERROR.match(text)
    if database is not None:
        return [database["cls"], database["message"].splitlines()[0]]
    text = text.split("\n(Background on this error at:")[0]
    cls, _, message = text.partition(":")
    cls = cls.rsplit(".", 1)[-1]
    if cls == "SyntaxException" and "(SyntaxError)" in message:
        # Python in a template: the parsers word it differently.
        return [cls, "script.py.mako"]
    if cls in ("SyntaxError", "IndentationError", "TabError"):
        # The parsers word it differently; the place is what helps.
        places = re.findall(r'File "(<project>[^"]+)", line (\d+)$', stderr, re.MULTILINE)
        return ["Error", *(places[-1] if places else ())]
    return [f"{cls}:{message}" if message else cls]


def blank_insensitive(text: str) -> str:
    """Words only: a message of several lines is indented where it is rendered."""
    return " ".join(text.split())


def without_log(outcome: Outcome) -> Outcome:
    """An outcome without what was logged by the stock configuration."""
    return Outcome(outcome.exit_code, outcome.stdout, LOGGED.sub("", outcome.stderr))


def compare(oracle: Outcome, candidate: Outcome, *, early: bool = False) -> list[Difference]:
    """Everything that differs between two outcomes, masked already."""
    if early and oracle.exit_code != 0:
        oracle, candidate = without_log(oracle), without_log(candidate)
    differences = never_acceptable(candidate)
    expected = oracle.exit_code
    if candidate.exit_code != expected:
        differences.append(
            Difference(
                "exit code",
                f"Alembic {expected}, Limbeck {candidate.exit_code}"
                + (" (it refused)" if refusal(candidate) else ""),
            )
        )
    if candidate.stdout != oracle.stdout:
        differences.append(Difference("standard output", unified(oracle.stdout, candidate.stdout)))
    if is_exception(oracle):
        differences.extend(compare_exceptions(oracle, candidate))
    elif expected == 2:
        if last_line(oracle.stderr) != last_line(candidate.stderr):
            differences.append(Difference("usage error", unified(oracle.stderr, candidate.stderr)))
    elif expected == 0:
        if candidate.stderr != oracle.stderr:
            differences.append(Difference("standard error", unified(oracle.stderr, candidate.stderr)))
    elif not is_with_additions(oracle.stderr, candidate.stderr):
        differences.append(Difference("standard error", unified(oracle.stderr, candidate.stderr)))
    return differences


def is_with_additions(oracle: str, candidate: str) -> bool:
    """Whether a text is another with notes and remedies after it."""
    if not candidate.startswith(oracle):
        return False
    added = candidate[len(oracle) :]
    return not added or ADDED.match(added) is not None


def compare_exceptions(oracle: Outcome, candidate: Outcome) -> list[Difference]:
    """Standard error where Alembic ended with a traceback."""
    differences = []
    before = oracle.stderr.split(TRACEBACK, 1)[0]
    if not candidate.stderr.startswith(before):
        shown = candidate.stderr.split(TRACEBACK, 1)[0]
        differences.append(Difference("standard error before the exception", unified(before, shown)))
    said = blank_insensitive(candidate.stderr)
    for text in required_texts(oracle.stderr):
        if blank_insensitive(text) not in said:
            differences.append(
                Difference(
                    "exception",
                    f"missing: {text}\nLimbeck wrote:\n{candidate.stderr[len(before):] or '(nothing)'}",
                )
            )
            break
    return differences


def never_acceptable(candidate: Outcome) -> list[Difference]:
    """Crashes and passwords."""
    found = []
    everything = candidate.stdout + candidate.stderr
    for text in CRASHES:
        if text in everything:
            found.append(Difference(f"a crash ({text})", everything[-4000:]))
            break
    for secret in (PASSWORD, PASSWORD_IN_URL):
        if secret in everything:
            found.append(Difference("a password", everything[-4000:]))
    return found


def refusal(candidate: Outcome) -> str | None:
    """What Limbeck said it does not support, if that is how it ended."""
    found = REFUSED.search(candidate.stderr)
    return found[1] if candidate.exit_code == 1 and found else None


def last_line(text: str) -> str:
    """The last line that is not blank."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""

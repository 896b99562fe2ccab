"""Runs snippets of Python with a real package and with Limbeck's stand-in and compares what they print.

    LIMBECK_ORACLE_PYTHON=path/to/python-with-the-real-packages python3 run.py [suite…]

A suite is a module `suite_<name>.py` with a list `CASES` of (name, files, source) and, where needed,
`NORMALIZE`, a function on each side's output. A snippet runs in a directory of its own that holds
`files`; compared are standard output, standard error and how the process ended. Of a traceback only
the last line counts: the frames above differ by nature.

With LIMBECK_RUN_SCRIPT (the example program `run_script` of the crate `limbeck-python`) the stand-in
runs in the VM and not in CPython; then only standard output is compared.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(HERE, "..", "..", "lib")
RUN_SCRIPT = os.environ.get("LIMBECK_RUN_SCRIPT")
UNFROZEN = os.path.join(HERE, "..", "..", "src", "unfrozen.py")
ORACLE = os.environ.get("LIMBECK_ORACLE_PYTHON", sys.executable)


# A script for the VM: the stand-ins of this working copy in place of the frozen ones.
IN_VM = """
import sys
exec(open({unfrozen!r}).read(), {{"directory": {library!r}}})
for name in list(sys.modules):
    if name.partition(".")[0] in ("logging", "pydantic", "dotenv", "alembic", "sqlalchemy"):
        del sys.modules[name]
names = sys.modules["__main__"].__dict__ if "__main__" in sys.modules else {{}}
names.update(__name__="__main__", __file__={script!r})
exec(compile(open({script!r}, encoding="utf-8").read(), {script!r}, "exec"), names)
"""


def run(files, source, real, environment):
    """Output, error output and exit status of one side."""
    with tempfile.TemporaryDirectory() as directory:
        for path, text in files.items():
            target = os.path.join(directory, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8") as file:
                file.write(text)
        script = os.path.join(directory, "snippet.py")
        with open(script, "w", encoding="utf-8") as file:
            file.write(source)
        env = {"PATH": os.environ["PATH"], "HOME": directory, "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC", **environment}
        command = [ORACLE, script]
        if not real and RUN_SCRIPT:
            wrapper = os.path.join(directory, "in_vm.py")
            with open(wrapper, "w", encoding="utf-8") as file:
                file.write(IN_VM.format(library=os.path.abspath(LIBRARY), unfrozen=UNFROZEN, script=script))
            command = [RUN_SCRIPT, wrapper]
        elif not real:
            env["PYTHONPATH"] = os.pathsep.join([os.path.join(HERE, "fake"), LIBRARY])
        done = subprocess.run(
            command, cwd=directory, env=env, capture_output=True, text=True, timeout=60
        )
        out, err = (text.replace(directory, "DIR") for text in (done.stdout, done.stderr))
    return out, _without_frames(err), done.returncode


def _without_frames(text):
    """Tracebacks cut down to their last lines."""
    text = re.sub(r"(?m)^ +\^+[~^]*\n", "", text)
    return re.sub(r"(?ms)^Traceback \(most recent call last\):\n(?:  .*?\n(?=\S))", "Traceback …\n", text)


def _around(text, other):
    """The text around the first place where two texts differ."""
    text, other = str(text), str(other)
    place = next((i for i, (one, two) in enumerate(zip(text, other)) if one != two), min(len(text), len(other)))
    return repr(text[max(0, place - 150) : place + 250])


def main(suite, wanted=()):
    """Runs a suite; the number of cases that differ."""
    normalize = getattr(suite, "NORMALIZE", lambda text: text)
    environment = getattr(suite, "ENVIRONMENT", {})

    def both(case):
        name, files, source = case
        sides = [run(files, source, real, environment) for real in (True, False)]
        return name, *[(normalize(out), normalize(err), code) for out, err, code in sides]

    cases = [case for case in suite.CASES if not wanted or case[0] in wanted]
    different = refused = 0
    with ThreadPoolExecutor(2) as pool:
        for name, real, ours in pool.map(both, cases):
            if real == ours or (RUN_SCRIPT and real[0] == ours[0]):
                continue
            if "Refusal: " in ours[1]:
                refused += 1
                print(f"-- {name}: refused: {ours[1].strip().splitlines()[-1]}")
                continue
            different += 1
            print(f"== {name}")
            for label, real_text, our_text in zip(("stdout", "stderr", "exit"), real, ours):
                if real_text != our_text:
                    print(f"   {label} real: {_around(real_text, our_text)}")
                    print(f"   {label} ours: {_around(our_text, real_text)}")
    print(f"{suite.__name__}: {len(cases) - different - refused} of {len(cases)} equal, {refused} refused")
    return different

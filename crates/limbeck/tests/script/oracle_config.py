"""Ask real Alembic and Python about random configurations: one JSON object per seed.

    python oracle_config.py FIRST COUNT

Only the tests use it.
"""

import configparser
import json
import os
import random
import re
import sys
import tempfile
import types
import warnings
from datetime import datetime

from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("ignore")

OPTIONS = ["script_location", "version_locations", "prepend_sys_path", "path_separator", "version_path_separator",
           "file_template", "truncate_slug_length", "timezone", "revision_environment", "sourceless",
           "recursive_version_locations", "output_encoding"]
VALUES = ["alembic", "%(here)s/db", "a, b  c", "a:b:c", "a;b", "a b", "x\n  y\n\n  z", "true", "True", "yes", "off", "maybe",
          "", "12", " 5 ", "x1", "os", "space", "newline", ":", ";", "|", "%(nope)s", "100%", "50%% off", "%(x)s", "it's",
          "%(script_location)s/v", "%(Other)s", "=y", "a = b # c", "é", "%(", "[x]"]
LINES = ["[alembic]", "[DEFAULT]", "[other]", "[post_write_hooks]", "hooks = a, b", "a.type = exec", "# note", "; note", "",
         "   indented", "nonsense", "= 3", "[alembic] trailing", "[", "[]", "[a]b]", "key", "KEY = 1", "key: 2", "x = 1",
         "\tk = v", " [other]"]


def answer(function):
    try:
        return {"ok": function()}
    except Exception as error:
        name = type(error).__name__
        if type(error).__module__ not in ("builtins",):
            name = type(error).__module__ + "." + name
        if name == "alembic.util.exc.CommandError":
            name = "CommandError"
        return {"error": name, "text": str(error)}


def random_text(rng):
    lines = []
    if rng.random() < 0.9:
        lines.append("[alembic]")
    for _ in range(rng.randrange(1, 9)):
        if rng.random() < 0.8:
            option = rng.choice(OPTIONS + ["Other", "x"])
            lines.append(option + rng.choice([" = ", "=", ": ", " :"]) + rng.choice(VALUES))
        else:
            lines.append(rng.choice(LINES))
    return "\n".join(lines) + rng.choice(["\n", "", "\n\n"])


def case(seed, folder):
    rng = random.Random(seed)
    text = random_text(rng)
    path = os.path.join(folder, "alembic.ini")
    with open(path, "w") as out:
        out.write(text)

    def config():
        return Config(path, toml_file=None, ini_section="alembic")

    answers = {
        "sections": answer(lambda: config().file_config.sections()),
        "items": answer(lambda: config().get_section("alembic")),
        "hooks": answer(lambda: [[h["_hook_name"], {k: v for k, v in h.items() if k != "_hook_name"}] for h in config().get_hooks_list()]),
        "version_locations": answer(lambda: config().get_version_locations_list()),
        "prepend_sys_path": answer(lambda: config().get_prepend_sys_paths_list() or []),
        "sourceless": answer(lambda: config().get_alembic_boolean_option("sourceless")),
        "recursive": answer(lambda: config().get_alembic_boolean_option("recursive_version_locations")),
    }
    for option in OPTIONS + ["other", "x", "missing"]:
        answers["option " + option] = answer(lambda: config().get_alembic_option(option))
        answers["main " + option] = answer(lambda: config().get_main_option(option))
    value = rng.choice(VALUES)

    def setting():
        made = config()
        made.set_main_option("Url", value)
        return made.file_config.get("alembic", "url", raw=True)

    answers["set " + value] = answer(setting)
    template = "v" + "".join(rng.choice(["%(rev)s", "_", "%(slug)s", "%(year)d", "%(month).2d", "%(day)02d", "%(hour)5d", "%(minute)-4d",
                                   "%%", "%(slug).3s", "%(rev)10s", "%(epoch)d", "%(nope)s", "%(second)s", "%(slug)d", "%(day)x",
                                   "%(rev)-8.2s", "%(hour)+d", "/"]) for _ in range(rng.randrange(1, 6)))
    message = " ".join(rng.choice(["add", "User's", "table", "id", "grün", "a_b", "x-y", "日本", "UPPER", "1", "!?", "²", "naïve"])
                       for _ in range(rng.randrange(0, 9)))
    length = rng.choice([40, 3, 10, 20, -3, 1])
    directory = ScriptDirectory.__new__(ScriptDirectory)
    directory.file_template = template
    directory.truncate_slug_length = length
    when = datetime(2026, rng.randrange(1, 13), rng.randrange(1, 28), rng.randrange(24), 5, 7)
    name = answer(lambda: str(directory._rev_path("", "1975ea83b712", message, when)))
    moment = [int(when.timestamp()), when.year, when.month, when.day, when.hour, when.minute, when.second]
    return {"seed": seed, "path": path, "text": text, "answers": answers,
            "name": {"template": template, "message": message, "length": length, "when": moment, "answer": name}}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(int(sys.argv[1]), int(sys.argv[1]) + int(sys.argv[2])):
            print(json.dumps(case(seed, folder)), flush=True)

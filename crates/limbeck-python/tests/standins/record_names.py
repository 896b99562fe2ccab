"""Records the public names of real packages in the stand-ins, so that they can tell a name that is refused from none.

    LIMBECK_ORACLE_PYTHON=… python3 record_names.py
"""

import json
import os
import subprocess
import textwrap

import names

FILES = {"alembic": "alembic", "pydantic": "pydantic", "pydantic_settings": "pydantic", "pydantic_core": "pydantic"}
HEADS = {
    "alembic": "Alembic 1.20.1",
    "pydantic": "pydantic 2.14, pydantic-core and pydantic-settings 2.16",
}


def main():
    found = names.public_names()
    for package in dict.fromkeys(FILES.values()):
        lines = [
            f'"""The public names of {HEADS[package]}, by module. Written by `tests/standins/record_names.py`."""\n\nNAMES = {{'
        ]
        for module, keys in found.items():
            if keys and FILES.get(module.partition(".")[0]) == package:
                text = textwrap.fill(" ".join(keys), 108, break_long_words=False, break_on_hyphens=False)
                lines.append(f'    "{module}": """\n{textwrap.indent(text, "        ")}\n    """,')
        lines.append("}\n")
        with open(os.path.join(names.LIBRARY, package, "_names.py"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines))


if __name__ == "__main__":
    main()

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


OTHERS = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, sys.argv[1] + ".", onerror=lambda _: None):
    print(module.name)
"""


def other_modules(package, listed):
    """The public modules of a package whose names are not listed."""
    command = [os.environ["LIMBECK_ORACLE_PYTHON"], "-c", OTHERS, package]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return sorted({name for name in found if "._" not in name} - set(listed))


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
        if package == "alembic":
            text = textwrap.fill(" ".join(other_modules(package, [name for name, keys in found.items() if keys])), 112, break_on_hyphens=False)
            lines.append(f'MODULES = """\n{textwrap.indent(text, "    ")}\n"""\n')
        with open(os.path.join(names.LIBRARY, package, "_names.py"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines))


if __name__ == "__main__":
    main()

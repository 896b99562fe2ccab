"""Writes lib/sqlalchemy/_names.py: the public names of real SQLAlchemy, so that the stand-in can tell a
name it lacks from a name nobody has. Run with a Python that has SQLAlchemy 2.1.9 installed."""

import importlib
import pathlib
import pkgutil
import textwrap
import types
import warnings

import sqlalchemy

HEAD = '''"""The public names of SQLAlchemy 2.1.9 by module; written by tests/facade/known_names.py.

Read only when a name is asked for that the stand-in does not have.
"""

'''
TAIL = '''

def is_known(module, name):
    """Whether real SQLAlchemy has a name in a module."""
    return name in NAMES.get(module, "").split()


def is_dialect_attribute(name):
    """Whether dialect objects have an attribute."""
    return name in DIALECT.split()


def is_inspector_method(name):
    """Whether inspectors have a method."""
    return name in INSPECTOR.split()
'''
SKIPPED = (".testing", "_cy", "provision", "ext.mypy", ".connectors", ".cyextension", "pg_catalog", ".plugin")
DRIVERS = ("pg8000", "psycopg", "psycopg2", "psycopg2cffi", "asyncpg", "_psycopg_common")


def modules():
    yield "sqlalchemy"
    for found in pkgutil.walk_packages(sqlalchemy.__path__, "sqlalchemy."):
        last = found.name.rsplit(".", 1)[-1]
        if last.startswith("_") or last in DRIVERS or any(part in found.name for part in SKIPPED):
            continue
        parts = found.name.split(".")
        if len(parts) > 3 and parts[1] == "dialects" and parts[2] != "postgresql" and last not in ("base", "dml", "types"):
            continue
        yield found.name


def public_names(module):
    for name, value in vars(importlib.import_module(module)).items():
        if name.startswith("_") or isinstance(value, types.ModuleType):
            continue
        home = getattr(value, "__module__", None)
        if not isinstance(home, str) or home.startswith("sqlalchemy"):
            yield name


def words(text, indent):
    return "\n".join(
        textwrap.wrap(text, 118, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    )


def main():
    warnings.simplefilter("ignore")
    lines = ["NAMES = {"]
    listed = set()
    for module in modules():
        names = sorted(public_names(module))
        if names:
            listed.add(module)
            lines.append(f'    "{module}": """')
            lines.append(words(" ".join(names), " " * 8) + '""",')
    lines.append("}")
    # Whose names are not listed. Looking for them imports some, which adds to the names of others: last.
    found = pkgutil.walk_packages(sqlalchemy.__path__, "sqlalchemy.", onerror=lambda _: None)
    others = sorted({module.name for module in found if "._" not in module.name} - listed)
    lines += ['MODULES = """', words(" ".join(others), "    ") + '"""']
    from sqlalchemy.dialects.mysql.base import MySQLDialect
    from sqlalchemy.dialects.postgresql.base import PGDialect
    from sqlalchemy.dialects.sqlite.base import SQLiteDialect
    from sqlalchemy.engine.reflection import Inspector

    dialects = {name for cls in (PGDialect, MySQLDialect, SQLiteDialect) for name in dir(cls) if name[0] != "_"}
    inspector = {name for name in dir(Inspector) if name[0] != "_"}
    for label, names in (("DIALECT", dialects), ("INSPECTOR", inspector)):
        lines.append(f'{label} = """')
        lines.append(words(" ".join(sorted(names)), "    ") + '"""')
    target = pathlib.Path(__file__).parents[2] / "lib" / "sqlalchemy" / "_names.py"
    target.write_text(HEAD + "\n".join(lines) + TAIL)


if __name__ == "__main__":
    main()

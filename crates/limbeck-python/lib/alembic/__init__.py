"""Limbeck's facade of the `alembic` package: the names that env.py and revision scripts use.

Everything here only builds plain trees; the native module `_limbeck` decides and acts.
Submodules are imported when first asked for, as imports are what a small run pays for.
"""

__version__ = "1.20.1"

# What `import alembic` alone makes reachable as an attribute in real Alembic.
_SUBMODULES = frozenset(("autogenerate", "context", "ddl", "op", "operations", "runtime", "script", "util"))


def __getattr__(name):
    if name in _SUBMODULES:
        import sys

        __import__("alembic." + name)  # `importlib` itself takes longer to import than all of these
        return sys.modules["alembic." + name]
    if name in ("ext", "plugins"):
        from alembic._refusals import refuse_name

        refuse_name("alembic", name)
    raise AttributeError(f"module 'alembic' has no attribute {name!r}")

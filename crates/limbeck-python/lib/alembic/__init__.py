"""Limbeck's facade of the `alembic` package: the names that env.py and revision scripts use.

Everything here only builds plain trees; the native module `_limbeck` decides and acts.
Submodules are imported when first asked for, as imports are what a small run pays for.
"""

__version__ = "1.20.1"

from alembic._refusals import refusing  # noqa: E402

# What `import alembic` alone makes reachable as an attribute in real Alembic.
__getattr__ = refusing("alembic", submodules="autogenerate context ddl ext op operations runtime script util")

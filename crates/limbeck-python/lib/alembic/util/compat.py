"""Compatibility facts that env.py files ask for."""

import os
import sys

from alembic._refusals import refusing

is_posix = os.name == "posix"
py311 = py312 = py313 = py314 = True
if sys.version_info < (3, 14):
    py314 = False

__getattr__ = refusing("alembic.util.compat")

"""Column types, and the modules they are in."""

import sys

from sqlalchemy_utils import unknown

_MODULES = frozenset("choice email encrypted ip_address json locale scalar_list timezone url uuid".split())


def __getattr__(name):
    if name in _MODULES:
        __import__(f"{__name__}.{name}")
        return sys.modules[f"{__name__}.{name}"]
    from sqlalchemy_utils._columns import TYPES

    return TYPES[name] if name in TYPES else unknown(__name__, name)

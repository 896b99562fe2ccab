"""SQLAlchemy's helpers by the module it has them in."""

from sqlalchemy.util import __getattr__ as _other
from sqlalchemy import util


def __getattr__(name):
    return util.__dict__.get(name) or _other(name)

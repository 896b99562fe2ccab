"""`@compiles`: text of the user's own for a class."""

from sqlalchemy.sql.type_api import compilers


def compiles(class_, *specs):
    """Decorates a function that writes elements of a class, for all databases or for those named"""

    def decorate(fn):
        functions = compilers.setdefault(class_, {})
        for name in specs or ("default",):
            functions[name] = fn
        return fn

    return decorate


def deregister(class_):
    """Takes the functions of a class back"""
    compilers.pop(class_, None)

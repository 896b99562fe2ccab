"""Hooks that run on a new revision file; a project may register kinds of its own."""

from alembic._refusals import refusing

# Kinds by name; the native side asks it after its own kinds.
_registry = {}


def register(name):
    """A decorator: a function `(path, options)` for hooks whose type is `name`."""

    def decorate(function):
        _registry[name] = function
        return function

    return decorate


__getattr__ = refusing("alembic.script.write_hooks")

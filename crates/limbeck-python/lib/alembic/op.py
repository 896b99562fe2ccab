"""`alembic.op`: the directives of the migration that is running, as functions of a real module.

Scripts hand this module itself to their helpers, so its attributes are ordinary functions. Each
asks the `Operations` object that a running migration has put in place.
"""

from alembic.operations import base as _base
from alembic.operations.base import Operations  # noqa: F401  (real Alembic's module has it, too)

_proxy = None


def _directive(name):
    known = Operations.__dict__.get(name)
    operation_class, source = _base.REGISTERED.get(known, (None, None))

    def call(*arguments, **keywords):
        if _proxy is None:
            raise NameError(
                f"Can't invoke function '{name}', as the proxy object has not yet been established for the "
                "Alembic 'Operations' class.  Try placing this code inside a callable."
            )
        if operation_class is None or _proxy.__class__.__dict__.get(name) is not known:
            return getattr(_proxy, name)(*arguments, **keywords)
        # What the directive does: passing all arguments on takes as long as the rest of a small operation.
        function = getattr(operation_class, source)
        try:
            return function(_proxy, *arguments, **keywords)
        except TypeError as error:
            _base.speak_of_directive(error, function, name)
            raise

    call.__name__ = call.__qualname__ = name
    return call


for _name in _base.directive_names():
    globals()[_name] = _directive(_name)


def __getattr__(name):
    # A directive that a plug-in registered after this module was imported.
    if not name.startswith("_") and callable(getattr(Operations, name, None)):
        function = globals()[name] = _directive(name)
        return function
    from alembic._refusals import missing

    return missing("alembic.op", name)

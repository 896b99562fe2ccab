"""Functions that have moved to `sqlalchemy.orm`: they work, with SQLAlchemy's warning."""

import warnings

from sqlalchemy import exc
from sqlalchemy.orm import decl_api


def _moved(name):
    function = getattr(decl_api, name)

    def call(*args, **kw):
        warnings.warn(
            f"The ``{name}()`` function is now available as sqlalchemy.orm.{name}(). (deprecated since: 2.0) "
            "(Background on SQLAlchemy 2.0 at: https://sqlalche.me/e/b8d9)",
            exc.MovedIn20Warning,
            stacklevel=2,
        )
        return function(*args, **kw)

    call.__name__ = name
    call.__doc__ = function.__doc__
    return call


as_declarative = _moved("as_declarative")
declarative_base = _moved("declarative_base")
has_inherited_table = _moved("has_inherited_table")
synonym_for = _moved("synonym_for")

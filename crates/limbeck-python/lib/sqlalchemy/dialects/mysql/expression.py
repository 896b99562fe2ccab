"""MATCH … AGAINST."""

from sqlalchemy.sql._elements import Tuple
from sqlalchemy.sql.elements import BinaryExpression, coerce
from sqlalchemy.sql.sqltypes import MatchType

_FLAGS = ("in_boolean_mode", "in_natural_language_mode", "with_query_expansion")
_WORDS = {
    "in_boolean_mode": "boolean",
    "in_natural_language_mode": "natural",
    "with_query_expansion": "expansion",
}


class match(BinaryExpression):
    """MATCH (columns) AGAINST (text)"""

    def __init__(self, *cols, **kw):
        from sqlalchemy import exc

        if not cols:
            raise exc.ArgumentError("columns are required")
        against = kw.pop("against", None)
        if against is None:
            raise exc.ArgumentError("against is required")
        flags = [_WORDS[name] for name in _FLAGS if kw.pop(name, False)]
        if kw:
            raise exc.ArgumentError(f"unknown arguments: {', '.join(kw)}")
        columns = [coerce(column) for column in cols]
        super().__init__(Tuple(*columns), coerce(against, columns[0]), "match", MatchType())
        self.flags = " ".join(flags)

    def _with(self, flag):
        new = self._clone()
        words = {*self.flags.split(), flag}
        new.flags = " ".join(word for word in _WORDS.values() if word in words)
        return new

    def in_boolean_mode(self):
        """IN BOOLEAN MODE"""
        return self._with("boolean")

    def in_natural_language_mode(self):
        """IN NATURAL LANGUAGE MODE"""
        return self._with("natural")

    def with_query_expansion(self):
        """WITH QUERY EXPANSION"""
        return self._with("expansion")

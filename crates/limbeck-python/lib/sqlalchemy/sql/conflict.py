"""ON CONFLICT, which PostgreSQL and SQLite share."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ColumnCollection, to_list
from sqlalchemy.sql.dml import Insert, value_clause
from sqlalchemy.sql.elements import ColumnClause, ColumnElement, _clause_of


class InsertWithConflict(Insert):
    """INSERT with ON CONFLICT"""

    @property
    def excluded(self):
        """The row that was not inserted."""
        found = self.__dict__.get("_excluded")
        if found is None:
            found = self.__dict__["_excluded"] = ColumnCollection()
            for column in self.table.c:
                new = ColumnClause(column.name, column.type)
                new.key = column.key
                new.table = _Excluded
                found._add(column.key, new)
        return found

    def on_conflict_do_nothing(self, constraint=None, index_elements=None, index_where=None):
        """ON CONFLICT DO NOTHING"""
        new = self._clone()
        new._on_conflict = OnConflict(constraint, index_elements, index_where)
        return new

    def on_conflict_do_update(self, constraint=None, index_elements=None, index_where=None, set_=None, where=None):
        """ON CONFLICT DO UPDATE"""
        if not constraint and not index_elements:
            raise ValueError("Either constraint or index_elements, but not both, must be specified unless DO NOTHING")
        if not set_ and set_ is not None:
            raise ValueError("set parameter dictionary must not be empty")
        if set_ is None:
            raise ValueError("set parameter must be a non-empty dictionary or a ColumnCollection such as the `.c.` "
                             "collection of a Table object")
        new = self._clone()
        new._on_conflict = OnConflict(constraint, index_elements, index_where, set_, where)
        return new


class _ExcludedTable:
    named_with_column = True

    def _reference_tree(self):
        return {"name": {"text": "excluded", "quote": False, "kind": "plain"}}

    def _hides(self):
        return [self]


_Excluded = _ExcludedTable()


class OnConflict:
    """What to do about a row that is there already."""

    def __init__(self, constraint, index_elements, index_where, set_=None, where=None):
        self.constraint = None
        if constraint is not None:
            if isinstance(constraint, str):
                self.constraint = constraint
            elif getattr(constraint, "name", None) is not None:
                self.constraint = constraint.name
            else:
                index_elements = list(constraint.columns)
                options = getattr(constraint, "_dialect_kw", {})
                index_where = options.get("postgresql_where", options.get("sqlite_where", index_where))
        self.index_elements = to_list(index_elements)
        self.index_where = index_where
        self.set_ = set_
        self.where = where

    def _conflict_tree(self, statement):
        from sqlalchemy.sql.constructors import condition

        tree = {"elements": [_element(item) for item in self.index_elements]}
        if self.constraint is not None:
            tree["constraint"] = _waist.name_tree(self.constraint)
        if self.index_where is not None:
            tree["index_where"] = condition(self.index_where)._expression_tree()
        if self.set_ is not None:
            given = self.set_
            pairs = given.items() if hasattr(given, "items") else given
            values = dict(pairs)
            known = statement._known(values)
            place = {id(column): number for number, column in enumerate(statement.table.c)}
            known.sort(key=lambda pair: place.get(id(pair[0]), len(place)))
            tree["set"] = [
                [statement._target(column), value_clause(column, value, name=f"param_{number}")._expression_tree()]
                for number, (column, value) in enumerate(known, 1)
            ]
        if self.where is not None:
            tree["where"] = condition(self.where)._expression_tree()
        return tree


def _element(item):
    item = _clause_of(item)
    if isinstance(item, str):
        return {"column": {"name": item}}
    if isinstance(item, ColumnClause):
        return {"column": {"name": _waist.name_tree(item.name)}}
    if isinstance(item, ColumnElement):
        return item._expression_tree()
    return item._expression_tree()

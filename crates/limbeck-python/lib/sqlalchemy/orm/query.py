"""Queries of mapped classes: not supported; loading options are taken and left alone."""

from sqlalchemy import _waist


def _refused(name):
    def refuse(*args, **kw):
        _waist.refuse(name, "write the query with select() of columns, or as text()")

    refuse.__doc__ = f"{name}; not supported."
    return refuse


class Query:
    """A query of mapped classes; not supported."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, entities=(), session=None):
        _waist.refuse("Query", "write the query with select() of columns and Session.execute(), or as text()")


AppenderQuery = Query


class _Option:
    # A loading option: nothing is loaded, so nothing is changed by it.

    def __init__(self, *args, **kw):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kw: self


Load = _Option
contains_alias = contains_eager = defaultload = defer = immediateload = joinedload = lazyload = load_only = _Option
noload = raiseload = selectin_polymorphic = selectinload = subqueryload = undefer = undefer_group = _Option
with_expression = with_loader_criteria = _Option


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    """A table or a mapped class under another name"""
    table = getattr(element, "__table__", element)
    aliased_table = table.alias(name)
    return _AliasedClass(element, aliased_table) if isinstance(element, type) else aliased_table


class _AliasedClass:
    def __init__(self, cls, table):
        self.__dict__.update(_cls=cls, _table=table)

    def __clause_element__(self):
        return self._table

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        column = self._cls.__mapper__._attributes.get(name)
        if column is None:
            raise AttributeError(name)
        return self._table.c[column.key]


class Bundle:
    """Columns under one name."""

    def __init__(self, name, *exprs, **kw):
        self.name = name
        self._bundle_columns = [getattr(item, "__clause_element__", lambda item=item: item)() for item in exprs]


FromStatement = QueryContext = Query


def join(left, right, onclause=None, isouter=False, full=False):
    """JOIN"""
    from sqlalchemy.sql.selectable import Join

    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    """LEFT OUTER JOIN"""
    return join(left, right, onclause, True, full)


polymorphic_union = _refused("polymorphic_union()")
with_parent = _refused("with_parent()")
with_polymorphic = _refused("with_polymorphic()")
merge_frozen_result = _refused("merge_frozen_result()")
merge_result = _refused("merge_result()")


def was_deleted(instance):
    """Whether an object's row is gone"""
    return False


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

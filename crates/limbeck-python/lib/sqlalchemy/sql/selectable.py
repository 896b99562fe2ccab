"""SELECT, and what is selected from: joins, aliases, subqueries, common tables."""

from sqlalchemy import _waist
from sqlalchemy.sql._elements import TextClause
from sqlalchemy.sql.base import ColumnCollection
from sqlalchemy.sql.elements import ColumnClause, ColumnElement, _clause_of, constant
from sqlalchemy.sql.relations import FromClause, ReturnsRows, Selectable, TableClause  # noqa: F401
from sqlalchemy.sql.sqltypes import NULLTYPE

def column_list(items):
    """What a columns clause lists: columns, the columns of tables and classes, texts."""
    found = []
    for item in items:
        if isinstance(item, (list, set)):
            from sqlalchemy import exc

            raise exc.ArgumentError(
                "Column expression, FROM clause, or other columns clause element expected, got "
                f"{item!r}. Did you mean to say select({', '.join(repr(part) for part in item)})?"
            )
        clause = _clause_of(item)
        table = getattr(clause, "__table__", None)
        if table is not None:
            mapper = getattr(clause, "__mapper__", None)
            found.extend(mapper.columns if mapper is not None else table.c)
        elif isinstance(clause, FromClause):
            found.extend(clause._selected())
        elif isinstance(clause, SelectBase):
            found.append(clause._as_scalar())
        elif isinstance(clause, (ColumnElement, TextClause)):
            found.append(clause)
        elif hasattr(clause, "_bundle_columns"):
            found.extend(clause._bundle_columns)
        elif clause is None or clause is True or clause is False:
            found.append(constant(clause))
        elif isinstance(clause, (int, float)):
            found.append(ColumnClause(str(clause), is_literal=True))
        elif isinstance(clause, str):
            if clause == "*":
                found.append(ColumnClause("*", is_literal=True))
                continue
            from sqlalchemy import exc

            raise exc.ArgumentError(
                f"Textual column expression {clause!r} should be explicitly declared with text({clause!r}), or "
                f"use column({clause!r}) for more specificity"
            )
        else:
            from sqlalchemy import exc

            raise exc.ArgumentError(
                f"Column expression, FROM clause, or other columns clause element expected, got {clause!r}."
            )
    return found


def from_clause(item):
    """Something to select from: a table, a class's table, a query as a subquery."""
    item = _clause_of(item)
    table = getattr(item, "__table__", None)
    if table is not None:
        return table
    if isinstance(item, SelectBase):
        return item.subquery()
    if isinstance(item, (FromClause, TextClause)):
        return item
    from sqlalchemy import exc

    if hasattr(item, "alias") and hasattr(item, "packagenames"):
        return item.alias()
    if isinstance(item, str):
        raise exc.ArgumentError(f"Textual SQL expression {item!r} should be explicitly declared as text({item!r})")
    raise exc.ArgumentError(f"FROM expression, such as a Table or alias() object expected, got {item!r}.")


def bind_types(statement):
    """Types of a statement's named parameters."""
    from sqlalchemy.sql.elements import BindParameter

    types = {}

    def visit(value):
        if isinstance(value, BindParameter):
            if value.hint is not None and not value.type._isnull:
                types.setdefault(value.hint, value.type)
        elif isinstance(value, (list, tuple)):
            for item in value:
                visit(item)
        elif isinstance(value, dict):
            for item in value.values():
                visit(item)
        elif getattr(value, "_is_clause", False) and getattr(value, "is_selectable", False) != "table":
            for name, part in value.__dict__.items():
                if name not in ("table", "type"):
                    visit(part)

    visit(statement)
    return types


class Join(FromClause):
    """Two FROM clauses side by side."""

    def __init__(self, left, right, onclause=None, isouter=False, full=False, later=False):
        from sqlalchemy.sql.constructors import condition

        self.left = from_clause(left)
        self.right = from_clause(right)
        self.isouter = isouter
        self.full = full
        self._given = condition(onclause) if onclause is not None else None
        if not later:
            self._given = self.onclause

    @property
    def onclause(self):
        """The condition, as given or as the foreign keys say."""
        return self._given if self._given is not None else join_condition(self.left, self.right)

    @property
    def columns(self):
        """The columns of both, named by their tables."""
        found = ColumnCollection()
        for side in (self.left, self.right):
            for column in side._selected():
                table = getattr(column.table, "name", None)
                found._add(f"{table}_{column.key}" if table else column.key, column)
        return found

    def _selected(self):
        return [*self.left._selected(), *self.right._selected()]

    def _hides(self):
        return [self, *self.left._hides(), *self.right._hides()]

    def select(self):
        """SELECT all columns."""
        return Select(self.left, self.right).select_from(self)

    def alias(self, name=None, flat=False):
        """The join as a subquery."""
        return self.select().subquery(name)

    def _from_tree(self):
        return {
            "join": {
                "left": _from_tree(self.left),
                "right": _from_tree(self.right),
                "on": self.onclause._expression_tree(),
                "outer": bool(self.isouter),
                "full": bool(self.full),
            }
        }


def _from_tree(item):
    return {"text": item.text} if isinstance(item, TextClause) else item._from_tree()


def join_condition(left, right):
    """The condition that the only foreign key between two tables gives."""
    from sqlalchemy import exc
    from sqlalchemy.sql.constructors import and_

    found = []
    for one, other in ((right, left), (left, right)):
        for table in one._hides():
            base = getattr(table, "element", table)
            for constraint in getattr(base, "_constraints", ()):
                elements = getattr(constraint, "elements", None)
                if not elements:
                    continue
                try:
                    pairs = [(fk.column, fk.parent) for fk in elements]
                except (exc.NoReferenceError, AttributeError):
                    continue
                for target in other._hides():
                    if pairs[0][0].table is getattr(target, "element", target):
                        found.append([(target.c[to.key], table.c[own.key]) for to, own in pairs])
        if found and left is right:
            break
    if not found:
        raise exc.NoForeignKeysError(
            f"Can't find any foreign key relationships between '{_named(left)}' and '{_named(right)}'."
        )
    if len(found) > 1:
        raise exc.AmbiguousForeignKeysError(
            f"Can't determine join between '{_named(left)}' and '{_named(right)}'; tables have more than one foreign "
            "key constraint relationship between them. Please specify the 'onclause' of this join explicitly."
        )
    return and_(*[referred == own for referred, own in found[0]])


def _named(item):
    return getattr(item, "name", None) or type(item).__name__


class AliasedReturnsRows(FromClause):
    """Something under another name."""

    named_with_column = True

    def __init__(self, element, name=None):
        self.element = element
        if name is None:
            # A made-up name: the native side numbers it.
            stem = element.name if isinstance(element, TableClause) else "anon"
            name = f"%({id(self)} {stem})s"
        self.name = name
        self._columns = ColumnCollection()
        for key, column in self._inner_columns():
            self._columns._add(key, column._copied_to(self) if hasattr(column, "_copied_to") else _proxy(column, self, key))

    def _inner_columns(self):
        return self.element.c.items()

    @property
    def columns(self):
        """Its columns."""
        return self._columns

    @property
    def description(self):
        """Its name."""
        return self.name

    def _reference_tree(self):
        return {"name": _waist.name_tree(self.name)}


def _proxy(column, selectable, key):
    new = ColumnClause(key, getattr(column, "type", NULLTYPE))
    new.table = selectable
    return new


class Alias(AliasedReturnsRows):
    """A table under another name."""

    _is_alias = True

    def _from_tree(self):
        return {"alias": {"source": self.element._from_tree(), "name": _waist.name_tree(self.name)}}


class Subquery(AliasedReturnsRows):
    """A query in FROM."""

    def __init__(self, element, name=None):
        super().__init__(element, name)

    def _inner_columns(self):
        return self.element._named_columns()

    def _from_tree(self):
        inner = {"subquery": self.element._select_tree(named=True)}
        return {"alias": {"source": inner, "name": _waist.name_tree(self.name)}}

    def as_scalar(self):
        """The query as a value."""
        return self.element.scalar_subquery()


class CTE(AliasedReturnsRows):
    """A query in WITH."""

    def __init__(self, element, name=None, recursive=False):
        self.recursive = recursive
        super().__init__(element, name)

    def _inner_columns(self):
        return self.element._named_columns()

    def _from_tree(self):
        _common_tables.append(self)
        return {"table": {"name": _waist.name_tree(self.name)}}

    def _definition_tree(self):
        query = self.element._select_tree(named=True)
        return {"name": _waist.name_tree(self.name), "recursive": self.recursive, "query": query}

    def alias(self, name=None, flat=False):
        """The same under another name."""
        return Alias(self, name)

    def _combined(self, operator, others):
        new = CTE(self.element._combined(operator, others), self.name, self.recursive)
        # The second part of a recursive query refers to the first form of it.
        new._columns = self._columns
        self._successor = new
        return new

    def union(self, *other):
        """UNION, for recursion"""
        return self._combined("union", other)

    def union_all(self, *other):
        """UNION ALL, for recursion"""
        return self._combined("union_all", other)


# Common tables that the tree being made refers to.
_common_tables = []


class Lateral(Subquery):
    """LATERAL"""

    def _from_tree(self):
        return {"lateral": super()._from_tree()}


class TableSample(FromClause):
    """TABLESAMPLE; not supported."""

    def __init__(self, *args, **kw):
        _waist.refuse("TABLESAMPLE", "write the statement as text()")


class TableValuedAlias(AliasedReturnsRows):
    """A function in FROM."""

    def __init__(self, element, name=None, columns=()):
        self._given = [item if hasattr(item, "_tree") else ColumnClause(item) for item in columns]
        super().__init__(element, name if name is not None else f"%({id(self)} anon)s")

    def _inner_columns(self):
        return [(item.key, item) for item in self._given]

    @property
    def column(self):
        """The function's only column: the alias itself."""
        found = ColumnClause(self.name, self.element.type)
        found._relation = self
        return found

    def _from_tree(self):
        function = self.element._expression_tree()["function"]
        return {"alias": {"source": {"function": function}, "name": _waist.name_tree(self.name)}}


class Values(FromClause):
    """VALUES as a table."""

    named_with_column = True

    def __init__(self, *columns, name=None, literal_binds=False):
        self._given = list(columns)
        self.name = name
        self.literal_binds = literal_binds
        self._rows = []
        self._columns = ColumnCollection()
        for column in columns:
            column.table = self
            self._columns._add(column.key, column)

    @property
    def columns(self):
        """Its columns."""
        return self._columns

    def data(self, values):
        """Rows"""
        new = self._clone()
        new._rows = [*self._rows, *values]
        for column in new._columns:
            column.table = new
        return new

    def alias(self, name=None, flat=False):
        """The same under a name"""
        new = self._clone()
        new.name = name
        for column in new._columns:
            column.table = new
        return new

    def _reference_tree(self):
        return {"name": _waist.name_tree(self.name)}

    def _from_tree(self):
        from sqlalchemy.sql.elements import BindParameter

        rows = [
            [
                item._expression_tree() if hasattr(item, "_tree") else
                BindParameter(None, item, type_=column.type, unique=True)._tree()
                for column, item in zip(self._given, row)
            ]
            for row in self._rows
        ]
        return {
            "values": {
                "name": _waist.name_tree(self.name),
                "columns": [{"name": _waist.name_tree(item.name), "type": item.type._tree()} for item in self._given],
                "rows": rows,
                "literal_binds": bool(self.literal_binds),
            }
        }


from sqlalchemy.sql._queries import (  # noqa: E402, F401
    LABEL_STYLE_DEFAULT,
    LABEL_STYLE_DISAMBIGUATE_ONLY,
    LABEL_STYLE_NONE,
    LABEL_STYLE_TABLENAME_PLUS_COL,
    GenerativeSelect,
    HasCTE,
    Select,
    SelectBase,
    SelectLabelStyle,
)
from sqlalchemy.sql._query_values import CompoundSelect, Exists, ScalarSelect, TextualSelect  # noqa: E402, F401


class HasPrefixes:
    """Statements with words after the verb."""


class HasSuffixes:
    """Statements with words at the end."""


def select(*entities, **kw):
    """SELECT"""
    if kw:
        raise TypeError(f"select() got an unexpected keyword argument {next(iter(kw))!r}")
    return Select(*entities)


def table(name, *columns, **kw):
    """A table by its name and the columns somebody mentions."""
    return TableClause(name, *columns, **kw)


def join(left, right, onclause=None, isouter=False, full=False):
    """JOIN"""
    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    """LEFT OUTER JOIN"""
    return Join(left, right, onclause, True, full)


def alias(selectable, name=None, flat=False):
    """A FROM clause under another name."""
    return from_clause(selectable).alias(name)


def subquery(selectable, name=None):
    """A query in FROM"""
    return selectable.subquery(name)


def cte(selectable, name=None, recursive=False):
    """A query in WITH"""
    return selectable.cte(name, recursive)


def lateral(selectable, name=None):
    """LATERAL"""
    return selectable.lateral(name)


def tablesample(selectable, sampling, name=None, seed=None):
    """TABLESAMPLE; not supported."""
    return TableSample()


def values(*columns, name=None, literal_binds=False):
    """VALUES as a table"""
    return Values(*columns, name=name, literal_binds=literal_binds)


def exists(__argument=None):
    """EXISTS"""
    return Exists(__argument)


def _set_operation(operator):
    def combine(*selects):
        first, *others = selects
        return first._combined(operator, others)

    combine.__doc__ = operator.upper().replace("_", " ")
    return combine


union = _set_operation("union")
union_all = _set_operation("union_all")
except_ = _set_operation("except")
except_all = _set_operation("except_all")
intersect = _set_operation("intersect")
intersect_all = _set_operation("intersect_all")

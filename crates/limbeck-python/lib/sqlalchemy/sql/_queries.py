"""SELECT itself, and queries as values and conditions."""

from sqlalchemy import _waist
from sqlalchemy.sql._elements import by_text
from sqlalchemy.sql.base import ColumnCollection, DialectKWArgs, Executable, to_list
from sqlalchemy.sql.elements import BindParameter, ColumnClause, ColumnElement, Label, TextClause, _clause_of
from sqlalchemy.sql.relations import ReturnsRows
from sqlalchemy.sql.selectable import CTE, Join, Lateral, Subquery, _common_tables, column_list, from_clause
from sqlalchemy.sql.sqltypes import INTEGERTYPE


class SelectLabelStyle:
    """How columns of the same name are told apart."""

    LABEL_STYLE_NONE, LABEL_STYLE_TABLENAME_PLUS_COL, LABEL_STYLE_DISAMBIGUATE_ONLY = 0, 1, 2


LABEL_STYLE_NONE = SelectLabelStyle.LABEL_STYLE_NONE
LABEL_STYLE_TABLENAME_PLUS_COL = SelectLabelStyle.LABEL_STYLE_TABLENAME_PLUS_COL
LABEL_STYLE_DEFAULT = LABEL_STYLE_DISAMBIGUATE_ONLY = SelectLabelStyle.LABEL_STYLE_DISAMBIGUATE_ONLY


class HasCTE:
    """Statements that may stand in WITH."""

    def cte(self, name=None, recursive=False, nesting=False):
        """The query in WITH"""
        return CTE(self, name, recursive)

    def add_cte(self, *ctes, nest_here=False):
        """Common tables that nothing refers to"""
        new = self._clone()
        new._ctes = [*self._ctes, *ctes]
        return new


class SelectBase(HasCTE, Executable, ReturnsRows):
    """Any query."""

    is_select = True
    _tree_kind = "executable"
    _ctes = ()

    def _executable_tree(self):
        return {"statement": {"select": self._select_tree()}}

    def _tree(self):
        """The Statement tree."""
        return {"select": self._select_tree()}

    def _expression_tree(self):
        return self._as_scalar()._expression_tree()

    def _as_scalar(self):
        return ScalarSelect(self)

    def _in_target(self):
        return ScalarSelect(self)

    def scalar_subquery(self):
        """The query as a value"""
        return ScalarSelect(self)

    def as_scalar(self):
        """The query as a value"""
        return ScalarSelect(self)

    def label(self, name):
        """The query as a value under a name"""
        return self.scalar_subquery().label(name)

    def subquery(self, name=None):
        """The query in FROM"""
        return Subquery(self, name)

    def alias(self, name=None, flat=False):
        """The query in FROM"""
        return Subquery(self, name)

    def lateral(self, name=None):
        """LATERAL"""
        return Lateral(self, name)

    def exists(self):
        """EXISTS"""
        return Exists(self)

    def _froms(self):
        return []

    @property
    def selected_columns(self):
        """Its columns."""
        return ColumnCollection(self._named_columns())

    exported_columns = selected_columns

    def union(self, *other):
        """UNION"""
        return self._combined("union", other)

    def union_all(self, *other):
        """UNION ALL"""
        return self._combined("union_all", other)

    def except_(self, *other):
        """EXCEPT"""
        return self._combined("except", other)

    def except_all(self, *other):
        """EXCEPT ALL"""
        return self._combined("except_all", other)

    def intersect(self, *other):
        """INTERSECT"""
        return self._combined("intersect", other)

    def intersect_all(self, *other):
        """INTERSECT ALL"""
        return self._combined("intersect_all", other)

    def _combined(self, operator, others):
        return CompoundSelect(operator, self, *others)

    def get_label_style(self):
        """How columns of the same name are told apart."""
        return LABEL_STYLE_DEFAULT

    def set_label_style(self, style):
        """How columns of the same name are told apart."""
        if style == LABEL_STYLE_TABLENAME_PLUS_COL:
            _waist.refuse("LABEL_STYLE_TABLENAME_PLUS_COL", "label the columns one by one")
        return self


class GenerativeSelect(SelectBase):
    """Queries with ORDER BY and LIMIT."""

    _order_by = ()
    _limit = _offset = None
    _for_update = None

    def order_by(self, *clauses):
        """ORDER BY"""
        new = self._clone()
        new._order_by = () if clauses and clauses[0] is None else (*self._order_by, *map(by_text_or_label, clauses))
        return new

    def limit(self, limit):
        """LIMIT"""
        new = self._clone()
        new._limit = _count(limit)
        return new

    def offset(self, offset):
        """OFFSET"""
        new = self._clone()
        new._offset = _count(offset)
        return new

    def fetch(self, count, with_ties=False, percent=False, **kw):
        """FETCH FIRST; not supported."""
        _waist.refuse("fetch()", "use limit()")

    def slice(self, start, stop):
        """LIMIT and OFFSET from a range"""
        new = self.offset(start) if start else self
        return new.limit(stop - (start or 0)) if stop is not None else new

    def with_for_update(self, *, nowait=False, read=False, of=None, skip_locked=False, key_share=False):
        """FOR UPDATE"""
        new = self._clone()
        named = []
        for item in to_list(of):
            item = _clause_of(item)
            item = getattr(item, "__table__", item)
            table = item if hasattr(item, "named_with_column") else item.table
            named.append(_waist.name_tree(table.name))
        new._for_update = {"share": bool(read), "key": bool(key_share), "nowait": bool(nowait),
                           "skip_locked": bool(skip_locked), "of": named}
        return new

    def _tail_tree(self, tree):
        if self._order_by:
            tree["order_by"] = [clause._expression_tree() for clause in self._order_by]
        if self._limit is not None:
            tree["limit"] = self._limit._expression_tree()
        if self._offset is not None:
            tree["offset"] = self._offset._expression_tree()
        if self._for_update is not None:
            tree["for_update"] = self._for_update


def by_text_or_label(value):
    """What ORDER BY and GROUP BY take."""
    return by_text(_clause_of(value))


def _count(value):
    if value is None:
        return None
    if isinstance(value, ColumnElement):
        return value
    return BindParameter(None, int(value), type_=INTEGERTYPE, unique=True)


class Select(DialectKWArgs, GenerativeSelect):
    """SELECT"""

    _kwarg_kind = "select"

    def __init__(self, *entities):
        self._columns = column_list(entities)
        self._entities = entities
        self._from = []
        self._where = []
        self._group_by = []
        self._having = []
        self._distinct = False
        self._distinct_on = []
        self._correlate = None
        self._prefixes = []
        self._dialect_kw = {}

    # -- what and from where

    def add_columns(self, *entities):
        """Further columns"""
        new = self._clone()
        new._columns = [*self._columns, *column_list(entities)]
        return new

    column = add_columns

    def with_only_columns(self, *entities, maintain_column_froms=False):
        """Other columns"""
        new = self._clone()
        if maintain_column_froms:
            new._from = [*self.get_final_froms(), *self._from]
        new._columns = column_list(entities)
        return new

    @property
    def inner_columns(self):
        """Its columns."""
        return list(self._columns)

    @property
    def column_descriptions(self):
        """Its columns, described."""
        return [{"name": getattr(column, "key", None), "type": column.type, "expr": column} for column in self._columns]

    @property
    def whereclause(self):
        """All conditions together."""
        from sqlalchemy.sql.constructors import and_

        return and_(*self._where) if self._where else None

    def select_from(self, *froms):
        """FROM"""
        new = self._clone()
        new._from = [*self._from, *[from_clause(item) for item in froms]]
        return new

    def join(self, target, onclause=None, *, isouter=False, full=False):
        """JOIN to what is selected from"""
        target, onclause = _join_target(target, onclause)
        new = self._clone()
        left = self._join_left(target, onclause)
        joined = Join(left, target, onclause, isouter, full, later=True)
        new._from = [item for item in self._from if item is not left] + [joined]
        return new

    def outerjoin(self, target, onclause=None, *, full=False):
        """LEFT OUTER JOIN to what is selected from"""
        return self.join(target, onclause, isouter=True, full=full)

    def join_from(self, from_, target, onclause=None, *, isouter=False, full=False):
        """JOIN of two named sides"""
        target, onclause = _join_target(target, onclause)
        left = from_clause(from_)
        new = self._clone()
        existing = next((item for item in self._from if any(part is left for part in item._hides())), None)
        joined = Join(existing if existing is not None else left, target, onclause, isouter, full, later=True)
        new._from = [item for item in self._from if item is not existing] + [joined]
        return new

    def outerjoin_from(self, from_, target, onclause=None, *, full=False):
        """LEFT OUTER JOIN of two named sides"""
        return self.join_from(from_, target, onclause, isouter=True, full=full)

    def _join_left(self, target, onclause):
        from sqlalchemy import exc

        candidates = list(self._from)
        if not candidates:
            for column in self._columns:
                for item in column._froms():
                    if all(item is not other for other in candidates):
                        candidates.append(item)
        candidates = [item for item in candidates if item is not target] or candidates
        if not candidates:
            raise exc.InvalidRequestError(
                "Can't determine which FROM clause to join from, there are no FROM clauses present"
            )
        if len(candidates) == 1:
            return candidates[0]
        if onclause is not None:
            named = [item for item in onclause._froms()] if hasattr(onclause, "_froms") else []
            fitting = [item for item in candidates if any(part in named for part in item._hides())]
            if len(fitting) == 1:
                return fitting[0]
        from sqlalchemy.sql.selectable import join_condition

        fitting = []
        for item in candidates:
            try:
                join_condition(item, target)
                fitting.append(item)
            except exc.ArgumentError:
                pass
        if len(fitting) == 1:
            return fitting[0]
        raise exc.InvalidRequestError(
            "Can't determine which FROM clause to join from, there are multiple FROMS which can join to this entity. "
            "To help resolve the ambiguity, please use the .select_from() method to establish an explicit left side, "
            "as well as providing an explicit ON clause if not present already to help resolve the ambiguity."
        )

    # -- conditions

    def where(self, *whereclause):
        """WHERE, all conditions together"""
        from sqlalchemy.sql.constructors import condition

        new = self._clone()
        new._where = [*self._where, *[condition(clause) for clause in whereclause]]
        return new

    filter = where

    def filter_by(self, **kwargs):
        """WHERE column = value"""
        froms = self._from or [item for column in self._columns for item in column._froms()]
        last = froms[-1] if self._from else froms[0]
        if isinstance(last, Join):
            last = last.right
        return self.where(*[last.entity_namespace[name] == value for name, value in kwargs.items()])

    def having(self, *having):
        """HAVING"""
        from sqlalchemy.sql.constructors import condition

        new = self._clone()
        new._having = [*self._having, *[condition(clause) for clause in having]]
        return new

    def group_by(self, *clauses):
        """GROUP BY"""
        new = self._clone()
        new._group_by = [] if clauses and clauses[0] is None else [*self._group_by, *map(by_text_or_label, clauses)]
        return new

    def distinct(self, *expr):
        """DISTINCT; with expressions PostgreSQL's DISTINCT ON"""
        new = self._clone()
        new._distinct = True
        new._distinct_on = [*self._distinct_on, *map(by_text_or_label, expr)]
        return new

    def correlate(self, *fromclauses):
        """FROM clauses that the statement around gives"""
        new = self._clone()
        new._correlate = [] if fromclauses and fromclauses[0] is None else [from_clause(item) for item in fromclauses]
        return new

    def correlate_except(self, *fromclauses):
        """All FROM clauses but these are the statement around's"""
        new = self._clone()
        _waist.refuse("correlate_except()", "use correlate() with the tables of the statement around")
        return new

    def prefix_with(self, *prefixes, dialect="*"):
        """Words after SELECT"""
        new = self._clone()
        if dialect in ("*", _waist.dialect_name()):
            new._prefixes = [*self._prefixes, *[getattr(prefix, "text", prefix) for prefix in prefixes]]
        return new

    def suffix_with(self, *suffixes, dialect="*"):
        """Words at the end; not supported."""
        _waist.refuse("select().suffix_with()", "write the statement as text()")

    def with_hint(self, *args, **kw):
        """Hints; not supported."""
        _waist.refuse("with_hint()", "write the statement as text()")

    with_statement_hint = with_hint

    def from_statement(self, statement):
        """The rows of another statement as these entities."""
        return statement

    # -- trees

    def get_final_froms(self):
        """What it selects from."""
        found = []
        for item in (*self._from, *[item for part in (*self._columns, *self._where) for item in part._froms()]):
            if all(item is not other for other in found):
                found.append(item)
        hidden = [part for item in found for part in item._hides() if part is not item]
        return [item for item in found if all(item is not part for part in hidden)]

    froms = get_final_froms

    def columns_clause_froms(self):
        """What its columns come from."""
        return [item for column in self._columns for item in column._froms()]

    def _result_columns(self):
        return self._columns

    def _named_columns(self):
        pairs, taken = [], {}
        for column in self._columns:
            key = getattr(column, "key", None) or getattr(column, "name", None)
            if key is None or not isinstance(column, (ColumnClause, Label)):
                key = _made_up_name(column)
            count = taken.get(key, 0)
            taken[key] = count + 1
            pairs.append((key if not count else f"{key}_{count}", column))
        return pairs

    def _column_tree(self, column, named):
        if named and not isinstance(column, (ColumnClause, Label, TextClause)):
            # A column of a subquery: one without a name gets the made-up one it is referred to by.
            return {"label": {"name": _made_up_name(column), "operand": column._expression_tree()}}
        return column._expression_tree()

    def _plain(self, froms):
        # Tables that only the columns and conditions name are found by the native side.
        return not self._from and all(getattr(item, "is_selectable", None) == "table" for item in froms)

    def _select_tree(self, named=False):
        return _with_common_tables(self, lambda: self._body_tree(named))

    def _body_tree(self, named):
        tree = {"columns": [self._column_tree(column, named) for column in self._columns]}
        froms = self.get_final_froms()
        if not self._plain(froms):
            tree["from"] = [item._from_tree() for item in froms]
        if self._where:
            tree["where"] = self.whereclause._expression_tree()
        if self._group_by:
            tree["group_by"] = [clause._expression_tree() for clause in self._group_by]
        if self._having:
            from sqlalchemy.sql.constructors import and_

            tree["having"] = and_(*self._having)._expression_tree()
        if self._distinct:
            tree["distinct"] = True
            if self._distinct_on:
                tree["distinct_on"] = [clause._expression_tree() for clause in self._distinct_on]
        if self._prefixes:
            tree["prefixes"] = [str(prefix) for prefix in self._prefixes]
        if self._correlate is not None:
            tree["correlate"] = [item._reference_tree() for item in self._correlate]
        self._tail_tree(tree)
        return tree


# Not empty while a query inside another is made.
_depth = []


def _with_common_tables(query, build):
    # The outermost query defines the common tables that it and the queries inside refer to.
    outermost = not _depth
    _depth.append(True)
    try:
        tree = build()
        if outermost:
            definitions = common_tables_tree(query._ctes)
            if definitions:
                tree["with"] = definitions
        return tree
    finally:
        _depth.pop()


def _made_up_name(column):
    stem = getattr(column, "name", None) if hasattr(column, "packagenames") else None
    return f"%({id(column)} {stem or 'anon'})s"


def common_tables_tree(extra=()):
    """Definitions of the common tables that were met, each after those it refers to."""
    done, result = {}, []

    def define(table):
        table = getattr(table, "_successor", table)
        name = str(table.name)
        if name in done:
            return
        done[name] = True
        before = list(_common_tables)
        _common_tables.clear()
        tree = table._definition_tree()
        for inner in list(_common_tables):
            define(inner)
        _common_tables[:] = before
        result.append(tree)

    for table in (*extra, *list(_common_tables)):
        define(table)
    _common_tables.clear()
    return result


def _join_target(target, onclause):
    target = _clause_of(target)
    relation = getattr(target, "_limbeck_relationship", None)
    if relation is not None:
        _waist.refuse("select().join() along a relationship", "name the table and the condition")
    if onclause is not None and getattr(onclause, "_limbeck_relationship", None) is not None:
        _waist.refuse("select().join() along a relationship", "name the table and the condition")
    return from_clause(target), onclause


from sqlalchemy.sql._query_values import CompoundSelect, Exists, ScalarSelect  # noqa: E402
from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.selectable")

"""Indexes."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ColumnCollection, DialectKWArgs
from sqlalchemy.sql.columns import Column, creation_order
from sqlalchemy.sql.constraints import ColumnCollectionMixin, Constraint, HasConditionalDDL, _refuse_compiled
from sqlalchemy.sql.defaults import SchemaItem
from sqlalchemy.sql.names import quoted_name


class Index(DialectKWArgs, ColumnCollectionMixin, HasConditionalDDL, SchemaItem):
    """An index."""

    _kwarg_kind = "index"
    __visit_name__ = "index"
    table = None

    def __init__(
        self, name, *expressions, unique=False, quote=None, info=None, _table=None, _column_flag=False, **dialect_kw
    ):
        self._given_name = quoted_name.construct(name, quote)
        self.unique = unique
        if info is not None:
            self.info = info
        self._check_dialect_kwargs(dialect_kw)
        self._dialect_kw = dialect_kw
        self._creation_order = creation_order()
        self._take(expressions, True, _column_flag)
        if _table is not None:
            self._set_parent(_table)

    @classmethod
    def _of_column(cls, key, unique):
        """What `index=True` on a column stands for."""
        new = object.__new__(cls)
        own = new.__dict__
        own["_given_name"] = None
        own["unique"] = unique
        own["_dialect_kw"] = {}
        own["_creation_order"] = creation_order()
        own["_column_flag"] = True
        own["_columns"] = ColumnCollection()
        own["_pending"] = [key]
        return new

    @property
    def expressions(self):
        """What it orders by."""
        if self.table is None:
            return list(self._pending)
        return [self.table.c.get(part, part) if isinstance(part, str) else part for part in self._pending]

    def _set_parent(self, table, **kw):
        if self.table is not None and self.table is not table:
            from sqlalchemy import exc

            raise exc.ArgumentError(
                f"Index '{self.name}' is against table '{self.table.description}', and cannot be associated with "
                f"table '{table.description}'."
            )
        self.table = table
        self._resolve(table)
        metadata = getattr(table, "metadata", None)
        if metadata is not None and metadata._names_may_fail:
            from sqlalchemy.sql.naming import check

            check(self, table)
        table.indexes.add(self)

    def create(self, bind, checkfirst=False):
        """CREATE INDEX"""
        from sqlalchemy.sql.ddl import CreateIndex

        bind._run_ddl(CreateIndex(self), checkfirst=checkfirst)

    def drop(self, bind, checkfirst=False):
        """DROP INDEX"""
        from sqlalchemy.sql.ddl import DropIndex

        bind._run_ddl(DropIndex(self), checkfirst=checkfirst)

    _template = Constraint._template
    name = Constraint.name

    @property
    def parent(self):
        """Its table."""
        return self.table

    def _tree(self):
        """The Index tree."""
        tree = {
            "name": _waist.name_tree(self._given_name),
            "elements": [self._element_tree(part) for part in self._pending],
            "unique": bool(self.unique),
        }
        if self._column_flag:
            tree["from_column"] = True
        template = self._template()
        if template is not None:
            tree["naming_template"] = template
        if self._dialect_kw:
            from sqlalchemy.sql.dialect_options import index_options

            index_options(tree, self._dialect_kw)
        _refuse_compiled(self)
        return tree

    def _element_tree(self, part):
        if isinstance(part, str):
            column = self.table.c.get(part) if self.table is not None else None
            return {"column": _waist.name_tree(part if column is None else column.name)}
        if isinstance(part, Column):
            return {"column": _waist.name_tree(part.name)}
        return {"expression": part._expression_tree()}

    def _copy(self):
        parts = [part.key if isinstance(part, Column) else part for part in self._pending]
        new = Index(self._given_name, unique=self.unique, **self._dialect_kw)
        new._take(parts, False)  # an expression would find the table it was made for
        return new

    def __repr__(self):
        shown = [repr(self.name), *[repr(expression) for expression in self.expressions]]
        if self.unique:
            shown.append("unique=True")
        return f"Index({', '.join(shown)})"


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")

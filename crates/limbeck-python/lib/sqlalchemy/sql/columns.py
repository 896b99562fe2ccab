"""Columns."""

from itertools import count

import _limbeck

from sqlalchemy import _waist, event
from sqlalchemy.sql.base import DialectKWArgs
from sqlalchemy.sql.defaults import DefaultClause, FetchedValue, SchemaItem, Sequence, python_default
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.names import conv, quoted_name
from sqlalchemy.sql.sqltypes import ARRAY, NULLTYPE, SchemaType, TypeEngine, to_instance

_ABSENT = object()
# Their modules need this one, so `sqlalchemy.sql.tables` puts them here; without a table nobody asks for them.
ForeignKey = Index = UniqueConstraint = None
# The next number: constraints are listed in the order they were made.
creation_order = count(1).__next__


class _NullUnspecified:
    # Other than None, with which a column says that it is not nullable.

    def __repr__(self):
        return "<SchemaConst.NULL_UNSPECIFIED: 3>"


NULL_UNSPECIFIED = _NullUnspecified()


class SchemaConst:
    """Words that stand for no value."""

    NULL_UNSPECIFIED = NULL_UNSPECIFIED


class _OnDemand:
    # An attribute that most columns never have: made when it is first asked for.

    def __init__(self, name, make):
        self.name = name
        self.make = make

    def __get__(self, instance, owner):
        if instance is None:
            return self
        made = instance.__dict__[self.name] = self.make()
        return made


class _OrderedSet(dict):
    # Foreign keys in the order they were made, with a set's methods.

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)

    remove = discard


@_limbeck.quick_attributes
class Column(DialectKWArgs, SchemaItem, ColumnClause):
    """A column of a table."""

    _kwarg_kind = "column"
    __visit_name__ = "column"
    inherit_cache = True
    # What most columns have none of.
    table = index = unique = doc = comment = computed = identity = None
    default = onupdate = server_default = server_onupdate = None
    is_literal = system = _insert_sentinel = primary_key = False
    _user_defined_nullable = NULL_UNSPECIFIED
    nullable = True
    autoincrement = "auto"
    _attach_hooks = ()
    # Nobody writes into it.
    _dialect_kw = {}
    constraints = _OnDemand("constraints", list)
    foreign_keys = _OnDemand("foreign_keys", _OrderedSet)

    def __init__(
        self,
        __name_pos=None,
        __type_pos=None,
        *args,
        name=None,
        type_=None,
        autoincrement="auto",
        default=_ABSENT,
        insert_default=_ABSENT,
        doc=None,
        key=None,
        index=None,
        unique=None,
        info=None,
        nullable=NULL_UNSPECIFIED,
        onupdate=None,
        primary_key=False,
        server_default=None,
        server_onupdate=None,
        quote=None,
        system=False,
        comment=None,
        insert_sentinel=False,
        _omit_from_statements=False,
        _proxies=None,
        **dialect_kwargs,
    ):
        # A name, a type, or both; what else is given belongs to the column.
        if __name_pos is None or isinstance(__name_pos, str):
            first, items = __type_pos, [*args]
            if __name_pos is not None:
                if name is not None:
                    _refused_argument("May not pass name positionally and as a keyword.")
                name = __name_pos
        else:
            first, items = __name_pos, [__type_pos, *args]
        if first is not None:
            if hasattr(first, "_sqla_type"):
                if type_ is not None:
                    _refused_argument("May not pass type_ positionally and as a keyword.")
                type_ = first
            else:
                items.insert(0, first)
        if quote is not None:
            if name is None:
                _refused_argument("Explicit 'name' is required when sending 'quote' argument")
            name = quoted_name(name, quote)
        if type_ is None:
            type_ = NULLTYPE
        elif not isinstance(type_, TypeEngine):
            type_ = to_instance(type_)

        # Past `__setattr__`, which is what takes longest in a large model.
        own = self.__dict__
        if type(self) is not Column:
            own.update(_NOTHING)  # a class of the project's own may have attributes of these names
        own["name"] = name
        own["key"] = name if key is None else key
        own["type"] = type_
        own["_creation_order"] = creation_order()
        if primary_key:
            own["primary_key"] = primary_key
            own["nullable"] = False
        if nullable is not NULL_UNSPECIFIED:
            own["_user_defined_nullable"] = own["nullable"] = nullable
        if autoincrement != "auto":
            own["autoincrement"] = autoincrement
        if index is not None:
            self.index = index
        if unique is not None:
            self.unique = unique
        if doc is not None:
            self.doc = doc
        if comment is not None:
            self.comment = comment
        if system is not False:
            self.system = system
        if insert_sentinel is not False:
            self._insert_sentinel = insert_sentinel
        if type_._variant_mapping or type_._decorates or isinstance(type_, (SchemaType, ARRAY)):
            self._set_type(type_)

        if insert_default is not _ABSENT:
            if default is not _ABSENT:
                _refused_argument("The 'default' and 'insert_default' parameters of Column are mutually exclusive")
            default = insert_default
        if default is not _ABSENT and default is not None:
            self.default = default = python_default(default)
            items.append(default)
        if onupdate is not None:
            self.onupdate = onupdate = python_default(onupdate, for_update=True)
            items.append(onupdate)
        special = False
        if server_default is not None:
            if isinstance(server_default, FetchedValue):
                server_default = server_default._as_for_update(False)
                # Computed and Identity may stand in the place of a server default.
                special = server_default.is_computed or server_default.is_identity
                if not special:
                    self.server_default = server_default
                items.append(server_default)
            else:
                self.server_default = server_default = DefaultClause(server_default)
                if items:
                    items.append(server_default)  # the last one counts
                else:
                    server_default.column = self
        if server_onupdate is not None:
            if not isinstance(server_onupdate, FetchedValue):
                server_onupdate = DefaultClause(server_onupdate, for_update=True)
            server_onupdate = server_onupdate._as_for_update(True)
            if not server_onupdate.is_computed:
                self.server_onupdate = server_onupdate
            items.append(server_onupdate)
        if items:
            self._init_items(*items)
        if info is not None:
            self.info = info
        if dialect_kwargs:
            own["_dialect_kw"] = dialect_kwargs
            self._check_dialect_kwargs(dialect_kwargs)

    @staticmethod
    def _of_type(args, kw):
        """`Column(*args, **kw)` where that is a type, a foreign key or both, and `_COMMON` keywords; else None.

        Most columns of models are made so, and past the signature it takes a third of the time.
        """
        if len(args) > 2 or kw and not _COMMON.issuperset(kw):
            return None
        kind, key = NULLTYPE, None
        for item in args:
            if isinstance(item, TypeEngine) and kind is NULLTYPE and key is None:
                kind = item
            elif isinstance(item, type) and issubclass(item, TypeEngine) and kind is NULLTYPE and key is None:
                kind = item()
            elif key is None and type(item) is ForeignKey:
                key = item
            else:
                return None
        made = object.__new__(Column)
        own = made.__dict__
        own["name"] = own["key"] = None
        own["type"] = kind
        own["_creation_order"] = creation_order()
        if kw:
            if kw.get("primary_key"):
                own["primary_key"] = kw["primary_key"]
                own["nullable"] = False
            for name in ("index", "unique"):
                if kw.get(name) is not None:
                    own[name] = kw[name]
            nullable = kw.get("nullable", NULL_UNSPECIFIED)
            if nullable is not NULL_UNSPECIFIED:
                own["_user_defined_nullable"] = own["nullable"] = nullable
        if kind._variant_mapping or kind._decorates or isinstance(kind, (SchemaType, ARRAY)):
            made._set_type(kind)
        if key is not None:
            key._set_parent(made)
        return made

    def _set_type(self, kind):
        self.type = kind
        for part in (kind, *kind._variant_mapping.values()) if kind._variant_mapping else (kind,):
            inner = part
            while inner._decorates and not isinstance(inner, (SchemaType, ARRAY)):
                inner = inner.impl_instance
            if isinstance(inner, (SchemaType, ARRAY)):
                self._on_table_attach(inner._set_table)

    def _on_table_attach(self, hook):
        if self.table is not None:
            hook(self, self.table)
        elif self._attach_hooks:
            self._attach_hooks.append(hook)
        else:
            self._attach_hooks = [hook]

    def _set_parent(self, table, allow_replacements=True, index=None, building=False, **kw):
        if not self.name:
            _refused_argument(
                "Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table."
            )
        if self.key is None:
            self.key = self.name
        if event._listeners:
            event.fire(type(self), "before_parent_attach", self, table)
        if self.table is not None and self.table is not table:
            _refused_argument(f"Column object '{self.key}' already assigned to Table '{self.table.description}'")
        table._add_own_column(self, allow_replacements, index, building)
        self._attached_to(table)
        if event._listeners:
            event.fire(type(self), "after_parent_attach", self, table)

    def _attached_to(self, table):
        # The table has the column; what it says of more than itself follows.
        self.table = table
        if self.primary_key:
            table.primary_key._replace(self)
        elif self.key in table.primary_key._columns._index:
            _refused_argument(
                f"Trying to redefine primary-key column '{self.key}' as a non-primary-key column on table "
                f"'{table.fullname}'"
            )
        if self.index:
            if isinstance(self.index, str):
                _refused_argument(
                    "The 'index' keyword argument on Column is boolean only. To create indexes with a specific name, "
                    "create an explicit Index object external to the Table."
                )
            table.append_constraint(Index._of_column(self.key, bool(self.unique)))
        elif self.unique:
            if isinstance(self.unique, str):
                _refused_argument(
                    "The 'unique' keyword argument on Column is boolean only. To create unique constraints or indexes "
                    "with a specific name, append an explicit UniqueConstraint to the Table's list of elements, or "
                    "create an explicit Index object external to the Table."
                )
            table.append_constraint(UniqueConstraint._bare([self.key], True))
        if self.identity is not None and self.default is not None and isinstance(self.default, Sequence):
            _refused_argument("An column cannot specify both Identity and Sequence.")
        if self._attach_hooks:
            hooks, self._attach_hooks = self._attach_hooks, ()
            for hook in hooks:
                hook(self, table)

    def append_foreign_key(self, fk):
        """One foreign key more."""
        fk._set_parent(self)

    def references(self, column):
        """Whether a foreign key of this column refers to another."""
        return any(fk.column is column for fk in self.foreign_keys)

    @property
    def description(self):
        """Its name."""
        return self.name

    def __str__(self):
        if self.name is None:
            return "(no name)"
        return f"{self.table.description}.{self.name}" if self.table is not None else self.name

    def __repr__(self):
        shown = [repr(self.name), repr(self.type)]
        shown.extend(repr(fk) for fk in self.foreign_keys)
        shown.extend(repr(constraint) for constraint in self.constraints)
        shown.append("table=None" if self.table is None else f"table=<{self.table.description}>")
        for name, wanted in (
            ("key", self.key != self.name),
            ("primary_key", self.primary_key),
            ("nullable", not self.nullable),
            ("onupdate", self.onupdate),
            ("default", self.default),
            ("server_default", self.server_default),
            ("comment", self.comment),
        ):
            if wanted:
                shown.append(f"{name}={getattr(self, name)!r}")
        return f"Column({', '.join(shown)})"

    # -- copies

    def _copied_to(self, table, key=None, name=None):
        # The column of an alias or subquery.
        new = Column(name or self.name, self.type, key=key or self.key, primary_key=self.primary_key,
                     nullable=self.nullable)
        new._attach_hooks = ()
        new.table = table
        new.foreign_keys = self.foreign_keys
        return new

    def _copy(self, **kw):
        args = [constraint._copy(**kw) for constraint in self.constraints if not constraint._type_bound]
        args += [fk._copy(**kw) for fk in self.foreign_keys if fk.constraint is None]
        server_default, server_onupdate = self.server_default, self.server_onupdate
        if self.computed is not None or self.identity is not None:
            args.append(server_default._copy())
            server_default = server_onupdate = None
        kind = self.type.copy(**kw) if isinstance(self.type, SchemaType) else self.type
        new = type(self)._constructor(
            self.name,
            kind,
            *args,
            key=self.key,
            primary_key=self.primary_key,
            unique=self.unique,
            system=self.system,
            index=self.index,
            autoincrement=self.autoincrement,
            default=self.default._copy() if self.default is not None else None,
            server_default=server_default._copy() if server_default is not None else None,
            onupdate=self.onupdate._copy() if self.onupdate is not None else None,
            server_onupdate=server_onupdate._copy() if server_onupdate is not None else None,
            doc=self.doc,
            comment=self.comment,
            **self._dialect_kw,
        )
        new.nullable = self.nullable
        new._user_defined_nullable = self._user_defined_nullable
        if "_info" in self.__dict__:
            new.info = dict(self.info)
        return new

    copy = _copy

    def _merge(self, other, omit_defaults=False):
        """Gives another column what this one says and that one does not (`Annotated`)."""
        if self.primary_key:
            other.primary_key = True
        if self.autoincrement != "auto" and other.autoincrement == "auto":
            other.autoincrement = self.autoincrement
        if self.system:
            other.system = self.system
        if self.__dict__.get("_info"):
            other.info.update(self.info)
        if not self.type._isnull and other.type._isnull:
            other._set_type(self.type.copy() if isinstance(self.type, SchemaType) else self.type)
        if self._user_defined_nullable is not NULL_UNSPECIFIED and other._user_defined_nullable is NULL_UNSPECIFIED:
            other.nullable = self.nullable
            other._user_defined_nullable = self._user_defined_nullable
        if not omit_defaults and self.default is not None and other.default is None:
            self.default._copy()._set_parent(other)
        for name in ("server_default", "server_onupdate", "onupdate"):
            mine = getattr(self, name)
            if mine is not None and getattr(other, name) is None:
                mine._copy()._set_parent(other)
        for name in ("index", "unique"):
            if getattr(self, name) in (True, False) and getattr(other, name) is None:
                setattr(other, name, getattr(self, name))
        for name in ("doc", "comment"):
            if getattr(self, name) and getattr(other, name) is None:
                setattr(other, name, getattr(self, name))
        for constraint in self.constraints:
            if not constraint._type_bound:
                copied = constraint._copy()
                if copied._given_name is not None:
                    copied._given_name = conv(copied._given_name)  # SQLAlchemy applies no convention to it
                copied._set_parent(other)
        for fk in self.foreign_keys:
            if fk.constraint is None:
                fk._copy()._set_parent(other)

    @classmethod
    def _constructor(cls, *args, **kw):
        return Column(*args, **kw)

    # -- trees

    def _expression_tree(self):
        return ColumnClause._tree(self)

    def _tree(self):
        """The Column tree; in an expression a column is only referred to."""
        own = self.__dict__
        name, nullable, primary_key = own["name"], own.get("nullable", True), own.get("primary_key", False)
        tree = {"name": name if type(name) is str else _waist.name_tree(name), "type": own["type"]._tree()}
        default = not primary_key
        said = own.get("_user_defined_nullable", NULL_UNSPECIFIED) is not NULL_UNSPECIFIED
        if nullable is not default or said or self.identity is not None:
            if nullable is None and _waist.reading_models:
                _waist.refuse(f"Column({name!r}, nullable=None) in a model", "say nullable=True or nullable=False")
            tree["nullable"] = bool(nullable)
        if primary_key:
            tree["primary_key"] = True
        if own.get("autoincrement", "auto") != "auto":
            tree["autoincrement"] = _AUTOINCREMENT.get(self.autoincrement, "yes" if self.autoincrement else "no")
        if own["key"] != name:
            tree["key"] = own["key"]
        if not _SAID.isdisjoint(own):
            self._add_said(tree)
        if "_dialect_kw" in own:
            from sqlalchemy.sql.dialect_options import column_options

            conflict = column_options(self._dialect_kw)
            if conflict:
                tree["sqlite_on_conflict"] = conflict
        return tree

    def _add_said(self, tree):
        # What most columns have none of.
        if self.computed is not None:
            tree["computed"] = self.computed._tree()
        elif self.identity is not None:
            tree["identity"] = self.identity._tree()
        elif self.server_default is not None:
            tree["server_default"] = self.server_default._server_default_tree()
        if self.default is not None:
            if isinstance(self.default, Sequence):
                tree["sequence"] = self.default._tree()
            elif self.primary_key:
                # Where the client fills it in, the database does not count it up.
                tree["client_default"] = True
        if self.comment is not None:
            tree["comment"] = self.comment
        if self.system:
            tree["system"] = True


# Keywords that most columns of models have, if any.
_COMMON = frozenset(("primary_key", "nullable", "index", "unique"))
# What a column has to say to its table; most have none of it.
OF_A_TABLE = frozenset(("primary_key", "index", "unique", "_attach_hooks", "identity"))
_SAID = frozenset(("computed", "identity", "server_default", "default", "comment", "system"))
_AUTOINCREMENT = {True: "yes", False: "no", "ignore_fk": "ignore_foreign_key"}


_NOTHING = {
    name: Column.__dict__[name]
    for name in """table index unique doc comment computed identity default onupdate server_default server_onupdate
    is_literal system _insert_sentinel primary_key _user_defined_nullable nullable autoincrement _attach_hooks _dialect_kw
    """.split()
}


def insert_sentinel(name=None, type_=None, default=None, omit_from_statements=True):
    """A column that only orders rows inserted together; not supported."""
    _waist.refuse("insert_sentinel()", "leave the column out")


def _refused_argument(message):
    from sqlalchemy import exc

    raise exc.ArgumentError(message)


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")

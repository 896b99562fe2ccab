"""Defaults: what fills a column when nothing is given, on the Python side or in the database."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement, DialectKWArgs, Executable
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.sqltypes import INTEGERTYPE, to_instance


class SchemaItem:
    """Something that belongs to a schema."""

    create_drop_stringify_dialect = "default"

    def _init_items(self, *args):
        for item in args:
            if item is None:
                continue
            attach = getattr(item, "_set_parent", None)
            if attach is None:
                from sqlalchemy import exc

                raise exc.ArgumentError(
                    f"'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got {item!r}"
                )
            attach(self)

    def __repr__(self):
        from sqlalchemy.sql.type_api import GenericRepr

        return str(GenericRepr(self, omit_kwarg=("info",)))

    @property
    def info(self):
        """Notes of the user's own."""
        notes = self.__dict__.get("_info")
        if notes is None:
            notes = self.__dict__["_info"] = {}
        return notes

    @info.setter
    def info(self, value):
        self.__dict__["_info"] = value


class FetchedValue:
    """The database fills the column in, the model does not say how."""

    is_server_default = True
    reflected = False
    has_argument = False
    is_clause_element = False
    is_computed = is_identity = False
    column = None

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _as_for_update(self, for_update):
        if for_update == self.for_update:
            return self
        new = self._copy()
        new.for_update = for_update
        return new

    def _copy(self):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.pop("column", None)
        return new

    def _set_parent(self, column, **kw):
        self.column = column
        if self.for_update:
            column.server_onupdate = self
        else:
            column.server_default = self

    def _server_default_tree(self):
        return "fetched"

    def __repr__(self):
        return f"{type(self).__name__}({'for_update=True' if self.for_update else ''})"


class DefaultClause(FetchedValue):
    """A default written in DDL: text or an expression."""

    has_argument = True

    def __init__(self, arg, for_update=False, _reflected=False):
        if not isinstance(arg, (str, ClauseElement)):
            from sqlalchemy import exc
            from sqlalchemy.sql.elements import TextClause

            kinds = " or ".join(f"'{kind}'" for kind in (str, ClauseElement, TextClause))
            raise exc.ArgumentError(
                f"Argument 'arg' is expected to be one of type {kinds}, got '{type(arg)}'"
            )
        self.for_update = for_update
        self.arg = arg
        if _reflected:
            self.reflected = _reflected

    def _server_default_tree(self):
        if isinstance(self.arg, str):
            return {"text": str.__str__(self.arg)}
        return {"expression": self.arg._expression_tree()}

    def __repr__(self):
        return f"DefaultClause({self.arg!r}, for_update={self.for_update!r})"


class DefaultGenerator(Executable, SchemaItem):
    """A default that SQLAlchemy fills in."""

    is_sequence = is_scalar = is_callable = is_clause_element = is_server_default = has_arg = False
    is_identity = False
    is_sentinel = False
    column = None

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _set_parent(self, column, **kw):
        self.column = column
        if self.for_update:
            column.onupdate = self
        else:
            column.default = self

    def _copy(self):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.pop("column", None)
        return new


class ColumnDefault(DefaultGenerator):
    """A Python-side default: a value, a function, or an expression."""

    has_arg = True

    def __init__(self, arg, for_update=False, **kw):
        super().__init__(for_update)
        # A function of a package that is missing may stand here: DDL has no use for it. So the type is asked, and
        # not `isinstance`, which such a value refuses.
        kind = type(arg)
        if issubclass(kind, FetchedValue):
            from sqlalchemy import exc

            raise exc.ArgumentError("ColumnDefault may not be a server-side default type.")
        if hasattr(arg, "__clause_element__"):
            arg = arg.__clause_element__()
        self.is_clause_element = issubclass(type(arg), ClauseElement)
        self.is_callable = not self.is_clause_element and callable(arg)
        self.is_scalar = not self.is_callable and not self.is_clause_element
        self._given = arg
        self.arg = _callable_with_context(arg) if self.is_callable else arg

    def __repr__(self):
        return f"{self._class_name()}({self._given!r})"

    def _class_name(self):
        if self.is_clause_element:
            return "ColumnElementColumnDefault"
        return "CallableColumnDefault" if self.is_callable else "ScalarElementColumnDefault"


def _callable_with_context(function):
    # Functions may take the execution's context or nothing.
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is None:
        if issubclass(type(function), type):
            return lambda context: function()
        call = getattr(type(function), "__call__", None)
        code = getattr(call, "__code__", None)
        if code is None:
            return lambda context: function()
        taken, defaults = code.co_argcount - 1, call.__defaults__ or ()
    else:
        taken = code.co_argcount - (1 if hasattr(function, "__self__") else 0)
        defaults = function.__defaults__ or ()
    required = taken - len(defaults)
    if required == 0:
        return lambda context: function()
    if required == 1:
        return function
    from sqlalchemy import exc

    raise exc.ArgumentError("ColumnDefault Python function takes zero or one positional arguments")


ScalarElementColumnDefault = CallableColumnDefault = ColumnElementColumnDefault = ColumnDefault


def python_default(value, for_update=False):
    """What `default=` and `onupdate=` become."""
    if value is None or issubclass(type(value), (ColumnDefault, Sequence)):
        return value
    return ColumnDefault(value, for_update)


class Computed(FetchedValue, SchemaItem):
    """A column the database computes from others."""

    is_computed = True

    def __init__(self, sqltext, persisted=None):
        super().__init__()
        from sqlalchemy.sql.constructors import text

        self.sqltext = text(sqltext) if isinstance(sqltext, str) else sqltext
        self.persisted = persisted

    def _set_parent(self, column, **kw):
        if column.server_default is not None or column.server_onupdate is not None:
            from sqlalchemy import exc

            raise exc.ArgumentError(
                "A generated column cannot specify a server_default or a server_onupdate argument"
            )
        self.column = column
        column.computed = self
        column.server_onupdate = self
        column.server_default = self

    def _as_for_update(self, for_update):
        return self

    def _copy(self, **kw):
        return Computed(self.sqltext, self.persisted)

    def _tree(self):
        return {"expression": self.sqltext._expression_tree(), "persisted": self.persisted}

    __repr__ = SchemaItem.__repr__


_SEQUENCE_OPTIONS = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache", "order")


class IdentityOptions:
    """What sequences and identities have in common."""

    start = increment = minvalue = maxvalue = nominvalue = nomaxvalue = cycle = cache = order = None

    def _options_tree(self):
        return {
            name: getattr(self, name) for name in _SEQUENCE_OPTIONS if getattr(self, name) is not None
        }


class Identity(IdentityOptions, DialectKWArgs, FetchedValue, SchemaItem):
    """A column that counts itself up by the SQL standard."""

    is_identity = True
    _kwarg_kind = "identity"

    def __init__(
        self,
        always=False,
        on_null=None,
        start=None,
        increment=None,
        minvalue=None,
        maxvalue=None,
        nominvalue=None,
        nomaxvalue=None,
        cycle=None,
        cache=None,
        order=None,
        **dialect_kw,
    ):
        FetchedValue.__init__(self)
        self._check_dialect_kwargs(dialect_kw)
        self._dialect_kw = dialect_kw
        self.always = always
        self.on_null = on_null if on_null is not None else dialect_kw.get("oracle_on_null")
        self.start, self.increment = start, increment
        self.minvalue, self.maxvalue = minvalue, maxvalue
        self.nominvalue, self.nomaxvalue = nominvalue, nomaxvalue
        self.cycle, self.cache = cycle, cache
        self.order = order if order is not None else dialect_kw.get("oracle_order")

    def _set_parent(self, column, **kw):
        from sqlalchemy import exc

        if column.server_default is not None or column.server_onupdate is not None:
            raise exc.ArgumentError(
                "A column with an Identity object cannot specify a server_default or a server_onupdate argument"
            )
        if column.autoincrement is False:
            raise exc.ArgumentError("A column with an Identity object cannot specify autoincrement=False")
        self.column = column
        column.identity = self
        from sqlalchemy.sql.columns import NULL_UNSPECIFIED

        if column._user_defined_nullable is NULL_UNSPECIFIED:
            column.nullable = False
        column.server_default = self

    def _as_for_update(self, for_update):
        return self

    def _copy(self, **kw):
        return Identity(self.always, self.on_null, *[getattr(self, name) for name in _SEQUENCE_OPTIONS[:6]],
                        cycle=self.cycle, cache=self.cache, order=self.order)

    def _tree(self):
        return {"always": bool(self.always), "on_null": self.on_null, **self._options_tree()}

    __repr__ = SchemaItem.__repr__


class Sequence(IdentityOptions, DialectKWArgs, DefaultGenerator):
    """A sequence of numbers."""

    is_sequence = True
    __visit_name__ = "sequence"
    _kwarg_kind = "sequence"

    def __init__(
        self,
        name,
        start=None,
        increment=None,
        minvalue=None,
        maxvalue=None,
        nominvalue=None,
        nomaxvalue=None,
        cycle=None,
        schema=None,
        cache=None,
        order=None,
        data_type=None,
        optional=False,
        quote=None,
        metadata=None,
        quote_schema=None,
        for_update=False,
        **dialect_kw,
    ):
        DefaultGenerator.__init__(self, for_update)
        self._check_dialect_kwargs(dialect_kw)
        self._dialect_kw = dialect_kw
        from sqlalchemy.sql.names import quoted_name

        self.name = quoted_name.construct(name, quote)
        self.start, self.increment = start, increment
        self.minvalue, self.maxvalue = minvalue, maxvalue
        self.nominvalue, self.nomaxvalue = nominvalue, nomaxvalue
        self.cycle, self.cache, self.order = cycle, cache, order
        self.optional = optional
        self.metadata = metadata
        if schema is not None and not isinstance(schema, str):
            self.schema = None
        elif metadata is not None and schema is None and metadata.schema:
            self.schema = metadata.schema
        else:
            self.schema = quoted_name.construct(schema, quote_schema)
        self.data_type = None if data_type is None else to_instance(data_type)
        if metadata is not None:
            metadata._register_object(self)

    @property
    def key(self):
        """Its name with its schema."""
        return self.name if self.schema is None else f"{self.schema}.{self.name}"

    _key = key

    def _set_parent(self, column, **kw):
        super()._set_parent(column)
        column._on_table_attach(self._set_table)

    def _set_table(self, column, table):
        if self.metadata is None and table.metadata is not None:
            self.metadata = table.metadata
            table.metadata._register_object(self)

    def _copy(self):
        return super()._copy()

    def next_value(self):
        """The next number, as an expression."""
        return NextValue(self)

    def create(self, bind, checkfirst=True):
        """CREATE SEQUENCE, where there are sequences"""
        from sqlalchemy.sql.ddl import CreateSequence

        if not bind.dialect.supports_sequences:
            return
        bind.execute(CreateSequence(self)) if not hasattr(bind, "_run_ddl") else bind._run_ddl(
            CreateSequence(self), checkfirst=checkfirst
        )

    def drop(self, bind, checkfirst=True):
        """DROP SEQUENCE, where there are sequences"""
        from sqlalchemy.sql.ddl import DropSequence

        if not bind.dialect.supports_sequences:
            return
        bind._run_ddl(DropSequence(self), checkfirst=checkfirst)

    def _name_tree(self):
        return _waist.qualified(self.name, self.schema)

    def _tree(self):
        tree = {"name": self._name_tree(), "options": self._options_tree(), "optional": bool(self.optional)}
        if self.data_type is not None:
            tree["data_type"] = self.data_type._tree()
        return tree

    def _executable_tree(self):
        return {"expression": self.next_value()._tree()}


class NextValue(ColumnElement):
    """The next value of a sequence."""

    type = INTEGERTYPE
    name = "next_value"

    def __init__(self, sequence):
        self.sequence = sequence
        if sequence.data_type is not None:
            self.type = sequence.data_type

    def _tree(self):
        return {"next_value": self.sequence._name_tree()}

    def __repr__(self):
        return f"<sqlalchemy.sql.functions.next_value at {hex(id(self))}; next_value>"

    def _froms(self):
        return []

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")

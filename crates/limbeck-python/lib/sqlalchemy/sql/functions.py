"""`func.anything()`, and functions of the user's own."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ColumnElement, Over, coerce
from sqlalchemy.sql.sqltypes import INTEGERTYPE, NULLTYPE, STRINGTYPE, Date, DateTime, Numeric, Time, to_instance


class FunctionElement(Executable, ColumnElement):
    """A function call; users' subclasses are compiled by their `@compiles` function."""

    name = None
    packagenames = ()

    def __init__(self, *clauses):
        self.clauses = _Arguments(self._argument(clause) for clause in clauses)

    def _argument(self, value):
        if not hasattr(value, "__clause_element__") and not getattr(value, "_is_clause", False) and value is not None:
            from sqlalchemy.sql.elements import BindParameter

            return BindParameter(self.name, value, unique=True)
        return coerce(value)

    @property
    def clause_expr(self):
        """The arguments."""
        return self.clauses

    @property
    def _hint(self):
        return self.name

    def over(self, partition_by=None, order_by=None, range_=None, rows=None, groups=None, exclude=None):
        """As a window function."""
        return Over(self, partition_by, order_by, range_, rows, groups, exclude)

    def filter(self, *criterion):
        """FILTER (WHERE …)"""
        from sqlalchemy.sql.elements import FunctionFilter

        return FunctionFilter(self, *criterion) if criterion else self

    def within_group(self, *order_by):
        """WITHIN GROUP (ORDER BY …)"""
        from sqlalchemy.sql.elements import WithinGroup

        return WithinGroup(self, *order_by)

    def select(self):
        """SELECT function()"""
        from sqlalchemy.sql.selectable import select

        return select(self)

    def alias(self, name=None, joins_implicitly=False):
        """The function in FROM"""
        from sqlalchemy.sql.selectable import TableValuedAlias

        return TableValuedAlias(self, name)

    def column_valued(self, name=None, joins_implicitly=False):
        """The function in FROM, as its only column"""
        return self.alias(name).column

    def table_valued(self, *expr, name=None, with_ordinality=None, joins_implicitly=False):
        """The function in FROM, with columns"""
        from sqlalchemy.sql.selectable import TableValuedAlias

        if with_ordinality is not None:
            _waist.refuse("table_valued(with_ordinality=…)", "write the statement as text()")
        return TableValuedAlias(self, name, expr)

    def scalar_table_valued(self, name, type_=None):
        """A column of the function's result; not supported."""
        _waist.refuse("scalar_table_valued()", "write the expression as text()")

    def _tree(self):
        names = [*self.packagenames, self.name or type(self).__name__]
        return {
            "function": {
                "name": [_waist.name_tree(name) for name in names],
                "arguments": [clause._expression_tree() for clause in self.clauses],
                "type": self.type._tree(),
            }
        }

    def get_children(self, **kw):
        """The arguments."""
        return tuple(self.clauses)

    def __str__(self):
        if type(self).__module__ != __name__ or self.clauses or self.packagenames or not self.name.isidentifier():
            return super().__str__()
        # As the dialect of no database writes it.
        name = self.name.lower()
        if name == "count":
            return super().__str__()
        return _WORDS.get(name) or ("now()" if name == "now" else f"{self.name}()")

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} at {hex(id(self))}; {self.name}>"


class _Arguments(tuple):
    # What `@compiles` functions read of a call's arguments.
    def _expression_tree(self):
        return {"tuple": [clause._expression_tree() for clause in self]}

    @property
    def clauses(self):
        """Itself."""
        return list(self)


class Function(FunctionElement):
    """A function by its name."""

    def __init__(self, name, *clauses, type_=None, packagenames=None):
        self.name = name
        self.packagenames = tuple(packagenames or ())
        super().__init__(*clauses)
        self.type = to_instance(type_) if type_ is not None else _return_type(name, self.clauses)


class GenericFunction(FunctionElement):
    """A function that a user's class describes: its name and its type."""

    inherit_cache = True

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        if not cls.__module__.startswith("sqlalchemy."):
            cls._function_name = cls.__dict__.get("name") or cls.__name__
            identifier = cls.__dict__.get("identifier") or cls._function_name
            _registered[str(identifier).lower()] = cls

    def __init__(self, *args, **kwargs):
        self.name = self._function_name
        super().__init__(*args)
        self.type = to_instance(kwargs.pop("type_", None) or type(self).type)


class ReturnTypeFromArgs(GenericFunction):
    """A function whose type is its first argument's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.type = kwargs.get("type_") or _first_type(self.clauses)


_registered = {}


def register_function(identifier, fn, package="_default"):
    """Makes `func.identifier` call a class."""
    _registered[identifier.lower()] = fn


class AnsiFunction(GenericFunction):
    """A function without arguments."""


class DistinctExpression(ColumnElement):
    """DISTINCT, inside an aggregate."""

    def __init__(self, element):
        self.element = element
        self.type = element.type

    def _tree(self):
        return {"distinct": self.element._expression_tree()}

    def get_children(self, **kw):
        """What is made distinct."""
        return (self.element,)


def _first_type(clauses):
    return next((clause.type for clause in clauses if not clause.type._isnull), NULLTYPE)


# Written without parentheses.
_WORDS = {
    name.lower(): name
    for name in (
        "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP SESSION_USER USER sysdate"
    ).split()
}
_FROM_ARGUMENTS = {"coalesce", "max", "min", "sum"}
_TYPES = {
    "count": INTEGERTYPE,
    "char_length": INTEGERTYPE,
    "rank": INTEGERTYPE,
    "dense_rank": INTEGERTYPE,
    "percent_rank": Numeric(),
    "cume_dist": Numeric(),
    "now": DateTime(),
    "current_date": Date(),
    "current_time": Time(),
    "current_timestamp": DateTime(),
    "localtime": DateTime(),
    "localtimestamp": DateTime(),
    "sysdate": DateTime(),
    "current_user": STRINGTYPE,
    "session_user": STRINGTYPE,
    "user": STRINGTYPE,
    "concat": STRINGTYPE,
}


def _return_type(name, clauses):
    # SQLAlchemy knows the return types of these few; case does not matter.
    name = str(name).lower()
    found = _TYPES.get(name)
    if found is not None:
        return found
    if name in ("coalesce", "max", "min", "sum"):
        return _first_type(clauses)
    return NULLTYPE


class _FunctionGenerator:
    """`func` and `func.package`: any attribute is a function's name."""

    def __init__(self, names=()):
        self.__names = names

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("_"):
            name = name[:-1]
        return _FunctionGenerator((*self.__names, name))

    def __call__(self, *clauses, **kwargs):
        *package, name = self.__names
        type_ = kwargs.pop("type_", None)
        if not package:
            known = _registered.get(name.lower())
            if known is not None:
                return known(*clauses) if type_ is None else known(*clauses, type_=type_)
            if name.lower() == "count" and not clauses:
                from sqlalchemy.sql.elements import literal_text

                clauses = (literal_text("*"),)
            if name.lower() == "cast" and len(clauses) == 2:
                from sqlalchemy.sql.elements import Cast

                return Cast(*clauses)
            if name.lower() == "next_value":
                from sqlalchemy.sql.schema import NextValue

                return NextValue(*clauses)
            if name.lower() in _TYPES or name.lower() in _FROM_ARGUMENTS:
                return known_class(name.lower())(*clauses, type_=type_)
        return Function(name, *clauses, type_=type_, packagenames=package)


_classes = {}


def known_class(name):
    """The class of one of the functions that SQLAlchemy has classes for: `functions.now`."""
    found = _classes.get(name)
    if found is None:

        def __init__(self, *clauses, type_=None, **kw):
            Function.__init__(self, name, *clauses, type_=type_)

        found = _classes[name] = type(name, (Function,), {"__init__": __init__, "__module__": __name__})
    return found


func = _FunctionGenerator()
modifier = _FunctionGenerator()


class next_value:  # noqa: N801 - the class is called so
    """The next value of a sequence."""

    def __new__(cls, seq, **kw):
        from sqlalchemy.sql.schema import NextValue

        return NextValue(seq)


def __getattr__(name):
    # `sqlalchemy.sql.functions.now` and its kin are classes there; here calling them is what counts.
    if name in _TYPES or name in _FROM_ARGUMENTS:
        return known_class(name)
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

"""What every column type is: its text form, its variants, its tree, and users' own types around it.

`_tree()` gives a type's ColumnType for the dialect in use; `_value()` and `_result()` take Python
values there and back. The types themselves are in `sqltypes` and the dialects' modules.
"""

from sqlalchemy import _waist

# `@compiles` functions, by class: {"default": function, "sqlite": function}.
compilers = {}


def to_instance(typeobj, *args, **kw):
    """A type given as a class or as an object, as an object; None is the NullType."""
    if isinstance(typeobj, TypeEngine):
        return typeobj
    if typeobj is None:
        from sqlalchemy.sql.sqltypes import NULLTYPE

        return NULLTYPE
    if callable(typeobj):
        return typeobj(*args, **kw)
    return typeobj


def compiler_for(element, dialect):
    """The function `@compiles` gave for an element's class and a dialect, if any."""
    if not compilers:
        return None
    for cls in type(element).__mro__:
        found = compilers.get(cls)
        if found is not None:
            function = found.get(dialect)
            if function is None:
                function = found.get("default")
            if function is not None:
                return function
            if "__visit_name__" in cls.__dict__:
                return None
    return None


class GenericRepr:
    """`Name(arg, kw=value)` as the constructor's signature and the attributes of the same names say."""

    def __init__(self, obj, additional_kw=(), to_inspect=None, omit_kwarg=()):
        self._obj = obj
        self._additional_kw = additional_kw
        if to_inspect is None:
            to_inspect = [obj]
        self._to_inspect = to_inspect if isinstance(to_inspect, list) else [to_inspect]
        self._omit_kwarg = omit_kwarg
        self._class_name = None

    def set_class_name(self, class_name):
        """Shows another class's name."""
        self._class_name = class_name
        return self

    def __str__(self):
        obj = self._obj
        positional, keywords, variadic = [], {}, None
        for place, source in enumerate(self._to_inspect):
            init = getattr(source, "__init__", None)
            init = getattr(init, "__func__", init)
            code = getattr(init, "__code__", None)
            if code is None:
                continue
            names = code.co_varnames[: code.co_argcount]
            defaults = init.__defaults__ or ()
            required = names[1 : len(names) - len(defaults)]
            if place == 0:
                positional.extend(required)
                if code.co_flags & 0x04:
                    variadic = code.co_varnames[code.co_argcount + code.co_kwonlyargcount]
            elif defaults:
                for name in required:
                    keywords[name] = _missing
            if defaults:
                keywords.update(zip(names[-len(defaults) :], defaults))
        shown = [repr(getattr(obj, name, None)) for name in positional]
        if variadic is not None and hasattr(obj, variadic):
            shown.extend(repr(value) for value in getattr(obj, variadic))
        wanted = [(name, default) for name, default in keywords.items() if name not in self._omit_kwarg]
        for name, default in (*wanted, *self._additional_kw):
            try:
                value = getattr(obj, name, _missing)
                if value is not _missing and value != default:
                    shown.append(f"{name}={value!r}")
            except Exception:  # noqa: BLE001 - what cannot be read is not shown
                pass
        return f"{self._class_name or type(obj).__name__}({', '.join(shown)})"


_missing = object()


class TypeEngine:
    """The root of all column types."""

    _isnull = False
    # Whether it is a class around another type.
    _decorates = False
    _is_array = False
    _variant_mapping = {}
    _sqla_type = True
    should_evaluate_none = False
    hashable = True
    sort_key_function = None
    render_bind_cast = False
    render_literal_cast = False
    # The class whose operators and compared values this type shares; set by the generic types.
    _affinity = None
    # Types of this package have `_own`; a user's subclass is wrapped so that its name survives.
    _own = False

    def __class_getitem__(cls, item):
        return cls

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        shown = cls.__dict__.get("__repr__")
        # A package may say that its class is SQLAlchemy's, so that it is written as one; its repr tells.
        written_in = getattr(shown, "__module__", None) or cls.__module__
        cls._own = all(name.startswith(("sqlalchemy.", "pgvector.")) for name in (cls.__module__, written_in))

    def __repr__(self):
        return str(self.repr_struct())

    def repr_struct(self):
        """What `repr()` shows."""
        return GenericRepr(self)

    def __str__(self):
        from sqlalchemy.sql.compiler import type_text

        return type_text(self, "default")

    @property
    def python_type(self):
        """The class of values of this type; `object` where it does not say."""
        return object

    @property
    def _type_affinity(self):
        return self._affinity or type(self)

    @property
    def _generic_type_affinity(self):
        return self._affinity or type(self)

    def _compare_type_affinity(self, other):
        return self._type_affinity is other._type_affinity

    # -- making others out of it

    def copy(self, **kw):
        """Another type just like this."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        return new

    def adapt(self, cls, **kw):
        """The same parameters as a type of another class."""
        new = object.__new__(cls)
        try:
            cls.__init__(new)
        except TypeError:
            pass
        new.__dict__.update(self.__dict__)
        new.__dict__.update((name, value) for name, value in kw.items() if not name.startswith("_"))
        return new

    def evaluates_none(self):
        """None is a value and not an absent one."""
        new = self.copy()
        new.should_evaluate_none = True
        return new

    def with_variant(self, type_, *dialect_names):
        """This type, with another in its place on some dialects."""
        from sqlalchemy import exc

        if not dialect_names:
            raise exc.ArgumentError("At least one dialect name is required")
        for name in dialect_names:
            if name in self._variant_mapping:
                raise exc.ArgumentError(f"Dialect {name!r} is already present in the mapping for this {self!r}")
        new = self.copy()
        type_ = to_instance(type_)
        if type_._variant_mapping:
            raise exc.ArgumentError(
                "can't pass a type that already has variants as a dialect-level type to with_variant()"
            )
        new._variant_mapping = {**self._variant_mapping, **dict.fromkeys(dialect_names, type_)}
        return new

    def as_generic(self, allow_nulltype=False):
        """The generic type this one is a case of."""
        for cls in type(self).__mro__:
            if cls._own and cls.__module__ == "sqlalchemy.sql.sqltypes" and not cls.__name__.isupper():
                if cls.__name__ in ("TypeEngine", "NullType"):
                    break
                return self.adapt(cls)
        if allow_nulltype:
            from sqlalchemy.sql.sqltypes import NULLTYPE

            return NULLTYPE
        raise NotImplementedError(
            "Default TypeEngine.as_generic() heuristic method was unsuccessful for "
            f"{type(self).__module__}.{type(self).__name__}. A custom as_generic() method must be implemented for "
            "this type class."
        )

    # -- the type on one dialect

    def dialect_impl(self, dialect):
        """The type used on a dialect."""
        return self._for_dialect(dialect.name)

    def _for_dialect(self, name):
        return self._variant_mapping.get(name, self)

    _unwrapped_dialect_impl = dialect_impl

    def load_dialect_impl(self, dialect):
        """The type used on a dialect."""
        return self

    def compile(self, dialect=None):
        """Its DDL text."""
        from sqlalchemy.sql.compiler import type_text

        return type_text(self, dialect.name if dialect is not None else "default")

    def bind_processor(self, dialect):
        """A function for values on their way to the driver; None where there is nothing to do."""
        return None

    def result_processor(self, dialect, coltype):
        """A function for values on their way back; None where there is nothing to do."""
        return lambda value: self._result(value, dialect)

    def literal_processor(self, dialect):
        """A function that writes a value as SQL."""
        from sqlalchemy.sql.compiler import literal_text

        return lambda value: literal_text(self, value, dialect.name)

    def bind_expression(self, bindvalue):
        """An expression around parameters of this type."""
        return None

    def column_expression(self, colexpr):
        """An expression around selected columns of this type."""
        return None

    def coerce_compared_value(self, op, value):
        """The type of a plain value compared with something of this type."""
        from sqlalchemy.sql.sqltypes import resolve_value_to_type

        coerced = resolve_value_to_type(value)
        if coerced._isnull or coerced._type_affinity is self._type_affinity:
            return self
        return coerced

    def compare_values(self, x, y):
        """Whether two values are the same."""
        return x == y

    def get_dbapi_type(self, dbapi):
        """The driver's constant for the type; none here."""
        return None

    def _resolve_for_literal(self, value):
        return self

    @property
    def _has_column_expression(self):
        return False

    # -- trees

    def _tree(self):
        if not self._variant_mapping:
            return self._plain_tree()
        with_own_dialect = {}
        for name, variant in self._variant_mapping.items():
            with _waist.using_dialect(name):
                with_own_dialect[name] = variant._plain_tree()
        return {"variant": {"base": self._plain_tree(), "variants": with_own_dialect}}

    def _value_type_tree(self):
        # The type that values are written as.
        return self._tree()

    def _plain_tree(self):
        if compilers:
            function = compiler_for(self, _waist.dialect_name())
            if function is not None:
                return self._compiled_tree(function)
        if self._own:
            return self._type_tree()
        visit = _user_visit_name(type(self))
        if visit is None:
            tree = self._type_tree()
        else:
            from sqlalchemy.sql.compiler import tree_for_visit_name

            tree = tree_for_visit_name(visit, self)
        return _waist.user_type("decorated", self, implementation=tree)

    def _compiled_tree(self, function):
        from sqlalchemy.sql.compiler import TypeCompilerView

        return _waist.user_type("user_defined", self, sql=function(self, TypeCompilerView(_waist.current_dialect())))

    def _type_tree(self):
        from sqlalchemy import exc

        raise exc.UnsupportedCompilationError(
            f"<{_waist.dialect_name()} type compiler>", getattr(type(self), "__visit_name__", type(self).__name__)
        )

    # -- values

    def _value(self, value, dialect):
        """The Value a Python value is sent as."""
        process = self.bind_processor(dialect) if not self._own else None
        if process is not None:
            value = process(value)
        return _waist.value_tree(value)

    def _result(self, value, dialect):
        """The Python value for what the driver gave."""
        return value


def _user_visit_name(cls):
    # The visit name where a user's class sets its own; None where it has that of a type here.
    for base in cls.__mro__:
        if "__visit_name__" in base.__dict__:
            return None if getattr(base, "_own", False) else base.__visit_name__
        if getattr(base, "_own", False):
            return None
    return None


class TypeEngineMixin:
    """Marks classes that are mixed into types."""


class ExternalType(TypeEngineMixin):
    """Types that are written outside of SQLAlchemy."""

    cache_ok = None


class UserDefinedType(ExternalType, TypeEngine):
    """A type that writes its own DDL: `get_col_spec()`."""

    __visit_name__ = "user_defined"
    ensure_kwarg = "get_col_spec"

    def _type_tree(self):
        spec = getattr(self, "get_col_spec", None)
        if spec is None:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute 'get_col_spec'")
        code = getattr(getattr(spec, "__func__", spec), "__code__", None)
        takes_keywords = code is None or code.co_flags & 0x08
        return _waist.user_type("user_defined", self, sql=spec(type_expression=None) if takes_keywords else spec())

    def _plain_tree(self):
        if compilers:
            function = compiler_for(self, _waist.dialect_name())
            if function is not None:
                return self._compiled_tree(function)
        return self._type_tree()

    def coerce_compared_value(self, op, value):
        """Values compared with it are of its type."""
        return self

    def _result(self, value, dialect):
        process = type(self).result_processor(self, dialect, None)
        return value if process is None else process(value)

    def result_processor(self, dialect, coltype):
        """A function for values on their way back; None where there is nothing to do."""
        return None


class Emulated(TypeEngineMixin):
    """Marks generic types that some dialects have and others imitate."""


class NativeForEmulated(TypeEngineMixin):
    """Marks the dialects' own forms of such types."""


def __getattr__(name):
    if name in ("TypeDecorator", "Variant"):
        from sqlalchemy.sql import _decorator

        return getattr(_decorator, name)
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

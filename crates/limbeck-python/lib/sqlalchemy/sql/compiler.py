"""The text of elements, as the native side writes it; and what users' `@compiles` functions are given."""

import _limbeck

from sqlalchemy import _waist


def type_text(kind, dialect):
    """A type's DDL text."""
    with _waist.using_dialect(dialect):
        return _limbeck.compile("type", kind._tree(), dialect, {})


def literal_text(kind, value, dialect):
    """A value written as SQL."""
    from sqlalchemy.sql.elements import BindParameter

    with _waist.using_dialect(dialect):
        tree = BindParameter(None, value, type_=kind, unique=True)._tree()
        return _limbeck.compile("expression", tree, dialect, {"literal_binds": True})


def compiled_expression(element):
    """The text a user's `@compiles` function gives for an element; None where there is none."""
    from sqlalchemy.sql.type_api import compiler_for

    function = compiler_for(element, _waist.dialect_name())
    if function is None:
        return None
    return function(element, CompilerView(_waist.current_dialect()))


class Compiled:
    """A statement's or expression's text for a dialect."""

    def __init__(self, element, dialect=None, compile_kwargs=None, **kw):
        self.statement = element
        self.dialect = dialect
        self.compile_kwargs = dict(compile_kwargs or {})
        self._text = None

    @property
    def string(self):
        """The text."""
        if self._text is None:
            name = self.dialect.name if self.dialect is not None else "default"
            options = {"literal_binds": bool(self.compile_kwargs.get("literal_binds"))}
            element = self.statement
            with _waist.using_dialect(name):
                text = compiled_expression(element)
                if text is None:
                    if hasattr(element, "_operation_tree"):
                        text = _limbeck.compile("operation", element._operation_tree(), name, options)
                    elif element._tree_kind == "executable":
                        if getattr(element, "is_insert", False):
                            element = element._clone()
                            element._for_text = True
                        text = _limbeck.compile("executable", element._executable_tree(), name, options)
                    else:
                        text = _limbeck.compile("expression", element._expression_tree(), name, options)
            self._text = text
        return self._text

    def __str__(self):
        return self.string

    @property
    def params(self):
        """The values of its parameters by name."""
        _waist.refuse("compiled.params", "read the values from the statement's own arguments")


class CompilerView:
    """The compiler that a `@compiles` function is given."""

    def __init__(self, dialect):
        self.dialect = dialect
        self.preparer = dialect.identifier_preparer
        self.statement = None

    @property
    def type_compiler(self):
        """Writes types."""
        return TypeCompilerView(self.dialect)

    type_compiler_instance = type_compiler

    @property
    def sql_compiler(self):
        """Writes expressions."""
        return self

    def process(self, element, **kw):
        """An element's text."""
        with _waist.using_dialect(self.dialect.name):
            text = compiled_expression(element) if hasattr(element, "_tree_kind") else None
            if text is not None:
                return text
            options = {"literal_binds": bool(kw.get("literal_binds"))}
            if getattr(element, "_tree_kind", "") == "executable":
                return _limbeck.compile("executable", element._executable_tree(), self.dialect.name, options)
            return _limbeck.compile("expression", element._expression_tree(), self.dialect.name, options)

    def render_literal_value(self, value, type_):
        """A value written as SQL."""
        return literal_text(type_, value, self.dialect.name)

    def __getattr__(self, name):
        if not name.startswith("visit_"):
            raise AttributeError(name)

        def visit(element, **kw):
            options = {"literal_binds": bool(kw.get("literal_binds"))}
            with _waist.using_dialect(self.dialect.name):
                if hasattr(element, "_operation_tree"):
                    return _limbeck.compile("operation", element._operation_tree(), self.dialect.name, options)
                if not hasattr(element, "_tree"):
                    _waist.refuse(f"compiler.{name}()", "write the statement in the migration as SQL text")
                if getattr(element, "_tree_kind", "") == "executable":
                    return _limbeck.compile("executable", element._executable_tree(), self.dialect.name, options)
                return _limbeck.compile("expression", element._expression_tree(), self.dialect.name, options)

        return visit


class TypeCompilerView:
    """The compiler of types that a `@compiles` function is given."""

    def __init__(self, dialect):
        self.dialect = dialect

    def process(self, kind, **kw):
        """A type's text."""
        return type_text(kind, self.dialect.name)

    def __getattr__(self, name):
        if not name.startswith("visit_"):
            raise AttributeError(name)

        def visit(kind, **kw):
            with _waist.using_dialect(self.dialect.name):
                tree = tree_for_visit_name(name[6:], kind)
                return _limbeck.compile("type", tree, self.dialect.name, {})

        return visit


def tree_for_visit_name(visit_name, kind):
    """The tree of a type as the class that is compiled under a name makes it; `kind` need not be one of it."""
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.sql import sqltypes

    for source in (sqltypes, postgresql):
        for name in (visit_name, *_class_names.get(visit_name, ())):
            cls = getattr(source, name, None) if name in _known(source) else None
            if isinstance(cls, type) and getattr(cls, "__visit_name__", None) == visit_name:
                if isinstance(kind, cls):
                    return kind._type_tree()
                shape = object.__new__(cls)
                shape.__dict__.update({**_defaults(cls), **kind.__dict__})
                return shape._type_tree()
    from sqlalchemy import exc

    raise exc.UnsupportedCompilationError(_type_compiler_shown(_waist.dialect_name()), visit_name)


def _type_compiler_shown(dialect):
    # What real SQLAlchemy's message shows of its compiler, the address left out.
    name = {"postgresql": "PG", "sqlite": "SQLite", "mysql": "MySQL"}.get(dialect, "")
    module = f"sqlalchemy.dialects.{dialect}.base" if name else "sqlalchemy.sql.compiler"
    return f"<{module}.{name or 'Generic'}TypeCompiler object>"


def _known(source):
    return {*source.__dict__, *dir(source)}


def _defaults(cls):
    init = cls.__init__
    code = getattr(init, "__code__", None)
    if code is None or not init.__defaults__:
        return {}
    names = code.co_varnames[: code.co_argcount]
    return dict(zip(names[-len(init.__defaults__) :], init.__defaults__))


_class_names = {
    "string": ("String",),
    "text": ("Text",),
    "unicode": ("Unicode",),
    "unicode_text": ("UnicodeText",),
    "integer": ("Integer",),
    "small_integer": ("SmallInteger",),
    "big_integer": ("BigInteger",),
    "numeric": ("Numeric",),
    "float": ("Float",),
    "double": ("Double",),
    "datetime": ("DateTime",),
    "date": ("Date",),
    "time": ("Time",),
    "boolean": ("Boolean",),
    "large_binary": ("LargeBinary",),
    "uuid": ("Uuid",),
}

SQLCompiler = CompilerView
DDLCompiler = CompilerView
GenericTypeCompiler = TypeCompilerView
TypeCompiler = TypeCompilerView

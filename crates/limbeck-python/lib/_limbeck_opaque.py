"""Values from packages that are not there.

A module that cannot be imported outside a `try` becomes opaque: attributes, calls, decorating and
subclassing give opaque values again. Where one would decide what happens to the database, it is
refused at the user's line: as a truth value, as text, as something to loop over, as an argument
of an operation (the native side finds it in the tree), and as a call while a migration runs.
"""

import sys
import _frozen_importlib as _bootstrap
import _limbeck

_Module = type(sys)

# Packages that only log, trace or report: calling them changes no schema, so they may be called
# while a migration runs.
_ONLY_LOGS = frozenset(
    """structlog loguru oslo_log oslo_i18n sentry_sdk ddtrace opentelemetry newrelic logfire
    pythonjsonlogger colorlog coloredlogs rollbar bugsnag statsd elasticapm""".split()
)

# (description, file, line) of each call of an opaque value outside a migration.
calls = []


class Origin:
    """Where an opaque value comes from."""

    __slots__ = ("module", "name", "file", "line", "reason")

    def __init__(self, module, name, file, line, reason):
        self.module = module
        self.name = name
        self.file = file
        self.line = line
        self.reason = reason

    @property
    def package(self):
        return self.module.partition(".")[0]

    def derive(self, name):
        return Origin(self.module, name, self.file, self.line, self.reason)

    def why(self):
        if self.reason == "stand-in":
            return f"Limbeck's own {self.package} has no {self.module}"
        if self.reason == "stdlib":
            return f"{self.module} is a part of Python's standard library that Limbeck does not have"
        return "the package is not available"

    def describe(self):
        return f"`{self.name}` from package {self.package}, imported at {self.file}:{self.line}"

    def help(self):
        if self.reason == "extension":
            return (
                f"{self.module} is a compiled extension, which only CPython can load: "
                "guard the import with try/except ImportError, or move the code that needs it out of the migration"
            )
        if self.reason in ("stand-in", "stdlib"):
            return "guard the import with try/except ImportError, or remove what needs it"
        return (
            f'list "{self.package}" under python_packages in [tool.limbeck] of pyproject.toml if it is pure Python, '
            "guard the import with try/except ImportError, or remove what needs it"
        )


def refuse(value, use):
    """Refuses this use of an opaque value at the user's line."""
    origin = origin_of(value)
    _limbeck.refuse(f"{use} {origin.describe()}: {origin.why()}", origin.help())


def origin_of(value):
    """The Origin of an opaque value, module, class or instance, else None."""
    if type(value) is Opaque:
        return object.__getattribute__(value, "_limbeck_origin")
    if type(value) is OpaqueModule:
        return value.__dict__["_limbeck_origin"]
    owner = value if isinstance(value, type) else type(value)
    for base in getattr(owner, "__mro__", ()):
        if "_limbeck_origin" in base.__dict__ and base is not Opaque:
            return base.__dict__["_limbeck_origin"]
    return None


def is_opaque(value):
    """Whether nothing can be known about a value: from a missing package, or a class that has
    something from a missing package among its bases, or an instance of such a class."""
    return origin_of(value) is not None


def _running():
    return _limbeck.in_step()


def _reaches_database(value):
    """A live object of ours: giving it away lets unknown code act on the database."""
    module = type(value).__module__
    if not isinstance(module, str):
        return False
    if isinstance(value, _Module):
        return value.__name__ in ("alembic.op", "alembic.context")
    top = module.partition(".")[0]
    return top in ("alembic", "sqlalchemy") and type(value).__name__ in (
        "Connection Engine AsyncConnection AsyncEngine Session AsyncSession Operations BatchOperations "
        "MigrationContext EnvironmentContext MetaData".split()
    )


def _call(value, args, kwargs):
    origin = origin_of(value)
    if _running():
        if origin.package not in _ONLY_LOGS:
            refuse(value, "a call of")
    else:
        for argument in (*args, *kwargs.values()):
            if _reaches_database(argument):
                refuse(value, f"giving a {type(argument).__name__} to")
        if origin.package not in _ONLY_LOGS:
            place = _limbeck.caller_place()
            calls.append((origin.name, place[0] if place else "", place[1] if place else 0))
    return Opaque(origin.derive(f"{origin.name}()"))


class Opaque:
    """Stands for any value of a missing package."""

    __slots__ = ("_limbeck_origin",)

    def __init__(self, origin):
        object.__setattr__(self, "_limbeck_origin", origin)

    def __getattr__(self, name):
        if name[:2] == "__" and name[-2:] == "__":
            raise AttributeError(name)
        origin = origin_of(self)
        return Opaque(origin.derive(f"{origin.name}.{name}"))

    def __setattr__(self, name, value):
        if _running():
            refuse(self, "setting an attribute of")

    def __call__(self, /, *args, **kwargs):
        return _call(self, args, kwargs)

    def __getitem__(self, key):
        origin = origin_of(self)
        return Opaque(origin.derive(f"{origin.name}[…]"))

    def __mro_entries__(self, bases):
        origin = origin_of(self)
        for base in bases:
            if type(base) is not Opaque and base is not object and not _is_generic(base):
                # Beside a real base: a class like any other that remembers what it lacks.
                return (_mixin(origin),)
        return (_unknown_base(origin),)

    def __instancecheck__(self, instance):
        return _belongs(self, instance)

    def __subclasscheck__(self, subclass):
        return _belongs(self, subclass)

    def __enter__(self):
        if _running() and origin_of(self).package not in _ONLY_LOGS:
            refuse(self, "entering")
        return self

    def __exit__(self, *exception):
        return None

    async def __aenter__(self):
        return self.__enter__()

    async def __aexit__(self, *exception):
        return None

    def __await__(self):
        if _running():
            refuse(self, "awaiting")
        return self
        yield

    def __bool__(self):
        refuse(self, "the truth of")

    def __str__(self):
        refuse(self, "the text of")

    def __repr__(self):
        refuse(self, "the text of")

    def __format__(self, specification):
        refuse(self, "the text of")

    def __bytes__(self):
        refuse(self, "the bytes of")

    def __fspath__(self):
        refuse(self, "the path of")

    def __int__(self):
        refuse(self, "the number of")

    def __float__(self):
        refuse(self, "the number of")

    def __index__(self):
        refuse(self, "the number of")

    def __len__(self):
        refuse(self, "the length of")

    def __iter__(self):
        refuse(self, "looping over")

    def __aiter__(self):
        refuse(self, "looping over")

    def __next__(self):
        refuse(self, "looping over")

    def __contains__(self, item):
        refuse(self, "looking into")

    def keys(self):
        # What `{**value}` and `f(**value)` ask.
        refuse(self, "the keys of")

    def __setitem__(self, key, value):
        refuse(self, "setting an item of")

    def __delitem__(self, key):
        refuse(self, "deleting an item of")

    def __eq__(self, other):
        if self is other:
            return True
        refuse(self, "comparing")

    def __ne__(self, other):
        if self is other:
            return False
        refuse(self, "comparing")

    def __lt__(self, other):
        refuse(self, "comparing")

    __le__ = __gt__ = __ge__ = __lt__

    def __hash__(self):
        if _running():
            # Nothing would be found under it, whatever is there.
            refuse(self, "looking up")
        return id(self)

    @property
    def __class__(self):
        # What `isinstance(value, …)` asks.
        if _running():
            refuse(self, "a type check of")
        return Opaque

    def __reduce_ex__(self, protocol):
        refuse(self, "pickling")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def _operate(self, other=None, *more):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _operate
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __matmul__ = __rmatmul__ = _operate
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _operate
    __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = _operate
    __neg__ = __pos__ = __abs__ = __invert__ = _operate


class OpaqueModule(_Module):
    """A module that is not there."""

    def __getattr__(self, name):
        if name == "__all__":
            refuse(self, "a star import of")
        if name == "__version__" or not (name[:2] == "__" and name[-2:] == "__"):
            origin = self.__dict__["_limbeck_origin"]
            return Opaque(origin.derive(f"{self.__name__}.{name}"))
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


def _is_generic(base):
    """typing.Generic[T] and the like bring nothing of their own."""
    return getattr(base, "__origin__", base) is not base and "typing" in type(base).__module__ or (
        getattr(base, "__module__", "") == "typing" and getattr(base, "__name__", "") in ("Generic", "Protocol")
    )


def _belongs(value, candidate):
    # What does not come from a missing package cannot be an instance of one of its classes.
    # Not so for the standard library: a database connection of ours stands for one of sqlite3.
    if is_opaque(candidate) or origin_of(value).reason != "missing":
        refuse(value, "a type check against")
    return False


def _mixin(origin):
    def __init_subclass__(cls, **options):
        try:
            super(mixin, cls).__init_subclass__(**options)
        except TypeError:
            pass

    mixin = type("OpaqueMixin", (), {"_limbeck_origin": origin, "__init_subclass__": classmethod(__init_subclass__)})
    return mixin


class _Unknown(type):
    """Makes an opaque value of a class statement all of whose bases are opaque."""

    def __new__(metaclass, name, bases, namespace, **options):
        for base in bases:
            if type(base) is _Unknown:
                origin = base.__dict__["_limbeck_origin"]
                return Opaque(origin.derive(f"class {name}({origin.name})"))
        return type.__new__(metaclass, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        pass


def _unknown_base(origin):
    return _Unknown("OpaqueBase", (), {"_limbeck_origin": origin})


class _Loader:
    def __init__(self, origin):
        self.origin = origin

    def create_module(self, spec):
        module = OpaqueModule(spec.name)
        module.__dict__["_limbeck_origin"] = self.origin
        return module

    def exec_module(self, module):
        _modules.append(module.__name__)


_modules = []


def spec(name, file, line, reason):
    """The spec of an opaque module, imported at this place."""
    made = _bootstrap.ModuleSpec(name, _Loader(Origin(name, name, file, line, reason)), is_package=True)
    made.submodule_search_locations = []
    return made


def forget_modules():
    """So that each script's imports are judged by its own text, and not by who came first."""
    while _modules:
        sys.modules.pop(_modules.pop(), None)

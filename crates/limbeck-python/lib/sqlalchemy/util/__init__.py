"""Small helpers of SQLAlchemy's that projects use."""

from sqlalchemy.engine.url import immutabledict  # noqa: F401


class memoized_property:  # noqa: N801 - the class is called so
    """A property that is computed once."""

    def __init__(self, fget, doc=None):
        self.fget = fget
        self.__doc__ = doc or fget.__doc__
        self.__name__ = fget.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        obj.__dict__[self.__name__] = result = self.fget(obj)
        return result


ro_memoized_property = rw_memoized_property = memoized_property


class classproperty(property):  # noqa: N801 - the class is called so
    """A property of a class."""

    def __get__(self, instance, owner):
        return self.fget(owner)


class hybridproperty:  # noqa: N801 - the class is called so
    """A property of objects and of their class."""

    def __init__(self, func):
        self.func = self.clslevel = func

    def __get__(self, instance, owner):
        return self.clslevel(owner) if instance is None else self.func(instance)

    def classlevel(self, func):
        """The property of the class"""
        self.clslevel = func
        return self


class hybridmethod:  # noqa: N801 - the class is called so
    """A method of objects and of their class."""

    def __init__(self, func):
        self.func = self.clslevel = func

    def __get__(self, instance, owner):
        if instance is None:
            return self.clslevel.__get__(owner, owner.__class__)
        return self.func.__get__(instance, owner)

    def classlevel(self, func):
        """The method of the class"""
        self.clslevel = func
        return self


def to_list(x, default=None):
    """A list of one or several"""
    if x is None:
        return default
    if isinstance(x, (list, tuple)):
        return list(x)
    if isinstance(x, str) or not hasattr(x, "__iter__"):
        return [x]
    return list(x)


def to_set(x):
    """A set of one or several"""
    return x if isinstance(x, set) else set(to_list(x) or ())


def to_column_set(x):
    """A set of one or several columns"""
    return to_set(x)


def asbool(obj):
    """A truth value from text"""
    from sqlalchemy.engine.create import asbool as convert

    return convert(obj)


def asint(value):
    """A number from text"""
    return None if value is None else int(value)


def warn(msg, code=None):
    """Warns"""
    import warnings

    from sqlalchemy import exc

    warnings.warn(msg, exc.SAWarning, stacklevel=3)


def warn_deprecated(msg, version, stacklevel=3, code=None):
    """Warns"""
    import warnings

    from sqlalchemy import exc

    warnings.warn(msg, exc.SADeprecationWarning, stacklevel=stacklevel)


def unique_list(seq, hashfunc=None):
    """Each item once, in order"""
    return list(dict.fromkeys(seq))


class OrderedSet(dict):
    """A set in the order its items came."""

    def __init__(self, items=()):
        super().__init__(dict.fromkeys(items))

    def add(self, item):
        """One item more"""
        self[item] = None

    def discard(self, item):
        """One item less"""
        self.pop(item, None)


def await_only(awaitable):
    """What an awaitable gives; it must not suspend"""
    try:
        awaitable.__await__().send(None)
    except StopIteration as finished:
        return finished.value
    from sqlalchemy._waist import refuse

    refuse("await_only() of something that waits", "call it in env.py's own coroutine")


await_ = await_fallback = await_only


def greenlet_spawn(fn, *args, **kw):
    """Calls a function"""

    async def call():
        return fn(*args, **kw)

    kw.pop("_require_await", None)
    return call()


def __getattr__(name):
    if name == "OrderedDict":
        from collections import OrderedDict

        return OrderedDict
    from sqlalchemy._lazy import missing

    return missing(__name__, name)

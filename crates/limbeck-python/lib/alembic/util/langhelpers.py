"""Small helpers with the meaning they have in Alembic."""

from alembic._refusals import refusing


class immutabledict(dict):
    """A dict that refuses to change."""

    def _refuse_change(self, *arguments, **keywords):
        raise TypeError(f"{type(self).__name__} object is immutable")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse_change

    def __hash__(self):
        return hash(tuple(self.items()))

    def __repr__(self):
        return f"immutabledict({super().__repr__()})"


EMPTY_DICT = immutabledict()


class memoized_property:
    """An attribute that is computed once for each object."""

    def __init__(self, function, doc=None):
        self.function = function
        self.__doc__ = doc or function.__doc__
        self.__name__ = function.__name__

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self.__name__] = self.function(instance)
        return value


class Dispatcher:
    """Functions by class (or name), found along the class's ancestors."""

    def __init__(self):
        self._registry = {}
        # What was found for a class and a qualifier.
        self._found = {}

    def dispatch_for(self, target, *, qualifier="default", replace=False):
        """A decorator that registers a function for `target`."""

        def decorate(function):
            if not replace and (target, qualifier) in self._registry:
                raise ValueError(
                    f"Can not set dispatch function for object {target!r}: key already exists. "
                    "To replace existing function, use replace=True."
                )
            self._registry[target, qualifier] = function
            self._found.clear()
            return function

        return decorate

    def dispatch(self, obj, qualifier="default"):
        """The function for an object, a class or a name."""
        function = self._found.get((type(obj), qualifier))
        if function is not None:
            return function
        if isinstance(obj, str):
            targets = (obj,)
        else:
            targets = (obj if isinstance(obj, type) else type(obj)).__mro__
        qualifiers = ("default",) if qualifier == "default" else (qualifier, "default")
        for target in targets:
            for candidate in qualifiers:
                function = self._registry.get((target, candidate))
                if function is not None:
                    if not isinstance(obj, (str, type)):
                        self._found[type(obj), qualifier] = function
                    return function
        raise ValueError(f"no dispatch function for object: {obj}")

    def branch(self):
        """A copy that can be changed by itself."""
        copy = Dispatcher()
        copy._registry.update(self._registry)
        return copy


class PriorityDispatcher:
    """Functions by name and priority, called one after the other."""

    # The values of `DispatchPriority`, in the order in which they are called.
    _RANKS = (50, 25, 10)

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, priority=25, qualifier="default", subgroup=None):
        """A decorator that registers a function for `target`."""

        def decorate(function):
            self._registry.setdefault((target, qualifier, priority), []).append((function, subgroup))
            return function

        return decorate

    def dispatch(self, target, *, qualifier="default"):
        """One function that calls all those for a target; a group of them ends where one answers `STOP`."""

        def call(*arguments, **keywords):
            stopped = set()
            for _, function, subgroup in self._calls(target, qualifier):
                if subgroup not in stopped:
                    _note(function(*arguments, **keywords), subgroup, stopped)

        return call

    def _calls(self, target, qualifier):
        """What is called in turn: priority, function, group."""
        qualifiers = ("default",) if qualifier == "default" else (qualifier, "default")
        for rank in self._RANKS:
            for candidate in qualifiers:
                for function, subgroup in self._registry.get((target, candidate, rank), ()):
                    yield rank, function, subgroup

    def branch(self):
        """A copy that can be changed by itself."""
        copy = PriorityDispatcher()
        copy.populate_with(self)
        return copy

    def populate_with(self, other):
        """Adds what another one holds."""
        for key, functions in other._registry.items():
            self._registry.setdefault(key, []).extend(functions)


def _note(result, subgroup, stopped):
    # A function's answer counts for those of its group; only the answer itself ends it, nothing that equals it.
    if result is not None and result is globals().get("PriorityDispatchResult", _Unused).STOP:
        stopped.add(subgroup)


class _Unused:
    # Stands for `PriorityDispatchResult` while nobody has asked for it: nothing is its STOP.
    STOP = object()


def to_tuple(value, default=None):
    """A tuple of a scalar or of the items of a sequence; `default` for None."""
    if value is None:
        return default
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return (value,)
    return tuple(value)


def to_list(value, default=None):
    """A list of a scalar or of the items of a sequence; `default` for None."""
    if value is None:
        return default
    if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
        return [value]
    return value if isinstance(value, list) else list(value)


def unique_list(items, hashfunc=None):
    """The items without repetitions, in their first order."""
    if hashfunc is None:
        return list(dict.fromkeys(items))
    return list({hashfunc(item): item for item in reversed(list(items))}.values())[::-1]


def dedupe_tuple(items):
    """A tuple without repetitions."""
    return tuple(dict.fromkeys(items))


def asbool(value):
    """A truth value of words such as `yes` and `off`."""
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("true", "yes", "on", "y", "t", "1"):
            return True
        if word in ("false", "no", "off", "n", "f", "0"):
            return False
        raise ValueError(f"String is not true/false: {word!r}")
    return bool(value)


def not_none(value):
    """The value, which must not be None."""
    assert value is not None
    return value


def rev_id():
    """A new random revision identifier."""
    from os import urandom

    return urandom(6).hex()


_refuse = refusing("alembic.util.langhelpers", private="_with_legacy_names")


def __getattr__(name):
    if name in ("DispatchPriority", "PriorityDispatchResult"):
        # Made on demand: `enum` is worth more start-up time than these two classes.
        import enum

        made = {
            "DispatchPriority": enum.IntEnum("DispatchPriority", {"FIRST": 50, "MEDIUM": 25, "LAST": 10}),
            "PriorityDispatchResult": enum.Enum("PriorityDispatchResult", ["CONTINUE", "STOP"]),
        }
        globals().update(made)
        return made[name]
    return _refuse(name)

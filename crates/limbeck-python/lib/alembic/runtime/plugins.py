"""Autogenerate plug-ins: Alembic's own, which are native, and those of a project."""

from alembic._refusals import refuse_name, refusing
from alembic.util.langhelpers import PriorityDispatcher

# Alembic's own, in the order in which it registers them.
_STOCK = (
    "alembic.autogenerate.schemas",
    "alembic.autogenerate.tables",
    "alembic.autogenerate.types",
    "alembic.autogenerate.constraints",
    "alembic.autogenerate.defaults",
    "alembic.autogenerate.comments",
    "alembic.ext.checkconstraint_byname",
)

# Those of the project, by name.
_all_plugins = {}


class Plugin:
    """A named set of comparators."""

    def __init__(self, name):
        import logging

        self.name = name
        logging.getLogger("alembic.runtime.plugins").info("setup plugin %s", name)
        if name in _all_plugins or name in _STOCK:
            raise ValueError(f"A plugin named {name} is already registered")
        _all_plugins[name] = self
        self.autogenerate_comparators = PriorityDispatcher()

    def remove(self):
        """Takes the plug-in out again."""
        del _all_plugins[self.name]

    def add_autogenerate_comparator(
        self, fn, compare_target, compare_element=None, *, qualifier="default", priority=25
    ):
        """Adds a comparison function."""
        register = self.autogenerate_comparators.dispatch_for(
            compare_target, subgroup=compare_element, priority=priority, qualifier=qualifier
        )
        register(fn)

    @classmethod
    def populate_autogenerate_priority_dispatch(cls, comparators, include_plugins):
        """Adds the comparison functions of the plug-ins that are asked for."""
        _populate(comparators, _select(include_plugins))

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        """Lets a module's `setup(plugin)` fill a new plug-in."""
        module.setup(cls(name))


def _select(expressions):
    """The names of the plug-ins that take part, with a log line for each; None is what Alembic takes by itself."""
    import _limbeck

    given = None if expressions is None else [str(item) for item in expressions]
    return _limbeck.select_plugins(given, list(_all_plugins))


def _populate(comparators, names):
    from alembic.autogenerate.compare import _stock_comparators

    for name in names:
        plugin = _all_plugins.get(name)
        comparators.populate_with(_stock_comparators(name) if plugin is None else plugin.autogenerate_comparators)


def _are_of_the_project(names):
    """Whether any of these plug-ins has functions of the project's own."""
    return any(name in _all_plugins and _all_plugins[name].autogenerate_comparators._registry for name in names)


_refused = refusing("alembic.runtime.plugins")


def __getattr__(name):
    if name == "DispatchPriority":
        from alembic.util import langhelpers

        return langhelpers.DispatchPriority
    if name == "_setup":
        refuse_name("alembic.runtime.plugins", name)
    return _refused(name)

"""Autogenerate plug-ins of projects: kept for the comparison, which runs natively."""

from alembic._refusals import refusing
from alembic.util.langhelpers import PriorityDispatcher

# By name; the native side refuses a comparison that would have to call one.
_all_plugins = {}


class Plugin:
    """A named set of comparators."""

    def __init__(self, name):
        if name in _all_plugins:
            raise ValueError(f"A plugin named {name} is already registered")
        _all_plugins[name] = self
        self.name = name
        self.autogenerate_comparators = PriorityDispatcher()

    def remove(self):
        """Takes the plug-in out again."""
        del _all_plugins[self.name]

    def add_autogenerate_comparator(
        self, fn, compare_target, compare_element=None, *, qualifier="default", priority=None
    ):
        """Adds a comparison function."""
        register = self.autogenerate_comparators.dispatch_for(
            compare_target, subgroup=compare_element, priority=priority, qualifier=qualifier
        )
        register(fn)

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        """Lets a module's `setup(plugin)` fill a new plug-in."""
        module.setup(cls(name))

__getattr__ = refusing("alembic.runtime.plugins")

"""What an `import` gives, after the frozen modules: the project's own files, then packages the
project opted into, then an ImportError or an opaque value.

Modules that real Alembic has loaded before it runs env.py are always ours; other modules of the
standard library give way to a project's file of the same name that comes first on sys.path, as in
CPython.
"""

import sys
import _frozen_importlib as _bootstrap
import _limbeck

_Spec = _bootstrap.ModuleSpec

# Set by `install`.
_package_names = frozenset()
_package_paths = []
# Whether a package that is only on the way to the module asked for does not run yet (`vm.rs` sets it).
_state = {"deferring": False}


def install(package_names, package_paths):
    global _package_names, _package_paths
    _package_names = frozenset(package_names)
    _package_paths = list(package_paths)
    sys.meta_path[:] = [Shadow, *sys.meta_path, Finder]


class SourceLoader:
    """Runs a source file; compiling is native."""

    def __init__(self, name, path, is_package):
        self.name = name
        self.path = path
        self._is_package = is_package

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(_limbeck.compile_file(self.path), module.__dict__)

    def is_package(self, fullname=None):
        return self._is_package

    def get_filename(self, fullname=None):
        return self.path

    def get_source(self, fullname=None):
        return _limbeck.read_source(self.path)

    def get_code(self, fullname=None):
        return _limbeck.compile_file(self.path)

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()


class NamespaceLoader:
    """A directory without __init__.py has nothing to run."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass

    def is_package(self, fullname=None):
        return True

    def get_source(self, fullname=None):
        return ""

    def get_code(self, fullname=None):
        return compile("", "<string>", "exec", dont_inherit=True)


class DeferredLoader(SourceLoader):
    """A package whose __init__.py runs when somebody asks it for more than a submodule."""

    def exec_module(self, module):
        module.__class__ = DeferredPackage


class DeferredPackage(type(sys)):
    def __getattr__(self, name):
        if name[:2] == "__" and name != "__all__":
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if name != "__all__" and _limbeck.find_module(name, self.__path__) is not None:
            return _bootstrap._gcd_import(f"{self.__name__}.{name}")
        run_now(self)
        return getattr(self, name)

    def __dir__(self):
        run_now(self)
        return dir(self)


def run_now(module):
    """Runs the __init__.py that was put off."""
    if type(module) is DeferredPackage:
        module.__class__ = type(sys)
        try:
            SourceLoader.exec_module(module.__spec__.loader, module)
        except BaseException:
            module.__class__ = DeferredPackage
            raise


def run_deferred():
    """Runs every __init__.py that was put off, in order of import."""
    for module in list(sys.modules.values()):
        run_now(module)


def _file_spec(name, found, parent_only=False):
    kind, place = found
    if kind == "module":
        spec = _Spec(name, SourceLoader(name, place, False), origin=place)
        spec.has_location = True
        # Nothing is cached on disk, but the machinery wants a name.
        spec.cached = place + "c"
    elif kind == "package":
        origin = place + "/__init__.py"
        loader = DeferredLoader if parent_only else SourceLoader
        spec = _Spec(name, loader(name, origin, True), origin=origin, is_package=True)
        spec.submodule_search_locations = [place]
        spec.has_location = True
        spec.cached = origin + "c"
    else:
        spec = _Spec(name, NamespaceLoader(), is_package=True)
        spec.submodule_search_locations = list(place)
    return spec


# Parts of the standard library whose native half only CPython has: their Python half is frozen,
# but cannot be imported.
_HALF = frozenset(("curses", "sqlite3", "ssl"))


class Shadow:
    """First on the meta path: a project's file may stand before a frozen module of the same name."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in _HALF and not _limbeck.is_stand_in(name):
            return _missing(name, None)
        if path is not None:
            return None
        if name == "_frozen_importlib_external":
            return _external()
        found = _limbeck.find_shadow(name, sys.path)
        return None if found is None else _file_spec(name, found)


class Finder:
    """Last on the meta path: nothing frozen has this name."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if path is None:
            found = _limbeck.find_module(name, sys.path)
            if (found is None or found[0] == "namespace") and name in _package_names:
                found = _limbeck.find_module(name, _package_paths) or found
        else:
            found = _limbeck.find_module(name, path)
        if found is not None and found[0] != "extension":
            parent_only = False
            if _state["deferring"] and found[0] == "package":
                site = _limbeck.import_site()
                parent_only = site is not None and site[3]
            return _file_spec(name, found, parent_only)
        return _missing(name, found)

    @staticmethod
    def invalidate_caches():
        pass

    @staticmethod
    def find_distributions(context=None):
        """What `importlib.metadata` asks: packages that lie on the path with their metadata."""
        from importlib.metadata import DistributionFinder, MetadataPathFinder

        return MetadataPathFinder.find_distributions(context or DistributionFinder.Context())


def _missing(name, found):
    """No such module anywhere: None (ImportError follows) or the spec of an opaque one."""
    site = _limbeck.import_site()
    if site is None or site[2] or _limbeck.is_guarded(site[0], site[1]):
        return None
    top, parent = name.partition(".")[0], name.rpartition(".")[0]
    if found is not None:
        reason = "extension"
    elif _limbeck.is_stand_in(top):
        if not _is_real(name, top):
            return None
        reason = "stand-in"
    elif top in sys.stdlib_module_names:
        reason = "stdlib"
    else:
        reason = "missing"
    if parent:
        package = sys.modules.get(parent)
        loader = getattr(getattr(package, "__spec__", None), "loader", None)
        if isinstance(loader, SourceLoader) and found is None:
            # The project has this package, and the package has no such module.
            return None
    import _limbeck_opaque

    return _limbeck_opaque.spec(name, site[0], site[1], reason)


def _is_real(name, top):
    """Whether the package behind a stand-in has a module. Of most packages that is not known."""
    if top not in ("alembic", "sqlalchemy") or "._" in name:
        return True
    names = _bootstrap._gcd_import(top + "._names")
    return name in names.NAMES or name in names.MODULES.split()


def _external():
    """The part of importlib that reads files, loaded when something asks for it by name."""
    _state_before = list(sys.meta_path)
    sys.meta_path[:] = [each for each in sys.meta_path if each is not Shadow]
    try:
        _bootstrap._install_external_importers()
    finally:
        sys.meta_path[:] = _state_before
    module = sys.modules["_frozen_importlib_external"]
    # Code that loads files by hand compiles as we do, or the compiler's own faults would go unnoticed.
    module.SourceFileLoader.source_to_code = _source_to_code
    # The machinery takes the spec of what appeared in sys.modules meanwhile over the one returned.
    module.__spec__ = _Spec("_frozen_importlib_external", _Loaded(module))
    return module.__spec__


def _source_to_code(self, data, path, *, _optimize=-1):
    if isinstance(data, (bytes, bytearray, memoryview, str)) and isinstance(path, str):
        return _limbeck.compile_text(bytes(data) if not isinstance(data, str) else data.encode(), path)
    return compile(data, path, "exec", dont_inherit=True)


class _Loaded:
    """Gives a module that exists already."""

    def __init__(self, module):
        self.module = module

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        pass

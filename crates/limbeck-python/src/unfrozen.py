"""Imports the stand-ins of `directory` in place of the frozen ones; see the feature `development`.

Code is compiled under the module's own name, as the freezer does, so that frames of it count as ours.
"""

import sys
import _frozen_importlib
import _imp
import os


class Unfrozen:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        base = directory + "/" + name.replace(".", "/")
        for file, package in ((base + "/__init__.py", True), (base + ".py", False)):
            try:
                os.stat(file)
            except OSError:
                continue
            spec = _frozen_importlib.ModuleSpec(name, cls(name, file), is_package=package)
            spec.origin = "frozen"
            return spec
        return None

    def __init__(self, name, file):
        self.name, self.file = name, file

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        with open(self.file, encoding="utf-8") as source:
            exec(compile(source.read(), self.name, "exec"), module.__dict__)


sys.meta_path.insert(0, Unfrozen)

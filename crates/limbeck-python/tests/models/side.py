"""Runs model modules under one SQLAlchemy, the real or the stand-in, and prints what they declare as JSON.

usage: side.py real|ours|vm CASE_FILE

A case file is Python source cut at lines `# case: name`; what stands before the first is run before each. A case
ends with a MetaData called `target` or a declarative `Base`; lines it `show`s come first. `vm` is the stand-in in
Limbeck's own virtual machine, whose importer finds it by itself.
"""

import json
import pathlib
import sys
import types
import warnings

HERE = pathlib.Path(__file__).parent
if sys.argv[1] == "ours":
    import typing_extensions  # noqa: F401 - the real one: the stand-in takes everything from a newer Python's typing
    sys.path[:0] = [str(HERE.parent / "facade"), str(HERE.parents[1] / "lib")]
sys.path.insert(0, str(HERE))


def run(name, source):
    from describe import _plain, describe

    lines = []
    module = types.ModuleType("models")
    module.__file__ = name
    sys.modules["models"] = module
    module.show = lambda *values: lines.extend(_plain(str(value)) for value in values)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            exec(compile(source, name, "exec"), module.__dict__)
            target = module.__dict__.get("target")
            if target is None and "Base" in module.__dict__:
                target = module.Base.metadata
            if target is not None:
                lines.extend(describe(target))
        lines.extend(f"{warning.category.__name__}: {_plain(str(warning.message))}" for warning in caught if not issubclass(warning.category, DeprecationWarning))
    except Exception as error:  # noqa: BLE001 - the error is what is compared
        lines.append(f"{type(error).__module__}.{type(error).__name__}: {_plain(str(error))}")
    except BaseException as error:  # noqa: BLE001
        lines.append(f"REFUSED {error}")
    return lines


def main():
    path = sys.argv[2]
    head, *rest = pathlib.Path(path).read_text().split("\n# case: ")
    results = {}
    for case in rest:
        name, _, body = case.partition("\n")
        # Line numbers do not matter; names do, so that a case is a module like any other.
        results[name] = run(path, head + "\n" + body)
    json.dump(results, sys.stdout)


main()

"""Every public name of real packages is there or refused by name; a name they have not is an AttributeError.

    LIMBECK_ORACLE_PYTHON=… python3 names.py
"""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(HERE, "..", "..", "lib")

# What modules happen to import; nobody asks them for it.
_INCIDENTAL = set(
    """
    Any Optional GenericAlias Template getattr_migration import_module warn version_short RESET_ERROR ST_DEV ST_INO
    ST_MTIME ConvertingDict ConvertingList ConvertingMixin ConvertingTuple TYPE_CHECKING with_warn_for_invalid_lines
    """.split()
)

MODULES = """
alembic alembic.op alembic.context alembic.config alembic.command alembic.environment alembic.migration
alembic.operations alembic.operations.base alembic.operations.ops alembic.operations.batch alembic.operations.schemaobj
alembic.operations.toimpl alembic.runtime alembic.runtime.environment alembic.runtime.migration alembic.runtime.plugins
alembic.script alembic.script.base alembic.script.revision alembic.script.write_hooks alembic.autogenerate
alembic.autogenerate.api alembic.autogenerate.compare alembic.autogenerate.render alembic.autogenerate.rewriter
alembic.ddl alembic.ddl.base alembic.ddl.impl alembic.ddl.postgresql alembic.ddl.mysql alembic.ddl.sqlite alembic.ddl.mssql
alembic.ddl.oracle alembic.util alembic.util.exc alembic.util.langhelpers alembic.util.messaging alembic.util.compat
alembic.util.sqla_compat alembic.util.editor alembic.util.pyfiles alembic.ext alembic.testing
dotenv dotenv.main pydantic pydantic.fields pydantic.types pydantic.networks pydantic.main pydantic.config pydantic.aliases
pydantic.functional_validators pydantic.functional_serializers pydantic.errors pydantic.warnings pydantic.type_adapter
pydantic_settings pydantic_settings.main pydantic_settings.sources pydantic_core logging logging.config logging.handlers
""".split()

REAL = """
import importlib, inspect, json, sys, types
out = {}
for name in json.loads(sys.argv[1]):
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        out[name] = None
        continue
    names = []
    for key, value in vars(module).items():
        if key.startswith("_"):
            continue
        if isinstance(value, types.ModuleType):
            # A module's imports are no names of its own; its submodules are.
            if not value.__name__.startswith(name + "."):
                continue
        else:
            home = getattr(value, "__module__", None)
            if isinstance(home, str) and home.split(".")[0] not in (name.split(".")[0], name.split(".")[0] + "_core") and name.count("."):
                continue
            if type(value).__module__ == "__future__" or type(value).__name__ == "TypeVar":
                continue
        names.append(key)
    out[name] = sorted(names)
print(json.dumps(out))
"""

OURS = """
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
import _limbeck
out = {}
for name, keys in json.load(sys.stdin).items():
    try:
        module = importlib.import_module(name)
    except _limbeck.Refusal:
        continue
    except ImportError as error:
        out[name] = str(error)
        continue
    missing = []
    for key in keys or ():
        try:
            getattr(module, key)
        except _limbeck.Refusal:
            pass
        except Exception as error:
            missing.append(key)
    try:
        getattr(module, "surely_not_there")
        missing.append("(gives what is not there)")
    except AttributeError:
        pass
    if missing:
        out[name] = missing
print(json.dumps(out))
"""


def _run(program, *arguments, **options):
    env = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **options.pop("env", {})}
    command = [os.environ["LIMBECK_ORACLE_PYTHON"], "-c", program, *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, **options)


def public_names():
    """Module to public names, of the real packages."""
    found = json.loads(_run(REAL, json.dumps(MODULES), check=True).stdout)
    return {module: [key for key in keys or () if key not in _INCIDENTAL] for module, keys in found.items()}


def main():
    env = {"PYTHONPATH": os.pathsep.join([os.path.join(HERE, "fake"), LIBRARY])}
    ours = _run(OURS, env=env, input=json.dumps(public_names()))
    if ours.returncode:
        sys.exit(ours.stderr)
    missing = json.loads(ours.stdout)
    for name, keys in missing.items():
        print(name, keys)
    print(f"{len(MODULES) - len(missing)} of {len(MODULES)} modules complete")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""A `_limbeck` for tests under CPython: keeps the trees it is given, answers from plain settings."""

import os


class Refusal(BaseException):
    """What `refuse` raises."""


trees = []
calls = []
settings = {
    "as_sql": True,
    "dialect": os.environ.get("LIMBECK_TEST_DIALECT", "postgresql"),
    "environment": None,
    "ini": {"alembic": {}},
}


def quick_attributes(cls):
    return cls


def refuse(feature, help):
    raise Refusal(f"{feature}: {help}")


def environment():
    return settings["environment"]


def context_info():
    return {
        "dialect": settings["dialect"],
        "as_sql": settings["as_sql"],
        "transactional_ddl": settings["dialect"] == "postgresql",
        "version": [],
        "heads": [],
    }


def configure(options):
    calls.append(("configure", options))


def invoke(tree):
    trees.append(tree)


def execute_context(tree, parameters, options):
    trees.append({"execute": {"statement": tree}})


def config_get(section, name):
    return settings["ini"].get(section, {}).get(name.lower())


def config_set(section, name, value):
    settings["ini"].setdefault(section, {})[name.lower()] = value


def config_remove(section, name):
    return settings["ini"][section].pop(name.lower(), None) is not None


def config_section(section):
    return settings["ini"].get(section)


def config_has_section(section):
    return section in settings["ini"]


def _recorded(name):
    def call(*arguments):
        calls.append((name, *arguments))

    return call


begin_transaction = _recorded("begin_transaction")
end_transaction = _recorded("end_transaction")
autocommit_enter = _recorded("autocommit_enter")
autocommit_exit = _recorded("autocommit_exit")
static_output = _recorded("static_output")
run_migrations = _recorded("run_migrations")


def current_heads():
    return []


def head_revisions():
    return ["aaaa"]


def starting_revision():
    return None


def revision_argument():
    return "aaaa"


def compile(kind, tree, dialect, options):
    import json

    return json.dumps(tree)


def inspect(handle, question, argument):
    calls.append(("inspect", handle, question, argument))
    return settings.get("inspections", {}).get(question, [])

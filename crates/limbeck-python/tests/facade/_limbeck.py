"""A stand-in for Limbeck's native module, for tests without the VM.

It records what the facade asks for. Texts come from the example program `compile_trees` where
LIMBECK_COMPILE_TREES names it; connections are Python's own sqlite3 with those texts.
"""

import json
import os
import sqlite3
import subprocess

calls = []
answers = {}
_program = None
_connections = {}


class Refusal(BaseException):
    """What `refuse` raises."""


def refuse(feature, help):
    raise Refusal(f"{feature}: {help}")


def quick_attributes(cls):
    return cls


def context_info():
    return answers.get("context_info", {"dialect": answers.get("dialect", "default")})


def operations_sql(operations, dialect, **request):
    """The statements of operations, or the exception that stands for the failure."""
    global _program
    path = os.environ.get("LIMBECK_COMPILE_TREES")
    if not path:
        return ["<no compiler>"]
    if _program is None:
        _program = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if dialect == "default":
        dialect = "sqlite"
    _program.stdin.write(json.dumps({"dialect": dialect, "operations": operations, **request}) + "\n")
    _program.stdin.flush()
    answer = json.loads(_program.stdout.readline())
    if "error" in answer:
        error = answer["error"]
        if error["exception"] == "Unsupported":
            refuse(error["message"], "")
        module, _, name = error["exception"].rpartition(".")
        if not module:
            raise RuntimeError(f"{error['exception']}: {error['message']} in {json.dumps(operations)}")
        raise getattr(__import__(module, fromlist=[name]), name)(error["message"])
    return answer["sql"]


def _typed_select(tree):
    return {"execute": {"statement": {"expression": tree}}}


def compile(kind, tree, dialect, options):
    calls.append(("compile", (kind, tree, dialect, options)))
    if not os.environ.get("LIMBECK_COMPILE_TREES"):
        return f"<{kind} for {dialect}>"
    if kind == "operation":
        return "; ".join(operations_sql([tree], dialect))
    if kind == "executable":
        return "; ".join(operations_sql([{"execute": {"statement": tree}}], dialect))
    if kind == "type":
        column = {"name": "c", "type": tree}
        text = operations_sql([{"add_column": {"table": {"name": "t"}, "column": column}}], dialect)
        return text[0].removeprefix("ALTER TABLE t ADD COLUMN c ")
    return operations_sql([_typed_select(tree)], dialect)[0].removeprefix("SELECT ").split(" \nFROM ")[0]


# -- connections


def connect(url, options, log=None):
    calls.append(("connect", (url, options)))
    handle = len(_connections) + 1
    path = url.partition("://")[2].lstrip("/") or ":memory:"
    _connections[handle] = {"driver": sqlite3.connect(path, isolation_level=None), "begun": False, "savepoints": 0}
    return handle


def connection_info(handle):
    return {
        "dialect": "sqlite",
        "version": [int(part) for part in sqlite3.sqlite_version.split(".")],
        "in_transaction": _connections[handle]["begun"],
        "default_schema": "main",
    }


def connection_control(handle, action, name=None):
    calls.append(("connection_control", (handle, action, name)))
    state = _connections[handle]
    driver = state["driver"]
    if action == "begin":
        state["begun"] = True
    elif action in ("commit", "rollback", "close"):
        if driver.in_transaction:
            driver.execute("ROLLBACK" if action == "close" else action)
        state["begun"] = False
        if action == "close":
            driver.close()
    elif action == "savepoint":
        state["savepoints"] += 1
        name = f"sa_savepoint_{state['savepoints']}"
        if not driver.in_transaction:
            driver.execute("BEGIN")
        driver.execute(f"SAVEPOINT {name}")
        return name
    elif action == "release":
        driver.execute(f"RELEASE SAVEPOINT {name}")
    elif action == "rollback_to":
        driver.execute(f"ROLLBACK TO SAVEPOINT {name}")
    return None


def _run(handle, operations):
    from sqlalchemy import exc

    state = _connections[handle]
    driver = state["driver"]
    cursor = driver.cursor()
    state["begun"] = True
    count = 0
    for sql in operations_sql(operations, "sqlite", offline=False):
        verb = sql.split()[0].upper() if sql.split() else ""
        if verb in ("INSERT", "UPDATE", "DELETE", "REPLACE") and not driver.in_transaction:
            driver.execute("BEGIN")
        try:
            cursor.execute(sql)
        except sqlite3.Error as error:
            raise exc._from_driver(type(error).__name__, None, str(error), None, None, sql) from None
        count += max(cursor.rowcount, 0)
    return cursor, count


def connection_execute(handle, tree, parameters, options):
    calls.append(("connection_execute", (handle, tree, parameters, options)))
    cursor, count = _run(handle, [{"execute": {"statement": tree, "parameters": parameters}}])
    returns = cursor.description is not None
    return {
        "columns": [item[0] for item in cursor.description or ()],
        "rows": cursor.fetchall() if returns else [],
        "rowcount": count if not returns else -1,
        "last_insert_id": cursor.lastrowid,
        "returns_rows": returns,
    }


def connection_invoke(handle, operation):
    calls.append(("connection_invoke", (handle, operation)))
    _run(handle, [operation])


def has_table(handle, name):
    sql = "SELECT 1 FROM sqlite_master WHERE name = ?"
    name = name["name"] if isinstance(name["name"], str) else name["name"]["text"]
    return _connections[handle]["driver"].execute(sql, (name,)).fetchone() is not None


def _recorded(name):
    def call(*args):
        calls.append((name, args))
        answer = answers.get(name)
        return answer(*args) if callable(answer) else answer

    return call


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _recorded(name)

"""Ask real Alembic about random revision graphs, or about the graphs of `.case` files.

    python oracle_graphs.py random FIRST COUNT     one JSON object per seed
    python oracle_graphs.py cases FILE...          the case files with what Alembic answers filled in

Only the tests use it. Where Alembic's order depends on a hash seed the answers are sorted, or marked as sets.
"""

import json
import logging
import random
import signal
import sys
import types
import warnings

from alembic import util
from alembic.runtime import migration
from alembic.script import base, revision

REAL_NORMALIZE = revision.RevisionMap._normalize_depends_on


def normalize_in_order(self, revisions, map_):
    """Alembic keeps normalized dependencies in hash order; any order is a possible run, so take the declared one."""
    REAL_NORMALIZE(self, revisions, map_)
    for rev in revisions:
        kept = set(rev._normalized_resolved_dependencies)
        declared = dict.fromkeys(rev._resolved_dependencies)
        rev._normalized_resolved_dependencies = tuple(d for d in declared if d in kept)


revision.RevisionMap._normalize_depends_on = normalize_in_order


class Hang(BaseException):
    """Alembic does not come back: a few requests make it walk in circles."""


def on_alarm(number, frame):
    raise Hang


signal.signal(signal.SIGALRM, on_alarm)


class Log(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


LOG = Log()
logging.getLogger("alembic.runtime.migration").addHandler(LOG)
logging.getLogger("alembic.runtime.migration").setLevel(logging.DEBUG)


class Heads(migration.HeadMaintainer):
    """Keeps the checks on rows and writes down the statements."""

    def __init__(self, rows):
        self.heads = set(rows)
        self.changes = []

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        self.changes.append(["INSERT", version])

    def _delete_version(self, version):
        self.heads.remove(version)
        self.changes.append(["DELETE", version])

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)
        self.changes.append(["UPDATE", from_, to_])


def upgrade():
    pass


def downgrade():
    pass


def script_directory(graph):
    def scripts():
        for rev in graph:
            module = types.ModuleType("m")
            module.revision = rev["id"]
            down = rev["down"]
            module.down_revision = None if not down else down[0] if len(down) == 1 else tuple(down)
            module.depends_on = tuple(rev["deps"]) or None
            module.branch_labels = tuple(rev["labels"]) or None
            module.__doc__ = rev["doc"]
            module.upgrade = upgrade
            module.downgrade = downgrade
            yield base.Script(module, rev["id"], "/versions/%s.py" % rev["id"])

    directory = base.ScriptDirectory.__new__(base.ScriptDirectory)
    directory.revision_map = revision.RevisionMap(scripts)
    return directory


def answer(function):
    """Run and give {"ok": …} or {"error": class, "text": message}, with the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        signal.setitimer(signal.ITIMER_REAL, 1)
        try:
            out = {"ok": function()}
        except Hang:
            out = {"hang": True}
        except util.CommandError as error:
            out = {"error": "CommandError", "text": str(error)}
        except Exception as error:
            name = type(error).__name__
            if type(error).__module__ != "builtins":
                name = type(error).__module__ + "." + name
            out = {"error": name, "text": str(error)}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    out["warnings"] = [str(w.message) for w in caught]
    return out


def run_steps(steps, rows):
    heads = Heads(rows)
    result = []
    for step in steps:
        heads.changes = []
        LOG.lines = []
        failure = answer(lambda: heads.update_to_step(step))
        entry = {"text": str(step), "short": step.short_log, "changes": heads.changes, "rows": sorted(heads.heads)}
        entry["log"] = LOG.lines[0] if LOG.lines else ""
        entry["up"] = list(step.info.up_revision_ids)
        entry["down"] = list(step.info.down_revision_ids)
        if "error" in failure:
            entry["error"] = failure["error"]
            entry["error_text"] = failure["text"]
            result.append(entry)
            break
        result.append(entry)
    return {"steps": result, "rows": sorted(heads.heads)}


def split_range(text):
    lower, upper = text.split(":")
    return lower or "base", upper or "heads"


def run(graph, query):
    """One question to a fresh directory, whose graph is loaded first: Alembic does that on first use only, and a few
    refused requests never use it."""
    directory = script_directory(graph)

    def loaded(function):
        with directory._catch_revision_errors():
            directory.revision_map._revision_map
        return function()

    return run_loaded(directory, query, lambda function: answer(lambda: loaded(function)))


def run_loaded(directory, query, answer):
    rows = tuple(query["rows"])
    kind, arguments = query["run"][0], query["run"][1:]
    if kind == "upgrade":
        return answer(lambda: run_steps(directory._upgrade_revs(arguments[0], rows), rows))
    if kind == "downgrade":
        return answer(lambda: run_steps(directory._downgrade_revs(arguments[0], rows), rows))
    if kind == "stamp":
        return answer(lambda: run_steps(directory._stamp_revs(tuple(arguments), rows), rows))
    if kind == "history":
        lower, upper = split_range(arguments[0] if arguments else ":")
        if lower == "current":
            lower = rows or "base"
        if upper == "current":
            upper = rows or "heads"
        return answer(lambda: [s.revision for s in directory.walk_revisions(lower, upper)])
    if kind == "show":
        def show():
            found = directory.get_revisions(arguments[0])
            for script in found:
                script.log_entry
            return [s.revision for s in found]
        return answer(show)
    if kind == "current":
        return answer(lambda: sorted(s.revision for s in directory.get_all_current(rows)))
    if kind == "heads":
        return answer(lambda: list(directory.get_heads()))
    if kind == "labels":
        return answer(lambda: sorted(directory.get_revision(arguments[0]).branch_labels))
    if kind == "number":
        def number():
            found = directory.as_revision_number(arguments[0])
            return list(found) if isinstance(found, tuple) else found
        return answer(number)
    raise SystemExit("no such command: %s" % kind)


def describe(graph):
    directory = script_directory(graph)

    def ask():
        map_ = directory.revision_map
        map_._revision_map
        nodes = {}
        for rev in map_._revision_map.values():
            if rev is None or rev.revision in nodes:
                continue
            nodes[rev.revision] = {
                "labels": sorted(rev.branch_labels),
                "nextrev": sorted(rev.nextrev),
                "all_nextrev": sorted(rev._all_nextrev),
                "normalized": list(rev._normalized_down_revisions),
                # Listings of several labels or children are in hash order.
                "line": rev.cmd_format(False, True, True, True) if len(rev.branch_labels) < 2 else None,
                "plain": rev.cmd_format(False, tree_indicators=False),
                "entry": [
                    x for x in rev.log_entry.splitlines() if not x.startswith(("Branches into", "Branch names"))
                ],
            }
        return {
            "heads": list(map_.heads),
            "real_heads": list(map_._real_heads),
            "bases": list(map_.bases),
            "real_bases": list(map_._real_bases),
            "nodes": nodes,
        }

    return answer(ask)


IDS = ["aa", "ab1", "aaaa1", "aaaa2", "abcd", "bbbb", "bbbc1", "0001", "0002", "12", "cafe01", "cafe02", "dddd", "e_1",
       "ffff", "f00d", "1975ea83b712", "ae1027a6acf", "27c6a30d7c24", "x"]
LABELS = ["lab1", "lab2", "main", "feature", "aab"]


def random_graph(rng):
    ids = IDS[:]
    rng.shuffle(ids)
    count = rng.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15])
    graph = []
    labels = LABELS[:]
    rng.shuffle(labels)
    linear = rng.random()
    dependent = rng.choice([0, 0.1, 0.3])
    labelled = rng.choice([0, 0.15, 0.3])
    used = []
    for position in range(count):
        earlier = [rev["id"] for rev in graph]
        rev = {"id": ids[position], "down": [], "deps": [], "labels": [], "doc": None}
        roll = rng.random()
        if earlier and roll > 0.15:
            rev["down"] = [earlier[-1] if rng.random() < linear else rng.choice(earlier)]
            if roll > 0.85:
                more = [x for x in rng.sample(earlier, min(len(earlier), rng.choice([1, 1, 2]))) if x not in rev["down"]]
                rev["down"] += more
        if earlier and rng.random() < dependent:
            pool = earlier + used
            rev["deps"] = rng.sample(pool, min(len(pool), rng.choice([1, 1, 2])))
        if labels and rng.random() < labelled:
            rev["labels"] = [labels.pop()]
            if labels and rng.random() < 0.2:
                rev["labels"].append(labels.pop())
            used += rev["labels"]
        rev["doc"] = rng.choice([None, "make " + rev["id"], "two\nlines\n\nand more", "  padded  "])
        graph.append(rev)
    if rng.random() < 0.5:
        rng.shuffle(graph)
    if rng.random() < 0.12:
        victim = rng.choice(graph)
        kind = rng.choice(["cycle", "loop", "missing", "label", "twice", "deploop", "depcycle", "depmissing", "bad", "labeldown"])
        other = rng.choice(graph)
        if kind == "cycle":
            victim["down"] = [other["id"]]
        elif kind == "loop":
            victim["down"] = [victim["id"]]
        elif kind == "missing":
            victim["down"] = victim["down"] + ["gone"]
        elif kind == "label":
            victim["labels"] = [other["id"]]
        elif kind == "twice":
            graph.append(dict(other, doc="again"))
        elif kind == "deploop":
            victim["deps"] = [victim["id"]]
        elif kind == "depcycle":
            victim["deps"] = [other["id"]]
        elif kind == "depmissing":
            victim["deps"] = victim["deps"] + ["gone"]
        elif kind == "bad":
            victim["id"] = "a-b@c"
        elif kind == "labeldown" and used:
            victim["down"] = [rng.choice(used)]
    return graph


def symbol(rng, graph):
    ids = [rev["id"] for rev in graph]
    labels = [label for rev in graph for label in rev["labels"]] or ["nolabel"]
    pick = rng.random()
    if pick < 0.45:
        return rng.choice(ids)
    if pick < 0.55:
        return rng.choice(ids)[: rng.choice([1, 2, 3, 4, 5])]
    if pick < 0.7:
        return rng.choice(labels)
    if pick < 0.8:
        return "head"
    if pick < 0.88:
        return "heads"
    if pick < 0.97:
        return "base"
    return rng.choice(["nope", "current", "", "gone"])


def target(rng, graph):
    text = symbol(rng, graph)
    distance = rng.choice(["+1", "+1", "-1", "-1", "+2", "-2", "+3", "-3", "+0", "-0", "+12", "-12"])
    pick = rng.random()
    if pick < 0.45:
        return text
    if pick < 0.6:
        return distance
    if pick < 0.75:
        return symbol(rng, graph) + distance
    if pick < 0.87:
        return symbol(rng, graph) + "@" + text
    if pick < 0.94:
        return symbol(rng, graph) + "@" + distance
    if pick < 0.99:
        return symbol(rng, graph) + "@" + text + distance
    return rng.choice(["@head", "x@", "@", "a@b@c", "head+1x", "+1 ", " +1", "-1_0", "+"])


def row_sets(rng, graph):
    """Row sets that migrating leads to, and a few that it never does."""
    sets = [[]]
    directory = script_directory(graph)
    for _ in range(4):
        wanted = rng.choice(graph)["id"]
        found = answer(lambda: run_steps(directory._upgrade_revs(wanted, tuple(sets[-1])), sets[-1])).get("ok")
        if found is None:
            break
        if "error" not in (found["steps"] or [{}])[-1]:
            sets.append(found["rows"])
    ids = [rev["id"] for rev in graph]
    sets.append(rng.sample(ids, min(len(ids), rng.choice([1, 2]))))
    if rng.random() < 0.05:
        sets.append(["unknown"])
    return sets


def random_case(seed):
    rng = random.Random(seed)
    graph = random_graph(rng)
    described = describe(graph)
    queries = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sets = row_sets(rng, graph)
    for _ in range(24):
        rows = rng.choice(sets)
        kind = rng.choice(["upgrade"] * 6 + ["downgrade"] * 6 + ["stamp"] * 3 + ["history"] * 3 + ["show", "show", "current", "number"])
        if kind == "stamp":
            arguments = [target(rng, graph) for _ in range(rng.choice([1, 1, 1, 2]))]
        elif kind == "history":
            side = lambda: rng.choice(["", "current", target(rng, graph), symbol(rng, graph)]).replace(":", "")
            arguments = [side() + ":" + side()]
        elif kind == "current":
            arguments = []
        else:
            arguments = [target(rng, graph)]
        query = {"rows": rows, "run": [kind] + arguments}
        query["answer"] = run(graph, query)
        queries.append(query)
    return {"seed": seed, "graph": graph, "map": described, "queries": queries}


def fill_cases(path):
    """Print a case file with Alembic's answers."""
    graph = []
    lines = []
    query = {}
    for line in open(path):
        line = line.strip()
        word, _, rest = line.partition(" ")
        if word in ("step", "after", "warn", "failed", "raise", "lists"):
            continue
        lines.append(line)
        if word == "rev":
            name, *more = rest.split()
            rev = {"id": name, "down": [], "deps": [], "labels": [], "doc": "make " + name}
            into = rev["down"]
            for part in more:
                if part in ("<", "deps", "labels"):
                    into = rev[{"<": "down"}.get(part, part)]
                else:
                    into.append(part)
            graph.append(rev)
        elif word == "case":
            query = {"rows": []}
        elif word == "rows":
            query["rows"] = rest.split()
        elif word == "run":
            query["run"] = [part.replace("''", "") for part in rest.split(" ")]
            found = run(graph, query)
            result = found.get("ok")
            if isinstance(result, dict):
                for step in result["steps"]:
                    if "error" in step:
                        break
                    changes = "; ".join(" ".join(change) for change in step["changes"])
                    lines.append("step %s | %s | %s" % (step["text"], changes, step["log"]))
                last = (result["steps"] or [{}])[-1]
                if "error" in last:
                    lines.append(("raise %s: %s" % (last["error"], last["error_text"])).rstrip())
                else:
                    lines.append(("after " + " ".join(result["rows"])).rstrip())
            elif result is not None:
                lines.append(("lists " + " ".join(result)).rstrip())
            lines += ["warn " + text for text in found["warnings"]]
            if found.get("error") == "CommandError":
                lines.append("failed " + found["text"])
            elif "error" in found:
                lines.append(("raise %s: %s" % (found["error"], found["text"])).rstrip())
    print("\n".join(lines))


if __name__ == "__main__":
    if sys.argv[1] == "cases":
        for name in sys.argv[2:]:
            fill_cases(name)
    else:
        first, count = int(sys.argv[2]), int(sys.argv[3])
        for seed in range(first, first + count):
            print(json.dumps(random_case(seed)))

//! Random graphs: everything real Alembic answers is answered here alike. Needs a Python with Alembic in
//! `LIMBECK_ORACLE_PYTHON`; `LIMBECK_ORACLE_SEEDS=FIRST:COUNT` chooses the graphs.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use limbeck::command::{RevisionLine, verbose_entry};
use limbeck::revision::{
    Revision, RevisionArgument, RevisionError, RevisionMap, RevisionSource, RevisionStep, Surface,
    VersionChange,
};
use serde_json::{Value, json};

#[test]
fn random_graphs_answer_as_alembic_does() {
    let Ok(python) = std::env::var("LIMBECK_ORACLE_PYTHON") else {
        // Past the capture of the test harness: a skipped test must be seen.
        writeln!(
            std::io::stderr(),
            "SKIPPED random_graphs_answer_as_alembic_does: LIMBECK_ORACLE_PYTHON is not set"
        )
        .unwrap();
        return;
    };
    let seeds = std::env::var("LIMBECK_ORACLE_SEEDS").unwrap_or_else(|_| "0:400".to_owned());
    let (first, count) = seeds.split_once(':').unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/revision/oracle_graphs.py");
    let mut child = Command::new(python)
        .arg(script)
        .args(["random", first, count])
        .env("PYTHONHASHSEED", "0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut report = String::new();
    let (mut graphs, mut answers, mut different) = (0, 0, 0);
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let case: Value = serde_json::from_str(&line.unwrap()).unwrap();
        graphs += 1;
        let mut compare = |what: &str, rows: &Value, expected: &Value, found: &Value| {
            answers += 1;
            // Where Alembic never comes back, a refusal is right.
            let refused = expected.get("hang").is_some() && found.get("error").is_some();
            if !refused && canonical(expected) != canonical(found) {
                different += 1;
                if different <= 12 {
                    writeln!(
                        report,
                        "seed {} {what} rows {rows}\n  graph {}\n  alembic {expected}\n  limbeck {found}",
                        case["seed"], case["graph"]
                    )
                    .unwrap();
                }
            }
        };
        compare("map", &Value::Null, &case["map"], &describe(&case["graph"]));
        for query in case["queries"].as_array().unwrap() {
            let found = run(&case["graph"], query);
            compare(&query["run"].to_string(), &query["rows"], &query["answer"], &found);
        }
    }
    assert!(child.wait().unwrap().success(), "the oracle failed");
    eprintln!("{graphs} graphs, {answers} answers, {different} different");
    assert!(different == 0, "{different} of {answers} answers differ\n{report}");
}

/// Removes what depends on Alembic's hash order.
fn canonical(value: &Value) -> Value {
    let mut value = value.clone();
    for key in ["text", "error_text"] {
        let Some(text) = value.get(key).and_then(Value::as_str).map(str::to_owned) else { continue };
        if let Some((head, tail)) = text.split_once("other requested revisions ") {
            let mut overlapping: Vec<&str> = tail.split(", ").collect();
            overlapping.sort_unstable();
            value[key] = json!(format!("{head}other requested revisions {}", overlapping.join(", ")));
        }
    }
    if let Some(steps) = value.pointer_mut("/ok/steps").and_then(Value::as_array_mut) {
        for step in steps {
            // Which row is updated and which are deleted or inserted is free; what is held afterwards is not.
            let mut kinds: Vec<String> =
                step["changes"].as_array().unwrap().iter().map(|change| change[0].to_string()).collect();
            kinds.sort();
            if kinds.len() > 1 || step.get("error").is_some() {
                step["changes"] = json!(kinds);
                step["log"] = json!(step["log"].as_str().unwrap().split(' ').next());
            }
            if step.get("error").is_some() {
                // How far a failing step came is free as well.
                step["changes"] = Value::Null;
                step["rows"] = Value::Null;
                step["log"] = Value::Null;
                step["error_text"] = Value::Null;
            }
        }
        if value
            .pointer("/ok/steps")
            .and_then(Value::as_array)
            .and_then(|steps| steps.last()?.get("error"))
            .is_some()
        {
            value["ok"]["rows"] = Value::Null;
        }
    }
    value
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn load(graph: &Value, warnings: &mut Vec<String>) -> Result<RevisionMap, RevisionError> {
    let mut revisions = Vec::new();
    for revision in graph.as_array().unwrap() {
        let id = revision["id"].as_str().unwrap();
        revisions.push(Revision::new(RevisionSource {
            revision: id.to_owned(),
            down_revisions: strings(&revision["down"]),
            depends_on: strings(&revision["deps"]),
            branch_labels: strings(&revision["labels"]),
            doc: revision["doc"].as_str().unwrap_or_default().to_owned(),
            path: Some(format!("/versions/{id}.py").into()),
        })?);
    }
    RevisionMap::with_warnings(revisions, warnings)
}

fn answer(result: Result<Value, RevisionError>, warnings: &[String]) -> Value {
    match result {
        Ok(value) => json!({"ok": value, "warnings": warnings}),
        Err(error) => {
            let class = match error.surface() {
                Surface::CommandError => "CommandError",
                Surface::Traceback { exception } => exception,
            };
            json!({"error": class, "text": error.to_string(), "warnings": warnings})
        }
    }
}

fn sorted<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut values: Vec<String> = values.map(str::to_owned).collect();
    values.sort();
    values
}

fn describe(graph: &Value) -> Value {
    let mut warnings = Vec::new();
    let result = load(graph, &mut warnings).map(|map| {
        let ids =
            |ids: &[limbeck::revision::RevisionId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut nodes = json!({});
        for revision in map.revisions() {
            let full = RevisionLine { parents: true, labels: true, tree: true, doc: true };
            let entry = verbose_entry(revision, false);
            let entry: Vec<&str> =
                entry.lines().filter(|line| !line.starts_with("Branches into") && !line.starts_with("Branch names")).collect();
            nodes[revision.id().as_str()] = json!({
                "line": (revision.branch_labels().len() < 2).then(|| full.render(revision, false)),
                "plain": RevisionLine::default().render(revision, false),
                "entry": entry,
                "labels": sorted(revision.branch_labels().iter().map(String::as_str)),
                "nextrev": sorted(revision.nextrev().iter().map(limbeck::revision::RevisionId::as_str)),
                "all_nextrev": sorted(revision.all_nextrev().iter().map(limbeck::revision::RevisionId::as_str)),
                "normalized": ids(&revision.normalized_down_revisions()),
            });
        }
        json!({
            "heads": ids(map.heads()),
            "real_heads": ids(map.real_heads()),
            "bases": ids(map.bases()),
            "real_bases": ids(map.real_bases()),
            "nodes": nodes,
        })
    });
    answer(result, &warnings)
}

fn run(graph: &Value, query: &Value) -> Value {
    let mut warnings = Vec::new();
    let result = ask(graph, query, &mut warnings);
    answer(result, &warnings)
}

fn ask(graph: &Value, query: &Value, warnings: &mut Vec<String>) -> Result<Value, RevisionError> {
    let rows = strings(&query["rows"]);
    let command = strings(&query["run"]);
    let map = load(graph, warnings).map_err(RevisionError::caught)?;
    let ids = |revisions: Vec<&Revision>| {
        json!(revisions.iter().map(|revision| revision.id().as_str()).collect::<Vec<_>>())
    };
    match (command[0].as_str(), &command[1..]) {
        ("upgrade", [target]) => Ok(apply(&map, &map.upgrade_steps(&rows, target)?, &rows)),
        ("downgrade", [target]) => Ok(apply(&map, &map.downgrade_steps(&rows, target, warnings)?, &rows)),
        ("stamp", targets) => Ok(apply(&map, &map.stamp_steps(&rows, targets)?, &rows)),
        ("history", [range]) => {
            let (base, head) = range.split_once(':').unwrap();
            let side = |text: &str| {
                if text == "current" {
                    RevisionArgument::from(rows.as_slice())
                } else {
                    RevisionArgument::from(text)
                }
            };
            Ok(ids(map.walk_revisions(&side(base), &side(head), warnings)?))
        }
        ("show", [symbol]) => {
            let mut found = Vec::new();
            for resolved in map.resolve(&symbol.as_str().into())? {
                found.push(resolved.revision("log_entry")?);
            }
            Ok(ids(found))
        }
        ("current", []) => {
            Ok(json!(sorted(map.all_current(&rows)?.iter().map(|revision| revision.id().as_str()))))
        }
        ("number", [symbol]) => Ok(match map.as_revision_number(Some(symbol))? {
            RevisionArgument::Nothing => Value::Null,
            RevisionArgument::One(id) => json!(id),
            RevisionArgument::Several(ids) => json!(ids),
        }),
        other => panic!("no such command: {other:?}"),
    }
}

fn apply(map: &RevisionMap, steps: &[RevisionStep], rows: &[String]) -> Value {
    let mut held = rows.to_vec();
    let mut result = Vec::new();
    for step in steps {
        let update = map.version_changes(&mut held, step);
        let mut entry = json!({
            "text": step.to_string(),
            "short": step.short_log(),
            "rows": sorted(held.iter().map(String::as_str)),
            "up": step.up_revisions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "down": step.down_revisions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "changes": [],
            "log": "",
        });
        match update {
            Ok(update) => {
                let changes: Vec<Value> = update
                    .changes
                    .iter()
                    .map(|change| match change {
                        VersionChange::Insert(id) => json!(["INSERT", id.as_str()]),
                        VersionChange::Delete(id) => json!(["DELETE", id.as_str()]),
                        VersionChange::Update { from, to } => json!(["UPDATE", from.as_str(), to.as_str()]),
                    })
                    .collect();
                entry["changes"] = json!(changes);
                entry["log"] = json!(update.log);
                result.push(entry);
            }
            Err(error) => {
                let Surface::Traceback { exception } = error.surface() else { panic!("{error} was caught") };
                entry["error"] = json!(exception);
                entry["error_text"] = json!(error.to_string());
                result.push(entry);
                break;
            }
        }
    }
    held.sort();
    held.dedup();
    json!({"steps": result, "rows": held})
}

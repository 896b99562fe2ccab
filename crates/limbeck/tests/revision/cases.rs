//! Runs every `.case` file of this folder.

use std::fmt::Write as _;
use std::path::Path;

use limbeck::revision::{
    Resolved, Revision, RevisionArgument, RevisionError, RevisionMap, RevisionSource, RevisionStep, Surface,
    VersionChange,
};

#[derive(Default)]
struct Case {
    name: String,
    rows: Vec<String>,
    command: Vec<String>,
    expected: String,
}

#[test]
fn every_case_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/revision");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "case")) {
        count += run_file(file, &mut failures);
    }
    assert!(count > 0, "no case found");
    assert!(failures.is_empty(), "{failures}");
}

fn run_file(file: &Path, failures: &mut String) -> usize {
    let text = std::fs::read_to_string(file).unwrap();
    let mut sources = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "rev" {
            sources.push(declaration(rest));
            continue;
        }
        if word == "case" {
            cases.push(Case { name: rest.to_owned(), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().unwrap_or_else(|| panic!("{}: `{line}` before a case", file.display()));
        match word {
            "rows" => case.rows = rest.split_whitespace().map(str::to_owned).collect(),
            "run" => case.command = rest.split(' ').map(|part| part.replace("''", "")).collect(),
            "step" | "after" | "warn" | "failed" | "raise" | "lists" => {
                writeln!(case.expected, "{line}").unwrap();
            }
            _ => panic!("{}: what is `{word}`?", file.display()),
        }
    }
    for case in &cases {
        let found = run_case(&sources, case);
        if found != case.expected {
            writeln!(
                failures,
                "{}: {}\n--- expected\n{}--- found\n{found}",
                file.file_name().unwrap().display(),
                case.name,
                case.expected
            )
            .unwrap();
        }
    }
    cases.len()
}

/// `NAME [< PARENT…] [deps NAME…] [labels NAME…] [doc WORD…]`
fn declaration(text: &str) -> RevisionSource {
    let mut source = RevisionSource::default();
    let mut words = text.split_whitespace();
    words.next().unwrap().clone_into(&mut source.revision);
    source.doc = format!("make {}", source.revision);
    let mut list = &mut source.down_revisions;
    for word in words {
        match word {
            "<" => list = &mut source.down_revisions,
            "deps" => list = &mut source.depends_on,
            "labels" => list = &mut source.branch_labels,
            _ => list.push(word.to_owned()),
        }
    }
    source
}

fn run_case(sources: &[RevisionSource], case: &Case) -> String {
    let mut out = String::new();
    let mut warnings = Vec::new();
    let result = run_command(sources, case, &mut out, &mut warnings);
    for warning in warnings {
        writeln!(out, "warn {warning}").unwrap();
    }
    if let Err(error) = result {
        match error.surface() {
            Surface::CommandError => writeln!(out, "failed {error}").unwrap(),
            Surface::Traceback { exception } => writeln!(out, "raise {exception}: {error}").unwrap(),
        }
    }
    out.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

fn run_command(
    sources: &[RevisionSource],
    case: &Case,
    out: &mut String,
    warnings: &mut Vec<String>,
) -> Result<(), RevisionError> {
    let mut revisions = Vec::new();
    for source in sources {
        revisions.push(Revision::new(source.clone())?);
    }
    let map = RevisionMap::with_warnings(revisions, warnings)?;
    let arguments: Vec<&str> = case.command.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["upgrade", target] => apply(&map, &map.upgrade_steps(&case.rows, target)?, &case.rows, out),
        ["downgrade", target] => {
            apply(&map, &map.downgrade_steps(&case.rows, target, warnings)?, &case.rows, out)
        }
        ["stamp", targets @ ..] => {
            let targets: Vec<String> = targets.iter().map(|target| (*target).to_owned()).collect();
            apply(&map, &map.stamp_steps(&case.rows, &targets)?, &case.rows, out)
        }
        ["history"] => {
            list(&map.walk_revisions(&"".into(), &"".into(), warnings)?, out);
            Ok(())
        }
        ["history", range] => {
            let (base, head) = range.split_once(':').unwrap();
            list(&map.walk_revisions(&base.into(), &head.into(), warnings)?, out);
            Ok(())
        }
        ["show", symbol] => {
            let found: Vec<Resolved<'_>> = map.resolve(&RevisionArgument::from(*symbol))?;
            let found: Result<Vec<&Revision>, RevisionError> =
                found.into_iter().map(|resolved| resolved.revision("log_entry")).collect();
            list(&found?, out);
            Ok(())
        }
        ["current"] => {
            list(&map.all_current(&case.rows)?, out);
            Ok(())
        }
        ["heads"] => {
            writeln!(
                out,
                "lists {}",
                map.heads().iter().map(limbeck::revision::RevisionId::as_str).collect::<Vec<_>>().join(" ")
            )
            .unwrap();
            Ok(())
        }
        ["labels", id] => {
            let labels = map.get(id).unwrap().branch_labels();
            writeln!(out, "lists {}", labels.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
                .unwrap();
            Ok(())
        }
        other => panic!("no such command: {other:?}"),
    }
}

fn list(revisions: &[&Revision], out: &mut String) {
    writeln!(
        out,
        "lists {}",
        revisions.iter().map(|revision| revision.id().as_str()).collect::<Vec<_>>().join(" ")
    )
    .unwrap();
}

fn apply(
    map: &RevisionMap,
    steps: &[RevisionStep],
    rows: &[String],
    out: &mut String,
) -> Result<(), RevisionError> {
    let mut rows = rows.to_vec();
    for step in steps {
        let update = map.version_changes(&mut rows, step)?;
        let changes: Vec<String> = update
            .changes
            .iter()
            .map(|change| match change {
                VersionChange::Insert(id) => format!("INSERT {id}"),
                VersionChange::Delete(id) => format!("DELETE {id}"),
                VersionChange::Update { from, to } => format!("UPDATE {from} {to}"),
            })
            .collect();
        writeln!(out, "step {step} | {} | {}", changes.join("; "), update.log).unwrap();
    }
    rows.sort();
    writeln!(out, "after {}", rows.join(" ")).unwrap();
    Ok(())
}

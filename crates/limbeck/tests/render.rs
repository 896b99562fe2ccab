//! Directives are rendered as real Alembic rendered them; see README.md for the format.

use limbeck::{
    dialect::{self, Dialect},
    diff::Directive,
    render::python::{self, NoHooks, PythonOptions, RenderError},
};
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

struct Case {
    title: String,
    sections: BTreeMap<String, String>,
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = String::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            cases.push(Case { title: title.to_owned(), sections: BTreeMap::new() });
            section.clear();
        } else if let Some(name) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            name.clone_into(&mut section);
        } else if let Some(case) = cases.last_mut()
            && !section.is_empty()
        {
            let text = case.sections.entry(section.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
    }
    cases
}

/// What Limbeck makes of a case, in the form of the recorded sections.
fn rendered(case: &Case, dialect: &'static dyn Dialect) -> Result<String, String> {
    let options: Value = match case.sections.get("options") {
        Some(text) => serde_json::from_str(text).map_err(|error| format!("options: {error}"))?,
        None => Value::Null,
    };
    let text = |name: &str| options.get(name).and_then(Value::as_str).map(str::to_owned);
    let defaults = PythonOptions::new(dialect);
    let options = PythonOptions {
        alembic_prefix: text("alembic_module_prefix").unwrap_or(defaults.alembic_prefix.clone()),
        sqlalchemy_prefix: text("sqlalchemy_module_prefix").unwrap_or(defaults.sqlalchemy_prefix.clone()),
        user_prefix: text("user_module_prefix"),
        render_as_batch: options.get("render_as_batch").and_then(Value::as_bool).unwrap_or_default(),
        ..defaults
    };
    let mut directives: Vec<Directive> = Vec::new();
    for line in case.sections.get("directives").map_or("", String::as_str).lines() {
        if !line.trim().is_empty() {
            directives.push(serde_json::from_str(line).map_err(|error| format!("{error} in {line}"))?);
        }
    }
    match python::render(&directives, &options, &mut NoHooks) {
        Ok(found) => {
            let mut out = String::new();
            for warning in &found.warnings {
                let _ = writeln!(out, "? {warning}");
            }
            for import in &found.imports {
                let _ = writeln!(out, "+ {import}");
            }
            Ok(out + &found.text)
        }
        Err(RenderError::Compile(error)) => match error {
            dialect::CompileError::Raised { exception, message } => {
                Ok(format!("! {}: {message}", exception.trim_start_matches("builtins.")))
            }
            error @ (dialect::CompileError::Unsupported { .. } | dialect::CompileError::Database(_)) => {
                Ok(format!("refused: {error}"))
            }
        },
        Err(RenderError::Hook) => Err("there is no hook".to_owned()),
    }
}

#[test]
fn directives_are_rendered_as_by_alembic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "case"))
        .collect();
    files.sort();
    let (mut compared, mut failed, mut failures) = (0, 0, String::new());
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in parse(&text) {
            for dialect in dialect::ALL {
                let Some(expected) = case.sections.get(dialect.name()) else { continue };
                compared += 1;
                let found = rendered(&case, *dialect).unwrap_or_else(|error| format!("broken case: {error}"));
                if found.trim() != expected.trim() {
                    failed += 1;
                    let _ = writeln!(
                        failures,
                        "{name}: {} ({})\nexpected:\n{}\nfound:\n{}\n",
                        case.title,
                        dialect.name(),
                        expected.trim(),
                        found.trim()
                    );
                }
            }
        }
    }
    println!("{compared} texts compared");
    assert!(compared > 0, "no cases were found");
    assert!(failures.is_empty(), "\n{failures}\n{failed} of {compared} differ");
}

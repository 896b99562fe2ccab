//! Operations compile to the text that real Alembic wrote; see README.md for the format.

use indexmap::IndexSet;
use limbeck::{
    connection::ServerVersion,
    dialect::{self, CompileContext, CompileError, Dialect, Offline, ParameterStyle, Rendering},
    op::Operation,
    schema::NamingConvention,
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
fn compile(case: &Case, dialect: &dyn Dialect) -> Result<String, String> {
    let json = |name: &str| -> Result<Value, String> {
        match case.sections.get(name) {
            Some(text) => serde_json::from_str(text).map_err(|error| format!("{name}: {error}")),
            None => Ok(Value::Null),
        }
    };
    let options = json("options")?;
    let naming = json("naming")?;
    let naming: NamingConvention = if naming.is_null() {
        NamingConvention::default()
    } else {
        serde_json::from_value(naming).map_err(|error| format!("naming: {error}"))?
    };
    let server = options.get("server").and_then(Value::as_array).map(|parts| ServerVersion {
        product: dialect.name().to_owned(),
        parts: parts.iter().filter_map(Value::as_u64).filter_map(|part| u32::try_from(part).ok()).collect(),
    });
    let capabilities = dialect.capabilities(server.as_ref().filter(|_| dialect.name() == "postgresql"));
    let styled = options.get("paramstyle").is_some_and(|style| style == "default");
    let style = if styled { capabilities.default_style } else { ParameterStyle::Named };
    let mut created_types = IndexSet::new();
    let mut warnings = String::new();
    let mut out = String::new();
    let trees = case.sections.get("operations").map_or("", String::as_str);
    for tree in trees.lines().filter(|line| !line.trim().is_empty()) {
        let mut operation: Operation =
            serde_json::from_str(tree).map_err(|error| format!("{error} in {tree}"))?;
        let mut context = CompileContext {
            capabilities: &capabilities,
            rendering: Rendering {
                literal_binds: true,
                style,
                double_percent: style.doubles_percent(),
                offline: true,
                bind_casts: true,
            },
            lookup: &mut Offline,
            created_types: &mut created_types,
        };
        let compiled = naming
            .apply_to_operation(&mut operation)
            .map_err(CompileError::from)
            .and_then(|()| dialect.compile(&operation, &mut context));
        // After an error only the error is recorded, whatever was sent before it.
        let compiled = compiled.and_then(|mut statements| {
            match statements.iter_mut().find_map(|statement| statement.failure.take()) {
                Some(failure) => Err(*failure),
                None => Ok(statements),
            }
        });
        match compiled {
            Ok(statements) => {
                for statement in statements {
                    for warning in &statement.warnings {
                        let _ = writeln!(warnings, "? {}: {}", warning.category, warning.message);
                    }
                    if !statement.sql.is_empty() {
                        let _ = write!(out, "{};\n\n", statement.sql.replace('\t', "    ").trim());
                    }
                }
            }
            Err(CompileError::Raised { exception, message }) => {
                let line = format!("! {exception}: {message}");
                return Ok(format!("{warnings}{}", line.trim_end()));
            }
            Err(error) => return Ok(format!("{warnings}refused: {error}")),
        }
    }
    Ok(format!("{warnings}{}", out.trim()))
}

#[test]
fn statements_are_those_of_alembic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ddl");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "case"))
        .collect();
    files.sort();
    let (mut compared, mut failures) = (0, String::new());
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in parse(&text) {
            for dialect in dialect::ALL {
                let own = case.sections.get(dialect.name());
                // MariaDB is recorded where it differs from MySQL.
                let expected = match dialect.name() {
                    "mariadb" => own.or_else(|| case.sections.get("mysql")),
                    _ => own,
                };
                let Some(expected) = expected else { continue };
                compared += 1;
                let found = compile(&case, *dialect).unwrap_or_else(|error| format!("broken case: {error}"));
                if found.trim() != expected.trim() {
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
    assert!(failures.is_empty(), "\n{failures}");
}

//! Expressions and statements on rows, against what SQLAlchemy renders for them.
//!
//! The cases are `tests/statement/*.case`; their README says what is in them.

use indexmap::IndexSet;
use limbeck::{
    dialect::{
        CompileContext, CompileError, Dialect, Offline, ParameterStyle, Rendering, by_name, postgres, sqlite, statement,
        syntax::Syntax,
    },
    expr::Expr,
    op::Executable,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

/// What a case holds: something executable, or an expression by itself.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tree {
    Text(limbeck::expr::Text),
    Statement(limbeck::dml::Statement),
    Bare(Expr),
}

struct Case {
    name: String,
    tree: String,
    expected: BTreeMap<String, String>,
}

impl Case {
    fn take(&mut self, section: &str, content: &str) {
        match section {
            "" | "python" => {}
            "tree" => content.clone_into(&mut self.tree),
            titles => {
                for title in titles.split(", ") {
                    self.expected.insert(title.to_owned(), content.to_owned());
                }
            }
        }
    }
}

/// A section's title; SQL comments are no titles.
fn header(line: &str) -> Option<&str> {
    let title = line.strip_prefix("-- ")?.strip_suffix(" --")?;
    let first = title.split(' ').next()?;
    ["python", "tree", "postgresql", "sqlite", "end"].contains(&first).then_some(title)
}

fn parse(text: &str) -> Vec<Case> {
    text.split("\n== ")
        .skip(1)
        .map(|part| {
            let (name, body) = part.split_once('\n').unwrap();
            let mut case = Case { name: name.to_owned(), tree: String::new(), expected: BTreeMap::new() };
            let mut section = String::new();
            let mut lines: Vec<&str> = Vec::new();
            for line in body.lines().chain(["-- end --"]) {
                match header(line) {
                    Some(title) => {
                        case.take(&std::mem::replace(&mut section, title.to_owned()), &lines.join("\n"));
                        lines.clear();
                    }
                    None => lines.push(line),
                }
            }
            case
        })
        .collect()
}

fn rendering(title: &str) -> (&'static dyn Dialect, Rendering) {
    let (style, literal_binds) = match title.split_once(' ').unwrap().1 {
        "literal" if title.starts_with("sqlite") => (ParameterStyle::QuestionMark, true),
        "literal" => (ParameterStyle::Named, true),
        "literal pyformat" => (ParameterStyle::PythonFormat, true),
        "named" => (ParameterStyle::Named, false),
        "pyformat" => (ParameterStyle::PythonFormat, false),
        "qmark" => (ParameterStyle::QuestionMark, false),
        other => panic!("no rendering {other}"),
    };
    let dialect = by_name(if title.starts_with("sqlite") { "sqlite" } else { "postgresql" }).unwrap();
    let rendering = Rendering {
        literal_binds,
        style,
        double_percent: style.doubles_percent(),
        offline: true,
        // The recorder's pyformat without literals is psycopg2, which has none.
        bind_casts: title != "postgresql pyformat",
    };
    (dialect, rendering)
}

fn compile(tree: &Tree, title: &str) -> Result<String, CompileError> {
    let (dialect, rendering) = rendering(title);
    let capabilities = dialect.capabilities(None);
    let mut context = CompileContext {
        capabilities: &capabilities,
        rendering,
        lookup: &mut Offline,
        created_types: &mut IndexSet::new(),
    };
    let executable = match tree {
        Tree::Text(text) => Executable::Text(text.clone()),
        Tree::Statement(statement) => Executable::Statement(statement.clone()),
        Tree::Bare(expression) => return dialect_expression(dialect, expression, &context),
    };
    dialect.compile_executable(&executable, None, &mut context).map(|statement| statement.sql)
}

/// An expression with its tables and parameters, as `str(expression)` shows it.
fn dialect_expression(
    dialect: &dyn Dialect,
    expression: &Expr,
    context: &CompileContext<'_>,
) -> Result<String, CompileError> {
    let syntax: &dyn Syntax =
        if dialect.name() == "sqlite" { &sqlite::syntax::SqliteSyntax } else { &postgres::syntax::PostgresSyntax };
    statement::compile_bare(dialect, syntax, expression, context).map(|statement| statement.sql)
}

fn shown(result: Result<String, CompileError>) -> String {
    match result {
        Ok(sql) => sql,
        Err(CompileError::Raised { exception, message }) => {
            format!("! {exception}: {}", message.lines().next().unwrap_or_default())
        }
        Err(error) => format!("! {error}"),
    }
}

#[test]
fn statements_are_written_as_sqlalchemy_writes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statement");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
    files.sort();
    let (mut compared, mut failures) = (0, String::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for case in parse(&text) {
            let place = format!("{} {}", file.file_name().unwrap().to_string_lossy(), case.name);
            let tree: Tree = match serde_json::from_str(&case.tree) {
                Ok(tree) => tree,
                Err(error) => {
                    let _ = writeln!(failures, "{place}: {error}");
                    continue;
                }
            };
            for (title, expected) in &case.expected {
                compared += 1;
                let actual = shown(compile(&tree, title));
                if actual != *expected {
                    let _ = writeln!(failures, "{place} [{title}]\n    expected {expected:?}\n    actual   {actual:?}");
                }
            }
        }
    }
    assert!(failures.is_empty(), "{compared} compared\n{failures}");
    assert!(compared > 5000, "only {compared} renderings were compared");
}

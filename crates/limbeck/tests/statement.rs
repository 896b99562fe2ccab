//! Expressions and statements on rows, against what SQLAlchemy renders for them.
//!
//! The cases are `tests/statement/*.case`; their README says what is in them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use indexmap::IndexSet;
use limbeck::{
    dialect::{
        CompileContext, CompileError, Dialect, Offline, ParameterStyle, Rendering, by_name, mysql, postgres,
        sqlite, statement, syntax::Syntax,
    },
    expr::{Binary, BinaryOperator, Connective, Expr, Value},
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

impl Case {
    /// MariaDB is recorded where it differs from MySQL.
    fn fill_in_mariadb(&mut self) {
        let same: Vec<(String, String)> = self
            .expected
            .iter()
            .filter_map(|(title, text)| {
                let title = format!("mariadb {}", title.strip_prefix("mysql ")?);
                (!self.expected.contains_key(&title)).then(|| (title, text.clone()))
            })
            .collect();
        self.expected.extend(same);
    }
}

/// A section's title; SQL comments are no titles.
fn header(line: &str) -> Option<&str> {
    let title = line.strip_prefix("-- ")?.strip_suffix(" --")?;
    let first = title.split(' ').next()?;
    ["python", "tree", "postgresql", "sqlite", "mysql", "mariadb", "end"].contains(&first).then_some(title)
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
        "literal format" => (ParameterStyle::Format, true),
        "format" => (ParameterStyle::Format, false),
        "literal pyformat" => (ParameterStyle::PythonFormat, true),
        "named" => (ParameterStyle::Named, false),
        "pyformat" => (ParameterStyle::PythonFormat, false),
        "qmark" => (ParameterStyle::QuestionMark, false),
        other => panic!("no rendering {other}"),
    };
    let dialect = by_name(title.split(' ').next().unwrap()).unwrap();
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
    let syntax: &dyn Syntax = match dialect.name() {
        "sqlite" => &sqlite::syntax::SqliteSyntax,
        "mysql" => &mysql::syntax::MysqlSyntax { flavor: mysql::Flavor::Mysql },
        "mariadb" => &mysql::syntax::MysqlSyntax { flavor: mysql::Flavor::MariaDb },
        _ => &postgres::syntax::PostgresSyntax,
    };
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
        for mut case in parse(&text) {
            let place = format!("{} {}", file.file_name().unwrap().to_string_lossy(), case.name);
            let tree: Tree = match serde_json::from_str(&case.tree) {
                Ok(tree) => tree,
                Err(error) => {
                    let _ = writeln!(failures, "{place}: {error}");
                    continue;
                }
            };
            case.fill_in_mariadb();
            for (title, expected) in &case.expected {
                compared += 1;
                let actual = shown(compile(&tree, title));
                if actual != *expected {
                    let _ = writeln!(
                        failures,
                        "{place} [{title}]\n    expected {expected:?}\n    actual   {actual:?}"
                    );
                }
            }
        }
    }
    assert!(failures.is_empty(), "{compared} compared\n{failures}");
    assert!(compared > 5000, "only {compared} renderings were compared");
}

fn column(name: &str) -> Expr {
    Expr::Column(Box::new(limbeck::expr::ColumnReference {
        table: None,
        name: name.into(),
        ty: limbeck::types::ColumnType::Integer(limbeck::types::Spelling::Generic),
    }))
}

fn binary(operator: BinaryOperator, left: Expr, right: Expr) -> Expr {
    Expr::Binary(Box::new(Binary {
        operator,
        left,
        right,
        escape: None,
        flags: None,
        ty: limbeck::types::ColumnType::Null,
    }))
}

/// Chains of any length are compiled, and dropped, on an ordinary stack; other nesting is refused.
#[test]
fn long_chains_do_not_overflow_the_stack() {
    const TERMS: usize = 20_000;
    let postgres = by_name("postgresql").unwrap();
    let (_, rendering) = rendering("postgresql literal");
    let number = || Expr::value(limbeck::expr::Value::Integer(7), limbeck::types::ColumnType::Null);
    for operator in [BinaryOperator::Add, BinaryOperator::Subtract, BinaryOperator::Concatenate] {
        let sum = (1..TERMS).fold(column("a"), |sum, _| binary(operator.clone(), sum, number()));
        let sql = postgres.compile_expression(&sum, &rendering).unwrap();
        assert_eq!(sql.matches('7').count(), TERMS - 1);
    }
    let either = |left, right| Expr::Connective(Connective { and: false, terms: vec![left, right] });
    let left = (1..TERMS)
        .fold(column("a"), |all, _| either(all, binary(BinaryOperator::Equal, column("a"), number())));
    assert_eq!(postgres.compile_expression(&left, &rendering).unwrap().matches(" OR ").count(), TERMS - 1);
    let right = (1..TERMS).fold(column("a"), |all, _| either(column("b"), all));
    assert_eq!(postgres.compile_expression(&right, &rendering).unwrap().matches(" OR ").count(), TERMS - 1);
    let terms = (0..TERMS).map(|_| column("a")).collect();
    let flat = Expr::Connective(Connective { and: true, terms });
    assert_eq!(postgres.compile_expression(&flat, &rendering).unwrap().matches(" AND ").count(), TERMS - 1);

    let untyped = || Expr::column("z");
    let sum = (1..TERMS).fold(untyped(), |sum, _| binary(BinaryOperator::Add, sum, untyped()));
    let sum = binary(BinaryOperator::Equal, sum, number());
    assert_eq!(postgres.compile_expression(&sum, &rendering).unwrap().matches('z').count(), TERMS);
    let nested = (1..TERMS).fold(untyped(), |sum, _| binary(BinaryOperator::Add, untyped(), sum));
    assert!(
        postgres.compile_expression(&binary(BinaryOperator::Equal, nested, number()), &rendering).is_err()
    );

    let nested = (1..TERMS).fold(column("a"), |sum, _| binary(BinaryOperator::Subtract, number(), sum));
    let error = postgres.compile_expression(&nested, &rendering).unwrap_err();
    assert!(error.to_string().contains("nested more than 200 deep"), "{error}");
    let enough = (1..190).fold(column("a"), |sum, _| binary(BinaryOperator::Subtract, number(), sum));
    assert!(postgres.compile_expression(&enough, &rendering).is_ok());
}

/// What is given beside a statement: columns of an INSERT by name, the SET of an UPDATE, parameters.
#[test]
fn parameters_beside_a_statement() {
    let sqlite = by_name("sqlite").unwrap();
    let capabilities = sqlite.capabilities(None);
    let compile = |tree: &str, parameters: &str| {
        let Tree::Statement(statement) = serde_json::from_str(tree).unwrap() else { panic!("{tree}") };
        let parameters = serde_json::from_str(parameters).unwrap();
        let mut context = CompileContext {
            capabilities: &capabilities,
            rendering: Rendering {
                literal_binds: false,
                style: ParameterStyle::QuestionMark,
                double_percent: false,
                offline: false,
                bind_casts: false,
            },
            lookup: &mut Offline,
            created_types: &mut IndexSet::new(),
        };
        sqlite.compile_executable(&Executable::Statement(statement), Some(&parameters), &mut context)
    };
    let insert = r#"{"statement": {"insert": {"table": {"name": "t"}, "columns": [{"name": "a"},
        {"name": "b", "type": {"boolean": {}}}, {"name": "c"}], "source": {"values": []}}}}"#;
    let statement =
        compile(insert, r#"{"c": {"value": {"text": "x"}}, "b": {"value": {"boolean": true}}}"#).unwrap();
    assert_eq!(statement.sql, "INSERT INTO t (b, c) VALUES (?, ?)");
    assert_eq!(statement.parameters, [Value::Integer(1), Value::Text("x".to_owned())]);
    let error = compile(insert, r#"{"z": {"value": {"integer": 1}}}"#).unwrap_err();
    assert_eq!(error.to_string(), "Unconsumed column names: z");

    let update = r#"{"statement": {"update": {"table": {"name": "t"}, "columns": [{"name": "a"}, {"name": "b"}],
        "where": {"binary": {"operator": "equal", "left": {"column": {"name": "a", "table": {"name": "t"}}},
        "right": {"bind": {"name": "old"}}}}}}}"#;
    let statement =
        compile(update, r#"{"old": {"value": {"integer": 1}}, "a": {"value": {"integer": 2}}}"#).unwrap();
    assert_eq!(statement.sql, "UPDATE t SET a=? WHERE t.a = ?");
    assert_eq!(statement.parameters, [Value::Integer(2), Value::Integer(1)]);
    let error = compile(update, r#"{"a": {"value": {"integer": 2}}}"#).unwrap_err();
    assert!(error.to_string().contains("A value is required for bind parameter 'old'"), "{error}");
}

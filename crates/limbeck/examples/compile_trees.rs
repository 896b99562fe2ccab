//! Compiles operation trees, one JSON object a line, and writes their SQL, one JSON object a line.
//!
//! It lets a front end be compared with real Alembic without a VM:
//!
//! ```text
//! echo '{"dialect": "sqlite", "operation": {"drop_table": {"name": {"name": "t"}}}}' | compile_trees
//! {"sql":["DROP TABLE t"]}
//! ```
//!
//! Input: `dialect`; `operation` or `operations` (a list shares the memory of types already
//! created); `naming_convention` (kind and template), `offline` (default true), `server` (`[15, 4]`),
//! `double_percent`. Output: `sql` and, where there are any, `warnings`; or `error` with
//! `exception` and `message`.

use indexmap::IndexSet;
use limbeck::{
    connection::ServerVersion,
    dialect::{self, CompileContext, CompileError, Offline, ParameterStyle, Rendering, Statement},
    op::Operation,
    schema::NamingConvention,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, Write};

#[derive(Deserialize)]
struct Request {
    dialect: String,
    #[serde(default)]
    operation: Option<Operation>,
    #[serde(default)]
    operations: Vec<Operation>,
    #[serde(default)]
    naming_convention: Option<NamingConvention>,
    #[serde(default = "yes")]
    offline: bool,
    #[serde(default)]
    server: Option<Vec<u32>>,
    #[serde(default)]
    double_percent: bool,
}

fn yes() -> bool {
    true
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<Request>(&line) {
            Ok(request) => answer(request),
            Err(error) => failure("tree", &error.to_string()),
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn failure(exception: &str, message: &str) -> Value {
    json!({"error": {"exception": exception, "message": message}})
}

fn answer(request: Request) -> Value {
    match compile(request) {
        Ok(statements) => {
            // What the offline output does to every statement.
            let sql: Vec<String> = statements
                .iter()
                .filter(|statement| !statement.sql.is_empty())
                .map(|statement| statement.sql.replace('\t', "    ").trim().to_owned())
                .collect();
            let warnings: Vec<Value> = statements
                .iter()
                .flat_map(|statement| &statement.warnings)
                .map(|warning| json!([warning.category, warning.message]))
                .collect();
            if warnings.is_empty() { json!({"sql": sql}) } else { json!({"sql": sql, "warnings": warnings}) }
        }
        Err(CompileError::Raised { exception, message }) => failure(exception, &message),
        Err(CompileError::Unsupported { feature, help }) => {
            failure("Unsupported", &format!("{feature} is not supported: {help}"))
        }
        Err(CompileError::Database(error)) => failure("Database", &error.to_string()),
    }
}

fn compile(request: Request) -> Result<Vec<Statement>, CompileError> {
    let dialect = dialect::by_name(&request.dialect)
        .ok_or_else(|| CompileError::unsupported(request.dialect.clone(), "use a dialect there is"))?;
    let server = request.server.map(|parts| ServerVersion { product: dialect.name().to_owned(), parts });
    let capabilities = dialect.capabilities(server.as_ref());
    let mut created_types = IndexSet::new();
    let mut out = Vec::new();
    for mut operation in request.operation.into_iter().chain(request.operations) {
        request.naming_convention.clone().unwrap_or_default().apply_to_operation(&mut operation)?;
        let mut context = CompileContext {
            capabilities: &capabilities,
            rendering: Rendering {
                literal_binds: true,
                style: ParameterStyle::Named,
                double_percent: request.double_percent,
                offline: request.offline,
                bind_casts: request.offline,
            },
            lookup: &mut Offline,
            created_types: &mut created_types,
        };
        for statement in dialect.compile(&operation, &mut context)? {
            if let Some(error) = statement.failure {
                return Err(*error);
            }
            out.push(statement);
        }
    }
    Ok(out)
}

//! Whether a step does nothing but send DDL: it calls directives and `SQLAlchemy`'s own constructors with
//! values written in the file, and nothing else.
//!
//! Nobody can see how far such a step has come but through the database, so it need not be waited for
//! before the next one begins (`limbeck::runtime::Run::set_plain`). Judged by text alone, and only what is
//! known is taken for plain. Raw SQL and rows are not: they may take long, or leave something behind.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; what is not known to be plain is not"
)]

use super::{
    collect::{imported, is_ours},
    top_level::is_literal,
};
use rustpython_ruff_python_ast::{Arguments, Expr, ExprCall, Stmt, WithItem};
use std::collections::BTreeMap;

/// Directives that send DDL and give nothing back but what they were given.
const DIRECTIVES: &[&str] = &[
    "add_column",
    "alter_column",
    "create_check_constraint",
    "create_exclude_constraint",
    "create_foreign_key",
    "create_index",
    "create_primary_key",
    "create_table",
    "create_table_comment",
    "create_unique_constraint",
    "drop_column",
    "drop_constraint",
    "drop_index",
    "drop_table",
    "drop_table_comment",
    "f",
    "rename_table",
];

/// `sqlalchemy`'s functions that make an expression and do nothing else.
const EXPRESSIONS: &[&str] = &[
    "and_",
    "cast",
    "column",
    "desc",
    "false",
    "literal",
    "literal_column",
    "not_",
    "null",
    "or_",
    "table",
    "text",
    "true",
];

/// Whether `function` of this file is there, once, and plain.
pub(super) fn is_plain(body: &[Stmt], function: &str) -> bool {
    let mut names = Names::default();
    let mut found = None;
    for statement in body {
        match statement {
            Stmt::Import(import) => {
                for (local, full) in imported(import) {
                    names.bind(local, full);
                }
            }
            Stmt::ImportFrom(import) if import.level == 0 => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    let local = alias.asname.as_ref().unwrap_or(&alias.name);
                    names.bind(local.as_str(), &format!("{module}.{}", alias.name));
                }
            }
            Stmt::FunctionDef(defined) => {
                names.forget(defined.name.as_str());
                if defined.name.as_str() == function && found.replace(defined).is_some() {
                    return false;
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    names.forget_target(target);
                }
            }
            Stmt::AnnAssign(assign) => names.forget_target(&assign.target),
            Stmt::Expr(_) | Stmt::Pass(_) => {}
            _ => return false,
        }
    }
    found.is_some_and(|function| {
        function.decorator_list.is_empty() && !function.is_async && names.block(&function.body)
    })
}

/// What names stand for, where they are of `alembic` or `sqlalchemy`.
#[derive(Default)]
struct Names {
    known: BTreeMap<String, String>,
}

impl Names {
    fn bind(&mut self, local: &str, full: &str) {
        if is_ours(full) {
            self.known.insert(local.to_owned(), full.to_owned());
        } else {
            self.forget(local);
        }
    }

    fn forget(&mut self, local: &str) {
        self.known.remove(local);
    }

    fn forget_target(&mut self, target: &Expr) {
        if let Expr::Name(name) = target {
            self.forget(name.id.as_str());
        }
    }

    fn resolve(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Name(name) => self.known.get(name.id.as_str()).cloned(),
            Expr::Attribute(attribute) => {
                Some(format!("{}.{}", self.resolve(&attribute.value)?, attribute.attr))
            }
            _ => None,
        }
    }

    fn block(&mut self, body: &[Stmt]) -> bool {
        body.iter().all(|statement| match statement {
            Stmt::Pass(_) => true,
            Stmt::Expr(expression) => self.value(&expression.value),
            Stmt::With(with) => {
                !with.is_async && with.items.iter().all(|item| self.batch(item)) && self.block(&with.body)
            }
            _ => false,
        })
    }

    /// `op.batch_alter_table(…) as name`.
    fn batch(&mut self, item: &WithItem) -> bool {
        let (Expr::Call(call), Some(Expr::Name(name))) = (&item.context_expr, item.optional_vars.as_deref())
        else {
            return false;
        };
        let batch = self.resolve(&call.func).is_some_and(|full| full == "alembic.op.batch_alter_table");
        let plain = batch && self.arguments(&call.arguments);
        // Its directives are asked for under the same names.
        self.bind(name.id.as_str(), "alembic.op");
        plain
    }

    fn call(&self, call: &ExprCall) -> bool {
        self.resolve(&call.func).is_some_and(|full| is_plain_callable(&full))
            && self.arguments(&call.arguments)
    }

    fn arguments(&self, arguments: &Arguments) -> bool {
        arguments.args.iter().all(|argument| self.value(argument))
            && arguments.keywords.iter().all(|keyword| self.value(&keyword.value))
    }

    /// An expression whose value can be had without anything being noticed.
    fn value(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Name(_) => true,
            Expr::Attribute(_) => self.resolve(expression).is_some(),
            Expr::Call(call) => self.call(call),
            Expr::Tuple(tuple) => tuple.elts.iter().all(|element| self.value(element)),
            Expr::List(list) => list.elts.iter().all(|element| self.value(element)),
            Expr::Dict(dict) => dict
                .items
                .iter()
                .all(|item| item.key.as_ref().is_some_and(|key| self.value(key)) && self.value(&item.value)),
            Expr::UnaryOp(operation) => self.value(&operation.operand),
            Expr::Starred(starred) => self.value(&starred.value),
            _ => is_literal(expression),
        }
    }
}

/// `full` is a name of `alembic` or `sqlalchemy`.
fn is_plain_callable(full: &str) -> bool {
    if let Some(directive) = full.strip_prefix("alembic.op.") {
        return DIRECTIVES.contains(&directive);
    }
    let Some(rest) = full.strip_prefix("sqlalchemy.") else { return false };
    if rest.starts_with("func.") || rest.starts_with("sql.func.") {
        return true;
    }
    let last = rest.rsplit('.').next().unwrap_or(rest);
    // Types and schema items; whatever has to do with engines, sessions and events is elsewhere or in lower case.
    let elsewhere = ["engine", "event", "events", "ext", "inspection", "orm", "pool"];
    let first = rest.split('.').next().unwrap_or(rest);
    !elsewhere.contains(&first)
        && (last.starts_with(|character: char| character.is_ascii_uppercase()) || EXPRESSIONS.contains(&last))
}

//! Whether loading a revision file can do anything but define names.
//!
//! Alembic loads every file before the first step of a run; what a file's top level raises is met
//! then. Most files only import, assign literals and define functions. Those are loaded when their
//! step comes; any other is loaded before the first step, as Alembic does.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; what is not known to be inert is not"
)]

use rustpython_ruff_python_ast::{Expr, Stmt};

/// What a file's top level does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopLevel {
    /// It defines names. `has_function`: the function that is going to run is among them.
    Inert {
        /// Whether the wanted function is defined.
        has_function: bool,
    },
    /// Only running it tells.
    Active,
}

/// Modules whose import does nothing that a project could notice.
const INERT_MODULES: &[&str] = &[
    "__future__",
    "alembic",
    "collections",
    "datetime",
    "decimal",
    "enum",
    "json",
    "logging",
    "os",
    "pgvector",
    "re",
    "sqlalchemy",
    "sqlmodel",
    "sys",
    "typing",
    "uuid",
];

impl TopLevel {
    /// Looks at the statements of a file; `function` is the one that is going to run.
    pub(super) fn of(body: &[Stmt], function: &str) -> Self {
        let mut has_function = false;
        for statement in body {
            if !is_inert(statement) {
                return Self::Active;
            }
            has_function |=
                matches!(statement, Stmt::FunctionDef(defined) if defined.name.as_str() == function);
        }
        Self::Inert { has_function }
    }
}

fn is_inert(statement: &Stmt) -> bool {
    match statement {
        Stmt::Pass(_) => true,
        Stmt::Expr(expression) => is_literal(&expression.value),
        Stmt::Import(import) => import.names.iter().all(|alias| is_inert_module(alias.name.as_str())),
        Stmt::ImportFrom(import) => {
            let module = import.module.as_ref().map_or("", |module| module.as_str());
            // A star import may bring the function.
            import.level == 0
                && is_inert_module(module)
                && import.names.iter().all(|alias| alias.name.as_str() != "*")
        }
        Stmt::Assign(assign) => {
            is_literal(&assign.value) && assign.targets.iter().all(|target| matches!(target, Expr::Name(_)))
        }
        Stmt::AnnAssign(assign) => {
            matches!(*assign.target, Expr::Name(_)) && assign.value.as_deref().is_none_or(is_literal)
        }
        Stmt::FunctionDef(function) => {
            function.decorator_list.is_empty()
                && function.parameters.iter().all(|parameter| parameter.default().is_none_or(is_literal))
        }
        _ => false,
    }
}

fn is_inert_module(name: &str) -> bool {
    name.split('.').next().is_some_and(|top| INERT_MODULES.contains(&top))
}

/// A value written in the file.
pub(super) fn is_literal(expression: &Expr) -> bool {
    match expression {
        Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::NumberLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_) => true,
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_literal),
        Expr::List(list) => list.elts.iter().all(is_literal),
        Expr::Dict(dict) => {
            dict.items.iter().all(|item| item.key.as_ref().is_some_and(is_literal) && is_literal(&item.value))
        }
        _ => false,
    }
}

//! PostgreSQL: expressions, statements on rows and values, for the methods of its `Dialect`.

use super::{Postgres, syntax::PostgresSyntax};
use crate::{
    dialect::{CompileContext, CompileError, Rendering, Statement, statement},
    dml,
    expr::{Bind, Expr, Value},
    op::Executable,
    types::ColumnType,
};
use indexmap::IndexMap;

/// A value written inline.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `Dialect` passes it")]
pub(super) fn literal(value: &Value, ty: &ColumnType, rendering: &Rendering) -> Result<String, CompileError> {
    statement::literal(&Postgres, &PostgresSyntax, value, ty, rendering)
}

/// An expression by itself, with its values inline.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `Dialect` passes it")]
pub(super) fn expression(expression: &Expr, rendering: &Rendering) -> Result<String, CompileError> {
    statement::compile_expression(&Postgres, &PostgresSyntax, expression, rendering)
}

/// Anything executable.
pub(super) fn executable(
    executable: &Executable,
    parameters: Option<&IndexMap<String, Bind>>,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_executable(&Postgres, &PostgresSyntax, executable, parameters, context)
}

/// A statement on rows.
pub(super) fn statement(
    statement: &dml::Statement,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_statement(&Postgres, &PostgresSyntax, statement, context)
}

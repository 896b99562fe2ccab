//! SQLite: expressions, statements on rows and values, for the methods of its `Dialect`.

use super::{Sqlite, syntax::SqliteSyntax};
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
    statement::literal(&Sqlite, &SqliteSyntax, value, ty, rendering)
}

/// An expression by itself, with its values inline.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `Dialect` passes it")]
pub(super) fn expression(expression: &Expr, rendering: &Rendering) -> Result<String, CompileError> {
    statement::compile_expression(&Sqlite, &SqliteSyntax, expression, rendering)
}

/// Anything executable.
pub(super) fn executable(
    executable: &Executable,
    parameters: Option<&IndexMap<String, Bind>>,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_executable(&Sqlite, &SqliteSyntax, executable, parameters, context)
}

/// A statement on rows.
pub(super) fn statement(
    statement: &dml::Statement,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_statement(&Sqlite, &SqliteSyntax, statement, context)
}

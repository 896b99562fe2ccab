//! PostgreSQL: expressions, statements on rows and values, for the methods of its `Dialect`.

use super::syntax::PostgresSyntax;
use crate::{
    dialect::{CompileContext, CompileError, Dialect, Rendering, Statement, expression::Compiler, statement},
    dml,
    expr::{Bind, Expr, Value},
    op::Executable,
    types::ColumnType,
};
use indexmap::IndexMap;

/// A value written inline.
pub fn literal(
    dialect: &dyn Dialect,
    value: &Value,
    ty: &ColumnType,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    let capabilities = dialect.capabilities(None);
    let rendering = Rendering { literal_binds: true, ..*rendering };
    let compiler = Compiler::new(dialect, &PostgresSyntax, &capabilities, rendering);
    compiler.single_literal(value, ty)
}

/// An expression by itself, with values inline.
pub fn compile_expression(
    dialect: &dyn Dialect,
    expression: &Expr,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    statement::compile_expression(dialect, &PostgresSyntax, expression, rendering)
}

/// A statement on rows.
pub fn compile_statement(
    dialect: &dyn Dialect,
    statement: &dml::Statement,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_statement(dialect, &PostgresSyntax, statement, context)
}

/// Anything executable.
pub fn compile_executable(
    dialect: &dyn Dialect,
    executable: &Executable,
    parameters: Option<&IndexMap<String, Bind>>,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_executable(dialect, &PostgresSyntax, executable, parameters, context)
}

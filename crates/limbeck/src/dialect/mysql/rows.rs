//! MySQL: expressions, statements on rows and values, for the methods of its `Dialect`.

use super::{Mysql, syntax::MysqlSyntax};
use crate::{
    dialect::{CompileContext, CompileError, Rendering, Statement, statement},
    dml,
    expr::{Bind, Expr, Value},
    op::Executable,
    types::ColumnType,
};
use indexmap::IndexMap;

fn syntax(dialect: Mysql) -> MysqlSyntax {
    MysqlSyntax { flavor: dialect.flavor }
}

/// A value written inline.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `Dialect` passes it")]
pub(super) fn literal(
    dialect: Mysql,
    value: &Value,
    ty: &ColumnType,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    statement::literal(&dialect, &syntax(dialect), value, ty, rendering)
}

/// An expression by itself, with its values inline.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `Dialect` passes it")]
pub(super) fn expression(
    dialect: Mysql,
    expression: &Expr,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    statement::compile_expression(&dialect, &syntax(dialect), expression, rendering)
}

/// Anything executable.
pub(super) fn executable(
    dialect: Mysql,
    executable: &Executable,
    parameters: Option<&IndexMap<String, Bind>>,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_executable(&dialect, &syntax(dialect), executable, parameters, context)
}

/// A statement on rows.
pub(super) fn statement(
    dialect: Mysql,
    statement: &dml::Statement,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    statement::compile_statement(&dialect, &syntax(dialect), statement, context)
}

//! Statements on rows, expressions and literals.
//!
//! SWITCH OVER HERE: a minimal version until `dialect::{expression, statement, literal}` arrive;
//! the four functions keep their signatures.

use crate::{
    dialect::{CompileContext, CompileError, Dialect, Rendering, Statement},
    dml,
    expr::{Bind, Expr, Value},
    op::Executable,
    types::ColumnType,
};
use indexmap::IndexMap;

/// A value written inline.
pub(super) fn literal(
    _dialect: &dyn Dialect,
    value: &Value,
    _ty: &ColumnType,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    Ok(match value {
        Value::Null => "NULL".to_owned(),
        Value::Boolean(truth) => TRUTH[usize::from(!*truth)].to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(number) | Value::Decimal(number) => number.clone(),
        Value::Text(text) => {
            let text = text.replace('\'', "''");
            let text = if rendering.double_percent { text.replace('%', "%%") } else { text };
            format!("'{text}'")
        }
        _ => return Err(missing("this value")),
    })
}

/// An expression with its values inline.
pub(super) fn compile_expression(
    dialect: &dyn Dialect,
    expression: &Expr,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    Ok(match expression {
        Expr::Null => "NULL".to_owned(),
        Expr::True => TRUTH[0].to_owned(),
        Expr::False => TRUTH[1].to_owned(),
        Expr::Text(text) if rendering.double_percent => text.sql.replace('%', "%%"),
        Expr::Text(text) => text.sql.clone(),
        Expr::Literal(text) => text.clone(),
        Expr::Column(column) => super::QUOTING.quote(&column.name, rendering.double_percent),
        Expr::Bind(bind) => {
            literal(dialect, bind.value.as_ref().unwrap_or(&Value::Null), &bind.ty, rendering)?
        }
        Expr::NextValue(name) => next_value(name)?,
        _ => return Err(missing("this expression")),
    })
}

/// A statement, or text.
pub(super) fn compile_executable(
    dialect: &dyn Dialect,
    executable: &Executable,
    _parameters: Option<&IndexMap<String, Bind>>,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    match executable {
        Executable::Text(text) => Ok(Statement::new(text.sql.clone())),
        Executable::Verbatim(text) => Ok(Statement { verbatim: true, ..Statement::new(text.clone()) }),
        Executable::Statement(inner) => compile_statement(dialect, inner, context),
        Executable::Expression(_) => Err(missing("this statement")),
    }
}

/// A statement on rows.
pub(super) fn compile_statement(
    _dialect: &dyn Dialect,
    _statement: &dml::Statement,
    _context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    Err(missing("this statement"))
}

fn missing(what: &str) -> CompileError {
    CompileError::unsupported(what, "wait for the rendering of rows")
}

const TRUTH: [&str; 2] = ["1", "0"];

fn next_value(_name: &crate::name::QualifiedName) -> Result<String, CompileError> {
    Err(CompileError::raised(
        "builtins.NotImplementedError",
        "Dialect 'sqlite' does not support sequence increments.",
    ))
}

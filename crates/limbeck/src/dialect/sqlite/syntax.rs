//! SQLite's own spellings of expressions and clauses.

#![expect(clippy::wildcard_enum_match_arm, reason = "operators that are not named are common ones")]

use super::values;
use crate::{
    dialect::{
        CompileError, Rendering,
        expression::Compiler,
        precedence::{self, Against},
        statement::number,
        syntax::{Syntax, Upsert},
    },
    dml::{ForUpdate, Select},
    expr::{AggregateOrderBy, Array, Binary, BinaryOperator, Bind, Expr, Extract, Function, Value},
    name::QualifiedName,
    types::{ColumnType, PostgresType},
};

/// SQLite.
#[derive(Clone, Copy, Debug)]
pub struct SqliteSyntax;

impl Syntax for SqliteSyntax {
    fn truth(&self, value: bool) -> &'static str {
        if value { "1" } else { "0" }
    }

    fn native_boolean(&self) -> bool {
        false
    }

    fn has_ilike(&self) -> bool {
        false
    }

    fn function(&self, compiler: &mut Compiler<'_>, function: &Function) -> Result<bool, CompileError> {
        let [name] = function.name.as_slice() else { return Ok(false) };
        match name.text.to_ascii_lowercase().as_str() {
            "now" => compiler.push("CURRENT_TIMESTAMP"),
            "localtimestamp" => compiler.push("DATETIME(CURRENT_TIMESTAMP, 'localtime')"),
            "char_length" => {
                compiler.push("length");
                compiler.forgetting_literals(|compiler| compiler.arguments(function))?;
            }
            "aggregate_strings" => {
                compiler.aggregated_strings("group_concat", function)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn binary(&self, compiler: &mut Compiler<'_>, binary: &Binary) -> Result<bool, CompileError> {
        use BinaryOperator as Op;
        match &binary.operator {
            Op::IsDistinctFrom | Op::IsNotDistinctFrom => {
                let symbol = if binary.operator == Op::IsDistinctFrom { " IS NOT " } else { " IS " };
                compiler.forgetting_literals(|compiler| {
                    compiler.left(binary)?;
                    compiler.push(symbol);
                    compiler.right(binary)
                })?;
            }
            Op::RegexpMatch => compiler.infix(binary, " REGEXP ")?,
            Op::NotRegexpMatch => compiler.infix(binary, " NOT REGEXP ")?,
            Op::Match => compiler.infix(binary, " MATCH ")?,
            Op::BitwiseXor => exclusive_or(compiler, binary)?,
            Op::Modulo => {
                let symbol = if compiler.rendering.double_percent { " %% " } else { " % " };
                compiler.plain_infix(binary, symbol)?;
            }
            Op::Divide => {
                compiler.left(binary)?;
                compiler.push(" / (");
                compiler.right(binary)?;
                compiler.push(" + 0.0)");
            }
            Op::Index => return Err(not_rendered("<built-in function getitem>")),
            Op::JsonGet | Op::JsonGetText | Op::JsonPathGet | Op::JsonPathGetText => json(compiler, binary)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn extract(&self, compiler: &mut Compiler<'_>, extract: &Extract) -> Result<(), CompileError> {
        let format = match extract.field.as_str() {
            "month" => "%m",
            "day" => "%d",
            "year" => "%Y",
            "second" => "%S",
            "hour" => "%H",
            "doy" => "%j",
            "minute" => "%M",
            "epoch" => "%s",
            "dow" => "%w",
            "week" => "%W",
            // Names of the common table that SQLite's does not replace.
            "quarter" | "milliseconds" | "microseconds" | "timezone_hour" | "timezone_minute" => {
                &extract.field
            }
            other => return Err(CompileError::compile(format!("{other} is not a valid extract argument."))),
        };
        compiler.push("CAST(STRFTIME('");
        compiler.push(format);
        compiler.push("', ");
        compiler.operand(&extract.operand, Against::Comma)?;
        compiler.push(") AS INTEGER)");
        Ok(())
    }

    fn array(&self, _compiler: &mut Compiler<'_>, _array: &Array) -> Result<(), CompileError> {
        Err(not_rendered("<class 'sqlalchemy.dialects.postgresql.array.array'>"))
    }

    fn next_value(
        &self,
        _compiler: &mut Compiler<'_>,
        _sequence: &QualifiedName,
    ) -> Result<(), CompileError> {
        Err(CompileError::Raised {
            exception: "builtins.NotImplementedError",
            message: "Dialect 'sqlite' does not support sequence increments.".to_owned(),
        })
    }

    fn empty_set(&self, _negated: bool, width: usize) -> String {
        let ones = vec!["1"; width].join(", ");
        format!("SELECT {ones} FROM (SELECT {ones}) WHERE 1!=1")
    }

    fn distinct_on(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError> {
        if select.distinct {
            compiler.push("DISTINCT ");
        }
        Ok(())
    }

    fn limit(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError> {
        compiler.push("\n LIMIT ");
        if let Some(limit) = &select.limit {
            compiler.expression(limit)?;
        } else {
            compiler.forgetting_literals(|compiler| compiler.expression(&number(-1)))?;
        }
        compiler.push(" OFFSET ");
        match &select.offset {
            Some(offset) => compiler.expression(offset),
            None => compiler.expression(&number(0)),
        }
    }

    fn for_update(&self, _compiler: &mut Compiler<'_>, _lock: &ForUpdate) -> Result<(), CompileError> {
        Ok(())
    }

    fn returning_is_qualified(&self) -> bool {
        false
    }

    fn returns_implicitly(&self) -> bool {
        false
    }

    fn deletes_using(&self) -> bool {
        false
    }

    fn lists_all_tables(&self) -> bool {
        false
    }

    fn inner_join(&self) -> &'static str {
        " JOIN "
    }

    fn concatenates_by_function(&self) -> bool {
        false
    }

    fn from_nothing(&self) -> &'static str {
        ""
    }

    fn common_tables_follow_insert(&self) -> bool {
        false
    }

    fn has_default_values(&self) -> bool {
        true
    }

    fn cast(
        &self,
        _compiler: &mut Compiler<'_>,
        _operand: &Expr,
        _ty: &ColumnType,
    ) -> Result<bool, CompileError> {
        Ok(false)
    }

    fn aggregate_order_by(
        &self,
        _compiler: &mut Compiler<'_>,
        _group: &AggregateOrderBy,
    ) -> Result<(), CompileError> {
        Err(not_rendered("<class 'sqlalchemy.dialects.postgresql.ext.aggregate_order_by'>"))
    }

    fn tuples_in_values(&self) -> bool {
        true
    }

    fn upsert(&self) -> Upsert {
        Upsert::OnConflict
    }

    fn cannot_render(&self, _rendering: &Rendering, element: &str) -> CompileError {
        not_rendered(element)
    }

    fn conflicts_by_constraint(&self) -> bool {
        false
    }

    fn index_conditions_are_inline(&self) -> bool {
        true
    }

    fn bind_cast(&self, _compiler: &Compiler<'_>, _ty: &ColumnType) -> Result<Option<String>, CompileError> {
        Ok(None)
    }

    fn literal(
        &self,
        compiler: &Compiler<'_>,
        value: &Value,
        ty: &ColumnType,
    ) -> Result<String, CompileError> {
        values::literal(compiler, value, ty)
    }

    fn online_literal(
        &self,
        compiler: &Compiler<'_>,
        value: &Value,
        ty: &ColumnType,
    ) -> Result<String, CompileError> {
        values::online_literal(compiler, value, ty)
    }

    fn stored(&self, value: &Value, ty: &ColumnType, _rendering: &Rendering) -> Result<Value, CompileError> {
        values::stored(value, ty)
    }
}

/// SQLite has no exclusive or: what either has, less what both have.
fn exclusive_or(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    let grouped = compiler.is_in_operator();
    let left = compiler.written(|compiler| compiler.inside_operator(|compiler| compiler.left(binary)))?;
    let right = compiler.written(|compiler| compiler.inside_operator(|compiler| compiler.right(binary)))?;
    let (open, close) = if grouped { ("(", ")") } else { ("", "") };
    compiler.push(&format!("({open}{left} | {right}{close} - {open}{left} & {right}{close})"));
    Ok(())
}

/// `JSON_EXTRACT`, quoted again where the result stays JSON.
fn json(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    use BinaryOperator as Op;
    if matches!(binary.operator, Op::JsonGetText | Op::JsonPathGetText) {
        let grouped = compiler.is_in_operator();
        compiler.push(if grouped { "(" } else { "" });
        compiler.inside_operator(|compiler| {
            compiler.left(binary)?;
            compiler.push(if binary.operator == Op::JsonPathGetText { " #>> " } else { " ->> " });
            index(compiler, binary)
        })?;
        compiler.push(if grouped { ")" } else { "" });
        return Ok(());
    }
    let is_json = matches!(
        precedence::plain(&binary.ty),
        ColumnType::Null
            | ColumnType::Json(_)
            | ColumnType::Postgres(PostgresType::Json { .. } | PostgresType::Jsonb { .. })
    );
    compiler.push(if is_json { "JSON_QUOTE(JSON_EXTRACT(" } else { "CAST(JSON_EXTRACT(" });
    compiler.left(binary)?;
    compiler.push(", ");
    index(compiler, binary)?;
    if is_json {
        compiler.push("))");
    } else {
        let text = compiler.dialect.type_sql(binary.ty.for_dialect("sqlite"), compiler.capabilities)?;
        compiler.push(&format!(") AS {text})"));
    }
    Ok(())
}

/// A key, a position, or a path into a JSON document.
fn index(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    match &binary.right {
        Expr::Bind(bind) => {
            let ty = ColumnType::Postgres(PostgresType::Named("JSONPATH".to_owned()));
            compiler.operand(&Expr::Bind(Box::new(Bind { ty, ..(**bind).clone() })), Against::Comma)
        }
        other => compiler.operand(other, Against::Operator(&binary.operator)),
    }
}

fn not_rendered(element: &str) -> CompileError {
    CompileError::Raised {
        exception: "sqlalchemy.exc.UnsupportedCompilationError",
        message: format!(
            "Compiler <sqlalchemy.dialects.sqlite.base.SQLiteCompiler object at 0x..> can't render element of type \
             {element} (Background on this error at: https://sqlalche.me/e/21/l7de)"
        ),
    }
}

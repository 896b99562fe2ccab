//! SQLite's own spellings of expressions and clauses.

use super::values;
use crate::{
    dialect::{
        CompileError, Rendering,
        expression::Compiler,
        precedence::{self, Against},
        statement::number,
        syntax::Syntax,
    },
    dml::{ForUpdate, Select},
    expr::{Array, Binary, BinaryOperator, Bind, Expr, Extract, Function, Value},
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
                compiler.arguments(function)?;
            }
            "aggregate_strings" => {
                compiler.push("group_concat");
                compiler.arguments(function)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn binary(&self, compiler: &mut Compiler<'_>, binary: &Binary) -> Result<bool, CompileError> {
        use BinaryOperator as Op;
        match &binary.operator {
            Op::IsDistinctFrom | Op::IsNotDistinctFrom => {
                // SQLAlchemy forgets here that values were asked for inline.
                let inline = compiler.flags.literal_binds && !compiler.rendering.offline;
                let symbol = if binary.operator == Op::IsDistinctFrom { " IS NOT " } else { " IS " };
                compiler.with_literal_binds(inline, |compiler| {
                    compiler.left(binary)?;
                    compiler.push(symbol);
                    compiler.right(binary)
                })?;
            }
            Op::RegexpMatch => compiler.infix(binary, " REGEXP ")?,
            Op::NotRegexpMatch => compiler.infix(binary, " NOT REGEXP ")?,
            Op::Match => compiler.infix(binary, " MATCH ")?,
            Op::BitwiseXor => {
                compiler.push("(");
                compiler.infix(binary, " | ")?;
                compiler.push(" - ");
                compiler.push("(");
                compiler.infix(binary, " & ")?;
                compiler.push("))");
            }
            Op::Modulo => {
                let symbol = if compiler.rendering.double_percent { " %% " } else { " % " };
                compiler.infix(binary, symbol)?;
            }
            Op::Divide => {
                compiler.left(binary)?;
                compiler.push(" / (");
                compiler.right(binary)?;
                compiler.push(" + 0.0)");
            }
            Op::FloorDivide => {
                compiler.push("FLOOR(");
                compiler.infix(binary, " / ")?;
                compiler.push(")");
            }
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
            "quarter" | "milliseconds" | "microseconds" | "timezone_hour" | "timezone_minute" => &extract.field,
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
        Err(CompileError::Raised {
            exception: "sqlalchemy.exc.UnsupportedCompilationError",
            message: "Compiler <sqlalchemy.dialects.sqlite.base.SQLiteCompiler> can't render element of type array"
                .to_owned(),
        })
    }

    fn next_value(&self, _compiler: &mut Compiler<'_>, _sequence: &QualifiedName) -> Result<(), CompileError> {
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
        // SQLAlchemy forgets for its own LIMIT -1 that values were asked for inline.
        let inline = compiler.flags.literal_binds && !compiler.rendering.offline;
        match &select.limit {
            Some(limit) => {
                compiler.push("\n LIMIT ");
                compiler.expression(limit)?;
            }
            None => {
                compiler.push("\n LIMIT ");
                compiler.with_literal_binds(inline, |compiler| compiler.expression(&number(-1)))?;
            }
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

    fn bind_cast(&self, _ty: &ColumnType) -> Option<ColumnType> {
        None
    }

    fn literal(&self, compiler: &Compiler<'_>, value: &Value, ty: &ColumnType) -> Result<String, CompileError> {
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

/// `JSON_EXTRACT`, quoted again where the result stays JSON.
fn json(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    use BinaryOperator as Op;
    if matches!(binary.operator, Op::JsonGetText | Op::JsonPathGetText) {
        let path = binary.operator == Op::JsonPathGetText;
        return compiler.infix(binary, if path { " #>> " } else { " ->> " });
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
    match &binary.right {
        Expr::Bind(bind) => {
            let ty = ColumnType::Postgres(PostgresType::Named("JSONPATH".to_owned()));
            compiler.operand(&Expr::Bind(Bind { ty, ..bind.clone() }), Against::Comma)?;
        }
        other => compiler.operand(other, Against::Operator(&binary.operator))?,
    }
    if is_json {
        compiler.push("))");
    } else {
        let text = compiler.dialect.type_sql(binary.ty.for_dialect("sqlite"), compiler.capabilities)?;
        compiler.push(&format!(") AS {text})"));
    }
    Ok(())
}

//! PostgreSQL's own spellings of expressions and clauses.

#![expect(clippy::wildcard_enum_match_arm, reason = "operators and types that are not named are common ones")]

use super::values;
use crate::{
    dialect::{
        CompileError, Rendering,
        expression::Compiler,
        literal,
        precedence::{self, Against},
        syntax::{Syntax, Upsert},
    },
    dml::{ForUpdate, Select},
    expr::{AggregateOrderBy, Array, Binary, BinaryOperator, Bind, Expr, Extract, Function, Value},
    name::QualifiedName,
    types::{ColumnType, PostgresType},
};

/// PostgreSQL.
#[derive(Clone, Copy, Debug)]
pub struct PostgresSyntax;

impl Syntax for PostgresSyntax {
    fn truth(&self, value: bool) -> &'static str {
        if value { "true" } else { "false" }
    }

    fn native_boolean(&self) -> bool {
        true
    }

    fn has_ilike(&self) -> bool {
        true
    }

    fn function(&self, compiler: &mut Compiler<'_>, function: &Function) -> Result<bool, CompileError> {
        let [name] = function.name.as_slice() else { return Ok(false) };
        match name.text.to_ascii_lowercase().as_str() {
            "substring" => {
                let [text, start, rest @ ..] = function.arguments.as_slice() else { return Ok(false) };
                compiler.push("SUBSTRING(");
                compiler.operand(text, Against::Comma)?;
                compiler.push(" FROM ");
                compiler.operand(start, Against::Comma)?;
                if let Some(length) = rest.first() {
                    compiler.push(" FOR ");
                    compiler.operand(length, Against::Comma)?;
                }
                compiler.push(")");
                Ok(true)
            }
            "pow" => {
                compiler.push("power");
                compiler.forgetting_literals(|compiler| compiler.arguments(function))?;
                Ok(true)
            }
            "aggregate_strings" => {
                compiler.aggregated_strings("string_agg", function)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn binary(&self, compiler: &mut Compiler<'_>, binary: &Binary) -> Result<bool, CompileError> {
        use BinaryOperator as Op;
        match &binary.operator {
            Op::IsDistinctFrom => compiler.infix(binary, " IS DISTINCT FROM ")?,
            Op::IsNotDistinctFrom => compiler.infix(binary, " IS NOT DISTINCT FROM ")?,
            Op::CaseInsensitiveLike | Op::NotCaseInsensitiveLike => {
                let symbol =
                    if binary.operator == Op::CaseInsensitiveLike { " ILIKE " } else { " NOT ILIKE " };
                compiler.infix(binary, symbol)?;
                compiler.escape(binary)?;
            }
            Op::RegexpMatch | Op::NotRegexpMatch => regular_expression(compiler, binary)?,
            Op::Match => {
                compiler.left(binary)?;
                compiler.push(" @@ plainto_tsquery(");
                compiler.right(binary)?;
                compiler.push(")");
            }
            Op::BitwiseXor => compiler.infix(binary, " # ")?,
            Op::Modulo => {
                let symbol = if compiler.rendering.double_percent { " %% " } else { " % " };
                compiler.plain_infix(binary, symbol)?;
            }
            Op::Divide => divide(compiler, binary)?,
            Op::Index => {
                compiler.left(binary)?;
                compiler.push("[");
                compiler.operand(&binary.right, Against::Comma)?;
                compiler.push("]");
            }
            Op::JsonGet | Op::JsonGetText | Op::JsonPathGet | Op::JsonPathGetText => json(compiler, binary)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn extract(&self, compiler: &mut Compiler<'_>, extract: &Extract) -> Result<(), CompileError> {
        compiler.push("EXTRACT(");
        compiler.push(&extract.field);
        compiler.push(" FROM ");
        compiler.operand(&extract.operand, Against::Comma)?;
        compiler.push(")");
        Ok(())
    }

    fn array(&self, compiler: &mut Compiler<'_>, array: &Array) -> Result<(), CompileError> {
        if array.items.is_empty() && array.item_type != ColumnType::Null {
            let text = compiler.dialect.type_sql(&array.item_type, compiler.capabilities)?;
            compiler.push("ARRAY[]::");
            compiler.push(&text);
            compiler.push("[]");
            return Ok(());
        }
        compiler.push("ARRAY[");
        compiler.list(&array.items)?;
        compiler.push("]");
        Ok(())
    }

    fn next_value(&self, compiler: &mut Compiler<'_>, sequence: &QualifiedName) -> Result<(), CompileError> {
        let mut name = String::new();
        if let Some(schema) = &sequence.schema {
            name.push_str(&compiler.dialect.quote(schema));
            name.push('.');
        }
        name.push_str(&compiler.dialect.quote(&sequence.name));
        compiler.push(&format!("nextval('{}')", name.replace('\'', "''")));
        Ok(())
    }

    fn empty_set(&self, negated: bool, width: usize) -> String {
        let nulls =
            if width > 1 { format!("({})", vec!["NULL"; width].join(", ")) } else { "NULL".to_owned() };
        if negated { format!("{nulls}) OR (1 = 1") } else { format!("{nulls}) AND (1 != 1") }
    }

    fn distinct_on(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError> {
        compiler.push("DISTINCT ON (");
        compiler.list(&select.distinct_on)?;
        compiler.push(") ");
        Ok(())
    }

    fn limit(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError> {
        match &select.limit {
            Some(limit) => {
                compiler.push(" \n LIMIT ");
                compiler.expression(limit)?;
            }
            None => compiler.push("\n LIMIT ALL"),
        }
        if let Some(offset) = &select.offset {
            compiler.push(" OFFSET ");
            compiler.expression(offset)?;
        }
        Ok(())
    }

    fn for_update(&self, compiler: &mut Compiler<'_>, lock: &ForUpdate) -> Result<(), CompileError> {
        compiler.push(match (lock.share, lock.key) {
            (true, true) => " FOR KEY SHARE",
            (true, false) => " FOR SHARE",
            (false, true) => " FOR NO KEY UPDATE",
            (false, false) => " FOR UPDATE",
        });
        for (position, table) in lock.of.iter().enumerate() {
            compiler.push(if position == 0 { " OF " } else { ", " });
            compiler.identifier(table);
        }
        if lock.nowait {
            compiler.push(" NOWAIT");
        }
        if lock.skip_locked {
            compiler.push(" SKIP LOCKED");
        }
        Ok(())
    }

    fn returning_is_qualified(&self) -> bool {
        true
    }

    fn returns_implicitly(&self) -> bool {
        true
    }

    fn deletes_using(&self) -> bool {
        true
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
        compiler: &mut Compiler<'_>,
        group: &AggregateOrderBy,
    ) -> Result<(), CompileError> {
        compiler.operand(&group.operand, Against::Comma)?;
        compiler.push(" ORDER BY ");
        compiler.list(&group.order_by)
    }

    fn tuples_in_values(&self) -> bool {
        false
    }

    fn upsert(&self) -> Upsert {
        Upsert::OnConflict
    }

    fn cannot_render(&self, rendering: &Rendering, element: &str) -> CompileError {
        let class = if rendering.bind_casts { "psycopg.PGCompiler_psycopg" } else { "base.PGCompiler" };
        CompileError::cannot_render(&format!("sqlalchemy.dialects.postgresql.{class}"), element)
    }

    fn conflicts_by_constraint(&self) -> bool {
        true
    }

    fn index_conditions_are_inline(&self) -> bool {
        false
    }

    fn bind_cast(&self, compiler: &Compiler<'_>, ty: &ColumnType) -> Result<Option<String>, CompileError> {
        values::bind_cast(compiler, ty)
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

    fn stored(&self, value: &Value, _ty: &ColumnType, _rendering: &Rendering) -> Result<Value, CompileError> {
        Ok(value.clone())
    }
}

/// Whole numbers divide to whole numbers on PostgreSQL, and to fractions in Python.
fn divide(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    compiler.left(binary)?;
    compiler.push(" / ");
    let own = precedence::type_of(&binary.right);
    let numeric =
        ColumnType::Numeric(crate::types::Numeric { as_decimal: true, ..crate::types::Numeric::default() });
    let ty = match precedence::plain(own) {
        ColumnType::Numeric(_) | ColumnType::Float(_) => own.clone(),
        _ => numeric,
    };
    // A value's cast must not change how the value itself is written.
    let operand = match &binary.right {
        Expr::Bind(bind) if bind.ty == ColumnType::Null => {
            let ty = precedence::compared_type(precedence::type_of(&binary.left), bind.value.as_ref())
                .cloned()
                .or_else(|| bind.value.as_ref().map(literal::type_of_value))
                .unwrap_or_default();
            Expr::Bind(Box::new(Bind { ty, ..(**bind).clone() }))
        }
        other => other.clone(),
    };
    compiler.push("CAST(");
    compiler.operand(&operand, Against::Operator(&binary.operator))?;
    let text = compiler.dialect.type_sql(ty.for_dialect(compiler.dialect.name()), compiler.capabilities)?;
    compiler.push(" AS ");
    compiler.push(&text);
    compiler.push(")");
    Ok(())
}

fn regular_expression(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    let negation = if binary.operator == BinaryOperator::NotRegexpMatch { "!" } else { "" };
    match binary.flags.as_deref() {
        None => compiler.infix(binary, &format!(" {negation}~ ")),
        Some("i") => compiler.infix(binary, &format!(" {negation}~* ")),
        Some(flags) => {
            compiler.left(binary)?;
            compiler.push(&format!(
                " {negation}~ CONCAT('(?', {}, ')', ",
                literal::quoted(flags, compiler.rendering.double_percent)
            ));
            compiler.right(binary)?;
            compiler.push(")");
            Ok(())
        }
    }
}

/// `->`, `->>`, `#>`, `#>>`, and subscripts of JSONB.
fn json(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    use BinaryOperator as Op;
    let path = matches!(binary.operator, Op::JsonPathGet | Op::JsonPathGetText);
    let as_text = matches!(binary.operator, Op::JsonGetText | Op::JsonPathGetText);
    let is_json = |ty: &ColumnType| {
        matches!(
            precedence::plain(ty),
            ColumnType::Null
                | ColumnType::Json(_)
                | ColumnType::Postgres(PostgresType::Json { .. } | PostgresType::Jsonb { .. })
        )
    };
    let left_ty = precedence::type_of(&binary.left).for_dialect(compiler.dialect.name());
    let is_jsonb = matches!(left_ty, ColumnType::Postgres(PostgresType::Jsonb { .. }));
    // A result of another type is read as text and cast.
    let cast = !as_text && !is_json(&binary.ty);
    if is_jsonb && !as_text && !cast && !path {
        let called = matches!(&binary.left, Expr::Function(_) | Expr::Cast(_));
        compiler.push(if called { "(" } else { "" });
        compiler.left(binary)?;
        compiler.push(if called { ")[" } else { "[" });
        index(compiler, &binary.right, path)?;
        compiler.push("]");
        return Ok(());
    }
    let symbol = match (path, as_text || cast) {
        (false, false) => " -> ",
        (false, true) => " ->> ",
        (true, false) => " #> ",
        (true, true) => " #>> ",
    };
    if cast {
        compiler.push("CAST(");
    }
    let grouped = compiler.is_in_operator();
    compiler.push(if grouped { "(" } else { "" });
    compiler.inside_operator(|compiler| {
        compiler.left(binary)?;
        compiler.push(symbol);
        index(compiler, &binary.right, path)
    })?;
    compiler.push(if grouped { ")" } else { "" });
    if cast {
        let text = compiler.dialect.type_sql(binary.ty.for_dialect("postgresql"), compiler.capabilities)?;
        compiler.push(&format!(" AS {text})"));
    }
    Ok(())
}

/// A key, a position, or a path into a JSON document.
fn index(compiler: &mut Compiler<'_>, index: &Expr, path: bool) -> Result<(), CompileError> {
    let Expr::Bind(bind) = index else {
        return compiler.operand(index, Against::Operator(&BinaryOperator::JsonGet));
    };
    let ty = match (&bind.value, path) {
        (_, true) => ColumnType::Postgres(PostgresType::Named("JSONPATH".to_owned())),
        (Some(Value::Integer(_)), _) => ColumnType::Postgres(PostgresType::Named("JSON_INDEX".to_owned())),
        _ => ColumnType::Postgres(PostgresType::Named("JSON_KEY".to_owned())),
    };
    compiler.operand(&Expr::Bind(Box::new(Bind { ty, ..(**bind).clone() })), Against::Comma)
}

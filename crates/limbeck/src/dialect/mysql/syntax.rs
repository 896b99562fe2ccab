//! MySQL's and MariaDB's own spellings of expressions and clauses.

#![expect(clippy::wildcard_enum_match_arm, reason = "operators and types that are not named are common ones")]

use super::{Flavor, types, values};
use crate::{
    dialect::{
        CompileError, Rendering,
        binds::TypeHint,
        expression::Compiler,
        precedence::{self, Against},
        syntax::{Syntax, Upsert},
    },
    dml::{ForUpdate, Select},
    expr::{AggregateOrderBy, Array, Binary, BinaryOperator, Bind, Expr, Extract, Function, Value},
    name::QualifiedName,
    types::{
        CharacterName, CharacterOptions, ColumnType, FloatName, MysqlCharacterName, MysqlType, PostgresType,
    },
};

/// MySQL or MariaDB.
#[derive(Clone, Copy, Debug)]
pub struct MysqlSyntax {
    /// Whose server it is.
    pub flavor: Flavor,
}

impl Syntax for MysqlSyntax {
    fn truth(&self, value: bool) -> &'static str {
        if value { "true" } else { "false" }
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
            "random" => {
                compiler.push("rand");
                compiler.forgetting_literals(|compiler| compiler.arguments(function))?;
            }
            "sysdate" => compiler.push("SYSDATE()"),
            "rollup" => {
                compiler.list(&function.arguments)?;
                compiler.push(" WITH ROLLUP");
            }
            "aggregate_strings" => grouped_strings(compiler, function)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn binary(&self, compiler: &mut Compiler<'_>, binary: &Binary) -> Result<bool, CompileError> {
        use BinaryOperator as Op;
        match &binary.operator {
            Op::Concatenate => compiler.concatenation(binary)?,
            Op::IsDistinctFrom | Op::IsNotDistinctFrom => {
                let differs = binary.operator == Op::IsDistinctFrom;
                compiler.push(if differs { "NOT (" } else { "" });
                compiler.forgetting_literals(|compiler| {
                    compiler.left(binary)?;
                    compiler.push(" <=> ");
                    compiler.right(binary)
                })?;
                compiler.push(if differs { ")" } else { "" });
            }
            Op::RegexpMatch | Op::NotRegexpMatch => self.regular_expression(compiler, binary)?,
            Op::Match => matched(compiler, binary)?,
            Op::BitwiseXor => compiler.infix(binary, " ^ ")?,
            Op::Modulo => {
                let symbol = if compiler.rendering.double_percent { " %% " } else { " % " };
                compiler.plain_infix(binary, symbol)?;
            }
            Op::Divide => compiler.plain_infix(binary, " / ")?,
            Op::FloorDivide => {
                compiler.push("FLOOR(");
                compiler.plain_infix(binary, " / ")?;
                compiler.push(")");
            }
            Op::Index => return Err(not_rendered("<built-in function getitem>")),
            Op::JsonGet | Op::JsonGetText | Op::JsonPathGet | Op::JsonPathGetText => json(compiler, binary)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn extract(&self, compiler: &mut Compiler<'_>, extract: &Extract) -> Result<(), CompileError> {
        let field = if extract.field == "milliseconds" { "millisecond" } else { &extract.field };
        compiler.push("EXTRACT(");
        compiler.push(field);
        compiler.push(" FROM ");
        compiler.operand(&extract.operand, Against::Comma)?;
        compiler.push(")");
        Ok(())
    }

    fn array(&self, _compiler: &mut Compiler<'_>, _array: &Array) -> Result<(), CompileError> {
        Err(not_rendered("<class 'sqlalchemy.dialects.postgresql.array.array'>"))
    }

    fn next_value(&self, compiler: &mut Compiler<'_>, sequence: &QualifiedName) -> Result<(), CompileError> {
        compiler.push("nextval(");
        compiler.qualified(sequence);
        compiler.push(")");
        Ok(())
    }

    fn empty_set(&self, negated: bool, width: usize) -> String {
        let nulls =
            if width > 1 { format!("({})", vec!["NULL"; width].join(", ")) } else { "NULL".to_owned() };
        if negated { format!("{nulls}) OR (1 = 1") } else { format!("{nulls}) AND (1 != 1") }
    }

    fn distinct_on(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError> {
        if select.distinct {
            compiler.push("DISTINCT ");
        }
        Ok(())
    }

    fn limit(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError> {
        compiler.push(" \n LIMIT ");
        if let Some(offset) = &select.offset {
            compiler.expression(offset)?;
            compiler.push(", ");
        }
        if let Some(limit) = &select.limit {
            return compiler.expression(limit);
        }
        // There is no word for no limit.
        compiler.push("18446744073709551615");
        Ok(())
    }

    fn for_update(&self, compiler: &mut Compiler<'_>, lock: &ForUpdate) -> Result<(), CompileError> {
        compiler.push(match (lock.share, compiler.capabilities.mysql.for_share) {
            (true, true) => " FOR SHARE",
            (true, false) => " LOCK IN SHARE MODE",
            (false, _) => " FOR UPDATE",
        });
        if compiler.capabilities.mysql.for_update_of {
            for (position, table) in lock.of.iter().enumerate() {
                compiler.push(if position == 0 { " OF " } else { ", " });
                compiler.identifier(table);
            }
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
        false
    }

    fn deletes_using(&self) -> bool {
        true
    }

    fn lists_all_tables(&self) -> bool {
        true
    }

    fn inner_join(&self) -> &'static str {
        " INNER JOIN "
    }

    fn concatenates_by_function(&self) -> bool {
        true
    }

    fn from_nothing(&self) -> &'static str {
        " FROM DUAL"
    }

    fn common_tables_follow_insert(&self) -> bool {
        true
    }

    fn has_default_values(&self) -> bool {
        false
    }

    fn cast(
        &self,
        compiler: &mut Compiler<'_>,
        operand: &Expr,
        ty: &ColumnType,
    ) -> Result<bool, CompileError> {
        let ty = ty.for_dialect(compiler.dialect.name());
        let Some(target) = cast_target(compiler, ty)? else {
            let text = compiler.dialect.type_sql(ty, compiler.capabilities)?;
            compiler.warn(format!(
                "Datatype {text} does not support CAST on MySQL/MariaDb; the CAST will be skipped."
            ));
            compiler.hinted(operand, Against::Nothing, TypeHint::Column(ty))?;
            return Ok(true);
        };
        compiler.push("CAST(");
        compiler.hinted(operand, Against::Comma, TypeHint::Column(ty))?;
        compiler.push(" AS ");
        compiler.push(&target);
        compiler.push(")");
        Ok(true)
    }

    fn aggregate_order_by(
        &self,
        _compiler: &mut Compiler<'_>,
        _group: &AggregateOrderBy,
    ) -> Result<(), CompileError> {
        Err(not_rendered("<class 'sqlalchemy.dialects.postgresql.ext.aggregate_order_by'>"))
    }

    fn tuples_in_values(&self) -> bool {
        false
    }

    fn upsert(&self) -> Upsert {
        Upsert::OnDuplicateKey
    }

    fn cannot_render(&self, _rendering: &Rendering, element: &str) -> CompileError {
        not_rendered(element)
    }

    fn conflicts_by_constraint(&self) -> bool {
        false
    }

    fn index_conditions_are_inline(&self) -> bool {
        false
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

    fn stored(&self, value: &Value, _ty: &ColumnType, _rendering: &Rendering) -> Result<Value, CompileError> {
        Ok(value.clone())
    }
}

impl MysqlSyntax {
    /// `REGEXP`; flags are an argument on MySQL and a part of the pattern on MariaDB.
    fn regular_expression(self, compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
        let negated = binary.operator == BinaryOperator::NotRegexpMatch;
        let word = if negated { " NOT REGEXP " } else { " REGEXP " };
        let Some(flags) = binary.flags.as_deref() else { return compiler.infix(binary, word) };
        let flags = values::quoted(flags, compiler.rendering.double_percent);
        if self.flavor == Flavor::MariaDb {
            compiler.left(binary)?;
            compiler.push(word);
            compiler.push(&format!("CONCAT('(?', {flags}, ')', "));
            compiler.forgetting_literals(|compiler| compiler.right(binary))?;
            compiler.push(")");
            return Ok(());
        }
        compiler.push(if negated { "NOT REGEXP_LIKE(" } else { "REGEXP_LIKE(" });
        compiler.left(binary)?;
        compiler.push(", ");
        compiler.right(binary)?;
        compiler.push(&format!(", {flags})"));
        Ok(())
    }
}

/// `group_concat(x SEPARATOR ',')`.
fn grouped_strings(compiler: &mut Compiler<'_>, function: &Function) -> Result<(), CompileError> {
    let [aggregated, separator, ..] = function.arguments.as_slice() else {
        return Err(CompileError::unsupported(
            "aggregate_strings without a separator",
            "give it two arguments",
        ));
    };
    compiler.push("group_concat(");
    compiler.operand(aggregated, Against::Comma)?;
    compiler.push(" SEPARATOR ");
    compiler.with_literal_execute(|compiler| compiler.operand(separator, Against::Comma))?;
    compiler.push(")");
    Ok(())
}

/// `MATCH (a, b) AGAINST (x IN BOOLEAN MODE)`; the flags of `match()` are words with a blank between them.
fn matched(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    // What no flag says is the mode that `Column.match()` has always had.
    let flags = binary.flags.as_deref().unwrap_or("boolean");
    let has = |flag: &str| flags.split(' ').any(|each| each == flag);
    let (boolean, natural, expanded) = (has("boolean"), has("natural"), has("expansion"));
    if boolean && (natural || expanded) {
        let truth = |flag: bool| if flag { "True" } else { "False" };
        return Err(CompileError::compile(format!(
            "Invalid MySQL match flags: in_boolean_mode={}, in_natural_language_mode={}, with_query_expansion={}",
            truth(boolean),
            truth(natural),
            truth(expanded)
        )));
    }
    compiler.push("MATCH (");
    if let Expr::Tuple(columns) = &binary.left {
        compiler.list(columns)?;
    } else {
        compiler.left(binary)?;
    }
    compiler.push(") AGAINST (");
    compiler.right(binary)?;
    for (flag, words) in [
        (boolean, " IN BOOLEAN MODE"),
        (natural, " IN NATURAL LANGUAGE MODE"),
        (expanded, " WITH QUERY EXPANSION"),
    ] {
        compiler.push(if flag { words } else { "" });
    }
    compiler.push(")");
    Ok(())
}

/// `JSON_EXTRACT`, and around it what makes another type of its result.
fn json(compiler: &mut Compiler<'_>, binary: &Binary) -> Result<(), CompileError> {
    use BinaryOperator as Op;
    if matches!(binary.operator, Op::JsonGetText | Op::JsonPathGetText) {
        // PostgreSQL's own operators, which are written as on PostgreSQL.
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
    // A parameter in it is one parameter, however often it is written.
    let extract = compiler.written(|compiler| {
        compiler.push("JSON_EXTRACT(");
        compiler.left(binary)?;
        compiler.push(", ");
        index(compiler, binary)?;
        compiler.push(")");
        Ok(())
    })?;
    let otherwise = match precedence::plain(&binary.ty) {
        ColumnType::Null
        | ColumnType::Json(_)
        | ColumnType::Postgres(PostgresType::Json { .. } | PostgresType::Jsonb { .. }) => {
            compiler.push(&extract);
            return Ok(());
        }
        ColumnType::SmallInteger(_) | ColumnType::Integer(_) | ColumnType::BigInteger(_) => {
            format!("ELSE CAST({extract} AS SIGNED INTEGER)")
        }
        ColumnType::Numeric(numeric) => match (numeric.precision, numeric.scale) {
            (Some(precision), Some(scale)) => {
                format!("ELSE CAST({extract} AS DECIMAL({precision}, {scale}))")
            }
            _ => format!("ELSE {extract}+0.0000000000000000000000"),
        },
        ColumnType::Float(_) => format!("ELSE {extract}+0.0000000000000000000000"),
        ColumnType::Boolean(_) => "WHEN true THEN true ELSE false".to_owned(),
        ColumnType::Character(_) => format!("ELSE JSON_UNQUOTE({extract})"),
        _ => format!("ELSE {extract}"),
    };
    compiler.push(&format!("CASE {extract} WHEN 'null' THEN NULL {otherwise} END"));
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

/// The name of a type behind `AS` in a cast; `None` where the server has no such cast.
fn cast_target(compiler: &Compiler<'_>, ty: &ColumnType) -> Result<Option<String>, CompileError> {
    let name = |ty: &ColumnType| compiler.dialect.type_sql(ty, compiler.capabilities);
    let float_cast = compiler.capabilities.mysql.float_cast;
    Ok(Some(match ty {
        ColumnType::SmallInteger(_) | ColumnType::Integer(_) | ColumnType::BigInteger(_) => {
            "SIGNED INTEGER".to_owned()
        }
        ColumnType::Mysql(MysqlType::Integer(integer)) if integer.unsigned => "UNSIGNED INTEGER".to_owned(),
        ColumnType::Mysql(MysqlType::Integer(_)) => "SIGNED INTEGER".to_owned(),
        ColumnType::DateTime(_) | ColumnType::Interval(_) => "DATETIME".to_owned(),
        ColumnType::Mysql(MysqlType::Timestamp(_)) | ColumnType::Postgres(PostgresType::Timestamp { .. }) => {
            "DATETIME".to_owned()
        }
        ColumnType::Date(_)
        | ColumnType::Time(_)
        | ColumnType::Postgres(PostgresType::Time { .. })
        | ColumnType::Mysql(MysqlType::DateTime(_) | MysqlType::Time(_)) => name(ty)?,
        ColumnType::Numeric(_) | ColumnType::Mysql(MysqlType::Numeric(_)) => {
            name(ty)?.replace("NUMERIC", "DECIMAL")
        }
        ColumnType::Float(float) if float_cast => match (float.name, float.precision) {
            (FloatName::Double | FloatName::StandardDouble | FloatName::DoublePrecision, _) => {
                "DOUBLE".to_owned()
            }
            (_, Some(precision)) => format!("FLOAT({precision})"),
            (_, None) => "FLOAT".to_owned(),
        },
        ColumnType::Mysql(MysqlType::Float(_)) if float_cast => name(ty)?,
        ColumnType::Character(text) if matches!(text.name, CharacterName::Char | CharacterName::Nchar) => {
            name(ty)?
        }
        ColumnType::Character(text) => char_type(text.length, &CharacterOptions::default()),
        ColumnType::Enum(ty) if !types::is_native_enum(ty) => {
            let longest = ty.values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
            char_type(ty.length.or_else(|| u32::try_from(longest).ok()), &CharacterOptions::default())
        }
        ColumnType::Mysql(MysqlType::Character(text)) if text.name == MysqlCharacterName::Char => name(ty)?,
        // There is no NATIONAL in a cast.
        ColumnType::Mysql(MysqlType::Character(text)) => {
            char_type(text.length, &CharacterOptions { national: false, ..text.options.clone() })
        }
        ColumnType::Binary(_) | ColumnType::Mysql(MysqlType::Blob(_)) => "BINARY".to_owned(),
        ColumnType::Json(_)
        | ColumnType::Postgres(PostgresType::Json { .. } | PostgresType::Jsonb { .. }) => "JSON".to_owned(),
        _ => return Ok(None),
    }))
}

fn char_type(length: Option<u32>, options: &CharacterOptions) -> String {
    let text = match length {
        Some(length) => format!("CHAR({length})"),
        None => "CHAR".to_owned(),
    };
    types::with_characters(text, options)
}

fn not_rendered(element: &str) -> CompileError {
    CompileError::cannot_render("sqlalchemy.dialects.mysql.mysqldb.MySQLCompiler_mysqldb", element)
}

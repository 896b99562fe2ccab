//! Columns: their definitions, `ADD COLUMN` and `DROP COLUMN`.

use super::{constraints, statement};
use crate::{
    dialect::{CompileError, Statement, writer::Speller},
    expr::Expr,
    op::{AddColumn, DropColumn},
    schema::{Autoincrement, Column, Computed, Constraint, Identity, SequenceOptions, ServerDefault, Table},
    types::ColumnType,
};
use std::fmt::Write as _;

/// The text of a default; `None` where the model does not say what it is.
pub fn default_value(speller: &Speller<'_>, default: &ServerDefault) -> Result<Option<String>, CompileError> {
    Ok(match default {
        ServerDefault::Text(text) => Some(speller.string(text)?),
        ServerDefault::Expression(expression) => Some(speller.expression(expression)?),
        ServerDefault::Sequence(sequence) => {
            Some(speller.expression(&Expr::NextValue(Box::new(sequence.name.clone())))?)
        }
        ServerDefault::Fetched => None,
    })
}

/// `GENERATED ALWAYS AS (…)[ STORED| VIRTUAL]`.
pub fn computed(speller: &Speller<'_>, computed: &Computed) -> Result<String, CompileError> {
    Ok(format!(
        "GENERATED ALWAYS AS ({}){}",
        speller.expression(&computed.expression)?,
        match computed.persisted {
            Some(true) => " STORED",
            Some(false) => " VIRTUAL",
            None => "",
        }
    ))
}

/// `GENERATED ALWAYS|BY DEFAULT AS IDENTITY[ (…)]`.
pub fn identity(identity: &Identity) -> String {
    let kind = if identity.always { "ALWAYS" } else { "BY DEFAULT" };
    let options = sequence_options(&identity.options);
    if options.is_empty() {
        format!("GENERATED {kind} AS IDENTITY")
    } else {
        format!("GENERATED {kind} AS IDENTITY ({options})")
    }
}

/// `INCREMENT BY 1 START WITH 1 …`, as far as given.
pub fn sequence_options(options: &SequenceOptions) -> String {
    let mut out = Vec::new();
    let mut number = |words: &str, value: Option<i64>| {
        if let Some(value) = value {
            out.push(format!("{words} {value}"));
        }
    };
    number("INCREMENT BY", options.increment);
    number("START WITH", options.start);
    number("MINVALUE", options.minvalue);
    number("MAXVALUE", options.maxvalue);
    if options.nominvalue.is_some() {
        out.push("NO MINVALUE".to_owned());
    }
    if options.nomaxvalue.is_some() {
        out.push("NO MAXVALUE".to_owned());
    }
    if let Some(cache) = options.cache {
        out.push(format!("CACHE {cache}"));
    }
    match options.cycle {
        Some(true) => out.push("CYCLE".to_owned()),
        Some(false) => out.push("NO CYCLE".to_owned()),
        None => {}
    }
    out.join(" ")
}

/// Whether a column allows NULL; those of the primary key do not unless it is written out.
pub fn is_nullable(table: &Table, column: &Column) -> bool {
    column.is_nullable() && (column.nullable.is_some() || !table.is_primary_key(column))
}

/// Whether a foreign key starts at a column.
pub fn has_foreign_key(table: &Table, column: &Column) -> bool {
    table.constraints.iter().any(|constraint| match constraint {
        Constraint::ForeignKey(key) => key.columns.iter().any(|name| name.text == column.name.text),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => {
            false
        }
    })
}

/// The column that counts itself up: the only column of the primary key if it is a whole number
/// without a default and without a foreign key, or the one that says so.
pub fn autoincrement_column<'t>(table: &'t Table, dialect: &str) -> Result<Option<&'t Column>, CompileError> {
    let key: Vec<&Column> =
        table.primary_key_columns().iter().filter_map(|name| table.column(&name.text)).collect();
    if let [column] = key.as_slice() {
        return Ok(match column.autoincrement {
            Autoincrement::Yes => {
                require_counting_type(table, column, dialect)?;
                Some(*column)
            }
            Autoincrement::No => None,
            Autoincrement::Auto | Autoincrement::IgnoreForeignKey => {
                let plain =
                    column.server_default.is_none() && column.computed.is_none() && !column.client_default;
                let own = column.autoincrement == Autoincrement::IgnoreForeignKey
                    || !has_foreign_key(table, column);
                (base_type(&column.ty).is_integer(dialect) && plain && own).then_some(*column)
            }
        });
    }
    let mut found: Option<&Column> = None;
    for column in key {
        if column.autoincrement == Autoincrement::Yes {
            require_counting_type(table, column, dialect)?;
            if let Some(other) = found {
                return Err(CompileError::raised(
                    "sqlalchemy.exc.ArgumentError",
                    format!(
                        "Only one Column may be marked autoincrement=True, found both {} and {}.",
                        column.name, other.name
                    ),
                ));
            }
            found = Some(column);
        }
    }
    Ok(found)
}

/// The type that decides whether a column counts: variants do not.
fn base_type(ty: &ColumnType) -> &ColumnType {
    if let ColumnType::Variant(variant) = ty { base_type(&variant.base) } else { ty }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a type of MySQL's is taken for what it generalizes, any other for itself"
)]
fn require_counting_type(table: &Table, column: &Column, dialect: &str) -> Result<(), CompileError> {
    let ty = base_type(&column.ty).for_dialect(dialect);
    if ty.is_integer(dialect) {
        return Ok(());
    }
    let generic;
    let ty = match ty {
        ColumnType::Mysql(own) if own.standard().is_some() => {
            generic = own.generic();
            &generic
        }
        _ => ty,
    };
    let mut complaint = String::new();
    if let ColumnType::Numeric(numeric) = ty {
        match numeric.scale {
            Some(0) => return Ok(()),
            Some(scale) => complaint = format!(" with non-zero scale {scale}"),
            None => " with non-zero scale None".clone_into(&mut complaint),
        }
    }
    // The text is that of `SQLAlchemy`'s default dialect, which agrees with SQLite's on plain types.
    let shown = if matches!(ty, ColumnType::Array(_)) {
        "ARRAY".to_owned()
    } else if let ColumnType::Postgres(crate::types::PostgresType::Named(name)) = ty {
        name.clone()
    } else if let ColumnType::Mysql(own) = ty {
        own.class_name().to_owned()
    } else {
        crate::dialect::sqlite::types::type_sql(ty).unwrap_or_else(|_| "NULL".to_owned())
    };
    Err(CompileError::raised(
        "sqlalchemy.exc.ArgumentError",
        format!(
            "Column type {shown}{complaint} on column '{}.{}' is not compatible with autoincrement=True",
            table.name.name, column.name
        ),
    ))
}

/// The text of a column and what the dialect makes of its parts.
pub type ColumnText<'a> = &'a dyn Fn(&Table, &Column) -> Result<String, CompileError>;

/// The CHECKs that are written inside a column's definition, each with a space before it.
pub fn inline_checks(
    table: &Table,
    column: &Column,
    check: &dyn Fn(&Constraint) -> Result<Option<String>, CompileError>,
) -> Result<String, CompileError> {
    let mut out = String::new();
    for constraint in &table.constraints {
        if let Constraint::Check(inner) = constraint
            && inner.column.as_ref().is_some_and(|name| name.text == column.name.text)
            && let Some(text) = check(constraint)?
        {
            out.push(' ');
            out.push_str(&text);
        }
    }
    Ok(out)
}

/// Whether a constraint is written inside a column and not beside the columns.
pub fn is_inline(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::Check(check) if check.column.is_some())
}

/// The table that an added column makes up by itself.
pub fn table_of(operation: &AddColumn) -> Table {
    Table {
        columns: vec![operation.column.clone()],
        constraints: operation.constraints.clone(),
        ..Table::new(operation.table.clone())
    }
}

/// `ALTER TABLE t ADD COLUMN …`.
///
/// `definition` is the column's text, `checks` that of its inline CHECKs.
pub fn add(
    speller: &Speller<'_>,
    operation: &AddColumn,
    definition: &str,
    checks: &str,
    on_delete: impl Fn(&str) -> Result<&str, CompileError>,
) -> Result<Statement, CompileError> {
    let mut out = format!(
        "ALTER TABLE {} ADD COLUMN {}{definition}",
        speller.altered_table(&operation.table),
        if operation.if_not_exists { "IF NOT EXISTS " } else { "" },
    );
    if operation.inline_primary_key && operation.column.primary_key {
        out.push_str(" PRIMARY KEY");
    }
    if let Some(key) = operation.inline_reference() {
        let _ = write!(
            out,
            " REFERENCES {} ({}){}",
            speller.table(&key.referred_table),
            speller.names(&key.referred_columns),
            constraints::foreign_key_tail(key, on_delete)?
        );
    }
    out.push_str(checks);
    Ok(statement(out))
}

/// `ALTER TABLE t DROP COLUMN [IF EXISTS ]c`.
pub fn drop(speller: &Speller<'_>, operation: &DropColumn) -> Statement {
    statement(format!(
        "ALTER TABLE {} DROP COLUMN {}{}",
        speller.altered_table(&operation.table),
        if operation.if_exists { "IF EXISTS " } else { "" },
        speller.name(&operation.column)
    ))
}

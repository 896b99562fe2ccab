//! Constraints, as parts of `CREATE TABLE` and by themselves.

use super::{keywords, statement};
use crate::{
    dialect::{
        CompileError, Statement,
        writer::{Speller, python_repr},
    },
    name::{Identifier, QualifiedName},
    op::{AddConstraint, DropConstraint},
    schema::{
        CheckConstraint, Constraint, ConstraintKind, ForeignKeyConstraint, PrimaryKeyConstraint, Table,
        UniqueConstraint,
    },
    types::{ColumnType, EnumOrigin},
};

/// `CONSTRAINT name ` or nothing.
pub fn preamble(speller: &Speller<'_>, name: Option<&Identifier>) -> Result<String, CompileError> {
    Ok(match name {
        Some(name) => format!("CONSTRAINT {} ", speller.constraint_name(name)?),
        None => String::new(),
    })
}

/// ` [NOT ]DEFERRABLE INITIALLY …`.
pub fn deferrability(deferrable: Option<bool>, initially: Option<&str>) -> Result<String, CompileError> {
    let mut out = String::from(match deferrable {
        Some(true) => " DEFERRABLE",
        Some(false) => " NOT DEFERRABLE",
        None => "",
    });
    if let Some(initially) = initially {
        out.push_str(" INITIALLY ");
        out.push_str(keywords(initially)?);
    }
    Ok(out)
}

/// `[CONSTRAINT n ]PRIMARY KEY (…)`, without deferrability.
pub fn primary_key(speller: &Speller<'_>, constraint: &PrimaryKeyConstraint) -> Result<String, CompileError> {
    Ok(format!(
        "{}PRIMARY KEY ({})",
        preamble(speller, constraint.name.as_ref())?,
        speller.names(&constraint.columns)
    ))
}

/// `[CONSTRAINT n ]UNIQUE {distinctness}(…)`, without deferrability.
pub fn unique(
    speller: &Speller<'_>,
    constraint: &UniqueConstraint,
    distinctness: &str,
) -> Result<String, CompileError> {
    Ok(format!(
        "{}UNIQUE {distinctness}({})",
        preamble(speller, constraint.name.as_ref())?,
        speller.names(&constraint.columns)
    ))
}

/// `[CONSTRAINT n ]FOREIGN KEY(…) REFERENCES … (…)` with everything that follows.
///
/// `remote` is the text of the referred table; `on_delete` checks the phrase of that clause.
pub fn foreign_key(
    speller: &Speller<'_>,
    constraint: &ForeignKeyConstraint,
    remote: &str,
    on_delete: impl Fn(&str) -> Result<&str, CompileError>,
) -> Result<String, CompileError> {
    if constraint.referred_columns.is_empty() {
        return Err(CompileError::unsupported(
            "a foreign key that does not name the columns it refers to",
            "write them out: ForeignKey(\"table.column\")",
        ));
    }
    Ok(format!(
        "{}FOREIGN KEY({}) REFERENCES {remote} ({}){}",
        preamble(speller, constraint.name.as_ref())?,
        speller.names(&constraint.columns),
        speller.names(&constraint.referred_columns),
        foreign_key_tail(constraint, on_delete)?
    ))
}

/// `MATCH`, `ON DELETE`, `ON UPDATE` and deferrability of a foreign key, in that order.
pub fn foreign_key_tail(
    constraint: &ForeignKeyConstraint,
    on_delete: impl Fn(&str) -> Result<&str, CompileError>,
) -> Result<String, CompileError> {
    let mut out = String::new();
    if let Some(phrase) = &constraint.match_ {
        out.push_str(" MATCH ");
        out.push_str(keywords(phrase)?);
    }
    if let Some(phrase) = &constraint.on_delete {
        out.push_str(" ON DELETE ");
        out.push_str(on_delete(phrase)?);
    }
    if let Some(phrase) = &constraint.on_update {
        out.push_str(" ON UPDATE ");
        out.push_str(keywords(phrase)?);
    }
    out.push_str(&deferrability(constraint.deferrable, constraint.initially.as_deref())?);
    Ok(out)
}

/// `[CONSTRAINT n ]CHECK (…)` with deferrability.
pub fn check(speller: &Speller<'_>, constraint: &CheckConstraint) -> Result<String, CompileError> {
    if let (Some(_), None, Some(template)) =
        (&constraint.type_of, &constraint.name, &constraint.naming_template)
        && template.contains("constraint_name")
    {
        // A type's constraint gets its name only when it is written, so the complaint comes here.
        return Err(CompileError::raised(
            "sqlalchemy.exc.InvalidRequestError",
            crate::schema::naming::NAME_REQUIRED,
        ));
    }
    Ok(format!(
        "{}CHECK ({}){}",
        preamble(speller, constraint.name.as_ref())?,
        speller.expression(&constraint.condition)?,
        deferrability(constraint.deferrable, constraint.initially.as_deref())?
    ))
}

/// Whether the CHECK that a type brings with it is written for this dialect: only where the
/// database has no such type of its own.
pub fn type_check_applies(speller: &Speller<'_>, ty: &ColumnType) -> bool {
    let ty = ty.for_dialect(speller.dialect.name());
    if let ColumnType::Boolean(_) = ty {
        !speller.capabilities.native_boolean
    } else if let ColumnType::Enum(ty) = ty {
        let native = ty.native || ty.origin != EnumOrigin::Generic;
        !(native && speller.capabilities.native_enum)
    } else if let ColumnType::Array(array) = ty {
        type_check_applies(speller, &array.item)
    } else {
        false
    }
}

/// Whether a constraint of a table is written at all: a type's CHECK may not be needed.
///
/// `ty` is the column's type where the table does not know the column.
pub fn is_written(
    speller: &Speller<'_>,
    table: Option<&Table>,
    ty: Option<&ColumnType>,
    constraint: &Constraint,
) -> bool {
    let Constraint::Check(check) = constraint else { return true };
    let Some(column) = &check.type_of else { return true };
    let declared = table.and_then(|table| table.column(&column.text)).map(|column| &column.ty);
    declared.or(ty).is_none_or(|ty| type_check_applies(speller, ty))
}

/// The primary key of a table: as declared, or made of the columns flagged as such, the one that
/// counts itself up first. `None` where there is none.
pub fn primary_key_of(table: &Table, dialect: &str) -> Result<Option<PrimaryKeyConstraint>, CompileError> {
    let mut key = table.primary_key.clone().unwrap_or_default();
    if key.columns.is_empty() {
        key.columns = table.primary_key_columns().into_iter().cloned().collect();
        if let Some(counter) = super::columns::autoincrement_column(table, dialect)? {
            let name = counter.name.text.clone();
            key.columns.sort_by_key(|column| column.text != name);
        }
    }
    Ok((!key.columns.is_empty()).then_some(key))
}

/// `ALTER TABLE t ADD …`, from the constraint's own text.
pub fn add(speller: &Speller<'_>, table: &QualifiedName, constraint: &str) -> Statement {
    statement(format!("ALTER TABLE {} ADD {constraint}", speller.table(table)))
}

/// A table that has just the columns an added constraint mentions, as Alembic makes one up.
pub fn table_around(operation: &AddConstraint) -> Table {
    let mut table = Table::new(operation.table.clone());
    let names: &[Identifier] = match &operation.constraint {
        Constraint::PrimaryKey(key) => &key.columns,
        Constraint::Unique(unique) => &unique.columns,
        Constraint::ForeignKey(key) => &key.columns,
        Constraint::Check(_) | Constraint::Exclude(_) => &[],
    };
    table.columns =
        names.iter().map(|name| crate::schema::Column::new(name.clone(), ColumnType::Null)).collect();
    table
}

/// `ALTER TABLE t DROP CONSTRAINT [IF EXISTS ]n`.
pub fn drop(speller: &Speller<'_>, operation: &DropConstraint) -> Result<Statement, CompileError> {
    let Some(name) = &operation.name else {
        let class = match operation.kind {
            Some(ConstraintKind::Primary) => "PrimaryKeyConstraint()".to_owned(),
            Some(ConstraintKind::Unique) => "UniqueConstraint()".to_owned(),
            Some(ConstraintKind::ForeignKey) => format!(
                "ForeignKeyConstraint(<sqlalchemy.sql.base.ReadOnlyColumnCollection object at 0x..>, None, {})",
                table_repr(&operation.table)
            ),
            Some(ConstraintKind::Check) => format!(
                "CheckConstraint(<sqlalchemy.sql.elements.TextClause object at 0x..>, {})",
                table_repr(&operation.table)
            ),
            None => "Constraint()".to_owned(),
        };
        return Err(CompileError::compile(format!(
            "Can't emit DROP CONSTRAINT for constraint {class}; it has no name"
        )));
    };
    Ok(statement(format!(
        "ALTER TABLE {} DROP CONSTRAINT {}{}",
        speller.table(&operation.table),
        if operation.if_exists { "IF EXISTS " } else { "" },
        speller.constraint_name(name)?
    )))
}

/// `table=Table(…)`, as a constraint of it is shown in errors.
fn table_repr(table: &QualifiedName) -> String {
    let schema = table.schema.as_ref().map(|schema| python_repr(&schema.text));
    format!(
        "table=Table({}, MetaData(), schema={})",
        python_repr(&table.name.text),
        schema.as_deref().unwrap_or("None")
    )
}

/// Drops the CHECK that a column's former type brought with it.
pub fn drop_type_check(
    speller: &Speller<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
) -> Result<Statement, CompileError> {
    let Some(name) = constraint.name() else {
        let column = match constraint {
            Constraint::Check(check) => check.type_of.as_ref().map_or("", |name| &name.text),
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::ForeignKey(_)
            | Constraint::Exclude(_) => "",
        };
        return Err(CompileError::compile(format!(
            "Can't emit DROP CONSTRAINT for constraint CheckConstraint(name=<_NoneName.NONE_NAME: 0>, \
             table={}, column={}, _type_bound=True); it has no name",
            python_repr(&table.name.text),
            python_repr(column)
        )));
    };
    Ok(statement(format!(
        "ALTER TABLE {} DROP CONSTRAINT {}",
        speller.table(table),
        speller.constraint_name(name)?
    )))
}

/// The columns of an `INCLUDE` clause must be known to the table: Python's `KeyError` otherwise.
pub fn known_columns(table: &Table, included: &[Identifier]) -> Result<(), CompileError> {
    for name in included {
        if table.column(&name.text).is_none() {
            return Err(CompileError::raised("builtins.KeyError", python_repr(&name.text)));
        }
    }
    Ok(())
}

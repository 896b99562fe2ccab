//! Types that a database is told of: enumerations and domains.

use crate::{
    dialect::{CompileContext, CompileError, Statement, ansi::statement, postgres::types, writer::Speller},
    expr::Expr,
    name::{Identifier, QualifiedName},
    op::{CreateEnum, DropEnum},
    types::{ColumnType, Domain, EnumType, PostgresType},
};
use std::fmt::Write as _;

pub(super) fn create_enum(
    speller: &Speller<'_>,
    operation: &CreateEnum,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    if !types::is_native(&operation.ty)
        || (operation.check_first && context.lookup.has_enum(&operation.ty)? == Some(true))
    {
        return Ok(Vec::new());
    }
    Ok(vec![create_enum_statement(speller, &operation.ty)?])
}

pub(super) fn drop_enum(
    operation: &DropEnum,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    if !types::is_native(&operation.ty)
        || (operation.check_first && context.lookup.has_enum(&operation.ty)? == Some(false))
    {
        return Ok(Vec::new());
    }
    Ok(vec![statement(format!("DROP TYPE {}", types::enum_name(&operation.ty)?))])
}

fn create_enum_statement(speller: &Speller<'_>, ty: &EnumType) -> Result<Statement, CompileError> {
    let name = types::enum_name(ty)?;
    let values: Result<Vec<String>, _> = ty.values.iter().map(|value| speller.string(value)).collect();
    Ok(statement(format!("CREATE TYPE {name} AS ENUM ({})", values?.join(", "))))
}

fn create_domain_statement(speller: &Speller<'_>, domain: &Domain) -> Result<Statement, CompileError> {
    let name = types::domain_name(domain)?;
    let mut out = format!("CREATE DOMAIN {name} AS {}", speller.type_sql(&domain.data_type)?);
    if let Some(collation) = &domain.collation {
        let _ = write!(out, " COLLATE {}", speller.text_name(collation));
    }
    if let Some(default) = &domain.default {
        let _ = write!(out, " DEFAULT {}", speller.expression(&Expr::text(default.clone()))?);
    }
    if let Some(name) = &domain.constraint_name {
        let _ = write!(out, " CONSTRAINT {}", speller.constraint_name(&Identifier::new(name.clone()))?);
    }
    if domain.not_null == Some(true) {
        out.push_str(" NOT NULL");
    }
    if let Some(check) = &domain.check {
        let _ = write!(out, " CHECK ({})", speller.expression(&Expr::text(check.clone()))?);
    }
    Ok(statement(out))
}

/// The types that a table brings with it, each created once in a run.
pub(super) fn types_before(
    speller: &Speller<'_>,
    ty: &ColumnType,
    context: &mut CompileContext<'_>,
    out: &mut Vec<Statement>,
) -> Result<(), CompileError> {
    // Only the texts count: the same type may be written in several ways.
    let text = |name: &Identifier| Identifier::new(name.text.clone());
    let named = |name: Option<&Identifier>, schema: Option<&Identifier>| QualifiedName {
        schema: schema.map(text),
        name: name.map(text).unwrap_or_default(),
    };
    let ty = ty.for_dialect("postgresql");
    if let ColumnType::Enum(ty) = ty {
        if types::is_native(ty)
            && ty.create_type
            && context.created_types.insert(named(ty.name.as_ref(), ty.schema.as_ref()))
        {
            out.push(create_enum_statement(speller, ty)?);
        }
    } else if let ColumnType::Postgres(PostgresType::Domain(domain)) = ty {
        if domain.create_type
            && context.created_types.insert(named(Some(&domain.name), domain.schema.as_ref()))
        {
            out.push(create_domain_statement(speller, domain)?);
        }
    } else if let ColumnType::Array(array) = ty {
        types_before(speller, &array.item, context, out)?;
    }
    Ok(())
}

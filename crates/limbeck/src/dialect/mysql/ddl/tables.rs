//! `CREATE TABLE` and the options behind it.

use super::{Writer, column_definition, constraints, indexes, no_named_types};
use crate::{
    dialect::{CompileError, Statement, ansi::tables, writer::Speller},
    op::CreateTable,
    schema::Table,
    types::{ColumnType, EnumOrigin, PostgresType},
};
use indexmap::IndexMap;

pub(super) fn create(writer: &Writer<'_>, operation: &CreateTable) -> Result<Vec<Statement>, CompileError> {
    let speller = &writer.speller;
    let table = &operation.table;
    for column in &table.columns {
        if let Some(element) = created_type(&column.ty, writer.dialect.name) {
            return Err(no_named_types(element));
        }
    }
    let mut out = vec![tables::create(
        speller,
        operation,
        &tables::Parts {
            column: &|table, column| column_definition(writer, table, column),
            constraint: &|_, constraint| constraints::text(speller, constraint).map(Some),
            omit_use_alter: true,
            suffix: options(writer, table)?,
        },
    )?];
    for index in &table.indexes {
        out.push(indexes::create(writer, table, index, false)?);
    }
    Ok(out)
}

/// The statement with which a type of PostgreSQL's tries to create itself before its table. Of a type
/// with variants the one for this dialect does, or all of them if there is none.
fn created_type(ty: &ColumnType, dialect: &str) -> Option<&'static str> {
    if let ColumnType::Variant(variant) = ty {
        if let Some(own) = variant.variants.get(dialect) {
            return created_type(own, dialect);
        }
        let mut all = std::iter::once(&variant.base).chain(variant.variants.values());
        return all.find_map(|ty| created_type(ty, dialect));
    }
    if let ColumnType::Decorated(decorated) = ty {
        return created_type(&decorated.implementation, dialect);
    }
    if let ColumnType::Enum(ty) = ty {
        return (ty.origin == EnumOrigin::Postgres && ty.create_type).then_some("CreateEnumType");
    }
    if let ColumnType::Postgres(PostgresType::Domain(domain)) = ty {
        return domain.create_type.then_some("CreateDomainType");
    }
    None
}

/// Options that come only after others: a collation after the character set it belongs to.
const AFTER: &[(&str, &str)] = &[
    ("DEFAULT_CHARSET", "COLLATE"),
    ("DEFAULT_CHARACTER_SET", "COLLATE"),
    ("CHARSET", "COLLATE"),
    ("CHARACTER_SET", "COLLATE"),
];

/// The same among the options of partitions.
const PARTITIONS_AFTER: &[(&str, &str)] = &[
    ("PARTITION_BY", "PARTITIONS"),
    ("PARTITION_BY", "SUBPARTITION_BY"),
    ("PARTITION_BY", "SUBPARTITIONS"),
    ("PARTITIONS", "SUBPARTITIONS"),
    ("PARTITIONS", "SUBPARTITION_BY"),
    ("SUBPARTITION_BY", "SUBPARTITIONS"),
];

/// Options of partitions, which come last.
const PARTITIONS: &[&str] = &["PARTITION_BY", "PARTITIONS", "SUBPARTITIONS", "SUBPARTITION_BY"];

/// Options whose `_` is a blank in SQL.
const WITH_BLANKS: &[&str] = &[
    "DATA_DIRECTORY",
    "INDEX_DIRECTORY",
    "DEFAULT_CHARACTER_SET",
    "CHARACTER_SET",
    "DEFAULT_CHARSET",
    "DEFAULT_COLLATE",
];

/// Options whose value is a string.
const STRINGS: &[&str] = &["COMMENT", "DATA DIRECTORY", "INDEX DIRECTORY", "PASSWORD", "CONNECTION"];

/// Options that take a blank and not `=`.
const WITHOUT_EQUALS: &[&str] = &["TABLESPACE", "DEFAULT CHARACTER SET", "CHARACTER SET", "COLLATE"];

/// Everything behind the closing parenthesis: `ENGINE=InnoDB CHARSET=utf8mb4`.
fn options(writer: &Writer<'_>, table: &Table) -> Result<String, CompileError> {
    let speller = &writer.speller;
    let given = if writer.dialect.name == "mariadb" { &table.options.mariadb } else { &table.options.mysql };
    let mut options: IndexMap<String, &str> = IndexMap::new();
    for (name, value) in &given.options {
        options.insert(name.to_uppercase(), value);
    }
    if let Some(comment) = &table.comment {
        options.insert("COMMENT".to_owned(), comment);
    }
    let (partitions, plain): (Vec<&str>, Vec<&str>) =
        options.keys().map(String::as_str).partition(|name| PARTITIONS.contains(name));
    let mut out = Vec::new();
    for name in sorted(&plain, AFTER) {
        let value = value(speller, name, &options)?;
        let name = if WITH_BLANKS.contains(&name) { name.replace('_', " ") } else { name.to_owned() };
        let joiner = if WITHOUT_EQUALS.contains(&name.as_str()) { " " } else { "=" };
        out.push(format!("{name}{joiner}{value}"));
    }
    for name in sorted(&partitions, PARTITIONS_AFTER) {
        let value = value(speller, name, &options)?;
        out.push(format!("{} {value}", name.replace('_', " ")));
    }
    Ok(out.join(" "))
}

fn value(
    speller: &Speller<'_>,
    name: &str,
    options: &IndexMap<String, &str>,
) -> Result<String, CompileError> {
    let value = options.get(name).copied().unwrap_or_default();
    if STRINGS.contains(&name) { speller.string(value) } else { Ok(value.to_owned()) }
}

/// Names as given, but each behind those it comes after.
fn sorted<'n>(names: &[&'n str], after: &[(&str, &str)]) -> Vec<&'n str> {
    let mut waiting = names.to_vec();
    let mut out = Vec::with_capacity(names.len());
    while !waiting.is_empty() {
        let (ready, blocked): (Vec<&str>, Vec<&str>) = waiting.iter().partition(|name| {
            !after.iter().any(|(before, behind)| behind == *name && waiting.contains(before))
        });
        if ready.is_empty() {
            // No rule goes in a circle.
            out.extend(blocked);
            break;
        }
        out.extend(ready);
        waiting = blocked;
    }
    out
}

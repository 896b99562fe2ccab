//! Enumerations and domains.

use super::in_schema;
use crate::{
    connection::{Connection, DatabaseError},
    dialect::catalogue::Row,
    reflect::{DomainCheck, ReflectedDomain, Visible},
    types::{CharacterOptions, EnumOrigin, EnumType},
};
use indexmap::IndexMap;

/// All of a database, by the parts of the name that `format_type()` shows: without a schema where the
/// type is on the search path.
#[derive(Default)]
pub(super) struct NamedTypes {
    pub enums: IndexMap<Vec<String>, Visible<EnumType>>,
    pub domains: IndexMap<Vec<String>, ReflectedDomain>,
}

/// Loads them unless they are there.
pub(super) fn loaded<'n>(
    connection: &mut dyn Connection,
    slot: &'n mut Option<NamedTypes>,
) -> Result<&'n NamedTypes, DatabaseError> {
    if slot.is_none() {
        let mut types = NamedTypes::default();
        for found in enums(connection, Some("*"))? {
            let name = found.ty.name.as_ref().map(ToString::to_string).unwrap_or_default();
            let schema = found.ty.schema.as_ref().map(ToString::to_string).unwrap_or_default();
            types.enums.insert(key(found.visible, &schema, &name), found);
        }
        for domain in domains(connection, Some("*"))? {
            types.domains.insert(key(domain.visible, &domain.schema, &domain.name), domain);
        }
        *slot = Some(types);
    }
    Ok(slot.get_or_insert_default())
}

fn key(visible: bool, schema: &str, name: &str) -> Vec<String> {
    if visible { vec![name.to_owned()] } else { vec![schema.to_owned(), name.to_owned()] }
}

fn scope(schema: Option<&str>) -> String {
    match schema {
        Some("*") => "true".to_owned(),
        schema => in_schema(schema, "pg_catalog.pg_type_is_visible(t.oid)"),
    }
}

/// Enumerations of a schema, of the search path, or all (`*`).
pub(super) fn enums(
    connection: &mut dyn Connection,
    schema: Option<&str>,
) -> Result<Vec<Visible<EnumType>>, DatabaseError> {
    let sql = include_str!("../sql/enums.sql").replace("{scope}", &scope(schema));
    let rows = connection.query(&sql, &[])?;
    Ok(Row::all(&rows)
        .map(|row| Visible {
            visible: row.flag(2),
            ty: EnumType {
                origin: EnumOrigin::Postgres,
                values: row.texts(3),
                name: row.owned(0).map(Into::into),
                schema: row.owned(1).map(Into::into),
                native: true,
                create_constraint: false,
                length: None,
                create_type: true,
                metadata_owned: false,
                collation: None,
                mysql: CharacterOptions::default(),
            },
        })
        .collect())
}

/// Domains of a schema, of the search path, or all (`*`).
pub(super) fn domains(
    connection: &mut dyn Connection,
    schema: Option<&str>,
) -> Result<Vec<ReflectedDomain>, DatabaseError> {
    let sql = include_str!("../sql/domains.sql").replace("{scope}", &scope(schema));
    let rows = connection.query(&sql, &[])?;
    Ok(Row::all(&rows)
        .map(|row| {
            let base = row.text(3).unwrap_or_default();
            let names = row.texts(7).into_iter();
            let checks = names.zip(row.texts(8)).filter_map(|(name, text)| {
                // PostgreSQL 18 lists NOT NULL here too.
                let is_check = text.get(..5)?.eq_ignore_ascii_case("check");
                let condition = text.get(7..text.len().checked_sub(1)?)?;
                is_check.then(|| DomainCheck { name, check: condition.to_owned() })
            });
            ReflectedDomain {
                constraints: checks.collect(),
                name: row.owned(0).unwrap_or_default(),
                schema: row.owned(1).unwrap_or_default(),
                visible: row.flag(2),
                base: base.split('(').next().unwrap_or_default().to_owned(),
                nullable: !row.flag(4),
                default: row.owned(5),
                collation: row.owned(6),
            }
        })
        .collect())
}

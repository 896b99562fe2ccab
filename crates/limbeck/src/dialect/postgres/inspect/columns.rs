//! Columns.

use super::{Found, PostgresInspector, named_types, types::Reader};
use crate::{
    connection::DatabaseError,
    dialect::catalogue::Row,
    expr::Expr,
    name::Identifier,
    schema::{Autoincrement, Column, Computed, Identity, SequenceOptions, ServerDefault},
    types::{ColumnType, PostgresType},
};

impl PostgresInspector<'_> {
    /// Fills in the columns.
    pub(super) fn columns(
        &mut self,
        scope: &str,
        vectors: bool,
        found: &mut Found,
    ) -> Result<(), DatabaseError> {
        let knows = self.knows();
        let generated = if knows.generated_columns { "a.attgenerated::text" } else { "''" };
        let identity = if knows.identities { "a.attidentity::text" } else { "''" };
        let options = if knows.identities {
            "CASE WHEN a.attidentity <> '' THEN (SELECT ARRAY[q.seqstart, q.seqincrement, q.seqmin, q.seqmax, \
             q.seqcache, q.seqcycle::int] FROM pg_catalog.pg_depend o JOIN pg_catalog.pg_sequence q ON q.seqrelid \
             = o.objid WHERE o.classid = 'pg_catalog.pg_class'::regclass AND o.refclassid = \
             'pg_catalog.pg_class'::regclass AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum AND \
             o.deptype = 'i') END"
        } else {
            "NULL::bigint[]"
        };
        let sql = include_str!("../sql/columns.sql")
            .replace("{generated}", generated)
            .replace("{identity}", identity)
            .replace("{identity_options}", options)
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        if Row::all(&rows).any(|row| row.text(2).is_some_and(Reader::needs_named_types)) {
            named_types::loaded(self.connection, &mut self.named_types)?;
        }
        let reader = Reader { named: self.named_types.as_ref(), vectors };
        let schema = found.schema.clone();
        let mut ordered: Vec<(usize, Option<i64>, Row<'_>)> = Row::all(&rows)
            .filter_map(|row| Some((found.tables.get_index_of(&row.number(0)?)?, row.number(11), row)))
            .collect();
        ordered.sort_unstable_by_key(|(table, number, _)| (*table, *number));
        for (place, number, row) in ordered {
            if let (Some(table), Some(number), Some(name)) = (row.number(0), number, row.text(1)) {
                found.names.insert(table, number, name);
            }
            let Some(column) = column(row, schema.as_ref(), &reader, &mut found.warnings) else { continue };
            if let Some((_, (table, _))) = found.tables.get_index_mut(place) {
                table.columns.push(column);
            }
        }
        Ok(())
    }
}

fn column(
    row: Row<'_>,
    schema: Option<&Identifier>,
    reader: &Reader<'_>,
    warnings: &mut Vec<String>,
) -> Option<Column> {
    let name = row.text(1)?;
    let ty = reader.read(row.text(2), || format!("column '{name}'"), row.text(9), warnings);
    let mut default = row.owned(3);
    let mut nullable = !row.flag(4);
    if let ColumnType::Postgres(PostgresType::Domain(domain)) = &ty {
        // A column can have a default of its own, but it cannot do away with its domain's.
        if default.as_deref().unwrap_or_default().is_empty() && domain.default.is_some() {
            default.clone_from(&domain.default);
        }
        nullable = nullable && domain.not_null != Some(true);
    }
    let mut column = Column::new(name, ty);
    column.nullable = Some(nullable);
    column.comment = row.owned(5);
    let mut counts = false;
    match row.text(6) {
        Some(kind @ ("s" | "v")) => {
            column.computed = Some(Box::new(Computed {
                expression: Expr::text(default.unwrap_or_default()),
                persisted: Some(kind == "s"),
            }));
        }
        _ => {
            if let Some(default) = default {
                let is_serial = default.starts_with("nextval('") && default.contains("'::regclass)");
                let (default, is_sequence) = in_schema(default, schema);
                counts = is_sequence && column.ty.is_integer("postgresql");
                column.server_default = Some(ServerDefault::Expression(Expr::text(default)));
                column.owned_sequence = row.owned(10).filter(|_| is_serial);
            }
        }
    }
    if let Some(kind @ ("a" | "d")) = row.text(7) {
        column.identity = Some(Box::new(identity(kind == "a", &row.numbers(8))));
        counts = true;
    }
    column.autoincrement = if counts { Autoincrement::Yes } else { Autoincrement::No };
    Some(column)
}

/// A default that reads a sequence: whether it does, and with the reflected schema's name before a
/// sequence without one. Where there is one to add, what stands before `nextval` is lost: so it is in
/// `SQLAlchemy`.
fn in_schema(default: String, schema: Option<&Identifier>) -> (String, bool) {
    const CALL: &str = "nextval('";
    let Some(start) = default.find(CALL) else { return (default, false) };
    let argument = start + CALL.len();
    let Some(rest) = default.get(argument..) else { return (default, false) };
    let Some(end) = rest.find('\'').filter(|end| *end > 0) else { return (default, false) };
    let (sequence, after) = rest.split_at(end);
    match schema {
        Some(schema) if !sequence.contains('.') => (format!("{CALL}\"{schema}\".{sequence}{after}"), true),
        _ => (default, true),
    }
}

fn identity(always: bool, options: &[i64]) -> Identity {
    let option = |place: usize| options.get(place).copied();
    Identity {
        always,
        on_null: None,
        options: SequenceOptions {
            start: option(0),
            increment: option(1),
            minvalue: option(2),
            maxvalue: option(3),
            cache: option(4),
            cycle: option(5).map(|cycle| cycle != 0),
            ..SequenceOptions::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::in_schema;

    // Expected: what SQLAlchemy 2.1.9 reflects of these defaults on PostgreSQL 15.
    #[test]
    fn a_sequence_without_schema_gets_the_reflected_one() {
        let schema = "other".into();
        let plain = "nextval('s'::regclass)".to_owned();
        assert_eq!(in_schema(plain.clone(), None), (plain.clone(), true));
        assert_eq!(in_schema(plain, Some(&schema)), ("nextval('\"other\".s'::regclass)".to_owned(), true));
        let named = "nextval('other.s'::regclass)".to_owned();
        assert_eq!(in_schema(named.clone(), Some(&schema)), (named, true));
        assert_eq!(in_schema("now()".to_owned(), Some(&schema)), ("now()".to_owned(), false));
    }
}

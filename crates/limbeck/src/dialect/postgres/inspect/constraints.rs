//! Primary keys, unique constraints, foreign keys and CHECKs.

use super::{super::QUOTING, Found, PostgresInspector};
use crate::{
    connection::DatabaseError,
    dialect::catalogue::{Row, without_parentheses},
    expr::Expr,
    name::{Identifier, QualifiedName},
    schema::{CheckConstraint, Constraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint},
};

impl PostgresInspector<'_> {
    /// Fills in primary keys and unique constraints.
    pub(super) fn keys(
        &mut self,
        scope: &str,
        primary: bool,
        unique: bool,
        found: &mut Found,
    ) -> Result<(), DatabaseError> {
        let knows = self.knows();
        let kinds = match (primary, unique) {
            (true, true) => "'p', 'u'",
            (true, false) => "'p'",
            (false, _) => "'u'",
        };
        let key_count = if knows.included_columns { "i.indnkeyatts::bigint" } else { "i.indnatts::bigint" };
        let nulls = if knows.nulls_not_distinct { "i.indnullsnotdistinct" } else { "false" };
        let sql = include_str!("../sql/keys.sql")
            .replace("{kinds}", kinds)
            .replace("{key_count}", key_count)
            .replace("{nulls_not_distinct}", nulls)
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        for row in Row::all(&rows) {
            let Some(table) = found.table(row.number(0)) else { continue };
            let mut columns: Vec<Identifier> = row.texts(3).into_iter().map(Into::into).collect();
            let count = row.number(4).and_then(|count| usize::try_from(count).ok()).unwrap_or(columns.len());
            let include = columns.split_off(count.min(columns.len()));
            let name = row.owned(1).map(Into::into);
            let comment = row.owned(6);
            if row.text(2) == Some("p") {
                for column in &mut table.columns {
                    column.primary_key = columns.contains(&column.name);
                }
                table.primary_key = Some(PrimaryKeyConstraint {
                    name,
                    columns,
                    include,
                    comment,
                    ..PrimaryKeyConstraint::default()
                });
            } else {
                table.constraints.push(Constraint::Unique(UniqueConstraint {
                    name,
                    columns,
                    include,
                    comment,
                    nulls_not_distinct: Some(row.flag(5)),
                    ..UniqueConstraint::default()
                }));
            }
        }
        Ok(())
    }

    /// Fills in foreign keys.
    pub(super) fn foreign_keys(&mut self, scope: &str, found: &mut Found) -> Result<(), DatabaseError> {
        let delete_columns = if self.knows().delete_columns {
            "ARRAY(SELECT a.attname::text FROM unnest(k.confdelsetcols) WITH ORDINALITY AS e (number, place) JOIN \
             pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = e.number ORDER BY e.place)"
        } else {
            "NULL::text[]"
        };
        let sql = include_str!("../sql/foreign_keys.sql")
            .replace("{delete_columns}", delete_columns)
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        let schema = found.schema.clone();
        for row in Row::all(&rows) {
            let Some(table) = found.table(row.number(0)) else { continue };
            table.constraints.push(Constraint::ForeignKey(foreign_key(row, schema.as_ref())));
        }
        Ok(())
    }

    /// Fills in CHECKs.
    pub(super) fn checks(&mut self, scope: &str, found: &mut Found) -> Result<(), DatabaseError> {
        let rows = self.query(&include_str!("../sql/checks.sql").replace("{scope}", scope))?;
        for row in Row::all(&rows) {
            let (Some(name), Some(definition)) = (row.text(1), row.text(2)) else { continue };
            let Some((table, notes)) = row.number(0).and_then(|oid| found.tables.get_mut(&oid)) else {
                continue;
            };
            let text = taken_apart(definition);
            if text.not_valid {
                notes.unvalidated_checks.push(name.to_owned());
            }
            if text.no_inherit {
                notes.uninherited_checks.push(name.to_owned());
            }
            table.constraints.push(Constraint::Check(CheckConstraint {
                name: Some(name.into()),
                condition: Expr::text(text.condition),
                deferrable: None,
                initially: None,
                column: None,
                type_of: None,
                not_valid: false,
                no_inherit: false,
                naming_template: None,
                comment: row.owned(3),
            }));
        }
        Ok(())
    }
}

fn foreign_key(row: Row<'_>, schema: Option<&Identifier>) -> ForeignKeyConstraint {
    let identifiers = |place| row.texts(place).into_iter().map(Identifier::from).collect();
    let referred_schema = row.text(4).unwrap_or_default();
    // A schema on the search path is not told, unless it is the one that was asked for.
    let is_asked_for = schema.is_some_and(|schema| schema.text == referred_schema);
    let tells_schema = !row.flag(5) || is_asked_for;
    let name = row.owned(3).unwrap_or_default();
    let referred_table =
        if tells_schema { QualifiedName::in_schema(referred_schema, name) } else { QualifiedName::new(name) };
    let mut on_delete = action(row.text(8));
    let set_columns = row.texts(9);
    if let Some(action) = &mut on_delete
        && !set_columns.is_empty()
    {
        let columns: Vec<String> =
            set_columns.iter().map(|name| QUOTING.quote(&name.as_str().into(), false)).collect();
        *action = format!("{action} ({})", columns.join(", "));
    }
    ForeignKeyConstraint {
        name: row.owned(1).map(Into::into),
        columns: identifiers(2),
        referred_table,
        referred_columns: identifiers(6),
        on_update: action(row.text(7)),
        on_delete,
        match_: match row.text(10) {
            Some("f") => Some("FULL".to_owned()),
            Some("p") => Some("PARTIAL".to_owned()),
            _ => None,
        },
        deferrable: row.flag(11).then_some(true),
        initially: row.flag(12).then(|| "DEFERRED".to_owned()),
        comment: row.owned(13),
        ..ForeignKeyConstraint::default()
    }
}

/// Source: PostgreSQL manual, "`pg_constraint`". NO ACTION is the default and not told.
fn action(letter: Option<&str>) -> Option<String> {
    Some(
        match letter? {
            "r" => "RESTRICT",
            "c" => "CASCADE",
            "n" => "SET NULL",
            "d" => "SET DEFAULT",
            _ => return None,
        }
        .to_owned(),
    )
}

/// See [`taken_apart`].
struct CheckText<'a> {
    condition: &'a str,
    no_inherit: bool,
    not_valid: bool,
}

/// `CHECK ((a > 1)) NO INHERIT NOT VALID`.
fn taken_apart(definition: &str) -> CheckText<'_> {
    let rest = definition.trim_start_matches("CHECK").trim_start_matches(' ');
    let (rest, not_valid) = rest.strip_suffix(" NOT VALID").map_or((rest, false), |rest| (rest, true));
    let (rest, no_inherit) = rest.strip_suffix(" NO INHERIT").map_or((rest, false), |rest| (rest, true));
    let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
    CheckText { condition: without_parentheses(inner), no_inherit, not_valid }
}

//! Primary keys, unique constraints, foreign keys and CHECKs.

use super::{
    super::QUOTING,
    Found, Knows, PostgresInspector,
    column_names::{ColumnNames, vector},
};
use crate::{
    connection::DatabaseError,
    dialect::catalogue::{Row, without_parentheses},
    expr::Expr,
    name::{Identifier, QualifiedName},
    python::python_repr,
    schema::{CheckConstraint, Constraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint},
};
use indexmap::IndexMap;

/// Whether a key comes from one of another table. A CHECK has no such mark, but is inherited by count.
fn inherited(knows: Knows) -> &'static str {
    if knows.attached_indexes { "k.conparentid <> 0" } else { "false" }
}

fn note_inherited(row: Row<'_>, place: usize, found: &mut Found) {
    if row.flag(place)
        && let (Some(name), Some(notes)) = (row.owned(1), found.notes(row.number(0)))
    {
        notes.inherited_constraints.insert(name);
    }
}

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
            .replace("{inherited}", inherited(knows))
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        self.learn_column_names(found.tables_of(&rows), &mut found.names)?;
        for row in Row::all(&rows) {
            let Some(oid) = row.number(0) else { continue };
            let mut columns = found.names.identifiers(oid, &vector(row.text(3)));
            let count = row.number(4).and_then(|count| usize::try_from(count).ok()).unwrap_or(columns.len());
            let include = columns.split_off(count.min(columns.len()));
            note_inherited(row, 7, found);
            let Some(table) = found.table(Some(oid)) else { continue };
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
                    keywords: unique_keywords(&include, knows.included_columns, row.flag(5)),
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
        let delete_columns =
            if self.knows().delete_columns { "k.confdelsetcols::int[]" } else { "NULL::int[]" };
        let sql = include_str!("../sql/foreign_keys.sql")
            .replace("{delete_columns}", delete_columns)
            .replace("{inherited}", inherited(self.knows()))
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        let about =
            Row::all(&rows).filter(|row| row.number(0).is_some_and(|oid| found.tables.contains_key(&oid)));
        let tables = about.flat_map(|row| [row.number(0), row.number(3)]).flatten().collect();
        self.learn_column_names(tables, &mut found.names)?;
        for row in Row::all(&rows) {
            let key = foreign_key(row, found.schema.as_ref(), &found.names);
            note_inherited(row, 15, found);
            if let Some(table) = found.table(row.number(0)) {
                table.constraints.push(Constraint::ForeignKey(key));
            }
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
            if row.flag(4) {
                notes.inherited_constraints.insert(name.to_owned());
            }
            if text.no_inherit {
                notes.uninherited_checks.push(name.to_owned());
            }
            table.constraints.push(Constraint::Check(CheckConstraint {
                comment: row.owned(3),
                keywords: check_keywords(&text),
                ..CheckConstraint::new(Some(name.into()), Expr::text(text.condition))
            }));
        }
        Ok(())
    }
}

fn foreign_key(row: Row<'_>, schema: Option<&Identifier>, names: &ColumnNames) -> ForeignKeyConstraint {
    let (own, other) = (row.number(0).unwrap_or_default(), row.number(3).unwrap_or_default());
    let referred_schema = row.text(5).unwrap_or_default();
    // A schema on the search path is not told, unless it is the one that was asked for.
    let is_asked_for = schema.is_some_and(|schema| schema.text == referred_schema);
    let tells_schema = !row.flag(6) || is_asked_for;
    let name = row.owned(4).unwrap_or_default();
    let referred_table =
        if tells_schema { QualifiedName::in_schema(referred_schema, name) } else { QualifiedName::new(name) };
    let mut on_delete = action(row.text(9));
    let set_columns = names.identifiers(own, &row.numbers(10));
    if let Some(action) = &mut on_delete
        && !set_columns.is_empty()
    {
        let columns: Vec<String> = set_columns.iter().map(|name| QUOTING.quote(name, false)).collect();
        *action = format!("{action} ({})", columns.join(", "));
    }
    ForeignKeyConstraint {
        name: row.owned(1).map(Into::into),
        columns: names.identifiers(own, &row.numbers(2)),
        referred_table,
        referred_columns: names.identifiers(other, &row.numbers(7)),
        on_update: action(row.text(8)),
        on_delete,
        match_: match row.text(11) {
            Some("f") => Some("FULL".to_owned()),
            Some("p") => Some("PARTIAL".to_owned()),
            _ => None,
        },
        deferrable: row.flag(12).then_some(true),
        initially: row.flag(13).then(|| "DEFERRED".to_owned()),
        comment: row.owned(14),
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

/// What `SQLAlchemy` keeps with a reflected unique constraint, empty or not.
fn unique_keywords(
    include: &[Identifier],
    knows_include: bool,
    nulls_not_distinct: bool,
) -> IndexMap<String, String> {
    let mut keywords = IndexMap::new();
    if knows_include {
        let names: Vec<String> = include.iter().map(|name| python_repr(&name.text)).collect();
        keywords.insert("postgresql_include".to_owned(), format!("[{}]", names.join(", ")));
    }
    let distinct = if nulls_not_distinct { "True" } else { "False" };
    keywords.insert("postgresql_nulls_not_distinct".to_owned(), distinct.to_owned());
    keywords
}

/// What `SQLAlchemy` keeps with a reflected CHECK: it hands on what it does not understand itself.
fn check_keywords(text: &CheckText<'_>) -> IndexMap<String, String> {
    let mut options = Vec::new();
    if text.not_valid {
        options.push("'not_valid': True");
    }
    if text.no_inherit {
        options.push("'no_inherit': True");
    }
    let mut keywords = IndexMap::new();
    if !options.is_empty() {
        keywords.insert("dialect_options".to_owned(), format!("{{{}}}", options.join(", ")));
    }
    keywords
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

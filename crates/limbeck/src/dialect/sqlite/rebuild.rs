//! A table built anew on SQLite, with what Alembic's way of doing it loses.
//!
//! Lives here: reading what reflection does not see, and making it part of the new table; triggers and
//! views, which do not survive the old table's end or stand in the way of the new one's name. Does not live
//! here: the rebuild as such (`catalog::rebuild`, `ansi::rebuild`), foreign keys that are switched off
//! around it (`runtime::session`).

use super::stored::{IndexText, index_text, table_clauses};
use crate::{
    catalog::{
        rebuild::{Rebuilt, rebuild},
        tokens::{mentions, renamed},
    },
    dialect::{CompileContext, CompileError, Statement, ansi::rebuild as common, writer::Speller},
    expr::{Expr, Text, Value},
    name::Identifier,
    op::Batch,
    schema::{
        CheckConstraint, Column, Constraint, ForeignKeyConstraint, Index, IndexElement, ServerDefault, Table,
        UniqueConstraint,
    },
    types::{ColumnType, PostgresType},
};

/// The statements of a batch that builds its table anew.
pub(super) fn compile(
    speller: &Speller<'_>,
    batch: &Batch,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    let common::Existing { mut table, reflected, mut warnings } =
        common::existing(speller.dialect, batch, context)?;
    // They are not skipped here.
    warnings
        .retain(|warning| !warning.starts_with("Skipped unsupported reflection of expression-based index"));
    let stored = Stored::read(speller, &table, context)?;
    if reflected {
        table.columns.iter_mut().for_each(parenthesize_default);
        if let Some(stored) = &stored {
            stored.complete(speller, &mut table, context)?;
        }
    }
    let mut rebuilt = rebuild(&table, batch, reflected)?;
    rebuilt.warnings.splice(0..0, warnings.into_iter().map(|warning| ("SAWarning", warning)));
    let ways = common::Ways {
        casts: |ty| !is_json(ty),
        // SQLite fills generated columns itself and takes no values for them.
        fills_generated: stored.is_some(),
        ..common::Ways::default()
    };
    let Some(stored) = stored else {
        return common::statements(speller.dialect, &table, &rebuilt, context, &ways);
    };
    let triggers = stored.triggers(&rebuilt)?;
    settle_indexes(&mut rebuilt, speller);
    let mut statements = common::statements(speller.dialect, &table, &rebuilt, context, &ways)?;
    if stored.is_referred_to(&rebuilt)
        && let Some(first) = statements.first_mut()
    {
        first.suspends_foreign_keys = true;
    }
    stored.surround(speller, &table, &rebuilt, &mut statements);
    // What Alembic fails with comes last.
    let end = statements.iter().position(|statement| statement.failure.is_some());
    let end = end.unwrap_or(statements.len());
    statements.splice(end..end, triggers.into_iter().map(Statement::new));
    Ok(statements)
}

/// Alembic casts nothing to JSON on SQLite; a user's class around JSON is not meant by that.
fn is_json(ty: &ColumnType) -> bool {
    if let ColumnType::Variant(variant) = ty {
        return is_json(&variant.base);
    }
    matches!(
        ty,
        ColumnType::Json(_) | ColumnType::Postgres(PostgresType::Json { .. } | PostgresType::Jsonb { .. })
    )
}

/// A reflected default as Alembic writes it again: in parentheses unless it is plain.
fn parenthesize_default(column: &mut Column) {
    if let Some(ServerDefault::Expression(Expr::Text(Text { sql: text, .. }))) = &column.server_default {
        let inside = |open: char, close: char| {
            text.len() > 2 && text.starts_with(open) && text.ends_with(close) && !text.contains('\n')
        };
        let digit = text.len() == 1 && text.chars().all(|each| each.is_ascii_digit() || each == '.');
        let plain = text.is_empty() || digit || inside('\'', '\'') || inside('(', ')');
        let text = if plain { text.clone() } else { format!("({text})") };
        column.server_default = Some(ServerDefault::Expression(Expr::Literal(text)));
    }
}

/// An index of the text it was made with: `DESC`, `COLLATE` and expressions included.
fn index_of(name: &str, text: IndexText) -> Index {
    Index {
        name: Some(name.into()),
        elements: text
            .elements
            .into_iter()
            .map(|text| IndexElement::Expression(Expr::Literal(text)))
            .collect(),
        unique: text.unique,
        sqlite_where: text.condition.map(Expr::Literal),
        ..Index::default()
    }
}

/// Indexes kept as text follow the columns' new names, and go with a column that goes.
fn settle_indexes(rebuilt: &mut Rebuilt, speller: &Speller<'_>) {
    let (names, touched) = (&rebuilt.names, &rebuilt.touched);
    let is_text = |element: &IndexElement| matches!(element, IndexElement::Expression(Expr::Literal(_)));
    rebuilt.indexes.retain(|index| {
        !index.elements.iter().any(|element| match element {
            IndexElement::Expression(Expr::Literal(text)) => {
                touched.iter().any(|column| !names.contains_key(column) && mentions(text, column))
            }
            IndexElement::Expression(_) | IndexElement::Column(_) => false,
        })
    });
    let follow = |text: &mut String| {
        for column in touched {
            if let Some(name) = names.get(column).filter(|name| name.text != *column) {
                *text = renamed(text, column, &speller.name(name));
            }
        }
    };
    for index in rebuilt.indexes.iter_mut().filter(|index| index.elements.iter().any(is_text)) {
        for element in &mut index.elements {
            if let IndexElement::Expression(Expr::Literal(text)) = element {
                follow(text);
            }
        }
        if let Some(Expr::Literal(text)) = &mut index.sqlite_where {
            follow(text);
        }
    }
}

/// One row of `sqlite_master`.
struct Object {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

/// What the database keeps as text.
struct Stored {
    objects: Vec<Object>,
    table: String,
    foreign_keys: bool,
    legacy_renaming: bool,
    /// The counter of `AUTOINCREMENT`.
    counted: bool,
}

impl Stored {
    /// `None` where there is no database.
    fn read(
        speller: &Speller<'_>,
        table: &Table,
        context: &mut CompileContext<'_>,
    ) -> Result<Option<Self>, CompileError> {
        let master = master(speller, table, "sqlite_master");
        let Some(rows) = context.lookup.ask(&format!("SELECT type, name, tbl_name, sql FROM {master}"))?
        else {
            return Ok(None);
        };
        let objects: Vec<Object> = rows
            .into_iter()
            .filter_map(|row| {
                let mut texts = row.into_iter().map(|value| text_of(&value).unwrap_or_default().to_owned());
                Some(Object {
                    kind: texts.next()?,
                    name: texts.next()?,
                    table: texts.next()?,
                    sql: texts.next()?,
                })
            })
            .collect();
        let mut flag = |pragma: &str| -> Result<bool, CompileError> {
            let rows = context.lookup.ask(&format!("PRAGMA {pragma}"))?.unwrap_or_default();
            Ok(matches!(rows.first().and_then(|row| row.first()), Some(Value::Integer(1))))
        };
        let (foreign_keys, legacy_renaming) = (flag("foreign_keys")?, flag("legacy_alter_table")?);
        let table = table.name.name.text.clone();
        let counted =
            objects.iter().any(|object| object.is_table(&table) && table_clauses(&object.sql).autoincrement);
        Ok(Some(Self { objects, table, foreign_keys, legacy_renaming, counted }))
    }

    /// Gives a reflected table what reflection does not see.
    fn complete(
        &self,
        speller: &Speller<'_>,
        table: &mut Table,
        context: &mut CompileContext<'_>,
    ) -> Result<(), CompileError> {
        let Some(own) = self.objects.iter().find(|object| object.is_table(&self.table)) else {
            return Ok(());
        };
        let clauses = table_clauses(&own.sql);
        table.options.sqlite.autoincrement |= clauses.autoincrement;
        for found in &clauses.columns {
            let named = |name: &str| name.eq_ignore_ascii_case(&found.name);
            for constraint in &mut table.constraints {
                if let Constraint::ForeignKey(key) = constraint
                    && key.columns.len() == 1
                    && key.columns.iter().all(|column| named(&column.text))
                {
                    key.deferrable = key.deferrable.or(found.deferrable);
                    key.initially = key.initially.take().or_else(|| found.initially.clone());
                }
            }
            let Some(column) = table.columns.iter_mut().find(|column| named(&column.name.text)) else {
                continue;
            };
            if column.sqlite_collation.is_none() && !has_collation(&column.ty) {
                column.sqlite_collation.clone_from(&found.collation);
            }
            if let (Some(computed), Some(expression)) = (&mut column.computed, &found.generated) {
                // Reflection takes the rest of the line along.
                computed.expression = Expr::Literal(expression.clone());
            }
            let [not_null, primary_key, unique] = found.on_conflict.clone();
            let clauses = &mut column.sqlite_on_conflict;
            clauses.not_null = clauses.not_null.take().or(not_null);
            clauses.primary_key = clauses.primary_key.take().or(primary_key);
            clauses.unique = clauses.unique.take().or(unique);
        }
        for constraint in &mut table.constraints {
            if let Constraint::Unique(unique) = constraint
                && let Some((_, clause)) = clauses.uniques.iter().find(|(columns, _)| {
                    columns.len() == unique.columns.len()
                        && columns.iter().zip(&unique.columns).all(|(left, right)| *left == right.text)
                })
            {
                unique.sqlite_on_conflict.get_or_insert_with(|| clause.clone());
            }
        }
        table.constraints.retain(|constraint| !matches!(constraint, Constraint::Check(_)));
        for (name, condition) in clauses.checks {
            let name = name.map(Identifier::from);
            table.constraints.push(Constraint::Check(CheckConstraint::new(name, Expr::Literal(condition))));
        }
        if let Some(clause) = clauses.primary_key
            && !table.primary_key_columns().is_empty()
        {
            table.primary_key.get_or_insert_default().sqlite_on_conflict.get_or_insert(clause);
        }
        self.actions(speller, table, context)?;
        self.uniques(speller, table, context)?;
        self.indexes(table);
        Ok(())
    }

    /// `ON DELETE` and `ON UPDATE` of references inside a column's definition.
    fn actions(
        &self,
        speller: &Speller<'_>,
        table: &mut Table,
        context: &mut CompileContext<'_>,
    ) -> Result<(), CompileError> {
        let pragma = master(speller, table, "foreign_key_list");
        let name = speller.dialect.quoting().quoted(&self.table, false);
        let rows = context.lookup.ask(&format!("PRAGMA {pragma}({name})"))?.unwrap_or_default();
        for row in rows {
            let texts: Vec<Option<&str>> = row.iter().map(text_of).collect();
            let [_, _, Some(referred), Some(from), _, Some(on_update), Some(on_delete), ..] =
                texts.as_slice()
            else {
                continue;
            };
            let is_this = |key: &ForeignKeyConstraint| {
                key.referred_table.name.text.eq_ignore_ascii_case(referred)
                    && key.columns.len() == 1
                    && key.columns.iter().all(|column| column.text.eq_ignore_ascii_case(from))
            };
            for constraint in &mut table.constraints {
                if let Constraint::ForeignKey(key) = constraint
                    && is_this(key)
                {
                    let action = |text: &str| (text != "NO ACTION").then(|| text.to_owned());
                    key.on_update = key.on_update.take().or_else(|| action(on_update));
                    key.on_delete = key.on_delete.take().or_else(|| action(on_delete));
                }
            }
        }
        Ok(())
    }

    /// `UNIQUE` inside a column's definition, which `SQLAlchemy` sees with few types only.
    fn uniques(
        &self,
        speller: &Speller<'_>,
        table: &mut Table,
        context: &mut CompileContext<'_>,
    ) -> Result<(), CompileError> {
        let quoted = |name: &str| speller.dialect.quoting().quoted(name, false);
        let list = master(speller, table, "index_list");
        let info = master(speller, table, "index_info");
        let rows = context.lookup.ask(&format!("PRAGMA {list}({})", quoted(&self.table)))?;
        for row in rows.unwrap_or_default() {
            let [_, Value::Text(index), _, Value::Text(origin), ..] = row.as_slice() else { continue };
            if origin != "u" {
                continue;
            }
            let rows = context.lookup.ask(&format!("PRAGMA {info}({})", quoted(index)))?;
            let columns: Vec<Identifier> = rows
                .unwrap_or_default()
                .into_iter()
                .filter_map(|row| row.get(2).and_then(text_of).map(Identifier::from))
                .collect();
            let known = table.constraints.iter().any(|constraint| match constraint {
                Constraint::Unique(unique) => unique.columns == columns,
                Constraint::PrimaryKey(_)
                | Constraint::ForeignKey(_)
                | Constraint::Check(_)
                | Constraint::Exclude(_) => false,
            });
            if !known && !columns.is_empty() {
                let unique = UniqueConstraint { columns, ..UniqueConstraint::default() };
                table.constraints.push(Constraint::Unique(unique));
            }
        }
        Ok(())
    }

    /// Indexes that say more than the names of columns, as they were made.
    fn indexes(&self, table: &mut Table) {
        for object in self.objects.iter().filter(|object| object.kind == "index" && object.is_of(&self.table))
        {
            let Some(text) = index_text(&object.sql).filter(|text| !text.plain) else { continue };
            let place = table
                .indexes
                .iter()
                .position(|index| index.name.as_ref().is_some_and(|name| name.text == object.name));
            let index = index_of(&object.name, text);
            match place.and_then(|place| table.indexes.get_mut(place)) {
                Some(known) => *known = index,
                None => table.indexes.push(index),
            }
        }
    }

    /// The table's triggers, to be made again. One that speaks of a column that goes or gets another name
    /// would be wrong, and SQLite would not say so.
    fn triggers(&self, rebuilt: &Rebuilt) -> Result<Vec<String>, CompileError> {
        let mut out = Vec::new();
        for object in
            self.objects.iter().filter(|object| object.kind == "trigger" && object.is_of(&self.table))
        {
            for column in &rebuilt.touched {
                let stays = rebuilt.names.get(column).is_some_and(|name| name.text == *column);
                if !stays && mentions(&object.sql, column) {
                    return Err(CompileError::unsupported(
                        format!(
                            "keeping trigger {} of table {}, which speaks of column {column}",
                            object.name, self.table
                        ),
                        format!(
                            "drop the trigger before the batch (op.execute('DROP TRIGGER {}')) and make it again \
                             after it; Alembic would lose it",
                            object.name
                        ),
                    ));
                }
            }
            out.push(object.sql.clone());
        }
        Ok(out)
    }

    /// Whether the end of the old table would reach rows that refer to it.
    fn is_referred_to(&self, rebuilt: &Rebuilt) -> bool {
        let own = rebuilt.table.constraints.iter().any(|constraint| match constraint {
            Constraint::ForeignKey(key) => key.referred_table.name.text.eq_ignore_ascii_case(&self.table),
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::Check(_)
            | Constraint::Exclude(_) => false,
        });
        let others = self.objects.iter().any(|object| {
            object.kind == "table" && !object.is_of(&self.table) && mentions(&object.sql, &self.table)
        });
        self.foreign_keys && (own || others)
    }

    /// What stands around the statements: a counter that goes on, a renaming that views do not hinder.
    fn surround(
        &self,
        speller: &Speller<'_>,
        table: &Table,
        rebuilt: &Rebuilt,
        statements: &mut Vec<Statement>,
    ) {
        let of = |prefix: &str| statements.iter().position(|statement| statement.sql.starts_with(prefix));
        let speaks = |object: &Object| {
            matches!(object.kind.as_str(), "view" | "trigger")
                && !(object.kind == "trigger" && object.is_of(&self.table))
        };
        if let Some(rename) = of("ALTER TABLE ")
            && !self.legacy_renaming
            && self.objects.iter().any(speaks)
        {
            // Otherwise SQLite looks whether every view and trigger still makes sense, and just now none that
            // speaks of this table does.
            let off = "PRAGMA legacy_alter_table=OFF";
            if let Some(statement) = statements.get_mut(rename) {
                statement.cleanup = Some(off.to_owned());
            }
            statements.insert(rename + 1, Statement::new(off));
            statements.insert(rename, Statement::new("PRAGMA legacy_alter_table=ON"));
        }
        let of = |prefix: &str| statements.iter().position(|statement| statement.sql.starts_with(prefix));
        if self.counted
            && rebuilt.table.options.sqlite.autoincrement
            && let Some(drop) = of("DROP TABLE ")
        {
            let sequence = master(speller, table, "sqlite_sequence");
            let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
            let (old, new) = (quoted(&self.table), quoted(&rebuilt.table.name.name.text));
            statements.splice(
                drop..drop,
                [
                    Statement::new(format!("DELETE FROM {sequence} WHERE name = {new}")),
                    Statement::new(format!(
                        "INSERT INTO {sequence} (name, seq) SELECT {new}, seq FROM {sequence} WHERE name = {old}"
                    )),
                ],
            );
        }
    }
}

impl Object {
    fn is_table(&self, name: &str) -> bool {
        self.kind == "table" && self.name.eq_ignore_ascii_case(name)
    }

    fn is_of(&self, table: &str) -> bool {
        self.table.eq_ignore_ascii_case(table)
    }
}

fn text_of(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn has_collation(ty: &ColumnType) -> bool {
    matches!(ty, ColumnType::Character(character) if character.collation.is_some())
}

/// A name of the database that a table is in.
fn master(speller: &Speller<'_>, table: &Table, name: &str) -> String {
    match &table.name.schema {
        Some(schema) if !schema.text.is_empty() => format!("{}.{name}", speller.name(schema)),
        _ => name.to_owned(),
    }
}

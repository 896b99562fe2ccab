//! What MySQL and MariaDB store otherwise than it was declared.
//!
//! Source: spec/alembic-surface.md §6.3 to §6.5.

use crate::{
    dialect::{
        CompileError, ansi,
        compare::{Comparison, DefaultVerdict, Defaults, IndexVerdict, Members, Pair},
        precedence,
        writer::Speller,
    },
    schema::{Autoincrement, Column, Constraint, ForeignKeyConstraint, Index, Table, UniqueConstraint},
    types::{ColumnType, MysqlType},
};
use std::borrow::Cow;

/// See [`Comparison`].
pub(super) struct Rules;

impl Comparison for Rules {
    fn type_synonyms(&self) -> &'static [&'static [&'static str]] {
        &[ansi::compare::TYPE_SYNONYMS, &["bool", "tinyint"], &["json", "longtext"]]
    }

    /// Of two enumerations only the values count, and not their order.
    fn types_differ(&self, types: Pair<&ColumnType>) -> Option<bool> {
        let (Some(database), Some(model)) = (values(types.database), values(types.model)) else {
            return None;
        };
        let within = |some: &[String], others: &[String]| some.iter().all(|value| others.contains(value));
        Some(!(within(database, model) && within(model, database)))
    }

    fn type_options(&self) -> &'static [&'static str] {
        &["character set", "collate"]
    }

    fn reflected_default(&self, _text: &str) -> Option<String> {
        None
    }

    fn defaults(
        &self,
        _speller: &Speller<'_>,
        defaults: &Defaults<'_>,
    ) -> Result<DefaultVerdict, CompileError> {
        let differs = defaults_differ(&defaults.columns, defaults.texts);
        Ok(if differs { DefaultVerdict::Differs } else { DefaultVerdict::Equal })
    }

    fn computed_text(&self, text: &str) -> String {
        ansi::compare::computed_text(text)
    }

    /// Takes away the index that the server makes for a foreign key: it is called like the key, or like one
    /// of its columns. The model's index of that name goes too, or it would count as new.
    fn correct_members(&self, members: &mut Pair<Members<'_>>, tables: Pair<Option<&Table>>) -> Vec<String> {
        let Some(table) = tables.database else { return Vec::new() };
        let text = |index: &Index| index.name.as_ref().map(|name| name.text.clone());
        let mut removed = Vec::new();
        members.database.indexes.retain(|member| {
            let made = !member.item.unique && is_made_for_a_key(table, member.item);
            if made {
                removed.push(text(member.item));
            }
            !made
        });
        members.model.indexes.retain(|member| !removed.contains(&text(member.item)));
        Vec::new()
    }

    /// RESTRICT is what the server does anyway, and does not tell of.
    fn correct_foreign_key(&self, keys: Pair<&ForeignKeyConstraint>) -> Option<ForeignKeyConstraint> {
        let Pair { database, model } = keys;
        let restricts =
            |phrase: &Option<String>| phrase.as_ref().is_some_and(|it| it.eq_ignore_ascii_case("restrict"));
        let mut corrected = database.clone();
        if restricts(&model.on_delete) && database.on_delete.is_none() {
            corrected.on_delete = Some("RESTRICT".to_owned());
        }
        if restricts(&model.on_update) && database.on_update.is_none() {
            corrected.on_update = Some("RESTRICT".to_owned());
        }
        (corrected != *database).then_some(corrected)
    }

    fn indexes(
        &self,
        _speller: &Speller<'_>,
        _table: &Table,
        indexes: Pair<&Index>,
    ) -> Result<IndexVerdict, CompileError> {
        Ok(ansi::compare::indexes(indexes))
    }

    fn unique_options(&self, _uniques: Pair<&UniqueConstraint>) -> Option<String> {
        None
    }
}

fn values(ty: &ColumnType) -> Option<&[String]> {
    if let ColumnType::Enum(ty) = ty { Some(&ty.values) } else { None }
}

fn is_made_for_a_key(table: &Table, index: &Index) -> bool {
    let Some(name) = index.name.as_ref().map(|name| name.text.as_str()) else { return false };
    ansi::compare::index_columns(index).into_iter().any(|column| {
        column == name
            || table.constraints.iter().any(|constraint| {
                matches!(constraint, Constraint::ForeignKey(key)
                    if key.name.as_ref().is_some_and(|key| key.text == name)
                        && key.columns.iter().any(|each| each.text == column))
            })
    })
}

fn defaults_differ(columns: &Pair<&Column>, texts: Pair<Option<&str>>) -> bool {
    let Pair { database, model } = texts;
    let filled = |text: Option<&str>| text.is_some_and(|text| !text.is_empty());
    let database_type = precedence::plain(&columns.database.ty);
    let model_type = precedence::plain(&columns.model.ty);
    if is_integer(model_type)
        && columns.database.primary_key
        && columns.database.autoincrement == Autoincrement::No
        && !filled(model)
        && database == Some("'0'")
    {
        return false;
    }
    if filled(database) && is_number(database_type) {
        if database.map(without_wrapping) == model.map(without_wrapping) {
            return false;
        }
    } else if let (Some(model), true) = (model.filter(|text| !text.is_empty()), is_text(model_type)) {
        let bare = model.strip_prefix('\'').unwrap_or(model);
        let bare = bare.strip_suffix('\'').unwrap_or(bare);
        return database != Some(format!("'{bare}'").as_str());
    }
    let (Some(database), Some(model)) =
        (database.filter(|text| !text.is_empty()), model.filter(|text| !text.is_empty()))
    else {
        return database != model;
    };
    let (database, model) = (database.to_lowercase(), model.to_lowercase());
    match (updating(&database), updating(&model)) {
        (None, _) => expression(&database) != expression(&model),
        (Some(_), None) => true,
        (Some((old, old_clause)), Some((new, new_clause))) => {
            old_clause != new_clause || expression(old) != expression(new)
        }
    }
}

/// What is before ` on update …`, and that clause without empty parentheses at its end.
fn updating(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind(" on update")?;
    let (before, clause) = text.split_at(at);
    if text.contains('\n') {
        return None;
    }
    let clause = clause.trim_start_matches(' ');
    Some((before, clause.strip_suffix("()").unwrap_or(clause)))
}

/// An expression without the parentheses around it, and without empty ones behind it.
fn expression(text: &str) -> Cow<'_, str> {
    let bare = enclosed(text, '(', ')').unwrap_or(text);
    Cow::Borrowed(bare.strip_suffix("()").unwrap_or(bare))
}

/// A number without the quotes or parentheses around it.
fn without_wrapping(text: &str) -> &str {
    enclosed(text, '\'', '\'').or_else(|| enclosed(text, '(', ')')).unwrap_or(text)
}

/// What is between two characters, on one line.
fn enclosed(text: &str, open: char, close: char) -> Option<&str> {
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    (!inner.contains('\n')).then_some(inner)
}

fn is_integer(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::SmallInteger(_)
            | ColumnType::Integer(_)
            | ColumnType::BigInteger(_)
            | ColumnType::Mysql(MysqlType::Integer(_))
    )
}

fn is_number(ty: &ColumnType) -> bool {
    is_integer(ty)
        || matches!(
            ty,
            ColumnType::Numeric(_)
                | ColumnType::Float(_)
                | ColumnType::Mysql(MysqlType::Numeric(_) | MysqlType::Float(_))
        )
}

fn is_text(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::Character(_)
            | ColumnType::Enum(_)
            | ColumnType::Mysql(MysqlType::Character(_) | MysqlType::Set(_))
    )
}

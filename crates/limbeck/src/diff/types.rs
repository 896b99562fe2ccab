//! Whether a column's type changed: types are compared by their text in DDL, piece by piece.
//!
//! What only one side says does not count (`VARCHAR` and `VARCHAR(50)` are the same). Source:
//! spec/alembic-surface.md §6.4.

use super::{
    Pair,
    hooks::{ColumnRef, CompareError, CompareHooks},
    options::Switch,
    tables::{Comparator, Compared},
};
use crate::{
    dialect::{CompileError, compare::Comparison},
    op::AlterColumn,
    schema::{Column, Table},
    types::ColumnType,
};

const LOG: &str = "alembic.autogenerate.compare.types";

impl<H: CompareHooks> Comparator<'_, H> {
    /// What the user's `compare_type` says; whether the question stays open.
    pub(super) fn user_type(
        &mut self,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        alter: &mut AlterColumn,
    ) -> Compared<bool, H> {
        if self.options.compare_type == Switch::Off {
            return Ok(false);
        }
        let comparable = self.types_known(tables, columns, alter);
        if !comparable || self.options.compare_type == Switch::On {
            return Ok(true);
        }
        let asked = Pair {
            database: ColumnRef { table: tables.database, column: columns.database },
            model: ColumnRef { table: tables.model, column: columns.model },
        };
        match self.hooks.compare_type(asked).map_err(CompareError::Hook)? {
            Some(true) => {
                self.set_type(tables, columns, alter);
                Ok(false)
            }
            Some(false) => Ok(false),
            None => Ok(true),
        }
    }

    /// What the dialect says.
    pub(super) fn dialect_type(
        &mut self,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        alter: &mut AlterColumn,
    ) -> Compared<(), H> {
        // Alembic asks this twice, once for each way of comparing, and so the line may come twice.
        if self.types_known(tables, columns, alter) && self.types_differ(columns)? {
            self.set_type(tables, columns, alter);
        }
        Ok(())
    }

    fn types_differ(&self, columns: Pair<&Column>) -> Compared<bool, H> {
        let dialect = self.dialect.name();
        let types = Pair { database: &columns.database.ty, model: &columns.model.ty };
        let resolved =
            Pair { database: types.database.for_dialect(dialect), model: types.model.for_dialect(dialect) };
        if let Some(differ) = self.rules.types_differ(resolved) {
            return Ok(differ);
        }
        let database = self.speller.type_sql(types.database)?;
        let model = self.speller.type_sql(types.model)?;
        if database == model {
            return Ok(false);
        }
        let (database, model) = (database.to_lowercase(), model.to_lowercase());
        Ok(!TypeText::read(&database)?.matches(&TypeText::read(&model)?, self.rules))
    }

    /// Whether both types are known. Keeps the old one.
    fn types_known(&mut self, tables: Pair<&Table>, columns: Pair<&Column>, alter: &mut AlterColumn) -> bool {
        alter.ty.existing = Some(columns.database.ty.clone());
        let is_unknown =
            |ty: &ColumnType| matches!(implementation(ty), ColumnType::Null | ColumnType::Unknown(_));
        let table = &tables.model.name.name;
        let name = &columns.model.name;
        if is_unknown(&columns.database.ty) {
            self.info(LOG, format!("Couldn't determine database type for column '{table}.{name}'"));
            return false;
        }
        if is_unknown(&columns.model.ty) {
            self.info(LOG, format!("Column '{table}.{name}' has no type within the model; can't compare"));
            return false;
        }
        true
    }

    fn set_type(&mut self, tables: Pair<&Table>, columns: Pair<&Column>, alter: &mut AlterColumn) {
        alter.ty.set = Some(columns.model.ty.clone());
        let line = format!(
            "Detected type change from {} to {} on '{}.{}'",
            columns.database.ty.python_repr(),
            columns.model.ty.python_repr(),
            tables.model.name.name,
            columns.model.name
        );
        self.info(LOG, line);
    }
}

/// The type behind decorators and without its variants: what `SQLAlchemy` takes a type's affinity from.
fn implementation(ty: &ColumnType) -> &ColumnType {
    let mut ty = ty;
    loop {
        if let ColumnType::Variant(variant) = ty {
            ty = &variant.base;
        } else if let ColumnType::Decorated(decorated) = ty {
            ty = &decorated.implementation;
        } else {
            return ty;
        }
    }
}

/// A type's text in pieces.
#[derive(Debug, PartialEq, Eq)]
struct TypeText<'a> {
    first: &'a str,
    words: Vec<&'a str>,
    arguments: Vec<&'a str>,
}

impl<'a> TypeText<'a> {
    /// Reads words and what is in the last parentheses, up to the first that closes. Named arguments
    /// do not count.
    fn read(text: &'a str) -> Result<Self, CompileError> {
        let mut words = Vec::new();
        let mut parenthesised = None;
        let mut rest = text;
        while let Some(start) = rest.find(|each| is_word(each) || each == '(') {
            rest = rest.get(start..).unwrap_or_default();
            if let Some(inner) = rest.strip_prefix('(') {
                // At least one character is inside, whichever it is, and no line break.
                let skipped = inner.chars().next().map_or(0, char::len_utf8);
                let line = inner.find('\n').unwrap_or(inner.len());
                let end = inner.get(skipped..line).and_then(|tail| tail.find(')')).map(|end| end + skipped);
                match end {
                    Some(end) => {
                        parenthesised = inner.get(..end);
                        rest = inner.get(end + 1..).unwrap_or_default();
                    }
                    None => rest = inner,
                }
            } else {
                let end = rest.find(|each| !is_word(each)).unwrap_or(rest.len());
                let (word, tail) = rest.split_at(end);
                words.push(word);
                rest = tail;
            }
        }
        let arguments = parenthesised
            .into_iter()
            .flat_map(|inner| inner.split(['(', ')', ',']))
            .filter(|term| !term.is_empty() && !term.contains('='))
            .map(str::trim)
            .collect();
        if words.is_empty() {
            return Err(CompileError::raised("builtins.IndexError", "list index out of range"));
        }
        let first = words.remove(0);
        Ok(Self { first, words, arguments })
    }

    fn matches(&self, model: &Self, rules: &dyn Comparison) -> bool {
        self.first_matches(model, rules) && self.details_match(model, rules)
    }

    fn first_matches(&self, model: &Self, rules: &dyn Comparison) -> bool {
        let all = |text: &Self| {
            let mut all = text.first.to_owned();
            for word in &text.words {
                all.push(' ');
                all.push_str(word);
            }
            all
        };
        self.first == model.first
            || rules.type_synonyms().iter().any(|group| {
                let both = |one: &str, other: &str| group.contains(&one) && group.contains(&other);
                both(&all(self), &all(model)) || both(self.first, model.first)
            })
    }

    fn details_match(&self, model: &Self, rules: &dyn Comparison) -> bool {
        let agree = |one: &[&str], other: &[&str]| one.len() != other.len() || one == other;
        if !agree(&self.words, &model.words) || !agree(&self.arguments, &model.arguments) {
            return false;
        }
        rules.type_options().iter().all(|option| {
            match (option_value(&self.words, option), option_value(&model.words, option)) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            }
        })
    }
}

/// The word behind an option's words.
fn option_value<'a>(words: &[&'a str], option: &str) -> Option<&'a str> {
    let option: Vec<&str> = option.split(' ').collect();
    let start = words.windows(option.len()).position(|window| window == option)?;
    words.get(start + option.len()).copied()
}

fn is_word(each: char) -> bool {
    each.is_alphanumeric() || each == '_' || each == '-'
}

#[cfg(test)]
mod tests {
    use super::TypeText;

    #[test]
    fn a_text_is_read_as_the_expression_reads_it() {
        let read = |text| TypeText::read(text).expect("a type");
        assert_eq!(
            read("timestamp(3) without time zone"),
            TypeText { first: "timestamp", words: vec!["without", "time", "zone"], arguments: vec!["3"] }
        );
        assert_eq!(
            read("numeric(10, 2)"),
            TypeText { first: "numeric", words: vec![], arguments: vec!["10", "2"] }
        );
        assert_eq!(read("s.\"e x\"[]"), TypeText { first: "s", words: vec!["e", "x"], arguments: vec![] });
        assert_eq!(read("x(a=1, 2"), TypeText { first: "x", words: vec!["a", "1", "2"], arguments: vec![] });
        assert_eq!(read("x(a=1, 2)"), TypeText { first: "x", words: vec![], arguments: vec!["2"] });
        assert!(TypeText::read("\"\"").is_err());
    }
}

//! What a batch makes of a table that is built anew: a new table, what is copied, what comes after.
//!
//! Lives here: Alembic's rules for constraints, keys and indexes of columns that come, go and change,
//! as a function of values. Does not live here: the statements (`dialect::ansi::rebuild`), what a database
//! keeps besides (`dialect::sqlite::rebuild`).
//!
//! Inside a batch a column is called by the name it had before: its *key*. A constraint that speaks
//! of a key nobody has is left out without a word, as in Alembic.

mod apply;
mod finish;
mod order;

use crate::{
    expr::Expr,
    name::Identifier,
    op::{Batch, Operation},
    schema::{
        CheckConstraint, Column, Constraint, Index, NamingConvention, NamingError, PrimaryKeyConstraint,
        Referents, Table,
    },
    types::ColumnType,
};
use indexmap::IndexMap;

/// Why a batch cannot be applied: a Python exception by its qualified name, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebuildError {
    /// The class.
    pub exception: &'static str,
    /// The text.
    pub message: String,
}

impl RebuildError {
    fn new(exception: &'static str, message: impl Into<String>) -> Self {
        Self { exception, message: message.into() }
    }

    fn value(message: impl Into<String>) -> Self {
        Self::new("builtins.ValueError", message)
    }

    /// Python's `KeyError` shows the `repr` of the key.
    fn key(key: &str) -> Self {
        Self::new("builtins.KeyError", format!("'{key}'"))
    }
}

impl From<NamingError> for RebuildError {
    fn from(error: NamingError) -> Self {
        Self { exception: error.exception, message: error.message }
    }
}

/// A warning that Alembic or `SQLAlchemy` gives: its class and its text.
pub type RebuildWarning = (&'static str, String);

/// A column of the old table on its way into the new one.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// The column as it was.
    pub from: Column,
    /// Its name in the new table.
    pub to: Identifier,
    /// The types its values are cast to, one after the other.
    pub casts: Vec<ColumnType>,
}

/// What is written into one column of the new table.
#[derive(Clone, Debug, PartialEq)]
pub enum Transfer {
    /// A column of the old table.
    Copied(Box<Copied>),
    /// The client-side default of a column that is new.
    Filled {
        /// The new column.
        to: Identifier,
        /// What every row gets.
        value: Expr,
    },
}

/// Everything a rebuild needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebuilt {
    /// The new table under its temporary name, with what indexes it has from the beginning.
    pub table: Table,
    /// What is copied, in the order of the new table's columns; those that are filled come last.
    pub transfers: Vec<Transfer>,
    /// Names of the old table's constraints that the new one has, too, in the old table's order.
    pub kept_names: Vec<Identifier>,
    /// Indexes that are made when the new table has its name.
    pub indexes: Vec<Index>,
    /// The columns' new names by the old ones; dropped ones are not in it.
    pub names: IndexMap<String, Identifier>,
    /// Columns that were dropped, renamed, or got another type, by their old names.
    pub touched: Vec<String>,
    /// What Alembic fails with after everything else.
    pub failure: Option<RebuildError>,
    /// Warnings.
    pub warnings: Vec<RebuildWarning>,
}

/// The name a table has while it is built anew: fifty characters at most.
pub fn temporary_name(table: &Identifier) -> Identifier {
    let text: String = format!("_alembic_tmp_{}", table.text).chars().take(50).collect();
    Identifier { text, quote: None, kind: crate::name::NameKind::Plain }
}

/// What a batch makes of `existing`; `reflected` unless the script gave the table itself.
pub fn rebuild(existing: &Table, batch: &Batch, reflected: bool) -> Result<Rebuilt, RebuildError> {
    let mut existing = existing.clone();
    if reflected {
        replace_columns(&mut existing, batch)?;
    }
    if let Some(convention) = &batch.naming_convention {
        if reflected {
            names_are_final(&mut existing);
        }
        convention.apply_to_table(&mut existing, Referents::Known)?;
    } else {
        // The templates that functions of the user's made may be there all the same.
        NamingConvention::default().apply_to_table(&mut existing, Referents::Known)?;
    }
    let mut state = State::new(&existing, batch, reflected);
    for operation in &batch.operations {
        state.apply(operation)?;
    }
    state.finish(&existing, batch)
}

/// One column on its way.
struct Slot {
    column: Column,
    /// Whether it was written out that NULL is allowed or not.
    nullable_given: bool,
    /// CHECKs inside its definition.
    checks: Vec<CheckConstraint>,
    /// CHECKs that its type makes again on the new table.
    type_checks: Vec<CheckConstraint>,
    /// `unique=True` and `index=True` of a column that is new: made again on the new table.
    own_unique: bool,
    own_index: Option<bool>,
    source: Option<Source>,
    fill: Option<Expr>,
}

/// Where a column's values come from.
struct Source {
    from: Column,
    casts: Vec<ColumnType>,
}

/// Where the table's own primary key is among the constraints.
#[derive(Clone, Debug, PartialEq, Eq)]
enum KeyPlace {
    Named(String),
    Unnamed,
    Gone,
}

struct State {
    slots: IndexMap<String, Slot>,
    named: IndexMap<String, Constraint>,
    unnamed: Vec<Constraint>,
    /// Reflected CHECKs without a name: nobody knows whether a type made them.
    doubtful: Vec<CheckConstraint>,
    key: KeyPlace,
    indexes: IndexMap<String, Index>,
    new_indexes: IndexMap<String, Index>,
    reflected: bool,
    /// Names of the columns that were there, in order, those that went left out.
    ordering: Vec<String>,
    /// Pairs of columns that stand one before the other.
    hints: Vec<(String, String)>,
    reordering: Vec<Vec<String>>,
    touched: Vec<String>,
    warnings: Vec<RebuildWarning>,
}

impl State {
    fn new(existing: &Table, batch: &Batch, reflected: bool) -> Self {
        let mut slots = IndexMap::new();
        for column in &existing.columns {
            slots.insert(column.name.text.clone(), slot_of(existing, column));
        }
        let mut state = Self {
            slots,
            named: IndexMap::new(),
            unnamed: Vec::new(),
            doubtful: Vec::new(),
            key: KeyPlace::Unnamed,
            indexes: IndexMap::new(),
            new_indexes: IndexMap::new(),
            reflected,
            ordering: existing.columns.iter().map(|column| column.name.text.clone()).collect(),
            hints: Vec::new(),
            reordering: batch.partial_reordering.clone(),
            touched: Vec::new(),
            warnings: Vec::new(),
        };
        let key = PrimaryKeyConstraint {
            columns: existing.primary_key_columns().into_iter().cloned().collect(),
            ..existing.primary_key.clone().unwrap_or_default()
        };
        state.key = match &key.name {
            Some(name) => KeyPlace::Named(name.text.clone()),
            None => KeyPlace::Unnamed,
        };
        state.keep(Constraint::PrimaryKey(key));
        for constraint in &existing.constraints {
            if let Constraint::Check(check) = constraint {
                if check.type_of.is_some() || check.column.is_some() {
                    continue;
                }
                if reflected && check.name.is_none() {
                    state.doubtful.push(check.clone());
                    continue;
                }
            }
            state.keep(constraint.clone());
        }
        for index in &existing.indexes {
            let name = index.name.as_ref().map_or_else(String::new, |name| name.text.clone());
            state.indexes.insert(name, index.clone());
        }
        state
    }

    fn keep(&mut self, constraint: Constraint) {
        match constraint.name() {
            Some(name) => {
                self.named.insert(name.text.clone(), constraint);
            }
            None => self.unnamed.push(constraint),
        }
    }

    fn touch(&mut self, key: &str) {
        if !self.touched.iter().any(|touched| touched == key) {
            self.touched.push(key.to_owned());
        }
    }
}

fn slot_of(table: &Table, column: &Column) -> Slot {
    let of = |wanted: fn(&CheckConstraint) -> Option<&Identifier>| -> Vec<CheckConstraint> {
        let checks = table.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Check(check) => Some(check),
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::ForeignKey(_)
            | Constraint::Exclude(_) => None,
        });
        checks
            .filter(|check| wanted(check).is_some_and(|name| name.text == column.name.text))
            .cloned()
            .collect()
    };
    let in_key = table.is_primary_key(column);
    let nullable = column.is_nullable() && (column.nullable.is_some() || !in_key);
    Slot {
        column: Column { nullable: Some(nullable), primary_key: in_key, ..column.clone() },
        nullable_given: column.nullable.is_some(),
        checks: of(|check| check.column.as_ref()),
        type_checks: of(|check| check.type_of.as_ref()),
        own_unique: false,
        own_index: None,
        source: Some(Source { from: column.clone(), casts: Vec::new() }),
        fill: None,
    }
}

/// `reflect_args`: a column takes the place of the reflected one of its name.
fn replace_columns(existing: &mut Table, batch: &Batch) -> Result<(), RebuildError> {
    if let Some(changes) = &batch.reflect_changes {
        for change in &changes.columns {
            if let Some(column) = existing.columns.iter_mut().find(|column| column.name == change.name) {
                let primary_key = column.primary_key;
                let server_default = change.server_default.clone();
                let nullable = change.nullable;
                *column =
                    Column { ty: change.ty.clone(), nullable, server_default, primary_key, ..column.clone() };
            }
        }
        existing.constraints.extend(changes.constraints.iter().cloned());
    }
    let Some(arguments) = &batch.reflect_args else { return Ok(()) };
    for column in &arguments.columns {
        let name = column.name.text.as_str();
        let in_key = existing.primary_key_columns().iter().any(|part| part.text == name);
        if in_key && !column.primary_key {
            return Err(RebuildError::new(
                "sqlalchemy.exc.ArgumentError",
                format!(
                    "Trying to redefine primary-key column '{name}' as a non-primary-key column on table '{}'",
                    existing.name
                ),
            ));
        }
        // Its foreign keys were the old column's.
        existing.constraints.retain(|constraint| match constraint {
            Constraint::ForeignKey(key) => !key.columns.iter().any(|part| part.text == name),
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::Check(_)
            | Constraint::Exclude(_) => true,
        });
        match existing.columns.iter_mut().find(|old| old.name.text == name) {
            Some(old) => *old = column.clone(),
            None => existing.columns.push(column.clone()),
        }
    }
    existing.constraints.extend(arguments.constraints.iter().cloned());
    existing.indexes.extend(arguments.indexes.iter().cloned());
    Ok(())
}

/// What was reflected has the names that are in the database.
fn names_are_final(table: &mut Table) {
    let key = table.primary_key.as_mut().and_then(|key| key.name.as_mut());
    let indexes = table.indexes.iter_mut().filter_map(|index| index.name.as_mut());
    for name in key.into_iter().chain(indexes) {
        name.kind = crate::name::NameKind::Final;
    }
    for constraint in &mut table.constraints {
        if let Some(name) = constraint.name() {
            let name = Identifier { kind: crate::name::NameKind::Final, ..name.clone() };
            constraint.set_name(Some(name));
        }
    }
}

/// Whether a batch adds constraints of a kind that make up for CHECKs which reflection cannot place.
fn restates_checks(batch: &Batch) -> bool {
    batch.table_args.as_ref().is_some_and(|table| {
        table.constraints.iter().any(|constraint| matches!(constraint, Constraint::Check(_)))
    })
}

/// What an operation that has no place in a batch fails with.
fn misplaced(operation: &Operation) -> RebuildError {
    RebuildError::new("builtins.NotImplementedError", format!("Can't {} in batch mode", operation.describe()))
}

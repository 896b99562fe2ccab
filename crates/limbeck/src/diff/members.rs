//! Which indexes and unique constraints of a table are added, removed and changed.
//!
//! Both are compared together: databases make one of the other, and a name that was an index may have become
//! a constraint. They go by name; a unique constraint without one by its columns.

use super::{
    Pair, by_itself,
    diffs::index_repr,
    hooks::{CompareError, CompareHooks, LogLevel, ObjectKind, ObjectRef, ParentNames},
    left_out::Reason,
    tables::{Comparator, Compared, place},
};
use crate::{
    dialect::{
        ansi,
        compare::{Member, Members, Verdict},
        writer::fit,
    },
    name::Identifier,
    op::{AddConstraint, CreateIndex, DropConstraint, DropIndex, Operation},
    python::{python_repr, python_tuple},
    schema::{Constraint, ConstraintKind, Index, IndexElement, Table, UniqueConstraint},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const LOG: &str = "alembic.autogenerate.compare.constraints";

/// An index or a unique constraint of one side.
#[derive(Clone, Copy)]
enum Object<'a> {
    Unique(Member<'a, UniqueConstraint>),
    Index(Member<'a, Index>),
}

/// What a unique constraint is without its name.
type Columns<'a> = Vec<&'a str>;

impl<'a> Object<'a> {
    fn name(self) -> Option<&'a str> {
        match self {
            Self::Unique(unique) => unique.item.name.as_ref().map(Identifier::as_str),
            Self::Index(index) => index.item.name.as_ref().map(Identifier::as_str),
        }
    }

    fn kind(self) -> ObjectKind {
        match self {
            Self::Unique(_) => ObjectKind::UniqueConstraint,
            Self::Index(_) => ObjectKind::Index,
        }
    }

    fn reference(self, table: &'a Table) -> Option<ObjectRef<'a>> {
        Some(match self {
            Self::Unique(unique) => ObjectRef::Constraint {
                table,
                constraint: table.constraints.get(unique.position)?,
                position: unique.position,
            },
            Self::Index(index) => ObjectRef::Index { table, index: index.item, position: index.position },
        })
    }

    /// Why it would be left out.
    fn reason_to_stay(self) -> Reason {
        match self {
            Self::Unique(_) => Reason::InheritedConstraint,
            Self::Index(_) => Reason::AttachedIndex,
        }
    }

    /// Name and kind, as log lines show them.
    fn shown(self) -> String {
        let kind = if matches!(self, Self::Index(_)) { "index" } else { "unique constraint" };
        format!("{kind} {}", self.name().map_or_else(|| "None".to_owned(), python_repr))
    }

    /// The names of its columns as a tuple; of expressions the first column in each.
    fn column_names(self) -> String {
        match self {
            Self::Unique(unique) => python_tuple(unique.item.columns.iter().map(Identifier::as_str)),
            Self::Index(index) => python_tuple(ansi::compare::index_columns(index.item).into_iter()),
        }
    }
}

impl<H: CompareHooks> Comparator<'_, H> {
    /// Compares the indexes and unique constraints of a table that is on both sides, new, or dropped.
    pub(super) fn members(
        &mut self,
        table_name: &str,
        tables: Pair<Option<&Table>>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let mut members =
            Pair { database: Members::default(), model: tables.model.map(members_of).unwrap_or_default() };
        let mut doubled = false;
        if let Some(table) = tables.database {
            (members.database, doubled) = self.reflected_members(table, tables.model.is_none())?;
        }
        if doubled {
            self.keep_one_of_each(&mut members)?;
        }
        for warning in self.rules.correct_members(&mut members, tables) {
            self.hooks.warn("UserWarning", warning);
        }
        let mut changes = Changes { comparator: self, table_name, tables, operations };
        changes.compare(&members)
    }

    /// What of a reflected table takes part, and whether the database shows unique indexes as unique
    /// constraints too.
    fn reflected_members<'a>(
        &mut self,
        table: &'a Table,
        is_dropped: bool,
    ) -> Compared<(Members<'a>, bool), H> {
        let all = members_of(table);
        let mut members = Members::default();
        let mut doubled = false;
        for unique in all.uniques {
            if self.includes_name(table, unique.item.name.as_ref(), ObjectKind::UniqueConstraint)? {
                doubled |= unique.item.duplicates_index.as_ref().is_some_and(|name| !name.is_empty());
                // A dropped table takes them with it.
                if !is_dropped {
                    members.uniques.push(unique);
                }
            }
        }
        for index in all.indexes {
            if self.includes_name(table, index.item.name.as_ref(), ObjectKind::Index)? {
                members.indexes.push(index);
            }
        }
        Ok((members, doubled))
    }

    /// `include_name` for something in a reflected table.
    pub(super) fn includes_name(
        &mut self,
        table: &Table,
        name: Option<&Identifier>,
        kind: ObjectKind,
    ) -> Compared<bool, H> {
        let (schema, table) = place(&table.name);
        let parents = ParentNames { table: Some(table), schema: Some(schema) };
        self.hooks.include_name(name.map(Identifier::as_str), kind, parents).map_err(CompareError::Hook)
    }

    /// Where a unique index is shown as a constraint too, keeps what the model declares.
    fn keep_one_of_each(&mut self, members: &mut Pair<Members<'_>>) -> Compared<(), H> {
        let mut unique_names = HashSet::new();
        let mut unnamed = HashSet::new();
        for unique in &members.model.uniques {
            match &unique.item.name {
                Some(name) => {
                    unique_names.insert(self.constraint_name(name)?);
                }
                None => {
                    unnamed.insert(sorted_columns(unique.item));
                }
            }
        }
        let mut index_names = HashSet::new();
        for index in members.model.indexes.iter().filter(|index| index.item.unique) {
            if let Some(name) = &index.item.name {
                index_names.insert(self.index_name(name)?);
            }
        }
        let mut dropped_indexes: HashSet<&str> = HashSet::new();
        members.database.uniques.retain(|unique| {
            let Some(name) = unique.item.name.as_ref().filter(|_| unique.item.duplicates_index.is_some())
            else {
                return true;
            };
            if !unique_names.contains(&name.text) {
                return unnamed.contains(&sorted_columns(unique.item));
            }
            if !index_names.contains(&name.text) {
                dropped_indexes.insert(&name.text);
            }
            true
        });
        members.database.indexes.retain(|index| {
            let name = index.item.name.as_ref().map_or("", Identifier::as_str);
            !(index.item.unique && dropped_indexes.contains(name))
        });
        Ok(())
    }

    /// A constraint's name as the database will have it.
    pub(super) fn constraint_name(&self, name: &Identifier) -> Compared<String, H> {
        let maximum = self.options.capabilities.max_identifier_length;
        let limit = self.options.capabilities.max_constraint_name_length.unwrap_or(maximum);
        Ok(fit(name, limit, maximum)?.text)
    }

    fn index_name(&self, name: &Identifier) -> Compared<String, H> {
        let maximum = self.options.capabilities.max_identifier_length;
        let limit = self.options.capabilities.max_index_name_length.unwrap_or(maximum);
        Ok(fit(name, limit, maximum)?.text)
    }
}

/// One table's comparison, while operations are collected.
struct Changes<'x, 'c, H> {
    comparator: &'x mut Comparator<'c, H>,
    table_name: &'x str,
    tables: Pair<Option<&'x Table>>,
    operations: &'x mut Vec<Operation>,
}

impl<H: CompareHooks> Changes<'_, '_, H> {
    fn compare(&mut self, members: &Pair<Members<'_>>) -> Compared<(), H> {
        let Members { uniques, indexes } = &members.database;
        let model = &members.model;
        let mut declared: BTreeMap<String, Object<'_>> = BTreeMap::new();
        for unique in &model.uniques {
            if let Some(name) = &unique.item.name {
                let name = self.comparator.constraint_name(name)?;
                declared.entry(name).or_insert(Object::Unique(*unique));
            }
        }
        for index in &model.indexes {
            let name = match &index.item.name {
                Some(name) => self.comparator.index_name(name)?,
                None => continue,
            };
            declared.entry(name).or_insert(Object::Index(*index));
        }
        let named_uniques: HashMap<&str, Member<'_, UniqueConstraint>> =
            by_name(uniques, |unique| &unique.name);
        let named_indexes: HashMap<&str, Member<'_, Index>> = by_name(indexes, |index| &index.name);
        let reflected: BTreeSet<&str> = named_uniques.keys().chain(named_indexes.keys()).copied().collect();
        let unnamed: Vec<(Columns<'_>, Object<'_>)> = model
            .uniques
            .iter()
            .filter(|unique| unique.item.name.is_none())
            .map(|unique| (sorted_columns(unique.item), Object::Unique(*unique)))
            .collect();

        for name in reflected.iter().filter(|name| !declared.contains_key(**name)) {
            match (named_uniques.get(name), named_indexes.get(name)) {
                (Some(unique), _) if is_among(&unnamed, unique.item) => {}
                (Some(unique), Some(index)) => {
                    let signature = index_signature(index.item);
                    let is_index = model.indexes.iter().any(|index| index_signature(index.item) == signature);
                    let columns = sorted_columns(unique.item);
                    let is_unique = model.uniques.iter().any(|unique| sorted_columns(unique.item) == columns);
                    if !is_index && !is_unique {
                        self.removed(Object::Unique(*unique))?;
                        self.removed(Object::Index(*index))?;
                    }
                }
                (Some(unique), None) => self.removed(Object::Unique(*unique))?,
                (None, Some(index)) => self.removed(Object::Index(*index))?,
                (None, None) => {}
            }
        }
        for (name, object) in &declared {
            match (*object, named_uniques.get(name.as_str()), named_indexes.get(name.as_str())) {
                (Object::Unique(unique), Some(existing), _) => self.unique(*existing, unique)?,
                (Object::Index(index), _, Some(existing)) => self.index(*existing, index)?,
                (object, Some(existing), None) => {
                    self.removed(Object::Unique(*existing))?;
                    self.added(object)?;
                }
                (object, None, Some(existing)) => {
                    self.removed(Object::Index(*existing))?;
                    self.added(object)?;
                }
                (_, _, None) => {}
            }
        }
        for (name, object) in &declared {
            if !reflected.contains(name.as_str()) {
                self.added(*object)?;
            }
        }
        let mut seen: HashSet<&Columns<'_>> = HashSet::new();
        for (columns, object) in &unnamed {
            let is_there = uniques.iter().any(|unique| sorted_columns(unique.item) == *columns);
            if !is_there && seen.insert(columns) {
                self.added(*object)?;
            }
        }
        Ok(())
    }

    fn unique(
        &mut self,
        existing: Member<'_, UniqueConstraint>,
        declared: Member<'_, UniqueConstraint>,
    ) -> Compared<(), H> {
        let (old, new) = (sorted_columns(existing.item), sorted_columns(declared.item));
        let difference = if old == new {
            self.comparator.rules.unique_options(Pair { database: existing.item, model: declared.item })
        } else {
            let (old, new) = (python_tuple(old.into_iter()), python_tuple(new.into_iter()));
            Some(format!("expression {old} to {new}"))
        };
        match difference {
            Some(difference) => self.changed(Object::Unique(existing), Object::Unique(declared), &difference),
            None => Ok(()),
        }
    }

    fn index(&mut self, existing: Member<'_, Index>, declared: Member<'_, Index>) -> Compared<(), H> {
        let Some(table) = self.tables.model else { return Ok(()) };
        let indexes = Pair { database: existing.item, model: declared.item };
        let found = self.comparator.rules.indexes(&self.comparator.speller, table, indexes)?;
        let approximate =
            [(found.approximate.model, indexes.model), (found.approximate.database, indexes.database)];
        for (_, index) in approximate.into_iter().filter(|(is_approximate, _)| *is_approximate) {
            let line = format!(
                "Generating approximate signature for index {}. The dialect implementation should either skip \
                 expression indexes or provide a custom implementation.",
                index_repr(index, table)
            );
            self.comparator.hooks.log("alembic.ddl.impl", LogLevel::Warning, line);
        }
        for warning in found.warnings {
            self.comparator.hooks.warn("UserWarning", warning);
        }
        match found.verdict {
            Verdict::Equal => {}
            Verdict::Differs(reasons) => {
                self.changed(Object::Index(existing), Object::Index(declared), &reasons.join(", "))?;
            }
            Verdict::Unknown(reasons) => {
                let line = format!(
                    "Cannot compare {}, assuming equal and skipping. {}",
                    Object::Index(existing).shown(),
                    reasons.join(", ")
                );
                self.comparator.info(LOG, line);
            }
        }
        Ok(())
    }

    fn added(&mut self, object: Object<'_>) -> Compared<(), H> {
        // A new table brings its unique constraints with it.
        if matches!(object, Object::Unique(_)) && self.tables.database.is_none() {
            return Ok(());
        }
        let Some(table) = self.tables.model else { return Ok(()) };
        let Some(reference) = object.reference(table) else { return Ok(()) };
        if self.comparator.includes(reference, object.name(), object.kind(), false, None)? {
            self.create(table, object);
            let line = format!("Detected added {} on '{}'", object.shown(), object.column_names());
            self.comparator.info(LOG, line);
        }
        Ok(())
    }

    fn removed(&mut self, object: Object<'_>) -> Compared<(), H> {
        let Some(table) = self.tables.database else { return Ok(()) };
        let Some(reference) = object.reference(table) else { return Ok(()) };
        if self.comparator.includes(reference, object.name(), object.kind(), true, None)?
            && !self.stays(table, object)
        {
            self.drop(table, object);
            let line = format!("Detected removed {} on {}", object.shown(), python_repr(self.table_name));
            self.comparator.info(LOG, line);
        }
        Ok(())
    }

    /// Whether the database does not drop it by itself. What goes with its table needs no word.
    fn stays(&mut self, table: &Table, object: Object<'_>) -> bool {
        let reason = object.reason_to_stay();
        if self.tables.model.is_none() {
            return self.comparator.is_brought(&table.name, object.name(), &reason);
        }
        self.comparator.leaves_out(&table.name, object.name(), reason)
    }

    fn changed(&mut self, old: Object<'_>, new: Object<'_>, how: &str) -> Compared<(), H> {
        let (Some(reflected), Some(declared)) = (self.tables.database, self.tables.model) else {
            return Ok(());
        };
        let Some(reference) = new.reference(declared) else { return Ok(()) };
        let compare_to = old.reference(reflected);
        if self.comparator.includes(reference, new.name(), new.kind(), false, compare_to)? {
            let line = format!("Detected changed {} on {}: {how}", old.shown(), python_repr(self.table_name));
            self.comparator.info(LOG, line);
            self.drop(reflected, old);
            self.create(declared, new);
        }
        Ok(())
    }

    fn create(&mut self, table: &Table, object: Object<'_>) {
        let table = table.name.clone();
        self.operations.push(match object {
            Object::Unique(unique) => Operation::AddConstraint(Box::new(AddConstraint {
                table,
                constraint: by_itself(&Constraint::Unique(unique.item.clone())),
            })),
            Object::Index(index) => Operation::CreateIndex(Box::new(CreateIndex {
                table,
                index: index.item.clone(),
                if_not_exists: false,
            })),
        });
    }

    fn drop(&mut self, table: &Table, object: Object<'_>) {
        self.operations.push(match object {
            Object::Unique(unique) => Operation::DropConstraint(Box::new(DropConstraint {
                table: table.name.clone(),
                name: unique.item.name.clone(),
                kind: Some(ConstraintKind::Unique),
                if_exists: false,
                existing: Some(by_itself(&Constraint::Unique(as_compared(unique.item)))),
            })),
            Object::Index(index) => Operation::DropIndex(Box::new(DropIndex {
                name: index.item.name.clone().unwrap_or_default(),
                table: Some(table.name.name.clone()),
                schema: table.name.schema.clone(),
                if_exists: false,
                concurrently: index.item.postgres.concurrently,
                existing: Some(index.item.clone()),
            })),
        });
    }
}

/// A reflected unique constraint as a downgrade makes it again: Alembic leaves out an INCLUDE that is empty where it
/// compares the constraint, and keeps it where it drops the whole table.
fn as_compared(unique: &UniqueConstraint) -> UniqueConstraint {
    let mut unique = unique.clone();
    unique.keywords.retain(|name, source| name != "postgresql_include" || source != "[]");
    unique
}

/// The indexes and unique constraints of a table.
fn members_of(table: &Table) -> Members<'_> {
    let uniques =
        table.constraints.iter().enumerate().filter_map(|(position, constraint)| match constraint {
            Constraint::Unique(item) => Some(Member { item, position }),
            Constraint::PrimaryKey(_)
            | Constraint::ForeignKey(_)
            | Constraint::Check(_)
            | Constraint::Exclude(_) => None,
        });
    let indexes = table.indexes.iter().enumerate().map(|(position, item)| Member { item, position });
    Members { uniques: uniques.collect(), indexes: indexes.collect() }
}

fn by_name<'a, T>(
    members: &[Member<'a, T>],
    name: impl Fn(&'a T) -> &'a Option<Identifier>,
) -> HashMap<&'a str, Member<'a, T>> {
    members.iter().filter_map(|member| Some((name(member.item).as_ref()?.as_str(), *member))).collect()
}

fn is_among(unnamed: &[(Columns<'_>, Object<'_>)], unique: &UniqueConstraint) -> bool {
    !unnamed.is_empty() && {
        let columns = sorted_columns(unique);
        unnamed.iter().any(|(other, _)| *other == columns)
    }
}

fn sorted_columns(unique: &UniqueConstraint) -> Columns<'_> {
    let mut columns: Vec<&str> = unique.columns.iter().map(Identifier::as_str).collect();
    columns.sort_unstable();
    columns
}

/// What an index is without its name: whether it is unique, and its columns where they are plain ones.
fn index_signature(index: &Index) -> (bool, Vec<Option<&str>>) {
    let columns = index.elements.iter().map(|element| match element {
        IndexElement::Column(name) => Some(name.as_str()),
        IndexElement::Expression(_) => None,
    });
    (index.unique, columns.collect())
}

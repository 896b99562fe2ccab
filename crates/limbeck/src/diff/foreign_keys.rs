//! Which foreign keys of a table are added and removed. Names do not matter: a foreign key is what it
//! connects, and how.

use super::{
    Pair, by_itself,
    hooks::{CompareHooks, ObjectKind, ObjectRef},
    left_out::Reason,
    tables::{Comparator, Compared},
};
use crate::{
    name::{Identifier, QualifiedName},
    op::{AddConstraint, DropConstraint, Operation},
    schema::{Constraint, ConstraintKind, ForeignKeyConstraint, Table},
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

const LOG: &str = "alembic.autogenerate.compare.constraints";

/// When a foreign key is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Checked {
    Deferred,
    Deferrable,
    AtOnce,
}

/// What a foreign key connects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Connection<'a> {
    schema: Option<&'a str>,
    table: &'a str,
    columns: Vec<&'a str>,
    referred_schema: Option<&'a str>,
    referred_table: &'a str,
    referred_columns: Vec<&'a str>,
}

/// A foreign key without its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Signature<'a> {
    connection: Connection<'a>,
    on_update: Option<String>,
    on_delete: Option<String>,
    checked: Checked,
}

/// A foreign key of one side.
struct Key<'a> {
    /// As it is compared: a dialect may have filled in what a database leaves out.
    item: Cow<'a, ForeignKeyConstraint>,
    position: usize,
}

impl<H: CompareHooks> Comparator<'_, H> {
    /// Compares the foreign keys of a table that is on both sides.
    pub(super) fn foreign_keys(
        &mut self,
        tables: Pair<&Table>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let model = keys_of(tables.model);
        let mut database = Vec::new();
        for key in keys_of(tables.database) {
            if self.includes_name(
                tables.database,
                key.item.name.as_ref(),
                ObjectKind::ForeignKeyConstraint,
            )? {
                database.push(key);
            }
        }
        if model.is_empty() && database.is_empty() {
            return Ok(());
        }
        let mut sides = Pair { database, model };
        self.fill_in(tables, &mut sides);
        let sides = sides;
        let declared: HashSet<Signature<'_>> =
            sides.model.iter().map(|key| signature(tables.model, &key.item)).collect();
        let reflected: HashSet<Signature<'_>> =
            sides.database.iter().map(|key| signature(tables.database, &key.item)).collect();
        let mut seen = HashSet::new();
        for key in &sides.database {
            let signature = signature(tables.database, &key.item);
            if !declared.contains(&signature) && seen.insert(signature) {
                self.removed_key(tables, &sides.model, key, operations)?;
            }
        }
        let mut seen = HashSet::new();
        for key in &sides.model {
            let signature = signature(tables.model, &key.item);
            if !reflected.contains(&signature) && seen.insert(signature) {
                self.added_key(tables, &sides.database, key, operations)?;
            }
        }
        Ok(())
    }

    /// Has the dialect fill in what a database leaves out of the keys that connect the same.
    fn fill_in(&self, tables: Pair<&Table>, sides: &mut Pair<Vec<Key<'_>>>) {
        let mut changed = Vec::new();
        {
            let declared: HashMap<Connection<'_>, &ForeignKeyConstraint> =
                sides.model.iter().map(|key| (connection(tables.model, &key.item), &*key.item)).collect();
            for (number, key) in sides.database.iter().enumerate() {
                if let Some(model) = declared.get(&connection(tables.database, &key.item)) {
                    let pair = Pair { database: &*key.item, model: *model };
                    changed.extend(self.rules.correct_foreign_key(pair).map(|key| (number, key)));
                }
            }
        }
        for (number, corrected) in changed {
            if let Some(key) = sides.database.get_mut(number) {
                key.item = Cow::Owned(corrected);
            }
        }
    }

    fn removed_key(
        &mut self,
        tables: Pair<&Table>,
        others: &[Key<'_>],
        key: &Key<'_>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let name = key.item.name.as_ref().map(Identifier::as_str);
        let Some(object) = object(tables.database, key.position) else { return Ok(()) };
        let compare_to = of_same_name(others, name).and_then(|other| object_of(tables.model, other));
        if self.includes(object, name, ObjectKind::ForeignKeyConstraint, true, compare_to)?
            && !self.leaves_out(&tables.database.name, name, Reason::InheritedConstraint)
        {
            operations.push(Operation::DropConstraint(Box::new(DropConstraint {
                table: tables.database.name.clone(),
                name: key.item.name.clone(),
                kind: Some(ConstraintKind::ForeignKey),
                if_exists: false,
                existing: Some(Constraint::ForeignKey(key.item.clone().into_owned())),
            })));
            let line = format!("Detected removed foreign key {}", shown(tables.database, &key.item));
            self.info(LOG, line);
        }
        Ok(())
    }

    fn added_key(
        &mut self,
        tables: Pair<&Table>,
        others: &[Key<'_>],
        key: &Key<'_>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let name = key.item.name.as_ref().map(Identifier::as_str);
        let Some(object) = object(tables.model, key.position) else { return Ok(()) };
        let compare_to = of_same_name(others, name).and_then(|other| object_of(tables.database, other));
        if self.includes(object, name, ObjectKind::ForeignKeyConstraint, false, compare_to)? {
            operations.push(Operation::AddConstraint(Box::new(AddConstraint {
                table: tables.model.name.clone(),
                constraint: by_itself(&Constraint::ForeignKey(key.item.clone().into_owned())),
            })));
            let line = format!("Detected added foreign key {}", shown(tables.model, &key.item));
            self.info(LOG, line);
        }
        Ok(())
    }
}

fn keys_of(table: &Table) -> Vec<Key<'_>> {
    let keys = table.constraints.iter().enumerate().filter_map(|(position, constraint)| match constraint {
        Constraint::ForeignKey(item) => Some(Key { item: Cow::Borrowed(item), position }),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => {
            None
        }
    });
    keys.collect()
}

fn of_same_name<'k, 'a>(keys: &'k [Key<'a>], name: Option<&str>) -> Option<&'k Key<'a>> {
    let name = name.filter(|name| !name.is_empty())?;
    keys.iter().find(|key| key.item.name.as_ref().is_some_and(|other| other.text == name))
}

fn object_of<'a>(table: &'a Table, key: &Key<'_>) -> Option<ObjectRef<'a>> {
    object(table, key.position)
}

fn object(table: &Table, position: usize) -> Option<ObjectRef<'_>> {
    Some(ObjectRef::Constraint { table, constraint: table.constraints.get(position)?, position })
}

fn connection<'a>(table: &'a Table, key: &'a ForeignKeyConstraint) -> Connection<'a> {
    Connection {
        schema: table.name.schema_text(),
        table: table.name.name.as_str(),
        columns: texts(&key.columns),
        referred_schema: key.referred_table.schema_text(),
        referred_table: key.referred_table.name.as_str(),
        referred_columns: texts(&key.referred_columns),
    }
}

fn signature<'a>(table: &'a Table, key: &'a ForeignKeyConstraint) -> Signature<'a> {
    let action = |action: &Option<String>| {
        action
            .as_ref()
            .map(|action| action.to_lowercase())
            .filter(|action| !action.is_empty() && action != "no action")
    };
    let is_deferred =
        key.initially.as_ref().is_some_and(|initially| initially.eq_ignore_ascii_case("deferred"));
    Signature {
        connection: connection(table, key),
        on_update: action(&key.on_update),
        on_delete: action(&key.on_delete),
        checked: if is_deferred {
            Checked::Deferred
        } else if key.deferrable == Some(true) {
            Checked::Deferrable
        } else {
            Checked::AtOnce
        },
    }
}

/// `(a, b)(x, y) on table s.t`
fn shown(table: &Table, key: &ForeignKeyConstraint) -> String {
    let on = QualifiedName { schema: table.name.schema_text().map(Identifier::from), ..table.name.clone() };
    format!("({})({}) on table {on}", texts(&key.columns).join(", "), texts(&key.referred_columns).join(", "))
}

fn texts(names: &[Identifier]) -> Vec<&str> {
    names.iter().map(Identifier::as_str).collect()
}

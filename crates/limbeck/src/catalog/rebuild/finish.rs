//! The new table, from what the operations left.

use super::{
    Copied, RebuildError, RebuildWarning, Rebuilt, Slot, State, Transfer, order, restates_checks,
    temporary_name,
};
use crate::{
    catalog::tokens::mentions,
    expr::{Expr, Text, columns_of, rename_columns},
    name::{Identifier, QualifiedName},
    op::Batch,
    schema::{
        CheckConstraint, Constraint, ForeignKeyConstraint, Index, IndexElement, PrimaryKeyConstraint, Table,
        TableOptions, UniqueConstraint,
    },
};
use indexmap::IndexMap;

/// New names of columns by their keys.
type Names = IndexMap<String, Identifier>;

impl State {
    pub(super) fn finish(mut self, existing: &Table, batch: &Batch) -> Result<Rebuilt, RebuildError> {
        self.sort()?;
        let arguments = batch.table_args.clone().unwrap_or_default();
        let mut table = Table {
            name: QualifiedName {
                schema: existing.name.schema.clone(),
                name: temporary_name(&existing.name.name),
            },
            comment: arguments.comment.clone(),
            prefixes: arguments.prefixes.clone(),
            options: options(&existing.options, &arguments.options, &batch.table_options),
            info: None,
            ..Table::default()
        };
        let kept_names = self.kept_names(existing);
        let doubtful = self.settle_checks(existing, restates_checks(batch));
        let names = self.names();
        let mut key = Key::new(&table.name.name, &self.slots);
        self.columns(&arguments, &mut table)?;
        let mut later = Vec::new();
        for constraint in &arguments.constraints {
            let constraint = restated(constraint, &names, &arguments, &table.name.name)?;
            if let Constraint::ForeignKey(key) = &constraint {
                later.push(key.clone());
            }
            table.constraints.push(constraint);
        }
        if let Some(primary) = &arguments.primary_key {
            known(&primary.columns, &names, &arguments, "PrimaryKeyConstraint", &table.name.name)?;
            key.append(primary.clone(), &names, false);
        }
        for slot in self.slots.values_mut() {
            if slot.own_unique {
                table.constraints.push(Constraint::Unique(UniqueConstraint {
                    columns: vec![slot.column.name.clone()],
                    ..UniqueConstraint::default()
                }));
            }
            for check in std::mem::take(&mut slot.type_checks) {
                let check = type_check(check, slot, existing, &mut self.warnings);
                table.constraints.push(Constraint::Check(check));
            }
        }
        let mut referred = Vec::new();
        let all = self.named.into_values().chain(self.unnamed).chain(doubtful);
        for constraint in all {
            let Some(constraint) = moved(constraint, &names, existing)? else { continue };
            match constraint {
                Constraint::PrimaryKey(primary) => key.append(primary, &names, true),
                Constraint::ForeignKey(foreign) => {
                    referred.push(foreign.referred_table.clone());
                    table.constraints.push(Constraint::ForeignKey(foreign));
                }
                other @ (Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_)) => {
                    table.constraints.push(other);
                }
            }
        }
        for foreign in &later {
            let target = &foreign.referred_table;
            if *target != table.name && !referred.contains(target) {
                return Err(no_table(&table.name.name, foreign));
            }
        }
        self.warnings.extend(key.close(&mut table, &self.slots));
        indexes_from_the_beginning(&mut table, &self.slots, &arguments, &names);
        let mut failure = None;
        let mut indexes: Vec<Index> = self
            .indexes
            .into_values()
            .filter(|index| !index.from_column)
            .map(|index| moved_index(index, &names, existing))
            .collect();
        for index in self.new_indexes.into_values() {
            match new_index(index, &names) {
                Ok(index) => indexes.push(index),
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        let transfers = transfers(self.slots);
        Ok(Rebuilt {
            table,
            transfers,
            kept_names,
            indexes,
            names,
            touched: self.touched,
            failure,
            warnings: self.warnings,
        })
    }

    fn sort(&mut self) -> Result<(), RebuildError> {
        if self.reordering.is_empty() && self.hints.is_empty() {
            return Ok(());
        }
        let columns: Vec<String> = self.slots.keys().cloned().collect();
        let mut pairs = Vec::new();
        let neighbours = |list: &[String], pairs: &mut Vec<(String, String)>| {
            pairs.extend(
                list.iter().zip(list.iter().skip(1)).map(|(left, right)| (left.clone(), right.clone())),
            );
        };
        if self.reordering.is_empty() {
            neighbours(&self.ordering, &mut pairs);
        } else {
            self.reordering.iter().for_each(|group| neighbours(group, &mut pairs));
        }
        pairs.append(&mut self.hints);
        let mut slots = IndexMap::new();
        for key in order::sorted(&columns, &pairs)? {
            if let Some(slot) = self.slots.shift_remove(&key) {
                slots.insert(key, slot);
            }
        }
        self.slots = slots;
        Ok(())
    }

    fn names(&self) -> Names {
        self.slots.iter().map(|(key, slot)| (key.clone(), slot.column.name.clone())).collect()
    }

    /// Names of the old table's constraints that the new one is to have.
    fn kept_names(&self, existing: &Table) -> Vec<Identifier> {
        let key = existing.primary_key.as_ref().and_then(|key| key.name.as_ref());
        let others = existing.constraints.iter().filter_map(Constraint::name);
        others.chain(key).filter(|name| self.named.contains_key(&name.text)).cloned().collect()
    }

    /// Reflected CHECKs without a name: Alembic leaves them out and says so. Here those stay that have
    /// nothing to do with what the batch changes, unless the batch states CHECKs itself.
    fn settle_checks(&mut self, existing: &Table, restated: bool) -> Vec<Constraint> {
        let doubtful = std::mem::take(&mut self.doubtful);
        if restated {
            return Vec::new();
        }
        let (gone, kept): (Vec<_>, Vec<_>) = doubtful.into_iter().partition(|check| {
            let made_again = self.slots.iter().filter(|(_, slot)| !slot.type_checks.is_empty());
            self.touched.iter().chain(made_again.map(|(key, _)| key)).any(|key| check_mentions(check, key))
        });
        if !gone.is_empty() {
            self.warnings.push((
                "UserWarning",
                format!(
                    "Unnamed CHECK constraint on reflected table '{}' is being omitted from the table recreate; \
                     pass the constraint explicitly using batch_alter_table.table_args.  Naming CHECK \
                     constraints avoids this going forward.",
                    existing.name.name
                ),
            ));
        }
        kept.into_iter().map(Constraint::Check).collect()
    }

    fn columns(&self, arguments: &Table, table: &mut Table) -> Result<(), RebuildError> {
        for slot in self.slots.values() {
            push_column(table, slot.column.clone())?;
            for check in &slot.checks {
                table.constraints.push(Constraint::Check(CheckConstraint {
                    column: Some(slot.column.name.clone()),
                    ..check.clone()
                }));
            }
        }
        arguments.columns.iter().try_for_each(|column| push_column(table, column.clone()))
    }
}

fn push_column(table: &mut Table, column: crate::schema::Column) -> Result<(), RebuildError> {
    if table.column(&column.name.text).is_some() {
        return Err(RebuildError::new(
            "sqlalchemy.exc.DuplicateColumnError",
            format!(
                "A column with name '{}' is already present in table '{}'.",
                column.name, table.name.name
            ),
        ));
    }
    table.columns.push(column);
    Ok(())
}

fn check_mentions(check: &CheckConstraint, column: &str) -> bool {
    if let Expr::Text(Text { sql: text, .. }) | Expr::Literal(text) = &check.condition {
        return mentions(text, column);
    }
    columns_of(&check.condition).iter().any(|found| found.name.text == column)
}

/// The CHECK that a column's type makes on the new table.
fn type_check(
    mut check: CheckConstraint,
    slot: &Slot,
    existing: &Table,
    warnings: &mut Vec<RebuildWarning>,
) -> CheckConstraint {
    let name = slot.column.name.clone();
    rename_columns(&mut check.condition, &mut |_| Some(name.clone()));
    check.type_of = Some(name.clone());
    if check.naming_template.take().is_some() && check.name.is_none() {
        warnings.push((
            "UserWarning",
            format!(
                "The CHECK constraint generated by the type of column '{}.{name}' has no name, while the naming \
                 convention in use requires one; the constraint is emitted without a name.  Boolean and Enum \
                 datatypes should be given a name, e.g. Boolean(name='...'), in order for their CHECK \
                 constraints to participate fully in batch mode.",
                existing.name.name
            ),
        ));
    }
    check
}

/// Keys as the names they have now; `None` where a column is gone.
fn renamed(columns: &[Identifier], names: &Names) -> Option<Vec<Identifier>> {
    columns.iter().map(|column| names.get(&column.text).cloned()).collect()
}

/// As [`renamed`], for what `table_args` says: it may also mean the columns that come with it.
fn known(
    columns: &[Identifier],
    names: &Names,
    arguments: &Table,
    class: &str,
    table: &Identifier,
) -> Result<Vec<Identifier>, RebuildError> {
    let of = |column: &Identifier| {
        names
            .get(&column.text)
            .or_else(|| arguments.column(&column.text).map(|own| &own.name))
            .cloned()
            .ok_or_else(|| {
                RebuildError::new(
                    "sqlalchemy.exc.ConstraintColumnNotFoundError",
                    format!(
                        "Can't create {class} on table '{table}': no column named '{column}' is present."
                    ),
                )
            })
    };
    columns.iter().map(of).collect()
}

/// A constraint of `table_args`.
fn restated(
    constraint: &Constraint,
    names: &Names,
    arguments: &Table,
    table: &Identifier,
) -> Result<Constraint, RebuildError> {
    let columns = |columns: &[Identifier], class: &str| known(columns, names, arguments, class, table);
    let mut constraint = constraint.clone();
    match &mut constraint {
        Constraint::Unique(unique) => unique.columns = columns(&unique.columns, "UniqueConstraint")?,
        Constraint::ForeignKey(key) => key.columns = columns(&key.columns, "ForeignKeyConstraint")?,
        Constraint::Check(check) => rename_bound(&mut check.condition, names, &arguments.name),
        Constraint::PrimaryKey(_) | Constraint::Exclude(_) => {}
    }
    Ok(constraint)
}

/// A constraint on its way to the new table; `None` where it speaks of columns that are not there.
fn moved(
    mut constraint: Constraint,
    names: &Names,
    existing: &Table,
) -> Result<Option<Constraint>, RebuildError> {
    match &mut constraint {
        // Its columns keep their old names: what is flagged goes by them.
        Constraint::PrimaryKey(key) => {
            if renamed(&key.columns, names).is_none() {
                return Ok(None);
            }
        }
        Constraint::Unique(unique) => {
            let Some(columns) = renamed(&unique.columns, names) else { return Ok(None) };
            unique.columns = columns;
        }
        Constraint::ForeignKey(key) => {
            let Some(columns) = renamed(&key.columns, names) else { return Ok(None) };
            key.columns = columns;
            if let Some(schema) = existing.name.schema.as_ref().filter(|schema| !schema.text.is_empty())
                && key.referred_table.schema_text() != Some(schema.text.as_str())
            {
                // Copying a foreign key moves what it refers to into the table's schema.
                key.referred_table.schema = Some(schema.clone());
                return Err(no_table(&temporary_name(&existing.name.name), key));
            }
        }
        Constraint::Check(check) => {
            let bound = columns_of(&check.condition);
            let all = bound.iter().all(|column| names.contains_key(&column.name.text));
            if !all {
                return Ok(None);
            }
            if let Some(of) = &mut check.type_of
                && let Some(name) = names.get(&of.text)
            {
                let name = name.clone();
                rename_columns(&mut check.condition, &mut |_| Some(name.clone()));
                *of = name;
            } else {
                rename_bound(&mut check.condition, names, &existing.name);
            }
            check.naming_template = None;
        }
        Constraint::Exclude(exclude) => {
            for element in &mut exclude.elements {
                let all = columns_of(&element.expression)
                    .iter()
                    .all(|column| names.contains_key(&column.name.text));
                if !all {
                    return Ok(None);
                }
                rename_all(&mut element.expression, names);
            }
        }
    }
    Ok(Some(constraint))
}

/// Columns of the table itself get their new names; a bare `column("x")` belongs to no table.
fn rename_bound(expression: &mut Expr, names: &Names, table: &QualifiedName) {
    rename_columns(expression, &mut |column| {
        column.table.as_ref().filter(|of| *of == table).and_then(|_| names.get(&column.name.text).cloned())
    });
}

fn rename_all(expression: &mut Expr, names: &Names) {
    rename_columns(expression, &mut |column| names.get(&column.name.text).cloned());
}

fn moved_index(mut index: Index, names: &Names, existing: &Table) -> Index {
    for element in &mut index.elements {
        match element {
            IndexElement::Column(name) => {
                if let Some(new) = names.get(&name.text) {
                    name.clone_from(new);
                }
            }
            IndexElement::Expression(expression) => rename_bound(expression, names, &existing.name),
        }
    }
    index
}

/// An index of the batch. Alembic makes one over the columns that an expression mentions; here the
/// expression stays.
fn new_index(mut index: Index, names: &Names) -> Result<Index, RebuildError> {
    for element in &mut index.elements {
        match element {
            IndexElement::Column(name) => {
                *name = names.get(&name.text).cloned().ok_or_else(|| RebuildError::key(&name.text))?;
            }
            IndexElement::Expression(Expr::Text(text)) => {
                if let Some(name) = names.get(text.sql.trim()) {
                    *element = IndexElement::Column(name.clone());
                }
            }
            IndexElement::Expression(expression) => {
                if let Some(unknown) =
                    columns_of(expression).into_iter().find(|column| !names.contains_key(&column.name.text))
                {
                    return Err(RebuildError::key(&unknown.name.text));
                }
                rename_all(expression, names);
            }
        }
    }
    Ok(index)
}

/// Indexes that are made together with the new table, and so have names made of its temporary one.
fn indexes_from_the_beginning(
    table: &mut Table,
    slots: &IndexMap<String, Slot>,
    arguments: &Table,
    names: &Names,
) {
    for slot in slots.values() {
        if let Some(unique) = slot.own_index {
            let schema =
                table.name.schema.as_ref().map(|schema| format!("{}_", schema.text.replace('.', "_")));
            let name = format!("ix_{}{}_{}", schema.unwrap_or_default(), table.name.name, slot.column.name);
            table.indexes.push(Index {
                name: Some(Identifier::generated(name)),
                elements: vec![IndexElement::Column(slot.column.name.clone())],
                unique,
                ..Index::default()
            });
        }
    }
    let own = &arguments.name;
    table.indexes.extend(arguments.indexes.iter().map(|index| {
        let around = Table::new(own.clone());
        moved_index(index.clone(), names, &around)
    }));
}

fn no_table(table: &Identifier, key: &ForeignKeyConstraint) -> RebuildError {
    let column = key.columns.first().map_or("", Identifier::as_str);
    let target = key.referred_columns.first().map_or("", Identifier::as_str);
    RebuildError::new(
        "sqlalchemy.exc.NoReferencedTableError",
        format!(
            "Foreign key associated with column '{table}.{column}' could not find table '{}' with which to \
             generate a foreign key to target column '{target}'",
            key.referred_table
        ),
    )
}

fn transfers(slots: IndexMap<String, Slot>) -> Vec<Transfer> {
    let mut copied = Vec::new();
    let mut filled = Vec::new();
    for slot in slots.into_values() {
        if let Some(source) = slot.source {
            copied.push(Transfer::Copied(Box::new(Copied {
                from: source.from,
                to: slot.column.name,
                casts: source.casts,
            })));
        } else if let Some(value) = slot.fill {
            filled.push(Transfer::Filled { to: slot.column.name, value });
        }
    }
    copied.append(&mut filled);
    copied
}

/// The options of the new table: those of the old one but for what was given.
fn options(existing: &TableOptions, given: &TableOptions, names: &[String]) -> TableOptions {
    let mut out = existing.clone();
    let has = |name: &str| names.iter().any(|given| given == name);
    macro_rules! take {
        ($($name:literal => $($path:ident).+),+ $(,)?) => {
            $(if has($name) { out.$($path).+ = given.$($path).+.clone(); })+
        };
    }
    take! {
        "sqlite_autoincrement" => sqlite.autoincrement,
        "sqlite_with_rowid" => sqlite.without_rowid,
        "sqlite_strict" => sqlite.strict,
        "postgresql_inherits" => postgres.inherits,
        "postgresql_partition_by" => postgres.partition_by,
        "postgresql_using" => postgres.using,
        "postgresql_with" => postgres.with,
        "postgresql_with_oids" => postgres.with_oids,
        "postgresql_on_commit" => postgres.on_commit,
        "postgresql_tablespace" => postgres.tablespace,
    }
    for (to, from) in
        [(&mut out.mysql.options, &given.mysql.options), (&mut out.mariadb.options, &given.mariadb.options)]
    {
        to.extend(from.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    out
}

/// The new table's primary key, as one constraint after the other claims it.
struct Key {
    table: Identifier,
    /// By key: whether the column is flagged.
    flagged: IndexMap<String, bool>,
    constraint: PrimaryKeyConstraint,
    /// Keys of its columns.
    columns: Vec<String>,
    /// Keys that a constraint made NOT NULL.
    required: Vec<String>,
    warnings: Vec<RebuildWarning>,
}

impl Key {
    fn new(table: &Identifier, slots: &IndexMap<String, Slot>) -> Self {
        let flagged: IndexMap<String, bool> =
            slots.iter().map(|(key, slot)| (key.clone(), slot.column.primary_key)).collect();
        let columns = flagged.iter().filter(|(_, flag)| **flag).map(|(key, _)| key.clone()).collect();
        Self {
            table: table.clone(),
            flagged,
            constraint: PrimaryKeyConstraint::default(),
            columns,
            required: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn append(&mut self, constraint: PrimaryKeyConstraint, names: &Names, twice: bool) {
        let own: Vec<String> = constraint.columns.iter().map(|column| column.text.clone()).collect();
        for _ in 0..if twice { 2 } else { 1 } {
            let mut table: Vec<String> =
                self.flagged.iter().filter(|(_, flag)| **flag).map(|(key, _)| key.clone()).collect();
            let same = table.len() == own.len() && table.iter().all(|key| own.contains(key));
            if !own.is_empty() && !table.is_empty() && !same {
                let shown = |keys: &[String]| {
                    let names = keys.iter().filter_map(|key| names.get(key));
                    names.map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
                };
                self.warnings.push((
                    "SAWarning",
                    format!(
                        "Table '{}' specifies columns {} as primary_key=True, not matching locally specified \
                         columns {own}; setting the current primary key columns to {own}. This warning may \
                         become an exception in a future release",
                        self.table,
                        shown(&table),
                        own = shown(&own)
                    ),
                ));
                table.clear();
            }
            for key in &own {
                self.flagged.insert(key.clone(), true);
                self.required.push(key.clone());
            }
            self.columns.clone_from(&own);
            self.columns.extend(table.into_iter().filter(|key| !own.contains(key)));
        }
        self.constraint = constraint;
    }

    fn close(self, table: &mut Table, slots: &IndexMap<String, Slot>) -> Vec<RebuildWarning> {
        for (key, slot) in slots {
            let Some(column) = table.columns.iter_mut().find(|column| column.name == slot.column.name) else {
                continue;
            };
            if self.required.contains(key) && !slot.nullable_given {
                column.nullable = Some(false);
            }
            column.primary_key = self.columns.contains(key);
        }
        let columns: Vec<Identifier> = self
            .columns
            .iter()
            .filter_map(|key| slots.get(key).map(|slot| slot.column.name.clone()))
            .collect();
        if !columns.is_empty() {
            table.primary_key = Some(PrimaryKeyConstraint { columns, ..self.constraint });
        }
        self.warnings
    }
}

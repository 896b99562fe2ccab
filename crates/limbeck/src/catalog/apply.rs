//! Operations on a catalogue.

use super::{Catalog, Flavor, Knowledge, ddl_text, default_names, rebuild};
use crate::{
    expr::rename_columns,
    name::{Identifier, QualifiedName},
    op::{
        AddColumn, AddConstraint, AlterColumn, Batch, CommentState, CreateTable, DefaultState, DropColumn,
        DropConstraint, DropIndex, Executable, Execute, Operation, Recreate, RenameTable,
    },
    schema::{Constraint, ConstraintKind, IndexElement, PrimaryKeyConstraint, Sequence, Table},
    types::{ColumnType, EnumType},
};

impl Catalog {
    /// What the schema is after an operation.
    ///
    /// One that a database would refuse makes what it is about unknown.
    pub fn apply(&mut self, operation: &Operation) {
        match operation {
            Operation::CreateTable(create) => self.create_table(create),
            Operation::DropTable(drop) => self.drop_table(&drop.name, drop.if_exists),
            Operation::RenameTable(rename) => self.rename_table(rename),
            Operation::AddColumn(add) => {
                let mut add = add.clone();
                self.resolve(&mut add.column.ty);
                self.change(&add.table, |table| add_column(table, &add));
            }
            Operation::DropColumn(drop) => {
                self.change(&drop.table, |table| drop_column(table, drop));
            }
            Operation::AlterColumn(alter) => {
                let mut alter = alter.clone();
                if let Some(ty) = &mut alter.ty.set {
                    self.resolve(ty);
                }
                self.alter_column(&alter);
            }
            Operation::CreateIndex(create) => {
                self.change(&create.table, |table| {
                    let there = table.indexes.iter().any(|index| index.name == create.index.name);
                    if there && create.index.name.is_some() {
                        return create.if_not_exists;
                    }
                    table.indexes.push(create.index.clone());
                    true
                });
            }
            Operation::DropIndex(drop) => self.drop_index(drop),
            Operation::AddConstraint(add) => {
                self.change(&add.table, |table| add_constraint(table, add));
            }
            Operation::DropConstraint(drop) => {
                self.change(&drop.table, |table| drop_constraint(table, drop));
            }
            Operation::CommentOnTable(comment) => {
                self.change(&comment.table, |table| {
                    table.comment.clone_from(&comment.comment);
                    true
                });
            }
            Operation::CreateEnum(create) => self.create_enum(&create.ty),
            Operation::DropEnum(drop) => self.drop_enum(&drop.ty),
            Operation::CreateSequence(create) => {
                self.metadata.sequences.push(create.sequence.clone());
            }
            Operation::DropSequence(drop) => self.drop_sequence(&drop.sequence),
            Operation::DropSchema(drop) => self.drop_schema(&drop.name),
            // Schemas are not in the model, only what is in them; and rows are not either.
            Operation::CreateSchema(_) | Operation::BulkInsert(_) => {}
            Operation::Execute(execute) => self.execute(execute),
            Operation::Batch(batch) => self.batch(batch),
        }
    }

    /// A type that raw SQL only named may be an enumeration that is known.
    fn resolve(&self, ty: &mut ColumnType) {
        if let ColumnType::Unknown(written) = ty {
            let (schema, name) = match written.rsplit_once('.') {
                Some((schema, name)) => (Some(Identifier::from(unquoted(schema))), unquoted(name)),
                None => (None, unquoted(written)),
            };
            if let Knowledge::Known(known) = self.enum_type(&name.into(), schema.as_ref()) {
                *ty = ColumnType::Enum(Box::new(known.clone()));
            }
        }
    }

    /// Changes a table that is known; an unknown one stays so, and one that is absent becomes unknown.
    fn change(&mut self, name: &QualifiedName, change: impl FnOnce(&mut Table) -> bool) {
        if !matches!(self.table(name), Knowledge::Known(_)) {
            self.forget(name);
            return;
        }
        let key = self.key(name);
        let place = self.metadata.tables.iter().position(|table| self.key(&table.name) == key);
        let Some(table) = place.and_then(|place| self.metadata.tables.get_mut(place)) else { return };
        let done = change(table);
        default_names::complete(self.flavor, table);
        if !done {
            self.forget(name);
        }
    }

    fn create_table(&mut self, create: &CreateTable) {
        let name = &create.table.name;
        match self.table(name) {
            Knowledge::Known(_) if create.if_not_exists => return,
            Knowledge::Unknown if create.if_not_exists => return self.forget(name),
            Knowledge::Known(_) => return self.forget(name),
            Knowledge::Absent | Knowledge::Unknown => {}
        }
        let key = self.key(name);
        self.unknown.remove(&key);
        let mut table = create.table.clone();
        table.columns.iter_mut().for_each(|column| self.resolve(&mut column.ty));
        // Columns of the primary key allow no NULL but where SQLite is told so.
        let keys: Vec<String> = table.primary_key_columns().iter().map(|name| name.text.clone()).collect();
        for column in table.columns.iter_mut().filter(|column| keys.contains(&column.name.text)) {
            column.nullable.get_or_insert(false);
        }
        for column in &table.columns {
            if let Some(ty) = native_enum(&column.ty)
                && self.flavor == Flavor::Postgres
                && ty.create_type
            {
                self.create_enum(ty);
            }
        }
        default_names::complete(self.flavor, &mut table);
        self.metadata.tables.push(table);
    }

    fn drop_table(&mut self, name: &QualifiedName, if_exists: bool) {
        let absent = matches!(self.table(name), Knowledge::Absent);
        if absent && !if_exists {
            return self.forget(name);
        }
        let key = self.key(name);
        // Forgetting takes it out of the tables; after that it is certain that it is gone.
        self.forget(name);
        if self.complete {
            self.unknown.remove(&key);
        }
    }

    fn rename_table(&mut self, rename: &RenameTable) {
        let to = QualifiedName { schema: rename.name.schema.clone(), name: rename.to.clone() };
        let Some(mut table) = self.table(&rename.name).known().cloned() else {
            self.forget(&rename.name);
            return self.forget(&to);
        };
        self.drop_table(&rename.name, true);
        table.name = to.clone();
        let key = self.key(&to);
        self.unknown.remove(&key);
        self.metadata.tables.push(table);
        let old = self.key(&rename.name);
        self.each_foreign_key(|catalog_key, key| {
            if catalog_key == old {
                key.referred_table = QualifiedName { schema: to.schema.clone(), name: to.name.clone() };
            }
        });
    }

    /// Goes through all foreign keys, with the key of the table each refers to.
    fn each_foreign_key(&mut self, mut change: impl FnMut(&str, &mut crate::schema::ForeignKeyConstraint)) {
        let mut tables = std::mem::take(&mut self.metadata.tables);
        for constraint in tables.iter_mut().flat_map(|table| &mut table.constraints) {
            if let Constraint::ForeignKey(key) = constraint {
                let referred = self.key(&key.referred_table);
                change(&referred, key);
            }
        }
        self.metadata.tables = tables;
    }

    fn alter_column(&mut self, alter: &AlterColumn) {
        self.change(&alter.table, |table| alter_column(table, alter));
        if let Some(name) = alter.name.as_ref().filter(|name| name.text != alter.column.text) {
            let table = self.key(&alter.table);
            self.each_foreign_key(|referred, key| {
                if referred == table {
                    rename_in(&mut key.referred_columns, &alter.column.text, name);
                }
            });
        }
    }

    fn drop_index(&mut self, drop: &DropIndex) {
        let has = |table: &Table| {
            table
                .indexes
                .iter()
                .any(|index| index.name.as_ref().is_some_and(|name| name.text == drop.name.text))
        };
        let place = self.metadata.tables.iter().position(|table| {
            let named = drop.table.as_ref().is_none_or(|name| name.text == table.name.name.text);
            named && has(table)
        });
        if let Some(table) = place.and_then(|place| self.metadata.tables.get_mut(place)) {
            table.indexes.retain(|index| index.name.as_ref().is_none_or(|name| name.text != drop.name.text));
        } else if let Some(table) = &drop.table
            && !drop.if_exists
        {
            self.forget(&QualifiedName { schema: drop.schema.clone(), name: table.clone() });
        }
    }

    fn create_enum(&mut self, ty: &EnumType) {
        let Some(name) = &ty.name else { return };
        let name = QualifiedName { schema: ty.schema.clone(), name: name.clone() };
        let key = self.key(&name);
        self.unknown.remove(&key);
        if !self.metadata.enums.iter().any(|known| self.is_type(known, &name)) {
            self.metadata.enums.push(ty.clone());
        }
    }

    fn drop_enum(&mut self, ty: &EnumType) {
        let Some(name) = &ty.name else { return };
        let name = QualifiedName { schema: ty.schema.clone(), name: name.clone() };
        let enums = std::mem::take(&mut self.metadata.enums);
        self.metadata.enums = enums.into_iter().filter(|known| !self.is_type(known, &name)).collect();
        let key = self.key(&name);
        if self.complete {
            self.unknown.remove(&key);
        } else {
            self.unknown.insert(key);
        }
    }

    fn drop_sequence(&mut self, sequence: &Sequence) {
        self.metadata.sequences.retain(|known| known.name != sequence.name);
    }

    fn drop_schema(&mut self, schema: &Identifier) {
        self.metadata.tables.retain(|table| table.name.schema_text() != Some(schema.text.as_str()));
        self.metadata.enums.retain(|ty| ty.schema.as_ref().is_none_or(|own| own.text != schema.text));
        self.metadata.sequences.retain(|sequence| sequence.name.schema_text() != Some(schema.text.as_str()));
        let prefix = format!("{}.", schema.text.to_lowercase());
        self.unknown.retain(|key| !key.starts_with(&prefix));
    }

    fn execute(&mut self, execute: &Execute) {
        match &execute.statement {
            Executable::Text(text) | Executable::Statement(crate::dml::Statement::Text(text)) => {
                self.apply_text(&text.sql);
            }
            Executable::Verbatim(sql) => self.apply_text(sql),
            // Statements on rows change no schema.
            Executable::Statement(_) | Executable::Expression(_) => {}
        }
    }

    /// What the schema is after raw SQL.
    pub fn apply_text(&mut self, sql: &str) {
        for part in ddl_text::read(self.flavor, sql) {
            match part {
                ddl_text::Read::Operations(operations) => {
                    for operation in &operations {
                        self.apply(operation);
                    }
                }
                ddl_text::Read::Harmless => {}
                ddl_text::Read::Touches(names) => {
                    for name in &names {
                        self.forget(name);
                    }
                }
                ddl_text::Read::Opaque(text) => self.forget_mentioned(&text),
            }
        }
    }

    fn batch(&mut self, batch: &Batch) {
        let rebuilds = match batch.recreate {
            Recreate::Always => true,
            Recreate::Never => false,
            Recreate::Auto => self.flavor == Flavor::Sqlite,
        };
        if !rebuilds {
            for operation in &batch.operations {
                self.apply(operation);
            }
            return;
        }
        let (existing, reflected) = match (&batch.copy_from, self.table(&batch.table)) {
            (Some(table), _) => (table.clone(), false),
            (None, Knowledge::Known(table)) => (table.clone(), true),
            (None, Knowledge::Absent | Knowledge::Unknown) => return self.forget(&batch.table),
        };
        let Ok(rebuilt) = rebuild::rebuild(&existing, batch, reflected) else {
            return self.forget(&batch.table);
        };
        let mut table = rebuilt.table;
        table.name = existing.name.clone();
        table.indexes.extend(rebuilt.indexes);
        self.drop_table(&batch.table, true);
        let key = self.key(&batch.table);
        self.unknown.remove(&key);
        default_names::complete(self.flavor, &mut table);
        self.metadata.tables.push(table);
    }
}

fn unquoted(name: &str) -> String {
    let inner = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(name).replace("\"\"", "\"")
}

/// The enumeration in a type that is one of the database's own.
fn native_enum(ty: &ColumnType) -> Option<&EnumType> {
    let ty = ty.for_dialect("postgresql");
    if let ColumnType::Array(array) = ty {
        return native_enum(&array.item);
    }
    if let ColumnType::Enum(of) = ty { Some(&**of).filter(|of| of.native) } else { None }
}

fn add_column(table: &mut Table, add: &AddColumn) -> bool {
    if table.column(&add.column.name.text).is_some() {
        return add.if_not_exists;
    }
    table.columns.push(add.column.clone());
    table.constraints.extend(add.constraints.iter().cloned());
    table.indexes.extend(add.indexes.iter().cloned());
    if add.inline_primary_key && add.column.primary_key {
        table.primary_key = Some(PrimaryKeyConstraint {
            columns: vec![add.column.name.clone()],
            ..PrimaryKeyConstraint::default()
        });
    }
    true
}

fn drop_column(table: &mut Table, drop: &DropColumn) -> bool {
    let name = drop.column.text.as_str();
    let before = table.columns.len();
    table.columns.retain(|column| column.name.text != name);
    if table.columns.len() == before {
        return drop.if_exists;
    }
    let has = |columns: &[Identifier]| columns.iter().any(|column| column.text == name);
    if table.primary_key.as_ref().is_some_and(|key| has(&key.columns)) {
        table.primary_key = None;
        table.columns.iter_mut().for_each(|column| column.primary_key = false);
    }
    table.constraints.retain(|constraint| match constraint {
        Constraint::PrimaryKey(key) => !has(&key.columns),
        Constraint::Unique(unique) => !has(&unique.columns),
        Constraint::ForeignKey(key) => !has(&key.columns),
        Constraint::Check(check) => {
            let by_name = [&check.column, &check.type_of];
            !by_name.iter().any(|column| column.as_ref().is_some_and(|column| column.text == name))
                && !mentions(&check.condition, name)
        }
        Constraint::Exclude(exclude) => {
            !exclude.elements.iter().any(|element| mentions(&element.expression, name))
        }
    });
    table.indexes.retain(|index| {
        !index.elements.iter().any(|element| match element {
            IndexElement::Column(column) => column.text == name,
            IndexElement::Expression(expression) => mentions(expression, name),
        })
    });
    true
}

fn mentions(expression: &crate::expr::Expr, column: &str) -> bool {
    use crate::expr::{Expr, Text, columns_of};
    if let Expr::Text(Text { sql: text, .. }) | Expr::Literal(text) = expression {
        return super::tokens::mentions(text, column);
    }
    columns_of(expression).iter().any(|found| found.name.text == column)
}

fn rename_in(columns: &mut [Identifier], from: &str, to: &Identifier) {
    for column in columns.iter_mut().filter(|column| column.text == from) {
        column.clone_from(to);
    }
}

fn alter_column(table: &mut Table, alter: &AlterColumn) -> bool {
    let from = alter.column.text.as_str();
    for check in &alter.drop_type_checks {
        table
            .constraints
            .retain(|constraint| constraint.name().is_none() || constraint.name() != check.name());
    }
    let Some(column) = table.columns.iter_mut().find(|column| column.name.text == from) else { return false };
    if let Some(nullable) = alter.nullable.set {
        column.nullable = Some(nullable);
    }
    if let Some(ty) = &alter.ty.set {
        column.ty = ty.clone();
    }
    if let Some(default) = &alter.server_default.set {
        column.server_default = None;
        column.computed = None;
        column.identity = None;
        match default {
            DefaultState::Nothing => {}
            DefaultState::Default(default) => column.server_default = Some(default.clone()),
            DefaultState::Computed(computed) => column.computed = Some(Box::new(computed.clone())),
            DefaultState::Identity(identity) => column.identity = Some(Box::new(identity.clone())),
        }
    }
    if let Some(comment) = &alter.comment.set {
        column.comment = match comment {
            CommentState::Nothing => None,
            CommentState::Comment(text) => Some(text.clone()),
        };
    }
    if let Some(name) = &alter.name {
        column.name.clone_from(name);
        rename_column(table, from, name);
    }
    table.constraints.extend(alter.add_type_checks.iter().cloned());
    true
}

/// Everything in a table that speaks of a column follows its new name.
fn rename_column(table: &mut Table, from: &str, to: &Identifier) {
    if let Some(key) = &mut table.primary_key {
        rename_in(&mut key.columns, from, to);
    }
    let mut rename = |column: &crate::expr::ColumnReference| (column.name.text == from).then(|| to.clone());
    for constraint in &mut table.constraints {
        match constraint {
            Constraint::PrimaryKey(key) => rename_in(&mut key.columns, from, to),
            Constraint::Unique(unique) => rename_in(&mut unique.columns, from, to),
            Constraint::ForeignKey(key) => rename_in(&mut key.columns, from, to),
            Constraint::Check(check) => {
                rename_columns(&mut check.condition, &mut rename);
                for column in [&mut check.column, &mut check.type_of].into_iter().flatten() {
                    rename_in(std::slice::from_mut(column), from, to);
                }
            }
            Constraint::Exclude(exclude) => {
                exclude
                    .elements
                    .iter_mut()
                    .for_each(|element| rename_columns(&mut element.expression, &mut rename));
            }
        }
    }
    for element in table.indexes.iter_mut().flat_map(|index| &mut index.elements) {
        match element {
            IndexElement::Column(column) => rename_in(std::slice::from_mut(column), from, to),
            IndexElement::Expression(expression) => rename_columns(expression, &mut rename),
        }
    }
}

fn add_constraint(table: &mut Table, add: &AddConstraint) -> bool {
    match &add.constraint {
        Constraint::PrimaryKey(key) => {
            if !table.primary_key_columns().is_empty() {
                return false;
            }
            for column in &mut table.columns {
                if key.columns.iter().any(|name| name.text == column.name.text) {
                    column.nullable = Some(false);
                }
            }
            table.primary_key = Some(key.clone());
        }
        other @ (Constraint::Unique(_)
        | Constraint::ForeignKey(_)
        | Constraint::Check(_)
        | Constraint::Exclude(_)) => table.constraints.push(other.clone()),
    }
    true
}

fn drop_constraint(table: &mut Table, drop: &DropConstraint) -> bool {
    let key_name = table.primary_key.as_ref().and_then(|key| key.name.as_ref());
    let named = key_name.is_some() && key_name == drop.name.as_ref();
    if drop.kind == Some(ConstraintKind::Primary) || named {
        table.primary_key = None;
        table.columns.iter_mut().for_each(|column| column.primary_key = false);
        return true;
    }
    let Some(name) = &drop.name else { return false };
    let is_it = |own: Option<&Identifier>| own.is_some_and(|own| own.text == name.text);
    let before = table.constraints.len();
    table.constraints.retain(|constraint| !is_it(constraint.name()));
    table.constraints.len() < before || drop.if_exists
}

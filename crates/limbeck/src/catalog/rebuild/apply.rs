//! One operation of a batch.

use super::{KeyPlace, RebuildError, Slot, State, misplaced, order};
use crate::{
    name::Identifier,
    op::{AddColumn, AlterColumn, DefaultState, DropColumn, DropConstraint, Operation},
    schema::{CheckConstraint, Column, Constraint, UniqueConstraint},
    types::ColumnType,
};

impl State {
    pub(super) fn apply(&mut self, operation: &Operation) -> Result<(), RebuildError> {
        match operation {
            Operation::AddColumn(add) => self.add_column(add),
            Operation::DropColumn(drop) => self.drop_column(drop),
            Operation::AlterColumn(alter) => self.alter_column(alter),
            Operation::AddConstraint(add) => self.add_constraint(add.constraint.clone()),
            Operation::DropConstraint(drop) => self.drop_constraint(drop),
            Operation::CreateIndex(create) => {
                if create.if_not_exists {
                    return Err(unexpected("create_index", "if_not_exists"));
                }
                let name = create.index.name.as_ref().map_or_else(String::new, |name| name.text.clone());
                self.new_indexes.insert(name, create.index.clone());
                Ok(())
            }
            Operation::DropIndex(drop) => {
                if drop.if_exists {
                    return Err(unexpected("drop_index", "if_exists"));
                }
                match self.indexes.shift_remove(&drop.name.text) {
                    Some(_) => Ok(()),
                    None => Err(RebuildError::value(format!("No such index: '{}'", drop.name))),
                }
            }
            // The new table is made without a comment on it, whatever was asked for.
            Operation::CommentOnTable(_) => Ok(()),
            Operation::RenameTable(_) => Err(RebuildError::new("builtins.NotImplementedError", "TODO")),
            Operation::CreateTable(_)
            | Operation::DropTable(_)
            | Operation::CreateEnum(_)
            | Operation::DropEnum(_)
            | Operation::CreateSequence(_)
            | Operation::DropSequence(_)
            | Operation::CreateSchema(_)
            | Operation::DropSchema(_)
            | Operation::BulkInsert(_)
            | Operation::Execute(_)
            | Operation::Batch(_) => Err(misplaced(operation)),
        }
    }

    fn slot(&mut self, name: &Identifier) -> Result<&mut Slot, RebuildError> {
        self.slots.get_mut(&name.text).ok_or_else(|| RebuildError::key(&name.text))
    }

    fn add_column(&mut self, add: &AddColumn) -> Result<(), RebuildError> {
        let key = add.column.name.text.clone();
        let hints = order::hints_for(
            &key,
            add.insert_before.as_deref(),
            add.insert_after.as_deref(),
            &self.ordering,
            &self.hints,
            !self.reordering.is_empty(),
        )?;
        self.hints.extend(hints);
        let nullable = add.column.is_nullable();
        self.slots.insert(
            key,
            Slot {
                column: Column { nullable: Some(nullable), ..add.column.clone() },
                nullable_given: add.column.nullable.is_some(),
                checks: add.constraints.iter().filter_map(inline_check).cloned().collect(),
                type_checks: Vec::new(),
                own_unique: add.constraints.iter().any(is_columns_unique),
                own_index: add.indexes.first().map(|index| index.unique),
                source: None,
                fill: add.fill.clone(),
            },
        );
        for constraint in add.constraints_after() {
            self.add_constraint(constraint.clone())?;
        }
        for index in &add.indexes {
            let name = index.name.as_ref().map_or_else(String::new, |name| name.text.clone());
            self.new_indexes.insert(name, index.clone());
        }
        Ok(())
    }

    fn drop_column(&mut self, drop: &DropColumn) -> Result<(), RebuildError> {
        let key = drop.column.text.as_str();
        let own = match &self.key {
            KeyPlace::Named(name) => self.named.get_mut(name),
            KeyPlace::Unnamed => {
                self.unnamed.iter_mut().find(|constraint| matches!(constraint, Constraint::PrimaryKey(_)))
            }
            KeyPlace::Gone => None,
        };
        if let Some(Constraint::PrimaryKey(own)) = own {
            own.columns.retain(|column| column.text != key);
        }
        if self.slots.shift_remove(key).is_none() {
            return Err(RebuildError::key(key));
        }
        let Some(place) = self.ordering.iter().position(|name| name == key) else {
            return Err(RebuildError::value("list.remove(x): x not in list"));
        };
        self.ordering.remove(place);
        self.touch(key);
        if let Some(name) = drop.existing.as_ref().and_then(|column| constraint_name(&column.ty)) {
            self.named.shift_remove(&name);
        }
        Ok(())
    }

    fn alter_column(&mut self, alter: &AlterColumn) -> Result<(), RebuildError> {
        for constraint in &alter.drop_type_checks {
            // What the old type made is not made again; one of its name may be there all the same.
            if let Some(name) = constraint.name() {
                self.named.shift_remove(&name.text);
            }
        }
        let key = alter.column.text.clone();
        let mut renamed = false;
        let slot = self.slot(&alter.column)?;
        if let Some(name) = &alter.name
            && name.text != key
        {
            slot.column.name.clone_from(name);
            renamed = true;
        }
        if let Some(ty) = &alter.ty.set {
            slot.type_checks.clear();
            let moves = slot.column.ty.affinity() != ty.affinity();
            if let Some(source) = &mut slot.source
                && moves
            {
                source.casts.push(ty.clone());
            }
            slot.column.ty.clone_from(ty);
        }
        if let Some(nullable) = alter.nullable.set {
            slot.column.nullable = Some(nullable);
        }
        match &alter.server_default.set {
            None => {}
            Some(DefaultState::Nothing) => slot.column.server_default = None,
            Some(DefaultState::Default(default)) => slot.column.server_default = Some(default.clone()),
            Some(DefaultState::Computed(_)) => return Err(no_default("Computed")),
            Some(DefaultState::Identity(_)) => return Err(no_default("Identity")),
        }
        if let Some(counts) = alter.autoincrement.set {
            use crate::schema::Autoincrement;
            slot.column.autoincrement = if counts { Autoincrement::Yes } else { Autoincrement::No };
        }
        if let Some(comment) = &alter.comment.set {
            slot.column.comment = match comment {
                crate::op::CommentState::Nothing => None,
                crate::op::CommentState::Comment(text) => Some(text.clone()),
            };
        }
        if renamed && let Some(name) = alter.ty.existing.as_ref().and_then(constraint_name) {
            self.named.shift_remove(&name);
        }
        if renamed || alter.ty.set.is_some() {
            self.touch(&key);
        }
        alter.add_type_checks.iter().try_for_each(|check| self.add_constraint(check.clone()))
    }

    fn add_constraint(&mut self, constraint: Constraint) -> Result<(), RebuildError> {
        let by_type = matches!(&constraint, Constraint::Check(check) if check.type_of.is_some());
        if constraint.name().is_none() && !by_type {
            return Err(RebuildError::value("Constraint must have a name"));
        }
        if matches!(constraint, Constraint::PrimaryKey(_)) && self.key == KeyPlace::Unnamed {
            self.unnamed.retain(|constraint| !matches!(constraint, Constraint::PrimaryKey(_)));
            self.key = KeyPlace::Gone;
        }
        if let (KeyPlace::Named(own), Some(name)) = (&self.key, constraint.name())
            && *own == name.text
        {
            self.key = KeyPlace::Gone;
        }
        self.keep(constraint);
        Ok(())
    }

    fn drop_constraint(&mut self, drop: &DropConstraint) -> Result<(), RebuildError> {
        let Some(name) = drop.name.as_ref().filter(|name| !name.text.is_empty()) else {
            return Err(RebuildError::value("Constraint must have a name"));
        };
        if !self.reflected && self.drop_column_check(&name.text) {
            return Ok(());
        }
        let Some(constraint) = self.named.shift_remove(&name.text) else {
            return Err(RebuildError::value(format!("No such constraint: '{name}'")));
        };
        if let Constraint::PrimaryKey(key) = constraint {
            self.key = KeyPlace::Gone;
            for column in &key.columns {
                self.slot(column)?.column.primary_key = false;
            }
        }
        Ok(())
    }

    /// Drops a CHECK of this name that is written inside a column.
    fn drop_column_check(&mut self, name: &str) -> bool {
        let named = |check: &CheckConstraint| check.name.as_ref().is_some_and(|own| own.text == name);
        for slot in self.slots.values_mut() {
            if slot.checks.iter().any(named) {
                slot.checks.retain(|check| !named(check));
                return true;
            }
        }
        false
    }
}

fn inline_check(constraint: &Constraint) -> Option<&CheckConstraint> {
    match constraint {
        Constraint::Check(check) if check.column.is_some() => Some(check),
        Constraint::Check(_)
        | Constraint::PrimaryKey(_)
        | Constraint::Unique(_)
        | Constraint::ForeignKey(_)
        | Constraint::Exclude(_) => None,
    }
}

fn is_columns_unique(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::Unique(UniqueConstraint { from_column: true, .. }))
}

/// The name that a type's CHECK has, where the type can have one.
fn constraint_name(ty: &ColumnType) -> Option<String> {
    let name = match ty {
        ColumnType::Boolean(boolean) => boolean.name.as_ref(),
        ColumnType::Enum(of) => of.name.as_ref(),
        ColumnType::Decorated(decorated) => return constraint_name(&decorated.implementation),
        ColumnType::Variant(variant) => return constraint_name(&variant.base),
        ColumnType::Null
        | ColumnType::SmallInteger(_)
        | ColumnType::Integer(_)
        | ColumnType::BigInteger(_)
        | ColumnType::Numeric(_)
        | ColumnType::Float(_)
        | ColumnType::Character(_)
        | ColumnType::Date(_)
        | ColumnType::Time(_)
        | ColumnType::DateTime(_)
        | ColumnType::Interval(_)
        | ColumnType::Binary(_)
        | ColumnType::Json(_)
        | ColumnType::Uuid(_)
        | ColumnType::Array(_)
        | ColumnType::Postgres(_)
        | ColumnType::Mysql(_)
        | ColumnType::UserDefined(_)
        | ColumnType::Unknown(_) => None,
    };
    name.map(|name| name.text.clone())
}

fn no_default(class: &str) -> RebuildError {
    RebuildError::new(
        "sqlalchemy.exc.ArgumentError",
        format!(
            "Argument 'arg' is expected to be one of type '<class 'str'>' or '<class \
             'sqlalchemy.sql.elements.ClauseElement'>' or '<class 'sqlalchemy.sql.elements.TextClause'>', got \
             '<class 'sqlalchemy.sql.schema.{class}'>'"
        ),
    )
}

fn unexpected(method: &str, keyword: &str) -> RebuildError {
    RebuildError::new(
        "builtins.TypeError",
        format!("ApplyBatchImpl.{method}() got an unexpected keyword argument '{keyword}'"),
    )
}

//! Which CHECK constraints of a table are added and removed: by name only, and only where the plugin
//! `alembic.ext.checkconstraint_byname` is asked for. Their texts are never compared.

use super::{
    Pair, by_itself,
    hooks::{CompareHooks, ObjectKind, ObjectRef},
    left_out::Reason,
    tables::{Comparator, Compared},
};
use crate::{
    name::Identifier,
    op::{AddConstraint, DropConstraint, Operation},
    python::python_repr,
    schema::{Constraint, ConstraintKind, Table},
};
use std::collections::BTreeMap;

const LOG: &str = "alembic.ext.checkconstraint_byname";

impl<H: CompareHooks> Comparator<'_, H> {
    /// Compares the CHECK constraints of a table that is on both sides.
    pub(super) fn checks(
        &mut self,
        tables: Pair<&Table>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let declared = named_checks(tables.model);
        let mut reflected = BTreeMap::new();
        for (name, position) in named_checks(tables.database) {
            let identifier = tables.database.constraints.get(position).and_then(Constraint::name);
            if self.includes_name(tables.database, identifier, ObjectKind::CheckConstraint)? {
                reflected.insert(name, position);
            }
        }
        let table = python_repr(tables.model.name.name.as_str());
        for (name, position) in &reflected {
            if declared.contains_key(name) {
                continue;
            }
            let Some(constraint) = tables.database.constraints.get(*position) else { continue };
            let object = ObjectRef::Constraint { table: tables.database, constraint, position: *position };
            if self.includes(object, Some(name), ObjectKind::CheckConstraint, true, None)?
                && !self.leaves_out(&tables.database.name, Some(name), Reason::InheritedConstraint)
            {
                operations.push(Operation::DropConstraint(Box::new(DropConstraint {
                    table: tables.database.name.clone(),
                    name: constraint.name().cloned(),
                    kind: Some(ConstraintKind::Check),
                    if_exists: false,
                    existing: Some(constraint.clone()),
                })));
                let line =
                    format!("Detected removed check constraint {} on table {table}", python_repr(name));
                self.info(LOG, line);
            }
        }
        for (name, position) in &declared {
            if reflected.contains_key(name) {
                continue;
            }
            let Some(constraint) = tables.model.constraints.get(*position) else { continue };
            let object = ObjectRef::Constraint { table: tables.model, constraint, position: *position };
            if self.includes(object, Some(name), ObjectKind::CheckConstraint, false, None)? {
                operations.push(Operation::AddConstraint(Box::new(AddConstraint {
                    table: tables.model.name.clone(),
                    constraint: by_itself(constraint),
                })));
                let line = format!("Detected added check constraint {} on table {table}", python_repr(name));
                self.info(LOG, line);
            }
        }
        Ok(())
    }
}

/// The places of a table's CHECKs that have a name, by name.
fn named_checks(table: &Table) -> BTreeMap<&str, usize> {
    let mut checks = BTreeMap::new();
    for (position, constraint) in table.constraints.iter().enumerate() {
        if let Constraint::Check(check) = constraint
            && let Some(name) = &check.name
        {
            checks.entry(Identifier::as_str(name)).or_insert(position);
        }
    }
    checks
}

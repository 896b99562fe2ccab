//! The order in which tables can be created: each after those it refers to (`MetaData.sorted_tables`).

use crate::{
    dialect::CompileError,
    name::QualifiedName,
    schema::{Column, Constraint, ForeignKeyConstraint, MetaData, Table},
};
use std::collections::HashMap;

/// Tables in order of their dependencies.
#[derive(Clone, Debug, Default)]
pub struct SortedTables<'a> {
    /// The tables.
    pub tables: Vec<&'a Table>,
    /// The text of the warning (`SAWarning`) where foreign keys go in circles.
    pub warning: Option<String>,
}

/// Sorts tables so that each comes after those it refers to; among those free to come, by schema and name.
///
/// Foreign keys with `use_alter` do not count. Where foreign keys go in circles, none of the tables in
/// them count, with a warning. A foreign key to a table or column that is not there is `SQLAlchemy`'s error.
///
/// `elsewhere` says whether a table is in another `MetaData` of the same model: a reference to it does not count.
pub fn sorted_tables(
    metadata: &MetaData,
    elsewhere: impl Fn(&QualifiedName) -> bool,
) -> Result<SortedTables<'_>, CompileError> {
    let mut keyed: Vec<(String, &Table)> =
        metadata.tables.iter().map(|table| (table_key(&table.name), table)).collect();
    keyed.sort_by(|one, other| one.0.cmp(&other.0));
    let places: HashMap<&str, usize> =
        keyed.iter().enumerate().map(|(place, (key, _))| (key.as_str(), place)).collect();
    // For each table, those it refers to; a table's reference to itself does not count.
    let mut parents: Vec<Vec<usize>> = Vec::with_capacity(keyed.len());
    for (place, (_, table)) in keyed.iter().enumerate() {
        let mut referred = Vec::new();
        for key in foreign_keys(table).filter(|key| !key.use_alter) {
            let Some(target) = places.get(table_key(&key.referred_table).as_str()).copied() else {
                if elsewhere(&key.referred_table) {
                    continue;
                }
                return Err(no_referenced_table(table, key));
            };
            if let Some((_, target)) = keyed.get(target) {
                has_referenced_column(table, key, target)?;
            }
            if target != place && !referred.contains(&target) {
                referred.push(target);
            }
        }
        parents.push(referred);
    }
    let mut warning = None;
    let mut order = layers(&parents);
    if order.len() < keyed.len() {
        let circular = circular(&parents);
        let mut names: Vec<&str> = keyed
            .iter()
            .zip(&circular)
            .filter(|(_, is_circular)| **is_circular)
            .map(|((key, _), _)| key.as_str())
            .collect();
        names.sort_unstable();
        warning = Some(format!(
            "Cannot correctly sort tables; there are unresolvable cycles between tables \"{}\", which is usually \
             caused by mutually dependent foreign key constraints.  Foreign key constraints involving these \
             tables will not be considered; this warning may raise an error in a future release.",
            names.join(", ")
        ));
        for (referred, is_circular) in parents.iter_mut().zip(&circular) {
            if *is_circular {
                referred.clear();
            }
        }
        order = layers(&parents);
    }
    let tables = order.into_iter().filter_map(|place| keyed.get(place)).map(|(_, table)| *table).collect();
    Ok(SortedTables { tables, warning })
}

/// `MetaData.tables`' key of a table: its name, with its schema and a dot before it.
pub(super) fn table_key(name: &QualifiedName) -> String {
    match name.schema_text() {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.text.clone(),
    }
}

/// The foreign keys of a table.
pub(super) fn foreign_keys(table: &Table) -> impl Iterator<Item = &ForeignKeyConstraint> {
    table.constraints.iter().filter_map(|constraint| match constraint {
        Constraint::ForeignKey(key) => Some(key),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => {
            None
        }
    })
}

/// `SQLAlchemy`'s error for a foreign key to a table that the model does not have.
pub(super) fn no_referenced_table(table: &Table, key: &ForeignKeyConstraint) -> CompileError {
    let column = key.columns.first().map_or("", |name| name.as_str());
    let target = key.referred_columns.first().map_or("", |name| name.as_str());
    CompileError::raised(
        "sqlalchemy.exc.NoReferencedTableError",
        format!(
            "Foreign key associated with column '{}.{column}' could not find table '{}' with which to generate a \
             foreign key to target column '{target}'",
            table.name.name,
            table_key(&key.referred_table)
        ),
    )
}

/// `SQLAlchemy`'s error where the table that a foreign key refers to does not have the column.
fn has_referenced_column(
    table: &Table,
    key: &ForeignKeyConstraint,
    target: &Table,
) -> Result<(), CompileError> {
    let Some(name) = key.referred_columns.first() else { return Ok(()) };
    let is_there = |column: &Column| column.name.text == name.text || column.key.as_ref() == Some(&name.text);
    if target.columns.iter().any(is_there) {
        return Ok(());
    }
    Err(CompileError::raised(
        "sqlalchemy.exc.NoReferencedColumnError",
        format!(
            "Could not initialize target column for ForeignKey '{}.{name}' on table '{}': table '{}' has no column \
             named '{name}'",
            table_key(&key.referred_table),
            table.name.name,
            target.name.name
        ),
    ))
}

/// Sorts in layers: first what depends on nothing, then what depends on that only, and so on. Those that
/// depend on themselves are left out.
fn layers(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting: Vec<usize> = parents.iter().map(Vec::len).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    for (child, referred) in parents.iter().enumerate() {
        for parent in referred {
            if let Some(list) = children.get_mut(*parent) {
                list.push(child);
            }
        }
    }
    let mut order = Vec::with_capacity(parents.len());
    let mut layer: Vec<usize> = (0..parents.len()).filter(|place| waiting.get(*place) == Some(&0)).collect();
    while !layer.is_empty() {
        let mut next = Vec::new();
        for place in &layer {
            for child in children.get(*place).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(*child) {
                    *count -= 1;
                    if *count == 0 {
                        next.push(*child);
                    }
                }
            }
        }
        next.sort_unstable();
        order.append(&mut layer);
        layer = next;
    }
    order
}

/// Which are in a circle: members of a strongly connected component of more than one (Tarjan's
/// algorithm, without recursion, since chains of foreign keys may be long).
fn circular(parents: &[Vec<usize>]) -> Vec<bool> {
    #[derive(Clone, Copy, Default)]
    struct Mark {
        index: Option<usize>,
        low: usize,
        on_stack: bool,
    }
    let mut marks = vec![Mark::default(); parents.len()];
    let mut result = vec![false; parents.len()];
    let mut stack: Vec<usize> = Vec::new();
    let mut next_index = 0;
    for root in 0..parents.len() {
        if marks.get(root).is_none_or(|mark| mark.index.is_some()) {
            continue;
        }
        // What is being visited, with the place of the edge that comes next.
        let mut visiting: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, edge)) = visiting.pop() {
            let Some(mark) = marks.get_mut(node) else { continue };
            if edge == 0 {
                *mark = Mark { index: Some(next_index), low: next_index, on_stack: true };
                next_index += 1;
                stack.push(node);
            }
            let low = mark.low;
            if let Some(target) = parents.get(node).and_then(|edges| edges.get(edge)).copied() {
                visiting.push((node, edge + 1));
                let seen = marks.get(target).copied().unwrap_or_default();
                match seen.index {
                    None => visiting.push((target, 0)),
                    Some(index) if seen.on_stack => {
                        if let Some(mark) = marks.get_mut(node) {
                            mark.low = low.min(index);
                        }
                    }
                    Some(_) => {}
                }
                continue;
            }
            if marks.get(node).and_then(|mark| mark.index) == Some(low) {
                let start = stack.iter().rposition(|member| *member == node).unwrap_or(stack.len());
                let component = stack.split_off(start);
                let is_circle = component.len() > 1;
                for member in component {
                    if let Some(mark) = marks.get_mut(member) {
                        mark.on_stack = false;
                    }
                    if let Some(flag) = result.get_mut(member) {
                        *flag = is_circle;
                    }
                }
            }
            if let Some((parent, _)) = visiting.last()
                && let Some(mark) = marks.get_mut(*parent)
            {
                mark.low = mark.low.min(low);
            }
        }
    }
    result
}

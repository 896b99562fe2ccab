//! Names that a database gives to constraints without one.
//!
//! Source: PostgreSQL manual, "CREATE TABLE" (`ChooseIndexName`, `ChooseConstraintName`); MySQL manual,
//! "FOREIGN KEY Constraints". SQLite gives none.

use super::Flavor;
use crate::{
    expr::columns_of,
    name::Identifier,
    schema::{Constraint, Table},
};

/// Longest name of PostgreSQL, in bytes.
const LONGEST: usize = 63;

/// Gives every constraint of a table that has no name the one the database gives it.
pub(super) fn complete(flavor: Flavor, table: &mut Table) {
    match flavor {
        Flavor::Postgres => postgres(table),
        Flavor::Mysql => mysql(table),
        Flavor::Sqlite => {}
    }
}

fn postgres(table: &mut Table) {
    let name = table.name.name.text.clone();
    let key: Vec<Identifier> = table.primary_key_columns().into_iter().cloned().collect();
    if !key.is_empty() {
        let columns = key.clone();
        let own = table.primary_key.get_or_insert_default();
        if own.columns.is_empty() {
            own.columns = columns;
        }
        own.name.get_or_insert_with(|| chosen(&name, "", "pkey").into());
    }
    let mut taken: Vec<String> =
        table.constraints.iter().filter_map(Constraint::name).map(|name| name.text.clone()).collect();
    for constraint in &mut table.constraints {
        if constraint.name().is_some() {
            continue;
        }
        let joined =
            |columns: &[Identifier]| columns.iter().map(Identifier::as_str).collect::<Vec<_>>().join("_");
        let (columns, label) = match constraint {
            Constraint::PrimaryKey(_) => (String::new(), "pkey"),
            Constraint::Unique(unique) => (joined(&unique.columns), "key"),
            Constraint::ForeignKey(key) => (joined(&key.columns), "fkey"),
            Constraint::Check(check) => {
                let columns = columns_of(&check.condition);
                let one = match (&check.column, columns.as_slice()) {
                    (Some(column), _) => column.text.clone(),
                    (None, [column]) => column.name.text.clone(),
                    (None, _) => String::new(),
                };
                (one, "check")
            }
            Constraint::Exclude(exclude) => {
                let columns: Vec<String> = exclude
                    .elements
                    .iter()
                    .flat_map(|element| columns_of(&element.expression))
                    .map(|column| column.name.text.clone())
                    .collect();
                (columns.join("_"), "excl")
            }
        };
        let mut number = 0;
        let text = loop {
            let label = if number == 0 { label.to_owned() } else { format!("{label}{number}") };
            let text = chosen(&name, &columns, &label);
            if !taken.contains(&text) {
                break text;
            }
            number += 1;
        };
        taken.push(text.clone());
        constraint.set_name(Some(text.into()));
    }
}

/// `table_columns_label`, the two first parts cut evenly where the whole is too long.
fn chosen(table: &str, columns: &str, label: &str) -> String {
    let (mut first, mut second) = (table.to_owned(), columns.to_owned());
    let overhead = label.len() + 1 + usize::from(!columns.is_empty());
    while first.len() + second.len() + overhead > LONGEST {
        if first.len() > second.len() {
            first.pop();
        } else if second.pop().is_none() {
            break;
        }
    }
    if second.is_empty() { format!("{first}_{label}") } else { format!("{first}_{second}_{label}") }
}

fn mysql(table: &mut Table) {
    let name = table.name.name.text.clone();
    let mut keys = 0;
    let mut taken: Vec<String> =
        table.constraints.iter().filter_map(Constraint::name).map(|name| name.text.clone()).collect();
    for constraint in &mut table.constraints {
        if constraint.name().is_some() {
            continue;
        }
        let text = match constraint {
            Constraint::Unique(unique) => {
                let first = unique.columns.first().map_or_else(String::new, |column| column.text.clone());
                let numbered = (2..).map(|number| format!("{first}_{number}"));
                std::iter::once(first.clone())
                    .chain(numbered)
                    .find(|text| !taken.contains(text))
                    .unwrap_or(first)
            }
            Constraint::ForeignKey(_) => {
                keys += 1;
                format!("{name}_ibfk_{keys}")
            }
            // MySQL and MariaDB call them otherwise; nobody drops them by a name they did not give.
            Constraint::Check(_) | Constraint::PrimaryKey(_) | Constraint::Exclude(_) => continue,
        };
        taken.push(text.clone());
        constraint.set_name(Some(text.into()));
    }
}

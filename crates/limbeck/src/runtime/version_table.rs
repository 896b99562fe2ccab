//! The version table: its shape, what is in it, and the statements that change it.
//!
//! Source: spec/alembic-surface.md §3.5. Which changes a step makes is `revision::heads`' business.

use super::{error::Error, report::Level};
use crate::{
    dml::{Delete, Insert, InsertSource, Statement as Rows, Target, Update},
    expr::{Binary, BinaryOperator, ColumnReference, Expr, Value},
    name::{Identifier, QualifiedName},
    op::{CreateTable, Operation},
    revision::VersionChange,
    schema::{Column, PrimaryKeyConstraint, Table},
    types::{Character, CharacterName, ColumnType},
};

/// Name, schema and primary key of the version table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionTable {
    /// Its name.
    pub name: QualifiedName,
    /// Whether it has a primary key (`version_table_pk`).
    pub primary_key: bool,
}

impl Default for VersionTable {
    fn default() -> Self {
        Self { name: QualifiedName::new("alembic_version"), primary_key: true }
    }
}

const COLUMN: &str = "version_num";

impl VersionTable {
    /// The operation that creates it.
    pub fn create(&self) -> Operation {
        let ty = ColumnType::Character(Character {
            name: CharacterName::String,
            length: Some(32),
            collation: None,
        });
        let mut column = Column::new(COLUMN, ty);
        column.nullable = Some(false);
        let mut table = Table::new(self.name.clone());
        table.columns.push(column);
        if self.primary_key {
            table.primary_key = Some(PrimaryKeyConstraint {
                name: Some(Identifier::new(format!("{}_pkc", self.name.name))),
                columns: vec![Identifier::new(COLUMN)],
                ..PrimaryKeyConstraint::default()
            });
        }
        Operation::CreateTable(Box::new(CreateTable { table, if_not_exists: false }))
    }

    /// The statement of one change. `returning` adds the clause that `SQLAlchemy` writes where it can.
    pub fn statement(&self, change: &VersionChange, returning: bool) -> Rows {
        match change {
            VersionChange::Insert(revision) => Rows::Insert(Box::new(Insert {
                table: self.name.clone(),
                columns: vec![Self::target()],
                source: InsertSource::Values(vec![vec![literal(revision.as_str())]]),
                returning: if returning && self.primary_key { vec![self.column()] } else { Vec::new() },
                ..Insert::default()
            })),
            VersionChange::Update { from, to } => Rows::Update(Box::new(Update {
                table: self.name.clone(),
                set: vec![(Self::target(), literal(to.as_str()))],
                where_: Some(self.is(from.as_str())),
                ..Update::default()
            })),
            VersionChange::Delete(revision) => Rows::Delete(Box::new(Delete {
                table: self.name.clone(),
                using: Vec::new(),
                where_: Some(self.is(revision.as_str())),
                returning: Vec::new(),
            })),
        }
    }

    /// The statement that empties it (`stamp --purge`).
    pub fn clear(&self) -> Rows {
        Rows::Delete(Box::new(Delete {
            table: self.name.clone(),
            using: Vec::new(),
            where_: None,
            returning: Vec::new(),
        }))
    }

    /// The query for its rows, with names already quoted.
    pub fn select(&self, quoted_name: &str) -> String {
        format!("SELECT {quoted_name}.{COLUMN} \nFROM {quoted_name}")
    }

    /// The error Alembic raises when a change did not meet exactly one row.
    pub fn wrong_count(&self, change: &VersionChange, found: u64) -> Option<Error> {
        let expected = match change {
            VersionChange::Insert(_) => return None,
            VersionChange::Update { from, to } => format!("updating '{from}' to '{to}'"),
            VersionChange::Delete(revision) => format!("deleting '{revision}'"),
        };
        (found != 1).then(|| {
            Error::Command(format!(
                "Online migration expected to match one row when {expected} in '{}'; {found} found",
                self.name.name
            ))
        })
    }

    fn target() -> Target {
        Target { name: Identifier::new(COLUMN), ty: ColumnType::Null }
    }

    fn column(&self) -> Expr {
        Expr::Column(Box::new(ColumnReference {
            table: Some(self.name.clone()),
            name: Identifier::new(COLUMN),
            ty: ColumnType::Null,
        }))
    }

    fn is(&self, revision: &str) -> Expr {
        Expr::Binary(Box::new(Binary {
            operator: BinaryOperator::Equal,
            left: self.column(),
            right: literal(revision),
            escape: None,
            flags: None,
            ty: ColumnType::Null,
        }))
    }
}

/// A revision id as Alembic writes it: quoted, nothing escaped. Ids that came through the graph hold
/// no quote that could end the literal, or they could not be told apart from one that does.
fn literal(revision: &str) -> Expr {
    Expr::Literal(format!("'{}'", revision.replace('\'', "''")))
}

/// Rows of the version table as revision ids.
pub fn revision_rows(rows: Vec<Vec<Value>>) -> Result<Vec<String>, Error> {
    rows.into_iter()
        .filter_map(|row| row.into_iter().next())
        .map(|value| {
            if let Value::Text(text) = value {
                return Ok(text);
            }
            Err(Error::Command(format!(
                "revision identifier {} is not a string; ensure database driver settings are correct",
                python_repr(&value)
            )))
        })
        .collect()
}

fn python_repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(digits) | Value::Decimal(digits) => digits.clone(),
        Value::Float(number) => number.to_string(),
        Value::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
        Value::Boolean(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Timestamp(_)
        | Value::Interval { .. }
        | Value::Uuid(_)
        | Value::Json(_)
        | Value::List(_) => format!("{value:?}"),
    }
}

/// Level of the lines that say what happens to the version table.
pub(super) const CHANGE_LEVEL: Level = Level::Debug;

//! Measures autogenerate's engine: reflects 5,000 tables of 20 columns and compares them with a model, where
//! nothing and where everything changed. The tables are made in the database first, if it has none.
//!
//!     cargo run --release -p limbeck --features postgres --example many_tables -- URL [tables]

use limbeck::{
    connection::{ConnectOptions, Connection, DatabaseUrl},
    dialect::{self, CompileContext, Dialect, Offline, Rendering, postgres::Postgres},
    diff::{CompareHooks, CompareOptions, LeftOut, compare},
    name::QualifiedName,
    op::{CreateIndex, CreateTable, Operation},
    reflect::Scope,
    schema::{
        Column, Constraint, ForeignKeyConstraint, Index, IndexElement, MetaData, PrimaryKeyConstraint, Table,
        UniqueConstraint,
    },
    types::{Character, CharacterName, ColumnType, DateTime, DateTimeName, Numeric, NumericName, Spelling},
};
use std::{convert::Infallible, error::Error, time::Instant};

struct Silent;

impl CompareHooks for Silent {
    type Error = Infallible;

    fn defaults_are_equal(&mut self, _: &str) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn left_out(&mut self, _: LeftOut) {}

    fn warn(&mut self, _: &'static str, _: String) {}
}

fn ty(number: usize, spelling: Spelling) -> ColumnType {
    let standard = spelling == Spelling::Standard;
    match number % 5 {
        0 => ColumnType::Integer(spelling),
        1 => ColumnType::Character(Character {
            name: if standard { CharacterName::Varchar } else { CharacterName::String },
            length: Some(50),
            collation: None,
        }),
        2 => ColumnType::DateTime(DateTime {
            name: if standard { DateTimeName::Timestamp } else { DateTimeName::DateTime },
            timezone: true,
        }),
        3 => ColumnType::Numeric(Numeric {
            name: if standard { NumericName::StandardNumeric } else { NumericName::Numeric },
            precision: Some(10),
            scale: Some(2),
            as_decimal: true,
        }),
        _ => ColumnType::Character(Character {
            name: if standard { CharacterName::StandardText } else { CharacterName::Text },
            length: None,
            collation: None,
        }),
    }
}

fn schema(tables: usize, spelling: Spelling, shift: usize) -> MetaData {
    let table = |number: usize| {
        let name = |number: usize| format!("table_{number:05}");
        let mut table = Table::new(QualifiedName::new(name(number)));
        table.columns.push(Column {
            primary_key: true,
            nullable: Some(false),
            ..Column::new("id", ColumnType::Integer(spelling))
        });
        for place in 1..20 {
            let column = Column::new(format!("column_{place}"), ty(place + shift, spelling));
            table.columns.push(Column { nullable: Some(shift == 0), ..column });
        }
        table.primary_key =
            Some(PrimaryKeyConstraint { columns: vec!["id".into()], ..PrimaryKeyConstraint::default() });
        if let Some(other) = number.checked_sub(1) {
            table.constraints.push(Constraint::ForeignKey(ForeignKeyConstraint {
                name: Some(format!("fk_{number}").into()),
                columns: vec!["column_5".into()],
                referred_table: QualifiedName::new(name(other)),
                referred_columns: vec!["id".into()],
                ..ForeignKeyConstraint::default()
            }));
        }
        table.constraints.push(Constraint::Unique(UniqueConstraint {
            name: Some(format!("uq_{number}").into()),
            columns: vec![format!("column_{}", 1 + shift).into()],
            ..UniqueConstraint::default()
        }));
        table.indexes.push(Index {
            name: Some(format!("ix_{number}").into()),
            elements: vec![IndexElement::Column(format!("column_{}", 2 + shift).into())],
            ..Index::default()
        });
        table
    };
    MetaData { tables: (0..tables).map(table).collect(), ..MetaData::default() }
}

/// Makes the tables; not in one transaction, which would hold more locks than a server has room for.
fn make(connection: &mut dyn Connection, schema: &MetaData) -> Result<(), Box<dyn Error>> {
    let capabilities = Postgres.capabilities(Some(connection.server()));
    let mut created_types = indexmap::IndexSet::new();
    for (number, table) in schema.tables.iter().enumerate() {
        if number % 200 == 0 {
            connection.batch(if number == 0 { "BEGIN" } else { "COMMIT; BEGIN" })?;
        }
        let indexes = table.indexes.iter().map(|index| {
            Operation::CreateIndex(Box::new(CreateIndex {
                table: table.name.clone(),
                index: index.clone(),
                if_not_exists: false,
            }))
        });
        let bare = Table { indexes: Vec::new(), ..table.clone() };
        let create = Operation::CreateTable(Box::new(CreateTable { table: bare, if_not_exists: false }));
        for operation in std::iter::once(create).chain(indexes) {
            let mut context = CompileContext {
                capabilities: &capabilities,
                rendering: Rendering::online(&capabilities),
                lookup: &mut Offline,
                created_types: &mut created_types,
            };
            for statement in Postgres.compile(&operation, &mut context)? {
                connection.batch(&statement.sql)?;
            }
        }
    }
    connection.batch("COMMIT")?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "it is a program, and this is what it has to say")]
fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a database is missing")?;
    let tables = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(5000);
    let url = DatabaseUrl::parse(&url)?;
    let options = ConnectOptions::from_keywords(&url, &serde_json::Map::new())?;
    let mut connection = dialect::open::connect(&url, &options)?;
    let model = schema(tables, Spelling::Generic, 0);
    if Postgres.inspector(&mut connection).reflect(&Scope::default_schema())?.metadata.tables.is_empty() {
        make(&mut connection, &model)?;
    }
    let options = CompareOptions::new(Postgres.capabilities(Some(connection.server())));
    for (what, shift) in [("nothing", 0), ("everything", 1)] {
        let model = schema(tables, Spelling::Generic, shift);
        let start = Instant::now();
        let mut database = Postgres.inspector(&mut connection).reflect(&Scope::default_schema())?;
        let reflected = start.elapsed();
        let found = compare(&mut database, &[&model], &Postgres, &options, &mut Silent);
        let elapsed = start.elapsed();
        let count = found.map_or(0, |ops| ops.operations().count());
        println!(
            "{} tables, {what} changed: reflected in {reflected:.2?}, with the comparison {elapsed:.2?}, {count} operations",
            database.metadata.tables.len()
        );
    }
    Ok(())
}

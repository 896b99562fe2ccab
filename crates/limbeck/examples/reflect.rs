//! Reflects the default schema of a database and says how long it took: for measuring.
//!
//! `cargo run --release --features postgres --example reflect -- postgresql+psycopg://…`

use limbeck::{
    connection::{ConnectOptions, DatabaseUrl},
    dialect,
    reflect::Scope,
};
use std::{error::Error, time::Instant};

#[expect(clippy::print_stdout, reason = "what it is for")]
fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a database is missing")?;
    let url = DatabaseUrl::parse(&url)?;
    let options = ConnectOptions::from_keywords(&url, &serde_json::Map::new())?;
    let mut connection = dialect::open::connect(&url, &options)?;
    let dialect = dialect::by_name(url.backend_name()).ok_or("no such dialect")?;
    let start = Instant::now();
    let found = dialect.inspector(&mut connection).reflect(&Scope::default_schema())?;
    let tables = &found.metadata.tables;
    let columns: usize = tables.iter().map(|table| table.columns.len()).sum();
    println!("{} tables with {columns} columns in {:?}", tables.len(), start.elapsed());
    Ok(())
}

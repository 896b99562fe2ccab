//! A comparison converges: what it finds between two schemas, applied to the one, gives the other.
//!
//! For random schemas A and B: a database is made from A, compared with B, and changed by what was found. Then a
//! second comparison finds nothing, and the database is like one made from B. Whatever is found is real Alembic's
//! (`diff/`); here it is whether that is enough.
//!
//! Left out of the schemas is what Alembic does not see (CHECKs, primary keys, names of foreign keys) or cannot
//! do (casts that need USING, unnamed constraints on SQLite, dropping a table that a remaining one refers to).
//! A tenth of the pairs is done unless `LIMBECK_CONVERGE_FULL` is set, as continuous integration does;
//! `LIMBECK_CONVERGE_SEED` and `LIMBECK_CONVERGE_PAIRS` choose others and more.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests are tests too"
)]

#[path = "live/support.rs"]
#[allow(dead_code, reason = "shared with the live tests")]
mod support;

#[path = "converge/schemas.rs"]
mod schemas;

use indexmap::IndexSet;
use limbeck::{
    connection::Connection,
    dialect::{self, CompileContext, CompileError, Dialect, Lookup, ReflectedTable, Rendering},
    diff::{CompareHooks, CompareOptions, Directive, LeftOut, Switch, UpgradeOps, compare},
    expr::Value,
    name::{Identifier, QualifiedName},
    op::{Batch, Operation, Recreate},
    reflect::{Reflection, Scope},
    schema::{Constraint, MetaData, ServerDefault},
    types::EnumType,
};
use schemas::Generator;
use std::{cell::RefCell, rc::Rc};

type Shared = Rc<RefCell<Box<dyn Connection>>>;

/// Lets everything through, and asks the database.
struct Hooks(Shared);

impl CompareHooks for Hooks {
    type Error = String;

    fn defaults_are_equal(&mut self, sql: &str) -> Result<bool, String> {
        let rows = self.0.borrow_mut().query(sql, &[]).map_err(|error| format!("{sql}: {error}"))?;
        Ok(rows.rows.first().and_then(|row| row.first()) == Some(&Value::Boolean(true)))
    }

    fn left_out(&mut self, object: LeftOut) {
        panic!("{object:?}");
    }

    fn warn(&mut self, category: &'static str, text: String) {
        panic!("{category}: {text}");
    }
}

/// Answers a compiler from the database.
struct Known(Shared, &'static dyn Dialect);

impl Lookup for Known {
    fn table(&mut self, name: &QualifiedName) -> Result<Option<ReflectedTable>, CompileError> {
        let mut connection = self.0.borrow_mut();
        let found = self.1.inspector(&mut **connection).reflect(&Scope::table(name))?;
        let table = found.metadata.tables.into_iter().next();
        Ok(table.map(|table| ReflectedTable { table, warnings: found.warnings }))
    }

    fn has_enum(&mut self, ty: &EnumType) -> Result<Option<bool>, CompileError> {
        Ok(Some(self.1.has_enum(&mut **self.0.borrow_mut(), ty)?))
    }

    fn ask(&mut self, sql: &str) -> Result<Option<Vec<Vec<Value>>>, CompileError> {
        Ok(Some(self.0.borrow_mut().query(sql, &[])?.rows))
    }
}

/// A database that is compared and changed.
struct Database {
    dialect: &'static dyn Dialect,
    connection: Shared,
    /// Every statement that was sent, for the message of a failure.
    sent: Vec<String>,
}

impl Database {
    fn new(dialect: &str, connection: Box<dyn Connection>) -> Self {
        let dialect = dialect::by_name(dialect).expect("a dialect");
        Self { dialect, connection: Rc::new(RefCell::new(connection)), sent: Vec::new() }
    }

    fn reflect(&self) -> Result<Reflection, String> {
        let mut connection = self.connection.borrow_mut();
        let found = self.dialect.inspector(&mut **connection).reflect(&Scope::default_schema());
        found.map_err(|error| error.to_string())
    }

    fn find(&self, model: &MetaData) -> Result<UpgradeOps, String> {
        let capabilities = self.dialect.capabilities(Some(self.connection.borrow().server()));
        let mut options = CompareOptions::new(capabilities);
        options.compare_server_default = Switch::On;
        let mut hooks = Hooks(Rc::clone(&self.connection));
        let mut database = self.reflect()?;
        compare(&mut database, &[model], self.dialect, &options, &mut hooks)
            .map_err(|error| error.to_string())
    }

    fn apply(&mut self, ops: &UpgradeOps) -> Result<(), String> {
        for directive in &ops.directives {
            match directive {
                Directive::Operation(operation) => self.run(operation)?,
                // As rendered with `render_as_batch`.
                Directive::ModifyTable(modify) if self.dialect.name() == "sqlite" => {
                    self.run(&Operation::Batch(Box::new(Batch {
                        table: modify.table.clone(),
                        recreate: Recreate::Auto,
                        operations: modify.operations.clone(),
                        copy_from: None,
                        table_args: None,
                        table_options: Vec::new(),
                        reflect_args: None,
                        reflect_changes: None,
                        naming_convention: None,
                        partial_reordering: Vec::new(),
                    })))?;
                }
                Directive::ModifyTable(modify) => {
                    modify.operations.iter().try_for_each(|operation| self.run(operation))?;
                }
            }
        }
        Ok(())
    }

    fn run(&mut self, operation: &Operation) -> Result<(), String> {
        let capabilities = self.dialect.capabilities(Some(self.connection.borrow().server()));
        let mut lookup = Known(Rc::clone(&self.connection), self.dialect);
        let mut context = CompileContext {
            capabilities: &capabilities,
            rendering: Rendering::online(&capabilities),
            lookup: &mut lookup,
            created_types: &mut IndexSet::new(),
        };
        let statements = self
            .dialect
            .compile(operation, &mut context)
            .map_err(|error| format!("{}: {error}", operation.describe()))?;
        for statement in statements.iter().filter(|statement| !statement.sql.is_empty()) {
            self.sent.push(statement.sql.clone());
            let mut connection = self.connection.borrow_mut();
            connection
                .execute(&statement.sql, &statement.parameters)
                .map_err(|error| format!("{}: {error}", statement.sql))?;
        }
        Ok(())
    }

    /// The schema in a form that does not know the order in which things were made.
    fn dump(&self) -> Result<Vec<String>, String> {
        let mut lines = Vec::new();
        for mut table in self.reflect()?.metadata.tables {
            table.columns.sort_by(|one, other| one.name.cmp(&other.name));
            for column in &mut table.columns {
                // A default that has lived through a change of type is written with another cast.
                let text = column.server_default.as_ref().and_then(ServerDefault::reflected_text);
                if let Some(text) = text {
                    let value = text.split("::").next().unwrap_or_default().trim_matches('\'').to_owned();
                    column.server_default = Some(ServerDefault::Text(value));
                }
            }
            let name = table.name.to_string();
            lines.extend(table.columns.iter().map(|column| format!("{name}: {column:?}")));
            lines.push(format!("{name}: {:?}", table.primary_key));
            lines.extend(table.constraints.iter().map(|constraint| format!("{name}: {constraint:?}")));
            lines.extend(table.indexes.iter().map(|index| format!("{name}: {index:?}")));
            lines.push(format!("{name}: {:?}", table.comment));
        }
        lines.sort();
        Ok(lines)
    }

    /// A to B: found, applied, and nothing more to find. What the database looks like then.
    fn go(&mut self, from: &MetaData, to: &MetaData) -> Result<Vec<String>, String> {
        let start = self.find(from)?;
        self.apply(&start)?;
        let change = self.find(to)?;
        self.apply(&change)?;
        let mut rest = self.find(to)?;
        if self.dialect.name() == "mysql" && has_only_indexes_of_keys(&rest, from) {
            self.apply(&rest)?;
            rest = self.find(to)?;
        }
        if rest.is_empty() {
            self.dump()
        } else {
            Err(format!("found again: {:?}", rest.as_diffs(&self.reflect()?.metadata, &[to])))
        }
    }
}

/// MySQL makes an index of a foreign key's name and keeps it when the key goes. Alembic takes it for the key's until
/// then, and finds only the next time that it is to be dropped.
fn has_only_indexes_of_keys(rest: &UpgradeOps, from: &MetaData) -> bool {
    let is_key = |name: &Identifier| {
        from.tables.iter().flat_map(|table| &table.constraints).any(|constraint| match constraint {
            Constraint::ForeignKey(key) => key.name.as_ref().is_some_and(|key| key.as_str() == name.as_str()),
            _ => false,
        })
    };
    let is_of_key = |operation: &Operation| match operation {
        Operation::DropIndex(drop) => is_key(&drop.name),
        _ => false,
    };
    rest.directives.iter().all(|directive| match directive {
        Directive::Operation(operation) => is_of_key(operation),
        Directive::ModifyTable(modify) => modify.operations.iter().all(is_of_key),
    })
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs pairs, with a database for each made by `open`.
fn converge(pairs: u64, dialect: &str, open: impl Fn() -> Box<dyn Connection>) {
    let seed = number("LIMBECK_CONVERGE_SEED", 20_261_126);
    let is_full = std::env::var_os("LIMBECK_CONVERGE_FULL").is_some();
    let pairs = number("LIMBECK_CONVERGE_PAIRS", if is_full { pairs } else { pairs / 10 });
    let mut changed = 0;
    for pair in 0..pairs {
        let mut generator = Generator::new(seed.wrapping_add(pair), dialect);
        let (from, to) = generator.pair();
        let mut database = Database::new(dialect, open());
        let result = database.go(&from, &to);
        changed += u64::from(from != to);
        let sent = database.sent.join("\n  ");
        let fail = |what: &str| -> ! {
            panic!(
                "pair {} of seed {seed}: {what}\nsent:\n  {sent}\nfrom {}\nto {}",
                pair,
                serde_json::to_string(&from).unwrap(),
                serde_json::to_string(&to).unwrap()
            )
        };
        let got = result.unwrap_or_else(|error| fail(&error));
        drop(database);
        let mut fresh = Database::new(dialect, open());
        let wanted = fresh
            .find(&to)
            .and_then(|start| fresh.apply(&start))
            .and_then(|()| fresh.dump())
            .unwrap_or_else(|error| fail(&format!("made from B alone: {error}")));
        if got != wanted {
            let missing: Vec<_> = wanted.iter().filter(|line| !got.contains(line)).collect();
            let extra: Vec<_> = got.iter().filter(|line| !wanted.contains(line)).collect();
            fail(&format!("another schema: missing {missing:#?}, extra {extra:#?}"));
        }
    }
    assert!(changed * 10 > pairs * 9, "only {changed} of {pairs} pairs differ");
}

#[cfg(feature = "sqlite")]
#[test]
fn on_sqlite() {
    converge(2000, "sqlite", || support::connect("sqlite://").expect("a database in memory"));
}

#[cfg(feature = "postgres")]
#[test]
fn on_postgresql() {
    let Some(database) = support::PostgresDatabase::new("converge") else { return };
    converge(200, "postgresql", || {
        let mut connection = database.connect();
        // All in one transaction that is never committed: the server need not write anything to its disk.
        connection.batch("BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public").expect("an empty schema");
        connection
    });
}

#[cfg(feature = "mysql")]
#[test]
fn on_mysql() {
    let Some(database) = support::MysqlDatabase::new("converge") else { return };
    converge(200, "mysql", || {
        let mut connection = database.connect();
        let name = &database.name;
        for statement in ["DROP DATABASE", "CREATE DATABASE", "USE"] {
            connection.batch(&format!("{statement} {name}")).expect("an empty database");
        }
        connection
    });
}

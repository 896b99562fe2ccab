//! A catalogue says what reflection says: names, columns, nullability, keys and the columns of indexes.
//!
//! Histories of raw SQL and operations run on a database and on a catalogue; what the catalogue claims to
//! know must be what an inspector finds. What the database refuses must not be claimed.

use crate::support::connect;
use indexmap::IndexSet;
use limbeck::{
    catalog::{Catalog, Flavor, Knowledge},
    connection::Connection,
    dialect::{self, CompileContext, Offline, Rendering},
    name::QualifiedName,
    op::Operation,
    reflect::Scope,
    schema::{Constraint, IndexElement, Table},
};
use serde_json::json;
use std::fmt::Write as _;

/// What is promised of a table.
fn promised(table: &Table, dialect: &str) -> String {
    let mut out = format!("{}\n", table.name.name);
    let key: Vec<&str> = table.primary_key_columns().iter().map(|name| name.text.as_str()).collect();
    for column in &table.columns {
        let nullable =
            column.is_nullable() && (column.nullable.is_some() || !key.contains(&column.name.text.as_str()));
        let _ = writeln!(
            out,
            "  {} {:?} null={nullable}",
            column.name,
            column.ty.for_dialect(dialect).affinity()
        );
    }
    let _ = writeln!(out, "  key {key:?}");
    let mut lines = Vec::new();
    for constraint in &table.constraints {
        let names = |columns: &[limbeck::name::Identifier]| {
            columns.iter().map(|name| name.text.clone()).collect::<Vec<_>>().join(",")
        };
        // Reflection does not see every constraint without a name.
        let Some(name) = constraint.name() else { continue };
        lines.push(match constraint {
            Constraint::Unique(unique) => format!("  unique {name} {}", names(&unique.columns)),
            Constraint::ForeignKey(key) => format!(
                "  foreign {name} {} {} {}",
                names(&key.columns),
                key.referred_table.name,
                names(&key.referred_columns)
            ),
            Constraint::Check(_) => format!("  check {name}"),
            Constraint::PrimaryKey(_) | Constraint::Exclude(_) => continue,
        });
    }
    for index in table.indexes.iter().filter(|index| index.duplicates_constraint.is_none()) {
        let columns: Option<Vec<&str>> = index
            .elements
            .iter()
            .map(|element| match element {
                IndexElement::Column(name) => Some(name.text.as_str()),
                IndexElement::Expression(_) => None,
            })
            .collect();
        if let Some(columns) = columns {
            let name = index.name.as_ref().map_or("-", |name| name.as_str());
            lines.push(format!("  index {name} {} {columns:?}", index.unique));
        }
    }
    lines.sort();
    out + &lines.join("\n")
}

fn reflected(dialect: &str, connection: &mut dyn Connection, name: &QualifiedName) -> Option<Table> {
    let dialect = dialect::by_name(dialect).unwrap();
    dialect.inspector(connection).reflect(&Scope::table(name)).unwrap().metadata.tables.into_iter().next()
}

fn compare(dialect: &str, connection: &mut dyn Connection, catalog: &Catalog, history: &str) -> usize {
    let mut known = 0;
    for name in ["t", "u", "v"] {
        let name = QualifiedName { schema: None, name: name.into() };
        let found = reflected(dialect, connection, &name);
        match catalog.table(&name) {
            Knowledge::Known(table) => {
                known += 1;
                let found = found.unwrap_or_else(|| panic!("{name} is not there after\n{history}"));
                assert_eq!(promised(table, dialect), promised(&found, dialect), "after\n{history}");
            }
            Knowledge::Absent => assert!(found.is_none(), "{name} is there after\n{history}"),
            Knowledge::Unknown => {}
        }
    }
    known
}

fn run(dialect: &str, connection: &mut dyn Connection, history: &[serde_json::Value]) -> usize {
    let mut catalog = Catalog::empty(Flavor::of(dialect));
    let mut told = String::new();
    for step in history {
        let _ = writeln!(told, "{step}");
        if let Some(sql) = step.as_str() {
            catalog.apply_text(sql);
            connection.batch(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
            continue;
        }
        let operation: Operation = serde_json::from_value(step.clone()).unwrap();
        catalog.apply(&operation);
        let of = dialect::by_name(dialect).unwrap();
        let capabilities = of.capabilities(Some(connection.server()));
        let mut context = CompileContext {
            capabilities: &capabilities,
            rendering: Rendering { literal_binds: true, offline: true, ..Rendering::online(&capabilities) },
            lookup: &mut Offline,
            created_types: &mut IndexSet::new(),
        };
        for statement in of.compile(&operation, &mut context).unwrap() {
            connection.batch(&statement.sql).unwrap_or_else(|error| panic!("{}: {error:?}", statement.sql));
        }
    }
    compare(dialect, connection, &catalog, &told)
}

fn histories() -> Vec<(usize, Vec<serde_json::Value>)> {
    let users = json!({"create_table": {"table": {
        "name": {"name": "t"},
        "columns": [
            {"name": "id", "type": {"integer": "generic"}, "primary_key": true},
            {"name": "a", "type": {"character": {"length": 20}}, "nullable": false},
            {"name": "b", "type": {"integer": "generic"}},
        ],
        "constraints": [{"unique": {"columns": ["a"]}}, {"check": {"name": "ck", "condition": {"text": {"sql": "b > 0"}}}}],
        "indexes": [{"name": "ix", "elements": [{"column": "b"}]}],
    }}});
    let others = json!({"create_table": {"table": {
        "name": {"name": "u"},
        "columns": [
            {"name": "id", "type": {"big_integer": "generic"}, "primary_key": true},
            {"name": "t_id", "type": {"integer": "generic"}},
        ],
        "constraints": [{"foreign_key": {"columns": ["t_id"], "referred_table": {"name": "t"}, "referred_columns": ["id"]}}],
    }}});
    let in_t = |tree: serde_json::Value| {
        let mut tree = tree;
        for part in tree.as_object_mut().unwrap().values_mut() {
            part["table"] = json!({"name": "t"});
        }
        tree
    };
    vec![
        (2, vec![users.clone(), others.clone()]),
        (1, vec![users.clone(), others.clone(), json!({"drop_table": {"name": {"name": "u"}}})]),
        (2, vec![users.clone(), others.clone(), json!({"rename_table": {"name": {"name": "t"}, "to": "v"}})]),
        (
            1,
            vec![
                users.clone(),
                in_t(
                    json!({"add_column": {"column": {"name": "c", "type": {"boolean": {}}}, "indexes": [{"name": "ixc", "elements": [{"column": "c"}]}]}}),
                ),
                in_t(json!({"alter_column": {"column": "b", "name": "bb"}})),
                json!({"drop_index": {"name": "ixc"}}),
                in_t(json!({"drop_column": {"column": "c"}})),
            ],
        ),
        (
            2,
            vec![
                json!(
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(20) NOT NULL UNIQUE, b INTEGER DEFAULT 5 CHECK (b > 1), CONSTRAINT uq UNIQUE (a, b)); CREATE INDEX ixx ON t (b, a)"
                ),
                json!(
                    "CREATE TABLE IF NOT EXISTS u (id INTEGER NOT NULL, t_id INTEGER REFERENCES t(id) ON DELETE CASCADE, PRIMARY KEY (id, t_id))"
                ),
                json!("INSERT INTO t VALUES (1, ';', 2); ALTER TABLE t ADD COLUMN c TEXT"),
                json!("ALTER TABLE t RENAME COLUMN a TO aa"),
                json!("CREATE UNIQUE INDEX ixu ON u (t_id)"),
                json!("DROP INDEX ixx"),
                json!("DROP TABLE IF EXISTS v"),
            ],
        ),
        (
            0,
            vec![
                json!("CREATE TABLE t (id INTEGER PRIMARY KEY)"),
                json!("CREATE VIEW v AS SELECT id FROM t"),
                json!("DROP VIEW v"),
                json!("DROP TABLE t"),
            ],
        ),
    ]
}

#[cfg(feature = "sqlite")]
#[test]
fn a_catalogue_says_what_sqlite_says() {
    let mut all = histories();
    all.push((1, vec![
        json!("CREATE TABLE t (id INTEGER NOT NULL, a TEXT, b INTEGER NOT NULL, PRIMARY KEY (id), CONSTRAINT uq UNIQUE (a))"),
        json!({"batch": {"table": {"name": "t"}, "copy_from": {"name": {"name": "t"}, "columns": [
            {"name": "id", "type": {"integer": "generic"}, "primary_key": true}, {"name": "a", "type": {"character": {"name": "Text"}}},
            {"name": "b", "type": {"integer": "generic"}, "nullable": false}], "constraints": [{"unique": {"name": "uq", "columns": ["a"]}}]},
            "operations": [{"alter_column": {"table": {"name": "t"}, "column": "a", "name": "aa", "nullable": {"set": false}}},
                {"drop_column": {"table": {"name": "t"}, "column": "b"}},
                {"create_index": {"table": {"name": "t"}, "index": {"name": "ixa", "elements": [{"column": "a"}]}}}]}}),
    ]));
    for (known, history) in all {
        let mut connection = connect("sqlite://").unwrap();
        assert_eq!(run("sqlite", &mut *connection, &history), known, "{history:?}");
    }
}

#[cfg(feature = "postgres")]
#[test]
fn a_catalogue_says_what_postgresql_says() {
    let Some(database) = crate::support::PostgresDatabase::new("a_catalogue_says_what_postgresql_says")
    else {
        return;
    };
    let in_t = |change: &str| json!(format!("ALTER TABLE t {change}"));
    let mut all = histories();
    all.push((1, vec![
        json!("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (id BIGSERIAL PRIMARY KEY, a TEXT UNIQUE, b INT REFERENCES t, c mood, d NUMERIC(5, 2) NOT NULL, CHECK (d > 1 AND b > 2))".replace("REFERENCES t", "CHECK (b > 5)")),
        in_t("ALTER COLUMN a SET NOT NULL, ALTER COLUMN d DROP NOT NULL, ALTER b TYPE bigint"),
        in_t("ADD CONSTRAINT q UNIQUE (b, d)"),
        in_t("DROP CONSTRAINT t_a_key"),
        in_t("ADD COLUMN IF NOT EXISTS e uuid"),
        in_t("DROP COLUMN IF EXISTS nope"),
    ]));
    all.push((
        0,
        vec![json!("CREATE TABLE t (a int)"), json!("DO $$ BEGIN ALTER TABLE t ADD b int; END $$")],
    ));
    for (known, history) in all {
        let mut connection = database.connect();
        connection.batch("DROP SCHEMA public CASCADE; CREATE SCHEMA public").unwrap();
        assert_eq!(run("postgresql", &mut *connection, &history), known, "{history:?}");
    }
}

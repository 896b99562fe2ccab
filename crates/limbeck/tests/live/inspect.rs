//! Reflection by itself: what it keeps besides what `SQLAlchemy` tells, and that what was reflected can be made
//! again. Answers beside `SQLAlchemy`'s are compared in tests/oracle.

use super::support::{Directory, connect};
use indexmap::IndexSet;
use limbeck::{
    connection::Connection,
    dialect::{self, CompileContext, Dialect, Offline, Rendering},
    name::QualifiedName,
    op::{CreateTable, Operation},
    reflect::{Kinds, Parts, Reflection, Scope},
    schema::{Column, Table},
    types::ColumnType,
};

fn reflect(name: &str, connection: &mut dyn Connection, scope: &Scope) -> Reflection {
    dialect::by_name(name).unwrap().inspector(connection).reflect(scope).unwrap()
}

fn table<'r>(reflection: &'r Reflection, name: &str) -> &'r Table {
    reflection.metadata.tables.iter().find(|table| table.name.name.text == name).unwrap()
}

fn column<'r>(reflection: &'r Reflection, name: &str, column: &str) -> &'r Column {
    table(reflection, name).column(column).unwrap()
}

fn make(dialect: &dyn Dialect, connection: &mut dyn Connection, table: &Table) {
    let capabilities = dialect.capabilities(Some(connection.server()));
    let mut created_types = IndexSet::new();
    let mut context = CompileContext {
        capabilities: &capabilities,
        rendering: Rendering::online(&capabilities),
        lookup: &mut Offline,
        created_types: &mut created_types,
    };
    let operation = Operation::CreateTable(Box::new(CreateTable {
        table: table.clone().without_duplicates(),
        if_not_exists: false,
    }));
    for statement in dialect.compile(&operation, &mut context).unwrap() {
        connection.query(&statement.sql, &statement.parameters).unwrap();
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_keeps_what_a_rebuilt_table_would_lose() {
    let directory = Directory::new();
    let mut connection = connect(&format!("sqlite:///{}", directory.path("notes.db"))).unwrap();
    let create = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT COLLATE NOCASE)";
    let trigger = "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END";
    let index = "CREATE INDEX ix ON t (lower(b))";
    connection.batch(&format!("{create}; {trigger}; {index}; CREATE TABLE other (x)")).unwrap();
    let found = reflect("sqlite", &mut connection, &Scope::default_schema());
    let notes = found.notes_of(&QualifiedName::new("t")).unwrap();
    assert_eq!(notes.create_sql.as_deref(), Some(create));
    assert_eq!(notes.trigger_sql.get("tr").map(String::as_str), Some(trigger));
    assert_eq!(notes.index_sql.get("ix").map(String::as_str), Some(index));
    assert_eq!(notes.collations.get("b").map(String::as_str), Some("NOCASE"));
    assert!(table(&found, "t").indexes.is_empty());
    assert_eq!(found.warnings, ["Skipped unsupported reflection of expression-based index ix"]);
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_tells_what_virtual_tables_consist_of() {
    let directory = Directory::new();
    let mut connection = connect(&format!("sqlite:///{}", directory.path("shadows.db"))).unwrap();
    connection
        .batch(
            "CREATE VIRTUAL TABLE docs USING fts5(a); CREATE VIRTUAL TABLE Docs_New USING fts5(a);
             CREATE TABLE docs_mine (a); CREATE TABLE docs_new_mine (a); CREATE TABLE t (a)",
        )
        .unwrap();
    let found = reflect("sqlite", &mut connection, &Scope::default_schema());
    let owner = |name: &str| found.notes_of(&QualifiedName::new(name)).unwrap().shadow_of.clone();
    assert_eq!(owner("docs_data").as_deref(), Some("docs"));
    assert_eq!(owner("Docs_New_data").as_deref(), Some("Docs_New"));
    for name in ["docs", "Docs_New", "docs_mine", "docs_new_mine", "t"] {
        assert_eq!(owner(name), None, "{name}");
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn only_what_is_asked_for_is_read() {
    let directory = Directory::new();
    let mut connection = connect(&format!("sqlite:///{}", directory.path("parts.db"))).unwrap();
    connection
        .batch(
            "CREATE TABLE a (x INTEGER UNIQUE CHECK (x > 0)); CREATE TABLE b (y); CREATE VIEW v AS SELECT 1",
        )
        .unwrap();
    let scope = Scope {
        tables: Some(vec![QualifiedName::new("a"), QualifiedName::new("v"), QualifiedName::new("missing")]),
        parts: Parts { check_constraints: true, ..Parts::NONE },
        ..Scope::default_schema()
    };
    let found = reflect("sqlite", &mut connection, &scope);
    assert_eq!(found.metadata.tables.len(), 1);
    assert!(table(&found, "a").columns.is_empty());
    assert_eq!(table(&found, "a").constraints.len(), 1);
    let views = reflect("sqlite", &mut connection, &Scope { kinds: Kinds::ALL, ..scope });
    assert_eq!(views.metadata.tables.len(), 2);
}

#[cfg(feature = "sqlite")]
#[test]
fn a_reflected_sqlite_schema_can_be_made_again() {
    let directory = Directory::new();
    let mut first = connect(&format!("sqlite:///{}", directory.path("first.db"))).unwrap();
    first
        .batch(
            "CREATE TABLE parents (id INTEGER NOT NULL, x VARCHAR(20) DEFAULT 'it''s', CONSTRAINT pk PRIMARY KEY (id),
                 CONSTRAINT uq UNIQUE (x), CONSTRAINT ck CHECK (id > 0));
             CREATE TABLE children (id INTEGER NOT NULL, p INTEGER DEFAULT 5, n NUMERIC(10, 2), d DATETIME,
                 j JSON, f FLOAT, g INTEGER GENERATED ALWAYS AS (id + 1) STORED,
                 PRIMARY KEY (id),
                 CONSTRAINT fk FOREIGN KEY (p) REFERENCES parents (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);",
        )
        .unwrap();
    let before = reflect("sqlite", &mut first, &Scope::default_schema());
    let mut second = connect(&format!("sqlite:///{}", directory.path("second.db"))).unwrap();
    for table in &before.metadata.tables {
        make(&dialect::sqlite::Sqlite, &mut second, table);
    }
    assert_eq!(reflect("sqlite", &mut second, &Scope::default_schema()).metadata, before.metadata);
}

#[cfg(feature = "postgres")]
#[test]
fn postgres_marks_what_is_not_the_projects() {
    let Some(database) = super::support::PostgresDatabase::new("reflection notes") else { return };
    let mut connection = database.connect();
    connection
        .batch(
            "CREATE TABLE whole (at date UNIQUE CONSTRAINT ck CHECK (at > '2001-01-01')) PARTITION BY RANGE (at);
             CREATE INDEX ON whole (at);
             CREATE TABLE part PARTITION OF whole FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
             CREATE TABLE serials (id serial, free integer DEFAULT nextval('serials_id_seq'), odd xml);
             CREATE TABLE owned (a integer);
             CREATE TABLE referring (at date REFERENCES whole (at), own date UNIQUE);
             CREATE EXTENSION btree_gist; ALTER EXTENSION btree_gist ADD TABLE owned;",
        )
        .unwrap();
    let found = reflect("postgresql", &mut connection, &Scope::default_schema());
    let notes = |name: &str| found.notes_of(&QualifiedName::new(name)).unwrap();
    assert_eq!(notes("part").partition_of, Some(QualifiedName::in_schema("public", "whole")));
    assert_eq!(notes("whole").partition_by.as_deref(), Some("RANGE (at)"));
    assert_eq!(notes("owned").extension.as_deref(), Some("btree_gist"));
    assert_eq!(notes("serials").extension, None);
    let names = |names: &std::collections::BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>();
    assert_eq!(names(&notes("part").attached_indexes), ["part_at_idx", "part_at_key"]);
    assert_eq!(names(&notes("part").inherited_constraints), ["ck", "part_at_key"]);
    assert!(notes("whole").attached_indexes.is_empty() && notes("whole").inherited_constraints.is_empty());
    // A foreign key to a partitioned table has one for each partition besides.
    assert_eq!(names(&notes("referring").inherited_constraints).len(), 1);
    assert_eq!(table(&found, "referring").constraints.len(), 3);
    assert_eq!(column(&found, "serials", "id").owned_sequence.as_deref(), Some("serials_id_seq"));
    assert_eq!(column(&found, "serials", "free").owned_sequence, None);
    assert_eq!(column(&found, "serials", "odd").ty, ColumnType::Unknown("xml".to_owned()));
    assert_eq!(found.warnings, ["Did not recognize type 'xml' of column 'odd'"]);
}

#[cfg(feature = "postgres")]
#[test]
fn a_reflected_postgres_schema_can_be_made_again() {
    let (Some(one), Some(two)) = (
        super::support::PostgresDatabase::new("reflecting anew"),
        super::support::PostgresDatabase::new("reflecting anew"),
    ) else {
        return;
    };
    let (mut first, mut second) = (one.connect(), two.connect());
    first
        .batch(
            "CREATE TABLE parents (id integer CONSTRAINT pk PRIMARY KEY, x varchar(20) DEFAULT 'it''s',
                 CONSTRAINT uq UNIQUE (x), CONSTRAINT ck CHECK (id > 0 AND x <> '('));
             CREATE TABLE types (a numeric(10, 2), b timestamptz(3), c text[], d interval day to second(2), e bit(5),
                 f varbit(8), g uuid, h jsonb DEFAULT '{}', i double precision, j char(3), k text COLLATE \"C\",
                 l int4range, m bytea, n time, o boolean NOT NULL DEFAULT false, p real);
             CREATE TABLE children (id bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 5) PRIMARY KEY,
                 p integer REFERENCES parents ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
                 g integer GENERATED ALWAYS AS (7 * 2) STORED, UNIQUE NULLS NOT DISTINCT (p));
             COMMENT ON TABLE children IS 'about'; COMMENT ON COLUMN children.p IS 'it''s';",
        )
        .unwrap();
    let before = reflect("postgresql", &mut first, &Scope::default_schema());
    for name in ["parents", "types", "children"] {
        make(&dialect::postgres::Postgres, &mut second, table(&before, name));
    }
    let after = reflect("postgresql", &mut second, &Scope::default_schema());
    assert_eq!(after.metadata, before.metadata);
}

#[cfg(feature = "postgres")]
#[test]
fn many_names_are_picked_from_all() {
    let Some(database) = super::support::PostgresDatabase::new("many names") else { return };
    let mut connection = database.connect();
    let tables: Vec<String> = (0..300)
        .map(|number| {
            format!("CREATE TABLE t{number} (a integer PRIMARY KEY, b text UNIQUE, c integer REFERENCES t0)")
        })
        .collect();
    connection.batch(&tables.join(";").replacen(" REFERENCES t0", "", 1)).unwrap();
    let all = reflect("postgresql", &mut connection, &Scope::default_schema()).metadata;
    for count in [120, 290] {
        // Not those that the wanted ones refer to.
        let names: Vec<QualifiedName> =
            (1..=count).map(|number| QualifiedName::new(format!("t{number}"))).collect();
        let scope = Scope { tables: Some(names.clone()), ..Scope::default_schema() };
        let some = reflect("postgresql", &mut connection, &scope).metadata;
        assert_eq!(some.tables.len(), names.len());
        for table in &some.tables {
            assert_eq!(Some(table), all.table(&table.name));
        }
    }
}

#[cfg(feature = "postgres")]
#[test]
fn every_driver_reads_the_same_schema() {
    let Some(database) = super::support::PostgresDatabase::new("drivers reflecting") else { return };
    let mut connection = database.connect();
    connection
        .batch(
            "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
             CREATE TABLE parents (id serial PRIMARY KEY, m mood DEFAULT 'ok', p positive, a text[]);
             CREATE TABLE children (id bigint GENERATED ALWAYS AS IDENTITY, p integer REFERENCES parents ON DELETE SET NULL);
             CREATE INDEX ix ON children (p DESC, lower(id::text) text_pattern_ops) INCLUDE (id) WHERE p > 0;",
        )
        .unwrap();
    let expected = reflect("postgresql", &mut connection, &Scope::default_schema());
    for driver in ["postgresql+psycopg2", "postgresql+asyncpg", "postgresql+pg8000"] {
        let mut connection = connect(&database.text(driver)).unwrap();
        assert_eq!(reflect("postgresql", &mut connection, &Scope::default_schema()), expected, "{driver}");
    }
}

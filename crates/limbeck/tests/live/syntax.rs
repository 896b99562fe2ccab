//! Whatever well-formed operation there is: no text that is written for it is one that the database cannot read.
//!
//! The operations are random, from a seed of their own (`LIMBECK_FUZZ_SEED`, `LIMBECK_FUZZ_COUNT`). That they are
//! what Alembic writes is the `.case` files' business; here only the grammar is looked at, by the database itself.

use crate::support::connect;
use indexmap::IndexSet;
use limbeck::{
    connection::Connection,
    dialect::{self, CompileContext, Dialect, Offline, Rendering},
    expr::Expr,
    name::{Identifier, QualifiedName},
    op::{
        AddColumn, AddConstraint, AlterColumn, Batch, CreateIndex, CreateTable, DefaultState, DropColumn,
        DropConstraint, DropIndex, DropTable, Facet, Operation, Recreate, RenameTable,
    },
    schema::{
        CheckConstraint, Column, Computed, Constraint, ForeignKeyConstraint, Identity, Index, IndexElement,
        PrimaryKeyConstraint, ServerDefault, Table, UniqueConstraint,
    },
    types::ColumnType,
};
use serde_json::json;

/// A small generator of numbers; the same seed gives the same operations.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(2) { Some(make(self)) } else { None }
    }
}

const NAMES: &[&str] = &[
    "a",
    "b",
    "id",
    "Order",
    "select",
    "x y",
    "q\"q",
    "p%c",
    "1st",
    "naïve",
    "a.b",
    "semi;colon",
    "--c",
    "it's",
    "[k]",
    "back`tick",
    "$d",
    "tab\there",
    "🌡",
    ":name",
    "\\",
    "null",
    "_",
    "line\nfeed",
];

fn name(dice: &mut Dice) -> Identifier {
    let text = *dice.pick(NAMES);
    match dice.below(12) {
        0 => Identifier::new_final(text),
        1 => Identifier::generated(format!("{text}{}", "long".repeat(20))),
        2 => Identifier { quote: Some(true), ..Identifier::new(text) },
        _ => text.into(),
    }
}

fn table_name(dice: &mut Dice) -> QualifiedName {
    QualifiedName { schema: None, name: name(dice) }
}

fn types() -> Vec<ColumnType> {
    let trees = [
        json!({"integer": "generic"}),
        json!({"big_integer": "standard"}),
        json!({"small_integer": "generic"}),
        json!({"numeric": {"precision": 8, "scale": 2}}),
        json!({"numeric": {}}),
        json!({"float": {"name": "Double"}}),
        json!({"float": {"precision": 10}}),
        json!({"character": {"name": "String", "length": 20}}),
        json!({"character": {"name": "Text", "collation": "C"}}),
        json!({"character": {"name": "CHAR", "length": 3}}),
        json!({"boolean": {}}),
        json!({"date": "generic"}),
        json!({"time": {"timezone": true}}),
        json!({"date_time": {"timezone": true}}),
        json!({"interval": {"native": true, "second_precision": 3}}),
        json!({"binary": {"length": 5}}),
        json!({"json": {}}),
        json!({"uuid": {}}),
        json!({"enum": {"values": ["a", "it's", "50%"], "name": "mood x", "native": false}}),
        json!({"decorated": {"implementation": {"integer": "generic"}, "repr": "T()", "module": "m"}}),
        json!({"variant": {"base": {"integer": "generic"}, "variants": {"postgresql": {"postgres": {"jsonb": {}}}}}}),
    ];
    trees.into_iter().map(|tree| serde_json::from_value(tree).unwrap()).collect()
}

fn expression(dice: &mut Dice) -> Expr {
    match dice.below(5) {
        0 => Expr::text("1 + 2"),
        1 => Expr::text("'it''s 50%'"),
        2 => {
            serde_json::from_value(json!({"bind": {"value": {"text": "q'\\%:x"}, "type": {"character": {}}}}))
                .unwrap()
        }
        3 => {
            serde_json::from_value(json!({"bind": {"value": {"decimal": "-1.50"}, "type": {"numeric": {}}}}))
                .unwrap()
        }
        _ => serde_json::from_value(
            json!({"function": {"name": ["lower"], "arguments": [{"literal": "'X'"}]}}),
        )
        .unwrap(),
    }
}

fn condition(dice: &mut Dice) -> Expr {
    let column = json!({"column": {"name": *dice.pick(NAMES)}});
    let value = json!({"bind": {"value": {"integer": -5}, "type": {"integer": "generic"}}});
    let operator = *dice.pick(&["equal", "less", "is_not", "not_equal", "like"]);
    let right = if operator == "is_not" { json!("null") } else { value };
    serde_json::from_value(json!({"binary": {"operator": operator, "left": column, "right": right}})).unwrap()
}

fn column(dice: &mut Dice, types: &[ColumnType]) -> Column {
    let mut column = Column::new(name(dice), dice.pick(types).clone());
    column.nullable = dice.maybe(|dice| dice.one_in(2));
    match dice.below(8) {
        0 => column.server_default = Some(ServerDefault::Text("it's 5%".to_owned())),
        1 | 2 => column.server_default = Some(ServerDefault::Expression(expression(dice))),
        3 => {
            column.computed =
                Some(Box::new(Computed { expression: expression(dice), persisted: Some(true) }));
        }
        4 => {
            column.ty = types[0].clone();
            column.identity = Some(Box::new(Identity { always: dice.one_in(2), ..Identity::default() }));
        }
        _ => {}
    }
    column.primary_key = dice.one_in(6);
    column.comment = dice.maybe(|_| "it's a 'comment' with 50%".to_owned());
    column
}

fn constraint(dice: &mut Dice, columns: &[Identifier]) -> Constraint {
    let own = dice.maybe(name);
    let some: Vec<Identifier> = columns.iter().take(1 + dice.below(2)).cloned().collect();
    let deferrable = dice.maybe(|dice| dice.one_in(2));
    match dice.below(3) {
        0 => Constraint::Unique(UniqueConstraint { name: own, columns: some, ..UniqueConstraint::default() }),
        1 => Constraint::ForeignKey(ForeignKeyConstraint {
            name: own,
            referred_columns: some.iter().map(|_| name(dice)).collect(),
            columns: some,
            referred_table: table_name(dice),
            on_delete: dice.maybe(|_| "SET NULL".to_owned()),
            on_update: dice.maybe(|_| "CASCADE".to_owned()),
            initially: deferrable.filter(|yes| *yes).map(|_| "DEFERRED".to_owned()),
            deferrable,
            ..ForeignKeyConstraint::default()
        }),
        _ => Constraint::Check(check(own, condition(dice))),
    }
}

fn check(name: Option<Identifier>, condition: Expr) -> CheckConstraint {
    let condition = serde_json::to_value(condition).unwrap();
    let name = serde_json::to_value(name).unwrap();
    serde_json::from_value(json!({"name": name, "condition": condition})).unwrap()
}

fn index(dice: &mut Dice, columns: &[Identifier]) -> Index {
    let condition_of = dice.maybe(condition);
    let mut index = Index {
        name: Some(name(dice)),
        elements: columns.iter().take(1 + dice.below(2)).cloned().map(IndexElement::Column).collect(),
        unique: dice.one_in(2),
        sqlite_where: condition_of.clone(),
        ..Index::default()
    };
    if dice.one_in(3) {
        let lower =
            json!({"function": {"name": ["lower"], "arguments": [{"column": {"name": *dice.pick(NAMES)}}]}});
        index.elements.push(IndexElement::Expression(serde_json::from_value(lower).unwrap()));
    }
    index.postgres.where_ = condition_of;
    index.postgres.using = dice.maybe(|_| "btree".to_owned());
    index.postgres.nulls_not_distinct = dice.maybe(|dice| dice.one_in(2));
    index
}

fn table(dice: &mut Dice, types: &[ColumnType]) -> Table {
    let mut table = Table::new(table_name(dice));
    for _ in 0..=dice.below(5) {
        let column = column(dice, types);
        if table.column(&column.name.text).is_none() {
            table.columns.push(column);
        }
    }
    let names: Vec<Identifier> = table.columns.iter().map(|column| column.name.clone()).collect();
    for _ in 0..dice.below(3) {
        table.constraints.push(constraint(dice, &names));
    }
    for _ in 0..dice.below(2) {
        table.indexes.push(index(dice, &names));
    }
    if dice.one_in(4) {
        table.columns.iter_mut().for_each(|column| column.primary_key = false);
        table.primary_key = Some(PrimaryKeyConstraint {
            name: dice.maybe(name),
            columns: names.into_iter().take(2).collect(),
            ..PrimaryKeyConstraint::default()
        });
    }
    table.comment = dice.maybe(|_| "it's".to_owned());
    table.options.sqlite.strict = dice.one_in(8);
    table.options.sqlite.without_rowid = dice.one_in(8);
    table
}

fn alteration(dice: &mut Dice, of: &Table, types: &[ColumnType]) -> AlterColumn {
    let mut alter =
        AlterColumn { table: of.name.clone(), column: of.columns[0].name.clone(), ..AlterColumn::default() };
    alter.nullable.set = dice.maybe(|dice| dice.one_in(2));
    alter.ty.set = dice.maybe(|dice| dice.pick(types).clone());
    alter.name = dice.maybe(name);
    let default = match dice.below(3) {
        0 => Some(DefaultState::Nothing),
        1 => Some(DefaultState::Default(ServerDefault::Expression(expression(dice)))),
        _ => None,
    };
    alter.server_default = Facet { existing: None, set: default };
    alter
}

fn add_column(dice: &mut Dice, of: &Table, types: &[ColumnType]) -> AddColumn {
    AddColumn {
        table: of.name.clone(),
        column: Column { primary_key: false, ..column(dice, types) },
        constraints: Vec::new(),
        indexes: Vec::new(),
        if_not_exists: false,
        inline_references: false,
        inline_primary_key: false,
        insert_before: None,
        insert_after: None,
        fill: dice.maybe(expression),
    }
}

/// One random operation. `alters`: `ALTER COLUMN`, comments and constraints too, which Alembic writes for
/// SQLite although it cannot read them.
fn operation(dice: &mut Dice, types: &[ColumnType], alters: bool) -> Operation {
    let of = table(dice, types);
    let names: Vec<Identifier> = of.columns.iter().map(|column| column.name.clone()).collect();
    match dice.below(if alters { 9 } else { 7 }) {
        0 | 1 => Operation::CreateTable(Box::new(CreateTable { table: of, if_not_exists: dice.one_in(2) })),
        2 => Operation::DropTable(Box::new(DropTable {
            name: of.name,
            if_exists: dice.one_in(2),
            existing: None,
        })),
        3 => match dice.below(4) {
            0 => Operation::RenameTable(RenameTable { name: of.name, to: name(dice) }),
            1 => Operation::DropIndex(Box::new(DropIndex {
                name: name(dice),
                table: None,
                schema: None,
                if_exists: dice.one_in(2),
                concurrently: false,
                existing: None,
            })),
            _ => Operation::DropColumn(Box::new(DropColumn {
                table: of.name,
                column: name(dice),
                if_exists: alters && dice.one_in(2),
                existing: None,
            })),
        },
        4 => {
            let index = index(dice, &names);
            Operation::CreateIndex(Box::new(CreateIndex {
                table: of.name,
                index,
                if_not_exists: dice.one_in(2),
            }))
        }
        5 => Operation::AddColumn(Box::new(add_column(dice, &of, types))),
        6 => {
            let mut operations = vec![Operation::AlterColumn(Box::new(alteration(dice, &of, types)))];
            operations.push(Operation::AddColumn(Box::new(add_column(dice, &of, types))));
            let mut constraint = constraint(dice, &names);
            constraint.set_name(Some(name(dice)));
            operations.push(Operation::AddConstraint(Box::new(AddConstraint {
                table: of.name.clone(),
                constraint,
            })));
            Operation::Batch(Box::new(
                serde_json::from_value(json!({
                    "table": of.name,
                    "recreate": Recreate::Always,
                    "copy_from": of,
                    "operations": operations,
                }))
                .map(|batch: Batch| batch)
                .unwrap(),
            ))
        }
        7 => Operation::AlterColumn(Box::new(alteration(dice, &of, types))),
        _ if dice.one_in(2) => Operation::DropConstraint(Box::new(DropConstraint {
            table: of.name,
            name: Some(name(dice)),
            kind: None,
            if_exists: dice.one_in(2),
            existing: None,
        })),
        _ => {
            let constraint = constraint(dice, &names);
            Operation::AddConstraint(Box::new(AddConstraint { table: of.name, constraint }))
        }
    }
}

fn compiled(dialect: &dyn Dialect, connection: &dyn Connection, operation: &Operation) -> Vec<String> {
    let capabilities = dialect.capabilities(Some(connection.server()));
    let mut created_types = IndexSet::new();
    let mut context = CompileContext {
        capabilities: &capabilities,
        rendering: Rendering { literal_binds: true, offline: true, ..Rendering::online(&capabilities) },
        lookup: &mut Offline,
        created_types: &mut created_types,
    };
    match dialect.compile(operation, &mut context) {
        Ok(statements) => {
            statements.into_iter().map(|statement| statement.sql).filter(|sql| !sql.is_empty()).collect()
        }
        // Over-long names and the like are errors with words.
        Err(_) => Vec::new(),
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Sends what every operation compiles to; `is_wrong` says which errors are about the grammar.
fn all_can_be_read(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    alters: bool,
    is_wrong: impl Fn(&limbeck::connection::DatabaseError) -> bool,
) {
    let seed = setting("LIMBECK_FUZZ_SEED", 20_261_126);
    let mut dice = Dice(seed);
    let types = types();
    let mut sent = 0;
    for number in 0..setting("LIMBECK_FUZZ_COUNT", 1500) {
        let operation = operation(&mut dice, &types, alters);
        connection.batch("BEGIN").unwrap();
        for sql in compiled(dialect, connection, &operation) {
            sent += 1;
            connection.batch("SAVEPOINT s").unwrap();
            if let Err(error) = connection.batch(&sql) {
                assert!(
                    !is_wrong(&error),
                    "seed {seed}, operation {number}: {error:?}\n{sql}\n{operation:?}"
                );
                connection.batch("ROLLBACK TO SAVEPOINT s").unwrap();
            }
        }
        connection.batch("ROLLBACK").unwrap();
    }
    assert!(sent > 500, "only {sent} statements were made");
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_can_read_what_is_written() {
    let mut connection = connect("sqlite://").unwrap();
    all_can_be_read(dialect::by_name("sqlite").unwrap(), &mut *connection, false, |error| {
        error.message.contains("syntax error") || error.message.contains("unrecognized token")
    });
}

#[cfg(feature = "postgres")]
#[test]
fn postgresql_can_read_what_is_written() {
    let Some(database) = crate::support::PostgresDatabase::new("postgresql_can_read_what_is_written") else {
        return;
    };
    let mut connection = database.connect();
    all_can_be_read(dialect::by_name("postgresql").unwrap(), &mut *connection, true, |error| {
        // The code is also that of declarations which contradict each other.
        error.code.as_deref() == Some("42601") && error.message.contains("syntax error")
    });
}

#[test]
fn names_no_database_can_have_are_errors_and_no_panics() {
    let types = types();
    for dialect in dialect::ALL {
        for text in ["", "\0", "a\0b", &"x".repeat(5000), "\u{202e}", "\r\n"] {
            let mut connection = connect("sqlite://").unwrap();
            let mut dice = Dice(7);
            for _ in 0..50 {
                let of = table(&mut dice, &types);
                let mut renamed = of.clone();
                renamed.name.name = text.into();
                renamed.columns[0].name = text.into();
                renamed.constraints.iter_mut().for_each(|constraint| constraint.set_name(Some(text.into())));
                renamed.indexes.iter_mut().for_each(|index| index.name = Some(text.into()));
                let create = CreateTable { table: renamed, if_not_exists: false };
                let operation = Operation::CreateTable(Box::new(create));
                for sql in compiled(*dialect, &*connection, &operation) {
                    let _answer = connection.batch(&sql);
                }
            }
        }
    }
}

//! Random schemas, in pairs that share most of their names.

use limbeck::{
    expr::{Expr, Function, Unary, UnaryOperator},
    name::{Identifier, QualifiedName},
    schema::{
        Column, Constraint, ForeignKeyConstraint, Index, IndexElement, MetaData, PrimaryKeyConstraint,
        ServerDefault, Table, UniqueConstraint,
    },
    types::{
        Binary, Boolean, Character, CharacterName, ColumnType, DateTime, DateTimeName, Float, Numeric,
        Spelling,
    },
};

const TABLES: [&str; 5] = ["alpha", "beta", "gamma", "delta", "order"];
/// The column that may become a text without a length on MySQL, and is in no index there: Alembic changes a column
/// before it drops an index, and the server takes no such text into one.
const LONG_ON_MYSQL: &str = "t2";

/// Makes schemas; the same seed makes the same ones.
///
/// On MySQL and MariaDB, what Alembic finds again and again, or what the server refuses, is left out:
/// a default of a number with another scale than the column's (`'5'` is stored as `5.00`), `DEFERRABLE`, keys and
/// indexes on texts without a length, and an index that begins with a foreign key's column, which the server takes
/// for the key and does not let go of.
pub struct Generator {
    state: u64,
    postgres: bool,
    mysql: bool,
}

impl Generator {
    pub fn new(seed: u64, dialect: &str) -> Self {
        // Xorshift must not begin at 0, and near seeds should not make near schemas.
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Self { state, postgres: dialect == "postgresql", mysql: dialect == "mysql" }
    }

    fn number(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or(0) % below
    }

    fn often(&mut self, percent: usize) -> bool {
        self.number(100) < percent
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        let number = self.number(items.len());
        items[number].clone()
    }

    fn is_sqlite(&self) -> bool {
        !self.postgres && !self.mysql
    }

    fn has_comments(&self) -> bool {
        !self.is_sqlite()
    }

    /// Two schemas; no table of both refers in the first to one that the second does not have.
    pub fn pair(&mut self) -> (MetaData, MetaData) {
        loop {
            let (from, to) = (self.schema(), self.schema());
            let stays = |name: &QualifiedName| to.tables.iter().any(|table| table.name == *name);
            let held = from.tables.iter().filter(|table| stays(&table.name)).any(|table| {
                table.constraints.iter().any(|constraint| match constraint {
                    Constraint::ForeignKey(key) => !stays(&key.referred_table),
                    _ => false,
                })
            });
            if !held {
                return (from, to);
            }
        }
    }

    fn schema(&mut self) -> MetaData {
        let names: Vec<&str> = TABLES.iter().copied().filter(|_| self.often(70)).collect();
        let tables = names.iter().enumerate().map(|(place, name)| {
            // Keys go to earlier tables and to the table itself, so that there are no circles.
            self.table(name, &names[..=place])
        });
        let tables = tables.collect();
        MetaData { tables, ..MetaData::default() }
    }

    fn table(&mut self, name: &str, referable: &[&str]) -> Table {
        let mut table = Table::new(QualifiedName::new(name));
        table
            .columns
            .push(Column { primary_key: true, ..Column::new("id", ColumnType::Integer(Spelling::Generic)) });
        table.primary_key =
            Some(PrimaryKeyConstraint { columns: vec!["id".into()], ..PrimaryKeyConstraint::default() });
        for column in ["n1", "n2", "t1", "t2", "T 3", "d1", "b1", "x1"] {
            if self.often(60) {
                let column = self.column(column);
                table.columns.push(column);
            }
        }
        for other in referable {
            if self.often(40) {
                self.refer(&mut table, other);
            }
        }
        let is_plain = |column: &&Column| !self.mysql || fits_a_mysql_key(column);
        let plain: Vec<Identifier> =
            table.columns.iter().filter(is_plain).map(|column| column.name.clone()).collect();
        for number in 1..=3 {
            if self.often(40) {
                let index = self.index(&format!("ix_{name}_{number}"), &plain);
                table.indexes.push(index);
            }
            if self.often(30) {
                let mut columns = self.some(&plain);
                columns.sort();
                let name = format!("uq_{name}_{number}").into();
                // Two unique constraints on the same columns are one to a database, and so are one and the key.
                let known = columns == ["id"] || table.constraints.iter().any(|constraint| {
                    matches!(constraint, Constraint::Unique(unique) if unique.columns == columns)
                });
                if !known {
                    table.constraints.push(Constraint::Unique(UniqueConstraint {
                        name: Some(name),
                        columns,
                        ..UniqueConstraint::default()
                    }));
                }
            }
        }
        if self.has_comments() && self.often(30) {
            table.comment = Some(self.pick(&["one", "it's two"]).to_owned());
        }
        table
    }

    fn refer(&mut self, table: &mut Table, other: &str) {
        let column = format!("{other}_id");
        let action = |action: usize| [None, Some("CASCADE"), Some("SET NULL"), Some("RESTRICT")][action];
        let (on_delete, on_update) = (action(self.number(4)), action(self.number(4)));
        table.columns.push(Column::new(column.as_str(), ColumnType::Integer(Spelling::Generic)));
        if self.often(80) {
            table.constraints.push(Constraint::ForeignKey(ForeignKeyConstraint {
                name: Some(format!("fk_{}_{column}", table.name.name).into()),
                columns: vec![column.into()],
                referred_table: QualifiedName::new(other),
                referred_columns: vec!["id".into()],
                on_delete: on_delete.map(str::to_owned),
                on_update: on_update.map(str::to_owned),
                deferrable: (self.often(20) && !self.mysql).then_some(true),
                ..ForeignKeyConstraint::default()
            }));
        }
    }

    /// A column whose type is one of a family that its name decides, so that a database can change one
    /// into the other.
    fn column(&mut self, name: &str) -> Column {
        let text = |name, length| ColumnType::Character(Character { name, length, collation: None });
        let lengths = [
            text(CharacterName::String, Some(20)),
            text(CharacterName::String, Some(50)),
            text(CharacterName::Unicode, Some(30)),
        ];
        let numeric = |precision, scale| {
            ColumnType::Numeric(Numeric {
                precision: Some(precision),
                scale: Some(scale),
                as_decimal: true,
                ..Numeric::default()
            })
        };
        let timestamp = |timezone| ColumnType::DateTime(DateTime { name: DateTimeName::DateTime, timezone });
        let (types, defaults): (Vec<ColumnType>, &[&str]) = match name.get(..1) {
            Some("n") => (
                vec![
                    ColumnType::Integer(Spelling::Generic),
                    ColumnType::BigInteger(Spelling::Generic),
                    ColumnType::SmallInteger(Spelling::Generic),
                    numeric(10, 2),
                    numeric(12, 2),
                    numeric(12, 4),
                    ColumnType::Float(Float::default()),
                ],
                &["5", "10", "0"],
            ),
            Some("t" | "T") => (
                if self.mysql && name != LONG_ON_MYSQL {
                    lengths.to_vec()
                } else {
                    [&lengths[..], &[text(CharacterName::Text, None)]].concat()
                },
                // Not with a quote: SQLite's is found again and again, PostgreSQL is asked a broken question.
                &["x", "50%", "a:b"],
            ),
            // SQLite takes both spellings of a timestamp for one, and so does the comparison.
            Some("d") if self.postgres => {
                (vec![timestamp(false), timestamp(true), ColumnType::Date(Spelling::Generic)], &[])
            }
            Some("d") => (vec![timestamp(false), ColumnType::Date(Spelling::Generic)], &[]),
            Some("b") => (vec![ColumnType::Boolean(Boolean::default())], &[]),
            _ => (vec![ColumnType::Binary(Binary::default())], &[]),
        };
        let mut column = Column::new(name, self.pick(&types));
        // SQLite has no value for the rows that are there, as far as it knows.
        let has_default = !defaults.is_empty() && self.often(40);
        if has_default {
            let mut text = self.pick(defaults).to_owned();
            if let (true, ColumnType::Numeric(numeric)) = (self.mysql, &column.ty) {
                let digits = usize::try_from(numeric.scale.unwrap_or(0)).unwrap_or(0);
                text = format!("{text}.{}", "0".repeat(digits));
            }
            column.server_default = Some(ServerDefault::Text(text));
        }
        if (has_default || !self.is_sqlite()) && self.often(40) {
            column.nullable = Some(false);
        }
        if name.starts_with('d') && self.often(40) {
            column.server_default = Some(ServerDefault::Expression(Expr::text("CURRENT_TIMESTAMP")));
        }
        if self.has_comments() && self.often(20) {
            column.comment = Some(self.pick(&["one", "it's two"]).to_owned());
        }
        column
    }

    fn index(&mut self, name: &str, columns: &[Identifier]) -> Index {
        let mut elements: Vec<IndexElement> =
            self.some(columns).into_iter().map(IndexElement::Column).collect();
        // SQLite's expressions cannot be reflected.
        if self.postgres && self.often(30) {
            let descending = |name: &Identifier| Unary {
                operator: UnaryOperator::Descending,
                operand: Expr::column(name.clone()),
            };
            if let Some(IndexElement::Column(name)) = elements.first().cloned() {
                elements[0] = IndexElement::Expression(Expr::Unary(Box::new(descending(&name))));
            }
        }
        if self.postgres && self.often(20) {
            elements.push(IndexElement::Expression(Expr::Function(Box::new(Function {
                name: vec!["abs".into()],
                arguments: vec![Expr::column("id")],
                ty: ColumnType::Null,
            }))));
        }
        Index { name: Some(name.into()), elements, unique: self.often(30), ..Index::default() }
    }

    /// One to three of them, each once.
    fn some(&mut self, columns: &[Identifier]) -> Vec<Identifier> {
        let count = 1 + self.number(3);
        let mut some: Vec<Identifier> = Vec::new();
        for _ in 0..count {
            let column = self.pick(columns);
            if !some.contains(&column) {
                some.push(column);
            }
        }
        some
    }
}

/// Whether MySQL takes a column into a key or an index as it is, and gives it up again: no text without a length, and
/// no column of a foreign key.
fn fits_a_mysql_key(column: &Column) -> bool {
    let name = column.name.as_str();
    name != LONG_ON_MYSQL && !name.ends_with("_id") && !matches!(column.ty, ColumnType::Binary(_))
}

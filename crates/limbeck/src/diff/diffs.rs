//! Changes as `check` and `compare_metadata` show them: the `repr` of Alembic's tuples.
//!
//! Where Python shows an object by its address (`<… object at 0x7f…>`), there is `<… object>` here: an address
//! is by chance.

use super::order::table_key;
use crate::{
    dialect::ansi,
    expr::Expr,
    name::{Identifier, QualifiedName},
    op::{AlterColumn, CommentState, DefaultState, Facet, Operation},
    python::python_repr,
    schema::{
        CheckConstraint, Column, Constraint, ForeignKeyConstraint, Identity, Index, IndexElement, MetaData,
        ServerDefault, Table, UniqueConstraint,
    },
    types::{ColumnType, Spelling},
};
use std::{borrow::Cow, collections::HashMap};

const TEXT: &str = "<sqlalchemy.sql.elements.TextClause object>";

/// What Alembic makes of a text in an index that an operation is about.
const INDEX_TEXT: &str = "<alembic.util.sqla_compat._textual_index_element object>";

/// The tables that were compared, by name: what an operation is about is shown as part of its table.
pub(super) struct Known<'a> {
    database: Tables<'a>,
    model: Tables<'a>,
}

#[derive(Default)]
struct Tables<'a> {
    by_key: HashMap<String, &'a Table>,
    by_name: HashMap<&'a str, &'a Table>,
}

impl<'a> Tables<'a> {
    fn insert(&mut self, table: &'a Table) {
        self.by_key.insert(table_key(&table.name), table);
        self.by_name.entry(table.name.name.as_str()).or_insert(table);
    }

    /// A table, or an empty one of its name. One of the default schema may have it in its name here only.
    fn get(&self, name: &QualifiedName) -> Cow<'a, Table> {
        let exact = self.by_key.get(&table_key(name));
        match exact.or_else(|| self.by_name.get(name.name.as_str())) {
            Some(table) => Cow::Borrowed(*table),
            None => Cow::Owned(Table::new(name.clone())),
        }
    }
}

impl<'a> Known<'a> {
    pub(super) fn new(database: &'a MetaData, models: &[&'a MetaData]) -> Self {
        let mut known = Self { database: Tables::default(), model: Tables::default() };
        for table in &database.tables {
            known.database.insert(table);
        }
        for table in models.iter().flat_map(|metadata| &metadata.tables) {
            known.model.insert(table);
        }
        known
    }

    /// One operation.
    pub(super) fn diff(&self, operation: &Operation) -> String {
        match operation {
            Operation::CreateTable(create) => tuple(&["'add_table'".to_owned(), table(&create.table)]),
            Operation::DropTable(drop) => {
                let dropped = match &drop.existing {
                    Some(existing) => table(existing),
                    None => table(&Table::new(drop.name.clone())),
                };
                tuple(&["'remove_table'".to_owned(), dropped])
            }
            Operation::AddColumn(add) => {
                let shown = column(&add.column, &self.model.get(&add.table));
                column_change("add_column", &add.table, shown)
            }
            Operation::DropColumn(drop) => {
                let unknown = Column::new(drop.column.clone(), ColumnType::Null);
                let existing = drop.existing.as_ref().unwrap_or(&unknown);
                // By then Alembic has made each foreign key once more, from what it read.
                let mut table = self.database.get(&drop.table).into_owned();
                let keys = table.constraints.iter().filter(|each| matches!(each, Constraint::ForeignKey(_)));
                let again: Vec<Constraint> = keys.cloned().collect();
                table.constraints.extend(again);
                let shown = column(existing, &table);
                column_change("remove_column", &drop.table, shown)
            }
            Operation::AlterColumn(alter) => alter_column(alter),
            Operation::CreateIndex(create) => {
                let shown = index_as(&create.index, &self.model.get(&create.table), INDEX_TEXT);
                tuple(&["'add_index'".to_owned(), shown])
            }
            Operation::DropIndex(drop) => {
                let name = drop.table.clone().unwrap_or_else(|| "no_table".into());
                let table = self.database.get(&QualifiedName { schema: drop.schema.clone(), name });
                let named = Index { name: Some(drop.name.clone()), ..Index::default() };
                let shown = index_as(drop.existing.as_ref().unwrap_or(&named), &table, INDEX_TEXT);
                tuple(&["'remove_index'".to_owned(), shown])
            }
            Operation::AddConstraint(add) => {
                let is_key = matches!(add.constraint, Constraint::ForeignKey(_));
                let kind = if is_key { "'add_fk'" } else { "'add_constraint'" };
                tuple(&[kind.to_owned(), constraint(&add.constraint, &add.table)])
            }
            Operation::DropConstraint(drop) => {
                let is_key = matches!(drop.existing, Some(Constraint::ForeignKey(_)));
                let kind = if is_key { "'remove_fk'" } else { "'remove_constraint'" };
                let shown = drop.existing.as_ref().map(|existing| constraint(existing, &drop.table));
                tuple(&[kind.to_owned(), shown.unwrap_or_else(|| "None".to_owned())])
            }
            Operation::CommentOnTable(comment) => {
                let table = table(&Table::new(comment.table.clone()));
                match comment.comment {
                    Some(_) => {
                        tuple(&["'add_table_comment'".to_owned(), table, text(comment.existing.as_deref())])
                    }
                    None => tuple(&["'remove_table_comment'".to_owned(), table]),
                }
            }
            Operation::Execute(_) => tuple(&["'execute'".to_owned(), TEXT.to_owned()]),
            Operation::RenameTable(_)
            | Operation::CreateEnum(_)
            | Operation::DropEnum(_)
            | Operation::CreateSequence(_)
            | Operation::DropSequence(_)
            | Operation::CreateSchema(_)
            | Operation::DropSchema(_)
            | Operation::BulkInsert(_)
            | Operation::Batch(_) => tuple(&[python_repr(&operation.describe())]),
        }
    }
}

fn tuple(parts: &[String]) -> String {
    if let [only] = parts { format!("({only},)") } else { format!("({})", parts.join(", ")) }
}

fn text(value: Option<&str>) -> String {
    value.map_or_else(|| "None".to_owned(), python_repr)
}

fn name(value: Option<&Identifier>) -> String {
    text(value.map(Identifier::as_str))
}

fn column_change(kind: &str, table: &QualifiedName, column: String) -> String {
    tuple(&[python_repr(kind), text(table.schema_text()), python_repr(table.name.as_str()), column])
}

fn alter_column(alter: &AlterColumn) -> String {
    let ty = |ty: Option<&ColumnType>| ty.map_or_else(|| "None".to_owned(), ColumnType::python_repr);
    let nullable = |value: Option<&bool>| match value {
        Some(true) => "True".to_owned(),
        Some(false) => "False".to_owned(),
        None => "None".to_owned(),
    };
    // Not known is `False` for a default, and `None` is that there is none.
    let default = |state: Option<&DefaultState>| state.map_or_else(|| "False".to_owned(), default_state);
    let comment = |state: Option<&CommentState>| match state {
        Some(CommentState::Comment(comment)) => python_repr(comment),
        Some(CommentState::Nothing) | None => "None".to_owned(),
    };
    let existing_nullable = format!("'existing_nullable': {}", nullable(alter.nullable.existing.as_ref()));
    let existing_type = format!("'existing_type': {}", ty(alter.ty.existing.as_ref()));
    let existing_default =
        format!("'existing_server_default': {}", default(alter.server_default.existing.as_ref()));
    let existing_comment = format!("'existing_comment': {}", comment(alter.comment.existing.as_ref()));
    let mut parts = Vec::new();
    let mut part = |kind: &str, existing: [&str; 3], old: String, new: String| {
        parts.push(tuple(&[
            python_repr(kind),
            text(alter.table.schema_text()),
            python_repr(alter.table.name.as_str()),
            python_repr(alter.column.as_str()),
            format!("{{{}}}", existing.join(", ")),
            old,
            new,
        ]));
    };
    if let Facet { existing, set: Some(set) } = &alter.ty {
        let others = [existing_nullable.as_str(), &existing_default, &existing_comment];
        part("modify_type", others, ty(existing.as_ref()), ty(Some(set)));
    }
    if let Facet { existing, set: Some(set) } = &alter.nullable {
        let others = [existing_type.as_str(), &existing_default, &existing_comment];
        part("modify_nullable", others, nullable(existing.as_ref()), nullable(Some(set)));
    }
    if let Facet { existing, set: Some(set) } = &alter.server_default {
        let others = [existing_nullable.as_str(), &existing_type, &existing_comment];
        part("modify_default", others, default(existing.as_ref()), default(Some(set)));
    }
    if let Facet { existing, set: Some(set) } = &alter.comment {
        let others = [existing_nullable.as_str(), &existing_type, &existing_default];
        part("modify_comment", others, comment(existing.as_ref()), comment(Some(set)));
    }
    format!("[{}]", parts.join(", "))
}

fn default_state(state: &DefaultState) -> String {
    match state {
        DefaultState::Nothing => "None".to_owned(),
        DefaultState::Default(default) => server_default(default),
        DefaultState::Computed(computed) => match computed.persisted {
            Some(true) => format!("Computed({TEXT}, persisted=True)"),
            Some(false) => format!("Computed({TEXT}, persisted=False)"),
            None => format!("Computed({TEXT})"),
        },
        DefaultState::Identity(identity) => identity_repr(identity),
    }
}

fn server_default(default: &ServerDefault) -> String {
    match default {
        ServerDefault::Text(text) => format!("DefaultClause({}, for_update=False)", python_repr(text)),
        ServerDefault::Expression(expression) => {
            format!("DefaultClause({}, for_update=False)", expression_repr(expression))
        }
        ServerDefault::Fetched => "FetchedValue()".to_owned(),
        ServerDefault::Sequence(sequence) => {
            format!("Sequence({})", python_repr(sequence.name.name.as_str()))
        }
    }
}

fn identity_repr(identity: &Identity) -> String {
    let mut arguments = Vec::new();
    let flag = |value: bool| if value { "True" } else { "False" };
    if identity.always {
        arguments.push("always=True".to_owned());
    }
    let options = &identity.options;
    let numbers = [
        ("start", options.start),
        ("increment", options.increment),
        ("minvalue", options.minvalue),
        ("maxvalue", options.maxvalue),
    ];
    arguments.extend(numbers.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}"))));
    let flags =
        [("nominvalue", options.nominvalue), ("nomaxvalue", options.nomaxvalue), ("cycle", options.cycle)];
    arguments.extend(
        flags.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={}", flag(value)))),
    );
    arguments.extend(options.cache.map(|cache| format!("cache={cache}")));
    format!("Identity({})", arguments.join(", "))
}

fn table(table: &Table) -> String {
    let mut parts = vec![python_repr(table.name.name.as_str()), "MetaData()".to_owned()];
    parts.extend(table.columns.iter().map(|each| column(each, table)));
    parts.push(format!("schema={}", text(table.name.schema_text())));
    format!("Table({})", parts.join(", "))
}

fn column(column: &Column, table: &Table) -> String {
    let mut parts = vec![python_repr(column.name.as_str()), column.ty.python_repr()];
    for constraint in &table.constraints {
        if let Constraint::ForeignKey(key) = constraint {
            for (own, referred) in key.columns.iter().zip(&key.referred_columns) {
                if own.text == column.name.text {
                    let target = format!("{}.{referred}", table_key(&key.referred_table));
                    parts.push(format!("ForeignKey({})", python_repr(&target)));
                }
            }
        }
    }
    for constraint in &table.constraints {
        if let Constraint::Check(check) = constraint
            && check.type_of.is_none()
            && check.column.as_ref().is_some_and(|own| own.text == column.name.text)
        {
            parts.push(format!("CheckConstraint({})", check_parts(check).join(", ")));
        }
    }
    parts.push(format!("table=<{}>", table.name.name));
    if let Some(key) = column.key.as_ref().filter(|key| **key != column.name.text) {
        parts.push(format!("key={}", python_repr(key)));
    }
    if table.is_primary_key(column) {
        parts.push("primary_key=True".to_owned());
    }
    if !ansi::columns::is_nullable(table, column) {
        parts.push("nullable=False".to_owned());
    }
    let default = if let Some(computed) = &column.computed {
        Some(default_state(&DefaultState::Computed((**computed).clone())))
    } else if let Some(identity) = &column.identity {
        Some(identity_repr(identity))
    } else {
        column.server_default.as_ref().map(server_default)
    };
    parts.extend(default.map(|default| format!("server_default={default}")));
    if let Some(comment) = column.comment.as_ref().filter(|comment| !comment.is_empty()) {
        parts.push(format!("comment={}", python_repr(comment)));
    }
    format!("Column({})", parts.join(", "))
}

/// An index as Python shows it. `table` gives its columns their types where they are known.
pub(super) fn index_repr(index: &Index, table: &Table) -> String {
    index_as(index, table, TEXT)
}

/// An index, with what a text in it is shown as.
fn index_as(index: &Index, table: &Table, text: &str) -> String {
    let mut parts = vec![name(index.name.as_ref())];
    parts.extend(index.elements.iter().map(|element| match element {
        IndexElement::Column(name) => bare_column(name, table),
        IndexElement::Expression(Expr::Text(_)) => text.to_owned(),
        IndexElement::Expression(expression) => expression_repr(expression),
    }));
    if index.unique {
        parts.push("unique=True".to_owned());
    }
    format!("Index({})", parts.join(", "))
}

/// A column as a copy that has left its foreign keys behind.
fn bare_column(name: &Identifier, table: &Table) -> String {
    let mut copy = Table { primary_key: table.primary_key.clone(), ..Table::new(table.name.clone()) };
    copy.columns = table.columns.iter().filter(|column| column.name == *name).cloned().collect();
    let unknown = Column::new(name.clone(), ColumnType::Null);
    column(copy.columns.first().unwrap_or(&unknown), &copy)
}

/// The functions that `SQLAlchemy` has a class of their own for, as far as an index or a default may use them.
const KNOWN_FUNCTIONS: [&str; 19] = [
    "char_length",
    "coalesce",
    "concat",
    "count",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "max",
    "min",
    "now",
    "pow",
    "random",
    "session_user",
    "sum",
    "sysdate",
    "user",
];

/// An expression as Python shows an object: by its class.
fn expression_repr(expression: &Expr) -> String {
    let element = |class: &str| format!("<sqlalchemy.sql.elements.{class} object>");
    match expression {
        Expr::Unary(_) | Expr::Distinct(_) | Expr::Not(_) => element("UnaryExpression"),
        Expr::Binary(_) | Expr::Between(_) | Expr::Collate(_) => element("BinaryExpression"),
        Expr::Connective(_) => element("BooleanClauseList"),
        Expr::Function(function) => {
            let name = function.name.last().map_or("", Identifier::as_str);
            let lower = name.to_lowercase();
            let class = if KNOWN_FUNCTIONS.contains(&lower.as_str()) { lower.as_str() } else { "Function" };
            format!("<sqlalchemy.sql.functions.{class}; {name}>")
        }
        Expr::Label(label) => {
            let name = label.name.as_ref().map_or("", Identifier::as_str);
            format!("<sqlalchemy.sql.elements.Label; {name}>")
        }
        Expr::True => element("True_"),
        Expr::False => element("False_"),
        Expr::Null => element("Null"),
        Expr::Extract(_) => element("Extract"),
        Expr::Cast(cast) if cast.coerce_only => element("TypeCoerce"),
        Expr::Cast(_) => element("Cast"),
        Expr::Case(_) => element("Case"),
        Expr::Text(_) => TEXT.to_owned(),
        Expr::Bind(_) => element("BindParameter"),
        Expr::Tuple(_) => element("Tuple"),
        Expr::Over(_) => element("Over"),
        Expr::Filter(_) => element("FunctionFilter"),
        Expr::WithinGroup(_) => element("WithinGroup"),
        Expr::Literal(_)
        | Expr::Column(_)
        | Expr::Subquery(_)
        | Expr::Exists(_)
        | Expr::Array(_)
        | Expr::NextValue(_)
        | Expr::LabelReference(_)
        | Expr::AggregateOrderBy(_) => element("ColumnElement"),
    }
}

fn constraint(constraint: &Constraint, table: &QualifiedName) -> String {
    match constraint {
        Constraint::PrimaryKey(key) => columns_repr("PrimaryKeyConstraint", &key.columns, table),
        Constraint::Unique(UniqueConstraint { columns, .. }) => {
            columns_repr("UniqueConstraint", columns, table)
        }
        Constraint::ForeignKey(key) => foreign_key(key, table),
        Constraint::Check(check) => {
            let mut parts = check_parts(check);
            // Alembic makes up a table to hang it on.
            let mut made_up = Table::new(table.clone());
            made_up.columns = vec![Column::new("x", ColumnType::Integer(Spelling::Generic))];
            parts.push(format!("table={}", self::table(&made_up)));
            format!("CheckConstraint({})", parts.join(", "))
        }
        Constraint::Exclude(_) => "ExcludeConstraint()".to_owned(),
    }
}

/// A CHECK's arguments.
fn check_parts(check: &CheckConstraint) -> Vec<String> {
    let mut parts = vec![expression_repr(&check.condition)];
    parts.extend(check.name.as_ref().map(|name| format!("name={}", python_repr(name.as_str()))));
    parts.extend(check.deferrable.filter(|deferrable| *deferrable).map(|_| "deferrable=True".to_owned()));
    parts.extend(check.initially.as_ref().map(|initially| format!("initially={}", python_repr(initially))));
    parts
}

fn columns_repr(class: &str, columns: &[Identifier], table: &QualifiedName) -> String {
    let table = Table::new(table.clone());
    let columns: Vec<String> = columns.iter().map(|name| bare_column(name, &table)).collect();
    format!("{class}({})", columns.join(", "))
}

fn foreign_key(key: &ForeignKeyConstraint, table: &QualifiedName) -> String {
    let mut parts =
        vec!["<sqlalchemy.sql.base.ReadOnlyColumnCollection object>".to_owned(), "None".to_owned()];
    parts.extend(key.name.as_ref().map(|name| format!("name={}", python_repr(name.as_str()))));
    let argument = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{name}={}", python_repr(value)))
    };
    parts.extend(argument("onupdate", &key.on_update));
    parts.extend(argument("ondelete", &key.on_delete));
    parts.extend(key.deferrable.filter(|deferrable| *deferrable).map(|_| "deferrable=True".to_owned()));
    parts.extend(argument("initially", &key.initially));
    if key.use_alter {
        parts.push("use_alter=True".to_owned());
    }
    parts.extend(argument("match", &key.match_));
    let mut shown = Table::new(table.clone());
    let is_own = key.referred_table.is_same(table);
    let referred = key.referred_columns.iter().filter(|name| is_own && !key.columns.contains(name));
    let columns = key.columns.iter().chain(referred);
    shown.columns = columns.map(|name| Column::new(name.clone(), ColumnType::Null)).collect();
    shown.constraints = vec![Constraint::ForeignKey(key.clone())];
    parts.push(format!("table={}", self::table(&shown)));
    format!("ForeignKeyConstraint({})", parts.join(", "))
}

//! What differs between databases, as pure functions of values.
//!
//! A dialect is one folder with the same file names in each: `mod ddl types inspect compare
//! driver version`. Its `compile` is a `match` over [`Operation`] without a wildcard arm: its
//! table of contents. It shares by calling [`ansi`] in so many words; the trait has no default
//! bodies. Does not live here: sessions, transactions and what to do with a statement
//! (`runtime`); only `driver.rs` files talk to a database.

pub mod ansi;
pub mod binds;
pub(crate) mod catalogue;
pub mod compare;
pub mod expression;
pub mod from;
pub mod functions;
pub mod literal;
pub mod mysql;
pub mod open;
pub mod operators;
pub mod postgres;
pub mod precedence;
pub mod sqlite;
pub mod statement;
pub mod syntax;
pub mod text;
pub mod write;
pub mod writer;

use crate::{
    catalog::rebuild::RebuildError,
    connection::{Connection, DatabaseError, ServerVersion},
    dml,
    expr::{Expr, Value},
    name::{Identifier, QualifiedName},
    op::{Executable, Operation},
    reflect::Inspector,
    schema::{NamingError, Table},
    types::{ColumnType, EnumType},
};
use indexmap::IndexSet;
use thiserror::Error;

/// Every dialect there is, in alphabetical order.
pub static ALL: &[&dyn Dialect] = &[&mysql::MARIADB, &mysql::MYSQL, &postgres::Postgres, &sqlite::Sqlite];

/// The dialect of a name as in a URL, without a driver (`postgresql`).
pub fn by_name(name: &str) -> Option<&'static dyn Dialect> {
    ALL.iter().copied().find(|dialect| dialect.name() == name)
}

/// One statement, ready to be sent or written.
///
/// An empty text is nothing to send: it only carries warnings of an operation without SQL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// Its text, without a terminator.
    pub sql: String,
    /// Its parameters, in order of their placeholders.
    pub parameters: Vec<Value>,
    /// Sent as several statements at once if it holds several (verbatim text without parameters).
    pub verbatim: bool,
    /// Warnings to be shown when it is sent, each with the class Python would give it.
    pub warnings: Vec<CompileWarning>,
    /// Sent if the database refuses this one, before the error goes on: what Alembic clears away itself.
    pub cleanup: Option<String>,
    /// Foreign keys are off from before this statement until the transaction ends, and checked then: dropping
    /// a table that is referred to would take the referring rows along.
    pub suspends_foreign_keys: bool,
    /// Nothing to send: what real Alembic fails with here, after it has sent what comes before.
    pub failure: Option<Box<CompileError>>,
}

impl Statement {
    /// A statement without parameters.
    pub fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), ..Self::default() }
    }

    /// The place where real Alembic fails after it has sent what comes before.
    pub fn fails(error: CompileError) -> Self {
        Self { failure: Some(Box::new(error)), ..Self::default() }
    }
}

/// The words with which a database enforces foreign keys or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKeySwitch {
    /// Asks; one row with 1 means on.
    pub ask: &'static str,
    /// Switches on, outside a transaction.
    pub on: &'static str,
    /// Switches off, outside a transaction.
    pub off: &'static str,
    /// A row for each row that refers to nothing.
    pub check: &'static str,
}

/// A warning that real Alembic or `SQLAlchemy` gives while compiling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileWarning {
    /// `UserWarning` or `SAWarning`.
    pub category: &'static str,
    /// Its text.
    pub message: String,
}

/// What `SQLAlchemy` appends to the text of an `UnsupportedCompilationError`.
const UNSUPPORTED_BACKGROUND: &str = " (Background on this error at: https://sqlalche.me/e/21/l7de)";

/// Why an operation has no SQL.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum CompileError {
    /// Limbeck does not do this, real Alembic might: a refusal.
    #[error("{feature} is not supported")]
    Unsupported {
        /// What.
        feature: String,
        /// What to do.
        help: String,
    },
    /// Real Alembic or `SQLAlchemy` refuses this too, with this exception and text.
    #[error("{message}")]
    Raised {
        /// Qualified name of the exception class, such as `sqlalchemy.exc.CompileError`.
        exception: &'static str,
        /// Its text.
        message: String,
    },
    /// The database refused a question the compiler had.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl CompileError {
    /// A refusal.
    pub fn unsupported(feature: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Unsupported { feature: feature.into(), help: help.into() }
    }

    /// `sqlalchemy.exc.CompileError`.
    pub fn compile(message: impl Into<String>) -> Self {
        Self::Raised { exception: "sqlalchemy.exc.CompileError", message: message.into() }
    }

    /// `sqlalchemy.exc.UnsupportedCompilationError`: `compiler` is the qualified class of the
    /// compiler that was asked, `what` the name or class it does not know.
    pub fn cannot_render(compiler: &str, what: &str) -> Self {
        Self::Raised {
            exception: "sqlalchemy.exc.UnsupportedCompilationError",
            message: format!(
                "Compiler <{compiler} object at 0x..> can't render element of type {what}{UNSUPPORTED_BACKGROUND}"
            ),
        }
    }

    /// The same error as it reads inside `(in table 't', column 'c'): …`; any other is left alone.
    #[must_use]
    pub fn in_column(self, table: &str, column: &str) -> Self {
        match self {
            Self::Raised {
                exception: "sqlalchemy.exc.CompileError" | "sqlalchemy.exc.UnsupportedCompilationError",
                message,
            } => {
                let inner = message.strip_suffix(UNSUPPORTED_BACKGROUND).unwrap_or(&message);
                Self::compile(format!("(in table '{table}', column '{column}'): {inner}"))
            }
            unchanged @ (Self::Raised { .. } | Self::Unsupported { .. } | Self::Database(_)) => unchanged,
        }
    }

    /// Any Python exception by its qualified name.
    pub fn raised(exception: &'static str, message: impl Into<String>) -> Self {
        Self::Raised { exception, message: message.into() }
    }

    /// `alembic.util.exc.CommandError`.
    pub fn command(message: impl Into<String>) -> Self {
        Self::Raised { exception: "alembic.util.exc.CommandError", message: message.into() }
    }
}

impl From<RebuildError> for CompileError {
    fn from(error: RebuildError) -> Self {
        Self::Raised { exception: error.exception, message: error.message }
    }
}

impl From<NamingError> for CompileError {
    fn from(error: NamingError) -> Self {
        Self::Raised { exception: error.exception, message: error.message }
    }
}

/// How parameters are spelled where they are not written inline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `:name`
    Named,
    /// `?`
    QuestionMark,
    /// `%s`
    Format,
    /// `%(name)s`
    PythonFormat,
    /// `$1` (asyncpg's; also what this crate's PostgreSQL driver takes)
    NumericDollar,
}

impl ParameterStyle {
    /// Whether a literal `%` is doubled under this style.
    pub fn doubles_percent(self) -> bool {
        matches!(self, Self::Format | Self::PythonFormat)
    }
}

/// How values and text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rendering {
    /// Write every value inline (`literal_binds`, and online on PostgreSQL).
    pub literal_binds: bool,
    /// Otherwise, and for undeclared `:name`s offline, spell parameters so.
    pub style: ParameterStyle,
    /// Double `%` (only ever offline).
    pub double_percent: bool,
    /// The text goes to a file and not to a database: defaults that depend on the server follow
    /// `SQLAlchemy`'s assumptions for a dialect without a connection.
    pub offline: bool,
    /// Parameters are written with a cast (`%(x)s::INTEGER`), as `SQLAlchemy` does for PostgreSQL's
    /// psycopg (the default driver) and asyncpg, and does not for psycopg2.
    pub bind_casts: bool,
}

impl Rendering {
    /// How values reach a server of these capabilities.
    pub fn online(capabilities: &Capabilities) -> Self {
        Self {
            literal_binds: capabilities.online_literals,
            style: capabilities.driver_style,
            double_percent: false,
            offline: false,
            bind_casts: false,
        }
    }
}

/// What a database of a product and version can do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the ability it names")]
pub struct Capabilities {
    /// A failed DDL statement takes what the transaction did before back with it, and Alembic says so.
    pub transactional_ddl: bool,
    /// A statement that defines something commits what is open, itself, and cannot be taken back.
    pub implicit_commits: bool,
    /// Longest identifier of any kind, in characters (`max_identifier_length`).
    pub max_identifier_length: usize,
    /// Longest index name, where shorter.
    pub max_index_name_length: Option<usize>,
    /// Longest constraint name, where shorter.
    pub max_constraint_name_length: Option<usize>,
    pub supports_comments: bool,
    pub inline_comments: bool,
    pub native_boolean: bool,
    pub native_enum: bool,
    pub identity_columns: bool,
    /// ALTER TABLE … ADD CONSTRAINT works.
    pub alter_constraints: bool,
    /// INSERT … RETURNING.
    pub insert_returning: bool,
    /// PostgreSQL 18: virtual generated columns.
    pub virtual_generated_columns: bool,
    /// The parameter style of the dialect's default driver, as offline text shows it.
    pub default_style: ParameterStyle,
    /// `psycopg`-like drivers: placeholders this crate's driver takes.
    pub driver_style: ParameterStyle,
    /// Online, write values inline in place of binding them.
    pub online_literals: bool,
    /// What only MySQL's family has or lacks.
    pub mysql: mysql::MysqlCapabilities,
}

/// A table as the database has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReflectedTable {
    /// The table.
    pub table: Table,
    /// Texts of the warnings that `SQLAlchemy` gives while it reflects the same.
    pub warnings: Vec<String>,
}

/// What a compiler may ask while it compiles; offline nothing is known.
pub trait Lookup {
    /// A table as it is now; `Ok(None)` where it is not there, an error where that cannot be known.
    fn table(&mut self, name: &QualifiedName) -> Result<Option<ReflectedTable>, CompileError>;
    /// Whether an enumeration type is there; `None` offline.
    fn has_enum(&mut self, ty: &EnumType) -> Result<Option<bool>, CompileError>;
    /// The rows of a question in the database's own words; `None` where there is no database.
    fn ask(&mut self, sql: &str) -> Result<Option<Vec<Vec<Value>>>, CompileError>;
}

/// Nothing is known: offline.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Lookup for Offline {
    fn table(&mut self, _name: &QualifiedName) -> Result<Option<ReflectedTable>, CompileError> {
        Ok(None)
    }
    fn has_enum(&mut self, _ty: &EnumType) -> Result<Option<bool>, CompileError> {
        Ok(None)
    }
    fn ask(&mut self, _sql: &str) -> Result<Option<Vec<Vec<Value>>>, CompileError> {
        Ok(None)
    }
}

/// Everything a compilation depends on besides the operation.
pub struct CompileContext<'a> {
    /// What the database can do.
    pub capabilities: &'a Capabilities,
    /// How values are written.
    pub rendering: Rendering,
    /// What may be asked.
    pub lookup: &'a mut dyn Lookup,
    /// Enumeration types already created in this run: each is created once.
    pub created_types: &'a mut IndexSet<QualifiedName>,
}

/// A database product. One unit struct each; all state is in the arguments.
pub trait Dialect: Send + Sync + 'static {
    /// Name as in a URL: `postgresql`, `sqlite`, `mysql`, `mariadb`.
    fn name(&self) -> &'static str;

    /// Name of Alembic's class, as the log line `Context impl …` shows it.
    fn implementation_name(&self) -> &'static str;

    /// The dialect to speak with a server that turned out to be this one: MariaDB answers under MySQL's
    /// name too. Any other dialect is itself.
    fn for_server(&self, server: &ServerVersion) -> &'static dyn Dialect;

    /// What a server of this version can do; `None` is `SQLAlchemy`'s assumption without a server.
    fn capabilities(&self, server: Option<&ServerVersion>) -> Capabilities;

    /// How its identifiers are quoted.
    fn quoting(&self) -> &'static writer::Quoting;

    /// An identifier, quoted where it must be. No length limit applies here: only constraints' and
    /// indexes' names have one ([`writer::Speller::constraint_name`]).
    fn quote(&self, identifier: &Identifier) -> String;

    /// A type's DDL text.
    fn type_sql(&self, ty: &ColumnType, capabilities: &Capabilities) -> Result<String, CompileError>;

    /// A value written inline.
    fn literal(&self, value: &Value, ty: &ColumnType, rendering: &Rendering) -> Result<String, CompileError>;

    /// The statements of an operation, in order.
    fn compile(
        &self,
        operation: &Operation,
        context: &mut CompileContext<'_>,
    ) -> Result<Vec<Statement>, CompileError>;

    /// One statement on rows, or text.
    fn compile_executable(
        &self,
        executable: &Executable,
        parameters: Option<&indexmap::IndexMap<String, crate::expr::Bind>>,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError>;

    /// A statement on rows.
    fn compile_statement(
        &self,
        statement: &dml::Statement,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError>;

    /// An expression by itself, with values inline: a default, a check.
    fn compile_expression(&self, expression: &Expr, rendering: &Rendering) -> Result<String, CompileError>;

    /// How what it stores is compared with what was declared.
    fn comparison(&self) -> &'static dyn compare::Comparison;

    /// A qualified name, each part quoted where it must be.
    fn quote_qualified(&self, name: &QualifiedName) -> String;

    /// `BEGIN`, as the transcript of `--sql` shows it.
    fn begin_sql(&self) -> &'static str;

    /// The statement that opens a transaction, sent just before the first statement that needs one.
    fn begin_statement(&self) -> &'static str;

    /// Whether this statement must run outside a transaction or has no effect inside one, so that a
    /// transaction which holds nothing yet is ended before it. SQLite: PRAGMA, ATTACH, DETACH, VACUUM.
    fn leaves_transaction(&self, sql: &str) -> bool;

    /// Whether a transaction must be open before this statement is sent. SQLite answers `false` for
    /// reads and for PRAGMA, ATTACH, DETACH and VACUUM, PostgreSQL always `true`.
    fn begins_before(&self, sql: &str) -> bool;

    /// Whether Python's driver, too, has a transaction open when it sends this statement, so that taking the
    /// transaction back takes the statement back. `sqlite3` answers `false` for DDL.
    fn driver_begins_before(&self, sql: &str) -> bool;

    /// Whether a refusal says that what a statement makes is there, or that what it drops is not: so it is after a
    /// run that ended in the middle of a step, where what defines something commits itself.
    fn was_done_before(&self, error: &DatabaseError) -> bool;

    /// How foreign keys are switched off and checked, where they have to be around the rebuild of a table.
    fn foreign_key_switch(&self) -> Option<ForeignKeySwitch>;

    /// Opens what reads the database's schema.
    fn inspector<'a>(&self, connection: &'a mut dyn Connection) -> Box<dyn Inspector + 'a>;

    /// Whether a table is there.
    fn has_table(&self, connection: &mut dyn Connection, name: &QualifiedName)
    -> Result<bool, DatabaseError>;

    /// Whether an enumeration type is there; dialects without such types answer `false`.
    fn has_enum(&self, connection: &mut dyn Connection, ty: &EnumType) -> Result<bool, DatabaseError>;
}

//! MySQL and MariaDB: one language with two dialects, which is the [`Flavor`].
//!
//! What a server of a flavour and version can do is in [`version`]; what SQL is written for it follows
//! from that and from the flavour. A URL of `mysql://` may lead to a MariaDB server: then the dialect
//! keeps its name (variants of types and options of tables go by it) and takes MariaDB's flavour.

mod compare;
mod ddl;
#[cfg(feature = "mysql")]
pub mod driver;
mod inspect;
mod rows;
pub mod syntax;
mod transactions;
mod types;
pub mod values;
mod version;
mod words;

pub use version::MysqlCapabilities;

use super::{
    Capabilities, CompileContext, CompileError, Dialect, ForeignKeySwitch, Rendering, Statement,
    compare::Comparison,
    writer::{Quoting, Speller},
};
use crate::{
    connection::{Connection, DatabaseError, ServerVersion},
    dml,
    expr::{Bind, Expr, Value},
    name::{Identifier, QualifiedName},
    op::{Executable, Operation},
    reflect::Inspector,
    types::{ColumnType, EnumType},
};
use indexmap::IndexMap;

/// Whose server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// Oracle's, and what calls itself neither.
    Mysql,
    /// MariaDB.
    MariaDb,
}

/// MySQL or MariaDB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mysql {
    /// The dialect's name as in the URL.
    name: &'static str,
    /// Whose server it is, or is taken to be.
    flavor: Flavor,
}

/// `mysql://`.
pub static MYSQL: Mysql = Mysql { name: "mysql", flavor: Flavor::Mysql };
/// `mariadb://`.
pub static MARIADB: Mysql = Mysql { name: "mariadb", flavor: Flavor::MariaDb };
/// `mysql://`, and the server turned out to be MariaDB.
static MYSQL_ON_MARIADB: Mysql = Mysql { name: "mysql", flavor: Flavor::MariaDb };

/// How MySQL's identifiers are quoted.
static QUOTING_MYSQL: Quoting = Quoting { quote: '`', reserved: words::RESERVED_MYSQL };
/// How MariaDB's identifiers are quoted.
static QUOTING_MARIADB: Quoting = Quoting { quote: '`', reserved: words::RESERVED_MARIADB };

impl Mysql {
    /// Whose server it is.
    pub fn flavor(&self) -> Flavor {
        self.flavor
    }

    fn is_mariadb(self) -> bool {
        self.flavor == Flavor::MariaDb
    }
}

impl Dialect for Mysql {
    fn name(&self) -> &'static str {
        self.name
    }

    fn implementation_name(&self) -> &'static str {
        if self.name == "mariadb" { "MariaDBImpl" } else { "MySQLImpl" }
    }

    fn for_server(&self, server: &ServerVersion) -> &'static dyn Dialect {
        match (self.name, server.product.as_str()) {
            ("mariadb", _) => &MARIADB,
            (_, "MariaDB") => &MYSQL_ON_MARIADB,
            (_, _) => &MYSQL,
        }
    }

    fn capabilities(&self, server: Option<&ServerVersion>) -> Capabilities {
        version::capabilities(*self, server)
    }

    fn quoting(&self) -> &'static Quoting {
        if self.is_mariadb() { &QUOTING_MARIADB } else { &QUOTING_MYSQL }
    }

    fn quote(&self, identifier: &Identifier) -> String {
        self.quoting().quote(identifier, false)
    }

    fn type_sql(&self, ty: &ColumnType, capabilities: &Capabilities) -> Result<String, CompileError> {
        types::type_sql(ty, &types::Spelling { dialect: *self, capabilities, double_percent: false })
    }

    fn literal(&self, value: &Value, ty: &ColumnType, rendering: &Rendering) -> Result<String, CompileError> {
        rows::literal(*self, value, ty, rendering)
    }

    fn compile(
        &self,
        operation: &Operation,
        context: &mut CompileContext<'_>,
    ) -> Result<Vec<Statement>, CompileError> {
        ddl::compile(
            &ddl::Writer { speller: Speller::new(self, context), dialect: *self },
            operation,
            context,
        )
    }

    fn compile_executable(
        &self,
        executable: &Executable,
        parameters: Option<&IndexMap<String, Bind>>,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError> {
        rows::executable(*self, executable, parameters, context)
    }

    fn compile_statement(
        &self,
        statement: &dml::Statement,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError> {
        rows::statement(*self, statement, context)
    }

    fn compile_expression(&self, expression: &Expr, rendering: &Rendering) -> Result<String, CompileError> {
        rows::expression(*self, expression, rendering)
    }

    fn quote_qualified(&self, name: &QualifiedName) -> String {
        self.quoting().qualified(name)
    }

    fn begin_sql(&self) -> &'static str {
        "BEGIN"
    }

    fn begin_statement(&self) -> &'static str {
        "START TRANSACTION"
    }

    fn was_done_before(&self, error: &DatabaseError) -> bool {
        error.code.as_deref().is_some_and(transactions::is_done_before)
    }

    fn leaves_transaction(&self, sql: &str) -> bool {
        transactions::leaves(sql)
    }

    fn begins_before(&self, sql: &str) -> bool {
        transactions::begins(sql)
    }

    fn driver_begins_before(&self, sql: &str) -> bool {
        transactions::begins(sql)
    }

    fn foreign_key_switch(&self) -> Option<ForeignKeySwitch> {
        None
    }

    /// Source: MySQL manual, "The INFORMATION_SCHEMA TABLES Table", which lists views too.
    fn has_table(
        &self,
        connection: &mut dyn Connection,
        name: &QualifiedName,
    ) -> Result<bool, DatabaseError> {
        let schema = name.schema_text().map_or_else(|| "DATABASE()".to_owned(), values::string);
        let rows = connection.query(
            &format!(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = {schema} AND table_name = {}",
                values::string(&name.name.text)
            ),
            &[],
        )?;
        Ok(!rows.rows.is_empty())
    }

    fn inspector<'a>(&self, connection: &'a mut dyn Connection) -> Box<dyn Inspector + 'a> {
        Box::new(inspect::MysqlInspector::new(connection, self.name))
    }

    fn comparison(&self) -> &'static dyn Comparison {
        &compare::Rules
    }

    fn has_enum(&self, _connection: &mut dyn Connection, _ty: &EnumType) -> Result<bool, DatabaseError> {
        Ok(false)
    }
}

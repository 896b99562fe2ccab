//! SQLite.

mod compare;
mod ddl;
#[cfg(feature = "sqlite")]
pub mod driver;
mod inspect;
mod rebuild;
mod rows;
mod stored;
pub mod syntax;
mod transactions;
pub(super) mod types;
pub mod values;
mod version;
mod words;

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

/// SQLite.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sqlite;

/// How identifiers are quoted.
pub(super) static QUOTING: Quoting = Quoting { quote: '"', reserved: words::RESERVED };

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn implementation_name(&self) -> &'static str {
        "SQLiteImpl"
    }

    fn for_server(&self, _server: &ServerVersion) -> &'static dyn Dialect {
        &Sqlite
    }

    fn capabilities(&self, server: Option<&ServerVersion>) -> Capabilities {
        version::capabilities(server)
    }

    fn quoting(&self) -> &'static Quoting {
        &QUOTING
    }

    fn quote(&self, identifier: &Identifier) -> String {
        QUOTING.quote(identifier, false)
    }

    fn type_sql(&self, ty: &ColumnType, _capabilities: &Capabilities) -> Result<String, CompileError> {
        types::type_sql(ty)
    }

    fn literal(&self, value: &Value, ty: &ColumnType, rendering: &Rendering) -> Result<String, CompileError> {
        rows::literal(value, ty, rendering)
    }

    fn compile(
        &self,
        operation: &Operation,
        context: &mut CompileContext<'_>,
    ) -> Result<Vec<Statement>, CompileError> {
        ddl::compile(&Speller::new(self, context), operation, context)
    }

    fn compile_executable(
        &self,
        executable: &Executable,
        parameters: Option<&IndexMap<String, Bind>>,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError> {
        rows::executable(executable, parameters, context)
    }

    fn compile_statement(
        &self,
        statement: &dml::Statement,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError> {
        rows::statement(statement, context)
    }

    fn compile_expression(&self, expression: &Expr, rendering: &Rendering) -> Result<String, CompileError> {
        rows::expression(expression, rendering)
    }

    fn comparison(&self) -> &'static dyn Comparison {
        &compare::Rules
    }

    fn quote_qualified(&self, name: &QualifiedName) -> String {
        QUOTING.qualified(name)
    }

    fn begin_sql(&self) -> &'static str {
        "BEGIN"
    }

    fn begin_statement(&self) -> &'static str {
        "BEGIN IMMEDIATE"
    }

    /// A step is taken back as a whole.
    fn was_done_before(&self, _error: &DatabaseError) -> bool {
        false
    }

    fn leaves_transaction(&self, sql: &str) -> bool {
        transactions::leaves(sql)
    }

    fn begins_before(&self, sql: &str) -> bool {
        transactions::writes(sql)
    }

    fn driver_begins_before(&self, sql: &str) -> bool {
        transactions::changes_rows(sql)
    }

    fn inspector<'a>(&self, connection: &'a mut dyn Connection) -> Box<dyn Inspector + 'a> {
        Box::new(inspect::SqliteInspector::new(connection))
    }

    fn foreign_key_switch(&self) -> Option<ForeignKeySwitch> {
        Some(ForeignKeySwitch {
            ask: "PRAGMA foreign_keys",
            on: "PRAGMA foreign_keys=ON",
            off: "PRAGMA foreign_keys=OFF",
            check: "PRAGMA foreign_key_check",
        })
    }

    /// Source: SQLite's page "PRAGMA Statements", `table_list`'s ancestor `table_info`, which also
    /// answers for views and attached databases.
    fn has_table(
        &self,
        connection: &mut dyn Connection,
        name: &QualifiedName,
    ) -> Result<bool, DatabaseError> {
        let table = QUOTING.quoted(&name.name.text, false);
        let sql = match &name.schema {
            Some(schema) => {
                // Asking a database that is not attached would be an error.
                let attached = connection.query("PRAGMA database_list", &[])?;
                let is_schema = |row: &Vec<Value>| row.get(1) == Some(&Value::Text(schema.text.clone()));
                if !attached.rows.iter().any(is_schema) {
                    return Ok(false);
                }
                format!("PRAGMA {}.table_info({table})", QUOTING.quoted(&schema.text, false))
            }
            None => format!("PRAGMA table_info({table})"),
        };
        Ok(!connection.query(&sql, &[])?.rows.is_empty())
    }

    fn has_enum(&self, _connection: &mut dyn Connection, _ty: &EnumType) -> Result<bool, DatabaseError> {
        Ok(false)
    }
}

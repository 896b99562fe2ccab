//! PostgreSQL.

mod compare;
mod ddl;
#[cfg(feature = "postgres")]
pub mod driver;
mod inspect;
mod rows;
pub mod syntax;
mod types;
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

/// PostgreSQL, and what speaks its language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postgres;

/// How identifiers are quoted.
pub(super) static QUOTING: Quoting = Quoting { quote: '"', reserved: words::RESERVED };

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn implementation_name(&self) -> &'static str {
        "PostgresqlImpl"
    }

    fn for_server(&self, _server: &ServerVersion) -> &'static dyn Dialect {
        &Postgres
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
        "BEGIN"
    }

    /// A step is taken back as a whole.
    fn was_done_before(&self, _error: &DatabaseError) -> bool {
        false
    }

    fn leaves_transaction(&self, _sql: &str) -> bool {
        false
    }

    fn begins_before(&self, _sql: &str) -> bool {
        true
    }

    fn driver_begins_before(&self, _sql: &str) -> bool {
        true
    }

    fn inspector<'a>(&self, connection: &'a mut dyn Connection) -> Box<dyn Inspector + 'a> {
        Box::new(inspect::PostgresInspector::new(connection))
    }

    fn foreign_key_switch(&self) -> Option<ForeignKeySwitch> {
        None
    }

    /// Source: PostgreSQL manual, "`pg_class`" and "`to_regclass` visibility".
    fn has_table(
        &self,
        connection: &mut dyn Connection,
        name: &QualifiedName,
    ) -> Result<bool, DatabaseError> {
        let table = text(&name.name.text);
        let condition = match &name.schema {
            Some(schema) => format!("n.nspname = {}", text(&schema.text)),
            None => "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'".to_owned(),
        };
        let rows = connection.query(
            &format!(
                "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                 WHERE c.relname = {table} AND {condition} AND c.relkind IN ('r', 'p', 'f', 'v', 'm')"
            ),
            &[],
        )?;
        Ok(!rows.rows.is_empty())
    }

    /// Source: PostgreSQL manual, "`pg_type`".
    fn has_enum(&self, connection: &mut dyn Connection, ty: &EnumType) -> Result<bool, DatabaseError> {
        let Some(name) = &ty.name else { return Ok(false) };
        let condition = match &ty.schema {
            Some(schema) => format!("n.nspname = {}", text(&schema.text)),
            None => "pg_catalog.pg_type_is_visible(t.oid) AND n.nspname <> 'pg_catalog'".to_owned(),
        };
        let rows = connection.query(
            &format!(
                "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
                 WHERE t.typname = {} AND {condition}",
                text(&name.text)
            ),
            &[],
        )?;
        Ok(!rows.rows.is_empty())
    }
}

/// A string literal in the standard form, which servers read whatever `standard_conforming_strings` says.
fn text(value: &str) -> String {
    if value.contains('\\') {
        return format!(" E'{}'", value.replace('\\', "\\\\").replace('\'', "''"));
    }
    format!("'{}'", value.replace('\'', "''"))
}

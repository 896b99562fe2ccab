//! PostgreSQL.

mod ddl;
mod rows;
mod types;
mod version;
mod words;

use super::{
    Capabilities, CompileContext, CompileError, Dialect, Rendering, Statement,
    writer::{Quoting, Speller},
};
use crate::{
    connection::{Connection, DatabaseError, ServerVersion},
    dml,
    expr::{Bind, Expr, Value},
    name::{Identifier, QualifiedName},
    op::{Executable, Operation},
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

    fn begin_sql(&self) -> &'static str {
        "BEGIN"
    }

    /// Source: PostgreSQL manual, "`pg_class`" and "`to_regclass` visibility".
    fn has_table(
        &self,
        connection: &mut dyn Connection,
        name: &QualifiedName,
    ) -> Result<bool, DatabaseError> {
        let table = Value::Text(name.name.text.clone());
        let rows = match &name.schema {
            Some(schema) => connection.query(
                "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                 WHERE c.relname = $1 AND n.nspname = $2 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')",
                &[table, Value::Text(schema.text.clone())],
            )?,
            None => connection.query(
                "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                 WHERE c.relname = $1 AND pg_catalog.pg_table_is_visible(c.oid) \
                 AND n.nspname <> 'pg_catalog' AND c.relkind IN ('r', 'p', 'f', 'v', 'm')",
                &[table],
            )?,
        };
        Ok(!rows.rows.is_empty())
    }

    /// Source: PostgreSQL manual, "`pg_type`".
    fn has_enum(&self, connection: &mut dyn Connection, ty: &EnumType) -> Result<bool, DatabaseError> {
        let Some(name) = &ty.name else { return Ok(false) };
        let name = Value::Text(name.text.clone());
        let rows = match &ty.schema {
            Some(schema) => connection.query(
                "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
                 WHERE t.typname = $1 AND n.nspname = $2",
                &[name, Value::Text(schema.text.clone())],
            )?,
            None => connection.query(
                "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
                 WHERE t.typname = $1 AND pg_catalog.pg_type_is_visible(t.oid) AND n.nspname <> 'pg_catalog'",
                &[name],
            )?,
        };
        Ok(!rows.rows.is_empty())
    }
}

//! The least of two dialects that rendering of rows needs: quoting and the names of types.

use indexmap::IndexMap;
use limbeck::{
    connection::{Connection, DatabaseError, ServerVersion},
    dialect::{
        Capabilities, CompileContext, CompileError, Dialect, ParameterStyle, Rendering, Statement, postgres, sqlite,
        syntax::Syntax,
    },
    dml,
    expr::{Bind, Expr, Value},
    name::{Identifier, QualifiedName},
    op::{Executable, Operation},
    types::{CharacterName, ColumnType, EnumType, PostgresType},
};

pub enum TestDialect {
    Postgres,
    Sqlite,
}

impl TestDialect {
    pub fn syntax(dialect: &dyn Dialect) -> &'static dyn Syntax {
        if dialect.name() == "sqlite" { &sqlite::syntax::SqliteSyntax } else { &postgres::syntax::PostgresSyntax }
    }
}

impl Dialect for TestDialect {
    fn name(&self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Sqlite => "sqlite",
        }
    }
    fn implementation_name(&self) -> &'static str {
        "TestImpl"
    }
    fn capabilities(&self, _server: Option<&ServerVersion>) -> Capabilities {
        let postgres = matches!(self, Self::Postgres);
        Capabilities {
            transactional_ddl: postgres,
            max_identifier_length: if postgres { 63 } else { 9999 },
            max_index_name_length: None,
            max_constraint_name_length: None,
            supports_comments: postgres,
            inline_comments: false,
            native_boolean: postgres,
            native_enum: postgres,
            identity_columns: postgres,
            alter_constraints: postgres,
            insert_returning: postgres,
            virtual_generated_columns: postgres,
            default_style: if postgres { ParameterStyle::PythonFormat } else { ParameterStyle::QuestionMark },
            driver_style: if postgres { ParameterStyle::NumericDollar } else { ParameterStyle::QuestionMark },
            online_literals: postgres,
        }
    }
    fn quote(&self, identifier: &Identifier) -> String {
        const WORDS: &[&str] = &["select", "order", "user", "table", "from", "where", "group"];
        let text = &identifier.text;
        let plain = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !text.starts_with(|c: char| c.is_ascii_digit());
        if identifier.quote.unwrap_or(!plain || WORDS.contains(&text.as_str())) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    }
    fn type_sql(&self, ty: &ColumnType, capabilities: &Capabilities) -> Result<String, CompileError> {
        let postgres = matches!(self, Self::Postgres);
        Ok(match ty {
            ColumnType::Boolean(_) => "BOOLEAN".to_owned(),
            ColumnType::Date(_) => "DATE".to_owned(),
            ColumnType::DateTime(time) if postgres => {
                format!("TIMESTAMP {} TIME ZONE", if time.timezone { "WITH" } else { "WITHOUT" })
            }
            ColumnType::Time(time) if postgres => {
                format!("TIME {} TIME ZONE", if time.timezone { "WITH" } else { "WITHOUT" })
            }
            ColumnType::Binary(_) if postgres => "BYTEA".to_owned(),
            ColumnType::Uuid(uuid) if postgres && uuid.native => "UUID".to_owned(),
            ColumnType::Postgres(PostgresType::Interval { .. }) => "INTERVAL".to_owned(),
            ColumnType::Interval(_) if postgres => "INTERVAL".to_owned(),
            ColumnType::Array(array) => format!("{}[]", self.type_sql(&array.item, capabilities)?),
            ColumnType::Enum(ty) if postgres && ty.native => ty.name.as_ref().unwrap().text.clone(),
            ColumnType::Character(character) if character.collation.is_some() => {
                let mut plain = character.clone();
                let collation = plain.collation.take().unwrap();
                format!("{} COLLATE \"{collation}\"", self.type_sql(&ColumnType::Character(plain), capabilities)?)
            }
            ColumnType::Character(character)
                if matches!(character.name, CharacterName::Unicode | CharacterName::Varchar) =>
            {
                "VARCHAR".to_owned()
            }
            other => limbeck::dialect::literal::type_text(other),
        })
    }
    fn literal(&self, value: &Value, ty: &ColumnType, rendering: &Rendering) -> Result<String, CompileError> {
        match self {
            Self::Postgres => postgres::rows::literal(self, value, ty, rendering),
            Self::Sqlite => sqlite::rows::literal(self, value, ty, rendering),
        }
    }
    fn compile(&self, _: &Operation, _: &mut CompileContext<'_>) -> Result<Vec<Statement>, CompileError> {
        unimplemented!("rows only")
    }
    fn compile_executable(
        &self,
        executable: &Executable,
        parameters: Option<&IndexMap<String, Bind>>,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError> {
        match self {
            Self::Postgres => postgres::rows::compile_executable(self, executable, parameters, context),
            Self::Sqlite => sqlite::rows::compile_executable(self, executable, parameters, context),
        }
    }
    fn compile_statement(
        &self,
        statement: &dml::Statement,
        context: &mut CompileContext<'_>,
    ) -> Result<Statement, CompileError> {
        match self {
            Self::Postgres => postgres::rows::compile_statement(self, statement, context),
            Self::Sqlite => sqlite::rows::compile_statement(self, statement, context),
        }
    }
    fn compile_expression(&self, expression: &Expr, rendering: &Rendering) -> Result<String, CompileError> {
        match self {
            Self::Postgres => postgres::rows::compile_expression(self, expression, rendering),
            Self::Sqlite => sqlite::rows::compile_expression(self, expression, rendering),
        }
    }
    fn begin_sql(&self) -> &'static str {
        "BEGIN"
    }
    fn has_table(&self, _: &mut dyn Connection, _: &QualifiedName) -> Result<bool, DatabaseError> {
        unimplemented!("rows only")
    }
    fn has_enum(&self, _: &mut dyn Connection, _: &EnumType) -> Result<bool, DatabaseError> {
        unimplemented!("rows only")
    }
}

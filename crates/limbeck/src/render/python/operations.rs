//! One operation, one call of `op.…` or `batch_op.…`.

use super::{RenderError, Writer, boolean, optional, python_repr};
use crate::{
    dialect::CompileError,
    op::{
        AddColumn, AlterColumn, CommentOnTable, CommentState, CreateTable, DefaultState, DropColumn,
        DropConstraint, DropTable, Executable, Operation,
    },
    schema::ConstraintKind,
};
use std::fmt::Write as _;

/// More arguments than this go into a list (`*[…]`), which older Pythons needed.
const MAXIMUM_ARGUMENTS: usize = 255;

/// What stands before a constraint without a name is dropped.
const UNNAMED: [&str; 3] = [
    "# WARNING: constraint name is None; this directive will fail as",
    "# rendered.  Add a name, or use a naming convention; see",
    "# https://alembic.sqlalchemy.org/en/latest/naming.html",
];

impl Writer<'_> {
    pub(super) fn operation(&mut self, operation: &Operation) -> Result<Vec<String>, RenderError> {
        let text = match operation {
            Operation::CreateTable(operation) => self.create_table(operation)?,
            Operation::DropTable(operation) => self.drop_table(operation),
            Operation::AddColumn(operation) => self.add_column(operation)?,
            Operation::DropColumn(operation) => self.drop_column(operation),
            Operation::AlterColumn(operation) => self.alter_column(operation)?,
            Operation::CreateIndex(operation) => self.create_index(operation)?,
            Operation::DropIndex(operation) => self.drop_index(operation)?,
            Operation::AddConstraint(operation) => {
                self.add_constraint(&operation.table, &operation.constraint)?
            }
            Operation::DropConstraint(operation) => return Ok(self.drop_constraint(operation)),
            Operation::CommentOnTable(operation) => self.comment_on_table(operation),
            Operation::Execute(operation) => match &operation.statement {
                Executable::Text(text) if text.binds.is_empty() && operation.parameters.is_empty() => {
                    format!("{}execute({})", self.alembic(), python_repr(&text.sql))
                }
                Executable::Verbatim(sql) if operation.parameters.is_empty() => {
                    format!("{}execute({})", self.alembic(), python_repr(sql))
                }
                Executable::Text(_)
                | Executable::Verbatim(_)
                | Executable::Statement(_)
                | Executable::Expression(_) => {
                    return Err(not_implemented(
                        "Autogenerate rendering of SQL Expression language constructs not supported here; \
                         please use a plain SQL string",
                    ));
                }
            },
            Operation::RenameTable(_) => return Err(no_renderer("RenameTableOp")),
            Operation::BulkInsert(_) => return Err(no_renderer("BulkInsertOp")),
            // Alembic has no operation for these; a project's own would bring a renderer of its own.
            Operation::CreateEnum(_)
            | Operation::DropEnum(_)
            | Operation::CreateSequence(_)
            | Operation::DropSequence(_)
            | Operation::CreateSchema(_)
            | Operation::DropSchema(_)
            | Operation::Batch(_) => return Err(no_renderer(&operation.describe())),
        };
        Ok(vec![text])
    }

    fn create_table(&mut self, operation: &CreateTable) -> Result<String, RenderError> {
        let table = &operation.table;
        let mut arguments = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            let nullable =
                column.nullable.unwrap_or_else(|| column.is_nullable() && !table.is_primary_key(column));
            let text = self.column(Some(&table.name), column, nullable)?;
            if !text.is_empty() {
                arguments.push(text);
            }
        }
        let mut constraints = self.table_constraints(table)?;
        constraints.sort_unstable();
        arguments.extend(constraints);
        let joined = arguments.join(",\n");
        let joined = if arguments.len() > MAXIMUM_ARGUMENTS { format!("*[{joined}]") } else { joined };
        let mut text =
            format!("{}create_table({},\n{joined}", self.alembic(), python_repr(&table.name.name.text));
        if let Some(schema) = table.name.schema_text() {
            let _ = write!(text, ",\nschema={}", python_repr(schema));
        }
        if let Some(comment) = &table.comment {
            let _ = write!(text, ",\ncomment={}", python_repr(comment));
        }
        if let Some(info) = &table.info {
            let _ = write!(text, ",\ninfo={info}");
        }
        let mut keywords = Self::table_keywords(&table.options);
        keywords.sort_unstable();
        for (name, value) in keywords {
            let _ = write!(text, ",\n{}={value}", name.replace(' ', "_"));
        }
        if !table.prefixes.is_empty() {
            let prefixes: Vec<String> = table.prefixes.iter().map(|prefix| format!("'{prefix}'")).collect();
            let _ = write!(text, ",\nprefixes=[{}]", prefixes.join(", "));
        }
        if operation.if_not_exists {
            text.push_str(",\nif_not_exists=True");
        }
        text.push_str("\n)");
        Ok(text)
    }

    fn drop_table(&self, operation: &DropTable) -> String {
        let mut arguments = vec![python_repr(&operation.name.name.text)];
        arguments.extend(schema(operation.name.schema_text()));
        if operation.if_exists {
            arguments.push("if_exists=True".to_owned());
        }
        self.call("drop_table", &arguments)
    }

    fn add_column(&mut self, operation: &AddColumn) -> Result<String, RenderError> {
        let column =
            self.column(Some(&operation.table), &operation.column, operation.column.is_nullable())?;
        if self.in_batch {
            return Ok(self.call("add_column", &[column]));
        }
        let mut arguments = vec![python_repr(&operation.table.name.text), column];
        arguments.extend(schema(operation.table.schema_text()));
        if operation.if_not_exists {
            arguments.push("if_not_exists=True".to_owned());
        }
        Ok(self.call("add_column", &arguments))
    }

    fn drop_column(&self, operation: &DropColumn) -> String {
        let column = python_repr(&operation.column.text);
        if self.in_batch {
            return self.call("drop_column", &[column]);
        }
        let mut arguments = vec![python_repr(&operation.table.name.text), column];
        arguments.extend(schema(operation.table.schema_text()));
        if operation.if_exists {
            arguments.push("if_exists=True".to_owned());
        }
        self.call("drop_column", &arguments)
    }

    fn alter_column(&mut self, operation: &AlterColumn) -> Result<String, RenderError> {
        let column = python_repr(&operation.column.text);
        let mut arguments = Vec::new();
        if let Some(ty) = &operation.ty.existing {
            arguments.push(format!("existing_type={}", self.column_type(ty)?));
        }
        if let Some(default) = &operation.server_default.set {
            arguments.push(format!("server_default={}", self.default_state(default)?));
        }
        if let Some(name) = &operation.name {
            arguments.push(format!("new_column_name={}", python_repr(&name.text)));
        }
        if let Some(ty) = &operation.ty.set {
            arguments.push(format!("type_={}", self.column_type(ty)?));
        }
        if let Some(nullable) = operation.nullable.set {
            arguments.push(format!("nullable={}", boolean(nullable)));
        }
        match &operation.comment.set {
            Some(CommentState::Comment(text)) => arguments.push(format!("comment={}", python_repr(text))),
            Some(CommentState::Nothing) => arguments.push("comment=None".to_owned()),
            None => {}
        }
        if let Some(CommentState::Comment(text)) = &operation.comment.existing {
            arguments.push(format!("existing_comment={}", python_repr(text)));
        }
        if let (None, Some(nullable)) = (operation.nullable.set, operation.nullable.existing) {
            arguments.push(format!("existing_nullable={}", boolean(nullable)));
        }
        if let Some(autoincrement) = operation.autoincrement.set {
            arguments.push(format!("autoincrement={}", boolean(autoincrement)));
        }
        match (&operation.server_default.set, &operation.server_default.existing) {
            (None, Some(default)) if *default != DefaultState::Nothing => {
                arguments.push(format!("existing_server_default={}", self.default_state(default)?));
            }
            _ => {}
        }
        if !self.in_batch {
            arguments.extend(schema(operation.table.schema_text()));
        }
        let mut text = format!("{}alter_column(", self.alembic());
        if !self.in_batch {
            let _ = write!(text, "{}, ", python_repr(&operation.table.name.text));
        }
        text.push_str(&column);
        for argument in arguments {
            let _ = write!(text, ",\n           {argument}");
        }
        text.push(')');
        Ok(text)
    }

    fn drop_constraint(&mut self, operation: &DropConstraint) -> Vec<String> {
        let mut arguments = vec![self.name(operation.name.as_ref())];
        if !self.in_batch {
            arguments.push(python_repr(&operation.table.name.text));
            arguments.extend(schema(operation.table.schema_text()));
        }
        if let Some(kind) = operation.kind {
            arguments.push(format!(
                "type_='{}'",
                match kind {
                    ConstraintKind::Primary => "primary",
                    ConstraintKind::Unique => "unique",
                    ConstraintKind::ForeignKey => "foreignkey",
                    ConstraintKind::Check => "check",
                }
            ));
        }
        if operation.if_exists {
            arguments.push("if_exists=True".to_owned());
        }
        let mut lines = Vec::new();
        if operation.name.is_none() {
            self.warn(format!(
                "Autogenerate rendered a drop_constraint() directive for an unnamed constraint on table {}; the \
                 migration will fail unless a constraint name is added to the directive.  Consider using a naming \
                 convention so that constraint names are known ahead of time.",
                python_repr(&operation.table.name.text)
            ));
            lines.extend(UNNAMED.map(str::to_owned));
        }
        lines.push(self.call("drop_constraint", &arguments));
        lines
    }

    fn comment_on_table(&self, operation: &CommentOnTable) -> String {
        let existing = format!("existing_comment={}", optional(operation.existing.as_deref()));
        let mut arguments = Vec::new();
        if !self.in_batch {
            // Between plain quotes, whatever is in it.
            arguments.push(format!("'{}'", operation.table.name.text));
        }
        let function = match &operation.comment {
            Some(comment) => {
                arguments.push(python_repr(comment));
                "create_table_comment"
            }
            None => "drop_table_comment",
        };
        arguments.push(existing);
        if !self.in_batch {
            let schema = operation.table.schema.as_ref();
            let schema = schema.map_or_else(|| "None".to_owned(), |schema| format!("'{}'", schema.text));
            arguments.push(format!("schema={schema}"));
        }
        format!("{}{function}(\n    {}\n)", self.alembic(), arguments.join(",\n    "))
    }

    /// `op.function(arguments)`
    pub(super) fn call(&self, function: &str, arguments: &[String]) -> String {
        format!("{}{function}({})", self.alembic(), arguments.join(", "))
    }
}

/// `schema='s'`, where there is one.
pub(super) fn schema(schema: Option<&str>) -> Option<String> {
    schema.map(|schema| format!("schema={}", python_repr(schema)))
}

pub(super) fn not_implemented(message: &str) -> RenderError {
    RenderError::Compile(CompileError::raised("builtins.NotImplementedError", message))
}

fn no_renderer(class: &str) -> RenderError {
    RenderError::Compile(CompileError::raised(
        "builtins.ValueError",
        format!("no dispatch function for object: <alembic.operations.ops.{class} object at 0x...>"),
    ))
}

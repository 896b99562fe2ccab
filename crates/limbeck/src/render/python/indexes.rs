//! Indexes: created and dropped, with each database's options.

use super::{
    RenderError, Writer, boolean, constraints::wants_parentheses, keywords::dictionary, names,
    operations::schema, python_repr,
};
use crate::{
    expr::Expr,
    op::{CreateIndex, DropIndex},
    schema::{Index, IndexElement, MysqlIndexOptions},
};

impl Writer<'_> {
    pub(super) fn create_index(&self, operation: &CreateIndex) -> Result<String, RenderError> {
        let index = &operation.index;
        let mut elements = Vec::with_capacity(index.elements.len());
        for element in &index.elements {
            elements.push(match element {
                IndexElement::Column(name) => python_repr(&name.text),
                IndexElement::Expression(expression) => self.index_expression(expression)?,
            });
        }
        let mut arguments = vec![self.name(index.name.as_ref())];
        if !self.in_batch {
            arguments.push(python_repr(&operation.table.name.text));
        }
        arguments.push(format!("[{}]", elements.join(", ")));
        arguments.push(format!("unique={}", boolean(index.unique)));
        if !self.in_batch {
            arguments.extend(schema(operation.table.schema_text()));
        }
        arguments.extend(self.index_keywords(index)?);
        if operation.if_not_exists {
            arguments.push("if_not_exists=True".to_owned());
        }
        Ok(self.call("create_index", &arguments))
    }

    pub(super) fn drop_index(&self, operation: &DropIndex) -> Result<String, RenderError> {
        let mut arguments = vec![self.name(Some(&operation.name))];
        if !self.in_batch {
            let table = operation.table.as_ref().map(|table| table.text.as_str());
            arguments.push(format!("table_name={}", super::optional(table)));
            let named = operation.schema.as_ref().map(|name| name.text.as_str());
            arguments.extend(schema(named.filter(|name| !name.is_empty())));
        }
        if let Some(index) = &operation.existing {
            arguments.extend(self.index_keywords(index)?);
        }
        let known = operation.existing.as_ref().is_some_and(|index| index.postgres.concurrently);
        if operation.concurrently && !known {
            arguments.push("postgresql_concurrently=True".to_owned());
        }
        if operation.if_exists {
            arguments.push("if_exists=True".to_owned());
        }
        Ok(self.call("drop_index", &arguments))
    }

    /// `sa.literal_column('…')`, with its label where it has one.
    fn index_expression(&self, expression: &Expr) -> Result<String, RenderError> {
        let (inner, label) = match expression {
            Expr::Label(label) => (&label.operand, label.name.as_ref()),
            other => (other, None),
        };
        let sql = self.sql(inner)?;
        let grouped = match self.options.dialect.name() {
            "postgresql" | "mysql" | "mariadb" => wants_parentheses(inner),
            _ => false,
        };
        let sql = if grouped { format!("({sql})") } else { sql };
        let label = label.map(|name| format!(".label({})", python_repr(&name.text))).unwrap_or_default();
        Ok(format!("{}literal_column({}){label}", self.sqlalchemy(), python_repr(&sql)))
    }

    fn index_keywords(&self, index: &Index) -> Result<Vec<String>, RenderError> {
        let mut keywords = Vec::new();
        let postgres = &index.postgres;
        if !postgres.include.is_empty() {
            keywords.push(format!("postgresql_include={}", names(&postgres.include)));
        }
        if let Some(distinct) = postgres.nulls_not_distinct {
            keywords.push(format!("postgresql_nulls_not_distinct={}", boolean(distinct)));
        }
        if !postgres.with.is_empty() {
            keywords.push(format!("postgresql_with={}", dictionary(&postgres.with)));
        }
        if let Some(using) = &postgres.using {
            keywords.push(format!("postgresql_using={}", python_repr(using)));
        }
        if let Some(condition) = &postgres.where_ {
            keywords.push(format!("postgresql_where={}", self.text(condition)?));
        }
        if !postgres.ops.is_empty() {
            keywords.push(format!("postgresql_ops={}", dictionary(&postgres.ops)));
        }
        if postgres.concurrently {
            keywords.push("postgresql_concurrently=True".to_owned());
        }
        if let Some(tablespace) = &postgres.tablespace {
            keywords.push(format!("postgresql_tablespace={}", python_repr(&tablespace.text)));
        }
        mysql("mysql", &index.mysql, &mut keywords);
        mysql("mariadb", &index.mariadb, &mut keywords);
        if let Some(condition) = &index.sqlite_where {
            keywords.push(format!("sqlite_where={}", self.text(condition)?));
        }
        Ok(keywords)
    }
}

fn mysql(prefix: &str, options: &MysqlIndexOptions, keywords: &mut Vec<String>) {
    if let Some(length) = options.length {
        keywords.push(format!("{prefix}_length={length}"));
    }
    if !options.lengths.is_empty() {
        let entries: Vec<String> =
            options.lengths.iter().map(|(name, length)| format!("{}: {length}", python_repr(name))).collect();
        keywords.push(format!("{prefix}_length={{{}}}", entries.join(", ")));
    }
    for (name, value) in
        [("prefix", &options.prefix), ("using", &options.using), ("with_parser", &options.with_parser)]
    {
        if let Some(value) = value {
            keywords.push(format!("{prefix}_{name}={}", python_repr(value)));
        }
    }
}

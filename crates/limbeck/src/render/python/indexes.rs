//! Indexes: created and dropped, with each database's options.

use super::{RenderError, Writer, boolean, keywords::dictionary, names, operations::schema, python_repr};
use crate::{
    expr::{Expr, UnaryOperator},
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
        // A reflected index of SQLite has a number there.
        let unique = index.keywords.get("unique").cloned().flatten();
        arguments.push(format!("unique={}", unique.unwrap_or_else(|| boolean(index.unique).to_owned())));
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
        let (inner, label) = if let Expr::Label(label) = expression {
            (&label.operand, label.name.as_ref())
        } else {
            (expression, None)
        };
        let sql = self.sql(inner)?;
        let grouped = match self.options.dialect.name() {
            "postgresql" => is_grouped_by_itself(inner),
            "mysql" | "mariadb" => label.is_none() && is_grouped_on_mysql(inner),
            _ => false,
        };
        let sql = if grouped { format!("({sql})") } else { sql };
        let label = label.map(|name| format!(".label({})", python_repr(&name.text))).unwrap_or_default();
        Ok(format!("{}literal_column({}){label}", self.sqlalchemy(), python_repr(&sql)))
    }

    /// The keywords in the order they were written; those of a reflected index in `SQLAlchemy`'s.
    fn index_keywords(&self, index: &Index) -> Result<Vec<String>, RenderError> {
        let typed = self.typed_keywords(index)?;
        if index.keywords.keys().all(|name| name == "unique") {
            return Ok(typed.into_iter().map(|(name, value)| format!("{name}={value}")).collect());
        }
        let value = |name: &str, source: &Option<String>| {
            source
                .clone()
                .or_else(|| typed.iter().find(|(typed, _)| typed == name).map(|(_, value)| value.clone()))
        };
        let written = index.keywords.iter().filter(|(name, _)| *name != "unique");
        let written = written.filter_map(|(name, source)| Some((name, value(name, source)?)));
        Ok(written.map(|(name, value)| format!("{name}={value}")).collect())
    }

    fn typed_keywords(&self, index: &Index) -> Result<Vec<(String, String)>, RenderError> {
        let mut keywords = Vec::new();
        let mut add = |name: &str, value: String| keywords.push((name.to_owned(), value));
        let postgres = &index.postgres;
        if !postgres.include.is_empty() {
            add("postgresql_include", names(&postgres.include));
        }
        if let Some(distinct) = postgres.nulls_not_distinct {
            add("postgresql_nulls_not_distinct", boolean(distinct).to_owned());
        }
        if !postgres.with.is_empty() {
            add("postgresql_with", dictionary(&postgres.with));
        }
        if let Some(using) = &postgres.using {
            add("postgresql_using", python_repr(using));
        }
        if let Some(condition) = &postgres.where_ {
            add("postgresql_where", self.text(condition)?);
        }
        if !postgres.ops.is_empty() {
            add("postgresql_ops", dictionary(&postgres.ops));
        }
        if postgres.concurrently {
            add("postgresql_concurrently", "True".to_owned());
        }
        if let Some(tablespace) = &postgres.tablespace {
            add("postgresql_tablespace", python_repr(&tablespace.text));
        }
        mysql("mysql", &index.mysql, &mut add);
        mysql("mariadb", &index.mariadb, &mut add);
        if let Some(condition) = &index.sqlite_where {
            add("sqlite_where", self.text(condition)?);
        }
        Ok(keywords)
    }
}

/// Expressions that `SQLAlchemy` puts in parentheses where they stand alone.
fn is_grouped_by_itself(expression: &Expr) -> bool {
    if let Expr::Unary(unary) = expression {
        return matches!(unary.operator, UnaryOperator::Negative | UnaryOperator::BitwiseNot);
    }
    matches!(
        expression,
        Expr::Binary(_) | Expr::Connective(_) | Expr::Not(_) | Expr::Between(_) | Expr::Case(_)
    )
}

/// Expressions that MySQL wants in parentheses: operators and calls, but for `DESC` and `ASC`.
fn is_grouped_on_mysql(expression: &Expr) -> bool {
    if let Expr::Unary(unary) = expression {
        return !matches!(unary.operator, UnaryOperator::Descending | UnaryOperator::Ascending);
    }
    matches!(expression, Expr::Binary(_) | Expr::Between(_) | Expr::Function(_) | Expr::Not(_))
}

fn mysql(prefix: &str, options: &MysqlIndexOptions, add: &mut impl FnMut(&str, String)) {
    if let Some(length) = options.length {
        add(&format!("{prefix}_length"), length.to_string());
    }
    if !options.lengths.is_empty() {
        let entries: Vec<String> =
            options.lengths.iter().map(|(name, length)| format!("{}: {length}", python_repr(name))).collect();
        add(&format!("{prefix}_length"), format!("{{{}}}", entries.join(", ")));
    }
    for (name, value) in
        [("prefix", &options.prefix), ("using", &options.using), ("with_parser", &options.with_parser)]
    {
        if let Some(value) = value {
            add(&format!("{prefix}_{name}"), python_repr(value));
        }
    }
}

//! Constraints: inside a new table (`sa.UniqueConstraint(…)`) and added to one (`op.create_unique_constraint(…)`).

use super::{
    RenderError, RenderItem, Writer, boolean, names,
    operations::{not_implemented, schema},
    python_repr,
};
use crate::{
    expr::Expr,
    name::{Identifier, QualifiedName},
    schema::{
        CheckConstraint, Constraint, ExcludeConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, Table,
        UniqueConstraint,
    },
};

impl Writer<'_> {
    /// The constraints of a new table, in no order.
    pub(super) fn table_constraints(&mut self, table: &Table) -> Result<Vec<String>, RenderError> {
        let mut texts = Vec::new();
        let columns = table.primary_key_columns();
        if !columns.is_empty() {
            let key = PrimaryKeyConstraint {
                columns: columns.into_iter().cloned().collect(),
                ..table.primary_key.clone().unwrap_or_default()
            };
            texts.push(self.primary_key(&table.name, &key)?);
        }
        for constraint in &table.constraints {
            let text = match constraint {
                Constraint::PrimaryKey(key) => Some(self.primary_key(&table.name, key)?),
                Constraint::Unique(unique) => match self.asked(RenderItem::Unique(&table.name, unique))? {
                    Some(text) => Some(text),
                    None => Some(self.inline_unique(unique)),
                },
                Constraint::ForeignKey(key) => Some(self.inline_foreign_key(&table.name, key)?),
                Constraint::Check(check) => self.inline_check(&table.name, check)?,
                Constraint::Exclude(exclude) => Some(self.inline_exclude(&table.name, exclude)?),
            };
            texts.extend(text);
        }
        Ok(texts)
    }

    /// A constraint added by itself.
    pub(super) fn add_constraint(
        &mut self,
        table: &QualifiedName,
        constraint: &Constraint,
    ) -> Result<String, RenderError> {
        match constraint {
            Constraint::PrimaryKey(_) => Err(not_implemented("")),
            Constraint::Unique(unique) => Ok(self.create_unique(table, unique)),
            Constraint::ForeignKey(key) => Ok(self.create_foreign_key(table, key)),
            Constraint::Check(check) => self.create_check(table, check),
            Constraint::Exclude(exclude) => self.create_exclude(table, exclude),
        }
    }

    fn primary_key(
        &mut self,
        table: &QualifiedName,
        key: &PrimaryKeyConstraint,
    ) -> Result<String, RenderError> {
        if let Some(text) = self.asked(RenderItem::PrimaryKey(table, key))? {
            return Ok(text);
        }
        let mut arguments = reprs(&key.columns);
        arguments.extend(self.name_keyword(key.name.as_ref()));
        Ok(format!("{}PrimaryKeyConstraint({})", self.sqlalchemy(), arguments.join(", ")))
    }

    fn inline_unique(&self, unique: &UniqueConstraint) -> String {
        let mut arguments = reprs(&unique.columns);
        arguments.extend(deferrability(unique.deferrable, unique.initially.as_deref()));
        arguments.extend(self.name_keyword(unique.name.as_ref()));
        arguments.extend(Self::unique_keywords(unique));
        format!("{}UniqueConstraint({})", self.sqlalchemy(), arguments.join(", "))
    }

    fn create_unique(&self, table: &QualifiedName, unique: &UniqueConstraint) -> String {
        let mut arguments = vec![self.name(unique.name.as_ref())];
        if !self.in_batch {
            arguments.push(python_repr(&table.name.text));
        }
        arguments.push(names(&unique.columns));
        arguments.extend(deferrability(unique.deferrable, unique.initially.as_deref()));
        if !self.in_batch {
            arguments.extend(schema(table.schema_text()));
        }
        arguments.extend(Self::unique_keywords(unique));
        self.call("create_unique_constraint", &arguments)
    }

    fn inline_foreign_key(
        &mut self,
        table: &QualifiedName,
        key: &ForeignKeyConstraint,
    ) -> Result<String, RenderError> {
        if let Some(text) = self.asked(RenderItem::ForeignKey(table, key))? {
            return Ok(text);
        }
        let referred_schema = key.referred_table.schema_text().or(self.options.metadata_schema.as_deref());
        let referred = match referred_schema {
            Some(schema) => format!("{schema}.{}", key.referred_table.name),
            None => key.referred_table.name.text.clone(),
        };
        let columns: Vec<String> =
            key.referred_columns.iter().map(|column| python_repr(&format!("{referred}.{column}"))).collect();
        let mut keywords = Vec::new();
        keywords.extend(self.name_keyword(key.name.as_ref()));
        keywords.extend(text_keyword("onupdate", key.on_update.as_deref()));
        keywords.extend(text_keyword("ondelete", key.on_delete.as_deref()));
        keywords.extend(text_keyword("initially", key.initially.as_deref()));
        if key.deferrable == Some(true) {
            keywords.push("deferrable=True".to_owned());
        }
        if key.use_alter {
            keywords.push("use_alter=True".to_owned());
        }
        keywords.extend(text_keyword("match", key.match_.as_deref()));
        keywords.extend(not_valid(key.not_valid));
        // The comma before the keywords is there without them too.
        Ok(format!(
            "{}ForeignKeyConstraint([{}], [{}], {})",
            self.sqlalchemy(),
            reprs(&key.columns).join(", "),
            columns.join(", "),
            keywords.join(", ")
        ))
    }

    fn create_foreign_key(&self, table: &QualifiedName, key: &ForeignKeyConstraint) -> String {
        let mut arguments = vec![self.name(key.name.as_ref())];
        if !self.in_batch {
            arguments.push(python_repr(&table.name.text));
        }
        arguments.push(python_repr(&key.referred_table.name.text));
        arguments.push(names(&key.columns));
        arguments.push(names(&key.referred_columns));
        if !self.in_batch {
            arguments.extend(keyword("source_schema", table.schema_text()));
        }
        arguments.extend(keyword("referent_schema", key.referred_table.schema_text()));
        arguments.extend(keyword("onupdate", key.on_update.as_deref()));
        arguments.extend(keyword("ondelete", key.on_delete.as_deref()));
        arguments.extend(keyword("initially", key.initially.as_deref()));
        if let Some(deferrable) = key.deferrable {
            arguments.push(format!("deferrable={}", boolean(deferrable)));
        }
        if key.use_alter {
            arguments.push("use_alter=True".to_owned());
        }
        arguments.extend(keyword("match", key.match_.as_deref()));
        arguments.extend(not_valid(key.not_valid));
        self.call("create_foreign_key", &arguments)
    }

    /// Checks that a type makes are the type's.
    fn inline_check(
        &mut self,
        table: &QualifiedName,
        check: &CheckConstraint,
    ) -> Result<Option<String>, RenderError> {
        if let Some(text) = self.asked(RenderItem::Check(table, check))? {
            return Ok(Some(text));
        }
        // A check that a type makes is the type's; one written inside a column is lost, as in Alembic.
        if check.type_of.is_some() || check.column.is_some() {
            return Ok(None);
        }
        let mut arguments = vec![python_repr(&self.sql(&check.condition)?)];
        arguments.extend(self.name_keyword(check.name.as_ref()));
        arguments.extend(Self::check_keywords(check));
        Ok(Some(format!("{}CheckConstraint({})", self.sqlalchemy(), arguments.join(", "))))
    }

    fn create_check(&self, table: &QualifiedName, check: &CheckConstraint) -> Result<String, RenderError> {
        let mut arguments = vec![self.name(check.name.as_ref())];
        if !self.in_batch {
            arguments.push(python_repr(&table.name.text));
        }
        arguments.push(python_repr(&self.sql(&check.condition)?));
        if !self.in_batch {
            arguments.extend(schema(table.schema_text()));
        }
        arguments.extend(Self::check_keywords(check));
        Ok(self.call("create_check_constraint", &arguments))
    }

    fn inline_exclude(
        &mut self,
        table: &QualifiedName,
        exclude: &ExcludeConstraint,
    ) -> Result<String, RenderError> {
        if let Some(text) = self.asked(RenderItem::Exclude(table, exclude))? {
            return Ok(text);
        }
        let mut arguments = self.exclude_arguments(exclude)?;
        arguments.extend(exclude_keywords(exclude));
        arguments.extend(self.name_keyword(exclude.name.as_ref()));
        self.import("from sqlalchemy.dialects import postgresql");
        Ok(format!("postgresql.ExcludeConstraint({})", arguments.join(", ")))
    }

    fn create_exclude(
        &self,
        table: &QualifiedName,
        exclude: &ExcludeConstraint,
    ) -> Result<String, RenderError> {
        let mut arguments = vec![self.name(exclude.name.as_ref())];
        if !self.in_batch {
            arguments.push(python_repr(&table.name.text));
        }
        arguments.extend(self.exclude_arguments(exclude)?);
        arguments.extend(exclude_keywords(exclude));
        if !self.in_batch {
            arguments.extend(schema(table.schema_text()));
        }
        Ok(self.call("create_exclude_constraint", &arguments))
    }

    /// Elements with their operators, and the condition.
    fn exclude_arguments(&self, exclude: &ExcludeConstraint) -> Result<Vec<String>, RenderError> {
        let mut arguments = Vec::with_capacity(exclude.elements.len() + 1);
        for element in &exclude.elements {
            let expression = self.exclude_element(&element.expression)?;
            arguments.push(format!("({expression}, {})", python_repr(&element.operator)));
        }
        if let Some(condition) = &exclude.where_ {
            arguments.push(format!("where={}", self.text(condition)?));
        }
        Ok(arguments)
    }

    /// A column, text and a call as what they are; of anything else the SQL.
    fn exclude_element(&self, expression: &Expr) -> Result<String, RenderError> {
        if let Expr::Column(column) = expression {
            return Ok(format!("{}column({})", self.sqlalchemy(), python_repr(&column.name.text)));
        }
        if let Expr::Literal(sql) = expression {
            return Ok(format!("{}literal_column({})", self.sqlalchemy(), python_repr(sql)));
        }
        if matches!(expression, Expr::Text(_) | Expr::Function(_)) {
            return self.text(expression);
        }
        Ok(python_repr(&self.sql(expression)?))
    }

    /// `name='n'`, where there is one.
    fn name_keyword(&self, name: Option<&Identifier>) -> Option<String> {
        let name = name.filter(|name| !name.text.is_empty());
        name.map(|name| format!("name={}", self.name(Some(name))))
    }
}

fn exclude_keywords(exclude: &ExcludeConstraint) -> Vec<String> {
    let mut keywords = Vec::new();
    // As texts, both.
    if exclude.deferrable == Some(true) {
        keywords.push("deferrable='True'".to_owned());
    }
    keywords.extend(text_keyword("initially", exclude.initially.as_deref()));
    let using = exclude.using.as_deref().unwrap_or("gist");
    keywords.extend(text_keyword("using", Some(using)));
    keywords
}

/// `deferrable=True`, `initially='…'`; what is false is left out.
fn deferrability(deferrable: Option<bool>, initially: Option<&str>) -> Vec<String> {
    let mut keywords = Vec::new();
    if deferrable == Some(true) {
        keywords.push("deferrable=True".to_owned());
    }
    keywords.extend(text_keyword("initially", initially));
    keywords
}

fn not_valid(not_valid: bool) -> Option<String> {
    not_valid.then(|| "postgresql_not_valid=True".to_owned())
}

/// A keyword whose value counts when it is not `None`.
fn keyword(name: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| format!("{name}={}", python_repr(value)))
}

/// A keyword whose value counts when it is not empty.
fn text_keyword(name: &str, value: Option<&str>) -> Option<String> {
    keyword(name, value.filter(|value| !value.is_empty()))
}

fn reprs(names: &[Identifier]) -> Vec<String> {
    names.iter().map(|name| python_repr(&name.text)).collect()
}

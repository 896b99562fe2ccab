//! `INSERT`, `UPDATE` and `DELETE` as text.
//!
//! Lives here: which columns are written, the names of their parameters, `ON CONFLICT` and
//! `RETURNING`. Does not live here: `SELECT` (`dialect::statement`).

use crate::{
    dialect::{
        CompileError,
        binds::TypeHint,
        expression::{Compiler, Flags, Inserted, Scope},
        from::{names_of, tables_in},
        precedence::Against,
        statement::is_empty_condition,
        syntax::Upsert,
    },
    dml::{Delete, FromClause, Insert, InsertSource, OnConflict, OnDuplicateKey, Target, Update},
    expr::{Bind, Expr},
    name::{Identifier, QualifiedName},
};

impl Compiler<'_> {
    /// Writes an INSERT.
    pub(super) fn insert(&mut self, insert: &Insert) -> Result<(), CompileError> {
        self.push("INSERT ");
        for prefix in &insert.prefixes {
            self.verbatim(prefix);
            self.push(" ");
        }
        self.push("INTO ");
        self.qualified(&insert.table);
        let by_name = matches!(&insert.source, InsertSource::Values(rows) if rows.is_empty());
        let columns: Vec<&Target> = match self.given {
            Some(given) if by_name => {
                insert.columns.iter().filter(|column| given.contains_key(&column.name.text)).collect()
            }
            _ => insert.columns.iter().collect(),
        };
        if let (true, Some(given)) = (by_name, self.given)
            && let Some(unknown) =
                given.keys().find(|key| !insert.columns.iter().any(|column| column.name.text == **key))
        {
            return Err(CompileError::compile(format!("Unconsumed column names: {unknown}")));
        }
        let defaults = match &insert.source {
            InsertSource::Defaults => true,
            InsertSource::Values(_) => columns.is_empty(),
            InsertSource::Select(_) => false,
        };
        if defaults && !self.syntax.has_default_values() {
            self.push(" ()");
        }
        if !columns.is_empty() {
            self.push(" (");
            for (position, column) in columns.iter().enumerate() {
                if position > 0 {
                    self.push(", ");
                }
                self.identifier(&column.name);
            }
            self.push(")");
        }
        match &insert.source {
            _ if defaults => {
                self.push(if self.syntax.has_default_values() { " DEFAULT VALUES" } else { " VALUES ()" });
            }
            InsertSource::Defaults => {}
            InsertSource::Select(select) => {
                self.push(" ");
                let place = self.out.len();
                self.select(select)?;
                if self.syntax.common_tables_follow_insert() {
                    self.common_tables_in_front(place)?;
                }
            }
            InsertSource::Values(rows) => {
                self.push(" VALUES ");
                if rows.is_empty() {
                    let row: Vec<Expr> = columns
                        .iter()
                        .map(|column| {
                            Expr::Bind(Box::new(Bind {
                                name: Some(column.name.text.clone()),
                                ..Bind::default()
                            }))
                        })
                        .collect();
                    self.forgetting_literals(|this| this.row(&columns, &row, None))?;
                }
                for (position, row) in rows.iter().enumerate() {
                    if position > 0 {
                        self.push(", ");
                    }
                    self.row(&columns, row, (rows.len() > 1).then_some(position))?;
                }
            }
        }
        if let Some(conflict) = &insert.on_conflict {
            if self.syntax.upsert() != Upsert::OnConflict {
                let name = if conflict.set.is_empty() { "OnConflictDoNothing" } else { "OnConflictDoUpdate" };
                let element = format!("<class 'sqlalchemy.dialects.postgresql.dml.{name}'>");
                return Err(self.syntax.cannot_render(&self.rendering, &element));
            }
            self.push(" ");
            self.on_conflict(conflict)?;
        }
        if let Some(duplicate) = &insert.on_duplicate_key {
            if self.syntax.upsert() != Upsert::OnDuplicateKey {
                let element = "<class 'sqlalchemy.dialects.mysql.dml.OnDuplicateClause'>";
                return Err(self.syntax.cannot_render(&self.rendering, element));
            }
            self.push(" ");
            self.on_duplicate_key(insert, duplicate)?;
        }
        if !insert.returning.is_empty() {
            self.returning(&insert.returning)?;
        } else if self.syntax.returns_implicitly() && !insert.implicit_returning.is_empty() {
            self.returning(&insert.implicit_returning)?;
        }
        Ok(())
    }

    fn row(&mut self, columns: &[&Target], row: &[Expr], number: Option<usize>) -> Result<(), CompileError> {
        if columns.len() != row.len() {
            return Err(CompileError::unsupported(
                format!("a row of {} values for {} columns", row.len(), columns.len()),
                "give each row a value for each column",
            ));
        }
        self.push("(");
        for (position, (column, value)) in columns.iter().zip(row).enumerate() {
            if position > 0 {
                self.push(", ");
            }
            let name = match number {
                Some(number) => format!("{}_m{number}", column.name.text),
                None => column.name.text.clone(),
            };
            self.written_value(column, value, &name)?;
        }
        self.push(")");
        Ok(())
    }

    /// A value for a column: a plain value is a parameter named after the column.
    fn written_value(&mut self, column: &Target, value: &Expr, name: &str) -> Result<(), CompileError> {
        let hint = TypeHint::Column(&column.ty);
        if let Expr::Bind(bind) = value {
            let own_name = (bind.anonymous || bind.name.is_none()).then_some(name);
            return self.bind_as(bind, hint, own_name);
        }
        self.hinted(value, Against::Nothing, hint)
    }

    fn on_conflict(&mut self, conflict: &OnConflict) -> Result<(), CompileError> {
        self.push("ON CONFLICT");
        if let Some(constraint) =
            conflict.constraint.as_ref().filter(|_| self.syntax.conflicts_by_constraint())
        {
            self.push(" ON CONSTRAINT ");
            self.identifier(constraint);
        } else if !conflict.elements.is_empty() {
            self.push(" (");
            let flags = Flags { table: false, ..self.flags };
            self.with_flags(flags, |this| this.list(&conflict.elements))?;
            self.push(")");
            if let Some(condition) = &conflict.index_where {
                self.push(" WHERE ");
                let literal_execute = self.syntax.index_conditions_are_inline();
                let flags = Flags { table: false, literal_execute, ..self.flags };
                self.with_flags(flags, |this| this.operand(condition, Against::Condition))?;
            }
        }
        if conflict.set.is_empty() {
            self.push(" DO NOTHING");
            return Ok(());
        }
        // SQLAlchemy leaves the blanks of a target that is not written.
        let targeted = !conflict.elements.is_empty()
            || conflict.constraint.is_some() && self.syntax.conflicts_by_constraint();
        self.push(if targeted { " DO UPDATE SET " } else { "  DO UPDATE SET " });
        for (position, (target, value)) in conflict.set.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            self.identifier(&target.name);
            self.push(" = ");
            self.hinted(value, Against::Nothing, TypeHint::Column(&target.ty))?;
        }
        if let Some(condition) = &conflict.where_ {
            self.push(" WHERE ");
            self.operand(condition, Against::Condition)?;
        }
        Ok(())
    }

    fn on_duplicate_key(&mut self, insert: &Insert, duplicate: &OnDuplicateKey) -> Result<(), CompileError> {
        let alias = match insert.source {
            InsertSource::Select(_) => None,
            InsertSource::Values(_) | InsertSource::Defaults if !self.capabilities.mysql.row_alias => None,
            InsertSource::Values(_) | InsertSource::Defaults => {
                let taken = insert.table.name.text.eq_ignore_ascii_case("new");
                Some(if taken { "new_1" } else { "new" })
            }
        };
        if let Some(alias) = alias {
            self.push("AS ");
            self.push(alias);
            self.push(" ");
        }
        self.push("ON DUPLICATE KEY UPDATE ");
        self.inserted = Some(Inserted { name: duplicate.inserted.clone(), alias });
        let mut written = Ok(());
        for (position, (target, value)) in duplicate.set.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            self.identifier(&target.name);
            self.push(" = ");
            written = written.and_then(|()| {
                self.forgetting_literals(|this| {
                    this.hinted(value, Against::Nothing, TypeHint::Column(&target.ty))
                })
            });
        }
        self.inserted = None;
        written
    }

    fn returning(&mut self, columns: &[Expr]) -> Result<(), CompileError> {
        self.push(" RETURNING ");
        let flags = Flags { table: self.syntax.returning_is_qualified(), ..self.flags };
        self.with_flags(flags, |this| this.forgetting_literals(|this| this.columns(columns, false)))
    }

    /// Writes an UPDATE.
    pub(super) fn update(&mut self, update: &Update) -> Result<(), CompileError> {
        let table = match &update.alias {
            Some(alias) => QualifiedName { schema: None, name: alias.clone() },
            None => update.table.clone(),
        };
        let expressions = update.where_.iter().chain(update.set.iter().map(|(_, value)| value));
        let from = further_tables(&table, &update.from, expressions);
        self.enter(&table, &from);
        self.push("UPDATE ");
        self.qualified(&update.table);
        if let Some(alias) = &update.alias {
            self.push(" AS ");
            self.identifier(alias);
        }
        let listed = self.syntax.lists_all_tables() && !from.is_empty();
        if listed {
            for clause in &from {
                self.push(", ");
                self.source(clause)?;
            }
        }
        self.push(" SET ");
        self.assignments(update, listed.then_some(&table))?;
        if !listed {
            for (position, clause) in from.iter().enumerate() {
                self.push(if position == 0 { " FROM " } else { ", " });
                self.source(clause)?;
            }
        }
        self.condition(update.where_.as_ref())?;
        if !update.returning.is_empty() {
            self.returning(&update.returning)?;
        }
        self.scopes.pop();
        Ok(())
    }

    /// Writes what is set; `table` is written before each column that is set.
    fn assignments(&mut self, update: &Update, table: Option<&QualifiedName>) -> Result<(), CompileError> {
        let assigned = |this: &mut Self, name: &Identifier| {
            if let Some(table) = table {
                this.qualified(table);
                this.push(".");
            }
            this.identifier(name);
            this.push("=");
        };
        let mut position = 0;
        let mut comma = |this: &mut Self| {
            if position > 0 {
                this.push(", ");
            }
            position += 1;
        };
        for (target, value) in &update.set {
            comma(self);
            assigned(self, &target.name);
            self.written_value(target, value, &target.name.text)?;
        }
        let is_set =
            |column: &Target| update.set.iter().any(|(target, _)| target.name.text == column.name.text);
        for column in &update.columns {
            let named = match self.given {
                Some(given) => given.contains_key(&column.name.text),
                None => update.set.is_empty(),
            };
            if named && !is_set(column) {
                comma(self);
                assigned(self, &column.name);
                let bind = Bind { name: Some(column.name.text.clone()), ..Bind::default() };
                self.forgetting_literals(|this| this.bind(&bind, TypeHint::Column(&column.ty)))?;
            }
        }
        Ok(())
    }

    /// Writes a DELETE.
    pub(super) fn delete(&mut self, delete: &Delete) -> Result<(), CompileError> {
        let from = further_tables(&delete.table, &delete.using, delete.where_.iter());
        if !from.is_empty() && !self.syntax.deletes_using() {
            return Err(CompileError::Raised {
                exception: "builtins.NotImplementedError",
                message: "This backend does not support multiple-table criteria within DELETE".to_owned(),
            });
        }
        self.enter(&delete.table, &from);
        self.push("DELETE FROM ");
        self.qualified(&delete.table);
        if !from.is_empty() && self.syntax.lists_all_tables() {
            self.push(" USING ");
            self.qualified(&delete.table);
        }
        for (position, clause) in from.iter().enumerate() {
            let first = position == 0 && !self.syntax.lists_all_tables();
            self.push(if first { " USING " } else { ", " });
            self.source(clause)?;
        }
        self.condition(delete.where_.as_ref())?;
        if !delete.returning.is_empty() {
            self.returning(&delete.returning)?;
        }
        self.scopes.pop();
        Ok(())
    }

    fn condition(&mut self, condition: Option<&Expr>) -> Result<(), CompileError> {
        match condition {
            Some(condition) if !is_empty_condition(condition) => {
                self.push(" WHERE ");
                self.operand(condition, Against::Condition)
            }
            _ => Ok(()),
        }
    }

    fn enter(&mut self, table: &QualifiedName, from: &[FromClause]) {
        let mut tables = vec![table.clone()];
        for clause in from {
            names_of(clause, &mut tables);
        }
        self.scopes.push(Scope { tables, ..Scope::default() });
    }
}

/// The tables besides its own that a statement refers to.
fn further_tables<'e>(
    table: &QualifiedName,
    named: &[FromClause],
    expressions: impl Iterator<Item = &'e Expr>,
) -> Vec<FromClause> {
    let mut from = named.to_vec();
    let mut names = vec![table.clone()];
    for clause in &from {
        names_of(clause, &mut names);
    }
    let mut referred = Vec::new();
    for expression in expressions {
        tables_in(expression, &mut referred);
    }
    for name in referred {
        if !names.contains(&name) {
            names.push(name.clone());
            from.push(FromClause::Table(name));
        }
    }
    from
}

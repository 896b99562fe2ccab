//! FROM clauses and common tables as text.
//!
//! Lives here: what a FROM clause shows, with the tables that are only referred to and without
//! those an enclosing statement has. Does not live here: the other clauses (`dialect::statement`).

#![expect(clippy::wildcard_enum_match_arm, reason = "elements that are not named have no name of their own")]

use crate::{
    dialect::{
        CompileError,
        binds::TypeHint,
        expression::{Compiler, Flags},
        precedence::Against,
    },
    dml::{CommonTable, FromClause, Join, Select},
    expr::{Expr, columns_of},
    name::QualifiedName,
};

/// A common table that was met.
pub(super) struct CommonTableText {
    pub(super) table: CommonTable,
    /// Its text, once something referred to it.
    pub(super) text: Option<String>,
    /// When it was first referred to.
    pub(super) order: usize,
}

impl Compiler<'_> {
    /// Compiles a common table when it is first referred to.
    pub(super) fn common_table(&mut self, name: &str) -> Result<(), CompileError> {
        let Some(entry) = self.common_tables.get_mut(name) else { return Ok(()) };
        if entry.text.is_some() {
            return Ok(());
        }
        // A recursive table refers to itself: it must count as written while it is being written.
        entry.text = Some(String::new());
        let table = entry.table.clone();
        let before = std::mem::take(&mut self.out);
        self.identifier(&table.name);
        if table.recursive {
            self.push("(");
            for (position, column) in table.query.columns.iter().enumerate() {
                if position > 0 {
                    self.push(", ");
                }
                if let Some(name) = super::statement::column_name(column) {
                    self.identifier(&name);
                } else {
                    let name = self.made_up_name("anon");
                    self.push(&name);
                }
            }
            self.push(")");
        }
        self.push(" AS \n(");
        let scopes = std::mem::take(&mut self.scopes);
        let flags = Flags { as_from: true, table: true, in_operator: false, ..self.flags };
        let written = self.with_flags(flags, |this| this.select(&table.query));
        self.scopes = scopes;
        written?;
        self.push(")");
        let text = std::mem::replace(&mut self.out, before);
        // What it refers to was finished before.
        let finished = |table: &&CommonTableText| table.text.as_ref().is_some_and(|text| !text.is_empty());
        let order = self.common_tables.values().filter(finished).count();
        if let Some(entry) = self.common_tables.get_mut(name) {
            entry.text = Some(text);
            entry.order = order;
        }
        Ok(())
    }

    /// Writes an element of a FROM clause.
    pub(super) fn source(&mut self, clause: &FromClause) -> Result<(), CompileError> {
        match clause {
            FromClause::Table(name) => {
                if name.schema.is_none() {
                    self.common_table(&name.name.text.clone())?;
                }
                self.qualified(name);
            }
            FromClause::Alias { source, name } => {
                // The alias' number is taken before those of what it names.
                let name = self.identifier_text(name);
                self.source(source)?;
                self.push(" AS ");
                self.push(&name);
            }
            FromClause::Join(join) => self.join(join)?,
            FromClause::Subquery(select) => {
                self.push("(");
                let scopes = std::mem::take(&mut self.scopes);
                let flags = Flags { as_from: true, table: true, ..self.flags };
                let written = self.with_flags(flags, |this| this.select(select));
                self.scopes = scopes;
                written?;
                self.push(")");
            }
            FromClause::Text(sql) => self.verbatim(sql),
            FromClause::Function(function) => self.expression(&Expr::Function(function.clone()))?,
            FromClause::Lateral(inner) => {
                self.push("LATERAL ");
                match &**inner {
                    FromClause::Alias { source, name } if matches!(**source, FromClause::Subquery(_)) => {
                        let FromClause::Subquery(select) = &**source else { return Ok(()) };
                        let name = self.identifier_text(name);
                        self.push("(");
                        let flags = Flags { as_from: true, table: true, ..self.flags };
                        self.with_flags(flags, |this| this.select(select))?;
                        self.push(") AS ");
                        self.push(&name);
                    }
                    other => self.source(other)?,
                }
            }
            FromClause::Values(values) => {
                let literal_binds = values.literal_binds || self.flags.literal_binds;
                self.push("(VALUES ");
                let flags = Flags { literal_binds, ..self.flags };
                self.with_flags(flags, |this| {
                    for (position, row) in values.rows.iter().enumerate() {
                        this.push(if position > 0 { ", (" } else { "(" });
                        for (position, (item, target)) in row.iter().zip(&values.columns).enumerate() {
                            if position > 0 {
                                this.push(", ");
                            }
                            this.hinted(item, Against::Comma, TypeHint::Column(&target.ty))?;
                        }
                        this.push(")");
                    }
                    Ok::<(), CompileError>(())
                })?;
                self.push(")");
                if let Some(name) = &values.name {
                    self.push(" AS ");
                    self.identifier(name);
                    self.push(" (");
                    for (position, target) in values.columns.iter().enumerate() {
                        if position > 0 {
                            self.push(", ");
                        }
                        self.identifier(&target.name);
                    }
                    self.push(")");
                }
            }
        }
        Ok(())
    }

    fn join(&mut self, join: &Join) -> Result<(), CompileError> {
        self.source(&join.left)?;
        self.push(if join.full {
            " FULL OUTER JOIN "
        } else if join.outer {
            " LEFT OUTER JOIN "
        } else {
            self.syntax.inner_join()
        });
        if matches!(join.right, FromClause::Join(_)) {
            self.push("(");
            self.source(&join.right)?;
            self.push(")");
        } else {
            self.source(&join.right)?;
        }
        self.push(" ON ");
        match &join.on {
            Some(condition) => self.operand(condition, Against::Condition),
            // `join(…, true())` is how SQLAlchemy spells a cross join.
            None => self.operand(&Expr::True, Against::Condition),
        }
    }
}

/// The names by which an element of a FROM clause can be referred to.
pub(super) fn names_of(clause: &FromClause, names: &mut Vec<QualifiedName>) {
    match clause {
        FromClause::Table(name) => names.push(name.clone()),
        FromClause::Alias { name, .. } => names.push(QualifiedName { schema: None, name: name.clone() }),
        FromClause::Join(join) => {
            names_of(&join.left, names);
            names_of(&join.right, names);
        }
        FromClause::Lateral(inner) => names_of(inner, names),
        FromClause::Values(values) => {
            if let Some(name) = &values.name {
                names.push(QualifiedName { schema: None, name: name.clone() });
            }
        }
        FromClause::Subquery(_) | FromClause::Text(_) | FromClause::Function(_) => {}
    }
}

/// What the FROM clause of a select shows: what it names, the tables its columns and condition
/// refer to besides, without what an enclosing statement has.
pub(super) fn displayed_from(
    select: &Select,
    enclosing: &[QualifiedName],
) -> Result<Vec<FromClause>, CompileError> {
    let mut from = select.from.clone();
    let mut names = Vec::new();
    for clause in &from {
        names_of(clause, &mut names);
    }
    let mut referred = Vec::new();
    for column in &select.columns {
        tables_in(column, &mut referred);
    }
    if let Some(condition) = &select.where_ {
        tables_in(condition, &mut referred);
    }
    for name in referred {
        if !names.contains(&name) {
            names.push(name.clone());
            from.push(FromClause::Table(name));
        }
    }
    let is_enclosing = |clause: &FromClause| match clause {
        FromClause::Table(name) => enclosing.contains(name),
        FromClause::Alias { name, .. } => {
            enclosing.iter().any(|outer| outer.schema.is_none() && outer.name == *name)
        }
        _ => false,
    };
    match &select.correlate {
        None => {
            if from.len() > 1 {
                from.retain(|clause| !is_enclosing(clause));
                if from.is_empty() {
                    return Err(CompileError::Raised {
                        exception: "sqlalchemy.exc.InvalidRequestError",
                        message: "Select statement '<sqlalchemy.sql.selectable.Select object at 0x..>' returned no \
                                  FROM clauses due to auto-correlation; specify correlate(<tables>) to control \
                                  correlation manually."
                            .to_owned(),
                    });
                }
            }
        }
        Some(tables) => from.retain(|clause| {
            let mut own = Vec::new();
            names_of(clause, &mut own);
            !(is_enclosing(clause) && own.iter().any(|name| tables.contains(name)))
        }),
    }
    Ok(from)
}

/// The tables that an expression's columns belong to; subqueries have their own.
pub(super) fn tables_in(expression: &Expr, tables: &mut Vec<QualifiedName>) {
    for column in columns_of(expression) {
        if let Some(table) = &column.table
            && !tables.contains(table)
        {
            tables.push(table.clone());
        }
    }
}

//! `SELECT` as text, and what encloses every statement.
//!
//! Lives here: the clauses of a select in `SQLAlchemy`'s layout, and made-up column names. Does not
//! live here: FROM clauses and common tables (`dialect::from`), statements that write
//! (`dialect::write`).

#![expect(clippy::wildcard_enum_match_arm, reason = "forms that are not named have no name of their own")]

use crate::{
    dialect::{
        CompileContext, CompileError, Dialect, Rendering, Statement,
        expression::{Compiler, Flags, Scope},
        from::{CommonTableText, displayed_from, names_of},
        precedence::{self, Against},
        syntax::Syntax,
    },
    dml::{self, FromClause, Select, SetOperator},
    expr::{Bind, Expr, Value},
    name::{Identifier, QualifiedName},
    op::Executable,
    types::ColumnType,
};
use indexmap::IndexMap;

/// A value written inline, for `Dialect::literal`.
pub fn literal(
    dialect: &dyn Dialect,
    syntax: &dyn Syntax,
    value: &Value,
    ty: &ColumnType,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    let capabilities = dialect.capabilities(None);
    Compiler::new(dialect, syntax, &capabilities, *rendering).single_literal(value, ty)
}

/// An expression by itself, for `Dialect::compile_expression`.
pub fn compile_expression(
    dialect: &dyn Dialect,
    syntax: &dyn Syntax,
    expression: &Expr,
    rendering: &Rendering,
) -> Result<String, CompileError> {
    let capabilities = dialect.capabilities(None);
    let rendering = Rendering { literal_binds: true, ..*rendering };
    let mut compiler = Compiler::new(dialect, syntax, &capabilities, rendering);
    // Defaults and checks are written without tables.
    let flags = Flags { table: false, ..compiler.flags };
    compiler.with_flags(flags, |this| this.expression(expression))?;
    compiler.finish().map(|(sql, _)| sql)
}

/// An expression by itself with its tables and parameters, as `str(expression)` shows it.
pub fn compile_bare(
    dialect: &dyn Dialect,
    syntax: &dyn Syntax,
    expression: &Expr,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    compile(dialect, syntax, context, None, |compiler| compiler.expression(expression))
}

/// A statement on rows, for `Dialect::compile_statement`.
pub fn compile_statement(
    dialect: &dyn Dialect,
    syntax: &dyn Syntax,
    statement: &dml::Statement,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    compile(dialect, syntax, context, None, |compiler| compiler.statement(statement))
}

/// Anything executable, for `Dialect::compile_executable`.
pub fn compile_executable(
    dialect: &dyn Dialect,
    syntax: &dyn Syntax,
    executable: &Executable,
    parameters: Option<&IndexMap<String, Bind>>,
    context: &CompileContext<'_>,
) -> Result<Statement, CompileError> {
    match executable {
        Executable::Verbatim(sql) => Ok(Statement { verbatim: true, ..Statement::new(sql.clone()) }),
        Executable::Text(text) => {
            let mut statement =
                compile(dialect, syntax, context, parameters, |compiler| compiler.text(text))?;
            statement.verbatim = !context.rendering.offline && statement.parameters.is_empty();
            Ok(statement)
        }
        Executable::Statement(dml::Statement::Text(text)) => {
            compile_executable(dialect, syntax, &Executable::Text(text.clone()), parameters, context)
        }
        Executable::Statement(statement) => {
            compile(dialect, syntax, context, parameters, |compiler| compiler.statement(statement))
        }
        Executable::Expression(expression) => {
            let select = Select { columns: vec![expression.clone()], ..Select::default() };
            compile(dialect, syntax, context, parameters, |compiler| {
                compiler.top(|this| this.select(&select))
            })
        }
    }
}

fn compile(
    dialect: &dyn Dialect,
    syntax: &dyn Syntax,
    context: &CompileContext<'_>,
    parameters: Option<&IndexMap<String, Bind>>,
    write: impl FnOnce(&mut Compiler<'_>) -> Result<(), CompileError>,
) -> Result<Statement, CompileError> {
    let mut compiler = Compiler::new(dialect, syntax, context.capabilities, context.rendering);
    compiler.given = parameters;
    write(&mut compiler)?;
    let warnings = std::mem::take(&mut compiler.warnings);
    let (sql, parameters) = compiler.finish()?;
    Ok(Statement { sql, parameters, warnings, ..Statement::default() })
}

impl Compiler<'_> {
    fn statement(&mut self, statement: &dml::Statement) -> Result<(), CompileError> {
        match statement {
            dml::Statement::Select(select) => self.top(|this| this.select(select)),
            dml::Statement::Insert(insert) => self.top(|this| this.insert(insert)),
            dml::Statement::Update(update) => self.top(|this| this.update(update)),
            dml::Statement::Delete(delete) => self.top(|this| this.delete(delete)),
            dml::Statement::Text(text) => self.text(text),
        }
    }

    /// Writes a whole statement, with the common tables of all its parts in front.
    fn top(&mut self, write: impl FnOnce(&mut Self) -> Result<(), CompileError>) -> Result<(), CompileError> {
        write(self)?;
        self.common_tables_in_front(0)
    }

    /// Writes the common tables that were met into the text, at a place before what refers to them.
    pub(super) fn common_tables_in_front(&mut self, place: usize) -> Result<(), CompileError> {
        let unused: Vec<String> = self
            .common_tables
            .iter()
            .filter(|(_, table)| table.text.is_none())
            .map(|(name, _)| name.clone())
            .collect();
        for name in unused {
            self.common_table(&name)?;
        }
        if self.common_tables.is_empty() {
            return Ok(());
        }
        let mut tables: Vec<CommonTableText> =
            std::mem::take(&mut self.common_tables).into_values().collect();
        tables.sort_by_key(|table| table.order);
        let recursive = tables.iter().any(|table| table.table.recursive);
        let texts: Vec<String> = tables.into_iter().filter_map(|table| table.text).collect();
        let word = if recursive { "WITH RECURSIVE " } else { "WITH " };
        let tail = self.out.split_off(place);
        for part in [word, &texts.join(", \n"), "\n ", &tail] {
            self.out.push_str(part);
        }
        Ok(())
    }

    /// Writes a select.
    pub(super) fn select(&mut self, select: &Select) -> Result<(), CompileError> {
        for table in &select.with {
            self.common_tables.entry(table.name.text.clone()).or_insert_with(|| CommonTableText {
                table: table.clone(),
                text: None,
                order: usize::MAX,
            });
        }
        if select.compound.is_empty() {
            return self.simple_select(select);
        }
        self.compound_select(select)
    }

    fn compound_select(&mut self, select: &Select) -> Result<(), CompileError> {
        let first = Select {
            compound: Vec::new(),
            order_by: Vec::new(),
            limit: None,
            offset: None,
            for_update: None,
            with: Vec::new(),
            ..select.clone()
        };
        let own = has_tail(&first);
        debug_assert!(!own, "the tail belongs to the compound");
        self.select(&first)?;
        for (operator, part) in &select.compound {
            self.push(match operator {
                SetOperator::Union => " UNION ",
                SetOperator::UnionAll => " UNION ALL ",
                SetOperator::Except => " EXCEPT ",
                SetOperator::ExceptAll => " EXCEPT ALL ",
                SetOperator::Intersect => " INTERSECT ",
                SetOperator::IntersectAll => " INTERSECT ALL ",
            });
            if !part.compound.is_empty() || has_tail(part) {
                self.push("(");
                self.select(part)?;
                self.push(")");
            } else {
                self.select(part)?;
            }
        }
        self.scopes.push(scope_of(&first, Vec::new()));
        let flags = Flags { table: false, ..self.flags };
        let written = self.with_flags(flags, |this| this.order_and_limit(select));
        self.scopes.pop();
        written
    }

    fn simple_select(&mut self, select: &Select) -> Result<(), CompileError> {
        // Automatic correlation looks at the statement right around, an explicit one at all of them.
        let around = if select.correlate.is_none() { self.scopes.len().saturating_sub(1) } else { 0 };
        let enclosing: Vec<QualifiedName> =
            self.scopes.iter().skip(around).flat_map(|scope| scope.tables.clone()).collect();
        let from = displayed_from(select, &enclosing)?;
        let mut tables = Vec::new();
        for clause in &from {
            names_of(clause, &mut tables);
        }
        self.scopes.push(scope_of(select, tables));
        let flags = Flags { in_operator: false, as_from: false, table: true, ..self.flags };
        let as_from = self.flags.as_from;
        let written = self.with_flags(flags, |this| {
            this.select_head(select, as_from)?;
            this.select_body(select, &from)
        });
        self.scopes.pop();
        written
    }

    fn select_head(&mut self, select: &Select, as_from: bool) -> Result<(), CompileError> {
        self.push("SELECT ");
        for prefix in &select.prefixes {
            self.verbatim(prefix);
            self.push(" ");
        }
        if !select.distinct_on.is_empty() {
            self.syntax.distinct_on(self, select)?;
        } else if select.distinct {
            self.push("DISTINCT ");
        }
        self.columns(&select.columns, as_from)?;
        if select.columns.is_empty() {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        Ok(())
    }

    fn select_body(&mut self, select: &Select, from: &[FromClause]) -> Result<(), CompileError> {
        for (position, clause) in from.iter().enumerate() {
            self.push(if position == 0 { " \nFROM " } else { ", " });
            self.source(clause)?;
        }
        if let Some(condition) = &select.where_
            && !is_empty_condition(condition)
        {
            if from.is_empty() {
                self.push(self.syntax.from_nothing());
            }
            self.push(" \nWHERE ");
            self.operand(condition, Against::Condition)?;
        }
        if !select.group_by.is_empty() {
            self.push(" GROUP BY ");
            for (position, item) in select.group_by.iter().enumerate() {
                if position > 0 {
                    self.push(", ");
                }
                self.expression(item)?;
            }
        }
        if let Some(condition) = &select.having
            && !is_empty_condition(condition)
        {
            self.push(" \nHAVING ");
            self.operand(condition, Against::Condition)?;
        }
        self.order_and_limit(select)?;
        if let Some(lock) = &select.for_update {
            self.syntax.for_update(self, lock)?;
        }
        Ok(())
    }

    fn order_and_limit(&mut self, select: &Select) -> Result<(), CompileError> {
        if !select.order_by.is_empty() {
            self.push(" ORDER BY ");
            self.sort_list(&select.order_by)?;
        }
        if select.limit.is_some() || select.offset.is_some() {
            self.syntax.limit(self, select)?;
        }
        Ok(())
    }

    fn sort_list(&mut self, items: &[Expr]) -> Result<(), CompileError> {
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            match self.label_of(item) {
                Some(name) => self.push(&name),
                None => self.expression(item)?,
            }
        }
        Ok(())
    }

    /// Writes what is selected or returned, with made-up names where `SQLAlchemy` makes them up.
    pub(super) fn columns(&mut self, columns: &[Expr], as_from: bool) -> Result<(), CompileError> {
        // By name: the column that has it. A second column of a name gets a made-up one.
        let mut taken: IndexMap<String, &Expr> = IndexMap::new();
        let mut relabelled: Vec<&Expr> = Vec::new();
        for (position, column) in columns.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            if let Expr::Label(label) = column {
                let name = match &label.name {
                    Some(name) => self.identifier_text(name),
                    None => self.made_up_name(&stem_of(&label.operand)),
                };
                if let Some(name) = &label.name {
                    taken.entry(name.text.clone()).or_insert(column);
                }
                self.operand(&label.operand, Against::Comma)?;
                self.push(" AS ");
                self.push(&name);
                continue;
            }
            let name = natural_name(column);
            if is_condition(column) && self.syntax.native_boolean() {
                if let Some(name) = &name {
                    taken.entry(name.text.clone()).or_insert(column);
                }
                self.select_column(column, name, as_from)?;
                continue;
            }
            let clash = name.as_ref().and_then(|name| taken.get(&name.text).copied());
            if let (Some(name), Some(first)) = (&name, clash) {
                // What only wraps a column has that column's name for its made-up one too.
                let again =
                    first == column || relabelled.contains(&column) || !matches!(column, Expr::Column(_));
                let made = if again {
                    self.made_up_name(&format!("{}_", name.text))
                } else {
                    relabelled.push(column);
                    self.made_up_name(&name.text)
                };
                self.named(column, &made)?;
                continue;
            }
            if let Some(name) = &name {
                taken.insert(name.text.clone(), column);
            }
            self.select_column(column, name, as_from)?;
        }
        Ok(())
    }

    fn select_column(
        &mut self,
        column: &Expr,
        name: Option<Identifier>,
        as_from: bool,
    ) -> Result<(), CompileError> {
        let bare = match &*precedence::resolve(column) {
            Expr::Column(reference) => !(as_from && reference.table.is_some()),
            Expr::Text(_) | Expr::Literal(_) | Expr::LabelReference(_) => true,
            Expr::Unary(unary) => names_a_column(&unary.operand) && !as_from,
            Expr::Distinct(operand) => names_a_column(operand) && !as_from,
            Expr::Not(inner) => {
                let truth = precedence::is_boolean(inner) && !self.syntax.native_boolean();
                names_a_column(inner) && !as_from && !truth
            }
            Expr::Connective(_) => is_condition(column) && self.syntax.native_boolean() && !as_from,
            _ => false,
        };
        if bare {
            return self.operand(column, Against::Comma);
        }
        let name = match name {
            Some(name) => self.identifier_text(&name),
            None => self.made_up_name(&stem_of(column)),
        };
        self.named(column, &name)
    }

    fn named(&mut self, column: &Expr, name: &str) -> Result<(), CompileError> {
        self.expression(column)?;
        self.push(" AS ");
        self.push(name);
        Ok(())
    }
}

fn has_tail(select: &Select) -> bool {
    !select.order_by.is_empty()
        || select.limit.is_some()
        || select.offset.is_some()
        || select.for_update.is_some()
}

/// Whether a condition is a list of no terms.
pub(super) fn is_empty_condition(condition: &Expr) -> bool {
    matches!(condition, Expr::Connective(connective) if connective.terms.is_empty())
}

fn scope_of(select: &Select, tables: Vec<QualifiedName>) -> Scope {
    let mut scope = Scope { tables, ..Scope::default() };
    for column in &select.columns {
        match column {
            Expr::Label(label) => {
                if let Some(name) = &label.name
                    && !is_long(&label.operand)
                {
                    scope.labels.push((name.clone(), label.operand.clone()));
                }
            }
            Expr::Column(reference) => scope.columns.push((**reference).clone()),
            _ => {}
        }
    }
    scope
}

/// Whether an expression is a chain too long to be kept for comparison: sorting by its label is
/// then written out.
fn is_long(expression: &Expr) -> bool {
    const LONG: usize = 200;
    let mut expression = expression;
    for _ in 0..LONG {
        expression = match expression {
            Expr::Binary(binary) => &binary.left,
            Expr::Connective(connective) => match connective.terms.first() {
                Some(first) => first,
                None => return false,
            },
            _ => return false,
        };
    }
    true
}

/// Whether an expression is a column or the like, so that an operator on it needs no name.
fn names_a_column(expression: &Expr) -> bool {
    match expression {
        Expr::Column(_) | Expr::Label(_) | Expr::Literal(_) => true,
        Expr::Cast(cast) => names_a_column(&cast.operand),
        _ => false,
    }
}

/// The name an expression has without a label: its column's.
fn natural_name(expression: &Expr) -> Option<Identifier> {
    match expression {
        Expr::Column(column) => Some(column.name.clone()),
        Expr::Cast(cast) => natural_name(&cast.operand),
        Expr::Label(label) => label.name.clone(),
        Expr::Not(inner) if is_condition(expression) => natural_name(inner),
        Expr::Connective(connective) if is_condition(expression) => {
            connective.terms.first().and_then(natural_name)
        }
        _ => None,
    }
}

/// Whether an expression is a plain truth value as a condition, or its negation.
fn is_condition(expression: &Expr) -> bool {
    let truth = |inner: &Expr| matches!(inner, Expr::Column(_)) && precedence::is_boolean(inner);
    match expression {
        Expr::Not(inner) => truth(inner),
        Expr::Connective(connective) => matches!(connective.terms.as_slice(), [only] if truth(only)),
        _ => false,
    }
}

/// The name a column of a select is known by outside of it.
pub(super) fn column_name(expression: &Expr) -> Option<Identifier> {
    natural_name(expression)
}

/// What a made-up name starts with.
fn stem_of(expression: &Expr) -> String {
    match expression {
        Expr::Function(function) => {
            function.name.last().map_or_else(|| "anon".to_owned(), |name| name.text.clone())
        }
        Expr::Cast(cast) => stem_of(&cast.operand),
        Expr::Column(column) => column.name.text.clone(),
        _ => "anon".to_owned(),
    }
}

/// An integer as an expression, for clauses that a database wants and the user did not write.
pub(super) fn number(value: i64) -> Expr {
    Expr::value(Value::Integer(value), crate::dialect::literal::type_of_value(&Value::Integer(value)))
}

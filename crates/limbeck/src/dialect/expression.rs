//! Expressions as text, the same text `SQLAlchemy` writes.
//!
//! Lives here: the compiler's state and the common spelling of every [`Expr`]. Does not live
//! here: parentheses (`dialect::precedence`), parameters (`dialect::binds`), whole statements
//! (`dialect::{statement, write}`), and what only one database spells so
//! (`dialect::<name>::syntax`).
//!
//! A tree may be [`Compiler::MAXIMUM_DEPTH`] deep. Chains of one infix operator, however long,
//! count as one level: they are compiled in a loop.

#![expect(clippy::wildcard_enum_match_arm, reason = "forms that are not named are written elsewhere")]

use crate::{
    dialect::{
        Capabilities, CompileError, CompileWarning, Dialect, Rendering,
        binds::{Marker, Names, TypeHint, made_up},
        literal,
        precedence::{self, Against, Grouping},
        syntax::Syntax,
        text::{self, Piece},
    },
    dml::Select,
    expr::{AggregateOrderBy, Bind, ColumnReference, Expr, Text, Value},
    name::{Identifier, QualifiedName},
    types::ColumnType,
};
use indexmap::IndexMap;

/// What surrounds the expression being written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flags {
    /// Columns are written with their table.
    pub table: bool,
    /// Values are written inline.
    pub literal_binds: bool,
    /// Where values are not inline, they are written when the statement is executed
    /// (`__[POSTCOMPILE_x]`): the database takes no parameters there.
    pub literal_execute: bool,
    /// Inside an infix operator: some operators then put themselves in parentheses.
    pub in_operator: bool,
    /// The list being written is behind `NOT IN`.
    pub not_in: bool,
    /// How many columns the list being written is compared with.
    pub in_width: usize,
    /// The statement being written stands in a FROM clause, so that its columns are all named.
    pub as_from: bool,
}

/// A select (or the table of an UPDATE or DELETE) that encloses what is being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The names that its rows can be referred to by.
    pub tables: Vec<QualifiedName>,
    /// Labels among its columns.
    pub labels: Vec<(Identifier, Expr)>,
    /// Plain columns it selects.
    pub columns: Vec<ColumnReference>,
}

/// The row behind `ON DUPLICATE KEY UPDATE` that was to be inserted.
#[derive(Clone, Debug)]
pub(super) struct Inserted {
    /// The name by which the tree refers to it.
    pub name: Identifier,
    /// Its alias in the statement; `None` writes `VALUES(column)`.
    pub alias: Option<&'static str>,
}

/// One compilation.
pub struct Compiler<'a> {
    /// The dialect: identifiers and types are its.
    pub dialect: &'a dyn Dialect,
    /// What the server can do.
    pub capabilities: &'a Capabilities,
    /// How values are written.
    pub rendering: Rendering,
    pub(super) syntax: &'a dyn Syntax,
    pub(super) given: Option<&'a IndexMap<String, Bind>>,
    pub(super) out: String,
    pub(super) markers: Vec<Marker>,
    pub(super) names: Names,
    pub(super) flags: Flags,
    pub(super) scopes: Vec<Scope>,
    pub(super) common_tables: IndexMap<String, super::from::CommonTableText>,
    /// What is to be said when the text is sent.
    pub(super) warnings: Vec<CompileWarning>,
    /// The table whose columns are the row that was to be inserted, and what the database calls it.
    pub(super) inserted: Option<Inserted>,
    depth: usize,
}

impl<'a> Compiler<'a> {
    /// How deep an expression may be nested.
    pub const MAXIMUM_DEPTH: usize = 200;

    /// A compiler with nothing written yet.
    pub fn new(
        dialect: &'a dyn Dialect,
        syntax: &'a dyn Syntax,
        capabilities: &'a Capabilities,
        rendering: Rendering,
    ) -> Self {
        Self {
            dialect,
            capabilities,
            rendering,
            syntax,
            given: None,
            out: String::new(),
            markers: Vec::new(),
            names: Names::default(),
            flags: Flags {
                table: true,
                literal_binds: rendering.literal_binds,
                literal_execute: false,
                in_operator: false,
                not_in: false,
                in_width: 1,
                as_from: false,
            },
            scopes: Vec::new(),
            common_tables: IndexMap::new(),
            warnings: Vec::new(),
            inserted: None,
            depth: 0,
        }
    }

    /// Writes text as it is.
    pub fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// What `write` writes, without writing it.
    pub fn written(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), CompileError>,
    ) -> Result<String, CompileError> {
        let before = std::mem::take(&mut self.out);
        let result = write(self);
        let text = std::mem::replace(&mut self.out, before);
        result.map(|()| text)
    }

    /// Writes with values inline, or not.
    pub fn with_literal_binds<T>(&mut self, literal_binds: bool, write: impl FnOnce(&mut Self) -> T) -> T {
        self.with_flags(Flags { literal_binds, ..self.flags }, write)
    }

    /// Writes with values that are only written inline when the statement is executed.
    pub fn with_literal_execute<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.with_flags(Flags { literal_execute: true, ..self.flags }, write)
    }

    /// Writes as `SQLAlchemy` does where it forgets that values were asked for inline: offline as
    /// parameters all the same.
    pub fn forgetting_literals<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let literal_binds = self.flags.literal_binds && !self.rendering.offline;
        // With that it forgets what else is around.
        self.with_flags(Flags { literal_binds, in_operator: false, ..self.flags }, write)
    }

    /// One value inline, by itself.
    pub fn single_literal(&self, value: &Value, ty: &ColumnType) -> Result<String, CompileError> {
        let own;
        let ty = if *ty == ColumnType::Null {
            own = literal::type_of_value(value);
            &own
        } else {
            ty
        };
        if self.rendering.offline {
            self.literal_text(value, ty)
        } else {
            self.syntax.online_literal(self, value, ty)
        }
    }

    /// Runs `write` with other flags.
    pub(super) fn with_flags<T>(&mut self, flags: Flags, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.flags, flags);
        let result = write(self);
        self.flags = before;
        result
    }

    /// Writes an identifier. A made-up name is numbered when it is first written.
    pub fn identifier(&mut self, identifier: &Identifier) {
        let text = self.identifier_text(identifier);
        self.out.push_str(&text);
    }

    /// An identifier as it is written.
    pub(super) fn identifier_text(&mut self, identifier: &Identifier) -> String {
        match made_up(&identifier.text) {
            Some((key, stem)) => {
                let name = self.names.next(stem, Some(key), self.capabilities.max_identifier_length);
                self.quoted(&Identifier { text: name, ..identifier.clone() })
            }
            None => self.quoted(identifier),
        }
    }

    fn quoted(&self, identifier: &Identifier) -> String {
        let text = self.dialect.quote(identifier);
        if self.rendering.double_percent { text.replace('%', "%%") } else { text }
    }

    /// A made-up name for something that has none.
    pub(super) fn made_up_name(&mut self, stem: &str) -> String {
        let name = self.names.next(stem, None, self.capabilities.max_identifier_length);
        self.quoted(&Identifier::new(name))
    }

    /// Writes a name with its schema.
    pub fn qualified(&mut self, name: &QualifiedName) {
        if let Some(schema) = &name.schema {
            self.identifier(schema);
            self.out.push('.');
        }
        self.identifier(&name.name);
    }

    /// Writes an expression, in parentheses where its place asks for them.
    pub fn operand(&mut self, expression: &Expr, against: Against<'_>) -> Result<(), CompileError> {
        self.hinted(expression, against, TypeHint::Value)
    }

    /// As [`Compiler::operand`]; a value without a type takes one from `hint`.
    pub(super) fn hinted(
        &mut self,
        expression: &Expr,
        against: Against<'_>,
        hint: TypeHint<'_>,
    ) -> Result<(), CompileError> {
        // Only a negation is rewritten; the rest is kept off the stack.
        if matches!(expression, Expr::Not(_)) {
            return self.grouped(&precedence::resolve(expression), against, hint);
        }
        self.grouped(expression, against, hint)
    }

    pub(super) fn grouped(
        &mut self,
        expression: &Expr,
        against: Against<'_>,
        hint: TypeHint<'_>,
    ) -> Result<(), CompileError> {
        let grouping = precedence::grouping(expression, against);
        if grouping == Grouping::Parentheses {
            self.out.push('(');
        }
        self.resolved(expression, hint)?;
        match grouping {
            Grouping::Parentheses => self.out.push(')'),
            Grouping::Truth if !self.syntax.native_boolean() => self.out.push_str(" = 1"),
            Grouping::Bare | Grouping::Truth => {}
        }
        Ok(())
    }

    /// Writes an expression without regard to its place.
    pub fn expression(&mut self, expression: &Expr) -> Result<(), CompileError> {
        self.resolved(&precedence::resolve(expression), TypeHint::Value)
    }

    pub(super) fn resolved(&mut self, expression: &Expr, hint: TypeHint<'_>) -> Result<(), CompileError> {
        self.depth += 1;
        if self.depth > Self::MAXIMUM_DEPTH {
            return Err(CompileError::unsupported(
                format!("an expression nested more than {} deep", Self::MAXIMUM_DEPTH),
                "combine the terms with and_(*terms), or_(*terms) or in_(values)",
            ));
        }
        let result = self.dispatch(expression, hint);
        self.depth -= 1;
        result
    }

    /// The few forms that nest deep; the others are apart to keep this frame small.
    fn dispatch(&mut self, expression: &Expr, hint: TypeHint<'_>) -> Result<(), CompileError> {
        match expression {
            Expr::Binary(binary) => self.chain(binary),
            Expr::Connective(connective) => self.connected(connective),
            Expr::Not(inner) => self.not(inner),
            Expr::Function(function) => self.function(function),
            Expr::Case(case) => self.case(case),
            Expr::Subquery(select) => self.subquery(select),
            other => self.other(other, hint),
        }
    }

    fn other(&mut self, expression: &Expr, hint: TypeHint<'_>) -> Result<(), CompileError> {
        match expression {
            Expr::Binary(_)
            | Expr::Connective(_)
            | Expr::Not(_)
            | Expr::Function(_)
            | Expr::Case(_)
            | Expr::Subquery(_) => {}
            Expr::Null => self.push("NULL"),
            Expr::True => self.push(self.syntax.truth(true)),
            Expr::False => self.push(self.syntax.truth(false)),
            Expr::Bind(bind) => self.bind(bind, hint)?,
            Expr::Text(text) => self.text(text)?,
            Expr::Literal(sql) => self.verbatim(sql),
            Expr::Column(column) => self.column(column),
            Expr::Unary(unary) => self.unary(unary)?,
            Expr::Between(between) => self.between(between)?,
            Expr::Cast(cast) if cast.coerce_only => {
                self.hinted(&cast.operand, Against::Comma, TypeHint::Column(&cast.ty))?;
            }
            Expr::Cast(cast) => self.cast(&cast.operand, &cast.ty)?,
            Expr::Label(label) => self.expression(&label.operand)?,
            Expr::Tuple(items) => {
                self.push("(");
                self.list(items)?;
                self.push(")");
            }
            Expr::Collate(collate) => {
                self.inside_operator(|this| this.operand(&collate.operand, Against::Collate))?;
                self.push(" COLLATE ");
                self.identifier(&Identifier::new(collate.collation.as_str()));
            }
            Expr::Extract(extract) => self.syntax.extract(self, extract)?,
            Expr::Over(over) => {
                self.operand(&over.operand, Against::Comma)?;
                self.push(" OVER (");
                let mut space = "";
                for (words, items) in [("PARTITION BY ", &over.partition_by), ("ORDER BY ", &over.order_by)] {
                    if !items.is_empty() {
                        self.push(space);
                        self.push(words);
                        self.list(items)?;
                        space = " ";
                    }
                }
                if let Some(frame) = &over.frame {
                    self.push(space);
                    self.frame(frame)?;
                }
                self.push(")");
            }
            Expr::Filter(filter) => {
                self.operand(&filter.operand, Against::Comma)?;
                self.push(" FILTER (WHERE ");
                self.operand(&filter.criterion, Against::Condition)?;
                self.push(")");
            }
            Expr::WithinGroup(group) => {
                let AggregateOrderBy { operand, order_by } = &**group;
                self.expression(operand)?;
                self.push(" WITHIN GROUP (ORDER BY ");
                self.list(order_by)?;
                self.push(")");
            }
            Expr::AggregateOrderBy(group) => self.syntax.aggregate_order_by(self, group)?,
            Expr::Exists(select) => {
                self.push("EXISTS ");
                self.subquery(select)?;
            }
            Expr::Array(array) => self.syntax.array(self, array)?,
            Expr::Distinct(operand) => {
                self.push("DISTINCT ");
                self.operand(operand, Against::Distinct)?;
            }
            Expr::NextValue(sequence) => self.syntax.next_value(self, sequence)?,
            Expr::LabelReference(name) => self.label_reference(name)?,
        }
        Ok(())
    }

    /// Writes expressions with commas.
    pub fn list(&mut self, items: &[Expr]) -> Result<(), CompileError> {
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            self.operand(item, Against::Comma)?;
        }
        Ok(())
    }

    pub(super) fn column(&mut self, column: &ColumnReference) {
        if let (Some(inserted), Some(table)) = (&self.inserted, &column.table)
            && table.schema.is_none()
            && table.name == inserted.name
        {
            let (open, close) = match inserted.alias {
                Some(alias) => (format!("{alias}."), ""),
                None => ("VALUES(".to_owned(), ")"),
            };
            self.push(&open);
            self.identifier(&column.name);
            self.push(close);
            return;
        }
        if let Some(table) = &column.table
            && self.flags.table
        {
            self.qualified(table);
            self.push(".");
        }
        self.identifier(&column.name);
    }

    /// Gives a warning with the statement.
    pub fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(CompileWarning { category: "SAWarning", message: message.into() });
    }

    /// Verbatim SQL without parameters.
    pub fn verbatim(&mut self, sql: &str) {
        if self.rendering.double_percent {
            let doubled = sql.replace('%', "%%");
            self.push(&doubled);
        } else {
            self.push(sql);
        }
    }

    /// Verbatim SQL with `:name` parameters.
    pub(super) fn text(&mut self, source: &Text) -> Result<(), CompileError> {
        let sql =
            if self.rendering.double_percent { source.sql.replace('%', "%%") } else { source.sql.clone() };
        let before = std::mem::take(&mut self.out);
        for piece in text::split(&sql) {
            match piece {
                Piece::Sql(sql) => self.push(sql),
                Piece::Parameter(name) => {
                    let undeclared;
                    let bind = if let Some(bind) = source.binds.get(name) {
                        bind
                    } else {
                        undeclared = Bind { name: Some(name.to_owned()), ..Bind::default() };
                        &undeclared
                    };
                    self.text_bind(bind, name)?;
                }
            }
        }
        // Offline the unescaping sees the values too, as SQLAlchemy's does; online they are markers.
        let text = text::unescape(&std::mem::replace(&mut self.out, before));
        self.push(&text);
        Ok(())
    }

    fn text_bind(&mut self, bind: &Bind, name: &str) -> Result<(), CompileError> {
        let given = self.given.and_then(|given| given.get(name));
        let mut bind = Bind { name: Some(name.to_owned()), anonymous: false, ..bind.clone() };
        if let Some(given) = given {
            if bind.ty == ColumnType::Null {
                bind.ty.clone_from(&given.ty);
            }
            bind.value.clone_from(&given.value);
        }
        self.bind(&bind, TypeHint::Value)
    }

    /// Writes a select in parentheses.
    pub(super) fn subquery(&mut self, select: &Select) -> Result<(), CompileError> {
        self.push("(");
        let flags = Flags { as_from: false, table: true, ..self.flags };
        self.with_flags(flags, |this| this.select(select))?;
        self.push(")");
        Ok(())
    }

    /// The name of a label among the columns of the select being written, if it is one.
    pub(super) fn label_of(&mut self, expression: &Expr) -> Option<String> {
        let Expr::Label(label) = expression else { return None };
        let name = label.name.as_ref()?;
        let known = self
            .scopes
            .last()?
            .labels
            .iter()
            .any(|(known, operand)| known == name && *operand == label.operand);
        known.then(|| self.identifier_text(&name.clone()))
    }

    fn label_reference(&mut self, name: &str) -> Result<(), CompileError> {
        let Some(scope) = self.scopes.last() else {
            self.verbatim(name);
            return Ok(());
        };
        if let Some((label, _)) = scope.labels.iter().find(|(label, _)| label.text == name) {
            let label = label.clone();
            self.identifier(&label);
            return Ok(());
        }
        if let Some(column) = scope.columns.iter().find(|column| column.name.text == name) {
            let column = column.clone();
            self.column(&column);
            return Ok(());
        }
        Err(CompileError::compile(format!(
            "Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. Textual SQL expression {name} \
             should be explicitly declared as text({name})",
            name = literal::repr_text(name)
        )))
    }

    /// Writes a value as a parameter named by a stem (`LIMIT 5` is `:param_1`).
    pub fn parameter(&mut self, value: Value) -> Result<(), CompileError> {
        let ty = literal::type_of_value(&value);
        self.bind(&Bind { value: Some(value), ty, anonymous: true, ..Bind::default() }, TypeHint::Value)
    }
}

//! Expressions as text, the same text `SQLAlchemy` writes.
//!
//! Lives here: the compiler's state and the common spelling of every [`Expr`]. Does not live
//! here: parentheses (`dialect::precedence`), parameters (`dialect::binds`), whole statements
//! (`dialect::{statement, write}`), and what only one database spells so
//! (`dialect::<name>::syntax`).
//!
//! A tree may be [`Compiler::MAXIMUM_DEPTH`] deep. Chains of one infix operator, however long,
//! count as one level: they are compiled in a loop.

use crate::{
    dialect::{
        Capabilities, CompileError, Dialect, Rendering,
        binds::{Marker, Names, TypeHint, made_up},
        literal,
        precedence::{self, Against, Grouping},
        syntax::Syntax,
        text::{self, Piece},
    },
    dml::Select,
    expr::{
        AggregateOrderBy, Between, Binary, BinaryOperator, Bind, Case, ColumnReference, Expr, Frame, FrameBound,
        FrameUnit, Function, Text, Unary, UnaryOperator, Value,
    },
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
    pub(super) common_tables: IndexMap<String, super::statement::CommonTableText>,
    depth: usize,
}

impl<'a> Compiler<'a> {
    /// How deep an expression may be nested.
    pub const MAXIMUM_DEPTH: usize = 300;

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
            depth: 0,
        }
    }

    /// Writes text as it is.
    pub fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Whether an infix operator is around what is being written.
    pub fn is_in_operator(&self) -> bool {
        self.flags.in_operator
    }

    /// Writes the operands of an infix operator.
    pub fn inside_operator<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.with_flags(Flags { in_operator: true, ..self.flags }, write)
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

    /// `name(x, 'separator')` of `aggregate_strings`.
    pub fn aggregated_strings(&mut self, name: &str, function: &Function) -> Result<(), CompileError> {
        let [aggregated, separator, ..] = function.arguments.as_slice() else {
            return Err(CompileError::unsupported("aggregate_strings without a separator", "give it two arguments"));
        };
        self.push(name);
        self.push("(");
        self.operand(aggregated, Against::Comma)?;
        self.push(", ");
        self.with_literal_execute(|this| this.operand(separator, Against::Comma))?;
        self.push(")");
        Ok(())
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
        let resolved = precedence::resolve(expression);
        match precedence::grouping(&resolved, against) {
            Grouping::Bare => self.resolved(&resolved, hint),
            Grouping::Parentheses => {
                self.out.push('(');
                self.resolved(&resolved, hint)?;
                self.out.push(')');
                Ok(())
            }
            Grouping::Truth => {
                self.resolved(&resolved, hint)?;
                if !self.syntax.native_boolean() {
                    self.out.push_str(" = 1");
                }
                Ok(())
            }
        }
    }

    /// Writes an expression without regard to its place.
    pub fn expression(&mut self, expression: &Expr) -> Result<(), CompileError> {
        self.resolved(&precedence::resolve(expression), TypeHint::Value)
    }

    fn resolved(&mut self, expression: &Expr, hint: TypeHint<'_>) -> Result<(), CompileError> {
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

    fn dispatch(&mut self, expression: &Expr, hint: TypeHint<'_>) -> Result<(), CompileError> {
        match expression {
            Expr::Null => self.push("NULL"),
            Expr::True => self.push(self.syntax.truth(true)),
            Expr::False => self.push(self.syntax.truth(false)),
            Expr::Bind(bind) => self.bind(bind, hint)?,
            Expr::Text(text) => self.text(text)?,
            Expr::Literal(sql) => self.verbatim(sql),
            Expr::Column(column) => self.column(column),
            Expr::Unary(unary) => self.unary(unary)?,
            Expr::Binary(binary) => self.chain(binary)?,
            Expr::Connective(connective) => {
                let terms = precedence::terms(connective);
                if let [only] = terms.as_slice() {
                    return self.operand(only, Against::Condition);
                }
                let against = if connective.and { Against::And } else { Against::Or };
                let word = if connective.and { " AND " } else { " OR " };
                let flags = Flags { in_operator: true, ..self.flags };
                self.with_flags(flags, |this| this.connective(&terms, connective.and, against, word))?;
            }
            Expr::Not(inner) => self.not(inner)?,
            Expr::Between(between) => self.between(between)?,
            Expr::Function(function) => self.function(function)?,
            Expr::Cast(cast) if cast.coerce_only => self.hinted(&cast.operand, Against::Comma, TypeHint::Column(&cast.ty))?,
            Expr::Cast(cast) => self.cast(&cast.operand, &cast.ty)?,
            Expr::Case(case) => self.case(case)?,
            Expr::Label(label) => self.expression(&label.operand)?,
            Expr::Tuple(items) => {
                self.push("(");
                self.list(items)?;
                self.push(")");
            }
            Expr::Collate(collate) => {
                self.inside_operator(|this| this.operand(&collate.operand, Against::Collate))?;
                self.push(" COLLATE ");
                // A collation's name is quoted in any case.
                let name = Identifier { quote: Some(true), ..Identifier::new(collate.collation.as_str()) };
                self.identifier(&name);
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
            Expr::Subquery(select) => self.subquery(select)?,
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

    /// Nested connectives of one kind are one list; a loop over a stack keeps them off ours.
    fn connective(
        &mut self,
        terms: &[&Expr],
        and: bool,
        against: Against<'_>,
        word: &str,
    ) -> Result<(), CompileError> {
        let mut pending: Vec<&Expr> = terms.iter().rev().copied().collect();
        let mut first = true;
        while let Some(term) = pending.pop() {
            if let Expr::Connective(inner) = term
                && inner.and == and
            {
                let inner = precedence::terms(inner);
                if inner.len() > 1 {
                    pending.extend(inner.into_iter().rev());
                    continue;
                }
            }
            if !std::mem::take(&mut first) {
                self.push(word);
            }
            self.operand(term, against)?;
        }
        Ok(())
    }

    fn not(&mut self, inner: &Expr) -> Result<(), CompileError> {
        let condition = !matches!(
            inner,
            Expr::Binary(_) | Expr::Connective(_) | Expr::Unary(_) | Expr::Not(_) | Expr::Exists(_) | Expr::Between(_)
        ) && precedence::is_boolean(inner);
        if condition && !self.syntax.native_boolean() {
            self.expression(inner)?;
            self.push(" = 0");
            return Ok(());
        }
        self.push("NOT ");
        self.operand(inner, Against::Not)
    }

    fn unary(&mut self, unary: &Unary) -> Result<(), CompileError> {
        let (words, against, behind) = match unary.operator {
            UnaryOperator::Negative => ("-", Against::Prefix, false),
            UnaryOperator::BitwiseNot => ("~", Against::Prefix, false),
            UnaryOperator::Any => ("ANY ", Against::Quantifier, false),
            UnaryOperator::All => ("ALL ", Against::Quantifier, false),
            UnaryOperator::Descending => (" DESC", Against::Direction, true),
            UnaryOperator::Ascending => (" ASC", Against::Direction, true),
            UnaryOperator::NullsFirst => (" NULLS FIRST", Against::NullsOrder, true),
            UnaryOperator::NullsLast => (" NULLS LAST", Against::NullsOrder, true),
        };
        if !behind {
            self.push(words);
        }
        if let (true, Some(name)) = (behind, self.label_of(&unary.operand)) {
            self.push(&name);
        } else {
            self.operand(&unary.operand, against)?;
        }
        if behind {
            self.push(words);
        }
        Ok(())
    }

    /// Writes a chain of infix operators: its left operands in a loop.
    fn chain(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let outer = self.flags;
        let mut spine = vec![(binary, false)];
        while let Some((last, _)) = spine.last()
            && common_symbol(&last.operator).is_some()
            && let Expr::Binary(left) = &last.left
            && common_symbol(&left.operator).is_some()
        {
            let grouped =
                precedence::grouping(&last.left, Against::Operator(&last.operator)) == Grouping::Parentheses;
            spine.push((&**left, grouped));
        }
        for (_, grouped) in &spine {
            if *grouped {
                self.push("(");
            }
        }
        while let Some((level, grouped)) = spine.pop() {
            // What a level is inside of: the operators around it.
            self.flags = Flags { in_operator: outer.in_operator || !spine.is_empty(), ..outer };
            let innermost = !matches!(&level.left, Expr::Binary(left)
                if common_symbol(&level.operator).is_some() && common_symbol(&left.operator).is_some());
            let written = self.level(level, innermost);
            self.flags = outer;
            written?;
            if grouped {
                self.push(")");
            }
        }
        Ok(())
    }

    /// Writes one operator of a chain, and its left operand if nobody has.
    fn level(&mut self, binary: &Binary, with_left: bool) -> Result<(), CompileError> {
        if with_left && self.syntax.binary(self, binary)? {
            return Ok(());
        }
        match common_symbol(&binary.operator) {
            Some(symbol) => {
                self.infix_from(binary, symbol, with_left)?;
                self.escape(binary)
            }
            None => self.uncommon(binary),
        }
    }

    /// `left symbol right`, with its operands' parentheses.
    pub fn infix(&mut self, binary: &Binary, symbol: &str) -> Result<(), CompileError> {
        self.infix_from(binary, symbol, true)
    }

    /// As [`Compiler::infix`], for operators that do not tell their operands that they are inside one.
    pub fn plain_infix(&mut self, binary: &Binary, symbol: &str) -> Result<(), CompileError> {
        self.left(binary)?;
        self.push(symbol);
        self.right(binary)
    }

    fn infix_from(&mut self, binary: &Binary, symbol: &str, with_left: bool) -> Result<(), CompileError> {
        // The LIKE family does not tell its operands that they are inside an operator.
        let in_operator = self.flags.in_operator
            || !matches!(
                binary.operator,
                BinaryOperator::Like
                    | BinaryOperator::NotLike
                    | BinaryOperator::CaseInsensitiveLike
                    | BinaryOperator::NotCaseInsensitiveLike
            );
        let flags = Flags { in_operator, ..self.flags };
        self.with_flags(flags, |this| {
            if with_left {
                this.left(binary)?;
            }
            this.push(symbol);
            this.right(binary)
        })
    }

    /// Writes the left operand of an operator.
    pub fn left(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let hint = match &binary.left {
            Expr::Bind(_) => TypeHint::Compared(precedence::type_of(&binary.right)),
            _ => TypeHint::Value,
        };
        self.hinted(&binary.left, Against::Operator(&binary.operator), hint)
    }

    /// Writes the right operand of an operator.
    pub fn right(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let hint = match &binary.right {
            Expr::Bind(_) => TypeHint::Compared(precedence::type_of(&binary.left)),
            _ => TypeHint::Value,
        };
        self.hinted(&binary.right, Against::Operator(&binary.operator), hint)
    }

    /// Operators that are not a word between two operands.
    fn uncommon(&mut self, binary: &Binary) -> Result<(), CompileError> {
        use BinaryOperator as Op;
        match &binary.operator {
            Op::In | Op::NotIn => {
                let negated = binary.operator == Op::NotIn;
                let in_width = if let Expr::Tuple(items) = &binary.left { items.len() } else { 1 };
                let flags = Flags { not_in: negated, in_width, in_operator: true, ..self.flags };
                self.push(if negated { "(" } else { "" });
                self.with_flags(flags, |this| {
                    this.left(binary)?;
                    this.push(if negated { " NOT IN " } else { " IN " });
                    this.right(binary)
                })?;
                self.push(if negated { ")" } else { "" });
            }
            Op::CaseInsensitiveLike | Op::NotCaseInsensitiveLike => {
                self.push("lower(");
                self.left(binary)?;
                let negated = binary.operator == Op::NotCaseInsensitiveLike;
                self.push(if negated { ") NOT LIKE lower(" } else { ") LIKE lower(" });
                self.right(binary)?;
                self.push(")");
                self.escape(binary)?;
            }
            Op::FloorDivide => {
                let whole = |side: &Expr| precedence::same_family(precedence::plain(precedence::type_of(side)), &ColumnType::Integer(crate::types::Spelling::Generic));
                if whole(&binary.left) && whole(&binary.right) {
                    self.plain_infix(binary, " / ")?;
                } else {
                    self.push("FLOOR(");
                    self.plain_infix(binary, " / ")?;
                    self.push(")");
                }
            }
            Op::Contains
            | Op::NotContains
            | Op::StartsWith
            | Op::NotStartsWith
            | Op::EndsWith
            | Op::NotEndsWith
            | Op::CaseInsensitiveContains
            | Op::NotCaseInsensitiveContains
            | Op::CaseInsensitiveStartsWith
            | Op::NotCaseInsensitiveStartsWith
            | Op::CaseInsensitiveEndsWith
            | Op::NotCaseInsensitiveEndsWith => self.contains(binary)?,
            Op::Custom { symbol, .. } => {
                let symbol = if self.rendering.double_percent { symbol.replace('%', "%%") } else { symbol.clone() };
                self.infix(binary, &format!(" {symbol} "))?;
            }
            other => {
                return Err(CompileError::unsupported(
                    format!("the operator {other:?} on {}", self.dialect.name()),
                    "write the expression with text()",
                ));
            }
        }
        Ok(())
    }

    /// `LIKE` with `%` around a text that need not be known.
    fn contains(&mut self, binary: &Binary) -> Result<(), CompileError> {
        use BinaryOperator as Op;
        let (negated, insensitive, before, behind) = match binary.operator {
            Op::Contains => (false, false, true, true),
            Op::NotContains => (true, false, true, true),
            Op::StartsWith => (false, false, false, true),
            Op::NotStartsWith => (true, false, false, true),
            Op::EndsWith => (false, false, true, false),
            Op::NotEndsWith => (true, false, true, false),
            Op::CaseInsensitiveContains => (false, true, true, true),
            Op::NotCaseInsensitiveContains => (true, true, true, true),
            Op::CaseInsensitiveStartsWith => (false, true, false, true),
            Op::NotCaseInsensitiveStartsWith => (true, true, false, true),
            Op::CaseInsensitiveEndsWith => (false, true, true, false),
            _ => (true, true, true, false),
        };
        let lowered = insensitive && !self.syntax.has_ilike();
        let (open, close) = if lowered { ("lower(", ")") } else { ("", "") };
        let percent = if self.rendering.double_percent { "'%%'" } else { "'%'" };
        let like = if insensitive && !lowered { " ILIKE " } else { " LIKE " };
        self.push(open);
        self.operand(&binary.left, Against::Nothing)?;
        self.push(close);
        self.push(if negated { " NOT" } else { "" });
        self.push(like);
        if before {
            self.push(percent);
            self.push(" || ");
        }
        self.push(open);
        let hint = TypeHint::Compared(precedence::type_of(&binary.left));
        let concatenation = matches!(&binary.right, Expr::Binary(right) if right.operator == Op::Concatenate);
        let against = if concatenation { Against::Operator(&Op::Concatenate) } else { Against::Nothing };
        self.hinted(&binary.right, against, hint)?;
        self.push(close);
        if behind {
            self.push(" || ");
            self.push(percent);
        }
        self.escape(binary)
    }

    /// Writes `ESCAPE 'c'`.
    pub fn escape(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let Some(escape) = &binary.escape else { return Ok(()) };
        self.push(" ESCAPE ");
        let text = literal::quoted(escape, self.rendering.double_percent);
        self.push(&text);
        Ok(())
    }

    fn between(&mut self, between: &Between) -> Result<(), CompileError> {
        let Between { operand, low, high, negated, symmetric } = between;
        let flags = Flags { in_operator: true, ..self.flags };
        self.with_flags(flags, |this| {
            let ty = precedence::type_of(operand);
            this.operand(operand, Against::Between)?;
            this.push(if *negated { " NOT BETWEEN " } else { " BETWEEN " });
            this.push(if *symmetric { "SYMMETRIC " } else { "" });
            // The bounds are never put in parentheses.
            this.resolved(&precedence::resolve(low), TypeHint::Compared(ty))?;
            this.push(" AND ");
            this.resolved(&precedence::resolve(high), TypeHint::Compared(ty))
        })
    }

    /// `CAST(x AS type)`; a collation goes behind the parenthesis.
    pub fn cast(&mut self, operand: &Expr, ty: &ColumnType) -> Result<(), CompileError> {
        let flags = Flags { ..self.flags };
        self.push("CAST(");
        self.with_flags(flags, |this| this.hinted(operand, Against::Comma, TypeHint::Column(ty)))?;
        let text = self.dialect.type_sql(ty.for_dialect(self.dialect.name()), self.capabilities)?;
        let (name, collation) = match text.find(" COLLATE ") {
            Some(at) => text.split_at(at),
            None => (text.as_str(), ""),
        };
        self.push(" AS ");
        self.push(name);
        self.push(")");
        self.push(collation);
        Ok(())
    }

    fn case(&mut self, case: &Case) -> Result<(), CompileError> {
        self.push("CASE ");
        if let Some(value) = &case.value {
            self.operand(value, Against::Comma)?;
            self.push(" ");
        }
        for (condition, result) in &case.whens {
            self.push("WHEN ");
            match &case.value {
                // The short form compares; its conditions are values of the compared one's type.
                Some(value) => {
                    let ty = precedence::type_of(value);
                    self.hinted(condition, Against::Nothing, TypeHint::Compared(ty))?;
                }
                None => self.operand(condition, Against::Nothing)?,
            }
            self.push(" THEN ");
            self.operand(result, Against::Comma)?;
            self.push(" ");
        }
        if let Some(otherwise) = &case.otherwise {
            self.push("ELSE ");
            self.operand(otherwise, Against::Comma)?;
            self.push(" ");
        }
        self.push("END");
        Ok(())
    }

    fn frame(&mut self, frame: &Frame) -> Result<(), CompileError> {
        self.push(match frame.unit {
            FrameUnit::Rows => "ROWS BETWEEN ",
            FrameUnit::Range => "RANGE BETWEEN ",
            FrameUnit::Groups => "GROUPS BETWEEN ",
        });
        for (bound, unbounded, between) in
            [(&frame.lower, "UNBOUNDED PRECEDING", " AND "), (&frame.upper, "UNBOUNDED FOLLOWING", "")]
        {
            match bound {
                FrameBound::Unbounded => self.push(unbounded),
                FrameBound::Current => self.push("CURRENT ROW"),
                FrameBound::Preceding(count) => {
                    self.expression(count)?;
                    self.push(" PRECEDING");
                }
                FrameBound::Following(count) => {
                    self.expression(count)?;
                    self.push(" FOLLOWING");
                }
            }
            self.push(between);
        }
        Ok(())
    }

    fn function(&mut self, function: &Function) -> Result<(), CompileError> {
        if self.syntax.function(self, function)? {
            return Ok(());
        }
        let (package, name) = match function.name.as_slice() {
            [package @ .., name] => (package, name),
            [] => return Err(CompileError::unsupported("a function without a name", "name the function")),
        };
        for part in package {
            self.function_name(part);
            self.push(".");
        }
        if package.is_empty()
            && let Some((known, always_called)) = known_function(&name.text)
        {
            self.push(known);
            if !always_called && function.arguments.is_empty() {
                return Ok(());
            }
        } else {
            self.function_name(name);
        }
        self.arguments(function)
    }

    /// Writes a function's arguments in parentheses.
    pub fn arguments(&mut self, function: &Function) -> Result<(), CompileError> {
        let counts_rows =
            matches!(function.name.as_slice(), [name] if name.as_str().eq_ignore_ascii_case("count"));
        self.push("(");
        if function.arguments.is_empty() && counts_rows {
            self.push("*");
        }
        // Arguments of functions that return what they are given take the first typed one's type.
        let uniform = matches!(function.name.as_slice(), [name]
            if matches!(name.as_str().to_ascii_lowercase().as_str(), "coalesce" | "max" | "min" | "sum"));
        let ty = function.arguments.iter().map(precedence::type_of).find(|ty| **ty != ColumnType::Null);
        for (position, argument) in function.arguments.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            match (uniform, ty) {
                (true, Some(ty)) => self.hinted(argument, Against::Comma, TypeHint::Compared(ty))?,
                _ => self.operand(argument, Against::Comma)?,
            }
        }
        self.push(")");
        Ok(())
    }

    fn function_name(&mut self, name: &Identifier) {
        let legal = !name.text.is_empty()
            && name.text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '$'));
        if legal && name.quote.is_none() {
            self.push(&name.text);
        } else {
            self.identifier(name);
        }
    }

    pub(super) fn column(&mut self, column: &ColumnReference) {
        if let Some(table) = &column.table
            && self.flags.table
        {
            self.qualified(table);
            self.push(".");
        }
        self.identifier(&column.name);
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
        let sql = if self.rendering.double_percent { source.sql.replace('%', "%%") } else { source.sql.clone() };
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
        let known = self.scopes.last()?.labels.iter().any(|(known, operand)| known == name && *operand == label.operand);
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

/// Operators that are one word between their operands, in every database that has them.
fn common_symbol(operator: &BinaryOperator) -> Option<&'static str> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Equal => " = ",
        Op::NotEqual => " != ",
        Op::Less => " < ",
        Op::LessOrEqual => " <= ",
        Op::Greater => " > ",
        Op::GreaterOrEqual => " >= ",
        Op::Is => " IS ",
        Op::IsNot => " IS NOT ",
        Op::Like => " LIKE ",
        Op::NotLike => " NOT LIKE ",
        Op::Add => " + ",
        Op::Subtract => " - ",
        Op::Multiply => " * ",
        Op::Concatenate => " || ",
        Op::BitwiseAnd => " & ",
        Op::BitwiseOr => " | ",
        Op::ShiftLeft => " << ",
        Op::ShiftRight => " >> ",
        Op::IsDistinctFrom
        | Op::IsNotDistinctFrom
        | Op::In
        | Op::NotIn
        | Op::CaseInsensitiveLike
        | Op::NotCaseInsensitiveLike
        | Op::Contains
        | Op::NotContains
        | Op::StartsWith
        | Op::NotStartsWith
        | Op::EndsWith
        | Op::NotEndsWith
        | Op::CaseInsensitiveContains
        | Op::NotCaseInsensitiveContains
        | Op::CaseInsensitiveStartsWith
        | Op::NotCaseInsensitiveStartsWith
        | Op::CaseInsensitiveEndsWith
        | Op::NotCaseInsensitiveEndsWith
        | Op::Match
        | Op::RegexpMatch
        | Op::NotRegexpMatch
        | Op::Divide
        | Op::FloorDivide
        | Op::Modulo
        | Op::BitwiseXor
        | Op::JsonGet
        | Op::JsonGetText
        | Op::JsonPathGet
        | Op::JsonPathGetText
        | Op::Index
        | Op::Custom { .. } => return None,
    })
}

/// Functions with a spelling of their own, and whether they have parentheses without arguments too.
fn known_function(name: &str) -> Option<(&'static str, bool)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "coalesce" => ("coalesce", true),
        "current_date" => ("CURRENT_DATE", false),
        "current_time" => ("CURRENT_TIME", false),
        "current_timestamp" => ("CURRENT_TIMESTAMP", false),
        "current_user" => ("CURRENT_USER", false),
        "localtime" => ("LOCALTIME", false),
        "localtimestamp" => ("LOCALTIMESTAMP", false),
        "session_user" => ("SESSION_USER", false),
        "user" => ("USER", false),
        "random" => ("random", true),
        "sysdate" => ("sysdate", false),
        "cube" => ("CUBE", true),
        "rollup" => ("ROLLUP", true),
        "grouping_sets" => ("GROUPING SETS", true),
        "now" => ("now", true),
        "count" => ("count", true),
        "max" => ("max", true),
        "min" => ("min", true),
        "sum" => ("sum", true),
        "concat" => ("concat", true),
        "char_length" => ("char_length", true),
        "array_agg" => ("array_agg", true),
        _ => return None,
    })
}

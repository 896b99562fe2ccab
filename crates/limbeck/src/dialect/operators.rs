//! Operators as text: infix chains, prefixes, `AND` and `OR`, and the `LIKE` family.
//!
//! Lives here: the common spelling of operators. Does not live here: where parentheses go
//! (`dialect::precedence`), nor operators that only one database spells so
//! (`dialect::<name>::syntax`).

#![expect(clippy::wildcard_enum_match_arm, reason = "operators that are not named have nothing special")]

use crate::{
    dialect::{
        CompileError,
        binds::TypeHint,
        expression::{Compiler, Flags},
        literal,
        precedence::{self, Against, Grouping},
    },
    expr::{Between, Binary, BinaryOperator, Connective, Expr, Unary, UnaryOperator},
    types::ColumnType,
};

impl Compiler<'_> {
    /// Whether an infix operator is around what is being written.
    pub fn is_in_operator(&self) -> bool {
        self.flags.in_operator
    }

    /// Writes the operands of an infix operator.
    pub fn inside_operator<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.with_flags(Flags { in_operator: true, ..self.flags }, write)
    }

    pub(super) fn connected(&mut self, connective: &Connective) -> Result<(), CompileError> {
        let terms = precedence::terms(connective);
        if let [only] = terms.as_slice() {
            return self.operand(only, Against::Condition);
        }
        let before = self.flags;
        self.flags.in_operator = true;
        let written = if connective.and {
            self.connective(&terms, true, Against::And, " AND ")
        } else {
            self.connective(&terms, false, Against::Or, " OR ")
        };
        self.flags = before;
        written
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

    pub(super) fn not(&mut self, inner: &Expr) -> Result<(), CompileError> {
        let condition = !matches!(
            inner,
            Expr::Binary(_)
                | Expr::Connective(_)
                | Expr::Unary(_)
                | Expr::Not(_)
                | Expr::Exists(_)
                | Expr::Between(_)
        ) && precedence::is_boolean(inner);
        if condition && !self.syntax.native_boolean() {
            self.expression(inner)?;
            self.push(" = 0");
            return Ok(());
        }
        self.push("NOT ");
        self.operand(inner, Against::Not)
    }

    pub(super) fn unary(&mut self, unary: &Unary) -> Result<(), CompileError> {
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
    pub(super) fn chain(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let outer = self.flags;
        let mut spine = vec![(binary, false)];
        while let Some((last, _)) = spine.last()
            && self.symbol(&last.operator).is_some()
            && let Expr::Binary(left) = &last.left
            && self.symbol(&left.operator).is_some()
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
        // The type of what is written so far; found as the chain grows, so that its length counts once.
        let mut left_type = None;
        while let Some((level, grouped)) = spine.pop() {
            // What a level is inside of: the operators around it.
            self.flags = Flags { in_operator: outer.in_operator || !spine.is_empty(), ..outer };
            let written = match left_type {
                None => self.innermost(level),
                Some(ty) => self.level(level, ty),
            };
            self.flags = outer;
            written?;
            if grouped {
                self.push(")");
            }
            if !spine.is_empty() {
                let of_left = left_type.unwrap_or_else(|| precedence::type_of(&level.left));
                left_type = Some(precedence::type_with_left(level, of_left));
            }
        }
        Ok(())
    }

    /// The word of an operator that is one word between its operands in this database.
    fn symbol(&self, operator: &BinaryOperator) -> Option<&'static str> {
        match operator {
            BinaryOperator::Concatenate if self.syntax.concatenates_by_function() => None,
            operator => common_symbol(operator),
        }
    }

    /// Writes the first operator of a chain.
    fn innermost(&mut self, binary: &Binary) -> Result<(), CompileError> {
        if self.syntax.binary(self, binary)? {
            return Ok(());
        }
        match self.symbol(&binary.operator) {
            Some(symbol) => {
                self.infix(binary, symbol)?;
                self.escape(binary)
            }
            None => self.uncommon(binary),
        }
    }

    /// Writes a further operator of a chain, and what is right of it.
    fn level(&mut self, binary: &Binary, left_type: &ColumnType) -> Result<(), CompileError> {
        self.push(common_symbol(&binary.operator).unwrap_or_default());
        let before = self.flags;
        self.flags.in_operator |= tells_operands(&binary.operator);
        let written = self.right_of(binary, left_type);
        self.flags = before;
        written?;
        self.escape(binary)
    }

    /// `left symbol right`, with its operands' parentheses.
    pub fn infix(&mut self, binary: &Binary, symbol: &str) -> Result<(), CompileError> {
        let before = self.flags;
        self.flags.in_operator |= tells_operands(&binary.operator);
        let written = self.plain_infix(binary, symbol);
        self.flags = before;
        written
    }

    /// As [`Compiler::infix`], for operators that do not tell their operands that they are inside one.
    pub fn plain_infix(&mut self, binary: &Binary, symbol: &str) -> Result<(), CompileError> {
        self.left(binary)?;
        self.push(symbol);
        self.right(binary)
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
        match &binary.right {
            Expr::Bind(_) => self.right_of(binary, precedence::type_of(&binary.left)),
            _ => self.operand(&binary.right, Against::Operator(&binary.operator)),
        }
    }

    fn right_of(&mut self, binary: &Binary, left_type: &ColumnType) -> Result<(), CompileError> {
        let hint = match &binary.right {
            Expr::Bind(_) => TypeHint::Compared(left_type),
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
                let whole = |side: &Expr| {
                    precedence::same_family(
                        precedence::plain(precedence::type_of(side)),
                        &ColumnType::Integer(crate::types::Spelling::Generic),
                    )
                };
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
                let symbol =
                    if self.rendering.double_percent { symbol.replace('%', "%%") } else { symbol.clone() };
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
        let by_function = self.syntax.concatenates_by_function();
        let joint = if by_function { ", " } else { " || " };
        self.push(if by_function { "concat(" } else { "" });
        if before {
            self.push(percent);
            self.push(joint);
        }
        self.push(open);
        let hint = TypeHint::Compared(precedence::type_of(&binary.left));
        let concatenation =
            !insensitive && matches!(&binary.right, Expr::Binary(right) if right.operator == Op::Concatenate);
        let against = if concatenation { Against::Operator(&Op::Concatenate) } else { Against::Nothing };
        if concatenation && by_function {
            let items = precedence::concatenated(&binary.right);
            self.separated(&items)?;
        } else {
            self.hinted(&binary.right, against, hint)?;
        }
        self.push(close);
        if behind {
            self.push(joint);
            self.push(percent);
        }
        self.push(if by_function { ")" } else { "" });
        self.escape(binary)
    }

    /// `concat(a, b, …)`, a chain of them flat.
    pub fn concatenation(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let mut items = Vec::new();
        precedence::concatenated_parts(binary, &mut items);
        self.push("concat(");
        self.separated(&items)?;
        self.push(")");
        Ok(())
    }

    fn separated(&mut self, items: &[&Expr]) -> Result<(), CompileError> {
        let ty = items.iter().map(|item| precedence::type_of(item)).find(|ty| **ty != ColumnType::Null);
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            let hint = match (item, ty) {
                (Expr::Bind(_), Some(ty)) => TypeHint::Compared(ty),
                _ => TypeHint::Value,
            };
            self.hinted(item, Against::Operator(&BinaryOperator::Concatenate), hint)?;
        }
        Ok(())
    }

    /// Writes `ESCAPE 'c'`.
    pub fn escape(&mut self, binary: &Binary) -> Result<(), CompileError> {
        let Some(escape) = &binary.escape else { return Ok(()) };
        self.push(" ESCAPE ");
        let text = literal::quoted(escape, self.rendering.double_percent);
        self.push(&text);
        Ok(())
    }

    pub(super) fn between(&mut self, between: &Between) -> Result<(), CompileError> {
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
}

/// Whether an operator tells its operands that they are inside one; the LIKE family does not.
fn tells_operands(operator: &BinaryOperator) -> bool {
    use BinaryOperator as Op;
    !matches!(operator, Op::Like | Op::NotLike | Op::CaseInsensitiveLike | Op::NotCaseInsensitiveLike)
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

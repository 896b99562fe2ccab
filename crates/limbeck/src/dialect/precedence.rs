//! Which operator binds tighter, what an expression's type is, and what its negation is.
//!
//! Lives here: the facts of `SQLAlchemy`'s `sql.operators` and of its `self_group` methods that
//! decide where parentheses go. Does not live here: any text (`dialect::expression`).

#![expect(clippy::wildcard_enum_match_arm, reason = "forms that are not named have no operator")]

use crate::{
    expr::{Binary, BinaryOperator, Connective, Expr, UnaryOperator, Value},
    types::{Boolean, ColumnType, DateTime, DateTimeName, Float, FloatName, MysqlType, Spelling},
};
use std::borrow::Cow;

/// What stands around an expression and decides whether it needs parentheses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Against<'a> {
    /// A value of its own (`SET x = …`, `WHEN …`): anything with an operator is put in parentheses.
    Nothing,
    /// An element of a list.
    Comma,
    /// An infix operator.
    Operator(&'a BinaryOperator),
    /// `AND`.
    And,
    /// `OR`.
    Or,
    /// A condition by itself.
    Condition,
    /// `NOT`.
    Not,
    /// `x BETWEEN`.
    Between,
    /// The sign or `~` in front.
    Prefix,
    /// `ASC` or `DESC` behind.
    Direction,
    /// `NULLS FIRST` or `LAST` behind.
    NullsOrder,
    /// `ANY` or `ALL` in front.
    Quantifier,
    /// `DISTINCT` in front.
    Distinct,
    /// `COLLATE` behind.
    Collate,
}

impl Against<'_> {
    fn precedence(self) -> i32 {
        match self {
            Self::Nothing | Self::NullsOrder => i32::MAX,
            Self::Comma => -1,
            Self::Operator(operator) => precedence(operator),
            Self::And | Self::Direction => 3,
            Self::Or => 2,
            Self::Condition => -10,
            Self::Not | Self::Between | Self::Distinct => 5,
            Self::Prefix => 8,
            Self::Quantifier => 15,
            Self::Collate => 4,
        }
    }
}

/// What an expression needs in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Nothing.
    Bare,
    /// Parentheses.
    Parentheses,
    /// A truth value as a condition: `x`, or `x = 1` where the database has no truth values.
    Truth,
}

/// How tight an operator binds; greater is tighter.
pub fn precedence(operator: &BinaryOperator) -> i32 {
    use BinaryOperator as Op;
    match operator {
        Op::JsonGet | Op::JsonGetText | Op::JsonPathGet | Op::JsonPathGetText | Op::Index => 15,
        Op::Multiply | Op::Divide | Op::FloorDivide | Op::Modulo => 8,
        Op::Add
        | Op::Subtract
        | Op::BitwiseAnd
        | Op::BitwiseOr
        | Op::BitwiseXor
        | Op::ShiftLeft
        | Op::ShiftRight => 7,
        Op::Concatenate
        | Op::Equal
        | Op::NotEqual
        | Op::Less
        | Op::LessOrEqual
        | Op::Greater
        | Op::GreaterOrEqual
        | Op::Is
        | Op::IsNot
        | Op::IsDistinctFrom
        | Op::IsNotDistinctFrom
        | Op::In
        | Op::NotIn
        | Op::Like
        | Op::NotLike
        | Op::CaseInsensitiveLike
        | Op::NotCaseInsensitiveLike
        | Op::Match
        | Op::RegexpMatch
        | Op::NotRegexpMatch => 5,
        // SQLAlchemy has no precedence for these: they are put in parentheses everywhere.
        Op::Contains
        | Op::NotContains
        | Op::StartsWith
        | Op::NotStartsWith
        | Op::EndsWith
        | Op::NotEndsWith
        | Op::CaseInsensitiveContains
        | Op::CaseInsensitiveStartsWith
        | Op::CaseInsensitiveEndsWith
        | Op::NotCaseInsensitiveContains
        | Op::NotCaseInsensitiveStartsWith
        | Op::NotCaseInsensitiveEndsWith => i32::MIN,
        Op::Custom { precedence, .. } => *precedence,
    }
}

/// Whether `(a op b) op c` needs no parentheses.
fn naturally_chained(operator: &BinaryOperator) -> bool {
    use BinaryOperator as Op;
    matches!(
        operator,
        Op::Add
            | Op::Multiply
            | Op::Concatenate
            | Op::Index
            | Op::JsonGet
            | Op::JsonPathGet
            | Op::JsonGetText
            | Op::JsonPathGetText
    )
}

/// Whether the operator's result is a truth value.
pub fn is_comparison(operator: &BinaryOperator) -> bool {
    use BinaryOperator as Op;
    match operator {
        Op::Custom { comparison, .. } => *comparison,
        Op::JsonGet
        | Op::JsonGetText
        | Op::JsonPathGet
        | Op::JsonPathGetText
        | Op::Index
        | Op::Multiply
        | Op::Divide
        | Op::FloorDivide
        | Op::Modulo
        | Op::Add
        | Op::Subtract
        | Op::BitwiseAnd
        | Op::BitwiseOr
        | Op::BitwiseXor
        | Op::ShiftLeft
        | Op::ShiftRight
        | Op::Concatenate => false,
        Op::Equal
        | Op::NotEqual
        | Op::Less
        | Op::LessOrEqual
        | Op::Greater
        | Op::GreaterOrEqual
        | Op::Is
        | Op::IsNot
        | Op::IsDistinctFrom
        | Op::IsNotDistinctFrom
        | Op::In
        | Op::NotIn
        | Op::Like
        | Op::NotLike
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
        | Op::NotRegexpMatch => true,
    }
}

/// The operator of the opposite, where there is one.
fn opposite(operator: &BinaryOperator) -> Option<BinaryOperator> {
    use BinaryOperator as Op;
    const PAIRS: &[(Op, Op)] = &[
        (Op::Equal, Op::NotEqual),
        (Op::Less, Op::GreaterOrEqual),
        (Op::Greater, Op::LessOrEqual),
        (Op::Is, Op::IsNot),
        (Op::IsDistinctFrom, Op::IsNotDistinctFrom),
        (Op::In, Op::NotIn),
        (Op::Like, Op::NotLike),
        (Op::CaseInsensitiveLike, Op::NotCaseInsensitiveLike),
        (Op::RegexpMatch, Op::NotRegexpMatch),
        (Op::Contains, Op::NotContains),
        (Op::StartsWith, Op::NotStartsWith),
        (Op::EndsWith, Op::NotEndsWith),
        (Op::CaseInsensitiveContains, Op::NotCaseInsensitiveContains),
        (Op::CaseInsensitiveStartsWith, Op::NotCaseInsensitiveStartsWith),
        (Op::CaseInsensitiveEndsWith, Op::NotCaseInsensitiveEndsWith),
    ];
    PAIRS.iter().find_map(|(one, other)| {
        if one == operator {
            Some(other.clone())
        } else if other == operator {
            Some(one.clone())
        } else {
            None
        }
    })
}

/// The expression that is written for one: negations pushed inwards, single terms unwrapped.
///
/// A `Not` that is left is one that is written as such.
pub fn resolve(expression: &Expr) -> Cow<'_, Expr> {
    match expression {
        Expr::Not(inner) => negate(&resolve(inner)).map_or_else(
            || match resolve(inner) {
                // NOT of a truth value that was negated already is the value as a condition.
                Cow::Owned(Expr::Not(twice)) if !has_operator(&twice) && is_boolean(&twice) => {
                    condition(*twice)
                }
                Cow::Borrowed(Expr::Not(twice)) if !has_operator(twice) && is_boolean(twice) => {
                    condition((**twice).clone())
                }
                Cow::Owned(resolved) => Cow::Owned(Expr::Not(Box::new(resolved))),
                Cow::Borrowed(resolved) if std::ptr::eq(resolved, &raw const **inner) => {
                    Cow::Borrowed(expression)
                }
                Cow::Borrowed(resolved) => Cow::Owned(Expr::Not(Box::new(resolved.clone()))),
            },
            Cow::Owned,
        ),
        _ => Cow::Borrowed(expression),
    }
}

fn condition(expression: Expr) -> Cow<'static, Expr> {
    Cow::Owned(Expr::Connective(Connective { and: true, terms: vec![expression] }))
}

/// Whether an expression is written with an operator of its own in front or between.
fn has_operator(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::Binary(_)
            | Expr::Connective(_)
            | Expr::Unary(_)
            | Expr::Not(_)
            | Expr::Exists(_)
            | Expr::Between(_)
    )
}

fn negate(expression: &Expr) -> Option<Expr> {
    match expression {
        Expr::True => Some(Expr::False),
        Expr::False => Some(Expr::True),
        Expr::Binary(binary) if !quantified(&binary.left) && !quantified(&binary.right) => {
            let operator = opposite(&binary.operator)?;
            let mut negated = binary.clone();
            negated.operator = operator;
            Some(Expr::Binary(negated))
        }
        Expr::Between(between) => {
            let mut opposite = between.clone();
            opposite.negated = !opposite.negated;
            Some(Expr::Between(opposite))
        }
        Expr::Label(label) => {
            let mut negated = label.clone();
            negated.operand = Expr::Not(Box::new(label.operand.clone()));
            Some(Expr::Label(negated))
        }
        _ => None,
    }
}

/// Whether an expression is `ANY` or `ALL` of something: a comparison with it has no opposite.
fn quantified(expression: &Expr) -> bool {
    matches!(expression, Expr::Unary(unary) if matches!(unary.operator, UnaryOperator::Any | UnaryOperator::All))
}

/// The terms of a connective that are written: neutral constants dropped, one that decides alone.
pub fn terms(connective: &Connective) -> Vec<&Expr> {
    let (neutral, deciding) =
        if connective.and { (Expr::True, Expr::False) } else { (Expr::False, Expr::True) };
    if let Some(decisive) = connective.terms.iter().find(|term| **term == deciding) {
        return vec![decisive];
    }
    let kept: Vec<&Expr> = connective.terms.iter().filter(|term| **term != neutral).collect();
    match (kept.is_empty(), connective.terms.first()) {
        (true, Some(first)) => vec![first],
        _ => kept,
    }
}

/// What an expression needs where it stands. The expression has been through [`resolve`].
pub fn grouping(expression: &Expr, against: Against<'_>) -> Grouping {
    let by_precedence = |own: i32| {
        if own <= against.precedence() { Grouping::Parentheses } else { Grouping::Bare }
    };
    match expression {
        Expr::Binary(binary) => binary_grouping(binary, against),
        Expr::Connective(connective) => match terms(connective).as_slice() {
            [] => Grouping::Bare,
            // A single term was made a condition when the connective was, and is written as one.
            [only] => match grouping(&resolve(only), Against::Condition) {
                Grouping::Truth | Grouping::Parentheses => Grouping::Bare,
                Grouping::Bare => grouping(&resolve(only), against),
            },
            _ => match (connective.and, against) {
                (true, Against::And) | (false, Against::Or) => Grouping::Bare,
                (true, _) => by_precedence(3),
                (false, _) => by_precedence(2),
            },
        },
        Expr::Not(inner) if !has_operator(inner) && is_boolean(inner) => Grouping::Bare,
        Expr::Exists(_) => by_precedence(0),
        Expr::Not(_) | Expr::Distinct(_) | Expr::Between(_) => by_precedence(5),
        Expr::Filter(_) => by_precedence(6),
        Expr::Collate(_) => by_precedence(4),
        Expr::Unary(unary) => match unary.operator {
            UnaryOperator::Negative | UnaryOperator::BitwiseNot => by_precedence(8),
            UnaryOperator::Any | UnaryOperator::All => by_precedence(15),
            UnaryOperator::Descending
            | UnaryOperator::Ascending
            | UnaryOperator::NullsFirst
            | UnaryOperator::NullsLast => Grouping::Bare,
        },
        Expr::Label(label) => grouping(&resolve(&label.operand), against),
        Expr::Cast(cast) if cast.coerce_only => grouping(&resolve(&cast.operand), against),
        Expr::Text(_) => match against {
            Against::Operator(BinaryOperator::In | BinaryOperator::NotIn) => Grouping::Parentheses,
            _ => Grouping::Bare,
        },
        Expr::Array(_) if matches!(against, Against::Operator(BinaryOperator::Index)) => {
            Grouping::Parentheses
        }
        Expr::Function(function)
            if matches!(against, Against::Operator(BinaryOperator::Index))
                && matches!(function.ty, ColumnType::Array(_)) =>
        {
            Grouping::Parentheses
        }
        Expr::Subquery(_) | Expr::Tuple(_) => Grouping::Bare,
        _ => match against {
            Against::And | Against::Or | Against::Condition if is_boolean(expression) => Grouping::Truth,
            Against::Quantifier => Grouping::Parentheses,
            _ => Grouping::Bare,
        },
    }
}

fn binary_grouping(binary: &Binary, against: Against<'_>) -> Grouping {
    let operator = &binary.operator;
    let chained =
        matches!(against, Against::Operator(outer) if outer == operator && naturally_chained(operator));
    let negated = against == Against::Not && !is_comparison(operator);
    if negated || (!chained && precedence(operator) <= against.precedence()) {
        Grouping::Parentheses
    } else {
        Grouping::Bare
    }
}

static NULL: ColumnType = ColumnType::Null;
static BOOLEAN: ColumnType =
    ColumnType::Boolean(Boolean { spelling: Spelling::Generic, create_constraint: false, name: None });
static INTEGER: ColumnType = ColumnType::Integer(Spelling::Generic);
static STRING: ColumnType = ColumnType::Character(crate::types::Character {
    name: crate::types::CharacterName::String,
    length: None,
    collation: None,
});
static DATE_TIME: ColumnType =
    ColumnType::DateTime(DateTime { name: DateTimeName::DateTime, timezone: false });
static FLOAT: ColumnType =
    ColumnType::Float(Float { name: FloatName::Float, precision: None, as_decimal: false });
static NUMERIC: ColumnType = ColumnType::Numeric(crate::types::Numeric {
    name: crate::types::NumericName::Numeric,
    precision: None,
    scale: None,
    as_decimal: true,
});
static DATE: ColumnType = ColumnType::Date(Spelling::Generic);
static TIME: ColumnType =
    ColumnType::Time(crate::types::Time { spelling: Spelling::Generic, timezone: false });
static INTERVAL: ColumnType = ColumnType::Interval(crate::types::Interval {
    native: true,
    second_precision: None,
    day_precision: None,
});
static BINARY: ColumnType =
    ColumnType::Binary(crate::types::Binary { name: crate::types::BinaryName::LargeBinary, length: None });
static UUID: ColumnType =
    ColumnType::Uuid(crate::types::Uuid { spelling: Spelling::Generic, as_uuid: true, native: true });

/// The family of types a value belongs to by itself.
pub fn family_of_value(value: &Value) -> &'static ColumnType {
    match value {
        Value::Boolean(_) => &BOOLEAN,
        Value::Integer(_) | Value::BigInteger(_) => &INTEGER,
        Value::Float(_) => &FLOAT,
        Value::Decimal(_) => &NUMERIC,
        Value::Text(_) => &STRING,
        Value::Bytes(_) => &BINARY,
        Value::Date(_) => &DATE,
        Value::Time(_) => &TIME,
        Value::Timestamp(_) => &DATE_TIME,
        Value::Interval { .. } => &INTERVAL,
        Value::Uuid(_) => &UUID,
        Value::Null | Value::Json(_) | Value::List(_) => &NULL,
    }
}

/// Whether an expression is a truth value.
pub fn is_boolean(expression: &Expr) -> bool {
    matches!(plain(type_of(expression)), ColumnType::Boolean(_))
}

/// A type without variants and decorators, for questions about its family.
pub fn plain(ty: &ColumnType) -> &ColumnType {
    ty.for_dialect("")
}

/// The type of an infix operator's result, where the operands need not be asked.
fn own_type(binary: &Binary) -> Option<&ColumnType> {
    match binary.operator {
        _ if is_comparison(&binary.operator) => Some(&BOOLEAN),
        _ if binary.ty != ColumnType::Null => Some(&binary.ty),
        BinaryOperator::JsonGetText | BinaryOperator::JsonPathGetText => Some(&STRING),
        _ => None,
    }
}

/// Whether an operator's result has the right operand's type where the left one has none.
fn takes_right(operator: &BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::Add | BinaryOperator::Multiply)
}

/// The type of an infix operator's result, given that of its left operand.
pub fn type_with_left<'a>(binary: &'a Binary, left: &'a ColumnType) -> &'a ColumnType {
    match own_type(binary) {
        Some(ty) => ty,
        None if *left == ColumnType::Null && takes_right(&binary.operator) => type_of(&binary.right),
        None => left,
    }
}

/// The type of an expression, as far as the tree says.
pub fn type_of(expression: &Expr) -> &ColumnType {
    type_within(expression, 0)
}

/// The type of an infix operator's result: down the left side of a chain, and back.
fn binary_type(binary: &Binary, depth: usize) -> &ColumnType {
    if let Some(ty) = own_type(binary) {
        return ty;
    }
    let mut spine = vec![binary];
    let mut leftmost = &binary.left;
    while let Expr::Binary(left) = leftmost
        && own_type(left).is_none()
    {
        spine.push(left);
        leftmost = &left.left;
    }
    let mut ty = type_within(leftmost, depth + 1);
    while *ty == ColumnType::Null
        && let Some(level) = spine.pop()
    {
        if takes_right(&level.operator) {
            ty = type_within(&level.right, depth + 1);
        }
    }
    ty
}

fn type_within(expression: &Expr, depth: usize) -> &ColumnType {
    // Deeper trees are refused anyway.
    if depth > super::expression::Compiler::MAXIMUM_DEPTH {
        return &NULL;
    }
    let mut expression = expression;
    loop {
        expression = match expression {
            Expr::Column(column) => return &column.ty,
            Expr::Bind(bind) => {
                return match (&bind.ty, &bind.value) {
                    (ColumnType::Null, Some(value)) => family_of_value(value),
                    (ty, _) => ty,
                };
            }
            Expr::Function(function) => {
                match (&function.ty, function.name.as_slice(), function.arguments.first()) {
                    (ColumnType::Null, [name], Some(first))
                        if matches!(
                            name.as_str().to_ascii_lowercase().as_str(),
                            "coalesce" | "max" | "min" | "sum" | "lower" | "upper"
                        ) =>
                    {
                        first
                    }
                    (ColumnType::Null, [name], _) if name.as_str().eq_ignore_ascii_case("count") => {
                        return &INTEGER;
                    }
                    (ty, _, _) => return ty,
                }
            }
            Expr::Cast(cast) => return &cast.ty,
            Expr::Label(label) => &label.operand,
            Expr::Collate(collate) => &collate.operand,
            Expr::Over(over) => &over.operand,
            Expr::Filter(filter) => &filter.operand,
            Expr::WithinGroup(group) | Expr::AggregateOrderBy(group) => &group.operand,
            Expr::Distinct(operand) => operand,
            Expr::Unary(unary) => &unary.operand,
            Expr::Extract(_) => return &INTEGER,
            Expr::True | Expr::False | Expr::Connective(_) | Expr::Between(_) | Expr::Exists(_) => {
                return &BOOLEAN;
            }
            Expr::Not(inner) => {
                return if has_operator(inner) || is_boolean(inner) { &BOOLEAN } else { &NULL };
            }
            Expr::Binary(binary) => return binary_type(binary, depth),
            Expr::Case(case) => {
                // The last result that has a type decides.
                let results = case.whens.iter().rev().map(|(_, result)| result);
                match results.into_iter().find(|result| *type_within(result, depth + 1) != ColumnType::Null) {
                    Some(result) => result,
                    None => match &case.otherwise {
                        Some(otherwise) => otherwise,
                        None => return &NULL,
                    },
                }
            }
            Expr::Subquery(select) => match select.columns.as_slice() {
                [only] => only,
                _ => return &NULL,
            },
            Expr::Null
            | Expr::Text(_)
            | Expr::Literal(_)
            | Expr::Tuple(_)
            | Expr::Array(_)
            | Expr::NextValue(_)
            | Expr::LabelReference(_) => return &NULL,
        };
    }
}

/// The type a value without one gets beside an expression of a type.
///
/// `None` leaves it to the value: it is of another family than its neighbour.
pub fn compared_type<'a>(neighbour: &'a ColumnType, value: Option<&Value>) -> Option<&'a ColumnType> {
    if *neighbour == ColumnType::Null {
        return None;
    }
    let value = match value {
        Some(Value::List(items)) => items.first(),
        other => other,
    };
    match value.map(family_of_value) {
        None | Some(ColumnType::Null) => Some(neighbour),
        Some(family) => same_family(plain(neighbour), family).then_some(neighbour),
    }
}

/// The parts of a concatenation, those of concatenations in it included; anything else is one part.
pub fn concatenated(expression: &Expr) -> Vec<&Expr> {
    let mut parts = Vec::new();
    match expression {
        Expr::Binary(binary) if binary.operator == BinaryOperator::Concatenate => {
            concatenated_parts(binary, &mut parts);
        }
        other => parts.push(other),
    }
    parts
}

/// As [`concatenated`]; chains to the left are followed in a loop.
pub fn concatenated_parts<'e>(binary: &'e Binary, parts: &mut Vec<&'e Expr>) {
    let mut pending = vec![&binary.right, &binary.left];
    while let Some(expression) = pending.pop() {
        match expression {
            Expr::Binary(inner) if inner.operator == BinaryOperator::Concatenate => {
                pending.push(&inner.right);
                pending.push(&inner.left);
            }
            other => parts.push(other),
        }
    }
}

/// Whether two types are of one family (`_type_affinity`).
pub fn same_family(one: &ColumnType, other: &ColumnType) -> bool {
    use ColumnType as T;
    fn family(ty: &ColumnType) -> Option<u8> {
        Some(match ty {
            T::SmallInteger(_) | T::Integer(_) | T::BigInteger(_) => 0,
            T::Numeric(_) => 1,
            T::Float(_) => 2,
            T::Character(_) | T::Enum(_) => 3,
            T::Boolean(_) => 4,
            T::Date(_) => 5,
            T::Time(_) => 6,
            T::DateTime(_) => 7,
            T::Interval(_) => 8,
            T::Binary(_) => 9,
            T::Json(_) => 10,
            T::Uuid(_) => 11,
            T::Array(_) => 12,
            T::Postgres(ty) => match ty {
                crate::types::PostgresType::Timestamp { .. } => 7,
                crate::types::PostgresType::Time { .. } => 6,
                crate::types::PostgresType::Interval { .. } => 8,
                crate::types::PostgresType::Json { .. } | crate::types::PostgresType::Jsonb { .. } => 10,
                crate::types::PostgresType::Named(name) if name == "CITEXT" => 3,
                _ => return None,
            },
            T::Mysql(ty) => match ty {
                MysqlType::Integer(_) => 0,
                MysqlType::Numeric(_) => 1,
                MysqlType::Float(_) => 2,
                MysqlType::Character(_) | MysqlType::Set(_) => 3,
                MysqlType::Time(_) => 6,
                MysqlType::DateTime(_) | MysqlType::Timestamp(_) => 7,
                MysqlType::Blob(_) => 9,
                MysqlType::Bit { .. } | MysqlType::Year { .. } | MysqlType::Inet4 | MysqlType::Inet6 => {
                    return None;
                }
            },
            _ => return None,
        })
    }
    match (family(one), family(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

//! SQL expressions as a tree, the same for models, defaults, checks and data statements.
//!
//! Lives here: the tree and the values in it. Does not live here: its text in any database
//! (`dialect::expression`), nor whole statements (`dml`).

mod columns;
mod depth;
mod value;

pub use columns::{columns_by_level, columns_of, rename_columns};
pub use depth::MAXIMUM_READ_DEPTH;
pub use value::Value;

use crate::{
    dml::Select,
    name::{Identifier, QualifiedName},
    types::ColumnType,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// An SQL expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expr {
    /// `NULL`.
    Null,
    /// The true constant, spelled as the dialect does.
    True,
    /// The false constant, spelled as the dialect does.
    False,
    /// A value that travels as a bound parameter or is written inline.
    Bind(Box<Bind>),
    /// Verbatim SQL with `:name` parameters (`sqlalchemy.text`).
    Text(Text),
    /// Verbatim SQL without parameters (`literal_column`, an unnamed piece of a statement).
    Literal(String),
    /// A column of a table, an alias, or of nothing (`sqlalchemy.column`).
    Column(Box<ColumnReference>),
    /// A prefix or postfix operator.
    Unary(Box<Unary>),
    /// An infix operator.
    Binary(Box<Binary>),
    /// `a AND b AND …` or `a OR b OR …`; empty and single-element lists are legal.
    Connective(Connective),
    /// `NOT …`.
    #[serde(deserialize_with = "depth::nested")]
    Not(Box<Expr>),
    /// `x BETWEEN a AND b`.
    Between(Box<Between>),
    /// A function call.
    #[serde(deserialize_with = "depth::nested")]
    Function(Box<Function>),
    /// `CAST(x AS type)`.
    Cast(Box<Cast>),
    /// `CASE WHEN … END`.
    Case(Box<Case>),
    /// `x AS name`, or just the name where a label may be referred to.
    Label(Box<Label>),
    /// `(a, b, …)`.
    Tuple(Vec<Expr>),
    /// `x COLLATE name`.
    Collate(Box<Collate>),
    /// `EXTRACT(field FROM x)`.
    Extract(Box<Extract>),
    /// `func() OVER (…)`.
    Over(Box<Over>),
    /// `func() FILTER (WHERE …)`.
    Filter(Box<Filter>),
    /// A scalar subquery or the right side of `IN`.
    Subquery(Box<Select>),
    /// `EXISTS (…)`.
    Exists(Box<Select>),
    /// `ARRAY[…]` on PostgreSQL.
    Array(Box<Array>),
    /// `DISTINCT x` inside an aggregate.
    Distinct(Box<Expr>),
    /// `next value for` a sequence.
    NextValue(Box<QualifiedName>),
    /// A name in ORDER BY or GROUP BY that must be found among what is selected (`order_by("name")`).
    LabelReference(String),
    /// `x ORDER BY …` inside an aggregate's parentheses (PostgreSQL's `aggregate_order_by`).
    AggregateOrderBy(Box<AggregateOrderBy>),
    /// `func() WITHIN GROUP (ORDER BY …)`.
    WithinGroup(Box<AggregateOrderBy>),
}

/// A value with the type that decides how it is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bind {
    /// The value; absent when the parameter was only declared.
    #[serde(default)]
    pub value: Option<Value>,
    /// Its type; `ColumnType::Null` when nothing says.
    #[serde(default, rename = "type")]
    pub ty: ColumnType,
    /// The parameter's name (`bindparam("name")`), or a hint such as the compared column's name.
    #[serde(default)]
    pub name: Option<String>,
    /// True when the name was made up from a hint and a number must be appended (`id_1`).
    #[serde(default)]
    pub anonymous: bool,
    /// True for `inline_literal` and `literal_execute`: written inline even where parameters are bound.
    #[serde(default)]
    pub inline: bool,
    /// True when the value is a list that expands to `(a, b, c)` (the right side of `IN`).
    #[serde(default)]
    pub expanding: bool,
    /// Which parameter object it is: two with the same number share one made-up name.
    #[serde(default)]
    pub identity: Option<u64>,
}

/// Verbatim SQL with its declared parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The text as written; `:name` is a parameter, `\:` a colon.
    pub sql: String,
    /// Values given with `bindparams`, by name.
    #[serde(default)]
    pub binds: IndexMap<String, Bind>,
}

/// A reference to a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnReference {
    /// The table or alias before the dot, where one is known.
    #[serde(default)]
    pub table: Option<QualifiedName>,
    /// The column's name.
    pub name: Identifier,
    /// The column's type.
    #[serde(default, rename = "type")]
    pub ty: ColumnType,
}

/// Prefix and postfix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnaryOperator {
    /// `-x`
    Negative,
    /// `~x`
    BitwiseNot,
    /// `x DESC`
    Descending,
    /// `x ASC`
    Ascending,
    /// `x NULLS FIRST`
    NullsFirst,
    /// `x NULLS LAST`
    NullsLast,
    /// `ANY (x)`
    Any,
    /// `ALL (x)`
    All,
}

/// A prefix or postfix operator and its operand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unary {
    /// The operator.
    pub operator: UnaryOperator,
    /// What it applies to.
    pub operand: Expr,
}

/// Infix operators with a meaning of their own; any other is [`BinaryOperator::Custom`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is named after the operator it is")]
pub enum BinaryOperator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Is,
    IsNot,
    IsDistinctFrom,
    IsNotDistinctFrom,
    In,
    NotIn,
    Like,
    NotLike,
    CaseInsensitiveLike,
    NotCaseInsensitiveLike,
    /// `x LIKE '%' || y || '%'`.
    Contains,
    NotContains,
    /// `x LIKE y || '%'`.
    StartsWith,
    NotStartsWith,
    /// `x LIKE '%' || y`.
    EndsWith,
    NotEndsWith,
    CaseInsensitiveContains,
    NotCaseInsensitiveContains,
    CaseInsensitiveStartsWith,
    NotCaseInsensitiveStartsWith,
    CaseInsensitiveEndsWith,
    NotCaseInsensitiveEndsWith,
    Match,
    RegexpMatch,
    NotRegexpMatch,
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    /// String concatenation.
    Concatenate,
    BitwiseAnd,
    BitwiseOr,
    BitwiseXor,
    ShiftLeft,
    ShiftRight,
    /// `x[…]` of a JSON value, as each dialect spells it.
    JsonGet,
    /// `x[…]` as text.
    JsonGetText,
    /// `x[(…)]`, a path.
    JsonPathGet,
    /// A path, as text.
    JsonPathGetText,
    /// `x[…]` of an array.
    Index,
    /// `.op("…")`: the text, with its precedence; `comparison` for `is_comparison=True` and `bool_op`.
    Custom {
        symbol: String,
        precedence: i32,
        #[serde(default)]
        comparison: bool,
    },
}

/// An infix operator and its operands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binary {
    /// The operator.
    pub operator: BinaryOperator,
    /// Left operand.
    #[serde(deserialize_with = "depth::nested")]
    pub left: Expr,
    /// Right operand.
    #[serde(deserialize_with = "depth::nested")]
    pub right: Expr,
    /// `ESCAPE 'c'` of the LIKE family.
    #[serde(default)]
    pub escape: Option<String>,
    /// Flags of a regular expression.
    #[serde(default)]
    pub flags: Option<String>,
    /// The type of the whole, where the front end knows it.
    #[serde(default, rename = "type")]
    pub ty: ColumnType,
}

/// `AND` and `OR` over any number of terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connective {
    /// True for `AND`, false for `OR`.
    pub and: bool,
    /// The terms.
    #[serde(deserialize_with = "depth::nested")]
    pub terms: Vec<Expr>,
}

/// `x [NOT] BETWEEN low AND high`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Between {
    /// What is tested.
    pub operand: Expr,
    /// Lower bound.
    pub low: Expr,
    /// Upper bound.
    pub high: Expr,
    /// `NOT BETWEEN`.
    #[serde(default)]
    pub negated: bool,
    /// `BETWEEN SYMMETRIC`.
    #[serde(default)]
    pub symmetric: bool,
}

/// A function call (`func.name(…)`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// Name as written, with package parts before it (`pkg.name`).
    pub name: Vec<Identifier>,
    /// Arguments.
    #[serde(default)]
    pub arguments: Vec<Expr>,
    /// Return type where known.
    #[serde(default, rename = "type")]
    pub ty: ColumnType,
}

/// `CAST(x AS type)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cast {
    /// What is cast.
    pub operand: Expr,
    /// To which type.
    #[serde(rename = "type")]
    pub ty: ColumnType,
    /// `type_coerce`: the type changes for Limbeck, the text does not.
    #[serde(default)]
    pub coerce_only: bool,
}

/// `CASE [value] WHEN … THEN … [ELSE …] END`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The compared value of the short form.
    #[serde(default)]
    pub value: Option<Expr>,
    /// Condition and result, in order.
    pub whens: Vec<(Expr, Expr)>,
    /// `ELSE`.
    #[serde(default)]
    pub otherwise: Option<Expr>,
}

/// A named expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The name; `None` lets the compiler make one.
    pub name: Option<Identifier>,
    /// What is named.
    pub operand: Expr,
}

/// `x COLLATE name`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collate {
    /// What is collated.
    pub operand: Expr,
    /// The collation's name.
    pub collation: String,
}

/// `EXTRACT(field FROM x)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// `year`, `epoch`, …
    pub field: String,
    /// Of what.
    pub operand: Expr,
}

/// A window function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Over {
    /// The function.
    pub operand: Expr,
    /// `PARTITION BY`.
    #[serde(default)]
    pub partition_by: Vec<Expr>,
    /// `ORDER BY`.
    #[serde(default)]
    pub order_by: Vec<Expr>,
    /// `ROWS BETWEEN …` and the like.
    #[serde(default)]
    pub frame: Option<Frame>,
}

/// The rows around the current one that a window function sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// What is counted.
    pub unit: FrameUnit,
    /// From where.
    pub lower: FrameBound,
    /// To where.
    pub upper: FrameBound,
}

/// What a window frame counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the keyword it names")]
pub enum FrameUnit {
    Rows,
    Range,
    Groups,
}

/// One end of a window frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameBound {
    /// `UNBOUNDED PRECEDING` or `FOLLOWING`, by its side.
    Unbounded,
    /// `CURRENT ROW`.
    Current,
    /// `n PRECEDING`.
    Preceding(Expr),
    /// `n FOLLOWING`.
    Following(Expr),
}

/// An expression with an order of rows for the aggregate around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AggregateOrderBy {
    /// What is aggregated, or the ordered-set aggregate.
    pub operand: Expr,
    /// `ORDER BY`.
    pub order_by: Vec<Expr>,
}

/// An aggregate over some of the rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// The aggregate.
    pub operand: Expr,
    /// Which rows count.
    pub criterion: Expr,
}

/// `ARRAY[a, b]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Array {
    /// Elements.
    pub items: Vec<Expr>,
    /// Type of the elements.
    #[serde(default)]
    pub item_type: ColumnType,
}

impl Expr {
    /// Verbatim SQL (`sqlalchemy.text`).
    pub fn text(sql: impl Into<String>) -> Self {
        Self::Text(Text { sql: sql.into(), binds: IndexMap::new() })
    }

    /// A value of a type.
    pub fn value(value: Value, ty: ColumnType) -> Self {
        Self::Bind(Box::new(Bind { value: Some(value), ty, name: None, anonymous: true, ..Bind::default() }))
    }

    /// A column with nothing before it.
    pub fn column(name: impl Into<Identifier>) -> Self {
        Self::Column(Box::new(ColumnReference { table: None, name: name.into(), ty: ColumnType::Null }))
    }
}

//! The part of rendering rows and expressions that differs between databases.
//!
//! Lives here: the questions. Their answers are in `dialect/<name>/syntax.rs`; everything that
//! databases agree on is in `dialect::{expression, statement, write, binds}`.

use crate::{
    dialect::{CompileError, Rendering, expression::Compiler},
    dml::{ForUpdate, Select},
    expr::{AggregateOrderBy, Array, Binary, Expr, Extract, Function, Value},
    name::QualifiedName,
    types::ColumnType,
};

/// The clause of an INSERT for rows that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upsert {
    /// `ON CONFLICT`.
    OnConflict,
    /// `ON DUPLICATE KEY UPDATE`.
    OnDuplicateKey,
}

/// Spellings of one database.
pub trait Syntax: Sync {
    /// The true and the false constant.
    fn truth(&self, value: bool) -> &'static str;

    /// Whether `IS x` conditions take a truth value as it is (no `= 1` is needed).
    fn native_boolean(&self) -> bool;

    /// Whether there is `ILIKE`; otherwise both sides are lowered.
    fn has_ilike(&self) -> bool;

    /// Writes a function that the database spells in its own way; `false` leaves it to the common way.
    fn function(&self, compiler: &mut Compiler<'_>, function: &Function) -> Result<bool, CompileError>;

    /// Writes an operator that the database spells in its own way; `false` leaves it to the common way.
    fn binary(&self, compiler: &mut Compiler<'_>, binary: &Binary) -> Result<bool, CompileError>;

    /// Writes `EXTRACT`.
    fn extract(&self, compiler: &mut Compiler<'_>, extract: &Extract) -> Result<(), CompileError>;

    /// Writes an array constructor.
    fn array(&self, compiler: &mut Compiler<'_>, array: &Array) -> Result<(), CompileError>;

    /// Writes the next value of a sequence.
    fn next_value(&self, compiler: &mut Compiler<'_>, sequence: &QualifiedName) -> Result<(), CompileError>;

    /// What stands between the parentheses of `IN ()`; `width` is the number of columns compared.
    fn empty_set(&self, negated: bool, width: usize) -> String;

    /// Writes `DISTINCT ON (…)`; the plain `DISTINCT` is common.
    fn distinct_on(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError>;

    /// Writes `LIMIT` and `OFFSET`, of which at least one is there.
    fn limit(&self, compiler: &mut Compiler<'_>, select: &Select) -> Result<(), CompileError>;

    /// Writes row locks.
    fn for_update(&self, compiler: &mut Compiler<'_>, lock: &ForUpdate) -> Result<(), CompileError>;

    /// Whether columns behind `RETURNING` are qualified with their table.
    fn returning_is_qualified(&self) -> bool;

    /// Whether columns that nobody asked for are returned for `inserted_primary_key`.
    fn returns_implicitly(&self) -> bool;

    /// Whether `DELETE … USING` exists.
    fn deletes_using(&self) -> bool;

    /// Whether a statement that writes names all its tables together: `UPDATE t, u SET …` and
    /// `DELETE FROM t USING t, u`. Columns that are set then have their table before them.
    fn lists_all_tables(&self) -> bool;

    /// The words between two joined tables.
    fn inner_join(&self) -> &'static str;

    /// Whether texts are joined with `concat()` and not with `||`.
    fn concatenates_by_function(&self) -> bool;

    /// What stands for a FROM clause where there is a condition and no table.
    #[expect(clippy::wrong_self_convention, reason = "FROM is SQL's")]
    fn from_nothing(&self) -> &'static str;

    /// Whether common tables of `INSERT … SELECT` stand before the SELECT and not before the INSERT.
    fn common_tables_follow_insert(&self) -> bool;

    /// Whether a row of nothing but defaults is `DEFAULT VALUES`; otherwise it is `() VALUES ()`.
    fn has_default_values(&self) -> bool;

    /// Writes a cast that the database spells in its own way; `false` leaves it to the common way.
    fn cast(
        &self,
        compiler: &mut Compiler<'_>,
        operand: &Expr,
        ty: &ColumnType,
    ) -> Result<bool, CompileError>;

    /// Writes an aggregated expression with the order of its rows.
    fn aggregate_order_by(
        &self,
        compiler: &mut Compiler<'_>,
        group: &AggregateOrderBy,
    ) -> Result<(), CompileError>;

    /// Whether rows behind `IN` need the word `VALUES`.
    fn tuples_in_values(&self) -> bool;

    /// What an INSERT does about rows that are there already.
    fn upsert(&self) -> Upsert;

    /// The error of an element that only other databases have.
    fn cannot_render(&self, rendering: &Rendering, element: &str) -> CompileError;

    /// Whether `ON CONFLICT ON CONSTRAINT` exists.
    fn conflicts_by_constraint(&self) -> bool;

    /// Whether the condition of a conflicting index takes no parameters.
    fn index_conditions_are_inline(&self) -> bool;

    /// The name of the type that a parameter of a type is cast to (`::INTEGER`), if it is.
    fn bind_cast(&self, compiler: &Compiler<'_>, ty: &ColumnType) -> Result<Option<String>, CompileError>;

    /// A value inline, exactly as `SQLAlchemy`'s `literal_binds` writes it, or its error.
    fn literal(
        &self,
        compiler: &Compiler<'_>,
        value: &Value,
        ty: &ColumnType,
    ) -> Result<String, CompileError>;

    /// A value inline for the server, in a form it takes in any context.
    fn online_literal(
        &self,
        compiler: &Compiler<'_>,
        value: &Value,
        ty: &ColumnType,
    ) -> Result<String, CompileError>;

    /// A value as the driver is given it for a parameter of a type.
    fn stored(&self, value: &Value, ty: &ColumnType, rendering: &Rendering) -> Result<Value, CompileError>;
}

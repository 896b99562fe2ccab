//! The columns an expression mentions, and how they get other names.

use super::{ColumnReference, Expr};
use crate::name::Identifier;

/// Every column reference in an expression, in reading order; subqueries are not entered, nor is
/// verbatim text understood.
pub fn columns_of(expression: &Expr) -> Vec<&ColumnReference> {
    with_levels(expression).into_iter().map(|(_, column)| column).collect()
}

/// The same, those nearer to the top first: the order in which `SQLAlchemy` meets them, which takes the first one
/// as the column of an index's expression.
pub fn columns_by_level(expression: &Expr) -> Vec<&ColumnReference> {
    let mut columns = with_levels(expression);
    columns.sort_by_key(|(level, _)| *level);
    columns.into_iter().map(|(_, column)| column).collect()
}

/// Between a function and its arguments `SQLAlchemy` has a pair of parentheses and a list.
const LEVELS_OF_CALL: usize = 3;

fn with_levels<'e>(expression: &'e Expr) -> Vec<(usize, &'e ColumnReference)> {
    let mut columns = Vec::new();
    // A stack of our own: chains of thousands of terms are deep trees.
    let mut pending = vec![(0, expression)];
    while let Some((level, expression)) = pending.pop() {
        let enter = |inner: &'e Expr| (level + 1, inner);
        match expression {
            Expr::Column(column) => columns.push((level, &**column)),
            Expr::Unary(unary) => pending.push(enter(&unary.operand)),
            Expr::Binary(binary) => pending.extend([&binary.right, &binary.left].map(enter)),
            Expr::Connective(connective) => pending.extend(connective.terms.iter().rev().map(enter)),
            Expr::Not(inner) | Expr::Distinct(inner) => pending.push(enter(inner)),
            Expr::Between(between) => {
                pending.extend([&between.high, &between.low, &between.operand].map(enter));
            }
            Expr::Function(function) => {
                pending.extend(function.arguments.iter().rev().map(|each| (level + LEVELS_OF_CALL, each)));
            }
            Expr::Cast(cast) => pending.push(enter(&cast.operand)),
            Expr::Case(case) => {
                pending.extend(case.otherwise.iter().map(enter));
                pending.extend(
                    case.whens.iter().rev().flat_map(|(condition, result)| [enter(result), enter(condition)]),
                );
                pending.extend(case.value.iter().map(enter));
            }
            Expr::Label(label) => pending.push(enter(&label.operand)),
            Expr::Tuple(items) => pending.extend(items.iter().rev().map(enter)),
            Expr::Array(array) => pending.extend(array.items.iter().rev().map(enter)),
            Expr::Collate(collate) => pending.push(enter(&collate.operand)),
            Expr::Extract(extract) => pending.push(enter(&extract.operand)),
            Expr::Over(over) => {
                pending.extend(over.order_by.iter().rev().map(enter));
                pending.extend(over.partition_by.iter().rev().map(enter));
                pending.push(enter(&over.operand));
            }
            Expr::Filter(filter) => pending.extend([&filter.criterion, &filter.operand].map(enter)),
            Expr::AggregateOrderBy(group) | Expr::WithinGroup(group) => {
                pending.extend(group.order_by.iter().rev().map(enter));
                pending.push(enter(&group.operand));
            }
            Expr::Null
            | Expr::True
            | Expr::False
            | Expr::Bind(_)
            | Expr::Text(_)
            | Expr::Literal(_)
            | Expr::Subquery(_)
            | Expr::Exists(_)
            | Expr::NextValue(_)
            | Expr::LabelReference(_) => {}
        }
    }
    columns
}

/// Calls `rename` for every column reference that [`columns_of`] would give; what it answers is the new name.
pub fn rename_columns(expression: &mut Expr, rename: &mut dyn FnMut(&ColumnReference) -> Option<Identifier>) {
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        match expression {
            Expr::Column(column) => {
                if let Some(name) = rename(column) {
                    column.name = name;
                }
            }
            Expr::Unary(unary) => pending.push(&mut unary.operand),
            Expr::Binary(binary) => pending.extend([&mut binary.right, &mut binary.left]),
            Expr::Connective(connective) => pending.extend(connective.terms.iter_mut()),
            Expr::Not(inner) | Expr::Distinct(inner) => pending.push(inner),
            Expr::Between(between) => {
                pending.extend([&mut between.high, &mut between.low, &mut between.operand]);
            }
            Expr::Function(function) => pending.extend(function.arguments.iter_mut()),
            Expr::Cast(cast) => pending.push(&mut cast.operand),
            Expr::Case(case) => {
                pending.extend(case.otherwise.iter_mut());
                pending.extend(case.whens.iter_mut().flat_map(|(condition, result)| [result, condition]));
                pending.extend(case.value.iter_mut());
            }
            Expr::Label(label) => pending.push(&mut label.operand),
            Expr::Tuple(items) => pending.extend(items.iter_mut()),
            Expr::Array(array) => pending.extend(array.items.iter_mut()),
            Expr::Collate(collate) => pending.push(&mut collate.operand),
            Expr::Extract(extract) => pending.push(&mut extract.operand),
            Expr::Over(over) => {
                pending.extend(over.order_by.iter_mut());
                pending.extend(over.partition_by.iter_mut());
                pending.push(&mut over.operand);
            }
            Expr::Filter(filter) => pending.extend([&mut filter.criterion, &mut filter.operand]),
            Expr::AggregateOrderBy(group) | Expr::WithinGroup(group) => {
                pending.extend(group.order_by.iter_mut());
                pending.push(&mut group.operand);
            }
            Expr::Null
            | Expr::True
            | Expr::False
            | Expr::Bind(_)
            | Expr::Text(_)
            | Expr::Literal(_)
            | Expr::Subquery(_)
            | Expr::Exists(_)
            | Expr::NextValue(_)
            | Expr::LabelReference(_) => {}
        }
    }
}

//! The columns an expression mentions.

use super::{ColumnReference, Expr};

/// Every column reference in an expression, in reading order; subqueries are not entered, nor is
/// verbatim text understood.
pub fn columns_of(expression: &Expr) -> Vec<&ColumnReference> {
    let mut out = Vec::new();
    collect(expression, &mut out);
    out
}

fn collect<'e>(expression: &'e Expr, out: &mut Vec<&'e ColumnReference>) {
    match expression {
        Expr::Column(column) => out.push(column),
        Expr::Null
        | Expr::True
        | Expr::False
        | Expr::Bind(_)
        | Expr::Text(_)
        | Expr::Literal(_)
        | Expr::Subquery(_)
        | Expr::Exists(_)
        | Expr::LabelReference(_)
        | Expr::NextValue(_) => {}
        Expr::Unary(unary) => collect(&unary.operand, out),
        Expr::Binary(binary) => {
            collect(&binary.left, out);
            collect(&binary.right, out);
        }
        Expr::Connective(connective) => connective.terms.iter().for_each(|term| collect(term, out)),
        Expr::Not(inner) | Expr::Distinct(inner) => collect(inner, out),
        Expr::Between(between) => {
            collect(&between.operand, out);
            collect(&between.low, out);
            collect(&between.high, out);
        }
        Expr::Function(function) => function.arguments.iter().for_each(|argument| collect(argument, out)),
        Expr::Cast(cast) => collect(&cast.operand, out),
        Expr::Case(case) => {
            if let Some(value) = &case.value {
                collect(value, out);
            }
            for (condition, result) in &case.whens {
                collect(condition, out);
                collect(result, out);
            }
            if let Some(otherwise) = &case.otherwise {
                collect(otherwise, out);
            }
        }
        Expr::Label(label) => collect(&label.operand, out),
        Expr::Tuple(items) => items.iter().for_each(|item| collect(item, out)),
        Expr::Collate(collate) => collect(&collate.operand, out),
        Expr::Extract(extract) => collect(&extract.operand, out),
        Expr::Over(over) => {
            collect(&over.operand, out);
            over.partition_by.iter().chain(&over.order_by).for_each(|term| collect(term, out));
        }
        Expr::AggregateOrderBy(aggregate) | Expr::WithinGroup(aggregate) => {
            collect(&aggregate.operand, out);
            aggregate.order_by.iter().for_each(|term| collect(term, out));
        }
        Expr::Filter(filter) => {
            collect(&filter.operand, out);
            collect(&filter.criterion, out);
        }
        Expr::Array(array) => array.items.iter().for_each(|item| collect(item, out)),
    }
}

//! Rules of comparison that most databases share.

use crate::{
    dialect::compare::{IndexVerdict, Member, Pair, Verdict},
    expr::{Expr, columns_by_level},
    name::Identifier,
    python::python_tuple,
    schema::{Index, IndexElement},
};

/// Types that are one and the same everywhere.
pub const TYPE_SYNONYMS: &[&str] = &["numeric", "decimal"];

/// A computed column's expression without blanks, parentheses and quotes, in lower case.
pub fn computed_text(text: &str) -> String {
    text.chars()
        .filter(|each| !matches!(each, ' ' | '\t' | '\r' | '\n' | '(' | ')' | '\'' | '"' | '`' | '[' | ']'))
        .collect::<String>()
        .to_lowercase()
}

/// The reason why two indexes differ if only one is unique.
pub fn unique_flag(indexes: Pair<&Index>) -> Option<String> {
    let word = |unique: bool| if unique { "True" } else { "False" };
    let Pair { database, model } = indexes;
    (database.unique != model.unique)
        .then(|| format!("unique={} to unique={}", word(database.unique), word(model.unique)))
}

/// Compares two indexes by their columns; an expression counts as the first column in it.
pub fn indexes(indexes: Pair<&Index>) -> IndexVerdict {
    let mut reasons: Vec<String> = unique_flag(indexes).into_iter().collect();
    let (database, model) = (index_columns(indexes.database), index_columns(indexes.model));
    if database != model {
        let shown = |names: Vec<&str>| python_tuple(names.into_iter());
        reasons.push(format!("expression {} to {}", shown(database), shown(model)));
    }
    IndexVerdict {
        verdict: if reasons.is_empty() { Verdict::Equal } else { Verdict::Differs(reasons) },
        warnings: Vec::new(),
        approximate: Pair {
            database: has_expressions(indexes.database),
            model: has_expressions(indexes.model),
        },
    }
}

/// The columns that `SQLAlchemy` counts as an index's own: each plain one, and of an expression the first.
pub fn index_columns(index: &Index) -> Vec<&str> {
    let mut columns: Vec<&str> = Vec::new();
    for element in &index.elements {
        let name = match element {
            IndexElement::Column(name) => Some(name.as_str()),
            IndexElement::Expression(expression) => {
                columns_by_level(expression).first().map(|column| column.name.as_str())
            }
        };
        columns.extend(name.filter(|name| !columns.contains(name)));
    }
    columns
}

/// Whether there is more in an index than columns and their order.
pub fn has_expressions(index: &Index) -> bool {
    let is_expression = |expression: &Expr| {
        let mut inner = expression;
        while let Expr::Unary(unary) = inner {
            inner = &unary.operand;
        }
        !matches!(inner, Expr::Column(_))
    };
    index.elements.iter().any(|element| match element {
        IndexElement::Column(_) => false,
        IndexElement::Expression(expression) => is_expression(expression),
    })
}

/// Leaves out the model's new indexes with expressions where `SQLAlchemy` cannot reflect such; gives the
/// warnings about it. `dialect` is the name as in a URL.
pub fn skip_expression_indexes(
    dialect: &str,
    database: &[Member<'_, Index>],
    model: &mut Vec<Member<'_, Index>>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    model.retain(|member| {
        let name = member.item.name.as_ref().map(Identifier::as_str);
        let is_there =
            database.iter().any(|other| other.item.name.as_ref().map(Identifier::as_str) == name);
        if is_there || !has_expressions(member.item) {
            return true;
        }
        let name = name.map_or_else(|| "None".to_owned(), crate::python::python_repr);
        warnings.push(format!(
            "autogenerate skipping metadata-specified expression-based index {name}; dialect '{dialect}' under \
             SQLAlchemy {SQLALCHEMY} can't reflect these indexes so they can't be compared"
        ));
        false
    });
    warnings
}

/// The version of `SQLAlchemy` whose reflection is followed, as its messages name it.
const SQLALCHEMY: &str = "2.1.9";

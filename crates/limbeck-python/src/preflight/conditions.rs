//! Tests in scripts that ask for the dialect, as far as the text decides them.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; each walk names those it is about"
)]

use rustpython_ruff_python_ast::{BoolOp, CmpOp, Expr, Stmt, UnaryOp};

/// What is known of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// It has to do with the dialect, in a way that only running can tell.
    Unknown,
    /// It is about something else.
    Unrelated,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            other => other,
        }
    }

    fn of(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// Evaluates a test for a dialect such as `postgresql`.
pub(super) fn evaluate(test: &Expr, dialect: &str) -> Truth {
    match test {
        Expr::BooleanLiteral(literal) => Truth::of(literal.value),
        Expr::Name(name) if name.id.as_str() == "TYPE_CHECKING" => Truth::False,
        Expr::Attribute(attribute) if attribute.attr.as_str() == "TYPE_CHECKING" => Truth::False,
        Expr::UnaryOp(unary) if unary.op == UnaryOp::Not => evaluate(&unary.operand, dialect).not(),
        Expr::BoolOp(operation) => {
            let truths = operation.values.iter().map(|value| evaluate(value, dialect));
            let decisive = if operation.op == BoolOp::And { Truth::False } else { Truth::True };
            let mut result = decisive.not();
            for truth in truths {
                if truth == decisive {
                    return decisive;
                }
                if matches!(truth, Truth::Unknown) || (truth == Truth::Unrelated && result != Truth::Unknown)
                {
                    result = truth;
                }
            }
            result
        }
        Expr::Compare(compare) => match (&*compare.ops, &*compare.comparators) {
            ([operator], [right]) => compare_one(&compare.left, *operator, right, dialect),
            _ => unknown_or_unrelated(test),
        },
        _ => unknown_or_unrelated(test),
    }
}

fn compare_one(left: &Expr, operator: CmpOp, right: &Expr, dialect: &str) -> Truth {
    let (subject, values) = match (strings(left), strings(right)) {
        (None, Some(values)) => (left, values),
        (Some(values), None) if matches!(operator, CmpOp::Eq | CmpOp::NotEq) => (right, values),
        _ => return join(unknown_or_unrelated(left), unknown_or_unrelated(right)),
    };
    if !is_dialect_name(subject) {
        let named = values.iter().any(|value| is_dialect(value));
        return if named { Truth::Unknown } else { unknown_or_unrelated(subject) };
    }
    let among = values.contains(&dialect);
    match operator {
        CmpOp::Eq | CmpOp::In => Truth::of(among),
        CmpOp::NotEq | CmpOp::NotIn => Truth::of(!among),
        _ => Truth::Unknown,
    }
}

fn join(left: Truth, right: Truth) -> Truth {
    if left == Truth::Unrelated { right } else { left }
}

/// A string, or a tuple, list or set of strings.
fn strings(expression: &Expr) -> Option<Vec<&str>> {
    let elements = match expression {
        Expr::StringLiteral(text) => return Some(vec![text.value.to_str()]),
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::List(list) => &list.elts,
        Expr::Set(set) => &set.elts,
        _ => return None,
    };
    elements
        .iter()
        .map(|element| if let Expr::StringLiteral(text) = element { Some(text.value.to_str()) } else { None })
        .collect()
}

fn is_dialect(name: &str) -> bool {
    matches!(name, "postgresql" | "sqlite" | "mysql" | "mariadb" | "oracle" | "mssql" | "cockroachdb")
}

/// `bind.dialect.name`, `op.get_context().dialect.name`, `engine.name`, `dialect_name`, `dialect`.
fn is_dialect_name(expression: &Expr) -> bool {
    match expression {
        Expr::Attribute(attribute) => match attribute.attr.as_str() {
            "name" => match &*attribute.value {
                Expr::Attribute(inner) => matches!(inner.attr.as_str(), "dialect" | "engine" | "bind"),
                Expr::Name(name) => {
                    matches!(name.id.as_str(), "dialect" | "engine" | "bind" | "conn" | "connection")
                }
                _ => false,
            },
            "dialect_name" => true,
            _ => false,
        },
        Expr::Name(name) => matches!(name.id.as_str(), "dialect" | "dialect_name" | "db_dialect"),
        _ => false,
    }
}

/// Whether a test that is not understood has to do with the dialect.
fn unknown_or_unrelated(test: &Expr) -> Truth {
    if mentions_dialect(test) { Truth::Unknown } else { Truth::Unrelated }
}

fn mentions_dialect(expression: &Expr) -> bool {
    use rustpython_ruff_python_ast::visitor::{Visitor, walk_expr};
    struct Mentions(bool);
    impl<'a> Visitor<'a> for Mentions {
        fn visit_expr(&mut self, expression: &'a Expr) {
            let word = match expression {
                Expr::Name(name) => name.id.as_str(),
                Expr::Attribute(attribute) => attribute.attr.as_str(),
                Expr::StringLiteral(text) => text.value.to_str(),
                _ => "",
            };
            let word = word.to_ascii_lowercase();
            self.0 |= ["dialect", "postgres", "sqlite", "mysql", "mariadb", "oracle", "mssql", "version"]
                .iter()
                .any(|part| word.contains(part));
            walk_expr(self, expression);
        }
    }
    let mut mentions = Mentions(false);
    mentions.visit_expr(expression);
    mentions.0
}

/// Whether control never leaves the end of a block.
pub(super) fn terminates(body: &[Stmt]) -> bool {
    matches!(body.last(), Some(Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_)))
}

#[cfg(test)]
mod tests {
    use super::{Truth, evaluate};

    #[test]
    fn dialect_tests_are_decided_by_their_text() {
        let table = [
            ("bind.dialect.name == 'mysql'", Truth::False),
            ("'postgresql' == op.get_context().dialect.name", Truth::True),
            ("bind.dialect.name in ('mysql', 'mariadb')", Truth::False),
            ("bind.dialect.name not in ['sqlite']", Truth::True),
            ("not dialect != 'postgresql'", Truth::True),
            ("bind.dialect.name == 'mysql' and has(x)", Truth::False),
            ("bind.dialect.name == 'postgresql' and has(x)", Truth::Unrelated),
            ("is_sqlite()", Truth::Unknown),
            ("isinstance(bind.dialect, MySQLDialect)", Truth::Unknown),
            ("x.kind == 'mysql'", Truth::Unknown),
            ("not has_table('a')", Truth::Unrelated),
            ("TYPE_CHECKING", Truth::False),
            ("typing.TYPE_CHECKING", Truth::False),
        ];
        for (text, expected) in table {
            let parsed = rustpython_ruff_python_parser::parse_expression(text).unwrap();
            assert_eq!(evaluate(parsed.expr(), "postgresql"), expected, "{text}");
        }
    }
}

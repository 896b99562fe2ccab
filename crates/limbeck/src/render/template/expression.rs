//! The few expressions of stock templates: a name, its `repr`, one or another of two.
//!
//! What does not fit is left to Python, so that nothing here has to guess what Python would do.

use super::{Node, TemplateError, TemplateValue, TemplateVariables};

/// Names that stock templates use. One that was not given is undefined; any other name may be a builtin or
/// come from `template_args`, which takes Python.
const STOCK_NAMES: &[&str] = &[
    "message",
    "up_revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "create_date",
    "imports",
    "upgrades",
    "downgrades",
];

/// A part of a template of the stock shape.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Text(String),
    Expression { expression: Expression, filters: Filters, line: u32 },
    If(Condition),
    ElseIf(Condition),
    Else,
    EndIf,
    Nothing,
}

#[derive(Clone, Debug)]
pub(super) enum Expression {
    Name(String),
    Literal(String),
    Repr(String),
    Str(String),
    /// `a if condition else b`
    Choice(Box<Expression>, Condition, Box<Expression>),
    /// `a or b`
    Or(Box<Expression>, Box<Expression>),
}

#[derive(Clone, Debug)]
pub(super) struct Condition {
    name: String,
    negated: bool,
}

/// What is done to a value before it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filters {
    /// `str()`, unless `n` turns it off.
    to_text: bool,
    /// Alembic's `comma`.
    comma: bool,
}

impl Step {
    /// The step a node is, if it is of the stock shape.
    pub(super) fn of(node: &Node) -> Option<Self> {
        Some(match node {
            Node::Text(text) => Self::Text(text.clone()),
            Node::Expression { code, filters, line } => Self::Expression {
                expression: Expression::parse(code)?,
                filters: Filters::parse(filters)?,
                line: *line,
            },
            Node::Control { keyword, text, end: false, .. } => match keyword.as_str() {
                "if" => Self::If(Condition::of_line(text, "if")?),
                "elif" => Self::ElseIf(Condition::of_line(text, "elif")?),
                "else" => Self::Else,
                _ => return None,
            },
            Node::Control { keyword, end: true, .. } => match keyword.as_str() {
                "if" => Self::EndIf,
                _ => return None,
            },
            Node::Comment => Self::Nothing,
            Node::Code { .. } | Node::Definition { .. } | Node::EndDefinition => return None,
        })
    }

    /// Whether all names in it are given, or are the stock template's.
    pub(super) fn is_known(&self, variables: &TemplateVariables) -> bool {
        let known = |name: &str| variables.get(name).is_some() || STOCK_NAMES.contains(&name);
        match self {
            Self::Expression { expression, .. } => expression.names().into_iter().all(known),
            Self::If(condition) | Self::ElseIf(condition) => known(&condition.name),
            Self::Text(_) | Self::Else | Self::EndIf | Self::Nothing => true,
        }
    }
}

impl Expression {
    fn parse(code: &str) -> Option<Self> {
        let code = code.trim();
        if let Some((value, rest)) = code.split_once(" if ") {
            let (condition, otherwise) = rest.split_once(" else ")?;
            return Some(Self::Choice(
                Box::new(Self::operand(value)?),
                Condition::parse(condition)?,
                Box::new(Self::operand(otherwise)?),
            ));
        }
        if let Some((first, second)) = code.split_once(" or ") {
            return Some(Self::Or(Box::new(Self::operand(first)?), Box::new(Self::operand(second)?)));
        }
        Self::operand(code)
    }

    fn operand(code: &str) -> Option<Self> {
        let code = code.trim();
        if let Some(text) = literal(code) {
            return Some(Self::Literal(text));
        }
        let call = |function: &str| {
            let name = code.strip_prefix(function)?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
            identifier(name.trim())
        };
        if let Some(name) = call("repr") {
            return Some(Self::Repr(name));
        }
        if let Some(name) = call("str") {
            return Some(Self::Str(name));
        }
        identifier(code).map(Self::Name)
    }

    fn names(&self) -> Vec<&str> {
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Name(name) | Self::Repr(name) | Self::Str(name) => vec![name],
            Self::Choice(value, condition, otherwise) => {
                let mut names = value.names();
                names.push(&condition.name);
                names.extend(otherwise.names());
                names
            }
            Self::Or(first, second) => [first.names(), second.names()].concat(),
        }
    }

    pub(super) fn evaluate(&self, variables: &TemplateVariables) -> TemplateValue {
        let value = |name: &str| variables.get(name).cloned().unwrap_or(TemplateValue::Undefined);
        match self {
            Self::Literal(text) => TemplateValue::Text(text.clone()),
            Self::Name(name) => value(name),
            // Python writes the object behind an undefined name, which nobody can want.
            Self::Repr(name) | Self::Str(name) if value(name) == TemplateValue::Undefined => {
                TemplateValue::Undefined
            }
            Self::Repr(name) => TemplateValue::Text(value(name).repr()),
            Self::Str(name) => TemplateValue::Text(value(name).to_string()),
            Self::Choice(chosen, condition, otherwise) => {
                if condition.holds(variables) {
                    chosen.evaluate(variables)
                } else {
                    otherwise.evaluate(variables)
                }
            }
            Self::Or(first, second) => {
                let first = first.evaluate(variables);
                if first.is_true() { first } else { second.evaluate(variables) }
            }
        }
    }
}

impl Condition {
    fn parse(code: &str) -> Option<Self> {
        let code = code.trim();
        let (negated, name) = match code.strip_prefix("not ") {
            Some(name) => (true, name),
            None => (false, code),
        };
        Some(Self { name: identifier(name.trim())?, negated })
    }

    /// The condition of `if x:`.
    fn of_line(text: &str, keyword: &str) -> Option<Self> {
        Self::parse(text.trim().strip_prefix(keyword)?.trim().strip_suffix(':')?)
    }

    pub(super) fn holds(&self, variables: &TemplateVariables) -> bool {
        variables.get(&self.name).is_some_and(TemplateValue::is_true) != self.negated
    }
}

impl Filters {
    fn parse(filters: &[String]) -> Option<Self> {
        let mut parsed = Self { to_text: true, comma: false };
        for filter in filters {
            match filter.as_str() {
                "n" => parsed.to_text = false,
                "comma" if !parsed.comma => parsed.comma = true,
                _ => return None,
            }
        }
        // `str` before `comma` would join the characters of a text: left to Python.
        (parsed.to_text != parsed.comma).then_some(parsed)
    }

    pub(super) fn apply(self, value: TemplateValue, line: u32) -> Result<String, TemplateError> {
        match value {
            TemplateValue::Undefined => Err(TemplateError::raised(line, "NameError: Undefined")),
            TemplateValue::Nothing if self.comma => Ok(String::new()),
            TemplateValue::Tuple(items) | TemplateValue::List(items) if self.comma => Ok(items.join(", ")),
            value @ (TemplateValue::Nothing
            | TemplateValue::Text(_)
            | TemplateValue::Tuple(_)
            | TemplateValue::List(_)) => Ok(value.to_string()),
        }
    }
}

/// A plain name that is no keyword.
fn identifier(code: &str) -> Option<String> {
    const KEYWORDS: &[&str] = &[
        "None", "True", "False", "and", "or", "not", "in", "is", "if", "else", "lambda", "await", "yield",
        "for", "while",
    ];
    let starts = code.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let continues = code.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    (starts && continues && !KEYWORDS.contains(&code)).then(|| code.to_owned())
}

/// A plain string literal without escapes.
fn literal(code: &str) -> Option<String> {
    let quote = code.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let inner = code.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains([quote, '\\', '\n'])).then(|| inner.to_owned())
}

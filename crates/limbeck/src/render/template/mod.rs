//! `script.py.mako`: the template around what goes into a revision file.
//!
//! A template is parsed once ([`Template::parse`]). One whose expressions are those of the stock template is
//! rendered here ([`Template::render`]) with no Python; any other is translated to Python source
//! ([`Template::to_python`]) that the front end runs. Both write what Mako writes, or refuse with the line.
//!
//! Does not live here: reading the file and writing the result (`script`), running Python (`limbeck-python`).

mod expression;
mod lexer;
mod python;
mod value;

pub use lexer::Node;
pub use python::PythonTemplate;
pub use value::{TemplateValue, TemplateVariables};

use std::fmt::Write as _;

/// A template that cannot be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    /// What is wrong.
    pub message: String,
    /// The template's line, from 1.
    pub line: u32,
    /// How it ends.
    pub fault: TemplateFault,
}

/// How a template that cannot be rendered ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// Mako does not parse it (`mako.exceptions.SyntaxException`); the column, from 1.
    Syntax {
        /// The column, from 1.
        column: u32,
    },
    /// It raised while it ran.
    Raised,
    /// Mako would have rendered this: a refusal.
    Refused {
        /// What to do.
        help: String,
    },
}

impl TemplateError {
    /// An exception of a running template.
    pub fn raised(line: u32, message: impl Into<String>) -> Self {
        Self { message: message.into(), line, fault: TemplateFault::Raised }
    }

    /// Text that is no template, or holds what is no Python.
    pub fn syntax(line: u32, column: u32, message: impl Into<String>) -> Self {
        Self { message: message.into(), line, fault: TemplateFault::Syntax { column } }
    }

    fn refused(line: u32, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), line, fault: TemplateFault::Refused { help: help.into() } }
    }
}

/// A parsed template.
#[derive(Clone, Debug)]
pub struct Template {
    nodes: Vec<Node>,
}

impl Template {
    /// Parses a template's text.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        Ok(Self { nodes: lexer::parse(text)? })
    }

    /// Renders the template, or answers `None` where that takes Python.
    pub fn render(&self, variables: &TemplateVariables) -> Option<Result<String, TemplateError>> {
        let steps = self.nodes.iter().map(expression::Step::of).collect::<Option<Vec<_>>>()?;
        steps.iter().all(|step| step.is_known(variables)).then(|| run(&steps, variables))
    }

    /// The template as a Python program.
    pub fn to_python(&self) -> Result<PythonTemplate, TemplateError> {
        python::translate(&self.nodes)
    }
}

/// Runs a template of the stock shape. Conditions nest; a text is written where all around it hold.
fn run(steps: &[expression::Step], variables: &TemplateVariables) -> Result<String, TemplateError> {
    use expression::Step;
    let mut out = String::new();
    // For each open `if`: whether its text is written, and whether a branch of it was.
    let mut conditions: Vec<(bool, bool)> = Vec::new();
    let writes = |conditions: &[(bool, bool)]| conditions.iter().all(|(open, _)| *open);
    for step in steps {
        match step {
            Step::Text(text) => {
                if writes(&conditions) {
                    out.push_str(text);
                }
            }
            Step::Expression { expression, filters, line } => {
                if writes(&conditions) {
                    let value = filters.apply(expression.evaluate(variables), *line)?;
                    let _ = write!(out, "{value}");
                }
            }
            Step::If(condition) => {
                let holds = writes(&conditions) && condition.holds(variables);
                conditions.push((holds, holds));
            }
            Step::ElseIf(condition) => {
                if let Some((_, done)) = conditions.pop() {
                    let holds = !done && writes(&conditions) && condition.holds(variables);
                    conditions.push((holds, done || holds));
                }
            }
            Step::Else => {
                if let Some((_, done)) = conditions.pop() {
                    conditions.push((!done, true));
                }
            }
            Step::EndIf => {
                conditions.pop();
            }
            Step::Nothing => {}
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        let mut variables = TemplateVariables::default();
        variables.set("message", TemplateValue::Text("add it".to_owned()));
        variables.set("up_revision", TemplateValue::Text("abc".to_owned()));
        variables.set("down_revision", TemplateValue::Tuple(vec!["a".to_owned(), "b".to_owned()]));
        variables.set("branch_labels", TemplateValue::Nothing);
        variables.set("depends_on", TemplateValue::List(vec!["x".to_owned()]));
        variables.set("upgrades", TemplateValue::Text(String::new()));
        match Template::parse(text).unwrap().render(&variables) {
            Some(Ok(text)) => text,
            Some(Err(error)) => format!("{}: {}", error.line, error.message),
            None => "needs Python".to_owned(),
        }
    }

    // The expected values are what Mako 1.3 gives for the same texts; tests/oracle compares whole files.
    #[test]
    fn stock_expressions() {
        assert_eq!(rendered("${message}: ${up_revision}"), "add it: abc");
        assert_eq!(rendered("${down_revision | comma,n}"), "a, b");
        assert_eq!(rendered("${repr(down_revision)} ${depends_on}"), "('a', 'b') ['x']");
        assert_eq!(rendered("${branch_labels}|${branch_labels | comma,n}"), "None|");
        assert_eq!(rendered("${imports if imports else \"\"}"), "");
        assert_eq!(rendered("    ${upgrades if upgrades else 'pass'}\n"), "    pass\n");
        assert_eq!(rendered("a\n% if branch_labels:\nb\n% else:\nc\n% endif\nd"), "a\nc\nd");
        assert_eq!(rendered("a\n## note\nb\\\nc\n%% d"), "a\nbc\n% d");
        assert_eq!(rendered("<%doc>\nx\n</%doc>y"), "y");
        assert_eq!(rendered("${imports}"), "1: NameError: Undefined");
        assert_eq!(rendered("${config.x}"), "needs Python");
        assert_eq!(rendered("<% x = 1 %>"), "needs Python");
    }

    #[test]
    fn errors_name_the_line() {
        let error = |text: &str| Template::parse(text).unwrap_err();
        assert_eq!(error("a\n% if x:\nb").line, 2);
        assert_eq!(error("a\n${x").line, 2);
        assert_eq!(error("\n\n% endif\n").line, 3);
        assert!(matches!(error("<%include file='x'/>").fault, TemplateFault::Refused { .. }));
    }
}

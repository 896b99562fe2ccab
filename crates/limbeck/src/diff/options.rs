//! What steers a comparison: the options of `context.configure()`, and which plugins take part.

use super::hooks::LogLevel;
use crate::{
    dialect::{Capabilities, CompileError, Rendering},
    name::QualifiedName,
    python::python_repr,
};

/// An option that is off, on, or a function of the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the state it names")]
pub enum Switch {
    Off,
    On,
    Callable,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct CompareOptions {
    /// Name of the schema that tables without one are in; a model's tables in it are compared with those.
    pub default_schema: Option<String>,
    /// The version table, which is never part of a comparison.
    pub version_table: QualifiedName,
    /// `compare_type`.
    pub compare_type: Switch,
    /// `compare_server_default`.
    pub compare_server_default: Switch,
    /// Which plugins take part.
    pub plugins: Plugins,
    /// What the server can do.
    pub capabilities: Capabilities,
    /// How the texts of expressions are written: with literals, and `%` doubled where the driver's parameter
    /// style asks for it.
    pub rendering: Rendering,
}

impl CompareOptions {
    /// Alembic's defaults on a server of these capabilities.
    pub fn new(capabilities: Capabilities) -> Self {
        // Texts are those that the dialect's default driver would get, `%` doubled for it.
        let double_percent = capabilities.default_style.doubles_percent();
        let rendering = Rendering { literal_binds: true, double_percent, ..Rendering::online(&capabilities) };
        Self {
            default_schema: None,
            version_table: QualifiedName::new("alembic_version"),
            compare_type: Switch::On,
            compare_server_default: Switch::Off,
            plugins: Plugins::default(),
            capabilities,
            rendering,
        }
    }
}

/// The plugins of `autogenerate_plugins` that exist, in the order in which Alembic registers them.
const NAMES: [&str; 7] = [
    "alembic.autogenerate.schemas",
    "alembic.autogenerate.tables",
    "alembic.autogenerate.types",
    "alembic.autogenerate.constraints",
    "alembic.autogenerate.defaults",
    "alembic.autogenerate.comments",
    CHECKS,
];

/// The one that has to be asked for.
const CHECKS: &str = "alembic.ext.checkconstraint_byname";

/// Which parts of the comparison take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the plugin it names")]
pub struct Plugins {
    pub schemas: bool,
    pub tables: bool,
    pub types: bool,
    pub constraints: bool,
    pub defaults: bool,
    pub comments: bool,
    /// `alembic.ext.checkconstraint_byname`
    pub checks: bool,
}

impl Default for Plugins {
    fn default() -> Self {
        Self {
            schemas: true,
            tables: true,
            types: true,
            constraints: true,
            defaults: true,
            comments: true,
            checks: false,
        }
    }
}

impl Plugins {
    /// What is taken where nothing is said.
    pub const DEFAULT_EXPRESSIONS: [&str; 1] = ["alembic.autogenerate.*"];

    /// The names of the plugins that `autogenerate_plugins` selects, those of the project's own (`own`) after Alembic's,
    /// with a log line for each.
    ///
    /// Source: spec/alembic-surface.md §6.1. Errors are a `ValueError` for an expression that is none and
    /// a `CommandError` for one that selects nothing.
    pub fn select(
        expressions: &[&str],
        own: &[&str],
        log: &mut dyn FnMut(&'static str, LogLevel, String),
    ) -> Result<Vec<String>, CompileError> {
        let mut excluded = Vec::new();
        let mut included: Vec<(&str, Vec<&str>, bool)> = Vec::new();
        for expression in expressions {
            let plain = expression.strip_prefix('~');
            let tokens = tokens(plain.unwrap_or(expression))?;
            if plain.is_some() {
                excluded.push(tokens);
            } else if !included.iter().any(|(other, _, _)| other == expression) {
                included.push((expression, tokens, false));
            }
        }
        let mut selected = Vec::new();
        for name in NAMES.iter().chain(own) {
            if excluded.iter().any(|tokens| matches(tokens, name)) {
                continue;
            }
            let mut is_included = false;
            for (_, tokens, used) in &mut included {
                if matches(tokens, name) {
                    *used = true;
                    is_included = true;
                }
            }
            if is_included {
                selected.push((*name).to_owned());
                let text = format!("setting up autogenerate plugin {name}");
                log("alembic.runtime.plugins", LogLevel::Info, text);
            }
        }
        let unused: Vec<&str> =
            included.iter().filter(|(_, _, used)| !used).map(|(expression, _, _)| *expression).collect();
        if !unused.is_empty() {
            return Err(CompileError::command(format!("Did not locate plugins: {}", unused.join(", "))));
        }
        Ok(selected)
    }

    /// Those of Alembic's plugins that have these names.
    pub fn of_names(names: &[String]) -> Self {
        let [schemas, tables, types, constraints, defaults, comments, checks] =
            NAMES.map(|name| names.iter().any(|other| other == name));
        Self { schemas, tables, types, constraints, defaults, comments, checks }
    }
}

/// The parts of an expression between its dots.
fn tokens(expression: &str) -> Result<Vec<&str>, CompileError> {
    // Its name until Alembic 1.19.2.
    let expression =
        if expression == "alembic.autogenerate.checkconstraint_byname" { CHECKS } else { expression };
    let tokens: Vec<&str> = expression.split('.').collect();
    if tokens.iter().all(|token| *token == "*" || is_identifier(token)) {
        return Ok(tokens);
    }
    Err(CompileError::raised(
        "builtins.ValueError",
        format!("Invalid plugin expression {}", python_repr(expression)),
    ))
}

fn is_identifier(token: &str) -> bool {
    let mut characters = token.chars();
    characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|each| each == '_' || each.is_alphanumeric())
}

/// Whether a name fits: a `*` stands for one part or more.
fn matches(tokens: &[&str], name: &str) -> bool {
    fn fits(tokens: &[&str], parts: &[&str]) -> bool {
        match (tokens, parts) {
            ([], []) => true,
            (["*", rest @ ..], [_, parts @ ..]) => {
                (0..=parts.len()).any(|count| parts.get(count..).is_some_and(|parts| fits(rest, parts)))
            }
            ([token, rest @ ..], [part, parts @ ..]) => token == part && fits(rest, parts),
            _ => false,
        }
    }
    fits(tokens, &name.split('.').collect::<Vec<_>>())
}

//! What a revision file says about itself, read without running it.
//!
//! Alembic runs every file of a history to learn four names. Nearly all files give them as plain
//! literals; those are read from the syntax tree here, and a file that does anything else is
//! left for the VM ([`Reading::NeedsExecution`]). A file that is no Python is an error either way.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; each walk names those it is about"
)]

use crate::{
    compile::{self, CompileFailure, SourceFile, line_and_column},
    parallel,
};
use limbeck::script::Places;
use rustpython_ruff_python_ast::{
    Expr, ExprContext, Stmt,
    visitor::{Visitor, walk_expr, walk_stmt},
};
use rustpython_ruff_text_size::Ranged;

/// The header of a revision file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// `revision`; `None` if the file has no such name or it is `None`.
    pub revision: Option<String>,
    /// `down_revision`; empty for a base.
    pub down_revision: Vec<String>,
    /// `branch_labels`.
    pub branch_labels: Vec<String>,
    /// `depends_on`.
    pub depends_on: Vec<String>,
    /// The module's docstring as written.
    pub doc: Option<String>,
    /// Where the names are assigned.
    pub places: Places,
}

/// What could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All of it.
    Header(Header),
    /// The names are computed, bound twice or bound where only running shows whether.
    NeedsExecution {
        /// Why, for `--verbose` and for the tests.
        reason: String,
    },
}

const NAMES: [&str; 4] = ["revision", "down_revision", "branch_labels", "depends_on"];

/// Reads the header of a file. The parser recurses: call it on a large stack, or [`read_headers`].
///
/// # Errors
/// [`CompileFailure`] if the file is no Python.
pub fn read_header(source: &str, path: &str) -> Result<Reading, CompileFailure> {
    if let Err(deep) = crate::nesting::check(source) {
        let (line, column) = line_and_column(source, deep.offset);
        return Err(CompileFailure::TooDeep { message: deep.message, line, column });
    }
    let parsed = compile::quietly(|| rustpython_ruff_python_parser::parse_module(source))
        .map_err(|message| CompileFailure::Unsupported { message, line: 0, column: 0 })?;
    let parsed = parsed.map_err(|error| {
        let file = rustpython_ruff_source_file::SourceFileBuilder::new(path, source).finish();
        CompileFailure::Syntax(Box::new(rustpython_compiler::CompileError::from_ruff_parse_error(
            error, &file,
        )))
    })?;
    Ok(match header_of(parsed.suite()) {
        Ok((mut header, offsets)) => {
            let [revision, down_revision, branch_labels, depends_on] =
                offsets.map(|offset| offset.map(|offset| line_and_column(source, offset)));
            header.places = Places { revision, down_revision, depends_on, branch_labels };
            Reading::Header(header)
        }
        Err(reason) => Reading::NeedsExecution { reason },
    })
}

/// Reads the headers of many files on all processors, in order, on threads with large stacks.
pub fn read_headers(files: &[SourceFile]) -> Vec<Result<Reading, CompileFailure>> {
    parallel::map(files, |file| read_header(&file.text, &file.path))
}

/// What a file assigns to the names, and at which byte, in the order of [`NAMES`].
#[derive(Default)]
struct Assigned {
    values: [Option<Vec<String>>; 4],
    offsets: Offsets,
}

type Offsets = [Option<usize>; 4];

/// Reads the header of a parsed file; the error is why it must run.
fn header_of(body: &[Stmt]) -> Result<(Header, Offsets), String> {
    let mut assigned = Assigned::default();
    let mut header = Header { doc: docstring(body), ..Header::default() };
    for statement in body {
        match statement {
            Stmt::Assign(assign) if assign.targets.iter().any(names_one) => {
                for target in &assign.targets {
                    assign_literal(target, &assign.value, &mut assigned)?;
                }
            }
            Stmt::AnnAssign(assign) if names_one(&assign.target) => {
                if let Some(value) = &assign.value {
                    assign_literal(&assign.target, value, &mut assigned)?;
                }
            }
            other => {
                let mut bindings = Bindings { depth: 0, reason: None };
                bindings.visit_stmt(other);
                if let Some(reason) = bindings.reason {
                    return Err(reason);
                }
            }
        }
    }
    let [revision, down_revision, branch_labels, depends_on] = assigned.values;
    let Some(down_revision) = down_revision else {
        return Err("down_revision is never assigned".to_owned());
    };
    header.revision = match revision {
        Some(mut names) if names.len() == 1 => names.pop(),
        Some(names) if names.is_empty() => None,
        Some(_) => return Err("revision is not one name".to_owned()),
        None => None,
    };
    header.down_revision = down_revision;
    header.branch_labels = branch_labels.unwrap_or_default();
    header.depends_on = depends_on.unwrap_or_default();
    Ok((header, assigned.offsets))
}

/// The first statement, if it is a string.
fn docstring(body: &[Stmt]) -> Option<String> {
    let Stmt::Expr(first) = body.first()? else { return None };
    let Expr::StringLiteral(text) = &*first.value else { return None };
    Some(text.value.to_str().to_owned())
}

/// Whether a target is or contains one of the names.
fn names_one(target: &Expr) -> bool {
    match target {
        Expr::Name(name) => NAMES.contains(&name.id.as_str()),
        Expr::Tuple(tuple) => tuple.elts.iter().any(names_one),
        Expr::List(list) => list.elts.iter().any(names_one),
        Expr::Starred(starred) => names_one(&starred.value),
        _ => false,
    }
}

fn assign_literal(target: &Expr, value: &Expr, assigned: &mut Assigned) -> Result<(), String> {
    let Expr::Name(name) = target else {
        return if names_one(target) { Err("unpacking binds a header name".to_owned()) } else { Ok(()) };
    };
    let Some(index) = NAMES.iter().position(|known| *known == name.id.as_str()) else { return Ok(()) };
    let (Some(slot), Some(offset)) = (assigned.values.get_mut(index), assigned.offsets.get_mut(index)) else {
        return Ok(());
    };
    if slot.is_some() {
        return Err(format!("{} is assigned twice", name.id));
    }
    *offset = Some(usize::from(name.range().start()));
    *slot = Some(literal(value, index > 0).ok_or_else(|| format!("{} is not a plain literal", name.id))?);
    Ok(())
}

/// The strings of a literal: a string, `None`, or a tuple or list of strings.
fn literal(value: &Expr, many: bool) -> Option<Vec<String>> {
    match value {
        Expr::StringLiteral(text) => Some(vec![text.value.to_str().to_owned()]),
        Expr::NoneLiteral(_) => Some(Vec::new()),
        Expr::Tuple(tuple) if many => strings(&tuple.elts),
        Expr::List(list) if many => strings(&list.elts),
        _ => None,
    }
}

fn strings(elements: &[Expr]) -> Option<Vec<String>> {
    elements
        .iter()
        .map(|element| match element {
            Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
            _ => None,
        })
        .collect()
}

/// Finds whatever else could bind one of the names in the module's scope.
struct Bindings {
    /// Functions and lambdas around the place: their own variables do not count.
    depth: usize,
    reason: Option<String>,
}

impl Bindings {
    fn bind(&mut self, name: &str, how: &str) {
        if self.depth == 0 && NAMES.contains(&name) {
            self.reason.get_or_insert_with(|| format!("{how} binds {name}"));
        }
    }

    fn within(&mut self, visit: impl FnOnce(&mut Self)) {
        self.depth += 1;
        visit(self);
        self.depth -= 1;
    }
}

impl<'a> Visitor<'a> for Bindings {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.bind(&function.name, "a function");
                for decorator in &function.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&function.parameters);
                self.within(|inside| inside.visit_body(&function.body));
            }
            Stmt::ClassDef(class) => {
                self.bind(&class.name, "a class");
                for decorator in &class.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                // A class body has a scope of its own; `global` reaches out of it.
                self.within(|inside| inside.visit_body(&class.body));
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    if NAMES.contains(&name.as_str()) {
                        self.reason.get_or_insert_with(|| format!("`global` reaches {name}"));
                    }
                }
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(bound.split('.').next().unwrap_or_default(), "an import");
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        self.reason.get_or_insert_with(|| "a star import binds what it likes".to_owned());
                    }
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name), "an import");
                }
            }
            Stmt::Try(try_) => {
                for handler in &try_.handlers {
                    let rustpython_ruff_python_ast::ExceptHandler::ExceptHandler(handler) = handler;
                    if let Some(name) = &handler.name {
                        self.bind(name, "an except clause");
                    }
                }
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if !matches!(name.ctx, ExprContext::Load) => {
                self.bind(&name.id, "a statement that is no plain assignment");
            }
            // What these give away can be written to.
            Expr::Name(name) if matches!(name.id.as_str(), "globals" | "exec" | "vars" | "locals") => {
                self.reason.get_or_insert_with(|| format!("{}() may bind anything", name.id));
            }
            Expr::Lambda(lambda) => self.within(|inside| inside.visit_expr(&lambda.body)),
            // An assignment expression in a comprehension binds outside it; the loop variable does not.
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                walk_expr(self, expression);
            }
            _ => walk_expr(self, expression),
        }
    }

    fn visit_pattern(&mut self, pattern: &'a rustpython_ruff_python_ast::Pattern) {
        use rustpython_ruff_python_ast::Pattern;
        match pattern {
            Pattern::MatchAs(capture) => {
                if let Some(name) = &capture.name {
                    self.bind(name, "a pattern");
                }
            }
            Pattern::MatchStar(capture) => {
                if let Some(name) = &capture.name {
                    self.bind(name, "a pattern");
                }
            }
            Pattern::MatchMapping(capture) => {
                if let Some(name) = &capture.rest {
                    self.bind(name, "a pattern");
                }
            }
            _ => {}
        }
        rustpython_ruff_python_ast::visitor::walk_pattern(self, pattern);
    }
}

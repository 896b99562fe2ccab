//! What a revision file asks of `alembic` and `sqlalchemy`, by its text.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; each walk names those it is about"
)]

use super::{
    Direction,
    conditions::{Truth, evaluate, terminates},
    plain::is_plain,
    top_level::TopLevel,
};
use crate::{compile::CompileFailure, guards::catches_import_error};
use rustpython_ruff_python_ast::{
    ExceptHandler, Expr, ModModule, Stmt, StmtFunctionDef, StmtImport, StmtImportFrom,
    visitor::{Visitor, walk_expr, walk_stmt},
};
use rustpython_ruff_source_file::{LineIndex, PositionEncoding};
use rustpython_ruff_text_size::{Ranged, TextRange};
use std::collections::{BTreeMap, BTreeSet};

/// One thing a file asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The full name, such as `sqlalchemy.dialects.postgresql.JSONB` or `alembic.op.create_table`;
    /// directives of a batch stand under `alembic.operations.BatchOperations`.
    pub name: String,
    /// As the file writes it.
    pub written: String,
    /// A `from … import` needs the name when the file is loaded.
    pub imported: bool,
    /// Keywords of a call of it.
    pub keywords: Vec<String>,
    /// The project or a plug-in may add this directive, in code that the file runs.
    pub may_be_added: bool,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl Use {
    /// Whether it is a directive of `op` or of a batch: projects and plug-ins may add some.
    fn is_directive(&self) -> bool {
        ["alembic.op.", "alembic.operations.BatchOperations."]
            .iter()
            .any(|owner| self.name.starts_with(owner))
    }
}

/// What a file's text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// What it certainly asks for.
    pub uses: Vec<Use>,
    /// What loading it does.
    pub top_level: TopLevel,
    /// Its function does nothing but send DDL.
    pub plain: bool,
}

/// The stand-ins that are asked.
pub(super) fn is_ours(module: &str) -> bool {
    matches!(module.split('.').next(), Some("alembic" | "sqlalchemy"))
}

/// The names that an import binds, and the modules they stand for: `import a.b` binds `a`.
pub(super) fn imported(import: &StmtImport) -> impl Iterator<Item = (&str, &str)> {
    import.names.iter().map(|alias| {
        let module = alias.name.as_str();
        let top = module.split('.').next().unwrap_or(module);
        alias.asname.as_ref().map_or((top, top), |name| (name.as_str(), module))
    })
}

/// Whether importing a module runs code of the project or of somebody else's.
fn is_foreign(module: &str) -> bool {
    let top = module.split('.').next().unwrap_or(module);
    !is_ours(module) && !crate::frozen::is_standard(top)
}

/// Lists what a file asks for when it is loaded and `direction` runs on `dialect`.
///
/// # Errors
/// [`CompileFailure`] if the file is no Python.
pub fn collect(
    source: &str,
    path: &str,
    direction: Direction,
    dialect: &str,
) -> Result<Collected, CompileFailure> {
    let parsed = Parsed::new(source, path)?;
    let top_level = TopLevel::of(parsed.module.suite(), direction.function());
    let plain = top_level == (TopLevel::Inert { has_function: true })
        && is_plain(parsed.module.suite(), direction.function());
    Ok(Collected { uses: parsed.uses(direction, dialect), top_level, plain })
}

/// A file, read once to be asked more than once.
pub struct Parsed<'a> {
    source: &'a str,
    module: rustpython_ruff_python_parser::Parsed<ModModule>,
    lines: LineIndex,
}

impl<'a> Parsed<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// [`CompileFailure`] if the file is no Python.
    pub fn new(source: &'a str, path: &str) -> Result<Self, CompileFailure> {
        if let Err(deep) = crate::nesting::check(source) {
            let (line, column) = crate::compile::line_and_column(source, deep.offset);
            return Err(CompileFailure::TooDeep { message: deep.message, line, column });
        }
        let module = rustpython_ruff_python_parser::parse_module(source).map_err(|error| {
            let file = rustpython_ruff_source_file::SourceFileBuilder::new(path, source).finish();
            CompileFailure::Syntax(Box::new(rustpython_compiler::CompileError::from_ruff_parse_error(
                error, &file,
            )))
        })?;
        Ok(Self { source, module, lines: LineIndex::from_source_text(source) })
    }

    /// What the file asks for when it is loaded and `direction` runs on `dialect`.
    pub fn uses(&self, direction: Direction, dialect: &str) -> Vec<Use> {
        let body = self.module.suite();
        let mut collector = Collector {
            dialect,
            source: self.source,
            lines: &self.lines,
            scopes: vec![BTreeMap::new()],
            functions: functions_of(body),
            queued: vec![direction.function().to_owned()],
            seen: BTreeSet::new(),
            uses: Vec::new(),
            may_register: self.source.contains("register_operation"),
        };
        collector.block(body);
        while let Some(name) = collector.queued.pop() {
            if !collector.seen.insert(name.clone()) {
                continue;
            }
            if let Some(function) = collector.functions.get(name.as_str()).copied() {
                collector.function(function);
            }
        }
        let mut uses = collector.uses;
        if collector.may_register {
            for used in &mut uses {
                used.may_be_added = used.is_directive();
            }
        }
        uses.sort_by_key(|found| (found.line, found.column));
        uses.dedup();
        uses
    }
}

/// Functions at the top level of a file, the last of a name.
fn functions_of(body: &[Stmt]) -> BTreeMap<&str, &StmtFunctionDef> {
    body.iter()
        .filter_map(|statement| match statement {
            Stmt::FunctionDef(function) => Some((function.name.as_str(), function)),
            _ => None,
        })
        .collect()
}

struct Collector<'a> {
    dialect: &'a str,
    source: &'a str,
    lines: &'a LineIndex,
    /// What local names stand for, innermost last; `None` hides an outer one.
    scopes: Vec<BTreeMap<String, Option<String>>>,
    functions: BTreeMap<&'a str, &'a StmtFunctionDef>,
    queued: Vec<String>,
    seen: BTreeSet<String>,
    uses: Vec<Use>,
    /// A directive that is not there may be one of a plug-in's, or of the project's own.
    may_register: bool,
}

impl<'a> Collector<'a> {
    fn function(&mut self, function: &'a StmtFunctionDef) {
        let mut scope = BTreeMap::new();
        for parameter in &function.parameters {
            scope.insert(parameter.name().to_string(), None);
        }
        self.scopes.push(scope);
        self.block(&function.body);
        self.scopes.pop();
    }

    /// Statements in order, as far as control certainly comes.
    fn block(&mut self, body: &'a [Stmt]) {
        for statement in body {
            if let Stmt::If(if_) = statement {
                if self.conditional(if_) {
                    return;
                }
                continue;
            }
            self.visit_stmt(statement);
            if matches!(statement, Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_)) {
                return;
            }
        }
    }

    /// An `if`; true if what follows it may not run.
    fn conditional(&mut self, if_: &'a rustpython_ruff_python_ast::StmtIf) -> bool {
        let mut ends = false;
        let mut branches = vec![(Some(&*if_.test), &if_.body)];
        branches.extend(if_.elif_else_clauses.iter().map(|clause| (clause.test.as_ref(), &clause.body)));
        for (test, body) in branches {
            let truth = match test {
                Some(test) => {
                    self.visit_expr(test);
                    evaluate(test, self.dialect)
                }
                None => Truth::Unrelated,
            };
            match truth {
                Truth::False => {}
                Truth::True => {
                    self.block(body);
                    return ends || terminates(body);
                }
                // What runs on another dialect only is none of our business.
                Truth::Unknown => ends |= terminates(body),
                Truth::Unrelated => self.block(body),
            }
            if truth == Truth::Unknown {
                // The other branches may be for other dialects as well.
                return ends;
            }
        }
        ends
    }

    fn import(&mut self, import: &StmtImport) {
        for (bound, meaning) in imported(import) {
            self.may_register |= is_foreign(meaning);
            self.bind(bound, is_ours(meaning).then(|| meaning.to_owned()));
        }
    }

    fn import_from(&mut self, import: &StmtImportFrom) {
        let module = import.module.as_ref().map_or("", |module| module.as_str());
        self.may_register |= import.level > 0 || is_foreign(module);
        for alias in &import.names {
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            if import.level > 0 || !is_ours(module) || alias.name.as_str() == "*" {
                self.bind(bound.as_str(), None);
                continue;
            }
            let name = format!("{module}.{}", alias.name);
            let written = format!("from {module} import {}", alias.name);
            self.found(name.clone(), written, true, Vec::new(), alias.range());
            self.bind(bound.as_str(), Some(name));
        }
    }

    fn bind(&mut self, name: &str, meaning: Option<String>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), meaning);
        }
    }

    fn found(
        &mut self,
        name: String,
        written: String,
        imported: bool,
        keywords: Vec<String>,
        range: TextRange,
    ) {
        let place = self.lines.source_location(range.start(), self.source, PositionEncoding::Utf32);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let (line, column) = (number(place.line.get()), number(place.character_offset.get()));
        self.uses.push(Use { name, written, imported, keywords, may_be_added: false, line, column });
    }

    /// The full name of `sa.dialects.postgresql.JSONB` and the like.
    fn resolve(&self, expression: &Expr) -> Option<(String, String)> {
        match expression {
            Expr::Name(name) => {
                let local = name.id.as_str();
                let meaning = self.scopes.iter().rev().find_map(|scope| scope.get(local))?;
                Some((meaning.clone()?, local.to_owned()))
            }
            Expr::Attribute(attribute) => {
                let (full, written) = self.resolve(&attribute.value)?;
                Some((format!("{full}.{}", attribute.attr), format!("{written}.{}", attribute.attr)))
            }
            _ => None,
        }
    }
}

impl<'a> Visitor<'a> for Collector<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => self.import(import),
            Stmt::ImportFrom(import) => self.import_from(import),
            Stmt::If(if_) => {
                self.conditional(if_);
            }
            Stmt::Try(try_) => {
                let takes = try_.handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| {
                    handler.type_.as_deref().is_none_or(takes_missing_name)
                });
                // A body whose failure is taken may ask for what is not there; so may the handlers
                // of one that is not known to fail.
                if !takes {
                    self.block(&try_.body);
                }
                self.block(&try_.finalbody);
            }
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_decorator(decorator);
                }
                // Defaults are evaluated now, the body when somebody calls it.
                for parameter in &function.parameters {
                    if let Some(default) = parameter.default() {
                        self.visit_expr(default);
                    }
                }
                if self.scopes.len() > 1 {
                    self.function(function);
                }
            }
            Stmt::ClassDef(class) => {
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.scopes.push(BTreeMap::new());
                for inner in &class.body {
                    // Methods run when somebody calls them.
                    if !matches!(inner, Stmt::FunctionDef(_)) {
                        self.visit_stmt(inner);
                    }
                }
                self.scopes.pop();
            }
            Stmt::With(with) => {
                for item in &with.items {
                    self.visit_expr(&item.context_expr);
                    let Some(Expr::Name(name)) = item.optional_vars.as_deref() else { continue };
                    let batch = match &item.context_expr {
                        Expr::Call(call) => self
                            .resolve(&call.func)
                            .is_some_and(|(full, _)| full == "alembic.op.batch_alter_table"),
                        _ => false,
                    };
                    self.bind(
                        name.id.as_str(),
                        batch.then(|| "alembic.operations.BatchOperations".to_owned()),
                    );
                }
                self.block(&with.body);
            }
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        let meaning = self.resolve(&assign.value).map(|(full, _)| full);
                        self.bind(name.id.as_str(), meaning);
                    } else {
                        self.visit_expr(target);
                    }
                }
            }
            Stmt::For(for_) => {
                self.visit_expr(&for_.iter);
                if let Expr::Name(name) = &*for_.target {
                    self.bind(name.id.as_str(), None);
                }
                self.block(&for_.body);
                self.block(&for_.orelse);
            }
            Stmt::While(while_) => {
                self.visit_expr(&while_.test);
                self.block(&while_.body);
            }
            // Which case applies only running can tell.
            Stmt::Match(match_) => self.visit_expr(&match_.subject),
            // Annotations are not evaluated.
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
                if let Expr::Name(name) = &*assign.target {
                    self.bind(name.id.as_str(), None);
                }
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Call(call) => {
                if let Expr::Name(name) = &*call.func
                    && self.functions.contains_key(name.id.as_str())
                {
                    self.queued.push(name.id.to_string());
                }
                if let Some((full, written)) = self.resolve(&call.func) {
                    let keywords = call
                        .arguments
                        .keywords
                        .iter()
                        .filter_map(|keyword| keyword.arg.as_ref().map(ToString::to_string))
                        .collect();
                    self.found(full, written, false, keywords, call.func.range());
                } else {
                    self.visit_expr(&call.func);
                }
                self.visit_arguments(&call.arguments);
            }
            Expr::Attribute(_) => match self.resolve(expression) {
                Some((full, written)) => self.found(full, written, false, Vec::new(), expression.range()),
                None => walk_expr(self, expression),
            },
            Expr::If(conditional) => {
                self.visit_expr(&conditional.test);
                let truth = evaluate(&conditional.test, self.dialect);
                if matches!(truth, Truth::True | Truth::Unrelated) {
                    self.visit_expr(&conditional.body);
                }
                if matches!(truth, Truth::False | Truth::Unrelated) {
                    self.visit_expr(&conditional.orelse);
                }
            }
            // A local function handed around may be called.
            Expr::Name(name) => {
                if self.functions.contains_key(name.id.as_str()) {
                    self.queued.push(name.id.to_string());
                }
            }
            // Its variables hide outer names.
            Expr::Lambda(lambda) => {
                let mut scope = BTreeMap::new();
                if let Some(parameters) = &lambda.parameters {
                    for parameter in &**parameters {
                        scope.insert(parameter.name().to_string(), None);
                    }
                }
                self.scopes.push(scope);
                self.visit_expr(&lambda.body);
                self.scopes.pop();
            }
            _ => walk_expr(self, expression),
        }
    }
}

/// Whether an `except` clause of this type takes a missing name.
fn takes_missing_name(type_: &Expr) -> bool {
    let named =
        |name: &str| matches!(name, "AttributeError" | "NameError" | "TypeError" | "NotImplementedError");
    catches_import_error(type_)
        || match type_ {
            Expr::Tuple(tuple) => tuple.elts.iter().any(takes_missing_name),
            Expr::Name(name) => named(name.id.as_str()),
            Expr::Attribute(attribute) => named(attribute.attr.as_str()),
            _ => true,
        }
}

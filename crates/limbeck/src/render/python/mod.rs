//! Directives as the Python of a revision script, to the letter of Alembic's.
//!
//! Lives here: the body of `upgrade()` and `downgrade()`, the imports it needs, and the project's say in it
//! ([`RenderHooks`]). Does not live here: which directives there are (`diff`), and the file around them
//! (`template`).

mod columns;
mod constraints;
mod indexes;
mod keywords;
mod operations;
mod types;

use crate::{
    dialect::{CompileError, Dialect, Rendering},
    diff::Directive,
    expr::Expr,
    name::{Identifier, NameKind, QualifiedName},
    schema::{
        CheckConstraint, Column, ExcludeConstraint, ForeignKeyConstraint, PrimaryKeyConstraint,
        UniqueConstraint,
    },
    types::ColumnType,
};
use std::collections::BTreeSet;

pub(super) use crate::python::{python_list, python_repr};

/// How Python is written: the options of `context.configure()` that steer it.
#[derive(Clone)]
pub struct PythonOptions {
    /// The database's dialect; expressions are written as it writes them.
    pub dialect: &'static dyn Dialect,
    /// How values and percent signs in expressions are written.
    pub rendering: Rendering,
    /// `alembic_module_prefix`.
    pub alembic_prefix: String,
    /// `sqlalchemy_module_prefix`.
    pub sqlalchemy_prefix: String,
    /// `user_module_prefix`; `None` is the module of each class.
    pub user_prefix: Option<String>,
    /// `render_as_batch`.
    pub render_as_batch: bool,
    /// The schema of the models' `MetaData`, which foreign keys without one refer into.
    pub metadata_schema: Option<String>,
}

impl PythonOptions {
    /// Alembic's defaults for a dialect.
    pub fn new(dialect: &'static dyn Dialect) -> Self {
        let capabilities = dialect.capabilities(None);
        Self {
            dialect,
            rendering: Rendering {
                literal_binds: true,
                style: capabilities.default_style,
                double_percent: capabilities.default_style.doubles_percent(),
                offline: true,
                bind_casts: false,
            },
            alembic_prefix: "op.".to_owned(),
            sqlalchemy_prefix: "sa.".to_owned(),
            user_prefix: None,
            render_as_batch: false,
            metadata_schema: None,
        }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The body, indented and with Alembic's two comment lines, as the template's `${upgrades}` takes it.
    pub text: String,
    /// Import lines that it needs.
    pub imports: BTreeSet<String>,
    /// Texts of `UserWarning`s.
    pub warnings: Vec<String>,
}

/// Why something cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// An expression has no SQL, or Alembic has no Python for it.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// A hook of the project's failed; it knows why.
    #[error("a hook failed")]
    Hook,
}

/// A thing that `render_item` is asked about; its kind is [`RenderItem::kind`].
#[derive(Clone, Copy, Debug)]
pub enum RenderItem<'a> {
    /// A column's type, at any depth.
    Type(&'a ColumnType),
    /// A column; the table where it is known.
    Column(Option<&'a QualifiedName>, &'a Column),
    /// A default, computed column or identity of a column.
    ServerDefault(&'a crate::op::DefaultState),
    /// A primary key of a new table.
    PrimaryKey(&'a QualifiedName, &'a PrimaryKeyConstraint),
    /// A foreign key of a new table.
    ForeignKey(&'a QualifiedName, &'a ForeignKeyConstraint),
    /// A unique constraint of a new table.
    Unique(&'a QualifiedName, &'a UniqueConstraint),
    /// A check of a new table.
    Check(&'a QualifiedName, &'a CheckConstraint),
    /// An exclude constraint of a new table.
    Exclude(&'a QualifiedName, &'a ExcludeConstraint),
}

impl RenderItem<'_> {
    /// The word `render_item` is called with.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Type(_) => "type",
            Self::Column(..) => "column",
            Self::ServerDefault(_) => "server_default",
            Self::PrimaryKey(..) => "primary_key",
            Self::ForeignKey(..) => "foreign_key",
            Self::Unique(..) => "unique",
            Self::Check(..) => "check",
            Self::Exclude(..) => "exclude",
        }
    }
}

/// The project's say in how things are written.
pub trait RenderHooks {
    /// `render_item`: the text, or `None` for Alembic's own. Import lines may be added.
    fn render_item(
        &mut self,
        item: RenderItem<'_>,
        imports: &mut BTreeSet<String>,
    ) -> Result<Option<String>, RenderError>;
}

/// A project that has no say.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHooks;

impl RenderHooks for NoHooks {
    fn render_item(
        &mut self,
        _item: RenderItem<'_>,
        _imports: &mut BTreeSet<String>,
    ) -> Result<Option<String>, RenderError> {
        Ok(None)
    }
}

/// The body of a function: Alembic's comment lines, the directives, or `pass`.
pub fn render(
    directives: &[Directive],
    options: &PythonOptions,
    hooks: &mut dyn RenderHooks,
) -> Result<Rendered, RenderError> {
    let mut rendered = render_code(directives, options, hooks)?;
    rendered.text = indented(&rendered.text);
    Ok(rendered)
}

/// As [`render`], but not indented: what `render_python_code` starts from.
pub fn render_code(
    directives: &[Directive],
    options: &PythonOptions,
    hooks: &mut dyn RenderHooks,
) -> Result<Rendered, RenderError> {
    let mut writer = Writer::new(options, hooks);
    let mut text = String::from("# ### commands auto generated by Alembic - please adjust! ###\n");
    let mut empty = true;
    for directive in directives {
        for line in writer.directive(directive)? {
            empty = false;
            text.push_str(&line);
            text.push('\n');
        }
    }
    if empty {
        text.push_str("pass\n");
    }
    text.push_str("# ### end Alembic commands ###\n");
    let Writer { imports, warnings, .. } = writer;
    Ok(Rendered { text, imports, warnings })
}

/// A part that a renderer of the project's asks for.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// One operation.
    Operation(&'a crate::op::Operation),
    /// A column's type.
    Type(&'a ColumnType),
    /// A column by itself.
    Column(&'a Column),
}

/// One part: its lines, with the imports and warnings that belong to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedPiece {
    /// A line may have line ends in it.
    pub lines: Vec<String>,
    /// Import lines that they need.
    pub imports: BTreeSet<String>,
    /// Texts of `UserWarning`s.
    pub warnings: Vec<String>,
}

/// One part of a body that the project puts together itself; `in_batch` writes `batch_op.`.
pub fn render_piece(
    piece: Piece<'_>,
    in_batch: bool,
    options: &PythonOptions,
    hooks: &mut dyn RenderHooks,
) -> Result<RenderedPiece, RenderError> {
    let mut writer = Writer::new(options, hooks);
    writer.in_batch = in_batch;
    let lines = match piece {
        Piece::Operation(operation) => writer.operation(operation)?,
        Piece::Type(ty) => vec![writer.column_type(ty)?],
        Piece::Column(column) => {
            let nullable = column.nullable.unwrap_or(!column.primary_key);
            vec![writer.column(None, column, nullable)?]
        }
    };
    let Writer { imports, warnings, .. } = writer;
    Ok(RenderedPiece { lines, imports, warnings })
}

/// Every line by four blanks, none before the first and none after a line's end.
pub fn indented(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("    {line}")).collect();
    let lines = lines.join("\n");
    let lines: Vec<&str> = lines.trim().lines().map(|line| line.trim_end_matches(' ')).collect();
    lines.join("\n")
}

/// What writing needs, and what it gathers.
pub(super) struct Writer<'a> {
    pub(super) options: &'a PythonOptions,
    hooks: &'a mut dyn RenderHooks,
    imports: BTreeSet<String>,
    warnings: Vec<String>,
    /// Inside `with op.batch_alter_table(…) as batch_op:`.
    pub(super) in_batch: bool,
}

impl<'a> Writer<'a> {
    fn new(options: &'a PythonOptions, hooks: &'a mut dyn RenderHooks) -> Self {
        Self { options, hooks, imports: BTreeSet::new(), warnings: Vec::new(), in_batch: false }
    }

    /// The lines of one directive; an operation is one line, with line ends in it.
    fn directive(&mut self, directive: &Directive) -> Result<Vec<String>, RenderError> {
        let (table, operations) = match directive {
            Directive::Operation(operation) => return self.operation(operation),
            Directive::ModifyTable(modify) => (&modify.table, &modify.operations),
        };
        if operations.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        if !self.options.render_as_batch {
            for operation in operations {
                lines.extend(self.operation(operation)?);
            }
            return Ok(lines);
        }
        lines.push(format!(
            "with op.batch_alter_table({}, schema={}) as batch_op:",
            python_repr(&table.name.text),
            optional(table.schema_text())
        ));
        self.in_batch = true;
        for operation in operations {
            let inner = self.operation(operation);
            // Only the first line of an operation is indented, as Alembic's printer does.
            lines.extend(inner?.into_iter().map(|line| format!("    {line}")));
        }
        self.in_batch = false;
        lines.push(String::new());
        Ok(lines)
    }

    /// Asks the project.
    pub(super) fn asked(&mut self, item: RenderItem<'_>) -> Result<Option<String>, RenderError> {
        self.hooks.render_item(item, &mut self.imports)
    }

    pub(super) fn import(&mut self, line: &str) {
        self.imports.insert(line.to_owned());
    }

    pub(super) fn warn(&mut self, text: String) {
        self.warnings.push(text);
    }

    /// `op.` or `batch_op.`
    pub(super) fn alembic(&self) -> &str {
        if self.in_batch { "batch_op." } else { &self.options.alembic_prefix }
    }

    /// `sa.`
    pub(super) fn sqlalchemy(&self) -> &str {
        &self.options.sqlalchemy_prefix
    }

    /// A constraint's or index's name: `op.f('n')` where a convention or the database gave it.
    pub(super) fn name(&self, name: Option<&Identifier>) -> String {
        match name {
            None => "None".to_owned(),
            Some(name) => match name.kind {
                NameKind::Plain => python_repr(&name.text),
                NameKind::Final | NameKind::Generated => {
                    format!("{}f({})", self.alembic(), python_repr(&name.text))
                }
            },
        }
    }

    /// An expression's SQL.
    pub(super) fn sql(&self, expression: &Expr) -> Result<String, RenderError> {
        Ok(self.options.dialect.compile_expression(expression, &self.options.rendering)?)
    }

    /// `sa.text('…')`
    pub(super) fn text(&self, expression: &Expr) -> Result<String, RenderError> {
        Ok(format!("{}text({})", self.sqlalchemy(), python_repr(&self.sql(expression)?)))
    }
}

/// The `repr` of a string or of `None`.
pub(super) fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "None".to_owned(), python_repr)
}

/// `True` or `False`.
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A list of names.
pub(super) fn names(names: &[Identifier]) -> String {
    python_list(names.iter().map(Identifier::as_str))
}

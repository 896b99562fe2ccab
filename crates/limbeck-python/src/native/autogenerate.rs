//! Native functions of autogenerate: compare a model with a database, and show what came of it.

use super::{
    comparison::{PythonHooks, log},
    errors, state,
};
use crate::{autogenerate::PythonRenderHooks, convert};
use limbeck::{
    dialect::{CompileError, Dialect},
    diff::{
        CompareError, CompareOptions, Directive, LeftOut, Plugins, Switch, UpgradeOps, compare,
        schemas_to_reflect, tables_to_reflect,
    },
    error::Failure,
    name::{Identifier, QualifiedName},
    op::Operation,
    reflect::{Reflection, Scope},
    render::python::{Piece, PythonOptions, RenderError, render, render_piece},
    runtime::{Error, Session, SharedSession},
    schema::{Column, MetaData, NamingError, Referents},
    types::ColumnType,
};
use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyRef, PyResult, TryFromObject, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyTuple},
    function::ArgIterable,
};
use serde::Deserialize;
use std::collections::BTreeSet;

#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use super::{compare_models, convert, errors, render_text, state};
    use limbeck::{diff::Directive, name::QualifiedName, runtime::Error};
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine, builtins::PyDictRef, builtins::PyUtf8StrRef,
        function::OptionalArg,
    };

    /// Raises Alembic's error unless these rows of the version table are all heads.
    #[pyfunction]
    fn check_at_heads(rows: Vec<PyUtf8StrRef>, vm: &VirtualMachine) -> PyResult<()> {
        let graph = state::graph(vm)?;
        let rows: Vec<String> = rows.iter().map(|row| row.as_str().to_owned()).collect();
        let mut there = std::collections::BTreeSet::new();
        for row in &rows {
            let found = graph.resolve_one(row).map_err(|error| errors::raise(vm, Error::from(error)))?;
            there.extend(found.map(limbeck::revision::Revision::id));
        }
        // A head that another one depends on has no row of its own.
        if there == graph.real_heads().iter().collect() {
            return Ok(());
        }
        Err(errors::command(vm, super::not_up_to_date()))
    }

    /// The names of the plugins that take part, those of the project's (`own`) among them, with a log line for each;
    /// raises where one is not there.
    #[pyfunction]
    fn select_plugins(expressions: PyObjectRef, own: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let expressions: Option<Vec<String>> = convert::from_python(&expressions, vm)?;
        let own: Vec<String> = convert::from_python(&own, vm)?;
        let selected = super::select(expressions.as_deref(), &own, vm)?;
        convert::to_python(&selected, vm)
    }

    /// Compares; gives the number by which the result is asked for. `models` gives the
    /// trees of the model, one by one: `(metadata, None)` or, of the MetaData before it, `(None, table)`.
    #[pyfunction]
    fn compare(
        request: PyObjectRef,
        models: PyObjectRef,
        callbacks: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        compare_models(&request, &models, callbacks, vm)
    }

    /// The directives of a comparison, as trees.
    #[pyfunction]
    fn directives(number: usize, vm: &VirtualMachine) -> PyResult {
        let directives = state::comparison(number, vm)?.borrow().upgrade.directives.clone();
        convert::to_python(&directives, vm)
    }

    /// A table as it was reflected, as a tree; `None` where there is none.
    #[pyfunction]
    fn reflected_table(
        number: usize,
        schema: Option<PyUtf8StrRef>,
        name: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let comparison = state::comparison(number, vm)?;
        let name =
            QualifiedName { schema: schema.map(|schema| schema.as_str().into()), name: name.as_str().into() };
        let database = std::rc::Rc::clone(&comparison.borrow().database);
        match database.tables.iter().find(|table| table.name.is_same(&name)) {
            Some(table) => convert::to_python(table, vm),
            None => Ok(vm.ctx.none()),
        }
    }

    /// A part of such a body, for renderers of the project's: its lines, and the imports they need.
    #[pyfunction]
    fn render_piece(
        kind: PyUtf8StrRef,
        tree: PyObjectRef,
        rendering: PyDictRef,
        in_batch: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        super::render_part(kind.as_str(), &tree, &rendering, in_batch, vm)
    }

    /// The body of a function of a revision script.
    #[pyfunction]
    fn render_directives(
        directives: PyObjectRef,
        rendering: PyDictRef,
        _options: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        let directives: Vec<Directive> = convert::from_python(&directives, vm)?;
        render_text(&directives, &rendering, vm)
    }
}

/// The database lacks revisions, so a comparison would find again what they do.
fn not_up_to_date() -> Failure {
    Failure::command("Target database is not up to date.").help(
        "revisions are pending: run `upgrade head` first; `current` shows where the database is, `heads` where it \
         should be",
    )
}

/// What a comparison is asked; see docs/internals/waist.md.
#[derive(Deserialize)]
struct Request {
    connection: i64,
    include_schemas: bool,
    include_name: bool,
    include_object: bool,
    compare_type: Choice,
    compare_server_default: Choice,
    version_table: Identifier,
    version_table_schema: Option<Identifier>,
    /// The selected ones, by name.
    plugins: Vec<String>,
    /// The schemas that take part, where somebody has asked about them already.
    schemas: Option<Vec<Option<String>>>,
    /// The project has functions of its own for tables.
    own_tables: bool,
    /// It has some for columns.
    own_columns: bool,
    /// Objects of the database may be asked for.
    objects: bool,
    /// pgvector's types are known.
    vectors: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Off,
    On,
    Callable,
}

impl From<Choice> for Switch {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Off => Self::Off,
            Choice::On => Self::On,
            Choice::Callable => Self::Callable,
        }
    }
}

/// What is kept of a comparison.
pub struct Comparison {
    /// The database's dialect.
    pub dialect: &'static dyn Dialect,
    /// The database's tables, where objects may be asked for.
    pub database: std::rc::Rc<MetaData>,
    /// The model.
    pub models: Vec<MetaData>,
    /// What would bring the database to where the model is.
    pub upgrade: UpgradeOps,
    /// What the comparison left out.
    pub left_out: BTreeSet<LeftOut>,
    /// The schema of the model's MetaData.
    pub metadata_schema: Option<String>,
}

impl Comparison {
    /// Each difference as Alembic shows it.
    pub fn differences(&self) -> Vec<String> {
        let models: Vec<&MetaData> = self.models.iter().collect();
        self.upgrade.as_diffs(&self.database, &models)
    }
}

fn compare_models(
    request: &PyObject,
    models: &PyObject,
    callbacks: PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult {
    let request: Request = convert::from_python(request, vm)?;
    let session = state::session(request.connection, vm)?;
    let dialect = session.borrow().dialect();
    let capabilities = dialect.capabilities(Some(session.borrow().server()));
    let mut hooks = PythonHooks {
        vm,
        callbacks,
        include_name: request.include_name,
        include_object: request.include_object,
        own_functions: request.own_tables || request.own_columns,
        own_columns: request.own_columns,
        number: None,
        session: Some(std::rc::Rc::clone(&session)),
        default_schema: None,
        raised: None,
        left_out: BTreeSet::new(),
    };
    let failed = |error: CompileError| errors::raise(vm, Error::Compile(error));
    let mut options = CompareOptions {
        version_table: QualifiedName {
            schema: request.version_table_schema.clone(),
            name: request.version_table.clone(),
        },
        compare_type: request.compare_type.into(),
        compare_server_default: request.compare_server_default.into(),
        plugins: Plugins::of_names(&request.plugins),
        ..CompareOptions::new(capabilities)
    };
    options.default_schema = ask(&session, vm, |inspector| inspector.default_schema_name())?;
    hooks.default_schema.clone_from(&options.default_schema);
    let scope = scope(&request, &session, &options, &mut hooks)?;
    // The model is read while the database answers.
    let (reflected, models) = match &scope {
        Some(scope) => Session::ask_while(
            &session,
            |dialect, connection| dialect.inspector(connection).reflect(scope),
            || read_models(models, vm),
        ),
        None => (Ok(Reflection::default()), read_models(models, vm)),
    };
    let models = models?;
    let mut database = reflected.map_err(|error| errors::database(vm, &error, None))?;
    for warning in &database.warnings {
        errors::warn(vm, "SAWarning", warning)?;
    }
    let kept =
        std::rc::Rc::new(if request.objects { database.metadata.clone() } else { MetaData::default() });
    let metadata_schema =
        models.iter().find_map(|metadata| metadata.schema.as_ref()).map(|schema| schema.text.clone());
    let started = Comparison {
        dialect,
        database: kept,
        models: Vec::new(),
        upgrade: UpgradeOps::default(),
        left_out: BTreeSet::new(),
        metadata_schema,
    };
    let number = state::add_comparison(started, vm)?;
    hooks.number = request.objects.then_some(number);
    let schema: PyObjectRef =
        options.default_schema.as_deref().map_or_else(|| vm.ctx.none(), |name| vm.ctx.new_str(name).into());
    vm.call_method(&hooks.callbacks, "_begin", (vm.ctx.new_int(number), schema))?;
    let references: Vec<&MetaData> = models.iter().collect();
    let upgrade =
        compare(&mut database, &references, dialect, &options, &mut hooks).map_err(|error| match error {
            CompareError::Hook(exception) => exception,
            CompareError::Compile(error) => failed(error),
        })?;
    if let Some(raised) = hooks.raised {
        return Err(raised);
    }
    let left_out = std::mem::take(&mut hooks.left_out);
    {
        let comparison = state::comparison(number, vm)?;
        let mut comparison = comparison.borrow_mut();
        comparison.upgrade = upgrade;
        comparison.database = std::rc::Rc::new(database.metadata);
        comparison.left_out = left_out;
        comparison.models = models;
    }
    Ok(vm.ctx.new_int(number).into())
}

/// The plugins that take part.
fn select(expressions: Option<&[String]>, own: &[String], vm: &VirtualMachine) -> PyResult<Vec<String>> {
    let expressions: Vec<&str> = match expressions {
        Some(expressions) => expressions.iter().map(String::as_str).collect(),
        None => Plugins::DEFAULT_EXPRESSIONS.to_vec(),
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    Plugins::select(&expressions, &own, &mut |logger, level, text| log(logger, level, &text))
        .map_err(|error| errors::raise(vm, Error::Compile(error)))
}

/// What a naming convention names gets its name.
fn name_everything(metadata: &mut MetaData) -> Result<(), NamingError> {
    let convention = metadata.naming_convention.clone().unwrap_or_default();
    metadata.tables.iter_mut().try_for_each(|table| convention.apply_to_table(table, Referents::Known))
}

fn naming(vm: &VirtualMachine, error: NamingError) -> PyBaseExceptionRef {
    errors::raise(vm, Error::Compile(CompileError::raised(error.exception, error.message)))
}

fn ask<T>(
    session: &SharedSession,
    vm: &VirtualMachine,
    question: impl FnOnce(&mut dyn limbeck::reflect::Inspector) -> Result<T, limbeck::connection::DatabaseError>,
) -> PyResult<T> {
    let asked = session.borrow_mut().ask(|dialect, connection| question(&mut *dialect.inspector(connection)));
    asked.map_err(|error| errors::database(vm, &error, None))
}

/// The model, each tree given back as soon as it is read. `trees` is a generator, and ends here.
fn read_models(trees: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<MetaData>> {
    let models = read_each(trees, vm);
    if models.is_err() {
        vm.call_method(trees, "close", ())?;
    }
    models
}

fn read_each(trees: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<MetaData>> {
    let mut models: Vec<MetaData> = Vec::new();
    for pair in ArgIterable::<PyObjectRef>::try_from_object(vm, trees.to_owned())?.iter(vm)? {
        let pair: PyRef<PyTuple> = pair?.try_into_value(vm)?;
        match (pair.as_slice(), models.last_mut()) {
            ([none, table], Some(model)) if vm.is_none(none) => {
                model.tables.push(convert::from_python(table, vm)?);
            }
            ([metadata, _], _) => models.push(convert::from_python(metadata, vm)?),
            _ => return Err(vm.new_value_error("a tree comes in a pair")),
        }
    }
    for metadata in &mut models {
        name_everything(metadata).map_err(|error| naming(vm, error))?;
    }
    Ok(models)
}

/// The database's tables that take part; `None` where there is none.
fn scope(
    request: &Request,
    session: &SharedSession,
    options: &CompareOptions,
    hooks: &mut PythonHooks<'_>,
) -> PyResult<Option<Scope>> {
    let vm = hooks.vm;
    let schemas = match &request.schemas {
        Some(schemas) => schemas.clone(),
        None if request.include_schemas => {
            let names = ask(session, vm, |inspector| inspector.schema_names())?;
            schemas_to_reflect(&names, true, options, hooks)?
        }
        None => schemas_to_reflect(&[], false, options, hooks)?,
    };
    let mut scope = Scope::schemas(Vec::new());
    let mut wanted = Vec::new();
    for schema in schemas {
        let schema: Option<Identifier> = schema.map(Identifier::from);
        let tables = ask(session, vm, |inspector| inspector.table_names(schema.as_ref()))?;
        let name = schema.as_ref().map(Identifier::as_str);
        let tables = tables_to_reflect(name, &tables, options, hooks)?;
        if !tables.is_empty() {
            wanted.extend(
                tables.into_iter().map(|table| QualifiedName { schema: schema.clone(), name: table.into() }),
            );
            scope.schemas.push(schema);
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    scope.tables = Some(wanted);
    scope.vectors = request.vectors;
    Ok(Some(scope))
}

/// What Python says of how a script is rendered.
#[derive(Deserialize)]
pub(crate) struct RenderingOptions {
    sqlalchemy_module_prefix: String,
    alembic_module_prefix: String,
    render_as_batch: bool,
    user_module_prefix: Option<String>,
    #[serde(default)]
    dialect: Option<String>,
}

impl RenderingOptions {
    /// The engine's options.
    pub(crate) fn options(
        self,
        metadata_schema: Option<String>,
        vm: &VirtualMachine,
    ) -> PyResult<PythonOptions> {
        let dialect = state::dialect(self.dialect.as_deref().unwrap_or("sqlite"), vm)?;
        Ok(PythonOptions {
            alembic_prefix: self.alembic_module_prefix,
            sqlalchemy_prefix: self.sqlalchemy_module_prefix,
            user_prefix: self.user_module_prefix,
            render_as_batch: self.render_as_batch,
            metadata_schema,
            ..PythonOptions::new(dialect)
        })
    }
}

fn render_text(
    directives: &[Directive],
    rendering: &rustpython_vm::builtins::PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<String> {
    let (options, hooks) = rendering_of(rendering, vm)?;
    let options = options.options(None, vm)?;
    let mut hooks = PythonRenderHooks::new(hooks, vm)?;
    let rendered = render(directives, &options, &mut hooks).map_err(|error| match error {
        RenderError::Compile(error) => errors::raise(vm, Error::Compile(error)),
        RenderError::Hook => hooks.take_raised(),
    })?;
    Ok(rendered.text)
}

fn render_part(
    kind: &str,
    tree: &PyObject,
    rendering: &rustpython_vm::builtins::PyDictRef,
    in_batch: bool,
    vm: &VirtualMachine,
) -> PyResult {
    let (options, hooks) = rendering_of(rendering, vm)?;
    let options = options.options(state::last_comparison_schema(vm)?, vm)?;
    let mut hooks = PythonRenderHooks::new(hooks, vm)?;
    let rendered = match kind {
        "type" => {
            let ty: ColumnType = convert::from_python(tree, vm)?;
            render_piece(Piece::Type(&ty), in_batch, &options, &mut hooks)
        }
        "column" => {
            let column: Column = convert::from_python(tree, vm)?;
            render_piece(Piece::Column(&column), in_batch, &options, &mut hooks)
        }
        _ => {
            let operation: Operation = convert::from_python(tree, vm)?;
            render_piece(Piece::Operation(&operation), in_batch, &options, &mut hooks)
        }
    };
    let rendered = rendered.map_err(|error| match error {
        RenderError::Compile(error) => errors::raise(vm, Error::Compile(error)),
        RenderError::Hook => hooks.take_raised(),
    })?;
    for warning in &rendered.warnings {
        errors::warn(vm, "UserWarning", warning)?;
    }
    convert::to_python(&(rendered.lines, rendered.imports), vm)
}

/// The plain options, and the object that knows the project's functions.
pub(crate) fn rendering_of(
    rendering: &rustpython_vm::builtins::PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<(RenderingOptions, PyObjectRef)> {
    let hooks = rendering.get_item_opt("hooks", vm)?.unwrap_or_else(|| vm.ctx.none());
    let plain = rustpython_vm::PyPayload::into_ref(rendering.copy(), &vm.ctx);
    plain.set_item("hooks", vm.ctx.none(), vm)?;
    Ok((convert::from_python(plain.as_object(), vm)?, hooks))
}

//! Native functions on the migration context: configure it, run the plan, transactions, heads.

use super::{errors, operations, state};
use crate::{convert, reporter::PythonReporter, script};
use limbeck::{
    connection::DatabaseUrl,
    name::{Identifier, QualifiedName},
    revision::RevisionStep,
    runtime::{
        ContextOptions, Error, MigrationContext, Reporter, ScriptFile, ScriptWriter, Silent, VersionTable,
    },
    schema::NamingConvention,
};
use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    function::{FuncArgs, KwArgs},
};
use std::{io, rc::Rc};

#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use super::{configure_context, errors, info, run, state};
    use rustpython_vm::{
        AsObject, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyDictRef, PyUtf8StrRef},
    };

    /// Makes the context that everything after goes through.
    #[pyfunction]
    fn configure(options: PyDictRef, vm: &VirtualMachine) -> PyResult<()> {
        // The only value that is no plain tree.
        let output = options.get_item_opt("output", vm)?.unwrap_or_else(|| vm.ctx.none());
        let options = rustpython_vm::PyPayload::into_ref(options.copy(), &vm.ctx);
        options.set_item("output", vm.ctx.none(), vm)?;
        configure_context(options.as_object(), output, vm)
    }

    /// Dialect and modes of the context.
    #[pyfunction]
    fn context_info(vm: &VirtualMachine) -> PyResult {
        info(vm)
    }

    /// Runs the whole plan; `after_step` is called with what each step did, or is `None`.
    #[pyfunction]
    fn run_migrations(kwargs: PyObjectRef, after_step: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        run(&kwargs, &after_step, vm)
    }

    /// `context.begin_transaction()`, its beginning.
    #[pyfunction]
    fn begin_transaction(vm: &VirtualMachine) -> PyResult<()> {
        let context = state::context(vm)?;
        let scope = context.begin_transaction(false).map_err(|error| errors::raise(vm, error))?;
        state::state(vm)?.borrow_mut().scopes.push(scope);
        Ok(())
    }

    /// `context.begin_transaction()`, its end.
    #[pyfunction]
    fn end_transaction(failed: bool, vm: &VirtualMachine) -> PyResult<()> {
        let context = state::context(vm)?;
        let scope = state::state(vm)?.borrow_mut().scopes.pop();
        match scope {
            Some(scope) => {
                // A refusal that a script swallowed must not be committed.
                let failed = failed || super::super::refusal::is_latched();
                context.end_transaction(scope, failed).map_err(|error| errors::raise(vm, error))
            }
            None => Ok(()),
        }
    }

    /// Leaves the transaction.
    #[pyfunction]
    fn autocommit_enter(vm: &VirtualMachine) -> PyResult<()> {
        let scope = state::context(vm)?.autocommit_enter().map_err(|error| errors::raise(vm, error))?;
        state::state(vm)?.borrow_mut().autocommits.push(scope);
        Ok(())
    }

    /// Goes back into a transaction.
    #[pyfunction]
    fn autocommit_exit(_failed: bool, vm: &VirtualMachine) -> PyResult<()> {
        let scope = state::state(vm)?.borrow_mut().autocommits.pop();
        match scope {
            Some(scope) => {
                state::context(vm)?.autocommit_exit(scope).map_err(|error| errors::raise(vm, error))
            }
            None => Ok(()),
        }
    }

    /// Rows of the version table.
    #[pyfunction]
    fn current_heads(vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let context = state::context(vm)?;
        let graph = state::graph(vm)?;
        let rows = context.current_rows(&graph).map_err(|error| errors::raise(vm, error))?;
        Ok(rows.into_iter().map(|row| vm.ctx.new_str(row).into()).collect())
    }

    /// Heads of the script directory.
    #[pyfunction]
    fn head_revisions(vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let graph = state::graph(vm)?;
        Ok(graph.heads().iter().map(|id| vm.ctx.new_str(id.as_str()).into()).collect())
    }

    /// Left side of `a:b`, if given.
    #[pyfunction]
    fn starting_revision(vm: &VirtualMachine) -> PyResult {
        let start = state::state(vm)?.borrow().request.migration.starting_revision.clone();
        let resolved = state::graph(vm)?.as_revision_number(start.as_deref());
        let resolved = resolved.map_err(|error| errors::raise(vm, error.into()))?;
        Ok(super::argument_to_python(&resolved, vm))
    }

    /// Where to go, resolved: an id, a list of ids, or `None` for base.
    #[pyfunction]
    fn revision_argument(vm: &VirtualMachine) -> PyResult {
        let state = state::state(vm)?;
        let destination = state.borrow().request.migration.destination.clone();
        let graph = state::graph(vm)?;
        let argument = match destination.as_slice() {
            [] => None,
            [only] => Some(graph.as_revision_number(Some(only))),
            [first, ..] => Some(graph.as_revision_number(Some(first))),
        };
        match argument {
            None => Ok(vm.ctx.none()),
            Some(resolved) => {
                let resolved = resolved.map_err(|error| errors::raise(vm, error.into()))?;
                Ok(super::argument_to_python(&resolved, vm))
            }
        }
    }

    /// Text into the script.
    #[pyfunction]
    fn static_output(text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<()> {
        state::context(vm)?.static_output(text.as_str()).map_err(|error| errors::raise(vm, error))
    }
}

/// What `configure()` hands over; see docs/internals/waist.md.
#[derive(serde::Deserialize)]
struct Configuration {
    #[serde(default)]
    connection: Option<i64>,
    #[serde(default)]
    dialect: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    paramstyle: Option<String>,
    #[serde(default)]
    literal_binds: bool,
    #[serde(default)]
    transactional_ddl: Option<bool>,
    #[serde(default)]
    transaction_per_migration: bool,
    #[serde(default)]
    version_table: Option<Identifier>,
    #[serde(default)]
    version_table_schema: Option<Identifier>,
    #[serde(default = "yes")]
    version_table_pk: bool,
    #[serde(default)]
    naming_convention: Option<NamingConvention>,
    #[serde(default)]
    starting_rev: Option<String>,
    /// Overrides `--sql`'s absence, for `MigrationContext.configure(opts={"as_sql": True})`.
    #[serde(default)]
    as_sql: Option<bool>,
}

fn yes() -> bool {
    true
}

fn configure_context(options: &PyObject, output: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let state = state::state(vm)?;
    let configuration: Configuration = convert::from_python(options, vm)?;
    let (request, lock_wait, wanted) = {
        let state = state.borrow();
        (state.request.migration.clone(), state.request.lock_wait, state.request.url.clone())
    };
    let (chosen, url) = match wanted {
        // `--url` says for which database the script is.
        Some(wanted) => {
            if let Some(own) = &configuration.url {
                let chosen = DatabaseUrl::parse(&wanted).map_err(|error| errors::connect(vm, error))?;
                state::replace_url(own, &chosen.render(true), vm)?;
            }
            (None, Some(wanted))
        }
        None => (configuration.dialect, configuration.url),
    };
    let offline = configuration.as_sql.unwrap_or(request.as_sql);
    let session = match configuration.connection {
        Some(handle) if !offline => Some(state::session(handle, vm)?),
        _ => None,
    };
    let dialect = match (&session, &chosen, &url) {
        (Some(session), ..) => session.borrow().dialect(),
        (None, Some(name), _) => state::dialect(name, vm)?,
        (None, None, Some(url)) => {
            let url = DatabaseUrl::parse(url).map_err(|error| errors::connect(vm, error))?;
            state::dialect(url.backend_name(), vm)?
        }
        (None, None, None) => {
            return Err(errors::named(vm, "Exception", "Connection, url, or dialect_name is required."));
        }
    };
    if !offline && configuration.literal_binds {
        return Err(errors::named(
            vm,
            "alembic.util.exc.CommandError",
            "Can't use literal_binds setting without as_sql mode",
        ));
    }
    let style = match &configuration.paramstyle {
        Some(name) => Some(operations::style(name, vm)?),
        None => None,
    };
    let name = configuration.version_table.unwrap_or_else(|| Identifier::new("alembic_version"));
    let options = ContextOptions {
        literal_binds: configuration.literal_binds,
        style,
        transactional_ddl: configuration.transactional_ddl,
        transaction_per_migration: configuration.transaction_per_migration,
        version_table: VersionTable {
            name: QualifiedName { schema: configuration.version_table_schema, name },
            primary_key: configuration.version_table_pk,
        },
        starting_revision: configuration.starting_rev.or_else(|| request.starting_revision.clone()),
        naming_convention: configuration.naming_convention,
        purge: request.purge,
        read_only: request.read_only,
        lock_wait,
        ..ContextOptions::new(dialect)
    };
    // Of single revisions nothing is said but what they write.
    let reporter: Rc<dyn Reporter> =
        if state.borrow().request.revisions.is_some() { Rc::new(Silent) } else { Rc::new(PythonReporter) };
    let context = match session {
        Some(session) => MigrationContext::online(options, session, reporter),
        None if offline => {
            let sink = ScriptFile::new(writer(output, vm), dialect.begin_sql());
            MigrationContext::offline(options, Box::new(sink), reporter)
        }
        None => {
            return Err(errors::named(
                vm,
                "alembic.util.exc.CommandError",
                "context.configure() was given a URL but no connection, and --sql was not asked for",
            ));
        }
    };
    let mut state = state.borrow_mut();
    state.contexts.push(context.clone());
    state.context = Some(context);
    Ok(())
}

/// Where a script's text goes: a Python object with `write()`, or standard output.
fn writer(output: PyObjectRef, vm: &VirtualMachine) -> ScriptWriter {
    if vm.is_none(&output) {
        return Box::new(|text| {
            use std::io::Write;
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes())
        });
    }
    Box::new(move |text| {
        rustpython_vm::vm::thread::with_current_vm(|vm| {
            output
                .call((vm.ctx.new_str(text),), vm)
                .map(|_| ())
                .map_err(|error| io::Error::other(error.class().name().to_string()))
        })
    })
}

fn info(vm: &VirtualMachine) -> PyResult {
    let info = state::context(vm)?.info();
    let dict = vm.ctx.new_dict();
    dict.set_item("dialect", vm.ctx.new_str(info.dialect).into(), vm)?;
    dict.set_item("as_sql", vm.ctx.new_bool(info.offline).into(), vm)?;
    dict.set_item("transactional_ddl", vm.ctx.new_bool(info.transactional_ddl).into(), vm)?;
    let version = match info.server_version {
        Some(parts) => {
            vm.ctx.new_list(parts.iter().map(|part| vm.ctx.new_int(*part).into()).collect()).into()
        }
        None => vm.ctx.none(),
    };
    dict.set_item("version", version, vm)?;
    Ok(dict.into())
}

fn run(kwargs: &PyObjectRef, after_step: &PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let state = state::state(vm)?;
    let revisions = state.borrow().request.revisions.clone();
    if let Some(part) = revisions {
        return crate::sql::work(&part, vm);
    }
    let context = state::context(vm)?;
    let graph = match state::graph(vm) {
        Ok(graph) => graph,
        Err(exception) => {
            // Alembic reads the scripts after it has made a missing version table.
            context.ensure_before_failure().map_err(|error| errors::raise(vm, error))?;
            return Err(exception);
        }
    };
    let plan = Rc::clone(&state.borrow().request.migration.plan);
    let raise = |error: Error| errors::raise(vm, error);
    let mut scripts = script::Scripts::default();
    let mut preflight = |steps: &[RevisionStep]| {
        scripts = script::preflight(steps, &graph, context.dialect(), vm)?;
        Ok(())
    };
    let mut run = context.start_run(&graph, &plan, &mut preflight).map_err(raise)?;
    scripts.load(vm)?;
    let scripts = Rc::new(scripts);
    if vm.is_none(after_step) {
        run.set_plain(plain(Rc::clone(&scripts), Rc::clone(&graph)));
    }
    while let Some(step) = context.next_step(&graph, &mut run).map_err(raise)? {
        let outcome = match &step.revision {
            Some(revision) if !step.direction.is_stamp() => {
                script::run_step(&scripts, &graph, revision, step.direction.name(), kwargs, vm)
            }
            _ => Ok(()),
        };
        let outcome = outcome.and_then(|()| super::refusal::check_latched(vm));
        let outcome = outcome.and_then(|()| {
            let rows = context.finish_step(&graph, &mut run, &step, Ok(())).map_err(raise)?;
            if vm.is_none(after_step) {
                Ok(())
            } else {
                after_step.call((step_info(&step, &rows, vm)?,), vm).map(|_| ())
            }
        });
        if let Err(exception) = outcome {
            if context.fall_back(&mut run).map_err(raise)? {
                // What the script raised or refused was the echo of an earlier statement's failure.
                drop(super::latched());
                state.borrow_mut().cause = None;
                continue;
            }
            context.abandon_step(&mut run, &step).map_err(raise)?;
            return Err(exception);
        }
        context.commit_step(&mut run).map_err(raise)?;
    }
    Ok(())
}

/// Tells the engine which steps only send DDL.
fn plain(scripts: Rc<script::Scripts>, graph: Rc<limbeck::revision::RevisionMap>) -> limbeck::runtime::Plain {
    Box::new(move |step| {
        let path =
            step.revision.as_ref().and_then(|id| graph.get(id.as_str())).and_then(|found| found.path());
        let judge = |path| rustpython_vm::vm::thread::with_current_vm(|vm| scripts.is_plain(path, vm));
        step.direction.is_stamp() || path.is_some_and(judge)
    })
}

/// What `on_version_apply` callbacks are told.
fn step_info(step: &RevisionStep, rows: &[String], vm: &VirtualMachine) -> PyResult {
    let dict = vm.ctx.new_dict();
    let ids = |ids: &[limbeck::revision::RevisionId]| -> PyObjectRef {
        vm.ctx.new_tuple(ids.iter().map(|id| vm.ctx.new_str(id.as_str()).into()).collect()).into()
    };
    dict.set_item("is_upgrade", vm.ctx.new_bool(step.direction.is_upgrade()).into(), vm)?;
    dict.set_item("is_stamp", vm.ctx.new_bool(step.direction.is_stamp()).into(), vm)?;
    dict.set_item("up_revision_ids", ids(&step.up_revisions), vm)?;
    dict.set_item("down_revision_ids", ids(&step.down_revisions), vm)?;
    let heads = rows.iter().map(|row| vm.ctx.new_str(row.as_str()).into()).collect();
    dict.set_item("heads", vm.ctx.new_list(heads).into(), vm)?;
    Ok(dict.into())
}

/// Calls a script's function with `run_migrations()`' keywords.
pub(crate) fn call_with_keywords(
    function: &PyObjectRef,
    kwargs: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult {
    let dict = kwargs
        .clone()
        .downcast::<rustpython_vm::builtins::PyDict>()
        .map_err(|_| vm.new_type_error("keyword arguments must be a dict".to_owned()))?;
    let mut keywords = Vec::new();
    for (key, value) in dict {
        keywords.push((key.str(vm)?.to_string(), value));
    }
    let arguments = FuncArgs::new(Vec::new(), keywords.into_iter().collect::<KwArgs>());
    function.as_object().call_with_args(arguments, vm)
}

fn argument_to_python(argument: &limbeck::revision::RevisionArgument, vm: &VirtualMachine) -> PyObjectRef {
    use limbeck::revision::RevisionArgument;
    match argument {
        RevisionArgument::Nothing => vm.ctx.none(),
        RevisionArgument::One(id) => vm.ctx.new_str(id.as_str()).into(),
        RevisionArgument::Several(ids) => {
            vm.ctx.new_tuple(ids.iter().map(|id| vm.ctx.new_str(id.as_str()).into()).collect()).into()
        }
    }
}

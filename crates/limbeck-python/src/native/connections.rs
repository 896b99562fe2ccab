//! Native functions on engines and connections: open, execute, begin and end transactions.

use super::{errors, refusal, state};
use crate::convert;
use indexmap::{IndexMap, IndexSet};
use limbeck::{
    connection::{ConnectError, ConnectOptions, DatabaseUrl, Rows},
    dialect::{CompileContext, CompileError, Lookup, Offline, Rendering, Statement},
    expr::{Bind, Value},
    op::{Executable, Operation},
    runtime::{ContextOptions, Error, MigrationContext, Session, SharedSession, Silent, StatementLog},
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, vm::thread::with_current_vm};
use std::rc::Rc;

#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use super::{
        NOBODY_COMMITTED, NOBODY_COMMITTED_HELP, connect_session, convert, errors, execute_in, info, refusal,
        state,
    };
    use limbeck::{name::QualifiedName, types::EnumType};
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine, builtins::PyUtf8StrRef, function::OptionalArg,
    };

    /// Opens a connection; returns its handle. `log` is called with what is sent.
    #[pyfunction]
    fn connect(
        url: PyUtf8StrRef,
        options: PyObjectRef,
        log: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<i64> {
        let log = log.into_option().filter(|log| !vm.is_none(log));
        connect_session(url.as_str(), &options, log, vm)
    }

    /// Executes something once for each set of parameters, or once without any.
    #[pyfunction]
    fn connection_execute(
        handle: i64,
        executable: PyObjectRef,
        parameters: PyObjectRef,
        _options: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let session = state::session(handle, vm)?;
        execute_in(&session, &executable, &parameters, vm)
    }

    /// Runs one operation on a connection (`ENUM.create(bind)`, `MetaData.create_all(bind)`).
    #[pyfunction]
    fn connection_invoke(handle: i64, operation: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        super::invoke_on(handle, &operation, vm)
    }

    /// Begins, ends, closes: `action` is a word of the contract in docs/internals/waist.md.
    #[pyfunction]
    fn connection_control(
        handle: i64,
        action: PyUtf8StrRef,
        name: OptionalArg<Option<PyUtf8StrRef>>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let none = vm.ctx.none();
        if action.as_str() == "close" {
            let state = state::state(vm)?;
            let removed = state.borrow_mut().sessions.remove(&handle);
            if let Some(open) = removed {
                let loses_ddl = open.borrow().would_lose_ddl();
                let result = open.borrow_mut().rollback();
                result.map_err(|error| errors::database(vm, &error, Some("ROLLBACK")))?;
                // While an exception is on its way out, that one is the news.
                let current: PyObjectRef = vm.sys_module.get_attr("exception", vm)?.call((), vm)?;
                if loses_ddl && vm.is_none(&current) {
                    return Err(refusal::refuse(vm, NOBODY_COMMITTED, NOBODY_COMMITTED_HELP));
                }
            }
            return Ok(none);
        }
        let session = state::session(handle, vm)?;
        let mut session = session.borrow_mut();
        let name = name.into_option().flatten();
        let name = name.as_ref().map_or("", |name| name.as_str());
        let result = match action.as_str() {
            "begin" => {
                session.begin();
                Ok(())
            }
            "commit" => session.commit(),
            "rollback" => session.rollback(),
            "savepoint" => match session.savepoint() {
                Ok(name) => return Ok(vm.ctx.new_str(name).into()),
                Err(error) => Err(error),
            },
            "release" => session.release(name),
            "rollback_to" => session.rollback_to(name),
            "autocommit_on" => {
                session.set_autocommit(true);
                Ok(())
            }
            "autocommit_off" => {
                session.set_autocommit(false);
                Ok(())
            }
            other => return Err(vm.new_value_error(format!("no such action: {other}"))),
        };
        result.map_err(|error| errors::database(vm, &error, None))?;
        Ok(none)
    }

    /// Dialect, version and transaction state of a connection.
    #[pyfunction]
    fn connection_info(handle: i64, vm: &VirtualMachine) -> PyResult {
        info(&state::session(handle, vm)?, vm)
    }

    /// Whether a table is there.
    #[pyfunction]
    fn has_table(handle: i64, name: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        let session = state::session(handle, vm)?;
        let name: QualifiedName = convert::from_python(&name, vm)?;
        let result = session.borrow_mut().ask(|dialect, connection| dialect.has_table(connection, &name));
        result.map_err(|error| errors::database(vm, &error, None))
    }

    /// Whether an enumeration type is there.
    #[pyfunction]
    fn has_enum(handle: i64, ty: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        let session = state::session(handle, vm)?;
        let ty: EnumType = convert::from_python(&ty, vm)?;
        let result = session.borrow_mut().ask(|dialect, connection| dialect.has_enum(connection, &ty));
        result.map_err(|error| errors::database(vm, &error, None))
    }
}

/// Alembic leaves the transaction to env.py where one is open before `context.configure()`; the driver of SQLite has then
/// committed some of the DDL, and nothing else.
const NOBODY_COMMITTED: &str = "closing a connection to SQLite with changes that nobody committed";
const NOBODY_COMMITTED_HELP: &str = "all of them were taken back; a statement before context.configure() has begun a transaction that is \
     left to env.py: write connection.commit() after that statement, or after the migrations";

fn connect_session(
    url: &str,
    options: &PyObjectRef,
    log: Option<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<i64> {
    let state = state::state(vm)?;
    if state.borrow().request.revisions.is_some() {
        return Err(crate::sql::refuse_connection(vm));
    }
    let wanted = state.borrow().request.url.clone();
    let options: serde_json::Map<String, serde_json::Value> = convert::from_python(options, vm)?;
    let raise = |error: ConnectError| errors::connect(vm, error);
    let url = match wanted {
        Some(wanted) => {
            let chosen = DatabaseUrl::parse(&wanted).map_err(raise)?;
            state::replace_url(url, &chosen.render(true), vm)?;
            chosen
        }
        None => DatabaseUrl::parse(url).map_err(raise)?,
    };
    let options = ConnectOptions::from_keywords(&url, &options).map_err(raise)?;
    let connection = limbeck::dialect::open::connect(&url, &options).map_err(raise)?;
    let dialect = state::dialect(url.backend_name(), vm)?.for_server(connection.server());
    let interrupt = state.borrow().interrupt.clone();
    let mut session = Session::new(connection, dialect, url.render(true), interrupt);
    session.set_autocommit(options.autocommit());
    if let Some(log) = log {
        session.set_log(Box::new(PythonLog(log)));
    }
    let mut state = state.borrow_mut();
    state.next_handle += 1;
    let handle = state.next_handle;
    state.sessions.insert(handle, session.shared());
    Ok(handle)
}

/// A function of the stand-ins that logs a message, or a statement with its parameters.
struct PythonLog(PyObjectRef);

impl StatementLog for PythonLog {
    fn message(&self, text: &str) {
        // A log handler of the project's that raises must not end a migration: Python's logging swallows that too.
        let _ = with_current_vm(|vm| self.0.call((vm.ctx.new_str(text),), vm));
    }

    fn statement(&self, sql: &str, parameters: &[Value]) {
        let _ = with_current_vm(|vm| {
            let parameters = convert::Values::new(vm).row(parameters)?;
            self.0.call((vm.ctx.new_str(sql), parameters), vm)
        });
    }
}

/// Runs an operation on a connection: in the migration's own context where it is its connection.
fn invoke_on(handle: i64, operation: &PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let session = state::session(handle, vm)?;
    let operation: Operation = convert::from_python(operation, vm)?;
    let current = state::state(vm)?.borrow().context.clone();
    let own = current.filter(|context| context.session().is_some_and(|other| Rc::ptr_eq(&other, &session)));
    let context = own.unwrap_or_else(|| {
        let options = ContextOptions::new(session.borrow().dialect());
        MigrationContext::online(options, session, Rc::new(Silent))
    });
    context.invoke(&operation).map(|_| ()).map_err(|error| errors::raise(vm, error))
}

/// Answers no question: data statements ask none.
fn compile(
    session: &SharedSession,
    executable: &Executable,
    parameters: Option<&IndexMap<String, Bind>>,
) -> Result<Statement, CompileError> {
    let (dialect, capabilities) = {
        let session = session.borrow();
        (session.dialect(), session.dialect().capabilities(Some(session.server())))
    };
    let rendering = Rendering::online(&capabilities);
    let mut lookup = Offline;
    let lookup: &mut dyn Lookup = &mut lookup;
    let mut created_types = IndexSet::new();
    dialect.compile_executable(
        executable,
        parameters,
        &mut CompileContext {
            capabilities: &capabilities,
            rendering,
            lookup,
            created_types: &mut created_types,
        },
    )
}

fn execute_in(
    session: &SharedSession,
    executable: &PyObjectRef,
    parameters: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult {
    let executable: Executable = convert::from_python(executable, vm)?;
    let sets: Vec<IndexMap<String, Bind>> = convert::from_python(parameters, vm)?;
    let run = |parameters: Option<&IndexMap<String, Bind>>| -> PyResult<(Rows, bool)> {
        let statement = compile(session, &executable, parameters)
            .map_err(|error| errors::raise(vm, Error::Compile(error)))?;
        for warning in &statement.warnings {
            errors::warn(vm, warning.category, &warning.message)?;
        }
        run_statement(session, &statement).map_err(|error| errors::raise(vm, error))
    };
    let mut total = 0;
    let mut last = if sets.is_empty() { run(None)? } else { (Rows::default(), false) };
    for parameters in &sets {
        last = run(Some(parameters))?;
        total += last.0.affected.unwrap_or_default();
    }
    let (rows, returns_rows) = last;
    let affected = if sets.len() > 1 { Some(total) } else { rows.affected };
    result(&rows, affected, returns_rows, vm)
}

/// Sends a statement, fetching its rows where it may have some.
fn run_statement(session: &SharedSession, statement: &Statement) -> Result<(Rows, bool), Error> {
    let mut session = session.borrow_mut();
    let failed = |error| Error::from((error, statement.sql.as_str()));
    if statement.verbatim && statement.parameters.is_empty() && holds_several(&statement.sql) {
        session.batch(&statement.sql).map_err(failed)?;
        return Ok((Rows::default(), false));
    }
    let rows = session.query(&statement.sql, &statement.parameters).map_err(failed)?;
    let returns_rows = !rows.columns.is_empty();
    Ok((rows, returns_rows))
}

/// Whether a text may hold several statements: a semicolon with something after it.
fn holds_several(sql: &str) -> bool {
    sql.trim_end().trim_end_matches(';').contains(';')
}

fn result(rows: &Rows, affected: Option<u64>, returns_rows: bool, vm: &VirtualMachine) -> PyResult {
    let dict = vm.ctx.new_dict();
    let columns = rows.columns.iter().map(|name| vm.ctx.new_str(name.as_str()).into()).collect();
    dict.set_item("columns", vm.ctx.new_list(columns).into(), vm)?;
    let values = convert::Values::new(vm);
    let list = rows.rows.iter().map(|row| values.row(row)).collect::<PyResult<Vec<_>>>()?;
    dict.set_item("rows", vm.ctx.new_list(list).into(), vm)?;
    let count = affected.map_or(-1, |affected| i64::try_from(affected).unwrap_or(i64::MAX));
    dict.set_item("rowcount", vm.ctx.new_int(count).into(), vm)?;
    let id = rows.last_insert_id.map_or_else(|| vm.ctx.none(), |id| vm.ctx.new_int(id).into());
    dict.set_item("last_insert_id", id, vm)?;
    dict.set_item("returns_rows", vm.ctx.new_bool(returns_rows).into(), vm)?;
    Ok(dict.into())
}

fn info(session: &SharedSession, vm: &VirtualMachine) -> PyResult {
    let session = session.borrow();
    let dict = vm.ctx.new_dict();
    dict.set_item("dialect", vm.ctx.new_str(session.dialect().name()).into(), vm)?;
    let version = session.server().parts.iter().map(|part| vm.ctx.new_int(*part).into()).collect();
    dict.set_item("version", vm.ctx.new_list(version).into(), vm)?;
    dict.set_item("product", vm.ctx.new_str(session.server().product.clone()).into(), vm)?;
    dict.set_item("in_transaction", vm.ctx.new_bool(session.in_transaction()).into(), vm)?;
    Ok(dict.into())
}

//! Engine errors as the Python exceptions that real Alembic and `SQLAlchemy` raise, so that a
//! script's `except` meets what it expects; and back, when such an exception reaches the top.

use super::{refusal, state};
use limbeck::{
    connection::{ConnectError, DatabaseError, DatabaseErrorKind},
    dialect::CompileError,
    error::Failure,
    origin::Origin,
    revision::{self, RevisionError},
    runtime::Error,
    script::ScriptError,
};
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};

/// An exception of a class given by its qualified name; built-ins without a module.
pub fn named(vm: &VirtualMachine, class: &str, message: &str) -> PyBaseExceptionRef {
    match instance(vm, class, vec![vm.ctx.new_str(message).into()]) {
        Ok(exception) => exception,
        // A class that wants other arguments (configparser's) shows its `message`.
        Err(failed) => match class_object(vm, class)
            .and_then(|class| class.downcast::<rustpython_vm::builtins::PyType>().map_err(|_| failed.clone()))
        {
            Ok(class) => {
                let exception = vm.new_exception(class, vec![vm.ctx.new_str(message).into()]);
                // Setting an attribute of a fresh exception cannot fail; without it the text is in `args`.
                let _ = exception.as_object().set_attr("message", vm.ctx.new_str(message), vm);
                exception
            }
            Err(error) => error,
        },
    }
}

/// Why there is no connection, as the exception a script sees.
pub fn connect(vm: &VirtualMachine, error: ConnectError) -> PyBaseExceptionRef {
    match error {
        ConnectError::Unsupported { feature, help } => refusal::refuse(vm, &feature, &help),
        ConnectError::Raised { exception, message } => named(vm, exception, &message),
        ConnectError::Database(error) => database(vm, &error, None),
    }
}

/// What is wrong with the project's scripts, as the exception a script sees; remembered with its place.
pub fn script(vm: &VirtualMachine, error: ScriptError) -> PyBaseExceptionRef {
    let exception = match raised_by_file(vm, &error) {
        // What the project's own code raises has a traceback that says more.
        Some(exception) if matches!(error, ScriptError::Python { exception: "", .. }) => return exception,
        Some(exception) => exception,
        None => config(vm, &error),
    };
    remember(vm, Failure::from(error), Some(&exception));
    exception
}

/// The exception itself, where a revision file cannot be loaded: the file was read elsewhere, and is
/// loaded once more here.
fn raised_by_file(vm: &VirtualMachine, error: &ScriptError) -> Option<PyBaseExceptionRef> {
    let ScriptError::Python { origin: Origin::File { path, .. }, .. } = error else { return None };
    let path = path.to_string_lossy();
    crate::script::run_file(&path, &crate::compile::script_module_name(&path), vm).err()
}

/// What is wrong with the configuration, as the exception a script sees.
pub fn config(vm: &VirtualMachine, error: &ScriptError) -> PyBaseExceptionRef {
    match error.surface() {
        revision::Surface::CommandError => named(vm, "alembic.util.exc.CommandError", &error.to_string()),
        revision::Surface::Traceback { exception } => {
            if let ScriptError::Revision { error, .. } = error {
                of_graph(vm, exception, error)
            } else {
                named(vm, exception, &error.to_string())
            }
        }
    }
}

/// An error of the graph that Alembic's commands do not catch.
fn of_graph(vm: &VirtualMachine, class: &str, error: &RevisionError) -> PyBaseExceptionRef {
    if let RevisionError::KeyMissing { key } | RevisionError::RowMissing { row: key } = error {
        // The class shows its argument by `repr`, as the engine's text does.
        return vm.new_key_error(vm.ctx.new_str(key.as_str()).into());
    }
    named(vm, class, &error.to_string())
}

fn instance(
    vm: &VirtualMachine,
    class: &str,
    arguments: Vec<PyObjectRef>,
) -> Result<PyBaseExceptionRef, PyBaseExceptionRef> {
    let class = class_object(vm, class)?;
    let object = class.call(arguments, vm)?;
    object.downcast::<rustpython_vm::builtins::PyBaseException>().map_err(|object| {
        vm.new_type_error(format!("exceptions must derive from BaseException, not {}", object.class().name()))
    })
}

/// A class by its qualified name.
pub fn class_object(vm: &VirtualMachine, class: &str) -> PyResult {
    let (module, name) = class.rsplit_once('.').unwrap_or(("builtins", class));
    let imported = vm.import(&vm.ctx.new_utf8_str(module), 0)?;
    // `import a.b` gives `a`; walk down to the module that was meant.
    let mut object = imported;
    for part in module.split('.').skip(1) {
        object = object.get_attr(&vm.ctx.new_utf8_str(part), vm)?;
    }
    object.get_attr(&vm.ctx.new_utf8_str(name), vm)
}

/// An engine error as the exception a script sees; remembered for the final message.
#[expect(clippy::wildcard_enum_match_arm, reason = "`Error` may grow")]
pub fn raise(vm: &VirtualMachine, error: Error) -> PyBaseExceptionRef {
    match error {
        Error::Compile(CompileError::Unsupported { feature, help }) => refusal::refuse(vm, &feature, &help),
        // The engine has Python's text, which shows the `repr` of the key.
        Error::Compile(CompileError::Raised { exception: "builtins.KeyError", message }) => {
            let key = message.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            named(vm, "builtins.KeyError", key.unwrap_or(&message))
        }
        Error::Compile(CompileError::Raised { exception, message }) => named(vm, exception, &message),
        Error::Compile(CompileError::Database(error)) => database(vm, &error, None),
        Error::Database { error, statement } => database(vm, &error, statement.as_deref()),
        Error::Output(error) => vm.new_os_error(error.to_string()),
        Error::Revision(error) => {
            let exception = match error.surface() {
                revision::Surface::CommandError => {
                    named(vm, "alembic.util.exc.CommandError", &error.to_string())
                }
                revision::Surface::Traceback { exception } => of_graph(vm, exception, &error),
            };
            remember(vm, Failure::from(error), Some(&exception));
            exception
        }
        Error::Command(message) => named(vm, "alembic.util.exc.CommandError", &message),
        Error::Interrupted => {
            let exception = vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned());
            remember(vm, Failure::from(Error::Interrupted), Some(&exception));
            exception
        }
        Error::FrontEnd(error) => match error.downcast::<Failure>() {
            Ok(failure) => {
                let message = failure.to_string();
                remember(vm, *failure, None);
                refusal::refuse(vm, &message, "")
            }
            Err(error) => vm.new_runtime_error(error.to_string()),
        },
        // `Error` may grow; what is not named here still reaches the user with its words.
        error => vm.new_runtime_error(error.to_string()),
    }
}

/// A command's failure as the exception that stands for it, remembered with its notes and help.
pub fn command(vm: &VirtualMachine, failure: Failure) -> PyBaseExceptionRef {
    let exception = named(vm, "alembic.util.exc.CommandError", &failure.diagnostic.message);
    remember(vm, failure, Some(&exception));
    exception
}

/// Keeps what the engine knows about a failure beside the exception that stands for it.
pub(crate) fn remember(vm: &VirtualMachine, failure: Failure, exception: Option<&PyBaseExceptionRef>) {
    if let Ok(state) = state::state(vm) {
        state.borrow_mut().cause = Some(state::Cause { failure, exception: exception.cloned() });
    }
}

/// A database's refusal as `SQLAlchemy`'s exception around the driver's.
///
/// The facade builds it (`sqlalchemy.exc._from_driver`), since its text and attributes are its own.
pub fn database(vm: &VirtualMachine, error: &DatabaseError, statement: Option<&str>) -> PyBaseExceptionRef {
    let kind = match error.kind {
        DatabaseErrorKind::Integrity => "IntegrityError",
        DatabaseErrorKind::Programming => "ProgrammingError",
        DatabaseErrorKind::Operational => "OperationalError",
        DatabaseErrorKind::Data => "DataError",
        DatabaseErrorKind::NotSupported => "NotSupportedError",
        DatabaseErrorKind::Internal => "InternalError",
        DatabaseErrorKind::Other => "DatabaseError",
    };
    let text = |value: Option<&str>| match value {
        Some(value) => vm.ctx.new_str(value).into(),
        None => vm.ctx.none(),
    };
    let arguments = vec![
        text(Some(kind)),
        text(error.code.as_deref()),
        text(Some(&error.message)),
        text(error.detail.as_deref()),
        text(error.hint.as_deref()),
        text(statement),
    ];
    let built = class_object(vm, "sqlalchemy.exc._from_driver")
        .and_then(|build| build.call(arguments, vm))
        .and_then(|object| {
            object
                .downcast::<rustpython_vm::builtins::PyBaseException>()
                .map_err(|object| vm.new_type_error(format!("{} is no exception", object.class().name())))
        });
    match built {
        Ok(exception) | Err(exception) => exception,
    }
}

/// A warning through Python's `warnings`, at the user's line.
pub fn warn(vm: &VirtualMachine, category: &str, message: &str) -> PyResult<()> {
    let place = refusal::caller_place(vm).map(|place| Origin::file(place.file, place.line, 0));
    warn_at(vm, category, message, &place.unwrap_or(Origin::Generated))
}

/// A warning through Python's `warnings`, at a place.
pub fn warn_at(vm: &VirtualMachine, category: &str, message: &str, place: &Origin) -> PyResult<()> {
    let class = match category {
        "SAWarning" => class_object(vm, "sqlalchemy.exc.SAWarning")?,
        "DeprecationWarning" => vm.ctx.exceptions.deprecation_warning.to_owned().into(),
        _ => vm.ctx.exceptions.user_warning.to_owned().into(),
    };
    let warnings = vm.import("warnings", 0)?;
    let message = vm.ctx.new_str(message);
    if let Origin::File { path, line, .. } = place {
        let arguments = (message, class, vm.ctx.new_str(path.to_string_lossy()), vm.ctx.new_int(*line));
        warnings.get_attr("warn_explicit", vm)?.call(arguments, vm)?;
    } else {
        warnings.get_attr("warn", vm)?.call((message, class), vm)?;
    }
    Ok(())
}

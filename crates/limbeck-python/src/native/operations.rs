//! Native functions on operations: run or write one now, or just show its text.

use super::{errors, state};
use crate::convert;
use indexmap::IndexSet;
use limbeck::{
    dialect::{CompileContext, CompileError, Dialect, Offline, ParameterStyle, Rendering, Statement},
    op::{Executable, Operation},
    runtime::Error,
    types::ColumnType,
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use super::{compile_tree, convert, errors, state};
    use indexmap::IndexMap;
    use limbeck::{
        expr::Bind,
        op::{Executable, Operation},
        runtime::Outcome,
    };
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine, builtins::PyUtf8StrRef, function::OptionalArg,
    };

    /// Runs or writes one operation now.
    #[pyfunction]
    fn invoke(operation: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let context = state::context(vm)?;
        let operation: Operation = convert::from_python(&operation, vm)?;
        if let Some(recording) = &mut state::state(vm)?.borrow_mut().recording {
            recording.push(operation);
            return Ok(());
        }
        context.invoke(&operation).map_err(|error| errors::raise(vm, error))?;
        Ok(())
    }

    /// Runs or writes something executable; offline there is no result.
    #[pyfunction]
    fn execute_context(
        executable: PyObjectRef,
        parameters: PyObjectRef,
        _options: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let context = state::context(vm)?;
        let executable: Executable = convert::from_python(&executable, vm)?;
        let sets: Vec<IndexMap<String, Bind>> = convert::from_python(&parameters, vm)?;
        let run = |parameters: Option<&IndexMap<String, Bind>>| -> PyResult<Outcome> {
            context.execute(&executable, parameters, false).map_err(|error| errors::raise(vm, error))
        };
        if sets.is_empty() {
            run(None)?;
        }
        for parameters in &sets {
            run(Some(parameters))?;
        }
        Ok(vm.ctx.none())
    }

    /// The text of a tree in a dialect, for `str(statement)` and the like.
    #[pyfunction]
    fn compile(
        kind: PyUtf8StrRef,
        tree: PyObjectRef,
        dialect: PyUtf8StrRef,
        options: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        compile_tree(kind.as_str(), &tree, dialect.as_str(), options.into_option(), vm)
    }
}

/// What `compile`'s options may say.
#[derive(Default, serde::Deserialize)]
struct CompileOptions {
    #[serde(default)]
    literal_binds: bool,
    #[serde(default)]
    paramstyle: Option<String>,
}

/// A parameter style by its DB-API name.
pub(super) fn style(name: &str, vm: &VirtualMachine) -> PyResult<ParameterStyle> {
    Ok(match name {
        "named" => ParameterStyle::Named,
        "qmark" => ParameterStyle::QuestionMark,
        "format" => ParameterStyle::Format,
        "pyformat" => ParameterStyle::PythonFormat,
        "numeric_dollar" => ParameterStyle::NumericDollar,
        other => return Err(errors::named(vm, "KeyError", other)),
    })
}

fn compile_tree(
    kind: &str,
    tree: &PyObjectRef,
    dialect: &str,
    options: Option<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<String> {
    let dialect = state::dialect(dialect, vm)?;
    let options: CompileOptions = match options {
        Some(options) if !vm.is_none(&options) => convert::from_python(&options, vm)?,
        _ => CompileOptions::default(),
    };
    let capabilities = dialect.capabilities(None);
    let style = match &options.paramstyle {
        Some(name) => style(name, vm)?,
        None => capabilities.default_style,
    };
    let rendering = Rendering {
        literal_binds: options.literal_binds,
        style,
        double_percent: style.doubles_percent(),
        offline: true,
        bind_casts: true,
    };
    let mut created_types = IndexSet::new();
    let mut lookup = Offline;
    let mut context = CompileContext {
        capabilities: &capabilities,
        rendering,
        lookup: &mut lookup,
        created_types: &mut created_types,
    };
    let compiled = match kind {
        "type" => {
            let ty: ColumnType = convert::from_python(tree, vm)?;
            dialect.type_sql(&ty, &capabilities)
        }
        "expression" => {
            let expression = convert::from_python(tree, vm)?;
            dialect.compile_expression(&expression, &rendering)
        }
        "executable" => {
            let executable: Executable = convert::from_python(tree, vm)?;
            dialect.compile_executable(&executable, None, &mut context).map(|statement| statement.sql)
        }
        "operation" => {
            let operation: Operation = convert::from_python(tree, vm)?;
            texts(dialect, &operation, &mut context)
        }
        other => return Err(vm.new_value_error(format!("no such kind of tree: {other}"))),
    };
    compiled.map_err(|error| errors::raise(vm, Error::Compile(error)))
}

fn texts(
    dialect: &dyn Dialect,
    operation: &Operation,
    context: &mut CompileContext<'_>,
) -> Result<String, CompileError> {
    let statements: Vec<Statement> = dialect.compile(operation, context)?;
    Ok(statements.into_iter().map(|statement| statement.sql).collect::<Vec<_>>().join(";\n"))
}

//! What of writing a revision file takes Python: a `script.py.mako` that is no stock one, and post-write hooks of a
//! kind that env.py registered.

use crate::{
    compile,
    environment::{Environment, Request},
    traceback,
    verification::{self, Intended},
};
use limbeck::{
    command::revision::{RevisionHost, TemplateFailure},
    error::{Failure, Surface},
    render::template::{PythonTemplate, TemplateError, TemplateValue, TemplateVariables},
    revision::RevisionMap,
    script::PostWriteHook,
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};
use std::path::Path;

/// In a machine that runs, after env.py has ended.
pub struct RunningHost<'vm> {
    vm: &'vm VirtualMachine,
    intended: Option<Intended>,
}

impl<'vm> RunningHost<'vm> {
    /// The machine, and what the next file is meant to do, where that is known.
    pub fn new(vm: &'vm VirtualMachine, intended: Option<Intended>) -> Self {
        Self { vm, intended }
    }
}

impl RevisionHost for RunningHost<'_> {
    fn run_template(
        &mut self,
        template: &PythonTemplate,
        path: &Path,
        variables: &TemplateVariables,
    ) -> Result<String, TemplateFailure> {
        let text = run_template(template, path, variables, self.vm);
        crate::vm::flush(self.vm);
        text
    }

    fn run_hook(&mut self, hook: &PostWriteHook, kind: &str, file: &Path) -> Option<Result<(), Failure>> {
        let ran = run_hook(hook, kind, file, self.vm);
        crate::vm::flush(self.vm);
        let ran = ran.transpose()?;
        Some(ran.map_err(|exception| failed(&exception, self.vm)))
    }

    fn verify(&mut self, file: &Path) -> Result<(), Failure> {
        verification::verify(file, self.intended.as_ref(), self.vm)
    }
}

/// With a machine that is started only for a template that needs it.
pub struct LazyHost<S> {
    start: Option<S>,
}

impl<S: FnOnce() -> (Environment, Request) + Send> LazyHost<S> {
    /// `start` gives what the machine is started with.
    pub fn new(start: S) -> Self {
        Self { start: Some(start) }
    }
}

impl<S: FnOnce() -> (Environment, Request) + Send> RevisionHost for LazyHost<S> {
    fn run_template(
        &mut self,
        template: &PythonTemplate,
        path: &Path,
        variables: &TemplateVariables,
    ) -> Result<String, TemplateFailure> {
        let fail = |failure| TemplateFailure::Failed(Box::new(failure));
        let Some(start) = self.start.take() else {
            return Err(fail(Failure::exception("LB0306", "the template was run before")));
        };
        Environment::alone(start, |vm| run_template(template, path, variables, vm)).map_err(fail)?
    }

    /// Hooks are registered by env.py, which has not run.
    fn run_hook(&mut self, _hook: &PostWriteHook, _kind: &str, _file: &Path) -> Option<Result<(), Failure>> {
        None
    }

    fn verify(&mut self, _file: &Path) -> Result<(), Failure> {
        Ok(())
    }
}

/// Reads no graph: a template asks for none.
pub fn no_graph() -> RevisionMap {
    RevisionMap::default()
}

fn run_template(
    template: &PythonTemplate,
    path: &Path,
    variables: &TemplateVariables,
    vm: &VirtualMachine,
) -> Result<String, TemplateFailure> {
    let name = path.to_string_lossy();
    let raised = |message: String, line: u32| {
        TemplateFailure::Raised(TemplateError::raised(template.template_line(line), message))
    };
    let code = compile::compile_source(&template.source, &name).map_err(|failure| {
        let message = failure.diagnostic(&name).message;
        let message = message.strip_prefix("SyntaxError: ").unwrap_or(&message);
        let line = template.template_line(failure.place().0);
        TemplateFailure::Raised(TemplateError::syntax(line, 1, format!("(SyntaxError) {message}")))
    })?;
    let run = || -> PyResult<(Option<String>, String, u32)> {
        let dict = vm.ctx.new_dict();
        for (name, value) in variables.iter() {
            if let Some(value) = to_python(value, vm) {
                dict.set_item(name, value, vm)?;
            }
        }
        let code: PyObjectRef = vm.ctx.new_code(code).into();
        let answer = vm.import("_limbeck_template", 0)?.get_attr("run", vm)?.call((code, dict), vm)?;
        let part = |index: usize| answer.get_item(&index, vm);
        let text = part(0)?;
        let text = if vm.is_none(&text) { None } else { Some(text.str(vm)?.to_string()) };
        Ok((text, part(1)?.str(vm)?.to_string(), part(2)?.try_into_value(vm)?))
    };
    match run() {
        Ok((Some(text), ..)) => Ok(text),
        Ok((None, message, line)) => Err(raised(message, line)),
        Err(exception) => Err(TemplateFailure::Failed(Box::new(failed(&exception, vm)))),
    }
}

fn to_python(value: &TemplateValue, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let texts = |items: &[String]| items.iter().map(|item| vm.ctx.new_str(item.as_str()).into()).collect();
    Some(match value {
        TemplateValue::Undefined => return None,
        TemplateValue::Nothing => vm.ctx.none(),
        TemplateValue::Text(text) => vm.ctx.new_str(text.as_str()).into(),
        TemplateValue::Tuple(items) => vm.ctx.new_tuple(texts(items)).into(),
        TemplateValue::List(items) => vm.ctx.new_list(texts(items)).into(),
    })
}

/// Calls a hook that the project registered; `None` where there is none of that kind.
fn run_hook(hook: &PostWriteHook, kind: &str, file: &Path, vm: &VirtualMachine) -> PyResult<Option<()>> {
    let registry = vm.import("alembic.script.write_hooks", 0)?;
    let registry = registry.get_attr("script", vm)?.get_attr("write_hooks", vm)?.get_attr("_registry", vm)?;
    let function = vm.call_method(&registry, "get", (vm.ctx.new_str(kind),))?;
    if vm.is_none(&function) {
        return Ok(None);
    }
    let options = vm.ctx.new_dict();
    for (name, value) in &hook.options {
        options.set_item(name.as_str(), vm.ctx.new_str(value.as_str()).into(), vm)?;
    }
    options.set_item("_hook_name", vm.ctx.new_str(hook.name.as_str()).into(), vm)?;
    let path = file.to_string_lossy().into_owned();
    function.call((vm.ctx.new_str(path), options), vm)?;
    Ok(Some(()))
}

/// An exception as the command's end.
pub(crate) fn failed(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Failure {
    if let Some(refusal) = crate::native::latched() {
        return Failure::new(Surface::Exception, refusal.diagnostic());
    }
    match traceback::ending(exception, vm) {
        traceback::Ending::Interrupted => Failure::from(limbeck::runtime::Error::Interrupted),
        traceback::Ending::Exit { code, message } => Failure::new(
            Surface::Exit(code),
            limbeck::diagnostic::Diagnostic::error("LB0307", message.unwrap_or_default()),
        ),
        traceback::Ending::Error(report) if report.class == "alembic.util.exc.CommandError" => {
            Failure::command(report.message)
        }
        traceback::Ending::Error(report) => {
            let mut failure = Failure::new(Surface::Exception, report.diagnostic);
            failure.traceback = Some(report.traceback);
            failure
        }
    }
}

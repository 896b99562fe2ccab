//! What comes of a command that compares, when env.py has ended: revision files to write, or differences to report.
//!
//! Lives here: reading what `alembic.autogenerate.api` gathered, and rendering it with the project's functions. Does
//! not live here: the comparison (`native/autogenerate`), and the files (`limbeck::command::revision`).

use crate::{
    convert,
    native::{errors, rendering_of, state},
    revision,
    verification::Intended,
};
use limbeck::{
    command::revision::{Bodies, NewRevision},
    diff::{Directive, DowngradeOps, notes},
    error::Failure,
    render::python::{PythonOptions, RenderError, RenderHooks, RenderItem, Rendered, render},
    revision::RevisionArgument,
    runtime::Error,
};
use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDict, PyDictRef},
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A revision file to be written.
#[derive(Debug)]
pub struct Generated {
    /// What it is to be.
    pub new: NewRevision,
    /// What stands in its functions.
    pub bodies: Bodies,
    /// What they are meant to do, where there is one of each.
    pub intended: Option<Intended>,
}

/// The revision files that env.py's runs and the project's hooks came to.
pub fn generated(vm: &VirtualMachine) -> Result<Vec<Generated>, Failure> {
    gather(vm).map_err(|exception| revision::failed(&exception, vm))
}

/// The differences as Alembic's `check` shows them; `None` where there are none.
pub fn differences(vm: &VirtualMachine) -> Result<Option<String>, Failure> {
    let gather = || -> PyResult<Option<String>> {
        let Some(context) = revision_context(vm)? else { return Ok(None) };
        let shown = vm.call_method(&context, "_diffs", ())?;
        if !vm.is_none(&shown) {
            let text = shown.str(vm)?.to_string();
            return Ok((!text.is_empty()).then_some(text));
        }
        let scripts: Vec<Script> = scripts(&context, vm)?;
        let mut diffs = Vec::new();
        for body in scripts.iter().flat_map(|script| &script.bodies) {
            if let Some(number) = body.result {
                diffs.extend(state::comparison(number, vm)?.borrow().differences());
            }
        }
        Ok((!diffs.is_empty()).then(|| format!("[{}]", diffs.join(", "))))
    };
    gather().map_err(|exception| revision::failed(&exception, vm))
}

/// What is to be said of objects that the run's comparisons left out.
pub fn left_out(vm: &VirtualMachine) -> Result<Vec<String>, Failure> {
    let state = state::state(vm).map_err(|exception| revision::failed(&exception, vm))?;
    let comparisons = state.borrow().comparisons.clone();
    let objects = comparisons.iter().flat_map(|comparison| comparison.borrow().left_out.clone()).collect();
    Ok(notes(&objects))
}

/// A file as `RevisionContext._scripts()` describes it.
#[derive(Deserialize)]
struct Script {
    rev_id: String,
    message: Option<String>,
    head: Option<OneOrMore>,
    splice: Option<bool>,
    branch_label: Option<OneOrMore>,
    version_path: Option<String>,
    depends_on: Option<OneOrMore>,
    #[serde(default)]
    imports: Vec<String>,
    bodies: Vec<Body>,
}

/// `upgrade()` and `downgrade()`: of a comparison, or what a hook made of it.
#[derive(Deserialize)]
struct Body {
    upgrade_token: String,
    downgrade_token: String,
    #[serde(default)]
    result: Option<usize>,
    #[serde(default)]
    upgrade: Vec<Directive>,
    #[serde(default)]
    downgrade: Vec<Directive>,
    /// Bodies that the project's renderers had a part in: they come as text, and so do their imports.
    #[serde(default)]
    upgrade_text: Option<String>,
    #[serde(default)]
    downgrade_text: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn texts(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::More(texts) => texts,
        }
    }
}

/// The running command's `RevisionContext`; `None` where env.py configured nothing.
fn revision_context(vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let proxy = vm.import("alembic.context", 0)?.get_attr("context", vm)?.get_attr("_proxy", vm)?;
    if vm.is_none(&proxy) {
        return Ok(None);
    }
    let options = proxy.get_attr("context_opts", vm)?;
    let context = options.get_item("revision_context", vm)?;
    Ok(Some(context))
}

fn scripts(context: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<Script>> {
    let scripts = vm.call_method(context, "_scripts", ())?;
    convert::from_python(&scripts, vm)
}

fn gather(vm: &VirtualMachine) -> PyResult<Vec<Generated>> {
    let Some(context) = revision_context(vm)? else { return Ok(Vec::new()) };
    let scripts = scripts(&context, vm)?;
    let rendering = vm.call_method(&context, "_rendering", ())?;
    let mut writer = match rendering.downcast::<PyDict>() {
        Ok(rendering) => Some(Writer::new(&rendering, vm)?),
        Err(_) => None,
    };
    let mut files = Vec::with_capacity(scripts.len());
    for script in scripts {
        let mut bodies = Bodies::default();
        let mut intended = Vec::with_capacity(script.bodies.len());
        if let Some(writer) = &mut writer {
            writer.begin(&script.imports)?;
            for body in &script.bodies {
                if let (Some(upgrade), Some(downgrade)) = (&body.upgrade_text, &body.downgrade_text) {
                    // What they do is the project's affair: nothing is known to compare it with, and code of the
                    // project's is not run only to look at it.
                    for (token, text) in [(&body.upgrade_token, upgrade), (&body.downgrade_token, downgrade)]
                    {
                        let text = text.clone();
                        bodies.add(token.as_str(), Rendered { text, ..Rendered::default() });
                    }
                    continue;
                }
                let (upgrade, downgrade) = body.directives(vm)?;
                bodies.add(body.upgrade_token.as_str(), writer.render(&upgrade)?);
                bodies.add(body.downgrade_token.as_str(), writer.render(&downgrade)?);
                intended.push(Intended { upgrade, downgrade });
            }
        }
        if !script.bodies.is_empty() {
            bodies.imports.get_or_insert_default().extend(script.imports);
        }
        let new = NewRevision {
            revision: script.rev_id,
            message: script.message,
            head: match script.head {
                None => RevisionArgument::from("head"),
                Some(OneOrMore::One(head)) => RevisionArgument::from(head),
                Some(OneOrMore::More(heads)) => RevisionArgument::Several(heads),
            },
            splice: script.splice.unwrap_or(false),
            branch_labels: script.branch_label.map(OneOrMore::texts).unwrap_or_default(),
            version_path: script.version_path.map(Into::into),
            depends_on: script.depends_on.map(OneOrMore::texts).unwrap_or_default(),
        };
        let intended = if intended.len() == 1 { intended.pop() } else { None };
        files.push(Generated { new, bodies, intended });
    }
    Ok(files)
}

impl Body {
    fn directives(&self, vm: &VirtualMachine) -> PyResult<(Vec<Directive>, Vec<Directive>)> {
        let Some(number) = self.result else { return Ok((self.upgrade.clone(), self.downgrade.clone())) };
        let upgrade = state::comparison(number, vm)?.borrow().upgrade.clone();
        let downgrade = upgrade.reverse().map(|DowngradeOps { directives }| directives);
        let downgrade = downgrade.ok_or_else(|| {
            vm.new_value_error("operation is not reversible; original column is not present".to_owned())
        })?;
        Ok((upgrade.directives, downgrade))
    }
}

/// Renders for one file after another.
struct Writer<'vm> {
    options: PythonOptions,
    hooks: PythonRenderHooks<'vm>,
    vm: &'vm VirtualMachine,
}

impl<'vm> Writer<'vm> {
    fn new(rendering: &PyDictRef, vm: &'vm VirtualMachine) -> PyResult<Self> {
        let (options, hooks) = rendering_of(rendering, vm)?;
        let schema = state::last_comparison_schema(vm)?;
        Ok(Self { options: options.options(schema, vm)?, hooks: PythonRenderHooks::new(hooks, vm)?, vm })
    }

    fn begin(&mut self, imports: &[String]) -> PyResult<()> {
        self.hooks.begin(imports)
    }

    fn render(&mut self, directives: &[Directive]) -> PyResult<Rendered> {
        let rendered = render(directives, &self.options, &mut self.hooks).map_err(|error| match error {
            RenderError::Compile(error) => errors::raise(self.vm, Error::Compile(error)),
            RenderError::Hook => self.hooks.take_raised(),
        })?;
        for warning in &rendered.warnings {
            errors::warn(self.vm, "UserWarning", warning)?;
        }
        Ok(rendered)
    }
}

/// `render_item`, by way of the `AutogenContext` that knows it.
pub(crate) struct PythonRenderHooks<'vm> {
    vm: &'vm VirtualMachine,
    context: PyObjectRef,
    asks: bool,
    raised: Option<PyBaseExceptionRef>,
}

impl<'vm> PythonRenderHooks<'vm> {
    pub(crate) fn new(context: PyObjectRef, vm: &'vm VirtualMachine) -> PyResult<Self> {
        let asks = !vm.is_none(&context) && context.get_attr("_asks_render_item", vm)?.try_to_bool(vm)?;
        Ok(Self { vm, context, asks, raised: None })
    }

    /// The exception behind `RenderError::Hook`.
    pub(crate) fn take_raised(&mut self) -> PyBaseExceptionRef {
        self.raised.take().unwrap_or_else(|| self.vm.new_runtime_error("a hook failed".to_owned()))
    }

    /// The imports a file begins with.
    fn begin(&mut self, imports: &[String]) -> PyResult<()> {
        if !self.asks {
            return Ok(());
        }
        let imports = imports.iter().map(|line| self.vm.ctx.new_str(line.as_str()).into()).collect();
        self.vm.call_method(
            &self.context,
            "_begin_file",
            (PyObjectRef::from(self.vm.ctx.new_list(imports)),),
        )?;
        Ok(())
    }

    fn ask(&self, item: RenderItem<'_>, imports: &mut BTreeSet<String>) -> PyResult<Option<String>> {
        let vm = self.vm;
        let (table, tree) = match item {
            RenderItem::Type(ty) => (None, convert::to_python(ty, vm)?),
            RenderItem::Column(table, column) => (table, convert::to_python(column, vm)?),
            RenderItem::ServerDefault(default) => (None, convert::to_python(default, vm)?),
            RenderItem::PrimaryKey(table, key) => (Some(table), convert::to_python(key, vm)?),
            RenderItem::ForeignKey(table, key) => (Some(table), convert::to_python(key, vm)?),
            RenderItem::Unique(table, unique) => (Some(table), convert::to_python(unique, vm)?),
            RenderItem::Check(table, check) => (Some(table), convert::to_python(check, vm)?),
            RenderItem::Exclude(table, exclude) => (Some(table), convert::to_python(exclude, vm)?),
        };
        let table = match table {
            Some(table) => convert::to_python(table, vm)?,
            None => vm.ctx.none(),
        };
        let kind = vm.ctx.new_str(item.kind());
        let answer = vm.call_method(&self.context, "_render_item", (kind, tree, table))?;
        let (text, lines) = (answer.get_item(&0_usize, vm)?, answer.get_item(&1_usize, vm)?);
        let lines: Vec<String> = convert::from_python(&lines, vm)?;
        imports.extend(lines);
        if vm.is_none(&text) { Ok(None) } else { Ok(Some(text.str(vm)?.to_string())) }
    }
}

impl RenderHooks for PythonRenderHooks<'_> {
    fn render_item(
        &mut self,
        item: RenderItem<'_>,
        imports: &mut BTreeSet<String>,
    ) -> Result<Option<String>, RenderError> {
        if !self.asks {
            return Ok(None);
        }
        self.ask(item, imports).map_err(|exception| {
            self.raised = Some(exception);
            RenderError::Hook
        })
    }
}

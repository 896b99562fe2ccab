//! Asks the stand-ins whether they have a name and which keywords a function of theirs takes.

use super::Use;
use crate::native::refusal;
use limbeck::{diagnostic::Diagnostic, origin::Origin};
use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyFunction, PyModule, PyType},
};
use std::collections::HashMap;

/// Checks what files ask for; `files` are paths with what [`super::collect`] found in them.
///
/// Asking may import modules of the stand-ins, which the files would do as well. A refusal that
/// asking provokes is not kept.
pub fn check(files: &[(String, Vec<Use>)], vm: &VirtualMachine) -> Vec<Diagnostic> {
    let before = refusal::latched();
    let mut probe = Probe::new(vm);
    let mut diagnostics = Vec::new();
    for (path, uses) in files {
        for used in uses {
            if let Some(diagnostic) = probe.verdict(path, used) {
                diagnostics.push(diagnostic);
            }
        }
    }
    // Whatever was refused while asking is reported as a diagnostic with the place of the use.
    drop(refusal::latched());
    if let Some(before) = before {
        refusal::latch(before);
    }
    diagnostics
}

/// What is known of a name.
#[derive(Clone)]
enum Answer {
    /// There; with the keywords it takes, if all of them are known.
    There(Option<Vec<String>>),
    /// A stand-in has no such name: the dotted part that is there, and the one that is not.
    Missing { owner: String, name: String },
    /// The stand-in refuses the name, with its own words.
    Refused { feature: String, help: String },
    /// Not a question for the stand-ins.
    Unsure,
}

/// The flag of a code object with a `**keywords` parameter.
const TAKES_ANY_KEYWORD: usize = 0x08;

/// Asks, and remembers the answers.
pub struct Probe<'vm> {
    vm: &'vm VirtualMachine,
    known: HashMap<(String, bool), Answer>,
}

impl<'vm> Probe<'vm> {
    /// Knows nothing yet.
    pub fn new(vm: &'vm VirtualMachine) -> Self {
        Self { vm, known: HashMap::new() }
    }

    /// The first thing of a file that is not there; see [`check`].
    pub fn first(&mut self, path: &str, uses: &[Use]) -> Option<Diagnostic> {
        let before = refusal::latched();
        let found = uses.iter().find_map(|used| self.verdict(path, used));
        drop(refusal::latched());
        if let Some(before) = before {
            refusal::latch(before);
        }
        found
    }

    fn verdict(&mut self, path: &str, used: &Use) -> Option<Diagnostic> {
        let question = (used.name.clone(), used.imported);
        let known = self.known.get(&question).cloned();
        let answer = known.unwrap_or_else(|| {
            let answer = self.ask(&used.name, used.imported);
            self.known.insert(question, answer.clone());
            answer
        });
        let origin = Origin::file(path, used.line, used.column);
        match answer {
            Answer::There(Some(keywords)) => {
                let unknown = used.keywords.iter().find(|keyword| !keywords.contains(keyword))?;
                let message = format!("not supported: the argument {unknown} of {}", used.written);
                Some(
                    Diagnostic::error("LB0406", message)
                        .at(origin, "")
                        .help(format!("{} takes {}", used.written, keywords.join(", "))),
                )
            }
            Answer::There(None) | Answer::Unsure => None,
            Answer::Missing { .. } if used.may_be_added => None,
            Answer::Missing { owner, name } => Some(
                Diagnostic::error("LB0405", format!("not supported: {}", used.written))
                    .at(origin, format!("{owner} has no {name} here"))
                    .help("check the spelling; if real Alembic has this name, write the step with op.execute() and SQL text"),
            ),
            Answer::Refused { feature, help } => {
                let diagnostic =
                    Diagnostic::error("LB0405", format!("not supported: {feature}")).at(origin, "");
                Some(if help.is_empty() { diagnostic } else { diagnostic.help(help) })
            }
        }
    }

    /// Follows a dotted name from module to module to the first thing that is no module. `imported`: a
    /// `from … import` has it, all of whose modules must be there.
    fn ask(&self, name: &str, imported: bool) -> Answer {
        let vm = self.vm;
        let mut parts = name.split('.');
        let Some(top) = parts.next() else { return Answer::Unsure };
        let Ok(mut object) = self.module(top) else { return Answer::Unsure };
        let mut owner = top.to_owned();
        let mut rest = parts.peekable();
        while let Some(part) = rest.next() {
            let is_module = object.downcast_ref::<PyModule>().is_some();
            // Directives may be registered by plug-ins, but their names are asked for like a module's.
            let asks = is_module || owner == "alembic.operations.BatchOperations";
            if !asks {
                return Answer::Unsure;
            }
            match object.get_attr(vm.ctx.intern_str(part), vm) {
                Ok(value) => object = value,
                Err(error) if error.class().name().to_string() == "Refusal" => {
                    let refused = refusal::latched();
                    return Answer::Refused {
                        feature: refused
                            .as_ref()
                            .map_or_else(|| name.to_owned(), |refused| refused.feature.clone()),
                        help: refused.map(|refused| refused.help).unwrap_or_default(),
                    };
                }
                Err(error) if error.fast_isinstance(vm.ctx.exceptions.attribute_error) => {
                    let full = format!("{owner}.{part}");
                    match self.module(&full) {
                        Ok(value) => object = value,
                        // Whoever asks for a part of a module may know that it is not there: running tells.
                        Err(_) if is_module && rest.peek().is_some() && !imported => return Answer::Unsure,
                        Err(_) => return Answer::Missing { owner, name: part.to_owned() },
                    }
                }
                Err(_) => return Answer::Unsure,
            }
            owner = format!("{owner}.{part}");
        }
        Answer::There(self.keywords(&object, &owner))
    }

    fn module(&self, name: &str) -> PyResult {
        self.vm.import(self.vm.ctx.intern_str(name), 0)?;
        self.vm.sys_module.get_attr("modules", self.vm)?.get_item(name, self.vm)
    }

    /// The keywords of a directive, a class or a function; `None` where it takes any or cannot be looked into.
    fn keywords(&self, object: &PyObjectRef, name: &str) -> Option<Vec<String>> {
        let vm = self.vm;
        // The directives of `alembic.op` hand everything on to methods of `Operations`.
        let method = match name.strip_prefix("alembic.op.") {
            Some(directive) => {
                let class = self.module("alembic.operations").ok()?.get_attr("Operations", vm).ok()?;
                class.get_attr(vm.ctx.intern_str(directive), vm).ok()?
            }
            None if name.starts_with("alembic.operations.BatchOperations.") => object.clone(),
            // A class is called by what makes its objects.
            None if object.downcast_ref::<PyType>().is_some() => {
                if object
                    .get_attr("__new__", vm)
                    .is_ok_and(|make| make.downcast_ref::<PyFunction>().is_some())
                {
                    return None;
                }
                object.get_attr("__init__", vm).ok()?
            }
            None => object.clone(),
        };
        let mut function = method;
        // A directive made by registering an operation names what it calls.
        while let Ok(wrapped) = function.get_attr("__wrapped__", vm) {
            function = wrapped;
        }
        if let Ok(underlying) = function.get_attr("__func__", vm) {
            function = underlying;
        }
        let code = &function.downcast_ref::<PyFunction>()?.as_object().get_attr("__code__", vm).ok()?;
        let number = |attribute: &'static str| -> Option<usize> {
            code.get_attr(attribute, vm).ok()?.try_to_value(vm).ok()
        };
        if number("co_flags")? & TAKES_ANY_KEYWORD != 0 {
            return None;
        }
        let positional_only = number("co_posonlyargcount")?;
        let count = number("co_argcount")? + number("co_kwonlyargcount")?;
        let names = code.get_attr("co_varnames", vm).ok()?;
        let names = vm.extract_elements_with(&names, |name| Ok(name.str(vm)?.to_string())).ok()?;
        Some(
            names
                .into_iter()
                .take(count)
                .skip(positional_only)
                .filter(|name| !matches!(name.as_str(), "self" | "cls" | "operations"))
                .collect(),
        )
    }
}

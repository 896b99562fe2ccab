//! Native functions on the project's configuration, and what env.py may know of the run.

use super::{errors, state};
use crate::convert;
use rustpython_vm::{PyResult, VirtualMachine};

#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use super::{environment_dict, errors, state};
    use rustpython_vm::{PyResult, VirtualMachine, builtins::PyUtf8StrRef};

    /// What env.py may know of the run.
    #[pyfunction]
    fn environment(vm: &VirtualMachine) -> PyResult {
        environment_dict(vm)
    }

    /// An option, interpolated; `None` where section or option is missing.
    #[pyfunction]
    fn config_get(
        section: PyUtf8StrRef,
        name: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<Option<String>> {
        let state = state::state(vm)?;
        let config = state.borrow().config.clone();
        let value = config.borrow().section_option(section.as_str(), name.as_str());
        value.map_err(|error| errors::config(vm, &error))
    }

    /// Sets an option; the section is made where it is missing.
    #[pyfunction]
    fn config_set(
        section: PyUtf8StrRef,
        name: PyUtf8StrRef,
        value: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let state = state::state(vm)?;
        let config = state.borrow().config.clone();
        let result = config.borrow_mut().set_section_option(section.as_str(), name.as_str(), value.as_str());
        result.map_err(|error| errors::config(vm, &error))
    }

    /// Removes an option.
    #[pyfunction]
    fn config_remove(section: PyUtf8StrRef, name: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<()> {
        let state = state::state(vm)?;
        let config = state.borrow().config.clone();
        let result = config.borrow_mut().remove_option(section.as_str(), name.as_str());
        result.map_err(|error| errors::config(vm, &error))
    }

    /// All options of a section, interpolated; `None` where it is missing.
    #[pyfunction]
    fn config_section(section: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
        let state = state::state(vm)?;
        let config = state.borrow().config.clone();
        let options = config.borrow().section_items(section.as_str());
        match options.map_err(|error| errors::config(vm, &error))? {
            None => Ok(vm.ctx.none()),
            Some(options) => {
                let dict = vm.ctx.new_dict();
                for (name, value) in options {
                    dict.set_item(name.as_str(), vm.ctx.new_str(value).into(), vm)?;
                }
                Ok(dict.into())
            }
        }
    }

    /// Whether a section is there.
    #[pyfunction]
    fn config_has_section(section: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<bool> {
        let state = state::state(vm)?;
        let config = state.borrow().config.clone();
        let found = config.borrow().ini().has_section(section.as_str());
        Ok(found)
    }
}

fn environment_dict(vm: &VirtualMachine) -> PyResult {
    let state = state::state(vm)?;
    let state = state.borrow();
    let config = state.config.borrow();
    let request = &state.request.migration;
    let path = |path: Option<&std::path::Path>| path.map(|path| path.to_string_lossy().into_owned());
    let mut description = serde_json::json!({
        "config_file": path(config.files().ini.as_deref()),
        "toml_file": path(config.files().toml.as_deref()),
        "section": config.section(),
        "x": config.x_arguments,
        "as_sql": request.as_sql,
        "command": request.command,
        "cmd_opts": state.request.command_options,
        "tag": request.tag,
        "purge": request.purge,
        "dont_mutate": request.read_only,
        "script_location": state.scripts.dir.to_string_lossy(),
        "destination_rev": request.destination,
        "starting_rev": request.starting_revision,
    });
    // Names that env.py adds for script.py.mako.
    if request.command == "revision"
        && let Some(facts) = description.as_object_mut()
    {
        facts.insert("template_args".to_owned(), serde_json::json!({}));
    }
    if let (Some(revision), Some(facts)) = (&state.request.revision, description.as_object_mut()) {
        facts.insert("revision".to_owned(), revision.clone());
    }
    convert::json_to_python(&description, vm)
}

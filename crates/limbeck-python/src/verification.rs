//! Looks at a revision file that was just written: it is loaded, and what its functions do is compared with what was
//! meant.
//!
//! What is compared is which operations there are, and on what: a default or a condition may be spelled otherwise in a
//! script and mean the same. A template may add operations of its own, so what was meant has to be among what the file
//! does, in order. Nothing is said where a function wants arguments (`upgrade(engine_name)`) or needs a database.

use crate::{compile, native::state, revision, script};
use limbeck::{diff::Directive, error::Failure, op::Operation, schema::Constraint};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};
use std::path::Path;

/// What a file is meant to do.
#[derive(Clone, Debug)]
pub struct Intended {
    /// `upgrade()`
    pub upgrade: Vec<Directive>,
    /// `downgrade()`
    pub downgrade: Vec<Directive>,
}

/// See the module. A file that cannot be loaded fails as it does with Alembic, which loads it too.
pub(crate) fn verify(file: &Path, intended: Option<&Intended>, vm: &VirtualMachine) -> Result<(), Failure> {
    let path = file.to_string_lossy();
    let module = script::run_file(&path, &compile::script_module_name(&path), vm)
        .map_err(|exception| revision::failed(&exception, vm))?;
    let Some(intended) = intended else { return Ok(()) };
    for (name, directives) in [("upgrade", &intended.upgrade), ("downgrade", &intended.downgrade)] {
        let Some(function) = module.get(name, vm) else { continue };
        let Some(written) = recorded(&function, vm) else { continue };
        let mut rest = written.iter().flat_map(facts);
        let mut wanted = directives.iter().flat_map(Directive::operations).flat_map(facts);
        if let Some(missing) = wanted.find(|fact| !rest.any(|other| other == *fact)) {
            let message = format!("{name}() of the new file does not do what was meant: {missing}");
            return Err(Failure::exception("LB0506", message)
                .help("this is a fault of Limbeck's or of the template: please report it with the models"));
        }
    }
    module.clear();
    Ok(())
}

/// What an operation is about, in words that do not depend on how it is spelled.
fn facts(operation: &Operation) -> Vec<String> {
    match operation {
        Operation::CreateTable(create) => {
            let columns = create.table.columns.iter().map(|column| {
                let null = if column.is_nullable() { "NULL" } else { "NOT NULL" };
                format!("with column {} {null}", column.name)
            });
            // Checks of columns and types are not written.
            let constraints = create.table.constraints.iter();
            let constraints = constraints.filter(|constraint| !matches!(constraint, Constraint::Check(_)));
            let constraints = constraints.filter_map(Constraint::name);
            // Alembic writes constraints in the order of their text.
            let mut names: Vec<String> = constraints.map(|name| format!("with constraint {name}")).collect();
            names.sort();
            std::iter::once(operation.describe()).chain(columns).chain(names).collect()
        }
        Operation::Batch(batch) => batch.operations.iter().flat_map(facts).collect(),
        Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::AddColumn(_)
        | Operation::DropColumn(_)
        | Operation::AlterColumn(_)
        | Operation::CreateIndex(_)
        | Operation::DropIndex(_)
        | Operation::AddConstraint(_)
        | Operation::DropConstraint(_)
        | Operation::CommentOnTable(_)
        | Operation::CreateEnum(_)
        | Operation::DropEnum(_)
        | Operation::CreateSequence(_)
        | Operation::DropSequence(_)
        | Operation::CreateSchema(_)
        | Operation::DropSchema(_)
        | Operation::BulkInsert(_)
        | Operation::Execute(_) => vec![operation.describe()],
    }
}

/// The operations that a script's function asks for; `None` where it fails.
fn recorded(function: &PyObjectRef, vm: &VirtualMachine) -> Option<Vec<Operation>> {
    let state = state::state(vm).ok()?;
    state.borrow_mut().recording = Some(Vec::new());
    let run = || -> PyResult<()> {
        let module = vm.import("alembic.autogenerate.api", 0)?;
        let api = module.get_attr("autogenerate", vm)?.get_attr("api", vm)?;
        api.get_attr("_run_function", vm)?.call((function.clone(),), vm).map(drop)
    };
    let outcome = run();
    let recording = state.borrow_mut().recording.take();
    outcome.ok()?;
    recording
}

//! The native function behind `inspect(connection)`: questions about a database's schema.

use super::{errors, state};
use crate::convert;
use limbeck::{
    connection::DatabaseError,
    name::{Identifier, QualifiedName},
    reflect::{Inspector, Listed, Notes, Reflection, Scope, Visible},
    schema::Table,
    types::EnumType,
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};
use serde::{Deserialize, Serialize};

#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyUtf8StrRef};

    /// Asks about the schema: `question` is a word of the contract in docs/internals/waist.md.
    #[pyfunction]
    fn inspect(handle: i64, question: PyUtf8StrRef, argument: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        super::answer(handle, question.as_str(), &argument, vm)
    }
}

/// The argument of `names`.
#[derive(Deserialize)]
struct NamesOf {
    kind: Listed,
    schema: Option<Identifier>,
}

/// One table of the answer to `reflect`.
#[derive(Serialize)]
struct Found {
    table: Table,
    unvalidated_checks: Vec<String>,
    uninherited_checks: Vec<String>,
}

/// The answer to `reflect`.
#[derive(Serialize)]
struct FoundAll {
    tables: Vec<Found>,
    warnings: Vec<String>,
}

fn answer(handle: i64, question: &str, argument: &PyObjectRef, vm: &VirtualMachine) -> PyResult {
    match question {
        "default_schema" => give(&ask(handle, vm, |inspector| inspector.default_schema_name())?, vm),
        "schemas" => give(&ask(handle, vm, |inspector| inspector.schema_names())?, vm),
        "names" => {
            let of: NamesOf = convert::from_python(argument, vm)?;
            give(&ask(handle, vm, |inspector| inspector.names(of.kind, of.schema.as_ref()))?, vm)
        }
        "view" => {
            let name: QualifiedName = convert::from_python(argument, vm)?;
            give(&ask(handle, vm, |inspector| inspector.view_definition(&name))?, vm)
        }
        "enums" => {
            let schema: Option<String> = convert::from_python(argument, vm)?;
            let found: Vec<Visible<EnumType>> =
                ask(handle, vm, |inspector| inspector.enums(schema.as_deref()))?;
            give(&found, vm)
        }
        "domains" => {
            let schema: Option<String> = convert::from_python(argument, vm)?;
            give(&ask(handle, vm, |inspector| inspector.domains(schema.as_deref()))?, vm)
        }
        "reflect" => {
            let scope: Scope = convert::from_python(argument, vm)?;
            let Reflection { metadata, mut notes, warnings } =
                ask(handle, vm, |inspector| inspector.reflect(&scope))?;
            let tables = metadata.tables.into_iter().map(|table| {
                let notes: Notes = notes.swap_remove(&table.name).unwrap_or_default();
                Found {
                    table,
                    unvalidated_checks: notes.unvalidated_checks,
                    uninherited_checks: notes.uninherited_checks,
                }
            });
            give(&FoundAll { tables: tables.collect(), warnings }, vm)
        }
        other => Err(vm.new_value_error(format!("no such question: {other}"))),
    }
}

fn ask<T>(
    handle: i64,
    vm: &VirtualMachine,
    question: impl FnOnce(&mut dyn Inspector) -> Result<T, DatabaseError>,
) -> PyResult<T> {
    let session = state::session(handle, vm)?;
    let result =
        session.borrow_mut().ask(|dialect, connection| question(&mut *dialect.inspector(connection)));
    result.map_err(|error| errors::database(vm, &error, None))
}

fn give<T: Serialize>(value: &T, vm: &VirtualMachine) -> PyResult {
    convert::to_python(value, vm)
}

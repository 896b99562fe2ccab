//! Commands that compare the models with a database, in the machine that ran env.py: `check`, `revision` with
//! `--autogenerate` or `revision_environment`.

use super::{Invocation, Project, author::write, read_graph};
use crate::report;
use limbeck::{
    command::revision::NewRevision, error::Failure, revision::RevisionArgument, script::ScriptError,
};
use limbeck_python::{
    autogenerate::{differences, generated, left_out},
    revision::RunningHost,
};

impl Invocation<'_> {
    /// Compares the models with the database and says whether they differ.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let facts = revision_facts(&NewRevision::new()?, true, false);
        let printer = self.printer;
        self.environment_then(project, "check", false, facts, move |vm| match differences(vm)? {
            None => {
                printer.line("No new upgrade operations detected.");
                say(&left_out(vm)?);
                Ok(())
            }
            Some(found) => {
                let failure = Failure::command(format!("New upgrade operations detected: {found}"))
                    .help("`revision --autogenerate` writes a revision for them");
                Err(left_out(vm)?.into_iter().fold(failure, Failure::note))
            }
        })
    }

    /// Runs env.py and writes what comes of it (`--autogenerate`, `revision_environment`).
    pub(super) fn write_after_environment(
        &self,
        project: Project,
        new: &NewRevision,
        autogenerate: bool,
        sql: bool,
    ) -> Result<(), Failure> {
        let (scripts, printer) = (project.scripts.clone(), self.printer);
        let facts = revision_facts(new, autogenerate, sql);
        self.environment_then(project, "revision", sql, facts, move |vm| {
            let mut graph = read_graph(&scripts).map_err(ScriptError::caught)?;
            for file in generated(vm)? {
                let host = &mut RunningHost::new(vm, file.intended);
                write(&scripts, &mut graph, host, printer, &file.new, &file.bodies)?;
            }
            say(&left_out(vm)?);
            Ok(())
        })
    }
}

fn say(notes: &[String]) {
    for note in notes {
        report::talk(&format!("note: {note}"));
    }
}

/// What env.py's side is told of the file to be written (`RevisionContext.command_args`).
fn revision_facts(new: &NewRevision, autogenerate: bool, sql: bool) -> serde_json::Value {
    let one_or_more = |texts: &[String]| match texts {
        [] => serde_json::Value::Null,
        [only] => only.as_str().into(),
        several => several.into(),
    };
    let head = match &new.head {
        RevisionArgument::Nothing => serde_json::Value::Null,
        RevisionArgument::One(head) => head.as_str().into(),
        RevisionArgument::Several(heads) => heads.as_slice().into(),
    };
    serde_json::json!({
        "autogenerate": autogenerate,
        "sql": sql,
        "rev_id": new.revision,
        "message": new.message,
        "head": head,
        "splice": new.splice,
        "branch_label": one_or_more(&new.branch_labels),
        "version_path": new.version_path.as_ref().map(|path| path.to_string_lossy()),
        "depends_on": one_or_more(&new.depends_on),
    })
}

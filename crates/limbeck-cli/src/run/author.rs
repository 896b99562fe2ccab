//! Commands that write files, or open them: `init`, `list_templates`, `revision`, `merge`, `edit`.

use super::{Invocation, Project, read_graph};
use crate::{print::Printer, report};
use limbeck::{
    command::{
        self, Init,
        migrate::Migration,
        revision::{Bodies, NewRevision, RevisionHost, RevisionWriter, check_options},
    },
    error::{Failure, Surface},
    revision::{Revision, RevisionArgument, RevisionMap},
    runtime::{Error, Interrupt, MigrationContext},
    script::{ConfigFiles, ScriptDirectory, ScriptError},
};
use limbeck_python::{
    autogenerate::{differences, generated},
    environment::{Environment, Request, VirtualMachine},
    headers::PythonScripts,
    revision::{LazyHost, RunningHost, no_graph},
};
use std::path::{Path, PathBuf};

impl Invocation<'_> {
    pub(super) fn list_templates(&self) {
        self.printer.lines(&command::list_templates(&self.program));
    }

    pub(super) fn init(&self) -> Result<(), Failure> {
        let directory = self.text("directory").unwrap_or_default();
        let template = self.text("template").unwrap_or_else(|| "generic".to_owned());
        let given: Vec<PathBuf> = Self::texts(self.global, "config").into_iter().map(PathBuf::from).collect();
        let from_environment = std::env::var("ALEMBIC_CONFIG").ok();
        let files = ConfigFiles::choose(&given, from_environment.as_deref())?;
        let init = Init {
            directory: Path::new(&directory),
            template: &template,
            package: self.flag("package"),
            files: &files,
        };
        init.run(&mut self.printer.clone())
    }

    pub(super) fn edit(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let symbol = self.text("rev").unwrap_or_default();
        let open = |files: &[PathBuf]| files.iter().try_for_each(|file| command::open_in_editor(file));
        if symbol != "current" {
            let graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
            return open(&command::edited_files(&graph, &symbol, None)?);
        }
        let see = move |map: &RevisionMap, rows: &[String], _: &MigrationContext| {
            let files = command::edited_files(map, &symbol, Some(rows)).map_err(as_error)?;
            files.iter().try_for_each(|file| command::open_in_editor(file)).map_err(as_error)
        };
        self.environment(project, move || Ok(command::migrate::look("edit", false, see)))
    }

    pub(super) fn merge(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let new = NewRevision {
            head: RevisionArgument::Several(Self::texts(self.options, "revisions")),
            ..self.new_revision()?
        };
        self.write_alone(project, &new)
    }

    pub(super) fn revision(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let new = NewRevision {
            head: RevisionArgument::from(self.text("head").unwrap_or_else(|| "head".to_owned())),
            version_path: self.text("version_path").map(PathBuf::from),
            depends_on: Self::texts(self.options, "depends_on"),
            ..self.new_revision()?
        };
        let (autogenerate, sql) = (self.flag("autogenerate"), self.flag("sql"));
        let runs_environment = project.config.revision_environment()?;
        check_options(autogenerate, sql, runs_environment)?;
        if autogenerate || runs_environment {
            self.write_after_environment(project, new, autogenerate, sql)
        } else {
            self.write_alone(project, &new)
        }
    }

    /// What `revision` and `merge` have in common.
    fn new_revision(&self) -> Result<NewRevision, Failure> {
        let new = NewRevision::new()?;
        Ok(NewRevision {
            revision: self.text("rev_id").filter(|id| !id.is_empty()).unwrap_or(new.revision.clone()),
            message: self.text("message"),
            splice: self.flag("splice"),
            branch_labels: self.text("branch_label").into_iter().collect(),
            ..new
        })
    }

    /// Writes a revision file without env.py. A virtual machine is started for a template that needs one.
    fn write_alone(&self, project: Project, new: &NewRevision) -> Result<(), Failure> {
        Revision::verify_revision_id(&new.revision).map_err(|error| Failure::from(error.caught()))?;
        let mut graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
        let Project { config, scripts } = project;
        let (arguments, options) = (self.arguments.to_vec(), self.command_options());
        let directory = scripts.clone();
        let mut host = LazyHost::new(move || {
            let environment = Environment {
                config,
                scripts: directory,
                graph: Box::new(|_, _| Ok(no_graph())),
                interrupt: Interrupt::default(),
                arguments,
            };
            let migration = command::migrate::look("revision", true, |_, _, _| Ok(()));
            (
                environment,
                Request {
                    migration,
                    url: None,
                    lock_wait: None,
                    command_options: options,
                    revision: None,
                    revisions: None,
                },
            )
        });
        write(&scripts, &mut graph, &mut host, self.printer, new, &Bodies::default())
    }

    /// Compares the models with the database and says whether they differ.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let facts = revision_facts(&NewRevision::new()?, true, false);
        let printer = self.printer;
        self.run_environment(project, "check", false, facts, move |vm| match differences(vm)? {
            None => {
                printer.line("No new upgrade operations detected.");
                Ok(())
            }
            Some(found) => Err(Failure::command(format!("New upgrade operations detected: {found}"))
                .help("`revision --autogenerate` writes a revision for them")),
        })
    }

    /// Runs env.py and writes what comes of it (`--autogenerate`, `revision_environment`).
    fn write_after_environment(
        &self,
        project: Project,
        new: NewRevision,
        autogenerate: bool,
        sql: bool,
    ) -> Result<(), Failure> {
        let (scripts, printer) = (project.scripts.clone(), self.printer);
        let facts = revision_facts(&new, autogenerate, sql);
        self.run_environment(project, "revision", sql, facts, move |vm| {
            let mut graph = read_graph(&scripts).map_err(ScriptError::caught)?;
            for file in generated(vm)? {
                let host = &mut RunningHost::new(vm, file.intended);
                write(&scripts, &mut graph, host, printer, &file.new, &file.bodies)?;
            }
            Ok(())
        })
    }

    fn run_environment(
        &self,
        project: Project,
        command: &'static str,
        sql: bool,
        facts: serde_json::Value,
        then: impl FnOnce(&VirtualMachine) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        let environment = self.interruptible(project);
        let url = self.global.get_one::<String>("url").cloned();
        let command_options = self.command_options();
        let make_request = move || {
            let look = command::migrate::look(command, false, |_, _, _| Ok(()));
            let migration = Migration { as_sql: sql, ..look };
            Ok(Request {
                migration,
                url,
                lock_wait: None,
                command_options,
                revision: Some(facts),
                revisions: None,
            })
        };
        environment.run_then(make_request, then)
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

fn write(
    scripts: &ScriptDirectory,
    graph: &mut RevisionMap,
    host: &mut dyn RevisionHost,
    mut printer: Printer,
    new: &NewRevision,
    bodies: &Bodies,
) -> Result<(), Failure> {
    let mut warnings = Vec::new();
    let mut writer = RevisionWriter { scripts, front_ends: &[&PythonScripts], host, progress: &mut printer };
    let written = writer.write(graph, new, bodies, &mut warnings);
    for warning in &warnings {
        report::talk(&format!("UserWarning: {warning}"));
    }
    written.map(|_| ())
}

/// A failure inside of a run, which takes errors of the run's own kind.
fn as_error(failure: Failure) -> Error {
    if failure.surface == Surface::Command {
        // As Alembic's own, which its logger is told too.
        return Error::Command(failure.diagnostic.message);
    }
    Error::FrontEnd(Box::new(failure))
}

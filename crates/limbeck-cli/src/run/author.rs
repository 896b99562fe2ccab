//! Commands that write files, or open them: `init`, `list_templates`, `revision`, `merge`, `edit`.

use super::{Invocation, Project, read_graph};
use crate::{print::Printer, report};
use limbeck::{
    command::{
        self, Init,
        revision::{Bodies, NewRevision, RevisionHost, RevisionWriter, check_options},
    },
    error::{Failure, Surface},
    revision::{Revision, RevisionArgument, RevisionMap},
    runtime::{Error, MigrationContext},
    script::{ConfigFiles, ScriptDirectory, ScriptError},
};
use limbeck_python::headers::PythonScripts;
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
        self.write_alone(&project, &new)
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
            self.write_after_environment(project, &new, autogenerate, sql)
        } else {
            self.write_alone(&project, &new)
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
    fn write_alone(&self, project: &Project, new: &NewRevision) -> Result<(), Failure> {
        Revision::verify_revision_id(&new.revision).map_err(|error| Failure::from(error.caught()))?;
        let mut graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
        let mut host = self.template_host(project);
        write(&project.scripts, &mut graph, &mut host, self.printer, new, &Bodies::default())
    }
}

pub(super) fn write(
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

//! `limbeck sql`: which revisions, dialects and directions are meant, and how the answer is printed.

use super::{Invocation, Project, read_graph};
use crate::{print::write_out, report};
use limbeck::{
    command::sql::{self, Case},
    connection::DatabaseUrl,
    error::{Failure, Surface},
    revision::{Revision, RevisionMap, RevisionSource},
    script::ScriptError,
};
use limbeck_python::{
    environment::python_path,
    preflight::Direction,
    sql::{Batch, Script, Surroundings, find, package_root, run},
};
use std::{
    collections::HashMap,
    fmt::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What is asked for without `--dialect`, of all revisions.
const DIALECTS: [&str; 3] = ["postgresql", "mysql", "sqlite"];

impl Invocation<'_> {
    pub(super) fn sql(&self) -> Result<(), Failure> {
        let (all, downgrade, json) = (self.flag("all"), self.flag("downgrade"), self.flag("json"));
        let argument = self.text("revision");
        if all == argument.is_some() {
            return Err(Failure::command("sql needs either a revision, a range of revisions or --all"));
        }
        let mut directories = Vec::new();
        for directory in Self::texts(self.options, "versions") {
            let path = std::path::absolute(&directory).unwrap_or_else(|_| PathBuf::from(&directory));
            if !path.is_dir() {
                return Err(Failure::command(format!("Path doesn't exist: {directory}.")));
            }
            directories.push(path);
        }
        let project = if directories.is_empty() { Some(self.project()?) } else { None };
        let dialects = self.dialects(all, project.as_ref())?;
        let (scripts, surroundings) = match project {
            Some(project) => self.of_project(project, argument.as_deref(), downgrade)?,
            None => bare(&directories, argument.as_deref(), downgrade)?,
        };
        let directions = match (all, downgrade) {
            (true, false) => vec![Direction::Upgrade, Direction::Downgrade],
            (_, true) => vec![Direction::Downgrade],
            (false, false) => vec![Direction::Upgrade],
        };
        let batch = Arc::new(Batch::new(scripts, dialects, directions, all));
        run(&batch, &surroundings, self.arguments)?;
        let cases = Arc::into_inner(batch).map(Batch::into_cases).unwrap_or_default();
        if !self.printer.quiet {
            print(&cases, json);
        }
        if all {
            for line in sql::summary(&cases) {
                report::talk(&line);
            }
            return Ok(());
        }
        match cases.into_iter().find_map(|case| case.ending.into_diagnostic()) {
            Some(diagnostic) => Err(Failure::new(Surface::Exception, diagnostic)),
            None => Ok(()),
        }
    }

    /// The dialects of `--dialect`; else all of them, or for single revisions the one of the project's URL.
    fn dialects(&self, all: bool, project: Option<&Project>) -> Result<Vec<String>, Failure> {
        let given = Self::texts(self.options, "dialect");
        if !given.is_empty() {
            return Ok(given.iter().flat_map(|names| names.split(',')).map(canonical).collect());
        }
        if all {
            return Ok(DIALECTS.map(str::to_owned).to_vec());
        }
        let url = project.and_then(|project| project.config.main_option("sqlalchemy.url").ok().flatten());
        let name = url.and_then(|url| Some(DatabaseUrl::parse(&url).ok()?.backend_name().to_owned()));
        match name.map(|name| canonical(&name)) {
            Some(name) if DIALECTS.contains(&name.as_str()) => Ok(vec![name]),
            _ => Err(Failure::command("sql needs to know for which database")
                .help("say it with --dialect postgresql, mysql or sqlite")),
        }
    }

    fn of_project(
        &self,
        project: Project,
        argument: Option<&str>,
        downgrade: bool,
    ) -> Result<(Vec<Script>, Surroundings), Failure> {
        let graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
        let script = |revision: &Revision| {
            let path = revision.path()?.to_owned();
            let below = project.scripts.version_locations.iter().find_map(|location| {
                let location = location.canonicalize().ok()?;
                Some(path.strip_prefix(location).ok()?.to_string_lossy().into_owned())
            });
            let file = below.unwrap_or_else(|| path.to_string_lossy().into_owned());
            Some(Script { path, file, revision: revision.id().to_string() })
        };
        let scripts = match argument {
            None => graph.revisions().filter_map(script).collect(),
            Some(argument) => {
                let chosen = sql::select(&graph, argument, downgrade)?;
                chosen.iter().filter_map(|id| script(graph.get(id.as_str())?)).collect()
            }
        };
        let command_options = self.command_options();
        let (config, scripts_) = (Box::new(project.config), Box::new(project.scripts));
        Ok((scripts, Surroundings::Project { config, scripts: scripts_, command_options }))
    }
}

fn canonical(name: &str) -> String {
    match name.trim() {
        "postgres" => "postgresql".to_owned(),
        "mariadb" => "mysql".to_owned(),
        name => name.to_owned(),
    }
}

/// The scripts of directories, and what they run in.
fn bare(
    directories: &[PathBuf],
    argument: Option<&str>,
    downgrade: bool,
) -> Result<(Vec<Script>, Surroundings), Failure> {
    let mut scripts = find(directories).map_err(|error| Failure::command(error.to_string()))?;
    if let Some(argument) = argument {
        let chosen = sql::select(&graph_of(&scripts)?, argument, downgrade)?;
        let mut by_revision: HashMap<String, Script> =
            scripts.into_iter().map(|script| (script.revision.clone(), script)).collect();
        scripts = chosen.iter().filter_map(|id| by_revision.remove(id.as_str())).collect();
    }
    let mut search_path = python_path();
    for root in directories.iter().filter_map(|directory| package_root(directory)) {
        let root = root.to_string_lossy().into_owned();
        if !search_path.contains(&root) {
            search_path.push(root);
        }
    }
    Ok((scripts, Surroundings::Bare { search_path }))
}

/// The graph of scripts that belong to no project.
fn graph_of(scripts: &[Script]) -> Result<RevisionMap, Failure> {
    use limbeck::script::FrontEnd;
    let paths: Vec<&Path> = scripts.iter().map(|script| script.path.as_path()).collect();
    let headers = limbeck_python::headers::PythonScripts.read_all(&paths);
    let mut revisions = Vec::with_capacity(scripts.len());
    for (script, header) in scripts.iter().zip(headers) {
        let header =
            header.map_err(|error| Failure::command(format!("{}: {}", script.file, error.message)))?;
        revisions.push(Revision::new(RevisionSource {
            revision: script.revision.clone(),
            down_revisions: header.down_revisions,
            depends_on: header.depends_on,
            branch_labels: header.branch_labels,
            doc: header.doc,
            path: Some(script.path.clone()),
        })?);
    }
    Ok(RevisionMap::new(revisions)?)
}

fn print(cases: &[Case], json: bool) {
    let mut text = String::new();
    for case in cases {
        if json {
            text.push_str(&case.json());
            text.push('\n');
            continue;
        }
        // A single answer can be given to a database as it is.
        if cases.len() > 1 {
            let _ = write!(text, "-- {}: {}\n\n", case.title(), case.ending.outcome());
        }
        text.push_str(case.ending.sql());
    }
    write_out(&text);
}

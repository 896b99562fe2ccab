//! From arguments to a command's end: what is read, in which order, and what is printed.

mod author;
#[cfg(feature = "python")]
mod autogenerate;
#[cfg(feature = "python")]
mod environment;
#[cfg(feature = "python")]
mod sql;
#[cfg(not(feature = "python"))]
mod without_python;

use crate::{
    args,
    print::{Printer, write_out},
    report,
};
use clap::ArgMatches;
use indexmap::IndexMap;
use limbeck::{
    command,
    error::Failure,
    revision::{RevisionArgument, RevisionError, RevisionMap},
    runtime::{Error, MigrationContext},
    script::{Config, ConfigFiles, ScriptDirectory, ScriptError},
};
use limbeck_python::headers::PythonScripts;
use std::path::{Path, PathBuf};

/// Runs the program with its arguments, the program's name first; returns the exit code.
pub fn run(arguments: &[String]) -> i32 {
    let program = arguments
        .first()
        .map(Path::new)
        .and_then(Path::file_name)
        .map_or_else(|| "limbeck".to_owned(), |name| name.to_string_lossy().into_owned());
    let matches = match args::parse(&program, arguments) {
        Ok(matches) => matches,
        Err(stop) => {
            if stop.to_stderr {
                report::talk(&stop.text);
            } else {
                write_out(&stop.text);
            }
            return stop.code;
        }
    };
    let printer = Printer { quiet: matches.get_flag("quiet") };
    let Some((name, options)) = matches.subcommand() else { return 2 };
    let invocation = Invocation { program, arguments, global: &matches, options, printer };
    let result = match name {
        "branches" => invocation.branches(),
        "check" => invocation.check(),
        "current" => invocation.current(),
        "downgrade" => invocation.downgrade(),
        "edit" => invocation.edit(),
        "ensure_version" => invocation.ensure_version(),
        "heads" => invocation.heads(),
        "history" => invocation.history(),
        "init" => invocation.init(),
        "list_templates" => {
            invocation.list_templates();
            Ok(())
        }
        "merge" => invocation.merge(),
        "revision" => invocation.revision(),
        "show" => invocation.show(),
        "sql" => invocation.sql(),
        "stamp" => invocation.stamp(),
        "upgrade" => invocation.upgrade(),
        // The parser knows no other command.
        _ => return 2,
    };
    match result {
        Ok(()) => 0,
        Err(failure) if matches.get_flag("raiseerr") => report::failure(&failure.raised(), printer),
        Err(failure) => report::failure(&failure, printer),
    }
}

/// One call of the program.
struct Invocation<'a> {
    /// The name it was called by.
    program: String,
    #[cfg_attr(not(feature = "python"), expect(dead_code, reason = "only env.py looks at them"))]
    arguments: &'a [String],
    global: &'a ArgMatches,
    options: &'a ArgMatches,
    printer: Printer,
}

/// A project: its configuration and its scripts.
struct Project {
    config: Config,
    scripts: ScriptDirectory,
}

impl Invocation<'_> {
    fn flag(&self, name: &str) -> bool {
        self.options.get_flag(name)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.options.get_one::<String>(name).cloned()
    }

    fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
        matches.get_many::<String>(name).map(|values| values.cloned().collect()).unwrap_or_default()
    }

    /// Reads the configuration and finds the scripts.
    fn project(&self) -> Result<Project, Failure> {
        let given: Vec<PathBuf> = Self::texts(self.global, "config").into_iter().map(PathBuf::from).collect();
        let from_environment = std::env::var("ALEMBIC_CONFIG").ok();
        let files = ConfigFiles::choose(&given, from_environment.as_deref())?;
        let section = self.global.get_one::<String>("name").map_or("alembic", String::as_str);
        let mut config = Config::load(files, section, &IndexMap::new())?;
        config.x_arguments = Self::texts(self.global, "x");
        config.quiet = self.printer.quiet;
        let scripts = ScriptDirectory::from_config(&config)?;
        Ok(Project { config, scripts })
    }

    fn branches(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
        self.printer.lines(&command::branches(&graph)?.lines(self.flag("verbose")));
        Ok(())
    }

    fn ensure_version(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let sql = self.flag("sql");
        self.environment(project, move || Ok(command::migrate::ensure_version(sql)))
    }

    fn current(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let (verbose, check, printer) = (self.flag("verbose"), self.flag("check_heads"), self.printer);
        let see = move |map: &RevisionMap, rows: &[String], context: &MigrationContext| {
            if verbose {
                printer.line(&format!("Current revision(s) for {}:", context.url()));
            }
            if check && !command::is_at_heads(map, rows) {
                return Err(Error::Command(command::NOT_AT_HEADS.to_owned()));
            }
            printer.lines(&command::current(map, rows)?.lines(verbose));
            Ok(())
        };
        self.environment(project, move || Ok(command::migrate::look("current", true, see)))
    }

    fn heads(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let graph = read_graph(&project.scripts)?;
        let heads = command::heads(&graph, self.flag("resolve_dependencies"))?;
        self.printer.lines(&heads.lines(self.flag("verbose")));
        Ok(())
    }

    fn history(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let range = command::parse_range(self.text("rev_range").as_deref())?;
        let indicate = self.flag("indicate_current");
        let environment = project.config.revision_environment()?;
        let (verbose, printer) = (self.flag("verbose"), self.printer);
        let show = move |map: &RevisionMap, rows: Option<&[String]>| -> Result<(), RevisionError> {
            let history = command::history(map, &range, rows, indicate)?;
            for warning in &history.warnings {
                report::talk(&format!("UserWarning: {warning}"));
            }
            printer.lines(&history.lines(verbose));
            Ok(())
        };
        if indicate || environment || command::parse_range(self.text("rev_range").as_deref())?.needs_rows() {
            let see = move |map: &RevisionMap, rows: &[String], _: &MigrationContext| {
                show(map, Some(rows)).map_err(Error::from)
            };
            return self.environment(project, move || Ok(command::migrate::look("history", false, see)));
        }
        let graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
        show(&graph, None).map_err(Failure::from)
    }

    fn show(&self) -> Result<(), Failure> {
        let project = self.project()?;
        let revision = self.text("rev").unwrap_or_default();
        let printer = self.printer;
        if revision == "current" {
            let see = move |map: &RevisionMap, rows: &[String], _: &MigrationContext| {
                printer.lines(&command::show(map, &RevisionArgument::from(rows))?.lines());
                Ok(())
            };
            return self.environment(project, move || Ok(command::migrate::look("show", false, see)));
        }
        let graph = read_graph(&project.scripts).map_err(ScriptError::caught)?;
        printer.lines(&command::show(&graph, &RevisionArgument::from(revision.as_str()))?.lines());
        Ok(())
    }

    fn upgrade(&self) -> Result<(), Failure> {
        let revision = self.text("revision").unwrap_or_default();
        let (sql, tag) = (self.flag("sql"), self.text("tag"));
        let project = self.project()?;
        command::migrate::upgrade(&revision, sql, tag.clone())?;
        self.environment(project, move || command::migrate::upgrade(&revision, sql, tag))
    }

    fn downgrade(&self) -> Result<(), Failure> {
        let revision = self.text("revision").unwrap_or_default();
        let (sql, tag) = (self.flag("sql"), self.text("tag"));
        let project = self.project()?;
        command::migrate::downgrade(&revision, sql, tag.clone())?;
        self.environment(project, move || command::migrate::downgrade(&revision, sql, tag))
    }

    fn stamp(&self) -> Result<(), Failure> {
        let revisions = Self::texts(self.options, "revisions");
        let (sql, tag, purge) = (self.flag("sql"), self.text("tag"), self.flag("purge"));
        let project = self.project()?;
        command::migrate::stamp(&revisions, sql, tag.clone(), purge)?;
        self.environment(project, move || command::migrate::stamp(&revisions, sql, tag, purge))
    }
}

/// Reads the headers of all revision files; warnings are shown as Python shows them.
fn read_graph(scripts: &ScriptDirectory) -> Result<RevisionMap, ScriptError> {
    let mut warnings = Vec::new();
    let result = scripts.load(&[&PythonScripts], &mut warnings);
    for warning in &warnings {
        report::talk(&warning.to_string());
    }
    result
}

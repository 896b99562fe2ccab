//! From arguments to a command's end: what is read, in which order, and what is printed.

use crate::{
    args,
    print::{Printer, write_out},
    report, signals,
};
use clap::ArgMatches;
use limbeck::{
    command::{self, migrate::Migration},
    error::Failure,
    revision::RevisionMap,
    runtime::Interrupt,
    script::{Config, ConfigFiles, ScriptDirectory},
};
use std::{path::Path, time::Duration};

/// How long a run waits for another one on the same database.
const LOCK_WAIT: Duration = Duration::from_secs(60);

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
    let invocation = Invocation { arguments, global: &matches, options, printer };
    let result = match name {
        "current" => invocation.current(),
        "downgrade" => invocation.downgrade(),
        "heads" => invocation.heads(),
        "history" => invocation.history(),
        "show" => invocation.show(),
        "stamp" => invocation.stamp(),
        "upgrade" => invocation.upgrade(),
        // Clap accepts the commands of `args::COMMANDS` only.
        _ => return 2,
    };
    match result {
        Ok(()) => 0,
        Err(failure) => report::failure(&failure, printer),
    }
}

/// One call of the program.
struct Invocation<'a> {
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
        let files = ConfigFiles::choose(&Self::texts(self.global, "config"), std::env::var_os("ALEMBIC_CONFIG"))?;
        let section = self.global.get_one::<String>("name").map_or("alembic", String::as_str);
        let mut config = Config::read(&files, section)?;
        config.set_x_arguments(Self::texts(self.global, "x"));
        let scripts = ScriptDirectory::from_config(&config)?;
        Ok(Project { config, scripts })
    }

    fn graph(project: &Project) -> Result<RevisionMap, Failure> {
        let loaded = project.scripts.load(&[&limbeck_python::statics::PythonScripts])?;
        for warning in &loaded.warnings {
            report::talk(&format!("UserWarning: {warning}"));
        }
        Ok(loaded.map)
    }

    fn current(&self) -> Result<(), Failure> {
        let (migration, seen) = command::migrate::look("current", true);
        let project = self.project()?;
        let graph = Self::graph(&project)?;
        let verbose = self.flag("verbose");
        let check = self.flag("check_heads");
        let printer = self.printer;
        drop(seen);
        let (scripts, heads) = (graph.clone(), graph.heads().to_vec());
        let plan = move |_: &RevisionMap, rows: &[String], _: &mut Vec<String>| {
            if check && !command::current::at_heads(rows, &heads) {
                return Err(limbeck::runtime::Error::Command(
                    "Database is not on all head revisions".to_owned(),
                ));
            }
            for line in command::current::lines(&scripts, rows, verbose)? {
                printer.line(&line);
            }
            Ok(Vec::new())
        };
        self.environment(project, graph, move || Migration { plan: std::rc::Rc::new(plan), ..migration })
    }

    fn downgrade(&self) -> Result<(), Failure> {
        let revision = self.text("revision").unwrap_or_default();
        let (sql, tag) = (self.flag("sql"), self.text("tag"));
        command::migrate::downgrade(&revision, sql, tag.clone())?;
        let project = self.project()?;
        let graph = Self::graph(&project)?;
        self.environment(project, graph, move || command::migrate::downgrade(&revision, sql, tag))
    }
}

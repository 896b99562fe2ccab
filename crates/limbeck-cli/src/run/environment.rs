//! Running env.py for a command: what it is told of the command line, and what interrupts it.

use super::{Invocation, Project};
use crate::{args, signals};
use limbeck::{
    command::{self, migrate::Migration},
    error::Failure,
    runtime::Interrupt,
};
use limbeck_python::{
    environment::{Environment, Request, VirtualMachine},
    headers::PythonScripts,
    revision::{LazyHost, no_graph},
};
use std::time::Duration;

/// How long a run waits for another one on the same database.
const LOCK_WAIT: Duration = Duration::from_mins(1);

impl Invocation<'_> {
    /// Runs env.py for what a command wants.
    pub(super) fn environment(
        &self,
        project: Project,
        wanted: impl FnOnce() -> Result<Migration, Failure> + Send,
    ) -> Result<(), Failure> {
        let lock_wait = (!self.global.get_flag("no_lock")).then_some(LOCK_WAIT);
        let (environment, blank) = self.prepared(project)?;
        environment.run(move || Ok(Request { migration: wanted()?, lock_wait, ..blank }))
    }

    /// Runs env.py for the file to be written that `facts` describe, then goes on in the same machine.
    pub(super) fn environment_then(
        &self,
        project: Project,
        command: &'static str,
        as_sql: bool,
        facts: serde_json::Value,
        then: impl FnOnce(&VirtualMachine) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        let (environment, blank) = self.prepared(project)?;
        let make_request = move || {
            let look = command::migrate::look(command, false, |_, _, _| Ok(()));
            let migration = Migration { as_sql, ..look };
            Ok(Request { migration, revision: Some(facts), ..blank })
        };
        environment.run_then(make_request, then)
    }

    /// What a template that needs Python is run with; no machine is started for one that needs none.
    pub(super) fn template_host(
        &self,
        project: &Project,
    ) -> LazyHost<impl FnOnce() -> (Environment, Request) + Send + use<>> {
        let (config, scripts) = (project.config.clone(), project.scripts.clone());
        let (arguments, command_options) = (self.arguments.to_vec(), self.command_options());
        LazyHost::new(move || {
            let environment = Environment {
                config,
                scripts,
                graph: Box::new(|_, _| Ok(no_graph())),
                interrupt: Interrupt::default(),
                arguments,
            };
            (environment, blank(None, command_options))
        })
    }

    /// The environment of a project, which a signal interrupts, and a request that asks for nothing yet.
    fn prepared(&self, project: Project) -> Result<(Environment, Request), Failure> {
        let url = self.global.get_one::<String>("url").cloned();
        if url.is_some() && project.config.main_option("databases")?.is_some() {
            let message = "not supported: --url for a project of several databases (the option `databases`)";
            return Err(Failure::exception("LB0401", message).at(project.config.origin("databases")).help(
                "set the databases' URLs in the configuration, or run with `-x` options that env.py reads",
            ));
        }
        let interrupt = Interrupt::default();
        signals::watch(interrupt.clone());
        let environment = Environment {
            config: project.config,
            scripts: project.scripts,
            graph: Box::new(|scripts, warnings| scripts.load(&[&PythonScripts], warnings)),
            interrupt,
            arguments: self.arguments.to_vec(),
        };
        Ok((environment, blank(url, self.command_options())))
    }

    /// What `config.cmd_opts` shows to env.py: every option of the program and the command.
    pub(super) fn command_options(&self) -> serde_json::Map<String, serde_json::Value> {
        args::values(self.global, self.options)
    }
}

/// A request that only looks.
fn blank(url: Option<String>, command_options: serde_json::Map<String, serde_json::Value>) -> Request {
    Request {
        migration: command::migrate::look("revision", true, |_, _, _| Ok(())),
        url,
        lock_wait: None,
        command_options,
        revision: None,
        revisions: None,
    }
}

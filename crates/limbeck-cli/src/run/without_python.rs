//! What a program that was built without Python says of the commands that run env.py or revision scripts.

use super::{Invocation, Project};
use limbeck::{
    command::{
        migrate::Migration,
        revision::{NewRevision, RevisionHost, TemplateFailure},
    },
    error::Failure,
    render::template::{PythonTemplate, TemplateVariables},
    script::PostWriteHook,
};
use std::path::Path;

#[expect(clippy::unused_self, reason = "called as what runs env.py is")]
impl Invocation<'_> {
    pub(super) fn environment(
        &self,
        _project: Project,
        _wanted: impl FnOnce() -> Result<Migration, Failure> + Send,
    ) -> Result<(), Failure> {
        Err(missing("running env.py"))
    }

    pub(super) fn write_after_environment(
        &self,
        _project: Project,
        _new: &NewRevision,
        _autogenerate: bool,
        _sql: bool,
    ) -> Result<(), Failure> {
        Err(missing("running env.py"))
    }

    pub(super) fn check(&self) -> Result<(), Failure> {
        Err(missing("running env.py"))
    }

    pub(super) fn sql(&self) -> Result<(), Failure> {
        Err(missing("running revision scripts"))
    }

    pub(super) fn template_host(&self, _project: &Project) -> NoHost {
        NoHost
    }
}

/// Writes what needs no Python.
pub(super) struct NoHost;

impl RevisionHost for NoHost {
    fn run_template(
        &mut self,
        _template: &PythonTemplate,
        path: &Path,
        _variables: &TemplateVariables,
    ) -> Result<String, TemplateFailure> {
        let failure = missing(&format!("{}, a template that is no stock one,", path.display()));
        Err(TemplateFailure::Failed(Box::new(failure)))
    }

    fn run_hook(&mut self, _hook: &PostWriteHook, _kind: &str, _file: &Path) -> Option<Result<(), Failure>> {
        None
    }

    fn verify(&mut self, _file: &Path) -> Result<(), Failure> {
        Ok(())
    }
}

fn missing(what: &str) -> Failure {
    Failure::exception("LB0401", format!("not supported: {what} in a program that was built without Python"))
        .help("build limbeck-cli with its feature `python`, which is on by default")
}

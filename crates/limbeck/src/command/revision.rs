//! `revision` and `merge`: a new revision file, from what is asked for to the file that is read again.
//!
//! What goes into `upgrade()` and `downgrade()` comes rendered ([`Bodies`]); a template that takes Python, and
//! hooks of the project's own, are the front end's ([`RevisionHost`]). Does not live here: comparing schemas
//! (`diff`), writing Python (`render`).

use super::progress::{Progress, Voice};
use crate::{
    error::Failure,
    origin::Origin,
    python::{python_repr, python_tuple},
    render::{
        python::Rendered,
        template::{
            PythonTemplate, Template, TemplateError, TemplateFault, TemplateValue, TemplateVariables,
        },
    },
    revision::{Resolved, Revision, RevisionArgument, RevisionMap},
    script::{
        Created, FrontEnd, HookError, PostWriteHook, ScriptDirectory, ScriptError, WriteError, encode,
        file_name, python_os_error, write_new,
    },
};
use indexmap::IndexMap;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What a new revision is to be: Alembic's `MigrationScript` but for its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRevision {
    /// Its identifier.
    pub revision: String,
    /// What it is for; `None` is `empty message`.
    pub message: Option<String>,
    /// What it follows.
    pub head: RevisionArgument,
    /// What it follows need not be a head.
    pub splice: bool,
    /// Labels of the branch it begins.
    pub branch_labels: Vec<String>,
    /// The directory for the file.
    pub version_path: Option<PathBuf>,
    /// What it depends on.
    pub depends_on: Vec<String>,
}

impl NewRevision {
    /// A revision on top of the head, with an identifier of its own.
    pub fn new() -> Result<Self, Failure> {
        Ok(Self {
            revision: new_identifier()?,
            message: None,
            head: RevisionArgument::from("head"),
            splice: false,
            branch_labels: Vec::new(),
            version_path: None,
            depends_on: Vec::new(),
        })
    }
}

/// Twelve random hexadecimal digits.
pub fn new_identifier() -> Result<String, Failure> {
    let mut bytes = [0_u8; 6];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::exception("LB0502", format!("no random numbers: {error}")))?;
    Ok(bytes.map(|byte| format!("{byte:02x}")).concat())
}

/// Refuses options of `revision` that make no sense together. `runs_environment` is `revision_environment`.
pub fn check_options(autogenerate: bool, sql: bool, runs_environment: bool) -> Result<(), Failure> {
    if sql && autogenerate {
        return Err(Failure::command("Using --sql with --autogenerate does not make any sense"));
    }
    if sql && !runs_environment {
        return Err(Failure::command(
            "Using --sql with the revision command when revision_environment is not configured does not make any sense",
        ));
    }
    Ok(())
}

/// What goes into a template besides what the revision is: rendered functions by the template's names for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    /// Import lines; `None` where nothing was rendered.
    pub imports: Option<BTreeSet<String>>,
    /// `upgrades`, `downgrades`; `engine1_upgrades`… with several databases.
    pub texts: IndexMap<String, String>,
}

impl Bodies {
    /// Adds a rendered function under its token (`upgrade_token`, `downgrade_token`).
    pub fn add(&mut self, token: impl Into<String>, rendered: Rendered) {
        self.imports.get_or_insert_default().extend(rendered.imports);
        self.texts.insert(token.into(), rendered.text);
    }
}

/// What of writing a revision file takes the front end.
pub trait RevisionHost {
    /// Runs a template that is no stock one, with these variables besides those of env.py (`template_args`).
    fn run_template(
        &mut self,
        template: &PythonTemplate,
        path: &Path,
        variables: &TemplateVariables,
    ) -> Result<String, TemplateFailure>;

    /// Runs a hook of a kind that the project registered; `None` where nobody did.
    fn run_hook(&mut self, hook: &PostWriteHook, kind: &str, file: &Path) -> Option<Result<(), Failure>>;

    /// Looks at the written file before success is reported: autogenerate compares its operations with the
    /// intended ones.
    fn verify(&mut self, file: &Path) -> Result<(), Failure>;
}

/// How a template ended in Python.
#[derive(Debug)]
pub enum TemplateFailure {
    /// As Mako would end: the exception, at a line of the template.
    Raised(TemplateError),
    /// A refusal of ours, or an error that is not the template's.
    Failed(Box<Failure>),
}

/// Writes revision files into a directory.
pub struct RevisionWriter<'a> {
    /// Where.
    pub scripts: &'a ScriptDirectory,
    /// Who reads the file again.
    pub front_ends: &'a [&'a dyn FrontEnd],
    /// Who runs what is Python.
    pub host: &'a mut dyn RevisionHost,
    /// Who is told.
    pub progress: &'a mut dyn Progress,
}

impl RevisionWriter<'_> {
    /// Writes one file, runs the hooks on it, reads it again and adds it to the graph. The answer is its path;
    /// warnings about the graph are added to the list.
    pub fn write(
        &mut self,
        map: &mut RevisionMap,
        new: &NewRevision,
        bodies: &Bodies,
        warnings: &mut Vec<String>,
    ) -> Result<PathBuf, Failure> {
        Revision::verify_revision_id(&new.revision).map_err(|error| Failure::from(error.caught()))?;
        let parents = parents(map, &new.head)?;
        let created = Created::now(self.scripts.timezone.as_deref())?;
        let directory = self.version_path(new, &parents)?;
        if self.scripts.has_configured_locations {
            self.make_directory(&directory)?;
        }
        let name = file_name(
            &self.scripts.file_template,
            self.scripts.truncate_slug_length,
            &new.revision,
            new.message.as_deref(),
            created.date,
        )?;
        let file = directory.join(name);
        if let Some(folder) = file.parent() {
            self.make_directory(folder)?;
        }
        if !new.splice
            && let Some(parent) = parents.iter().flatten().find(|parent| !parent.is_head())
        {
            return Err(Failure::command(format!(
                "Revision {} is not a head revision; please specify --splice to create a new branch from this revision",
                parent.id()
            )));
        }
        let depends_on = dependencies(map, &new.depends_on)?;
        let variables = variables(new, &parents, depends_on, &created, bodies);
        let shown = std::path::absolute(&file).unwrap_or_else(|_| file.clone());
        self.progress.begin(Voice::Quiet, &format!("Generating {}", shown.display()), false);
        let written = self
            .render(&variables)
            .and_then(|content| write_new(&file, &content).map_err(|error| not_written(error, &file)));
        self.progress.end(Voice::Quiet, written.is_ok());
        written?;
        self.run_hooks(&file)?;
        self.read_again(map, new, &file, warnings)?;
        Ok(file)
    }

    /// The directory for the file.
    fn version_path(&self, new: &NewRevision, parents: &[Option<&Revision>]) -> Result<PathBuf, Failure> {
        let chosen = match (&new.version_path, self.scripts.version_locations.as_slice()) {
            (Some(path), _) => path.clone(),
            (None, [only]) => only.clone(),
            (None, _) => {
                let beside = parents.iter().flatten().next().and_then(|parent| parent.path()?.parent());
                beside.map(Path::to_owned).ok_or_else(|| {
                    Failure::command("Multiple version locations present, please specify --version-path")
                })?
            }
        };
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let wanted = absolute(&chosen);
        if self.scripts.version_locations.iter().any(|location| absolute(location) == wanted) {
            return Ok(chosen);
        }
        Err(Failure::command(format!(
            "Path {} is not represented in current version locations",
            chosen.display()
        )))
    }

    fn make_directory(&mut self, path: &Path) -> Result<(), Failure> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if path.exists() {
            return Ok(());
        }
        let text = format!("Creating directory {}", path.display());
        self.progress
            .during(Voice::Quiet, &text, || std::fs::create_dir_all(&path))
            .map_err(|error| Failure::exception("LB0502", python_os_error(&error, &path)))
    }

    /// The file's content.
    fn render(&mut self, variables: &TemplateVariables) -> Result<Vec<u8>, Failure> {
        let path = self.scripts.dir.join("script.py.mako");
        let bytes = std::fs::read(&path).map_err(|error| ScriptError::unreadable(&path, &error))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::exception(
                "LB0505",
                format!(
                    "mako.exceptions.CompileException: Unicode decode operation of encoding 'utf-8' failed in file '{}'",
                    path.display()
                ),
            )
            .help("save the template as UTF-8")
        })?;
        let template = Template::parse(&text).map_err(|error| template_failed(&path, error))?;
        let rendered = if let Some(rendered) = template.render(variables) {
            rendered.map_err(|error| template_failed(&path, error))?
        } else {
            let program = template.to_python().map_err(|error| template_failed(&path, error))?;
            match self.host.run_template(&program, &path, variables) {
                Ok(text) => text,
                Err(TemplateFailure::Raised(error)) => return Err(template_failed(&path, error)),
                Err(TemplateFailure::Failed(failure)) => return Err(*failure),
            }
        };
        let encoding = &self.scripts.output_encoding;
        encode(&rendered, encoding)?.ok_or_else(|| {
            let message = format!("UnicodeEncodeError: the text has characters that {encoding} has not");
            template_failed(&path, TemplateError::raised(1, message))
        })
    }

    fn run_hooks(&mut self, file: &Path) -> Result<(), Failure> {
        for hook in &self.scripts.hooks {
            let kind = hook.kind().map_err(hook_failed)?;
            let text = format!("Running post write hook {}", python_repr(&hook.name));
            self.progress.begin(Voice::Always, &text, true);
            let ran = match hook.run(file) {
                Err(HookError::Unregistered(name)) => match self.host.run_hook(hook, kind, file) {
                    Some(ran) => ran,
                    None => Err(hook_failed(HookError::Unregistered(name))),
                },
                ran => ran.map_err(hook_failed),
            };
            self.progress.end(Voice::Always, ran.is_ok());
            ran.map_err(|failure| failure.note(format!("{} was written", file.display())))?;
        }
        Ok(())
    }

    /// Reads the file as later commands will.
    fn read_again(
        &mut self,
        map: &mut RevisionMap,
        new: &NewRevision,
        file: &Path,
        warnings: &mut Vec<String>,
    ) -> Result<(), Failure> {
        let left = |failure: Failure| {
            failure
                .note(format!("{} was written, but it is not what was meant", file.display()))
                .help("correct or delete the file: every command reads it")
        };
        let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let read = self.scripts.read(self.front_ends, &real).map_err(ScriptError::caught);
        let Some(revision) = read.map_err(|error| left(Failure::from(error)))? else { return Ok(()) };
        if !new.branch_labels.is_empty() && revision.declared_labels().is_empty() {
            let labels = match new.branch_labels.as_slice() {
                [only] => only.clone(),
                several => python_tuple(several.iter().map(String::as_str)),
            };
            return Err(left(Failure::command(format!(
                "Version {} specified branch_labels {labels}, however the migration file {} does not have them; have \
                 you upgraded your script.py.mako to include the 'branch_labels' section?",
                revision.id(),
                file.display()
            ))));
        }
        self.host.verify(&real).map_err(left)?;
        map.add(revision, warnings).map_err(|error| left(Failure::from(error)))
    }
}

/// The revisions that the new one follows; `None` for an empty history.
fn parents<'a>(map: &'a RevisionMap, head: &RevisionArgument) -> Result<Vec<Option<&'a Revision>>, Failure> {
    let mut parents = Vec::new();
    for resolved in map.resolve_for_new_revision(head)? {
        parents.push(match resolved {
            Resolved::Revision(revision) => Some(revision),
            Resolved::Nothing => None,
            Resolved::Base => {
                return Err(Failure::exception("LB0101", "AssertionError")
                    .help("the symbol leads below the first revision"));
            }
        });
    }
    let ids: BTreeSet<Option<&str>> =
        parents.iter().map(|parent| parent.map(|parent| parent.id().as_str())).collect();
    if ids.len() != parents.len() {
        return Err(Failure::command("Duplicate head revisions specified"));
    }
    Ok(parents)
}

/// Partial identifiers become whole ones, labels stay labels.
fn dependencies(map: &RevisionMap, names: &[String]) -> Result<Vec<String>, Failure> {
    let mut resolved = Vec::with_capacity(names.len());
    for name in names {
        let revision = map.resolve_one(name)?.ok_or_else(|| {
            Failure::exception("LB0101", "AssertionError").help("a revision cannot depend on the base")
        })?;
        let is_label = revision.branch_labels().contains(name);
        resolved.push(if is_label { name.clone() } else { revision.id().to_string() });
    }
    Ok(resolved)
}

fn variables(
    new: &NewRevision,
    parents: &[Option<&Revision>],
    depends_on: Vec<String>,
    created: &Created,
    bodies: &Bodies,
) -> TemplateVariables {
    use TemplateValue::{List, Nothing, Text, Tuple};
    let mut variables = TemplateVariables::default();
    variables.set("up_revision", Text(new.revision.clone()));
    let down: Vec<String> = parents.iter().flatten().map(|parent| parent.id().to_string()).collect();
    variables.set(
        "down_revision",
        match down.as_slice() {
            [] => Nothing,
            [only] => Text(only.clone()),
            _ => Tuple(down),
        },
    );
    let labels = new.branch_labels.clone();
    variables.set("branch_labels", if labels.is_empty() { Nothing } else { Tuple(labels) });
    variables.set(
        "depends_on",
        match depends_on.as_slice() {
            [] => Nothing,
            [only] => Text(only.clone()),
            _ => List(depends_on),
        },
    );
    variables.set("create_date", Text(created.text.clone()));
    let message = new.message.clone().unwrap_or_else(|| "empty message".to_owned());
    variables.set("message", Text(message));
    if let Some(imports) = &bodies.imports {
        let lines: Vec<&str> = imports.iter().map(String::as_str).collect();
        variables.set("imports", Text(lines.join("\n")));
    }
    for (token, text) in &bodies.texts {
        variables.set(token.clone(), Text(text.clone()));
    }
    variables
}

/// A template that cannot be rendered. Alembic writes the details to a file, and so do we: tools open it.
fn template_failed(path: &Path, error: TemplateError) -> Failure {
    let origin = Origin::file(path, error.line, 0);
    match error.fault {
        TemplateFault::Refused { help } => {
            let message = format!("not supported: {}", error.message);
            return Failure::exception("LB0503", message).at(origin).help(help);
        }
        TemplateFault::Syntax { column } => {
            let message = format!(
                "mako.exceptions.SyntaxException: {} in file '{}' at line: {} char: {column}",
                error.message,
                path.display(),
                error.line
            );
            return Failure::exception("LB0505", message).at(origin);
        }
        TemplateFault::Raised => {}
    }
    let details = format!("{}:{}: {}\n", path.display(), error.line, error.message);
    let kept = tempfile::Builder::new().prefix("limbeck-template-").suffix(".txt").tempfile().and_then(
        |mut file| {
            use std::io::Write as _;
            file.write_all(details.as_bytes())?;
            file.keep().map(|(_, path)| path).map_err(|error| error.error)
        },
    );
    let see = kept.map_or_else(|_| "below".to_owned(), |path| path.display().to_string());
    Failure::command(format!("Template rendering failed; see {see} for a template-oriented traceback."))
        .at(origin)
        .note(error.message)
}

fn hook_failed(error: HookError) -> Failure {
    match error {
        HookError::Command { message, help } => match help {
            Some(help) => Failure::command(message).help(help),
            None => Failure::command(message),
        },
        error @ HookError::Unregistered(_) => Failure::command(error.to_string()),
        HookError::Python(message) => Failure::exception("LB0504", message),
    }
}

fn not_written(error: WriteError, file: &Path) -> Failure {
    let full = error.is_full_disk();
    match error {
        WriteError::Exists(message) => Failure::exception("LB0501", message)
            .help("choose another --rev-id or message, or delete the file"),
        WriteError::System { shown, .. } => {
            let failure = Failure::exception("LB0502", shown)
                .note(format!("{} was not written; nothing of it is left", file.display()));
            if full { failure.help("make room on the disk and run the command again") } else { failure }
        }
    }
}

//! `init` and `list_templates`: a new script directory from a template.
//!
//! The texts of the templates are in `templates/` of this crate and in the program. They are ours; what they
//! configure and define is what Alembic's do, so that instructions written for those fit.

use super::progress::{Progress, Voice};
use crate::{
    error::Failure,
    render::template::{Template, TemplateValue, TemplateVariables},
    script::{ConfigFiles, WriteError, python_os_error, write_new},
};
use std::{
    borrow::Cow,
    fs,
    path::{Component, Path, PathBuf},
};

/// A file of a template: its name and text.
type File = (&'static str, &'static str);

/// The same where the template may be the user's.
type AnyFile = (Cow<'static, str>, Cow<'static, str>);

macro_rules! template_file {
    ($folder:literal, $name:literal) => {
        ($name, include_str!(concat!("../../templates/", $folder, "/", $name)))
    };
    ($folder:literal, $name:literal, $from:literal) => {
        ($name, include_str!(concat!("../../templates/", $from, "/", $name)))
    };
}

/// The templates with their files, in the order they are listed.
static TEMPLATES: &[(&str, &[File])] = &[
    (
        "async",
        &[
            template_file!("async", "README"),
            template_file!("async", "alembic.ini.mako", "generic"),
            template_file!("async", "env.py"),
            template_file!("async", "script.py.mako", "generic"),
        ],
    ),
    (
        "generic",
        &[
            template_file!("generic", "README"),
            template_file!("generic", "alembic.ini.mako"),
            template_file!("generic", "env.py"),
            template_file!("generic", "script.py.mako"),
        ],
    ),
    (
        "multidb",
        &[
            template_file!("multidb", "README"),
            template_file!("multidb", "alembic.ini.mako"),
            template_file!("multidb", "env.py"),
            template_file!("multidb", "script.py.mako"),
        ],
    ),
    (
        "pyproject",
        &[
            template_file!("pyproject", "README"),
            template_file!("pyproject", "alembic.ini.mako"),
            template_file!("pyproject", "env.py", "generic"),
            template_file!("pyproject", "pyproject.toml.mako"),
            template_file!("pyproject", "script.py.mako", "generic"),
        ],
    ),
    (
        "pyproject_async",
        &[
            template_file!("pyproject_async", "README"),
            template_file!("pyproject_async", "alembic.ini.mako", "pyproject"),
            template_file!("pyproject_async", "env.py", "async"),
            template_file!("pyproject_async", "pyproject.toml.mako", "pyproject"),
            template_file!("pyproject_async", "script.py.mako", "generic"),
        ],
    ),
];

/// What `list_templates` prints, one print each.
pub fn list_templates(program: &str) -> Vec<String> {
    let mut lines = vec!["Available templates:\n".to_owned()];
    for (name, files) in TEMPLATES {
        let readme = files.iter().find(|(file, _)| *file == "README").map_or("", |(_, text)| text);
        lines.push(format!("{name} - {}", readme.lines().next().unwrap_or_default()));
    }
    lines.push("\nTemplates are used via the 'init' command, e.g.:".to_owned());
    lines.push(format!("\n  {program} init --template generic ./scripts"));
    lines
}

/// A new script directory.
pub struct Init<'a> {
    /// Where the scripts are to be.
    pub directory: &'a Path,
    /// The template's name, or the absolute path of a directory with one.
    pub template: &'a str,
    /// Make Python packages of the directories.
    pub package: bool,
    /// The configuration files to make.
    pub files: &'a ConfigFiles,
}

impl Init<'_> {
    /// Makes the directories and the files.
    pub fn run(&self, progress: &mut dyn Progress) -> Result<(), Failure> {
        let directory = python_path(self.directory);
        if fs::read_dir(&directory).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Failure::command(format!(
                "Directory {} already exists and is not empty",
                directory.display()
            )));
        }
        let template = self.template_files()?;
        let here = std::path::absolute(&directory).unwrap_or_else(|_| directory.clone());
        let versions = here.join("versions");
        if !directory.exists() {
            make_directory(progress, &here)?;
        }
        make_directory(progress, &versions)?;
        let ini = absolute(self.files.ini.as_deref().unwrap_or(Path::new("alembic.ini")));
        let toml = absolute(self.files.toml.as_deref().unwrap_or(Path::new("pyproject.toml")));
        let mut has_toml = false;
        for (name, text) in &template {
            match name.as_ref() {
                "alembic.ini.mako" if ini.exists() => {
                    let text = format!("File {} already exists, skipping", ini.display());
                    progress.message(Voice::Quiet, &text);
                }
                "alembic.ini.mako" => {
                    let content = filled(text, &location(&directory, &ini))?;
                    generate(progress, &ini, &content)?;
                }
                "pyproject.toml.mako" => {
                    has_toml = true;
                    let content = filled(text, &location(&directory, &toml))?;
                    write_toml(progress, &toml, &content)?;
                }
                name => generate(progress, &here.join(name), text)?,
            }
        }
        if self.package {
            for folder in [&here, &versions] {
                let file = folder.join("__init__.py");
                let text = format!("Adding {}", file.display());
                progress.during(Voice::Quiet, &text, || write_new(&file, b"")).map_err(not_written)?;
            }
        }
        let settings = if has_toml {
            format!(
                "Please edit configuration settings in {} and configuration/connection/logging settings in {} before \
                 proceeding.",
                toml.display(),
                ini.display()
            )
        } else {
            format!(
                "Please edit configuration/connection/logging settings in {} before proceeding.",
                ini.display()
            )
        };
        progress.message(Voice::Quiet, &settings);
        Ok(())
    }

    /// The template's files by name: one of ours, or those of a directory of the user's.
    fn template_files(&self) -> Result<Vec<AnyFile>, Failure> {
        if let Some((_, files)) = TEMPLATES.iter().find(|(name, _)| *name == self.template) {
            return Ok(files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect());
        }
        let folder = Path::new(self.template);
        if !folder.is_absolute() || !folder.is_dir() {
            let names: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).collect();
            return Err(Failure::command(format!("No such template {}", self.template))
                .help(format!("the templates are {}", names.join(", "))));
        }
        let unreadable =
            |error: std::io::Error, path: &Path| Failure::exception("LB0502", python_os_error(&error, path));
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| unreadable(error, folder))? {
            let path = entry.map_err(|error| unreadable(error, folder))?.path();
            if path.is_file()
                && let Some(name) = path.file_name()
            {
                let text = fs::read_to_string(&path).map_err(|error| unreadable(error, &path))?;
                files.push((name.to_string_lossy().into_owned().into(), text.into()));
            }
        }
        files.sort();
        Ok(files)
    }
}

fn make_directory(progress: &mut dyn Progress, path: &Path) -> Result<(), Failure> {
    let text = format!("Creating directory {}", path.display());
    progress
        .during(Voice::Quiet, &text, || fs::create_dir_all(path))
        .map_err(|error| Failure::exception("LB0502", python_os_error(&error, path)))
}

/// Writes a file, and says so with `-q` too, as Alembic does.
fn generate(progress: &mut dyn Progress, file: &Path, content: &str) -> Result<(), Failure> {
    let text = format!("Generating {}", file.display());
    progress.during(Voice::Always, &text, || write_new(file, content.as_bytes())).map_err(not_written)
}

fn not_written(error: WriteError) -> Failure {
    match error {
        WriteError::Exists(message) => Failure::exception("LB0501", message),
        WriteError::System { shown, .. } => Failure::exception("LB0502", shown),
    }
}

/// A new `pyproject.toml`, or a section at the end of the one there is.
fn write_toml(progress: &mut dyn Progress, file: &Path, content: &str) -> Result<(), Failure> {
    if !file.exists() {
        return generate(progress, file, content);
    }
    let failed = |error: std::io::Error| Failure::exception("LB0502", python_os_error(&error, file));
    let before = fs::read_to_string(file).map_err(failed)?;
    let document: toml::Table = before.parse().map_err(|error: toml::de::Error| {
        Failure::exception("LB0201", format!("tomllib.TOMLDecodeError: {}", error.message()))
            .at(crate::origin::Origin::file(file, 1, 0))
    })?;
    if document.get("tool").is_some_and(|tool| tool.get("alembic").is_some()) {
        let text = format!(
            "File {} already exists and already has a [tool.alembic] section, skipping",
            file.display()
        );
        progress.message(Voice::Always, &text);
        return Ok(());
    }
    let text = format!("Appending to existing {}", file.display());
    progress
        .during(Voice::Always, &text, || {
            use std::io::Write as _;
            let mut open = fs::OpenOptions::new().append(true).open(file)?;
            open.write_all(format!("\n\n{content}").as_bytes())?;
            open.sync_all()
        })
        .map_err(failed)
}

/// A template of a configuration file with its only variable.
fn filled(text: &str, script_location: &str) -> Result<String, Failure> {
    let mut variables = TemplateVariables::default();
    variables.set("script_location", TemplateValue::Text(script_location.to_owned()));
    let template = Template::parse(text);
    let rendered = template.and_then(|template| {
        template.render(&variables).unwrap_or_else(|| Ok(text.replace("${script_location}", script_location)))
    });
    rendered.map_err(|error| Failure::exception("LB0503", error.message))
}

/// `script_location` as a configuration file has it: relative to the file where the directory was given so.
fn location(directory: &Path, file: &Path) -> String {
    let posix = |path: &Path| path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    if directory.is_absolute() {
        return posix(directory);
    }
    let target = absolute(directory);
    let base = file.parent().unwrap_or(Path::new("/"));
    let shared = target.components().zip(base.components()).take_while(|(one, other)| one == other).count();
    let mut relative: PathBuf = base.components().skip(shared).map(|_| Component::ParentDir).collect();
    relative.extend(target.components().skip(shared));
    let relative = posix(&relative);
    if relative.is_empty() { "%(here)s".to_owned() } else { format!("%(here)s/{relative}") }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A path as Python spells it: without `.` in it.
fn python_path(path: &Path) -> PathBuf {
    let spelled: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if spelled.as_os_str().is_empty() { PathBuf::from(".") } else { spelled }
}

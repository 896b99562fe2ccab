//! Post-write hooks: which program is run on a new revision file, with which arguments.
//!
//! A `console_scripts` hook runs in Alembic what a package of its own virtual environment has registered under the
//! name; here the script of that name is run, which does the same: that of the active virtual environment, of
//! `.venv` or `venv`, or the one on `PATH`. `module` takes the Python of that environment.

use super::options::PostWriteHook;
use crate::python::python_repr;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The word that stands for the file's path.
const FILE_TOKEN: &str = "REVISION_SCRIPT_FILENAME";

/// Why a hook did not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HookError {
    /// One of Alembic's own messages, and what to do where there is more to say.
    #[error("{message}")]
    Command {
        /// The text.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// What Python would raise.
    #[error("{0}")]
    Python(String),
    /// A kind that the project registers itself.
    #[error("No formatter with name '{0}' registered")]
    Unregistered(String),
}

impl HookError {
    fn command(message: impl Into<String>) -> Self {
        Self::Command { message: message.into(), help: None }
    }
}

impl PostWriteHook {
    /// `type`, which a hook must have.
    pub fn kind(&self) -> Result<&str, HookError> {
        self.options.get("type").map(String::as_str).ok_or_else(|| {
            HookError::command(format!(
                "Key '{0}.type' (or 'type' in toml) is required for post write hook {1}",
                self.name,
                python_repr(&self.name)
            ))
        })
    }

    fn required(&self, option: &str) -> Result<&str, HookError> {
        self.options.get(option).map(String::as_str).ok_or_else(|| {
            HookError::command(format!(
                "Key {}.{option} is required for post write hook {}",
                self.name,
                python_repr(&self.name)
            ))
        })
    }

    /// Runs the hook on a file and waits for it. How the program ends is not looked at.
    pub fn run(&self, file: &Path) -> Result<(), HookError> {
        let (program, before) = match self.kind()? {
            "exec" => (PathBuf::from(self.required("executable")?), Vec::new()),
            "console_scripts" => {
                let name = self.required("entrypoint")?;
                (find_script(name).ok_or_else(|| no_script(name))?, Vec::new())
            }
            "module" => {
                let module = self.required("module")?;
                let python = python_of(module)?;
                (python, vec!["-m".to_owned(), module.to_owned()])
            }
            other => return Err(HookError::Unregistered(other.to_owned())),
        };
        let arguments = arguments(self.options.get("options").map_or("", String::as_str), file)?;
        let mut command = Command::new(&program);
        command.args(before).args(arguments);
        if let Some(directory) = self.options.get("cwd") {
            command.current_dir(directory);
        }
        match command.status() {
            Ok(_) => Ok(()),
            Err(error) => {
                // The directory is entered first.
                let entered = self.options.get("cwd").filter(|directory| !Path::new(directory).is_dir());
                let named = entered.map_or(program.as_path(), Path::new);
                Err(HookError::Python(super::writing::python_os_error(&error, named)))
            }
        }
    }
}

/// The options, split as a shell splits words, with the path in the place of its token or before all.
fn arguments(options: &str, file: &Path) -> Result<Vec<String>, HookError> {
    let options =
        if options.contains(FILE_TOKEN) { options.to_owned() } else { format!("{FILE_TOKEN} {options}") };
    let path = file.to_string_lossy();
    Ok(split(&options)?.into_iter().map(|word| word.replace(FILE_TOKEN, &path)).collect())
}

/// Python's `shlex.split`: unlike a shell's, `#` begins no comment. No crate does it so.
fn split(text: &str) -> Result<Vec<String>, HookError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = text.chars();
    let no_escaped = || HookError::Python("ValueError: No escaped character".to_owned());
    while let Some(character) = characters.next() {
        match quote {
            Some('\'') if character != '\'' => word.get_or_insert_default().push(character),
            Some('"') if character == '\\' => {
                let next = characters.next().ok_or_else(no_escaped)?;
                let word = word.get_or_insert_default();
                if !matches!(next, '"' | '\\') {
                    word.push('\\');
                }
                word.push(next);
            }
            Some(open) if character == open => quote = None,
            Some(_) => word.get_or_insert_default().push(character),
            None => match character {
                ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
                '\'' | '"' => {
                    quote = Some(character);
                    word.get_or_insert_default();
                }
                '\\' => {
                    let next = characters.next().ok_or_else(no_escaped)?;
                    word.get_or_insert_default().push(next);
                }
                _ => word.get_or_insert_default().push(character),
            },
        }
    }
    if quote.is_some() {
        return Err(HookError::Python("ValueError: No closing quotation".to_owned()));
    }
    words.extend(word);
    Ok(words)
}

/// The directories of programs of the project's virtual environment: the active one, else `.venv` or `venv` here.
fn environment_programs() -> Vec<PathBuf> {
    let active = std::env::var_os("VIRTUAL_ENV").map(PathBuf::from);
    let here = std::env::current_dir().unwrap_or_default();
    let candidates = active.into_iter().chain([here.join(".venv"), here.join("venv")]);
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    candidates.map(|environment| environment.join(folder)).filter(|folder| folder.is_dir()).collect()
}

/// A program by its name: the virtual environment's, else the one on `PATH`.
fn find_script(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = environment_programs();
    folders.extend(std::env::split_paths(&path));
    let names =
        if cfg!(windows) { vec![format!("{name}.exe"), name.to_owned()] } else { vec![name.to_owned()] };
    folders
        .into_iter()
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
        .find(|file| file.is_file())
}

fn no_script(name: &str) -> HookError {
    HookError::Command {
        message: format!("Could not find entrypoint console_scripts.{name}"),
        help: Some(format!(
            "Limbeck looks for a program `{name}` in the active virtual environment, in .venv and venv, and on PATH"
        )),
    }
}

/// A Python that has a module.
fn python_of(module: &str) -> Result<PathBuf, HookError> {
    let Some(python) = find_script("python").or_else(|| find_script("python3")) else {
        return Err(HookError::Command {
            message: format!("Could not find module {module}"),
            help: Some(
                "a hook of the type `module` needs a Python: activate the project's virtual environment, or use \
                 the type `exec` with the program itself"
                    .to_owned(),
            ),
        });
    };
    let looks = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";
    let found = Command::new(&python).args(["-c", looks, module]).output();
    match found {
        Ok(done) if done.status.success() => Ok(python),
        Ok(_) => Err(HookError::Command {
            message: format!("Could not find module {module}"),
            help: Some(format!("{} has no such module", python.display())),
        }),
        Err(error) => Err(HookError::Python(super::writing::python_os_error(&error, &python))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What Python 3.11's shlex.split gives.
    #[test]
    fn options_split_as_python_splits_them() {
        let words = |text: &str| split(text).map_err(|error| error.to_string());
        assert_eq!(words("-l 79  x").unwrap(), ["-l", "79", "x"]);
        assert_eq!(words("a'b c'd \"e\\\"f\\n\" g\\ h ''").unwrap(), ["ab cd", "e\"f\\n", "g h", ""]);
        assert_eq!(words("a #b").unwrap(), ["a", "#b"]);
        assert_eq!(words("a 'b").unwrap_err(), "ValueError: No closing quotation");
        assert_eq!(words("a\\").unwrap_err(), "ValueError: No escaped character");
    }

    #[test]
    fn the_file_comes_first_unless_it_is_named() {
        let file = Path::new("/v/a b.py");
        assert_eq!(arguments("-l 79", file).unwrap(), ["/v/a b.py", "-l", "79"]);
        assert_eq!(arguments("x=REVISION_SCRIPT_FILENAME -q", file).unwrap(), ["x=/v/a b.py", "-q"]);
    }
}

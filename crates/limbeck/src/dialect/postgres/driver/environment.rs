//! What libpq and its imitators take from outside a URL: variables, the password file, service files,
//! the operating system's user.

use std::{fs, path::PathBuf, process::Command};

/// Where variables come from; tests bring their own.
pub(super) struct Environment<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Environment<'a> {
    pub fn new(variable: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { variable }
    }

    /// A variable that is set; an empty one counts only where `empty` says so.
    pub fn get(&self, name: &str) -> Option<String> {
        (self.variable)(name)
    }

    /// A variable that is set to something.
    pub fn filled(&self, name: &str) -> Option<String> {
        self.get(name).filter(|value| !value.is_empty())
    }

    pub fn home(&self) -> Option<PathBuf> {
        self.filled("HOME").map(PathBuf::from)
    }

    /// A file in `~/.postgresql`, if it is there.
    pub fn user_file(&self, name: &str) -> Option<PathBuf> {
        self.home().map(|home| home.join(".postgresql").join(name)).filter(|path| path.exists())
    }

    /// The operating system's name of the effective user, as libpq asks for it.
    pub fn system_user(&self) -> Option<String> {
        effective_user_name()
            .or_else(|| command_output("id", &["-un"]))
            .or_else(|| self.filled("USER"))
            .or_else(|| self.filled("LOGNAME"))
    }

    /// Python's `getpass.getuser`: variables first.
    pub fn login_name(&self) -> Option<String> {
        ["LOGNAME", "USER", "LNAME", "USERNAME"]
            .iter()
            .find_map(|name| self.filled(name))
            .or_else(|| self.system_user())
    }

    /// Looks a password up in the password file
    /// (<https://www.postgresql.org/docs/current/libpq-pgpass.html>).
    pub fn stored_password(
        &self,
        file: Option<&str>,
        host: &str,
        port: u16,
        database: &str,
        user: &str,
    ) -> Option<String> {
        let path = match file.map(str::to_owned).or_else(|| self.filled("PGPASSFILE")) {
            Some(path) => PathBuf::from(path),
            None => self.home()?.join(".pgpass"),
        };
        let metadata = fs::metadata(&path).ok()?;
        if !metadata.is_file() || is_open_to_others(&metadata) {
            return None;
        }
        let content = fs::read_to_string(&path).ok()?;
        let wanted = [host, &port.to_string(), database, user];
        content.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
            let fields = password_fields(line.strip_suffix('\r').unwrap_or(line));
            let (password, key) = fields.split_last()?;
            let matches = key.len() == 4
                && key.iter().zip(wanted).all(|((raw, text), wanted)| raw == "*" || text.as_str() == wanted);
            matches.then(|| password.1.clone())
        })
    }

    /// Settings of a service (<https://www.postgresql.org/docs/current/libpq-pgservice.html>).
    pub fn service(&self, name: &str) -> Result<Vec<(String, String)>, String> {
        let mut files = Vec::new();
        match self.filled("PGSERVICEFILE") {
            Some(path) => files.push(PathBuf::from(path)),
            None => files.extend(self.home().map(|home| home.join(".pg_service.conf"))),
        }
        let directory = self.filled("PGSYSCONFDIR").unwrap_or_else(|| "/etc/postgresql-common".to_owned());
        files.push(PathBuf::from(directory).join("pg_service.conf"));
        for path in files {
            let Ok(content) = fs::read_to_string(&path) else { continue };
            let mut inside = false;
            let mut found = None;
            for (index, line) in content.lines().enumerate() {
                let line = line.trim();
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                if let Some(section) = line.strip_prefix('[') {
                    if inside {
                        break;
                    }
                    inside = section.strip_suffix(']') == Some(name);
                    if inside {
                        found = Some(Vec::new());
                    }
                } else if inside {
                    let (key, value) = line.split_once('=').ok_or_else(|| {
                        format!("syntax error in service file \"{}\", line {}", path.display(), index + 1)
                    })?;
                    if key == "service" {
                        return Err(format!(
                            "nested \"service\" specifications not supported in service file \"{}\", line {}",
                            path.display(),
                            index + 1
                        ));
                    }
                    if let Some(settings) = &mut found {
                        settings.push((key.trim().to_owned(), value.trim().to_owned()));
                    }
                }
            }
            if let Some(settings) = found {
                return Ok(settings);
            }
        }
        Err(format!("definition of service \"{name}\" not found"))
    }
}

/// The fields of a line, each as written and with its backslashes taken out.
fn password_fields(line: &str) -> Vec<(String, String)> {
    let mut fields = vec![(String::new(), String::new())];
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == ':' && fields.len() < 5 {
            fields.push((String::new(), String::new()));
            continue;
        }
        if let Some((raw, text)) = fields.last_mut() {
            raw.push(c);
            if c == '\\' {
                if let Some(next) = characters.next() {
                    raw.push(next);
                    text.push(next);
                }
            } else {
                text.push(c);
            }
        }
    }
    fields
}

#[cfg(unix)]
fn is_open_to_others(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_metadata: &fs::Metadata) -> bool {
    false
}

/// The owner of this process, by way of the files that tell.
#[cfg(target_os = "linux")]
fn effective_user_name() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let id = fs::metadata("/proc/self").ok()?.uid().to_string();
    let users = fs::read_to_string("/etc/passwd").ok()?;
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == id).then(|| name.to_owned())
    })
}

#[cfg(not(target_os = "linux"))]
fn effective_user_name() -> Option<String> {
    None
}

fn command_output(program: &str, arguments: &[&str]) -> Option<String> {
    let output =
        Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

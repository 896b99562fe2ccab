//! `cargo xtask corpus`: revision scripts of public projects under real Alembic and under `limbeck sql`.
//!
//! Each project's latest wheel is fetched by name, unpacked below `target/corpus` and kept there; real
//! Alembic's answers are kept beside it. Nothing of a project goes into this repository but its name and
//! the figures of docs/reference/compatibility.md, which `--write` renews.

mod compare;

use compare::{Figures, compare};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const USAGE: &str = "\
usage: cargo xtask corpus [--binary FILE] [--write] [--show N] [PROJECT…]

  --binary FILE  the program; target/release/limbeck unless given
  --write        renew the table in docs/reference/compatibility.md
  --show N       print the first N cases that are not identical
";

/// The table in the document stands between these lines.
const BEGIN: &str = "<!-- cargo xtask corpus --write: begin -->";
const END: &str = "<!-- cargo xtask corpus --write: end -->";

struct Options {
    binary: PathBuf,
    write: bool,
    show: usize,
    projects: Vec<String>,
}

/// Runs the task; false if anything differs or fails.
pub fn run(root: &Path, arguments: &[String]) -> bool {
    let Some(options) = options(root, arguments) else {
        eprint!("{USAGE}");
        return false;
    };
    match figures(root, &options) {
        Ok(rows) => {
            let table = table(&rows);
            print_out(&table);
            let sound = rows.iter().all(|row| row.figures.different + row.figures.ran_where_real_fails == 0);
            if options.write
                && let Err(error) = write(root, &table)
            {
                eprintln!("docs/reference/compatibility.md: {error}");
                return false;
            }
            sound
        }
        Err(error) => {
            eprintln!("{error}");
            false
        }
    }
}

fn options(root: &Path, arguments: &[String]) -> Option<Options> {
    let mut options =
        Options { binary: root.join("target/release/limbeck"), write: false, show: 0, projects: Vec::new() };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--binary" => options.binary = PathBuf::from(rest.next()?),
            "--write" => options.write = true,
            "--show" => options.show = rest.next()?.parse().ok()?,
            name if name.starts_with('-') => return None,
            name => options.projects.push(name.to_owned()),
        }
    }
    if options.projects.is_empty() {
        let listed = fs::read_to_string(root.join("tests/corpus/projects.txt")).ok()?;
        let names = listed.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        options.projects = names.map(str::to_owned).collect();
    }
    Some(options)
}

/// One project in the table.
struct Row {
    name: String,
    version: String,
    scripts: usize,
    figures: Figures,
}

fn figures(root: &Path, options: &Options) -> io::Result<Vec<Row>> {
    let python = root.join(".oracle/venv/bin/python");
    if !Command::new(root.join("scripts/oracle-venv")).status()?.success() {
        return Err(io::Error::other("scripts/oracle-venv failed: there is no real Alembic to compare with"));
    }
    let mut rows = Vec::new();
    for name in &options.projects {
        let directory = root.join("target/corpus").join(name);
        let version = fetch(&python, name, &directory)?;
        let sources = directory.join("sources");
        let mut places = Vec::new();
        script_directories(&sources, &mut places)?;
        if places.is_empty() {
            eprintln!("{name} {version} has no revision scripts");
            continue;
        }
        let real = directory.join("alembic.jsonl");
        if !real.exists() {
            let part = directory.join("alembic.jsonl.part");
            let mut oracle = Command::new(&python);
            oracle.arg(root.join("tests/corpus/oracle.py")).arg(&part).arg("--only-standard-library");
            oracle.arg("--path").arg(&sources).args(&places);
            done(&mut oracle, "real Alembic")?;
            fs::rename(&part, &real)?;
        }
        let ours = directory.join("limbeck.jsonl");
        let mut program = Command::new(&options.binary);
        program.args(["sql", "--all", "--json"]).env("PYTHONPATH", &sources);
        for place in &places {
            program.arg("--versions").arg(place);
        }
        program.stdout(fs::File::create(&ours)?).stderr(Stdio::null());
        done(&mut program, "limbeck sql")?;
        let real = fs::read_to_string(&real)?;
        let figures = compare(&real, &fs::read_to_string(&ours)?, options.show)?;
        rows.push(Row { name: name.clone(), version, scripts: real.lines().count() / 6, figures });
    }
    Ok(rows)
}

fn done(command: &mut Command, what: &str) -> io::Result<()> {
    let status = command.status().map_err(|error| io::Error::other(format!("{what}: {error}")))?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{what} ended with {status}"))) }
}

/// Fetches and unpacks a project unless that was done; gives its version.
fn fetch(python: &Path, name: &str, directory: &Path) -> io::Result<String> {
    let version_file = directory.join("version");
    if let Ok(version) = fs::read_to_string(&version_file) {
        return Ok(version);
    }
    let fetched = directory.join("fetched");
    fs::create_dir_all(&fetched)?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    pip.args(["--only-binary", ":all:", "--dest"]).arg(&fetched).arg(name);
    done(&mut pip, &format!("fetching {name}"))?;
    let wheel = fs::read_dir(&fetched)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| io::Error::other(format!("{name} has no wheel")))?;
    let mut unpack = Command::new(python);
    unpack.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(directory.join("sources"));
    done(&mut unpack, &format!("unpacking {name}"))?;
    // A wheel is called name-version-….whl.
    let stem = wheel.file_name().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let version = stem.split('-').nth(1).unwrap_or_default().to_owned();
    fs::write(version_file, &version)?;
    Ok(version)
}

/// Directories that hold revision scripts themselves, but for those of tests and examples.
fn script_directories(directory: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(directory)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_script = |path: &Path| {
        path.extension().is_some_and(|extension| extension == "py")
            && fs::read(path).is_ok_and(|bytes| {
                String::from_utf8_lossy(&bytes).lines().any(|line| line.starts_with("down_revision"))
            })
    };
    if entries.iter().any(|entry| is_script(&entry.path())) {
        // What lies below is walked with it.
        found.push(directory.to_owned());
        return Ok(());
    }
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !["test", "tests", "example", "examples"].contains(&name.as_str()) {
            script_directories(&entry.path(), found)?;
        }
    }
    Ok(())
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| project | version | scripts | cases | identical | refused | raised | different | ran where Alembic fails |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    let mut total = Figures::default();
    for row in rows {
        total = total + row.figures;
        text.push_str(&line(&row.name, &row.version, row.scripts, row.figures));
    }
    text.push_str(&line("total", "", rows.iter().map(|row| row.scripts).sum(), total));
    text
}

fn line(name: &str, version: &str, scripts: usize, figures: Figures) -> String {
    let Figures { cases, identical, refused, raised, different, ran_where_real_fails } = figures;
    // In thousandths, rounded down: 100 % is all of them.
    let share = (identical * 1000).checked_div(cases).unwrap_or(1000);
    format!(
        "| {name} | {version} | {scripts} | {cases} | {identical} ({}.{} %) | {refused} | {raised} | {different} | {ran_where_real_fails} |\n",
        share / 10,
        share % 10
    )
}

fn write(root: &Path, table: &str) -> io::Result<()> {
    let path = root.join("docs/reference/compatibility.md");
    let page = fs::read_to_string(&path)?;
    let missing = || io::Error::other("the lines around the table are missing");
    let (before, rest) = page.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    fs::write(path, format!("{before}{BEGIN}\n{table}{END}{after}"))
}

fn print_out(text: &str) {
    // A reader that went away is not an error.
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

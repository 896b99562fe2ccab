//! Configuration files against real Alembic and Python, where they are at hand: `LIMBECK_ORACLE_PYTHON`.
//! `LIMBECK_ORACLE_SEEDS=FIRST:COUNT` chooses the files.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use indexmap::IndexMap;
use limbeck::origin::Origin;
use limbeck::revision::Surface;
use limbeck::script::{
    Config, ConfigFiles, CreateDate, FrontEnd, HeaderError, OptionValue, Places, RevisionHeader,
    ScriptDirectory, ScriptError, file_name, is_python_version_file,
};
use serde_json::{Value, json};

#[test]
fn random_configurations_answer_as_alembic_does() {
    let Ok(python) = std::env::var("LIMBECK_ORACLE_PYTHON") else {
        // Past the capture of the test harness: a skipped test must be seen.
        writeln!(
            std::io::stderr(),
            "SKIPPED random_configurations_answer_as_alembic_does: LIMBECK_ORACLE_PYTHON is not set"
        )
        .unwrap();
        return;
    };
    let seeds = std::env::var("LIMBECK_ORACLE_SEEDS").unwrap_or_else(|_| "0:400".to_owned());
    let (first, count) = seeds.split_once(':').unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/script/oracle_config.py");
    let mut child =
        Command::new(python).arg(script).args([first, count]).stdout(Stdio::piped()).spawn().unwrap();
    let folder = std::env::temp_dir().join(format!("limbeck-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut answers, mut different, mut report) = (0, 0, String::new());
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let case: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let mut compare = |what: &str, expected: &Value, found: &Value| {
            answers += 1;
            if expected != found {
                different += 1;
                if different <= 12 {
                    writeln!(
                        report,
                        "seed {} {what}\n{}\n  alembic {expected}\n  limbeck {found}",
                        case["seed"], case["text"]
                    )
                    .unwrap();
                }
            }
        };
        let path = folder.join("alembic.ini");
        std::fs::write(&path, case["text"].as_str().unwrap()).unwrap();
        let theirs = Path::new(case["path"].as_str().unwrap()).parent().unwrap().display().to_string();
        for (what, expected) in case["answers"].as_object().unwrap() {
            let expected = expected.to_string().replace(&theirs, &folder.display().to_string());
            compare(what, &serde_json::from_str(&expected).unwrap(), &answer(ask(&path, what)));
        }
        let name = &case["name"];
        compare(&name.to_string(), &name["answer"], &answer(made_name(name)));
    }
    std::fs::remove_dir_all(folder).unwrap();
    assert!(child.wait().unwrap().success(), "the oracle failed");
    eprintln!("{answers} answers, {different} different");
    assert!(different == 0, "{different} of {answers} answers differ\n{report}");
}

fn answer(result: Result<Value, ScriptError>) -> Value {
    match result {
        Ok(value) => json!({ "ok": value }),
        Err(error) => {
            let class = match error.surface() {
                Surface::CommandError => "CommandError",
                Surface::Traceback { exception } => exception,
            };
            json!({"error": class, "text": error.to_string()})
        }
    }
}

fn ask(path: &Path, what: &str) -> Result<Value, ScriptError> {
    let files = ConfigFiles { ini: Some(path.to_owned()), toml: None };
    let mut config = Config::load(files, "alembic", &IndexMap::new())?;
    if let Some(option) = what.strip_prefix("option ") {
        return Ok(match config.alembic_option(option)? {
            None => Value::Null,
            Some(OptionValue::Text(text)) => json!(text),
            Some(other) => panic!("{other:?}"),
        });
    }
    if let Some(option) = what.strip_prefix("main ") {
        return Ok(json!(config.main_option(option)?));
    }
    if let Some(value) = what.strip_prefix("set ") {
        config.set_main_option("Url", value)?;
        return Ok(json!(config.ini().get_raw("alembic", "url")));
    }
    Ok(match what {
        "sections" => json!(config.ini().sections().collect::<Vec<_>>()),
        "items" => json!(config.section_items("alembic")?),
        "hooks" => json!(
            config
                .post_write_hooks()?
                .iter()
                .map(|hook| json!([hook.name, hook.options]))
                .collect::<Vec<_>>()
        ),
        "version_locations" => json!(config.version_locations()?),
        "prepend_sys_path" => json!(config.prepend_sys_path()?),
        "sourceless" => json!(config.sourceless()?),
        "recursive" => json!(config.recursive_version_locations()?),
        other => panic!("no such question: {other}"),
    })
}

fn made_name(name: &Value) -> Result<Value, ScriptError> {
    let when: Vec<i64> = name["when"].as_array().unwrap().iter().map(|part| part.as_i64().unwrap()).collect();
    let small = |index: usize| u8::try_from(when[index]).unwrap();
    let created = CreateDate {
        epoch: when[0],
        year: when[1],
        month: small(2),
        day: small(3),
        hour: small(4),
        minute: small(5),
        second: small(6),
    };
    let made = file_name(
        name["template"].as_str().unwrap(),
        name["length"].as_i64().unwrap(),
        "1975ea83b712",
        name["message"].as_str(),
        created,
    )?;
    // As a path, the name loses doubled slashes.
    let path: std::path::PathBuf = Path::new(&made).components().collect();
    Ok(json!(path.display().to_string()))
}

/// Reads `revision down…` from the first line of a file.
struct Words;

impl FrontEnd for Words {
    fn claims(&self, path: &Path) -> bool {
        is_python_version_file(path, false)
    }

    fn read(&self, path: &Path) -> Result<RevisionHeader, HeaderError> {
        let text = std::fs::read_to_string(path).unwrap();
        let mut words = text.split_whitespace().map(str::to_owned);
        let places = Places { down_revision: Some((2, 3)), ..Places::default() };
        Ok(RevisionHeader {
            revision: words.next(),
            down_revisions: words.collect(),
            places,
            ..RevisionHeader::default()
        })
    }
}

fn project(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("limbeck-{name}-{}", std::process::id()));
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder.canonicalize().unwrap()
}

fn open(folder: &Path) -> Result<ScriptDirectory, ScriptError> {
    let files =
        ConfigFiles { ini: Some(folder.join("alembic.ini")), toml: Some(folder.join("pyproject.toml")) };
    ScriptDirectory::from_config(&Config::load(files, "alembic", &IndexMap::new())?)
}

#[test]
fn toml_alone_configures_a_directory_whose_files_come_by_name() {
    let folder = project(
        "toml",
        &[
            (
                "pyproject.toml",
                "[tool.alembic]\nscript_location = \"%(here)s/db\"\nrecursive_version_locations = true\n\
                 version_locations = [\"%(here)s/db/v\", \"%(here)s/db/v/sub\"]\n",
            ),
            ("db/v/b.py", "bbbb aaaa"),
            ("db/v/a.py", "cccc bbbb"),
            ("db/v/__init__.py", "nothing"),
            ("db/v/sub/z.py", "aaaa"),
        ],
    );
    let directory = open(&folder).unwrap();
    let mut warnings = Vec::new();
    let map = directory.load(&[&Words], &mut warnings).unwrap();
    let ids: Vec<&str> = map.revisions().map(|revision| revision.id().as_str()).collect();
    assert_eq!(ids, ["cccc", "bbbb", "aaaa"]);
    let again = folder.join("db/v/sub/z.py");
    let shown: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let again = again.display();
    assert_eq!(
        shown,
        [format!(
            "{again}:1: UserWarning: File {again} loaded twice! ignoring. Please ensure version_locations is unique."
        )]
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_missing_parent_is_shown_where_it_is_named() {
    let folder = project(
        "parent",
        &[("alembic.ini", "[alembic]\nscript_location = %(here)s\n"), ("versions/a.py", "aaaa gone")],
    );
    let mut warnings = Vec::new();
    let error = open(&folder).unwrap().load(&[&Words], &mut warnings).unwrap_err();
    assert_eq!(error.to_string(), "'gone'");
    assert_eq!(error.surface(), Surface::Traceback { exception: "KeyError" });
    assert_eq!(*error.origin(), Origin::file(folder.join("versions/a.py"), 2, 3));
    let shown: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let file = folder.join("versions/a.py").display().to_string();
    let text = "Revision gone referenced from gone -> aaaa (head),  is not present";
    assert_eq!(shown, [format!("{file}:2: UserWarning: {text}")]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_directory_that_is_not_there() {
    let folder = project("absent", &[("alembic.ini", "[alembic]\n\nscript_location = ./nowhere/\n")]);
    let error = open(&folder).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Path doesn't exist: nowhere.  Please use the 'init' command to create a new scripts folder."
    );
    assert_eq!(*error.origin(), Origin::file(folder.join("alembic.ini"), 3, 0));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_configuration_at_all() {
    let error = open(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(error.to_string(), "No 'script_location' key found in configuration.");
}

#[test]
fn which_files_are_read() {
    let choose = |given: &[&str], environment| {
        let given: Vec<PathBuf> = given.iter().map(PathBuf::from).collect();
        ConfigFiles::choose(&given, environment)
            .map(|files| format!("{} {}", files.ini.unwrap().display(), files.toml.unwrap().display()))
            .map_err(|error| error.to_string())
    };
    assert_eq!(choose(&[], None).unwrap(), "alembic.ini pyproject.toml");
    assert_eq!(choose(&[], Some("x/pyproject.toml")).unwrap(), "alembic.ini x/pyproject.toml");
    assert_eq!(choose(&["a.ini"], Some("b.ini")).unwrap(), "a.ini pyproject.toml");
    assert_eq!(choose(&["p/pyproject.toml"], Some("b.ini")).unwrap(), "b.ini p/pyproject.toml");
    assert_eq!(choose(&["a.ini", "b.ini"], None).unwrap_err(), "only one ini file may be indicated");
}

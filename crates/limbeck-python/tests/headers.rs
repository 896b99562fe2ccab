//! Headers read without running, compared with what CPython finds when it runs the same files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a panic fails the test"
)]

mod common;

use limbeck_python::{
    compile::SourceFile,
    statics::{Header, Reading, read_headers},
};
use std::{fmt::Write as _, process::Command, time::Instant};

fn read(text: &str) -> Result<Reading, (u32, u32)> {
    let file = SourceFile { path: "script.py".to_owned(), text: text.into() };
    read_headers(&[file]).pop().unwrap().map_err(|failure| failure.place())
}

/// Ways to write `revision`, and whether the text alone tells.
const REVISIONS: &[(&str, bool)] = &[
    ("revision = 'r'", true),
    ("revision: str = 'r'", true),
    ("revision: str\nrevision = 'r'", true),
    ("revision = ('r')", true),
    ("revision = 'r' 's'", true),
    ("revision = u'''r'''", true),
    ("revision = X = 'r'", true),
    ("revision = 'r'\ndef f():\n    revision = 3", true),
    ("revision = 'r'\nclass K:\n    revision = 3", true),
    ("revision = 'r'\ny = lambda revision: revision", true),
    ("revision = str('r')", false),
    ("revision = 'r' + 's'", false),
    ("revision = f'r'", false),
    ("revision = 'x'; revision = 'r'", false),
    ("revision = 'r'\nrevision += 's'", false),
    ("revision, y = 'r', 1", false),
    ("if True:\n    revision = 'r'", false),
    ("try:\n    revision = 'r'\nfinally:\n    pass", false),
    ("for revision in ['r']: pass", false),
    ("revision = 'r'\n(revision := 's')", false),
    ("revision = 'r'\nmatch 3:\n    case revision: pass", false),
    ("revision = 'r'\ntry: 1/0\nexcept Exception as revision: pass\nrevision = 's'", false),
    ("revision = 'r'\nwith open(__file__) as revision: pass\nrevision = 's'", false),
    ("revision = 'r'\ndef f():\n    global revision\n    revision = 's'\nf()", false),
    ("globals()['revision'] = 'r'", false),
    ("exec(\"revision = 'r'\")", false),
    ("from os.path import *\nrevision = 'r'", false),
];

const PARENTS: &[(&str, bool)] = &[
    ("down_revision = None", true),
    ("down_revision = 'a'", true),
    ("down_revision: 'str | None' = None", true),
    ("down_revision = ('a', 'b')", true),
    ("down_revision = ['a']", true),
    ("down_revision = (\n    'a',  # one\n    'b' 'c',\n)", true),
    ("down_revision = ()", true),
    ("down_revision = 'a' if 1 else 'b'", false),
    ("down_revision = tuple('a')", false),
];

const OTHERS: &[(&str, bool)] = &[
    ("branch_labels = None\ndepends_on = None", true),
    ("branch_labels = ('x',)\ndepends_on = 'd'", true),
    ("branch_labels = 'x'\ndepends_on = ['d', 'e']", true),
    ("", true),
    ("branch_labels = {'x'}", false),
    ("import os as depends_on\ndepends_on = None", false),
];

const DOCS: &[&str] = &[
    "\"\"\"A title\n\nRevision ID: r\n\"\"\"",
    "'a' 'b'",
    "r'a\\d'",
    "f'no'",
    "b'no'",
    "# none",
    "'''é\\n\\\nx'''",
];

/// Every combination, and whether it is expected to be read.
fn variants() -> Vec<(String, bool)> {
    let mut variants = Vec::new();
    for doc in DOCS {
        for (revision, first) in REVISIONS {
            for (parent, second) in PARENTS {
                for (other, third) in OTHERS {
                    variants.push((
                        format!("{doc}\n{other}\n{parent}\n{revision}\n"),
                        *first && *second && *third,
                    ));
                }
            }
        }
    }
    variants
}

#[test]
fn headers_agree_with_cpython() {
    let Some(python) = common::cpython() else {
        println!("skipped: no CPython here");
        return;
    };
    let variants = variants();
    let script = "import json, sys\nfor text in json.load(sys.stdin):\n    g = {'__file__': __file__}\n    exec(compile(text, 's', 'exec'), g)\n    \
                  many = lambda v: [] if v is None else [v] if isinstance(v, str) else list(v)\n    \
                  print(json.dumps([g.get('revision'), *[many(g.get(n)) for n in ('down_revision', 'branch_labels', 'depends_on')], g.get('__doc__')], default=str))\n";
    let directory = common::Project::new(&[("run.py", script), ("in.json", "")]);
    let readable: Vec<&str> =
        variants.iter().filter(|(_, read)| *read).map(|(text, _)| text.as_str()).collect();
    std::fs::write(directory.path("in.json"), serde_json::to_string(&readable).unwrap()).unwrap();
    let output = Command::new(python)
        .arg(directory.path("run.py"))
        .stdin(std::fs::File::open(directory.path("in.json")).unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = String::from_utf8(output.stdout).unwrap();
    let mut answers = answers.lines();
    let mut differences = String::new();
    let mut compared = 0;
    for (text, expected) in &variants {
        match (read(text).unwrap(), expected) {
            (Reading::Header(header), true) => {
                let Header { revision, down_revision, branch_labels, depends_on, doc, places: _ } = header;
                let ours = serde_json::json!([revision, down_revision, branch_labels, depends_on, doc]);
                let theirs: serde_json::Value = serde_json::from_str(answers.next().unwrap()).unwrap();
                compared += 1;
                if ours != theirs {
                    writeln!(differences, "{text}\n  {ours}\n  {theirs}").unwrap();
                }
            }
            (Reading::NeedsExecution { .. }, false) => {}
            (reading, _) => writeln!(differences, "{text}\n  {reading:?}").unwrap(),
        }
    }
    assert_eq!(differences, "");
    assert!(compared > 1_900, "{compared}");
}

#[test]
fn errors_have_a_place() {
    assert_eq!(read("revision = 'r'\ndown_revision = (\n"), Err((2, 17)));
    assert_eq!(read("x = 1\n  y = 2\n").map_err(|(line, _)| line), Err(2));
    assert_eq!(read(&format!("x = {}1\n", "-".repeat(200_000))).map_err(|(line, _)| line), Err(1));
    assert!(read(&format!("down_revision = None\nx = {}1\n", "-".repeat(90_000))).is_ok());
}

#[test]
fn a_thousand_files_are_read_in_a_blink() {
    let body =
        "\n\ndef upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer(), nullable=False))\n"
            .repeat(25);
    let files: Vec<SourceFile> = (0..1000)
        .map(|number| SourceFile {
            path: format!("{number}.py"),
            text: format!("\"\"\"doc\"\"\"\nrevision = 'r{number}'\ndown_revision = None\n{body}").into(),
        })
        .collect();
    let start = Instant::now();
    let readings = read_headers(&files);
    let spent = start.elapsed();
    assert_eq!(readings.len(), 1000);
    assert!(
        matches!(&readings[999], Ok(Reading::Header(header)) if header.revision.as_deref() == Some("r999"))
    );
    println!("1,000 files of {} bytes: {spent:?}", files[0].text.len());
}

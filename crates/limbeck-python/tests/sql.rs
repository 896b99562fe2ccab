//! Single revisions, each by itself (`limbeck sql`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic fails the test")]

mod common;

use common::Project;
use limbeck::command::sql::{Case, Ending};
use limbeck_python::{
    preflight::Direction,
    sql::{Batch, Surroundings, find, package_root, run},
};
use std::sync::Arc;

const HEAD: &str = "from alembic import op\nimport sqlalchemy as sa\ndown_revision = None\n";

/// What the files' functions write on SQLite, upgrade before downgrade.
fn cases(files: &[(&str, String)]) -> Vec<Case> {
    let texts: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let project = Project::new(&texts);
    let scripts = find(&[project.root.join("versions")]).unwrap();
    let directions = vec![Direction::Upgrade, Direction::Downgrade];
    let batch = Arc::new(Batch::new(scripts, vec!["sqlite".to_owned()], directions, true));
    let search_path = vec![project.root.to_string_lossy().into_owned()];
    run(&batch, &Surroundings::Bare { search_path }, &[]).unwrap();
    Arc::into_inner(batch).unwrap().into_cases()
}

fn script(revision: &str, body: &str) -> String {
    format!("{HEAD}revision = '{revision}'\n{body}")
}

fn message(case: &Case) -> String {
    let diagnostic = case.ending.diagnostic().unwrap();
    let place = diagnostic.labels.first().map_or_else(String::new, |label| label.origin.to_string());
    format!("{} {}", diagnostic.message, place.rsplit('/').next().unwrap())
}

#[test]
fn each_function_ends_in_its_own_way() {
    let body = "def upgrade():\n    print('talk')\n    op.execute('A')\n    op.execute('B')\n\
                def downgrade():\n    raise ValueError('no way back')\n";
    let refused = "import numpy\ndef upgrade():\n    op.execute('A')\n    op.execute(numpy.sum(1))\n";
    let found = cases(&[
        ("versions/a.py", script("a", body)),
        ("versions/below/b.py", script("b", refused)),
        ("versions/helper.py", "revision = 'x'\n".to_owned()),
    ]);
    let ended: Vec<(&str, &str, &str)> =
        found.iter().map(|case| (case.file.as_str(), case.direction, case.ending.outcome())).collect();
    assert_eq!(
        ended,
        [
            ("a.py", "upgrade", "ok"),
            ("a.py", "downgrade", "raised"),
            ("below/b.py", "upgrade", "refused"),
            ("below/b.py", "downgrade", "raised")
        ]
    );
    assert_eq!(found[0].ending, Ending::Written("A;\n\nB;\n\n".to_owned()));
    assert_eq!(message(&found[1]), "ValueError: no way back a.py:10");
    assert!(
        message(&found[2]).contains("numpy") && message(&found[2]).ends_with("b.py:8"),
        "{}",
        message(&found[2])
    );
    assert_eq!(message(&found[3]), "AttributeError: module 'b_py' has no attribute 'downgrade' ");
}

#[test]
fn a_script_sees_nothing_of_the_one_before() {
    let first = "import sys, sqlalchemy.event, helper\nfrom sqlalchemy.ext.compiler import compiles\n\
                 helper.name = 'changed'\nsys.path.clear()\n\
                 @compiles(sa.Unicode)\ndef write(element, compiler, **kw):\n    return 'UNITEXT'\n\
                 def upgrade():\n    op.add_column(helper.name, sa.Column('a', sa.Unicode))\n";
    let second =
        "import helper\ndef upgrade():\n    op.add_column(helper.name, sa.Column('a', sa.Unicode))\n";
    let found = cases(&[
        ("versions/a.py", script("a", first)),
        ("versions/b.py", script("b", second)),
        ("helper.py", "name = 'fresh'\n".to_owned()),
    ]);
    assert_eq!(found[0].ending.sql(), "ALTER TABLE changed ADD COLUMN a UNITEXT;\n\n");
    assert_eq!(found[2].ending.sql(), "ALTER TABLE fresh ADD COLUMN a VARCHAR;\n\n");
}

#[test]
fn the_package_around_a_directory_can_be_imported() {
    let project = Project::new(&[
        ("site/app/__init__.py", ""),
        ("site/app/db/__init__.py", ""),
        ("site/app/db/versions/a.py", ""),
        ("plain/versions/a.py", ""),
    ]);
    assert_eq!(package_root(&project.root.join("site/app/db/versions")), Some(project.root.join("site")));
    assert_eq!(package_root(&project.root.join("plain/versions")), None);
}

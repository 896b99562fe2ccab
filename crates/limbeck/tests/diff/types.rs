//! Types are shown as real SQLAlchemy shows them.

use limbeck::types::ColumnType;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    source: String,
    tree: ColumnType,
    repr: String,
}

#[test]
fn each_type_is_shown_as_python_shows_it() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("types.json")).expect("recorded types");
    assert!(cases.len() > 100, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let shown = case.tree.python_repr();
        if shown != case.repr {
            wrong.push(format!("{}: {shown}, not {}", case.source, case.repr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

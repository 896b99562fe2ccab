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
    for case in cases {
        assert_eq!(case.tree.python_repr(), case.repr, "{}", case.source);
    }
}

//! Keywords of `create_engine` against what `SQLAlchemy` says to them (`options/record.py`), and refusals.

#![expect(clippy::single_match_else, clippy::unwrap_used, reason = "helpers of tests are tests too")]

use limbeck::connection::{ConnectError, ConnectOptions, DatabaseUrl, IsolationLevel};
use serde_json::{Value as Json, json};

fn options(url: &str, keywords: &Json) -> Result<ConnectOptions, ConnectError> {
    ConnectOptions::from_keywords(&DatabaseUrl::parse(url)?, keywords.as_object().unwrap())
}

#[test]
fn keywords_are_taken_or_raised_as_in_sqlalchemy() {
    let cases: Vec<Json> = serde_json::from_str(include_str!("options/cases.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let got = match options(case["url"].as_str().unwrap(), &case["keywords"]) {
            Ok(options) => json!({ "level": options.isolation_level.map(IsolationLevel::sql) }),
            Err(ConnectError::Raised { exception, message }) => {
                json!({ "error": exception.rsplit('.').next(), "message": message })
            }
            Err(other) => json!({ "refused": other.to_string() }),
        };
        let same = match case.get("error") {
            Some(error) => *error == got["error"] && case["message"] == got["message"],
            None => {
                let level = case["level"].as_str().map(|level| level.replace('_', " ").to_uppercase());
                got.get("level").is_some_and(|got| *got == json!(level))
            }
        };
        if !same {
            wrong.push(format!("{case}\n  got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_would_change_the_result_is_refused_by_name() {
    for (keywords, name) in [
        (json!({ "echo": true }), "echo=True"),
        (json!({ "echo": "debug" }), "echo='debug'"),
        (json!({ "execution_options": { "schema_translate_map": { "a": "b" } } }), "schema_translate_map"),
        (json!({ "execution_options": { "postgresql_readonly": true } }), "postgresql_readonly"),
        (json!({ "creator": "x" }), "creator"),
        (json!({ "json_serializer": "x" }), "json_serializer"),
        (json!({ "plugins": ["x"] }), "plugins"),
        (json!({ "client_encoding": "latin1" }), "client_encoding"),
        (json!({ "paramstyle": "named" }), "paramstyle"),
    ] {
        let error = options("postgresql://u@h/d", &keywords).unwrap_err();
        assert!(matches!(error, ConnectError::Unsupported { .. }), "{error:?}");
        assert!(error.to_string().contains(name), "{error} does not name {name}");
    }
}

#[test]
fn configuration_files_say_it_in_text() {
    let coerced = json!({ "_coerce_config": true, "echo": "false", "pool_size": "5", "future": "true" });
    assert!(options("postgresql://u@h/d", &coerced).is_ok());
    assert!(options("postgresql://u@h/d", &json!({ "_coerce_config": true, "echo": "True" })).is_err());
}

#[test]
fn autocommit_is_heard_in_the_drivers_own_words() {
    for (url, arguments, expected) in [
        ("sqlite://", json!({ "isolation_level": null }), true),
        ("sqlite://", json!({ "isolation_level": "IMMEDIATE" }), false),
        ("sqlite://", json!({ "autocommit": true }), true),
        ("postgresql://u@h/d", json!({ "autocommit": true }), true),
        ("postgresql+psycopg2://u@h/d", json!({}), false),
    ] {
        let options = options(url, &json!({ "connect_args": arguments })).unwrap();
        assert_eq!(options.autocommit(), expected, "{url} {arguments}");
    }
}

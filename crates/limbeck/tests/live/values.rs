//! Every type that scripts read, against what `SQLAlchemy` gives through psycopg and asyncpg
//! (`record_values.py`).

use crate::support::{PostgresDatabase, connect_args};
use limbeck::expr::Value;
use serde_json::{Value as Json, json};

/// The tags of `record_values.py`.
fn tagged(value: &Value) -> Json {
    match value {
        Value::Null => json!("null"),
        Value::Json(tree) if tree.is_null() => json!("null"),
        Value::Float(number) => {
            let text = match number {
                number if number.is_nan() => "nan".to_owned(),
                number if number.is_infinite() => if *number > 0.0 { "inf" } else { "-inf" }.to_owned(),
                number => format!("{number:?}"),
            };
            // Python writes e+300 where Rust writes e300.
            json!({ "float": text })
        }
        Value::List(items) => json!({ "list": items.iter().map(tagged).collect::<Vec<_>>() }),
        value => serde_json::to_value(value).unwrap(),
    }
}

fn compare(driver: &str, arguments: Json) {
    let Some(database) = PostgresDatabase::new("values") else { return };
    let recorded: Json = serde_json::from_str(include_str!("values.json")).unwrap();
    let mut setup = database.connect();
    setup.batch(recorded["setup"].as_str().unwrap()).unwrap();
    let mut connection = connect_args(&database.text(&format!("postgresql+{driver}")), arguments).unwrap();
    let mut wrong = Vec::new();
    let cases = recorded["cases"].as_array().unwrap();
    for case in cases {
        let sql = format!("SELECT {}", case["sql"].as_str().unwrap());
        let expected = &case[driver];
        let got = match connection.query(&sql, &[]) {
            Ok(rows) => tagged(&rows.rows[0][0]),
            Err(error) => json!({ "error": error.message }),
        };
        let same = match expected.get("other").and_then(Json::as_str) {
            // A class of its own in Python: the server's text here, the same one where Python's is.
            Some(class) if class.starts_with("IPv") => got["text"] == expected["str"],
            Some(_) => got["text"].is_string(),
            None if expected.get("float").is_some() => {
                got["float"].as_str().unwrap().parse::<f64>().unwrap().to_bits()
                    == expected["float"].as_str().unwrap().parse::<f64>().unwrap().to_bits()
            }
            // Inside lists of classes of their own: text as well.
            None => got == *expected || expected.to_string().contains("\"other\"") && got["text"].is_string(),
        };
        if !same {
            wrong.push(format!("{sql}\n  got {got}\n  not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn values_are_what_psycopg_gives() {
    compare("psycopg", json!({ "options": "-ctimezone=Asia/Kolkata" }));
}

#[test]
fn values_are_what_asyncpg_gives() {
    compare("asyncpg", json!({ "server_settings": { "timezone": "Asia/Kolkata" } }));
}

#[test]
fn what_python_cannot_hold_is_an_error_or_the_nearest() {
    let Some(database) = PostgresDatabase::new("extremes") else { return };
    let mut psycopg = database.connect();
    // Texts of psycopg 3.3's DataError.
    for (sql, message) in [
        ("SELECT 'infinity'::date", "date too large (after year 10K): 'infinity'"),
        ("SELECT '-infinity'::timestamp", "timestamp too small (before year 1): '-infinity'"),
        ("SELECT '10000-01-01'::date", "date too large (after year 10K): '10000-01-01'"),
        ("SELECT '24:00'::time", "can't parse time '24:00:00': hour must be in 0..23"),
        ("SELECT '0044-03-15 BC'::date", "date too small (before year 1): '0044-03-15 BC'"),
    ] {
        assert_eq!(psycopg.query(sql, &[]).unwrap_err().message, message, "{sql}");
    }
    for sql in [
        "SET datestyle TO german; SELECT '2020-01-02'::date",
        "SET datestyle TO iso; SET intervalstyle TO iso_8601; SELECT '1 mon 2 days'::interval",
        "SELECT '{\"a\": 123456789012345678901234567890}'::jsonb",
    ] {
        let (setup, select) = sql.rsplit_once(';').unwrap_or(("", sql));
        psycopg.batch(setup).unwrap();
        let error = psycopg.query(select, &[]).unwrap_err();
        assert_eq!(error.kind, limbeck::connection::DatabaseErrorKind::NotSupported, "{sql}: {error:?}");
    }
    let mut asyncpg = crate::support::connect(&database.text("postgresql+asyncpg")).unwrap();
    for (sql, expected) in [
        ("SELECT 'infinity'::date", Value::Date("9999-12-31".to_owned())),
        ("SELECT '-infinity'::timestamp", Value::Timestamp("0001-01-01 00:00:00".to_owned())),
    ] {
        assert_eq!(crate::support::one(asyncpg.as_mut(), sql), expected, "{sql}");
    }
}

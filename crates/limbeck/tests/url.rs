//! URLs against what `SQLAlchemy`'s `make_url` made of them (`url/record.py`).

use limbeck::connection::{ConnectError, DatabaseUrl, DriverName};
use serde_json::Value as Json;

#[test]
fn urls_are_read_and_written_as_sqlalchemy_does() {
    let cases: Vec<Json> = serde_json::from_str(include_str!("url/cases.json")).unwrap();
    assert!(cases.len() > 1000);
    let mut wrong = Vec::new();
    for case in &cases {
        let text = case["url"].as_str().unwrap();
        let keep = case["keep_blank_values"].as_bool().unwrap();
        let problem = match DatabaseUrl::parse_with(text, keep) {
            Ok(url) => {
                let optional = |value: &Option<String>| {
                    value.as_ref().map_or(Json::Null, |text| Json::from(text.as_str()))
                };
                let mut query: Vec<_> = url.query.iter().collect();
                query.sort();
                let mut expected: Vec<_> = case["query"].as_object().into_iter().flatten().collect();
                expected.sort_by_key(|(name, _)| name.as_str());
                let same_query = query.len() == expected.len()
                    && query.iter().zip(&expected).all(|((name, values), (wanted, list))| {
                        name == wanted && Json::from((*values).clone()) == **list
                    });
                let same = case.get("error").is_none()
                    && case["drivername"] == url.drivername.as_str()
                    && case["username"] == optional(&url.username)
                    && case["password"] == optional(&url.password)
                    && case["host"] == optional(&url.host)
                    && case["port"] == url.port.map_or(Json::Null, Json::from)
                    && case["database"] == optional(&url.database)
                    && case["masked"] == url.render(true).as_str()
                    && case["clear"] == url.render(false).as_str()
                    && same_query;
                (!same).then(|| format!("{} {}", url.render(false), serde_json::to_string(&url).unwrap()))
            }
            Err(ConnectError::Raised { exception, message }) => {
                let class = exception.rsplit('.').next().unwrap_or_default();
                let same = case["error"] == class && case["message"] == message.as_str();
                (!same).then(|| format!("{class}: {message}"))
            }
            Err(other) => Some(other.to_string()),
        };
        if let Some(problem) = problem {
            wrong.push(format!("{text:?}\n  got {problem}\n  not {case}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_password_is_never_shown() {
    let url = DatabaseUrl::parse("postgresql://me:s3cret@h/d?password=other&sslpassword=third").unwrap();
    for text in [url.to_string(), format!("{url:?}")] {
        assert!(!text.contains("s3cret") && !text.contains("other") && !text.contains("third"), "{text}");
        assert!(text.contains("me:***@h/d"), "{text}");
    }
}

#[test]
fn drivers_are_known_refused_or_unknown_as_in_sqlalchemy() {
    let driver = |text: &str| DriverName::of(&DatabaseUrl::parse(text).unwrap());
    for (text, name, is_async) in [
        ("postgresql://", "psycopg", false),
        ("postgresql+psycopg2://", "psycopg2", false),
        ("postgresql+psycopg2cffi://", "psycopg2cffi", false),
        ("postgresql+psycopg_async://", "psycopg", true),
        ("postgresql+asyncpg://", "asyncpg", true),
        ("postgresql+pg8000://", "pg8000", false),
        ("sqlite://", "pysqlite", false),
        ("sqlite+aiosqlite://", "aiosqlite", true),
        ("mysql://", "mysqldb", false),
        ("mysql+pymysql://", "pymysql", false),
        ("mariadb+aiomysql://", "aiomysql", true),
        ("mysql+asyncmy://", "asyncmy", true),
        ("mysql+mysqlconnector://", "mysqlconnector", false),
        ("mariadb+mariadbconnector://", "mariadbconnector", false),
    ] {
        let driver = driver(text).unwrap();
        assert_eq!((driver.name(), driver.is_async()), (name, is_async), "{text}");
    }
    for (text, message) in [
        ("postgres://", "Can't load plugin: sqlalchemy.dialects:postgres"),
        ("postgresql+foo://", "Can't load plugin: sqlalchemy.dialects:postgresql.foo"),
        ("sqlite+foo://", "Can't load plugin: sqlalchemy.dialects:sqlite.foo"),
        ("Postgresql://", "Can't load plugin: sqlalchemy.dialects:Postgresql"),
        ("mysql+foo://", "Can't load plugin: sqlalchemy.dialects:mysql.foo"),
    ] {
        let error = driver(text).unwrap_err();
        assert_eq!(error, ConnectError::raised("sqlalchemy.exc.NoSuchModuleError", message), "{text}");
    }
    for text in ["mysql+pyodbc://", "mssql+pyodbc://", "oracle://", "snowflake://", "cockroachdb://"] {
        assert!(matches!(driver(text), Err(ConnectError::Unsupported { .. })), "{text}");
    }
}

//! What `create_engine` was told besides the URL.
//!
//! Every keyword is honoured, refused by name, raised as the original raises it, or is one of
//! [`WITHOUT_EFFECT`]: none is ignored in silence. What a *connection* argument means is the
//! driver's business (`dialect::<name>::driver`); here they are only carried.

use super::{ConnectError, DatabaseUrl, DriverName};
use crate::python::python_repr;
use serde_json::{Map, Value as Json};

/// Keywords of `create_engine` that cannot change what a migration does: pooling (a run has one
/// connection), caches, batching of inserts, names in log records that are not written, and
/// linting of statements.
pub const WITHOUT_EFFECT: &[&str] = &[
    "pool_size",
    "max_overflow",
    "pool_timeout",
    "pool_recycle",
    "pool_pre_ping",
    "pool_use_lifo",
    "pool_reset_on_return",
    "pool_logging_name",
    "logging_name",
    "query_cache_size",
    "enable_from_linting",
    "compiler_linting",
    "insertmanyvalues_page_size",
    "use_insertmanyvalues",
    "implicit_returning",
    "executemany_mode",
    "executemany_batch_page_size",
    "server_side_cursors",
    "skip_autocommit_rollback",
    "empty_in_strategy",
];

/// Keywords that are fine as long as they say nothing.
const ONLY_UNSET: &[(&str, &str)] = &[
    ("creator", "give the database's address as a URL and its settings as connect_args"),
    ("async_creator", "give the database's address as a URL and its settings as connect_args"),
    ("pool", "let create_engine make the pool"),
    ("pool_events", "remove it: events of the pool are not run"),
    ("module", "remove it: Limbeck takes the driver's place"),
    ("dbapi", "remove it: Limbeck takes the driver's place"),
    ("json_serializer", "remove it: JSON is written as Python's json module does"),
    ("json_deserializer", "remove it: JSON is read as Python's json module does"),
    ("label_length", "remove it"),
    ("max_identifier_length", "remove it: the database's own limit is used"),
    ("paramstyle", "remove it: values are written by Limbeck"),
    ("supports_native_boolean", "remove it"),
    ("strategy", "remove it"),
];

/// How much a transaction sees of others, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsolationLevel {
    /// No transaction is begun: each statement commits itself.
    Autocommit,
    /// `READ COMMITTED`
    ReadCommitted,
    /// `READ UNCOMMITTED`
    ReadUncommitted,
    /// `REPEATABLE READ`
    RepeatableRead,
    /// `SERIALIZABLE`
    Serializable,
}

impl IsolationLevel {
    /// As it is written in SQL, and in Python.
    pub fn sql(self) -> &'static str {
        match self {
            Self::Autocommit => "AUTOCOMMIT",
            Self::ReadCommitted => "READ COMMITTED",
            Self::ReadUncommitted => "READ UNCOMMITTED",
            Self::RepeatableRead => "REPEATABLE READ",
            Self::Serializable => "SERIALIZABLE",
        }
    }

    /// The levels a driver knows, in the order its messages list them.
    pub fn known_to(driver: DriverName) -> &'static [Self] {
        match driver {
            DriverName::Pysqlite | DriverName::Aiosqlite => {
                &[Self::ReadUncommitted, Self::Serializable, Self::Autocommit]
            }
            DriverName::Asyncpg => {
                &[Self::Autocommit, Self::ReadCommitted, Self::RepeatableRead, Self::Serializable]
            }
            DriverName::Mysql { .. } => &[
                Self::Serializable,
                Self::ReadUncommitted,
                Self::ReadCommitted,
                Self::RepeatableRead,
                Self::Autocommit,
            ],
            DriverName::Psycopg
            | DriverName::PsycopgAsync
            | DriverName::Psycopg2
            | DriverName::Psycopg2Cffi
            | DriverName::Pg8000 => &[
                Self::Autocommit,
                Self::ReadCommitted,
                Self::ReadUncommitted,
                Self::RepeatableRead,
                Self::Serializable,
            ],
        }
    }

    /// Reads a level as `isolation_level=` takes it: any case, `_` for a space.
    pub fn read(text: &str, driver: DriverName) -> Result<Self, ConnectError> {
        let level = text.replace('_', " ").to_uppercase();
        let known = Self::known_to(driver);
        known.iter().copied().find(|candidate| candidate.sql() == level).ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|level| level.sql()).collect();
            ConnectError::argument(format!(
                "Invalid value {} for isolation_level. Valid isolation levels for {} are {}",
                python_repr(&level),
                python_repr(driver.dialect()),
                names.join(", ")
            ))
        })
    }
}

/// What an engine was made with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConnectOptions {
    /// `connect_args`: they win over the URL's.
    pub connect_args: Map<String, Json>,
    /// `isolation_level`, of the engine or of its `execution_options` (which win).
    pub isolation_level: Option<IsolationLevel>,
    /// `hide_parameters`: errors do not show the values of a statement.
    pub hide_parameters: bool,
}

impl ConnectOptions {
    /// Reads the keywords of `create_engine` as plain values; a pool class is given by its name.
    ///
    /// With `_coerce_config` true, text is read as `engine_from_config` reads it.
    pub fn from_keywords(url: &DatabaseUrl, keywords: &Map<String, Json>) -> Result<Self, ConnectError> {
        let driver = DriverName::of(url)?;
        let coerce = keywords.get("_coerce_config").is_some_and(truthy);
        let pool = pool_class(driver, url, keywords);
        let mut options = Self::default();
        let mut unknown = Vec::new();
        let mut execution_level = None;
        for (name, value) in keywords {
            match name.as_str() {
                "_coerce_config" | "_is_async" | "_initialize" | "poolclass" => {}
                "connect_args" | "isolation_level" | "execution_options" if value.is_null() => {}
                "connect_args" => options.connect_args.clone_from(dictionary(name, value)?),
                "isolation_level" => options.isolation_level = Some(level(name, value, driver)?),
                "execution_options" => {
                    execution_level = Self::execution_options(driver, dictionary(name, value)?)?;
                }
                "hide_parameters" => options.hide_parameters = truthy(value),
                "echo" | "echo_pool" => {
                    if boolean(value, coerce) != Some(false) {
                        return Err(refused_value(
                            name,
                            value,
                            "remove it: use Limbeck's own --verbose to see the statements it runs",
                        ));
                    }
                }
                "future" => {
                    if boolean(value, coerce) != Some(true) {
                        return Err(ConnectError::argument(
                            "The 'future' parameter passed to create_engine() may only be set to True.",
                        ));
                    }
                }
                "plugins" => {
                    if truthy(value) {
                        return Err(refused_value(name, value, "remove it: engine plugins are not loaded"));
                    }
                }
                "client_encoding" if driver.dialect() == "postgresql" && driver != DriverName::Asyncpg => {
                    let utf8 = value.as_str().is_some_and(is_utf8_name);
                    if !(value.is_null() || utf8) {
                        return Err(refused_value(name, value, "remove it: text travels as UTF-8"));
                    }
                }
                "native_datetime" if driver.dialect() == "sqlite" => {
                    if truthy(value) {
                        return Err(refused_value(name, value, "remove it: dates are kept as text"));
                    }
                }
                "is_mariadb" if matches!(driver, DriverName::Mysql { .. }) => {
                    if truthy(value) != (driver.dialect() == "mariadb") && !value.is_null() {
                        return Err(refused_value(name, value, "say it in the URL: mariadb://"));
                    }
                }
                "native_inet_types" if driver.dialect() == "postgresql" => {
                    if !matches!(value, Json::Null | Json::Bool(false)) {
                        return Err(refused_value(
                            name,
                            value,
                            "remove it: network addresses are read as text",
                        ));
                    }
                }
                "use_native_hstore" if driver.uses_libpq() => {
                    if value != &Json::Bool(true) {
                        return Err(refused_value(name, value, "remove it: hstore is read as a dictionary"));
                    }
                }
                _ if is_misplaced(name, driver, pool) => unknown.push(name.as_str()),
                name if WITHOUT_EFFECT.contains(&name) => {}
                name => match ONLY_UNSET.iter().find(|(known, _)| *known == name) {
                    Some((_, help)) => {
                        if !value.is_null() {
                            return Err(refused_value(name, value, help));
                        }
                    }
                    None => unknown.push(name),
                },
            }
        }
        let wrong_pool = if driver.is_async() { "QueuePool" } else { "AsyncAdaptedQueuePool" };
        if pool == wrong_pool {
            let kind = if driver.is_async() { "asyncio" } else { "non-asyncio" };
            return Err(ConnectError::argument(format!(
                "Pool class {pool} cannot be used with {kind} engine (Background on this error at: \
                 https://sqlalche.me/e/21/pcls)"
            )));
        }
        if !unknown.is_empty() {
            let names: Vec<String> = unknown.iter().map(|name| format!("'{name}'")).collect();
            return Err(ConnectError::raised(
                "builtins.TypeError",
                format!(
                    "Invalid argument(s) {} sent to create_engine(), using configuration {}/{pool}/Engine.  \
                     Please check that the keyword arguments are appropriate for this combination of components.",
                    names.join(","),
                    driver.dialect_class(),
                ),
            ));
        }
        if url.query.contains_key("plugin") {
            return Err(ConnectError::unsupported(
                "the URL's plugin argument",
                "remove it: engine plugins are not loaded",
            ));
        }
        options.isolation_level =
            execution_level.or(options.isolation_level).or(options.driver_autocommit(driver));
        Ok(options)
    }

    /// Reads `execution_options`, of an engine, a connection or a statement; gives the isolation
    /// level that they ask for.
    ///
    /// Options that only `SQLAlchemy`'s caching, fetching and logging know, and those it does not know
    /// itself (1.4's `autocommit` among them), have no effect there or here.
    pub fn execution_options(
        driver: DriverName,
        given: &Map<String, Json>,
    ) -> Result<Option<IsolationLevel>, ConnectError> {
        let mut isolation = None;
        for (name, value) in given {
            match name.as_str() {
                "isolation_level" => isolation = Some(level(name, value, driver)?),
                "schema_translate_map" if truthy(value) => {
                    return Err(refused_value(
                        name,
                        value,
                        "name the schema in the operations, or set search_path on the connection",
                    ));
                }
                "postgresql_readonly" | "postgresql_deferrable" | "sqlite_raw_colnames" if truthy(value) => {
                    return Err(refused_value(name, value, "remove it"));
                }
                _ => {}
            }
        }
        Ok(isolation)
    }

    /// Autocommit asked for in the driver's own words.
    fn driver_autocommit(&self, driver: DriverName) -> Option<IsolationLevel> {
        let autocommit = match driver {
            DriverName::Pysqlite | DriverName::Aiosqlite => {
                self.connect_args.get("isolation_level").is_some_and(Json::is_null)
                    || self.connect_args.get("autocommit") == Some(&Json::Bool(true))
            }
            DriverName::Psycopg | DriverName::PsycopgAsync | DriverName::Mysql { .. } => {
                self.connect_args.get("autocommit").is_some_and(truthy)
            }
            DriverName::Psycopg2 | DriverName::Psycopg2Cffi | DriverName::Asyncpg | DriverName::Pg8000 => {
                false
            }
        };
        autocommit.then_some(IsolationLevel::Autocommit)
    }

    /// Whether no transaction is to be begun.
    pub fn autocommit(&self) -> bool {
        self.isolation_level == Some(IsolationLevel::Autocommit)
    }
}

/// Name of the pool class an engine would have.
fn pool_class<'a>(driver: DriverName, url: &DatabaseUrl, keywords: &'a Map<String, Json>) -> &'a str {
    if let Some(name) = keywords.get("poolclass").and_then(Json::as_str) {
        return name.rsplit('.').next().unwrap_or(name);
    }
    let file = url.database.as_deref().is_some_and(|name| !name.is_empty() && name != ":memory:")
        && url.argument("mode") != Some("memory");
    match driver {
        DriverName::Pysqlite if !file => "SingletonThreadPool",
        DriverName::Aiosqlite if !file => "StaticPool",
        DriverName::Aiosqlite | DriverName::Asyncpg | DriverName::PsycopgAsync => "AsyncAdaptedQueuePool",
        DriverName::Mysql { .. } if driver.is_async() => "AsyncAdaptedQueuePool",
        DriverName::Pysqlite
        | DriverName::Psycopg
        | DriverName::Psycopg2
        | DriverName::Psycopg2Cffi
        | DriverName::Mysql { .. }
        | DriverName::Pg8000 => "QueuePool",
    }
}

/// Whether the original knows a keyword, but not with this pool or driver.
fn is_misplaced(name: &str, driver: DriverName, pool: &str) -> bool {
    let known_pool = matches!(
        pool,
        "NullPool"
            | "StaticPool"
            | "AssertionPool"
            | "SingletonThreadPool"
            | "QueuePool"
            | "AsyncAdaptedQueuePool"
    );
    let queue = matches!(pool, "QueuePool" | "AsyncAdaptedQueuePool" | "FallbackAsyncAdaptedQueuePool");
    match name {
        "pool_size" => known_pool && !queue && pool != "SingletonThreadPool",
        "max_overflow" | "pool_timeout" | "pool_use_lifo" => known_pool && !queue,
        "executemany_mode" | "executemany_batch_page_size" => {
            !matches!(driver, DriverName::Psycopg2 | DriverName::Psycopg2Cffi)
        }
        _ => false,
    }
}

/// Names of UTF-8 as PostgreSQL and Python know it.
pub(crate) fn is_utf8_name(name: &str) -> bool {
    matches!(name.to_lowercase().replace(['-', '_'], "").as_str(), "utf8" | "unicode")
}

/// Python's truth of a plain value.
pub(crate) fn truthy(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(flag) => *flag,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(items) => !items.is_empty(),
    }
}

/// A switch; text is read only where configuration files are (`engine_from_config`).
fn boolean(value: &Json, coerce: bool) -> Option<bool> {
    match value.as_str() {
        Some(text) if coerce => read_boolean(text),
        Some(_) => None,
        None => Some(truthy(value)),
    }
}

/// `SQLAlchemy`'s `asbool` of a text.
pub(crate) fn read_boolean(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "t" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "f" | "0" => Some(false),
        _ => None,
    }
}

fn dictionary<'a>(name: &str, value: &'a Json) -> Result<&'a Map<String, Json>, ConnectError> {
    value.as_object().ok_or_else(|| refused_value(name, value, "give a dictionary"))
}

fn level(name: &str, value: &Json, driver: DriverName) -> Result<IsolationLevel, ConnectError> {
    match value.as_str() {
        Some(text) => IsolationLevel::read(text, driver),
        None => Err(refused_value(name, value, "give its name as text")),
    }
}

fn refused_value(name: &str, value: &Json, help: &str) -> ConnectError {
    // A value may be a secret only inside connect_args, which are never shown.
    let shown = match value {
        Json::Object(_) | Json::Array(_) => String::new(),
        Json::Null => "=None".to_owned(),
        Json::Bool(flag) => format!("={}", if *flag { "True" } else { "False" }),
        Json::String(text) => format!("={}", python_repr(text)),
        Json::Number(number) => format!("={number}"),
    };
    ConnectError::unsupported(format!("the engine option {name}{shown}"), help)
}

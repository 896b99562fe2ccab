//! Which driver a URL asks for, by the names `SQLAlchemy` knows.
//!
//! No such driver is ever loaded: each name only says whose connection arguments, environment
//! variables and habits are to be followed.

use super::{ConnectError, DatabaseUrl};

/// A driver whose place Limbeck can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// `postgresql` and `postgresql+psycopg`: on libpq.
    Psycopg,
    /// `postgresql+psycopg_async`.
    PsycopgAsync,
    /// `postgresql+psycopg2`: on libpq.
    Psycopg2,
    /// `postgresql+psycopg2cffi`: on libpq.
    Psycopg2Cffi,
    /// `postgresql+asyncpg`: its own protocol, libpq's variables.
    Asyncpg,
    /// `postgresql+pg8000`: its own protocol, no variables.
    Pg8000,
    /// `sqlite` and `sqlite+pysqlite`: Python's `sqlite3`.
    Pysqlite,
    /// `sqlite+aiosqlite`.
    Aiosqlite,
    /// `mysql+…` and `mariadb+…`.
    Mysql {
        /// Whose arguments and errors.
        driver: MysqlDriver,
        /// `mariadb://`: the server must be MariaDB.
        mariadb: bool,
    },
}

/// A driver of MySQL and MariaDB. They all take nearly the same arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the driver it names")]
pub enum MysqlDriver {
    Mysqldb,
    Pymysql,
    Aiomysql,
    Asyncmy,
    Cymysql,
    Mysqlconnector,
    Mariadbconnector,
}

impl MysqlDriver {
    /// The driver of a name in a URL; mysqlclient (`mysqldb`) where there is none.
    fn named(name: Option<&str>) -> Option<Self> {
        Some(match name {
            None | Some("mysqldb") => Self::Mysqldb,
            Some("pymysql") => Self::Pymysql,
            Some("aiomysql") => Self::Aiomysql,
            Some("asyncmy") => Self::Asyncmy,
            Some("cymysql") => Self::Cymysql,
            Some("mysqlconnector") => Self::Mysqlconnector,
            Some("mariadbconnector") => Self::Mariadbconnector,
            Some(_) => return None,
        })
    }

    /// Its name in a URL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mysqldb => "mysqldb",
            Self::Pymysql => "pymysql",
            Self::Aiomysql => "aiomysql",
            Self::Asyncmy => "asyncmy",
            Self::Cymysql => "cymysql",
            Self::Mysqlconnector => "mysqlconnector",
            Self::Mariadbconnector => "mariadbconnector",
        }
    }

    fn dialect_class(self, mariadb: bool) -> &'static str {
        match (self, mariadb) {
            (Self::Mysqldb, false) => "MySQLDialect_mysqldb",
            (Self::Pymysql, false) => "MySQLDialect_pymysql",
            (Self::Aiomysql, false) => "MySQLDialect_aiomysql",
            (Self::Asyncmy, false) => "MySQLDialect_asyncmy",
            (Self::Cymysql, false) => "MySQLDialect_cymysql",
            (Self::Mysqlconnector, false) => "MySQLDialect_mysqlconnector",
            (Self::Mariadbconnector, false) => "MySQLDialect_mariadbconnector",
            (Self::Mysqldb, true) => "MariaDBDialect_mysqldb",
            (Self::Pymysql, true) => "MariaDBDialect_pymysql",
            (Self::Aiomysql, true) => "MariaDBDialect_aiomysql",
            (Self::Asyncmy, true) => "MariaDBDialect_asyncmy",
            (Self::Cymysql, true) => "MariaDBDialect_cymysql",
            (Self::Mysqlconnector, true) => "MariaDBDialect_mysqlconnector",
            (Self::Mariadbconnector, true) => "MariaDBDialect_mariadbconnector",
        }
    }
}

impl DriverName {
    /// The driver of a URL.
    ///
    /// Fails as `create_engine` does where there is no such dialect, and with a refusal where
    /// there is one that Limbeck does not do.
    pub fn of(url: &DatabaseUrl) -> Result<Self, ConnectError> {
        let mut parts = url.drivername.split('+');
        let backend = parts.next().unwrap_or_default();
        let driver = parts.next();
        if parts.next().is_some() {
            return Err(ConnectError::raised(
                "builtins.ValueError",
                "too many values to unpack (expected 2)",
            ));
        }
        Ok(match (backend, driver) {
            ("postgresql", None | Some("psycopg")) => Self::Psycopg,
            ("postgresql", Some("psycopg_async")) => Self::PsycopgAsync,
            ("postgresql", Some("psycopg2")) => Self::Psycopg2,
            ("postgresql", Some("psycopg2cffi")) => Self::Psycopg2Cffi,
            ("postgresql", Some("asyncpg")) => Self::Asyncpg,
            ("postgresql", Some("pg8000")) => Self::Pg8000,
            ("sqlite", None | Some("pysqlite")) => Self::Pysqlite,
            ("sqlite", Some("aiosqlite")) => Self::Aiosqlite,
            ("sqlite", Some("pysqlcipher")) => {
                return Err(ConnectError::unsupported(
                    "an encrypted SQLite database (sqlite+pysqlcipher)",
                    "Limbeck's SQLite has no encryption: migrate this database with Alembic itself",
                ));
            }
            ("mysql" | "mariadb", Some("pyodbc")) => {
                return Err(ConnectError::unsupported(
                    format!("the driver of {backend}+pyodbc://"),
                    format!("write {backend}+pymysql:// with the server's address"),
                ));
            }
            ("mysql" | "mariadb", driver) if MysqlDriver::named(driver).is_some() => Self::Mysql {
                driver: MysqlDriver::named(driver).unwrap_or(MysqlDriver::Mysqldb),
                mariadb: backend == "mariadb",
            },
            (other, driver) => return Err(refuse(other, driver)),
        })
    }

    /// The dialect's name as in the URL.
    pub fn dialect(self) -> &'static str {
        match self {
            Self::Psycopg
            | Self::PsycopgAsync
            | Self::Psycopg2
            | Self::Psycopg2Cffi
            | Self::Asyncpg
            | Self::Pg8000 => "postgresql",
            Self::Pysqlite | Self::Aiosqlite => "sqlite",
            Self::Mysql { mariadb: true, .. } => "mariadb",
            Self::Mysql { mariadb: false, .. } => "mysql",
        }
    }

    /// The driver's name, as `dialect.driver` in Python.
    pub fn name(self) -> &'static str {
        match self {
            Self::Psycopg | Self::PsycopgAsync => "psycopg",
            Self::Psycopg2 => "psycopg2",
            Self::Psycopg2Cffi => "psycopg2cffi",
            Self::Asyncpg => "asyncpg",
            Self::Pg8000 => "pg8000",
            Self::Pysqlite => "pysqlite",
            Self::Aiosqlite => "aiosqlite",
            Self::Mysql { driver, .. } => driver.name(),
        }
    }

    /// Name of `SQLAlchemy`'s dialect class, as its messages show it.
    pub fn dialect_class(self) -> &'static str {
        match self {
            Self::Psycopg => "PGDialect_psycopg",
            Self::PsycopgAsync => "PGDialectAsync_psycopg",
            Self::Psycopg2 => "PGDialect_psycopg2",
            Self::Psycopg2Cffi => "PGDialect_psycopg2cffi",
            Self::Asyncpg => "PGDialect_asyncpg",
            Self::Pg8000 => "PGDialect_pg8000",
            Self::Pysqlite => "SQLiteDialect_pysqlite",
            Self::Aiosqlite => "SQLiteDialect_aiosqlite",
            Self::Mysql { driver, mariadb } => driver.dialect_class(mariadb),
        }
    }

    /// Whether only `create_async_engine` can use it.
    pub fn is_async(self) -> bool {
        matches!(
            self,
            Self::PsycopgAsync
                | Self::Asyncpg
                | Self::Aiosqlite
                | Self::Mysql { driver: MysqlDriver::Aiomysql | MysqlDriver::Asyncmy, .. }
        )
    }

    /// Whether it is psycopg 3, in either of its two forms.
    pub fn is_psycopg(self) -> bool {
        matches!(self, Self::Psycopg | Self::PsycopgAsync)
    }

    /// Whether connection arguments, variables and files are libpq's.
    pub fn uses_libpq(self) -> bool {
        matches!(self, Self::Psycopg | Self::PsycopgAsync | Self::Psycopg2 | Self::Psycopg2Cffi)
    }
}

/// Databases that `SQLAlchemy` or a well-known package of its own serves, and Limbeck does not.
fn refuse(backend: &str, driver: Option<&str>) -> ConnectError {
    let product = match backend {
        "mssql" => "Microsoft SQL Server",
        "oracle" => "Oracle Database",
        "snowflake" => "Snowflake",
        "cockroachdb" => "CockroachDB",
        "redshift" => "Amazon Redshift",
        "duckdb" => "DuckDB",
        "bigquery" => "BigQuery",
        "clickhouse" | "clickhousedb" => "ClickHouse",
        "databricks" => "Databricks",
        "trino" => "Trino",
        "presto" => "Presto",
        "hive" => "Hive",
        "spanner" => "Cloud Spanner",
        "yugabytedb" | "ybdb" => "YugabyteDB",
        "db2" | "ibm_db_sa" => "Db2",
        "teradatasql" => "Teradata",
        "hana" => "SAP HANA",
        "vertica" => "Vertica",
        "firebird" => "Firebird",
        "access" => "Microsoft Access",
        "awsathena" => "Amazon Athena",
        "singlestoredb" => "SingleStore",
        "tidb" => "TiDB",
        "starrocks" => "StarRocks",
        "doris" => "Doris",
        "crate" => "CrateDB",
        "exa" => "Exasol",
        "risingwave" => "RisingWave",
        "libsql" => "libSQL",
        _ => "",
    };
    let drivername = match driver {
        Some(driver) => format!("{backend}+{driver}"),
        None => backend.to_owned(),
    };
    if !product.is_empty() {
        return ConnectError::unsupported(
            format!("{product} ({drivername}://)"),
            "Limbeck migrates PostgreSQL, MySQL, MariaDB and SQLite databases: use Alembic itself for this one",
        );
    }
    if let ("postgresql" | "sqlite", Some("libsql" | "psqlpy")) = (backend, driver) {
        return ConnectError::unsupported(
            format!("the driver of {drivername}://"),
            format!("write {backend}://, or name a driver that SQLAlchemy itself has"),
        );
    }
    let plugin = match driver {
        Some(driver) => format!("{backend}.{driver}"),
        None => backend.to_owned(),
    };
    ConnectError::raised(
        "sqlalchemy.exc.NoSuchModuleError",
        format!("Can't load plugin: sqlalchemy.dialects:{plugin}"),
    )
}

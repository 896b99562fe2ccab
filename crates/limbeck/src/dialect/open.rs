//! Opens a connection: the one place that knows which driver stands behind which URL.

use crate::connection::{ConnectError, ConnectOptions, Connection, DatabaseUrl, DriverName};

/// Connects to the database of a URL as an engine with these options would.
///
/// Fails with a refusal that names the feature where the driver was compiled out.
pub fn connect(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    let driver = DriverName::of(url)?;
    match driver.dialect() {
        "sqlite" => sqlite(url, options),
        "mysql" | "mariadb" => mysql(url, options),
        _ => postgres(url, options),
    }
}

#[cfg(feature = "sqlite")]
fn sqlite(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    Ok(Box::new(super::sqlite::driver::connect(url, options)?))
}

#[cfg(not(feature = "sqlite"))]
fn sqlite(_url: &DatabaseUrl, _options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    Err(compiled_out("SQLite", "sqlite"))
}

#[cfg(feature = "postgres")]
fn postgres(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    Ok(Box::new(super::postgres::driver::connect(url, options)?))
}

#[cfg(not(feature = "postgres"))]
fn postgres(_url: &DatabaseUrl, _options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    Err(compiled_out("PostgreSQL", "postgres"))
}

#[cfg(feature = "mysql")]
fn mysql(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    Ok(Box::new(super::mysql::driver::connect(url, options)?))
}

#[cfg(not(feature = "mysql"))]
fn mysql(_url: &DatabaseUrl, _options: &ConnectOptions) -> Result<Box<dyn Connection>, ConnectError> {
    Err(compiled_out("MySQL", "mysql"))
}

#[cfg(not(all(feature = "sqlite", feature = "postgres", feature = "mysql")))]
fn compiled_out(product: &str, feature: &str) -> ConnectError {
    ConnectError::unsupported(
        format!("{product} in this build"),
        format!("build the crate limbeck with the feature `{feature}`"),
    )
}

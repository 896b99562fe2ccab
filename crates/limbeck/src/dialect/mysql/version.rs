//! What a server of a flavour and version can do.

use super::Mysql;
use crate::{
    connection::ServerVersion,
    dialect::{Capabilities, ParameterStyle},
};

/// Abilities that only this family of servers has, or lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MysqlCapabilities {
    /// MariaDB's `UUID`.
    pub native_uuid: bool,
    /// `CREATE SEQUENCE`.
    pub sequences: bool,
    /// A default may be an expression, which is written in parentheses.
    pub default_expressions: bool,
    /// `CAST(x AS FLOAT)`.
    pub float_cast: bool,
    /// `FOR SHARE` in place of `LOCK IN SHARE MODE`.
    pub for_share: bool,
    /// `FOR UPDATE OF t`.
    pub for_update_of: bool,
    /// The row that was to be inserted is `new` behind ON DUPLICATE KEY UPDATE, not `VALUES()`.
    pub row_alias: bool,
}

/// Abilities by version; without a server, those `SQLAlchemy` assumes.
///
/// Source: MySQL release notes 8.0.1, 8.0.13, 8.0.17 and 8.0.20; MariaDB release notes 10.2.1,
/// 10.3, 10.4.5, 10.5 and 10.7.
pub(super) fn capabilities(dialect: Mysql, server: Option<&ServerVersion>) -> Capabilities {
    let mariadb = dialect.is_mariadb();
    let at_least = |parts: &[u32]| server.is_some_and(|server| server.at_least(parts));
    // What a dialect without a server is taken to have.
    let or_offline = |parts: &[u32]| server.is_none_or(|server| server.at_least(parts));
    let mysql = if mariadb {
        MysqlCapabilities {
            native_uuid: or_offline(&[10, 7]),
            sequences: at_least(&[10, 3]),
            default_expressions: or_offline(&[10, 2, 1]),
            float_cast: at_least(&[10, 4, 5]),
            for_share: false,
            for_update_of: false,
            row_alias: false,
        }
    } else {
        MysqlCapabilities {
            native_uuid: false,
            sequences: false,
            default_expressions: or_offline(&[8, 0, 13]),
            float_cast: at_least(&[8, 0, 17]),
            for_share: at_least(&[8, 0, 1]),
            for_update_of: at_least(&[8]),
            row_alias: at_least(&[8, 0, 20]),
        }
    };
    Capabilities {
        transactional_ddl: false,
        implicit_commits: true,
        max_identifier_length: 255,
        max_index_name_length: Some(64),
        max_constraint_name_length: Some(64),
        supports_comments: true,
        inline_comments: true,
        native_boolean: false,
        native_enum: true,
        identity_columns: false,
        alter_constraints: true,
        insert_returning: mariadb && or_offline(&[10, 5]),
        virtual_generated_columns: true,
        default_style: ParameterStyle::Format,
        driver_style: ParameterStyle::QuestionMark,
        online_literals: true,
        mysql,
    }
}

//! What a PostgreSQL server of a version can do.

use crate::{
    connection::ServerVersion,
    dialect::{Capabilities, ParameterStyle, mysql::MysqlCapabilities},
};

/// Abilities by version; without a server, those `SQLAlchemy` assumes.
///
/// Source: PostgreSQL release notes, 10 (identity columns) and 18 (virtual generated columns).
pub(super) fn capabilities(server: Option<&ServerVersion>) -> Capabilities {
    let at_least = |parts: &[u32]| server.is_none_or(|server| server.at_least(parts));
    Capabilities {
        transactional_ddl: true,
        implicit_commits: false,
        max_identifier_length: 63,
        max_index_name_length: None,
        max_constraint_name_length: None,
        supports_comments: true,
        inline_comments: false,
        native_boolean: true,
        native_enum: true,
        identity_columns: at_least(&[10]),
        alter_constraints: true,
        insert_returning: true,
        virtual_generated_columns: at_least(&[18]),
        default_style: ParameterStyle::PythonFormat,
        driver_style: ParameterStyle::NumericDollar,
        online_literals: true,
        mysql: MysqlCapabilities::default(),
    }
}

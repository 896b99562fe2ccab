//! What an SQLite library of a version can do.

use crate::{
    connection::ServerVersion,
    dialect::{Capabilities, ParameterStyle, mysql::MysqlCapabilities},
};

/// Abilities by version; without a database, those `SQLAlchemy` assumes.
///
/// `transactional_ddl` is Alembic's word for Python's driver, which it logs; SQLite itself can.
/// Source: SQLite release notes, 3.35 (RETURNING).
pub(super) fn capabilities(server: Option<&ServerVersion>) -> Capabilities {
    Capabilities {
        transactional_ddl: false,
        implicit_commits: false,
        max_identifier_length: 9999,
        max_index_name_length: None,
        max_constraint_name_length: None,
        supports_comments: false,
        inline_comments: false,
        native_boolean: false,
        native_enum: false,
        identity_columns: false,
        alter_constraints: false,
        insert_returning: server.is_none_or(|server| server.at_least(&[3, 35])),
        virtual_generated_columns: true,
        default_style: ParameterStyle::QuestionMark,
        driver_style: ParameterStyle::QuestionMark,
        online_literals: false,
        mysql: MysqlCapabilities::default(),
    }
}

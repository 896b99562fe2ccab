//! Keywords of one dialect (`postgresql_using='gin'`), each with its value in Python.

use super::{Writer, boolean, names, python_repr};
use crate::{
    name::Identifier,
    schema::{CheckConstraint, MysqlTableOptions, TableOptions, UniqueConstraint},
};
use indexmap::IndexMap;

impl Writer<'_> {
    pub(super) fn table_keywords(options: &TableOptions) -> Vec<(String, String)> {
        if !options.keywords.is_empty() {
            return options.keywords.iter().map(|(name, source)| (name.clone(), source.clone())).collect();
        }
        let mut keywords = Vec::new();
        let mut add = |name: &str, value: String| keywords.push((name.to_owned(), value));
        let postgres = &options.postgres;
        match postgres.inherits.as_slice() {
            [] => {}
            [one] => add("postgresql_inherits", python_repr(&one.text)),
            several => add("postgresql_inherits", tuple(several)),
        }
        for (name, value) in [
            ("postgresql_partition_by", &postgres.partition_by),
            ("postgresql_using", &postgres.using),
            ("postgresql_on_commit", &postgres.on_commit),
        ] {
            if let Some(value) = value {
                add(name, python_repr(value));
            }
        }
        if !postgres.with.is_empty() {
            add("postgresql_with", dictionary(&postgres.with));
        }
        if let Some(oids) = postgres.with_oids {
            add("postgresql_with_oids", boolean(oids).to_owned());
        }
        if let Some(tablespace) = &postgres.tablespace {
            add("postgresql_tablespace", python_repr(&tablespace.text));
        }
        mysql("mysql", &options.mysql, &mut add);
        mysql("mariadb", &options.mariadb, &mut add);
        if options.sqlite.autoincrement {
            add("sqlite_autoincrement", "True".to_owned());
        }
        if options.sqlite.without_rowid {
            add("sqlite_with_rowid", "False".to_owned());
        }
        if options.sqlite.strict {
            add("sqlite_strict", "True".to_owned());
        }
        keywords
    }

    pub(super) fn unique_keywords(unique: &UniqueConstraint) -> Vec<String> {
        if !unique.keywords.is_empty() {
            return written(&unique.keywords);
        }
        let mut keywords = Vec::new();
        if let Some(distinct) = unique.nulls_not_distinct {
            keywords.push(format!("postgresql_nulls_not_distinct={}", boolean(distinct)));
        }
        if !unique.include.is_empty() {
            keywords.push(format!("postgresql_include={}", names(&unique.include)));
        }
        if let Some(conflict) = &unique.sqlite_on_conflict {
            keywords.push(format!("sqlite_on_conflict={}", python_repr(conflict)));
        }
        keywords
    }

    pub(super) fn check_keywords(check: &CheckConstraint) -> Vec<String> {
        if !check.keywords.is_empty() {
            return written(&check.keywords);
        }
        let mut keywords = Vec::new();
        if check.not_valid {
            keywords.push("postgresql_not_valid=True".to_owned());
        }
        if check.no_inherit {
            keywords.push("postgresql_no_inherit=True".to_owned());
        }
        keywords
    }
}

fn mysql(prefix: &str, options: &MysqlTableOptions, add: &mut impl FnMut(&str, String)) {
    for (name, value) in &options.options {
        add(&format!("{prefix}_{name}"), python_repr(value));
    }
}

fn tuple(names: &[Identifier]) -> String {
    let names: Vec<String> = names.iter().map(|name| python_repr(&name.text)).collect();
    format!("({})", names.join(", "))
}

/// A dictionary of strings.
pub(super) fn dictionary(map: &IndexMap<String, String>) -> String {
    let entries: Vec<String> =
        map.iter().map(|(key, value)| format!("{}: {}", python_repr(key), python_repr(value))).collect();
    format!("{{{}}}", entries.join(", "))
}

/// Keywords with their sources, as they are.
fn written(keywords: &IndexMap<String, String>) -> Vec<String> {
    keywords.iter().map(|(name, source)| format!("{name}={source}")).collect()
}

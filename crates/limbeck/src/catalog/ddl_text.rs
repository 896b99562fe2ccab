//! Raw SQL, read for the DDL in it.
//!
//! A text is cut into statements; one that begins with a word which changes no schema is harmless, one that
//! can be parsed becomes operations (`parsed`), and any other is opaque.

use super::{
    Flavor, parsed,
    tokens::{Token, TokenKind, tokens},
};
use crate::{name::QualifiedName, op::Operation};

/// What one statement of a text does to a schema.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Read {
    /// These operations.
    Operations(Vec<Operation>),
    /// Nothing that a catalogue knows of.
    Harmless,
    /// Something to these, nobody says what (a view that comes or goes).
    Touches(Vec<QualifiedName>),
    /// Nobody can tell.
    Opaque(String),
}

/// First words of statements that change rows, rights or settings and no schema.
///
/// A function that is called in a SELECT may do anything; those that migrations call
/// (`setval`, `create_hypertable`) leave columns as they are.
const HARMLESS: &[&str] = &[
    "ABORT",
    "ANALYZE",
    "ATTACH",
    "BEGIN",
    "CALL",
    "CHECKPOINT",
    "CLUSTER",
    "COMMENT",
    "COMMIT",
    "COPY",
    "DEALLOCATE",
    "DELETE",
    "DETACH",
    "DISCARD",
    "END",
    "EXECUTE",
    "EXPLAIN",
    "FLUSH",
    "GRANT",
    "INSERT",
    "LISTEN",
    "LOCK",
    "MERGE",
    "NOTIFY",
    "OPTIMIZE",
    "PRAGMA",
    "PREPARE",
    "REASSIGN",
    "REFRESH",
    "REINDEX",
    "RELEASE",
    "REPLACE",
    "RESET",
    "REVOKE",
    "ROLLBACK",
    "SAVEPOINT",
    "SECURITY",
    "SELECT",
    "SET",
    "SHOW",
    "START",
    "TRUNCATE",
    "UNLISTEN",
    "UNLOCK",
    "UPDATE",
    "USE",
    "VACUUM",
    "VALUES",
    "WITH",
];

/// Kinds of objects whose coming, going and changing leaves tables as they are.
const APART: &[&str] = &[
    "AGGREGATE",
    "CAST",
    "COLLATION",
    "CONVERSION",
    "DATABASE",
    "DEFAULT",
    "EVENT",
    "EXTENSION",
    "FUNCTION",
    "GROUP",
    "LANGUAGE",
    "OPERATOR",
    "POLICY",
    "PROCEDURE",
    "PUBLICATION",
    "ROLE",
    "ROUTINE",
    "RULE",
    "SERVER",
    "STATISTICS",
    "SUBSCRIPTION",
    "TABLESPACE",
    "TEXT",
    "TRIGGER",
    "USER",
];

/// Reads a text of any number of statements. `\:` is a colon, as `text()` has it.
pub(super) fn read(flavor: Flavor, sql: &str) -> Vec<Read> {
    let sql = sql.replace("\\:", ":");
    let all = tokens(&sql);
    statements(&all).into_iter().map(|statement| one(flavor, &sql, statement)).collect()
}

/// The tokens between semicolons; those in dollar quotes and in the body of a trigger cut nothing.
fn statements<'t, 's>(all: &'t [Token<'s>]) -> Vec<&'t [Token<'s>]> {
    let mut out = Vec::new();
    let (mut from, mut quote, mut body) = (0, None, false);
    for (place, token) in all.iter().enumerate() {
        let dollar = token.kind == TokenKind::Word
            && token.text.len() > 1
            && token.text.starts_with('$')
            && token.text.ends_with('$');
        if dollar {
            quote = match quote {
                None => Some(token.text),
                Some(open) if open == token.text => None,
                open => open,
            };
        }
        if quote.is_some() {
            continue;
        }
        let head = all.get(from..place).unwrap_or_default();
        if token.is("BEGIN") && head.iter().take(6).any(|word| word.is("TRIGGER")) {
            body = true;
        }
        if token.is("END") && body && all.get(place + 1).is_none_or(|next| next.is_sign(";")) {
            body = false;
        }
        if token.is_sign(";") && !body {
            out.push(head);
            from = place + 1;
        }
    }
    out.push(all.get(from..).unwrap_or_default());
    out.retain(|statement| !statement.is_empty());
    out
}

fn one(flavor: Flavor, sql: &str, statement: &[Token<'_>]) -> Read {
    let (Some(first), Some(last)) = (statement.first(), statement.last()) else { return Read::Harmless };
    let text = sql.get(first.start..last.end()).unwrap_or_default();
    let is_one_of = |token: &Token<'_>, words: &[&str]| words.iter().any(|word| token.is(word));
    let makes_table =
        (first.is("SELECT") || first.is("WITH")) && statement.iter().any(|token| token.is("INTO"));
    if is_one_of(first, HARMLESS) && !(makes_table && flavor == Flavor::Postgres && !first.is("WITH")) {
        return Read::Harmless;
    }
    if is_one_of(first, &["CREATE", "ALTER", "DROP"])
        && let Some(kind) = statement
            .iter()
            .skip(1)
            .find(|token| !is_one_of(token, &["OR", "REPLACE", "TEMP", "TEMPORARY", "CONSTRAINT"]))
        && is_one_of(kind, APART)
    {
        return Read::Harmless;
    }
    parsed::read(flavor, text).unwrap_or_else(|| Read::Opaque(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Flavor, Read, read};

    fn opaque(flavor: Flavor, sql: &str) -> usize {
        read(flavor, sql).iter().filter(|read| matches!(read, Read::Opaque(_))).count()
    }

    #[test]
    fn harmless_statements_are_told_apart() {
        let sql = "INSERT INTO t VALUES (';'); UPDATE t SET a = 1;; -- x;\nGRANT SELECT ON t TO u; CREATE EXTENSION vector";
        assert_eq!(read(Flavor::Postgres, sql), vec![Read::Harmless; 4]);
        let function = "CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $body$ BEGIN DROP TABLE t; END; $body$ LANGUAGE plpgsql;";
        assert_eq!(read(Flavor::Postgres, function), vec![Read::Harmless]);
        let trigger = "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; DELETE FROM u; END; DELETE FROM v";
        assert_eq!(read(Flavor::Sqlite, trigger), vec![Read::Harmless; 2]);
    }

    #[test]
    fn what_nobody_reads_is_opaque() {
        assert_eq!(opaque(Flavor::Postgres, "DO $$ BEGIN ALTER TABLE t ADD x int; END $$; SELECT 1"), 1);
        assert_eq!(opaque(Flavor::Postgres, "SELECT * INTO u FROM t"), 1);
        assert_eq!(opaque(Flavor::Postgres, "frobnicate t"), 1);
    }
}

//! Which statements end the open transaction by themselves, and which refusals come of that in the next run.
//!
//! Source: MySQL manual, "Statements That Cause an Implicit Commit"; MariaDB's page "SQL Statements That
//! Cause an Implicit Commit"; the server error references of both.

/// Words that begin a statement which commits what is open, before and after itself.
const COMMITTING: &[&str] = &[
    "ALTER",
    "ANALYZE",
    "CACHE",
    "CHECK",
    "CREATE",
    "DROP",
    "FLUSH",
    "GRANT",
    "INSTALL",
    "LOCK",
    "OPTIMIZE",
    "RENAME",
    "REPAIR",
    "RESET",
    "REVOKE",
    "TRUNCATE",
    "UNINSTALL",
    "UNLOCK",
];

/// Words that end or begin a transaction themselves.
const CONTROL: &[&str] = &["BEGIN", "COMMIT", "ROLLBACK", "START", "XA"];

/// Numbers of refusals because something is there (table, column, index, primary key, procedure, trigger, foreign key,
/// CHECK) or is not (table, column or constraint to drop).
const DONE_BEFORE: &[&str] =
    &["1050", "1060", "1061", "1068", "1304", "1359", "1826", "3822", "1051", "1091"];

/// Whether the number of a refusal says that a definition had been made, or taken away, before.
pub(super) fn is_done_before(code: &str) -> bool {
    DONE_BEFORE.contains(&code)
}

/// Whether a statement commits: everything that defines, and what administers tables.
pub(super) fn commits(sql: &str) -> bool {
    let words = first_words(sql);
    let [first, second] = [words.first().copied().unwrap_or(""), words.get(1).copied().unwrap_or("")];
    // Temporary tables are the exception.
    let temporary = second.eq_ignore_ascii_case("TEMPORARY") && !first.eq_ignore_ascii_case("ALTER");
    is_one_of(COMMITTING, first) && !temporary
}

/// Whether a transaction that holds nothing yet is ended before this text is sent.
pub(super) fn leaves(sql: &str) -> bool {
    commits(sql)
}

/// Whether a transaction must be open before this text is sent.
pub(super) fn begins(sql: &str) -> bool {
    let words = first_words(sql);
    words.first().is_some_and(|first| !is_one_of(CONTROL, first)) && !commits(sql)
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The first words of a text, comments left out. The text of `/*! … */` is run, so its words count.
fn first_words(sql: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(2);
    let mut rest = sql;
    while words.len() < 2 {
        rest = rest.trim_start_matches(|character: char| {
            !character.is_alphanumeric() && !matches!(character, '-' | '/' | '#')
        });
        if let Some(comment) = rest.strip_prefix("--").or_else(|| rest.strip_prefix('#')) {
            rest = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(hidden) = rest.strip_prefix("/*!").or_else(|| rest.strip_prefix("/*M!")) {
            rest = hidden.trim_start_matches(|character: char| character.is_ascii_digit());
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if rest.starts_with(['-', '/']) {
            rest = rest.get(1..).unwrap_or_default();
        } else if rest.is_empty() {
            break;
        } else {
            let end = rest
                .find(|character: char| !character.is_alphanumeric() && character != '_')
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            words.push(word);
            rest = after;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{begins, commits};

    #[test]
    fn definitions_commit() {
        for sql in [
            "CREATE TABLE t (a INT)",
            "  -- note\nalter table t add b int",
            "/* x */ DROP TABLE t",
            "# y\nRENAME TABLE a TO b",
            "/*!40000 ALTER TABLE t DISABLE KEYS */",
            "truncate t",
        ] {
            assert!(commits(sql) && !begins(sql), "{sql}");
        }
    }

    #[test]
    fn rows_do_not() {
        for sql in ["INSERT INTO t VALUES (1)", "select 1", "CREATE TEMPORARY TABLE t (a INT)", "SET @x = 1"]
        {
            assert!(!commits(sql) && begins(sql), "{sql}");
        }
    }
}

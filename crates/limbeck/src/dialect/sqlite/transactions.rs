//! Which statements need an open transaction: those that write.
//!
//! Source: SQLite's pages "PRAGMA Statements", "ATTACH DATABASE" and "VACUUM": the first is a no-op inside a
//! transaction where it concerns foreign keys, the others are errors there.

/// Words that begin a statement which reads, or which must not run inside a transaction.
const OUTSIDE: &[&str] = &["SELECT", "VALUES", "EXPLAIN", "PRAGMA", "ATTACH", "DETACH", "VACUUM"];

/// Words that end or begin a transaction themselves.
const CONTROL: &[&str] = &["BEGIN", "COMMIT", "END", "ROLLBACK"];

/// Words that write, after a common table expression.
const WRITING: &[&str] = &["INSERT", "UPDATE", "DELETE", "REPLACE"];

/// Whether a transaction must be open before this text is sent.
pub(super) fn writes(sql: &str) -> bool {
    let mut words = sql_words(sql);
    let Some(first) = words.next() else { return false };
    let is = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    if is(OUTSIDE, first) || is(CONTROL, first) {
        return false;
    }
    if first.eq_ignore_ascii_case("WITH") {
        return words.any(|word| is(WRITING, word));
    }
    true
}

/// Whether Python's `sqlite3` begins a transaction before this text. Source: its manual, "Transaction control
/// via the `isolation_level` attribute".
pub(super) fn changes_rows(sql: &str) -> bool {
    sql_words(sql).next().is_some_and(|first| WRITING.iter().any(|word| word.eq_ignore_ascii_case(first)))
}

/// Whether a transaction that holds nothing yet is ended before this text is sent.
pub(super) fn leaves(sql: &str) -> bool {
    let first = sql_words(sql).next();
    first.is_some_and(|first| {
        ["PRAGMA", "ATTACH", "DETACH", "VACUUM"].iter().any(|word| word.eq_ignore_ascii_case(first))
    })
}

/// The words of a text, comments left out; quoted parts count as words, which is on the safe side.
fn sql_words(sql: &str) -> impl Iterator<Item = &str> {
    let mut rest = sql;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|character: char| {
                !character.is_alphanumeric() && character != '-' && character != '/'
            });
            if let Some(comment) = rest.strip_prefix("--") {
                rest = comment.split_once('\n').map_or("", |(_, after)| after);
            } else if let Some(comment) = rest.strip_prefix("/*") {
                rest = comment.split_once("*/").map_or("", |(_, after)| after);
            } else if rest.starts_with(['-', '/']) {
                rest = rest.get(1..).unwrap_or_default();
            } else {
                break;
            }
        }
        let end = rest
            .find(|character: char| !character.is_alphanumeric() && character != '_')
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::writes;

    #[test]
    fn reads_and_pragmas_do_not_open_a_transaction() {
        for sql in [
            "select 1",
            "  -- hello\n /* there */ SELECT 1",
            "PRAGMA foreign_keys=OFF",
            "vacuum",
            "ATTACH 'x' AS y",
            "with a as (select 1) select * from a",
            "COMMIT",
            "",
        ] {
            assert!(!writes(sql), "{sql}");
        }
    }

    #[test]
    fn everything_else_does() {
        for sql in [
            "insert into t values (1)",
            "CREATE TABLE t (a)",
            "with a as (select 1) insert into t select * from a",
            "-- c\nDROP TABLE t",
            "ANALYZE",
            "SAVEPOINT x",
        ] {
            assert!(writes(sql), "{sql}");
        }
    }
}

//! What is read from the text of a CREATE TABLE or CREATE INDEX statement.
//!
//! The text is kept as the user typed it. What `SQLAlchemy` finds in it and what it overlooks decides
//! what Alembic compares, so these expressions accept what its own accept: they are searched for in the
//! text, not parsed. `collations` has no counterpart there and does read the columns' definitions.

use crate::dialect::catalogue::closing_parenthesis;
use indexmap::IndexMap;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// An expression of ours, compiled once. The texts are constants: one that does not compile matches
/// nothing, and the tests below would see it.
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

macro_rules! expression {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| compiled($pattern));
    };
}

expression!(PRIMARY_KEY, r#"(?i)constraint\s+(?:"(.+?)"|(\w+))\s+primary\s+key"#);
expression!(UNIQUE, r#"(?i)(?:constraint\s+(?:"(.+?)"|(\w+))\s+)?unique\s*\((.+?)\)"#);
expression!(
    UNIQUE_COLUMN,
    r#"(?ix)
    (?: (".+?") | [\[`]?([a-z0-9_]+)[\]`]? )   # the column
    [\t\ ]+ [a-z0-9_]+ (?:[\t\ ]+[a-z0-9_]+)*? # its type and other words
    [\t\ ]+ unique"#
);
expression!(
    FOREIGN_KEY,
    r#"(?ix)
    (?: constraint\s+(?:"(.+?)"|(\w+))\s+ )?
    foreign\s+key\s*\(\s*(.+?)\s*\)\s+
    references\s+(?:"(.+?)"|([a-z0-9_]+))\s*
    \(\s*( (?:"[^"]+"|[a-z0-9_]+) (?:(?:\s*,\s*|\s+)(?:"[^"]+"|[a-z0-9_]+))* \s* )\)\s*
    ( (?: on\s+(?:delete|update)\s+(?:set\s+null|set\s+default|cascade|restrict|no\s+action)\s* )* )
    ( (?:not\s+)?deferrable )?
    (?: \s+initially\s+(deferred|immediate) )?"#
);
expression!(
    CHECK,
    r#"(?ix)
    (?: constraint\s+
        ( "(?:[^"]|"")+" | '(?:[^']|'')+' | \[(?:[^\]]|\]\])+\] | `(?:[^`]|``)+` | \S+ )
        \s+ )?
    check\s*\("#
);
expression!(NAMES, r#"(?i)"(.+?)"|([a-z0-9_]+)"#);
expression!(OPTIONS, r"(?i)\)(?:\s*,?\s*(?:(without\s+rowid)|(strict)))*\s*$");
expression!(BODY, r"(?is)^create\ table\ .*?\((.*)\)(?:\s*,?\s*(?:without\s+rowid|strict))*$");
expression!(PREDICATE, r"(?i)\)\s+where\s+(.+)");

/// The first of some groups that took part.
fn group<'t>(captures: &Captures<'t>, places: &[usize]) -> Option<&'t str> {
    places.iter().find_map(|place| captures.get(*place)).map(|found| found.as_str())
}

/// The names in a list of columns.
fn names(text: &str) -> Vec<String> {
    let Some(pattern) = NAMES.as_ref() else { return Vec::new() };
    pattern.captures_iter(text).filter_map(|found| group(&found, &[1, 2]).map(ToOwned::to_owned)).collect()
}

/// What the primary key is called.
pub(super) fn primary_key_name(sql: &str) -> Option<String> {
    let found = PRIMARY_KEY.as_ref()?.captures(sql)?;
    group(&found, &[1, 2]).map(ToOwned::to_owned)
}

/// Names and columns of what looks like unique constraints: first those of the table, then those of
/// columns.
pub(super) fn uniques(sql: &str) -> Vec<(Option<String>, Vec<String>)> {
    let mut found = Vec::new();
    if let Some(pattern) = UNIQUE.as_ref() {
        for captures in pattern.captures_iter(sql) {
            let name = group(&captures, &[1, 2]).map(ToOwned::to_owned);
            found.push((name, names(group(&captures, &[3]).unwrap_or_default())));
        }
    }
    if let Some(pattern) = UNIQUE_COLUMN.as_ref() {
        for captures in pattern.captures_iter(sql) {
            found.push((None, names(group(&captures, &[1, 2]).unwrap_or_default())));
        }
    }
    found
}

/// A foreign key of the table, as the text has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ForeignKeyText {
    pub name: Option<String>,
    pub columns: Vec<String>,
    pub referred_table: String,
    pub referred_columns: Vec<String>,
    pub on_delete: Option<String>,
    pub on_update: Option<String>,
    pub deferrable: Option<bool>,
    pub initially: Option<String>,
}

/// The foreign keys of the table; those written on columns are not found.
pub(super) fn foreign_keys(sql: &str) -> Vec<ForeignKeyText> {
    let Some(pattern) = FOREIGN_KEY.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(sql)
        .map(|found| {
            let columns = names(group(&found, &[3]).unwrap_or_default());
            let (on_delete, on_update) = actions(group(&found, &[7]).unwrap_or_default());
            ForeignKeyText {
                name: group(&found, &[1, 2]).map(ToOwned::to_owned),
                referred_table: group(&found, &[4, 5]).unwrap_or_default().to_owned(),
                referred_columns: names(group(&found, &[6]).unwrap_or_default()),
                columns,
                on_delete,
                on_update,
                deferrable: group(&found, &[8]).map(|word| !word.to_uppercase().contains("NOT")),
                initially: group(&found, &[9]).map(str::to_uppercase),
            }
        })
        .collect()
}

/// `ON DELETE` and `ON UPDATE`; NO ACTION is the default and not told.
fn actions(text: &str) -> (Option<String>, Option<String>) {
    let words: Vec<String> = text.to_uppercase().split_whitespace().map(ToOwned::to_owned).collect();
    let mut actions = (None, None);
    for clause in words.split(|word| word == "ON") {
        let Some((event, action)) = clause.split_first() else { continue };
        let action = Some(action.join(" ")).filter(|action| !action.is_empty() && action != "NO ACTION");
        match event.as_str() {
            "DELETE" if action.is_some() => actions.0 = action,
            "UPDATE" if action.is_some() => actions.1 = action,
            _ => {}
        }
    }
    actions
}

/// Name and condition of each CHECK, those without a name last.
pub(super) fn checks(sql: &str) -> Vec<(Option<String>, String)> {
    let Some(pattern) = CHECK.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(captures) = pattern.captures_at(sql, from) {
        let Some(whole) = captures.get(0) else { break };
        let before = sql.get(..whole.start()).and_then(|before| before.chars().next_back());
        if before.is_some_and(|character| character.is_ascii_alphanumeric() || character == '_') {
            // The end of a longer word.
            from = whole.start() + 1;
            continue;
        }
        from = whole.end();
        if let Some(close) = closing_parenthesis(sql, whole.end() - 1) {
            let condition = sql.get(whole.end()..close).unwrap_or_default().trim();
            found.push((captures.get(1).map(|name| unquoted(name.as_str())), condition.to_owned()));
        }
    }
    found
        .sort_by(|(left, _), (right, _)| left.as_deref().unwrap_or("~").cmp(right.as_deref().unwrap_or("~")));
    found
}

fn unquoted(name: &str) -> String {
    for (open, close) in [("\"", "\""), ("'", "'"), ("`", "`"), ("[", "]")] {
        let inner = name.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
            return inner.to_owned();
        }
    }
    name.to_owned()
}

/// What stands behind a table's closing parenthesis.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub without_rowid: bool,
    pub strict: bool,
}

/// The options of a table.
pub(super) fn options(sql: &str) -> Options {
    let found = OPTIONS.as_ref().and_then(|pattern| pattern.captures(sql.trim()));
    found.map_or_else(Options::default, |found| Options {
        without_rowid: found.get(1).is_some(),
        strict: found.get(2).is_some(),
    })
}

/// The expression of a generated column; empty where it cannot be found.
pub(super) fn generated(sql: &str, column: &str) -> String {
    let sql = sql.trim();
    let body = BODY.as_ref().and_then(|pattern| pattern.captures(sql)).and_then(|found| found.get(1));
    let body = body.map_or(sql, |body| body.as_str().trim());
    let pattern = format!(
        r"(?i){}[^,]*\s+generated\s+always\s+as\s+\((.*)\)\s*(?:virtual|stored)?",
        regex::escape(column)
    );
    let found = compiled(&pattern).and_then(|pattern| {
        pattern.captures(body).and_then(|found| found.get(1)).map(|found| found.as_str().to_owned())
    });
    found.unwrap_or_default()
}

/// The condition of a partial index.
pub(super) fn predicate(sql: &str) -> Option<String> {
    let found = PREDICATE.as_ref()?.captures(sql)?;
    found.get(1).map(|found| found.as_str().to_owned())
}

/// Collations other than `BINARY` in the definitions of a table's columns.
pub(super) fn collations(sql: &str) -> IndexMap<String, String> {
    let mut found = IndexMap::new();
    let words = words(sql);
    // Depth 1 is the list of definitions; a definition begins after its parenthesis or a comma.
    let mut depth = 0_usize;
    let mut column: Option<&str> = None;
    let mut begins = false;
    let mut collates = false;
    for word in &words {
        match word.as_str() {
            "(" => {
                depth += 1;
                begins = depth == 1;
            }
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 1 => begins = true,
            word if depth == 1 && begins => {
                begins = false;
                column = Some(word);
            }
            word if depth == 1 && collates => {
                collates = false;
                let collation = unquoted(word);
                if let Some(column) = column.filter(|_| !collation.eq_ignore_ascii_case("BINARY")) {
                    found.insert(unquoted(column), collation);
                }
            }
            word if depth == 1 => collates = word.eq_ignore_ascii_case("COLLATE"),
            _ => {}
        }
    }
    found
}

/// A statement's words, quoted names and texts, parentheses and commas; without comments.
fn words(sql: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut characters = sql.chars().peekable();
    while let Some(character) = characters.next() {
        let close = match character {
            '"' | '\'' | '`' => Some(character),
            '[' => Some(']'),
            _ => None,
        };
        if let Some(close) = close {
            word.push(character);
            for inner in characters.by_ref() {
                word.push(inner);
                if inner == close {
                    break;
                }
            }
        } else if character == '-' && characters.peek() == Some(&'-') {
            characters.by_ref().find(|inner| *inner == '\n');
            words.push(std::mem::take(&mut word));
        } else if character == '/' && characters.peek() == Some(&'*') {
            let mut last = ' ';
            characters.by_ref().find(|inner| std::mem::replace(&mut last, *inner) == '*' && *inner == '/');
            words.push(std::mem::take(&mut word));
        } else if character.is_whitespace() || matches!(character, '(' | ')' | ',') {
            words.push(std::mem::take(&mut word));
            if !character.is_whitespace() {
                words.push(character.to_string());
            }
        } else {
            word.push(character);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_compiles() {
        for expression in
            [&PRIMARY_KEY, &UNIQUE, &UNIQUE_COLUMN, &FOREIGN_KEY, &CHECK, &NAMES, &OPTIONS, &BODY, &PREDICATE]
        {
            assert!(expression.is_some());
        }
    }

    // Expected: SQLite's own answer (`pragma index_xinfo` of an index on each column).
    #[test]
    fn collations_are_those_of_columns() {
        let sql = "CREATE TABLE t (a TEXT COLLATE NOCASE, \"b c\" TEXT DEFAULT (x COLLATE y) COLLATE \"RTRIM\", \
                   -- d COLLATE NOCASE,\n e TEXT COLLATE binary, CHECK (a COLLATE NOCASE = 'x'))";
        let expected = [("a", "NOCASE"), ("b c", "RTRIM")];
        let expected: IndexMap<String, String> =
            expected.iter().map(|(column, name)| ((*column).to_owned(), (*name).to_owned())).collect();
        assert_eq!(collations(sql), expected);
    }
}

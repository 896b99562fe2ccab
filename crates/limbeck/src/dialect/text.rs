//! `:name` parameters inside verbatim SQL, by the rules of `sqlalchemy.text()`.
//!
//! Lives here: where a parameter starts and ends, and what `\:` means. Does not live here: what
//! is written in a parameter's place (`dialect::expression`).
//!
//! The rules are two regular expressions of `SQLAlchemy` 2.1.9's compiler,
//! `(?<![:\w\x5c]):(\w+)(?![:\w])` and `\x5c(:\w*)(?![:\w])`, written out by hand because they
//! look around themselves. They know nothing of SQL: a `:name` inside quotes is a parameter too.

/// A piece of verbatim SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// SQL as written.
    Sql(&'a str),
    /// A parameter, by its name.
    Parameter(&'a str),
}

/// Splits a text at its parameters.
///
/// `\:` is still in the pieces; [`unescape`] removes it.
pub fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut written = 0;
    for (start, _) in text.match_indices(':') {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        if before.is_some_and(|before| matches!(before, ':' | '\\') || is_word(before)) {
            continue;
        }
        let Some(name) = name_at(text, start + 1) else { continue };
        if let Some(sql) = text.get(written..start).filter(|sql| !sql.is_empty()) {
            pieces.push(Piece::Sql(sql));
        }
        pieces.push(Piece::Parameter(name));
        written = start + 1 + name.len();
    }
    if let Some(sql) = text.get(written..).filter(|sql| !sql.is_empty()) {
        pieces.push(Piece::Sql(sql));
    }
    pieces
}

/// The names of a text's parameters, each once, in order of their first use.
pub fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in split(text) {
        if let Piece::Parameter(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// Removes the backslash of every `\:`.
pub fn unescape(text: &str) -> String {
    if !text.contains("\\:") {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\:") {
        let (before, after) = rest.split_at(at);
        result.push_str(before);
        let body = after.get(2..).unwrap_or_default();
        let length = body.find(|c: char| !is_word(c)).unwrap_or(body.len());
        // A colon right behind the word means that neither colon was meant as a parameter.
        if body.get(length..).is_some_and(|next| next.starts_with(':')) {
            result.push('\\');
        }
        let end = 2 + length;
        result.push_str(after.get(1..end).unwrap_or_default());
        rest = after.get(end..).unwrap_or_default();
    }
    result.push_str(rest);
    result
}

/// The name at `start`, unless a colon follows it.
fn name_at(text: &str, start: usize) -> Option<&str> {
    let tail = text.get(start..)?;
    let length = tail.find(|c: char| !is_word(c)).unwrap_or(tail.len());
    let followed = tail.get(length..)?.starts_with(':');
    tail.get(..length).filter(|name| !name.is_empty() && !followed)
}

/// Python's `\w`.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::{Piece, names, split, unescape};

    #[test]
    fn finds_what_the_expression_finds() {
        assert_eq!(names("select :a, ':b', x::int, '12:34', '{\"k\": 1}', \\:c, :a"), ["a", "b"]);
        assert_eq!(split(":a"), [Piece::Parameter("a")]);
        assert_eq!(split(":ab:c"), [Piece::Sql(":ab:c")]);
        assert_eq!(split(":a:"), [Piece::Sql(":a:")]);
        assert_eq!(split("é:x"), [Piece::Sql("é:x")]);
        assert_eq!(split("«:é»"), [Piece::Sql("«"), Piece::Parameter("é"), Piece::Sql("»")]);
    }

    #[test]
    fn unescapes_as_the_expression_does() {
        assert_eq!(unescape(r"a\:b \: \:c:"), r"a:b : \:c:");
        assert_eq!(unescape(r"x\::int"), r"x\::int");
        assert_eq!(unescape(r"\:\:x"), "::x");
    }
}

//! Words, quoted names, strings and signs of SQL text that nobody has parsed.
//!
//! Lives here: a scanner that every database's text passes, to find out which names a text mentions and
//! to give one of them another. Does not live here: grammar (`ddl_text`, `dialect::sqlite::stored`).

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word or a number.
    Word,
    /// A name in double quotes, backticks or brackets.
    Quoted,
    /// A string in single quotes.
    String,
    /// Any other character.
    Sign,
}

/// A piece of SQL text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'s> {
    /// What it is.
    pub kind: TokenKind,
    /// As it is written, quotes included.
    pub text: &'s str,
    /// Where it begins, in bytes.
    pub start: usize,
}

impl Token<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The name that it can be, without quotes.
    pub fn name(&self) -> Option<String> {
        match self.kind {
            TokenKind::Word => Some(self.text.to_owned()),
            TokenKind::Quoted => {
                let quote = self.text.chars().next()?;
                let inner = self.text.get(1..self.text.len().saturating_sub(1)).unwrap_or_default();
                Some(if quote == '[' {
                    inner.to_owned()
                } else {
                    inner.replace(&format!("{quote}{quote}"), &quote.to_string())
                })
            }
            TokenKind::String | TokenKind::Sign => None,
        }
    }

    /// Whether it is this keyword.
    pub fn is(&self, keyword: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    /// Whether it may be this name, in any case.
    pub fn is_name(&self, name: &str) -> bool {
        self.name().is_some_and(|own| own.to_lowercase() == name.to_lowercase())
    }
}

/// The tokens of a text; white space and comments are left out.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(first) = sql.get(start..).and_then(|rest| rest.chars().next()) {
        let rest = sql.get(start..).unwrap_or_default();
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        if first.is_whitespace() {
            start += first.len_utf8();
            continue;
        }
        if first == '-' && after.starts_with('-') {
            start += rest.find('\n').map_or(rest.len(), |at| at + 1);
            continue;
        }
        if first == '/' && after.starts_with('*') {
            start += rest.find("*/").map_or(rest.len(), |at| at + 2);
            continue;
        }
        let (kind, length) = match first {
            '\'' => (TokenKind::String, quoted_length(rest, '\'')),
            '"' | '`' => (TokenKind::Quoted, quoted_length(rest, first)),
            '[' if is_bracketed_name(after) => {
                (TokenKind::Quoted, rest.find(']').map_or(rest.len(), |at| at + 1))
            }
            _ if is_word(first) => (TokenKind::Word, rest.find(|each| !is_word(each)).unwrap_or(rest.len())),
            _ => (TokenKind::Sign, first.len_utf8()),
        };
        out.push(Token { kind, text: rest.get(..length).unwrap_or_default(), start });
        start += length;
    }
    out
}

/// `[name]` of SQLite and not PostgreSQL's `array[1]`.
fn is_bracketed_name(after: &str) -> bool {
    after.find(']').is_some_and(|end| {
        let inner = after.get(..end).unwrap_or_default();
        inner.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
    })
}

fn is_word(each: char) -> bool {
    each.is_alphanumeric() || matches!(each, '_' | '$')
}

/// The length of a quoted piece that a text begins with; a doubled quote is inside.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut from = 1;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(quote)) {
        let end = from + at + 1;
        if !text.get(end..).unwrap_or_default().starts_with(quote) {
            return end;
        }
        from = end + 1;
    }
    text.len()
}

/// Whether a text mentions a name: as a word or in quotes, in any case; strings and comments do not count.
pub fn mentions(sql: &str, name: &str) -> bool {
    tokens(sql).iter().any(|token| token.is_name(name))
}

/// The text with another name wherever it mentions one; `new` is quoted already.
pub fn renamed(sql: &str, name: &str, new: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut from = 0;
    for token in tokens(sql).iter().filter(|token| token.is_name(name)) {
        out.push_str(sql.get(from..token.start).unwrap_or_default());
        out.push_str(new);
        from = token.end();
    }
    out.push_str(sql.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::{mentions, renamed, tokens};

    #[test]
    fn names_are_found_and_strings_are_not() {
        for sql in ["a > 5", "b > A", "\"a\" > 1", "[a]=1", "`a` = 2", "lower(a)", "'x''y' || a"] {
            assert!(mentions(sql, "a"), "{sql}");
        }
        for sql in
            ["ab > 5", "'a' = b", "b /* a */", "b -- a", "\"a\"\"b\" = 1", "'it''s a' = b", "'a", "\"b a"]
        {
            assert!(!mentions(sql, "a"), "{sql}");
        }
    }

    #[test]
    fn names_change_and_nothing_else() {
        assert_eq!(renamed("a + \"A\" > 'a' -- a", "a", "\"x y\""), "\"x y\" + \"x y\" > 'a' -- a");
    }

    #[test]
    fn broken_text_ends() {
        for sql in ["'", "\"", "`a", "[a", "/*", "--", "é", "a'", "$$x"] {
            let _ = tokens(sql);
        }
    }
}

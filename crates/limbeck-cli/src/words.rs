//! Which words of a command line argparse takes for values although they begin with a hyphen.
//!
//! Source: Python's documentation of argparse, "Arguments containing -": a negative number is a value
//! where no option looks like one, and so is a word with a space in it. Clap decides otherwise; words
//! are put into a form that both take alike.

/// An option that takes a value: its short and its long spelling.
pub(crate) struct Valued<'a> {
    pub(crate) short: Option<char>,
    pub(crate) long: Option<&'a str>,
}

impl Valued<'_> {
    /// Whether a word names this option and has no value in it.
    fn is_named_by(&self, word: &str) -> bool {
        let by_short = self.short.is_some_and(|short| word.strip_prefix('-') == Some(&short.to_string()));
        // Long names may be cut short.
        let part = word.strip_prefix("--").filter(|part| !part.is_empty() && !part.contains('='));
        by_short || part.is_some_and(|part| self.long.is_some_and(|long| long.starts_with(part)))
    }
}

/// The words with such a value joined to its option.
pub(crate) fn join_values(words: &[String], options: &[Valued<'_>]) -> Vec<String> {
    let mut joined = Vec::with_capacity(words.len());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if word == "--" {
            joined.push(word.clone());
            joined.extend(rest.by_ref().cloned());
            break;
        }
        let value = rest.as_slice().first().filter(|value| value.starts_with('-') && is_value(value));
        match value {
            Some(value) if options.iter().any(|option| option.is_named_by(word)) => {
                rest.next();
                let separator = if word.starts_with("--") { "=" } else { "" };
                joined.push(format!("{word}{separator}{value}"));
            }
            _ => joined.push(word.clone()),
        }
    }
    joined
}

/// The option that is followed by a word which is no value for it, if there is one.
pub(crate) fn without_value<'a>(words: &[String], options: &'a [Valued<'a>]) -> Option<&'a Valued<'a>> {
    words.windows(2).find_map(|pair| match pair {
        [option, next] if next.len() > 1 && next.starts_with('-') && !is_value(next) => {
            options.iter().find(|candidate| candidate.is_named_by(option))
        }
        _ => None,
    })
}

/// Whether a word that begins with a hyphen is no option.
fn is_value(word: &str) -> bool {
    word.contains(' ') || is_negative_number(word)
}

/// `-1` or `-1.5`.
fn is_negative_number(word: &str) -> bool {
    let Some(number) = word.strip_prefix('-') else { return false };
    let digits = |text: &str| text.chars().all(|character| character.is_ascii_digit());
    match number.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction) && !fraction.is_empty(),
        None => digits(number) && !number.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn values_with_a_hyphen() {
        let range = [Valued { short: Some('r'), long: Some("rev-range") }];
        let joined = |line: &[&str]| join_values(&words(line), &range);
        assert_eq!(joined(&["history", "-r", "-1"]), ["history", "-r-1"]);
        assert_eq!(joined(&["history", "--rev", "-1", "-v"]), ["history", "--rev=-1", "-v"]);
        assert_eq!(joined(&["history", "-r", "-a b"]), ["history", "-r-a b"]);
        assert_eq!(joined(&["history", "--", "-r", "-1"]), ["history", "--", "-r", "-1"]);
        for line in [&["history", "-r", "-1:"][..], &["history", "-r", "-v"], &["upgrade", "-1"]] {
            assert_eq!(joined(line), line);
        }
        assert!(without_value(&words(&["history", "-r", "-1:"]), &range).is_some());
        assert!(without_value(&words(&["history", "-r", "a", "-v"]), &range).is_none());
    }
}

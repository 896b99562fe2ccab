//! The name of a new revision file: the slug of its message put into `file_template`.

use super::error::ScriptError;
use super::percent::{PercentValue, percent_format};

/// The moment a file is created, in the configured time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreateDate {
    /// Seconds since 1970.
    pub epoch: i64,
    /// Year.
    pub year: i64,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Hour, from 0.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}

/// The words of a message joined by `_`, in lower case, cut to `length` characters at a word's end where there is one.
pub fn slug(message: &str, length: i64) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut in_word = false;
    for character in message.chars() {
        if !is_word(character) {
            in_word = false;
            continue;
        }
        match words.last_mut() {
            Some(word) if in_word => word.push(character),
            _ => words.push(character.to_string()),
        }
        in_word = true;
    }
    let slug = words.join("_").to_lowercase();
    let count = i64::try_from(slug.chars().count()).unwrap_or(i64::MAX);
    if count <= length {
        return slug;
    }
    // A negative length counts from the end, as a Python slice does.
    let kept = if length < 0 { (count + length).max(0) } else { length };
    let cut: String = slug.chars().take(usize::try_from(kept).unwrap_or_default()).collect();
    let cut = cut.rsplit_once('_').map_or(cut.as_str(), |(before, _)| before);
    format!("{cut}_")
}

/// Python's `\w`: letters and numbers of any script, and the underscore. Rust's alphanumerics take in a few marks besides.
fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    character.is_alphanumeric() && !is_mark(character)
}

/// Marks that Rust counts as alphabetic: the dependent vowels and combining letters of the common scripts, circled letters.
fn is_mark(character: char) -> bool {
    static MARKS: std::sync::LazyLock<Option<regex::Regex>> =
        std::sync::LazyLock::new(|| regex::Regex::new(r"^[\p{M}\p{So}]$").ok());
    let mut buffer = [0; 4];
    MARKS.as_ref().is_some_and(|marks| marks.is_match(character.encode_utf8(&mut buffer)))
}

/// `file_template` filled in, with `.py`; relative to the version location and possibly with directories.
pub fn file_name(
    template: &str,
    truncate_slug_length: i64,
    revision: &str,
    message: Option<&str>,
    created: CreateDate,
) -> Result<String, ScriptError> {
    let number = |value: u8| Some(PercentValue::Integer(i64::from(value)));
    let name = percent_format(template, &|token| match token {
        "rev" => Some(revision.into()),
        "slug" => Some(PercentValue::Text(slug(message.unwrap_or_default(), truncate_slug_length))),
        "epoch" => Some(PercentValue::Integer(created.epoch)),
        "year" => Some(PercentValue::Integer(created.year)),
        "month" => number(created.month),
        "day" => number(created.day),
        "hour" => number(created.hour),
        "minute" => number(created.minute),
        "second" => number(created.second),
        _ => None,
    })?;
    Ok(format!("{name}.py"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_cut_at_a_word() {
        assert_eq!(slug("Add user's table!", 40), "add_user_s_table");
        assert_eq!(
            slug("abcdefghij klmnopqrst uvwxyz abcdefghij klm", 40),
            "abcdefghij_klmnopqrst_uvwxyz_abcdefghij_"
        );
        assert_eq!(slug("abcdef", 3), "abc_");
        assert_eq!(slug("", 40), "");
        assert_eq!(slug("Größe №5 日本", 40), "größe_5_日本");
    }

    #[test]
    fn templates_take_printf_forms() {
        let created =
            CreateDate { epoch: 1_700_000_000, year: 2026, month: 3, day: 9, hour: 1, minute: 2, second: 3 };
        let name = |template| {
            file_name(template, 40, "abc", Some("Init it"), created).map_err(|error| error.to_string())
        };
        assert_eq!(
            name("%(year)d/%(month).2d_%(day)02d_%(rev)s_%(slug)s").unwrap(),
            "2026/03_09_abc_init_it.py"
        );
        assert_eq!(name("%(nope)s").unwrap_err(), "'nope'");
    }
}

//! Python's `%` formatting with a mapping: `%(name)s`, `%(month).2d`, `%%`. Used for TOML values, file names and log records.

use super::error::ScriptError;
use crate::python::python_repr;

/// A value that a template names.
#[derive(Debug, Clone, PartialEq)]
pub enum PercentValue {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A floating point number.
    Float(f64),
}

impl From<&str> for PercentValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What stands between `%` and the type letter.
#[derive(Debug, Default)]
struct Conversion {
    left: bool,
    zero: bool,
    plus: bool,
    blank: bool,
    width: usize,
    precision: Option<usize>,
}

/// `template % mapping`, where `lookup` is the mapping.
pub fn percent_format(
    template: &str,
    lookup: &dyn Fn(&str) -> Option<PercentValue>,
) -> Result<String, ScriptError> {
    let mut out = String::with_capacity(template.len());
    let mut characters = template.chars().enumerate().peekable();
    while let Some((_, character)) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        let mut value = None;
        if characters.next_if(|(_, next)| *next == '(').is_some() {
            let mut name = String::new();
            let mut depth = 1;
            for (_, next) in characters.by_ref() {
                match next {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
                name.push(next);
            }
            if depth > 0 {
                return Err(ScriptError::python("ValueError", "incomplete format key"));
            }
            value = Some(lookup(&name).ok_or_else(|| ScriptError::python("KeyError", python_repr(&name)))?);
        }
        let mut conversion = Conversion::default();
        while let Some((_, flag)) = characters.next_if(|(_, next)| "-+ 0#".contains(*next)) {
            match flag {
                '-' => conversion.left = true,
                '+' => conversion.plus = true,
                ' ' => conversion.blank = true,
                '0' => conversion.zero = true,
                _ => {}
            }
        }
        while let Some((_, digit)) = characters.next_if(|(_, next)| next.is_ascii_digit()) {
            conversion.width =
                (conversion.width * 10 + digit.to_digit(10).unwrap_or_default() as usize).min(10_000);
        }
        if characters.next_if(|(_, next)| *next == '.').is_some() {
            let mut precision = 0;
            while let Some((_, digit)) = characters.next_if(|(_, next)| next.is_ascii_digit()) {
                precision = (precision * 10 + digit.to_digit(10).unwrap_or_default() as usize).min(10_000);
            }
            conversion.precision = Some(precision);
        }
        while characters.next_if(|(_, next)| "hlL".contains(*next)).is_some() {}
        let Some((position, kind)) = characters.next() else {
            return Err(ScriptError::python("ValueError", "incomplete format"));
        };
        if kind == '%' {
            out.push('%');
            continue;
        }
        if !"srdiufFeEgGxXoca".contains(kind) {
            let code = u32::from(kind);
            let message = format!("unsupported format character '{kind}' (0x{code:x}) at index {position}");
            return Err(ScriptError::python("ValueError", message));
        }
        let Some(value) = value else {
            // Python would put the whole mapping here, which nobody wants.
            return Err(ScriptError::python(
                "TypeError",
                format!("`%{kind}` without a name in {}", python_repr(template)),
            ));
        };
        out.push_str(&conversion.render(kind, &value)?);
    }
    Ok(out)
}

impl Conversion {
    fn render(&self, kind: char, value: &PercentValue) -> Result<String, ScriptError> {
        if matches!(kind, 's' | 'r' | 'a' | 'c') {
            let text = match value {
                PercentValue::Text(text) if kind == 's' || kind == 'c' => text.clone(),
                PercentValue::Text(text) => python_repr(text),
                PercentValue::Integer(number) => number.to_string(),
                PercentValue::Float(number) => python_float(*number),
            };
            let cut = self.precision.map_or(text.clone(), |length| text.chars().take(length).collect());
            return Ok(self.pad("", &cut, false));
        }
        let number = match value {
            PercentValue::Text(_) => {
                let wanted = if matches!(kind, 'x' | 'X' | 'o') {
                    "an integer is required, not str"
                } else {
                    "a real number is required, not str"
                };
                return Err(ScriptError::python("TypeError", format!("%{kind} format: {wanted}")));
            }
            PercentValue::Integer(number) => Number { whole: *number, float: to_float(*number) },
            PercentValue::Float(number) => Number { whole: truncate(*number), float: *number },
        };
        let float = matches!(kind, 'f' | 'F' | 'e' | 'E' | 'g' | 'G');
        let negative = if float { number.float < 0.0 } else { number.whole < 0 };
        let sign = match (negative, self.plus, self.blank) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        };
        let whole = number.whole.unsigned_abs();
        let magnitude = number.float.abs();
        let precision = self.precision.unwrap_or(6);
        let digits = match kind {
            'f' | 'F' => format!("{magnitude:.precision$}"),
            'e' | 'E' => format!("{magnitude:.precision$e}"),
            'g' | 'G' => python_float(magnitude),
            'x' => format!("{whole:x}"),
            'X' => format!("{whole:X}"),
            'o' => format!("{whole:o}"),
            _ => whole.to_string(),
        };
        let digits = match self.precision {
            Some(length) if !float => format!("{digits:0>length$}"),
            _ => digits,
        };
        Ok(self.pad(sign, &digits, true))
    }

    fn pad(&self, sign: &str, text: &str, number: bool) -> String {
        let missing = self.width.saturating_sub(sign.len() + text.chars().count());
        if self.left {
            format!("{sign}{text}{}", " ".repeat(missing))
        } else if number && self.zero {
            format!("{sign}{}{text}", "0".repeat(missing))
        } else {
            format!("{}{sign}{text}", " ".repeat(missing))
        }
    }
}

struct Number {
    whole: i64,
    float: f64,
}

#[expect(clippy::cast_precision_loss, reason = "Python converts alike")]
fn to_float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "`%d` of a float is its whole part")]
fn truncate(number: f64) -> i64 {
    number as i64
}

fn python_float(number: f64) -> String {
    let text = number.to_string();
    if text.contains(['.', 'e', 'n', 'i']) { text } else { format!("{text}.0") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(template: &str) -> Result<String, String> {
        percent_format(template, &|name| match name {
            "text" => Some("WARNING".into()),
            "month" => Some(PercentValue::Integer(7)),
            "created" => Some(PercentValue::Float(1.5)),
            _ => None,
        })
        .map_err(|error| error.to_string())
    }

    #[test]
    fn conversions_render_as_in_python() {
        assert_eq!(
            format("%(text)-5.5s|%(text)9s|%(month).2d|%(month)03d|%(created)f|100%%").unwrap(),
            "WARNI|  WARNING|07|007|1.500000|100%"
        );
        assert_eq!(format("%(text)d").unwrap_err(), "%d format: a real number is required, not str");
        assert_eq!(format("%(nope)s").unwrap_err(), "'nope'");
        assert_eq!(format("5%").unwrap_err(), "incomplete format");
        assert_eq!(format("a%y").unwrap_err(), "unsupported format character 'y' (0x79) at index 2");
    }
}

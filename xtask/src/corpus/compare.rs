//! Two answers for the same scripts, case by case.

use serde_json::Value;
use std::{collections::HashMap, io, ops::Add};

/// How many cases ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Those that real Alembic runs, always with the same result.
    pub cases: usize,
    /// Of them, those with the same text.
    pub identical: usize,
    /// Those that Limbeck refuses.
    pub refused: usize,
    /// Those that raise an exception under Limbeck only.
    pub raised: usize,
    /// Those with another text.
    pub different: usize,
    /// Not among the cases: real Alembic fails, Limbeck does not.
    pub ran_where_real_fails: usize,
}

impl Add for Figures {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cases: self.cases + other.cases,
            identical: self.identical + other.identical,
            refused: self.refused + other.refused,
            raised: self.raised + other.raised,
            different: self.different + other.different,
            ran_where_real_fails: self.ran_where_real_fails + other.ran_where_real_fails,
        }
    }
}

/// File, dialect and direction.
type Key = (String, String, String);

/// Compares lines of JSON of real Alembic with those of `limbeck sql`; prints the first `show` that differ.
///
/// # Errors
/// A line that is no JSON.
pub fn compare(real: &str, ours: &str, show: usize) -> io::Result<Figures> {
    let ours: HashMap<Key, Value> = parsed(ours)?.into_iter().collect();
    let mut figures = Figures::default();
    let mut shown = 0;
    for (key, real) in parsed(real)? {
        let our = ours.get(&key);
        let ended = our.map_or("refused", |our| text(our, "outcome"));
        let outcome = text(&real, "outcome");
        if outcome == "raised" && ended == "ok" {
            figures.ran_where_real_fails += 1;
        } else if matches!(outcome, "ok" | "unordered") {
            figures.cases += 1;
            let same =
                our.is_some_and(|our| same(text(&real, "sql"), text(our, "sql"), outcome == "unordered"));
            match ended {
                "ok" if same => {
                    figures.identical += 1;
                    continue;
                }
                "ok" => figures.different += 1,
                "raised" => figures.raised += 1,
                _ => figures.refused += 1,
            }
        } else {
            continue;
        }
        if shown < show {
            shown += 1;
            let (file, dialect, direction) = &key;
            eprintln!("== {direction} of {file}, {dialect}: {ended}");
            eprintln!("-- Alembic: {}\n{}", text(&real, "error"), text(&real, "sql"));
            if let Some(our) = our {
                eprintln!("-- Limbeck: {}\n{}", text(our, "error"), text(our, "sql"));
            }
        }
    }
    Ok(figures)
}

fn parsed(lines: &str) -> io::Result<Vec<(Key, Value)>> {
    lines
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line)?;
            let word = |name| text(&value, name).to_owned();
            Ok(((word("file"), word("dialect"), word("direction")), value))
        })
        .collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The same text, or where the order is chance the same statements.
fn same(real: &str, ours: &str, unordered: bool) -> bool {
    let statements = |text: &str| {
        let mut statements: Vec<String> = text.split(";\n\n").map(str::to_owned).collect();
        statements.sort();
        statements
    };
    if unordered { statements(real) == statements(ours) } else { real == ours }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(outcome: &str, sql: &str) -> String {
        serde_json::json!({"file": "a.py", "dialect": "sqlite", "direction": "upgrade", "outcome": outcome, "sql": sql})
            .to_string()
    }

    #[test]
    fn each_case_is_counted_once() {
        let compared = |real: &str, ours: &str| compare(real, ours, 0).unwrap_or_default();
        let ok = line("ok", "A;\n\nB;\n\n");
        assert_eq!(compared(&ok, &ok), Figures { cases: 1, identical: 1, ..Figures::default() });
        let turned = line("ok", "B;\n\nA;\n\n");
        assert_eq!(compared(&ok, &turned), Figures { cases: 1, different: 1, ..Figures::default() });
        let unordered = line("unordered", "A;\n\nB;\n\n");
        assert_eq!(compared(&unordered, &turned), Figures { cases: 1, identical: 1, ..Figures::default() });
        assert_eq!(
            compared(&ok, &line("refused", "")),
            Figures { cases: 1, refused: 1, ..Figures::default() }
        );
        assert_eq!(
            compared(&line("raised", ""), &ok),
            Figures { ran_where_real_fails: 1, ..Figures::default() }
        );
        assert_eq!(compared(&line("chance", ""), &ok), Figures::default());
    }
}

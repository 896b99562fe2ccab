//! `sql`: what single revisions write, and why those that do not work do not.
//!
//! Here is the answer as data and as lines. Running the scripts is the front end's business.

use crate::{
    diagnostic::Diagnostic,
    error::Failure,
    revision::{RevisionArgument, RevisionError, RevisionId, RevisionMap},
};
use std::{collections::BTreeMap, fmt::Write as _};

/// How one function of one script ended on one dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It returned; what it wrote, each statement followed by an empty line.
    Written(String),
    /// Limbeck does not do what it asks for.
    Refused(Box<Diagnostic>),
    /// The script raised an exception, as it does under Alembic.
    Raised(Box<Diagnostic>),
}

impl Ending {
    /// The word for it in the machine-readable answer.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Written(_) => "ok",
            Self::Refused(_) => "refused",
            Self::Raised(_) => "raised",
        }
    }

    /// What was written; nothing unless the function returned.
    pub fn sql(&self) -> &str {
        match self {
            Self::Written(sql) => sql,
            Self::Refused(_) | Self::Raised(_) => "",
        }
    }

    /// What went wrong, taken out.
    pub fn into_diagnostic(self) -> Option<Diagnostic> {
        match self {
            Self::Written(_) => None,
            Self::Refused(diagnostic) | Self::Raised(diagnostic) => Some(*diagnostic),
        }
    }

    /// What went wrong.
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        match self {
            Self::Written(_) => None,
            Self::Refused(diagnostic) | Self::Raised(diagnostic) => Some(diagnostic),
        }
    }
}

/// One function of one script on one dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The script's file, as shown.
    pub file: String,
    /// The revision.
    pub revision: String,
    /// The dialect's name.
    pub dialect: String,
    /// `upgrade` or `downgrade`.
    pub direction: &'static str,
    /// How it ended.
    pub ending: Ending,
}

impl Case {
    /// One line of JSON.
    pub fn json(&self) -> String {
        let error = self.ending.diagnostic().map(in_one_line);
        serde_json::json!({
            "file": self.file,
            "revision": self.revision,
            "dialect": self.dialect,
            "direction": self.direction,
            "outcome": self.ending.outcome(),
            "sql": self.ending.sql(),
            "error": error,
        })
        .to_string()
    }

    /// The case's name in remarks.
    pub fn title(&self) -> String {
        format!("{} of {} ({}), {}", self.direction, self.revision, self.file, self.dialect)
    }
}

/// The message, its place and what to do.
fn in_one_line(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    for label in &diagnostic.labels {
        let _ = write!(text, " at {}", label.origin);
        if !label.message.is_empty() {
            let _ = write!(text, " ({})", label.message);
        }
    }
    for help in &diagnostic.help {
        let _ = write!(text, "; {help}");
    }
    text
}

/// The revisions that an argument names, in the order in which their functions would run.
///
/// A range leaves out its start, as `upgrade start:end` does.
///
/// # Errors
/// A symbol that names no revision.
pub fn select(map: &RevisionMap, argument: &str, downgrade: bool) -> Result<Vec<RevisionId>, Failure> {
    let mut chosen: Vec<RevisionId> = if let Some((start, end)) = argument.split_once(':') {
        let start = match start {
            "" | "base" => Vec::new(),
            start => map
                .resolve(&RevisionArgument::from(start))?
                .iter()
                .filter_map(|found| Some(found.revision("id").ok()?.id().to_string()))
                .collect(),
        };
        let end = if end.is_empty() { "heads" } else { end };
        map.upgrade_steps(&start, end)?.into_iter().filter_map(|step| step.revision).collect()
    } else {
        let found = map.resolve(&RevisionArgument::from(argument))?;
        found
            .iter()
            .map(|found| Ok(found.revision("id")?.id().clone()))
            .collect::<Result<_, RevisionError>>()?
    };
    if downgrade {
        chosen.reverse();
    }
    Ok(chosen)
}

/// How many cases ended how, then the reasons, the most frequent first; each with the first place it was met.
pub fn summary(cases: &[Case]) -> Vec<String> {
    let count = |outcome| cases.iter().filter(|case| case.ending.outcome() == outcome).count();
    let mut lines = vec![format!(
        "{} cases: {} ok, {} refused, {} raised",
        cases.len(),
        count("ok"),
        count("refused"),
        count("raised")
    )];
    for (outcome, title) in
        [("refused", "refused by Limbeck"), ("raised", "raised by the scripts themselves")]
    {
        // By reason: how often, and which case came first.
        let mut reasons: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (index, case) in cases.iter().enumerate().filter(|(_, case)| case.ending.outcome() == outcome) {
            let message = case.ending.diagnostic().map_or("", |diagnostic| diagnostic.message.as_str());
            reasons.entry(reason(message)).or_insert((0, index)).0 += 1;
        }
        if reasons.is_empty() {
            continue;
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
        lines.push(format!("{title}:"));
        for (reason, (count, first)) in reasons {
            let place = cases.get(first).and_then(|case| {
                let label = case.ending.diagnostic()?.labels.first()?;
                Some(format!("  ({})", label.origin))
            });
            lines.push(format!("{count:>6}  {reason}{}", place.unwrap_or_default()));
        }
    }
    lines
}

/// The longest reason that is shown, in characters.
const LONGEST: usize = 160;

/// A message without what differs from script to script: what is in quotes, and numbers.
fn reason(message: &str) -> String {
    let mut text = String::new();
    let mut quote = None;
    let mut before = ' ';
    for character in message.lines().next().unwrap_or_default().chars() {
        match quote {
            Some(open) if open == character => {
                text.push('…');
                text.push(character);
                quote = None;
            }
            Some(_) => {}
            // An apostrophe stands in a word.
            None if matches!(character, '"' | '\'') && !before.is_alphanumeric() => {
                text.push(character);
                quote = Some(character);
            }
            None if character.is_ascii_digit() && before.is_ascii_digit() => {}
            None if character.is_ascii_digit() && !before.is_alphanumeric() => text.push('#'),
            None => text.push(character),
        }
        before = character;
    }
    if text.chars().count() > LONGEST {
        text = text.chars().take(LONGEST).chain(['…']).collect();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::Origin;

    fn case(ending: Ending) -> Case {
        Case {
            file: "a.py".to_owned(),
            revision: "a".to_owned(),
            dialect: "sqlite".to_owned(),
            direction: "upgrade",
            ending,
        }
    }

    #[test]
    fn what_was_written_is_told_exactly() {
        assert_eq!(
            case(Ending::Written("DROP TABLE \"é\";\n\n".to_owned())).json(),
            "{\"file\":\"a.py\",\"revision\":\"a\",\"dialect\":\"sqlite\",\"direction\":\"upgrade\",\
             \"outcome\":\"ok\",\"sql\":\"DROP TABLE \\\"é\\\";\\n\\n\",\"error\":null}"
        );
    }

    #[test]
    fn reasons_differ_by_more_than_names() {
        assert_eq!(reason("no table \"t5\" at row 17: can't"), "no table \"…\" at row #: can't");
        assert_eq!(reason("int8 isn't 'x' or 'y'"), "int8 isn't '…' or '…'");
        assert_eq!(reason(&"é".repeat(200)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn reasons_are_counted_and_placed() {
        let refused = |line| {
            let diagnostic =
                Diagnostic::error("LB0401", "not supported: x").at(Origin::file("a.py", line, 5), "");
            case(Ending::Refused(Box::new(diagnostic)))
        };
        let lines = summary(&[case(Ending::Written(String::new())), refused(3), refused(4)]);
        assert_eq!(
            lines,
            [
                "3 cases: 1 ok, 2 refused, 0 raised",
                "refused by Limbeck:",
                "     2  not supported: x  (a.py:3)",
            ]
        );
    }
}

//! Usage lines and help texts, in argparse's shape.

use super::definitions::{ALEMBIC_GLOBAL, COMMANDS, CommandDefinition, GLOBAL, Option_, Value};

pub(super) fn names(option: &Option_) -> String {
    let short = option.short.map(|short| format!("-{short}"));
    let long = option.long.map(|long| format!("--{long}"));
    [short, long].into_iter().flatten().collect::<Vec<_>>().join("/")
}

/// Commands that Alembic has too: messages that it prints name no other.
pub(super) fn alembics() -> impl Iterator<Item = &'static CommandDefinition> {
    COMMANDS.iter().filter(|definition| definition.name != "sql")
}

pub(super) fn choices_set() -> String {
    set_of(alembics())
}

/// Names of commands as argparse writes a set of choices.
fn set_of<'a>(definitions: impl Iterator<Item = &'a CommandDefinition>) -> String {
    let names: Vec<&str> = definitions.map(|definition| definition.name).collect();
    format!("{{{}}}", names.join(","))
}

/// One option in a usage line.
pub(super) fn in_usage(option: &Option_) -> String {
    let first = match (option.short, option.long) {
        (Some(short), _) => format!("-{short}"),
        (None, Some(long)) => format!("--{long}"),
        (None, None) => String::new(),
    };
    match option.value {
        Value::Flag => format!("[{first}]"),
        Value::One | Value::Repeated => format!("[{first} {}]", option.name.to_uppercase()),
        Value::Positional => option.name.to_owned(),
        Value::Optional => format!("[{}]", option.name),
        Value::Positionals => format!("{0} [{0} ...]", option.name),
    }
}

/// Usage of the whole program under an error, wrapped at 80 columns as argparse does: Alembic's, to the letter.
pub(super) fn usage(program: &str) -> String {
    whole_usage(program, GLOBAL.get(..ALEMBIC_GLOBAL).unwrap_or(GLOBAL), choices_set())
}

fn whole_usage(program: &str, options: &[Option_], choices: String) -> String {
    let mut parts = vec!["[-h]".to_owned()];
    parts.extend(options.iter().map(in_usage));
    wrap_usage(program, &parts, &[choices, "...".to_owned()])
}

pub(super) fn command_usage(program: &str, definition: &CommandDefinition) -> String {
    let is_positional = |option: &&Option_| option.is_positional();
    let mut parts = vec!["[-h]".to_owned()];
    parts.extend(definition.options.iter().filter(|option| !is_positional(option)).map(in_usage));
    let positionals: Vec<String> = definition
        .options
        .iter()
        .filter(is_positional)
        .flat_map(|option| match option.value {
            Value::Positionals => vec![option.name.to_owned(), format!("[{} ...]", option.name)],
            Value::Optional => vec![format!("[{}]", option.name)],
            Value::Flag | Value::One | Value::Repeated | Value::Positional => vec![option.name.to_owned()],
        })
        .collect();
    wrap_usage(&format!("{program} {}", definition.name), &parts, &positionals)
}

/// `usage: PROGRAM PARTS`, options and positionals on lines of their own when one line is too short.
pub(super) fn wrap_usage(program: &str, options: &[String], positionals: &[String]) -> String {
    const WIDTH: usize = 78;
    let head = format!("usage: {program}");
    let all: Vec<&String> = options.iter().chain(positionals).collect();
    let line = all.iter().fold(head.clone(), |line, part| format!("{line} {part}"));
    if line.len() <= WIDTH {
        return format!("{line}\n");
    }
    let indent = " ".repeat(head.len() + 1);
    let mut lines = wrap_parts(&format!("{head} "), &indent, options, WIDTH);
    lines.extend(wrap_parts(&indent, &indent, positionals, WIDTH));
    lines.join("\n") + "\n"
}

pub(super) fn wrap_parts(first: &str, indent: &str, parts: &[String], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for part in parts {
        let prefix = if lines.is_empty() { first } else { indent };
        if !line.is_empty() && prefix.len() + line.len() + 1 + part.len() > width {
            lines.push(format!("{prefix}{line}"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    if !line.is_empty() {
        let prefix = if lines.is_empty() { first } else { indent };
        lines.push(format!("{prefix}{line}"));
    }
    lines
}

pub(super) fn help(program: &str) -> String {
    // Everything that is there, what Alembic has not included.
    let choices = set_of(COMMANDS.iter());
    let usage = whole_usage(program, GLOBAL, choices.clone());
    let mut text = format!("{usage}\npositional arguments:\n  {choices}\n");
    for definition in COMMANDS {
        text.push_str(&entry(&format!("  {}", definition.name), definition.about));
    }
    text.push_str("\noptions:\n");
    text.push_str(&entry("-h, --help", "show this help message and exit"));
    for option in GLOBAL {
        text.push_str(&entry(&option_names(option), option.help));
    }
    text
}

pub(super) fn command_help(program: &str, definition: &CommandDefinition) -> String {
    let mut text = command_usage(program, definition);
    text.push('\n');
    text.push_str(definition.about);
    text.push('\n');
    let is_positional = |option: &&Option_| option.is_positional();
    if definition.options.iter().any(|option| is_positional(&option)) {
        text.push_str("\npositional arguments:\n");
        for option in definition.options.iter().filter(is_positional) {
            text.push_str(&entry(option.name, option.help));
        }
    }
    text.push_str("\noptions:\n");
    text.push_str(&entry("-h, --help", "show this help message and exit"));
    for option in definition.options.iter().filter(|option| !is_positional(option)) {
        text.push_str(&entry(&option_names(option), option.help));
    }
    text
}

pub(super) fn option_names(option: &Option_) -> String {
    let value = match option.value {
        Value::One | Value::Repeated => format!(" {}", option.name.to_uppercase()),
        Value::Flag | Value::Positional | Value::Optional | Value::Positionals => String::new(),
    };
    names(option).split('/').map(|name| format!("{name}{value}")).collect::<Vec<_>>().join(", ")
}

/// A name and its explanation in two columns, at most 80 wide.
pub(super) fn entry(name: &str, help: &str) -> String {
    const COLUMN: usize = 24;
    const WIDTH: usize = 79;
    let mut text = format!("  {name}");
    let indent = " ".repeat(COLUMN);
    if text.len() + 2 > COLUMN {
        text.push('\n');
        text.push_str(&indent);
    } else {
        text.push_str(&" ".repeat(COLUMN - text.len()));
    }
    let mut column = COLUMN;
    for (index, word) in help.split_whitespace().enumerate() {
        if index > 0 {
            if column + 1 + word.len() > WIDTH {
                text.push('\n');
                text.push_str(&indent);
                column = COLUMN;
            } else {
                text.push(' ');
                column += 1;
            }
        }
        text.push_str(word);
        column += word.len();
    }
    text.push('\n');
    text
}

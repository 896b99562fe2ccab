//! The command line as data: commands, options, usage. One definition serves parser, usage and help.
//!
//! Alembic's command line is argparse's: the same options, the same usage lines, usage errors on
//! standard error with exit code 2. The parser is clap's; texts are written here.

mod definitions;
mod help;
#[cfg(feature = "python")]
mod values;

#[cfg(feature = "python")]
pub(crate) use self::values::values;

use self::{
    definitions::{COMMANDS, CommandDefinition, GLOBAL, Option_, Value},
    help::{alembics, choices_set, command_help, command_usage, help, names, usage},
};
use crate::words::{Valued, join_values, without_value};
use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind};

/// What to print and how to end, when the arguments ask for help or make no sense.
pub(crate) struct Stop {
    pub(crate) text: String,
    pub(crate) to_stderr: bool,
    pub(crate) code: i32,
}

/// Parses the arguments, the program's name first.
pub(crate) fn parse(program: &str, arguments: &[String]) -> Result<ArgMatches, Stop> {
    let mut command = Command::new("limbeck")
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .infer_long_args(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::SetTrue))
        .args(GLOBAL.iter().map(argument));
    for definition in COMMANDS {
        command = command.subcommand(
            Command::new(definition.name)
                .disable_help_flag(true)
                .infer_long_args(true)
                .arg(Arg::new("help").short('h').long("help").action(ArgAction::SetTrue))
                .args(definition.options.iter().map(argument)),
        );
    }
    let rest = arguments.get(1..).unwrap_or_default();
    let rest = &join_values(rest, &valued(rest));
    // Help wins over whatever else is missing, as with argparse.
    if let Some(text) = help_asked(program, rest) {
        return Err(Stop { text, to_stderr: false, code: 0 });
    }
    let matches = command.try_get_matches_from(rest).map_err(|error| usage_error(program, rest, &error))?;
    if matches.get_flag("version") {
        let text = format!("{program} {}\n", crate::COMPATIBLE_VERSION);
        return Err(Stop { text, to_stderr: false, code: 0 });
    }
    if matches.subcommand().is_none() {
        return Err(stop(&usage(program), program, "too few arguments"));
    }
    Ok(matches)
}

/// The options of a command line that take a value.
fn valued(arguments: &[String]) -> Vec<Valued<'static>> {
    let definition =
        command_word(arguments).and_then(|word| COMMANDS.iter().find(|definition| definition.name == word));
    let options = GLOBAL.iter().chain(definition.map_or(&[][..], |definition| definition.options));
    options
        .filter(|option| matches!(option.value, Value::One | Value::Repeated))
        .map(|option| Valued { short: option.short, long: option.long })
        .collect()
}

fn argument(option: &Option_) -> Arg {
    let mut argument = Arg::new(option.name);
    if let Some(short) = option.short {
        argument = argument.short(short);
    }
    if let Some(long) = option.long {
        argument = argument.long(long);
    }
    match option.value {
        Value::Flag => argument.action(ArgAction::SetTrue),
        Value::One => argument.action(ArgAction::Set).overrides_with(option.name),
        Value::Repeated => argument.action(ArgAction::Append),
        Value::Positional => argument.required(true).allow_negative_numbers(true),
        Value::Optional => argument.allow_negative_numbers(true),
        Value::Positionals => argument.required(true).num_args(1..).allow_negative_numbers(true),
    }
}

fn help_asked(program: &str, arguments: &[String]) -> Option<String> {
    let mut command = None;
    let mut skip = false;
    for argument in arguments {
        if std::mem::take(&mut skip) {
            continue;
        }
        match argument.as_str() {
            "--" => return None,
            "-h" | "--help" => {
                return Some(match command {
                    Some(definition) => command_help(program, definition),
                    None => help(program),
                });
            }
            "-c" | "--config" | "-n" | "--name" | "-x" | "--url" if command.is_none() => skip = true,
            word if command.is_none() && !word.starts_with('-') => {
                command = Some(COMMANDS.iter().find(|definition| definition.name == word)?);
            }
            _ => {}
        }
    }
    None
}

/// The first word that is no option and no option's value: the command.
fn command_word(arguments: &[String]) -> Option<&str> {
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "-c" | "--config" | "-n" | "--name" | "-x" | "--url" => {
                words.next();
            }
            word if word.starts_with('-') => {}
            word => return Some(word),
        }
    }
    None
}

fn stop(usage: &str, program: &str, message: &str) -> Stop {
    Stop { text: format!("{usage}{program}: error: {message}\n"), to_stderr: true, code: 2 }
}

/// Clap's complaint in argparse's words.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "clap has kinds that this command line cannot bring about"
)]
fn usage_error(program: &str, arguments: &[String], error: &clap::Error) -> Stop {
    let definition =
        command_word(arguments).and_then(|word| COMMANDS.iter().find(|definition| definition.name == word));
    let (usage, name) = match definition {
        Some(definition) => (command_usage(program, definition), format!("{program} {}", definition.name)),
        None => (usage(program), program.to_owned()),
    };
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let choices: Vec<String> =
                alembics().map(|definition| format!("'{}'", definition.name)).collect();
            let word = context(clap::error::ContextKind::InvalidSubcommand);
            stop(
                &usage,
                &name,
                &format!(
                    "argument {}: invalid choice: '{word}' (choose from {})",
                    choices_set(),
                    choices.join(", ")
                ),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing: Vec<&str> = definition
                .map(|definition| {
                    definition
                        .options
                        .iter()
                        .filter(|option| matches!(option.value, Value::Positional | Value::Positionals))
                        .map(|option| option.name)
                        .collect()
                })
                .unwrap_or_default();
            stop(&usage, &name, &format!("the following arguments are required: {}", missing.join(", ")))
        }
        ErrorKind::UnknownArgument => {
            let valued = valued(arguments);
            if let Some(option) = without_value(arguments, &valued) {
                let word =
                    option.long.map_or_else(|| option.short.unwrap_or_default().to_string(), str::to_owned);
                let message = format!("argument {}: expected one argument", spelled(definition, &word));
                return stop(&usage, &name, &message);
            }
            // argparse lists every argument it could not place, and speaks for the whole program.
            let extra = definition.map(|definition| unplaced(definition, arguments)).unwrap_or_default();
            let extra = if extra.is_empty() {
                context(clap::error::ContextKind::InvalidArg)
            } else {
                extra.join(" ")
            };
            stop(&self::usage(program), program, &format!("unrecognized arguments: {extra}"))
        }
        ErrorKind::InvalidValue | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            let option = context(clap::error::ContextKind::InvalidArg);
            let option = option.split_whitespace().next().unwrap_or_default().to_owned();
            stop(&usage, &name, &format!("argument {}: expected one argument", spelled(definition, &option)))
        }
        _ => stop(&usage, &name, error.to_string().lines().next().unwrap_or_default()),
    }
}

/// The words after a command that fit none of its options and positionals.
fn unplaced(definition: &CommandDefinition, arguments: &[String]) -> Vec<String> {
    let after = arguments.iter().position(|word| word == definition.name).map_or(0, |position| position + 1);
    let mut free = definition
        .options
        .iter()
        .filter(|option| matches!(option.value, Value::Positional | Value::Optional))
        .count();
    let many = definition.options.iter().any(|option| option.value == Value::Positionals);
    let mut extra = Vec::new();
    let mut words = arguments.iter().skip(after);
    while let Some(word) = words.next() {
        let is_number = word.strip_prefix('-').is_some_and(|rest| rest.parse::<f64>().is_ok());
        if word.starts_with('-') && word.len() > 1 && !is_number {
            let name = word.split('=').next().unwrap_or(word);
            let known = definition.options.iter().find(|option| {
                option.short.is_some_and(|short| name == format!("-{short}"))
                    || option.long.is_some_and(|long| name.len() > 2 && format!("--{long}").starts_with(name))
            });
            match known {
                Some(option)
                    if matches!(option.value, Value::One | Value::Repeated) && !word.contains('=') =>
                {
                    words.next();
                }
                Some(_) => {}
                None => extra.push(word.clone()),
            }
        } else if free > 0 {
            free -= 1;
        } else if !many {
            extra.push(word.clone());
        }
    }
    extra
}

/// An option as argparse names it in messages: `-m/--message`.
fn spelled(definition: Option<&CommandDefinition>, option: &str) -> String {
    let long = option.trim_start_matches('-');
    let all = definition.map_or(GLOBAL, |definition| definition.options);
    all.iter()
        .find(|candidate| {
            candidate.long == Some(long) || candidate.short.is_some_and(|short| long == short.to_string())
        })
        .map_or_else(|| option.to_owned(), names)
}

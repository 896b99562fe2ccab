//! The command line as data: commands, options, usage. One definition serves parser, usage and help.
//!
//! Alembic's command line is argparse's: the same options, the same usage lines, usage errors on
//! standard error with exit code 2. The parser is clap's; texts are written here.

use crate::words::{Valued, join_values, without_value};
use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind};

/// One option or positional of a command.
pub(crate) struct Option_ {
    short: Option<char>,
    long: Option<&'static str>,
    /// Destination, and how a value is called in usage lines; flags have none.
    name: &'static str,
    value: Value,
    help: &'static str,
}

impl Option_ {
    fn is_positional(&self) -> bool {
        matches!(self.value, Value::Positional | Value::Optional | Value::Positionals)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Flag,
    One,
    Repeated,
    Positional,
    Optional,
    Positionals,
}

const fn flag(short: Option<char>, long: &'static str, name: &'static str, help: &'static str) -> Option_ {
    Option_ { short, long: Some(long), name, value: Value::Flag, help }
}

const fn one(short: Option<char>, long: &'static str, name: &'static str, help: &'static str) -> Option_ {
    Option_ { short, long: Some(long), name, value: Value::One, help }
}

const fn positional(name: &'static str, help: &'static str) -> Option_ {
    Option_ { short: None, long: None, name, value: Value::Positional, help }
}

/// A command: its name, its first help line, its options.
pub(crate) struct CommandDefinition {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    options: &'static [Option_],
}

const SQL: Option_ =
    flag(None, "sql", "sql", "don't touch a database: write the SQL to standard output or the output file");
const TAG: Option_ = one(None, "tag", "tag", "any text; env.py scripts can read it");
const VERBOSE: Option_ = flag(Some('v'), "verbose", "verbose", "say more");

const REVISIONS: Option_ = Option_ {
    short: None,
    long: None,
    name: "revisions",
    value: Value::Positionals,
    help: "one or more revisions, or 'heads'",
};

/// Every command, in the order of the help text; `run` says which work.
pub(crate) static COMMANDS: &[CommandDefinition] = &[
    CommandDefinition { name: "branches", about: "Show current branch points.", options: &[VERBOSE] },
    CommandDefinition {
        name: "check",
        about: "Check if revision command with autogenerate has pending upgrade ops.",
        options: &[],
    },
    CommandDefinition {
        name: "current",
        about: "Display the current revision for a database.",
        options: &[
            flag(Some('c'), "check-heads", "check_heads", "fail unless every head revision is applied"),
            VERBOSE,
        ],
    },
    CommandDefinition {
        name: "downgrade",
        about: "Revert to a previous version.",
        options: &[SQL, TAG, positional("revision", "revision to go back to")],
    },
    CommandDefinition {
        name: "edit",
        about: "Edit revision script(s) using $EDITOR.",
        options: &[positional("rev", "revision to edit")],
    },
    CommandDefinition {
        name: "ensure_version",
        about: "Create the alembic version table if it doesn't exist already .",
        options: &[SQL],
    },
    CommandDefinition {
        name: "heads",
        about: "Show current available heads in the script directory.",
        options: &[
            VERBOSE,
            flag(
                None,
                "resolve-dependencies",
                "resolve_dependencies",
                "count dependencies as down revisions",
            ),
        ],
    },
    CommandDefinition {
        name: "history",
        about: "List changeset scripts in chronological order.",
        options: &[
            one(Some('r'), "rev-range", "rev_range", "a range of revisions: [start]:[end]"),
            VERBOSE,
            flag(Some('i'), "indicate-current", "indicate_current", "mark the revisions the database is at"),
        ],
    },
    CommandDefinition {
        name: "init",
        about: "Initialize a new scripts directory.",
        options: &[
            one(Some('t'), "template", "template", "which template to use"),
            flag(None, "package", "package", "make Python packages of the directories"),
            positional("directory", "where the scripts are to be"),
        ],
    },
    CommandDefinition { name: "list_templates", about: "List available templates.", options: &[] },
    CommandDefinition {
        name: "merge",
        about: "Merge two revisions together. Creates a new migration file.",
        options: &[
            one(Some('m'), "message", "message", "what the revision is for"),
            one(None, "branch-label", "branch_label", "a label for the new branch"),
            one(None, "rev-id", "rev_id", "an id in place of a generated one"),
            flag(None, "splice", "splice", "allow revisions that are no heads"),
            REVISIONS,
        ],
    },
    CommandDefinition {
        name: "revision",
        about: "Create a new revision file.",
        options: &[
            one(Some('m'), "message", "message", "what the revision is for"),
            flag(None, "autogenerate", "autogenerate", "fill it with what models and database differ in"),
            flag(None, "sql", "sql", "don't touch a database"),
            one(None, "head", "head", "the revision it follows"),
            flag(None, "splice", "splice", "allow a revision that is no head"),
            one(None, "branch-label", "branch_label", "a label for the new branch"),
            one(None, "version-path", "version_path", "the directory for the file"),
            one(None, "rev-id", "rev_id", "an id in place of a generated one"),
            Option_ {
                short: None,
                long: Some("depends-on"),
                name: "depends_on",
                value: Value::Repeated,
                help: "a revision it depends on",
            },
        ],
    },
    CommandDefinition {
        name: "show",
        about: "Show the revision(s) denoted by the given symbol.",
        options: &[positional("rev", "revision to show")],
    },
    CommandDefinition {
        name: "sql",
        about: "Limbeck: Show the SQL of single revisions; no database is needed.",
        options: &[
            Option_ {
                short: None,
                long: Some("dialect"),
                name: "dialect",
                value: Value::Repeated,
                help: "postgresql, mysql or sqlite; may be given more than once",
            },
            flag(None, "downgrade", "downgrade", "the SQL of downgrade(), not of upgrade()"),
            flag(None, "json", "json", "one line of JSON for each revision, dialect and direction"),
            flag(
                None,
                "all",
                "all",
                "every revision; the reasons for those that do not work go to standard error",
            ),
            Option_ {
                short: None,
                long: Some("versions"),
                name: "versions",
                value: Value::Repeated,
                help: "a directory of scripts without a project; may be given more than once",
            },
            Option_ {
                short: None,
                long: None,
                name: "revision",
                value: Value::Optional,
                help: "a revision, or a range: [start]:[end]",
            },
        ],
    },
    CommandDefinition {
        name: "stamp",
        about: "'stamp' the revision table with the given revision; don't run any migrations.",
        options: &[
            SQL,
            TAG,
            flag(None, "purge", "purge", "delete every row of the version table first"),
            REVISIONS,
        ],
    },
    CommandDefinition {
        name: "upgrade",
        about: "Upgrade to a later version.",
        options: &[SQL, TAG, positional("revision", "revision to go to")],
    },
];

/// Options before the command. The first six are Alembic's.
static GLOBAL: &[Option_] = &[
    Option_ {
        short: None,
        long: Some("version"),
        name: "version",
        value: Value::Flag,
        help: "show the version and exit",
    },
    Option_ {
        short: Some('c'),
        long: Some("config"),
        name: "config",
        value: Value::Repeated,
        help: "an alternative config file; may be given twice, for an ini and a pyproject.toml",
    },
    one(Some('n'), "name", "name", "section of the ini file to read"),
    Option_ {
        short: Some('x'),
        long: None,
        name: "x",
        value: Value::Repeated,
        help: "an argument for env.py, such as -x key=value",
    },
    flag(None, "raiseerr", "raiseerr", "show where an error was raised"),
    flag(Some('q'), "quiet", "quiet", "write nothing to standard output"),
    one(None, "url", "url", "Limbeck: the database to use, whatever the project says"),
    flag(None, "no-lock", "no_lock", "Limbeck: don't wait for another run on the same database"),
];

/// How many of [`GLOBAL`] stand in Alembic's own usage line.
const ALEMBIC_GLOBAL: usize = 6;

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

fn names(option: &Option_) -> String {
    let short = option.short.map(|short| format!("-{short}"));
    let long = option.long.map(|long| format!("--{long}"));
    [short, long].into_iter().flatten().collect::<Vec<_>>().join("/")
}

/// Commands that Alembic has too: messages that it prints name no other.
fn alembics() -> impl Iterator<Item = &'static CommandDefinition> {
    COMMANDS.iter().filter(|definition| definition.name != "sql")
}

fn choices_set() -> String {
    let names: Vec<&str> = alembics().map(|definition| definition.name).collect();
    format!("{{{}}}", names.join(","))
}

/// One option in a usage line.
fn in_usage(option: &Option_) -> String {
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

/// Usage of the whole program, wrapped at 80 columns as argparse does.
fn usage(program: &str) -> String {
    let mut parts = vec!["[-h]".to_owned()];
    parts.extend(GLOBAL.iter().take(ALEMBIC_GLOBAL).map(in_usage));
    let positionals = vec![choices_set(), "...".to_owned()];
    wrap_usage(program, &parts, &positionals)
}

fn command_usage(program: &str, definition: &CommandDefinition) -> String {
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
            _ => vec![option.name.to_owned()],
        })
        .collect();
    wrap_usage(&format!("{program} {}", definition.name), &parts, &positionals)
}

/// `usage: PROGRAM PARTS`, options and positionals on lines of their own when one line is too short.
fn wrap_usage(program: &str, options: &[String], positionals: &[String]) -> String {
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

fn wrap_parts(first: &str, indent: &str, parts: &[String], width: usize) -> Vec<String> {
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

fn help(program: &str) -> String {
    let mut text = usage(program);
    text.push_str("\npositional arguments:\n");
    text.push_str(&format!("  {}\n", choices_set()));
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

fn command_help(program: &str, definition: &CommandDefinition) -> String {
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

fn option_names(option: &Option_) -> String {
    let value = match option.value {
        Value::One | Value::Repeated => format!(" {}", option.name.to_uppercase()),
        Value::Flag | Value::Positional | Value::Optional | Value::Positionals => String::new(),
    };
    names(option).split('/').map(|name| format!("{name}{value}")).collect::<Vec<_>>().join(", ")
}

/// A name and its explanation in two columns, at most 80 wide.
fn entry(name: &str, help: &str) -> String {
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

/// Every option with its value, as argparse's namespace holds them; what was not given is `None`, a flag `False`.
pub(crate) fn values(
    global: &ArgMatches,
    options: &ArgMatches,
) -> serde_json::Map<String, serde_json::Value> {
    let mut values = serde_json::Map::new();
    collect(global, GLOBAL.get(..ALEMBIC_GLOBAL).unwrap_or_default(), &mut values);
    let definition =
        global.subcommand_name().and_then(|name| COMMANDS.iter().find(|command| command.name == name));
    if let Some(definition) = definition {
        collect(options, definition.options, &mut values);
    }
    values
}

fn collect(
    matches: &ArgMatches,
    options: &[Option_],
    values: &mut serde_json::Map<String, serde_json::Value>,
) {
    use serde_json::Value as Json;
    for option in options {
        let texts =
            || -> Option<Vec<String>> { Some(matches.get_many::<String>(option.name)?.cloned().collect()) };
        let value = match option.value {
            Value::Flag => Json::Bool(matches.get_flag(option.name)),
            Value::One | Value::Positional | Value::Optional => {
                texts().and_then(|mut texts| texts.pop()).map_or(Json::Null, Json::String)
            }
            Value::Repeated | Value::Positionals => texts().map_or(Json::Null, |texts| texts.into()),
        };
        values.insert(option.name.to_owned(), value);
    }
}

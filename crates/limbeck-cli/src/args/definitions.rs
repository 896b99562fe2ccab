//! The commands and their options.

/// One option or positional of a command.
pub(crate) struct Option_ {
    pub(super) short: Option<char>,
    pub(super) long: Option<&'static str>,
    /// Destination, and how a value is called in usage lines; flags have none.
    pub(super) name: &'static str,
    pub(super) value: Value,
    pub(super) help: &'static str,
}

impl Option_ {
    pub(super) fn is_positional(&self) -> bool {
        matches!(self.value, Value::Positional | Value::Optional | Value::Positionals)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
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
    pub(super) options: &'static [Option_],
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
pub(super) static GLOBAL: &[Option_] = &[
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
pub(super) const ALEMBIC_GLOBAL: usize = 6;

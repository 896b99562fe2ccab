//! A command line as env.py sees it: argparse's namespace.

use super::definitions::{ALEMBIC_GLOBAL, COMMANDS, GLOBAL, Option_, Value};
use clap::ArgMatches;

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
            Value::Repeated | Value::Positionals => texts().map_or(Json::Null, Into::into),
        };
        values.insert(option.name.to_owned(), value);
    }
}

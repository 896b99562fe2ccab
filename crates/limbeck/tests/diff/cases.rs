//! The recorded comparisons: same operations, same log lines, same warnings, same questions as real Alembic.
//! See ../README.md for the format.

use limbeck::{
    connection::ServerVersion,
    dialect::{self, compare::Pair},
    diff::{
        ColumnRef, CompareError, CompareHooks, CompareOptions, LeftOut, LogLevel, ObjectKind, ObjectRef,
        ParentNames, Plugins, Switch, UpgradeOps, compare, schemas_to_reflect, tables_to_reflect,
    },
    reflect::Reflection,
    schema::MetaData,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Sections by name.
type Case = (String, BTreeMap<String, String>);

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = String::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            cases.push((title.to_owned(), BTreeMap::new()));
            section.clear();
        } else if let Some(name) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            name.clone_into(&mut section);
        } else if let Some((_, sections)) = cases.last_mut()
            && !section.is_empty()
        {
            let text = sections.entry(section.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
    }
    cases
}

/// Answers as the case's options say, and keeps what it is told.
#[derive(Default)]
struct Hooks {
    options: Value,
    asked: Vec<Value>,
    answers: BTreeMap<String, bool>,
    calls: Vec<Value>,
    log: Vec<Value>,
    warnings: Vec<Value>,
}

impl Hooks {
    fn is_listed(&self, option: &str, kind: ObjectKind, name: Option<&str>) -> bool {
        self.options
            .get(option)
            .and_then(Value::as_array)
            .is_some_and(|list| list.contains(&json!([kind.as_str(), name])))
    }

    fn answer(&mut self, option: &str, column: &ColumnRef<'_>) -> Option<bool> {
        self.calls.push(json!([option, column.column.name.text]));
        self.options.get(option)?.get(&column.column.name.text)?.as_bool()
    }
}

impl CompareHooks for Hooks {
    type Error = String;

    fn include_name(
        &mut self,
        name: Option<&str>,
        kind: ObjectKind,
        parents: ParentNames<'_>,
    ) -> Result<bool, String> {
        if self.options.get("exclude_names").is_some() {
            self.calls.push(json!(["name", name, kind.as_str(), parents.qualified_table(kind, name)]));
        }
        Ok(!self.is_listed("exclude_names", kind, name))
    }

    fn include_object(
        &mut self,
        _object: ObjectRef<'_>,
        name: Option<&str>,
        kind: ObjectKind,
        reflected: bool,
        compare_to: Option<ObjectRef<'_>>,
    ) -> Result<bool, String> {
        if self.options.get("exclude_objects").is_some() {
            self.calls.push(json!(["object", name, kind.as_str(), reflected, compare_to.is_some()]));
        }
        Ok(!self.is_listed("exclude_objects", kind, name))
    }

    fn compare_type(&mut self, columns: Pair<ColumnRef<'_>>) -> Result<Option<bool>, String> {
        Ok(self.answer("compare_type", &columns.model))
    }

    fn compare_server_default(
        &mut self,
        columns: Pair<ColumnRef<'_>>,
        _texts: Pair<Option<&str>>,
    ) -> Result<Option<bool>, String> {
        Ok(self.answer("compare_server_default", &columns.model))
    }

    fn defaults_are_equal(&mut self, sql: &str) -> Result<bool, String> {
        let answer = self.answers.get(sql).copied().ok_or_else(|| format!("not asked by Alembic: {sql}"))?;
        self.asked.push(json!([sql, answer]));
        Ok(answer)
    }

    fn server_default_callable(&mut self) -> String {
        "<function hooks.<locals>.answer>".to_owned()
    }

    fn log(&mut self, logger: &'static str, level: LogLevel, text: String) {
        let level = if level == LogLevel::Info { "INFO" } else { "WARNING" };
        self.log.push(json!([level, logger, text]));
    }

    fn left_out(&mut self, object: LeftOut) {
        panic!("{object:?}");
    }

    fn warn(&mut self, category: &'static str, text: String) {
        self.warnings.push(json!([category, text]));
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

/// The recorded facts of a dialect's section: one dictionary with one key a line.
fn facts(text: &str) -> BTreeMap<String, Value> {
    text.lines()
        .filter(|line| !line.is_empty())
        .flat_map(|line| serde_json::from_str::<BTreeMap<String, Value>>(line).expect("a dictionary"))
        .collect()
}

fn switch(value: Option<&Value>, default: Switch) -> Switch {
    match value {
        None => default,
        Some(Value::Bool(true)) => Switch::On,
        Some(Value::Bool(false)) => Switch::Off,
        Some(_) => Switch::Callable,
    }
}

/// What Limbeck finds, in the form in which it was recorded.
fn found(dialect: &str, told: &Value, recorded: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let mut database = Reflection { metadata: read(&recorded["database"]), ..Reflection::default() };
    let models: Vec<MetaData> = read(&recorded["models"]);
    let models: Vec<&MetaData> = models.iter().collect();
    let mut hooks = Hooks { options: told.clone(), ..Hooks::default() };
    for pair in recorded.get("asked").and_then(Value::as_array).into_iter().flatten() {
        hooks.answers.insert(read(&pair[0]), read(&pair[1]));
    }
    let mut dialect = dialect::by_name(dialect).expect("a dialect");
    // MySQL's and MariaDB's cases are recorded on this server.
    let mariadb = ServerVersion { product: "MariaDB".to_owned(), parts: vec![10, 11] };
    let server = matches!(dialect.name(), "mysql" | "mariadb").then_some(&mariadb);
    if let Some(server) = server {
        dialect = dialect.for_server(server);
    }
    let mut options = CompareOptions::new(dialect.capabilities(server));
    options.default_schema = recorded["default_schema"].as_str().map(str::to_owned);
    options.compare_type = switch(told.get("compare_type"), Switch::On);
    options.compare_server_default = switch(told.get("compare_server_default"), Switch::Off);
    let expressions: Vec<String> = told
        .get("autogenerate_plugins")
        .map_or_else(|| Plugins::DEFAULT_EXPRESSIONS.map(str::to_owned).to_vec(), read);
    let expressions: Vec<&str> = expressions.iter().map(String::as_str).collect();
    let scope = reflect_scope(told, &recorded["names"], &options, &mut hooks);
    assert_eq!(
        scope,
        database.metadata.tables.iter().map(|table| table.name.to_string()).collect::<Vec<_>>()
    );
    let result =
        Plugins::select(&expressions, &[], &mut |logger, level, text| hooks.log(logger, level, text))
            .map_err(CompareError::Compile)
            .and_then(|plugins| {
                options.plugins = Plugins::of_names(&plugins);
                compare(&mut database, &models, dialect, &options, &mut hooks)
            });
    let mut found = BTreeMap::new();
    match result {
        Ok(ops) => {
            found.insert("diffs".to_owned(), json!(ops.as_diffs(&database.metadata, &models)));
            found.insert("upgrade".to_owned(), json!(ops));
            let down = ops.reverse().expect("every operation can be undone");
            found.insert("downgrade".to_owned(), json!(down));
        }
        Err(CompareError::Compile(dialect::CompileError::Raised { exception, message })) => {
            found.insert("error".to_owned(), json!(format!("{exception}: {message}")));
        }
        Err(error) => {
            found.insert("error".to_owned(), json!(error.to_string()));
        }
    }
    if told.get("autogenerate_plugins").is_none() {
        hooks.log.retain(|line| line[1] != "alembic.runtime.plugins");
    }
    found.insert("log".to_owned(), Value::Array(hooks.log));
    found.insert("warnings".to_owned(), Value::Array(hooks.warnings));
    if !hooks.asked.is_empty() {
        found.insert("asked".to_owned(), Value::Array(hooks.asked));
    }
    if !hooks.calls.is_empty() {
        found.insert("calls".to_owned(), Value::Array(hooks.calls));
    }
    found
}

/// The tables that are reflected, of all there are.
fn reflect_scope(told: &Value, names: &Value, options: &CompareOptions, hooks: &mut Hooks) -> Vec<String> {
    let mut version_table = options.version_table.clone();
    if let Some(name) = told.get("version_table").and_then(Value::as_str) {
        version_table.name = name.into();
    }
    let options = CompareOptions { version_table, ..options.clone() };
    let include_schemas = told.get("include_schemas") == Some(&Value::Bool(true));
    let all: Vec<String> = read(&names["schemas"]);
    let tables: Vec<(Option<String>, Vec<String>)> = read(&names["tables"]);
    let mut scope = Vec::new();
    for schema in schemas_to_reflect(&all, include_schemas, &options, hooks).expect("schemas") {
        let (_, names) = tables.iter().find(|(name, _)| *name == schema).expect("a schema's tables");
        for name in tables_to_reflect(schema.as_deref(), names, &options, hooks).expect("tables") {
            scope.push(schema.as_ref().map_or_else(|| name.clone(), |schema| format!("{schema}.{name}")));
        }
    }
    scope
}

/// Directives without what the recorded ones do not tell: what a dropped thing looked like, which the
/// downgrade shows.
fn directives(ops: &UpgradeOps) -> Value {
    let mut value = serde_json::to_value(ops).expect("directives are plain data");
    strip(&mut value);
    value
}

/// Leaves out defaults, so that trees that leave them out are equal to trees that do not.
fn strip(value: &mut Value) {
    if let Value::Object(map) = value {
        for key in ["drop_table", "drop_column", "drop_index", "drop_constraint"] {
            if let Some(Value::Object(operation)) = map.get_mut(key) {
                operation.remove("existing");
            }
        }
        if let Some(Value::Object(alter)) = map.get_mut("alter_column") {
            alter.remove("drop_type_checks");
            alter.remove("add_type_checks");
            // Alembic does not tell *no comment* from *not known*.
            if let Some(Value::Object(comment)) = alter.get_mut("comment") {
                comment.retain(|key, value| key != "existing" || value != "nothing");
            }
        }
        map.remove("from_column");
        map.remove("duplicates_index");
        if let Some(Value::Array(constraints)) = map.get_mut("constraints") {
            constraints.iter_mut().for_each(strip);
            constraints.sort_by_key(Value::to_string);
        }
        for value in map.values_mut() {
            strip(value);
        }
        map.retain(|key, value| {
            let is_default = match value {
                Value::Null | Value::Bool(false) => true,
                Value::Array(list) => list.is_empty(),
                Value::Object(map) => map.is_empty(),
                Value::String(text) => {
                    matches!((key.as_str(), text.as_str()), ("autoincrement", "auto") | ("kind", "plain"))
                }
                Value::Bool(true) => matches!(
                    key.as_str(),
                    "as_decimal" | "as_uuid" | "native" | "create_type" | "anonymous" | "multiple"
                ),
                Value::Number(_) => false,
            };
            // These say something even where they say no.
            let speaks = matches!(
                key.as_str(),
                "nullable"
                    | "existing"
                    | "set"
                    | "persisted"
                    | "identity"
                    | "json"
                    | "jsonb"
                    | "value"
                    | "date_time"
                    | "interval"
                    | "timestamp"
                    | "time"
                    | "year"
                    | "bit"
                    | "function"
            );
            !is_default || (speaks && !value.is_null()) || (key == "nullable" && value.is_boolean())
        });
    } else if let Value::Array(list) = value {
        list.iter_mut().for_each(strip);
    }
}

/// Puts into one order what Alembic does in the order of a set: runs of operations or lines of one kind.
fn sort_runs(list: &mut [Value], kind: impl Fn(&Value) -> Option<&'static str>) {
    let mut start = 0;
    while start < list.len() {
        let this = kind(&list[start]);
        let end = (start..list.len()).find(|at| kind(&list[*at]) != this).unwrap_or(list.len());
        if this.is_some() {
            list[start..end].sort_by_key(Value::to_string);
        }
        start = end;
    }
}

fn canonical(mut facts: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    for name in ["upgrade", "downgrade"] {
        let Some(value) = facts.get_mut(name) else { continue };
        // Through the types, so that what is left out and what is at its default are the same.
        let ops: UpgradeOps = read(value);
        *value = directives(&ops);
        let list = value.as_array_mut().expect("a list");
        let list_of_names = |path: &str| -> Vec<Value> {
            list.iter().filter_map(|directive| directive.pointer(path)).cloned().collect()
        };
        // Whole tables that go, or in a downgrade come back, with their indexes.
        let whole = match name {
            "upgrade" => list_of_names("/operation/drop_table/name"),
            _ => list_of_names("/operation/create_table/table/name"),
        };
        let (drop, create) = ("/operation/drop_table/name", "/operation/create_table/table/name");
        sort_runs(list, |directive| {
            let path = if name == "upgrade" { drop } else { create };
            let table = directive.pointer(path).or_else(|| directive.pointer("/modify_table/table"));
            table.is_some_and(|table| whole.contains(table)).then_some("tables")
        });
        for directive in list {
            if let Some(operations) = directive.pointer_mut("/modify_table/operations") {
                sort_runs(operations.as_array_mut().expect("a list"), |operation| {
                    let kind = operation.pointer("/drop_constraint/kind").and_then(Value::as_str);
                    let unique = operation.pointer("/add_constraint/constraint/unique");
                    if unique.is_some_and(|unique| unique.get("name").is_none()) {
                        Some("add_unnamed")
                    } else if kind == Some("foreignkey") {
                        Some("drop_fk")
                    } else if operation.pointer("/add_constraint/constraint/foreign_key").is_some() {
                        Some("add_fk")
                    } else if operation.get("drop_column").is_some() {
                        Some("drop_column")
                    } else if operation.get("add_column").is_some() && name == "downgrade" {
                        Some("add_column")
                    } else {
                        None
                    }
                });
            }
        }
    }
    if let Some(Value::Array(log)) = facts.get_mut("log") {
        sort_runs(log, |line| {
            let text = line[2].as_str().unwrap_or_default();
            // Whole tables that go: which first is the set's choice.
            let whole = ["Detected removed index", "Detected removed table", "Detected sequence"];
            if whole.iter().any(|start| text.starts_with(start)) {
                return Some("table");
            }
            [
                "Detected removed foreign key",
                "Detected added foreign key",
                "Detected removed column",
                "Detected added unique constraint None",
            ]
            .into_iter()
            .find(|start| text.starts_with(start))
        });
    }
    for name in ["calls", "diffs", "warnings"] {
        if let Some(Value::Array(list)) = facts.get_mut(name) {
            list.sort_by_key(Value::to_string);
        }
    }
    facts
}

#[test]
fn every_comparison_is_the_recorded_one() {
    let directory = std::env::var_os("LIMBECK_DIFF_CASES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff"), PathBuf::from);
    let mut files: Vec<_> = fs::read_dir(directory)
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "case"))
        .collect();
    files.sort();
    let only = std::env::var("CASE").ok();
    let mut checked = 0;
    let mut failures = Vec::new();
    for file in files {
        for (title, sections) in parse(&fs::read_to_string(&file).expect("a case file")) {
            if only.as_ref().is_some_and(|only| !title.contains(only)) {
                continue;
            }
            let told: Value = sections
                .get("options")
                .map_or_else(|| json!({}), |text| serde_json::from_str(text).expect("options"));
            for dialect in ["postgresql", "sqlite", "mysql", "mariadb"] {
                let Some(text) = sections.get(dialect) else { continue };
                checked += 1;
                let mut recorded = facts(text);
                let found = canonical(found(dialect, &told, &recorded));
                for name in ["database", "models", "default_schema", "names"] {
                    recorded.remove(name);
                }
                let recorded = canonical(recorded);
                for name in recorded.keys().chain(found.keys()).collect::<std::collections::BTreeSet<_>>() {
                    let (expected, got) = (recorded.get(name), found.get(name));
                    if expected != got {
                        let show = |value: Option<&Value>| match value {
                            Some(Value::Array(list)) => {
                                let lines: Vec<String> = list.iter().map(Value::to_string).collect();
                                format!("\n    {}", lines.join("\n    "))
                            }
                            Some(other) => format!(" {other}"),
                            None => " nothing".to_owned(),
                        };
                        failures.push(format!(
                            "{title} ({dialect}), {name}:\n  recorded:{}\n  found:{}",
                            show(expected),
                            show(got)
                        ));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
    assert!(
        checked >= 80 || only.is_some() || std::env::var_os("LIMBECK_DIFF_CASES").is_some(),
        "only {checked} comparisons"
    );
}

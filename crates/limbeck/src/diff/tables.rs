//! Which tables are added, removed and changed.

use super::{
    Directive, ModifyTable, UpgradeOps,
    hooks::{Closed, ColumnRef, CompareError, CompareHooks, LogLevel, ObjectKind, ObjectRef, TablePoint},
    left_out::{LeftOut, Reason},
    options::CompareOptions,
    order::{foreign_keys, sorted_tables, table_key},
};
use crate::{
    dialect::{
        CompileError, Dialect,
        compare::{Comparison, Pair},
        writer::Speller,
    },
    expr::{Expr, Unary, UnaryOperator},
    name::{Identifier, NameKind, QualifiedName},
    op::{CreateTable, DropTable, Operation},
    python::python_repr,
    reflect::{Notes, Reflection},
    schema::{Column, Constraint, IndexElement, MetaData, ServerDefault, Table},
};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap, HashSet};

pub(super) const TABLES_LOG: &str = "alembic.autogenerate.compare.tables";

/// A table's place: its schema, `None` for the default one, and its name.
pub(super) type Place<'a> = (Option<&'a str>, &'a str);

/// What a comparison goes by, and where it asks.
pub(super) struct Comparator<'c, H> {
    /// The dialect.
    pub dialect: &'c dyn Dialect,
    /// Its rules.
    pub rules: &'c dyn Comparison,
    /// The user's options.
    pub options: &'c CompareOptions,
    /// How the texts of expressions, types and names are made.
    pub speller: Speller<'c>,
    /// What the database knows of its tables besides.
    pub notes: &'c IndexMap<QualifiedName, Notes>,
    /// Where to ask.
    pub hooks: &'c mut H,
}

/// The result of one step of a comparison.
pub(super) type Compared<T, H> = Result<T, CompareError<<H as CompareHooks>::Error>>;

/// Compares a database with a model.
///
/// `database` is what was reflected of the tables that take part, those of the default schema without one. It
/// comes back as Alembic takes it: names final, defaults of `SERIAL` columns left out. `models` are
/// `target_metadata`, one or several: what a naming convention names in them has its name, and columns in
/// constraints and foreign keys go by their names, not their keys.
///
/// What the database does not drop by itself is not proposed for dropping ([`CompareHooks::left_out`]).
pub fn compare<H: CompareHooks>(
    database: &mut Reflection,
    models: &[&MetaData],
    dialect: &dyn Dialect,
    options: &CompareOptions,
    hooks: &mut H,
) -> Result<UpgradeOps, CompareError<H::Error>> {
    let speller = Speller { dialect, capabilities: &options.capabilities, rendering: options.rendering };
    let Reflection { metadata, notes, .. } = database;
    let notes = &*notes;
    let mut comparator = Comparator { dialect, rules: dialect.comparison(), options, speller, notes, hooks };
    let mut ops = UpgradeOps::default();
    if options.plugins.schemas && options.plugins.tables {
        comparator.run(metadata, models, &mut ops.directives)?;
    }
    Ok(ops)
}

impl<H: CompareHooks> Comparator<'_, H> {
    fn run(
        &mut self,
        database: &mut MetaData,
        models: &[&MetaData],
        directives: &mut Vec<Directive>,
    ) -> Compared<(), H> {
        let model = self.model_tables(models)?;
        for table in &mut database.tables {
            take_names_and_order(table);
        }
        let existing: HashSet<(Option<String>, String)> =
            database.tables.iter().map(|table| owned(place(&table.name))).collect();
        for (place, table) in &model {
            if !existing.contains(&owned(*place)) {
                self.added(*place, table, directives)?;
            }
        }
        // Whole tables come and go in an order in which a database takes them.
        let order =
            removal_order(database, |place| !model.contains_key(&place), |table| self.parent(&table.name));
        for number in order {
            if let Some(table) = database.tables.get_mut(number) {
                self.take_reflected_defaults(table);
                let stays = self.reason_to_stay(&table.name, |place| model.contains_key(&place));
                self.hooks.taken(table);
                self.removed(table, stays, directives)?;
            }
        }
        let mut common: Vec<&mut Table> =
            database.tables.iter_mut().filter(|table| model.contains_key(&place(&table.name))).collect();
        common.sort_by(|one, other| sort_key(&one.name).cmp(&sort_key(&other.name)));
        for table in &mut common {
            self.take_reflected_defaults(table);
            self.hooks.taken(table);
        }
        for table in common {
            if let Some(declared) = model.get(&place(&table.name)) {
                self.changed(Pair { database: &*table, model: declared }, directives)?;
            }
        }
        Ok(())
    }

    /// The model's tables by their place, in the order in which they can be created.
    fn model_tables<'m>(&mut self, models: &[&'m MetaData]) -> Compared<IndexMap<Place<'m>, &'m Table>, H> {
        let keys: Vec<HashSet<String>> = models
            .iter()
            .map(|metadata| metadata.tables.iter().map(|table| table_key(&table.name)).collect())
            .collect();
        let mut ordered = Vec::new();
        for metadata in models {
            let sorted = sorted_tables(metadata, |name| {
                models.len() > 1 && keys.iter().any(|keys| keys.contains(&table_key(name)))
            })?;
            if let Some(warning) = sorted.warning {
                self.hooks.warn("SAWarning", warning);
            }
            ordered.extend(sorted.tables);
        }
        let mut seen: HashSet<&String> = HashSet::new();
        for keys in &keys {
            let twice: BTreeSet<&&String> = seen.iter().filter(|key| keys.contains(**key)).collect();
            if !twice.is_empty() {
                let listed: Vec<String> = twice.iter().map(|key| format!("\"{key}\"")).collect();
                return Err(CompareError::Compile(CompileError::raised(
                    "builtins.ValueError",
                    format!("Duplicate table keys across multiple MetaData objects: {}", listed.join(", ")),
                )));
            }
            seen.extend(keys);
        }
        let mut tables = IndexMap::with_capacity(ordered.len());
        for table in ordered {
            if table.name.is_same(&self.options.version_table) {
                continue;
            }
            let schema = table
                .name
                .schema_text()
                .filter(|schema| Some(*schema) != self.options.default_schema.as_deref());
            let name = table.name.name.text.as_str();
            if tables.insert((schema, name), table).is_some() {
                let default = self.options.default_schema.as_deref().unwrap_or_default();
                return Err(CompareError::Compile(CompileError::unsupported(
                    format!("a model with both a table {name:?} and one of that name in schema {default:?}"),
                    format!(
                        "{default:?} is the database's default schema, so both are the same table; keep one"
                    ),
                )));
            }
        }
        Ok(tables)
    }

    fn added(&mut self, place: Place<'_>, table: &Table, directives: &mut Vec<Directive>) -> Compared<(), H> {
        let (schema, name) = place;
        if !self.includes(ObjectRef::Table(table), Some(name), ObjectKind::Table, false, None)? {
            return Ok(());
        }
        directives.push(Directive::Operation(Operation::CreateTable(Box::new(CreateTable {
            table: by_itself(table),
            if_not_exists: false,
        }))));
        self.info(TABLES_LOG, format!("Detected added table {}", python_repr(&dotted(schema, name))));
        let sides = Pair { database: None, model: Some(table) };
        let mut operations = Vec::new();
        let told = self.table_functions(name, sides, &mut operations)?;
        self.finish_table(qualified(place), sides, operations, told, directives)
    }

    /// `stays`: why it is left out, should the project's callbacks let it take part.
    fn removed(
        &mut self,
        table: &Table,
        stays: Option<Reason>,
        directives: &mut Vec<Directive>,
    ) -> Compared<(), H> {
        let (schema, name) = place(&table.name);
        if !self.includes(ObjectRef::Table(table), Some(name), ObjectKind::Table, true, None)? {
            return Ok(());
        }
        if let Some(reason) = stays {
            self.hooks.left_out(LeftOut { table: table.name.clone(), member: None, reason });
            return Ok(());
        }
        let sides = Pair { database: Some(table), model: None };
        let mut operations = Vec::new();
        let told = self.table_functions(name, sides, &mut operations)?;
        self.finish_table(table.name.clone(), sides, operations, told, directives)?;
        let mut existing = by_itself(table);
        // MySQL shows each of these as an index too, and that is what comes back.
        existing.constraints.retain(
            |constraint| !matches!(constraint, Constraint::Unique(unique) if unique.duplicates_index.is_some()),
        );
        directives.push(Directive::Operation(Operation::DropTable(Box::new(DropTable {
            name: table.name.clone(),
            if_exists: false,
            existing: Some(existing),
        }))));
        self.info(TABLES_LOG, format!("Detected removed table {}", python_repr(&dotted(schema, name))));
        Ok(())
    }

    fn changed(&mut self, tables: Pair<&Table>, directives: &mut Vec<Directive>) -> Compared<(), H> {
        let name = tables.model.name.name.text.as_str();
        let reflected = ObjectRef::Table(tables.database);
        let declared = ObjectRef::Table(tables.model);
        if !self.includes(declared, Some(name), ObjectKind::Table, false, Some(reflected))? {
            return Ok(());
        }
        let mut operations = Vec::new();
        let columns = self.reflected_columns(tables.database)?;
        self.declared_columns(tables, &columns, &mut operations)?;
        let sides = Pair { database: Some(tables.database), model: Some(tables.model) };
        let told = self.table_functions(name, sides, &mut operations)?;
        self.removed_columns(tables, &columns, &mut operations)?;
        self.finish_table(tables.database.name.clone(), sides, operations, told, directives)
    }

    /// The functions for a whole table, Alembic's with the project's around them; gives how many of the operations
    /// the project's were told.
    fn table_functions(
        &mut self,
        name: &str,
        sides: Pair<Option<&Table>>,
        operations: &mut Vec<Operation>,
    ) -> Compared<usize, H> {
        let mut closed = Closed::default();
        let told = operations.len();
        self.own_table_functions(TablePoint::Before, sides, operations, &mut closed)?;
        let plugins = self.options.plugins;
        if plugins.constraints && !closed.has("indexes") {
            self.members(name, sides, operations)?;
        }
        if let Pair { database: Some(database), model: Some(model) } = sides {
            let tables = Pair { database, model };
            if plugins.constraints && !closed.has("foreignkeys") {
                self.foreign_keys(tables, operations)?;
            }
            if plugins.comments && !closed.has("comments") {
                let before = operations.len();
                self.table_comment(tables, operations);
                if operations.len() > before {
                    closed.close("comments");
                }
            }
            if plugins.checks && !closed.has("checkconstraints") {
                self.checks(tables, operations)?;
            }
        }
        let found = operations.get(told..).unwrap_or_default();
        self.own_table_functions(TablePoint::After, sides, found, &mut closed)?;
        Ok(operations.len())
    }

    fn own_table_functions(
        &mut self,
        point: TablePoint,
        sides: Pair<Option<&Table>>,
        found: &[Operation],
        closed: &mut Closed,
    ) -> Compared<(), H> {
        if self.hooks.has_own_functions() {
            let before = std::mem::take(closed);
            *closed =
                self.hooks.own_table_functions(point, sides, found, before).map_err(CompareError::Hook)?;
        }
        Ok(())
    }

    /// A table's directive, where it changes or the project's functions may have changed it.
    fn finish_table(
        &mut self,
        table: QualifiedName,
        sides: Pair<Option<&Table>>,
        operations: Vec<Operation>,
        told: usize,
        directives: &mut Vec<Directive>,
    ) -> Compared<(), H> {
        let found = operations.get(told..).unwrap_or_default();
        self.own_table_functions(TablePoint::Done, sides, found, &mut Closed::default())?;
        if !operations.is_empty() || self.hooks.has_own_functions() {
            directives.push(Directive::ModifyTable(ModifyTable { table, operations }));
        }
        Ok(())
    }

    /// Takes each default as the dialect does, and leaves out what makes a `SERIAL` column.
    fn take_reflected_defaults(&mut self, table: &mut Table) {
        let Table { name: table_name, columns, .. } = table;
        for column in columns {
            if let Some(sequence) = column.owned_sequence.take() {
                let line = format!(
                    "Detected sequence named '{sequence}' as owned by integer column '{}({})', assuming SERIAL and \
                     omitting",
                    table_name.name, column.name
                );
                self.info("alembic.ddl.postgresql", line);
                column.server_default = None;
                continue;
            }
            let text = column.server_default.as_ref().and_then(ServerDefault::reflected_text);
            if let Some(taken) = text.and_then(|text| self.rules.reflected_default(text)) {
                column.server_default = Some(ServerDefault::Expression(Expr::text(taken)));
            }
        }
    }

    /// `include_object`.
    pub(super) fn includes(
        &mut self,
        object: ObjectRef<'_>,
        name: Option<&str>,
        kind: ObjectKind,
        reflected: bool,
        compare_to: Option<ObjectRef<'_>>,
    ) -> Compared<bool, H> {
        self.hooks.include_object(object, name, kind, reflected, compare_to).map_err(CompareError::Hook)
    }

    /// A log line of level INFO.
    pub(super) fn info(&mut self, logger: &'static str, text: String) {
        self.hooks.log(logger, LogLevel::Info, text);
    }
}

/// A column as hooks see it.
pub(super) fn column_object<'a>(table: &'a Table, column: &'a Column) -> ObjectRef<'a> {
    ObjectRef::Column(ColumnRef { table, column })
}

/// Where a table is, by its name as reflected.
pub(super) fn place(name: &QualifiedName) -> Place<'_> {
    (name.schema_text(), name.name.as_str())
}

fn owned((schema, name): Place<'_>) -> (Option<String>, String) {
    (schema.map(str::to_owned), name.to_owned())
}

fn qualified((schema, name): Place<'_>) -> QualifiedName {
    QualifiedName { schema: schema.map(Identifier::from), name: name.into() }
}

fn sort_key(name: &QualifiedName) -> (&str, &str) {
    (name.schema_text().unwrap_or_default(), name.name.as_str())
}

/// A table's name with its schema and a dot before it.
pub(super) fn dotted(schema: Option<&str>, name: &str) -> String {
    match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name.to_owned(),
    }
}

/// A table as the one operation that makes it: its primary key written out, its indexes left to operations
/// of their own.
fn by_itself(table: &Table) -> Table {
    let columns: Vec<Identifier> = table.primary_key_columns().into_iter().cloned().collect();
    let mut table = Table { indexes: Vec::new(), ..table.clone() };
    // What MySQL shows as a unique constraint besides the index that it is comes with the indexes.
    table.constraints.retain(
        |constraint| !matches!(constraint, Constraint::Unique(unique) if unique.duplicates_index.is_some()),
    );
    if !columns.is_empty() {
        table.primary_key.get_or_insert_default().columns = columns;
    }
    table
}

/// Names that are in the database are final: no convention applies to them. The order in which an index sorts
/// an expression, told beside it, becomes part of it.
fn take_names_and_order(table: &mut Table) {
    let mark = |name: &mut Identifier| name.kind = NameKind::Final;
    if let Some(name) = table.primary_key.as_mut().and_then(|key| key.name.as_mut()) {
        mark(name);
    }
    for constraint in &mut table.constraints {
        if let Some(mut name) = constraint.name().cloned() {
            mark(&mut name);
            constraint.set_name(Some(name));
        }
    }
    for index in &mut table.indexes {
        if let Some(name) = &mut index.name {
            mark(name);
        }
        let sorting = std::mem::take(&mut index.postgres.expression_sorting);
        for element in &mut index.elements {
            let IndexElement::Expression(Expr::Text(text)) = element else { continue };
            let Some(words) = sorting.get(&text.sql) else { continue };
            let mut sorted = Expr::Text(text.clone());
            for operator in words.iter().filter_map(|word| sort_operator(word)) {
                sorted = Expr::Unary(Box::new(Unary { operator, operand: sorted }));
            }
            *element = IndexElement::Expression(sorted);
        }
    }
}

/// The words of `SQLAlchemy`'s `column_sorting`.
fn sort_operator(word: &str) -> Option<UnaryOperator> {
    match word {
        "asc" => Some(UnaryOperator::Ascending),
        "desc" => Some(UnaryOperator::Descending),
        "nulls_first" => Some(UnaryOperator::NullsFirst),
        "nulls_last" => Some(UnaryOperator::NullsLast),
        _ => None,
    }
}

/// The numbers of the tables that go, each before those it refers to and before the one that it is a partition of
/// (`parent`), as far as possible; otherwise by schema and name.
fn removal_order(
    database: &MetaData,
    goes: impl Fn(Place<'_>) -> bool,
    parent: impl Fn(&Table) -> Option<QualifiedName>,
) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::new();
    for (number, table) in database.tables.iter().enumerate() {
        if goes(place(&table.name)) {
            numbers.push(number);
        }
    }
    let table = |number: usize| database.tables.get(number);
    numbers.sort_by_key(|number| table(*number).map(|table| sort_key(&table.name)));
    let places: HashMap<Place<'_>, usize> =
        numbers.iter().filter_map(|number| Some((place(&table(*number)?.name), *number))).collect();
    // How many of the others that go refer to a table.
    let mut referring: HashMap<usize, usize> = HashMap::new();
    let targets = |number: usize| {
        let targets: BTreeSet<usize> = table(number)
            .into_iter()
            .flat_map(foreign_keys)
            .filter_map(|key| places.get(&place(&key.referred_table)).copied())
            .chain(table(number).and_then(&parent).and_then(|name| places.get(&place(&name)).copied()))
            .filter(|target| *target != number)
            .collect();
        targets
    };
    for number in &numbers {
        for target in targets(*number) {
            *referring.entry(target).or_default() += 1;
        }
    }
    let mut order = Vec::with_capacity(numbers.len());
    while !numbers.is_empty() {
        let (mut free, mut rest): (Vec<usize>, Vec<usize>) =
            numbers.iter().partition(|number| referring.get(number).copied().unwrap_or_default() == 0);
        if free.is_empty() {
            // A circle: nothing can go first, so they go by name.
            std::mem::swap(&mut free, &mut rest);
        }
        for number in &free {
            for target in targets(*number) {
                if let Some(count) = referring.get_mut(&target) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        order.extend(free);
        numbers = rest;
    }
    order
}

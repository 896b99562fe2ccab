//! PostgreSQL's DDL, one function an operation.
//!
//! Source: PostgreSQL manual, part VI "SQL Commands"; spec/alembic-surface.md §5.

use super::types;
use crate::{
    dialect::{
        CompileContext, CompileError, CompileWarning, Statement,
        ansi::{self, alter, batch, columns, constraints, indexes, sequences, statement, tables},
        writer::Speller,
    },
    expr::{Expr, UnaryOperator},
    name::{Identifier, QualifiedName},
    op::{
        AddColumn, AddConstraint, AlterColumn, CommentState, CreateEnum, CreateIndex, CreateTable,
        DefaultState, DropEnum, Operation,
    },
    schema::{
        Column, Constraint, ExcludeConstraint, Identity, Index, IndexElement, SequenceOptions, Table,
        UniqueConstraint,
    },
    types::{ColumnType, Domain, EnumType, PostgresType},
};
use indexmap::IndexMap;
use regex::Regex;
use std::sync::LazyLock;

/// The statements of an operation.
pub(super) fn compile(
    speller: &Speller<'_>,
    operation: &Operation,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    match operation {
        Operation::CreateTable(operation) => create_table(speller, operation, context),
        Operation::DropTable(operation) => Ok(vec![tables::drop(speller, operation)]),
        Operation::RenameTable(operation) => Ok(vec![tables::rename(speller, operation)]),
        Operation::AddColumn(operation) => add_column(speller, operation),
        Operation::DropColumn(operation) => Ok(vec![columns::drop(speller, operation)]),
        Operation::AlterColumn(operation) => alter_column(speller, operation),
        Operation::CreateIndex(operation) => create_index(speller, operation).map(|sql| vec![sql]),
        Operation::DropIndex(operation) => {
            let words = if operation.concurrently { "CONCURRENTLY " } else { "" };
            indexes::drop(speller, operation, words).map(|sql| vec![sql])
        }
        Operation::AddConstraint(operation) => add_constraint(speller, operation).map(|sql| vec![sql]),
        Operation::DropConstraint(operation) => constraints::drop(speller, operation).map(|sql| vec![sql]),
        Operation::CommentOnTable(operation) => tables::comment(speller, operation).map(|sql| vec![sql]),
        Operation::CreateEnum(operation) => create_enum(speller, operation, context),
        Operation::DropEnum(operation) => drop_enum(operation, context),
        Operation::CreateSequence(operation) => {
            let data_type = match &operation.sequence.data_type {
                Some(ty) => format!(" AS {}", speller.type_sql(ty)?),
                None => String::new(),
            };
            Ok(vec![sequences::create(speller, operation, &data_type)])
        }
        Operation::DropSequence(operation) => Ok(vec![sequences::drop(speller, operation)]),
        Operation::CreateSchema(operation) => Ok(vec![sequences::create_schema(speller, operation)]),
        Operation::DropSchema(operation) => Ok(vec![sequences::drop_schema(speller, operation)]),
        Operation::BulkInsert(operation) => ansi::bulk_insert(speller.dialect, operation, context),
        Operation::Execute(operation) => ansi::execute(speller.dialect, operation, context),
        Operation::Batch(operation) => batch::compile(speller.dialect, operation, context, |_| false),
    }
}

// Types.

fn create_enum(
    speller: &Speller<'_>,
    operation: &CreateEnum,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    if !types::is_native(&operation.ty)
        || (operation.check_first && context.lookup.has_enum(&operation.ty)? == Some(true))
    {
        return Ok(Vec::new());
    }
    Ok(vec![create_enum_statement(speller, &operation.ty)?])
}

fn drop_enum(operation: &DropEnum, context: &mut CompileContext<'_>) -> Result<Vec<Statement>, CompileError> {
    if !types::is_native(&operation.ty)
        || (operation.check_first && context.lookup.has_enum(&operation.ty)? == Some(false))
    {
        return Ok(Vec::new());
    }
    Ok(vec![statement(format!("DROP TYPE {}", types::enum_name(&operation.ty)?))])
}

fn create_enum_statement(speller: &Speller<'_>, ty: &EnumType) -> Result<Statement, CompileError> {
    let name = types::enum_name(ty)?;
    let values: Result<Vec<String>, _> = ty.values.iter().map(|value| speller.string(value)).collect();
    Ok(statement(format!("CREATE TYPE {name} AS ENUM ({})", values?.join(", "))))
}

fn create_domain_statement(speller: &Speller<'_>, domain: &Domain) -> Result<Statement, CompileError> {
    let name = types::domain_name(domain)?;
    let mut out = format!("CREATE DOMAIN {name} AS {}", speller.type_sql(&domain.data_type)?);
    if let Some(collation) = &domain.collation {
        out.push_str(&format!(" COLLATE {}", speller.text_name(collation)));
    }
    if let Some(default) = &domain.default {
        out.push_str(&format!(" DEFAULT {}", speller.expression(&Expr::text(default.clone()))?));
    }
    if let Some(name) = &domain.constraint_name {
        out.push_str(&format!(" CONSTRAINT {}", speller.constraint_name(&Identifier::new(name.clone()))?));
    }
    if domain.not_null == Some(true) {
        out.push_str(" NOT NULL");
    }
    if let Some(check) = &domain.check {
        out.push_str(&format!(" CHECK ({})", speller.expression(&Expr::text(check.clone()))?));
    }
    Ok(statement(out))
}

/// The types that a table brings with it, each created once in a run.
fn types_before(
    speller: &Speller<'_>,
    ty: &ColumnType,
    context: &mut CompileContext<'_>,
    out: &mut Vec<Statement>,
) -> Result<(), CompileError> {
    let named = |name: &Option<Identifier>, schema: &Option<Identifier>| QualifiedName {
        schema: schema.clone(),
        name: name.clone().unwrap_or_default(),
    };
    match ty.for_dialect("postgresql") {
        ColumnType::Enum(ty) if types::is_native(ty) && ty.create_type => {
            if context.created_types.insert(named(&ty.name, &ty.schema)) {
                out.push(create_enum_statement(speller, ty)?);
            }
        }
        ColumnType::Postgres(PostgresType::Domain(domain)) if domain.create_type => {
            if context.created_types.insert(named(&Some(domain.name.clone()), &domain.schema)) {
                out.push(create_domain_statement(speller, domain)?);
            }
        }
        ColumnType::Array(array) => types_before(speller, &array.item, context, out)?,
        _ => {}
    }
    Ok(())
}

// Tables.

fn create_table(
    speller: &Speller<'_>,
    operation: &CreateTable,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    let table = &operation.table;
    let mut out = Vec::new();
    for column in &table.columns {
        types_before(speller, &column.ty, context, &mut out)?;
    }
    let mut warnings = Vec::new();
    for column in &table.columns {
        warnings.extend(computed_warning(speller, table, column));
    }
    let mut create = tables::create(
        speller,
        operation,
        &tables::Parts {
            column: &|table, column| column_definition(speller, table, column),
            constraint: &|table, constraint| constraint_text(speller, table, constraint).map(Some),
            omit_use_alter: true,
            suffix: table_suffix(speller, table),
        },
    )?;
    create.warnings = warnings;
    out.push(create);
    for index in &table.indexes {
        out.push(index_statement(speller, table, index, false)?);
    }
    out.extend(tables::comments(speller, table)?);
    Ok(out)
}

fn table_suffix(speller: &Speller<'_>, table: &Table) -> String {
    let options = &table.options.postgres;
    let mut out = String::new();
    if !options.inherits.is_empty() {
        out.push_str(&format!("\n INHERITS ({})", speller.names(&options.inherits)));
    }
    if let Some(partition) = &options.partition_by {
        out.push_str(&format!("\n PARTITION BY {partition}"));
    }
    if let Some(method) = &options.using {
        out.push_str(&format!("\n USING {method}"));
    }
    if !options.with.is_empty() {
        out.push_str(&format!("\n WITH ({})", storage_parameters(&options.with)));
    }
    match options.with_oids {
        Some(true) => out.push_str("\n WITH OIDS"),
        Some(false) => out.push_str("\n WITHOUT OIDS"),
        None => {}
    }
    if let Some(action) = &options.on_commit {
        out.push_str(&format!("\n ON COMMIT {}", action.replace('_', " ").to_uppercase()));
    }
    if let Some(tablespace) = &options.tablespace {
        out.push_str(&format!("\n TABLESPACE {}", speller.name(tablespace)));
    }
    out
}

/// `name = value, …`; an empty value is a parameter without one.
fn storage_parameters(parameters: &IndexMap<String, String>) -> String {
    let texts: Vec<String> = parameters
        .iter()
        .map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name} = {value}") })
        .collect();
    texts.join(", ")
}

// Columns.

fn column_definition(speller: &Speller<'_>, table: &Table, column: &Column) -> Result<String, CompileError> {
    let identity = column.identity.as_ref().filter(|_| speller.capabilities.identity_columns);
    let mut out = speller.name(&column.name);
    let counts = columns::autoincrement_column(table, "postgresql")?
        .is_some_and(|counter| counter.name.text == column.name.text);
    let own_sequence = column.sequence.as_ref().is_some_and(|sequence| !sequence.optional);
    if counts && identity.is_none() && !own_sequence {
        out.push_str(match column.ty.for_dialect("postgresql") {
            ColumnType::BigInteger(_) => " BIGSERIAL",
            ColumnType::SmallInteger(_) => " SMALLSERIAL",
            _ => " SERIAL",
        });
    } else {
        out.push(' ');
        out.push_str(&speller.type_sql(&column.ty)?);
        if let Some(default) = &column.server_default
            && let Some(text) = columns::default_value(speller, default)?
        {
            out.push_str(" DEFAULT ");
            out.push_str(&text);
        }
    }
    if let Some(computed) = &column.computed {
        out.push(' ');
        if speller.capabilities.virtual_generated_columns {
            out.push_str(&columns::computed(speller, computed)?);
        } else if computed.persisted == Some(false) {
            return Err(CompileError::compile(
                "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to \
                 None or True for PostgreSQL support.",
            ));
        } else {
            let text = speller.expression(&computed.expression)?;
            out.push_str(&format!("GENERATED ALWAYS AS ({text}) STORED"));
        }
    }
    if let Some(identity) = identity {
        out.push(' ');
        out.push_str(&columns::identity(identity));
    }
    match (columns::is_nullable(table, column), identity.is_some()) {
        (false, false) => out.push_str(" NOT NULL"),
        (true, true) => out.push_str(" NULL"),
        (false, true) | (true, false) => {}
    }
    Ok(out)
}

/// Before version 18 a computed column is stored whether it says so or not.
fn computed_warning(speller: &Speller<'_>, table: &Table, column: &Column) -> Option<CompileWarning> {
    let silent = column.computed.as_ref().is_some_and(|computed| computed.persisted.is_none());
    (silent && !speller.capabilities.virtual_generated_columns).then(|| CompileWarning {
        category: "SAWarning",
        message: format!(
            "Computed column {}.{} is being created as 'STORED' since the current PostgreSQL version does not \
             support VIRTUAL columns. On PostgreSQL 18+, when 'persisted' is not specified, no keyword will be \
             rendered and VIRTUAL will be used by default. Set 'persisted=True' to ensure STORED behavior \
             across all PostgreSQL versions.",
            table.name, column.name
        ),
    })
}

fn add_column(speller: &Speller<'_>, operation: &AddColumn) -> Result<Vec<Statement>, CompileError> {
    let table = columns::table_of(operation);
    let column = &operation.column;
    let definition = column_definition(speller, &table, column)?;
    let checks = columns::inline_checks(&table, column, &|constraint| {
        constraint_text(speller, &table, constraint).map(Some)
    })?;
    let mut add = columns::add(speller, operation, &definition, &checks, on_delete)?;
    add.warnings.extend(computed_warning(speller, &table, column));
    let mut out = vec![add];
    for constraint in columns::constraints_after(operation) {
        if constraints::is_written(speller, Some(&table), None, constraint) {
            let text = constraint_text(speller, &table, constraint)?;
            out.push(constraints::add(speller, &operation.table, &text));
        }
    }
    for index in &operation.indexes {
        out.push(index_statement(speller, &table, index, false)?);
    }
    out.extend(tables::comments(speller, &Table { comment: None, ..table })?);
    Ok(out)
}

fn alter_column(speller: &Speller<'_>, operation: &AlterColumn) -> Result<Vec<Statement>, CompileError> {
    let existing = operation.ty.existing.as_ref();
    let mut out = Vec::new();
    for constraint in &operation.drop_type_checks {
        if constraints::is_written(speller, None, existing, constraint) {
            out.push(constraints::drop_type_check(speller, &operation.table, constraint)?);
        }
    }
    if let Some(ty) = &operation.ty.set {
        let using = operation.using.as_ref().map(|using| format!(" USING {using}")).unwrap_or_default();
        out.push(alter::change_type(speller, operation, ty, &using)?);
    } else if operation.using.is_some() {
        return Err(CompileError::command("postgresql_using must be used with the type_ parameter"));
    }
    out.extend(alter::nullable(speller, operation));
    match alter::default_change(operation)? {
        Some(alter::DefaultChange::Default(default)) => {
            out.push(alter::change_default(speller, operation, default)?);
        }
        Some(alter::DefaultChange::Identity) => out.push(change_identity(speller, operation)?),
        None => {}
    }
    if let Some(comment) = &operation.comment.set {
        let text = match comment {
            CommentState::Comment(text) => speller.string(text)?,
            CommentState::Nothing => "NULL".to_owned(),
        };
        out.push(statement(format!(
            "COMMENT ON COLUMN {}.{} IS {text}",
            speller.altered_table(&operation.table),
            speller.name(&operation.column)
        )));
    }
    out.extend(alter::rename(speller, operation, ""));
    let around = Table {
        columns: vec![Column::new(operation.column.clone(), operation.ty.set.clone().unwrap_or_default())],
        ..Table::new(operation.table.clone())
    };
    for constraint in &operation.add_type_checks {
        if constraints::is_written(speller, Some(&around), None, constraint) {
            let text = constraint_text(speller, &around, constraint)?;
            out.push(constraints::add(speller, &operation.table, &text));
        }
    }
    Ok(alter::with_warnings(out, alter::autoincrement_warning(operation).into_iter().collect()))
}

fn change_identity(speller: &Speller<'_>, operation: &AlterColumn) -> Result<Statement, CompileError> {
    let head = alter::head(speller, operation);
    let facet = &operation.server_default;
    let tail = match (&facet.existing, &facet.set) {
        (_, None | Some(DefaultState::Nothing)) => "DROP IDENTITY".to_owned(),
        (None | Some(DefaultState::Nothing), Some(DefaultState::Identity(set))) => {
            format!("ADD {}", columns::identity(set))
        }
        (Some(DefaultState::Identity(existing)), Some(DefaultState::Identity(set))) => {
            identity_differences(set, existing)
        }
        // Alembic compares an identity with something else and fails an assertion.
        (Some(DefaultState::Default(_) | DefaultState::Computed(_)), _)
        | (_, Some(DefaultState::Default(_) | DefaultState::Computed(_))) => {
            return Err(CompileError::raised("AssertionError", ""));
        }
    };
    Ok(statement(format!("{head} {tail}")))
}

/// `SET …` for each attribute that differs, in alphabetical order of the attributes' names.
fn identity_differences(set: &Identity, existing: &Identity) -> String {
    let mut out = Vec::new();
    if set.always != existing.always {
        out.push(format!("SET GENERATED {}", if set.always { "ALWAYS" } else { "BY DEFAULT" }));
    }
    let (new, old) = (&set.options, &existing.options);
    let mut option = |only: SequenceOptions, differs: bool| {
        if differs {
            out.push(format!("SET {}", columns::sequence_options(&only)));
        }
    };
    let none = SequenceOptions::default;
    // An attribute that was taken away is at its default again, which Alembic does not write.
    option(SequenceOptions { cache: new.cache, ..none() }, new.cache != old.cache && new.cache.is_some());
    option(SequenceOptions { cycle: new.cycle, ..none() }, new.cycle != old.cycle && new.cycle.is_some());
    option(
        SequenceOptions { increment: new.increment, ..none() },
        new.increment != old.increment && new.increment.is_some(),
    );
    option(
        SequenceOptions { maxvalue: new.maxvalue, ..none() },
        new.maxvalue != old.maxvalue && new.maxvalue.is_some(),
    );
    option(
        SequenceOptions { minvalue: new.minvalue, ..none() },
        new.minvalue != old.minvalue && new.minvalue.is_some(),
    );
    option(
        SequenceOptions { nomaxvalue: new.nomaxvalue, ..none() },
        new.nomaxvalue != old.nomaxvalue && new.nomaxvalue.is_some(),
    );
    option(
        SequenceOptions { nominvalue: new.nominvalue, ..none() },
        new.nominvalue != old.nominvalue && new.nominvalue.is_some(),
    );
    option(SequenceOptions { start: new.start, ..none() }, new.start != old.start && new.start.is_some());
    out.join(" ")
}

// Constraints.

fn add_constraint(speller: &Speller<'_>, operation: &AddConstraint) -> Result<Statement, CompileError> {
    let table = constraints::table_around(operation);
    let text = constraint_text(speller, &table, &operation.constraint)?;
    Ok(constraints::add(speller, &operation.table, &text))
}

fn constraint_text(
    speller: &Speller<'_>,
    table: &Table,
    constraint: &Constraint,
) -> Result<String, CompileError> {
    match constraint {
        Constraint::PrimaryKey(key) => Ok(format!(
            "{}{}{}",
            constraints::primary_key(speller, key)?,
            include(speller, table, &key.include)?,
            constraints::deferrability(key.deferrable, key.initially.as_deref())?
        )),
        Constraint::Unique(unique) => unique_text(speller, table, unique),
        Constraint::ForeignKey(key) => {
            let remote = speller.table(&key.referred_table);
            let text = constraints::foreign_key(speller, key, &remote, on_delete)?;
            Ok(text + not_valid(key.not_valid))
        }
        Constraint::Check(check) => {
            if let Some(column) = check.type_of.as_ref().and_then(|name| table.column(&name.text))
                && matches!(column.ty.for_dialect("postgresql"), ColumnType::Array(array)
                    if matches!(&array.item, ColumnType::Enum(ty) if !types::is_native(ty)))
            {
                return Err(CompileError::compile(
                    "PostgreSQL dialect cannot produce the CHECK constraint for ARRAY of non-native ENUM; \
                     please specify create_constraint=False on this Enum datatype.",
                ));
            }
            let text = constraints::check(speller, check)?;
            // Inside a column `SQLAlchemy` takes another path, which knows nothing of validity.
            Ok(if check.column.is_some() { text } else { text + not_valid(check.not_valid) })
        }
        Constraint::Exclude(exclude) => exclude_text(speller, exclude),
    }
}

fn not_valid(not_valid: bool) -> &'static str {
    if not_valid { " NOT VALID" } else { "" }
}

fn unique_text(
    speller: &Speller<'_>,
    table: &Table,
    unique: &UniqueConstraint,
) -> Result<String, CompileError> {
    let distinctness = match unique.nulls_not_distinct {
        Some(true) => "NULLS NOT DISTINCT ",
        Some(false) => "NULLS DISTINCT ",
        None => "",
    };
    Ok(format!(
        "{}{}{}",
        constraints::unique(speller, unique, distinctness)?,
        include(speller, table, &unique.include)?,
        constraints::deferrability(unique.deferrable, unique.initially.as_deref())?
    ))
}

fn include(speller: &Speller<'_>, table: &Table, included: &[Identifier]) -> Result<String, CompileError> {
    if included.is_empty() {
        return Ok(String::new());
    }
    constraints::known_columns(table, included)?;
    Ok(format!(" INCLUDE ({})", speller.names(included)))
}

fn exclude_text(speller: &Speller<'_>, exclude: &ExcludeConstraint) -> Result<String, CompileError> {
    let mut elements = Vec::new();
    for element in &exclude.elements {
        let class = element.operator_class.as_ref().map(|class| format!(" {class}")).unwrap_or_default();
        elements.push(format!(
            "{}{class} WITH {}",
            speller.expression(&element.expression)?,
            element.operator
        ));
    }
    let mut out = format!(
        "{}EXCLUDE USING {} ({})",
        constraints::preamble(speller, exclude.name.as_ref())?,
        index_method(exclude.using.as_deref().unwrap_or("gist"))?,
        elements.join(", ")
    );
    if let Some(condition) = &exclude.where_ {
        out.push_str(&format!(" WHERE ({})", speller.expression(condition)?));
    }
    out.push_str(&constraints::deferrability(exclude.deferrable, exclude.initially.as_deref())?);
    Ok(out)
}

/// Keywords, and a list of columns after `SET NULL` and `SET DEFAULT`.
const ON_DELETE: &str =
    r#"^\w+(?:\s+\w+)*(?:\s*\(\s*(?:[\w$]+|"(?:[^"]|"")+")(?:\s*,\s*(?:[\w$]+|"(?:[^"]|"")+"))*\s*\))?$"#;

static ON_DELETE_PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ON_DELETE).ok());

fn on_delete(text: &str) -> Result<&str, CompileError> {
    ansi::phrase(text, ON_DELETE, |text| {
        ON_DELETE_PATTERN.as_ref().is_some_and(|pattern| pattern.is_match(text))
    })
}

// Indexes.

fn create_index(speller: &Speller<'_>, operation: &CreateIndex) -> Result<Statement, CompileError> {
    let mut table = Table::new(operation.table.clone());
    // Alembic adds the columns of INCLUDE to the table it makes up.
    table.columns = operation
        .index
        .postgres
        .include
        .iter()
        .map(|name| Column::new(name.clone(), ColumnType::Null))
        .collect();
    index_statement(speller, &table, &operation.index, operation.if_not_exists)
}

fn index_statement(
    speller: &Speller<'_>,
    table: &Table,
    index: &Index,
    if_not_exists: bool,
) -> Result<Statement, CompileError> {
    let options = &index.postgres;
    let mut out = format!(
        "CREATE {}INDEX {}{}{} ON {} ",
        if index.unique { "UNIQUE " } else { "" },
        if options.concurrently { "CONCURRENTLY " } else { "" },
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        speller.index_name(indexes::name(index)?)?,
        speller.table(&table.name)
    );
    if let Some(method) = options.using.as_deref().filter(|method| !method.is_empty()) {
        out.push_str(&format!("USING {} ", index_method(method)?));
    }
    let mut elements = Vec::new();
    for element in &index.elements {
        let mut text = indexes::element(speller, element)?;
        if let IndexElement::Expression(expression) = element
            && is_grouped(expression)
        {
            text = format!("({text})");
        }
        if let Some(class) = element_key(element).and_then(|key| options.ops.get(key)) {
            text = format!("{text} {class}");
        }
        elements.push(text);
    }
    out.push_str(&format!("({})", elements.join(", ")));
    out.push_str(&include(speller, table, &options.include)?);
    match options.nulls_not_distinct {
        Some(true) => out.push_str(" NULLS NOT DISTINCT"),
        Some(false) => out.push_str(" NULLS DISTINCT"),
        None => {}
    }
    if !options.with.is_empty() {
        out.push_str(&format!(" WITH ({})", storage_parameters(&options.with)));
    }
    if let Some(tablespace) = options.tablespace.as_ref().filter(|name| !name.text.is_empty()) {
        out.push_str(&format!(" TABLESPACE {}", speller.name(tablespace)));
    }
    if let Some(condition) = &options.where_ {
        out.push_str(&format!(" WHERE {}", speller.expression(condition)?));
    }
    Ok(statement(out))
}

/// PostgreSQL wants parentheses around an expression that is not a function call.
fn is_grouped(expression: &Expr) -> bool {
    match expression {
        Expr::Binary(_) | Expr::Connective(_) | Expr::Not(_) | Expr::Between(_) | Expr::Collate(_) => true,
        Expr::Unary(unary) => matches!(unary.operator, UnaryOperator::Negative | UnaryOperator::BitwiseNot),
        _ => false,
    }
}

/// The name by which operator classes are given.
fn element_key(element: &IndexElement) -> Option<&str> {
    match element {
        IndexElement::Column(name) => Some(&name.text),
        IndexElement::Expression(Expr::Column(column)) => Some(&column.name.text),
        IndexElement::Expression(Expr::Label(label)) => label.name.as_ref().map(Identifier::as_str),
        IndexElement::Expression(_) => None,
    }
}

fn index_method(text: &str) -> Result<String, CompileError> {
    const PATTERN: &str = "^(?:btree|hash|gist|gin|[\\w_]+)$";
    let is_word =
        |text: &str| !text.is_empty() && text.chars().all(|each| each.is_alphanumeric() || each == '_');
    Ok(ansi::phrase(text, PATTERN, is_word)?.to_lowercase())
}

//! A parsed statement as operations.
//!
//! `sqlparser` knows many databases' words; what is here is what a catalogue can apply. A clause that would
//! change what the catalogue says and has no place in an operation makes the whole statement opaque.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser knows hundreds of statements; those left out are opaque"
)]

use super::{Flavor, ddl_text::Read};
use crate::{
    expr::Expr,
    name::{Identifier, QualifiedName},
    op::{
        AddColumn, AddConstraint, AlterColumn, CreateEnum, CreateIndex, CreateSchema, CreateSequence,
        CreateTable, DefaultState, DropColumn, DropConstraint, DropEnum, DropIndex, DropSchema, DropSequence,
        DropTable, Facet, Operation, RenameTable,
    },
    schema::{
        CheckConstraint, Column, Computed, Constraint, ConstraintKind, ForeignKeyConstraint, Identity, Index,
        IndexElement, PrimaryKeyConstraint, Sequence, SequenceOptions, ServerDefault, Table,
        UniqueConstraint,
    },
    types::{
        Binary, Boolean, Character, CharacterName, ColumnType, DateTime, EnumOrigin, EnumType, Float, Json,
        Numeric, PostgresType, Spelling, Time, Uuid,
    },
};
use sqlparser::{
    ast,
    dialect::{Dialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect},
    parser::Parser,
};

/// Deeper nesting is opaque; the parser counts it for us.
const DEEPEST: usize = 100;

/// What a statement does, or `None` where nobody can tell.
pub(super) fn read(flavor: Flavor, sql: &str) -> Option<Read> {
    let dialect: &dyn Dialect = match flavor {
        Flavor::Postgres => &PostgreSqlDialect {},
        Flavor::Sqlite => &SQLiteDialect {},
        Flavor::Mysql => &MySqlDialect {},
    };
    let parser = Parser::new(dialect).with_recursion_limit(DEEPEST);
    let statements = parser.try_with_sql(sql).ok()?.parse_statements().ok()?;
    let [statement] = statements.as_slice() else { return None };
    Reader { flavor }.statement(statement)
}

struct Reader {
    flavor: Flavor,
}

/// The words that a part was written with.
fn words(part: &impl std::fmt::Display) -> Expr {
    Expr::Literal(part.to_string())
}

impl Reader {
    fn identifier(&self, ident: &ast::Ident) -> Identifier {
        if ident.quote_style.is_none() && self.flavor == Flavor::Postgres {
            return ident.value.to_lowercase().into();
        }
        ident.value.clone().into()
    }

    fn name(&self, name: &ast::ObjectName) -> Option<QualifiedName> {
        let parts: Option<Vec<&ast::Ident>> = name.0.iter().map(ast::ObjectNamePart::as_ident).collect();
        let parts = parts?;
        let (last, before) = parts.split_last()?;
        Some(QualifiedName {
            schema: before.last().map(|schema| self.identifier(schema)),
            name: self.identifier(last),
        })
    }

    fn identifiers<'i>(&self, idents: impl IntoIterator<Item = &'i ast::Ident>) -> Vec<Identifier> {
        idents.into_iter().map(|ident| self.identifier(ident)).collect()
    }

    fn statement(&self, statement: &ast::Statement) -> Option<Read> {
        let operations = match statement {
            ast::Statement::CreateTable(create) => {
                if create.temporary {
                    // It goes with the session and hides what has its name until then.
                    return Some(Read::Touches(vec![self.name(&create.name)?]));
                }
                vec![self.create_table(create)?]
            }
            ast::Statement::CreateIndex(create) => vec![self.create_index(create)?],
            ast::Statement::AlterTable(alter) => self.alter_table(alter)?,
            ast::Statement::CreateView(view) => return Some(Read::Touches(vec![self.name(&view.name)?])),
            ast::Statement::Drop { object_type, if_exists, names, cascade, table, .. } => {
                return self.drop(*object_type, *if_exists, names, *cascade, table.as_ref());
            }
            ast::Statement::CreateType { name, representation } => match representation {
                Some(ast::UserDefinedTypeRepresentation::Enum { labels }) => {
                    let name = self.name(name)?;
                    let values = labels.iter().map(|label| label.value.clone()).collect();
                    vec![Operation::CreateEnum(CreateEnum {
                        ty: enumeration(name, values),
                        check_first: false,
                    })]
                }
                _ => return Some(Read::Touches(vec![self.name(name)?])),
            },
            ast::Statement::AlterType(alter) => return Some(Read::Touches(vec![self.name(&alter.name)?])),
            ast::Statement::CreateSequence { name, if_not_exists, .. } => {
                let sequence = sequence(self.name(name)?);
                vec![Operation::CreateSequence(CreateSequence { sequence, if_not_exists: *if_not_exists })]
            }
            ast::Statement::CreateSchema {
                schema_name: ast::SchemaName::Simple(name),
                if_not_exists,
                ..
            } => {
                let name = self.name(name)?.name;
                vec![Operation::CreateSchema(CreateSchema { name, if_not_exists: *if_not_exists })]
            }
            _ => return None,
        };
        Some(Read::Operations(operations))
    }

    fn drop(
        &self,
        kind: ast::ObjectType,
        if_exists: bool,
        names: &[ast::ObjectName],
        cascade: bool,
        table: Option<&ast::ObjectName>,
    ) -> Option<Read> {
        let names: Option<Vec<QualifiedName>> = names.iter().map(|name| self.name(name)).collect();
        let names = names?;
        let each = |make: &dyn Fn(QualifiedName) -> Operation| {
            Some(Read::Operations(names.iter().cloned().map(make).collect()))
        };
        match kind {
            ast::ObjectType::View | ast::ObjectType::MaterializedView => Some(Read::Touches(names)),
            // What goes along with it is not said.
            _ if cascade => None,
            ast::ObjectType::Table => {
                each(&|name| Operation::DropTable(Box::new(DropTable { name, if_exists, existing: None })))
            }
            ast::ObjectType::Index => {
                let table = table.and_then(|table| self.name(table));
                each(&|name| {
                    Operation::DropIndex(Box::new(DropIndex {
                        name: name.name,
                        table: table.as_ref().map(|table| table.name.clone()),
                        schema: name.schema,
                        if_exists,
                        concurrently: false,
                        existing: None,
                    }))
                })
            }
            ast::ObjectType::Sequence => {
                each(&|name| Operation::DropSequence(DropSequence { sequence: sequence(name), if_exists }))
            }
            ast::ObjectType::Schema => {
                each(&|name| Operation::DropSchema(DropSchema { name: name.name, if_exists, cascade: false }))
            }
            ast::ObjectType::Type => each(&|name| {
                Operation::DropEnum(DropEnum { ty: enumeration(name, Vec::new()), check_first: false })
            }),
            _ => None,
        }
    }

    fn create_table(&self, create: &ast::CreateTable) -> Option<Operation> {
        if create.query.is_some()
            || create.like.is_some()
            || create.clone.is_some()
            || create.inherits.is_some()
        {
            return None;
        }
        let mut table = Table::new(self.name(&create.name)?);
        for definition in &create.columns {
            let (column, constraints) = self.column(&table.name, definition)?;
            if column.primary_key {
                table.primary_key = Some(PrimaryKeyConstraint {
                    columns: vec![column.name.clone()],
                    name: definition.options.iter().find_map(|option| match &option.option {
                        ast::ColumnOption::PrimaryKey(_) => {
                            option.name.as_ref().map(|name| self.identifier(name))
                        }
                        _ => None,
                    }),
                    ..PrimaryKeyConstraint::default()
                });
            }
            table.columns.push(column);
            table.constraints.extend(constraints);
        }
        for constraint in &create.constraints {
            match self.constraint(constraint)? {
                Constraint::PrimaryKey(key) => table.primary_key = Some(key),
                other => table.constraints.push(other),
            }
        }
        Some(Operation::CreateTable(Box::new(CreateTable { table, if_not_exists: create.if_not_exists })))
    }

    /// A column and the constraints inside its definition.
    fn column(
        &self,
        table: &QualifiedName,
        definition: &ast::ColumnDef,
    ) -> Option<(Column, Vec<Constraint>)> {
        let name = self.identifier(&definition.name);
        let written = definition.data_type.to_string();
        let mut column = Column::new(name.clone(), column_type(&written));
        let mut constraints = Vec::new();
        if written.to_uppercase().contains("SERIAL") && self.flavor == Flavor::Postgres {
            column.nullable = Some(false);
            let sequence = format!("{}_{}_seq", table.name, name);
            column.server_default =
                Some(ServerDefault::Expression(Expr::Literal(format!("nextval('{sequence}'::regclass)"))));
        }
        for option in &definition.options {
            let own = option.name.as_ref().map(|name| self.identifier(name));
            match &option.option {
                ast::ColumnOption::Null => column.nullable = Some(true),
                ast::ColumnOption::NotNull => column.nullable = Some(false),
                ast::ColumnOption::Default(value) => {
                    column.server_default = Some(ServerDefault::Expression(words(value)));
                }
                ast::ColumnOption::PrimaryKey(_) => {
                    column.primary_key = true;
                    if self.flavor != Flavor::Sqlite {
                        column.nullable = Some(false);
                    }
                }
                ast::ColumnOption::Unique(_) => constraints.push(Constraint::Unique(UniqueConstraint {
                    name: own,
                    columns: vec![name.clone()],
                    ..UniqueConstraint::default()
                })),
                ast::ColumnOption::ForeignKey(key) => {
                    let key = ForeignKeyConstraint {
                        name: own,
                        columns: vec![name.clone()],
                        ..self.foreign_key(key)?
                    };
                    constraints.push(Constraint::ForeignKey(key));
                }
                ast::ColumnOption::Check(check) => {
                    constraints.push(Constraint::Check(check_constraint(
                        own,
                        &check.expr,
                        Some(name.clone()),
                    )));
                }
                ast::ColumnOption::Generated {
                    generation_expr: Some(expression),
                    generation_expr_mode,
                    ..
                } => {
                    column.computed = Some(Box::new(Computed {
                        expression: words(expression),
                        persisted: generation_expr_mode
                            .as_ref()
                            .map(|mode| matches!(mode, ast::GeneratedExpressionMode::Stored)),
                    }));
                }
                ast::ColumnOption::Generated { generated_as, .. } => {
                    column.nullable = Some(false);
                    column.identity = Some(Box::new(Identity {
                        always: matches!(generated_as, ast::GeneratedAs::Always),
                        ..Identity::default()
                    }));
                }
                ast::ColumnOption::Comment(text) => column.comment = Some(text.clone()),
                // They change nothing that the catalogue promises.
                ast::ColumnOption::Collation(_)
                | ast::ColumnOption::CharacterSet(_)
                | ast::ColumnOption::OnUpdate(_)
                | ast::ColumnOption::OnConflict(_)
                | ast::ColumnOption::DialectSpecific(_) => {}
                _ => return None,
            }
        }
        if self.flavor == Flavor::Sqlite {
            // Even in a primary key, for history's sake.
            column.nullable.get_or_insert(true);
        }
        Some((column, constraints))
    }

    fn foreign_key(&self, key: &ast::ForeignKeyConstraint) -> Option<ForeignKeyConstraint> {
        Some(ForeignKeyConstraint {
            name: key.name.as_ref().map(|name| self.identifier(name)),
            columns: self.identifiers(&key.columns),
            referred_table: self.name(&key.foreign_table)?,
            referred_columns: self.identifiers(&key.referred_columns),
            on_delete: key.on_delete.as_ref().map(ToString::to_string),
            on_update: key.on_update.as_ref().map(ToString::to_string),
            ..ForeignKeyConstraint::default()
        })
    }

    /// Columns of a key, each a bare name.
    fn key_columns(&self, columns: &[ast::IndexColumn]) -> Option<Vec<Identifier>> {
        let one = |column: &ast::IndexColumn| match &column.column.expr {
            ast::Expr::Identifier(ident) => Some(self.identifier(ident)),
            _ => None,
        };
        columns.iter().map(one).collect()
    }

    fn constraint(&self, constraint: &ast::TableConstraint) -> Option<Constraint> {
        let named = |name: &Option<ast::Ident>| name.as_ref().map(|name| self.identifier(name));
        Some(match constraint {
            ast::TableConstraint::Unique(unique) => Constraint::Unique(UniqueConstraint {
                name: named(&unique.name).or_else(|| named(&unique.index_name)),
                columns: self.key_columns(&unique.columns)?,
                ..UniqueConstraint::default()
            }),
            ast::TableConstraint::PrimaryKey(key) => Constraint::PrimaryKey(PrimaryKeyConstraint {
                name: named(&key.name),
                columns: self.key_columns(&key.columns)?,
                ..PrimaryKeyConstraint::default()
            }),
            ast::TableConstraint::ForeignKey(key) => Constraint::ForeignKey(self.foreign_key(key)?),
            ast::TableConstraint::Check(check) => {
                Constraint::Check(check_constraint(named(&check.name), &check.expr, None))
            }
            _ => return None,
        })
    }

    fn create_index(&self, create: &ast::CreateIndex) -> Option<Operation> {
        let elements = create.columns.iter().map(|column| match &column.column {
            ast::OrderByExpr { expr: ast::Expr::Identifier(ident), options, .. }
                if options.sort.is_none()
                    && options.nulls_first.is_none()
                    && column.operator_class.is_none() =>
            {
                IndexElement::Column(self.identifier(ident))
            }
            other => IndexElement::Expression(words(other)),
        });
        let index = Index {
            name: create.name.as_ref().and_then(|name| self.name(name)).map(|name| name.name),
            elements: elements.collect(),
            unique: create.unique,
            sqlite_where: create.predicate.as_ref().map(words),
            ..Index::default()
        };
        Some(Operation::CreateIndex(Box::new(CreateIndex {
            table: self.name(&create.table_name)?,
            index,
            if_not_exists: create.if_not_exists,
        })))
    }

    fn alter_table(&self, alter: &ast::AlterTable) -> Option<Vec<Operation>> {
        let table = self.name(&alter.name)?;
        let mut out = Vec::new();
        for operation in &alter.operations {
            self.alteration(&table, operation, &mut out)?;
        }
        Some(out)
    }

    fn alteration(
        &self,
        table: &QualifiedName,
        operation: &ast::AlterTableOperation,
        out: &mut Vec<Operation>,
    ) -> Option<()> {
        let table = table.clone();
        match operation {
            ast::AlterTableOperation::AddColumn { column_def, if_not_exists, .. } => {
                let (column, constraints) = self.column(&table, column_def)?;
                out.push(Operation::AddColumn(Box::new(AddColumn {
                    table,
                    column,
                    constraints,
                    indexes: Vec::new(),
                    if_not_exists: *if_not_exists,
                    inline_references: false,
                    inline_primary_key: false,
                    insert_before: None,
                    insert_after: None,
                    fill: None,
                })));
            }
            ast::AlterTableOperation::DropColumn { column_names, if_exists, drop_behavior, .. } => {
                if matches!(drop_behavior, Some(ast::DropBehavior::Cascade)) {
                    return None;
                }
                out.extend(column_names.iter().map(|column| {
                    Operation::DropColumn(Box::new(DropColumn {
                        table: table.clone(),
                        column: self.identifier(column),
                        if_exists: *if_exists,
                        existing: None,
                    }))
                }));
            }
            ast::AlterTableOperation::AddConstraint { constraint, .. } => {
                let constraint = self.constraint(constraint)?;
                out.push(Operation::AddConstraint(Box::new(AddConstraint { table, constraint })));
            }
            ast::AlterTableOperation::DropConstraint { name, if_exists, drop_behavior } => {
                if matches!(drop_behavior, Some(ast::DropBehavior::Cascade)) {
                    return None;
                }
                out.push(drop_constraint(table, Some(self.identifier(name)), None, *if_exists));
            }
            ast::AlterTableOperation::DropPrimaryKey { .. } => {
                out.push(drop_constraint(table, None, Some(ConstraintKind::Primary), false));
            }
            ast::AlterTableOperation::DropForeignKey { name, .. } => {
                out.push(drop_constraint(table, Some(self.identifier(name)), None, false));
            }
            ast::AlterTableOperation::RenameColumn { old_column_name, new_column_name } => {
                out.push(Operation::AlterColumn(Box::new(AlterColumn {
                    table,
                    column: self.identifier(old_column_name),
                    name: Some(self.identifier(new_column_name)),
                    ..AlterColumn::default()
                })));
            }
            ast::AlterTableOperation::RenameTable { table_name } => {
                let (ast::RenameTableNameKind::To(to) | ast::RenameTableNameKind::As(to)) = table_name;
                out.push(Operation::RenameTable(RenameTable { name: table, to: self.name(to)?.name }));
            }
            ast::AlterTableOperation::AlterColumn { column_name, op } => {
                let mut alter =
                    AlterColumn { table, column: self.identifier(column_name), ..AlterColumn::default() };
                let default = |state| Facet { existing: None, set: Some(state) };
                match op {
                    ast::AlterColumnOperation::SetNotNull => alter.nullable.set = Some(false),
                    ast::AlterColumnOperation::DropNotNull => alter.nullable.set = Some(true),
                    ast::AlterColumnOperation::SetDefault { value } => {
                        let value = ServerDefault::Expression(words(value));
                        alter.server_default = default(DefaultState::Default(value));
                    }
                    ast::AlterColumnOperation::DropDefault => {
                        alter.server_default = default(DefaultState::Nothing);
                    }
                    ast::AlterColumnOperation::SetDataType { data_type, .. } => {
                        alter.ty.set = Some(column_type(&data_type.to_string()));
                    }
                    ast::AlterColumnOperation::AddGenerated { generated_as, .. } => {
                        let always = matches!(generated_as, Some(ast::GeneratedAs::Always));
                        let identity = Identity { always, ..Identity::default() };
                        alter.server_default = default(DefaultState::Identity(identity));
                    }
                    ast::AlterColumnOperation::GenericOptions { .. } => return None,
                }
                out.push(Operation::AlterColumn(Box::new(alter)));
            }
            // Rights, storage and triggers.
            ast::AlterTableOperation::OwnerTo { .. }
            | ast::AlterTableOperation::DisableRowLevelSecurity
            | ast::AlterTableOperation::EnableRowLevelSecurity
            | ast::AlterTableOperation::ForceRowLevelSecurity
            | ast::AlterTableOperation::NoForceRowLevelSecurity
            | ast::AlterTableOperation::DisableTrigger { .. }
            | ast::AlterTableOperation::EnableTrigger { .. }
            | ast::AlterTableOperation::DisableRule { .. }
            | ast::AlterTableOperation::EnableRule { .. }
            | ast::AlterTableOperation::SetLogged
            | ast::AlterTableOperation::SetUnlogged
            | ast::AlterTableOperation::ReplicaIdentity { .. } => {}
            _ => return None,
        }
        Some(())
    }
}

fn drop_constraint(
    table: QualifiedName,
    name: Option<Identifier>,
    kind: Option<ConstraintKind>,
    if_exists: bool,
) -> Operation {
    Operation::DropConstraint(Box::new(DropConstraint { table, name, kind, if_exists, existing: None }))
}

fn check_constraint(
    name: Option<Identifier>,
    condition: &ast::Expr,
    column: Option<Identifier>,
) -> CheckConstraint {
    CheckConstraint { column, ..CheckConstraint::new(name, Expr::Literal(condition.to_string())) }
}

fn sequence(name: QualifiedName) -> Sequence {
    Sequence { name, options: SequenceOptions::default(), data_type: None, optional: false }
}

fn enumeration(name: QualifiedName, values: Vec<String>) -> EnumType {
    EnumType {
        origin: EnumOrigin::Postgres,
        values,
        name: Some(name.name),
        schema: name.schema,
        native: true,
        create_constraint: false,
        length: None,
        create_type: true,
        metadata_owned: false,
        collation: None,
        mysql: crate::types::CharacterOptions::default(),
    }
}

/// The family of a type, by its first word.
fn column_type(written: &str) -> ColumnType {
    let upper = written.to_uppercase();
    let word: String = upper.chars().take_while(|each| each.is_alphanumeric() || *each == '_').collect();
    let arguments: Vec<u32> = upper
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside.split(',').filter_map(|part| part.trim().parse().ok()).collect())
        .unwrap_or_default();
    let first = arguments.first().copied();
    let text = |name| ColumnType::Character(Character { name, length: first, collation: None });
    match word.as_str() {
        _ if upper.ends_with("[]") => ColumnType::Unknown(written.to_owned()),
        "INT" | "INTEGER" | "INT4" | "SERIAL" | "SERIAL4" | "MEDIUMINT" => {
            ColumnType::Integer(Spelling::Standard)
        }
        "BIGINT" | "INT8" | "BIGSERIAL" | "SERIAL8" => ColumnType::BigInteger(Spelling::Standard),
        "SMALLINT" | "INT2" | "SMALLSERIAL" => ColumnType::SmallInteger(Spelling::Standard),
        "NUMERIC" | "DECIMAL" | "DEC" => ColumnType::Numeric(Numeric {
            precision: first,
            scale: arguments.get(1).and_then(|scale| i32::try_from(*scale).ok()),
            ..Numeric::default()
        }),
        "REAL" | "FLOAT" | "FLOAT4" | "FLOAT8" | "DOUBLE" => ColumnType::Float(Float::default()),
        "VARCHAR" | "NVARCHAR" => text(CharacterName::Varchar),
        "CHARACTER" if upper.contains("VARYING") => text(CharacterName::Varchar),
        "CHAR" | "CHARACTER" | "BPCHAR" => text(CharacterName::Char),
        "TEXT" | "CLOB" | "LONGTEXT" | "MEDIUMTEXT" | "TINYTEXT" => text(CharacterName::StandardText),
        "BOOLEAN" | "BOOL" => ColumnType::Boolean(Boolean::default()),
        "DATE" => ColumnType::Date(Spelling::Standard),
        "TIME" => ColumnType::Time(Time { timezone: upper.contains("WITH TIME ZONE"), ..Time::default() }),
        "TIMESTAMP" | "TIMESTAMPTZ" | "DATETIME" => ColumnType::DateTime(DateTime {
            timezone: word == "TIMESTAMPTZ" || upper.contains("WITH TIME ZONE"),
            ..DateTime::default()
        }),
        "BYTEA" | "BLOB" | "BINARY" | "VARBINARY" => ColumnType::Binary(Binary::default()),
        "JSON" => ColumnType::Json(Json::default()),
        "JSONB" => ColumnType::Postgres(PostgresType::Jsonb { none_as_null: false, astext_type: None }),
        "UUID" => ColumnType::Uuid(Uuid::default()),
        "INTERVAL" => ColumnType::Postgres(PostgresType::Interval { fields: None, precision: None }),
        _ => ColumnType::Unknown(written.to_owned()),
    }
}

//! Which columns of a table are added, removed and changed.

use super::{
    Pair,
    hooks::{Closed, ColumnPoint, ColumnRef, CompareError, CompareHooks, ObjectKind, ParentNames},
    tables::{Comparator, Compared, TABLES_LOG, column_object, dotted, place},
};
use crate::{
    dialect::ansi,
    op::{AddColumn, AlterColumn, CommentOnTable, CommentState, DropColumn, Facet, Operation},
    schema::{Column, Table},
};
use indexmap::IndexMap;

const CONSTRAINTS_LOG: &str = "alembic.autogenerate.compare.constraints";
/// Alembic's names of groups of functions for a column.
const TYPES: &str = "types";
const DEFAULTS: &str = "server_default";
const COMMENTS_LOG: &str = "alembic.autogenerate.compare.comments";

/// The columns of a reflected table that take part, by name.
pub(super) type ReflectedColumns<'a> = IndexMap<&'a str, &'a Column>;

impl<H: CompareHooks> Comparator<'_, H> {
    /// The columns of a reflected table that `include_name` lets through.
    pub(super) fn reflected_columns<'a>(&mut self, table: &'a Table) -> Compared<ReflectedColumns<'a>, H> {
        let (schema, name) = place(&table.name);
        let mut columns = IndexMap::with_capacity(table.columns.len());
        for column in &table.columns {
            let parents = ParentNames { table: Some(name), schema: Some(schema) };
            let name = column.name.as_str();
            if self.hooks.include_name(Some(name), ObjectKind::Column, parents).map_err(CompareError::Hook)? {
                columns.insert(name, column);
            }
        }
        Ok(columns)
    }

    /// The model's columns: first those that are new, then those that changed.
    pub(super) fn declared_columns(
        &mut self,
        tables: Pair<&Table>,
        reflected: &ReflectedColumns<'_>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let (schema, table_name) = place(&tables.database.name);
        let declared = || tables.model.columns.iter().filter(|column| !column.system);
        for column in declared().filter(|column| !reflected.contains_key(column.name.as_str())) {
            let name = column.name.as_str();
            let object = column_object(tables.model, column);
            if self.includes(object, Some(name), ObjectKind::Column, false, None)? {
                operations.push(Operation::AddColumn(Box::new(AddColumn {
                    table: tables.database.name.clone(),
                    column: column.clone(),
                    constraints: Vec::new(),
                    indexes: Vec::new(),
                    if_not_exists: false,
                    inline_references: false,
                    inline_primary_key: false,
                    insert_before: None,
                    insert_after: None,
                    fill: None,
                })));
                let line = format!("Detected added column '{}.{name}'", dotted(schema, table_name));
                self.info(TABLES_LOG, line);
            }
        }
        for column in declared() {
            let Some(existing) = reflected.get(column.name.as_str()).copied() else { continue };
            let object = column_object(tables.model, column);
            let compare_to = Some(column_object(tables.database, existing));
            let name = Some(column.name.as_str());
            if self.includes(object, name, ObjectKind::Column, false, compare_to)? {
                let columns = Pair { database: existing, model: column };
                if let Some(alter) = self.column(tables, columns)? {
                    operations.push(Operation::AlterColumn(Box::new(alter)));
                }
            }
        }
        Ok(())
    }

    /// The database's columns that the model does not have, in their order in the table.
    pub(super) fn removed_columns(
        &mut self,
        tables: Pair<&Table>,
        reflected: &ReflectedColumns<'_>,
        operations: &mut Vec<Operation>,
    ) -> Compared<(), H> {
        let (schema, table_name) = place(&tables.database.name);
        for (name, column) in reflected {
            let is_declared =
                tables.model.columns.iter().any(|declared| declared.name.text == *name && !declared.system);
            if is_declared {
                continue;
            }
            let object = column_object(tables.database, column);
            if self.includes(object, Some(name), ObjectKind::Column, true, None)? {
                operations.push(Operation::DropColumn(Box::new(DropColumn {
                    table: tables.database.name.clone(),
                    column: column.name.clone(),
                    if_exists: false,
                    existing: Some((*column).clone()),
                })));
                let line = format!("Detected removed column '{}.{name}'", dotted(schema, table_name));
                self.info(TABLES_LOG, line);
            }
        }
        Ok(())
    }

    /// One column on both sides; `None` where nothing changes.
    ///
    /// The order is that of Alembic's dispatch: the user's functions, then what every database has, then
    /// what the dialect says. Whoever says *differs* or *stop* ends the questions of its own kind.
    fn column(&mut self, tables: Pair<&Table>, columns: Pair<&Column>) -> Compared<Option<AlterColumn>, H> {
        let mut alter = AlterColumn {
            table: tables.database.name.clone(),
            column: columns.model.name.clone(),
            ..AlterColumn::default()
        };
        let plugins = self.options.plugins;
        let mut closed = Closed::default();
        let own = |this: &mut Self, point, alter: &AlterColumn, closed: &mut Closed| {
            this.own_column_functions(point, tables, columns, alter, closed)
        };
        own(self, ColumnPoint::Before, &alter, &mut closed)?;
        if plugins.types && !closed.has(TYPES) && !self.user_type(tables, columns, &mut alter)? {
            closed.close(TYPES);
        }
        if plugins.defaults && !closed.has(DEFAULTS) && !self.user_default(tables, columns, &mut alter)? {
            closed.close(DEFAULTS);
        }
        own(self, ColumnPoint::AfterFirst, &alter, &mut closed)?;
        if plugins.constraints && !closed.has("nullable") {
            self.nullable(tables, columns, &mut alter);
            if alter.nullable.set.is_some() {
                closed.close("nullable");
            }
        }
        if plugins.defaults && !closed.has(DEFAULTS) && !self.computed(tables, columns)? {
            closed.close(DEFAULTS);
        }
        if plugins.defaults && !closed.has(DEFAULTS) && !self.identity(tables, columns, &mut alter)? {
            closed.close(DEFAULTS);
        }
        if plugins.defaults && !closed.has(DEFAULTS) {
            self.autoincrement(tables.model, columns.model, &mut alter)?;
        }
        if plugins.comments && !closed.has("comments") {
            self.column_comment(tables, columns, &mut alter);
            if alter.comment.set.is_some() {
                closed.close("comments");
            }
        }
        own(self, ColumnPoint::AfterMedium, &alter, &mut closed)?;
        if plugins.types && !closed.has(TYPES) {
            let before = alter.ty.set.is_some();
            self.dialect_type(tables, columns, &mut alter)?;
            if alter.ty.set.is_some() && !before {
                closed.close(TYPES);
            }
        }
        if plugins.defaults && !closed.has(DEFAULTS) && self.dialect_default(tables, columns, &mut alter)? {
            closed.close(DEFAULTS);
        }
        if let Some(changes) = own(self, ColumnPoint::AfterLast, &alter, &mut closed)? {
            return Ok(changes.then_some(alter));
        }
        let changes = alter.nullable.set.is_some()
            || alter.ty.set.is_some()
            || alter.server_default.set.is_some()
            || alter.comment.set.is_some();
        Ok(changes.then_some(alter))
    }

    /// Whether the project's own functions were called and, where they were, the column changes so far.
    fn own_column_functions(
        &mut self,
        point: ColumnPoint,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        alter: &AlterColumn,
        closed: &mut Closed,
    ) -> Compared<Option<bool>, H> {
        if !self.hooks.has_own_column_functions() {
            return Ok(None);
        }
        let columns = Pair {
            database: ColumnRef { table: tables.database, column: columns.database },
            model: ColumnRef { table: tables.model, column: columns.model },
        };
        let before = std::mem::take(closed);
        let answer = self.hooks.own_column_functions(point, columns, alter, before);
        let (now, changes) = answer.map_err(CompareError::Hook)?;
        *closed = now;
        Ok(Some(changes))
    }

    fn nullable(&mut self, tables: Pair<&Table>, columns: Pair<&Column>, alter: &mut AlterColumn) {
        let database = ansi::columns::is_nullable(tables.database, columns.database);
        let model = ansi::columns::is_nullable(tables.model, columns.model);
        alter.nullable.existing = Some(database);
        if database == model {
            return;
        }
        let either = |has: fn(&Column) -> bool| has(columns.database) || has(columns.model);
        let computed = either(|column| column.computed.is_some()) && columns.model.nullable.is_none();
        let table = &tables.model.name.name;
        let name = &columns.model.name;
        if computed || either(|column| column.identity.is_some()) {
            let line = format!("Ignoring nullable change on identity column '{table}.{name}'");
            self.info(CONSTRAINTS_LOG, line);
        } else {
            alter.nullable.set = Some(model);
            let what = if model { "NULL" } else { "NOT NULL" };
            self.info(CONSTRAINTS_LOG, format!("Detected {what} on column '{table}.{name}'"));
        }
    }

    /// MySQL repeats with every change whether a column counts itself up.
    fn autoincrement(&mut self, table: &Table, column: &Column, alter: &mut AlterColumn) -> Compared<(), H> {
        use crate::schema::Autoincrement;
        let counts = match column.autoincrement {
            Autoincrement::Yes => Some(true),
            Autoincrement::No => Some(false),
            Autoincrement::Auto | Autoincrement::IgnoreForeignKey => {
                self.counts_itself_up(table, column)?.then_some(true)
            }
        };
        alter.autoincrement = Facet { existing: None, set: counts };
        Ok(())
    }

    /// Whether a column of the model is the one that counts itself up.
    pub(super) fn counts_itself_up(&self, table: &Table, column: &Column) -> Compared<bool, H> {
        if !table.is_primary_key(column) {
            return Ok(false);
        }
        let counter = ansi::columns::autoincrement_column(table, self.dialect.name())?;
        Ok(counter.is_some_and(|counter| counter.name.text == column.name.text))
    }

    fn column_comment(&mut self, tables: Pair<&Table>, columns: Pair<&Column>, alter: &mut AlterColumn) {
        if !self.options.capabilities.supports_comments {
            return;
        }
        let database = comment(columns.database.comment.as_ref());
        let model = comment(columns.model.comment.as_ref());
        if database == CommentState::Nothing && model == CommentState::Nothing {
            return;
        }
        if database != model {
            let line = format!("Detected column comment '{}.{}'", tables.model.name.name, columns.model.name);
            self.info(COMMENTS_LOG, line);
            alter.comment.set = Some(model);
        }
        alter.comment.existing = Some(database);
    }

    /// A table's comment. Alembic has no log line for it.
    pub(super) fn table_comment(&mut self, tables: Pair<&Table>, operations: &mut Vec<Operation>) {
        if !self.options.capabilities.supports_comments {
            return;
        }
        let text = |comment: &Option<String>| comment.clone().filter(|text| !text.is_empty());
        let existing = text(&tables.database.comment);
        let comment = text(&tables.model.comment);
        if existing != comment {
            let table = tables.database.name.clone();
            operations.push(Operation::CommentOnTable(CommentOnTable { table, comment, existing }));
        }
    }
}

/// Databases do not tell an empty comment from none.
fn comment(comment: Option<&String>) -> CommentState {
    match comment.filter(|text| !text.is_empty()) {
        Some(text) => CommentState::Comment(text.clone()),
        None => CommentState::Nothing,
    }
}

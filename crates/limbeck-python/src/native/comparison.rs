//! The project's callbacks, the database and the log, as a comparison asks for them.

use super::{errors, state};
use crate::{convert, reporter::PythonReporter};
use limbeck::{
    diff::{
        Closed, ColumnPoint, ColumnRef, CompareHooks, LeftOut, LogLevel, ObjectKind, ObjectRef, Pair,
        ParentNames, TablePoint,
    },
    expr::Value,
    op::{AlterColumn, Operation},
    runtime::{Level, Reporter, SharedSession},
    schema::Table,
};
use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef, function::IntoFuncArgs,
};
use std::collections::BTreeSet;

/// See the module. `callbacks` is `alembic.autogenerate._callbacks.Callbacks`.
pub(super) struct PythonHooks<'vm> {
    pub(super) vm: &'vm VirtualMachine,
    pub(super) callbacks: PyObjectRef,
    /// `include_name` is a function.
    pub(super) include_name: bool,
    /// `include_object` is a function.
    pub(super) include_object: bool,
    /// The project has functions for tables or for columns.
    pub(super) own_functions: bool,
    /// It has some for columns.
    pub(super) own_columns: bool,
    /// The comparison's number, where objects of the database may be asked for.
    pub(super) number: Option<usize>,
    pub(super) session: Option<SharedSession>,
    /// The schema that names without one are in.
    pub(super) default_schema: Option<String>,
    /// What a warning became that the project turns into an error.
    pub(super) raised: Option<PyBaseExceptionRef>,
    /// What was left out.
    pub(super) left_out: BTreeSet<LeftOut>,
}

impl PythonHooks<'_> {
    fn call(&self, method: &str, arguments: impl IntoFuncArgs) -> PyResult {
        self.vm.call_method(&self.callbacks, method, arguments)
    }

    fn answer(&self, value: &PyObjectRef) -> PyResult<Option<bool>> {
        if self.vm.is_none(value) { Ok(None) } else { value.clone().try_to_bool(self.vm).map(Some) }
    }

    fn text(&self, text: Option<&str>) -> PyObjectRef {
        text.map_or_else(|| self.vm.ctx.none(), |text| self.vm.ctx.new_str(text).into())
    }

    fn closed(&self, closed: &Closed) -> PyObjectRef {
        let names = closed.names().map(|name| self.vm.ctx.new_str(name).into()).collect();
        self.vm.ctx.new_list(names).into()
    }

    /// `(side, schema, table, kind, place)`, from which the callbacks find the object.
    fn reference(&self, object: ObjectRef<'_>, side: &str) -> PyObjectRef {
        let number = |place: usize| self.vm.ctx.new_int(place).into();
        let (table, kind, place): (&Table, &str, PyObjectRef) = match object {
            ObjectRef::Table(table) => (table, "table", self.vm.ctx.none()),
            ObjectRef::Column(ColumnRef { table, column }) => {
                (table, "column", self.text(Some(column.name.as_str())))
            }
            ObjectRef::Index { table, position, .. } => (table, "index", number(position)),
            ObjectRef::Constraint { table, position, .. } => (table, "constraint", number(position)),
        };
        let schema = self.text(table.name.schema_text());
        let name = self.text(Some(table.name.name.as_str()));
        let parts = vec![self.text(Some(side)), schema, name, self.text(Some(kind)), place];
        self.vm.ctx.new_tuple(parts).into()
    }
}

impl CompareHooks for PythonHooks<'_> {
    type Error = PyBaseExceptionRef;

    fn include_name(
        &mut self,
        name: Option<&str>,
        kind: ObjectKind,
        parents: ParentNames<'_>,
    ) -> Result<bool, Self::Error> {
        if !self.include_name {
            return Ok(true);
        }
        // `schema_qualified_table_name` is added by the callbacks.
        let dict = self.vm.ctx.new_dict();
        if let Some(table) = parents.table {
            dict.set_item("table_name", self.text(Some(table)), self.vm)?;
        }
        if let Some(schema) = parents.schema {
            dict.set_item("schema_name", self.text(schema), self.vm)?;
        }
        let arguments = (self.text(name), self.text(Some(kind.as_str())), PyObjectRef::from(dict));
        self.call("include_name", arguments)?.try_to_bool(self.vm)
    }

    fn include_object(
        &mut self,
        object: ObjectRef<'_>,
        name: Option<&str>,
        kind: ObjectKind,
        reflected: bool,
        compare_to: Option<ObjectRef<'_>>,
    ) -> Result<bool, Self::Error> {
        if !self.include_object {
            return Ok(true);
        }
        let (own, other) = if reflected { ("database", "model") } else { ("model", "database") };
        let compare_to =
            compare_to.map_or_else(|| self.vm.ctx.none(), |object| self.reference(object, other));
        let arguments = vec![
            self.reference(object, own),
            self.text(name),
            self.text(Some(kind.as_str())),
            self.vm.ctx.new_bool(reflected).into(),
            compare_to,
        ];
        self.call("include_object", arguments)?.try_to_bool(self.vm)
    }

    fn compare_type(&mut self, columns: Pair<ColumnRef<'_>>) -> Result<Option<bool>, Self::Error> {
        let database = self.reference(ObjectRef::Column(columns.database), "database");
        let model = self.reference(ObjectRef::Column(columns.model), "model");
        let answer = self.call("compare_type", (database, model))?;
        self.answer(&answer)
    }

    fn compare_server_default(
        &mut self,
        columns: Pair<ColumnRef<'_>>,
        texts: Pair<Option<&str>>,
    ) -> Result<Option<bool>, Self::Error> {
        let database = self.reference(ObjectRef::Column(columns.database), "database");
        let model = self.reference(ObjectRef::Column(columns.model), "model");
        let arguments = vec![database, model, self.text(texts.database), self.text(texts.model)];
        let answer = self.call("compare_server_default", arguments)?;
        self.answer(&answer)
    }

    fn defaults_are_equal(&mut self, sql: &str) -> Result<bool, Self::Error> {
        let Some(session) = &self.session else { return Ok(false) };
        let rows = session.borrow_mut().query(sql, &[]);
        let rows = rows.map_err(|error| errors::database(self.vm, &error, Some(sql)))?;
        Ok(matches!(rows.rows.first().and_then(|row| row.first()), Some(Value::Boolean(true))))
    }

    fn server_default_callable(&mut self) -> String {
        self.call("server_default_callable", ())
            .and_then(|text| text.str(self.vm))
            .map_or_else(|_| "compare_server_default".to_owned(), |text| text.to_string())
    }

    fn has_own_functions(&self) -> bool {
        self.own_functions
    }

    fn has_own_column_functions(&self) -> bool {
        self.own_columns
    }

    fn own_table_functions(
        &mut self,
        point: TablePoint,
        tables: Pair<Option<&Table>>,
        found: &[Operation],
        closed: Closed,
    ) -> Result<Closed, Self::Error> {
        let Some(table) = tables.database.or(tables.model) else { return Ok(closed) };
        let point: u8 = match point {
            TablePoint::Before => 0,
            TablePoint::After => 1,
            TablePoint::Done => 2,
        };
        let sides = [tables.database.is_some(), tables.model.is_some()];
        // A table of the model that is in the default schema by name is told without it, as in the database.
        let schema =
            table.name.schema_text().filter(|schema| Some(*schema) != self.default_schema.as_deref());
        let arguments = vec![
            self.vm.ctx.new_int(point).into(),
            self.text(schema),
            self.text(Some(table.name.name.as_str())),
            convert::to_python(&sides, self.vm)?,
            convert::to_python(&found, self.vm)?,
            self.closed(&closed),
        ];
        let answer = self.call("compare_table", arguments)?;
        let names: Vec<String> = convert::from_python(&answer, self.vm)?;
        Ok(names.into_iter().collect())
    }

    fn own_column_functions(
        &mut self,
        point: ColumnPoint,
        columns: Pair<ColumnRef<'_>>,
        alter: &AlterColumn,
        closed: Closed,
    ) -> Result<(Closed, bool), Self::Error> {
        let point: u8 = match point {
            ColumnPoint::Before => 0,
            ColumnPoint::AfterFirst => 1,
            ColumnPoint::AfterMedium => 2,
            ColumnPoint::AfterLast => 3,
        };
        let table = &columns.database.table.name;
        let arguments = vec![
            self.vm.ctx.new_int(point).into(),
            self.text(table.schema_text()),
            self.text(Some(table.name.as_str())),
            self.text(Some(columns.model.column.name.as_str())),
            convert::to_python(alter, self.vm)?,
            self.closed(&closed),
        ];
        let answer = self.call("compare_column", arguments)?;
        let (names, changes): (Vec<String>, bool) = convert::from_python(&answer, self.vm)?;
        Ok((names.into_iter().collect(), changes))
    }

    fn taken(&mut self, table: &Table) {
        let Some(comparison) = self.number.and_then(|number| state::comparison(number, self.vm).ok()) else {
            return;
        };
        let mut comparison = comparison.borrow_mut();
        let database = std::rc::Rc::make_mut(&mut comparison.database);
        if let Some(kept) = database.tables.iter_mut().find(|kept| kept.name.is_same(&table.name)) {
            *kept = table.clone();
        }
    }

    fn log(&mut self, logger: &'static str, level: LogLevel, text: String) {
        log(logger, level, &text);
    }

    fn left_out(&mut self, object: LeftOut) {
        self.left_out.insert(object);
    }

    fn warn(&mut self, category: &'static str, text: String) {
        if let Err(raised) = errors::warn(self.vm, category, &text) {
            self.raised.get_or_insert(raised);
        }
    }
}

/// A log line of a comparison.
pub(super) fn log(logger: &'static str, level: LogLevel, text: &str) {
    let level = match level {
        LogLevel::Info => Level::Info,
        LogLevel::Warning => Level::Warning,
    };
    PythonReporter.log(level, logger, text);
}

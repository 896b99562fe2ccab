//! What is known of the database while operations are compiled: asked of a live one, or remembered.
//!
//! A script of `--sql` has no database. What it does from the beginning of the history on is kept as
//! operations, and becomes a [`Catalog`] when somebody asks: most scripts never do.

use super::session::SharedSession;
use crate::{
    catalog::{Catalog, Flavor, Knowledge},
    dialect::{CompileError, Dialect, Lookup, ReflectedTable},
    expr::{Text, Value},
    name::QualifiedName,
    op::{Executable, Operation},
    reflect::Scope,
    schema::Table,
    types::EnumType,
};

/// What a script has done to the schema so far.
pub(super) struct History {
    catalog: Catalog,
    pending: Vec<Operation>,
}

impl History {
    /// Of a script that begins at a revision; from the base on everything is known.
    pub(super) fn new(dialect: &str, start: Option<&str>) -> Self {
        let flavor = Flavor::of(dialect);
        let from_base = start.is_none_or(|start| matches!(start, "" | "base"));
        let catalog = if from_base { Catalog::empty(flavor) } else { Catalog::unknown(flavor) };
        Self { catalog, pending: Vec::new() }
    }

    /// Something was written. Rows are not kept: there may be very many.
    pub(super) fn note(&mut self, operation: &Operation) {
        if !writes_rows(operation) {
            self.pending.push(operation.clone());
        }
    }

    /// The schema as it would be.
    pub(super) fn catalog(&mut self) -> &Catalog {
        for operation in self.pending.drain(..) {
            self.catalog.apply(&operation);
        }
        &self.catalog
    }

    pub(super) fn table(&mut self, name: &QualifiedName) -> Knowledge<Table> {
        match self.catalog().table(name) {
            Knowledge::Known(table) => Knowledge::Known(table.clone()),
            Knowledge::Absent => Knowledge::Absent,
            Knowledge::Unknown => Knowledge::Unknown,
        }
    }
}

/// Whether an operation writes rows and no more.
fn writes_rows(operation: &Operation) -> bool {
    let Operation::Execute(execute) = operation else { return matches!(operation, Operation::BulkInsert(_)) };
    let (Executable::Text(Text { sql, .. }) | Executable::Verbatim(sql)) = &execute.statement else {
        return true;
    };
    // Several statements in one text are left to the catalogue.
    let starts =
        |word: &str| sql.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    !sql.trim_end().trim_end_matches(';').contains(';')
        && ["INSERT", "UPDATE", "DELETE"].into_iter().any(starts)
}

/// Answers a compiler's questions.
pub(super) struct Known<'h> {
    pub(super) session: Option<SharedSession>,
    pub(super) dialect: &'static dyn Dialect,
    pub(super) history: Option<&'h mut History>,
}

impl Lookup for Known<'_> {
    fn table(&mut self, name: &QualifiedName) -> Result<Option<ReflectedTable>, CompileError> {
        let Some(session) = &self.session else {
            let known = self.history.as_mut().and_then(|history| history.table(name).known());
            return Ok(known.map(|table| ReflectedTable { table, warnings: Vec::new() }));
        };
        let scope = Scope::table(name);
        let found =
            session.borrow_mut().ask(|dialect, connection| dialect.inspector(connection).reflect(&scope))?;
        let table = found.metadata.tables.into_iter().next().map(Table::without_duplicates);
        Ok(table.map(|table| ReflectedTable { table, warnings: found.warnings }))
    }

    // Alembic asks nothing offline, whatever `checkfirst` says.
    fn has_enum(&mut self, ty: &EnumType) -> Result<Option<bool>, CompileError> {
        let Some(session) = &self.session else { return Ok(None) };
        let dialect = self.dialect;
        let found = session.borrow_mut().ask(|_, connection| dialect.has_enum(connection, ty))?;
        Ok(Some(found))
    }

    fn ask(&mut self, sql: &str) -> Result<Option<Vec<Vec<Value>>>, CompileError> {
        let Some(session) = &self.session else { return Ok(None) };
        let rows = session.borrow_mut().ask(|_, connection| connection.query(sql, &[]))?;
        Ok(Some(rows.rows))
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Knowledge, Operation, QualifiedName};
    use crate::op::{Executable, Execute};

    fn text(sql: &str) -> Operation {
        let statement = Executable::Verbatim(sql.to_owned());
        Operation::Execute(Box::new(Execute { statement, parameters: Vec::new() }))
    }

    fn name(table: &str) -> QualifiedName {
        QualifiedName { schema: None, name: table.into() }
    }

    #[test]
    fn a_script_from_the_base_knows_what_is_not_there() {
        let mut history = History::new("postgresql", Some("base"));
        assert_eq!(history.table(&name("t")), Knowledge::Absent);
        history.note(&text("CREATE TABLE t (a int)"));
        history.note(&text("INSERT INTO t VALUES (1)"));
        assert_eq!(history.pending.len(), 1);
        assert!(matches!(history.table(&name("t")), Knowledge::Known(_)));
        history.note(&text("DO $$ BEGIN EXECUTE 'x'; END $$"));
        assert!(matches!(history.table(&name("t")), Knowledge::Known(_)));
        assert_eq!(history.table(&name("u")), Knowledge::Unknown);
    }

    #[test]
    fn a_script_from_a_revision_knows_what_it_makes() {
        let mut history = History::new("sqlite", Some("ae10"));
        assert_eq!(history.table(&name("t")), Knowledge::Unknown);
        history.note(&text("CREATE TABLE t (a int)"));
        assert!(matches!(history.table(&name("t")), Knowledge::Known(_)));
        history.note(&text("DROP TABLE t"));
        assert_eq!(history.table(&name("t")), Knowledge::Unknown);
    }
}

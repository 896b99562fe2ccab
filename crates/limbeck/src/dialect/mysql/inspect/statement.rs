//! What `SHOW CREATE TABLE` says, line by line.
//!
//! The server writes each column, key and constraint on a line of its own, identifiers in backquotes
//! and doubled ones within. Read is what `SQLAlchemy` reads of it; where its patterns lose their place (a
//! parenthesis within a default or a comment), the line is read to its end all the same.
//!
//! Source: MySQL manual, "SHOW CREATE TABLE Statement", and MariaDB's page of the same name.

use super::types;
use crate::{
    dialect::writer::python_repr,
    expr::Expr,
    name::{Identifier, QualifiedName},
    schema::{
        Autoincrement, CheckConstraint, Column, Computed, Constraint, ForeignKeyConstraint, Index,
        IndexElement, MysqlIndexOptions, PrimaryKeyConstraint, ServerDefault, Table, UniqueConstraint,
    },
    types::ColumnType,
};
use indexmap::IndexMap;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Statement {
    /// Everything but the table's name.
    pub table: Table,
    /// Options of the table, by `SQLAlchemy`'s names, in its order.
    pub options: IndexMap<String, String>,
    /// Texts of warnings.
    pub warnings: Vec<String>,
}

/// Reads a statement.
pub(super) fn read(sql: &str, schema: Option<&Identifier>) -> Statement {
    let mut found = Statement::default();
    let mut keys = Keys::default();
    for line in sql.lines() {
        if line.starts_with("  `") {
            found.column(line);
        } else if line.starts_with(") ") {
            found.table_options(line);
        } else if line.contains("PARTITION") {
            found.partition(line);
        } else if line != ")"
            && !line.is_empty()
            && !line.starts_with("CREATE ")
            && keys.read(line, schema).is_none()
        {
            found.warnings.push(format!("Unknown schema content: {}", python_repr(line)));
        }
    }
    keys.finish(&mut found.table);
    found
}

/// A place in a line.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn new(line: &'a str) -> Self {
        Self { rest: line.trim_start().trim_end().trim_end_matches(',') }
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// Words in a row, in any case, that end at a space, a parenthesis or the end.
    fn words(&mut self, words: &str) -> bool {
        self.skip_spaces();
        let Some(head) = self.rest.get(..words.len()) else { return false };
        let tail = self.rest.get(words.len()..).unwrap_or_default();
        let is_whole = tail.is_empty() || tail.starts_with([' ', '(', '=', '\'']);
        let matches = is_whole && head.eq_ignore_ascii_case(words);
        if matches {
            self.rest = tail;
        }
        matches
    }

    /// Characters as long as they are of a kind; `None` without any.
    fn run(&mut self, is_part: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!run.is_empty()).then_some(run)
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip_spaces();
        self.run(|character| character.is_alphanumeric() || character == '_')
    }

    /// A text between quotes, these included; doubled ones belong to it.
    fn quoted(&mut self, quote: char) -> Option<&'a str> {
        self.skip_spaces();
        let mut characters = self.rest.char_indices().peekable();
        if characters.next()?.1 != quote {
            return None;
        }
        while let Some((place, character)) = characters.next() {
            if character != quote {
                continue;
            }
            if characters.peek().is_some_and(|(_, next)| *next == quote) {
                characters.next();
                continue;
            }
            let (text, rest) = self.rest.split_at(place + 1);
            self.rest = rest;
            return Some(text);
        }
        None
    }

    fn identifier(&mut self) -> Option<String> {
        self.quoted('`').map(|text| inner(text).replace("``", "`"))
    }

    fn string(&mut self) -> Option<String> {
        self.quoted('\'').map(|text| unescaped(inner(text)))
    }

    /// What a type has in parentheses: numbers or texts, in which a backslash hides nothing.
    fn type_arguments(&mut self) -> Option<&'a str> {
        let mut place = Cursor { rest: self.rest.strip_prefix('(')? };
        let start = place.rest;
        loop {
            place.run(|character| character != '\'' && character != ')');
            if place.rest.starts_with('\'') {
                place.quoted('\'')?;
            } else {
                let arguments = start.get(..start.len() - place.rest.len())?;
                self.rest = place.rest.strip_prefix(')')?;
                return Some(arguments);
            }
        }
    }

    /// A text in parentheses, these included.
    fn parenthesized(&mut self) -> Option<&'a str> {
        self.skip_spaces();
        if !self.rest.starts_with('(') {
            return None;
        }
        let end = closing(self.rest)?;
        let (text, rest) = self.rest.split_at(end + 1);
        self.rest = rest;
        Some(text)
    }
}

/// Where the parenthesis that a text begins with is closed. Within an expression the server writes a
/// quote in a text as `\'`, so a backslash hides what follows it there.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut characters = text.char_indices();
    while let Some((place, character)) = characters.next() {
        match (quote, character) {
            (Some('\'' | '"'), '\\') => {
                characters.next();
            }
            // A doubled quote closes and opens again at once.
            (Some(by), _) if by == character => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(place);
                }
            }
            (Some(_) | None, _) => {}
        }
    }
    None
}

/// A text as it was before the server hid its control characters and quotes.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let hidden = match (character, characters.peek()) {
            ('\\', Some('\\')) => '\\',
            ('\\', Some('0')) => '\0',
            ('\\', Some('a')) => '\u{7}',
            ('\\', Some('b')) => '\u{8}',
            ('\\', Some('t')) => '\t',
            ('\\', Some('n')) => '\n',
            ('\\', Some('v')) => '\u{b}',
            ('\\', Some('f')) => '\u{c}',
            ('\\', Some('r')) => '\r',
            ('\'', Some('\'')) => '\'',
            (other, _) => {
                out.push(other);
                continue;
            }
        };
        out.push(hidden);
        characters.next();
    }
    out
}

/// A text without its first and last character.
fn inner(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

impl Statement {
    /// `` `a` int(10) unsigned NOT NULL DEFAULT 1 COMMENT 'b' ``.
    fn column(&mut self, line: &str) {
        let mut cursor = Cursor::new(line);
        let (Some(name), Some(word)) = (cursor.identifier(), cursor.word()) else {
            self.warnings.push(format!("Unknown column definition {}", python_repr(line)));
            return;
        };
        let arguments = if cursor.rest.starts_with('(') { cursor.type_arguments() } else { None };
        let told = types::Told {
            arguments: arguments.unwrap_or_default(),
            unsigned: cursor.words("UNSIGNED"),
            zerofill: cursor.words("ZEROFILL"),
            charset: cursor.words("CHARACTER SET").then(|| cursor.word()).flatten(),
            collation: cursor.words("COLLATE").then(|| cursor.word()).flatten(),
        };
        let ty = types::read(word, &told);
        if matches!(ty, ColumnType::Unknown(_)) {
            self.warnings.push(format!("Did not recognize type '{word}' of column '{name}'"));
        }
        let counts = types::is_integer(&ty);
        let mut column = Column::new(name, ty);
        column.nullable = Some(nullable(&mut cursor));
        if cursor.words("DEFAULT") {
            column.server_default =
                default(&mut cursor).map(|text| ServerDefault::Expression(Expr::text(text)));
        }
        // `AS ROW START`, of a table that keeps its history, is no expression.
        let is_generated = cursor.words("GENERATED ALWAYS AS") || cursor.words("AS");
        if let Some(expression) = is_generated.then(|| cursor.parenthesized()).flatten() {
            let persisted = if cursor.words("STORED") || cursor.words("PERSISTENT") {
                Some(true)
            } else {
                cursor.words("VIRTUAL").then_some(false)
            };
            column.nullable = Some(column.nullable == Some(true) && nullable(&mut cursor));
            column.computed = Some(Box::new(Computed { expression: Expr::text(expression), persisted }));
        }
        if cursor.words("AUTO_INCREMENT") {
            column.autoincrement = Autoincrement::Yes;
        } else if counts {
            column.autoincrement = Autoincrement::No;
        }
        if cursor.words("COMMENT") {
            column.comment = cursor.string();
        }
        self.table.columns.push(column);
    }

    /// `) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='a'`.
    fn table_options(&mut self, line: &str) {
        let mut rest = line.to_owned();
        for name in ["COMMENT", "DATA DIRECTORY", "INDEX DIRECTORY", "PASSWORD", "CONNECTION"] {
            let Some((before, after)) = rest.split_once(&format!("{name}='")) else { continue };
            let text = format!("'{after}");
            let mut cursor = Cursor { rest: &text };
            let Some(value) = cursor.string() else { continue };
            let left = format!("{before}{}", cursor.rest);
            if !name.ends_with("DIRECTORY") {
                self.options.insert(name.to_lowercase(), value);
            }
            rest = left;
        }
        for name in WORD_OPTIONS {
            let Some((before, after)) = rest.split_once(&format!("{name}=")) else { continue };
            let mut cursor = Cursor { rest: after };
            let Some(value) = cursor.word() else { continue };
            let left = format!("{before}{}", cursor.rest);
            if *name != "AUTO_INCREMENT" {
                self.options.insert(name.to_lowercase(), value.to_owned());
            }
            rest = left;
        }
        self.table.comment = self.options.get("comment").cloned();
    }

    /// A line about partitions: kept as `SQLAlchemy` keeps it, for rendering only.
    fn partition(&mut self, line: &str) {
        let line = line.trim_start_matches(['(', ' ']);
        let line = line.strip_prefix("/*!50100 ").unwrap_or(line);
        let upper = line.to_ascii_uppercase();
        for (name, key) in [("PARTITION BY", "partition_by"), ("SUBPARTITION BY", "subpartition_by")] {
            if upper.starts_with(name) {
                let value = line.get(name.len()..).unwrap_or_default().trim();
                self.options.insert(key.to_owned(), value.to_owned());
                return;
            }
        }
        for (name, key) in [("PARTITIONS", "partitions"), ("SUBPARTITIONS", "subpartitions")] {
            if upper.starts_with(name) {
                let digits: String = line.chars().filter(char::is_ascii_digit).collect();
                self.options.insert(key.to_owned(), digits);
                return;
            }
        }
        let key = if upper.starts_with("SUBPARTITION") {
            "subpartition_definitions"
        } else {
            "partition_definitions"
        };
        let text = line.replace(") */", "").replace(',', "");
        let text = text.strip_suffix(')').filter(|_| upper.contains("ENGINE")).unwrap_or(&text).to_owned();
        let known = self.options.entry(key.to_owned()).or_default();
        *known = if known.is_empty() { text } else { format!("{known}, {text}") };
    }
}

/// Options of a table whose value is a word, in the order in which they are told.
const WORD_OPTIONS: &[&str] = &[
    "ENGINE",
    "TYPE",
    "AUTO_INCREMENT",
    "AVG_ROW_LENGTH",
    "CHARACTER SET",
    "DEFAULT CHARSET",
    "CHECKSUM",
    "COLLATE",
    "DELAY_KEY_WRITE",
    "INSERT_METHOD",
    "MAX_ROWS",
    "MIN_ROWS",
    "PACK_KEYS",
    "ROW_FORMAT",
    "KEY_BLOCK_SIZE",
    "STATS_SAMPLE_PAGES",
];

/// `NULL` and `NOT NULL`; without either, NULL is allowed.
fn nullable(cursor: &mut Cursor<'_>) -> bool {
    if cursor.words("NOT NULL") {
        return false;
    }
    cursor.words("NULL");
    true
}

/// The text of a default, with the `ON UPDATE` that follows it; `None` is NULL.
fn default(cursor: &mut Cursor<'_>) -> Option<String> {
    if cursor.words("NULL") {
        return None;
    }
    if let Some(text) = cursor.quoted('\'') {
        return Some(text.to_owned());
    }
    if let Some(text) = cursor.parenthesized() {
        return Some(text.to_owned());
    }
    let start = cursor.rest;
    cursor.run(|character| character != ' ' && character != '(' && character != '\'')?;
    if cursor.rest.starts_with('(') {
        cursor.parenthesized();
    } else if cursor.rest.starts_with('\'') {
        cursor.quoted('\'');
    }
    let mut end = start.len() - cursor.rest.len();
    if cursor.words("ON UPDATE") {
        cursor.word();
        if cursor.rest.starts_with('(') {
            cursor.parenthesized();
        }
        end = start.len() - cursor.rest.len();
    }
    start.get(..end).map(ToOwned::to_owned)
}

/// Keys and constraints, kind by kind.
#[derive(Default)]
struct Keys {
    primary: Option<PrimaryKeyConstraint>,
    foreign: Vec<ForeignKeyConstraint>,
    unique: Vec<UniqueConstraint>,
    checks: Vec<CheckConstraint>,
    indexes: Vec<Index>,
}

impl Keys {
    /// Reads a line; `None` where it is none of these.
    fn read(&mut self, line: &str, schema: Option<&Identifier>) -> Option<()> {
        let mut cursor = Cursor::new(line);
        if cursor.words("CONSTRAINT") {
            let name = cursor.identifier()?;
            if cursor.words("FOREIGN KEY") {
                self.foreign.push(foreign_key(&mut cursor, name, schema)?);
            } else if cursor.words("CHECK") {
                let end = cursor.rest.rfind(')')?;
                let text = cursor.rest.get(..end)?.trim_start().strip_prefix('(')?;
                self.checks.push(check(name, text));
            } else {
                return None;
            }
            return Some(());
        }
        let kind = if cursor.words("KEY") {
            None
        } else {
            let kind = cursor.word()?;
            cursor.words("KEY").then_some(())?;
            Some(kind)
        };
        let name = cursor.identifier();
        if cursor.words("USING") {
            cursor.word();
        }
        let elements = elements(inner(cursor.parenthesized()?));
        let columns = elements.iter().map(|(name, _)| Identifier::from(name.as_str())).collect();
        if kind == Some("PRIMARY") {
            self.primary = Some(PrimaryKeyConstraint { columns, ..PrimaryKeyConstraint::default() });
            return Some(());
        }
        let unique = kind == Some("UNIQUE");
        if unique {
            self.unique.push(UniqueConstraint {
                name: name.as_deref().map(Into::into),
                columns,
                duplicates_index: name.clone(),
                ..UniqueConstraint::default()
            });
        }
        let parser = cursor.rest.split_once("WITH PARSER ").and_then(|(_, after)| {
            let mut cursor = Cursor { rest: after };
            cursor.identifier().or_else(|| cursor.word().map(ToOwned::to_owned))
        });
        self.indexes.push(Index {
            name: name.map(Into::into),
            elements: elements.iter().map(|(name, _)| IndexElement::Column(name.as_str().into())).collect(),
            unique,
            mysql: MysqlIndexOptions {
                lengths: elements
                    .iter()
                    .filter_map(|(name, length)| length.map(|length| (name.clone(), length)))
                    .collect(),
                prefix: kind.filter(|kind| ["FULLTEXT", "SPATIAL"].contains(kind)).map(ToOwned::to_owned),
                with_parser: parser,
                ..MysqlIndexOptions::default()
            },
            ..Index::default()
        });
        Some(())
    }

    /// In the order in which `SQLAlchemy` gives each kind.
    fn finish(mut self, table: &mut Table) {
        let text = |name: &Option<Identifier>| name.as_ref().map(|name| name.text.clone());
        self.unique.sort_by_key(|unique| text(&unique.name));
        self.checks.sort_by_key(|check| text(&check.name));
        self.indexes.sort_by_key(|index| text(&index.name));
        if let Some(key) = &self.primary {
            for column in &mut table.columns {
                column.primary_key = key.columns.contains(&column.name);
            }
        }
        table.primary_key = self.primary;
        table.constraints = self
            .foreign
            .into_iter()
            .map(Constraint::ForeignKey)
            .chain(self.unique.into_iter().map(Constraint::Unique))
            .chain(self.checks.into_iter().map(Constraint::Check))
            .collect();
        table.indexes = self.indexes;
    }
}

/// `` `a`(10),`b` DESC ``: names and prefix lengths. What is not a column is left out.
fn elements(list: &str) -> Vec<(String, Option<u32>)> {
    let mut cursor = Cursor { rest: list };
    let mut found = Vec::new();
    while !cursor.rest.is_empty() {
        if let Some(name) = cursor.identifier() {
            let length = if cursor.rest.starts_with('(') { cursor.parenthesized() } else { None };
            found.push((name, length.and_then(|length| inner(length).parse().ok())));
        } else if cursor.parenthesized().is_none() {
            let mut characters = cursor.rest.chars();
            characters.next();
            cursor.rest = characters.as_str();
            continue;
        }
        let after = cursor.rest.find(',').map_or(cursor.rest.len(), |comma| comma + 1);
        cursor.rest = cursor.rest.get(after..).unwrap_or_default();
    }
    found
}

fn columns(cursor: &mut Cursor<'_>) -> Option<Vec<Identifier>> {
    let list = inner(cursor.parenthesized()?);
    Some(elements(list).into_iter().map(|(name, _)| name.into()).collect())
}

fn foreign_key(
    cursor: &mut Cursor<'_>,
    name: String,
    schema: Option<&Identifier>,
) -> Option<ForeignKeyConstraint> {
    let local = columns(cursor)?;
    cursor.words("REFERENCES").then_some(())?;
    let first = cursor.identifier()?;
    let referred_table = match cursor.rest.strip_prefix('.') {
        Some(rest) => {
            cursor.rest = rest;
            QualifiedName { schema: Some(first.into()), name: cursor.identifier()?.into() }
        }
        None => QualifiedName { schema: schema.cloned(), name: first.into() },
    };
    let referred_columns = columns(cursor)?;
    if cursor.words("MATCH") {
        cursor.word();
    }
    let on_delete = if cursor.words("ON DELETE") { action(cursor) } else { None };
    let on_update = if cursor.words("ON UPDATE") { action(cursor) } else { None };
    Some(ForeignKeyConstraint {
        name: Some(name.into()),
        columns: local,
        referred_table,
        referred_columns,
        on_update,
        on_delete,
        ..ForeignKeyConstraint::default()
    })
}

/// What is done; NO ACTION is the default and not told.
fn action(cursor: &mut Cursor<'_>) -> Option<String> {
    let found = ["RESTRICT", "CASCADE", "SET NULL", "NO ACTION", "SET DEFAULT"]
        .into_iter()
        .find(|action| cursor.words(action))?;
    (found != "NO ACTION").then(|| found.to_owned())
}

fn check(name: String, text: &str) -> CheckConstraint {
    CheckConstraint::new(Some(name.into()), Expr::text(text))
}

#[cfg(test)]
mod tests {
    use super::{Statement, read};
    use crate::schema::{Constraint, ServerDefault};

    // The statements are what MariaDB 10.11 and MySQL 8.4 answer.
    const TABLE: &str = "CREATE TABLE `t` (\n  `id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s, (a) \
                         key',\n  `kind` enum('a','b''c') CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'a',\n  \
                         `at` timestamp(3) NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),\n  \
                         `n` decimal(10,2) GENERATED ALWAYS AS (`id` * (2)) STORED COMMENT 'x (y) z',\n  `e` \
                         varchar(9) DEFAULT (concat(_utf8mb4'a)',`kind`)),\n  PRIMARY KEY (`id`),\n  UNIQUE KEY \
                         `u` (`kind`(3),`at`),\n  KEY `x``y` (`n` DESC),\n  FULLTEXT KEY `f` (`e`) /*!50100 WITH \
                         PARSER `ngram` */ ,\n  CONSTRAINT `fk` FOREIGN KEY (`id`, `n`) REFERENCES `other`.`o` \
                         (`a`, `b`) ON DELETE SET NULL ON UPDATE NO ACTION,\n  CONSTRAINT `c` CHECK (`id` > 1 and \
                         (`n` < 3))\n) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 \
                         COLLATE=utf8mb4_general_ci COMMENT='it''s ENGINE=x'";

    fn read_table() -> Statement {
        read(TABLE, None)
    }

    #[test]
    fn rows_of_a_history_are_not_computed() {
        let found = read("CREATE TABLE `t` (\n  `a` timestamp(6) GENERATED ALWAYS AS ROW START\n)", None);
        assert!(found.table.columns.iter().all(|column| column.computed.is_none()));
        assert_eq!(found.table.columns.len(), 1);
    }

    #[test]
    fn columns_are_read() {
        let found = read_table();
        assert!(found.warnings.is_empty(), "{:?}", found.warnings);
        let defaults: Vec<_> = found
            .table
            .columns
            .iter()
            .map(|column| column.server_default.as_ref().and_then(ServerDefault::reflected_text))
            .collect();
        assert_eq!(
            defaults,
            [
                None,
                Some("'a'"),
                Some("current_timestamp(3) ON UPDATE current_timestamp(3)"),
                None,
                Some("(concat(_utf8mb4'a)',`kind`))")
            ]
        );
        let comments: Vec<_> = found.table.columns.iter().map(|column| column.comment.as_deref()).collect();
        assert_eq!(comments, [Some("it's, (a) key"), None, None, Some("x (y) z"), None]);
        let nullable: Vec<_> = found.table.columns.iter().map(|column| column.nullable).collect();
        assert_eq!(nullable, [Some(false), Some(true), Some(true), Some(true), Some(true)]);
    }

    #[test]
    fn keys_and_options_are_read() {
        let found = read_table();
        let indexes: Vec<_> = found
            .table
            .indexes
            .iter()
            .map(|index| {
                let name = index.name.as_ref().map(|name| name.text.as_str());
                (name, index.unique, index.elements.len(), index.mysql.with_parser.as_deref())
            })
            .collect();
        assert_eq!(
            indexes,
            [(Some("f"), false, 1, Some("ngram")), (Some("u"), true, 2, None), (Some("x`y"), false, 1, None)]
        );
        let [Constraint::ForeignKey(key), Constraint::Unique(_), Constraint::Check(_)] =
            found.table.constraints.as_slice()
        else {
            panic!("{:?}", found.table.constraints);
        };
        assert_eq!(key.referred_table.schema_text(), Some("other"));
        assert_eq!((key.on_delete.as_deref(), key.on_update.as_deref()), (Some("SET NULL"), None));
        let options: Vec<_> =
            found.options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(
            options,
            [
                ("comment", "it's ENGINE=x"),
                ("engine", "InnoDB"),
                ("default charset", "utf8mb4"),
                ("collate", "utf8mb4_general_ci")
            ]
        );
    }
}

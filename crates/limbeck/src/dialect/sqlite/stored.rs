//! What SQLite keeps of a table as text, and `SQLAlchemy`'s reflection does not see.
//!
//! Lives here: collations, conflict clauses, `AUTOINCREMENT` and what follows inline references in a
//! stored `CREATE TABLE`; elements of a stored `CREATE INDEX`. Does not live here: what is done with them
//! (`rebuild`).
//!
//! Source: SQLite's pages "CREATE TABLE" and "CREATE INDEX". The text has been accepted by SQLite, so that
//! it is not parsed but cut: at commas, and then at the keywords that are looked for.

use crate::catalog::tokens::{Token, tokens};

/// What one column's definition says besides what is reflected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnClauses {
    /// Its name.
    pub name: String,
    /// `COLLATE …`.
    pub collation: Option<String>,
    /// `ON CONFLICT` of `NOT NULL`, of the primary key, of `UNIQUE`.
    pub on_conflict: [Option<String>; 3],
    /// `[NOT] DEFERRABLE` of an inline reference.
    pub deferrable: Option<bool>,
    /// `INITIALLY …` of an inline reference.
    pub initially: Option<String>,
    /// The expression of a generated column.
    pub generated: Option<String>,
}

/// What a table's definition says besides what is reflected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TableClauses {
    /// `AUTOINCREMENT` is somewhere in it.
    pub autoincrement: bool,
    /// By column.
    pub columns: Vec<ColumnClauses>,
    /// Columns and `ON CONFLICT` of constraints beside the columns.
    pub uniques: Vec<(Vec<String>, String)>,
    /// `ON CONFLICT` of a primary key beside the columns.
    pub primary_key: Option<String>,
    /// Names and conditions of all CHECKs, in the order they are written.
    pub checks: Vec<(Option<String>, String)>,
}

/// The parts of a stored `CREATE TABLE`.
pub(super) fn table_clauses(sql: &str) -> TableClauses {
    let all = tokens(sql);
    let mut out = TableClauses::default();
    let Some(open) = all.iter().position(|token| token.is_sign("(")) else { return out };
    for part in parts(all.get(open + 1..).unwrap_or_default()) {
        if part.iter().any(|token| token.is("AUTOINCREMENT")) {
            out.autoincrement = true;
        }
        checks(sql, part, &mut out.checks);
        if is_table_constraint(part) {
            table_constraint(part, &mut out);
        } else if let Some(mut clauses) = column_clauses(part) {
            clauses.generated = groups_after(sql, part, "AS").into_iter().map(|(_, text)| text).next();
            out.columns.push(clauses);
        }
    }
    out
}

/// The tokens between commas that are in no parentheses, up to the parenthesis that closes the list.
fn parts<'t, 's>(tokens: &'t [Token<'s>]) -> Vec<&'t [Token<'s>]> {
    let mut out = Vec::new();
    let (mut depth, mut from) = (0_u32, 0);
    for (place, token) in tokens.iter().enumerate() {
        if token.is_sign("(") {
            depth += 1;
        } else if token.is_sign(")") {
            if depth == 0 {
                out.push(tokens.get(from..place).unwrap_or_default());
                return out;
            }
            depth -= 1;
        } else if token.is_sign(",") && depth == 0 {
            out.push(tokens.get(from..place).unwrap_or_default());
            from = place + 1;
        }
    }
    out.push(tokens.get(from..).unwrap_or_default());
    out
}

fn is_table_constraint(part: &[Token<'_>]) -> bool {
    let words = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
    part.first().is_some_and(|first| words.iter().any(|word| first.is(word)))
}

/// What is in parentheses right after a keyword that is itself in none, and where the keyword is.
fn groups_after(sql: &str, part: &[Token<'_>], keyword: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut depth = 0_u32;
    let mut open = None;
    for (place, token) in part.iter().enumerate() {
        if token.is_sign("(") {
            let before = place.checked_sub(1).and_then(|before| part.get(before));
            if depth == 0 && before.is_some_and(|before| before.is(keyword)) {
                open = Some((place, token.end()));
            }
            depth += 1;
        } else if token.is_sign(")") {
            depth = depth.saturating_sub(1);
            if depth == 0
                && let Some((place, from)) = open.take()
            {
                let text = sql.get(from..token.start).unwrap_or_default();
                out.push((place.saturating_sub(1), text.trim().to_owned()));
            }
        }
    }
    out
}

fn checks(sql: &str, part: &[Token<'_>], out: &mut Vec<(Option<String>, String)>) {
    for (place, text) in groups_after(sql, part, "CHECK") {
        let name = place.checked_sub(2).and_then(|at| part.get(at)).filter(|word| word.is("CONSTRAINT"));
        let name = name.and_then(|_| part.get(place - 1)).and_then(Token::name);
        out.push((name, text));
    }
}

/// The tokens that are in no parentheses.
fn outside<'t, 's>(part: &'t [Token<'s>]) -> Vec<&'t Token<'s>> {
    let mut depth = 0_u32;
    let mut out = Vec::new();
    for token in part {
        if token.is_sign("(") {
            depth += 1;
        } else if token.is_sign(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            out.push(token);
        }
    }
    out
}

fn column_clauses(part: &[Token<'_>]) -> Option<ColumnClauses> {
    let mut out = ColumnClauses { name: part.first()?.name()?, ..ColumnClauses::default() };
    let flat = outside(part);
    let mut owner = None;
    let mut referring = false;
    for (place, token) in flat.iter().enumerate().skip(1) {
        let before = place.checked_sub(1).and_then(|place| flat.get(place));
        let next = flat.get(place + 1);
        let after_not = before.is_some_and(|before| before.is("NOT"));
        if token.is("COLLATE") {
            out.collation = next.and_then(|name| name.name());
        } else if token.is("NULL") && after_not {
            owner = Some(0);
            referring = false;
        } else if token.is("PRIMARY") {
            owner = Some(1);
            referring = false;
        } else if token.is("UNIQUE") {
            owner = Some(2);
            referring = false;
        } else if token.is("CHECK") || token.is("DEFAULT") || token.is("GENERATED") {
            referring = false;
        } else if token.is("CONFLICT") {
            if let Some(slot) = owner.and_then(|owner: usize| out.on_conflict.get_mut(owner)) {
                *slot = next.and_then(|name| name.name());
            }
        } else if token.is("REFERENCES") {
            referring = true;
        } else if token.is("DEFERRABLE") && referring {
            out.deferrable = Some(!after_not);
        } else if token.is("INITIALLY") && referring {
            out.initially = next.and_then(|name| name.name());
        }
    }
    Some(out)
}

fn table_constraint(part: &[Token<'_>], out: &mut TableClauses) {
    let flat = outside(part);
    let Some(at) = flat.iter().position(|token| token.is("CONFLICT")) else { return };
    let Some(clause) = flat.get(at + 1).and_then(|token| token.name()) else { return };
    if flat.iter().any(|token| token.is("PRIMARY")) {
        out.primary_key = Some(clause);
    } else if flat.iter().any(|token| token.is("UNIQUE"))
        && let Some(open) = part.iter().position(|token| token.is_sign("("))
    {
        let columns = parts(part.get(open + 1..).unwrap_or_default());
        let names = columns.iter().filter_map(|column| column.first().and_then(Token::name)).collect();
        out.uniques.push((names, clause));
    }
}

/// What a stored `CREATE INDEX` orders by, and its condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct IndexText {
    /// `UNIQUE`.
    pub unique: bool,
    /// The elements as written.
    pub elements: Vec<String>,
    /// Whether each is a column's bare name.
    pub plain: bool,
    /// The condition as written.
    pub condition: Option<String>,
}

/// The parts of a stored `CREATE INDEX`.
pub(super) fn index_text(sql: &str) -> Option<IndexText> {
    let all = tokens(sql);
    let on = all.iter().position(|token| token.is("ON"))?;
    let open = on + all.get(on..)?.iter().position(|token| token.is_sign("("))?;
    let inside = all.get(open + 1..)?;
    let elements = parts(inside);
    let length: usize = elements.iter().map(|part| part.len() + 1).sum();
    let rest = all.get(open + 1 + length..).unwrap_or_default();
    let text = |part: &[Token<'_>]| -> Option<String> {
        let (first, last) = (part.first()?, part.last()?);
        sql.get(first.start..last.end()).map(str::to_owned)
    };
    let condition = match rest.first() {
        Some(word) if word.is("WHERE") => text(rest.get(1..).unwrap_or_default()),
        _ => None,
    };
    Some(IndexText {
        unique: all.iter().take(on).any(|token| token.is("UNIQUE")),
        plain: elements.iter().all(|part| part.len() == 1 && part.iter().all(|token| token.name().is_some())),
        elements: elements.iter().filter_map(|part| text(part)).collect(),
        condition,
    })
}

#[cfg(test)]
mod tests {
    use super::{index_text, table_clauses};

    #[test]
    fn a_tables_clauses_are_found() {
        let found = table_clauses(
            "CREATE TABLE t (id integer primary key on conflict replace autoincrement, \"a b\" varchar(5, 2) collate \
             nocase default 'x, collate y' not null on conflict ignore, c int check (c > 1 and d collate x) unique \
             on conflict abort references p(id) on delete cascade not deferrable initially deferred, \
             UNIQUE (c, id) ON CONFLICT FAIL, constraint k primary key (id) on conflict rollback)",
        );
        assert!(found.autoincrement);
        assert_eq!(found.primary_key.as_deref(), Some("rollback"));
        assert_eq!(found.uniques, [(vec!["c".to_owned(), "id".to_owned()], "FAIL".to_owned())]);
        let [id, a, c] = found.columns.as_slice() else { panic!("{found:?}") };
        assert_eq!(id.on_conflict, [None, Some("replace".to_owned()), None]);
        assert_eq!((a.name.as_str(), a.collation.as_deref()), ("a b", Some("nocase")));
        assert_eq!(a.on_conflict, [Some("ignore".to_owned()), None, None]);
        assert_eq!(c.collation, None);
        assert_eq!(c.on_conflict, [None, None, Some("abort".to_owned())]);
        assert_eq!(found.checks, [(None, "c > 1 and d collate x".to_owned())]);
        assert_eq!((c.deferrable, c.initially.as_deref()), (Some(false), Some("deferred")));
    }

    #[test]
    fn checks_and_generated_columns_of_one_line_are_told_apart() {
        let found = table_clauses(
            "CREATE TABLE t (a int constraint x check ( a > (1) ) , b int generated always as (a + (1)) stored, check \
             (b<2), CONSTRAINT \"n x\" CHECK (a in (1, 2)))",
        );
        let of = |name: Option<&str>, text: &str| (name.map(str::to_owned), text.to_owned());
        assert_eq!(found.checks, [of(Some("x"), "a > (1)"), of(None, "b<2"), of(Some("n x"), "a in (1, 2)")]);
        let generated: Vec<_> = found.columns.iter().map(|column| column.generated.as_deref()).collect();
        assert_eq!(generated, [None, Some("a + (1)")]);
    }

    #[test]
    fn an_indexs_parts_are_found() {
        let found =
            index_text("CREATE UNIQUE INDEX x ON t (lower(a), b DESC) WHERE b > 5").unwrap_or_default();
        assert_eq!(found.elements, ["lower(a)", "b DESC"]);
        assert_eq!(found.condition.as_deref(), Some("b > 5"));
        assert!(found.unique && !found.plain);
        let found = index_text("create index [i x] on \"t\"(a, \"b c\")").unwrap_or_default();
        assert_eq!(found.elements, ["a", "\"b c\""]);
        assert!(found.plain && !found.unique);
    }
}

//! What PostgreSQL stores otherwise than it was declared.
//!
//! Source: spec/alembic-surface.md §6.3 to §6.5. Texts of expressions are brought to one form by cutting away
//! what PostgreSQL adds: casts, parentheses, sort words that are its default.

use crate::{
    dialect::{
        CompileError, Rendering, ansi,
        compare::{Comparison, DefaultVerdict, Defaults, IndexVerdict, Members, Pair, Verdict},
        writer::Speller,
    },
    expr::{Binary, BinaryOperator, Expr},
    name::Identifier,
    python::python_repr,
    schema::{ForeignKeyConstraint, Index, ServerDefault, Table, UniqueConstraint},
    types::ColumnType,
};
use regex::Regex;
use std::{borrow::Cow, sync::LazyLock};

/// See [`Comparison`].
pub(super) struct Rules;

impl Comparison for Rules {
    fn type_synonyms(&self) -> &'static [&'static [&'static str]] {
        &[ansi::compare::TYPE_SYNONYMS, &["float", "double precision"]]
    }

    fn types_differ(&self, _types: Pair<&ColumnType>) -> Option<bool> {
        None
    }

    fn type_options(&self) -> &'static [&'static str] {
        &[]
    }

    fn reflected_default(&self, _text: &str) -> Option<String> {
        None
    }

    fn defaults(
        &self,
        speller: &Speller<'_>,
        defaults: &Defaults<'_>,
    ) -> Result<DefaultVerdict, CompileError> {
        if defaults.counts {
            return Ok(DefaultVerdict::Equal);
        }
        let database = defaults.texts.database.map(|text| {
            if is_next_value(text) { Cow::Owned(text.replace("::regclass", "")) } else { Cow::Borrowed(text) }
        });
        if database.as_deref() == defaults.texts.model {
            return Ok(DefaultVerdict::Equal);
        }
        let (Some(database), Some(_), Some(declared)) =
            (database, defaults.texts.model, &defaults.columns.model.server_default)
        else {
            return Ok(DefaultVerdict::Differs);
        };
        let declared = match declared {
            ServerDefault::Text(text) => Expr::Literal(literal_text(text, &defaults.columns.database.ty)),
            ServerDefault::Expression(expression) => expression.clone(),
            ServerDefault::Fetched | ServerDefault::Sequence(_) => return Ok(DefaultVerdict::Differs),
        };
        let equation = Expr::Binary(Box::new(Binary {
            operator: BinaryOperator::Equal,
            left: Expr::Literal(database.into_owned()),
            right: declared,
            escape: None,
            flags: None,
            ty: ColumnType::Null,
        }));
        // This text is sent, so nothing is doubled in it.
        let rendering = Rendering { double_percent: false, ..speller.rendering };
        let equation = speller.dialect.compile_expression(&equation, &rendering)?;
        Ok(DefaultVerdict::Ask(format!("SELECT {equation} AS anon_1")))
    }

    fn computed_text(&self, text: &str) -> String {
        ansi::compare::computed_text(&without_casts(text))
    }

    fn correct_members(&self, members: &mut Pair<Members<'_>>, _tables: Pair<Option<&Table>>) -> Vec<String> {
        members
            .database
            .indexes
            .retain(|index| index.item.duplicates_constraint.as_ref().is_none_or(String::is_empty));
        Vec::new()
    }

    fn correct_foreign_key(&self, _keys: Pair<&ForeignKeyConstraint>) -> Option<ForeignKeyConstraint> {
        None
    }

    fn indexes(
        &self,
        speller: &Speller<'_>,
        table: &Table,
        indexes: Pair<&Index>,
    ) -> Result<IndexVerdict, CompileError> {
        let Pair { database, model } = indexes;
        let mut reasons: Vec<String> = ansi::compare::unique_flag(indexes).into_iter().collect();
        let (old_count, new_count) = (database.elements.len(), model.elements.len());
        if old_count != new_count {
            reasons.push(format!("expression number {old_count} to {new_count}"));
        }
        if !reasons.is_empty() {
            return Ok(Verdict::Differs(reasons).into());
        }
        let mut unknown = Vec::new();
        let mut warnings = Vec::new();
        for (number, (new, old)) in model.elements.iter().zip(&database.elements).enumerate() {
            let number = number + 1;
            let new = ansi::indexes::element(speller, new)?;
            let old = ansi::indexes::element(speller, old)?;
            if clean_expression(table, &new) == clean_expression(table, &old) {
                continue;
            }
            let shown = python_repr(&new);
            if new.trim().ends_with("_ops") && new.contains([' ', ')']) {
                let index = database.name.as_ref().map_or("", Identifier::as_str);
                unknown.push(format!("expression #{number} {shown} detected as including operator clause."));
                warnings.push(format!(
                    "Expression #{number} {shown} in index {} detected to include an operator clause. Expression \
                     compare cannot proceed. Please move the operator clause to the ``postgresql_ops`` dict to \
                     enable proper compare of the index expressions: \
                     https://docs.sqlalchemy.org/en/latest/dialects/postgresql.html#operator-classes",
                    python_repr(index)
                ));
            } else {
                reasons.push(format!("expression #{number} {} to {shown}", python_repr(&old)));
            }
        }
        let option = |index: &Index| index.postgres.nulls_not_distinct == Some(true);
        if option(database) != option(model) {
            let text =
                format!("options {} to {}", null_options(option(database)), null_options(option(model)));
            // Alembic hands over the text where a list of reasons is wanted, and so each letter is one.
            reasons.extend(text.chars().map(String::from));
        }
        let verdict = if !reasons.is_empty() {
            Verdict::Differs(reasons)
        } else if !unknown.is_empty() {
            Verdict::Unknown(unknown)
        } else {
            Verdict::Equal
        };
        Ok(IndexVerdict { verdict, warnings, approximate: Pair::default() })
    }

    fn unique_options(&self, uniques: Pair<&UniqueConstraint>) -> Option<String> {
        let database = uniques.database.nulls_not_distinct == Some(true);
        let model = uniques.model.nulls_not_distinct == Some(true);
        (database != model)
            .then(|| format!("expression {} to {}", null_options(database), null_options(model)))
    }
}

/// The tuple of options that Alembic compares.
fn null_options(nulls_not_distinct: bool) -> &'static str {
    if nulls_not_distinct { "('nulls_not_distinct',)" } else { "()" }
}

/// Whether a default begins with `nextval('…'::regclass)`.
fn is_next_value(default: &str) -> bool {
    let sequence = default.strip_prefix("nextval('").and_then(|rest| rest.get(1..));
    sequence.is_some_and(|rest| rest.contains("'::regclass)"))
}

/// A declared text as Alembic has it compared: in quotes, unless the column holds decimals or floats.
fn literal_text(text: &str, ty: &ColumnType) -> String {
    if matches!(ty, ColumnType::Numeric(_) | ColumnType::Float(_)) {
        return text.to_owned();
    }
    let bare = text.strip_prefix('\'').unwrap_or(text);
    let bare = bare.strip_suffix('\'').unwrap_or(bare);
    format!("'{bare}'")
}

/// A whole type name, so that what follows a cast stays.
const TYPE_NAME: &str = r#"(?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?(?:\s+(?:varying|precision))?(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\s*\d*\s*\])*"#;

static CAST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"(?i)::\s*{TYPE_NAME}")).ok());

static CAST_FUNCTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)\bcast\s*\((.*?)\s+as\s+{TYPE_NAME}\s*\)")).ok());

fn without_casts(text: &str) -> Cow<'_, str> {
    // Most texts have none, and making a pattern takes longer than all they are compared with.
    if !text.contains("::") {
        return Cow::Borrowed(text);
    }
    match &*CAST {
        Some(pattern) => pattern.replace_all(text, ""),
        None => Cow::Borrowed(text),
    }
}

/// An index's expression in the form in which two of them are compared.
fn clean_expression(table: &Table, expression: &str) -> String {
    let lower = expression.to_lowercase().replace(['"', '\''], "");
    let own = lower.replace(&format!("{}.", table.name.name.text.to_lowercase()), "");
    let plain = without_casts(&own).into_owned();
    let bare = without_parentheses(&plain);
    let unsorted = without_default_order(bare);
    let mut text = without_parentheses(&unsorted).to_owned();
    if text.contains("cast")
        && let Some(pattern) = &*CAST_FUNCTION
    {
        while pattern.is_match(&text) {
            text = pattern.replace_all(&text, "$1").into_owned();
        }
    }
    text.replace(' ', "")
}

fn without_parentheses(mut text: &str) -> &str {
    // By single characters, as Alembic does: `(a)(b)` loses its outer ones too.
    while let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        text = inner;
    }
    text
}

/// Takes away the one sort order that is the database's default and is not in its own text.
fn without_default_order(text: &str) -> Cow<'_, str> {
    if let Some(rest) = text.strip_suffix(" asc nulls last") {
        return Cow::Borrowed(rest);
    }
    if let Some(rest) = text.strip_suffix(" nulls last").filter(|rest| !rest.ends_with(" desc")) {
        return Cow::Borrowed(rest);
    }
    if let Some(rest) = text.strip_suffix(" asc") {
        return Cow::Borrowed(rest);
    }
    if let Some(rest) = text.strip_suffix(" asc nulls first") {
        return Cow::Owned(format!("{rest} nulls first"));
    }
    match text.strip_suffix(" nulls first") {
        Some(rest) if rest.ends_with(" desc") => Cow::Borrowed(rest),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::clean_expression;
    use crate::{name::QualifiedName, schema::Table};

    /// What Alembic's own clean-up makes of each.
    #[test]
    fn expressions_come_to_one_form() {
        let table = Table::new(QualifiedName::new("T"));
        for (expression, clean) in [
            ("lower(name)", "lower(name)"),
            ("lower((name)::text)", "lower((name))"),
            ("lower(t.name) ASC", "lower(name)"),
            ("((a)::character varying(10))", "a"),
            ("CAST(a AS VARCHAR(10))", "a"),
            ("CAST(CAST(a AS TEXT) AS TIMESTAMP WITH TIME ZONE) DESC", "adesc"),
            ("a DESC NULLS FIRST", "adesc"),
            ("a DESC NULLS LAST", "adescnullslast"),
            ("(a + b) ASC NULLS FIRST", "(a+b)nullsfirst"),
            ("a NULLS LAST", "a"),
            ("a ASC NULLS LAST", "a"),
            ("(x)(y)", "x)(y"),
            ("\"Q\"::s.\"T\"[] || 'a'::text", "q||a"),
            ("x ->> 'k'::text", "x->>k"),
            ("now()::timestamp(3) without time zone", "now()"),
        ] {
            assert_eq!(clean_expression(&table, expression), clean, "{expression}");
        }
    }
}

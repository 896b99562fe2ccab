//! Function calls, `CASE`, `CAST` and window frames as text.
//!
//! Lives here: their common spelling. Does not live here: functions that only one database
//! spells so (`dialect::<name>::syntax`).

use crate::{
    dialect::{
        CompileError,
        binds::TypeHint,
        expression::Compiler,
        precedence::{self, Against},
    },
    expr::{Case, Expr, Frame, FrameBound, FrameUnit, Function},
    name::Identifier,
    types::ColumnType,
};

impl Compiler<'_> {
    /// `name(x, 'separator')` of `aggregate_strings`.
    pub fn aggregated_strings(&mut self, name: &str, function: &Function) -> Result<(), CompileError> {
        let [aggregated, separator, ..] = function.arguments.as_slice() else {
            return Err(CompileError::unsupported(
                "aggregate_strings without a separator",
                "give it two arguments",
            ));
        };
        self.push(name);
        self.push("(");
        self.operand(aggregated, Against::Comma)?;
        self.push(", ");
        self.with_literal_execute(|this| this.operand(separator, Against::Comma))?;
        self.push(")");
        Ok(())
    }

    /// `CAST(x AS type)`; a collation goes behind the parenthesis.
    pub fn cast(&mut self, operand: &Expr, ty: &ColumnType) -> Result<(), CompileError> {
        if self.syntax.cast(self, operand, ty)? {
            return Ok(());
        }
        self.push("CAST(");
        self.hinted(operand, Against::Comma, TypeHint::Column(ty))?;
        let text = self.dialect.type_sql(ty.for_dialect(self.dialect.name()), self.capabilities)?;
        let (name, collation) = match text.find(" COLLATE ") {
            Some(at) => text.split_at(at),
            None => (text.as_str(), ""),
        };
        self.push(" AS ");
        self.push(name);
        self.push(")");
        self.push(collation);
        Ok(())
    }

    pub(super) fn case(&mut self, case: &Case) -> Result<(), CompileError> {
        self.push("CASE ");
        if let Some(value) = &case.value {
            self.operand(value, Against::Comma)?;
            self.push(" ");
        }
        for (condition, result) in &case.whens {
            self.push("WHEN ");
            match &case.value {
                // The short form compares; its conditions are values of the compared one's type.
                Some(value) => {
                    let ty = precedence::type_of(value);
                    self.hinted(condition, Against::Nothing, TypeHint::Compared(ty))?;
                }
                None => self.operand(condition, Against::Nothing)?,
            }
            self.push(" THEN ");
            self.operand(result, Against::Comma)?;
            self.push(" ");
        }
        if let Some(otherwise) = &case.otherwise {
            self.push("ELSE ");
            self.operand(otherwise, Against::Comma)?;
            self.push(" ");
        }
        self.push("END");
        Ok(())
    }

    pub(super) fn frame(&mut self, frame: &Frame) -> Result<(), CompileError> {
        self.push(match frame.unit {
            FrameUnit::Rows => "ROWS BETWEEN ",
            FrameUnit::Range => "RANGE BETWEEN ",
            FrameUnit::Groups => "GROUPS BETWEEN ",
        });
        for (bound, unbounded, between) in
            [(&frame.lower, "UNBOUNDED PRECEDING", " AND "), (&frame.upper, "UNBOUNDED FOLLOWING", "")]
        {
            match bound {
                FrameBound::Unbounded => self.push(unbounded),
                FrameBound::Current => self.push("CURRENT ROW"),
                FrameBound::Preceding(count) => {
                    self.expression(count)?;
                    self.push(" PRECEDING");
                }
                FrameBound::Following(count) => {
                    self.expression(count)?;
                    self.push(" FOLLOWING");
                }
            }
            self.push(between);
        }
        Ok(())
    }

    pub(super) fn function(&mut self, function: &Function) -> Result<(), CompileError> {
        if self.syntax.function(self, function)? {
            return Ok(());
        }
        let [package @ .., name] = function.name.as_slice() else {
            return Err(CompileError::unsupported("a function without a name", "name the function"));
        };
        for part in package {
            self.function_name(part);
            self.push(".");
        }
        if package.is_empty()
            && let Some((known, always_called)) = known_function(&name.text)
        {
            self.push(known);
            if !always_called && function.arguments.is_empty() {
                return Ok(());
            }
        } else {
            self.function_name(name);
        }
        self.arguments(function)
    }

    /// Writes a function's arguments in parentheses.
    pub fn arguments(&mut self, function: &Function) -> Result<(), CompileError> {
        let counts_rows =
            matches!(function.name.as_slice(), [name] if name.as_str().eq_ignore_ascii_case("count"));
        self.push("(");
        if function.arguments.is_empty() && counts_rows {
            self.push("*");
        }
        // Arguments of functions that return what they are given take the first typed one's type.
        let uniform = matches!(function.name.as_slice(), [name]
            if matches!(name.as_str().to_ascii_lowercase().as_str(), "coalesce" | "max" | "min" | "sum"));
        let ty = function.arguments.iter().map(precedence::type_of).find(|ty| **ty != ColumnType::Null);
        for (position, argument) in function.arguments.iter().enumerate() {
            if position > 0 {
                self.push(", ");
            }
            match (uniform, ty) {
                (true, Some(ty)) => self.hinted(argument, Against::Comma, TypeHint::Compared(ty))?,
                _ => self.operand(argument, Against::Comma)?,
            }
        }
        self.push(")");
        Ok(())
    }

    fn function_name(&mut self, name: &Identifier) {
        let legal = !name.text.is_empty()
            && name
                .text
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '$'));
        if legal && name.quote.is_none() {
            self.push(&name.text);
        } else {
            self.identifier(name);
        }
    }
}

/// Functions with a spelling of their own, and whether they have parentheses without arguments too.
fn known_function(name: &str) -> Option<(&'static str, bool)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "coalesce" => ("coalesce", true),
        "current_date" => ("CURRENT_DATE", false),
        "current_time" => ("CURRENT_TIME", false),
        "current_timestamp" => ("CURRENT_TIMESTAMP", false),
        "current_user" => ("CURRENT_USER", false),
        "localtime" => ("LOCALTIME", false),
        "localtimestamp" => ("LOCALTIMESTAMP", false),
        "session_user" => ("SESSION_USER", false),
        "user" => ("USER", false),
        "random" => ("random", true),
        "sysdate" => ("sysdate", false),
        "cube" => ("CUBE", true),
        "rollup" => ("ROLLUP", true),
        "grouping_sets" => ("GROUPING SETS", true),
        "now" => ("now", true),
        "count" => ("count", true),
        "max" => ("max", true),
        "min" => ("min", true),
        "sum" => ("sum", true),
        "concat" => ("concat", true),
        "char_length" => ("char_length", true),
        "array_agg" => ("array_agg", true),
        _ => return None,
    })
}

//! Which statements of a file stand in a `try` that expects an import to fail.
//!
//! Such an import of a package that is not there raises `ImportError` as CPython would; any other
//! gives an opaque value (DESIGN §4, "What an import gives"). Decided by the text alone, so that
//! it does not depend on who calls whom: a function defined inside a `try` body runs later and
//! is not guarded by it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; each walk names those it is about"
)]

use rustpython_ruff_python_ast::{ExceptHandler, Expr, Stmt};
use rustpython_ruff_source_file::LineIndex;
use rustpython_ruff_text_size::{Ranged, TextRange};

/// The guarded statements of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guards {
    /// Line ranges, both ends included, from 1.
    ranges: Vec<(usize, usize)>,
}

impl Guards {
    /// Reads a file; one that does not parse has no guards.
    pub fn of(source: &str) -> Self {
        if crate::nesting::check(source).is_err() {
            return Self::default();
        }
        let Ok(parsed) = rustpython_ruff_python_parser::parse_module(source) else { return Self::default() };
        let mut found = Vec::new();
        walk(parsed.suite(), false, &mut found);
        let lines = LineIndex::from_source_text(source);
        let ranges = found
            .into_iter()
            .map(|range| (lines.line_index(range.start()).get(), lines.line_index(range.end()).get()))
            .collect();
        Self { ranges }
    }

    /// Whether the statement on this line (from 1) is guarded.
    pub fn covers(&self, line: usize) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }
}

/// Collects the simple statements that are guarded.
fn walk(body: &[Stmt], guarded: bool, found: &mut Vec<TextRange>) {
    for statement in body {
        match statement {
            Stmt::Try(try_) => {
                let catches = try_.handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| {
                    handler.type_.as_deref().is_none_or(catches_import_error)
                });
                walk(&try_.body, guarded || catches, found);
                for ExceptHandler::ExceptHandler(handler) in &try_.handlers {
                    walk(&handler.body, guarded, found);
                }
                walk(&try_.orelse, guarded, found);
                walk(&try_.finalbody, guarded, found);
            }
            Stmt::With(with) => {
                let suppresses = with.items.iter().any(|item| suppresses_import_error(&item.context_expr));
                walk(&with.body, guarded || suppresses, found);
            }
            Stmt::If(if_) => {
                walk(&if_.body, guarded, found);
                for clause in &if_.elif_else_clauses {
                    walk(&clause.body, guarded, found);
                }
            }
            Stmt::For(for_) => {
                walk(&for_.body, guarded, found);
                walk(&for_.orelse, guarded, found);
            }
            Stmt::While(while_) => {
                walk(&while_.body, guarded, found);
                walk(&while_.orelse, guarded, found);
            }
            Stmt::Match(match_) => {
                for case in &match_.cases {
                    walk(&case.body, guarded, found);
                }
            }
            Stmt::ClassDef(class) => walk(&class.body, guarded, found),
            Stmt::FunctionDef(function) => walk(&function.body, false, found),
            // Everything else is one simple statement.
            simple => {
                if guarded {
                    found.push(simple.range());
                }
            }
        }
    }
}

/// Whether an `except` clause of this type takes a failed import.
pub(crate) fn catches_import_error(type_: &Expr) -> bool {
    match type_ {
        Expr::Tuple(tuple) => tuple.elts.iter().any(catches_import_error),
        Expr::Name(name) => is_import_error(name.id.as_str()),
        Expr::Attribute(attribute) => is_import_error(attribute.attr.as_str()),
        // A computed class: taken for one, as an opaque value there would surprise more.
        _ => true,
    }
}

fn is_import_error(name: &str) -> bool {
    matches!(name, "ImportError" | "ModuleNotFoundError" | "Exception" | "BaseException")
}

/// `with suppress(ImportError):` and `with contextlib.suppress(ImportError):`.
fn suppresses_import_error(context: &Expr) -> bool {
    let Expr::Call(call) = context else { return false };
    let name = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    name == "suppress" && call.arguments.args.iter().any(catches_import_error)
}

#[cfg(test)]
mod tests {
    use super::Guards;

    fn guarded(source: &str) -> Vec<usize> {
        let guards = Guards::of(source);
        (1..=source.lines().count()).filter(|line| guards.covers(*line)).collect()
    }

    #[test]
    fn bodies_of_try_are_guarded_and_handlers_are_not() {
        let source = "import a\ntry:\n    import b\n    import c\nexcept ImportError:\n    import d\nelse:\n    import e\n";
        assert_eq!(guarded(source), [3, 4]);
        for class in [
            "ImportError",
            "ModuleNotFoundError as e",
            "(KeyError, ImportError)",
            "Exception",
            "builtins.ImportError",
        ] {
            assert_eq!(guarded(&format!("try:\n    import b\nexcept {class}:\n    pass\n")), [2], "{class}");
        }
        assert_eq!(guarded("try:\n    import b\nexcept:\n    pass\n"), [2]);
        assert_eq!(guarded("try:\n    import b\nexcept KeyError:\n    pass\n"), [0_usize; 0]);
        assert_eq!(guarded("try:\n    import b\nfinally:\n    pass\n"), [0_usize; 0]);
    }

    #[test]
    fn nesting_keeps_or_ends_the_guard() {
        let source = "try:\n    if x:\n        from b import (\n            c,\n        )\n    def f():\n        import d\n    class K:\n        import e\nexcept ImportError:\n    pass\n";
        assert_eq!(guarded(source), [3, 4, 5, 9]);
        assert_eq!(guarded("with contextlib.suppress(ImportError):\n    import a\n"), [2]);
        assert_eq!(
            guarded("def f():\n    try:\n        import a\n    except Exception:\n        pass\n"),
            [3]
        );
    }
}

//! A limit on how deeply an expression may nest, checked before the parser sees it.
//!
//! Parser, code generator and destructors recurse once per level, and a stack overflow cannot be
//! caught. This scan needs no recursion: it knows only strings, comments and brackets, and counts
//! for each logical line how many operators could nest in one another. CPython has limits of its
//! own (200 brackets, a few thousand operators), all lower than ours except for the brackets,
//! which are the same.

/// Brackets within brackets, as in CPython.
const BRACKETS: usize = 200;
/// Levels of one expression: what a stack of 1 GiB takes with room to spare.
pub(crate) const LEVELS: u32 = 100_000;

/// Where and why a file nests too deeply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep {
    /// Byte offset of the place that crossed the limit.
    pub offset: usize,
    /// What was too many.
    pub message: &'static str,
}

/// Checks one file.
///
/// # Errors
/// [`TooDeep`] where a limit is crossed first.
pub fn check(source: &str) -> Result<(), TooDeep> {
    let bytes = source.as_bytes();
    // Operators since the last comma, one count per open bracket, and their sum.
    let mut open: Vec<u32> = Vec::new();
    let mut here: u32 = 0;
    let mut total: u32 = 0;
    let mut at = 0;
    let mut blank_line = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => at = line_end(bytes, at),
            b'"' | b'\'' => {
                blank_line = false;
                at = string_end(bytes, at);
                continue;
            }
            b'(' | b'[' | b'{' => {
                blank_line = false;
                if open.len() >= BRACKETS {
                    return Err(TooDeep { offset: at, message: "too many nested parentheses" });
                }
                open.push(here + 1);
                here = 0;
                total += 1;
            }
            b')' | b']' | b'}' => {
                total -= here.min(total);
                here = open.pop().unwrap_or(0);
            }
            b',' | b';' => {
                total -= here.min(total);
                here = 0;
            }
            b'\n' => {
                if open.is_empty() && !blank_line && !continued(bytes, at) {
                    here = 0;
                    total = 0;
                }
                blank_line = true;
            }
            b' ' | b'\t' | b'\r' | b'\\' => {}
            b'0'..=b'9' | b'_' | 0x80.. => blank_line = false,
            b'A'..=b'Z' | b'a'..=b'z' => {
                blank_line = false;
                let end = word_end(bytes, at);
                if is_operator_word(bytes.get(at..end).unwrap_or_default()) {
                    here += 1;
                    total += 1;
                }
                at = end;
                continue;
            }
            _ => {
                blank_line = false;
                here += 1;
                total += 1;
            }
        }
        if total > LEVELS {
            return Err(TooDeep { offset: at, message: "expression nests too deeply" });
        }
        at += 1;
    }
    Ok(())
}

fn is_operator_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"and" | b"or" | b"not" | b"if" | b"else" | b"lambda" | b"await" | b"in" | b"is" | b"for" | b"yield"
    )
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    bytes
        .iter()
        .skip(start)
        .position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80))
        .map_or(bytes.len(), |length| start + length)
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    bytes
        .iter()
        .skip(start)
        .position(|byte| *byte == b'\n')
        // One before the line feed: the caller steps over one byte.
        .map_or(bytes.len(), |length| (start + length).saturating_sub(1).max(start))
}

fn continued(bytes: &[u8], newline: usize) -> bool {
    let before = bytes.get(..newline).unwrap_or_default();
    before.strip_suffix(b"\r").unwrap_or(before).ends_with(b"\\")
}

/// The byte after a string literal. A backslash keeps the next byte in the string, in raw strings too.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let Some(&quote) = bytes.get(start) else { return bytes.len() };
    let triple = bytes.get(start + 1) == Some(&quote) && bytes.get(start + 2) == Some(&quote);
    let mut at = start + if triple { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\\' {
            at += 2;
            continue;
        }
        if byte == quote {
            if !triple {
                return at + 1;
            }
            if bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote) {
                return at + 3;
            }
        }
        if byte == b'\n' && !triple {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn ordinary_text_passes() {
        let values = "(1, 'a' + 'b', [x.y.z]),\n".repeat(50_000);
        assert_eq!(check(&format!("rows = [\n{values}]\n")), Ok(()));
        assert_eq!(check(&"a.b(c)\n".repeat(50_000)), Ok(()));
        assert_eq!(check(&format!("x = {}1\n", "1 + ".repeat(20_000))), Ok(()));
        assert_eq!(check("x = '((((' # )))\ny = '''\n((\n'''\n"), Ok(()));
        assert_eq!(check(&"# ---------------------\n".repeat(20_000)), Ok(()));
    }

    #[test]
    fn a_deep_expression_is_found() {
        let error = check(&format!("y = 1\nx = {}1\n", "1 + ".repeat(200_000))).unwrap_err();
        assert_eq!(error.message, "expression nests too deeply");
        let error = check(&format!("x = {}", "(".repeat(201))).unwrap_err();
        assert_eq!((error.offset, error.message), (204, "too many nested parentheses"));
        assert_eq!(check(&format!("x = {}1{}", "(".repeat(200), ")".repeat(200))), Ok(()));
        assert!(check(&format!("x = {}1", "not ".repeat(200_000))).is_err());
        assert!(check(&format!("x = {}1", "-".repeat(200_000))).is_err());
    }
}

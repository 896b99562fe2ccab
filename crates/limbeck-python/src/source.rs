//! The text of Python's source files: their encoding, as PEP 263 and CPython have it.

use std::{fs, path::Path};

/// Reads a source file as Python does: UTF-8 with or without a byte order mark, or Latin-1 where a
/// comment in the first two lines says so.
///
/// # Errors
/// What the system says, or why the bytes are not text.
pub fn read_source(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    decode_source(bytes)
}

/// Decodes the bytes of a source file.
///
/// # Errors
/// Why the bytes are not text.
pub fn decode_source(bytes: Vec<u8>) -> Result<String, String> {
    let bytes =
        if bytes.starts_with(b"\xef\xbb\xbf") { bytes.get(3..).unwrap_or_default().to_vec() } else { bytes };
    match declared_encoding(&bytes).as_deref() {
        None | Some("utf-8" | "utf8" | "utf-8-sig" | "us-ascii" | "ascii") => String::from_utf8(bytes)
            .map_err(|error| {
                let valid = error.utf8_error().valid_up_to();
                let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
                let byte = error.as_bytes().get(valid).copied().unwrap_or_default();
                format!(
                    "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared"
                )
            }),
        Some("latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1") => {
            Ok(bytes.into_iter().map(char::from).collect())
        }
        Some(other) => Err(format!("the encoding {other} of this file is not known; save it as UTF-8")),
    }
}

/// The encoding in a `coding:` comment of the first two lines (PEP 263), in lower case with dashes.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| *byte == b'\n').take(2) {
        let line = line.trim_ascii_start();
        if !line.starts_with(b"#") {
            if line.is_empty() || line == b"\r" {
                continue;
            }
            return None;
        }
        let text = String::from_utf8_lossy(line);
        let Some(at) = text.find("coding") else { continue };
        let rest = text.get(at + "coding".len()..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix(':').or_else(|| rest.strip_prefix('=')) else { continue };
        let name: String = rest
            .trim_start_matches([' ', '\t'])
            .chars()
            .take_while(|character| character.is_ascii_alphanumeric() || "-_.".contains(*character))
            .collect();
        if !name.is_empty() {
            return Some(name.to_ascii_lowercase().replace('_', "-"));
        }
    }
    None
}

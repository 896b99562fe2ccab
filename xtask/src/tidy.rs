//! What the compiler does not check: who may use whom, how long files are, that modules have heads and
//! error codes pages.
//!
//! The order of the engine's modules is DESIGN's: a module uses only those before it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The engine's modules in order; those of one line may use each other.
const LAYERS: &[&[&str]] = &[
    &["name", "origin", "diagnostic", "python"],
    &["types"],
    // Expressions hold selects, and selects hold expressions.
    &["expr", "dml"],
    &["schema"],
    &["op"],
    &["catalog"],
    &["revision"],
    &["connection"],
    &["reflect"],
    &["dialect"],
    &["diff"],
    &["render"],
    &["runtime"],
    &["script"],
    &["error"],
    &["command"],
    &["migrator"],
];

/// Lines a file may have, by rule and at the very most.
const MOST_LINES: usize = 900;

/// Checks the whole tree and prints what is wrong.
pub fn run(root: &Path) -> bool {
    let mut complaints = Vec::new();
    layering(&root.join("crates/limbeck/src"), &mut complaints);
    for directory in ["crates", "xtask/src", "examples", "tests", "scripts"] {
        for file in files(&root.join(directory)) {
            sizes_and_heads(root, &file, &mut complaints);
        }
    }
    error_pages(root, &mut complaints);
    for complaint in &complaints {
        eprintln!("tidy: {complaint}");
    }
    eprintln!(
        "tidy: {}",
        if complaints.is_empty() { "clean".to_owned() } else { format!("{} complaints", complaints.len()) }
    );
    complaints.is_empty()
}

fn layering(source: &Path, complaints: &mut Vec<String>) {
    let rank: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(rank, names)| names.iter().map(move |name| (*name, rank)))
        .collect();
    for file in files(source) {
        let Ok(relative) = file.strip_prefix(source) else { continue };
        let Some(first) = relative.components().next() else { continue };
        let first = first.as_os_str().to_string_lossy();
        let module = first.strip_suffix(".rs").unwrap_or(&first);
        if module == "lib" {
            continue;
        }
        let Some(own) = rank.get(module) else {
            complaints
                .push(format!("{}: module `{module}` has no place in the order of layers", file.display()));
            continue;
        };
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for used in used_modules(&text) {
            match rank.get(used.as_str()) {
                Some(other) if other > own => complaints.push(format!(
                    "{}: `{module}` uses `crate::{used}`, which comes after it in the order of layers",
                    file.display()
                )),
                _ => {}
            }
        }
    }
}

/// Names after `crate::` in paths and in braces of `use crate::{…}`.
fn used_modules(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut names = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        let rest = &code[start + "crate::".len()..];
        if let Some(inner) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for character in inner.chars() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                    other if depth == 0 => name.push(other),
                    _ => {}
                }
            }
            names.push(name);
        } else {
            names.push(rest.to_owned());
        }
    }
    names
        .into_iter()
        .map(|name| {
            name.trim()
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect()
        })
        .filter(|name: &String| !name.is_empty() && name.starts_with(|first: char| first.is_lowercase()))
        .collect()
}

fn sizes_and_heads(root: &Path, file: &Path, complaints: &mut Vec<String>) {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !matches!(extension, "rs" | "py") {
        return;
    }
    let Ok(text) = fs::read_to_string(file) else { return };
    let shown = file.strip_prefix(root).unwrap_or(file).display();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        complaints.push(format!("{shown}: {lines} lines; split it by subject (at most {MOST_LINES})"));
    }
    let in_source = file.components().any(|part| part.as_os_str() == "src");
    if extension == "rs" && in_source && !text.trim_start().starts_with("//!") {
        complaints.push(format!("{shown}: no module head (`//!`: what lives here, what does not)"));
    }
}

/// Each error code in the sources has a page, each page a code, and the table of codes a line for each.
fn error_pages(root: &Path, complaints: &mut Vec<String>) {
    let mut codes = BTreeMap::new();
    for file in files(&root.join("crates")) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for code in error_codes(&text) {
            codes
                .entry(code)
                .or_insert_with(|| file.strip_prefix(root).unwrap_or(&file).display().to_string());
        }
    }
    let directory = root.join("docs/errors");
    let table = fs::read_to_string(directory.join("README.md")).unwrap_or_default();
    for (code, file) in &codes {
        match fs::read_to_string(directory.join(format!("{code}.md"))) {
            Ok(page) if page.starts_with(&format!("# {code}: ")) => {}
            Ok(_) => complaints.push(format!("docs/errors/{code}.md: does not begin with `# {code}: `")),
            Err(_) => complaints.push(format!("{file}: {code} has no page docs/errors/{code}.md")),
        }
        if !table.contains(&format!("| [{code}]({code}.md) |")) {
            complaints.push(format!("docs/errors/README.md: no line for {code}"));
        }
    }
    let Ok(entries) = fs::read_dir(&directory) else { return };
    let mut pages: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    pages.sort();
    for page in pages {
        let code = page.trim_end_matches(".md");
        if code != "README" && !codes.contains_key(code) {
            complaints.push(format!("docs/errors/{page}: no such code in the sources"));
        }
    }
}

/// Literals of the form `"LB0123"`.
fn error_codes(text: &str) -> Vec<String> {
    let literal = |(start, _): (usize, &str)| {
        let code = text.get(start + 1..start + 7)?;
        let digits = code.get(2..)?.bytes().all(|byte| byte.is_ascii_digit());
        (digits && text.get(start + 7..start + 8) == Some("\"")).then(|| code.to_owned())
    };
    text.match_indices("\"LB").filter_map(literal).collect()
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(directory) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "target" && name != "__pycache__" && name != ".venv" {
                found.extend(files(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "py") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::{error_codes, used_modules};

    #[test]
    fn error_codes_are_whole_literals() {
        let text = r#"("LB0401", "x"); "LB04011"; "LB04x1"; /// `LB0203`; contains("LB0402")"#;
        assert_eq!(error_codes(text), ["LB0401", "LB0402"]);
    }

    #[test]
    fn used_modules_are_found_in_paths_and_in_braces() {
        let code =
            "use crate::{name::Identifier, op::{self, Operation}};\nfn f() -> crate::types::ColumnType";
        assert_eq!(used_modules(code), ["name", "op", "types"]);
    }
}

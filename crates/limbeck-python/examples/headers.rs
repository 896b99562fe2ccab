//! Prints the headers of files as JSON lines, for comparison with CPython's own reading.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for developers")]

use limbeck_python::statics::{Reading, read_header};
use std::time::{Duration, Instant};

fn main() {
    let mut spent = Duration::ZERO;
    let mut bytes = 0;
    let mut count = 0;
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).unwrap();
        let start = Instant::now();
        let reading = read_header(&source, &path);
        spent += start.elapsed();
        bytes += source.len();
        count += 1;
        let line = match reading {
            Ok(Reading::Header(header)) => serde_json::json!([
                path,
                header.revision,
                header.down_revision,
                header.branch_labels,
                header.depends_on,
                header.doc
            ]),
            Ok(Reading::NeedsExecution { reason }) => serde_json::json!([path, "execute", reason]),
            Err(failure) => serde_json::json!([path, "error", format!("{:?}", failure.place())]),
        };
        println!("{line}");
    }
    eprintln!("{count} files, {bytes} bytes, {spent:?}");
}

//! Development tasks: `cargo xtask check`, `tidy`, `oracle`, `corpus`.

mod corpus;
mod oracle;
mod tidy;

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  check   fmt, clippy, tidy, tests of the engine (the inner loop)
  corpus  scripts of public projects: real Alembic's SQL and `limbeck sql`'s
  oracle  renew the expected texts of .case files from real Alembic; --check only compares
  tidy    layering of the engine's modules, file sizes, module heads, a page for each error code
";

fn main() -> ExitCode {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let command = std::env::args().nth(1).unwrap_or_default();
    let arguments: Vec<String> = std::env::args().skip(2).collect();
    let succeeded = match command.as_str() {
        "check" => check(&root),
        "corpus" => corpus::run(&root, &arguments),
        "oracle" => oracle::run(&root, &arguments),
        "tidy" => tidy::run(&root),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check(root: &Path) -> bool {
    let cargo = |arguments: &[&str]| {
        eprintln!("== cargo {}", arguments.join(" "));
        Command::new("cargo").args(arguments).current_dir(root).status().is_ok_and(|status| status.success())
    };
    cargo(&["fmt", "--all", "--", "--check"])
        && tidy::run(root)
        && cargo(&[
            "clippy",
            "--locked",
            "-p",
            "limbeck",
            "--all-features",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
        && cargo(&["clippy", "--locked", "-p", "xtask", "--", "-D", "warnings"])
        && cargo(&[
            "clippy",
            "--locked",
            "-p",
            "limbeck-cli",
            "--no-default-features",
            "--",
            "-D",
            "warnings",
        ])
        && cargo(&["test", "--locked", "-p", "limbeck", "-p", "limbeck-macros", "-p", "xtask"])
}

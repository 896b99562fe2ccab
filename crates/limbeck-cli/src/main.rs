//! The `limbeck` program.

fn main() {
    std::process::exit(limbeck_cli::run(&std::env::args().collect::<Vec<_>>()));
}

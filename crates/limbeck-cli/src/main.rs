//! The `limbeck` program.

/// Scripts are parsed, compiled and run on several threads, and all of it is small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    std::process::exit(limbeck_cli::run(&std::env::args().collect::<Vec<_>>()));
}

//! The `limbeck` program.

/// Scripts are parsed, compiled and run on several threads, and all of it is small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Gives memory back as soon as nobody uses it: syntax trees and what a thread that has ended leaves are a seventh of all
/// that reading a few hundred models takes, and giving them back takes no time that could be measured.
fn give_memory_back() {
    // `mi_option_purge_delay` of mimalloc.h, in milliseconds; versions 2 and 3 number it so.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    #[expect(unsafe_code, reason = "sets a number in the allocator, before there is a second thread")]
    unsafe {
        libmimalloc_sys::mi_option_set(PURGE_DELAY, 0);
    }
}

fn main() {
    give_memory_back();
    std::process::exit(limbeck_cli::run(&std::env::args().collect::<Vec<_>>()));
}

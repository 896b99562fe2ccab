//! Rebuilds the crate when the frozen Python sources change: the macro that freezes them reads
//! them behind cargo's back.

fn main() {
    println!("cargo:rerun-if-changed=lib");
}

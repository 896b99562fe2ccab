//! The frozen modules: the standard library and our stand-ins, with an index that is made when the program is built.
//!
//! Name and size stand before each module's code, so that listing the modules would read in a page or more of each of them:
//! eight megabytes of a program of which a run needs a few. The layout is that of
//! `rustpython_compiler_core::frozen::FrozenLib`; a test compares.

use rustpython_compiler_core::frozen::{FrozenCodeObject, FrozenLib, FrozenModule};
use std::{collections::BTreeSet, sync::LazyLock};

/// The stand-ins and helpers of ours.
const FACADE: &FrozenLib = rustpython_vm::py_freeze!(dir = "../lib", crate_name = "rustpython_compiler_core");

/// Where a module is in the bytes of its library, and its name in the names.
#[derive(Clone, Copy)]
struct Place {
    name: usize,
    name_length: usize,
    code: usize,
    code_length: usize,
    package: bool,
}

impl Place {
    const NOWHERE: Self = Self { name: 0, name_length: 0, code: 0, code_length: 0, package: false };
}

/// An index of a library.
struct Index<const MODULES: usize, const NAMES: usize> {
    places: [Place; MODULES],
    names: [u8; NAMES],
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated when the program is built, where it would be an error"
)]
const fn number(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}

/// How many bytes the names of all modules take.
const fn names_length(bytes: &[u8]) -> usize {
    let (mut at, mut left, mut length) = (4, number(bytes, 0), 0);
    while left > 0 {
        let name = number(bytes, at);
        at += 4 + name;
        at += 4 + number(bytes, at) + 1;
        length += name;
        left -= 1;
    }
    length
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated when the program is built, where it would be an error"
)]
const fn index<const MODULES: usize, const NAMES: usize>(bytes: &[u8]) -> Index<MODULES, NAMES> {
    let mut made = Index { places: [Place::NOWHERE; MODULES], names: [0; NAMES] };
    let (mut at, mut module, mut name) = (4, 0, 0);
    while module < MODULES {
        let name_length = number(bytes, at);
        let mut letter = 0;
        while letter < name_length {
            made.names[name + letter] = bytes[at + 4 + letter];
            letter += 1;
        }
        at += 4 + name_length;
        let code_length = number(bytes, at);
        let code = at + 4;
        at = code + code_length + 1;
        made.places[module] = Place { name, name_length, code, code_length, package: bytes[at - 1] != 0 };
        name += name_length;
        module += 1;
    }
    made
}

impl<const MODULES: usize, const NAMES: usize> Index<MODULES, NAMES> {
    fn names(&'static self) -> impl Iterator<Item = (&'static str, &'static Place)> {
        self.places.iter().filter_map(|place| {
            let name = self.names.get(place.name..place.name + place.name_length)?;
            Some((std::str::from_utf8(name).ok()?, place))
        })
    }

    fn modules(
        &'static self,
        library: &'static FrozenLib,
    ) -> impl Iterator<Item = (&'static str, FrozenModule)> {
        self.names().filter_map(|(name, place)| {
            let bytes = library.bytes.get(place.code..place.code + place.code_length)?;
            Some((name, FrozenModule { code: FrozenCodeObject { bytes }, package: place.package }))
        })
    }
}

const STDLIB: &FrozenLib = rustpython_pylib::FROZEN_STDLIB;
static OF_STDLIB: Index<{ number(&STDLIB.bytes, 0) }, { names_length(&STDLIB.bytes) }> = index(&STDLIB.bytes);
static OF_FACADE: Index<{ number(&FACADE.bytes, 0) }, { names_length(&FACADE.bytes) }> = index(&FACADE.bytes);

/// The standard library and our stand-ins; a package of ours replaces all of its namesake.
pub(crate) fn modules() -> impl Iterator<Item = (&'static str, FrozenModule)> {
    OF_STDLIB
        .modules(STDLIB)
        .filter(|(name, _)| !is_stand_in(top_level(name)))
        .chain(OF_FACADE.modules(FACADE))
}

/// Whether a top-level package of ours has this name.
pub(crate) fn is_stand_in(name: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| OF_FACADE.names().map(|(name, _)| top_level(name)).collect());
    NAMES.contains(name)
}

/// Whether the standard library has a top-level module of this name, frozen or native.
pub(crate) fn is_standard(name: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| OF_STDLIB.names().map(|(name, _)| top_level(name)).collect());
    // Native modules of the virtual machine that have no frozen half.
    const NATIVE: &[&str] = &["__future__", "binascii", "itertools", "math", "sys", "time", "zlib"];
    NAMES.contains(name) || NATIVE.contains(&name)
}

fn top_level(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{FACADE, OF_FACADE, OF_STDLIB, STDLIB};
    use rustpython_compiler_core::frozen::{FrozenLib, FrozenModule};

    fn listed(
        modules: impl Iterator<Item = (&'static str, FrozenModule)>,
    ) -> Vec<(&'static str, &'static [u8], bool)> {
        modules.map(|(name, module)| (name, module.code.bytes, module.package)).collect()
    }

    #[test]
    fn the_index_has_what_a_walk_through_the_library_finds() {
        let walk = |library: &'static FrozenLib| listed(library.decode());
        let (standard, ours) = (listed(OF_STDLIB.modules(STDLIB)), listed(OF_FACADE.modules(FACADE)));
        assert!(standard.len() > 500 && ours.len() > 100, "{} {}", standard.len(), ours.len());
        assert!(standard == walk(STDLIB));
        assert!(ours == walk(FACADE));
    }
}

//! What is worth remembering while formulas are evaluated.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::eval::builtin::Builtin;
use crate::eval::criteria::index::CriteriaCache;

/// Remembers the code of functions and what criteria found.
#[derive(Default)]
pub(crate) struct Caches {
    builtins: RefCell<HashMap<*const u8, Option<Builtin>, BuildHasherDefault<AddressHasher>>>,
    pub(crate) criteria: RefCell<CriteriaCache>,
}

impl Caches {
    /// The code of a function, looked up once. Names are the table's own, so their place tells them apart.
    pub(crate) fn builtin(&self, name: &'static str, find: fn(&str) -> Option<Builtin>) -> Option<Builtin> {
        *self
            .builtins
            .borrow_mut()
            .entry(name.as_ptr())
            .or_insert_with(|| find(name))
    }
}

/// Addresses are spread well enough by one multiplication; every call of a function asks for one.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (self.0 ^ address as u64)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(23);
    }
}

//! What is worth remembering while formulas are evaluated.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::eval::builtin::Builtin;
use crate::eval::criteria::index::CriteriaCache;

/// Remembers the code of functions and what criteria found.
#[derive(Default)]
pub(crate) struct Caches {
    builtins: RefCell<HashMap<*const u8, Option<Builtin>>>,
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

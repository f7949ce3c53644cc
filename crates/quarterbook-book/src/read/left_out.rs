//! Keys that are taken out of a table because something is wrong with them, and what stands for those that have to be
//! there, so that the others can be read.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeValue, Error};

use super::lost::Lost;
use super::message;
use super::table::Located;

/// What was wrong with one table so far.
#[derive(Default)]
pub(super) struct Faults<'t> {
    left_out: Vec<LeftOut<'t>>,
    stand_ins: Vec<StandIn>,
}

/// A key that was taken out.
struct LeftOut<'t> {
    key: String,
    value: Spanned<DeValue<'t>>,
    /// What was said to write instead.
    hint: Option<String>,
    has_stand_in: bool,
}

/// What stands for a key; serde's words tell what it has to be, after one try with an empty text.
struct StandIn {
    key: String,
    is_last_try: bool,
}

impl<'t> Faults<'t> {
    /// Mends what follows from a fault that was told: a key is missing because it was taken out, or what stands for one
    /// does not fit yet. `None` when the error is a fault of its own, `Some(false)` when it cannot be mended.
    pub(super) fn mend(&mut self, error: &Error, value: &mut Located<'t>) -> Option<bool> {
        if let Some(key) = message::missing_key(error.message()) {
            let out = self.left_out.iter_mut().find(|out| out.means(key))?;
            if std::mem::replace(&mut out.has_stand_in, true) {
                return Some(false);
            }
            let (span, is_misspelt) = (out.value.span(), out.key != key);
            let meant = is_misspelt.then(|| out.value.get_ref().clone());
            return Some(self.stand_in(key, meant, span, value));
        }
        let span = error.span()?;
        let key = key_at(value, &span)?;
        let stands = self.stand_ins.iter_mut().find(|stand_in| stand_in.key == key)?;
        if std::mem::replace(&mut stands.is_last_try, true) {
            return Some(false);
        }
        let fitting = message::fitting(error.message());
        Some(fitting.is_some_and(|fitting| put(value, &key, fitting, span)))
    }

    /// Takes the key out in which a fault is that was told; what a key holds that is missing is made up. Whether the
    /// table can be tried again.
    pub(super) fn take_out(
        &mut self,
        error: &Error,
        hint: Option<String>,
        value: &mut Located<'t>,
        lost: &mut Lost,
    ) -> bool {
        if let Some(key) = message::missing_key(error.message()) {
            lost.name(key);
            let start = value.span().start;
            let is_known = self.stand_ins.iter().any(|stand_in| stand_in.key == key);
            return !is_known && self.stand_in(key, None, start..start, value);
        }
        let Some(key) = error.span().and_then(|span| key_at(value, &span)) else {
            return false;
        };
        let DeValue::Table(table) = value.get_mut() else {
            return false;
        };
        let Some(taken) = table.remove(key.as_str()) else {
            return false;
        };
        lost.name(&key);
        lost.names_in(taken.get_ref());
        self.left_out.push(LeftOut {
            key,
            value: taken,
            hint,
            has_stand_in: false,
        });
        true
    }

    /// Puts what was most likely meant in the place of a key, else something made up.
    fn stand_in(&mut self, key: &str, meant: Option<DeValue<'t>>, span: Range<usize>, value: &mut Located<'t>) -> bool {
        let content = meant.unwrap_or_else(|| {
            self.stand_ins.push(StandIn {
                key: key.to_owned(),
                is_last_try: false,
            });
            DeValue::String("".into())
        });
        put(value, key, content, span)
    }
}

impl LeftOut<'_> {
    /// Whether it is the key of this name, or was most likely meant to be.
    fn means(&self, key: &str) -> bool {
        let meant = format!("`{key}`");
        self.key == key || self.hint.as_ref().is_some_and(|hint| hint.contains(&meant))
    }
}

/// The key of a table in whose name or value a fault is.
fn key_at(value: &Located<'_>, fault: &Range<usize>) -> Option<String> {
    let DeValue::Table(table) = value.get_ref() else {
        return None;
    };
    let found = table.iter().find(|(key, value)| {
        let value = value.span();
        key.span() == *fault || (value.start <= fault.start && fault.end <= value.end)
    });
    found.map(|(key, _)| key.get_ref().clone().into_owned())
}

fn put<'t>(value: &mut Located<'t>, key: &str, content: DeValue<'t>, span: Range<usize>) -> bool {
    let DeValue::Table(table) = value.get_mut() else {
        return false;
    };
    table.insert(
        Spanned::new(span.clone(), key.to_owned().into()),
        Spanned::new(span, content),
    );
    true
}

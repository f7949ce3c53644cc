//! One file a command.

mod books;
mod build;
mod check;
mod diff;
mod inspect;
mod new;
mod starting;
mod templates;
mod trace;

pub(crate) use build::build;
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use inspect::inspect;
pub(crate) use new::new;
pub(crate) use templates::templates;
pub(crate) use trace::trace;

//! One file a command.

mod templates;

pub(crate) use templates::templates;

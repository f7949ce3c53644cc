//! Book and template texts → the types of [`crate::template`], with every problem of every file.
//!
//! | stage | in → out | where |
//! |---|---|---|
//! | gather | a text → its place among all texts | [`TextFiles`] |
//! | parse | text → TOML values with places | `table` |
//! | read | values → template types, key by key, so that one wrong key does not hide the next | `template`, `rows`, `book` |
//! | extend | base + adjustment → template | `extend` |

mod book;
mod extend;
mod files;
mod left_out;
mod lost;
mod message;
mod rows;
mod table;
mod template;

pub use book::read_book;
pub use extend::extend;
pub use files::TextFiles;
pub use template::read_template;

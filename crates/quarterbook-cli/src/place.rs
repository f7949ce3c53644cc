//! Source files in problems, as the user reaches them.

use std::path::Path;

use quarterbook_data::{Place, Problem};

use crate::load::shown;

/// The same problem with its source file's path as seen from where the command runs. Sources are named
/// relative to their book, in the workbook too; a terminal's reader wants a path that can be opened.
pub(crate) fn from_here(problem: Problem, folder: &Path) -> Problem {
    let reach = |file: String| shown(&folder.join(file));
    let place = match problem.place {
        Place::File(file) => Place::File(reach(file)),
        Place::Sheet { file, sheet } => Place::Sheet {
            file: reach(file),
            sheet,
        },
        Place::Cell { file, sheet, cell } => Place::Cell {
            file: reach(file),
            sheet,
            cell,
        },
        other => other,
    };
    Problem { place, ..problem }
}

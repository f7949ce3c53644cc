//! The Sources sheet.

use super::fixture::snapshot_of;

#[test]
fn sources_have_one_row_a_figure_with_what_was_printed_and_its_bounds() {
    insta::assert_snapshot!(snapshot_of("sources", None));
}

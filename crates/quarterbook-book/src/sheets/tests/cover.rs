//! The Cover.

use super::figures::dataset;
use super::fixture::{Fixture, snapshot_of};
use crate::sheets::cover;
use crate::template::SheetKind;

#[test]
fn the_cover_says_what_the_workbook_is() {
    insta::assert_snapshot!(snapshot_of("cover", None));
}

#[test]
fn scales_parameters_and_master_check_have_names() {
    let fixture = Fixture::new(dataset());
    let cover = cover(
        &fixture.context(),
        fixture.placed(SheetKind::Cover),
        &fixture.key_rows(),
    );
    let names: Vec<String> = cover
        .names
        .iter()
        .map(|name| format!("{} {}!{}", name.name, name.target.sheet, name.target.range))
        .collect();
    assert_eq!(
        names,
        [
            "scale_money 封面!C9",
            "scale_price 封面!C10",
            "master_check 检查!K2",
            "parameter_change_percent 封面!C11",
        ]
    );
}

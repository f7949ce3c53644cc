//! How sheets print.

use super::figures::dataset;
use super::fixture::Fixture;

#[test]
fn every_sheet_prints_one_page_wide_with_file_sheet_page_and_run_below() {
    let fixture = Fixture::new(dataset());
    let sheets = fixture.sheets(None);
    for name in ["cover", "checks", "sources", "changes"] {
        let page = &sheets[name].frame.page;
        assert!(page.landscape && page.pages_wide == 1, "{name}");
        assert_eq!(page.footer.left, "A&&B.xlsx", "{name}");
        assert!(
            page.footer.centre.contains("&P") && page.footer.centre.contains("&N"),
            "{name}"
        );
        assert_eq!(page.footer.right, "运行编号 3f9a2c", "{name}");
    }
}

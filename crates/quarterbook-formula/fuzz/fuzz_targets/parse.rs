//! Any text is refused inside its own bounds, or reads back from both of its printed forms as itself.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quarterbook_data::CellAddress;
use quarterbook_formula::{Form, Sheets, array_part, guard, parse};

fuzz_target!(|text: &str| {
    let host = CellAddress::new(9, 4);
    let mut sheets = Sheets::default();
    for name in ["Data", "收入 明细", "Q1's", "Q1"] {
        sheets.add(name);
    }
    let tree = match parse(text, host, &sheets) {
        Ok(tree) => tree,
        Err(error) => {
            assert!(text.get(error.span).is_some());
            return;
        }
    };
    for form in [Form::Shown, Form::Stored] {
        let printed = tree.print(form, host, &sheets);
        assert_eq!(parse(&printed, host, &sheets).as_ref(), Ok(&tree), "{printed}");
    }
    let _part = array_part(&tree);
    let _guarded = guard(tree);
});

//! What changed between two workbooks, and where a number comes from, told from their cells alone.

use quarterbook_book::diff::{Snapshot, SnapshotCell, SnapshotSheet, diff, render};
use quarterbook_book::trace;
use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

/// A snapshot from a listing: a sheet's name in brackets, then one cell a line, `B4 text`, `B4 12.5` or
/// `B4 =formula → result`.
fn snapshot(listing: &str) -> Snapshot {
    let mut snapshot = Snapshot::default();
    for line in listing.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            snapshot.sheets.push(SnapshotSheet {
                name: name.to_owned(),
                ..SnapshotSheet::default()
            });
            continue;
        }
        let (address, content) = line.split_once(' ').expect("an address and what stands there");
        let (formula, value) = match content.split_once(" → ") {
            Some((formula, result)) => (Some(formula.trim_start_matches('=').to_owned()), result),
            None => (None, content),
        };
        let value = value.parse().map_or_else(|_| Value::text(value), Value::Number);
        let sheet = snapshot.sheets.last_mut().expect("a sheet's name above its cells");
        sheet
            .cells
            .insert(address.parse().expect("an address"), SnapshotCell { value, formula });
    }
    snapshot
}

const OLD: &str = "
    [Inputs]
    C3 FY2023
    D3 FY2024
    A4 revenue
    B4 Revenue
    C4 2.89
    D4 5.4
    A5 units
    B5 Units
    C5 7000
    D5 n.a.
    [Revenue]
    C3 FY2023
    D3 FY2024
    A4 revenue
    B4 Revenue
    C4 =Inputs!C4 → 2.89
    D4 =Inputs!D4 → 5.4
    A5 growth
    B5 Growth
    D5 =D4/C4-1 → 0.868512110726644
    A6 double
    B6 Twice
    C6 =C4*2 → 5.78
    D6 =D4*2 → 10.8
    [Sources]
    A6 No.
    B6 Line
    C6 Period
    D6 File
    E6 Cell
    F6 As printed
    G6 Value in workbook
    A7 S001
    B7 Revenue
    C7 FY2023
    D7 data/2023.xlsx
    E7 B4
    F7 2.89亿元
    G7 =Inputs!C4 → 2.89
    A8 S002
    B8 Revenue
    C8 FY2024
    D8 data/2024.xlsx
    E8 B4
    F8 5.4亿元
    G8 =Inputs!D4 → 5.4
";

#[test]
fn equal_workbooks_have_no_differences() {
    assert_eq!(render(&diff(&snapshot(OLD), &snapshot(OLD))), "nothing changed\n");
}

#[test]
fn an_added_row_and_an_added_period_are_that_and_no_change_of_what_moved() {
    let new = "
        [Inputs]
        C3 FY2023
        D3 FY2024
        E3 FY2025
        A4 price
        B4 Price
        C4 1.5
        A5 revenue
        B5 Revenue
        C5 2.89
        D5 5.4
        E5 9.1
        A6 units
        B6 Units
        C6 7000
        D6 n.a.
        E6 n.a.
        [Revenue]
        C3 FY2023
        D3 FY2024
        E3 FY2025
        A4 revenue
        B4 Revenue
        C4 =Inputs!C5 → 2.89
        D4 =Inputs!D5 → 5.4
        E4 =Inputs!E5 → 9.1
        A5 note
        B5 A remark
        A6 growth
        B6 Growth
        D6 =D4/C4-1 → 0.868512110726644
        E6 =E4/D4-1 → 0.685185185185185
        A7 double
        B7 Twice
        C7 =C4*2 → 5.78
        D7 =D4*2 → 10.8
        E7 =E4*2 → 18.2
    ";
    assert_eq!(
        render(&diff(&snapshot(OLD), &snapshot(new))),
        "Periods
  new: FY2025, 1 figure
Figures
  new: Revenue, FY2025: 9.1  [Inputs!E5]
Lines
  new: Inputs › Price, 1 number  [Inputs!A4]
  sheet is gone: Sources
Sources
  file is gone: data/2023.xlsx
  file is gone: data/2024.xlsx
"
    );
}

#[test]
fn restated_figures_changed_formulas_and_labels_are_told_apart() {
    let new = OLD
        .replace("C4 2.89", "C4 2.95")
        .replace("=Inputs!C4 → 2.89", "=Inputs!C4 → 2.95")
        .replace("=D4/C4-1 → 0.868512110726644", "=D4/C4-1 → 0.830508474576271")
        .replace("=C4*2 → 5.78", "=C4+C4 → 5.9")
        .replace("=D4*2 → 10.8", "=D4+D4 → 10.8")
        .replace("B6 Twice", "B6 Double")
        .replace("C5 7000", "C5 n.a.")
        .replace("D5 n.a.", "D5 9500")
        .replace("2.89亿元", "2.95亿元");
    assert_eq!(
        render(&diff(&snapshot(OLD), &snapshot(&new))),
        "Figures
  restated: Revenue, FY2023: 2.89 → 2.95 (+0.06, +2.1%)  [Inputs!C4]
            data/2023.xlsx, B4 “2.89亿元” → data/2023.xlsx, B4 “2.95亿元”
  gone: Units, FY2023: was 7000  [Inputs!C5]
  new: Units, FY2024: 9500  [Inputs!D5]
Formulas
  Revenue › Double, FY2023 to FY2024: =C4*2 → =C4+C4  [Revenue!C6]
Results
  Revenue › Growth, FY2024: 0.86851 → 0.83051 (-0.038, -4.4%)  [Revenue!D5]
Labels and settings
  Revenue › Double: Twice → Double  [Revenue!B6]
"
    );
}

#[test]
fn a_constant_typed_over_a_formula_is_shown_as_a_changed_formula() {
    let new = OLD.replace("=D4*2 → 10.8", "10.8");
    assert_eq!(
        render(&diff(&snapshot(OLD), &snapshot(&new))),
        "Formulas\n  Revenue › Twice, FY2024: =D4*2 → 10.8  [Revenue!D6]\n"
    );
}

#[test]
fn a_trace_goes_from_a_formula_to_the_cells_of_its_sources() {
    let cell: CellAddress = "D5".parse().unwrap();
    let traced = trace::trace(&snapshot(OLD), "revenue", cell).unwrap();
    assert_eq!(
        trace::render(&traced),
        "Revenue!D5 = 0.868512110726644  Growth, FY2024
  =D4/C4-1
  =5.4/2.89-1
  Revenue!D4 = 5.4  Revenue, FY2024
    =Inputs!D4
    Inputs!D4 = 5.4  Revenue, FY2024
      from data/2024.xlsx, B4 “5.4亿元” (S002, Revenue, FY2024)
  Revenue!C4 = 2.89  Revenue, FY2023
    =Inputs!C4
    Inputs!C4 = 2.89  Revenue, FY2023
      from data/2023.xlsx, B4 “2.89亿元” (S001, Revenue, FY2023)
"
    );
}

#[test]
fn a_cell_is_found_by_its_address_or_by_its_row_and_period() {
    let snapshot = snapshot(OLD);
    for (text, expected) in [
        ("Revenue!D5", "Revenue!D5"),
        ("revenue!$D$5", "Revenue!D5"),
        ("'Revenue'!d5", "Revenue!D5"),
        ("growth FY2024", "Revenue!D5"),
        ("Revenue!growth FY2024", "Revenue!D5"),
        ("Revenue!revenue FY2023", "Revenue!C4"),
        ("revenue FY2023", "Inputs!C4"),
        ("D5", "`D5` names no sheet"),
        ("Revenue!D4:D5", "`D4:D5` is a range"),
        ("Revenu!D5", "there is no sheet `Revenu`"),
        ("Revenue'!D5", "there is no sheet `Revenue'`"),
        ("growth", "`growth` is a row: which period of it?"),
        ("growth FY1999", "the row `growth` has no period `FY1999`"),
        ("grwth FY2024", "`grwth FY2024` is neither a cell nor the id of a row"),
        ("", "`` is neither a cell nor the id of a row"),
    ] {
        let found = match trace::find(&snapshot, text) {
            Ok((sheet, cell)) => format!("{sheet}!{cell}"),
            Err(problem) => problem.message,
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_cycle_or_a_repeated_cell_is_followed_once() {
    let cycle = snapshot("[S]\nA1 =B1+B1 → 0\nB1 =A1 → 0");
    let traced = trace::trace(&cycle, "S", "A1".parse().unwrap()).unwrap();
    assert_eq!(
        trace::render(&traced),
        "S!A1 = 0\n  =B1+B1\n  S!B1 = 0\n    =A1\n    S!A1 = 0\n      =B1+B1  (see above)\n"
    );
}

#[test]
fn an_unknown_sheet_lists_the_nearest_and_an_empty_cell_says_so() {
    let old = snapshot(OLD);
    let at = "Z9".parse().unwrap();
    assert_eq!(
        trace::trace(&old, "Revenu", at).unwrap_err().to_string(),
        "error: there is no sheet `Revenu`\n  = hint: did you mean `Revenue`?"
    );
    assert_eq!(
        trace::trace(&old, "Revenue", at).unwrap_err().to_string(),
        "error: Revenue!Z9 is empty\n  = hint: name a cell that shows something"
    );
}

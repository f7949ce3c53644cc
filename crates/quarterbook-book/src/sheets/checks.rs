//! The Checks sheet: one row a check, every result a live formula, identities counted apart.

use quarterbook_data::{CellAddress, CellRange, Status, column_name};
use quarterbook_formula::Expr;

use super::frame::{header_rows, outcome_formats, page};
use super::{Canvas, Context};
use crate::checks::{PlacedCheck, Relation};
use crate::draft::DraftSheet;
use crate::layout::{CHECK_COLUMNS, CHECKS_FIRST_ROW, PlacedSheet, header};
use crate::look::{Role, Word, format_of_word};
use crate::template::{CheckKind, Consequence, FormatWord};
use crate::workbook::{Border, Horizontal};

const NUMBER: u32 = 0;
const ID: u32 = 1;
const KIND: u32 = 2;
const WHAT: u32 = 3;
const PERIOD: u32 = 4;
/// Behind the result: what is checked in the second language, then remarks.
const OTHER_WHAT: u32 = CHECK_COLUMNS.result + 1;
/// The rows of the summary above the table: names of outcomes, the kinds that are evidence, these together,
/// identities, the dust.
const HEADS: u32 = 2;
const FIRST_KIND: u32 = 3;
const EVIDENCE: u32 = FIRST_KIND + KINDS.len() as u32 - 1;
const DUST: u32 = EVIDENCE + 2;
/// The kinds of checks, those that are evidence first.
pub(super) const KINDS: [CheckKind; 4] = [
    CheckKind::TieOut,
    CheckKind::Claim,
    CheckKind::Reasonableness,
    CheckKind::Identity,
];
/// What can come of a check.
pub(super) const OUTCOMES: [&str; 4] = ["OK", "WARN", "FAIL", "n.a."];
/// The first of the four columns with counts.
const COUNTS: u32 = CHECK_COLUMNS.actual;
/// Rounding of binary arithmetic, relative to the numbers compared.
const DUST_SIZE: f64 = 1e-12;

/// The Checks sheet. The master check stands in row 2 of the result's column.
pub(crate) fn checks(context: &Context<'_>, placed: &PlacedSheet, checks: &[PlacedCheck]) -> DraftSheet {
    let mut canvas = Canvas::new(context, placed);
    let last_row = CHECKS_FIRST_ROW + (checks.len() as u32).max(1) - 1;
    header_rows(&mut canvas, context, placed, CHECK_COLUMNS.result);
    summary(&mut canvas, last_row);
    column_headers(&mut canvas);
    for (row, check) in (CHECKS_FIRST_ROW..).zip(checks) {
        check_row(&mut canvas, context, row, check);
    }
    let results = CellRange::new(
        CellAddress::new(CHECKS_FIRST_ROW, CHECK_COLUMNS.result),
        CellAddress::new(last_row, CHECK_COLUMNS.result),
    );
    let formats = outcome_formats(canvas.look, results);
    let frame = &mut canvas.sheet.frame;
    frame.conditional_formats.extend(formats);
    let last_column = OTHER_WHAT + context.look.languages.len() as u32 - 1;
    frame.filter = Some(CellRange::new(
        CellAddress::new(CHECKS_FIRST_ROW - 1, NUMBER),
        CellAddress::new(last_row, last_column),
    ));
    frame.freeze = Some(CellAddress::new(CHECKS_FIRST_ROW, WHAT + 1));
    frame.page = page(context, placed, CHECKS_FIRST_ROW - 1, WHAT, 0);
    // The summary is read once; the table's header on every page.
    frame.page.repeat_rows = Some((CHECKS_FIRST_ROW - 1, CHECKS_FIRST_ROW - 1));
    widths(&mut canvas);
    canvas.fit_rows(CHECKS_FIRST_ROW);
    canvas.sheet
}

/// The cell that counts the checks of a kind (a place in [`KINDS`]) with an outcome (a place in [`OUTCOMES`]).
pub(super) const fn count_of(kind: u32, outcome: u32) -> CellAddress {
    CellAddress::new(row_of_kind(kind), COUNTS + outcome)
}

/// Identities stand below what is evidence together.
const fn row_of_kind(kind: u32) -> u32 {
    let row = FIRST_KIND + kind;
    if row < EVIDENCE { row } else { row + 1 }
}

/// Master check, counts by kind and outcome, those that are evidence together, and the dust.
fn summary(canvas: &mut Canvas<'_>, last_row: u32) {
    let results = column_range(CHECK_COLUMNS.result, last_row);
    let kinds = column_range(KIND, last_row);
    let has = |outcome: &str| format!("COUNTIF({results},\"{outcome}\")>0");
    let master = format!(
        "IF({},\"FAIL\",IF({},\"WARN\",IF({},\"OK\",\"n.a.\")))",
        has("FAIL"),
        has("WARN"),
        has("OK")
    );
    canvas.excel(header::SCALE, CHECK_COLUMNS.result, Role::Outcome, "", &master);
    canvas.text(HEADS, NUMBER, Role::Note, canvas.look.word(Word::IDENTITY_NOTE));
    for (column, outcome) in (COUNTS..).zip(OUTCOMES) {
        canvas.text(HEADS, column, Role::PeriodHeader, outcome);
    }
    let format = canvas.look.number_format(FormatWord::Count);
    for (place, kind) in (0..).zip(KINDS) {
        let row = row_of_kind(place);
        name(canvas, row, Word::of_check(kind));
        let kind = canvas.look.word(Word::of_check(kind));
        for column in (COUNTS..).take(OUTCOMES.len()) {
            let outcome = format!("{}${}", column_name(column), HEADS + 1);
            let count = format!("COUNTIFS({results},{outcome},{kinds},\"{kind}\")");
            canvas.excel(row, column, Role::Formula, &format, &count);
        }
    }
    name(canvas, EVIDENCE, Word::EVIDENCE);
    for column in (COUNTS..).take(OUTCOMES.len()) {
        let all = CellRange::new(
            CellAddress::new(FIRST_KIND, column),
            CellAddress::new(EVIDENCE - 1, column),
        );
        let cell = canvas.excel(EVIDENCE, column, Role::Formula, &format, &format!("SUM({all})"));
        cell.style.bold = true;
        cell.style.top = Border::Thin;
    }
    name(canvas, DUST, Word::DUST);
    canvas.number(DUST, COUNTS, Role::Constant, "0E+00", DUST_SIZE).origin = Some("quarterbook".to_owned());
}

/// The name of a row of the summary, beside its figures.
fn name(canvas: &mut Canvas<'_>, row: u32, word: Word) {
    let name = canvas.look.words(word);
    canvas.text(row, PERIOD, Role::Label, &name).style.horizontal = Horizontal::Right;
}

fn column_headers(canvas: &mut Canvas<'_>) {
    let row = CHECKS_FIRST_ROW - 1;
    let texts = [Word::NUMBER, Word::ID, Word::KIND, Word::WHAT, Word::PERIOD];
    let figures = [Word::ACTUAL, Word::EXPECTED, Word::DIFFERENCE, Word::TOLERANCE];
    let words = |words: &[Word]| words.iter().map(|word| canvas.look.word(*word)).collect::<Vec<_>>();
    let (texts, figures) = (words(&texts), words(&figures));
    let outcomes = words(&[Word::IF_BEYOND, Word::RESULT]);
    canvas.texts(row, NUMBER, Role::Header, texts);
    canvas.texts(row, CHECK_COLUMNS.actual, Role::PeriodHeader, figures);
    canvas.texts(row, CHECK_COLUMNS.severity, Role::Header, outcomes);
    centre(canvas, row);
    let mut next = OTHER_WHAT;
    if let Some(other) = canvas.look.languages.get(1).cloned() {
        canvas.text(row, next, Role::Header, Word::WHAT.text(&other));
        next += 1;
    }
    canvas.text(row, next, Role::Header, canvas.look.word(Word::REMARK));
}

/// What is due beyond the tolerance, and the result, stand in the middle of their columns.
fn centre(canvas: &mut Canvas<'_>, row: u32) {
    for column in [CHECK_COLUMNS.severity, CHECK_COLUMNS.result] {
        let cell = canvas.sheet.cells.entry(CellAddress::new(row, column)).or_default();
        cell.style.horizontal = Horizontal::Centre;
    }
}

fn check_row(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32, check: &PlacedCheck) {
    let look = context.look;
    let format = check
        .format
        .or_else(|| check.unit.map(format_of_word))
        .unwrap_or(FormatWord::Number);
    canvas.text(row, NUMBER, Role::Code, &format!("C{:03}", row - CHECKS_FIRST_ROW + 1));
    canvas.text(row, ID, Role::Code, &check.id);
    canvas.text(row, KIND, Role::Text, look.word(Word::of_check(check.kind)));
    canvas.label(row, WHAT, Role::Prose, &check.label);
    canvas.text(row, PERIOD, Role::Text, &context.period_label(check.period, None));
    let columns = CHECK_COLUMNS;
    for (column, formula, format) in [
        (columns.actual, &check.actual, look.number_format(format)),
        (columns.expected, &check.expected, look.number_format(format)),
        (columns.tolerance, &check.tolerance, look.fine_format(format)),
    ] {
        canvas.formula(row, column, role_of(formula), &format, formula.clone());
    }
    let [actual, expected, difference, tolerance] =
        [columns.actual, columns.expected, columns.difference, columns.tolerance].map(|column| at(column, row));
    let formula = format!("IF(COUNT({actual},{expected})=2,SUM({actual},-{expected}),\"n.a.\")");
    canvas.excel(
        row,
        columns.difference,
        Role::Formula,
        &canvas.look.fine_format(format),
        &formula,
    );
    let severity = match check.consequence {
        Consequence::Fail => "FAIL",
        Consequence::Warn => "WARN",
    };
    canvas.text(row, columns.severity, Role::Text, severity);
    centre(canvas, row);
    let beyond = match relation(check) {
        Relation::Equal => format!("ABS({difference})"),
        Relation::AtMost => difference.clone(),
        Relation::AtLeast => format!("-{difference}"),
    };
    let result = format!(
        "IF(COUNT({difference},{tolerance})=2,IF({beyond}<={tolerance}+{dust}*MAX(1,ABS({actual}),ABS({expected})),\"OK\",{severity}),\"n.a.\")",
        dust = format_args!("${}${}", column_name(COUNTS), DUST + 1),
        severity = at(columns.severity, row),
    );
    canvas.excel(row, columns.result, Role::Outcome, "", &result);
    remarks(canvas, row, check);
}

/// "At least 64 %" holds when the recomputed number is that or more.
fn relation(check: &PlacedCheck) -> Relation {
    match (check.relation, check.status) {
        (Relation::Equal, Some(Status::AtLeast)) => Relation::AtLeast,
        (Relation::Equal, Some(Status::AtMost)) => Relation::AtMost,
        (relation, _) => relation,
    }
}

fn remarks(canvas: &mut Canvas<'_>, row: u32, check: &PlacedCheck) {
    let mut next = OTHER_WHAT;
    if let Some(other) = canvas.look.languages.get(1).cloned() {
        canvas.text(row, next, Role::Prose, check.label.text(&other));
        next += 1;
    }
    let look = canvas.look;
    let relation = match relation(check) {
        Relation::Equal => "",
        Relation::AtMost => look.word(Word::ACTUAL_AT_MOST),
        Relation::AtLeast => look.word(Word::ACTUAL_AT_LEAST),
    };
    // That a claim is a claim, and that an equality is one, need no remark; bounds show in the relation.
    let status = match check.status {
        Some(status @ (Status::About | Status::Derived | Status::Estimate)) => look.word(Word::of_status(status)),
        Some(status @ Status::Claim) if check.kind != CheckKind::Claim => look.word(Word::of_status(status)),
        _ => "",
    };
    let note = check.note.text(canvas.look.language());
    let evidence = if check.is_one_cell {
        look.word(Word::ONE_CELL)
    } else {
        ""
    };
    let parts: Vec<&str> = [relation, status, evidence, note]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.is_empty() {
        canvas.text(row, next, Role::Prose, &parts.join(" · "));
    }
}

/// A formula that only fetches a cell looks like a link.
fn role_of(formula: &Expr) -> Role {
    if matches!(formula, Expr::Leaf(_)) {
        Role::CrossLink
    } else {
        Role::Formula
    }
}

fn widths(canvas: &mut Canvas<'_>) {
    let from = CHECKS_FIRST_ROW - 1;
    canvas.widths(NUMBER, [7.0]);
    for (column, least, most) in [
        (ID, 10.0, 24.0),
        (KIND, 10.0, 16.0),
        (WHAT, 46.0, 60.0),
        (PERIOD, 9.0, 14.0),
    ] {
        canvas.fit(column, from, least, most);
    }
    canvas.widths(CHECK_COLUMNS.actual, [13.0, 13.0, 13.0, 13.0, 12.0, 10.0]);
    let behind = canvas.look.languages.len() as u32;
    for column in OTHER_WHAT..OTHER_WHAT + behind {
        canvas.fit(column, from, 12.0, 44.0);
    }
}

fn at(column: u32, row: u32) -> String {
    CellAddress::new(row, column).to_string()
}

/// The table's cells in a column, fixed: `$K$8:$K$20`.
fn column_range(column: u32, last_row: u32) -> String {
    let name = column_name(column);
    format!("${name}${}:${name}${}", CHECKS_FIRST_ROW + 1, last_row + 1)
}

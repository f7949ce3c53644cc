//! The examples in the documentation work: every fenced block of TOML is used as its first line says.
//!
//! | block | what is done with it |
//! |---|---|
//! | `toml recipe` | pasted at the end of the chip vendors' book, which is then built |
//! | `toml paste` | the same, all of a page's together and behind the recipe; on a template's page, at the end of its book |
//! | `toml house` | put beside that book as `house.toml`, its template |
//! | `toml book` | read as a whole book |
//! | `toml source` | read with the page's book and the files above it; the next `text figures` is what it gives |
//! | `csv PATH` | the file at this path |

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use quarterbook_book::Book;
use quarterbook_book::read::{TextFiles, read_book, read_template};
use quarterbook_data::{Amount, Figure, Period, Problem, Status, Vocabulary};
use quarterbook_formula::Word;
use quarterbook_source::{
    BookPlace, DecimalMark, PeriodContext, read_file, read_period, read_sources, read_unit, read_value,
};
use quarterbook_tests::run::quarterbook;
use serde_json::Value;

const PAGES: [&str; 5] = [
    "templates.md",
    "sources.md",
    "templates/quarterly-review.md",
    "templates/segment-model.md",
    "templates/peer-comparison.md",
];
/// The page of each shipped template, and the book that its pasted blocks are added to.
const TEMPLATE_PAGES: [(&str, &str); 3] = [
    ("quarterly-review", "tests/cases/quarterly-review"),
    ("segment-model", "tests/cases/segment-model"),
    ("peer-comparison", "examples/chip-vendors"),
];
const TOML_BLOCKS: [&str; 5] = ["toml recipe", "toml paste", "toml house", "toml book", "toml source"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// A fenced block: what stands behind the opening fence, and what is between the fences.
struct Block {
    info: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let page = fs::read_to_string(root().join("docs").join(page)).unwrap();
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        open = match (open, line.strip_prefix("```")) {
            (None, Some(info)) => Some(Block {
                info: info.to_owned(),
                text: String::new(),
            }),
            (Some(block), Some(_)) => {
                blocks.push(block);
                None
            }
            (Some(mut block), None) => {
                block.text += line;
                block.text.push('\n');
                Some(block)
            }
            (None, None) => None,
        };
    }
    blocks
}

/// The texts of a page's blocks with this info string, one behind the other.
fn texts(page: &str, info: &str) -> String {
    let blocks = blocks(page).into_iter().filter(|block| block.info == info);
    let texts: Vec<String> = blocks.map(|block| block.text).collect();
    format!("\n{}", texts.join("\n"))
}

/// A copy of the chip vendors' book in a folder of its own.
fn copy_of_the_example() -> tempfile::TempDir {
    copy_of("examples/chip-vendors")
}

/// A copy of a book and its sources in a folder of its own.
fn copy_of(book: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_files(&root().join(book), folder.path());
    folder
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy_files(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// Builds the book in `folder` with `addition` behind its text; the workbook as JSON.
fn built_with(addition: &str, folder: &Path) -> Value {
    let path = folder.join("quarterbook.toml");
    let text = fs::read_to_string(&path).unwrap() + addition;
    fs::write(&path, text).unwrap();
    let output = folder.join("workbook.json");
    let arguments = [&folder, &output.as_path()].map(|path| path.to_str().unwrap());
    let run = quarterbook(&root(), &["build", arguments[0], "--to", "json", "-o", arguments[1]]);
    assert_eq!(run.code, 0, "{}", run.shown());
    serde_json::from_str(&fs::read_to_string(output).unwrap()).unwrap()
}

fn sheet<'a>(workbook: &'a Value, name: &str) -> &'a Value {
    let sheets = workbook["sheets"].as_array().unwrap();
    let names: Vec<&Value> = sheets.iter().map(|sheet| &sheet["name"]).collect();
    let found = sheets.iter().find(|sheet| sheet["name"] == name);
    found.unwrap_or_else(|| panic!("no sheet {name} among {names:?}"))
}

fn chart_titles(sheet: &Value) -> Vec<&str> {
    let charts = sheet["charts"].as_array().into_iter().flatten();
    charts.filter_map(|chart| chart["title"].as_str()).collect()
}

#[test]
fn every_block_of_toml_says_what_it_is() {
    for page in PAGES {
        for block in blocks(page).iter().filter(|block| block.info.starts_with("toml")) {
            assert!(TOML_BLOCKS.contains(&block.info.as_str()), "{page}: {}", block.info);
        }
    }
}

#[test]
fn the_recipe_adds_a_sheet_with_a_chart() {
    let folder = copy_of_the_example();
    let recipe = texts("templates.md", "toml recipe");
    let workbook = built_with(&recipe, folder.path());
    let sheet = sheet(&workbook, "R&D intensity");
    assert_eq!(
        chart_titles(sheet),
        ["R&D as a share of revenue, last twelve months (%)"]
    );
    assert_eq!(sheet["charts"][0]["series"].as_array().unwrap().len(), 3);
}

#[test]
fn everything_the_page_pastes_builds_in_one_book_over_the_house_template() {
    let folder = copy_of_the_example();
    fs::write(folder.path().join("house.toml"), texts("templates.md", "toml house")).unwrap();
    let path = folder.path().join("quarterbook.toml");
    let book = fs::read_to_string(&path).unwrap();
    let (shipped, house) = (r#"template = "peer-comparison""#, r#"template = "house.toml""#);
    assert!(book.contains(shipped));
    fs::write(path, book.replace(shipped, house)).unwrap();
    let additions = texts("templates.md", "toml recipe") + &texts("templates.md", "toml paste");
    let workbook = built_with(&additions, folder.path());
    for (name, charts) in [
        ("R&D intensity", 1),
        ("Steps in time", 0),
        ("Own bridge", 2),
        ("Looks", 0),
    ] {
        assert_eq!(chart_titles(sheet(&workbook, name)).len(), charts, "{name}");
    }
}

#[test]
fn what_a_templates_page_pastes_builds_in_its_book() {
    for (template, book) in TEMPLATE_PAGES {
        let page = format!("templates/{template}.md");
        let folder = copy_of(book);
        for block in blocks(&page) {
            if let Some(path) = block.info.strip_prefix("csv ") {
                fs::write(folder.path().join(path), block.text).unwrap();
            }
        }
        let additions = texts(&page, "toml paste");
        assert!(additions.contains("[[sheet.row]]"), "{template}");
        built_with(&additions, folder.path());
    }
}

#[test]
fn a_templates_page_names_every_line_and_parameter_of_it() {
    for (template, _) in TEMPLATE_PAGES {
        let page = fs::read_to_string(root().join(format!("docs/templates/{template}.md"))).unwrap();
        let text = fs::read_to_string(root().join(format!("templates/{template}.toml"))).unwrap();
        let heads = text
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        let names = heads.filter_map(|head| {
            let of = |kind: &str| head.strip_prefix(kind);
            of("lines.").or_else(|| of("parameters.")).or_else(|| of("dimensions."))
        });
        for name in names {
            assert!(
                page.contains(&format!("`{name}`")) || page.contains(&format!("[members.{name}]")),
                "{template}: {name}"
            );
        }
    }
}

#[test]
fn every_whole_book_is_read_without_a_problem() {
    for page in PAGES {
        for block in blocks(page).iter().filter(|block| block.info == "toml book") {
            let (book, problems) = read_book(&mut TextFiles::default(), page, &block.text);
            assert_eq!(problems, [], "{page}");
            assert!(book.is_some(), "{page}");
        }
    }
}

#[test]
fn every_source_gives_the_figures_that_stand_below_it() {
    let blocks = blocks("sources.md");
    let book = blocks.iter().find(|block| block.info == "toml book").unwrap();
    let vocabulary = vocabulary(&book.text);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    let mut source = None;
    for block in &blocks {
        if let Some(path) = block.info.strip_prefix("csv ") {
            fs::write(folder.path().join(path), &block.text).unwrap();
        } else if block.info == "toml source" {
            assert!(source.is_none(), "no figures below\n{}", source.unwrap_or_default());
            source = Some(block.text.as_str());
        } else if block.info == "text figures" {
            let text = source.take().unwrap();
            assert_eq!(figures(text, folder.path(), &vocabulary), block.text, "{text}");
        }
    }
    assert!(source.is_none(), "no figures below\n{}", source.unwrap_or_default());
}

/// The code spans of a column of the table whose first header is `head`.
fn spans(page: &str, head: &str, column: usize) -> Vec<String> {
    let page = fs::read_to_string(root().join("docs").join(page)).unwrap();
    let start = page.find(&format!("\n| {head} |")).unwrap();
    let table = page[start..]
        .trim_start()
        .lines()
        .take_while(|line| line.starts_with('|'));
    let cells = table.filter_map(|line| line.split(" | ").nth(column));
    let spans: Vec<String> = cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect();
    assert!(!spans.is_empty(), "{head}");
    spans
}

#[test]
fn every_period_unit_and_value_on_the_page_is_understood() {
    let context = PeriodContext {
        as_of: Some(Period::half(2025, 1)),
        ..PeriodContext::default()
    };
    let is_period = |text: &str| read_period(text, &context).is_ok();
    let is_value = |text: &str| read_value(text, DecimalMark::Unknown).is_ok();
    // Words that stand before a number are shown without one.
    let is_beside_a_value = |text: &str| is_value(text) || is_value(&format!("{text} 5"));
    let left_out = |head, column, is_read: &dyn Fn(&str) -> bool| {
        let mut spans = spans("sources.md", head, column);
        spans.retain(|span| !is_read(span));
        spans
    };
    assert_eq!(left_out("period", 1, &is_period), Vec::<String>::new());
    assert_eq!(
        left_out("unit", 1, &|text| read_unit(text).is_some()),
        Vec::<String>::new()
    );
    assert_eq!(left_out("value", 0, &is_beside_a_value), Vec::<String>::new());
}

#[test]
fn every_finance_word_is_on_the_page() {
    let page = fs::read_to_string(root().join("docs/templates.md")).unwrap();
    for word in Word::all() {
        assert!(page.contains(&format!("`{}(", word.name())), "{}", word.name());
    }
}

/// The words of a book that uses the quarterly review.
fn vocabulary(book: &str) -> Vocabulary {
    let mut files = TextFiles::default();
    let (book, _) = read_book(&mut files, "quarterbook.toml", book);
    let template = fs::read_to_string(root().join("templates/quarterly-review.toml")).unwrap();
    let (template, _) = read_template(&mut files, "template.toml", &template);
    let (book, problems) = Book::new(book.unwrap(), template, files);
    assert_eq!(problems, []);
    book.vocabulary
}

/// What a source gives, one line a figure in the book's units: `revenue.training FY2024 186 about`.
fn figures(source: &str, folder: &Path, vocabulary: &Vocabulary) -> String {
    let open = |label: &str, path: &Path, options: &_| read_file(label, path, options);
    let place = BookPlace {
        path: "quarterbook.toml",
        text: source,
        folder,
        writes: &[],
    };
    let read = read_sources(place, vocabulary, None, &open, &mut |_| ());
    let errors: Vec<&Problem> = read.problems.iter().filter(|problem| problem.is_error()).collect();
    assert_eq!(errors, Vec::<&Problem>::new(), "{source}");
    read.figures.iter().fold(String::new(), |mut text, figure| {
        let _ = writeln!(text, "{}", line(figure, vocabulary));
        text
    })
}

fn line(figure: &Figure, vocabulary: &Vocabulary) -> String {
    let amount = match figure.amount {
        Amount::Number(_) => figure
            .value_in(&vocabulary.lines[&figure.series.line].unit)
            .unwrap()
            .normalize()
            .to_string(),
        Amount::Undisclosed => "n.a.".to_owned(),
        Amount::NotMeaningful => "n.m.".to_owned(),
    };
    let status = match figure.status {
        Status::Reported => String::new(),
        status => format!(" {}", status.name()),
    };
    format!("{} {} {amount}{status}", figure.series, figure.period)
}

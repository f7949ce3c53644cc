//! A book ready to be built: its file and its template together, every word in them checked.

mod settings;
mod vocabulary;

use std::collections::BTreeMap;

use jiff::civil::Date;
use quarterbook_data::{Frequency, Label, Language, Period, Problem, Unit, Vocabulary};

pub(crate) use settings::frequency_named;
pub(crate) use vocabulary::{RESERVED, is_name, not_a_name};

use crate::read::{TextFiles, extend};
use crate::template::{BookFile, DecimalsTable, Template, UnitWord, Updown};

/// What building a workbook needs, apart from the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// The workbook's title.
    pub title: Label,
    /// The label columns, in this order: one or two.
    pub languages: Vec<Language>,
    /// The unit money is shown in.
    pub money: Unit,
    /// The unit prices and unit costs are shown in.
    pub price: Unit,
    /// The bands of columns, in this order; never empty, none twice.
    pub bands: Vec<Frequency>,
    /// First and last period of bands for which the book says it.
    pub periods: BTreeMap<Frequency, (Period, Period)>,
    /// The member the book is about, by dimension; formulas reach it as `x.own`.
    pub own: BTreeMap<String, String>,
    /// The colours of constants, formulas and links.
    pub colours: ColourStyle,
    /// How many decimals amounts show, where the book says it.
    pub decimals: DecimalsTable,
    /// Which colour means up.
    pub up: Updown,
    /// The date of the workbook, where the book says it.
    pub as_of: Option<Date>,
    /// The workbook's file name, where the book says it.
    pub output: Option<String>,
    /// The template with the book's own lines, sheets, rows and checks in it.
    pub template: Template,
    /// The value of every parameter of the template, the book's or the default.
    pub parameters: BTreeMap<String, f64>,
    /// Lines, dimensions and members, as sources are read with them.
    pub vocabulary: Vocabulary,
    /// The texts of book and template, for messages with a caret.
    pub texts: TextFiles,
}

/// Which colours tell constants, formulas and links apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColourStyle {
    /// Blue constants, black formulas, green links to other sheets.
    #[default]
    Banking,
    /// The FAST Standard's: blue imports, black formulas, red exports.
    Fast,
    /// No colours.
    Mono,
}

impl Book {
    /// Checks a book against its template (which has everything it extends in it). One with errors is good for
    /// finding more of them with [`crate::mistakes`], and for nothing else: something stands for what is wrong.
    pub fn new(mut file: BookFile, template: Template, mut texts: TextFiles) -> (Self, Vec<Problem>) {
        let (template, mut names) = extend(template, file.take_adjustment(), &texts);
        let mut problems = Vec::new();
        let mut check = Check::new(&texts, &mut problems);
        let units = settings::units(&file.book, &mut check);
        let bands = settings::bands(&file.book, &mut check);
        let periods = settings::periods(&file.book, &mut check);
        let colours = settings::colours(&file.book, &mut check);
        settings::check_decimals(&file.book, &mut check);
        let as_of = settings::as_of(&file.book, &mut check);
        let mut check = Check::new(&texts, &mut names);
        let languages = settings::languages(&file, &template, &mut check);
        let parameters = settings::parameters(&file, &template, &mut check);
        let mut words = Vec::new();
        let mut check = Check::new(&texts, &mut words);
        let has_units = units.is_some();
        let units = units.unwrap_or_else(settings::Units::stand_in);
        let vocabulary = vocabulary::vocabulary(&file, &template, &units, &languages, &mut check);
        let own = vocabulary::own(&file.book, &vocabulary, &mut Check::new(&texts, &mut names));
        let are_damaged = !has_units || !words.is_empty();
        names.append(&mut words);
        problems.extend(texts.without_consequences(names));
        if are_damaged {
            texts.lost.words();
        }
        vocabulary::lose_damaged(&file, &template, &mut texts);
        let book = Self {
            title: file.book.title.label(),
            languages,
            money: units.money,
            price: units.price,
            bands,
            periods,
            own,
            colours,
            decimals: file.book.decimals,
            up: file.book.up,
            as_of,
            output: file.book.output.as_ref().map(|name| name.as_str().to_owned()),
            template,
            parameters,
            vocabulary,
            texts,
        };
        (book, problems)
    }

    /// Whether figures can be held against the book's lines, members and units; otherwise what is wrong with figures
    /// may follow from what is wrong with these.
    pub fn can_judge_figures(&self) -> bool {
        self.texts.lost.spares_words()
    }

    /// The words that sources are read with.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The unit that a template's word for one stands for in this book; counts without their word.
    pub fn unit(&self, word: UnitWord) -> Unit {
        vocabulary::unit(word, &self.money, &self.price, "")
    }

    /// A label in the book's first language.
    pub fn text<'a>(&self, label: &'a Label) -> &'a str {
        label.text(self.languages.first().map_or("", String::as_str))
    }
}

/// What is checked so far, and the texts to point into.
struct Check<'a> {
    texts: &'a TextFiles,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Check<'a> {
    fn new(texts: &'a TextFiles, problems: &'a mut Vec<Problem>) -> Self {
        Self { texts, problems }
    }

    fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}

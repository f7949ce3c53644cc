//! How the workbook looks: a style for each role a cell plays, number formats, fixed words, unit
//! labels, legal names. Everything that a reader's eye decides by stands here, nothing of content.

mod decimals;
mod name;
mod number;
mod palette;
mod role;
mod unit;
mod words;

pub(crate) use name::defined_name;
pub(crate) use number::{Decimals, NARROW_DATE, amount_width, date_format, format_of_unit, format_of_word};
pub(crate) use palette::Palette;
pub(crate) use role::Role;
pub(crate) use unit::unit_label;
pub(crate) use words::Word;

use quarterbook_data::Label;

use crate::book::ColourStyle;
use crate::template::{Emphasis, FormatWord, Updown};
use crate::workbook::{Border, Colour, Style};

/// The looks of one workbook.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// The colours.
    pub(crate) palette: Palette,
    /// The label languages, the leading one first; never empty.
    pub(crate) languages: Vec<String>,
    /// How many decimals amounts show.
    pub(crate) decimals: Decimals,
    up: Updown,
}

impl Look {
    /// The looks for a book's settings; without languages, English.
    pub(crate) fn new(colours: ColourStyle, up: Updown, languages: &[String], decimals: Decimals) -> Self {
        let mut languages = languages.to_vec();
        if languages.is_empty() {
            languages.push("en".to_owned());
        }
        Self {
            palette: Palette::of(colours),
            languages,
            decimals,
            up,
        }
    }

    /// Excel's number format code for a kind of number.
    pub(crate) fn number_format(&self, word: FormatWord) -> String {
        self.decimals.number_format(word)
    }

    /// The same for tolerances and differences.
    pub(crate) fn fine_format(&self, word: FormatWord) -> String {
        self.decimals.fine_format(word)
    }

    /// The leading language.
    pub(crate) fn language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// A fixed word in the leading language.
    pub(crate) fn word(&self, word: Word) -> &'static str {
        word.text(self.language())
    }

    /// A fixed word in every language of the book: `总检查 / Master check`.
    pub(crate) fn words(&self, word: Word) -> String {
        let mut texts: Vec<&str> = self.languages.iter().map(|language| word.text(language)).collect();
        texts.dedup();
        texts.join(" / ")
    }

    /// A fixed word as a label in every language of the book.
    pub(crate) fn label(&self, word: Word) -> Label {
        let texts = self
            .languages
            .iter()
            .map(|language| (language.clone(), word.text(language).to_owned()));
        Label::new(texts.collect())
    }

    /// The style of a cell with this role and Excel's number format code.
    pub(crate) fn style(&self, role: Role, number_format: &str) -> Style {
        Style {
            number_format: number_format.to_owned(),
            ..role.style(&self.palette)
        }
    }

    /// The style of a text cell with this role.
    pub(crate) fn text_style(&self, role: Role) -> Style {
        self.style(role, role.text_format())
    }

    /// The same style for figures of this kind: rates stand in italics, so that amounts and rates are told apart at a
    /// glance; not where italics are what tells links apart.
    pub(crate) fn rate(&self, mut style: Style, word: FormatWord) -> Style {
        let is_rate = matches!(
            word,
            FormatWord::Percent | FormatWord::Points | FormatWord::BasisPoints | FormatWord::Multiple
        );
        style.italic |= is_rate && !self.palette.link_italic;
        style
    }

    /// The same style in a row that stands out. Indents belong to labels and leave other cells alone.
    pub(crate) fn emphasised(&self, mut style: Style, emphasis: Option<Emphasis>, is_label: bool) -> Style {
        let indent = u8::from(is_label);
        match emphasis {
            None => {}
            Some(Emphasis::Total) => {
                style.bold = true;
                style.top = Border::Thin;
            }
            Some(Emphasis::Strong) => style.bold = true,
            Some(Emphasis::Part) => style.indent += indent,
            Some(Emphasis::Working) => {
                style.indent += indent;
                style.italic = true;
                style.colour = style.colour.or(Some(self.palette.quiet));
            }
        }
        style
    }

    /// The colour of what rises.
    pub(crate) fn rise(&self) -> Colour {
        match self.up {
            Updown::Green => self.palette.green,
            Updown::Red => self.palette.red,
        }
    }

    /// The colour of what falls.
    pub(crate) fn fall(&self) -> Colour {
        match self.up {
            Updown::Green => self.palette.red,
            Updown::Red => self.palette.green,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(colours: ColourStyle, up: Updown) -> Look {
        let languages = ["zh".to_owned(), "en".to_owned()];
        Look::new(colours, up, &languages, Decimals { money: 2, price: 2 })
    }

    #[test]
    fn banking_has_blue_constants_on_cream_black_formulas_and_green_links() {
        let look = look(ColourStyle::Banking, Updown::Green);
        let constant = look.style(Role::Constant, "0");
        assert_eq!(
            (constant.colour, constant.fill),
            (Some(Colour(0x0000_00FF)), Some(Colour(0x00FF_FBE6)))
        );
        assert_eq!(look.style(Role::Formula, "0").colour, None);
        assert_eq!(look.style(Role::CrossLink, "0").colour, Some(Colour(0x0000_763D)));
    }

    #[test]
    fn red_means_up_where_the_book_says_so() {
        let west = look(ColourStyle::Banking, Updown::Green);
        let mainland = look(ColourStyle::Banking, Updown::Red);
        assert_eq!(west.rise(), mainland.fall());
        assert_eq!(west.fall(), mainland.rise());
    }

    #[test]
    fn a_working_row_indents_its_label_and_greys_its_figures() {
        let look = look(ColourStyle::Banking, Updown::Green);
        let label = look.emphasised(look.text_style(Role::Label), Some(Emphasis::Working), true);
        let figure = look.emphasised(look.style(Role::Formula, "0"), Some(Emphasis::Working), false);
        assert_eq!((label.indent, figure.indent), (1, 0));
        assert_eq!(figure.colour, Some(look.palette.quiet));
    }

    #[test]
    fn fixed_words_come_in_every_language_of_the_book_once() {
        let look = look(ColourStyle::Banking, Updown::Green);
        assert_eq!(look.words(Word::MASTER_CHECK), "总检查 / Master check");
        let plain = Look {
            languages: vec!["en".to_owned()],
            ..look
        };
        assert_eq!(plain.words(Word::MASTER_CHECK), "Master check");
    }
}

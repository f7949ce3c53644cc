//! The cell styles of an ods, as number formats that Excel would write. See section 16.29 of
//! part 3 of the open document format 1.3.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek};

use quick_xml::events::{BytesStart, Event};

use crate::Limits;
use crate::cell_format::Look;
use crate::refusal::Refusal;
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;

/// More decimals than this are none that a reader sees.
const MOST_DIGITS: usize = 30;

/// What the styles of cells say about numbers.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    /// Number format codes by the name of the data style.
    codes: BTreeMap<String, String>,
    cells: BTreeMap<String, CellStyle>,
    /// The styles of characters that raise them.
    raised: BTreeSet<String>,
    /// The data style at hand.
    open: Option<DataStyle>,
    /// The name of the cell style at hand.
    cell: String,
    /// The name of the style of characters at hand.
    characters: String,
}

#[derive(Debug, Default)]
struct CellStyle {
    data: Option<String>,
    /// The style it stands under.
    parent: Option<String>,
    indent: Option<u8>,
}

#[derive(Debug, Default)]
struct DataStyle {
    name: String,
    code: String,
    /// The styles for numbers of one sign, by condition.
    maps: Vec<(String, String)>,
    /// A text or a currency's sign is at hand.
    in_text: bool,
}

impl Styles {
    /// Reads the styles that stand in a part of their own.
    pub(crate) fn read_part<R: Read + Seek>(
        &mut self,
        label: &str,
        package: &mut Package<R>,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        let part = "styles.xml";
        let Some(input) = package.open(label, part)? else {
            return Ok(());
        };
        let mut elements = Elements::new(label, part, BufReader::new(input.take(limits.shared_text_bytes)));
        while let Some(event) = elements.next()? {
            self.take(&event);
        }
        Ok(())
    }

    /// Takes the next event of a part; what is no style is passed over.
    pub(crate) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => self.start(element),
            Event::End(element) => {
                let name = element.local_name();
                if is_data_style(name.as_ref()) {
                    self.close();
                } else if matches!(name.as_ref(), "text" | "currency-symbol")
                    && let Some(style) = &mut self.open
                {
                    style.in_text = false;
                }
            }
            Event::Text(text) => {
                if let Some(style) = self.open.as_mut().filter(|style| style.in_text) {
                    style.literal(text.as_ref());
                }
            }
            _ => {}
        }
    }

    /// How a cell of this style looks.
    pub(crate) fn look(&self, style: &str) -> Look {
        let style_of = |name: &String| self.cells.get(name);
        let first = self.cells.get(style);
        // Styles stand under one another a few deep; a circle of them ends here.
        let styles = || std::iter::successors(first, |style| style.parent.as_ref().and_then(style_of)).take(10);
        let code = styles().find_map(|style| self.codes.get(style.data.as_ref()?));
        let indent = styles().find_map(|style| style.indent);
        Look::new(code.map(String::as_str), indent.unwrap_or(0))
    }

    /// Whether characters of this style are raised.
    pub(crate) fn is_raised(&self, style: &str) -> bool {
        self.raised.contains(style)
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if is_data_style(name) {
            self.open = Some(DataStyle {
                name: attribute(element, "name").unwrap_or_default(),
                ..DataStyle::default()
            });
        } else if let Some(style) = &mut self.open {
            style.start(name, element);
        } else if name == "style" && attribute(element, "family").as_deref() == Some("table-cell") {
            let style = CellStyle {
                data: attribute(element, "data-style-name"),
                parent: attribute(element, "parent-style-name"),
                indent: None,
            };
            self.cell = attribute(element, "name").unwrap_or_default();
            self.cells.insert(self.cell.clone(), style);
            self.characters.clear();
        } else if name == "style" {
            self.cell.clear();
            self.characters = attribute(element, "name").unwrap_or_default();
        } else if name == "text-properties" && !self.characters.is_empty() {
            // `super 58%`, or by how much.
            if attribute(element, "text-position").is_some_and(|position| is_raised(&position)) {
                self.raised.insert(self.characters.clone());
            }
        } else if name == "paragraph-properties"
            && let Some(style) = self.cells.get_mut(&self.cell)
        {
            style.indent = attribute(element, "margin-left").as_deref().and_then(steps);
        }
    }

    /// Ends the data style at hand: with its maps it becomes a code of several sections.
    fn close(&mut self) {
        let Some(style) = self.open.take() else {
            return;
        };
        let mapped = |wanted: &[&str]| {
            let found = style
                .maps
                .iter()
                .find(|(condition, _)| wanted.contains(&condition.as_str()));
            found.and_then(|(_, name)| self.codes.get(name)).cloned()
        };
        let own = &style.code;
        let code = match (mapped(&["value()>0"]), mapped(&["value()<0"]), mapped(&["value()>=0"])) {
            (Some(positive), Some(negative), _) => format!("{positive};{negative};{own}"),
            (_, _, Some(positive)) => format!("{positive};{own}"),
            _ => style.code,
        };
        self.codes.insert(style.name, code);
    }
}

/// `super 58%`, or by how much: `33% 58%`.
fn is_raised(position: &str) -> bool {
    let by = position.split(' ').next().unwrap_or_default();
    let per_cent: Option<f64> = by.strip_suffix('%').and_then(|by| by.parse().ok());
    by == "super" || per_cent.is_some_and(|by| by > 0.0)
}

/// A margin in the steps by which LibreOffice indents, ten points each.
fn steps(margin: &str) -> Option<u8> {
    let unit = margin.find(|character: char| character.is_ascii_alphabetic())?;
    let points = match &margin[unit..] {
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pt" => 1.0,
        _ => return None,
    };
    let length: f64 = margin[..unit].parse().ok()?;
    Some((length * points / 10.0).round().clamp(0.0, 250.0) as u8)
}

fn is_data_style(name: &str) -> bool {
    matches!(
        name,
        "number-style" | "percentage-style" | "currency-style" | "date-style" | "time-style"
    )
}

impl DataStyle {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let is_long = attribute(element, "style").as_deref() == Some("long");
        let piece = match name {
            "number" => digits(element),
            "scientific-number" => format!("{}E+00", digits(element)),
            "year" if is_long => "yyyy".to_owned(),
            "year" => "yy".to_owned(),
            "month" if attribute(element, "textual").as_deref() == Some("true") => {
                if is_long { "mmmm" } else { "mmm" }.to_owned()
            }
            "month" | "minutes" if is_long => "mm".to_owned(),
            "month" | "minutes" => "m".to_owned(),
            "day" if is_long => "dd".to_owned(),
            "day" => "d".to_owned(),
            "hours" if is_long => "hh".to_owned(),
            "hours" => "h".to_owned(),
            "seconds" if is_long => "ss".to_owned(),
            "seconds" => "s".to_owned(),
            "am-pm" => "AM/PM".to_owned(),
            "text" | "currency-symbol" => {
                self.in_text = true;
                String::new()
            }
            "map" => {
                let (condition, style) = (attribute(element, "condition"), attribute(element, "apply-style-name"));
                let condition = condition.unwrap_or_default().replace(' ', "");
                self.maps.extend(style.map(|style| (condition, style)));
                String::new()
            }
            _ => String::new(),
        };
        self.code.push_str(&piece);
    }

    /// Text that is shown as it stands; the sign of per cent is one to Excel too.
    fn literal(&mut self, text: &str) {
        for piece in text.split_inclusive('%') {
            let (words, sign) = piece.strip_suffix('%').map_or((piece, ""), |words| (words, "%"));
            if !words.is_empty() {
                self.code.push('"');
                self.code.extend(words.chars().filter(|character| *character != '"'));
                self.code.push('"');
            }
            self.code.push_str(sign);
        }
    }
}

/// The places of digits: `#,##0.00`.
fn digits(element: &BytesStart<'_>) -> String {
    let count = |name| -> Option<usize> { attribute(element, name)?.parse().ok() };
    let whole = count("min-integer-digits").unwrap_or(1).min(MOST_DIGITS);
    let decimals = count("decimal-places").unwrap_or(0).min(MOST_DIGITS);
    let needed = count("min-decimal-places").unwrap_or(decimals).min(decimals);
    let zeros = "0".repeat(whole);
    let mut code = if attribute(element, "grouping").as_deref() == Some("true") {
        format!("#,{zeros:#>3}")
    } else if whole == 0 {
        "#".to_owned()
    } else {
        zeros
    };
    if decimals > 0 {
        code.push('.');
        code.push_str(&"0".repeat(needed));
        code.push_str(&"#".repeat(decimals - needed));
    }
    let thousands = count("display-factor").map_or(0, |factor| factor.max(1).ilog10() / 3);
    code.push_str(&",".repeat(thousands as usize));
    code
}

//! The parts of an xlsx package: which sheet is which part, and whether the shared parts can be read safely.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, Seek};

use quick_xml::events::{BytesStart, Event};

use crate::refusal::{Refusal, refuse, refuse_damaged, refuse_limit};
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;
use crate::{Limits, Visibility};

/// Excel allows 65,490 cell formats; a part with many more is made to exhaust memory.
const MAX_FORMATS: usize = 131_072;

/// What a package consists of.
#[derive(Debug)]
pub(crate) struct Parts {
    /// In the order of their tabs.
    pub(crate) sheets: Vec<SheetPart>,
    /// The part of the table of texts, whether there is one or not.
    pub(crate) texts: String,
    /// The part of the cell formats, whether there is one or not.
    pub(crate) styles: String,
    /// Whether day 0 is 1904-01-01.
    pub(crate) is_1904: bool,
}

/// A worksheet as the workbook part lists it.
#[derive(Debug)]
pub(crate) struct SheetPart {
    pub(crate) name: String,
    pub(crate) part: String,
    pub(crate) visibility: Visibility,
}

/// The parts of a package. Those that every sheet needs are looked at on the way.
pub(crate) fn package_parts<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<Parts, Refusal> {
    let workbook = relationships(label, package, "_rels/.rels", limits)?
        .into_values()
        .find(|relationship| relationship.kind.ends_with("/relationships/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relationship| relationship.target);
    let workbook = workbook.trim_start_matches('/').to_owned();
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let mut parts = Parts {
        sheets: Vec::new(),
        texts: join(folder, "sharedStrings.xml"),
        styles: join(folder, "styles.xml"),
        is_1904: false,
    };
    check_shared_strings(label, package, &parts.texts, limits)?;
    check_styles(label, package, &parts.styles, limits)?;
    let targets = relationships(label, package, &join(folder, &format!("_rels/{file}.rels")), limits)?;
    let bytes = package
        .read(label, &workbook, limits)?
        .ok_or_else(|| refuse_damaged(label, format!("its part `{workbook}` is missing")))?;
    let mut elements = Elements::new(label, &workbook, bytes.as_slice());
    let (mut names, mut targeted) = (BTreeSet::new(), BTreeSet::new());
    while let Some(event) = elements.next()? {
        let Event::Start(element) = event else { continue };
        match element.local_name().as_ref() {
            "workbookPr" => parts.is_1904 = attribute(&element, "date1904").is_some_and(|flag| is_true(&flag)),
            "sheet" => {
                let sheet = listed_sheet(&element, folder, &targets);
                if let Some(name) = attribute(&element, "name")
                    && !names.insert(name.clone())
                {
                    return Err(refuse_same_name(label, &name));
                }
                if let Some(sheet) = sheet {
                    if !targeted.insert(sheet.part.to_ascii_lowercase()) {
                        return Err(refuse_same_part(label, &sheet));
                    }
                    parts.sheets.push(sheet);
                }
            }
            _ => {}
        }
    }
    Ok(parts)
}

/// The worksheet that an element lists; `None` for a chart sheet and for one that no relationship leads to.
fn listed_sheet(element: &BytesStart<'_>, folder: &str, targets: &BTreeMap<String, Relationship>) -> Option<SheetPart> {
    let relationship = targets.get(&attribute(element, "id")?)?;
    let visibility = match attribute(element, "state").as_deref() {
        Some("hidden") => Visibility::Hidden,
        Some("veryHidden") => Visibility::VeryHidden,
        _ => Visibility::Visible,
    };
    relationship.kind.ends_with("/worksheet").then_some(SheetPart {
        name: attribute(element, "name")?,
        part: join(folder, &relationship.target),
        visibility,
    })
}

/// A small file may otherwise ask for one part as often as it likes.
pub(crate) fn refuse_same_part(label: &str, sheet: &SheetPart) -> Refusal {
    refuse(
        label,
        format!("the sheet `{}` is one part with another sheet", sheet.name),
        "open it in Excel and save it under a new name, and ask the sender what made it",
    )
}

pub(crate) fn refuse_same_name(label: &str, name: &str) -> Refusal {
    refuse(
        label,
        format!("two sheets are named `{name}`"),
        "rename one of them in Excel",
    )
}

/// An XML Schema boolean.
pub(crate) fn is_true(flag: &str) -> bool {
    matches!(flag, "1" | "true" | "on")
}

fn join(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() || target.starts_with(&format!("{folder}/")) => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

struct Relationship {
    kind: String,
    target: String,
}

fn relationships<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
) -> Result<BTreeMap<String, Relationship>, Refusal> {
    let bytes = package.read(label, part, limits)?.unwrap_or_default();
    let mut elements = Elements::new(label, part, bytes.as_slice());
    let mut found = BTreeMap::new();
    while let Some(event) = elements.next()? {
        let Event::Start(element) = event else { continue };
        if let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target")) {
            let kind = attribute(&element, "Type").unwrap_or_default();
            found.insert(id, Relationship { kind, target });
        }
    }
    Ok(found)
}

/// The table of texts is read whole, and room is made for as many as it says it has before the first is read.
fn check_shared_strings<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
) -> Result<(), Refusal> {
    let Some(size) = unpacked_size(label, package, part)? else {
        return Ok(());
    };
    if size > limits.shared_text_bytes {
        let message = format!("its texts take {size} bytes; {} are allowed", limits.shared_text_bytes);
        return Err(refuse_limit(label, message, "shared-text-bytes"));
    }
    let Some(input) = package.open(label, part)? else {
        return Ok(());
    };
    let mut elements = Elements::new(label, part, BufReader::new(input));
    while let Some(event) = elements.next()? {
        let Event::Start(element) = event else { continue };
        if element.local_name().as_ref() != "sst" {
            continue;
        }
        let count = attribute(&element, "uniqueCount").and_then(|count| count.parse::<u64>().ok());
        // A text takes at least the five bytes of `<si/>`.
        if let Some(count) = count.filter(|count| *count > size / 5 + 1) {
            return Err(refuse_damaged(
                label,
                format!("it says it has {count} texts, and {size} bytes of them"),
            ));
        }
        break;
    }
    Ok(())
}

fn check_styles<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
) -> Result<(), Refusal> {
    let bytes = package.read(label, part, limits)?.unwrap_or_default();
    let formats = bytes.windows(3).filter(|bytes| bytes == b"<xf").count();
    if formats > MAX_FORMATS {
        return Err(refuse_damaged(
            label,
            format!("it has {formats} cell formats; Excel allows 65,490"),
        ));
    }
    Ok(())
}

/// The size of a part, measured by unpacking it; `None` when there is no such part.
fn unpacked_size<R: Read + Seek>(label: &str, package: &mut Package<R>, part: &str) -> Result<Option<u64>, Refusal> {
    let Some(mut input) = package.open(label, part)? else {
        return Ok(None);
    };
    io::copy(&mut input, &mut io::sink())
        .map(Some)
        .map_err(|error| refuse_damaged(label, format!("its part `{part}`: {error}")))
}

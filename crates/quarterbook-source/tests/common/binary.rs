//! The binary formats written record by record: xlsb, and the compound file around xls.

use super::package::package;

/// One record of an xlsb part: its type, its length and its bytes.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    if kind < 0x80 {
        record.push(kind as u8);
    } else {
        record.extend([(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8]);
    }
    let mut length = data.len();
    while length > 0x7f {
        record.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    record.push(length as u8);
    record.extend(data);
    record
}

pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// The start of every cell record: its column and its format.
pub fn cell(column: u32, rest: &[u8]) -> Vec<u8> {
    [&column.to_le_bytes(), &0_u32.to_le_bytes(), rest].concat()
}

/// A row's header.
pub fn row(row: u32) -> Vec<u8> {
    record(0, &[&row.to_le_bytes()[..], &[0; 13]].concat())
}

/// An xlsb package with one sheet, named S, with these records as its data.
pub fn xlsb_package(records: &[Vec<u8>], texts: &[&str]) -> Vec<u8> {
    xlsb_with_styles(records, texts, &[], &[record(617, &0_u32.to_le_bytes())])
}

/// The same with records before its data, and with records of styles.
pub fn xlsb_with_styles(records: &[Vec<u8>], texts: &[&str], before: &[Vec<u8>], styles: &[Vec<u8>]) -> Vec<u8> {
    let texts: Vec<Vec<u8>> = texts.iter().map(|text| [&[0][..], &wide(text)].concat()).collect();
    xlsb_with_texts(records, &texts, before, styles)
}

/// An xlsb package in which these sheets are one part with these records.
pub fn xlsb_with_sheets(names: &[&str], records: &[Vec<u8>]) -> Vec<u8> {
    xlsb(names, records, &[], &[], &[])
}

/// The same with texts as the bytes of their records.
pub fn xlsb_with_texts(records: &[Vec<u8>], texts: &[Vec<u8>], before: &[Vec<u8>], styles: &[Vec<u8>]) -> Vec<u8> {
    xlsb(&["S"], records, texts, before, styles)
}

fn xlsb(names: &[&str], records: &[Vec<u8>], texts: &[Vec<u8>], before: &[Vec<u8>], styles: &[Vec<u8>]) -> Vec<u8> {
    let styles = styles.concat();
    let sheet = [
        record(129, &[]),
        record(148, &[0; 16]),
        before.concat(),
        record(145, &[]),
        records.concat(),
        record(146, &[]),
        record(130, &[]),
    ]
    .concat();
    let listed = |name: &&str| {
        let numbers = [0_u32, 1].map(u32::to_le_bytes).concat();
        record(156, &[numbers, wide("r1"), wide(name)].concat())
    };
    let listed: Vec<Vec<u8>> = names.iter().map(listed).collect();
    let workbook = [
        record(131, &[]),
        record(143, &[]),
        listed.concat(),
        record(144, &[]),
        record(132, &[]),
    ]
    .concat();
    let count = (texts.len() as u32).to_le_bytes();
    let strings: Vec<Vec<u8>> = texts.iter().map(|text| record(19, text)).collect();
    let strings = [
        record(159, &[count, count].concat()),
        strings.concat(),
        record(160, &[]),
    ]
    .concat();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = |entries: &[(&str, &str)]| {
        let entry = |(place, (kind, target)): (usize, &(&str, &str))| {
            format!(
                r#"<Relationship Id="r{}" Type="{office}/{kind}" Target="{target}"/>"#,
                place + 1
            )
        };
        let entries: String = entries.iter().enumerate().map(entry).collect();
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>"#
        )
    };
    let root = relationships(&[("officeDocument", "xl/workbook.bin")]);
    let inner = relationships(&[
        ("worksheet", "worksheets/sheet1.bin"),
        ("sharedStrings", "sharedStrings.bin"),
    ]);
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/><Override PartName="/xl/sharedStrings.bin" ContentType="application/vnd.ms-excel.sharedStrings"/></Types>"#;
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
    ])
}

/// A compound file whose directory follows itself for ever: sector 0 is the table, sector 1 the directory.
pub fn compound_with_circle() -> Vec<u8> {
    let mut file = compound_header(&[0], 1);
    let mut table = vec![0xff; 512];
    table[0..4].copy_from_slice(&0xffff_fffd_u32.to_le_bytes());
    table[4..8].copy_from_slice(&1_u32.to_le_bytes());
    file.extend(table);
    file.extend(directory("Workbook", 0, 0));
    file
}

/// A compound file that only says what it is: a stream of this name.
pub fn compound_named(name: &str) -> Vec<u8> {
    let mut file = compound_header(&[0], 1);
    let mut table = vec![0xff; 512];
    table[0..4].copy_from_slice(&0xffff_fffd_u32.to_le_bytes());
    table[4..8].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file.extend(table);
    file.extend(directory(name, 0xffff_fffe, 0));
    file
}

/// An xls whose workbook stream follows itself for ever.
pub fn xls_with_circle() -> Vec<u8> {
    let mut file = xls_with(&vec![0; 4096]);
    // The third entry of the sector table, which is the first sector behind the header.
    file[512 + 8..512 + 12].copy_from_slice(&2_u32.to_le_bytes());
    file
}

/// An xls whose list of tables goes on in a sector that names itself as the next.
pub fn xls_with_endless_tables() -> Vec<u8> {
    let mut file = xls_with(&vec![0; 4096]);
    file[68..72].copy_from_slice(&2_u32.to_le_bytes());
    let next = file.len() - 4096 + 508;
    file[next..next + 4].copy_from_slice(&2_u32.to_le_bytes());
    file
}

/// A workbook stream: globals, and one sheet, named S.
pub fn xls_stream(version: u16, globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let start = |kind: u16| {
        biff(
            0x0809,
            &[&version.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat(),
        )
    };
    let name: &[u8] = if version == 0x0600 { &[1, 0, b'S'] } else { &[1, b'S'] };
    let listed = |offset: u32| biff(0x0085, &[&offset.to_le_bytes()[..], &[0, 0], name].concat());
    let head = |offset| [start(5), globals.concat(), listed(offset), biff(0x000a, &[])].concat();
    let offset = head(0).len() as u32;
    let mut stream = [head(offset), start(16), sheet.concat(), biff(0x000a, &[])].concat();
    stream.resize(stream.len().max(4096), 0);
    stream
}

/// A compound file with this workbook stream, which must be at least 4096 bytes long to stand in whole sectors.
pub fn xls_with(stream: &[u8]) -> Vec<u8> {
    xls_named("Workbook", stream)
}

/// The same with another name for the stream: `Book` before Excel 97.
pub fn xls_named(name: &str, stream: &[u8]) -> Vec<u8> {
    assert!(stream.len() >= 4096);
    let sectors = stream.len().div_ceil(512) as u32;
    let mut table = vec![0xffff_fffd_u32, 0xffff_fffe];
    table.extend((0..sectors).map(|sector| if sector + 1 == sectors { 0xffff_fffe } else { sector + 3 }));
    assert!(table.len() <= 128);
    table.resize(128, u32::MAX);
    let mut file = compound_header(&[0], 1);
    file.extend(table.iter().flat_map(|word| word.to_le_bytes()));
    file.extend(directory(name, 2, stream.len() as u32));
    file.extend(stream);
    file.resize(file.len().next_multiple_of(512), 0);
    file
}

/// One record of an xls stream.
pub fn biff(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn compound_header(tables: &[u32], directory: u32) -> Vec<u8> {
    let mut header = vec![0; 512];
    header[0..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[24..26].copy_from_slice(&0x3e_u16.to_le_bytes());
    header[26..28].copy_from_slice(&3_u16.to_le_bytes());
    header[28..30].copy_from_slice(&0xfffe_u16.to_le_bytes());
    header[30..32].copy_from_slice(&9_u16.to_le_bytes());
    header[32..34].copy_from_slice(&6_u16.to_le_bytes());
    header[44..48].copy_from_slice(&(tables.len() as u32).to_le_bytes());
    header[48..52].copy_from_slice(&directory.to_le_bytes());
    header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    for word in [60, 68] {
        header[word..word + 4].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    }
    header[76..512].fill(0xff);
    for (place, table) in tables.iter().enumerate() {
        header[76 + place * 4..80 + place * 4].copy_from_slice(&table.to_le_bytes());
    }
    header
}

fn directory(name: &str, start: u32, length: u32) -> Vec<u8> {
    let mut sector = entry("Root Entry", 5, 0xffff_fffe, 0);
    sector.extend(entry(name, 2, start, length));
    sector.resize(512, 0);
    sector
}

fn entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_length = entry.len() as u16 + 2;
    entry.resize(128, 0);
    entry[64..66].copy_from_slice(&name_length.to_le_bytes());
    entry[66] = kind;
    entry[68..80].fill(0xff);
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
    entry
}

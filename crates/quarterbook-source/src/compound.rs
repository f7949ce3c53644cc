//! Compound files, the wrapper of xls: their sector chains, followed once to see that they end.
//! The layout is that of [MS-CFB], sections 2.2 to 2.6.

use crate::refusal::{Refusal, refuse_damaged};

const DIRECTORY_ENTRY: usize = 128;
const HEADER_DIFAT: usize = 109;
/// Sector numbers from here on are marks: free, end of chain, table.
const FIRST_MARK: u32 = 0xffff_fffa;
/// Shorter streams stand in the mini stream.
const MINI_CUTOFF: usize = 4096;
const MINI_SECTOR: usize = 64;

/// The workbook stream of a compound file whose chains end where they should.
pub(crate) fn workbook_stream(label: &str, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let refused = |what| refuse_damaged(label, what);
    let file = Compound::new(bytes).ok_or_else(|| refused("its header is cut off"))?;
    let table = file
        .sector_table()
        .ok_or_else(|| refused("its table of sectors runs in a circle"))?;
    let directory = file
        .stream(&table, word(bytes, 48))
        .ok_or_else(|| refused("its directory runs in a circle"))?;
    let entries: Vec<&[u8]> = directory.chunks_exact(DIRECTORY_ENTRY).collect();
    let root = entries.first().ok_or_else(|| refused("its directory is empty"))?;
    let circle = || refused("one of its streams runs in a circle");
    let mini_stream = file.stream(&table, word(root, 116)).ok_or_else(circle)?;
    let mini_table = words(&file.stream(&table, word(bytes, 60)).ok_or_else(circle)?);
    let entry = ["Workbook", "Book"]
        .iter()
        .find_map(|name| {
            entries
                .iter()
                .find(|entry| entry_name(entry).eq_ignore_ascii_case(name))
        })
        .ok_or_else(|| refused("it has no workbook inside"))?;
    let (start, length) = (word(entry, 116), word(entry, 120) as usize);
    let mut stream = if length < MINI_CUTOFF {
        let chain = chain(&mini_table, start).ok_or_else(circle)?;
        let sector = |id: &u32| piece(&mini_stream, *id as usize * MINI_SECTOR, MINI_SECTOR);
        chain.iter().flat_map(sector).copied().collect()
    } else {
        file.stream(&table, start).ok_or_else(circle)?
    };
    stream.truncate(length);
    Ok(stream)
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
}

impl<'a> Compound<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let shift = *bytes.get(30)?;
        (bytes.len() >= 512 && matches!(shift, 9 | 12)).then(|| Self {
            bytes,
            sector: 1 << shift,
        })
    }

    fn sector(&self, id: u32) -> &'a [u8] {
        piece(self.bytes, (id as usize + 1).saturating_mul(self.sector), self.sector)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// The sector table: for every sector the one that follows it. `None` when the list of its own sectors,
    /// which starts in the header and goes on in a chain, has no end.
    fn sector_table(&self) -> Option<Vec<u32>> {
        let mut own: Vec<u32> = words(piece(self.bytes, 76, HEADER_DIFAT * 4));
        let mut next = word(self.bytes, 68);
        let mut steps = 0;
        while next < FIRST_MARK {
            steps += 1;
            if steps > self.sectors() {
                return None;
            }
            own.extend(words(self.sector(next)));
            next = own.pop()?;
        }
        own.retain(|id| *id < FIRST_MARK);
        (own.len() <= self.sectors()).then(|| own.iter().flat_map(|id| words(self.sector(*id))).collect())
    }

    fn stream(&self, table: &[u32], start: u32) -> Option<Vec<u8>> {
        let chain = chain(table, start)?;
        Some(chain.iter().flat_map(|id| self.sector(*id)).copied().collect())
    }
}

/// The sectors of a chain; `None` when it comes back to itself.
fn chain(table: &[u32], start: u32) -> Option<Vec<u32>> {
    let mut chain = Vec::new();
    let mut next = start;
    while next < FIRST_MARK {
        if chain.len() > table.len() {
            return None;
        }
        chain.push(next);
        next = table.get(next as usize).copied().unwrap_or(u32::MAX);
    }
    Some(chain)
}

fn entry_name(entry: &[u8]) -> String {
    let units: Vec<u16> = entry
        .chunks_exact(2)
        .take(32)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    String::from_utf16_lossy(&units)
}

/// As many of the bytes from `start` as there are, at most `length`.
fn piece(bytes: &[u8], start: usize, length: usize) -> &[u8] {
    let start = start.min(bytes.len());
    &bytes[start..start.saturating_add(length).min(bytes.len())]
}

/// The little-endian number at an offset; a mark when the bytes end before it.
fn word(bytes: &[u8], at: usize) -> u32 {
    words(piece(bytes, at, 4)).first().copied().unwrap_or(u32::MAX)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect()
}

//! A look at a zip package's directory before anything is unpacked.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::Limits;
use crate::refusal::{Refusal, refuse, refuse_damaged, refuse_limit};

/// Parts up to this size may be packed as tightly as they like: they do no harm.
const SMALL_PART: u64 = 4 << 20;

/// A zip package whose directory is in order, with its parts' names.
pub(crate) struct Package<R> {
    pub(crate) archive: ZipArchive<R>,
    pub(crate) names: Vec<String>,
}

/// Opens a package whose directory is in order: as many parts as it says, no name twice, none encrypted,
/// none larger than the limits allow.
pub(crate) fn open_package<R: Read + Seek>(label: &str, mut input: R, limits: &Limits) -> Result<Package<R>, Refusal> {
    let damaged = |error| refuse_damaged(label, error);
    let declared = declared_parts(&mut input)
        .map_err(|error| refuse_damaged(label, error))?
        .ok_or_else(|| refuse_damaged(label, "the list of its parts at its end is missing"))?;
    if u64::from(declared) > limits.parts {
        let message = format!("the package says it has {declared} parts; {} are allowed", limits.parts);
        return Err(refuse_limit(label, message, "parts"));
    }
    let mut archive = ZipArchive::new(input).map_err(damaged)?;
    let mut names = Vec::new();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        check_part(label, &name, part.size(), part.compressed_size(), limits)?;
        if part.encrypted() {
            return Err(refuse_encrypted(label));
        }
        total = total.saturating_add(part.size());
        names.push(name);
    }
    if total > limits.package_bytes {
        let message = format!(
            "the package unpacks to {total} bytes; {} are allowed",
            limits.package_bytes
        );
        return Err(refuse_limit(label, message, "package-bytes"));
    }
    // The archive keeps one of two parts with the very same name, so that one shows as a part too few.
    let distinct: BTreeSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    if distinct.len() != usize::from(declared) {
        return Err(refuse_repeated(label));
    }
    Ok(Package { archive, names })
}

fn check_part(label: &str, name: &str, size: u64, packed: u64, limits: &Limits) -> Result<(), Refusal> {
    if size > limits.part_bytes {
        let message = format!(
            "its part `{name}` unpacks to {size} bytes; {} are allowed",
            limits.part_bytes
        );
        return Err(refuse_limit(label, message, "part-bytes"));
    }
    if size > SMALL_PART && size / packed.max(1) > limits.ratio {
        let message = format!(
            "its part `{name}` unpacks to {} times its size; {} times are allowed",
            size / packed.max(1),
            limits.ratio
        );
        return Err(refuse_limit(label, message, "ratio"));
    }
    Ok(())
}

pub(crate) fn refuse_encrypted(label: &str) -> Refusal {
    refuse(
        label,
        "the file is protected with a password",
        "open it in Excel, remove the password (File, Info, Protect Workbook) and save it again",
    )
}

fn refuse_repeated(label: &str) -> Refusal {
    refuse(
        label,
        "the package lists one part twice, so that what it holds depends on who reads it",
        "open it in Excel and save it under a new name, and ask the sender what made it",
    )
}

/// The number of parts in the end record, which stands in the last 65,557 bytes; `None` when there is none.
fn declared_parts<R: Read + Seek>(input: &mut R) -> io::Result<Option<u16>> {
    const RECORD: usize = 22;
    let length = input.seek(SeekFrom::End(0))?;
    let tail_length = length.min(RECORD as u64 + u64::from(u16::MAX));
    input.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::new();
    input.take(tail_length).read_to_end(&mut tail)?;
    input.seek(SeekFrom::Start(0))?;
    let record = tail
        .windows(RECORD)
        .rev()
        .find(|window| window.starts_with(b"PK\x05\x06"));
    Ok(record.map(|record| u16::from_le_bytes([record[10], record[11]])))
}

impl<R: Read + Seek> Package<R> {
    /// The index of a part, whatever the case of its name and with or without a leading slash.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.trim_start_matches('/');
        self.names.iter().position(|name| name.eq_ignore_ascii_case(wanted))
    }

    /// Whether it has this part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Opens one part to be unpacked piece by piece; the archive stops at the size its entry states.
    pub(crate) fn open(&mut self, label: &str, name: &str) -> Result<Option<impl Read + use<'_, R>>, Refusal> {
        let Some(index) = self.find(name) else {
            return Ok(None);
        };
        let part = self.archive.by_index(index);
        part.map(Some).map_err(|error| refuse_damaged(label, error))
    }

    /// Reads one part whole.
    pub(crate) fn read(&mut self, label: &str, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(part) = self.open(label, name)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        part.take(limits.shared_text_bytes)
            .read_to_end(&mut bytes)
            .map_err(|error| refuse_damaged(label, format!("its part `{name}`: {error}")))?;
        Ok(Some(bytes))
    }
}

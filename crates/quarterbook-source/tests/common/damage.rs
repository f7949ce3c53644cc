//! Damage done to files, the same for the same seed on every machine.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::package::package;

/// A copy with some bytes changed, inserted or cut off. Every other copy of a zip package is damaged inside one of
/// its parts and packed again, so that the damage gets past the checksums.
pub fn damaged(bytes: &[u8], seed: u32) -> Vec<u8> {
    let mut random = Random(seed.wrapping_mul(2_654_435_769) | 1);
    if seed.is_multiple_of(2) && bytes.starts_with(b"PK") {
        return damaged_inside(bytes, &mut random);
    }
    hurt(bytes.to_vec(), &mut random)
}

fn damaged_inside(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let hurt_part = random.below(archive.len());
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if index == hurt_part {
            content = hurt(content, random);
        }
        parts.push((part.name().unwrap().into_owned(), content));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    package(&parts)
}

fn hurt(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    match random.below(4) {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => {
            let at = random.below(bytes.len());
            bytes[at..].iter_mut().take(4).for_each(|byte| *byte = 0xff);
        }
        _ => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
        }
    }
    bytes
}

/// Marsaglia's xorshift.
struct Random(u32);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % bound
    }
}

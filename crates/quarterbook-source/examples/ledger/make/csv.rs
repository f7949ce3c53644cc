//! The ledger as comma-separated text.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{COLUMNS, Entry, ROWS};

pub(super) fn make(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "{}", COLUMNS.join(","))?;
    for number in 0..ROWS {
        let Entry {
            voucher,
            texts: [account, name, department, currency],
            memo,
            cents,
            ..
        } = Entry::new(number);
        let (year, month, day) = (2023 + number % 3, 1 + number % 12, 1 + number % 28);
        let [debit, credit] = cents.map(|cents| format!("{}.{:02}", cents / 100, cents % 100));
        writeln!(
            out,
            "{year}-{month:02}-{day:02},{voucher},分录 entry {account},分录 entry {name},分录 entry {department},\
             分录 entry {currency},{debit},{credit},分录 entry {memo}"
        )?;
    }
    Ok(out.flush()?)
}

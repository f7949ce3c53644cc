//! Depreciation: SLN, SYD, DB, DDB, VDB.

use crate::ErrorValue;

/// # Errors
/// `#DIV/0!` for no life.
pub(super) fn sln(cost: f64, salvage: f64, life: f64) -> Result<f64, ErrorValue> {
    if life == 0.0 {
        return Err(ErrorValue::Div0);
    }
    Ok((cost - salvage) / life)
}

/// # Errors
/// `#NUM!` for a negative salvage and for a period outside the life.
pub(super) fn syd(cost: f64, salvage: f64, life: f64, period: f64) -> Result<f64, ErrorValue> {
    if salvage < 0.0 || life <= 0.0 || period < 1.0 || period > life {
        return Err(ErrorValue::Num);
    }
    Ok((cost - salvage) * (life - period + 1.0) * 2.0 / (life * (life + 1.0)))
}

/// Fixed declining balance; the rate has three decimals, and the first year may have fewer than 12 months.
///
/// # Errors
/// `#NUM!` for negative amounts and for a period outside the life.
pub(super) fn db(cost: f64, salvage: f64, life: f64, period: f64, months: f64) -> Result<f64, ErrorValue> {
    let (period, months) = (period.trunc(), months.trunc());
    let last = if months < 12.0 { life + 1.0 } else { life };
    let fits = cost >= 0.0 && salvage >= 0.0 && life > 0.0 && (1.0..=12.0).contains(&months);
    if !fits || period < 1.0 || period > last || last > 1e5 {
        return Err(ErrorValue::Num);
    }
    if cost == 0.0 {
        return Ok(0.0);
    }
    let rate = ((1.0 - (salvage / cost).powf(1.0 / life)) * 1000.0).round() / 1000.0;
    let first = cost * rate * months / 12.0;
    if period == 1.0 {
        return Ok(first);
    }
    let mut total = first;
    let mut depreciation = first;
    for _ in 2..=(period.min(life) as u64) {
        depreciation = (cost - total) * rate;
        total += depreciation;
    }
    if period > life {
        depreciation = (cost - total) * rate * (12.0 - months) / 12.0;
    }
    Ok(depreciation)
}

/// Declining balance at a multiple of the straight line, never below the salvage.
///
/// # Errors
/// `#NUM!` for negative amounts, a factor that is not positive and a period outside the life.
pub(super) fn ddb(cost: f64, salvage: f64, life: f64, period: f64, factor: f64) -> Result<f64, ErrorValue> {
    if cost < 0.0 || salvage < 0.0 || period < 1.0 || period > life || factor <= 0.0 {
        return Err(ErrorValue::Num);
    }
    Ok(declining(cost, salvage, life, period, factor))
}

fn declining(cost: f64, salvage: f64, life: f64, period: f64, factor: f64) -> f64 {
    let rate = (factor / life).min(1.0);
    let before = if rate == 1.0 {
        if period == 1.0 { cost } else { 0.0 }
    } else {
        cost * (1.0 - rate).powf(period - 1.0)
    };
    (before * rate).min(before - salvage).max(0.0)
}

/// What [`vdb`] depreciates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asset {
    pub(super) cost: f64,
    pub(super) salvage: f64,
    pub(super) life: f64,
    pub(super) factor: f64,
}

/// Declining balance from one time to another, turning to the straight line where that is more.
///
/// # Errors
/// `#NUM!` for negative amounts and for times out of order or beyond the life.
pub(super) fn vdb(asset: Asset, start: f64, end: f64, switches: bool) -> Result<f64, ErrorValue> {
    let Asset {
        cost,
        salvage,
        life,
        factor,
    } = asset;
    let fits = cost >= 0.0 && salvage >= 0.0 && life > 0.0 && factor > 0.0;
    if !fits || start < 0.0 || end < start || end > life || life > 1e5 {
        return Err(ErrorValue::Num);
    }
    let (mut book, mut total) = (cost, 0.0);
    let mut straight = None;
    for period in 0..end.ceil() as u64 {
        let from = period as f64;
        let by_balance = (book * (factor / life).min(1.0)).min((book - salvage).max(0.0));
        let by_line = ((book - salvage) / (life - from)).max(0.0);
        if switches && straight.is_none() && by_line > by_balance {
            straight = Some(by_line);
        }
        let depreciation = straight.unwrap_or(by_balance);
        let covered = (end.min(from + 1.0) - start.max(from)).max(0.0);
        total += depreciation * covered;
        book -= depreciation;
    }
    Ok(total)
}

//! Dates, times and intervals in PostgreSQL's ISO text as values Python has.
//!
//! What Python's `datetime` cannot hold (before year 1, after year 9999, hour 24) is an error with
//! psycopg; the other drivers give the nearest value for *infinity*.

use crate::{
    connection::{DatabaseError, DatabaseErrorKind, DriverName},
    expr::Value,
};

/// How the server writes dates, and for whom they are read.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub driver: DriverName,
    pub iso: bool,
}

impl Style {
    fn check(self) -> Result<(), DatabaseError> {
        if self.iso {
            return Ok(());
        }
        Err(DatabaseError::new(
            DatabaseErrorKind::NotSupported,
            "dates are read in the ISO style only: SET datestyle TO ISO, or cast to text",
        ))
    }

    fn knows_infinity(self) -> bool {
        !self.driver.is_psycopg()
    }
}

fn data(message: String) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Data, message)
}

/// `YYYY-MM-DD`.
pub(super) fn date(text: &str, style: Style) -> Result<Value, DatabaseError> {
    style.check()?;
    match text {
        "infinity" if style.knows_infinity() => return Ok(Value::Date("9999-12-31".to_owned())),
        "-infinity" if style.knows_infinity() => return Ok(Value::Date("0001-01-01".to_owned())),
        _ => {}
    }
    in_range(text, text, "date")?;
    Ok(Value::Date(text.to_owned()))
}

/// Refuses what is outside the years 1 to 9999.
fn in_range(date: &str, text: &str, what: &str) -> Result<(), DatabaseError> {
    if text == "-infinity" || text.ends_with("BC") {
        return Err(data(format!("{what} too small (before year 1): '{text}'")));
    }
    if text == "infinity" || date.len() != 10 {
        return Err(data(format!("{what} too large (after year 10K): '{text}'")));
    }
    Ok(())
}

/// `HH:MM:SS[.ffffff][+HH[:MM[:SS]]]`.
pub(super) fn time(text: &str) -> Result<Value, DatabaseError> {
    if text.starts_with("24:") {
        return Err(data(format!("can't parse time '{text}': hour must be in 0..23")));
    }
    let (clock, offset) = split_offset(text);
    Ok(Value::Time(format!("{}{}", microseconds(clock), full_offset(offset))))
}

/// `YYYY-MM-DD HH:MM:SS[.ffffff][+HH[:MM[:SS]]]`; for asyncpg in UTC.
pub(super) fn timestamp(text: &str, style: Style) -> Result<Value, DatabaseError> {
    style.check()?;
    match text {
        "infinity" if style.knows_infinity() => {
            return Ok(Value::Timestamp("9999-12-31 23:59:59.999999".to_owned()));
        }
        "-infinity" if style.knows_infinity() => {
            return Ok(Value::Timestamp("0001-01-01 00:00:00".to_owned()));
        }
        _ => {}
    }
    let (date, rest) = text.split_once(' ').unwrap_or((text, ""));
    in_range(date, text, "timestamp")?;
    let (clock, offset) = split_offset(rest);
    if style.driver == DriverName::Asyncpg
        && let Some(seconds) = offset_seconds(offset).filter(|_| !offset.is_empty())
    {
        let utc = shift(date, clock, -seconds)
            .ok_or_else(|| data(format!("timestamp out of Python's range: '{text}'")))?;
        return Ok(Value::Timestamp(format!("{utc}+00:00")));
    }
    Ok(Value::Timestamp(format!("{date} {}{}", microseconds(clock), full_offset(offset))))
}

/// A time of day and what follows it from the sign on.
fn split_offset(text: &str) -> (&str, &str) {
    text.split_at(text.find(['+', '-']).unwrap_or(text.len()))
}

/// A fraction of six digits, where there is one.
fn microseconds(clock: &str) -> String {
    match clock.split_once('.') {
        Some((whole, fraction)) => format!("{whole}.{fraction:0<6}"),
        None => clock.to_owned(),
    }
}

fn full_offset(offset: &str) -> String {
    if offset.len() == 3 { format!("{offset}:00") } else { offset.to_owned() }
}

fn offset_seconds(offset: &str) -> Option<i64> {
    let (sign, rest) = match offset.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, offset.strip_prefix('+')?),
    };
    let mut seconds = 0;
    for (part, unit) in rest.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().ok()? * unit;
    }
    Some(sign * seconds)
}

/// A date and a time of day some seconds later; `None` outside the years 1 to 9999.
fn shift(date: &str, clock: &str, by: i64) -> Option<String> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let days = days_of(parts.next()??, parts.next()??, parts.next()??);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut seconds = by;
    for (part, unit) in whole.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().ok()? * unit;
    }
    let (year, month, day) = date_of(days + seconds.div_euclid(86_400));
    if !(1..=9999).contains(&year) {
        return None;
    }
    let seconds = seconds.rem_euclid(86_400);
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction:0<6}") };
    Some(format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}{fraction}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    ))
}

/// Days since 1970, by counting years from March.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
        - 719_468
}

fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = days.div_euclid(146_097) * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// Microseconds of a day.
const DAY: i128 = 86_400_000_000;

/// `1 year 2 mons -3 days +04:05:06.7` as a `timedelta`: a month is 30 days, a year 365.
pub(super) fn interval(text: &str) -> Result<Value, DatabaseError> {
    let malformed = || {
        DatabaseError::new(
            DatabaseErrorKind::NotSupported,
            format!(
                "the interval '{text}' could not be read: SET intervalstyle TO postgres, or cast to text"
            ),
        )
    };
    let mut total: i128 = 0;
    let mut words = text.split(' ');
    while let Some(word) = words.next() {
        if word.contains(':') {
            total += clock_microseconds(word).ok_or_else(malformed)?;
            continue;
        }
        let count: i128 = word.parse().map_err(|_| malformed())?;
        let days = match words.next() {
            Some("year" | "years") => 365,
            Some("mon" | "mons") => 30,
            Some("day" | "days") => 1,
            _ => return Err(malformed()),
        };
        total += count * days * DAY;
    }
    let days = i64::try_from(total.div_euclid(DAY)).map_err(|_| malformed())?;
    if !(-999_999_999..=999_999_999).contains(&days) {
        return Err(data(format!("days={days}; must have magnitude <= 999999999")));
    }
    let rest = i64::try_from(total.rem_euclid(DAY)).map_err(|_| malformed())?;
    Ok(Value::Interval { days, seconds: rest / 1_000_000, microseconds: rest % 1_000_000 })
}

/// `[+-]HH:MM:SS[.ffffff]`; hours may be any number.
fn clock_microseconds(text: &str) -> Option<i128> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut seconds: i128 = 0;
    for (part, unit) in whole.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i128>().ok()? * unit;
    }
    let fraction: i128 = format!("{fraction:0<6}").parse().ok()?;
    Some(sign * (seconds * 1_000_000 + fraction))
}

//! The moment a revision file is made, in the project's time zone.
//!
//! Zones come from `jiff`, with a copy of the IANA database in the program: what a file is called must not
//! depend on which zones a machine has installed.

use std::fmt::Write as _;

use super::{error::ScriptError, filename::CreateDate};
use jiff::{
    Timestamp, ZonedDateTime,
    tz::{TimeZone, TimeZoneDatabase},
};

/// A moment: its parts for `file_template`, and its text for the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// Year, month and the rest.
    pub date: CreateDate,
    /// `str()` of Python's `datetime`.
    pub text: String,
}

impl Created {
    /// Now, in a zone by its name; without one in local time, whose offset is then not written.
    pub fn now(timezone: Option<&str>) -> Result<Self, ScriptError> {
        let now = Timestamp::now();
        Ok(match timezone {
            None => Self::of(&now.to_zoned_datetime(TimeZone::system()), false),
            Some(name) => Self::of(&now.to_zoned_datetime(zone(name)?), true),
        })
    }

    fn of(moment: &ZonedDateTime, with_offset: bool) -> Self {
        // Microseconds, as Python counts; they are left out when there are none.
        let microsecond = moment.subsec_nanosecond() / 1000;
        let mut text = moment.strftime("%Y-%m-%d %H:%M:%S").to_string();
        if microsecond != 0 {
            let _ = write!(text, ".{microsecond:06}");
        }
        if with_offset {
            let seconds = moment.offset().seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            let seconds = seconds.unsigned_abs();
            let _ = write!(text, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
            if !seconds.is_multiple_of(60) {
                let _ = write!(text, ":{:02}", seconds % 60);
            }
        }
        let part = |value: i8| u8::try_from(value).unwrap_or_default();
        let date = CreateDate {
            epoch: moment.timestamp().as_second(),
            year: i64::from(moment.year()),
            month: part(moment.month()),
            day: part(moment.day()),
            hour: part(moment.hour()),
            minute: part(moment.minute()),
            second: part(moment.second()),
        };
        Self { date, text }
    }
}

/// A zone by its name, or by its name in capitals; Python tells small letters from capitals.
fn zone(name: &str) -> Result<TimeZone, ScriptError> {
    if name.is_empty() {
        return Err(ScriptError::python(
            "ValueError",
            "ZoneInfo keys must be normalized relative paths, got: ",
        ));
    }
    let zones = TimeZoneDatabase::bundled();
    let exactly = |name: &str| zones.get(name).ok().filter(|zone| zone.iana_name() == Some(name));
    exactly(name)
        .or_else(|| exactly(&name.to_uppercase()))
        .ok_or_else(|| ScriptError::command(format!("Can't locate timezone: {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(timezone: &str) -> String {
        let moment: Timestamp = "2026-11-21T00:39:31.627466Z".parse().unwrap();
        Created::of(&moment.to_zoned_datetime(zone(timezone).unwrap()), true).text
    }

    // What Python 3.11 shows for the same moments.
    #[test]
    fn moments_are_shown_as_python_shows_them() {
        assert_eq!(text("Europe/Berlin"), "2026-11-21 01:39:31.627466+01:00");
        assert_eq!(text("America/St_Johns"), "2026-11-20 21:09:31.627466-03:30");
        assert_eq!(text("utc"), "2026-11-21 00:39:31.627466+00:00");
        let whole: Timestamp = "2026-11-21T00:39:31Z".parse().unwrap();
        assert_eq!(Created::of(&whole.to_zoned_datetime(TimeZone::UTC), false).text, "2026-11-21 00:39:31");
    }

    #[test]
    fn zones_are_told_apart_by_case() {
        assert_eq!(zone("europe/berlin").unwrap_err().to_string(), "Can't locate timezone: europe/berlin");
        assert!(zone("").unwrap_err().to_string().starts_with("ZoneInfo keys must be"));
    }
}

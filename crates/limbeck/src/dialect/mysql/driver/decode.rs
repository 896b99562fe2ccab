//! Texts of a result as values, by the types that the server names: as `PyMySQL` gives them to Python.

use super::wire::Fields;
use crate::expr::Value;

/// A column of a result.
#[derive(Clone, Debug, Default)]
pub(super) struct ResultColumn {
    pub name: String,
    kind: u8,
    charset: u16,
}

/// The character set that means bytes.
const BINARY: u16 = 63;

impl ResultColumn {
    /// Reads a column definition.
    pub fn read(payload: &[u8]) -> Self {
        let mut fields = Fields(payload);
        // Catalogue, schema, table under its two names.
        for _ in 0..4 {
            fields.counted();
        }
        let name = Fields::text(fields.counted().unwrap_or_default());
        fields.counted();
        fields.length();
        let charset = u16::try_from(fields.number(2)).unwrap_or_default();
        fields.number(4);
        let kind = u8::try_from(fields.number(1)).unwrap_or_default();
        Self { name, kind, charset }
    }

    /// A value of this column.
    pub fn value(&self, bytes: Option<&[u8]>) -> Value {
        let Some(bytes) = bytes else { return Value::Null };
        let text = || Fields::text(bytes);
        match self.kind {
            // DECIMAL, NEWDECIMAL
            0 | 246 => Value::Decimal(text()),
            // TINY, SHORT, LONG, LONGLONG, INT24, YEAR
            1 | 2 | 3 | 8 | 9 | 13 => integer(text()),
            // FLOAT, DOUBLE
            4 | 5 => text().parse().map_or_else(|_| Value::Text(text()), Value::Float),
            6 => Value::Null,
            // TIMESTAMP, DATETIME
            7 | 12 => timestamp(text()),
            // DATE, NEWDATE
            10 | 14 => {
                let text = text();
                if is_date(&text) { Value::Date(text) } else { Value::Text(text) }
            }
            // TIME
            11 => span(&text()).unwrap_or_else(|| Value::Text(text())),
            // BIT
            16 => Value::Bytes(bytes.to_vec()),
            // JSON
            245 => Value::Text(text()),
            _ if self.charset == BINARY => Value::Bytes(bytes.to_vec()),
            _ => Value::Text(text()),
        }
    }
}

fn integer(text: String) -> Value {
    match text.parse() {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::BigInteger(text),
    }
}

/// A date that Python has too: months and days of zero are MySQL's own.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (number(), number(), number());
    year >= 1 && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn timestamp(text: String) -> Value {
    if !text.get(..10).is_some_and(is_date) {
        return Value::Text(text);
    }
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => {
            Value::Timestamp(whole.to_owned())
        }
        Some((whole, fraction)) => Value::Timestamp(format!("{whole}.{fraction:0<6}")),
        None => Value::Timestamp(text),
    }
}

/// `[-]HHH:MM:SS[.ffffff]` as Python's `timedelta`.
fn span(text: &str) -> Option<Value> {
    let (negative, clock) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = whole.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let microseconds: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let mut total = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + microseconds;
    if negative {
        total = -total;
    }
    let day = 86_400_000_000;
    let rest = total.rem_euclid(day);
    Some(Value::Interval {
        days: total.div_euclid(day),
        seconds: rest / 1_000_000,
        microseconds: rest % 1_000_000,
    })
}

#[cfg(test)]
mod tests {
    use super::{ResultColumn, span, timestamp};
    use crate::expr::Value;

    /// What `pymysql.converters` makes of each.
    #[test]
    fn values_are_pymysqls() {
        let column = |kind, charset| ResultColumn { name: String::new(), kind, charset };
        assert_eq!(column(3, 63).value(Some(b"-5")), Value::Integer(-5));
        assert_eq!(
            column(8, 63).value(Some(b"18446744073709551615")),
            Value::BigInteger("18446744073709551615".to_owned())
        );
        assert_eq!(column(246, 63).value(Some(b"1.50")), Value::Decimal("1.50".to_owned()));
        assert_eq!(column(252, 63).value(Some(b"ab")), Value::Bytes(b"ab".to_vec()));
        assert_eq!(column(252, 45).value(Some(b"ab")), Value::Text("ab".to_owned()));
        assert_eq!(column(16, 63).value(Some(&[5])), Value::Bytes(vec![5]));
        assert_eq!(column(10, 63).value(Some(b"0000-00-00")), Value::Text("0000-00-00".to_owned()));
        assert_eq!(column(10, 63).value(None), Value::Null);
        assert_eq!(
            timestamp("2020-01-02 03:04:05.000000".to_owned()),
            Value::Timestamp("2020-01-02 03:04:05".to_owned())
        );
        assert_eq!(
            timestamp("2020-01-02 03:04:05.12".to_owned()),
            Value::Timestamp("2020-01-02 03:04:05.120000".to_owned())
        );
        // timedelta(days=-1, seconds=86399, microseconds=500000)
        assert_eq!(
            span("-00:00:00.5"),
            Some(Value::Interval { days: -1, seconds: 86_399, microseconds: 500_000 })
        );
        assert_eq!(span("838:59:59"), Some(Value::Interval { days: 34, seconds: 82_799, microseconds: 0 }));
    }
}

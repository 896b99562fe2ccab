//! The engine's values as the Python objects a driver would have made of them.

use limbeck::expr::Value;
use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef, function::IntoFuncArgs,
};
use serde::Serialize;
use std::cell::OnceCell;

/// Makes Python objects of values. Classes such as `decimal.Decimal` are imported when the first
/// value needs them and kept for the next: make one of these for a whole result.
pub struct Values<'vm> {
    vm: &'vm VirtualMachine,
    decimal: OnceCell<PyObjectRef>,
    date: OnceCell<PyObjectRef>,
    time: OnceCell<PyObjectRef>,
    datetime: OnceCell<PyObjectRef>,
    timedelta: OnceCell<PyObjectRef>,
    timezone: OnceCell<PyObjectRef>,
    uuid: OnceCell<PyObjectRef>,
}

impl<'vm> Values<'vm> {
    /// With nothing imported yet.
    pub fn new(vm: &'vm VirtualMachine) -> Self {
        Self {
            vm,
            decimal: OnceCell::new(),
            date: OnceCell::new(),
            time: OnceCell::new(),
            datetime: OnceCell::new(),
            timedelta: OnceCell::new(),
            timezone: OnceCell::new(),
            uuid: OnceCell::new(),
        }
    }

    /// A row as a tuple.
    ///
    /// # Errors
    /// See [`Values::value`].
    pub fn row(&self, values: &[Value]) -> PyResult<PyObjectRef> {
        let values = values.iter().map(|value| self.value(value)).collect::<PyResult<Vec<_>>>()?;
        Ok(self.vm.ctx.new_tuple(values).into())
    }

    /// One value.
    ///
    /// # Errors
    /// `ValueError` for a date Python has none for (a year before 1 or after 9999, `infinity`).
    pub fn value(&self, value: &Value) -> PyResult<PyObjectRef> {
        let context = &self.vm.ctx;
        Ok(match value {
            Value::Null => context.none(),
            Value::Boolean(truth) => context.new_bool(*truth).into(),
            Value::Integer(number) => context.new_int(*number).into(),
            Value::BigInteger(digits) => {
                let int: PyObjectRef = context.types.int_type.to_owned().into();
                int.call((digits.as_str().to_owned(),), self.vm)?
            }
            Value::Float(number) => context.new_float(*number).into(),
            Value::Decimal(digits) => self.make(&self.decimal, "decimal", "Decimal", (digits.clone(),))?,
            Value::Text(text) => context.new_str(text.as_str()).into(),
            Value::Bytes(bytes) => context.new_bytes(bytes.clone()).into(),
            Value::Date(text) => {
                let (year, month, day) = date(text).ok_or_else(|| self.unreadable("date", text))?;
                self.make(&self.date, "datetime", "date", (year, month, day))?
            }
            Value::Time(text) => {
                let time = Clock::read(text).ok_or_else(|| self.unreadable("time", text))?;
                let zone = self.zone(time.offset)?;
                let arguments = (time.hour, time.minute, time.second, time.microsecond, zone);
                self.make(&self.time, "datetime", "time", arguments)?
            }
            Value::Timestamp(text) => {
                let parts = timestamp(text).ok_or_else(|| self.unreadable("timestamp", text))?;
                let ((year, month, day), time) = parts;
                let zone = self.zone(time.offset)?;
                let arguments: Vec<PyObjectRef> =
                    [year, month, day, time.hour, time.minute, time.second, time.microsecond]
                        .into_iter()
                        .map(|number| context.new_int(number).into())
                        .chain([zone])
                        .collect();
                self.make(&self.datetime, "datetime", "datetime", arguments)?
            }
            Value::Interval { days, seconds, microseconds } => {
                self.make(&self.timedelta, "datetime", "timedelta", (*days, *seconds, *microseconds))?
            }
            Value::Uuid(text) => self.make(&self.uuid, "uuid", "UUID", (text.clone(),))?,
            Value::Json(tree) => json_to_python(tree, self.vm)?,
            Value::List(values) => {
                let values = values.iter().map(|value| self.value(value)).collect::<PyResult<Vec<_>>>()?;
                context.new_list(values).into()
            }
        })
    }

    /// `None`, `timezone.utc` or a fixed offset.
    fn zone(&self, offset: Option<i64>) -> PyResult<PyObjectRef> {
        let Some(offset) = offset else { return Ok(self.vm.ctx.none()) };
        let timezone = self.class(&self.timezone, "datetime", "timezone")?;
        if offset == 0 {
            return timezone.get_attr("utc", self.vm);
        }
        let delta = self.make(&self.timedelta, "datetime", "timedelta", (0_i64, offset))?;
        timezone.call((delta,), self.vm)
    }

    fn make(
        &self,
        cell: &OnceCell<PyObjectRef>,
        module: &'static str,
        name: &'static str,
        arguments: impl IntoFuncArgs,
    ) -> PyResult<PyObjectRef> {
        self.class(cell, module, name)?.call(arguments, self.vm)
    }

    fn class(
        &self,
        cell: &OnceCell<PyObjectRef>,
        module: &'static str,
        name: &'static str,
    ) -> PyResult<PyObjectRef> {
        if let Some(class) = cell.get() {
            return Ok(class.clone());
        }
        let class = self.vm.import(module, 0)?.get_attr(name, self.vm)?;
        Ok(cell.get_or_init(|| class).clone())
    }

    fn unreadable(&self, kind: &str, text: &str) -> PyBaseExceptionRef {
        self.vm.new_value_error(format!("Python has no {kind} for {text:?}"))
    }
}

/// `YYYY-MM-DD`.
fn date(text: &str) -> Option<(i64, i64, i64)> {
    let mut parts = text.splitn(3, '-').map(str::parse::<i64>);
    let date = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    (1..=9999).contains(&date.0).then_some(date)
}

/// `YYYY-MM-DD HH:MM:SS…`, also with a `T`.
fn timestamp(text: &str) -> Option<((i64, i64, i64), Clock)> {
    let (day, time) = text.split_once([' ', 'T'])?;
    Some((date(day)?, Clock::read(time)?))
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    microsecond: i64,
    /// Seconds east of UTC.
    offset: Option<i64>,
}

impl Clock {
    /// `HH:MM[:SS[.ffffff]][Z|±HH[:MM[:SS]]]`.
    fn read(text: &str) -> Option<Self> {
        let zone = text.find(['+', '-', 'Z']);
        let (time, zone) = match zone {
            Some(at) => (text.get(..at)?, Some(text.get(at..)?)),
            None => (text, None),
        };
        let (whole, fraction) = time.split_once('.').unwrap_or((time, ""));
        let mut parts = whole.split(':').map(str::parse::<i64>);
        let hour = parts.next()?.ok()?;
        let minute = parts.next()?.ok()?;
        let second = parts.next().transpose().ok()?.unwrap_or(0);
        let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
        let microsecond = digits.parse().ok()?;
        let offset = zone.map(offset).map_or(Some(None), |offset| offset.map(Some))?;
        Some(Self { hour, minute, second, microsecond, offset })
    }
}

/// Seconds east of UTC of `Z`, `+HH`, `-HH:MM` or `+HHMM`.
fn offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), |part| part.parse::<i64>().ok());
    Some(sign * (part(0)? * 3600 + part(2)? * 60 + part(4)?))
}

/// A JSON document as dicts, lists and scalars.
///
/// # Errors
/// None that a document can cause.
pub fn json_to_python(tree: &serde_json::Value, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
    Ok(match tree {
        serde_json::Value::Null => vm.ctx.none(),
        serde_json::Value::Bool(truth) => vm.ctx.new_bool(*truth).into(),
        serde_json::Value::Number(number) => {
            if let Some(small) = number.as_i64() {
                vm.ctx.new_int(small).into()
            } else if let Some(large) = number.as_u64() {
                vm.ctx.new_int(large).into()
            } else {
                vm.ctx.new_float(number.as_f64().unwrap_or(f64::NAN)).into()
            }
        }
        serde_json::Value::String(text) => vm.ctx.new_str(text.as_str()).into(),
        serde_json::Value::Array(elements) => {
            let elements =
                elements.iter().map(|element| json_to_python(element, vm)).collect::<PyResult<Vec<_>>>()?;
            vm.ctx.new_list(elements).into()
        }
        serde_json::Value::Object(entries) => {
            let dict = vm.ctx.new_dict();
            for (key, value) in entries {
                dict.set_item(key.as_str(), json_to_python(value, vm)?, vm)?;
            }
            dict.into()
        }
    })
}

/// Any serde value as dicts, lists and scalars.
///
/// # Errors
/// A refusal for what has no JSON form, such as a map with keys that are no text.
pub fn to_python<T: Serialize>(value: &T, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
    let tree =
        serde_json::to_value(value).map_err(|error| vm.new_type_error(format!("no plain form: {error}")))?;
    json_to_python(&tree, vm)
}

#[cfg(test)]
mod tests {
    use super::{Clock, date, timestamp};

    #[test]
    fn dates_and_times_are_read() {
        assert_eq!(date("2020-01-02"), Some((2020, 1, 2)));
        assert_eq!(date("infinity"), None);
        assert_eq!(date("10000-01-01"), None);
        let clock =
            |hour, minute, second, microsecond, offset| Clock { hour, minute, second, microsecond, offset };
        assert_eq!(Clock::read("03:04:05"), Some(clock(3, 4, 5, 0, None)));
        assert_eq!(Clock::read("03:04:05.12+02:30"), Some(clock(3, 4, 5, 120_000, Some(9000))));
        assert_eq!(Clock::read("03:04-01"), Some(clock(3, 4, 0, 0, Some(-3600))));
        assert_eq!(timestamp("2020-01-02T03:04:05Z"), Some(((2020, 1, 2), clock(3, 4, 5, 0, Some(0)))));
    }
}

//! Civil dates of the programme: days without a time and without a zone.
//!
//! A [`Date`] is written exactly `YYYY-MM-DD` and lies in 1900 to 2199. Years and months later or earlier keep the
//! day of the month, or take the month's last day where it has no such day. Every operation is total: what would
//! leave the calendar stays at its edge. Which day is today is not known here.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil date.
///
/// ```
/// use shared::calendar::Date;
/// let day: Date = "2024-02-29".parse()?;
/// assert_eq!(day.years_later(4).to_string(), "2028-02-29");
/// assert_eq!(day.years_later(1).to_string(), "2025-02-28");
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Date, examples("2026-11-22")))]
pub struct Date(NaiveDate);

/// Why a text or three numbers are not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not four digits, a hyphen, two digits, a hyphen and two digits.
    #[error("`{0}` is not a date: write it as YYYY-MM-DD, for example 2026-11-22")]
    Shape(String),
    /// The shape is right, but the calendar has no such day.
    #[error("`{0}` does not exist in the calendar")]
    NoSuchDay(String),
    /// Outside 1900 to 2199.
    #[error("`{0}` is outside the years 1900 to 2199")]
    OutOfRange(String),
}

/// The years in which a date may be written, first and last.
pub const YEARS: (i32, i32) = (1900, 2199);

/// How much of a text that is no date is repeated in the message.
const SHOWN_CHARS_MAX: usize = 40;

impl Date {
    /// The first day of the calendar, 1 January 1900.
    pub const FIRST: Self = match NaiveDate::from_ymd_opt(YEARS.0, 1, 1) {
        Some(day) => Self(day),
        None => Self(NaiveDate::MIN),
    };

    /// The date of this year, month (1 to 12) and day (1 to 31).
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside 1900 to 2199, [`DateError::NoSuchDay`] where the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, DateError> {
        let written = || format!("{year:04}-{month:02}-{day:02}");
        if year < YEARS.0 || year > YEARS.1 {
            return Err(DateError::OutOfRange(written()));
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self).ok_or_else(|| DateError::NoSuchDay(written()))
    }

    /// The same day of the month `n` years later (the month's last day where it has no such day).
    #[must_use]
    pub fn years_later(self, n: u32) -> Self {
        self.months_later(n.saturating_mul(12))
    }

    /// The same day of the month `n` years earlier (the month's last day where it has no such day).
    #[must_use]
    pub fn years_earlier(self, n: u32) -> Self {
        self.months_earlier(n.saturating_mul(12))
    }

    /// The same day of the month `n` months later (the month's last day where it has no such day).
    #[must_use]
    pub fn months_later(self, n: u32) -> Self {
        Self(self.0.checked_add_months(Months::new(n)).unwrap_or(NaiveDate::MAX))
    }

    /// The same day of the month `n` months earlier (the month's last day where it has no such day).
    #[must_use]
    pub fn months_earlier(self, n: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(n)).unwrap_or(NaiveDate::MIN))
    }

    /// The day `n` days later.
    #[must_use]
    pub fn days_later(self, n: u32) -> Self {
        Self(self.0.checked_add_days(Days::new(u64::from(n))).unwrap_or(NaiveDate::MAX))
    }

    /// The day `n` days earlier.
    #[must_use]
    pub fn days_earlier(self, n: u32) -> Self {
        Self(self.0.checked_sub_days(Days::new(u64::from(n))).unwrap_or(NaiveDate::MIN))
    }

    /// The day after this one.
    #[must_use]
    pub fn next_day(self) -> Self {
        Self(self.0.succ_opt().unwrap_or(NaiveDate::MAX))
    }

    /// The day before this one.
    #[must_use]
    pub fn previous_day(self) -> Self {
        Self(self.0.pred_opt().unwrap_or(NaiveDate::MIN))
    }

    /// How many days the span from this day to `last` holds, both counted: 1 for the same day, 0 or less when `last`
    /// lies before.
    pub fn days_through(self, last: Self) -> i64 {
        last.0.signed_duration_since(self.0).num_days().saturating_add(1)
    }

    /// The year, for example 2026.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// As people read it: `22 November 2026`.
    pub fn long(self) -> impl fmt::Display {
        Long(self.0)
    }
}

/// A [`Date`] as people read it.
struct Long(NaiveDate);

impl fmt::Display for Long {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = match self.0.month() {
            1 => "January",
            2 => "February",
            3 => "March",
            4 => "April",
            5 => "May",
            6 => "June",
            7 => "July",
            8 => "August",
            9 => "September",
            10 => "October",
            11 => "November",
            _ => "December",
        };
        write!(f, "{} {month} {}", self.0.day(), self.0.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Takes exactly `YYYY-MM-DD`; chrono's own parser would take `+12345-6-7`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let shown = || text.chars().take(SHOWN_CHARS_MAX).collect::<String>();
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
        };
        let hyphens = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        let (Some(year), Some(month), Some(day), true) = (digits(0..4), digits(5..7), digits(8..10), hyphens) else {
            return Err(DateError::Shape(shown()));
        };
        Self::new(i32::try_from(year).unwrap_or(i32::MAX), month, day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date as YYYY-MM-DD")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn only_the_exact_shape_is_a_date() {
        for text in ["2024-1-10", "2024-01-1", "+2024-01-01", "20240110", "2024-01-10 ", " 2024-01-10", "2024/01/10", "", "2024-01-1٠", "२०२४-०१-१०"]
        {
            assert!(matches!(text.parse::<Date>(), Err(DateError::Shape(_))), "{text}");
        }
        for text in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "1900-02-29"] {
            assert!(matches!(text.parse::<Date>(), Err(DateError::NoSuchDay(_))), "{text}");
        }
        for text in ["1899-12-31", "2200-01-01", "0000-00-00", "9999-12-31"] {
            assert!(matches!(text.parse::<Date>(), Err(DateError::OutOfRange(_))), "{text}");
        }
        for text in ["1900-01-01", "2199-12-31", "2000-02-29", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn years_and_months_keep_the_day_or_take_the_months_last() {
        for (from, months, to) in [
            ("2024-02-29", 48, "2028-02-29"),
            ("2096-02-29", 48, "2100-02-28"),
            ("2027-12-31", 2, "2028-02-29"),
            ("2026-12-31", 2, "2027-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-11-15", 2, "2025-01-15"),
        ] {
            assert_eq!(date(from).months_later(months), date(to), "{from} + {months}");
        }
        assert_eq!(date("2024-02-29").years_earlier(2), date("2022-02-28"));
        assert_eq!(date("2028-03-31").months_earlier(1), date("2028-02-29"));
    }

    #[test]
    fn the_edges_of_the_calendar_hold() {
        let last = date("2199-12-31");
        assert_eq!(last.years_later(4).to_string(), "2203-12-31");
        assert_eq!(last.years_later(u32::MAX), last.months_later(u32::MAX));
        assert!(date("1900-01-01").years_earlier(u32::MAX) < date("1900-01-01"));
    }

    #[test]
    fn spans_count_both_ends() {
        assert_eq!(date("2024-01-10").days_through(date("2024-01-10")), 1);
        assert_eq!(date("2019-01-10").days_through(date("2024-01-10")), 1827);
        assert_eq!(date("2024-01-10").days_through(date("2024-01-09")), 0);
        assert_eq!(date("2026-11-22").long().to_string(), "22 November 2026");
    }
}

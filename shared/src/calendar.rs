//! Civil dates of the programme: days without a time and without a zone.
//!
//! A [`Date`] is written exactly `YYYY-MM-DD` and lies in 1900 to 2199. Years and months later or earlier keep the
//! day of the month, or take the month's last day where it has no such day. Every operation is total: what would
//! leave the years 1 to 9999 stays at their edge. Which day is today is not known here.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil date.
///
/// Year, month and day in one number that orders as they do. The rules step by years and months and compare; only what
/// counts days asks chrono.
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
pub struct Date(NonZeroU32);

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

/// The years that the arithmetic reaches, first and last: those that are written with four digits.
const EDGES: (u32, u32) = (1, 9999);

/// How much of a text that is no date is repeated in the message.
const SHOWN_CHARS_MAX: usize = 40;

/// The months as people read them.
const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Date {
    /// The first day of the calendar, 1 January 1900.
    pub const FIRST: Self = Self::of(YEARS.0.unsigned_abs(), 1, 1);
    const EARLIEST: Self = Self::of(EDGES.0, 1, 1);
    const LATEST: Self = Self::of(EDGES.1, 12, 31);

    /// The date of this year, month (1 to 12) and day (1 to 31).
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside 1900 to 2199, [`DateError::NoSuchDay`] where the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, DateError> {
        let written = || format!("{year:04}-{month:02}-{day:02}");
        if year < YEARS.0 || year > YEARS.1 {
            return Err(DateError::OutOfRange(written()));
        }
        let year = year.unsigned_abs();
        let exists = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        if exists { Ok(Self::of(year, month, day)) } else { Err(DateError::NoSuchDay(written())) }
    }

    /// A day that exists, of a year within the edges. The lowest bit is set, so that the number is never zero.
    const fn of(year: u32, month: u32, day: u32) -> Self {
        match NonZeroU32::new(year << 10 | month << 6 | day << 1 | 1) {
            Some(packed) => Self(packed),
            None => Self(NonZeroU32::MIN),
        }
    }

    const fn parts(self) -> (u32, u32, u32) {
        let packed = self.0.get();
        (packed >> 10, packed >> 6 & 0xF, packed >> 1 & 0x1F)
    }

    /// This day of the month that is `months` after the beginning of the calendar's years, or that month's last day.
    fn in_month(months: u32, day: u32) -> Self {
        let (year, month) = (months / 12, months % 12 + 1);
        Self::of(year, month, if day <= 28 { day } else { day.min(days_in(year, month)) })
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
        let (year, month, day) = self.parts();
        let months = (year * 12 + month - 1).saturating_add(n);
        if months / 12 > EDGES.1 { Self::LATEST } else { Self::in_month(months, day) }
    }

    /// The same day of the month `n` months earlier (the month's last day where it has no such day).
    #[must_use]
    pub fn months_earlier(self, n: u32) -> Self {
        let (year, month, day) = self.parts();
        let months = (year * 12 + month - 1).saturating_sub(n);
        if months / 12 < EDGES.0 { Self::EARLIEST } else { Self::in_month(months, day) }
    }

    /// The day `n` days later.
    #[must_use]
    pub fn days_later(self, n: u32) -> Self {
        self.counted().checked_add_days(Days::new(u64::from(n))).map_or(Self::LATEST, |day| Self::nearest(day, Self::LATEST))
    }

    /// The day `n` days earlier.
    #[must_use]
    pub fn days_earlier(self, n: u32) -> Self {
        self.counted().checked_sub_days(Days::new(u64::from(n))).map_or(Self::EARLIEST, |day| Self::nearest(day, Self::EARLIEST))
    }

    /// The day after this one.
    #[must_use]
    pub fn next_day(self) -> Self {
        let (year, month, day) = self.parts();
        match (month, day) {
            (_, 1..28) => Self::of(year, month, day + 1),
            _ if day < days_in(year, month) => Self::of(year, month, day + 1),
            (12, _) if year == EDGES.1 => Self::LATEST,
            (12, _) => Self::of(year + 1, 1, 1),
            _ => Self::of(year, month + 1, 1),
        }
    }

    /// The day before this one.
    #[must_use]
    pub fn previous_day(self) -> Self {
        let (year, month, day) = self.parts();
        match (month, day) {
            (_, 2..) => Self::of(year, month, day - 1),
            (1, _) if year == EDGES.0 => Self::EARLIEST,
            (1, _) => Self::of(year - 1, 12, 31),
            _ => Self::of(year, month - 1, days_in(year, month - 1)),
        }
    }

    /// How many days the span from this day to `last` holds, both counted: 1 for the same day, 0 or less when `last`
    /// lies before.
    pub fn days_through(self, last: Self) -> i64 {
        last.counted().signed_duration_since(self.counted()).num_days().saturating_add(1)
    }

    /// The year, for example 2026.
    pub fn year(self) -> i32 {
        self.parts().0.cast_signed()
    }

    /// Its month, for example `2026-11`.
    ///
    /// ```
    /// # use shared::calendar::Date;
    /// assert_eq!("2026-11-22".parse::<Date>()?.year_month(), "2026-11");
    /// # Ok::<(), shared::calendar::DateError>(())
    /// ```
    pub fn year_month(self) -> String {
        let (year, month, _) = self.parts();
        format!("{year:04}-{month:02}")
    }

    /// As people read it: `22 November 2026`.
    pub fn long(self) -> impl fmt::Display {
        Long(self)
    }

    /// The same day as chrono counts days.
    fn counted(self) -> NaiveDate {
        let (year, month, day) = self.parts();
        NaiveDate::from_ymd_opt(year.cast_signed(), month, day).unwrap_or_default()
    }

    /// The day that chrono counted, or the edge beyond which it lies.
    fn nearest(day: NaiveDate, edge: Self) -> Self {
        match u32::try_from(day.year()) {
            Ok(year) if (EDGES.0..=EDGES.1).contains(&year) => Self::of(year, day.month(), day.day()),
            _ => edge,
        }
    }

    /// `YYYY-MM-DD`.
    fn written(self) -> [u8; 10] {
        let (year, month, day) = self.parts();
        let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let [thousands, hundreds, tens] = [year / 1000, year / 100, year / 10].map(digit);
        [thousands, hundreds, tens, digit(year), b'-', digit(month / 10), digit(month), b'-', digit(day / 10), digit(day)]
    }
}

/// How many days the month (1 to 12) has.
const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A [`Date`] as people read it.
struct Long(Date);

impl fmt::Display for Long {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = self.0.written();
        let (year, day) = (text(written.get(..4).unwrap_or_default()), text(written.get(8..).unwrap_or_default()));
        let month = usize::try_from(self.0.parts().1.saturating_sub(1)).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
        // Piece by piece: every standing has sentences with dates, and numbers are written slowly.
        [day.trim_start_matches('0'), " ", month, " ", year].iter().try_for_each(|piece| f.write_str(piece))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.written()))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Digits and hyphens as the text that they are.
fn text(written: &[u8]) -> &str {
    str::from_utf8(written).unwrap_or_default()
}

impl FromStr for Date {
    type Err = DateError;

    /// Takes exactly `YYYY-MM-DD`; chrono's own parser would take `+12345-6-7`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let shape = || DateError::Shape(text.chars().take(SHOWN_CHARS_MAX).collect());
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(shape()) };
        if ![y1, y2, y3, y4, m1, m2, d1, d2].iter().all(u8::is_ascii_digit) {
            return Err(shape());
        }
        let number = |digits: &[u8]| digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        Self::new(number(&[y1, y2, y3, y4]).cast_signed(), number(&[m1, m2]), number(&[d1, d2]))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text(&self.written()))
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
        let (latest, earliest) = (last.days_later(u32::MAX), last.days_earlier(u32::MAX));
        assert_eq!((latest.to_string(), earliest.to_string()), ("9999-12-31".to_owned(), "0001-01-01".to_owned()));
        assert_eq!((latest.next_day(), latest.months_later(1)), (latest, latest));
        assert_eq!((earliest.previous_day(), earliest.months_earlier(1)), (earliest, earliest));
    }

    #[test]
    fn every_day_is_the_one_that_chrono_counts() {
        let as_counted = |day: NaiveDate| Date::new(day.year(), day.month(), day.day()).unwrap();
        let mut day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        while let Some(next) = day.succ_opt().filter(|next| next.year() <= YEARS.1) {
            assert_eq!((as_counted(day).next_day(), as_counted(next).previous_day()), (as_counted(next), as_counted(day)));
            assert_eq!((as_counted(day).counted(), as_counted(day).to_string()), (day, day.to_string()));
            assert_eq!(date(&day.to_string()), as_counted(day));
            assert!(as_counted(day) < as_counted(next));
            day = next;
        }
        for months in 0..400 {
            for start in ["2024-02-29", "2023-12-31", "2026-01-30", "2026-11-28", "1999-02-28"] {
                let (ours, theirs) = (date(start), date(start).counted());
                assert_eq!(ours.months_later(months).counted(), theirs.checked_add_months(chrono::Months::new(months)).unwrap());
                assert_eq!(ours.months_earlier(months).counted(), theirs.checked_sub_months(chrono::Months::new(months)).unwrap());
            }
        }
    }

    #[test]
    fn spans_count_both_ends() {
        assert_eq!(date("2024-01-10").days_through(date("2024-01-10")), 1);
        assert_eq!(date("2019-01-10").days_through(date("2024-01-10")), 1827);
        assert_eq!(date("2024-01-10").days_through(date("2024-01-09")), 0);
        assert_eq!(date("2026-11-22").long().to_string(), "22 November 2026");
    }
}

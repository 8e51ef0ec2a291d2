//! How times, dates and ids stand in the database: as text that sorts, the same in both.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};
use shared::calendar::Date;

use super::StoreError;

/// An instant as it is stored: UTC, fixed width, whole microseconds.
pub fn time(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Reads an instant back.
///
/// # Errors
/// [`StoreError::Unreadable`] where the column holds something else.
pub fn read_time(column: &'static str, stored: &str) -> Result<DateTime<Utc>, StoreError> {
    DateTime::parse_from_rfc3339(stored).map(|instant| instant.to_utc()).map_err(|error| StoreError::unreadable(column, error))
}

/// Reads an id or a date back.
///
/// # Errors
/// [`StoreError::Unreadable`] where the column holds something else.
pub fn read<T: FromStr<Err: Display>>(column: &'static str, stored: &str) -> Result<T, StoreError> {
    stored.parse().map_err(|error| StoreError::unreadable(column, error))
}

/// Reads an id or a date that may be missing.
///
/// # Errors
/// [`StoreError::Unreadable`] where the column holds something else.
pub fn read_option<T: FromStr<Err: Display>>(column: &'static str, stored: Option<&str>) -> Result<Option<T>, StoreError> {
    stored.map(|stored| read(column, stored)).transpose()
}

/// A day as it is stored.
pub fn day(date: Date) -> String {
    date.to_string()
}

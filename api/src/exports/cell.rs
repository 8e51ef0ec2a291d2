//! What stands in a cell of a list, by its kind, so that each kind of file writes it as its readers know it.

use std::borrow::Cow;

use shared::calendar::Date;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    /// Also an id, and whatever else is made of digits and no number.
    Text(String),
    Day(Date),
    /// Money, in US cents.
    Cents(u64),
    /// A number of things.
    Count(u32),
}

impl Cell {
    /// The text of what can be shown: an id, a number of a document.
    pub(super) fn shown(what: &impl ToString) -> Self {
        Self::Text(what.to_string())
    }

    /// The same of what may be absent.
    pub(super) fn shown_option(what: Option<impl ToString>) -> Self {
        what.map_or(Self::Empty, |what| Self::shown(&what))
    }

    /// As it is read where all is text: a day as `2026-11-24`; money in dollars, without a sign or a comma.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::Cents(cents) => Cow::Owned(format!("{}.{:02}", cents / 100, cents % 100)),
            Self::Count(count) => Cow::Owned(count.to_string()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Option<&String>> for Cell {
    fn from(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

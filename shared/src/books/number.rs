//! Numbers of invoices, receipts and credit notes: one series for each and year, without gaps, so that nothing can be taken out unseen.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Wrong;

/// The highest number that is looked at; more than a year has.
const NUMBER_MAX: u32 = 9_999_999;
/// A number is filled up to so many digits.
const DIGITS: usize = 5;

/// Which series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// Invoices: `2026-00017`.
    Invoice,
    /// What was received: `R2026-00031`.
    Receipt,
    /// Credit notes of purchase orders: `C2026-00003`.
    CreditNote,
}

impl Series {
    /// What stands before the year.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Invoice => "",
            Self::Receipt => "R",
            Self::CreditNote => "C",
        }
    }

    /// The name in the table of counters.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Receipt => "receipt",
            Self::CreditNote => "credit_note",
        }
    }
}

/// The number of an invoice, a receipt or a credit note, for example `2026-00017` or `R2026-00031`: the series, the year in which it
/// was given, and how many there had been in that year, with at least five digits.
///
/// ```
/// use shared::books::{DocumentNumber, Series};
/// let number: DocumentNumber = "R2026-00031".parse()?;
/// assert_eq!(number, DocumentNumber { series: Series::Receipt, year: 2026, number: 31 });
/// assert_eq!(number.to_string(), "R2026-00031");
/// assert!("2026-31".parse::<DocumentNumber>().is_err());
/// # Ok::<(), shared::books::NumberError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber {
    /// Which series.
    pub series: Series,
    /// The year.
    pub year: u16,
    /// From 1 on.
    pub number: u32,
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for DocumentNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{ObjectBuilder, Type};
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("The number of an invoice, a receipt or a credit note: `2026-00017`, `R2026-00031`, `C2026-00003`."))
            .pattern(Some("^[RC]?[0-9]{4}-[0-9]{5,}$"))
            .examples([serde_json::json!("2026-00017")]);
        schema.build().into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for DocumentNumber {}

/// Not the number of an invoice, a receipt or a credit note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not the number of an invoice, a receipt or a credit note, as `2026-00017`, `R2026-00031` or `C2026-00003`")]
pub struct NumberError;

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:04}-{:05}", self.series.letter(), self.year, self.number)
    }
}

impl DocumentNumber {
    /// The number that somebody entered: in either case, with blanks around it.
    ///
    /// # Errors
    /// [`NumberError`] where it is none.
    ///
    /// ```
    /// use shared::books::DocumentNumber;
    /// assert_eq!(DocumentNumber::entered(" r2026-00031 "), "R2026-00031".parse());
    /// ```
    pub fn entered(text: &str) -> Result<Self, NumberError> {
        text.trim().to_ascii_uppercase().parse()
    }
}

impl FromStr for DocumentNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let letter = |series: Series| text.strip_prefix(series.letter()).map(|rest| (series, rest));
        let (series, rest) = letter(Series::Receipt).or_else(|| letter(Series::CreditNote)).unwrap_or((Series::Invoice, text));
        let (year, number) = rest.split_once('-').ok_or(NumberError)?;
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || number.len() < DIGITS || !is_digits(year) || !is_digits(number) {
            return Err(NumberError);
        }
        // One number is written in one way.
        if DIGITS < number.len() && number.starts_with('0') {
            return Err(NumberError);
        }
        Ok(Self { series, year: year.parse().map_err(|_| NumberError)?, number: number.parse().map_err(|_| NumberError)? })
    }
}

impl TryFrom<String> for DocumentNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.to_string()
    }
}

/// The numbers that were given, to find which are missing and which were given twice. A bit for each, so that a million take
/// no more than 128 KiB.
#[derive(Debug, Clone, Default)]
pub struct NumberSeries {
    given: BTreeMap<(Series, u16), Vec<u64>>,
    wrong: Vec<Wrong>,
}

impl NumberSeries {
    /// Takes a number that was given; also of something that was struck later.
    pub fn add(&mut self, number: DocumentNumber) {
        if number.number == 0 || NUMBER_MAX < number.number {
            self.wrong.push(Wrong::NumberOutside { number });
            return;
        }
        let given = self.given.entry((number.series, number.year)).or_default();
        let (word, bit) = place(number.number);
        if given.len() <= word {
            given.resize(word.saturating_add(1), 0);
        }
        if let Some(bits) = given.get_mut(word) {
            if *bits & bit != 0 {
                self.wrong.push(Wrong::NumberTwice { number });
            }
            *bits |= bit;
        }
    }

    /// How many numbers of a series were given in a year.
    pub fn last(&self, series: Series, year: u16) -> u32 {
        let given = self.given.get(&(series, year)).map(Vec::as_slice).unwrap_or_default();
        let after = given.iter().rev().take_while(|bits| **bits == 0).count();
        let words = given.len().saturating_sub(after);
        let top = words.checked_sub(1).and_then(|word| given.get(word)).map_or(0, |bits| 63 - bits.leading_zeros());
        u32::try_from(words.saturating_sub(1).saturating_mul(64)).unwrap_or(u32::MAX).saturating_add(top)
    }

    /// What is wrong with them: given twice, missing (told as stretches).
    pub fn findings(&self) -> Vec<Wrong> {
        let mut wrong = self.wrong.clone();
        for &(series, year) in self.given.keys() {
            let last = self.last(series, year);
            let mut missing_from = None;
            for number in 1..=last {
                match (self.holds(series, year, number), missing_from) {
                    (false, None) => missing_from = Some(number),
                    (true, Some(from)) => {
                        let at = |number| DocumentNumber { series, year, number };
                        wrong.push(Wrong::NumbersMissing { first: at(from), last: at(number.saturating_sub(1)) });
                        missing_from = None;
                    }
                    _ => {}
                }
            }
        }
        wrong
    }

    fn holds(&self, series: Series, year: u16, number: u32) -> bool {
        let (word, bit) = place(number);
        self.given.get(&(series, year)).and_then(|given| given.get(word)).is_some_and(|bits| bits & bit != 0)
    }
}

/// The word and the bit of a number; the bit of 0 is never set.
fn place(number: u32) -> (usize, u64) {
    (usize::try_from(number / 64).unwrap_or(usize::MAX), 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_one_way() {
        for text in ["2026-00001", "R2026-00031", "C2026-00003", "2026-100000", "1999-99999"] {
            assert_eq!(text.parse::<DocumentNumber>().unwrap().to_string(), text);
        }
        for text in ["", "2026-1", "2026-0001", "2026-000001", "r2026-00001", "X2026-00001", "2026_00001", "26-00001", "2026-0000a", "2026-+0001"] {
            assert_eq!(text.parse::<DocumentNumber>(), Err(NumberError), "{text}");
        }
    }

    #[test]
    fn gaps_and_doubles_are_told() {
        let number = |text: &str| text.parse::<DocumentNumber>().unwrap();
        for (given, expected) in [
            (vec![], vec![]),
            (vec!["2026-00001", "2026-00003", "2026-00002"], vec![]),
            (vec!["2026-00001", "R2026-00001", "2025-00001"], vec![]),
            (vec!["2026-00002"], vec![Wrong::NumbersMissing { first: number("2026-00001"), last: number("2026-00001") }]),
            (
                vec!["R2026-00130", "R2026-00001", "R2026-00064"],
                vec![
                    Wrong::NumbersMissing { first: number("R2026-00002"), last: number("R2026-00063") },
                    Wrong::NumbersMissing { first: number("R2026-00065"), last: number("R2026-00129") },
                ],
            ),
            (vec!["2026-00001", "2026-00001"], vec![Wrong::NumberTwice { number: number("2026-00001") }]),
            (vec!["2026-00000"], vec![Wrong::NumberOutside { number: number("2026-00000") }]),
            (vec!["2026-4000000000"], vec![Wrong::NumberOutside { number: number("2026-4000000000") }]),
        ] {
            let mut series = NumberSeries::default();
            for text in &given {
                series.add(number(text));
            }
            assert_eq!(series.findings(), expected, "{given:?}");
        }
    }

    #[test]
    fn the_last_of_a_year_is_known() {
        let mut series = NumberSeries::default();
        assert_eq!(series.last(Series::Invoice, 2026), 0);
        for last in [1, 63, 64, 65, 128, 1_000] {
            series.add(DocumentNumber { series: Series::Invoice, year: 2026, number: last });
            assert_eq!(series.last(Series::Invoice, 2026), last);
        }
    }
}

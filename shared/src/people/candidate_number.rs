//! The number by which a person is named to those who need no more: a provider reports completed courses by it.

use std::fmt;
use std::str::FromStr;

use crate::base32::{self, Fault};

/// Random characters in a number; each holds 5 bits.
const RANDOM_CHARS: usize = 7;
/// The characters in a group.
const GROUP_CHARS: usize = 4;

/// A candidate's number, `7K3M-9QTV`: 35 random bits and a check character, short enough to be told on the telephone.
/// Read with or without the hyphen, in either case, with `I` and `L` taken as `1` and `O` as `0`.
///
/// It opens nothing: who reports by it also names the family, so that one mistyped or guessed is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CandidateNumber([u8; RANDOM_CHARS]);

/// Why a text is not a candidate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CandidateNumberError {
    /// A character that no number has.
    #[error("a candidate number has only digits and letters, without I, L, O and U")]
    Character,
    /// Too short or too long.
    #[error("a candidate number has {} characters besides hyphens", RANDOM_CHARS.saturating_add(1))]
    Length,
    /// The check character does not fit: something was mistyped.
    #[error("this number has a typing error: its last character does not fit the others")]
    Check,
}

impl CandidateNumber {
    /// The number made of these random bytes; the lowest five bits of each are used.
    pub fn from_random(bytes: [u8; RANDOM_CHARS]) -> Self {
        Self(bytes.map(|byte| byte & 31))
    }

    /// Without the hyphen, as it is stored.
    pub fn compact(&self) -> String {
        base32::compact(&self.0)
    }
}

impl fmt::Display for CandidateNumber {
    /// In groups: `7K3M-9QTV`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32::grouped(&self.0, GROUP_CHARS))
    }
}

impl FromStr for CandidateNumber {
    type Err = CandidateNumberError;

    fn from_str(text: &str) -> Result<Self, CandidateNumberError> {
        base32::parse(text).map(Self).map_err(|fault| match fault {
            Fault::Character => CandidateNumberError::Character,
            Fault::Length => CandidateNumberError::Length,
            Fault::Check => CandidateNumberError::Check,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it_and_no_other() {
        let number = CandidateNumber::from_random([1, 10, 0, 20, 31, 5, 17]);
        let shown = number.to_string();
        assert_eq!((shown.len(), shown.find('-')), (9, Some(4)));
        for written in [shown.clone(), shown.to_lowercase(), number.compact(), shown.replace('0', "o").replace('1', "I"), format!(" {shown} ")] {
            assert_eq!(written.parse(), Ok(number), "{written}");
        }
        for (text, error) in [
            ("", CandidateNumberError::Length),
            ("7K3M-9QT", CandidateNumberError::Length),
            ("7K3M-9QTV-0", CandidateNumberError::Length),
            ("7K3M-9QTU", CandidateNumberError::Character),
        ] {
            assert_eq!(text.parse::<CandidateNumber>(), Err(error), "{text}");
        }
        let last = shown.chars().last().unwrap();
        let mistyped = format!("{}{}", &shown[..8], if last == '0' { '2' } else { '0' });
        assert_eq!(mistyped.parse::<CandidateNumber>(), Err(CandidateNumberError::Check));
    }
}

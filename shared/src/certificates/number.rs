//! The public number of a certificate: 105 random bits and a check character, in groups that people can read aloud.

use std::fmt;
use std::str::FromStr;

use crate::base32::{self, Fault};

/// Random characters in a number; each holds 5 bits.
const RANDOM_CHARS: usize = 21;

/// The characters in a group.
const GROUP_CHARS: usize = 6;

/// The public number of a certificate. Shown in groups, `7K3M9Q-T2VX4B-...`; read with or without hyphens and
/// spaces, in either case, with `I` and `L` taken as `1` and `O` as `0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertificateNumber([u8; RANDOM_CHARS]);

/// Why a text is not a certificate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// A character that no number has.
    #[error("a certificate number has only digits and letters, without I, L, O and U")]
    Character,
    /// Too short or too long.
    #[error("a certificate number has {} characters besides hyphens", RANDOM_CHARS.saturating_add(1))]
    Length,
    /// The check character does not fit: something was mistyped.
    #[error("this number has a typing error: its last character does not fit the others")]
    Check,
}

impl CertificateNumber {
    /// The number made of these random bytes; the lowest five bits of each are used.
    pub fn from_random(bytes: [u8; RANDOM_CHARS]) -> Self {
        Self(bytes.map(|byte| byte & 31))
    }

    /// Without hyphens, as it is stored.
    pub fn compact(&self) -> String {
        base32::compact(&self.0)
    }
}

impl fmt::Display for CertificateNumber {
    /// In groups: `7K3M9Q-T2VX4B-...`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32::grouped(&self.0, GROUP_CHARS))
    }
}

impl FromStr for CertificateNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        base32::parse(text).map(Self).map_err(|fault| match fault {
            Fault::Character => NumberError::Character,
            Fault::Length => NumberError::Length,
            Fault::Check => NumberError::Check,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base32::ALPHABET;

    fn number() -> CertificateNumber {
        CertificateNumber::from_random(std::array::from_fn(|place| u8::try_from(place * 37 % 256).unwrap()))
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let shown = number().to_string();
        assert_eq!(shown, "05AFMS-Y38DJQ-W16BGN-TZ4K");
        for written in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), shown.replace('-', " "), shown.replace('0', "O").replace('1', "l")]
        {
            assert_eq!(written.parse(), Ok(number()), "{written}");
        }
    }

    #[test]
    fn every_wrong_character_and_every_swap_is_caught() {
        let right = number().compact();
        for place in 0..right.len() {
            for other in ALPHABET.iter().map(|&byte| char::from(byte)) {
                let wrong: String = right.chars().enumerate().map(|(at, was)| if at == place { other } else { was }).collect();
                assert_eq!(wrong.parse::<CertificateNumber>().is_ok(), wrong == right, "{wrong}");
            }
            for second in place + 1..right.len() {
                let mut chars: Vec<char> = right.chars().collect();
                chars.swap(place, second);
                let swapped: String = chars.into_iter().collect();
                assert_eq!(swapped.parse::<CertificateNumber>().is_ok(), swapped == right, "{swapped}");
            }
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for (text, error) in [
            ("", NumberError::Length),
            ("05AFMS", NumberError::Length),
            ("05AFMS-Y38DJQ-W16BGN-TZ4K0", NumberError::Length),
            ("05AFMS-Y38DJP-V16BGN-TZ4U", NumberError::Character),
            ("05AFMS-Y38DJP-V16BGN-RZ4\u{0}", NumberError::Character),
        ] {
            assert_eq!(text.parse::<CertificateNumber>(), Err(error), "{text:?}");
        }
    }
}

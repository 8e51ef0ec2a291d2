//! The public number of a certificate: 105 random bits and a check character, in groups that people can read aloud.

use std::fmt;
use std::str::FromStr;

/// The characters of a number: digits and letters without the look-alikes `I`, `L`, `O` and `U` (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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

    /// The check character's value: a sum over the 32-element field with a different weight for each place, which
    /// catches every single wrong character and every two that changed places.
    fn check(&self) -> u8 {
        let mut weight = 1;
        self.0.iter().fold(0, |sum, &value| {
            weight = times(weight, 2);
            sum ^ times(value, weight)
        })
    }

    /// Without hyphens, as it is stored.
    pub fn compact(&self) -> String {
        self.0.iter().copied().chain(std::iter::once(self.check())).map(character).collect()
    }
}

/// The product of two elements of the field of 32 elements, modulo x^5 + x^2 + 1.
const fn times(mut left: u8, right: u8) -> u8 {
    let mut product = 0;
    let mut bit = 0;
    while bit < 5 {
        if right >> bit & 1 == 1 {
            product ^= left;
        }
        left <<= 1;
        if left & 32 != 0 {
            left ^= 0b10_0101;
        }
        bit += 1;
    }
    product
}

/// The character of a value of five bits.
fn character(value: u8) -> char {
    ALPHABET.get(usize::from(value & 31)).copied().map_or('0', char::from)
}

/// The value of a character, look-alikes and case forgiven.
fn value(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    ALPHABET.iter().position(|&known| char::from(known) == upper).and_then(|position| u8::try_from(position).ok())
}

impl fmt::Display for CertificateNumber {
    /// In groups: `7K3M9Q-T2VX4B-...`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, character) in self.compact().chars().enumerate() {
            if position > 0 && position % GROUP_CHARS == 0 {
                f.write_str("-")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

impl FromStr for CertificateNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let mut values = [0; RANDOM_CHARS + 1];
        let mut places = values.iter_mut();
        for character in text.chars().filter(|character| !matches!(character, '-' | ' ')) {
            let value = value(character).ok_or(NumberError::Character)?;
            *places.next().ok_or(NumberError::Length)? = value;
        }
        if places.next().is_some() {
            return Err(NumberError::Length);
        }
        let [random @ .., check] = values;
        let number = Self(random);
        if number.check() == check { Ok(number) } else { Err(NumberError::Check) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

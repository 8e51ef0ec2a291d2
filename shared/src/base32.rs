//! Numbers that people read aloud and type: digits and letters without look-alikes, and a check character at the end
//! that catches every single wrong character and every two that changed places.

/// Digits and letters without the look-alikes `I`, `L`, `O` and `U` (Crockford's base 32).
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a text is not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A character that no number has.
    Character,
    /// Too short or too long.
    Length,
    /// The check character does not fit.
    Check,
}

/// The check character's value: a sum over the 32-element field with a different weight for each of up to 31 places.
fn check(values: &[u8]) -> u8 {
    let mut weight = 1;
    values.iter().fold(0, |sum, &value| {
        weight = times(weight, 2);
        sum ^ times(value, weight)
    })
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

/// The values and their check character, without hyphens: as it is stored.
pub(crate) fn compact(values: &[u8]) -> String {
    values.iter().copied().chain(std::iter::once(check(values))).map(character).collect()
}

/// The same in groups of so many characters: as it is shown.
pub(crate) fn grouped(values: &[u8], group_chars: usize) -> String {
    let mut shown = String::new();
    for (position, character) in compact(values).chars().enumerate() {
        if position > 0 && position % group_chars == 0 {
            shown.push('-');
        }
        shown.push(character);
    }
    shown
}

/// Reads a number with or without hyphens and spaces, in either case.
pub(crate) fn parse<const N: usize>(text: &str) -> Result<[u8; N], Fault> {
    let mut values = [0; N];
    let mut places = values.iter_mut();
    let mut last = None;
    for character in text.chars().filter(|character| !matches!(character, '-' | ' ')) {
        let value = value(character).ok_or(Fault::Character)?;
        match (places.next(), last) {
            (Some(place), _) => *place = value,
            (None, None) => last = Some(value),
            (None, Some(_)) => return Err(Fault::Length),
        }
    }
    if places.next().is_some() {
        return Err(Fault::Length);
    }
    match last {
        Some(last) if last == check(&values) => Ok(values),
        Some(_) => Err(Fault::Check),
        None => Err(Fault::Length),
    }
}

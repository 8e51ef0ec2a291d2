//! Text that people type: how long it may be and what it may hold. The same sentences in the browser and the server.

use std::fmt;

use crate::problem::MemberError;

/// What is wrong with a text of 1 to `chars_max` characters, if anything. White space around it does not count; line
/// breaks are taken where `lines` allows them.
pub fn check(member: &str, text: &str, chars_max: usize, lines: Lines) -> Option<MemberError> {
    let trimmed = text.trim();
    // What nearly everything is, by the ten thousand in a table: letters, digits and signs of ASCII.
    if !trimmed.is_empty() && trimmed.len() <= chars_max && trimmed.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let chars = trimmed.chars().count();
    let is_break = |character: char| lines == Lines::Many && matches!(character, '\n' | '\r' | '\t');
    let is_refused = |character: char| (character.is_control() && !is_break(character)) || is_deceptive(character);
    let detail = if !trimmed.chars().any(|character| is_refused(character) || is_visible(character)) {
        "is empty: fill it in".to_owned()
    } else if chars > chars_max {
        format!("has {chars} characters: use at most {chars_max}")
    } else if let Some(character) = trimmed.chars().find(|&character| is_refused(character)) {
        format!("has the invisible character U+{:04X}: take it out", u32::from(character))
    } else {
        return None;
    };
    Some(MemberError::new(member, detail))
}

/// Whether a character makes a text read as something else: it turns the direction, or hides a text in the text.
/// Joiners (U+200C, U+200D) are not among them; Persian, Hindi and emoji need them.
fn is_deceptive(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether anything is seen of a character: Unicode's default ignorable ones, the fillers and the blank Braille
/// pattern show nothing.
fn is_visible(character: char) -> bool {
    let shows_nothing = matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}');
    !shows_nothing && !character.is_whitespace() && !character.is_control()
}

/// Whether a text may have several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// A name, a title, a number.
    One,
    /// A reason, a note.
    Many,
}

/// A length of time as people read it: `1,820 hours`, `31 hours 59 minutes`.
pub fn hours(minutes: u64) -> String {
    Hours(minutes).to_string()
}

/// Minutes, as [`hours`] says them, within a sentence.
pub(crate) struct Hours(pub(crate) u64);

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 60, self.0 % 60);
        if whole > 0 || rest == 0 {
            write!(f, "{} hour{}", Grouped(whole), if whole == 1 { "" } else { "s" })?;
        }
        if whole > 0 && rest > 0 {
            f.write_str(" ")?;
        }
        if rest > 0 {
            write!(f, "{rest} minute{}", if rest == 1 { "" } else { "s" })?;
        }
        Ok(())
    }
}

/// An amount of money as people read it: `$1,325.00`.
pub fn dollars(cents: impl Into<u64>) -> String {
    let cents = cents.into();
    format!("${}.{:02}", Grouped(cents / 100), cents % 100)
}

/// A number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    Grouped(number).to_string()
}

struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (thousands, rest) = (self.0 / 1_000, self.0 % 1_000);
        if thousands == 0 { rest.fmt(f) } else { write!(f, "{},{rest:03}", Self(thousands)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_something_and_not_too_much() {
        let long = "ж".repeat(200);
        let ascii = "~".repeat(200);
        for (text, lines, refused) in [
            ("a", Lines::One, false),
            ("  a  ", Lines::One, false),
            (long.as_str(), Lines::One, false),
            (&format!("{long}x"), Lines::One, true),
            (ascii.as_str(), Lines::One, false),
            (&format!(" {ascii} "), Lines::One, false),
            (&format!("{ascii}x"), Lines::One, true),
            (" ", Lines::Many, true),
            ("a\u{7F}b", Lines::Many, true),
            ("a\u{1F}b", Lines::One, true),
            ("", Lines::One, true),
            (" \u{3000} ", Lines::One, true),
            ("a\u{0}b", Lines::One, true),
            ("a\nb", Lines::One, true),
            ("a\nb", Lines::Many, false),
            ("a\u{0}b", Lines::Many, true),
            ("نص", Lines::One, false),
            // Turned directions and hidden tags: the first, the last, and those beside them.
            ("a\u{2029}b", Lines::One, false),
            ("a\u{202A}b", Lines::One, true),
            ("a\u{202E}b", Lines::Many, true),
            ("a\u{202F}b", Lines::One, false),
            ("a\u{2065}b", Lines::One, false),
            ("a\u{2066}b", Lines::One, true),
            ("a\u{2069}b", Lines::One, true),
            ("a\u{206A}b", Lines::One, false),
            ("a\u{E0000}b", Lines::One, true),
            ("a\u{E007F}b", Lines::Many, true),
            // Joiners and marks belong to what is seen; alone they show nothing.
            ("می\u{200C}خواهم", Lines::One, false),
            ("क्\u{200D}ष", Lines::One, false),
            ("👩\u{200D}🚀", Lines::One, false),
            ("a\u{200E}b", Lines::One, false),
            ("\u{FEFF}a", Lines::One, false),
            ("\u{200B}", Lines::One, true),
            ("\u{FEFF}", Lines::One, true),
            ("\u{200D} \u{200C}\u{2060}\u{AD}", Lines::Many, true),
            ("\u{3164}", Lines::One, true),
            ("\u{2800}", Lines::One, true),
        ] {
            assert_eq!(check("name", text, 200, lines).is_some(), refused, "{text:?}");
        }
    }

    #[test]
    fn cents_are_read_as_dollars() {
        for (cents, words) in
            [(0_u64, "$0.00"), (5, "$0.05"), (32_500, "$325.00"), (99_999, "$999.99"), (100_000, "$1,000.00"), (123_456_789_012, "$1,234,567,890.12")]
        {
            assert_eq!(dollars(cents), words);
        }
    }

    #[test]
    fn minutes_are_read_as_hours() {
        for (minutes, words) in
            [(0, "0 hours"), (60, "1 hour"), (1, "1 minute"), (109_200, "1,820 hours"), (1_919, "31 hours 59 minutes"), (121, "2 hours 1 minute")]
        {
            assert_eq!(hours(minutes), words);
        }
    }
}

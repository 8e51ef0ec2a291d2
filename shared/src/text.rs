//! Text that people type: how long it may be and what it may hold. The same sentences in the browser and the server.

use crate::problem::MemberError;

/// What is wrong with a text of 1 to `chars_max` characters, if anything. White space around it does not count; line
/// breaks are taken where `lines` allows them.
pub fn check(member: &str, text: &str, chars_max: usize, lines: Lines) -> Option<MemberError> {
    let trimmed = text.trim();
    let chars = trimmed.chars().count();
    let is_refused = |character: char| character.is_control() && !(lines == Lines::Many && matches!(character, '\n' | '\r' | '\t'));
    let detail = if chars == 0 {
        "is empty: fill it in".to_owned()
    } else if chars > chars_max {
        format!("has {chars} characters: use at most {chars_max}")
    } else if let Some(character) = trimmed.chars().find(|&character| is_refused(character)) {
        format!("has the control character U+{:04X}: take it out", u32::from(character))
    } else {
        return None;
    };
    Some(MemberError::new(member, detail))
}

/// Whether a text may have several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// A name, a title, a number.
    One,
    /// A reason, a note.
    Many,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_something_and_not_too_much() {
        let long = "ж".repeat(200);
        for (text, lines, refused) in [
            ("a", Lines::One, false),
            ("  a  ", Lines::One, false),
            (long.as_str(), Lines::One, false),
            (&format!("{long}x"), Lines::One, true),
            ("", Lines::One, true),
            (" \u{3000} ", Lines::One, true),
            ("a\u{0}b", Lines::One, true),
            ("a\nb", Lines::One, true),
            ("a\nb", Lines::Many, false),
            ("a\u{0}b", Lines::Many, true),
            ("نص", Lines::One, false),
        ] {
            assert_eq!(check("name", text, 200, lines).is_some(), refused, "{text:?}");
        }
    }
}

//! The text edge: what people type becomes text that is safe to keep. NFC, trimmed, without control characters
//! (PostgreSQL refuses U+0000), of bounded length in characters; the folded form that search uses,
//! and the key by which mailboxes are told apart.

use shared::problem::MemberError;
use shared::text::{Lines, check};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::error::Error;

/// A text of one line: a name, a title, a number.
///
/// # Errors
/// Names the member where the text is empty, too long or holds a control character.
pub fn line(member: &str, typed: &str, chars_max: usize) -> Result<String, MemberError> {
    bounded(member, typed, chars_max, Lines::One)
}

/// A text that may have several lines: a reason.
///
/// # Errors
/// As [`line()`].
pub fn paragraphs(member: &str, typed: &str, chars_max: usize) -> Result<String, MemberError> {
    bounded(member, &typed.replace("\r\n", "\n"), chars_max, Lines::Many)
}

/// An e-mail address: something, `@`, a domain. Whether it works, the mail that is sent to it shows.
///
/// # Errors
/// As [`line()`], and where it cannot be an address.
pub fn email(member: &str, typed: &str) -> Result<String, MemberError> {
    let address = line(member, typed, shared::accounts::EMAIL_CHARS_MAX)?;
    let taken = address.parse::<lettre::Address>().is_ok_and(|parsed| parsed.domain().contains('.'));
    if taken { Ok(address) } else { Err(MemberError::new(member, "is no e-mail address, such as `name@library.example`")) }
}

fn bounded(member: &str, typed: &str, chars_max: usize, lines: Lines) -> Result<String, MemberError> {
    let text = composed(typed.trim());
    // The same check as in the browser, so the same words.
    match check(member, &text, chars_max, lines) {
        Some(fault) => Err(fault),
        None => Ok(text),
    }
}

/// Letters and their accents as one character each.
fn composed(text: &str) -> String {
    // ASCII is in every normal form already; most of what is sent is that, by the ten thousand in a table.
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}

/// The form in which texts are compared and searched: lower case, without accents.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    text.to_lowercase().nfkd().filter(|&character| !is_combining_mark(character)).collect::<String>().to_lowercase().trim().to_owned()
}

/// What tells mailboxes apart: lower case, the domain as it is looked up. Accents count: `exämple.example` is not
/// `example.example`.
pub fn email_key(address: &str) -> String {
    let address = address.trim();
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let local = lowered(local);
    // What cannot be looked up is still told apart.
    let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| lowered(domain));
    format!("{local}@{domain}")
}

fn lowered(text: &str) -> String {
    composed(&composed(text).to_lowercase())
}

/// What is wrong with a request, gathered so that all of it is said at once.
///
/// ```
/// use lssc_api::text::{Faults, line};
/// let mut faults = Faults::default();
/// let title = faults.take(line("title", " Cataloging ", 200));
/// let provider = faults.take(line("provider", "", 200));
/// assert!(faults.check().is_err());
/// ```
#[derive(Debug, Default)]
pub struct Faults(Vec<MemberError>);

impl Faults {
    /// The value, or an empty one while the fault is remembered.
    pub fn take<T: Default>(&mut self, parsed: Result<T, MemberError>) -> T {
        parsed.unwrap_or_else(|fault| {
            self.0.push(fault);
            T::default()
        })
    }

    /// Remembers a fault where the condition does not hold.
    pub fn require(&mut self, holds: bool, member: impl Into<String>, detail: impl Into<String>) {
        if !holds {
            self.0.push(MemberError::new(member, detail));
        }
    }

    /// Goes on only where there were no faults.
    ///
    /// # Errors
    /// [`Error::Invalid`] with all of them.
    pub fn check(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

/// Counts the rows of a table in a file as a spreadsheet shows them, from 1.
#[derive(Debug)]
pub(crate) struct RowCount<'t> {
    text: &'t [u8],
    /// Up to where they are counted.
    at: usize,
    row: u64,
}

impl<'t> RowCount<'t> {
    /// The rows of this text.
    pub(crate) fn of(text: &'t [u8]) -> Self {
        Self { text, at: 0, row: 1 }
    }

    /// The row on which a record begins that follows those that were asked for before. The reader's own count is of what it
    /// has read, which ends between the two characters that end a line on some systems.
    pub(crate) fn row_of(&mut self, begins: Option<&csv::Position>) -> u64 {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let told = begins.and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or(self.at);
        let ends = self.text.get(told..).unwrap_or_default().iter().take_while(|byte| is_end(byte)).count();
        let begins = told.saturating_add(ends);
        let passed = self.text.get(self.at..begins).unwrap_or_default();
        let followed = passed.iter().zip(passed.iter().skip(1).map(Some).chain([None]));
        let lines = followed.filter(|&(byte, next)| *byte == b'\n' || (*byte == b'\r' && next != Some(&b'\n'))).count();
        self.at = begins;
        self.row = self.row.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
        self.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_normalised_and_bounded_in_characters() {
        assert_eq!(line("name", "  Ze\u{301} ", 2).unwrap(), "Z\u{e9}");
        assert_eq!(line("name", &"\u{10348}".repeat(200), 200).unwrap().chars().count(), 200);
        for typed in ["", "   ", "abc", "a\u{0}", "a\nb"] {
            assert_eq!(line("name", typed, 2).unwrap_err().member, "name", "{typed:?}");
        }
        assert_eq!(paragraphs("reason", "a\r\nb", 10).unwrap(), "a\nb");
        assert!(paragraphs("reason", "a\u{0}b", 10).is_err());
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        for (text, expected) in [("ZÉ", "ze"), ("Straße", "straße"), ("İstanbul", "istanbul"), ("ﬁle", "file"), ("Ωμέγα", "ωμεγα"), (" a ", "a")]
        {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ascii_is_folded_as_any_text(text in "[\\x00-\\x7F]{0,40}") {
            // A letter that is none of ASCII makes the text go the long way.
            let long = folded(&format!("{text}ж"));
            proptest::prop_assert_eq!(folded(&format!("{text}x")), long.replace('ж', "x"));
            proptest::prop_assert_eq!(email_key(&format!("{text}x@a.example")), email_key(&format!("{text}ж@a.example")).replace('ж', "x"));
        }
    }

    #[test]
    fn a_mailbox_is_told_apart_by_accents_and_not_by_case() {
        for (one, other, same) in [
            ("User@Example.example", "user@example.example", true),
            ("user@exämple.example", "user@example.example", false),
            ("user@EXÄMPLE.example", "user@xn--exmple-cua.example", true),
            ("user@exa\u{308}mple.example", "user@exämple.example", true),
            ("üser@example.example", "user@example.example", false),
            ("U\u{308}ser@example.example", "üser@example.example", true),
            ("ﬁ@example.example", "fi@example.example", false),
            ("user+tag@example.example", "user@example.example", false),
        ] {
            assert_eq!(email_key(one) == email_key(other), same, "{one} {other}");
        }
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for address in ["a@b.example", "first.last+tag@sub.library.example", "ü@bücher.example"] {
            assert_eq!(email("email", address).unwrap(), address);
        }
        for address in ["", "a", "a@", "@b.example", "a@b", "a b@c.example", "a@b.example\u{0}", "a@b.example, c@d.example", "<a@b.example>"] {
            assert!(email("email", address).is_err(), "{address}");
        }
    }
}

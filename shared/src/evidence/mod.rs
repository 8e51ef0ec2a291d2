//! Evidence: files that go with an application, such as a diploma or a letter of an employer. What they may be, how
//! they are named and how many there may be; the browser and the server refuse alike. Which file belongs to which
//! application is identity and no fact: nothing that the rules decide depends on a file.

mod kind;

use serde::{Deserialize, Serialize};

pub use kind::EvidenceKind;

use crate::calendar::Date;
use crate::ids::EvidenceId;
use crate::problem::MemberError;
use crate::text::{self, Lines};

/// The longest file, in bytes.
pub const EVIDENCE_BYTES_MAX: u64 = 10_000_000;
/// The most files of one person that wait for the next application.
pub const EVIDENCE_WAITING_MAX: usize = 10;
/// The most files of one application.
pub const EVIDENCE_PER_APPLICATION_MAX: usize = 20;
/// The longest name of a file, in characters.
pub const FILE_NAME_CHARS_MAX: usize = 200;

/// A file that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceFile {
    /// The file.
    pub id: EvidenceId,
    /// Its name, as its owner named it.
    #[cfg_attr(feature = "openapi", schema(examples("Diploma.pdf")))]
    pub name: String,
    /// What it is, by its content.
    pub kind: EvidenceKind,
    /// How long it is.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000_000, examples(48_211)))]
    pub bytes: u64,
    /// The day it was sent.
    pub sent_on: Date,
}

impl std::fmt::Debug for EvidenceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Names of files say who someone is.
        f.write_str("EvidenceFile { .. }")
    }
}

/// The files of a person that wait for the next application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceList {
    /// The files, in the order in which they were sent.
    pub items: Vec<EvidenceFile>,
}

/// What is wrong with the name of a file, if anything: it is one line, and leads to no other folder.
///
/// ```
/// use shared::evidence::check_file_name;
///
/// assert!(check_file_name("Diploma.pdf").is_none());
/// assert!(check_file_name("../diploma.pdf").is_some());
/// ```
pub fn check_file_name(name: &str) -> Option<MemberError> {
    text::check("file_name", name, FILE_NAME_CHARS_MAX, Lines::One).or_else(|| {
        let is_separator = |character: char| matches!(character, '/' | '\\');
        name.contains(is_separator).then(|| MemberError::new("file_name", "has a `/` or a `\\`: name the file without its folder"))
    })
}

/// What is wrong with a file of this name and length, as far as it is known before its content is looked at.
pub fn check_file(name: &str, bytes: u64) -> Option<MemberError> {
    if let Some(fault) = check_file_name(name) {
        return Some(fault);
    }
    let detail = if EvidenceKind::of_name(name).is_none() {
        "is no PDF, PNG, JPEG or Word document (.docx) by its name: choose another file"
    } else if bytes == 0 {
        "is empty: choose another file"
    } else if bytes > EVIDENCE_BYTES_MAX {
        "is longer than 10 MB: choose a shorter one, such as a scan of lower resolution"
    } else {
        return None;
    };
    Some(MemberError::new("file_name", detail))
}

/// What is wrong with the files that an application names, if anything: too many, or one twice.
pub fn check_evidence(member: &str, named: &[EvidenceId]) -> Option<MemberError> {
    if named.len() > EVIDENCE_PER_APPLICATION_MAX {
        return Some(MemberError::new(member, format!("has {} files: use at most {EVIDENCE_PER_APPLICATION_MAX}", named.len())));
    }
    let twice = named.iter().enumerate().find(|(place, id)| named.iter().take(*place).any(|before| before == *id));
    twice.map(|(place, id)| MemberError::new(format!("{member}[{place}]"), format!("names `{id}` a second time: name each file once")))
}

/// A length as people read it: `48 kB`, `1.2 MB`, `10 MB`.
///
/// ```
/// use shared::evidence::length;
///
/// assert_eq!([1, 999, 48_211, 1_250_000, 10_000_000].map(length), ["1 kB", "1 kB", "48 kB", "1.2 MB", "10 MB"]);
/// ```
pub fn length(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", (bytes / 1_000).max(1));
    }
    match (bytes / 1_000_000, bytes / 100_000 % 10) {
        (whole, 0) => format!("{whole} MB"),
        (whole, tenths) => format!("{whole}.{tenths} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_name_is_one_line_and_leads_nowhere() {
        let long = "ж".repeat(200);
        for (name, taken) in [
            ("Diploma.pdf", true),
            ("Zeugnis Müller.PDF", true),
            (long.as_str(), true),
            (&format!("{long}x"), false),
            ("", false),
            ("a/b.pdf", false),
            ("..\\b.pdf", false),
            ("a\nb.pdf", false),
            ("a\u{0}.pdf", false),
            ("fdp.\u{202E}exe", false),
        ] {
            assert_eq!(check_file_name(name).is_none(), taken, "{name:?}");
        }
    }

    #[test]
    fn a_file_is_of_a_kind_that_is_taken_and_not_too_long() {
        for (name, bytes, taken) in [
            ("a.pdf", 1, true),
            ("a.pdf", 10_000_000, true),
            ("a.pdf", 10_000_001, false),
            ("a.pdf", 0, false),
            ("a.jpeg", 1, true),
            ("a.gif", 1, false),
            ("pdf", 1, false),
        ] {
            assert_eq!(check_file(name, bytes).is_none(), taken, "{name} {bytes}");
        }
    }

    #[test]
    fn an_application_names_each_file_once_and_not_too_many() {
        let ids = |count: u128| (0..count).map(|number| EvidenceId(Uuid::from_u128(number))).collect::<Vec<_>>();
        assert_eq!(check_evidence("evidence", &ids(20)), None);
        assert_eq!(check_evidence("evidence", &ids(21)).unwrap().member, "evidence");
        let twice = [ids(2), ids(1)].concat();
        assert_eq!(check_evidence("evidence", &twice).unwrap().member, "evidence[2]");
    }
}

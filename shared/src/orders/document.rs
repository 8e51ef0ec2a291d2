//! The document that a buyer sends along with an order: its own purchase order.

use crate::evidence::{EvidenceKind, check_file, check_file_name};
use crate::problem::MemberError;

/// What is wrong with a document of this name and length, as far as it is known before its content is looked at. It may be what
/// evidence may be but a Word document, which can be changed.
///
/// ```
/// use shared::orders::check_document;
///
/// assert!(check_document("PO-2026-117.pdf", 48_211).is_none());
/// assert!(check_document("PO-2026-117.docx", 48_211).is_some_and(|fault| !fault.detail.contains("Word")));
/// ```
pub fn check_document(name: &str, bytes: u64) -> Option<MemberError> {
    if let Some(fault) = check_file_name(name) {
        return Some(fault);
    }
    match EvidenceKind::of_name(name) {
        None | Some(EvidenceKind::Docx) => Some(MemberError::new("file_name", "is no PDF, PNG or JPEG by its name: choose another file")),
        Some(_) => check_file(name, bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_pdf_or_a_picture_and_not_too_long() {
        for (name, bytes, taken) in [
            ("a.pdf", 1, true),
            ("a.PNG", 1, true),
            ("a.jpg", 10_000_000, true),
            ("a.jpg", 10_000_001, false),
            ("a.pdf", 0, false),
            ("a.docx", 1, false),
            ("a.gif", 1, false),
            ("a/b.pdf", 1, false),
        ] {
            assert_eq!(check_document(name, bytes).is_none(), taken, "{name} {bytes}");
        }
    }
}

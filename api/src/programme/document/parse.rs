//! Reads a document: `## ` begins a part, `- ` an item of a list, an empty line ends a paragraph. No other markup.

use shared::documents::{DocumentBlock, DocumentSection};

/// The parts of a document.
pub(super) fn sections(text: &str) -> Vec<DocumentSection> {
    let parts = text.split("\n## ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, "")));
    parts
        .map(|(heading, rest)| DocumentSection { heading: heading.trim().to_owned(), blocks: rest.split("\n\n").filter_map(block).collect() })
        .collect()
}

/// A paragraph or a list; nothing where there is no text.
fn block(text: &str) -> Option<DocumentBlock> {
    let text = text.trim();
    match text.strip_prefix("- ") {
        _ if text.is_empty() => None,
        Some(items) => Some(DocumentBlock::Items(items.split("\n- ").map(one_line).collect())),
        None => Some(DocumentBlock::Paragraph(one_line(text))),
    }
}

/// Lines are broken for those who edit the text.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_paragraphs_and_lists() {
        let paragraph = |text: &str| DocumentBlock::Paragraph(text.to_owned());
        let found = sections("# Title\n\n## One\n\nA line\nbroken.\n\n- first\n- second\n  goes on\n\nEnd.\n\n## Two\nText.\n");
        let list = DocumentBlock::Items(vec!["first".to_owned(), "second goes on".to_owned()]);
        let expected = [
            DocumentSection { heading: "One".to_owned(), blocks: vec![paragraph("A line broken."), list, paragraph("End.")] },
            DocumentSection { heading: "Two".to_owned(), blocks: vec![paragraph("Text.")] },
        ];
        assert_eq!(found, expected);
    }
}

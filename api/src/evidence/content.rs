//! What a file is, by its content, looked at while it passes by: its first bytes, its last ones, its length and its
//! hash. Never more of it is held.

use sha2::{Digest, Sha256};
use shared::evidence::EvidenceKind;

/// By how many of its first bytes a file is told.
const HEAD_BYTES: usize = 512;
/// How much of the end of a file is looked at: the list of what is in a ZIP archive stands there.
const TAIL_BYTES: usize = 128 * 1024;

/// What has been seen of a file so far.
#[derive(Default)]
pub(crate) struct Content {
    head: Vec<u8>,
    tail: Vec<u8>,
    bytes: u64,
    hash: Sha256,
}

impl Content {
    /// Looks at the next bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        let missing = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.tail.extend_from_slice(bytes);
        // Now and then, not for each few bytes.
        if self.tail.len() > TAIL_BYTES.saturating_mul(2) {
            self.tail.drain(..self.tail.len().saturating_sub(TAIL_BYTES));
        }
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.hash.update(bytes);
    }

    /// How many bytes there were.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The hash of all of them, in hexadecimal.
    pub(super) fn sha256(&self) -> String {
        self.hash.clone().finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// Whether it cannot become a file that is taken: then what it is. Only once enough has been seen.
    pub(super) fn is_hopeless(&self) -> Option<String> {
        if self.head.len() < HEAD_BYTES { None } else { of_head(&self.head).err() }
    }

    /// What it is, now that all of it was seen.
    ///
    /// # Errors
    /// What it is instead, in words that go on from "the file is".
    pub(crate) fn kind(&self) -> Result<EvidenceKind, String> {
        match of_head(&self.head)? {
            Some(kind) => Ok(kind),
            None => of_archive(&self.tail),
        }
    }
}

/// The kind by the first bytes; none where it is an archive, of which only the end tells what it holds.
fn of_head(head: &[u8]) -> Result<Option<EvidenceKind>, String> {
    if head.is_empty() {
        return Err("empty".to_owned());
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let found = infer::get(head).map(|found| found.mime_type());
    let kind = EvidenceKind::ALL.into_iter().find(|kind| found == Some(kind.media_type()));
    kind.map(Some).ok_or_else(|| found.map_or_else(|| "of a kind that is not known here".to_owned(), |found| format!("of the kind `{found}`")))
}

/// What an archive is by the names of what it holds.
fn of_archive(tail: &[u8]) -> Result<EvidenceKind, String> {
    let holds = |matches: &dyn Fn(&[u8]) -> bool| names(tail).any(matches);
    if holds(&|name| name.ends_with(b"vbaProject.bin")) {
        Err("a document with macros".to_owned())
    } else if holds(&|name| name.starts_with(b"word/document") && name.ends_with(b".xml")) && holds(&|name| name == b"[Content_Types].xml") {
        Ok(EvidenceKind::Docx)
    } else if holds(&|name| name.starts_with(b"xl/")) {
        Err("a spreadsheet".to_owned())
    } else if holds(&|name| name.starts_with(b"ppt/")) {
        Err("a presentation".to_owned())
    } else {
        Err("a ZIP archive".to_owned())
    }
}

/// The names in the list at the end of an archive, as far as it was seen.
fn names(tail: &[u8]) -> impl Iterator<Item = &[u8]> {
    let marks = tail.windows(4).enumerate().filter(|(_, mark)| mark == b"PK\x01\x02");
    marks.filter_map(|(at, _)| {
        let entry = tail.get(at..)?;
        let length = u16::from_le_bytes(entry.get(28..30)?.try_into().ok()?);
        entry.get(46..46_usize.checked_add(usize::from(length))?)
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(&[7; 3_000]).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn kind(bytes: &[u8]) -> Result<EvidenceKind, String> {
        let mut content = Content::default();
        bytes.chunks(1_000).for_each(|chunk| content.take(chunk));
        content.kind()
    }

    #[test]
    fn a_file_is_what_its_content_is() {
        let office = ["_rels/.rels", "docProps/app.xml", "word/document.xml", "[Content_Types].xml"];
        for (bytes, expected) in [
            (b"%PDF-1.7\n".to_vec(), Ok(EvidenceKind::Pdf)),
            (b"\x89PNG\r\n\x1a\n0000".to_vec(), Ok(EvidenceKind::Png)),
            (b"\xff\xd8\xff\xe0".to_vec(), Ok(EvidenceKind::Jpeg)),
            // As Word writes it, as others do, and as Word on the web does.
            (archive(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]), Ok(EvidenceKind::Docx)),
            (archive(&office), Ok(EvidenceKind::Docx)),
            (archive(&["[Content_Types].xml", "word/document2.xml"]), Ok(EvidenceKind::Docx)),
            (archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), Err("a document with macros")),
            (archive(&["[Content_Types].xml", "xl/workbook.xml"]), Err("a spreadsheet")),
            (archive(&["[Content_Types].xml", "ppt/presentation.xml"]), Err("a presentation")),
            (archive(&["word/document.xml"]), Err("a ZIP archive")),
            (b"PK\x03\x04".to_vec(), Err("a ZIP archive")),
            (b"GIF89a".to_vec(), Err("of the kind `image/gif`")),
            (b"MZ\x90\x00".to_vec(), Err("of the kind `application/vnd.microsoft.portable-executable`")),
            (b"<script>alert(1)</script>".to_vec(), Err("of the kind `text/html`")),
            (b"Dear programme".to_vec(), Err("of a kind that is not known here")),
            (Vec::new(), Err("empty")),
        ] {
            let found = kind(&bytes);
            assert_eq!(found.as_ref().copied().map_err(String::as_str), expected, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(20)]));
        }
    }

    #[test]
    fn the_list_of_a_long_archive_is_found_at_its_end() {
        let pictures: Vec<String> = (0..300).map(|number| format!("word/media/image{number}.png")).collect();
        let mut names = vec!["[Content_Types].xml", "word/document.xml"];
        names.extend(pictures.iter().map(String::as_str));
        let mut bytes = vec![0; 0];
        bytes.extend(archive(&names));
        assert_eq!(kind(&bytes), Ok(EvidenceKind::Docx));
        let mut content = Content::default();
        content.take(&vec![0; 3_000_000]);
        content.take(&vec![1; 100_000]);
        assert!(content.tail.len() <= 2 * TAIL_BYTES && content.tail.ends_with(&vec![1; 100_000]));
        assert_eq!((content.head.len(), content.bytes()), (HEAD_BYTES, 3_100_000));
    }

    #[test]
    fn what_cannot_become_one_is_known_early() {
        let mut content = Content::default();
        content.take(b"GIF89a");
        assert_eq!(content.is_hopeless(), None);
        content.take(&[0; HEAD_BYTES]);
        assert!(content.is_hopeless().is_some());
    }
}

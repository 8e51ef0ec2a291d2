//! Documents as PDF: pages of US Letter with text in one embedded family and ruled lines, tagged so that a screen reader
//! reads them in order. It knows no noun; what stands on a document is written where the noun is.
//!
//! Nothing is shaped: a letter is the glyph that the font names for it. What the font lacks is an empty box.

mod font;
mod page;
mod write;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};

pub(crate) use font::Weight;
pub(crate) use page::Document;

/// A document as it is given away.
#[derive(Clone)]
pub(crate) struct PdfFile {
    /// What the file is called. Nobody's name stands in it.
    pub(crate) name: String,
    /// The whole file.
    pub(crate) bytes: Vec<u8>,
}

impl PdfFile {
    /// The file as it is answered: to be kept, and by nobody on the way.
    pub(crate) fn answer(self) -> HttpResponse {
        HttpResponse::Ok()
            .content_type("application/pdf")
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name)))
            .insert_header((CACHE_CONTROL, "private, no-store"))
            .body(self.bytes)
    }
}

impl std::fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PdfFile").field("name", &self.name).field("bytes", &self.bytes.len()).finish()
    }
}

/// Why a document cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PdfError {
    /// A font that is built in cannot be read.
    #[error("font: {0}")]
    Font(#[from] ttf_parser::FaceParsingError),
    /// The glyphs of a font cannot be taken out of it.
    #[error("font: {0}")]
    Subset(#[from] subsetter::Error),
    /// What was written cannot be compressed.
    #[error("compression: {0}")]
    Compression(#[from] std::io::Error),
}

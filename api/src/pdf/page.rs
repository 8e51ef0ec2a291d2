//! Pages as they are written, from top to bottom: text, columns, rules. A page that is full is followed by another.

use pdf_writer::types::StructRole;
use pdf_writer::{Content, Name, Str};

use super::font::{Font, Weight};
use super::{PdfError, write};

/// How wide a page is, in points: US Letter.
pub(super) const PAGE_WIDTH: f32 = 612.0;
pub(super) const PAGE_HEIGHT: f32 = 792.0;
/// What stays empty around a page, in points.
const MARGIN: f32 = 64.0;
/// From one line to the next, in sizes.
const LEADING: f32 = 1.45;

/// A page, and what was set on it, in the order of reading.
pub(super) struct Page {
    pub(super) content: Content,
    pub(super) marked: Vec<StructRole>,
}

/// A document that is being written.
pub(crate) struct Document {
    pub(super) title: String,
    pub(super) pages: Vec<Page>,
    pub(super) fonts: [Font; 2],
    /// Where the next line hangs, from the foot of the page.
    y: f32,
}

/// Where a text stands on its line.
#[derive(Debug, Clone, Copy)]
enum Edge {
    /// It begins there.
    Left(f32),
    /// It ends there.
    Right(f32),
}

impl Document {
    /// A document of this title, with one empty page.
    pub(crate) fn new(title: impl Into<String>) -> Result<Self, PdfError> {
        let [regular, semi_bold] = Weight::ALL.map(Font::of);
        let mut document = Self { title: title.into(), pages: Vec::new(), fonts: [regular?, semi_bold?], y: 0.0 };
        document.turn();
        Ok(document)
    }

    /// A heading.
    pub(crate) fn heading(&mut self, text: &str, size: f32) {
        self.block(text, Weight::SemiBold, size, StructRole::H1);
    }

    /// A paragraph, as wide as the page.
    pub(crate) fn paragraph(&mut self, text: &str, weight: Weight, size: f32) {
        self.block(text, weight, size, StructRole::P);
    }

    /// A line with a text at the left, which may take several lines, and one at the right margin.
    pub(crate) fn row(&mut self, left: &str, right: &str, weight: Weight, size: f32) {
        let gap = 24.0;
        let room = PAGE_WIDTH - 2.0 * MARGIN - gap - self.font(weight).width(right, size);
        let lines = self.font(weight).wrapped(left, size, room);
        let mut right = Some(right);
        for line in lines {
            self.advance(size);
            self.set(&line, weight, size, Edge::Left(MARGIN), StructRole::P);
            if let Some(right) = right.take() {
                self.set(right, weight, size, Edge::Right(PAGE_WIDTH - MARGIN), StructRole::P);
            }
        }
    }

    /// A thin line across the page.
    pub(crate) fn rule(&mut self) {
        self.space(8.0);
        let y = self.y;
        if let Some(page) = self.pages.last_mut() {
            // Nothing to read.
            page.content.begin_marked_content(Name(b"Artifact"));
            page.content.set_stroke_gray(0.7).set_line_width(0.7).move_to(MARGIN, y).line_to(PAGE_WIDTH - MARGIN, y).stroke();
            page.content.end_marked_content();
        }
        self.space(4.0);
    }

    /// Leaves so many points empty.
    pub(crate) fn space(&mut self, points: f32) {
        self.y -= points;
    }

    /// The file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, PdfError> {
        write::file(self)
    }

    fn block(&mut self, text: &str, weight: Weight, size: f32, role: StructRole) {
        for line in self.font(weight).wrapped(text, size, PAGE_WIDTH - 2.0 * MARGIN) {
            self.advance(size);
            self.set(&line, weight, size, Edge::Left(MARGIN), role);
        }
    }

    fn font(&self, weight: Weight) -> &Font {
        let [regular, semi_bold] = &self.fonts;
        match weight {
            Weight::Regular => regular,
            Weight::SemiBold => semi_bold,
        }
    }

    fn font_mut(&mut self, weight: Weight) -> &mut Font {
        let [regular, semi_bold] = &mut self.fonts;
        match weight {
            Weight::Regular => regular,
            Weight::SemiBold => semi_bold,
        }
    }

    /// To the next line, on the next page where this one is full.
    fn advance(&mut self, size: f32) {
        let line = size * LEADING;
        if self.y - line < MARGIN {
            self.turn();
        }
        self.y -= line;
    }

    fn turn(&mut self) {
        self.pages.push(Page { content: Content::new(), marked: Vec::new() });
        self.y = PAGE_HEIGHT - MARGIN;
    }

    fn set(&mut self, text: &str, weight: Weight, size: f32, edge: Edge, role: StructRole) {
        let x = match edge {
            Edge::Left(x) => x,
            Edge::Right(x) => x - self.font(weight).width(text, size),
        };
        let (y, bytes) = (self.y, self.font_mut(weight).encode(text));
        let Some(page) = self.pages.last_mut() else { return };
        let place = i32::try_from(page.marked.len()).unwrap_or(i32::MAX);
        page.marked.push(role);
        page.content.begin_marked_content_with_properties(Name(write::role_name(role))).properties().identify(place);
        page.content.begin_text().set_font(Name(weight.resource()), size).next_line(x, y).show(Str(&bytes)).end_text();
        page.content.end_marked_content();
    }
}

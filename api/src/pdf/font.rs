//! The two fonts, and what is known of the letters that were set in each.

use std::collections::BTreeMap;

use ttf_parser::{Face, GlyphId};

use super::PdfError;

static REGULAR: &[u8] = include_bytes!("../../fonts/Literata-Regular.ttf");
static SEMI_BOLD: &[u8] = include_bytes!("../../fonts/Literata-SemiBold.ttf");

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Text.
    Regular,
    /// Headings, names and sums.
    SemiBold,
}

impl Weight {
    pub(super) const ALL: [Self; 2] = [Self::Regular, Self::SemiBold];

    /// The name of the font in the file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Literata-Regular",
            Self::SemiBold => "Literata-SemiBold",
        }
    }

    /// Its name among the resources of a page.
    pub(super) const fn resource(self) -> &'static [u8] {
        match self {
            Self::Regular => b"F1",
            Self::SemiBold => b"F2",
        }
    }
}

/// A font, and the glyphs of it that were used.
pub(super) struct Font {
    pub(super) weight: Weight,
    pub(super) face: Face<'static>,
    /// The glyphs that were used, each with a letter that it stands for.
    pub(super) used: BTreeMap<u16, char>,
}

impl Font {
    pub(super) fn of(weight: Weight) -> Result<Self, PdfError> {
        let bytes = match weight {
            Weight::Regular => REGULAR,
            Weight::SemiBold => SEMI_BOLD,
        };
        Ok(Self { weight, face: Face::parse(bytes, 0)?, used: BTreeMap::new() })
    }

    /// The whole font, of which the used glyphs are embedded.
    pub(super) const fn bytes(&self) -> &'static [u8] {
        match self.weight {
            Weight::Regular => REGULAR,
            Weight::SemiBold => SEMI_BOLD,
        }
    }

    fn glyph(&self, letter: char) -> GlyphId {
        // Spaces of every width are one; a line is not broken by what cannot be seen.
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        self.face.glyph_index(letter).unwrap_or(GlyphId(0))
    }

    /// The width of a glyph in thousandths of the size.
    pub(super) fn advance(&self, glyph: u16) -> f32 {
        let units = f32::from(self.face.units_per_em());
        f32::from(self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)) * 1000.0 / units
    }

    /// How wide a text is at this size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(self.glyph(letter).0)).sum::<f32>() * size / 1000.0
    }

    /// The text as the file holds it: two bytes a glyph. The glyphs count as used from here on.
    pub(super) fn encode(&mut self, text: &str) -> Vec<u8> {
        let glyphs: Vec<(u16, char)> = text.chars().map(|letter| (self.glyph(letter).0, letter)).collect();
        for &(glyph, letter) in &glyphs {
            self.used.entry(glyph).or_insert(letter);
        }
        glyphs.into_iter().flat_map(|(glyph, _)| glyph.to_be_bytes()).collect()
    }

    /// The text in lines that are no wider than this, broken between words, and within a word that is wider by itself.
    pub(super) fn wrapped(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, size) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                for letter in word.chars() {
                    line.push(letter);
                    if self.width(&line, size) > width && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::replace(&mut line, letter.to_string()));
                    }
                }
            }
            lines.push(line);
        }
        lines
    }
}

//! The file: catalog, pages, fonts with the glyphs that were used, and the tree that tells the order of reading.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, StructRole, SystemInfo, UnicodeCmap};
use pdf_writer::writers::{StructElement, StructTreeRoot};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use subsetter::{Profile, subset};

use super::PdfError;
use super::font::Font;
use super::page::{Document, PAGE_HEIGHT, PAGE_WIDTH, Page};

/// What identifies the objects of a file, one after the other.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 = self.0.saturating_add(1);
        Ref::new(self.0)
    }
}

pub(super) const fn role_name(role: StructRole) -> &'static [u8] {
    match role {
        StructRole::H1 => b"H1",
        _ => b"P",
    }
}

/// The whole file.
pub(super) fn file(document: Document) -> Result<Vec<u8>, PdfError> {
    let mut pdf = Pdf::new();
    let mut refs = Refs(0);
    let (catalog, tree, reading, whole) = (refs.next(), refs.next(), refs.next(), refs.next());
    let Document { title, pages, fonts, .. } = document;
    let mut font_refs = Vec::new();
    for font in &fonts {
        font_refs.push((font.weight.resource(), embed(&mut pdf, &mut refs, font)?));
    }
    let mut page_refs = Vec::new();
    let mut read: Vec<Vec<Ref>> = Vec::new();
    for (number, page) in (0..).zip(pages) {
        let id = refs.next();
        page_refs.push(id);
        read.push(page.marked.iter().enumerate().map(|(place, role)| element(&mut pdf, &mut refs, whole, id, (place, *role))).collect());
        write_page(&mut pdf, &mut refs, Leaf { id, tree, number }, &font_refs, page)?;
    }
    pdf.pages(tree).kids(page_refs.iter().copied()).count(i32::try_from(page_refs.len()).unwrap_or(i32::MAX));
    order_of_reading(&mut pdf, &mut refs, (reading, whole), &read);
    let information = refs.next();
    pdf.document_info(information).title(TextStr(&title)).creator(TextStr("Library Support Staff Certification"));
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr("en"));
    root.viewer_preferences().display_doc_title(true);
    root.mark_info().marked(true);
    root.pair(Name(b"StructTreeRoot"), reading);
    root.finish();
    Ok(pdf.finish())
}

/// Where a page belongs.
#[derive(Clone, Copy)]
struct Leaf {
    id: Ref,
    tree: Ref,
    number: i32,
}

fn write_page(pdf: &mut Pdf, refs: &mut Refs, leaf: Leaf, fonts: &[(&'static [u8], Ref)], page: Page) -> Result<(), PdfError> {
    let content = refs.next();
    let mut written = pdf.page(leaf.id);
    written.parent(leaf.tree).media_box(Rect::new(0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT)).contents(content).struct_parents(leaf.number);
    let mut resources = written.resources();
    let mut all = resources.fonts();
    for (name, id) in fonts {
        all.pair(Name(name), *id);
    }
    all.finish();
    resources.finish();
    written.finish();
    let compressed = packed(&page.content.finish())?;
    pdf.stream(content, &compressed).filter(Filter::FlateDecode);
    Ok(())
}

/// A text as an element of the order of reading.
fn element(pdf: &mut Pdf, refs: &mut Refs, parent: Ref, page: Ref, (place, role): (usize, StructRole)) -> Ref {
    let id = refs.next();
    let mut element = pdf.indirect(id).start::<StructElement<'_>>();
    element.kind(role).parent(parent).page(page);
    element.children().marked_content_id(i32::try_from(place).unwrap_or(i32::MAX));
    id
}

/// The tree of what is read, and of each page which element each text belongs to.
fn order_of_reading(pdf: &mut Pdf, refs: &mut Refs, (root, whole): (Ref, Ref), read: &[Vec<Ref>]) {
    let mut of_pages = Vec::new();
    for elements in read {
        let id = refs.next();
        pdf.indirect(id).array().items(elements);
        of_pages.push(id);
    }
    let mut tree = pdf.indirect(root).start::<StructTreeRoot<'_>>();
    tree.child(whole);
    let mut parents = tree.parent_tree();
    let mut numbers = parents.nums();
    for (number, id) in (0..).zip(&of_pages) {
        numbers.insert(number, *id);
    }
    numbers.finish();
    parents.finish();
    tree.parent_tree_next_key(i32::try_from(read.len()).unwrap_or(i32::MAX));
    tree.finish();
    let mut document = pdf.indirect(whole).start::<StructElement<'_>>();
    document.kind(StructRole::Document).parent(root);
    let mut children = document.children();
    for &id in read.iter().flatten() {
        children.struct_element(id);
    }
}

/// Embeds what was used of a font.
fn embed(pdf: &mut Pdf, refs: &mut Refs, font: &Font) -> Result<Ref, PdfError> {
    let (whole, described, descriptor, letters, file) = (refs.next(), refs.next(), refs.next(), refs.next(), refs.next());
    let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
    let name = Name(font.weight.name().as_bytes());
    pdf.type0_font(whole).base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(described).to_unicode(letters);
    let mut cid = pdf.cid_font(described);
    cid.subtype(CidFontType::Type2).base_font(name).system_info(system).font_descriptor(descriptor).default_width(0.0);
    cid.cid_to_gid_map_predefined(Name(b"Identity"));
    let mut widths = cid.widths();
    for &glyph in font.used.keys() {
        widths.same(glyph, glyph, font.advance(glyph));
    }
    widths.finish();
    cid.finish();
    let face = &font.face;
    let scale = 1000.0 / f32::from(face.units_per_em());
    let bounds = face.global_bounding_box();
    let corner = |units: i16| f32::from(units) * scale;
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC | FontFlags::SERIF)
        .bbox(Rect::new(corner(bounds.x_min), corner(bounds.y_min), corner(bounds.x_max), corner(bounds.y_max)))
        .italic_angle(0.0)
        .ascent(corner(face.ascender()))
        .descent(corner(face.descender()))
        .cap_height(corner(face.capital_height().unwrap_or_else(|| face.ascender())))
        .stem_v(80.0)
        .font_file2(file);
    let mut map = UnicodeCmap::new(Name(b"Letters"), system);
    for (&glyph, &letter) in &font.used {
        map.pair(glyph, letter);
    }
    pdf.cmap(letters, &map.finish());
    let glyphs: Vec<u16> = font.used.keys().copied().collect();
    let subset = subset(font.bytes(), 0, Profile::pdf(&glyphs))?;
    let compressed = packed(&subset)?;
    pdf.stream(file, &compressed).filter(Filter::FlateDecode).pair(Name(b"Length1"), i32::try_from(subset.len()).unwrap_or(i32::MAX));
    Ok(whole)
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

use std::io::Read;

use zip::ZipArchive;

use super::*;

fn begun(head: &[&str]) -> Sheet {
    Sheet::begin("demo", head, DateTime::UNIX_EPOCH).unwrap()
}

/// A part of the finished file.
fn part(file: &File, name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(file).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn sheet_of(rows: &[Vec<Cell>]) -> String {
    let mut sheet = begun(&["one", "two"]);
    sheet.add(rows).unwrap();
    part(&sheet.finish().unwrap(), "xl/worksheets/sheet1.xml")
}

fn text(cell: &str) -> Vec<Cell> {
    vec![Cell::from(cell)]
}

#[test]
fn text_is_text_whatever_it_looks_like() {
    for (cell, expected) in [
        ("=1+1", "<t>=1+1</t>"),
        ("=HYPERLINK(\"http://evil.example\",\"click\")", "<t>=HYPERLINK(\"http://evil.example\",\"click\")</t>"),
        ("{=1}", "<t>{=1}</t>"),
        ("+1", "<t>+1</t>"),
        ("-1", "<t>-1</t>"),
        ("@SUM(A1)", "<t>@SUM(A1)</t>"),
        ("\t=1", "<t xml:space=\"preserve\">\t=1</t>"),
        ("http://evil.example", "<t>http://evil.example</t>"),
        ("007", "<t>007</t>"),
        ("1e5", "<t>1e5</t>"),
        ("2026-11-24", "<t>2026-11-24</t>"),
        ("TRUE", "<t>TRUE</t>"),
        ("a < b & \"c\"", "<t>a &lt; b &amp; \"c\"</t>"),
        ("Ørsted, Zoë 𝔏 愛", "<t>Ørsted, Zoë 𝔏 愛</t>"),
        ("two\nlines", "<t>two\nlines</t>"),
        // What XML cannot hold is written as spreadsheets write it, and what looks like that is not taken for it.
        ("a\u{0}\u{8}\u{b}\u{1f}b\u{fffe}\u{ffff}", "<t>a_x0000__x0008__x000B__x001F_b_xFFFE__xFFFF_</t>"),
        ("_x0041_", "<t>_x005F_x0041_</t>"),
    ] {
        let written = sheet_of(&[text(cell)]);
        assert!(written.contains(&format!("<c r=\"A2\" t=\"inlineStr\"><is>{expected}</is></c>")), "{cell:?}: {written}");
        assert!(!written.contains("<f>") && !written.contains("<hyperlink"), "{cell:?}: {written}");
    }
}

#[test]
fn days_and_money_are_numbers_with_their_formats() {
    let cells = |cell| vec![cell, Cell::Empty];
    for (cell, expected) in [
        (Cell::Day("2026-11-24".parse().unwrap()), "<c r=\"A2\" s=\"2\"><v>46350</v></c>"),
        (Cell::Day("1900-01-01".parse().unwrap()), "<c r=\"A2\" s=\"2\"><v>1</v></c>"),
        (Cell::Day("2199-12-31".parse().unwrap()), "<c r=\"A2\" s=\"2\"><v>109574</v></c>"),
        (Cell::Cents(0), "<c r=\"A2\" s=\"2\"><v>0</v></c>"),
        (Cell::Cents(5), "<c r=\"A2\" s=\"2\"><v>0.05</v></c>"),
        (Cell::Cents(32_500), "<c r=\"A2\" s=\"2\"><v>325</v></c>"),
        (Cell::Cents(429_496_729_501), "<c r=\"A2\" s=\"2\"><v>4294967295.01</v></c>"),
        (Cell::Count(u32::MAX), "<c r=\"A2\"><v>4294967295</v></c>"),
        (Cell::Empty, "<row r=\"1\""),
    ] {
        let written = sheet_of(&[cells(cell.clone())]);
        assert!(written.contains(expected), "{cell:?}: {written}");
    }
    // Each format once, as it is first used.
    let mut sheet = begun(&["one", "two"]);
    sheet.add(&[vec![Cell::Day("2026-11-24".parse().unwrap()), Cell::Cents(1)]]).unwrap();
    let styles = part(&sheet.finish().unwrap(), "xl/styles.xml");
    let formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/><numFmt numFmtId=\"165\" formatCode=\"#,##0.00\"/>";
    assert!(styles.contains(formats), "{styles}");
}

#[test]
fn a_list_as_long_as_a_sheet_fits_and_one_more_row_does_not() {
    for (rows, fits) in [(3, true), (4, false)] {
        let mut sheet = Sheet { rows_max: 3, ..begun(&["one"]) };
        let added = (0..rows).try_for_each(|_| sheet.add(&[text("x")]));
        assert_eq!(added.is_ok(), fits, "{rows}");
        assert_eq!(added.err().map(|error| error.problem().code), (!fits).then(|| "invalid".to_owned()));
    }
    // What the format itself has: the last row is there, and no other after it.
    let mut sheet = Sheet { rows: ROWS_MAX - 1, ..begun(&["one"]) };
    sheet.add(&[text("the last")]).unwrap();
    assert!(sheet.add(&[text("one more")]).is_err());
    assert!(part(&sheet.finish().unwrap(), "xl/worksheets/sheet1.xml").contains("<c r=\"A1048576\""));
}

#[test]
fn a_cell_as_long_as_one_may_be_fits_and_a_longer_one_does_not() {
    for (cell, fits) in [
        ("x".repeat(32_767), true),
        ("x".repeat(32_768), false),
        // Beyond the first plane a character counts twice.
        (format!("x{}", "𝔏".repeat(16_383)), true),
        ("𝔏".repeat(16_384), false),
    ] {
        let added = begun(&["one"]).add(&[text(&cell)]);
        assert_eq!(added.err().map(|error| error.problem().code), (!fits).then(|| "invalid".to_owned()), "{}", cell.len());
    }
}

#[test]
fn the_sheet_is_named_frozen_filtered_and_as_wide_as_its_cells_and_says_nothing_of_who_made_it() {
    let mut sheet = begun(&["one", "a longer title"]);
    sheet.add(&[vec![Cell::from("x".repeat(20)), Cell::from("y".repeat(500))], vec![Cell::Empty, Cell::Empty]]).unwrap();
    let file = sheet.finish().unwrap();
    let written = part(&file, "xl/worksheets/sheet1.xml");
    assert!(written.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"), "{written}");
    assert!(written.contains("<autoFilter ref=\"A1:B3\"/>"), "{written}");
    assert!(written.contains("<col min=\"1\" max=\"1\" width=\"21.") && written.contains("<col min=\"2\" max=\"2\" width=\"61."), "{written}");
    assert!(part(&file, "xl/workbook.xml").contains("<sheet name=\"demo\""));
    let core = part(&file, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>") && core.contains(">1970-01-01T00:00:00Z<"), "{core}");
}

#[test]
fn a_list_without_entries_is_its_head() {
    let file = begun(&["one", "two"]).finish().unwrap();
    let written = part(&file, "xl/worksheets/sheet1.xml");
    assert!(
        written.contains("<c r=\"B1\" s=\"1\" t=\"inlineStr\"><is><t>two</t></is></c></row></sheetData><autoFilter ref=\"A1:B1\"/>"),
        "{written}"
    );
}

//! Comma-separated values by RFC 4180, for spreadsheets: UTF-8 with the mark by which Excel knows it, and no cell
//! that a spreadsheet would take for a formula.

use actix_web::web::Bytes;

use super::cell::Cell;

/// Tells a spreadsheet that the file is UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// With what a spreadsheet begins a formula, also in the wide forms of East Asian keyboards.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The names of the columns.
pub(super) fn head(titles: &[&str]) -> String {
    line(titles.iter().copied())
}

/// Rows, one below the other.
pub(super) fn rows(rows: &[Vec<Cell>]) -> Bytes {
    Bytes::from(rows.iter().map(|cells| row(cells)).collect::<String>())
}

/// One row.
fn row(cells: &[Cell]) -> String {
    line(cells.iter().map(Cell::plain))
}

/// One record, with its line break.
fn line(cells: impl Iterator<Item: AsRef<str>>) -> String {
    let mut line = cells.map(|cell| quoted(&harmless(cell.as_ref()))).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// What would be a formula is made a text by the apostrophe that spreadsheets know: it is shown, and never run. Where
/// lists are separated by semicolons or tabs, a cell begins behind each of them too.
fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len());
    let mut begins = true;
    for (place, character) in cell.char_indices() {
        let rest = cell.get(place..).unwrap_or_default();
        if begins && rest.trim_start_matches([' ', '\n', '"', '\'']).starts_with(FORMULA) {
            harmless.push('\'');
        }
        harmless.push(character);
        begins = matches!(character, ';' | '\t');
    }
    harmless
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) || cell != cell.trim() { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        for (cell, expected) in [
            ("", ""),
            ("Demo", "Demo"),
            ("Smith, John", "\"Smith, John\""),
            ("the \"best\"", "\"the \"\"best\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (" padded ", "\" padded \""),
        ] {
            assert_eq!(head(&[cell]), format!("{expected}\r\n"), "{cell:?}");
        }
        assert_eq!(head(&["a", "b, c", ""]), "a,\"b, c\",\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\u{ff1d}1", "\u{ff0b}1", "\u{ff0d}1", "\u{ff20}a"] {
            let line = head(&[cell]);
            let first = line.trim_start_matches('"').chars().next();
            assert_eq!(first, Some('\''), "{line:?}");
        }
        assert_eq!(head(&["=HYPERLINK(\"http://evil.example\",\"click\")"]), "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"click\"\")\"\r\n");
        for (cell, expected) in [
            ("Smith;=1+1", "Smith;'=1+1\r\n"),
            ("x; =cmd|'/c calc'!A0", "x;' =cmd|'/c calc'!A0\r\n"),
            ("a\t@b;c", "a\t'@b;c\r\n"),
            ("a;b;c", "a;b;c\r\n"),
        ] {
            assert_eq!(head(&[cell]), expected, "{cell:?}");
        }
        // A hyphen inside of a cell is none at its beginning.
        assert_eq!(head(&["2026-11-24"]), "2026-11-24\r\n");
    }

    #[test]
    fn cells_of_every_kind_are_plain() {
        let cells = [
            Cell::Empty,
            Cell::from("=1"),
            Cell::Day("2026-11-24".parse().unwrap()),
            Cell::Cents(123_456_705),
            Cell::Cents(5),
            Cell::Count(3),
            Cell::shown_option(None::<u8>),
        ];
        assert_eq!(row(&cells), ",'=1,2026-11-24,1234567.05,0.05,3,\r\n");
    }
}

//! Reads a workbook of one sheet as far as tests need it: by its own XML, and not by what wrote it.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    Nothing,
    Text(String),
    /// Days since the last one of 1899.
    Day(u32),
    Money(f64),
    Number(f64),
}

/// A workbook.
#[derive(Debug)]
pub(crate) struct Workbook {
    /// What its only sheet is called.
    pub(crate) sheet: String,
    pub(crate) head: Vec<String>,
    /// The rows below the head, each as long as that.
    pub(crate) rows: Vec<Vec<Written>>,
    parts: HashMap<String, String>,
}

pub(crate) fn written(text: &str) -> Written {
    Written::Text(text.to_owned())
}

impl Workbook {
    pub(crate) fn read(file: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(file)).expect("no workbook");
        let mut parts = HashMap::new();
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).unwrap();
            let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
            part.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
        let sheets = all(&parts["xl/workbook.xml"], "<sheet ", "/>");
        assert_eq!(sheets.len(), 1);
        let formats = formats(&parts["xl/styles.xml"]);
        let mut rows: Vec<Vec<Written>> =
            all(&parts["xl/worksheets/sheet1.xml"], "<row ", "</row>").into_iter().map(|row| cells(row, &formats)).collect();
        let head: Vec<String> =
            rows.remove(0).into_iter().map(|cell| if let Written::Text(text) = cell { text } else { panic!("{cell:?}") }).collect();
        for row in &mut rows {
            row.resize(head.len(), Written::Nothing);
        }
        Self { sheet: attribute(sheets[0], "name").unwrap().to_owned(), head, rows, parts }
    }

    /// The text of a part, by its name in the archive.
    pub(crate) fn part(&self, name: &str) -> &str {
        &self.parts[name]
    }

    /// A cell of a row by the name of its column.
    pub(crate) fn cell(&self, row: usize, column: &str) -> &Written {
        &self.rows[row][self.head.iter().position(|title| title == column).unwrap()]
    }
}

/// What stands between each of these beginnings and the end that follows it.
fn all<'a>(text: &'a str, begins: &str, ends: &str) -> Vec<&'a str> {
    text.split(begins).skip(1).map(|rest| rest.split(ends).next().unwrap()).collect()
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    Some(element.split_once(&format!("{name}=\""))?.1.split('"').next().unwrap())
}

/// The format of each style.
fn formats(styles: &str) -> Vec<String> {
    let own: HashMap<&str, &str> = all(styles, "<numFmt ", "/>")
        .into_iter()
        .map(|format| (attribute(format, "numFmtId").unwrap(), attribute(format, "formatCode").unwrap()))
        .collect();
    let cells = all(styles, "<cellXfs", "</cellXfs>")[0];
    all(cells, "<xf ", "/>").into_iter().map(|style| own.get(attribute(style, "numFmtId").unwrap()).copied().unwrap_or_default().to_owned()).collect()
}

fn cells(row: &str, formats: &[String]) -> Vec<Written> {
    let mut cells = Vec::new();
    for cell in all(row, "<c ", "</c>") {
        let letters: String = attribute(cell, "r").unwrap().chars().take_while(char::is_ascii_alphabetic).collect();
        let column = letters.bytes().fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
        cells.resize(column - 1, Written::Nothing);
        cells.push(content(cell, formats));
    }
    cells
}

fn content(cell: &str, formats: &[String]) -> Written {
    assert!(!cell.contains("<f>"), "a formula: {cell}");
    if cell.contains("t=\"inlineStr\"") {
        let text = all(cell, "<t", "</t>")[0].split_once('>').unwrap().1;
        return Written::Text(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }
    let number: f64 = all(cell, "<v>", "</v>")[0].parse().unwrap();
    let style: usize = attribute(cell, "s").unwrap_or("0").parse().unwrap();
    match formats[style].as_str() {
        "yyyy-mm-dd" => Written::Day(format!("{number}").parse().unwrap()),
        "#,##0.00" => Written::Money(number),
        "" => Written::Number(number),
        other => panic!("an unknown format: {other}"),
    }
}

//! The file: a line of JSON each for the beginning, every table, every row and the end. The last line has the number
//! of rows and the hash of all bytes before it, so that a file that was cut off or changed is noticed.

use std::fmt::Write as _;
use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{BackupError, Contents};

/// Of this format; a reader refuses another.
const FORMAT: u32 = 1;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beginning {
    lssc_backup: u32,
    /// The migrations that ran, in order.
    pub(super) schema: Vec<String>,
    taken_at: String,
}

/// What begins a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableLine {
    pub(super) table: String,
    pub(super) columns: Vec<String>,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    rows: u64,
    sha256: String,
}

/// A line between the first and the last.
#[derive(Debug)]
pub(super) enum Line {
    /// From here on the rows are of this table.
    Table(TableLine),
    /// A row, as a JSON array.
    Row(String),
}

/// Writes a backup to anything.
pub(super) struct Writer<W> {
    out: W,
    hash: Sha256,
    tables: u64,
    rows: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(out: W, schema: Vec<String>, taken_at: String) -> std::io::Result<Self> {
        let mut writer = Self { out, hash: Sha256::new(), tables: 0, rows: 0 };
        writer.line(&serde_json::to_string(&Beginning { lssc_backup: FORMAT, schema, taken_at })?)?;
        Ok(writer)
    }

    pub(super) fn table(&mut self, table: &TableLine) -> std::io::Result<()> {
        self.tables = self.tables.saturating_add(1);
        self.line(&serde_json::to_string(table)?)
    }

    /// A row; spelled anew, because the two databases space JSON differently.
    pub(super) fn row(&mut self, row: &str) -> std::io::Result<()> {
        self.rows = self.rows.saturating_add(1);
        self.line(&serde_json::from_str::<Vec<Value>>(row).and_then(|values| serde_json::to_string(&values))?)
    }

    /// Writes the last line and gives back what was written to.
    pub(super) fn end(mut self) -> std::io::Result<(Contents, W)> {
        let sha256 = hexadecimal(&self.hash.finalize());
        let end = End { rows: self.rows, sha256 };
        writeln!(self.out, "{}", serde_json::to_string(&end)?)?;
        self.out.flush()?;
        Ok((Contents { tables: self.tables, rows: self.rows, sha256: end.sha256 }, self.out))
    }

    fn line(&mut self, line: &str) -> std::io::Result<()> {
        self.hash.update(line);
        self.hash.update(b"\n");
        self.out.write_all(line.as_bytes())?;
        self.out.write_all(b"\n")
    }
}

/// Reads a backup to its end, hands each line on, and only at the end knows whether it was whole.
pub(super) fn read(
    input: impl BufRead,
    begin: impl FnOnce(Beginning) -> Result<(), BackupError>,
    mut each: impl FnMut(Line) -> Result<(), BackupError>,
) -> Result<Contents, BackupError> {
    let (mut hash, mut begin, mut number) = (Sha256::new(), Some(begin), 0_u64);
    let mut contents = Contents { tables: 0, rows: 0, sha256: String::new() };
    let mut lines = input.lines().peekable();
    while let Some(line) = lines.next() {
        number = number.saturating_add(1);
        let damaged = |detail: String| BackupError::Damaged { line: number, detail };
        let line = line.map_err(|error| damaged(error.to_string()))?;
        if let Some(begin) = begin.take() {
            let beginning: Beginning = serde_json::from_str(&line).map_err(|_| damaged("this is no backup of lssc".to_owned()))?;
            if beginning.lssc_backup != FORMAT {
                return Err(damaged(format!("format {} is not known here; this version reads {FORMAT}", beginning.lssc_backup)));
            }
            begin(beginning)?;
        } else if lines.peek().is_none() {
            let end: End = serde_json::from_str(&line).map_err(|_| damaged("the file was cut off here".to_owned()))?;
            contents.sha256 = hexadecimal(&hash.finalize());
            if end.sha256 != contents.sha256 || end.rows != contents.rows {
                return Err(damaged("the content does not fit its checksum: the file was changed or damaged".to_owned()));
            }
            return Ok(contents);
        } else if line.starts_with('[') {
            contents.rows = contents.rows.saturating_add(1);
            each(Line::Row(line.clone()))?;
        } else {
            contents.tables = contents.tables.saturating_add(1);
            let table = serde_json::from_str(&line).map_err(|_| damaged("neither a table nor a row".to_owned()))?;
            each(Line::Table(table))?;
        }
        hash.update(&line);
        hash.update(b"\n");
    }
    Err(BackupError::Damaged { line: number, detail: "the file was cut off here".to_owned() })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! The rows of a report of many: NDJSON or CSV (RFC 4180), each read by itself, so that one that cannot be read does not
//! hold up the others. What is wrong with the whole is said before anything is recorded.

use actix_web::http::header;
use actix_web::{HttpRequest, web};
use shared::partners::{ReportForCandidate, RowProblem};
use shared::problem::MemberError;
use shared::strict;

use crate::error::Error;

/// The longest body, in bytes.
pub const BATCH_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most rows in one request.
pub const BATCH_ROWS_MAX: usize = 10_000;
/// The longest row, in bytes.
pub const ROW_BYTES_MAX: usize = 2_000;

/// The columns of a CSV file, in any order.
const COLUMNS: [&str; 4] = ["candidate_number", "family_name", "course_id", "completed_on"];

/// A row: what it reports, or why it cannot be read.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Counted from 1.
    pub(super) number: u32,
    pub(super) read: Result<ReportForCandidate, RowProblem>,
}

/// How the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Ndjson,
    Csv,
}

impl Format {
    /// The format that the request says its body has.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Error> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "application/x-ndjson" => Ok(Self::Ndjson),
            "text/csv" => Ok(Self::Csv),
            _ => Err(Error::NotRows),
        }
    }

    /// Reads all rows.
    pub(super) fn read(self, body: &web::Bytes) -> Result<Vec<Row>, Error> {
        // Spreadsheets put a byte order mark before the text.
        let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let rows = match self {
            Self::Ndjson => read_ndjson(text)?,
            Self::Csv => read_csv(text)?,
        };
        if rows.is_empty() { Err(Error::invalid("body", "has no rows: send one completion in each")) } else { Ok(rows) }
    }
}

fn read_ndjson(text: &[u8]) -> Result<Vec<Row>, Error> {
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let mut rows = Vec::new();
    for line in lines {
        let read = if line.len() > ROW_BYTES_MAX { Err(too_long(line.len())) } else { read_json(line) };
        push(&mut rows, read)?;
    }
    Ok(rows)
}

/// Reads line by line: no column holds a line break, so that a quote which is never closed spoils its own row alone.
fn read_csv(text: &[u8]) -> Result<Vec<Row>, Error> {
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let header = fields(lines.next().unwrap_or_default()).map_err(|detail| unreadable("header", detail))?;
    let columns = columns(&header)?;
    let mut rows = Vec::new();
    for line in lines {
        push(&mut rows, read_line(line, &columns))?;
    }
    Ok(rows)
}

/// The fields of one line.
fn fields(line: &[u8]) -> Result<csv::ByteRecord, String> {
    let parts = line.split(|&byte| byte == b'"').count();
    if parts.is_multiple_of(2) {
        return Err("has a quotation mark that is not closed".to_owned());
    }
    let mut record = csv::ByteRecord::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(ROW_BYTES_MAX).from_reader(line);
    reader.read_byte_record(&mut record).map_err(|error| error.to_string())?;
    Ok(record)
}

/// What each column of the file is.
fn columns(header: &csv::ByteRecord) -> Result<Vec<&'static str>, Error> {
    let named = header.iter().map(|name| {
        let name = std::str::from_utf8(name).unwrap_or_default().trim();
        COLUMNS
            .into_iter()
            .find(|known| *known == name)
            .ok_or_else(|| unreadable("header", format!("has the unknown column `{name}`: the first line names {}", COLUMNS.join(","))))
    });
    let named = named.collect::<Result<Vec<_>, _>>()?;
    let is_once = |column: &&str| named.iter().filter(|name| *name == column).count() == 1;
    match COLUMNS.iter().find(|column| !is_once(column)) {
        Some(column) => Err(unreadable("header", format!("must have the column `{column}` once: the first line names {}", COLUMNS.join(",")))),
        None => Ok(named),
    }
}

fn read_line(line: &[u8], columns: &[&'static str]) -> Result<ReportForCandidate, RowProblem> {
    if line.len() > ROW_BYTES_MAX {
        return Err(too_long(line.len()));
    }
    let record = fields(line).map_err(|detail| row_problem(MemberError::new("row", detail)))?;
    if record.len() != columns.len() {
        return Err(row_problem(MemberError::new("row", format!("has {} fields: the header has {}", record.len(), columns.len()))));
    }
    let mut members = serde_json::Map::new();
    for (column, field) in columns.iter().zip(&record) {
        let field = std::str::from_utf8(field).map_err(|_| row_problem(MemberError::new(*column, "is not UTF-8: save the file as UTF-8")))?;
        members.insert((*column).to_owned(), field.trim().into());
    }
    // Read as JSON from here on, so that both formats are refused in the same words.
    read_json(serde_json::Value::Object(members).to_string().as_bytes())
}

fn read_json(json: &[u8]) -> Result<ReportForCandidate, RowProblem> {
    strict::from_json(json).map_err(|fault| {
        let member = if fault.member == "." { "row".to_owned() } else { fault.member };
        row_problem(MemberError { member, ..fault })
    })
}

fn push(rows: &mut Vec<Row>, read: Result<ReportForCandidate, RowProblem>) -> Result<(), Error> {
    if rows.len() >= BATCH_ROWS_MAX {
        return Err(Error::invalid("body", format!("has more than {BATCH_ROWS_MAX} rows: send the others in a further request")));
    }
    let number = u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_add(1);
    rows.push(Row { number, read });
    Ok(())
}

fn too_long(bytes: usize) -> RowProblem {
    row_problem(MemberError::new("row", format!("has {bytes} bytes: use at most {ROW_BYTES_MAX}")))
}

fn unreadable(member: &str, detail: String) -> Error {
    Error::Unreadable(MemberError::new(member, detail))
}

fn row_problem(fault: MemberError) -> RowProblem {
    refusal(&Error::Unreadable(fault))
}

/// What a row is answered that was refused for this.
pub(super) fn refusal(error: &Error) -> RowProblem {
    let problem = error.problem();
    RowProblem { code: problem.code, detail: problem.detail, errors: problem.errors, reasons: problem.reasons }
}

//! A table of lines, as spreadsheets save it (RFC 4180): what separates its cells, which column is what, and its rows. What is
//! wrong with any of them is told together, each with the row as the file has it.

use csv::{ByteRecord, ReaderBuilder};
use shared::amount::amount_cents;
use shared::orders::{DraftLine, ORDER_LINES_MAX};
use shared::problem::MemberError;

use super::parse::{NewLine, Wrong, must_be_few, normal};
use crate::error::Error;
use crate::text::RowCount;

/// What to do about a file in another encoding.
const SAVE_AS: &str = "save the file as `CSV UTF-8` and send it again";
/// What the header is to be.
const FIRST_ROW: &str = "the first row names name, email, ala_member_number and amount";
/// So many of the columns that are not known are named.
const UNKNOWN_MAX: usize = 10;
/// The columns, in any order.
const COLUMNS: [Column; 4] = [Column::Name, Column::Email, Column::Number, Column::Amount];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Email,
    Number,
    Amount,
}

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Number => "ala_member_number",
            Self::Amount => "amount",
        }
    }

    /// What people call it besides, as they read it above the table on the page.
    const fn other_names(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[],
            Self::Email => &["e_mail", "e_mail_address", "email_address"],
            Self::Number => &["ala_number", "ala_membership_number"],
            Self::Amount => &["dollars", "amount_in_dollars"],
        }
    }

    /// The column of this name, whatever its case; words may be held together by a space, a hyphen or a low line.
    fn named(name: &str) -> Option<Self> {
        let plain = name.to_lowercase().replace([' ', '-'], "_");
        COLUMNS.into_iter().find(|known| known.name() == plain || known.other_names().contains(&plain.as_str()))
    }
}

/// The lines of a table.
///
/// # Errors
/// [`Error::Unreadable`] where the file or its header cannot be read; [`Error::Invalid`] where it has no rows or too many, or with
/// what is wrong with its rows.
pub(super) fn read(body: &[u8]) -> Result<Vec<NewLine>, Error> {
    // Spreadsheets put a byte order mark before the text.
    let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    must_be_of_bytes(text)?;
    let separator = separator(text);
    must_end_its_quotes(text, separator)?;
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text);
    let mut records = reader.byte_records();
    let header = match records.next() {
        Some(record) => record.map_err(|error| unreadable(1, error.to_string()))?,
        None => return Err(Error::invalid("body", "is empty: send a header and a row for each person")),
    };
    let columns = columns(&header)?;
    let (mut wrong, mut new, mut rows) = (Wrong::default(), Vec::new(), 0_usize);
    let mut count = RowCount::of(text);
    for record in records {
        let record = record.map_err(|error| unreadable(1, error.to_string()))?;
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        rows = rows.saturating_add(1);
        if rows > ORDER_LINES_MAX {
            // The others are counted, and not kept.
            continue;
        }
        let row = count.row_of(record.position());
        match line(&record, &columns) {
            Ok(line) => new.push(line),
            Err(errors) => wrong.add(&format!("rows[{row}]"), errors),
        }
    }
    must_be_few(rows)?;
    if rows == 0 {
        return Err(Error::invalid("body", "has a header and no rows: add a row for each person"));
    }
    wrong.check()?;
    Ok(new)
}

fn unreadable(row: u64, detail: impl Into<String>) -> Error {
    Error::Unreadable(MemberError::new(format!("rows[{row}]"), detail))
}

/// Fails for a workbook, which is an archive of files, and for UTF-16, in which each second byte of plain letters is zero.
fn must_be_of_bytes(text: &[u8]) -> Result<(), Error> {
    if text.starts_with(b"PK\x03\x04") {
        let detail = "is an Excel workbook (.xlsx): save it as CSV and choose that";
        return Err(Error::Unreadable(MemberError::new("body", detail)));
    }
    let is_utf16 = text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") || text.iter().take(512).any(|&byte| byte == 0);
    if is_utf16 { Err(unreadable(1, format!("is UTF-16: {SAVE_AS}"))) } else { Ok(()) }
}

/// What separates the cells: whatever stands most often in the header, and a comma where nothing does.
fn separator(text: &[u8]) -> u8 {
    let header = text.split(|&byte| byte == b'\n' || byte == b'\r').find(|line| !line.is_empty()).unwrap_or_default();
    let count = |separator: u8| header.split(|&byte| byte == separator).count();
    // Of as many, the last that is named here.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// Where a reader of cells stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    CellBegins,
    InCell,
    InQuotes,
    /// Behind a quotation mark within quotes: their end, or half of one that is meant.
    AfterQuote,
}

/// Fails where a quotation mark is never closed: all that follows it would be one cell.
fn must_end_its_quotes(text: &[u8], separator: u8) -> Result<(), Error> {
    if !text.contains(&b'"') {
        return Ok(());
    }
    let (mut place, mut row, mut opened_in) = (Place::CellBegins, 1_u64, 1_u64);
    for &byte in text {
        place = match (place, byte) {
            (Place::InQuotes, b'"') => Place::AfterQuote,
            (Place::AfterQuote, b'"') | (Place::InQuotes, _) => Place::InQuotes,
            (Place::CellBegins, b'"') => {
                opened_in = row;
                Place::InQuotes
            }
            (_, b'\n' | b'\r') => Place::CellBegins,
            (_, byte) if byte == separator => Place::CellBegins,
            _ => Place::InCell,
        };
        row = row.saturating_add(u64::from(byte == b'\n'));
    }
    if place == Place::InQuotes {
        return Err(unreadable(opened_in, "has a quotation mark that is never closed: close it, or take it out"));
    }
    Ok(())
}

/// What each column of the file is; none for one without a name.
fn columns(header: &ByteRecord) -> Result<Vec<Option<Column>>, Error> {
    let names = header.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    // No column is called so, and each person has one.
    if names.iter().any(|name| name.contains('@')) {
        return Err(unreadable(1, format!("has an e-mail address, and no names of columns: {FIRST_ROW}, and the people follow below")));
    }
    let known: Vec<Option<Column>> = names.iter().map(|name| Column::named(name)).collect();
    let unknown = names.iter().zip(&known).filter(|(name, column)| column.is_none() && !name.is_empty());
    must_be_known(&unknown.map(|(name, _)| *name).collect::<Vec<_>>())?;
    for column in COLUMNS {
        let count = known.iter().flatten().filter(|known| **known == column).count();
        if count > 1 {
            return Err(unreadable(1, format!("has the column `{}` {count} times: leave one", column.name())));
        }
        if count == 0 && column != Column::Number {
            return Err(unreadable(1, format!("lacks the column `{}`: {FIRST_ROW}", column.name())));
        }
    }
    Ok(known)
}

/// What stands above a column.
fn name(cell: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(cell).map(str::trim).map_err(|_| unreadable(1, format!("is not UTF-8: {SAVE_AS}")))
}

/// Fails where there are columns of other names, with these.
fn must_be_known(unknown: &[&str]) -> Result<(), Error> {
    let told = unknown.iter().take(UNKNOWN_MAX).map(|name| format!("`{}`", name.chars().take(40).collect::<String>()));
    let told = told.collect::<Vec<_>>().join(", ");
    let told = match unknown.len().saturating_sub(UNKNOWN_MAX) {
        0 => told,
        more => format!("{told} and {more} more"),
    };
    let detail = match unknown.len() {
        0 => return Ok(()),
        1 => format!("has the unknown column {told}: take it out; {FIRST_ROW}"),
        _ => format!("has the unknown columns {told}: take them out; {FIRST_ROW}"),
    };
    Err(unreadable(1, detail))
}

/// A row as a line, or all that is wrong with it or with its members.
fn line(record: &ByteRecord, columns: &[Option<Column>]) -> Result<NewLine, Vec<MemberError>> {
    if record.len() != columns.len() {
        let detail = format!("has {} cells, and the header {}: look for a separator too many or too few", record.len(), columns.len());
        return Err(vec![MemberError::new("", detail)]);
    }
    let mut errors = Vec::new();
    let mut sent = DraftLine { name: String::new(), email: String::new(), ala_member_number: None, amount_cents: 1 };
    for (column, cell) in columns.iter().zip(record) {
        let wrong = |column: Column, detail: String| MemberError::new(column.name(), detail);
        match (column, std::str::from_utf8(cell).map(str::trim)) {
            (Some(column), Err(_)) => errors.push(wrong(*column, format!("is not UTF-8: {SAVE_AS}"))),
            (None, Ok("")) => {}
            (None, _) => errors.push(MemberError::new("", "has a cell in a column without a name: name the column, or empty the cell")),
            (Some(Column::Name), Ok(text)) => text.clone_into(&mut sent.name),
            (Some(Column::Email), Ok(text)) => text.clone_into(&mut sent.email),
            (Some(Column::Number), Ok(text)) => sent.ala_member_number = Some(text.to_owned()).filter(|text| !text.is_empty()),
            (Some(Column::Amount), Ok(text)) => match amount_cents(text) {
                Ok(cents) => sent.amount_cents = cents,
                Err(detail) => errors.push(wrong(Column::Amount, detail)),
            },
        }
    }
    match normal(&sent) {
        Ok(line) if errors.is_empty() => Ok(line),
        Ok(_) => Err(errors),
        Err(more) => {
            // What is not even text was told already.
            let unsaid: Vec<MemberError> = more.into_iter().filter(|error| errors.iter().all(|said| said.member != error.member)).collect();
            errors.extend(unsaid);
            Err(errors)
        }
    }
}

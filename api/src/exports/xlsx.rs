//! A list as a workbook of one sheet, for Excel and its like: days are days, money is numbers, and text is text, also where
//! it looks like a formula. The rows go to a file without a name as they come, so that a long list takes no more memory
//! than a short one.

use std::fs::File;
use std::io::{BufWriter, Seek};

use chrono::{DateTime, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError};

use super::cell::Cell;
use crate::error::Error;
use crate::spool;

/// What the file is.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The rows that a sheet has below its head.
const ROWS_MAX: u32 = 1_048_575;
/// No column is wider, in letters; what is longer is cut off by the next cell, and seen when it is entered.
const WIDTH_MAX: u32 = 60;
/// What a head needs besides its letters, for the arrow of the filter.
const ARROW: u32 = 3;

/// The formats of cells; ISO's days are read alike everywhere.
struct Formats {
    head: Format,
    day: Format,
    money: Format,
}

/// A sheet that is being written. Each step is taken off the async threads.
pub(super) struct Sheet {
    book: Box<Workbook>,
    formats: Formats,
    /// How many letters the longest cell of each column has.
    widths: Vec<u32>,
    /// How many rows there are below the head.
    rows: u32,
    rows_max: u32,
}

impl Sheet {
    /// A sheet with a head and nothing below it.
    ///
    /// # Errors
    /// [`Error::Defect`] where there is no room for the file.
    pub(super) fn begin(name: &str, head: &[&str], now: DateTime<Utc>) -> Result<Self, Error> {
        let mut book = Box::new(Workbook::new());
        // The one clock's, and nobody's name.
        let made_at = ExcelDateTime::from_timestamp(now.timestamp()).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made_at));
        let formats = Formats {
            head: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            money: Format::new().set_num_format("#,##0.00"),
        };
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(failed)?;
        for (column, title) in (0_u16..).zip(head) {
            sheet.write_string_with_format(0, column, *title, &formats.head).map_err(failed)?;
        }
        let widths = head.iter().map(|title| letters(title).saturating_add(ARROW)).collect();
        Ok(Self { book, formats, widths, rows: 0, rows_max: ROWS_MAX })
    }

    /// Writes rows below those that are there.
    ///
    /// # Errors
    /// [`Error::Invalid`] where the list is longer than a sheet, or a cell than one may be.
    pub(super) fn add(&mut self, rows: &[Vec<Cell>]) -> Result<(), Error> {
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for row in rows {
            if self.rows == self.rows_max {
                return Err(too_long());
            }
            self.rows = self.rows.saturating_add(1);
            for (column, (cell, width)) in (0_u16..).zip(row.iter().zip(&mut self.widths)) {
                *width = (*width).max(letters(&cell.plain()));
                write(sheet, (self.rows, column), cell, &self.formats).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// The file, from its beginning.
    ///
    /// # Errors
    /// [`Error::Defect`] where there is no room for it.
    pub(super) fn finish(mut self) -> Result<File, Error> {
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        let last = u16::try_from(self.widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
        for (column, width) in (0_u16..).zip(&self.widths) {
            sheet.set_column_width(column, (*width).min(WIDTH_MAX).saturating_add(1)).map_err(failed)?;
        }
        sheet.autofilter(0, 0, self.rows, last).map_err(failed)?;
        // Ids and numbers of members are no numbers, and no mistakes.
        sheet.ignore_error_range(0, 0, self.rows, last, IgnoreError::NumberStoredAsText).map_err(failed)?;
        let mut file = spool::file()?;
        self.book.save_to_writer(BufWriter::new(&mut file)).map_err(failed)?;
        file.rewind().map_err(|error| failed(error.into()))?;
        Ok(file)
    }
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, text)?),
        Cell::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(day) => drop(sheet.write_datetime_with_format(row, column, day, &formats.day)?),
            // Spreadsheets know no day before 1900.
            Err(_) => drop(sheet.write_string(row, column, cell.plain())?),
        },
        // Read from its decimals, it is the nearest number that a spreadsheet has.
        Cell::Cents(_) => match cell.plain().parse::<f64>() {
            Ok(dollars) => drop(sheet.write_number_with_format(row, column, dollars, &formats.money)?),
            Err(_) => drop(sheet.write_string(row, column, cell.plain())?),
        },
        Cell::Count(count) => drop(sheet.write_number(row, column, *count)?),
    }
    Ok(())
}

fn letters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn too_long() -> Error {
    Error::invalid("format", format!("a sheet has {ROWS_MAX} rows below its head, and this list has more: narrow it down, or ask for `csv`"))
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::MaxStringLengthExceeded => {
            Error::invalid("format", "a cell of a sheet has at most 32767 characters, and this list has one with more: ask for `csv`")
        }
        XlsxError::RowColumnLimitError => too_long(),
        error => Error::Defect(format!("a sheet cannot be written: {error}")),
    }
}

#[cfg(test)]
mod tests;

//! The archive itself: its page, and how its files are packed.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Seek as _, Write as _};

use actix_web::body::SizedStream;
use actix_web::web::Bytes;
use futures_util::Stream;
use serde_json::Value;
use shared::calendar::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Section;
use crate::error::Error;
use crate::html::escaped;
use crate::spool;

const STYLE: &str = "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;display:block;overflow-x:auto}\
    th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}caption{text-align:left}";

/// The page to read: a table for each kind of what is kept. It loads nothing.
pub(super) fn page(sections: &[Section], today: Date) -> String {
    let mut body = String::new();
    for section in sections {
        let heading = escaped(&section.table.replace('_', " "));
        let _ = write!(body, "<h2 id=\"{}\">{heading}</h2>\n<p>{}</p>\n", section.table, escaped(section.meaning));
        body.push_str(&table(&section.rows));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>What is kept of you</title><style>{STYLE}</style></head>\n<body><main><h1>What is kept of you</h1>\n\
         <p>At the Library Support Staff Certification, on {today}. The same stands in <a href=\"data.json\">data.json</a>, for programs. Passwords, \
         secrets and links that open something are left out.</p>\n{body}</main></body>\n</html>\n"
    )
}

fn table(rows: &[Value]) -> String {
    let Some(columns) = rows.first().and_then(Value::as_object).map(|row| row.keys().cloned().collect::<Vec<_>>()) else {
        return "<p>Nothing.</p>\n".to_owned();
    };
    let mut text = "<table><thead><tr>".to_owned();
    for column in &columns {
        let _ = write!(text, "<th scope=\"col\">{}</th>", escaped(&column.replace('_', " ")));
    }
    text.push_str("</tr></thead><tbody>\n");
    for row in rows {
        text.push_str("<tr>");
        for column in &columns {
            let _ = write!(text, "<td>{}</td>", cell(row.get(column)));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody></table>\n");
    text
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => escaped(text),
        Some(other) => escaped(&other.to_string()),
    }
}

/// A ZIP archive that is being packed. Each step is taken off the async threads.
pub(super) struct Archive(Box<ZipWriter<File>>);

impl Archive {
    /// An empty one.
    pub(super) fn begin() -> Result<Self, Error> {
        Ok(Self(Box::new(ZipWriter::new(spool::file()?))))
    }

    /// Adds a file.
    pub(super) async fn add(mut self, name: String, content: Vec<u8>) -> Result<Self, Error> {
        spool::blocking(move || {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            self.0.start_file(name, options).map_err(failed)?;
            self.0.write_all(&content).map_err(|error| failed(error.into()))?;
            Ok(self)
        })
        .await
    }

    /// The archive, as it is sent.
    pub(super) async fn finish(self) -> Result<SizedStream<impl Stream<Item = std::io::Result<Bytes>>>, Error> {
        let file = spool::blocking(move || {
            let mut file = self.0.finish().map_err(failed)?;
            file.rewind().map_err(|error| failed(error.into()))?;
            Ok(file)
        })
        .await?;
        spool::body(file)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn failed(error: zip::result::ZipError) -> Error {
    Error::Defect(format!("an archive cannot be packed: {error}"))
}

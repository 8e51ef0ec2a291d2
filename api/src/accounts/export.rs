//! Taking one's data along: one archive with all that is kept of a person, for programs (JSON) and for reading (HTML), and
//! the files that they sent.
//! Asked with the password, for whoever finds a browser open is signed in too.

mod archive;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use shared::accounts::ExportData;
use shared::ids::PersonId;

use super::proof;
use crate::auth::permissions::KeepOwnAccount;
use crate::auth::{Keys, Passwords};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::evidence;
use crate::files::Files;
use crate::people::{ARCHIVE_ROWS_MAX, TRACES, rows};
use crate::request::Command;

/// A table of the archive: what it is called, what it means, its rows.
struct Section {
    table: &'static str,
    meaning: &'static str,
    rows: Vec<Value>,
}

/// All that is kept of oneself, as a ZIP archive: `data.json`, `index.html` to read, and the files that one sent. Passwords, secrets and links that
/// open something are left out.
#[utoipa::path(
    tag = "accounts",
    request_body = ExportData,
    responses((status = 200, description = "The archive.", body = Vec<u8>, content_type = "application/zip")),
    security(("session" = []))
)]
#[post("/me/export")]
pub(super) async fn export_my_data(
    command: Command<KeepOwnAccount, ExportData>,
    passwords: Data<Passwords>,
    keys: Data<Keys>,
    files: Data<Files>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let Command { requester, body, moment, .. } = command;
    let shown = (body.current_password, body.code);
    let proven = proof::by_password_and_code(&db, (&passwords, &keys), &requester, shown, moment).await?;
    let person = proven.kept.person;
    db.write(move |tx| proven.stands(tx, moment)).await?;
    // One snapshot; the files are packed after it, one at a time.
    let (texts, sent) = db.read(move |conn| Ok((texts(conn, person, moment)?, evidence::of_person(conn, person)?))).await?;
    let mut archive = archive::Archive::begin()?;
    for (name, text) in texts {
        archive = archive.add(name.to_owned(), text.into_bytes()).await?;
    }
    for file in sent {
        let name = format!("evidence/{} {}", file.id, file.name);
        let read = async { Ok::<_, Error>(files.read(&evidence::object(file.id)).await?.try_collect::<Vec<_>>().await?.concat()) };
        archive = match read.await {
            Ok(content) => archive.add(name, content).await?,
            // One file that is not there keeps nobody from the rest of what is theirs.
            Err(error) => {
                tracing::warn!(id = %file.id, %error, "a file is missing from somebody's archive");
                archive.add(format!("{name} (missing).txt"), b"This file cannot be read just now; write to the programme.\n".to_vec()).await?
            }
        };
    }
    let name = format!("attachment; filename=\"lssc-my-data-{}.zip\"", moment.today);
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, name))
        // Packed already: what compresses answers leaves it alone.
        .insert_header(header::ContentEncoding::Identity)
        .body(archive.finish().await?))
}

fn texts(conn: &mut DbConnection, person: PersonId, moment: Moment) -> Result<[(&'static str, String); 2], Error> {
    let mut sections = Vec::new();
    for trace in TRACES {
        let rows = rows(conn, trace, person)?.into_iter().map(with_bodies_as_json).collect();
        sections.push(Section { table: trace.table, meaning: trace.meaning, rows });
    }
    let tables: serde_json::Map<String, Value> =
        sections.iter().map(|section| (section.table.to_owned(), json!({"meaning": section.meaning, "rows": section.rows}))).collect();
    let data = json!({"made_at": moment.now, "person_id": person, "rows_of_a_table_max": ARCHIVE_ROWS_MAX, "tables": tables});
    Ok([("data.json", serde_json::to_string_pretty(&data)?), ("index.html", archive::page(&sections, moment.today))])
}

/// What is JSON in a column of text, such as the body of a fact, is shown as what it is.
fn with_bodies_as_json(mut row: Value) -> Value {
    for value in row.as_object_mut().into_iter().flat_map(|row| row.values_mut()) {
        if let Some(parsed) = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()).filter(Value::is_object) {
            *value = parsed;
        }
    }
    row
}

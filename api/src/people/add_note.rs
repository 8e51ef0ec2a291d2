//! A note in a person's file: what staff should know, and no fact.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::ids::PersonId;
use shared::people::{ActEntry, AddNote, REASON_CHARS_MAX};

use super::{file, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::record::record_note;
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Writes a note into a person's file; never into one's own. Answers the act as it stands there.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    request_body = AddNote, responses((status = 201, body = ActEntry)))]
#[post("/people/{id}/notes")]
pub(super) async fn add_note(command: Command<permissions::WriteNotes, AddNote>, id: Path<PersonId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let text = paragraphs("text", &command.body.text, REASON_CHARS_MAX)?;
    command
        .write(&db, "add_note", move |tx, act, staff, _| {
            store::contact(tx, id)?.ok_or(Error::NotFound("person"))?;
            staff.not_own(id)?;
            let note = record_note(tx, &act.because(&text), Some(id))?;
            let entry = file::entries(tx, &[], &[note])?.pop().ok_or_else(|| Error::Defect("a note was lost".to_owned()))?;
            Answer::created(&entry)
        })
        .await
}

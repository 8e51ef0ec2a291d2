//! A person's file.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::ids::PersonId;
use shared::people::PersonFile;

use super::{file, store};
use crate::auth::{Require, permissions, roles_of};
use crate::db::Db;
use crate::error::Error;
use crate::record::{facts_of, number_of};

/// A person's file: who it is, and what was done, latest first, with the facts, who did it and why.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = PersonFile)))]
#[get("/people/{id}")]
pub(super) async fn get_person(_staff: Require<permissions::ReadPeople>, id: Path<PersonId>, db: Data<Db>) -> Result<Json<PersonFile>, Error> {
    let id = id.into_inner();
    db.read(move |conn| {
        let who = store::who(conn, id)?.ok_or(Error::NotFound("person"))?;
        let facts = facts_of(conn, id)?;
        let noted = store::acts_with_notes(conn, id)?;
        let acts = file::entries(conn, &facts, &noted)?;
        Ok(Json(PersonFile {
            id,
            name: who.name,
            email: who.email,
            erased_at: who.erased_at,
            candidate_number: number_of(conn, id)?.map(|number| number.to_string()),
            roles: roles_of(conn, id)?,
            acts,
        }))
    })
    .await
}

//! Anyone's certificates, for staff.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::certificates::CertificateList;
use shared::ids::PersonId;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadStandings;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// The certificates of a person, oldest first.
#[utoipa::path(
    tag = "certificates",
    params(("id" = PersonId, Path, description = "The person")),
    responses((status = 200, body = CertificateList)),
    security(("session" = []))
)]
#[get("/people/{id}/certificates")]
pub(super) async fn list_person_certificates(
    id: Path<PersonId>,
    _staff: Require<ReadStandings>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<CertificateList>, Error> {
    let person = id.into_inner();
    let items = db.read(move |conn| store::of_person(conn, person, moment.today)).await?;
    Ok(Json(CertificateList { items }))
}

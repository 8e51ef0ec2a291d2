//! One's own certificates.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::certificates::CertificateList;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadOwn;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// Your certificates, oldest first.
#[utoipa::path(tag = "certificates", responses((status = 200, body = CertificateList)), security(("session" = [])))]
#[get("/me/certificates")]
pub(super) async fn list_my_certificates(requester: Require<ReadOwn>, moment: Moment, db: Data<Db>) -> Result<Json<CertificateList>, Error> {
    let person = requester.person;
    let items = db.read(move |conn| store::of_person(conn, person, moment.today)).await?;
    Ok(Json(CertificateList { items }))
}

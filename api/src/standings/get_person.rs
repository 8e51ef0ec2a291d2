//! Where anyone stands, for staff.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::ids::PersonId;
use shared::standings::PersonStanding;

use super::get_mine::DayQuery;
use super::store::standing_of;
use crate::auth::Require;
use crate::auth::permissions::ReadStandings;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::request::Parameters;

/// Where a person stands on a day, as is now known, and why.
#[utoipa::path(
    tag = "standings",
    params(("id" = PersonId, Path, description = "The person"), DayQuery),
    responses((status = 200, body = PersonStanding)),
    security(("session" = []))
)]
#[get("/people/{id}/standing")]
pub(super) async fn get_person_standing(
    id: Path<PersonId>,
    _staff: Require<ReadStandings>,
    Parameters(query): Parameters<DayQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<PersonStanding>, Error> {
    let (person, as_of) = (id.into_inner(), query.as_of.unwrap_or(moment.today));
    Ok(Json(db.read(move |conn| standing_of(conn, person, as_of)).await?))
}

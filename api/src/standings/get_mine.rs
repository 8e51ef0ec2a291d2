//! Where one stands oneself.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::calendar::Date;
use shared::standings::PersonStanding;
use utoipa::IntoParams;

use super::store::standing_of;
use crate::auth::Require;
use crate::auth::permissions::ReadOwn;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::request::Parameters;

/// Which day is asked about.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DayQuery {
    /// Any day from 1900 to 2199; today when absent.
    pub(super) as_of: Option<Date>,
}

/// Where you stand on a day, and why, and what comes next. A day to come shows what will be if nothing more happens.
#[utoipa::path(tag = "standings", params(DayQuery), responses((status = 200, body = PersonStanding)), security(("session" = [])))]
#[get("/me/standing")]
pub(super) async fn get_my_standing(
    requester: Require<ReadOwn>,
    Parameters(query): Parameters<DayQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<PersonStanding>, Error> {
    let (person, as_of) = (requester.person, query.as_of.unwrap_or(moment.today));
    Ok(Json(db.read(move |conn| standing_of(conn, person, as_of)).await?))
}

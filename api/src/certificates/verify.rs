//! Whether a certificate is real, for anyone who has its number: name, sets and dates, and nothing else.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use serde::Deserialize;
use shared::calendar::Date;
use shared::certificates::{CertificateNumber, CertificateState, Verification};
use utoipa::IntoParams;

use super::store;
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Parameters;

/// Which day is asked about.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PastDayQuery {
    /// Today or a day before; today when absent.
    as_of: Option<Date>,
}

/// Where a certificate stands on a day. A number that was never given is `unknown`; one that cannot be a number, for
/// it was mistyped, is refused with what is wrong.
#[utoipa::path(
    tag = "certificates",
    params(
        ("number" = String, Path, description = "The number, in either case, with or without hyphens", example = "05AFMS-Y38DJQ-W16BGN-TZ4K"),
        PastDayQuery
    ),
    responses((status = 200, body = Verification), (status = 422, description = "It is no number, or the day lies in the future.", body = shared::problem::Problem, content_type = "application/problem+json"))
)]
#[get("/verify/{number}")]
pub(super) async fn verify_certificate(
    number: Path<String>,
    Parameters(query): Parameters<PastDayQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<Verification>, Error> {
    let number: CertificateNumber = number.parse().map_err(|error: shared::certificates::NumberError| Error::invalid("number", error.to_string()))?;
    let as_of = query.as_of.unwrap_or(moment.today);
    if moment.today < as_of {
        return Err(Error::invalid("as_of", format!("`{as_of}` lies in the future: ask about today, `{}`, or a day before", moment.today)));
    }
    Ok(Json(db.read_one(move |conn| verification(conn, &number, as_of)).await?))
}

fn verification(conn: &mut DbConnection, number: &CertificateNumber, as_of: Date) -> Result<Verification, Error> {
    let mut answer = Verification {
        number: number.to_string(),
        as_of,
        state: CertificateState::Unknown,
        name: None,
        name_erased: false,
        sets: Vec::new(),
        certified_on: None,
        expires_on: None,
        grace_ends_on: None,
        revoked_on: None,
    };
    let Some((found, name)) = store::by_number(conn, number)? else { return Ok(answer) };
    let stands = found.timeline.on(as_of);
    answer.state = stands.state;
    if stands.state != CertificateState::NotYet {
        answer.name_erased = name.is_none();
        answer.name = name;
        answer.sets = found.timeline.sets;
        answer.certified_on = Some(found.timeline.certified_on);
        answer.expires_on = stands.expires_on;
        answer.grace_ends_on = stands.grace_ends_on;
        answer.revoked_on = stands.revoked_on;
    }
    Ok(answer)
}

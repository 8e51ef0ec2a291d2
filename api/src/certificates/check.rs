//! Certificates that the rules would by now not issue, or not on that day, and those that are missing: looked for in
//! steps, for with many people the whole takes a while. Nothing changes by itself.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::certificates::{CertificateCheck, CertificateDifference, DifferenceKind};
use shared::ids::PersonId;
use shared::policies::Policies;
use utoipa::IntoParams;

use super::store;
use crate::accounts::person_name;
use crate::auth::Require;
use crate::auth::permissions::ReadStandings;
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Paging};
use crate::record::{Difference, check_person};
use crate::request::Parameters;

/// How many people are looked at.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CheckQuery {
    /// How many people to look at, at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the step before.
    after: Option<String>,
}

/// Looks at some people, and says where a certificate or what is kept for lists differs from the rules.
#[utoipa::path(tag = "certificates", params(CheckQuery), responses((status = 200, body = CertificateCheck)), security(("session" = [])))]
#[get("/certificates/check")]
pub(super) async fn check_certificates(
    request: HttpRequest,
    _staff: Require<ReadStandings>,
    Parameters(query): Parameters<CheckQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let step = db.read(move |conn| check(conn, &paging, moment.today)).await?;
    Ok(pages::answer(&request, &step, step.next.as_deref()))
}

fn check(conn: &mut DbConnection, paging: &Paging, today: Date) -> Result<CertificateCheck, Error> {
    let page = paging.page(store::people_after(conn, paging.after(), paging.rows())?, PersonId::to_string);
    let policies = Policies::built_in();
    let mut items = Vec::new();
    for &person in &page.items {
        for difference in check_person(conn, person, &policies, today)? {
            let (kind, number) = told(difference);
            items.push(CertificateDifference { person_id: person, person_name: person_name(conn, person)?.unwrap_or_default(), kind, number });
        }
    }
    let people_examined = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
    Ok(CertificateCheck { items, people_examined, people_total: store::people_count(conn)?, next: page.next })
}

fn told(difference: Difference) -> (DifferenceKind, Option<String>) {
    match difference {
        Difference::Certificate(_, number) => (DifferenceKind::Unconfirmed, Some(number)),
        Difference::Missing(..) => (DifferenceKind::Missing, None),
        Difference::Engine(_) | Difference::Cache(_) | Difference::Matters(_) => (DifferenceKind::Cache, None),
    }
}

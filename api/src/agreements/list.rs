//! The agreements in force, beside the catalog of courses (Q14).

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::agreements::{Agreement, AgreementPage};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, standing_facts};
use utoipa::IntoParams;

use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::pages::{self, Paging, name_key};
use crate::record::facts_of_agreements;
use crate::request::Parameters;
use crate::text::folded;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AgreementQuery {
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The recognition agreements in force today, by the name of the college.
#[utoipa::path(tag = "agreements", params(AgreementQuery), responses((status = 200, body = AgreementPage)))]
#[get("/agreements")]
pub(super) async fn list_agreements(
    request: HttpRequest,
    Parameters(query): Parameters<AgreementQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let facts = db.read(|conn| Ok(facts_of_agreements(conn)?)).await?;
    let key = |agreement: &Agreement| name_key(&folded(&agreement.college), &agreement.id.to_string());
    let mut agreements = in_force(&facts, moment.today);
    agreements.sort_by_cached_key(key);
    agreements.retain(|agreement| paging.after().is_none_or(|after| key(agreement).as_str() > after));
    let page = paging.page(agreements, key);
    let page = AgreementPage { items: page.items, next: page.next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn in_force(facts: &[Fact], today: Date) -> Vec<Agreement> {
    let signed = standing_facts(facts, today).into_iter().filter_map(|fact| match &fact.body {
        FactBody::AgreementSigned { agreement, college, until } => {
            Some(Agreement { id: *agreement, college: college.clone(), from: fact.on, until: *until })
        }
        _ => None,
    });
    signed.filter(|agreement| agreement.until.is_none_or(|until| today <= until)).collect()
}

//! All certificates, for staff: the latest first, by number, by day, those that were revoked.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::certificates::{CertificateEntry, CertificatePage, CertificatePart, CertificateState};
use utoipa::IntoParams;

use super::store::{self, Listed};
use crate::auth::Require;
use crate::auth::permissions::ReadStandings;
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging, name_key};
use crate::request::Parameters;

/// The longest number, with hyphens and what people put between.
const NUMBER_CHARS_MAX: usize = 40;

/// Which certificates are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CertificateQuery {
    /// Whose number begins so; in either case, with or without hyphens.
    #[param(max_length = 40, example = "05AFMS")]
    number: Option<String>,
    /// Issued on this day or later.
    issued_from: Option<Date>,
    /// Issued on this day or earlier.
    issued_until: Option<Date>,
    /// Only this part of them.
    part: Option<CertificatePart>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// What narrows the list down.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// The number's beginning, without hyphens; empty for any.
    pub(crate) number: String,
    pub(crate) issued_from: Option<Date>,
    pub(crate) issued_until: Option<Date>,
    pub(crate) part: Option<CertificatePart>,
}

/// The certificates of all people, those that were issued last before the others.
#[utoipa::path(tag = "certificates", params(CertificateQuery), responses((status = 200, body = CertificatePage)), security(("session" = [])))]
#[get("/certificates")]
pub(super) async fn list_certificates(
    request: HttpRequest,
    _staff: Require<ReadStandings>,
    Parameters(query): Parameters<CertificateQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let CertificateQuery { number, issued_from, issued_until, part, .. } = query;
    let filter = Filter { number: beginning(number.as_deref().unwrap_or_default())?, issued_from, issued_until, part };
    let Page { items, next } = db.read(move |conn| page(conn, &filter, &paging, moment.today)).await?;
    let page = CertificatePage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// The beginning of a number as it is kept.
pub(crate) fn beginning(typed: &str) -> Result<String, Error> {
    if NUMBER_CHARS_MAX < typed.chars().count() {
        return Err(Error::invalid("number", format!("is longer than {NUMBER_CHARS_MAX} characters; a number has 22")));
    }
    let compact: String = typed.chars().filter(|character| !matches!(character, '-' | ' ')).collect();
    if compact.chars().all(|character| character.is_ascii_alphanumeric()) {
        Ok(compact.to_ascii_uppercase())
    } else {
        Err(Error::invalid("number", "holds what no number does; write its letters and digits"))
    }
}

/// A page of the certificates that are asked for.
pub(crate) fn page(conn: &mut DbConnection, filter: &Filter, paging: &Paging, today: Date) -> Result<Page<CertificateEntry>, Error> {
    let rows = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let mut after = paging.after_name()?;
    let mut found = Vec::new();
    loop {
        let listed = store::issued_last(conn, filter, after.as_ref(), paging.rows())?;
        let is_last = listed.len() < rows;
        after = listed.last().map(|listed| (listed.day.clone(), listed.fact.clone()));
        for Listed { day, fact, name, certificate } in listed {
            let entry = certificate.map(|certificate| certificate.entry(name, today));
            found.extend(entry.filter(|entry| fits(filter, entry)).map(|entry| (name_key(&day, &fact), entry)));
        }
        if is_last || rows <= found.len() {
            break;
        }
    }
    paging.page(found, |(key, _)| key.clone()).try_map(|(_, entry)| Ok(entry))
}

/// The query narrows down; what a certificate is, the facts say.
fn fits(filter: &Filter, entry: &CertificateEntry) -> bool {
    filter.part.is_none_or(|CertificatePart::Revoked| entry.certificate.state == CertificateState::Revoked)
}

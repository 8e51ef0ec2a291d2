//! The catalog, for everyone.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::competencies::CompetencySet;
use shared::courses::{CatalogPart, CoursePage, Delivery, ProviderKind, check_state};
use utoipa::IntoParams;

use super::store::{self, Search};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::request::Parameters;
use crate::text::{folded, line};

/// The longest text that is searched for, in characters.
const TEXT_CHARS_MAX: usize = 200;

/// What the catalog is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CourseQuery {
    /// Words in the title, the provider's name or the city; case and accents do not matter.
    #[param(max_length = 200)]
    text: Option<String>,
    /// Approved for this set.
    set: Option<CompetencySet>,
    /// Held in this way.
    delivery: Option<Delivery>,
    /// By a provider of this kind.
    provider_kind: Option<ProviderKind>,
    /// Held in this state or territory, by its two-letter postal code.
    #[param(pattern = "^[A-Z]{2}$", example = "IL")]
    state: Option<String>,
    /// By how their approvals stand today: in force when absent. With `set`, by those for the set.
    approval: Option<CatalogPart>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The courses with an approval in force today, or those whose approvals stand otherwise, by title.
#[utoipa::path(tag = "courses", params(CourseQuery), responses((status = 200, body = CoursePage)))]
#[get("/courses")]
pub(super) async fn list_courses(
    request: HttpRequest,
    Parameters(query): Parameters<CourseQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let search = search(query)?;
    let Page { items, next } = db.read(move |conn| store::page(conn, &search, &paging, moment.today)).await?;
    let page = CoursePage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn search(query: CourseQuery) -> Result<Search, Error> {
    let words = words(query.text.as_deref())?;
    if let Some(error) = query.state.as_deref().and_then(|state| check_state("state", state)) {
        return Err(error.into());
    }
    Ok(Search {
        words,
        part: query.approval.unwrap_or_default(),
        set: query.set,
        delivery: query.delivery,
        provider_kind: query.provider_kind,
        state: query.state,
    })
}

/// The words that are searched for, folded.
pub(crate) fn words(typed: Option<&str>) -> Result<Vec<String>, Error> {
    // A form that was left empty sends `text=`.
    let text = match typed.filter(|text| !text.trim().is_empty()) {
        Some(text) => line("text", text, TEXT_CHARS_MAX)?,
        None => String::new(),
    };
    Ok(folded(&text).split_whitespace().map(str::to_owned).collect())
}

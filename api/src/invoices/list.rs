//! All invoices, for staff.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::ids::PersonId;
use shared::invoices::{Invoice, InvoicePage, InvoiceState};
use shared::queues::MatterKind;
use utoipa::IntoParams;

use super::gateway::{CardsTaken, Gateway};
use super::{answer, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::queues::{self, Wanted};
use crate::request::Parameters;

/// Which invoices.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListInvoices {
    /// Only those that stand so; all where it is absent.
    state: Option<InvoiceState>,
    /// Only those of this person.
    person: Option<PersonId>,
    /// How many at most, 1 to 200; 50 where it is absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The invoices of all people, those that were issued first before the others.
#[utoipa::path(tag = "invoices", security(("session" = [])), params(ListInvoices),
    responses((status = 200, body = InvoicePage), (status = 422, description = "There is no such page.")))]
#[get("/invoices")]
pub(super) async fn list_invoices(
    _staff: Require<permissions::ReadLists>,
    asked: Parameters<ListInvoices>,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let ListInvoices { state, person, limit, after } = asked.0;
    let paging = Paging::new(limit, after.as_deref())?;
    let cards = gateway.cards_taken();
    let Page { items, next } = db.read(move |conn| page(conn, (state, person), &paging, moment.today, cards)).await?;
    let page = InvoicePage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// In this state, of this person; none narrows nothing down.
pub(crate) type Filter = (Option<InvoiceState>, Option<PersonId>);

/// A page of the invoices that stand so.
pub(crate) fn page(
    conn: &mut DbConnection,
    (state, person): Filter,
    paging: &Paging,
    today: Date,
    cards: CardsTaken,
) -> Result<Page<Invoice>, Error> {
    let wanted = Wanted { kind: MatterKind::Invoice, state: state.map(InvoiceState::name), person };
    queues::page(conn, wanted, paging, |conn, places| {
        let people: Vec<_> = places.iter().map(|place| place.person).collect();
        let cases = store::cases_of_people(conn, &people, today)?;
        let fitting = cases.iter().filter(|case| state.is_none_or(|state| case.state() == state));
        Ok(fitting.map(|case| (case.record.invoice.to_string(), answer::answer(case, cards))).collect())
    })
}

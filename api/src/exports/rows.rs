//! What stands in the rows of each list.

mod money;

use shared::applications::Application;
use shared::certificates::CertificateEntry;
use shared::completions::Completion;
use shared::courses::{Course, Place};
use shared::exports::ExportList;
use shared::partners::{Partner, PartnerState, Proposal};
use shared::people::RoleHolder;
use shared::standings::StandingEntry;

use super::cell::Cell;
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Error;
use crate::invoices::{CardRefunds, CardsTaken};
use crate::orders::Wanted;
use crate::pages::{Page, Paging};
use crate::{applications, books, certificates, completions, courses, invoices, orders, partners, people, standings};

/// The rows of one page, and the cursor of the next.
pub(super) struct Chunk {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) next: Option<String>,
}

/// What the gateway does with cards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cards {
    pub(super) taken: CardsTaken,
    pub(super) refunds: CardRefunds,
}

/// A page of a list.
pub(super) fn chunk(conn: &mut DbConnection, list: &ExportList, paging: &Paging, moment: Moment, cards: Cards) -> Result<Chunk, Error> {
    let today = moment.today;
    Ok(match list {
        ExportList::Applications { state, person } => written(applications::page(conn, (*state, *person), paging, today)?, application),
        ExportList::Invoices { state, person } => written(invoices::page(conn, (*state, *person), paging, today, cards.taken)?, money::invoice),
        ExportList::Payments { part } => written(books::payments_page(conn, *part, paging, today, cards.refunds)?, money::payment),
        ExportList::Refunds {} => written(books::refunds_page(conn, paging)?, money::refund),
        ExportList::Orders { state, buyer } => {
            written(orders::page(conn, Wanted { state: *state, buyer: *buyer, own: None }, paging, today)?, money::order)
        }
        // Gone through at once, as the books' page does: a row for each month and kind.
        ExportList::Revenue {} => written(Page { items: books::revenue(conn, today)?, next: None }, money::revenue),
        ExportList::Completions { state, person } => written(completions::page(conn, (*state, *person), paging, today)?, completion),
        ExportList::Courses { part, set, text } => {
            let search = courses::Search {
                part: part.unwrap_or(shared::courses::CatalogPart::Any),
                set: *set,
                words: courses::words(text.as_deref())?,
                ..courses::Search::default()
            };
            let Page { items, next } = courses::page(conn, &search, paging, today)?;
            Chunk { rows: items.iter().flat_map(course).collect(), next }
        }
        ExportList::Standings { status, as_of } => {
            let page = standings::page(conn, *status, as_of.unwrap_or(today), paging)?;
            let ids: Vec<_> = page.items.iter().map(|entry| entry.person_id).collect();
            let emails = people::emails(conn, &ids)?;
            written(page, |entry| standing(entry, emails.get(&entry.person_id)))
        }
        ExportList::Certificates { issued_from, issued_until, part, number } => {
            let number = certificates::beginning(number.as_deref().unwrap_or_default())?;
            let filter = certificates::Filter { number, issued_from: *issued_from, issued_until: *issued_until, part: *part };
            written(certificates::page(conn, &filter, paging, today)?, certificate)
        }
        ExportList::Partners {} => written(partners::page(conn, paging, moment.now)?, partner),
        ExportList::Proposals { state } => written(partners::proposals_page(conn, *state, paging, moment.today)?, proposal),
        ExportList::Roles {} => written(people::roles_page(conn, paging)?, role_holder),
    })
}

fn written<T>(page: Page<T>, row: impl Fn(&T) -> Vec<Cell>) -> Chunk {
    Chunk { rows: page.items.iter().map(row).collect(), next: page.next }
}

fn application(item: &Application) -> Vec<Cell> {
    vec![
        Cell::shown(&item.id),
        Cell::shown(&item.person_id),
        (&item.person_name).into(),
        item.submitted_on.into(),
        item.state.name().into(),
        item.decided_on.into(),
        item.admitted_on.into(),
        (&item.position_title).into(),
        item.ala_member_number.as_ref().into(),
        if item.eligibility.eligible { "yes" } else { "no" }.into(),
    ]
}

fn completion(item: &Completion) -> Vec<Cell> {
    vec![
        Cell::shown(&item.id),
        Cell::shown(&item.person_id),
        (&item.person_name).into(),
        (&item.course_title).into(),
        (&item.provider).into(),
        item.set.code().into(),
        item.completed_on.into(),
        item.state.name().into(),
        item.decided_on.into(),
        item.decision_reason.as_ref().into(),
    ]
}

/// A row per approval; one where there is none.
fn course(item: &Course) -> Vec<Vec<Cell>> {
    let place = item.place.as_ref();
    let about = [
        Cell::shown(&item.id),
        (&item.title).into(),
        (&item.provider).into(),
        item.provider_kind.name().into(),
        item.delivery.name().into(),
        place.map(|place| &place.city).into(),
        place.map(|place| &place.state).into(),
    ];
    let approvals = item
        .approvals
        .iter()
        .map(|approval| -> [Cell; 4] { [approval.set.code().into(), approval.from.into(), approval.until.into(), approval.withdrawn_on.into()] });
    let mut rows: Vec<Vec<Cell>> = approvals.map(|approval| about.iter().cloned().chain(approval).collect()).collect();
    if rows.is_empty() {
        rows.push(about.into_iter().chain([const { Cell::Empty }; 4]).collect());
    }
    rows
}

fn standing(item: &StandingEntry, email: Option<&String>) -> Vec<Cell> {
    vec![Cell::shown(&item.person_id), (&item.name).into(), email.into(), item.status.name().into(), item.since.into(), item.until.into()]
}

fn certificate(item: &CertificateEntry) -> Vec<Cell> {
    let certificate = &item.certificate;
    vec![
        (&certificate.number).into(),
        Cell::shown(&item.person_id),
        (&certificate.name).into(),
        certificate.certified_on.into(),
        certificate.route.name().into(),
        certificate.sets.iter().map(|set| set.code()).collect::<Vec<_>>().join(" ").into(),
        certificate.state.name().into(),
        certificate.expires_on.into(),
    ]
}

fn partner(item: &Partner) -> Vec<Cell> {
    vec![
        Cell::shown(&item.id),
        (&item.provider).into(),
        item.provider_kind.name().into(),
        match item.state {
            PartnerState::Active => "active",
            PartnerState::Suspended => "suspended",
        }
        .into(),
        item.registered_on.into(),
        Cell::Count(item.courses),
    ]
}

fn proposal(item: &Proposal) -> Vec<Cell> {
    let place = |part: fn(&Place) -> &String| Cell::from(item.place.as_ref().map(part));
    vec![
        Cell::shown(&item.id),
        (&item.provider).into(),
        (&item.title).into(),
        item.delivery.name().into(),
        place(|place| &place.city),
        place(|place| &place.state),
        item.sets.iter().map(|set| set.code()).collect::<Vec<_>>().join(" ").into(),
        item.proposed_on.into(),
        item.state.name().into(),
        item.decided_on.into(),
        item.reason.as_ref().into(),
        Cell::shown_option(item.course_id),
    ]
}

fn role_holder(item: &RoleHolder) -> Vec<Cell> {
    let roles = item.roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" ");
    vec![Cell::shown(&item.person_id), (&item.name).into(), (&item.email).into(), roles.into()]
}

//! What stands in the rows of each list.

use shared::applications::Application;
use shared::calendar::Date;
use shared::certificates::CertificateEntry;
use shared::completions::Completion;
use shared::courses::{Course, Place};
use shared::exports::ExportList;
use shared::invoices::Invoice;
use shared::partners::{Partner, PartnerState, Proposal};
use shared::people::RoleHolder;
use shared::standings::StandingEntry;

use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Error;
use crate::invoices::CardsTaken;
use crate::pages::{Page, Paging};
use crate::{applications, certificates, completions, courses, invoices, partners, people, standings};

/// The rows of one page, and the cursor of the next.
pub(super) struct Chunk {
    pub(super) rows: Vec<Vec<String>>,
    pub(super) next: Option<String>,
}

/// The names of the columns.
pub(super) fn head(list: &ExportList) -> &'static [&'static str] {
    match list {
        ExportList::Applications { .. } => &[
            "application",
            "person",
            "name",
            "submitted_on",
            "state",
            "decided_on",
            "admitted_on",
            "position_title",
            "ala_member_number",
            "eligible",
        ],
        ExportList::Invoices { .. } => {
            &["invoice", "person", "name", "issued_on", "state", "total_dollars", "paid_dollars", "owed_dollars", "number"]
        }
        ExportList::Completions { .. } => {
            &["completion", "person", "name", "course", "provider", "set", "completed_on", "state", "decided_on", "decision_reason"]
        }
        ExportList::Courses { .. } => {
            &["course", "title", "provider", "provider_kind", "delivery", "city", "state", "set", "approved_from", "approved_until", "withdrawn_on"]
        }
        ExportList::Standings { .. } => &["person", "name", "email", "status", "since", "until"],
        ExportList::Certificates { .. } => &["number", "person", "name", "certified_on", "route", "sets", "state", "expires_on"],
        ExportList::Partners {} => &["partner", "provider", "provider_kind", "state", "registered_on", "courses"],
        ExportList::Proposals { .. } => &[
            "proposal",
            "provider",
            "title",
            "delivery",
            "city",
            "state",
            "sets",
            "proposed_on",
            "decision",
            "decided_on",
            "decision_reason",
            "course",
        ],
        ExportList::Roles {} => &["person", "name", "email", "roles"],
    }
}

/// A page of a list.
pub(super) fn chunk(conn: &mut DbConnection, list: &ExportList, paging: &Paging, moment: Moment, cards: CardsTaken) -> Result<Chunk, Error> {
    let today = moment.today;
    Ok(match list {
        ExportList::Applications { state, person } => written(applications::page(conn, (*state, *person), paging, today)?, application),
        ExportList::Invoices { state, person } => written(invoices::page(conn, (*state, *person), paging, today, cards)?, invoice),
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

fn written<T>(page: Page<T>, row: impl Fn(&T) -> Vec<String>) -> Chunk {
    Chunk { rows: page.items.iter().map(row).collect(), next: page.next }
}

fn application(item: &Application) -> Vec<String> {
    vec![
        item.id.to_string(),
        item.person_id.to_string(),
        item.person_name.clone(),
        item.submitted_on.to_string(),
        item.state.name().to_owned(),
        day(item.decided_on),
        day(item.admitted_on),
        item.position_title.clone(),
        item.ala_member_number.clone().unwrap_or_default(),
        if item.eligibility.eligible { "yes" } else { "no" }.to_owned(),
    ]
}

fn invoice(item: &Invoice) -> Vec<String> {
    vec![
        item.id.to_string(),
        item.person_id.to_string(),
        item.person_name.clone(),
        item.issued_on.to_string(),
        item.state.name().to_owned(),
        dollars(item.total_cents),
        dollars(item.paid_cents),
        dollars(item.owed_cents),
        item.number.map(|number| number.to_string()).unwrap_or_default(),
    ]
}

fn completion(item: &Completion) -> Vec<String> {
    vec![
        item.id.to_string(),
        item.person_id.to_string(),
        item.person_name.clone(),
        item.course_title.clone(),
        item.provider.clone(),
        item.set.code().to_owned(),
        item.completed_on.to_string(),
        item.state.name().to_owned(),
        day(item.decided_on),
        item.decision_reason.clone().unwrap_or_default(),
    ]
}

/// A row per approval; one where there is none.
fn course(item: &Course) -> Vec<Vec<String>> {
    let place = item.place.as_ref();
    let about = [
        item.id.to_string(),
        item.title.clone(),
        item.provider.clone(),
        item.provider_kind.name().to_owned(),
        item.delivery.name().to_owned(),
        place.map(|place| place.city.clone()).unwrap_or_default(),
        place.map(|place| place.state.clone()).unwrap_or_default(),
    ];
    let approvals = item
        .approvals
        .iter()
        .map(|approval| [approval.set.code().to_owned(), approval.from.to_string(), day(approval.until), day(approval.withdrawn_on)]);
    let mut rows: Vec<Vec<String>> = approvals.map(|approval| about.iter().cloned().chain(approval).collect()).collect();
    if rows.is_empty() {
        rows.push(about.into_iter().chain([String::new(), String::new(), String::new(), String::new()]).collect());
    }
    rows
}

fn standing(item: &StandingEntry, email: Option<&String>) -> Vec<String> {
    vec![
        item.person_id.to_string(),
        item.name.clone(),
        email.cloned().unwrap_or_default(),
        item.status.name().to_owned(),
        item.since.to_string(),
        day(item.until),
    ]
}

fn certificate(item: &CertificateEntry) -> Vec<String> {
    let certificate = &item.certificate;
    vec![
        certificate.number.clone(),
        item.person_id.to_string(),
        certificate.name.clone(),
        certificate.certified_on.to_string(),
        certificate.route.name().to_owned(),
        certificate.sets.iter().map(|set| set.code()).collect::<Vec<_>>().join(" "),
        certificate.state.name().to_owned(),
        certificate.expires_on.to_string(),
    ]
}

fn partner(item: &Partner) -> Vec<String> {
    vec![
        item.id.to_string(),
        item.provider.clone(),
        item.provider_kind.name().to_owned(),
        match item.state {
            PartnerState::Active => "active",
            PartnerState::Suspended => "suspended",
        }
        .to_owned(),
        item.registered_on.to_string(),
        item.courses.to_string(),
    ]
}

fn proposal(item: &Proposal) -> Vec<String> {
    let place = |part: fn(&Place) -> &String| item.place.as_ref().map(part).cloned().unwrap_or_default();
    vec![
        item.id.to_string(),
        item.provider.clone(),
        item.title.clone(),
        item.delivery.name().to_owned(),
        place(|place| &place.city),
        place(|place| &place.state),
        item.sets.iter().map(|set| set.code()).collect::<Vec<_>>().join(" "),
        item.proposed_on.to_string(),
        item.state.name().to_owned(),
        day(item.decided_on),
        item.reason.clone().unwrap_or_default(),
        item.course_id.map(|course| course.to_string()).unwrap_or_default(),
    ]
}

fn role_holder(item: &RoleHolder) -> Vec<String> {
    let roles = item.roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" ");
    vec![item.person_id.to_string(), item.name.clone(), item.email.clone(), roles]
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// A number that a spreadsheet adds up: no sign, no comma.
fn dollars(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

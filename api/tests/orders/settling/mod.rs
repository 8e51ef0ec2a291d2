//! What happens with an order once it is issued.

mod credit_order;
mod invitations;
mod journey;
mod many;
mod races;
mod record_order_payment;
mod refunded;
mod refused;
mod reminders;
mod reversed;
mod settled;
mod turns;
mod unasked;

use diesel::prelude::*;
use lssc_api::db::schema::{buyers, order_lines, orders};
use lssc_api::ids::fresh;
use lssc_api::orders::settling::{issued, work};
use lssc_api::record::{Act, NewFact, record};
use lssc_api::text::email_key;
use shared::facts::FactBody;
use shared::ids::{BuyerId, OrderId, OrderLineId};
use shared::orders::OrderedLine;

use crate::applications::{path, submitted};
use crate::support::*;

const UNKNOWN: &str = "01993e5c-6f00-7cc2-8000-0242ac120002";

/// A buyer and who orders for it.
struct Buying {
    id: BuyerId,
    member: Client,
}

/// Registers a buyer, with one who orders for it.
async fn buyer(app: &App) -> Buying {
    let (id, member, now) = (BuyerId(fresh()), app.person("Demo Buyer").await, app.clock.now());
    let inserted = app.db.write(move |tx| {
        let row = (
            buyers::id.eq(id.to_string()),
            buyers::name.eq("Demo Valley Library District"),
            buyers::name_folded.eq("demo valley library district"),
            buyers::address.eq("1 Demo Street"),
            buyers::created_at.eq(lssc_api::db::text::time(now)),
        );
        diesel::insert_into(buyers::table).values(row).execute(tx).map_err(lssc_api::db::StoreError::from)?;
        Ok(())
    });
    inserted.await.unwrap();
    let added = NewFact::of(member.person(), app.today(), FactBody::BuyerMemberAdded { buyer: id });
    app.record(vec![NewFact::general(app.today(), FactBody::BuyerRegistered { buyer: id }), added]).await;
    Buying { id, member }
}

/// An order that was issued.
#[derive(Clone)]
struct Ordered {
    id: OrderId,
    lines: Vec<OrderLineId>,
}

impl Ordered {
    fn path(&self, verb: &str) -> String {
        format!("/orders/{}{verb}", self.id)
    }
}

/// Issues an order of this buyer over these addresses and amounts, as the operation does.
async fn order(app: &App, buyer: &Buying, people: &[(&str, u32)]) -> Ordered {
    let ordered = Ordered { id: OrderId(fresh()), lines: people.iter().map(|_| OrderLineId(fresh())).collect() };
    let (id, buyer, moment) = (ordered.id, buyer.id, app.clock.moment().unwrap());
    let people: Vec<(OrderLineId, String, u32)> =
        ordered.lines.iter().zip(people).map(|(line, (email, cents))| (*line, (*email).to_owned(), *cents)).collect();
    let inserted = app.db.write(move |tx| {
        let (today, now) = (lssc_api::db::text::day(moment.today), lssc_api::db::text::time(moment.now));
        let row = (
            orders::id.eq(id.to_string()),
            orders::buyer_id.eq(buyer.to_string()),
            orders::reference.eq("PO-1"),
            orders::version.eq(1),
            orders::state.eq("open"),
            orders::created_on.eq(&today),
            orders::changed_at.eq(&now),
            orders::issued_at.eq(&now),
        );
        diesel::insert_into(orders::table).values(row).execute(tx).map_err(lssc_api::db::StoreError::from)?;
        for (place, (line, email, cents)) in (1_i32..).zip(&people) {
            let row = (
                order_lines::id.eq(line.to_string()),
                order_lines::order_id.eq(id.to_string()),
                order_lines::position.eq(place),
                order_lines::name.eq(format!("Demo Person {place}")),
                order_lines::email.eq(email),
                order_lines::email_key.eq(email_key(email)),
                order_lines::amount_cents.eq(i64::from(*cents)),
                order_lines::state.eq("draft"),
            );
            diesel::insert_into(order_lines::table).values(row).execute(tx).map_err(lssc_api::db::StoreError::from)?;
        }
        let lines = people.iter().map(|(line, _, amount_cents)| OrderedLine { line: *line, amount_cents: *amount_cents }).collect();
        let act = Act { account: None, operation: "issue_order", now: moment.now, today: moment.today, reason: None, key: None };
        let body = FactBody::OrderIssued { order: id, buyer, lines, apply_by: moment.today.days_later(180), number: None };
        record(tx, &act, vec![NewFact::general(moment.today, body)])?;
        issued(tx, &act, id)
    });
    inserted.await.unwrap();
    ordered
}

/// Someone who has applied, and the path of their invoice.
async fn applied(app: &App) -> (Client, Value, String) {
    let applicant = app.person("Demo Candidate").await;
    let application = submitted(&applicant).await;
    let invoice = format!("/invoices/{}", application["invoice_id"].as_str().unwrap());
    (applicant, application, invoice)
}

fn check(number: &str, amount_cents: u32) -> Value {
    json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": "2026-11-22"})
}

/// Records a check for the order; the path of the payment.
async fn paid(staff: &Client, order: &Ordered, number: &str, amount_cents: u32) -> String {
    let payment = staff.post(&order.path("/payments"), check(number, amount_cents)).await.ok();
    format!("/payments/{}", payment["id"].as_str().unwrap())
}

/// Where an invoice stands, and what is owed.
async fn stands(who: &Client, invoice: &str) -> (String, u64) {
    let found = who.get(invoice).await.ok();
    (found["state"].as_str().unwrap().to_owned(), found["owed_cents"].as_u64().unwrap())
}

fn standing(state: &str, owed_cents: u64) -> (String, u64) {
    (state.to_owned(), owed_cents)
}

/// Where the order and its lines stand, in their order.
async fn states(app: &App, order: &Ordered) -> Vec<String> {
    let id = order.id.to_string();
    app.read(move |conn| {
        let of_order: String = orders::table.find(&id).select(orders::state).first(conn).unwrap();
        let lines = order_lines::table.filter(order_lines::order_id.eq(&id)).order(order_lines::position).select(order_lines::state);
        std::iter::once(of_order).chain(lines.load::<String>(conn).unwrap()).collect()
    })
    .await
}

/// The worker does what is due.
async fn worked(app: &App) -> usize {
    work(&app.db, app.clock.moment().unwrap()).await.unwrap()
}

/// What of a payment is unallocated.
async fn unallocated(staff: &Client, payment: &str) -> u64 {
    staff.get(payment).await.ok()["unallocated_cents"].as_u64().unwrap()
}

/// The books add up, and the caches agree with the facts.
async fn add_up(app: &App) {
    let today = app.today();
    let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
    assert_eq!(checked.report.found, []);
    assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
}

//! The books, endpoint by endpoint; numbers without gaps; what `lssc books check` finds.

mod allocate_payment;
mod check;
mod compare_payouts;
mod credit_invoice;
mod find_number;
mod get_books;
mod get_payment;
mod list_invoice_payments;
mod numbers;
mod record_unassigned_payment;
mod refund_payment;
mod release_allocation;
mod reverse_payment;

use actix_web::http::Method;
use actix_web::test::TestRequest;

use crate::applications::submitted;
use crate::support::*;

const UNKNOWN: &str = "01993e5c-6f00-7cc2-8000-0242ac120002";

/// Someone who has applied, and the path of their invoice.
pub(crate) async fn invoiced(app: &App) -> (Client, String) {
    let applicant = app.person("Demo Candidate").await;
    let application = submitted(&applicant).await;
    (applicant, format!("/invoices/{}", application["invoice_id"].as_str().unwrap()))
}

/// The id in a path.
fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Records a check for this invoice; the path of the payment.
pub(crate) async fn paid(staff: &Client, invoice: &str, number: &str, amount_cents: u32) -> String {
    let check = json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": "2026-11-22"});
    let found = staff.post(&format!("{invoice}/payments"), check).await.ok();
    let payment = found["payments"].as_array().unwrap().iter().find(|payment| payment["reference"] == number).unwrap();
    format!("/payments/{}", payment["id"].as_str().unwrap())
}

/// Records money of which nobody knows what it is for; the path of the payment.
pub(crate) async fn unassigned(staff: &Client, number: &str, amount_cents: u32) -> String {
    let body =
        json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": "2026-11-22", "sent_by": "Demo County Library"});
    format!("/payments/{}", staff.post("/payments", body).await.ok()["id"].as_str().unwrap())
}

/// Pays the invoice by card at the test gateway; the path of the payment.
pub(crate) async fn paid_by_card(app: &App, applicant: &Client, staff: &Client, invoice: &str) -> String {
    let checkout = applicant.post(&format!("{invoice}/checkout"), json!({})).await.ok();
    let page = checkout["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
    assert_eq!(app.anyone().send(TestRequest::with_uri(&format!("{page}/approve")).method(Method::POST)).await.status, 303);
    format!("/payments/{}", staff.get(&format!("{invoice}/payments")).await.ok()["items"][0]["id"].as_str().unwrap())
}

/// Puts money of a payment to an invoice.
pub(crate) async fn put(staff: &Client, payment: &str, invoice: &str, amount_cents: u32) -> Reply {
    staff.post(&format!("{payment}/allocations"), json!({"invoice_id": id(invoice), "amount_cents": amount_cents})).await
}

/// Where an invoice stands, what pays it and what is owed.
async fn stands(who: &Client, invoice: &str) -> (String, u64, u64) {
    let found = who.get(invoice).await.ok();
    (found["state"].as_str().unwrap().to_owned(), found["paid_cents"].as_u64().unwrap(), found["owed_cents"].as_u64().unwrap())
}

fn standing(state: &str, paid_cents: u64, owed_cents: u64) -> (String, u64, u64) {
    (state.to_owned(), paid_cents, owed_cents)
}

/// The books add up, and the caches agree with the facts.
async fn add_up(app: &App) {
    let today = app.today();
    let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
    assert_eq!(checked.report.found, []);
    assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
}

/// Who may not: another person, an administrator, nobody; and nobody for themselves.
async fn is_for_staff(app: &App, path: &str, body: Value) {
    app.person("Demo Other").await.post(path, body.clone()).await.is_problem(403, "forbidden");
    app.admin("Demo Admin").await.post(path, body.clone()).await.is_problem(403, "forbidden");
    app.anyone().post(path, body).await.is_problem(401, "signed_out");
}

/// Staff who applied themselves, and a payment of theirs that another of the staff recorded.
async fn own(app: &App, staff: &Client) -> (Client, String, String) {
    let owner = app.staff("Demo Colleague").await;
    let application = submitted(&owner).await;
    let invoice = format!("/invoices/{}", application["invoice_id"].as_str().unwrap());
    let payment = paid(staff, &invoice, "own-1", 36_000).await;
    (owner, invoice, payment)
}

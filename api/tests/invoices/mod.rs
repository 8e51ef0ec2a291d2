//! Invoices, endpoint by endpoint, and the pages of the test gateway.

mod checkout;
mod events;
mod get;
mod get_pdf;
mod list;
mod list_mine;
mod record_payment;
mod stripe;
mod test_gateway;

use crate::applications::submitted;
use crate::support::*;

/// Someone who has applied, and the path of their invoice.
async fn invoiced(app: &App) -> (Client, String) {
    let applicant = app.person("Demo Candidate").await;
    let application = submitted(&applicant).await;
    (applicant, format!("/invoices/{}", application["invoice_id"].as_str().unwrap()))
}

/// A check over so many cents, received today.
fn check(number: &str, amount_cents: u32) -> Value {
    json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": "2026-11-22"})
}

/// The path of an invoice's payments.
fn payments(invoice: &str) -> String {
    format!("{invoice}/payments")
}

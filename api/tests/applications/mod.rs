//! Applications, endpoint by endpoint.

mod accept;
mod confirmations;
mod draft;
mod get;
mod give_information;
mod list;
mod list_mine;
mod mark_membership_unconfirmed;
mod refuse;
mod request_information;
mod submit;
mod withdraw;

use crate::support::*;

/// An application of someone who is eligible.
pub(crate) fn eligible() -> Value {
    json!({
        "library_work": [{"from": "2022-01-01", "until": null, "minutes_per_week": 2100}],
        "has_diploma": true,
        "in_support_position": true,
        "position_title": "Circulation assistant"
    })
}

/// Submits an application and gives it as it was answered.
pub(crate) async fn submitted(applicant: &Client) -> Value {
    applicant.post("/applications", eligible()).await.ok()
}

/// The path of an application, and of what is done to it.
pub(crate) fn path(application: &Value, verb: &str) -> String {
    format!("/applications/{}{verb}", application["id"].as_str().unwrap())
}

/// Pays what is owed for an application by check.
pub(crate) async fn paid(staff: &Client, application: &Value) {
    let id = application["invoice_id"].as_str().unwrap();
    let owed = staff.get(&format!("/invoices/{id}")).await.ok()["owed_cents"].clone();
    let check = json!({"method": "check", "amount_cents": owed, "reference": "1001", "received_on": "2026-11-22"});
    staff.post(&format!("/invoices/{id}/payments"), check).await.ok();
}

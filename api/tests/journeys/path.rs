//! The whole path, step by step, by API: register, apply, be accepted, pay, report six courses, have them verified, be
//! certified, be found by a stranger.

use serde_json::{Value, json};

use super::http::{Request, Response};
use crate::support::registration;

/// The six sets of the journey: the three required ones and three electives.
const SETS: [&str; 6] = ["foundations", "communication", "technology", "access", "cataloging", "youth"];

/// What carries a request to the server and its answer back, however often that takes.
pub(super) trait Carrier {
    /// The answer, or why there is none.
    fn ask(&mut self, request: Request) -> Result<Response, String>;
    /// A key for a new request, where keys are used.
    fn key(&mut self) -> Option<String>;
    /// The token in the latest link to confirm that was mailed to this address.
    fn mailed_token(&mut self, email: &str) -> Result<String, String>;
}

/// Asks, and takes one of these statuses for an answer.
fn expect(carrier: &mut impl Carrier, request: Request, statuses: &[u16]) -> Result<Value, String> {
    let asked = format!("{request:?}");
    let response = carrier.ask(request)?;
    if statuses.contains(&response.status) { Ok(response.body) } else { Err(format!("{asked} was answered {response:?}")) }
}

fn text(value: &Value, member: &str) -> Result<String, String> {
    value[member].as_str().map(str::to_owned).ok_or_else(|| format!("`{member}` is missing in {value}"))
}

/// Signs in, and gives the access token.
pub(super) fn sign_in(carrier: &mut impl Carrier, email: &str, password: &str) -> Result<String, String> {
    let session = expect(carrier, Request::new("POST", "/api/v1/sessions").with(json!({"email": email, "password": password})), &[200])?;
    text(&session, "access_token")
}

/// Someone who has walked the whole path.
pub(super) struct Holder {
    pub(super) person_id: String,
    pub(super) token: String,
}

/// One person's whole path.
pub(super) fn certify(carrier: &mut impl Carrier, staff: &str, email: &str, password: &str) -> Result<Holder, String> {
    let candidate = register(carrier, email, password)?;
    apply_and_pay(carrier, staff, &candidate)?;
    complete_six(carrier, staff, &candidate)?;

    let standing = expect(carrier, Request::new("GET", "/api/v1/me/standing").signed_by(&candidate), &[200])?;
    if standing["standing"]["status"] != "certified" {
        return Err(format!("not certified: {standing}"));
    }
    let certificates = expect(carrier, Request::new("GET", "/api/v1/me/certificates").signed_by(&candidate), &[200])?;
    let number = text(&certificates["items"][0], "number")?;
    let verification = expect(carrier, Request::new("GET", format!("/api/v1/verify/{number}")), &[200])?;
    if verification["state"] != "valid" {
        return Err(format!("not valid: {verification}"));
    }
    Ok(Holder { person_id: text(&standing, "person_id")?, token: candidate })
}

/// The report of a course for a seventh set.
pub(super) fn seventh_report(carrier: &mut impl Carrier, holder: &Holder) -> Result<Request, String> {
    report(carrier, &holder.token, "supervision")
}

fn register(carrier: &mut impl Carrier, email: &str, password: &str) -> Result<String, String> {
    let body = registration(email, password, "Demo Walker");
    expect(carrier, Request::new("POST", "/api/v1/accounts").with(body), &[202])?;
    let token = carrier.mailed_token(email)?;
    // A link opens once. Whoever follows it again, because the answer got lost, is told to sign in, and can.
    expect(carrier, Request::new("POST", "/api/v1/accounts/confirm").with(json!({"token": token, "password": password})), &[204, 422])?;
    sign_in(carrier, email, password)
}

fn apply_and_pay(carrier: &mut impl Carrier, staff: &str, candidate: &str) -> Result<(), String> {
    let body = json!({
        "library_work": [{"from": "2020-01-01", "minutes_per_week": 2_100}],
        "has_diploma": true,
        "in_support_position": true,
        "position_title": "Circulation assistant"
    });
    let key = carrier.key();
    let application = expect(carrier, Request::new("POST", "/api/v1/applications").with(body).signed_by(candidate).keyed(key), &[201])?;
    let (id, invoice) = (text(&application, "id")?, text(&application, "invoice_id")?);
    let key = carrier.key();
    expect(carrier, Request::new("POST", format!("/api/v1/applications/{id}/accept")).with(json!({})).signed_by(staff).keyed(key), &[200])?;
    let key = carrier.key();
    let checkout = Request::new("POST", format!("/api/v1/invoices/{invoice}/checkout")).with(json!({})).signed_by(candidate).keyed(key);
    let url = text(&expect(carrier, checkout, &[200, 201])?, "url")?;
    let session = url.find("/test-gateway/").and_then(|at| url.get(at..)).ok_or_else(|| format!("no session in {url}"))?;
    expect(carrier, Request::new("POST", format!("{session}/approve")), &[303]).map(drop)
}

fn complete_six(carrier: &mut impl Carrier, staff: &str, candidate: &str) -> Result<(), String> {
    for set in SETS {
        let report = report(carrier, candidate, set)?;
        let key = carrier.key();
        let reported = expect(carrier, report.keyed(key), &[201])?;
        let id = text(&reported["items"][0], "id")?;
        let key = carrier.key();
        expect(carrier, Request::new("POST", format!("/api/v1/completions/{id}/verify")).with(json!({})).signed_by(staff).keyed(key), &[200])?;
    }
    Ok(())
}

/// A report of a course for this set alone, completed today: one report is one completion.
fn report(carrier: &mut impl Carrier, candidate: &str, set: &str) -> Result<Request, String> {
    let today = text(&expect(carrier, Request::new("GET", "/api/v1/programme"), &[200])?, "today")?;
    let catalog = expect(carrier, Request::new("GET", format!("/api/v1/courses?set={set}&limit=200")), &[200])?;
    let courses = catalog["items"].as_array().ok_or("no courses")?;
    let course =
        courses.iter().find(|course| course["approvals"].as_array().is_some_and(|approvals| approvals.iter().all(|approval| approval["set"] == set)));
    let course = text(course.ok_or_else(|| format!("no course for `{set}` alone"))?, "id")?;
    Ok(Request::new("POST", "/api/v1/completions").with(json!({"course_id": course, "completed_on": today})).signed_by(candidate))
}

//! People as their facts tell of them: a whole path from the registration to the certificate, with the facts of the
//! courses on it, as the server loads them.

use anyhow::Result;
use serde_json::{Value, json};
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::facts::{Fact, FactBody};
use uuid::Uuid;

const SETS: [&str; 6] = ["foundations", "communication", "technology", "access", "cataloging", "youth"];

/// The facts of the n-th person.
pub(super) fn facts_of(n: usize) -> Result<Vec<Fact>> {
    let person = Uuid::now_v7();
    let (application, invoice) = (Uuid::now_v7(), Uuid::now_v7());
    let day = |text: &str| -> Result<Date> { Ok(text.parse::<Date>()?.days_later(u32::try_from(n % 300)?)) };
    let (applied, admitted, completed, decided) = (day("2024-01-10")?, day("2024-02-01")?, day("2024-09-10")?, day("2024-10-10")?);
    let mut facts: Vec<Fact> = Vec::new();
    let mut add = |person: Option<Uuid>, on: Date, body: Value| -> Result<()> {
        let act = Uuid::now_v7();
        let mut fact = json!({"id": Uuid::now_v7(), "act": act, "person": person, "on": on, "recorded_at": "2026-11-24T03:00:00.000000Z"});
        if let (Some(fact), Some(body)) = (fact.as_object_mut(), body.as_object()) {
            fact.extend(body.clone());
        }
        facts.push(serde_json::from_value(fact)?);
        Ok(())
    };
    let mine = Some(person);
    add(mine, applied, json!({"fact": "person_registered"}))?;
    let work = json!([{"from": "2020-01-01", "minutes_per_week": 1200}]);
    add(
        mine,
        applied,
        json!({"fact": "application_submitted", "application": application, "library_work": work, "has_diploma": true, "in_support_position": true, "ala_member": false}),
    )?;
    add(
        mine,
        applied,
        json!({"fact": "invoice_issued", "invoice": invoice, "application": application, "lines": [{"charge": "application_fee", "amount_cents": 35_000}]}),
    )?;
    add(mine, admitted, json!({"fact": "application_accepted", "application": application}))?;
    add(
        mine,
        admitted,
        json!({"fact": "payment_received", "payment": Uuid::now_v7(), "invoice": invoice, "amount_cents": 35_000, "method": "card", "reference": "test"}),
    )?;
    for set in SETS {
        let (completion, course) = (Uuid::now_v7(), Uuid::now_v7());
        add(mine, completed, json!({"fact": "completion_reported", "completion": completion, "course": course, "set": set}))?;
        add(mine, decided, json!({"fact": "completion_decided", "completion": completion, "outcome": "achieved"}))?;
        let title = format!("Course for {set}");
        let begun = "2023-01-01".parse()?;
        add(
            None,
            begun,
            json!({"fact": "course_added", "course": course, "title": title, "provider": "Demo State Library", "provider_kind": "state_library", "delivery": "online", "place": null}),
        )?;
        add(None, begun, json!({"fact": "course_approved", "approval": Uuid::now_v7(), "course": course, "set": set, "until": "2027-01-01"}))?;
    }
    add(
        mine,
        decided,
        json!({"fact": "certificate_issued", "certificate": Uuid::now_v7(), "number": "05AFMS-Y38DJQ-W16BGN-TZ4K", "sets": SETS, "route": "sets", "policy": "2026-01"}),
    )?;
    // The person's own first, as the server loads them.
    facts.sort_by_key(|fact| fact.person.is_none());
    Ok(facts)
}

/// Every member of a fact, so that all of it is read.
pub(super) fn read(fact: &Fact) -> u64 {
    let head = id(fact.id.0).wrapping_add(id(fact.act.0)).wrapping_add(fact.person.map_or(0, |person| id(person.0)));
    head.wrapping_add(day(fact.on)).wrapping_add(fact.recorded_at.timestamp_micros().cast_unsigned()).wrapping_add(body(&fact.body))
}

fn body(body: &FactBody) -> u64 {
    match body {
        FactBody::ApplicationSubmitted { application, library_work, .. } => {
            library_work.iter().fold(id(application.0), |sum, work| sum.wrapping_add(day(work.from)).wrapping_add(u64::from(work.minutes_per_week)))
        }
        FactBody::ApplicationAccepted { application } => id(application.0),
        FactBody::InvoiceIssued { invoice, application, lines, .. } => {
            lines.iter().fold(id(invoice.0) ^ id(application.0), |sum, line| sum.wrapping_add(u64::from(line.amount_cents)))
        }
        FactBody::PaymentReceived { payment, invoice, amount_cents, reference, .. } => {
            (id(payment.0) ^ id(invoice.0)).wrapping_add(u64::from(*amount_cents)).wrapping_add(reference.as_deref().map_or(0, text))
        }
        FactBody::CourseAdded { course, title, provider, .. } => id(course.0).wrapping_add(text(title)).wrapping_add(text(provider)),
        FactBody::CourseApproved { approval, course, set, until } => {
            (id(approval.0) ^ id(course.0)).wrapping_add(one(*set)).wrapping_add(until.map_or(0, day))
        }
        FactBody::CompletionReported { completion, course, set } => (id(completion.0) ^ id(course.0)).wrapping_add(one(*set)),
        FactBody::CompletionDecided { completion, outcome } => id(completion.0).wrapping_add(*outcome as u64),
        FactBody::CertificateIssued { certificate, number, sets, policy, .. } => {
            sets.iter().fold(id(certificate.0).wrapping_add(text(number)).wrapping_add(text(policy)), |sum, set| sum.wrapping_add(one(*set)))
        }
        _ => 0,
    }
}

fn id(id: Uuid) -> u64 {
    let (high, low) = id.as_u64_pair();
    high ^ low
}

fn one(set: CompetencySet) -> u64 {
    set.position() as u64
}

fn day(day: Date) -> u64 {
    day.year().unsigned_abs().into()
}

fn text(text: &str) -> u64 {
    text.bytes().fold(0, |sum, byte| sum.wrapping_add(byte.into()))
}

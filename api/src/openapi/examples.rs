//! Examples for every operation and every problem. Requests and answers are made from their schemas, with words of the
//! field for the members that people read. The linter of `cargo xtask test` holds each against its schema.

use serde_json::{Map, Value, json};
use shared::evidence::EvidenceKind;
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, OpenApi, RefOr, Response};

use super::problems::{self, Key};
use crate::error::PROBLEM_JSON;

/// Deeper than any of our schemas; one that holds itself ends here.
const DEPTH_MAX: usize = 12;
/// A candidate number, whose last character fits the others.
const CANDIDATE: &str = "7K3M-9QT6";
const ID: &str = "01930d5e-7c1a-7c3e-9b1f-2f6d1c0a4e55";

/// Adds the examples to the completed document.
pub(super) fn add(document: &mut OpenApi) {
    let schemas = document.components.as_ref().and_then(|components| serde_json::to_value(&components.schemas).ok()).unwrap_or_default();
    for item in document.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch].into_iter().flatten() {
            exemplify(operation, &schemas);
        }
    }
    if let Some(components) = &mut document.components {
        components.examples.extend(problems::general());
    }
}

/// What has a schema of members; of rows (NDJSON), one is the example.
const SCHEMATIC: [&str; 3] = ["application/json", "application/x-ndjson", "application/x-www-form-urlencoded"];

/// What has no schema of members: `text/csv` of exports and of partners' rows, pictures, what Stripe tells.
fn file(media_type: &str, operation: &str) -> Option<Value> {
    match (media_type, operation) {
        ("text/csv", "report_for_candidates") => {
            Some(json!(format!("candidate_number,family_name,course_id,completed_on\r\n{CANDIDATE},Reader,{ID},2026-10-15\r\n")))
        }
        ("text/csv", "import_order_lines") => {
            Some(json!("name,email,ala_member_number,amount\r\nDemo Reader,reader@demo.example,1234567,325.00\r\n"))
        }
        ("text/csv", "compare_payouts") => {
            Some(json!("created,currency,gross,reporting_category,payment_intent_id\r\n2026-11-20 10:15:00,usd,350.00,charge,pi_1\r\n"))
        }
        ("text/csv", _) => Some(json!("\u{feff}name,email,status,since\r\nDemo Reader,reader@demo.example,Candidate,2026-02-01\r\n")),
        ("application/json", "take_stripe_event") => Some(json!({
            "id": "evt_1",
            "type": "refund.created",
            "data": {"object": {"id": "re_1", "amount": 35_000, "payment_intent": "pi_1", "status": "succeeded"}},
        })),
        // As text, as far as a file is one.
        ("application/octet-stream" | "application/pdf", _) => Some(json!("%PDF-1.7\n%%EOF\n")),
        ("image/png", _) => Some(json!("\u{89}PNG\r\n\u{1a}\n")),
        ("image/jpeg", _) => Some(json!("\u{ff}\u{d8}\u{ff}\u{e0}")),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _) => Some(json!("PK\u{3}\u{4}")),
        (media_type, _) if media_type == EvidenceKind::Docx.media_type() => Some(json!("PK\u{3}\u{4}")),
        ("image/svg+xml", _) => Some(json!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 45 45\"><path d=\"M4 4h1v1h-1z\"/></svg>")),
        _ => None,
    }
}

fn exemplify(operation: &mut Operation, schemas: &Value) {
    let id = operation.operation_id.clone().unwrap_or_default();
    let key = key_of(operation);
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.content.iter_mut().for_each(|(media_type, content)| show(media_type, content, &id, schemas));
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(Response { content, .. }) = response else { continue };
        content.iter_mut().for_each(|(media_type, content)| show(media_type, content, &id, schemas));
        if let Some(RefOr::T(content)) = content.get_mut(PROBLEM_JSON) {
            problems::show(content, &id, key, status);
        }
    }
}

/// Adds an example to a content where there can be one.
fn show(media_type: &str, content: &mut RefOr<Content>, operation: &str, schemas: &Value) {
    let RefOr::T(content) = content else { return };
    if let Some(file) = file(media_type, operation) {
        content.examples.insert("usual".to_owned(), RefOr::T(ExampleBuilder::new().value(Some(file)).build()));
    } else if SCHEMATIC.contains(&media_type) {
        from_schema(content, schemas);
    }
}

fn key_of(operation: &Operation) -> Key {
    let takes_key = operation.parameters.iter().flatten().any(|parameter| matches!(parameter, RefOr::T(said) if said.name == "Idempotency-Key"));
    if takes_key { Key::Taken } else { Key::None }
}

/// An example beside the schema, where there is none yet.
fn from_schema(content: &mut Content, schemas: &Value) {
    if content.example.is_some() || !content.examples.is_empty() {
        return;
    }
    let Some(schema) = content.schema.as_ref().and_then(|schema| serde_json::to_value(schema).ok()) else { return };
    let example: Example = ExampleBuilder::new().value(Some(value_of(&schema, schemas, "", 0))).build();
    content.examples.insert("usual".to_owned(), RefOr::T(example));
}

fn value_of(schema: &Value, schemas: &Value, name: &str, depth: usize) -> Value {
    if let Some(known) =
        schema.get("example").or_else(|| schema.pointer("/examples/0")).or_else(|| schema.get("const")).or_else(|| schema.get("default"))
    {
        return known.clone();
    }
    if let Some(named) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next()) {
        return schemas.get(named).map_or(Value::Null, |schema| value_of(schema, schemas, name, depth.saturating_add(1)));
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        return Value::Object(all.iter().flat_map(|part| members(value_of(part, schemas, name, depth.saturating_add(1)))).collect());
    }
    for choice in ["oneOf", "anyOf"] {
        let parts = schema.get(choice).and_then(Value::as_array).into_iter().flatten();
        if let Some(part) = parts.into_iter().find(|part| part.get("type").and_then(Value::as_str) != Some("null")) {
            // What stands beside a choice belongs to every one of them.
            let chosen = value_of(part, schemas, name, depth.saturating_add(1));
            let beside = members(object(schema, schemas, depth));
            return if chosen.is_object() { Value::Object(members(chosen).into_iter().chain(beside).collect()) } else { chosen };
        }
    }
    if let Some(first) = schema.pointer("/enum/0") {
        return first.clone();
    }
    match kind(schema) {
        "array" if depth < DEPTH_MAX => {
            schema.get("items").map_or(json!([]), |items| json!([value_of(items, schemas, name, depth.saturating_add(1))]))
        }
        "array" => json!([]),
        "integer" | "number" => number(schema, name),
        "boolean" => json!(true),
        "string" => json!(text(schema, name)),
        "null" => Value::Null,
        _ => object(schema, schemas, depth),
    }
}

/// The type, and of several the one that says most.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("null"),
        _ => "object",
    }
}

fn object(schema: &Value, schemas: &Value, depth: usize) -> Value {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let all = properties.filter(|_| depth < DEPTH_MAX);
    Value::Object(all.map(|(name, schema)| (name.clone(), value_of(schema, schemas, name, depth.saturating_add(1)))).collect())
}

fn members(value: Value) -> Map<String, Value> {
    if let Value::Object(members) = value { members } else { Map::new() }
}

fn number(schema: &Value, name: &str) -> Value {
    let usual = match name {
        "status" => 422,
        "question" => 18,
        "expires_in" => 600,
        name if name.ends_with("_cents") => 35_000,
        name if name.contains("minutes") => 2_100,
        name if name.contains("hours") => 35,
        _ => 1,
    };
    let bound = |name: &str| schema.get(name).and_then(Value::as_i64);
    json!(usual.max(bound("minimum").unwrap_or(i64::MIN)).min(bound("maximum").unwrap_or(i64::MAX)))
}

/// What people would write there.
fn text(schema: &Value, name: &str) -> String {
    match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => return ID.to_owned(),
        Some("date") => return day(name).to_owned(),
        Some("date-time") => return "2026-11-24T15:04:05.123456Z".to_owned(),
        _ => {}
    }
    let known = match name {
        "email" | "contact_email" | "by" => "reader@demo.example",
        "name" | "person_name" => "Demo Reader",
        "password" | "current_password" => "nine lamps on a quiet shelf",
        "new_password" => "ten lamps on a quieter shelf",
        "number" => "7K3M-9QX2-W4RT-8PZN-5VBC-D",
        "title" | "course_title" => "Cataloging for Support Staff",
        "provider" => "Demo State Library",
        "candidate_number" => CANDIDATE,
        "family_name" => "Reader",
        "client_id" => ID,
        "client_secret" => "lssc_partner_3q7u-example-of-a-secret",
        "city" => "Chicago",
        "state" => "IL",
        "position_title" | "position" => "Circulation assistant",
        "employer" => "Demo Valley Public Library",
        "question" => "Which library was that, and who can confirm the hours?",
        "answer" => "The branch on Main Street; the branch manager can.",
        "ala_member_number" => "1234567",
        "reason" | "note" | "decision_reason" => "The transcript names the course and the day.",
        "reference" => "Check 1042",
        "college" => "Demo Community College",
        "text" => "demo",
        "code" | "rule" => "library_hours",
        "sentence" | "detail" | "summary" => "A year of work in a library is needed.",
        "message" => "When does my candidacy end?",
        "subject" => "A question about renewal",
        // A trap for machines, which people leave empty.
        "website" => "",
        "url" | "public_url" => "https://certification.demo.example",
        "token" | "access_token" => "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJkZW1vIn0.c2lnbmF0dXJl",
        "token_type" => "Bearer",
        "time_zone" => "America/Chicago",
        "type" => "/problems/invalid",
        "version" | "policy" | "edition" => "2026-01-01",
        "next" | "after" => "01930d5e7c1a7c3e9b1f2f6d1c0a4e55",
        "member" => "completed_on",
        "operation" => "report_completion",
        "contact_phone" => "+1 312 555 0100",
        _ => "as written",
    };
    let at_least = schema.get("minLength").and_then(Value::as_u64).and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let at_most = schema.get("maxLength").and_then(Value::as_u64).and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
    known.chars().chain(std::iter::repeat('x')).take(known.len().max(at_least).min(at_most)).collect()
}

fn day(name: &str) -> &'static str {
    match name {
        "admitted_on" | "from" | "from_on" | "certified_on" => "2024-02-01",
        "until" | "until_on" | "deadline" | "expires_on" => "2028-01-31",
        _ => "2026-10-15",
    }
}

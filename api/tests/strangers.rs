//! What is someone else's is not there: every operation with an id in its path, asked with ids that exist by someone
//! who registered and has nothing to do with them. An operation without a row fails.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use diesel::prelude::*;
use lssc_api::db::schema::outbox;
use lssc_api::ids::fresh;
use lssc_api::openapi;
use lssc_api::record::{NewFact, facts_of};
use shared::competencies::CompetencySet;
use shared::facts::FactBody;
use shared::ids::{ApprovalId, PersonId};

use crate::applications::{paid, path};
use crate::support::*;

/// What a stranger is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stranger {
    /// Anyone may see it.
    Sees,
    /// It is not the stranger's, so it is not there.
    FindsNothing,
    /// The role lacks the operation.
    MayNot,
    /// It is for partners alone: staff may not either, and another partner finds nothing.
    IsNoPartner,
    /// It is for buyers and staff: another buyer finds nothing.
    IsNoBuyer,
}
use Stranger::{FindsNothing, IsNoBuyer, IsNoPartner, MayNot, Sees};

const TABLE: &[(&str, Stranger)] = &[
    ("end_session", FindsNothing),
    ("get_application", FindsNothing),
    ("withdraw_application", FindsNothing),
    ("give_information", FindsNothing),
    ("ask_for_confirmation", FindsNothing),
    ("get_evidence_file", FindsNothing),
    ("remove_evidence", FindsNothing),
    ("request_information", MayNot),
    ("mark_membership_unconfirmed", MayNot),
    ("accept_application", MayNot),
    ("refuse_application", MayNot),
    ("get_invoice", FindsNothing),
    ("get_invoice_pdf", FindsNothing),
    ("open_checkout", FindsNothing),
    ("record_payment", MayNot),
    ("get_payment", MayNot),
    ("reverse_payment", MayNot),
    ("allocate_payment", MayNot),
    ("release_allocation", MayNot),
    ("refund_payment", MayNot),
    ("credit_invoice", MayNot),
    ("list_invoice_payments", MayNot),
    ("find_number", MayNot),
    ("get_buyer", MayNot),
    ("change_buyer", MayNot),
    ("add_buyer_member", MayNot),
    ("remove_buyer_member", MayNot),
    ("get_order", IsNoBuyer),
    ("change_order", IsNoBuyer),
    ("discard_order", IsNoBuyer),
    ("issue_order", IsNoBuyer),
    ("get_order_pdf", IsNoBuyer),
    ("list_order_lines", IsNoBuyer),
    ("replace_order_lines", IsNoBuyer),
    ("import_order_lines", IsNoBuyer),
    ("put_order_document", IsNoBuyer),
    ("get_order_document", IsNoBuyer),
    ("record_order_payment", MayNot),
    ("credit_order", MayNot),
    ("get_course", Sees),
    ("approve_course", MayNot),
    ("withdraw_approval", MayNot),
    ("get_completion", FindsNothing),
    ("verify_completion", MayNot),
    ("refuse_completion", MayNot),
    ("get_person_standing", MayNot),
    ("list_person_certificates", MayNot),
    ("verify_certificate", Sees),
    ("get_certificate_qr", Sees),
    ("get_document", Sees),
    ("revoke_certification", MayNot),
    ("get_person", MayNot),
    ("grant_extension", MayNot),
    ("appoint_role", MayNot),
    ("dismiss_role", MayNot),
    ("reset_second_factor", MayNot),
    ("allow_readmission", MayNot),
    ("correct_fact", MayNot),
    ("preview_correction", MayNot),
    ("add_note", MayNot),
    ("list_person_notices", MayNot),
    ("resend_notice", MayNot),
    ("drop_notice", MayNot),
    ("end_approval", MayNot),
    ("get_partner", MayNot),
    ("issue_partner_secret", MayNot),
    ("suspend_partner", MayNot),
    ("resume_partner", MayNot),
    ("get_own_proposal", IsNoPartner),
    ("get_proposal", MayNot),
    ("approve_proposal", MayNot),
    ("refuse_proposal", MayNot),
];

/// An operation with an id in its path.
struct Operation {
    id: String,
    method: Method,
    path: String,
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(openapi::text()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.contains('{'));
    let operations = paths.flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation)));
    operations
        .map(|(path, method, operation)| Operation {
            id: operation["operationId"].as_str().unwrap().to_owned(),
            method: method.to_uppercase().parse().unwrap(),
            path: path.clone(),
        })
        .collect()
}

/// The ids of what belongs to someone, by what stands before them in a path.
async fn ids_of(app: &App, person: PersonId) -> BTreeMap<&'static str, String> {
    let course = app.course("Cataloging", &[CompetencySet::Cataloging], "2026-01-01", None).await;
    let approval = ApprovalId(fresh());
    let approved = FactBody::CourseApproved { approval, course, set: CompetencySet::Youth, until: None };
    app.record(vec![NewFact::general(app.today(), approved)]).await;
    let facts = app.read(move |conn| facts_of(conn, person).unwrap()).await;
    let mut ids = BTreeMap::from([
        ("people", person.to_string()),
        ("courses", course.to_string()),
        ("approvals", approval.to_string()),
        ("facts", facts[0].id.to_string()),
        ("documents", "privacy".to_owned()),
        ("payments", fresh().to_string()),
        ("allocations", fresh().to_string()),
        ("orders", fresh().to_string()),
    ]);
    for fact in facts {
        match fact.body {
            FactBody::ApplicationSubmitted { application, .. } => ids.insert("applications", application.to_string()),
            FactBody::InvoiceIssued { invoice, number, .. } => {
                ids.extend(number.map(|number| ("numbers", number.to_string())));
                ids.insert("invoices", invoice.to_string())
            }
            FactBody::PaymentReceived { payment, .. } => {
                ids.insert("allocations", payment.to_string());
                ids.insert("payments", payment.to_string())
            }
            FactBody::CompletionReported { completion, .. } => ids.insert("completions", completion.to_string()),
            FactBody::CertificateIssued { number, .. } => ids.insert("verify", number),
            _ => None,
        };
    }
    ids
}

/// The path with the ids in their places.
fn address(operation: &Operation, ids: &BTreeMap<&str, String>) -> String {
    let mut noun = "";
    let mut parts = Vec::new();
    for part in operation.path.split('/') {
        if part.starts_with('{') {
            let id = ids.get(noun).unwrap_or_else(|| panic!("{}: say what stands behind `{noun}`", operation.id));
            parts.push(id.as_str());
        } else {
            noun = part;
            parts.push(part);
        }
    }
    parts.join("/")
}

async fn ask(client: &Client, operation: &Operation, ids: &BTreeMap<&str, String>) -> Reply {
    let request = TestRequest::with_uri(&address(operation, ids)).method(operation.method.clone());
    // What cannot be read is refused before anything is looked for.
    let body = match operation.id.as_str() {
        "give_information" => json!({"answer": "Hello."}),
        "ask_for_confirmation" => json!({"job": 0, "supervisor_name": "Demo Supervisor", "supervisor_email": "supervisor@demo.example"}),
        "change_order" => json!({"follows": 1, "reference": ""}),
        "replace_order_lines" => json!({"follows": 1, "lines": []}),
        "issue_order" => json!({"follows": 1}),
        _ => json!({}),
    };
    if operation.id == "import_order_lines" {
        let request = TestRequest::post().uri(&format!("{}?follows=1", address(operation, ids))).insert_header(("Content-Type", "text/csv"));
        return client.send(request.set_payload("name,email,amount\nDemo,demo@demo.example,350\n")).await;
    }
    client.send(if operation.method == Method::GET { request } else { request.set_json(body) }).await
}

#[test]
fn every_operation_with_an_id_has_its_row() {
    let rows: BTreeMap<&str, Stranger> = TABLE.iter().copied().collect();
    assert_eq!(rows.len(), TABLE.len(), "an operation has two rows");
    let operations = operations();
    let missing: Vec<_> = operations.iter().filter(|operation| !rows.contains_key(operation.id.as_str())).map(|operation| &operation.id).collect();
    assert!(missing.is_empty(), "say what a stranger is answered: {missing:?}");
    let gone: Vec<_> = rows.keys().filter(|id| !operations.iter().any(|operation| operation.id == **id)).collect();
    assert!(gone.is_empty(), "the document has no such operations: {gone:?}");
}

both! {
    async fn what_is_someone_elses_is_not_there(app) {
        let (owner, stranger, staff) = (app.person("Demo Holder").await, app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let file = crate::evidence::sent(&owner, "Letter.pdf", "A letter").await;
        let application = crate::evidence::applied_with(&owner, &[&file]).await;
        paid(&staff, &application).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        let course = app.course("Everything", &SIX, "2026-11-22", None).await;
        for set in SIX {
            app.achieve(owner.person(), course, set, "2026-11-22").await;
        }
        let (partner, other_partner) = (app.partner("Demo State Library").await, app.partner("Another Demo Library").await);
        let mut ids = ids_of(&app, owner.person()).await;
        ids.insert("evidence", file["id"].as_str().unwrap().to_owned());
        ids.insert("sessions", owner.requester.as_ref().unwrap().session.to_string());
        let notice: String = app.read(|conn| outbox::table.select(outbox::id).first(conn).unwrap()).await;
        ids.insert("notices", notice);
        ids.insert("partners", partner.get("/partner").await.ok()["id"].as_str().unwrap().to_owned());
        let proposal = partner.post("/partner/proposals", crate::partners::proposal("Cataloging")).await.ok();
        ids.insert("proposals", proposal["id"].as_str().unwrap().to_owned());
        let (buyer, other_buyer) = (app.buyer("Demo Valley").await, app.buyer("Demo Hill").await);
        let order = crate::orders::drafted(&buyer, &[crate::orders::line("Demo Other", "other@demo.example")]).await;
        crate::orders::issue(&buyer, &order).await.ok();
        crate::orders::document::send(&buyer, &order, "PO.pdf", crate::evidence::pdf("x")).await.ok();
        ids.insert("orders", order["id"].as_str().unwrap().to_owned());
        ids.insert("buyers", order["buyer_id"].as_str().unwrap().to_owned());
        ids.insert("members", buyer.person().to_string());
        let rows: BTreeMap<&str, Stranger> = TABLE.iter().copied().collect();
        let before = app.counts().await;
        for operation in operations() {
            // The ids are real: who may see it, sees it.
            let is_read = operation.method == Method::GET;
            if rows[operation.id.as_str()] == IsNoPartner {
                assert_eq!(ask(&partner, &operation, &ids).await.status, 200, "{} by its partner", operation.id);
                ask(&other_partner, &operation, &ids).await.is_problem(404, "not_found");
            } else if is_read {
                if rows[operation.id.as_str()] == IsNoBuyer {
                    assert_eq!(ask(&buyer, &operation, &ids).await.status, 200, "{} by its buyer", operation.id);
                }
                assert_eq!(ask(&staff, &operation, &ids).await.status, 200, "{} by staff", operation.id);
            }
            let row = rows[operation.id.as_str()];
            if row == IsNoBuyer {
                ask(&other_buyer, &operation, &ids).await.is_problem(404, "not_found");
            }
            if is_read && row == FindsNothing {
                assert_eq!(ask(&owner, &operation, &ids).await.status, 200, "{} by its owner", operation.id);
            }
            let reply = ask(&stranger, &operation, &ids).await;
            let answered = (reply.status, reply.body["code"].as_str());
            let expected = match row {
                Sees => (200, None),
                FindsNothing => (404, Some("not_found")),
                MayNot | IsNoPartner | IsNoBuyer => (403, Some("forbidden")),
            };
            assert_eq!(answered, expected, "{}: {}", operation.id, reply.text);
            assert!(row == Sees || !reply.text.contains("Demo Holder"), "{}: {}", operation.id, reply.text);
        }
        assert_eq!(app.counts().await, before);
    }
}

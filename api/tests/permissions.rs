//! Who may: every operation of the document against every role. The expectations are written by hand; an operation
//! without a row fails.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use lssc_api::openapi;
use shared::accounts::Role;

use crate::support::*;

/// Who may call an operation.
#[derive(Debug, Clone, Copy)]
enum May {
    /// Anyone, without a session.
    Anyone,
    /// These roles.
    Roles(&'static [Role]),
}
use May::{Anyone, Roles};

const ALL: May = Roles(&[Role::Person, Role::Buyer, Role::Staff, Role::Admin]);
const PERSON: May = Roles(&[Role::Person]);
const STAFF: May = Roles(&[Role::Staff]);
const PERSON_AND_STAFF: May = Roles(&[Role::Person, Role::Staff]);
const STAFF_AND_ADMIN: May = Roles(&[Role::Staff, Role::Admin]);
const BUYER_AND_STAFF: May = Roles(&[Role::Buyer, Role::Staff]);
const PARTNER: May = Roles(&[Role::Partner]);
const ADMIN: May = Roles(&[Role::Admin]);

const TABLE: &[(&str, May)] = &[
    ("register_account", Anyone),
    ("confirm_account", Anyone),
    ("resend_confirmation", Anyone),
    ("request_password_reset", Anyone),
    ("reset_password", Anyone),
    ("sign_in", Anyone),
    ("sign_in_with_code", Anyone),
    // Without a cookie nobody is signed in, and that is the answer.
    ("refresh_session", Anyone),
    ("sign_out", ALL),
    ("sign_out_everywhere", ALL),
    ("change_password", ALL),
    ("get_account", ALL),
    ("change_name", ALL),
    ("change_email", ALL),
    ("confirm_email", Anyone),
    ("list_my_sessions", ALL),
    ("end_session", ALL),
    ("end_other_sessions", ALL),
    ("accept_documents", ALL),
    ("get_second_factor", ALL),
    ("begin_second_factor", ALL),
    ("confirm_second_factor", ALL),
    ("remove_second_factor", ALL),
    ("export_my_data", ALL),
    ("delete_account", ALL),
    ("submit_application", PERSON),
    ("get_application_draft", PERSON),
    ("save_application_draft", PERSON),
    ("discard_application_draft", PERSON),
    ("list_my_applications", PERSON),
    ("get_application", PERSON_AND_STAFF),
    ("withdraw_application", PERSON),
    ("give_information", PERSON),
    ("ask_for_confirmation", PERSON),
    ("look_at_confirmation", Anyone),
    ("answer_confirmation", Anyone),
    ("list_applications", STAFF),
    ("request_information", STAFF),
    ("mark_membership_unconfirmed", STAFF),
    ("accept_application", STAFF),
    ("refuse_application", STAFF),
    ("upload_evidence", PERSON),
    ("list_my_evidence", PERSON),
    ("remove_evidence", PERSON),
    ("get_evidence_file", PERSON_AND_STAFF),
    ("list_my_invoices", PERSON),
    ("get_my_paying_order", PERSON),
    ("get_invoice", PERSON_AND_STAFF),
    ("get_invoice_pdf", PERSON_AND_STAFF),
    ("list_invoices", STAFF),
    ("open_checkout", PERSON),
    ("record_payment", STAFF),
    ("record_unassigned_payment", STAFF),
    ("get_payment", STAFF),
    ("reverse_payment", STAFF),
    ("allocate_payment", STAFF),
    ("release_allocation", STAFF),
    ("refund_payment", STAFF),
    ("credit_invoice", STAFF),
    ("list_invoice_payments", STAFF),
    ("get_books", STAFF),
    ("find_number", STAFF),
    ("compare_payouts", STAFF),
    ("list_buyers", STAFF),
    ("register_buyer", STAFF),
    ("get_buyer", STAFF),
    ("change_buyer", STAFF),
    ("add_buyer_member", STAFF),
    ("remove_buyer_member", STAFF),
    ("list_orders", BUYER_AND_STAFF),
    ("create_order", BUYER_AND_STAFF),
    ("get_order", BUYER_AND_STAFF),
    ("change_order", BUYER_AND_STAFF),
    ("discard_order", BUYER_AND_STAFF),
    ("issue_order", BUYER_AND_STAFF),
    ("get_order_pdf", BUYER_AND_STAFF),
    ("list_order_lines", BUYER_AND_STAFF),
    ("replace_order_lines", BUYER_AND_STAFF),
    ("import_order_lines", BUYER_AND_STAFF),
    ("put_order_document", BUYER_AND_STAFF),
    ("get_order_document", BUYER_AND_STAFF),
    ("record_order_payment", STAFF),
    ("credit_order", STAFF),
    ("look_at_invitation", Anyone),
    ("take_invitation", PERSON),
    ("list_courses", Anyone),
    ("get_course", Anyone),
    ("add_course", STAFF),
    ("approve_course", STAFF),
    ("withdraw_approval", STAFF),
    ("report_completion", PERSON),
    ("list_my_completions", PERSON),
    ("list_completions", STAFF),
    ("get_completion", PERSON_AND_STAFF),
    ("verify_completion", STAFF),
    ("refuse_completion", STAFF),
    ("get_my_standing", PERSON),
    ("get_person_standing", STAFF),
    ("list_standings", STAFF),
    ("evaluate_standing", Anyone),
    ("get_policy", Anyone),
    ("list_my_certificates", PERSON),
    ("list_person_certificates", STAFF),
    ("verify_certificate", Anyone),
    ("revoke_certification", STAFF),
    ("search_people", STAFF_AND_ADMIN),
    ("get_person", STAFF_AND_ADMIN),
    ("grant_extension", STAFF),
    ("list_fee_changes", STAFF_AND_ADMIN),
    ("set_fees", ADMIN),
    ("appoint_role", ADMIN),
    ("dismiss_role", ADMIN),
    ("reset_second_factor", ADMIN),
    ("allow_readmission", STAFF),
    ("correct_fact", STAFF),
    ("preview_correction", STAFF),
    ("add_note", STAFF),
    ("list_roles", STAFF_AND_ADMIN),
    ("end_approval", STAFF),
    ("list_certificates", STAFF),
    ("check_certificates", STAFF),
    ("decide_completions", STAFF),
    ("get_queues", STAFF),
    ("export_list", STAFF),
    ("get_programme", Anyone),
    ("list_competency_sets", Anyone),
    ("get_document", Anyone),
    ("send_message", Anyone),
    ("take_stripe_event", Anyone),
    ("list_agreements", Anyone),
    ("get_certificate_qr", Anyone),
    ("issue_token", Anyone),
    ("list_partners", STAFF),
    ("get_partner", STAFF),
    ("register_partner", STAFF),
    ("issue_partner_secret", STAFF),
    ("suspend_partner", STAFF),
    ("resume_partner", STAFF),
    ("list_proposals", STAFF),
    ("get_proposal", STAFF),
    ("approve_proposal", STAFF),
    ("refuse_proposal", STAFF),
    ("get_own_partner", PARTNER),
    ("list_own_courses", PARTNER),
    ("propose_course", PARTNER),
    ("list_own_proposals", PARTNER),
    ("get_own_proposal", PARTNER),
    ("report_for_candidate", PARTNER),
    ("report_for_candidates", PARTNER),
    ("list_own_reports", PARTNER),
    ("list_my_notices", ALL),
    ("list_person_notices", STAFF),
    ("list_undelivered_notices", STAFF),
    ("resend_notice", STAFF),
    ("drop_notice", STAFF),
];

/// An operation of the document.
struct Operation {
    id: String,
    method: Method,
    path: String,
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(openapi::text()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let method = method.to_uppercase().parse().unwrap();
            // Nothing has these ids: who may call the operation gets 404 or worse, but neither 401 nor 403.
            let path = path.replace("{number}", "05AFMS-Y38DJP-V16BGN-RZ4J");
            let path = path.replace("{name}", "privacy");
            let path: Vec<&str> =
                path.split('/').map(|part| if part.starts_with('{') { "01993e5c-6f00-7cc2-8000-0242ac120002" } else { part }).collect();
            operations.push(Operation { id, method, path: path.join("/") });
        }
    }
    operations
}

/// What becomes of an operation: `open`, `signed_out` or `forbidden`.
async fn outcome(client: &Client, operation: &Operation) -> &'static str {
    let request = TestRequest::with_uri(&operation.path).method(operation.method.clone()).insert_header(("Origin", ORIGIN));
    let request = if operation.method == Method::GET { request } else { request.set_json(json!({})) };
    let reply = client.send(request).await;
    match (reply.status, reply.body["code"].as_str()) {
        (401, Some("signed_out")) => "signed_out",
        (403, Some("forbidden")) => "forbidden",
        (401 | 403 | 405 | 500.., _) => panic!("{}: {} {}", operation.id, reply.status, reply.text),
        _ => "open",
    }
}

#[test]
fn every_operation_has_its_row() {
    let rows: BTreeMap<&str, May> = TABLE.iter().copied().collect();
    assert_eq!(rows.len(), TABLE.len(), "an operation has two rows");
    let operations = operations();
    let missing: Vec<_> = operations.iter().filter(|operation| !rows.contains_key(operation.id.as_str())).map(|operation| &operation.id).collect();
    assert!(missing.is_empty(), "say who may call these: {missing:?}");
    let gone: Vec<_> = rows.keys().filter(|id| !operations.iter().any(|operation| operation.id == **id)).collect();
    assert!(gone.is_empty(), "the document has no such operations: {gone:?}");
}

#[actix_web::test]
async fn every_role_may_call_what_the_table_says_and_nothing_else() {
    let app = App::on_sqlite().await;
    let rows: BTreeMap<&str, May> = TABLE.iter().copied().collect();
    for operation in operations() {
        let may = rows[operation.id.as_str()];
        let expected = match may {
            Anyone => "open",
            Roles(_) => "signed_out",
        };
        assert_eq!(outcome(&app.anyone(), &operation).await, expected, "{} without a session", operation.id);
        for role in Role::ALL {
            // Each call has a session of its own: some end it.
            let client = app.with_only(role).await;
            let expected = match may {
                Anyone => "open",
                Roles(roles) if roles.contains(&role) => "open",
                Roles(_) => "forbidden",
            };
            assert_eq!(outcome(&client, &operation).await, expected, "{} as {role:?}", operation.id);
        }
    }
}

#[test]
fn what_needs_a_session_says_so_in_the_document() {
    let document: Value = serde_json::from_str(openapi::text()).unwrap();
    let rows: BTreeMap<&str, May> = TABLE.iter().copied().collect();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values()) {
        let id = operation["operationId"].as_str().unwrap();
        let needs_session = matches!(rows[id], Roles(_));
        assert_eq!(!operation["security"].as_array().unwrap().is_empty(), needs_session, "{id}");
    }
}

both! {
    async fn a_dismissed_role_ends_at_once(app) {
        use lssc_api::record::NewFact;
        use shared::facts::FactBody;

        let staff = app.staff("Demo Staff").await;
        assert_eq!(staff.get("/applications").await.status, 200);
        app.record(vec![NewFact::of(staff.person(), app.today(), FactBody::RoleDismissed { role: Role::Staff })]).await;
        // The token still says `staff`; the facts do not.
        staff.get("/applications").await.is_problem(403, "forbidden");
    }
}

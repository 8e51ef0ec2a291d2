use futures_util::future::join;

use super::*;

fn unknown() -> Value {
    json!({"reason": " ALA knows\r\nno such number. "})
}

fn mark(application: &Value) -> String {
    path(application, "/membership-unconfirmed")
}

/// Submits an application with a membership number.
async fn of_member(applicant: &Client) -> Value {
    let mut sent = eligible();
    sent["ala_member_number"] = json!("1234567");
    applicant.post("/applications", sent).await.ok()
}

/// The invoice over the difference.
fn difference(application: &Value) -> String {
    format!("/invoices/{}", application["membership_unconfirmed"]["invoice_id"].as_str().unwrap())
}

/// Records a check for an invoice.
async fn pay(staff: &Client, invoice: &str, number: &str, amount_cents: u32) {
    let check = json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": "2026-11-22"});
    staff.post(&format!("{invoice}/payments"), check).await.ok();
}

/// A fact of this kind in a person's file.
async fn fact_of(staff: &Client, person: &Client, kind: &str) -> Value {
    let acts = staff.get(&format!("/people/{}", person.person())).await.ok()["acts"].clone();
    let facts = acts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
    facts.into_iter().find(|fact| fact["body"]["fact"] == kind).unwrap()
}

async fn strike(staff: &Client, fact: &Value) -> Reply {
    staff.post(&format!("/facts/{}/correct", fact["id"].as_str().unwrap()), json!({"reason": "The card came by mail."})).await
}

both! {
    async fn the_difference_is_invoiced_and_the_applicant_told(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = of_member(&applicant).await;
        assert_eq!(application.get("membership_unconfirmed"), None);
        // The prices of the day of the first invoice count.
        app.set_today("2026-12-15");
        let (applicant, staff) = (app.again(&applicant).await, app.again(&staff).await);
        let before = app.counts().await;
        let marked = staff.post(&mark(&application), unknown()).await.ok();
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 2, 1));
        let told = &marked["membership_unconfirmed"];
        assert_eq!((&told["on"], &told["reason"]), (&json!("2026-12-15"), &json!("ALA knows\nno such number.")));
        assert_eq!((&marked["state"], &marked["invoice_id"]), (&json!("submitted"), &application["invoice_id"]), "it waits as it did");
        assert_eq!(applicant.get(&path(&application, "")).await.ok()["membership_unconfirmed"], *told);
        let invoice = applicant.get(&difference(&marked)).await.ok();
        assert_eq!((&invoice["lines"], &invoice["issued_on"]), (&json!([{"charge": "membership_difference", "amount_cents": 2500}]), &json!("2026-12-15")));
        assert_eq!(invoice["state"], "open");
        let mail = app.mail_to(&applicant.email).await.unwrap();
        assert!(mail.contains("difference of $25.00 is invoiced") && mail.contains("ALA knows\nno such number.") && mail.contains(&difference(&marked)), "{mail}");
    }

    async fn nobody_is_admitted_before_both_are_paid(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        for first in ["fee", "difference"] {
            let applicant = if first == "fee" { applicant.clone() } else { app.person("Other Candidate").await };
            let application = of_member(&applicant).await;
            let marked = staff.post(&mark(&application), unknown()).await.ok();
            let (fee, rest) = (format!("/invoices/{}", application["invoice_id"].as_str().unwrap()), difference(&marked));
            let (early, late) = if first == "fee" { ((&fee, 32_500), (&rest, 2_500)) } else { ((&rest, 2_500), (&fee, 32_500)) };
            pay(&staff, early.0, "1001", early.1).await;
            let accepted = staff.post(&path(&application, "/accept"), json!({})).await.ok();
            assert_eq!((&accepted["state"], &accepted["missing"]), (&json!("accepted"), &json!(["payment"])));
            let mail = app.mail_to(&applicant.email).await.unwrap();
            assert!(mail.contains(late.0.as_str()), "the mail leads to what is owed: {mail}");
            pay(&staff, late.0, "1002", late.1 - 1).await;
            assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "applicant");
            pay(&staff, late.0, "1003", 1).await;
            assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "candidate");
        }
    }

    async fn one_that_is_accepted_and_not_paid_is_marked_too(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = of_member(&applicant).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        assert_eq!(staff.post(&mark(&application), unknown()).await.ok()["state"], "accepted");
        paid(&staff, &application).await;
        assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "applicant");
    }

    async fn not_without_a_number_nor_after_the_end(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (without, withdrawn) = (submitted(&app.person("Other Candidate").await).await, of_member(&applicant).await);
        applicant.post(&path(&withdrawn, "/withdraw"), json!({})).await.ok();
        let refused = of_member(&applicant).await;
        staff.post(&path(&refused, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        let admitted = of_member(&applicant).await;
        staff.post(&path(&admitted, "/accept"), json!({})).await.ok();
        paid(&staff, &admitted).await;
        let before = app.counts().await;
        for (application, code) in
            [(&without, "no_member_number"), (&withdrawn, "application_decided"), (&refused, "application_decided"), (&admitted, "already_admitted")]
        {
            staff.post(&mark(application), unknown()).await.is_problem(409, code);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn an_invoice_over_the_full_fee_leaves_no_difference(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = of_member(&applicant).await;
        let mut issued = fact_of(&staff, &applicant, "invoice_issued").await;
        issued["body"]["lines"] = json!([{"charge": "application_fee", "amount_cents": 35000}]);
        let correction = json!({"reason": "No member.", "replacement": {"on": issued["on"], "body": issued["body"]}});
        staff.post(&format!("/facts/{}/correct", issued["id"].as_str().unwrap()), correction).await.ok();
        staff.post(&mark(&application), unknown()).await.is_problem(409, "no_difference");
    }

    async fn it_is_marked_once(app) {
        let (applicant, staff, other) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.staff("Other Staff").await);
        let application = of_member(&applicant).await;
        let (one, another) = join(staff.post(&mark(&application), unknown()), other.post(&mark(&application), unknown())).await;
        let (won, lost) = if one.status == 200 { (one, another) } else { (another, one) };
        assert_eq!(won.status, 200, "{}", won.text);
        lost.is_problem(409, "membership_unconfirmed");
        assert_eq!(applicant.get("/me/invoices").await.ok()["items"].as_array().unwrap().len(), 2);
    }

    async fn it_is_taken_back_once_its_invoice_is_credited(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = of_member(&applicant).await;
        let marked = staff.post(&mark(&application), unknown()).await.ok();
        pay(&staff, &difference(&marked), "1001", 2_500).await;
        let fact = fact_of(&staff, &applicant, "membership_unconfirmed").await;
        let before = app.counts().await;
        strike(&staff, &fact).await.is_problem(409, "difference_invoiced");
        staff.post(&format!("/facts/{}/correct/preview", fact["id"].as_str().unwrap()), json!({})).await.is_problem(409, "difference_invoiced");
        assert_eq!(app.counts().await, before);
        staff.post(&format!("{}/credits", difference(&marked)), json!({"amount_cents": 2500, "reason": "A member."})).await.ok();
        assert_eq!(strike(&staff, &fact).await.status, 201);
        assert_eq!(staff.get(&path(&application, "")).await.ok().get("membership_unconfirmed"), None);
        // What was paid for it is there, and the fee alone admits.
        assert_eq!(staff.get(&format!("{}/payments", difference(&marked))).await.ok()["items"][0]["unallocated_cents"], 2_500);
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        paid(&staff, &application).await;
        assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "candidate");
        let today = app.today();
        let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
        assert_eq!(checked.report.found, []);
        assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
    }

    async fn what_is_taken_back_may_be_marked_again(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = of_member(&applicant).await;
        let marked = staff.post(&mark(&application), unknown()).await.ok();
        staff.post(&format!("{}/credits", difference(&marked)), json!({"amount_cents": 2500, "reason": "A member."})).await.ok();
        assert_eq!(strike(&staff, &fact_of(&staff, &applicant, "membership_unconfirmed").await).await.status, 201);
        let again = staff.post(&mark(&application), unknown()).await.ok();
        assert_ne!(difference(&again), difference(&marked));
        assert_eq!(applicant.get(&difference(&again)).await.ok()["owed_cents"], 2_500);
    }

    async fn staff_mark_with_a_reason_and_never_their_own(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (application, own) = (of_member(&applicant).await, of_member(&staff).await);
        let before = app.counts().await;
        staff.post(&mark(&own), unknown()).await.is_problem(403, "own_matter");
        applicant.post(&mark(&application), unknown()).await.is_problem(403, "forbidden");
        app.anyone().post(&mark(&application), unknown()).await.is_problem(401, "signed_out");
        staff.post("/applications/01993e5c-6f00-7cc2-8000-0242ac120002/membership-unconfirmed", unknown()).await.is_problem(404, "not_found");
        for reason in ["", " \n ", "a\u{0}"].map(str::to_owned).into_iter().chain(["字".repeat(2001)]) {
            let reply = staff.post(&mark(&application), json!({"reason": reason})).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["reason"]), "{}", reply.text);
        }
        staff.post(&mark(&application), json!({})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
        staff.post(&mark(&application), json!({"reason": "字".repeat(2000)})).await.ok();
    }
}

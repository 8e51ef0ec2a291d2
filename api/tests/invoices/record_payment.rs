use super::*;

/// A check with one member changed.
fn with(member: &str, value: Value) -> Value {
    let mut payment = check("1001", 35_000);
    payment[member] = value;
    payment
}

both! {
    async fn checks_and_transfers_add_up_until_it_is_paid(app) {
        let (applicant, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        let reply = staff.post(&payments(&path), json!({"method": "check", "amount_cents": 30_000, "reference": " 1001 ", "received_on": "2026-05-22"})).await;
        assert_eq!((reply.status, &reply.body["state"], &reply.body["owed_cents"]), (201, &json!("open"), &json!(5_000)), "{}", reply.text);
        assert_eq!(app.mail_to(&applicant.email).await.unwrap().lines().nth(2), Some("we have received $300.00 on 22 May 2026. $50.00 are still owed."));
        let reply = staff.post(&payments(&path), json!({"method": "transfer", "amount_cents": 5_000, "reference": "1001", "received_on": "2026-11-22"})).await;
        assert_eq!((&reply.body["state"], &reply.body["owed_cents"], &reply.body["paid_cents"]), (&json!("paid"), &json!(0), &json!(35_000)));
        assert_eq!(reply.body["payments"][0]["reference"], "1001");
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (2, 2, 2));
    }

    async fn what_is_more_than_is_owed_stays_unallocated(app) {
        let (applicant, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let paid = staff.post(&payments(&path), check("1001", 36_000)).await.ok();
        assert_eq!((&paid["state"], &paid["paid_cents"], &paid["over_cents"], &paid["owed_cents"]), (&json!("paid"), &json!(36_000), &json!(1_000), &json!(0)));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("That is $10.00 more than was owed"));
        // Money that comes is recorded, also where nothing is owed any more.
        let again = staff.post(&payments(&path), check("1002", 1)).await.ok();
        assert_eq!(again["over_cents"], 1_001);
        let (applicant, void) = invoiced(&app).await;
        let application = applicant.get("/me/applications").await.ok()["items"][0].clone();
        staff.post(&crate::applications::path(&application, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        assert_eq!(staff.post(&payments(&void), check("1002", 1)).await.ok()["state"], "refund_due");
        assert_eq!(staff.get("/books").await.ok()["unallocated_cents"], 1_001);
    }

    async fn the_same_number_is_recorded_once(app) {
        let (_, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        staff.post(&payments(&path), check("ab-1", 100)).await.ok();
        let before = app.counts().await;
        staff.post(&payments(&path), check(" AB-1", 100)).await.is_problem(409, "payment_recorded");
        assert_eq!(app.counts().await, before);
        // By another way it is another payment, and so it is after the first was struck.
        staff.post(&payments(&path), json!({"method": "transfer", "amount_cents": 100, "reference": "ab-1", "received_on": "2026-11-22"})).await.ok();
        let invoice = staff.get(&path).await.ok();
        let file = staff.get(&format!("/people/{}", invoice["person_id"].as_str().unwrap())).await.ok();
        let struck = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap()).find(|fact| fact["body"]["method"] == "check").unwrap();
        staff.post(&format!("/facts/{}/correct", struck["id"].as_str().unwrap()), json!({"reason": "The check bounced."})).await.ok();
        assert_eq!(staff.post(&payments(&path), check("ab-1", 100)).await.ok()["paid_cents"], 200);
    }

    async fn what_nobody_knew_is_put_to_the_invoice_and_not_recorded_again(app) {
        let (_, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let mut unassigned = check("AB-1", 35_000);
        unassigned["sent_by"] = json!("Demo County Library");
        let money = format!("/payments/{}", staff.post("/payments", unassigned).await.ok()["id"].as_str().unwrap());
        let before = app.counts().await;
        staff.post(&payments(&path), check(" ab-1", 35_000)).await.is_problem(409, "payment_recorded");
        assert_eq!(app.counts().await, before);
        let put = json!({"invoice_id": path.strip_prefix("/invoices/").unwrap(), "amount_cents": 35_000});
        staff.post(&format!("{money}/allocations"), put).await.ok();
        staff.post(&payments(&path), check("ab-1", 35_000)).await.is_problem(409, "payment_recorded");
        // Checks of different people may have one number: of another amount or day it is another one, and so is a transfer.
        for (member, value) in
            [("amount_cents", json!(34_999)), ("received_on", json!("2026-11-21")), ("method", json!("transfer")), ("reference", json!("ab-2"))]
        {
            let (_, other) = invoiced(&app).await;
            let mut payment = check("ab-1", 35_000);
            payment[member] = value;
            staff.post(&payments(&other), payment).await.ok();
        }
        // Nor is it the one that came to nothing.
        staff.post(&format!("{money}/reverse"), json!({"reason": "It bounced."})).await.ok();
        assert_eq!(staff.post(&payments(&path), check("ab-1", 35_000)).await.ok()["state"], "paid");
    }

    async fn one_check_for_two_invoices_is_recorded_in_its_parts_or_put_from_one_to_the_other(app) {
        let ((_, first), (_, second), (_, third)) = (invoiced(&app).await, invoiced(&app).await, invoiced(&app).await);
        let staff = app.staff("Demo Staff").await;
        for invoice in [&first, &second] {
            assert_eq!(staff.post(&payments(invoice), check("1001", 35_000)).await.ok()["state"], "paid");
        }
        let (_, fourth) = invoiced(&app).await;
        let whole = staff.post(&payments(&third), check("1002", 70_000)).await.ok()["payments"][0]["id"].as_str().unwrap().to_owned();
        let put = json!({"invoice_id": fourth.strip_prefix("/invoices/").unwrap(), "amount_cents": 35_000});
        staff.post(&format!("/payments/{whole}/allocations"), put).await.ok();
        for invoice in [&third, &fourth] {
            assert_eq!(staff.get(invoice).await.ok()["state"], "paid");
        }
        assert_eq!(staff.get("/books").await.ok()["unallocated_cents"], 0);
    }

    async fn what_cannot_be_is_named_and_nothing_is_recorded(app) {
        let (_, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for (payment, status, member) in [
            (with("amount_cents", json!(0)), 422, "amount_cents"),
            (with("amount_cents", json!(-1)), 400, "amount_cents"),
            (with("amount_cents", json!(4_294_967_296_u64)), 400, "amount_cents"),
            (with("amount_cents", json!(1.5)), 400, "amount_cents"),
            (with("method", json!("card")), 422, "method"),
            (with("method", json!("cash")), 400, "method"),
            (with("received_on", json!("2026-11-23")), 422, "received_on"),
            (with("received_on", json!("2026-05-21")), 422, "received_on"),
            (with("received_on", json!("2026-02-29")), 400, "received_on"),
            (with("reference", json!("")), 422, "reference"),
            (with("reference", json!("1".repeat(101))), 422, "reference"),
            (with("reference", json!("1\u{0}")), 422, "reference"),
            (with("note", json!("thanks")), 400, "note"),
        ] {
            let reply = staff.post(&payments(&path), payment).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        staff.post(&payments(&path), with("reference", json!("№".repeat(100)))).await.ok();
    }

    async fn staff_record_and_never_for_themselves(app) {
        let (applicant, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let own = submitted(&staff).await;
        let before = app.counts().await;
        staff.post(&payments(&format!("/invoices/{}", own["invoice_id"].as_str().unwrap())), check("1", 1)).await.is_problem(403, "own_matter");
        applicant.post(&payments(&path), check("1", 1)).await.is_problem(403, "forbidden");
        app.admin("Demo Admin").await.post(&payments(&path), check("1", 1)).await.is_problem(403, "forbidden");
        app.anyone().post(&payments(&path), check("1", 1)).await.is_problem(401, "signed_out");
        staff.post("/invoices/01993e5c-6f00-7cc2-8000-0242ac120002/payments", check("1", 1)).await.is_problem(404, "not_found");
        let opened = app.counts().await;
        // Nothing but the administrator's account.
        assert_eq!((opened.0 - before.0, opened.2 - before.2), (1, 0));
    }
}

use super::*;

fn check(member: &str, value: Value) -> Value {
    let mut body =
        json!({"method": "check", "amount_cents": 35_000, "reference": "1001", "received_on": "2026-11-22", "sent_by": "Demo County Library"});
    body[member] = value;
    body
}

both! {
    async fn money_that_nobody_knows_is_unallocated_until_it_is_put(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let recorded = staff.post("/payments", check("method", json!("transfer"))).await;
        assert_eq!((recorded.status, &recorded.body["number"]), (201, &json!("R2026-00001")), "{}", recorded.text);
        let found = (&recorded.body["person_id"], &recorded.body["unallocated_cents"], &recorded.body["sent_by"]);
        assert_eq!(found, (&Value::Null, &json!(35_000), &json!("Demo County Library")));
        assert_eq!(staff.get("/books").await.ok()["unallocated"][0]["id"], recorded.body["id"]);
        add_up(&app).await;
        let payment = format!("/payments/{}", recorded.body["id"].as_str().unwrap());
        put(&staff, &payment, &invoice, 35_000).await.ok();
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000, 0));
        assert_eq!(staff.get("/books").await.ok()["unallocated_cents"], 0);
        add_up(&app).await;
    }

    async fn the_same_number_is_recorded_once(app) {
        let staff = app.staff("Demo Staff").await;
        staff.post("/payments", check("reference", json!("ab-1"))).await.ok();
        staff.post("/payments", check("reference", json!(" AB-1"))).await.is_problem(409, "payment_recorded");
        staff.post("/payments", json!({"method": "transfer", "amount_cents": 1, "reference": "ab-1", "received_on": "2026-11-22", "sent_by": "Demo"})).await.ok();
    }

    async fn a_number_counts_as_it_was_corrected_and_not_once_it_came_to_nothing(app) {
        let staff = app.staff("Demo Staff").await;
        let first = staff.post("/payments", check("reference", json!("AB-1"))).await.ok()["id"].as_str().unwrap().to_owned();
        let facts = app.read(|conn| lssc_api::record::facts_without_person(conn, &["money_received"]).unwrap()).await;
        let (fact, mut body) = (facts[0].id, serde_json::to_value(&facts[0].body).unwrap());
        body["reference"] = json!("AB-2");
        let correction = json!({"reason": "Misread.", "replacement": {"on": "2026-11-22", "body": body}});
        staff.post(&format!("/facts/{fact}/correct"), correction).await.ok();
        staff.post("/payments", check("reference", json!("ab-2"))).await.is_problem(409, "payment_recorded");
        staff.post("/payments", check("reference", json!("ab-1"))).await.ok();
        staff.post(&format!("/payments/{first}/reverse"), json!({"reason": "It bounced."})).await.ok();
        staff.post("/payments", check("reference", json!("ab-2"))).await.ok();
        add_up(&app).await;
    }

    async fn what_is_recorded_for_an_invoice_is_not_recorded_again(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "ab-1", 35_000).await;
        let before = app.counts().await;
        staff.post("/payments", check("reference", json!(" AB-1"))).await.is_problem(409, "payment_recorded");
        assert_eq!(app.counts().await, before);
        // Checks of different people may have one number: of another amount or day it is another one, and so is a transfer.
        for (number, member, value) in [
            ("ab-2", "amount_cents", json!(35_001)),
            ("ab-3", "received_on", json!("2026-11-21")),
            ("ab-4", "method", json!("transfer")),
            ("ab-5", "reference", json!("ab-6")),
        ] {
            paid(&staff, &invoice, number, 35_000).await;
            let mut other = check("reference", json!(number));
            other[member] = value;
            staff.post("/payments", other).await.ok();
        }
        // Nor is it the one that came to nothing.
        staff.post(&format!("{payment}/reverse"), json!({"reason": "It bounced."})).await.ok();
        staff.post("/payments", check("reference", json!("ab-1"))).await.ok();
        add_up(&app).await;
    }

    async fn what_is_recorded_for_an_invoice_counts_as_it_was_corrected(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        paid(&staff, &invoice, "AB-1", 35_000).await;
        let person = applicant.person();
        let facts = app.read(move |conn| lssc_api::record::facts_of(conn, person).unwrap()).await;
        let received = facts.iter().find(|fact| fact.body.kind() == "payment_received").unwrap();
        let (fact, mut body) = (received.id, serde_json::to_value(&received.body).unwrap());
        body["reference"] = json!("AB-2");
        let correction = json!({"reason": "Misread.", "replacement": {"on": "2026-11-22", "body": body}});
        staff.post(&format!("/facts/{fact}/correct"), correction).await.ok();
        staff.post("/payments", check("reference", json!("ab-2"))).await.is_problem(409, "payment_recorded");
        staff.post("/payments", check("reference", json!("ab-1"))).await.ok();
        add_up(&app).await;
    }

    async fn what_cannot_be_is_named(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for (body, status, member) in [
            (check("method", json!("card")), 422, "method"),
            (check("amount_cents", json!(0)), 422, "amount_cents"),
            (check("reference", json!("")), 422, "reference"),
            (check("reference", json!("1".repeat(101))), 422, "reference"),
            (check("received_on", json!("2026-11-23")), 422, "received_on"),
            (check("received_on", json!("2026-05-21")), 422, "received_on"),
            (check("sent_by", json!("")), 422, "sent_by"),
            (check("sent_by", json!("x".repeat(501))), 422, "sent_by"),
            (check("person_id", json!(UNKNOWN)), 400, "person_id"),
        ] {
            let reply = staff.post("/payments", body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        staff.post("/payments", check("sent_by", json!("x".repeat(500)))).await.ok();
        staff.post("/payments", check("received_on", json!("2026-05-22"))).await.is_problem(409, "payment_recorded");
        is_for_staff(&app, "/payments", check("reference", json!("2"))).await;
    }
}

use super::*;

/// What has this number: an invoice, an order, a payment.
async fn found(staff: &Client, number: &str) -> (Value, Value, Value) {
    let found = staff.get(&format!("/books/numbers/{number}")).await.ok();
    (found["invoice_id"].clone(), found["order_id"].clone(), found["payment_id"].clone())
}

both! {
    async fn invoices_and_receipts_are_found_by_their_numbers(app) {
        let (_, invoice) = invoiced(&app).await;
        let (_, second) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 35_000).await;
        let unknown = unassigned(&staff, "2001", 7_000).await;
        let (invoice, second) = (json!(id(&invoice)), json!(id(&second)));
        assert_eq!(found(&staff, "2026-00001").await, (invoice.clone(), Value::Null, Value::Null));
        assert_eq!(found(&staff, "2026-00002").await, (second, Value::Null, Value::Null));
        assert_eq!(found(&staff, "r2026-00001").await, (invoice, Value::Null, json!(id(&payment))));
        assert_eq!(found(&staff, "R2026-00002").await, (Value::Null, Value::Null, json!(id(&unknown))));
        assert_eq!(staff.get("/books/numbers/r2026-00001").await.ok()["number"], "R2026-00001");
        for nothing in ["2026-00003", "R2026-00003", "C2026-00001", "2025-00001", "2026-99999999"] {
            assert_eq!(staff.get(&format!("/books/numbers/{nothing}")).await.status, 404, "{nothing}");
        }
        for wrong in ["17", "2026-1", "X2026-00001", "2026-00001'", "2026-99999999999", "%20", "2026%2D000%00"] {
            let reply = staff.get(&format!("/books/numbers/{wrong}")).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["number"]), "{wrong}: {}", reply.text);
        }
    }

    async fn what_was_struck_is_not_found(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 35_000).await;
        let person = staff.get(&payment).await.ok()["person_id"].as_str().unwrap().to_owned();
        let file = staff.get(&format!("/people/{person}")).await.ok();
        let facts = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap());
        let wrong = facts.into_iter().find(|fact| fact["body"]["fact"] == "payment_received").unwrap()["id"].as_str().unwrap();
        assert_eq!(found(&staff, "R2026-00001").await.2, json!(id(&payment)));
        staff.post(&format!("/facts/{wrong}/correct"), json!({"reason": "It was another's."})).await.ok();
        staff.get("/books/numbers/R2026-00001").await.is_problem(404, "not_found");
        assert_eq!(found(&staff, "2026-00001").await.0, json!(id(&invoice)));
    }
}

use super::*;

both! {
    async fn a_payment_says_what_has_become_of_it(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 36_000).await;
        let mut found = staff.get(&payment).await.ok();
        for member in ["id", "person_id", "invoice_id"] {
            assert!(found[member].take().is_string(), "{member}");
        }
        for member in ["id", "invoice_id"] {
            found["allocations"][0][member].take();
        }
        insta::allow_duplicates! {
            insta::assert_json_snapshot!(found, @r#"
            {
              "allocated_cents": 35000,
              "allocations": [
                {
                  "amount_cents": 35000,
                  "id": null,
                  "invoice_id": null
                }
              ],
              "amount_cents": 36000,
              "id": null,
              "invoice_id": null,
              "method": "check",
              "number": "R2026-00001",
              "person_id": null,
              "person_name": "Demo Candidate",
              "received_on": "2026-11-22",
              "reference": "1001",
              "refundable_cents": 1000,
              "refunds": [],
              "refunds_to_card": false,
              "returned_cents": 0,
              "reversed_on": null,
              "sent_by": null,
              "unallocated_cents": 1000
            }
            "#);
        }
    }

    async fn staff_alone_see_it(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 1).await;
        applicant.get(&payment).await.is_problem(403, "forbidden");
        app.admin("Demo Admin").await.get(&payment).await.is_problem(403, "forbidden");
        app.anyone().get(&payment).await.is_problem(401, "signed_out");
        staff.get(&format!("/payments/{UNKNOWN}")).await.is_problem(404, "not_found");
    }

    async fn one_that_was_struck_is_not_there(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 36_000).await;
        let person = staff.get(&payment).await.ok()["person_id"].as_str().unwrap().to_owned();
        let file = staff.get(&format!("/people/{person}")).await.ok();
        let facts = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap());
        let fact = facts.into_iter().find(|fact| fact["body"]["fact"] == "payment_received").unwrap()["id"].as_str().unwrap().to_owned();
        let correct = format!("/facts/{fact}/correct");
        // Not while something of it went back: the books would not add up.
        staff.post(&format!("{payment}/refunds"), json!({"amount_cents": 1_000, "check_number": "77", "reason": "Too much came."})).await.ok();
        staff.post(&correct, json!({"reason": "It was another's."})).await.is_problem(409, "books_wrong");
        staff.post(&format!("{correct}/preview"), json!({})).await.is_problem(409, "books_wrong");
        let file = staff.get(&format!("/people/{person}")).await.ok();
        let facts = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap());
        let refund = facts.into_iter().find(|fact| fact["body"]["fact"] == "payment_refunded").unwrap()["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/facts/{refund}/correct"), json!({"reason": "The check was never sent."})).await.ok();
        staff.post(&correct, json!({"reason": "It was another's."})).await.ok();
        staff.get(&payment).await.is_problem(404, "not_found");
        add_up(&app).await;
    }
}

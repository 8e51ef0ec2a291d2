use lssc_api::ids::fresh;
use lssc_api::record::NewFact;
use shared::facts::FactBody;
use shared::ids::{AllocationId, ApplicationId, InvoiceId, PaymentId};
use shared::invoices::{Charge, InvoiceLine};

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
              "card_refund_failed": false,
              "id": null,
              "invoice_id": null,
              "method": "check",
              "number": "R2026-00001",
              "order": null,
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

    async fn a_check_that_pays_for_many_is_read_with_its_own_facts(app) {
        let many = std::env::var("LSSC_TEST_PUT").ok().and_then(|many| many.parse().ok()).unwrap_or(60_u32);
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (noise, money) = (unassigned(&staff, "2001", 7_000).await, unassigned(&staff, "2002", many * 100 + 50).await);
        let payment: PaymentId = id(&money).parse().unwrap();
        let taken: Vec<(AllocationId, InvoiceId)> = (0..many).map(|_| (AllocationId(fresh()), InvoiceId(fresh()))).collect();
        // Of most, the payment's side alone matters here: a person has few invoices.
        let lines = vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: 100 }];
        let (today, person) = (app.today(), applicant.person());
        let put = taken.iter().take(20).flat_map(|&(allocation, invoice)| {
            let issued = FactBody::InvoiceIssued { invoice, application: ApplicationId(fresh()), lines: lines.clone(), number: None };
            [issued, FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents: 100 }]
        });
        app.record(put.map(|body| NewFact::of(person, today, body)).collect()).await;
        let sides = taken.iter().map(|&(allocation, _)| FactBody::MoneyTaken { allocation, payment, amount_cents: 100 });
        app.record(sides.map(|body| NewFact::general(today, body)).collect()).await;
        let begun = std::time::Instant::now();
        let found = staff.get(&money).await.ok();
        println!("a payment put to {many} invoices is read in {:?}", begun.elapsed());
        assert_eq!((&found["allocated_cents"], &found["unallocated_cents"]), (&json!(many * 100), &json!(50)));
        assert_eq!(found["allocations"].as_array().unwrap().len(), 20);
        // What is taken back of one is there again; the other payment has nothing of it.
        staff.post(&format!("/allocations/{}/release", taken[0].0), json!({"reason": "Not theirs."})).await.ok();
        assert_eq!(staff.get(&money).await.ok()["unallocated_cents"], 150);
        assert_eq!(staff.get(&noise).await.ok()["unallocated_cents"], 7_000);
        let begun = std::time::Instant::now();
        let books = staff.get("/books").await.ok();
        println!("the books are read in {:?}", begun.elapsed());
        assert_eq!((&books["unallocated_total"], &books["unallocated_cents"]), (&json!(2), &json!(7_150)));
        let begun = std::time::Instant::now();
        let reversed = staff.post(&format!("{money}/reverse"), json!({"reason": "It bounced."})).await.ok();
        println!("it is reversed in {:?}", begun.elapsed());
        assert_eq!((&reversed["unallocated_cents"], &reversed["returned_cents"]), (&json!(0), &json!(many * 100 + 50)));
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

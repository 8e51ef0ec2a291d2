use lssc_api::record::NewFact;
use shared::facts::FactBody;
use shared::ids::{AllocationId, InvoiceId, PaymentId, RefundId};

use super::*;

/// What is found, by code.
async fn found(app: &App) -> Vec<String> {
    let today = app.today();
    let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
    checked.report.found.iter().map(|found| found.wrong.code().to_owned()).collect()
}

fn uuid(path: &str) -> uuid::Uuid {
    id(path).parse().unwrap()
}

both! {
    async fn what_no_operation_records_is_found(app) {
        let (first, second) = (invoiced(&app).await, invoiced(&app).await);
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &first.1, "1001", 35_000).await;
        assert_eq!(found(&app).await, [""; 0]);
        let (payment, today) = (PaymentId(uuid(&payment)), app.today());
        let refunded = FactBody::PaymentRefunded { refund: RefundId(uuid::Uuid::from_u128(1)), payment, amount_cents: 35_001, reference: None };
        app.record(vec![NewFact::of(first.0.person(), today, refunded)]).await;
        assert_eq!(found(&app).await, ["returned_over"]);
        // One side alone of what is between two people.
        let allocation = AllocationId(uuid::Uuid::from_u128(2));
        let put = FactBody::PaymentAllocated { allocation, payment, invoice: InvoiceId(uuid(&second.1)), amount_cents: 1 };
        app.record(vec![NewFact::of(second.0.person(), today, put)]).await;
        assert_eq!(found(&app).await, ["returned_over", "allocation_one_sided"]);
        let books = staff.get("/books").await.ok();
        assert_eq!((&books["findings_total"], &books["findings"][0]["person_id"]), (&json!(2), &json!(first.0.person())));
        let taken = FactBody::MoneyTaken { allocation, payment, amount_cents: 1 };
        app.record(vec![NewFact::of(first.0.person(), today, taken)]).await;
        assert_eq!(found(&app).await, ["returned_over", "allocation_without_money"]);
        let reversed = FactBody::PaymentReversed { payment: PaymentId(uuid::Uuid::from_u128(3)) };
        app.record(vec![NewFact::general(today, reversed)]).await;
        assert_eq!(found(&app).await, ["returned_over", "allocation_without_money", "payment_unknown"]);
    }

    async fn a_number_that_is_missing_or_doubled_is_found(app) {
        let person = app.person("Demo Candidate").await.person();
        let (today, application) = (app.today(), shared::ids::ApplicationId(uuid::Uuid::from_u128(9)));
        let issued = |id: u128, number: &str| {
            let lines = vec![shared::invoices::InvoiceLine { charge: shared::invoices::Charge::ApplicationFee, amount_cents: 1 }];
            NewFact::of(person, today, FactBody::InvoiceIssued { invoice: InvoiceId(uuid::Uuid::from_u128(id)), application, lines, number: Some(number.parse().unwrap()) })
        };
        app.record(vec![issued(1, "2026-00001"), issued(2, "2026-00004"), issued(3, "2026-00004")]).await;
        let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
        let said: Vec<String> = checked.report.found.iter().map(|found| found.wrong.to_string()).collect();
        assert_eq!(said, ["Number 2026-00004 was given twice.", "The numbers from 2026-00002 to 2026-00003 are missing."]);
    }

    async fn facts_on_several_pages_are_each_persons_own(app) {
        let staff = app.staff("Demo Staff").await;
        for round in 0..5 {
            let (_, invoice) = invoiced(&app).await;
            paid(&staff, &invoice, &round.to_string(), 35_000).await;
        }
        let today = app.today();
        let mut people = 0;
        let checked = app.db.read(move |conn| {
            let mut seen = Vec::new();
            let checked = lssc_api::books::check(conn, today, |person, _, _| seen.push(person))?;
            Ok((checked, seen))
        }).await.unwrap();
        let mut last = None;
        for person in checked.1 {
            assert!(last < person, "in their order, each once");
            last = person;
            people += 1;
        }
        assert_eq!((people, checked.0.entries, checked.0.report.findings), (5, 10, 0));
    }
}

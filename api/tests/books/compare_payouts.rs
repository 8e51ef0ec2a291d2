use actix_web::http::header::CONTENT_TYPE;
use lssc_api::record::NewFact;
use shared::facts::FactBody;
use shared::ids::{InvoiceId, PaymentId, RefundId};
use shared::invoices::PaymentMethod;

use super::*;

const HEADER: &str = "balance_transaction_id,created_utc,created,currency,gross,fee,net,reporting_category,payment_intent_id\r\n";

async fn compared(staff: &Client, report: impl Into<Vec<u8>>) -> Reply {
    let request = TestRequest::post().uri("/api/v1/books/payouts").insert_header((CONTENT_TYPE, "text/csv"));
    staff.send(request.set_payload(report.into())).await
}

/// A row of the report.
fn row(day: &str, category: &str, gross: &str, intent: &str) -> String {
    format!("txn_1,{day} 23:59:00,{day} 18:59:00,usd,{gross},1.02,33.98,{category},{intent}\r\n")
}

both! {
    async fn what_the_gateway_says_is_held_against_the_books(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let (invoice, person, today) = (InvoiceId(id(&invoice).parse().unwrap()), applicant.person(), app.today());
        let payment = PaymentId(uuid::Uuid::from_u128(7));
        let reference = Some("pi_demo_1".to_owned());
        let received = FactBody::PaymentReceived { payment, invoice, amount_cents: 35_000, method: PaymentMethod::Card, reference, number: None };
        app.record(vec![NewFact::of(person, date("2026-11-20"), received)]).await;
        let refund = RefundId(uuid::Uuid::from_u128(8));
        let refunded = FactBody::PaymentRefunded { refund, payment, amount_cents: 1_000, reference: None };
        app.record(vec![NewFact::of(person, date("2026-11-21"), refunded)]).await;
        app.record(vec![NewFact::of(person, today, FactBody::RefundFailed { refund })]).await;
        // A check is none of the gateway's business, and neither is its refund.
        paid(&staff, &format!("/invoices/{invoice}"), "1001", 5_000).await;

        let charge = row("2026-11-20", "charge", "350.00", "pi_demo_1");
        let whole = [HEADER, &charge, &row("2026-11-21", "refund", "-10.00", "pi_demo_1"), &row("2026-11-22", "refund_failure", "10.00", "pi_demo_1"), &row("2026-11-22", "payout", "-300.00", "")].concat();
        let found = compared(&staff, whole).await.ok();
        assert_eq!((&found["agrees"], &found["other_rows"], found["days"].as_array().unwrap().len()), (&json!(true), &json!(1), 3), "{found}");
        assert_eq!(found["days"][0]["charged"], json!({"gateway_cents": 35_000, "books_cents": 35_000}));

        let without_refund = [HEADER, &charge, &row("2026-11-22", "charge", "12.50", "pi_of_nobody")].concat();
        let found = compared(&staff, without_refund).await.ok();
        let told: Vec<(&str, &str, &Value)> = found["differences"].as_array().unwrap().iter()
            .map(|one| (one["moved"].as_str().unwrap(), one["payment_intent"].as_str().unwrap(), &one["payment_id"])).collect();
        assert_eq!(told, [("charged", "pi_of_nobody", &json!(null)), ("returned", "pi_demo_1", &json!(payment)), ("came_back", "pi_demo_1", &json!(payment))]);
        assert_eq!(found["days"].as_array().unwrap().iter().map(|day| day["agrees"].as_bool().unwrap()).collect::<Vec<_>>(), [true, false, false]);
    }

    async fn a_corrected_charge_is_compared_as_it_is_known(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let (invoice, payment) = (InvoiceId(id(&invoice).parse().unwrap()), PaymentId(uuid::Uuid::from_u128(7)));
        let received = |amount_cents, reference: &str| {
            FactBody::PaymentReceived { payment, invoice, amount_cents, method: PaymentMethod::Card, reference: Some(reference.to_owned()), number: None }
        };
        let wrong = app.record(vec![NewFact::of(applicant.person(), date("2026-11-01"), received(30_000, "pi_wrong"))]).await.remove(0);
        let instead = shared::facts::Replacement { on: date("2026-11-20"), body: Box::new(received(35_000, "pi_demo_1")) };
        app.record(vec![NewFact::of(applicant.person(), date("2026-11-01"), FactBody::FactCorrected { corrected: wrong.id, replacement: Some(instead) })]).await;
        let found = compared(&staff, [HEADER, &row("2026-11-20", "charge", "350.00", "pi_demo_1")].concat()).await.ok();
        assert_eq!(found["agrees"], json!(true), "{found}");
    }

    async fn a_report_that_cannot_be_read_is_told_where(app) {
        let staff = app.staff("Demo Staff").await;
        for (report, members) in [
            (String::new(), vec!["header"]),
            (HEADER.to_owned(), vec!["body"]),
            ("created,currency,gross\r\n2026-11-20,usd,1.00\r\n".to_owned(), vec!["header"]),
            ([HEADER, &row("2026-11-20", "payout", "1.00", "")].concat(), vec!["body"]),
            (
                [HEADER, &row("20.11.2026", "charge", "350.00", ""), &row("2026-11-20", "charge", "350.005", ""), &row("2026-11-20", "charge", "", "")].concat(),
                vec!["rows[2].created", "rows[3].gross", "rows[4].gross"],
            ),
            (HEADER.to_owned() + &row("2026-11-20", "charge", "1.00", "").replace("usd", "eur"), vec!["rows[2].currency"]),
        ] {
            let reply = compared(&staff, report.clone()).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), members, "{report}");
        }
        assert_eq!(compared(&staff, b"created\r\n\xff\xfe".to_vec()).await.members(), ["body"]);
        staff.post("/books/payouts", json!({})).await.is_problem(415, "not_table");
    }

    async fn a_report_has_a_limit(app) {
        let staff = app.staff("Demo Staff").await;
        let rows = |rows: usize| HEADER.to_owned() + &row("2026-11-20", "charge", "1.00", "").repeat(rows);
        compared(&staff, rows(50_000)).await.ok();
        assert_eq!(compared(&staff, rows(50_001)).await.members(), ["body"]);
        compared(&staff, vec![b'x'; 16 * 1024 * 1024 + 1]).await.is_problem(413, "too_large");
    }

    async fn staff_alone_compare(app) {
        let report = [HEADER, &row("2026-11-20", "charge", "1.00", "")].concat();
        compared(&app.person("Demo Other").await, report.clone()).await.is_problem(403, "forbidden");
        compared(&app.admin("Demo Admin").await, report.clone()).await.is_problem(403, "forbidden");
        compared(&app.anyone(), report).await.is_problem(401, "signed_out");
    }
}

use super::*;
use crate::support::pdf_words;

async fn pdf(client: &Client, invoice: &str) -> Reply {
    client.get(&format!("{invoice}/pdf")).await
}

both! {
    async fn an_open_invoice_says_what_is_owed_and_how_to_pay(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let reply = pdf(&applicant, &invoice).await;
        let number = "2026-00001";
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/pdf"));
        assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"invoice-{number}.pdf\""));
        assert_eq!(reply.header("cache-control"), "private, no-store");
        let words = pdf_words(&reply.bytes);
        for expected in ["Invoice", "Demo Candidate", "22 November 2026", number, "Application fee", "$350.00", "Owed", "How to pay"] {
            assert!(words.iter().any(|line| line == expected), "{expected}: {words:?}");
        }
        assert!(words.join(" ").contains("By check: make it out for $350.00"), "{words:?}");
    }

    async fn a_paid_one_is_a_receipt(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        for (number, cents) in [("1001", 15_000), ("1002", 20_000)] {
            staff.post(&payments(&invoice), check(number, cents)).await.ok();
        }
        let reply = pdf(&staff, &invoice).await;
        assert!(reply.header("content-disposition").contains("receipt-"), "{}", reply.header("content-disposition"));
        let words = pdf_words(&reply.bytes);
        for expected in ["Receipt", "Paid in full", "Received by check on 22 November 2026, 1001, receipt R2026-00001", "\u{2212}$150.00", "\u{2212}$200.00", "$0.00"] {
            assert!(words.iter().any(|line| line == expected), "{expected}: {words:?}");
        }
        assert!(!words.iter().any(|line| line == "How to pay"));
        assert!(!pdf(&applicant, &invoice).await.bytes.is_empty());
    }

    async fn what_is_over_and_what_was_credited_stands_on_it(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        staff.post(&format!("{invoice}/credits"), json!({"amount_cents": 5_000, "reason": "A scholarship."})).await.ok();
        staff.post(&payments(&invoice), check("1001", 32_000)).await.ok();
        let words = pdf_words(&pdf(&staff, &invoice).await.bytes);
        for expected in ["Credited", "\u{2212}$50.00", "\u{2212}$320.00", "$0.00"] {
            assert!(words.iter().any(|line| line == expected), "{expected}: {words:?}");
        }
        assert!(words.join(" ").contains("$20.00 more came than was owed"), "{words:?}");
    }

    async fn names_keep_their_letters(app) {
        for name in ["Žofie Ångström-Ñandú", "Ελένη Παπαδοπούλου", "Юлия Ёжикова", "Nguyễn Thị Ánh"] {
            let applicant = app.person(name).await;
            let application = submitted(&applicant).await;
            let reply = pdf(&applicant, &format!("/invoices/{}", application["invoice_id"].as_str().unwrap())).await;
            assert!(pdf_words(&reply.bytes).iter().any(|line| line == name), "{name}");
        }
        // A name that fills the line and more, without a space.
        let applicant = app.person(&"W".repeat(200)).await;
        let application = submitted(&applicant).await;
        let reply = pdf(&applicant, &format!("/invoices/{}", application["invoice_id"].as_str().unwrap())).await;
        assert_eq!(pdf_words(&reply.bytes).iter().map(|line| line.matches('W').count()).sum::<usize>(), 200);
    }

    async fn it_is_ones_own_or_staffs(app) {
        let (_, invoice) = invoiced(&app).await;
        pdf(&app.person("Demo Stranger").await, &invoice).await.is_problem(404, "not_found");
        pdf(&app.anyone(), &invoice).await.is_problem(401, "signed_out");
        pdf(&app.staff("Demo Staff").await, "/invoices/01993e5c-6f00-7cc2-8000-0242ac120002").await.is_problem(404, "not_found");
    }
}

use lssc_api::invoices::remind;

use super::*;
use crate::applications::{paid, path as application, submitted};

async fn look(app: &App) -> usize {
    remind(&app.db, app.clock.moment().unwrap()).await.unwrap()
}

/// The reminders that were queued to this address, each by its text.
async fn reminders(app: &App, to: &str) -> Vec<String> {
    let mails = app.mails().await.into_iter().rev();
    mails.filter(|(address, letter)| address == to && letter.subject == "Your invoice is still open").map(|(_, letter)| letter.text).collect()
}

both! {
    async fn an_invoice_that_is_owed_is_reminded_of_twice(app) {
        // Half an hour before midnight in Chicago: the day counts there.
        app.clock.set("2026-11-22T05:30:00Z".parse().unwrap());
        let applicant = app.person("Demo Applicant").await;
        let applied = submitted(&applicant).await;
        for (instant, queued, in_all) in [
            ("2026-12-05T05:59:59Z", 0, 0),
            ("2026-12-05T06:00:00Z", 1, 1),
            ("2026-12-05T07:00:00Z", 0, 1),
            ("2026-12-18T06:00:00Z", 0, 1),
            ("2026-12-19T06:00:00Z", 1, 2),
            ("2026-12-19T07:00:00Z", 0, 2),
            ("2027-01-20T06:00:00Z", 0, 2),
        ] {
            app.clock.set(instant.parse().unwrap());
            assert_eq!(look(&app).await, queued, "{instant}");
            assert_eq!(reminders(&app, &applicant.email).await.len(), in_all, "{instant}");
        }
        let texts = reminders(&app, &applicant.email).await;
        let invoice = format!("{ORIGIN}/invoices/{}", applied["invoice_id"].as_str().unwrap());
        assert!(texts.iter().all(|text| text.contains("of 21 November 2026") && text.contains("$350.00 are owed") && text.contains(&invoice)), "{texts:?}");
        assert_eq!(texts.iter().map(|text| text.contains("last time")).collect::<Vec<_>>(), [false, true]);
    }

    async fn what_is_delivered_is_not_reminded_of_again(app) {
        let applicant = app.person("Demo Applicant").await;
        submitted(&applicant).await;
        app.set_today("2026-12-06");
        assert_eq!(look(&app).await, 1);
        deliver(&app, &without(&[])).await;
        app.wait(3600);
        tidied(&app).await;
        assert_eq!(look(&app).await, 0);
        assert_eq!(app.again(&applicant).await.get("/me/notices").await.ok()["items"][0]["kind"], "invoice_reminder");
    }

    async fn nobody_is_reminded_of_what_is_not_owed(app) {
        let staff = app.staff("Demo Staff").await;
        let mut applicants = Vec::new();
        for name in ["Demo Paid", "Demo Refused", "Demo Withdrawn", "Demo Erased", "Demo Part"] {
            let applicant = app.person(name).await;
            let applied = submitted(&applicant).await;
            applicants.push((applicant, applied));
        }
        paid(&staff, &applicants[0].1).await;
        staff.post(&application(&applicants[1].1, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        applicants[2].0.post(&application(&applicants[2].1, "/withdraw"), json!({})).await.ok();
        left(&applicants[3].0).await;
        let part = json!({"method": "check", "amount_cents": 30_000, "reference": "1001", "received_on": "2026-11-22"});
        staff.post(&format!("/invoices/{}/payments", applicants[4].1["invoice_id"].as_str().unwrap()), part).await.ok();
        app.set_today("2026-12-06");
        assert_eq!(look(&app).await, 1);
        assert!(reminders(&app, &applicants[4].0.email).await[0].contains("$50.00 are owed"));
    }

    async fn several_servers_that_look_at_once_remind_once(app) {
        for name in ["Demo First", "Demo Second", "Demo Third"] {
            submitted(&app.person(name).await).await;
        }
        app.set_today("2026-12-07");
        let found = futures_util::future::join_all((0..4).map(|_| look(&app))).await;
        assert_eq!(found.iter().sum::<usize>(), 3, "{found:?}");
        let keys: Vec<Option<String>> = app.read(|conn| outbox::table.select(outbox::once_key).filter(outbox::once_key.is_not_null()).load(conn).unwrap()).await;
        assert_eq!(keys.len(), 3);
    }
}

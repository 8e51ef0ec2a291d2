use super::*;
use lssc_api::invoices::remind;

async fn look(app: &App) -> usize {
    remind(&app.db, app.clock.moment().unwrap()).await.unwrap()
}

/// The reminders of orders that were queued to this address, each by its text.
async fn reminders(app: &App, to: &str) -> Vec<String> {
    let mails = app.mails().await.into_iter().rev();
    mails
        .filter(|(address, letter)| address == to && letter.subject.ends_with("for your purchase order is still open"))
        .map(|(_, letter)| letter.text)
        .collect()
}

both! {
    async fn who_orders_is_reminded_twice_and_who_is_ordered_for_is_not(app) {
        let buying = buyer(&app).await;
        let other = app.person("Demo Second Buyer").await;
        app.record(vec![NewFact::of(other.person(), app.today(), FactBody::BuyerMemberAdded { buyer: buying.id })]).await;
        let applicant = app.person("Demo Applicant").await;
        submitted(&applicant).await;
        let order = order(&app, &buying, &[(&applicant.email, 35_000), ("nobody@demo.example", 35_000)]).await;
        for (day, queued, in_all) in
            [("2026-12-05", 0, 0), ("2026-12-06", 1, 1), ("2026-12-06", 0, 1), ("2026-12-19", 0, 1), ("2026-12-20", 1, 2), ("2027-01-20", 0, 2)]
        {
            app.set_today(day);
            assert_eq!(look(&app).await, queued, "{day}");
            for member in [&buying.member, &other] {
                assert_eq!(reminders(&app, &member.email).await.len(), in_all, "{day} {}", member.email);
            }
        }
        let texts = reminders(&app, &buying.member.email).await;
        let address = format!("{ORIGIN}/orders/{}", order.id);
        let said = |text: &String| text.contains("of 22 November 2026") && text.contains("$700.00 are owed") && text.contains(&address);
        assert!(texts.iter().all(said), "{texts:?}");
        assert_eq!(texts.iter().map(|text| text.contains("last time")).collect::<Vec<_>>(), [false, true]);
        let mails = app.mails().await;
        assert!(!mails.iter().any(|(to, letter)| *to == applicant.email && letter.subject == "Your invoice is still open"), "the buyer is the one who is asked");
    }

    async fn what_is_paid_or_credited_is_not_reminded_of(app) {
        let (buying, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let settled = order(&app, &buying, &[("settled@demo.example", 35_000)]).await;
        let credited = order(&app, &buying, &[("credited@demo.example", 35_000)]).await;
        let part = order(&app, &buying, &[("part@demo.example", 35_000)]).await;
        paid(&staff, &settled, "1001", 35_000).await;
        staff.post(&credited.path("/credits"), json!({"lines": null, "reason": "Ordered twice."})).await.ok();
        paid(&staff, &part, "1002", 30_000).await;
        app.set_today("2026-12-06");
        assert_eq!(look(&app).await, 1);
        let texts = reminders(&app, &buying.member.email).await;
        assert!(texts.len() == 1 && texts[0].contains("$50.00 are owed"), "{texts:?}");
    }

    async fn several_servers_remind_of_an_order_once(app) {
        let buying = buyer(&app).await;
        for name in ["first", "second", "third"] {
            order(&app, &buying, &[(&format!("{name}@demo.example"), 35_000)]).await;
        }
        app.set_today("2026-12-07");
        let found = futures_util::future::join_all((0..4).map(|_| look(&app))).await;
        assert_eq!(found.iter().sum::<usize>(), 3, "{found:?}");
        assert_eq!(reminders(&app, &buying.member.email).await.len(), 3);
    }
}

//! Fees: set for a day to come, charged from then on, and what was charged stays.

use crate::applications::{eligible, submitted};
use crate::orders::{drafted, findings, issue, line, lines_of, put};
use crate::support::*;

/// Other fees from this day on.
fn set(from: &str, full: u32, member: u32) -> Value {
    let fees = json!({
        "application_fee_cents": full, "application_fee_member_cents": member, "portfolio_fee_cents": 6_500, "portfolio_fee_member_cents": 5_500,
        "renewal_fee_cents": 1_000,
    });
    json!({"effective_from": from, "fees": fees, "reason": "The board decided so."})
}

/// The fee of an application under each version, and since when.
async fn published(app: &App) -> Vec<(String, u64)> {
    let versions = app.anyone().get("/rules/policy").await.ok()["items"].as_array().unwrap().clone();
    let fee = |version: &Value| {
        let numbers = version["numbers"].as_array().unwrap();
        numbers.iter().find(|number| number["name"] == "application_fee_cents").unwrap()["value"].as_u64().unwrap()
    };
    versions.iter().map(|version| (version["effective_from"].as_str().unwrap().to_owned(), fee(version))).collect()
}

/// The lines of an application's first invoice.
async fn charged(applicant: &Client, application: &Value) -> Value {
    applicant.get(&invoice(application)).await.ok()["lines"].clone()
}

fn invoice(application: &Value) -> String {
    format!("/invoices/{}", application["invoice_id"].as_str().unwrap())
}

fn fee(amount_cents: u32) -> Value {
    json!([{"charge": "application_fee", "amount_cents": amount_cents}])
}

fn check(number: &str, amount_cents: u32, on: &str) -> Value {
    json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": on})
}

both! {
    async fn who_set_which_fees_when_and_why_is_told(app) {
        let (admin, staff) = (app.admin("Demo Admin").await, app.staff("Demo Librarian").await);
        assert_eq!(staff.get("/rules/fees").await.ok(), json!({"items": [], "next": null}));
        for (day, cents) in [("2027-01-01", 40_000), ("2026-12-01", 36_000), ("2027-01-01", 39_000)] {
            admin.post("/rules/fees", set(day, cents, 30_000)).await.ok();
        }
        let shown = |page: &Value| -> Vec<(String, u64)> {
            let items = page["items"].as_array().unwrap();
            assert!(items.iter().all(|item| item["by"] == "Demo Admin" && item["reason"] == "The board decided so."), "{page}");
            assert!(items.iter().all(|item| item["recorded_at"].is_string() && item["id"].is_string()), "{page}");
            let fee = |item: &Value| item["fees"]["application_fee_cents"].as_u64().unwrap();
            items.iter().map(|item| (item["effective_from"].as_str().unwrap().to_owned(), fee(item))).collect()
        };
        // The first of one day was overtaken before it came; that it was set stays to be seen.
        let all = [("2027-01-01", 39_000), ("2026-12-01", 36_000), ("2027-01-01", 40_000)].map(|(day, cents)| (day.to_owned(), cents));
        assert_eq!(shown(&admin.get("/rules/fees").await.ok()), all);
        let first = staff.get("/rules/fees?limit=2").await.ok();
        assert_eq!(shown(&first), all[..2]);
        let rest = staff.get(&format!("/rules/fees?limit=2&after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!((shown(&rest).as_slice(), &rest["next"]), (&all[2..], &Value::Null));
        staff.get("/rules/fees?after=eHg").await.is_problem(422, "invalid");
    }

    async fn fees_are_set_for_a_day_and_published(app) {
        let admin = app.admin("Demo Admin").await;
        let before = app.counts().await;
        let answer = admin.post("/rules/fees", set("2027-01-01", 40_000, 37_500)).await.ok();
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 1, 0), "an act, a fact, and no mail");
        assert_eq!(app.anyone().get("/rules/policy").await.ok(), answer);
        assert_eq!(answer["items"][1]["version"], "2010-1, fees of 2027-01-01");
        assert_eq!(published(&app).await, [("1900-01-01".to_owned(), 35_000), ("2027-01-01".to_owned(), 40_000)]);
        // Others for a day before, and others for the same day while it lies ahead.
        admin.post("/rules/fees", set("2026-12-01", 36_000, 33_000)).await.ok();
        admin.post("/rules/fees", set("2027-01-01", 39_000, 36_000)).await.ok();
        let expected = [("1900-01-01", 35_000), ("2026-12-01", 36_000), ("2027-01-01", 39_000)].map(|(day, cents)| (day.to_owned(), cents));
        assert_eq!(published(&app).await, expected);
        app.set_today("2027-01-01");
        let reply = app.again(&admin).await.post("/rules/fees", set("2027-01-01", 1_000, 1_000)).await;
        reply.is_problem(422, "invalid");
        assert_eq!((reply.members(), published(&app).await), (vec!["effective_from"], expected.to_vec()));
    }

    async fn what_is_wrong_is_said_and_nothing_is_set(app) {
        let admin = app.admin("Demo Admin").await;
        let with = |member: &str, value: Value| {
            let mut body = set("2027-01-01", 40_000, 37_500);
            body["fees"][member] = value;
            body
        };
        let mut without_reason = set("2027-01-01", 40_000, 37_500);
        without_reason["reason"] = json!(" ");
        let before = app.counts().await;
        for (body, status, members) in [
            (set("2026-11-22", 40_000, 37_500), 422, vec!["effective_from"]),
            (set("2028-11-22", 40_000, 37_500), 422, vec!["effective_from"]),
            (set("2026-11-01", 99, 1_000_001), 422, vec!["effective_from", "fees.application_fee_cents", "fees.application_fee_member_cents"]),
            (set("2027-01-01", 40_000, 40_001), 422, vec!["fees.application_fee_member_cents"]),
            (with("portfolio_fee_member_cents", json!(6_501)), 422, vec!["fees.portfolio_fee_member_cents"]),
            (with("renewal_fee_cents", json!(u32::MAX)), 422, vec!["fees.renewal_fee_cents"]),
            (without_reason, 422, vec!["reason"]),
            (with("renewal_fee_cents", json!(-1)), 400, vec!["fees.renewal_fee_cents"]),
            (with("renewal_fee_cents", json!(10.5)), 400, vec!["fees.renewal_fee_cents"]),
            (with("renewal_fee_cents", json!("10")), 400, vec!["fees.renewal_fee_cents"]),
            (with("renewal_fee_dollars", json!(10)), 400, vec!["fees.renewal_fee_dollars"]),
            (set("2027-02-29", 40_000, 37_500), 400, vec!["effective_from"]),
        ] {
            let reply = admin.post("/rules/fees", body.clone()).await;
            assert_eq!((reply.status, reply.members()), (status, members), "{body} {}", reply.text);
        }
        assert_eq!((app.counts().await, published(&app).await.len()), (before, 1));
    }

    async fn an_invoice_keeps_the_fee_of_its_day(app) {
        let (admin, staff, early, late) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await, app.person("Demo Early").await, app.person("Demo Late").await);
        admin.post("/rules/fees", set("2026-11-24", 40_000, 37_500)).await.ok();
        app.set_today("2026-11-23");
        let before = submitted(&app.again(&early).await).await;
        app.set_today("2026-11-24");
        let (early, late, staff) = (app.again(&early).await, app.again(&late).await, app.again(&staff).await);
        let after = submitted(&late).await;
        assert_eq!((charged(&early, &before).await, charged(&late, &after).await), (fee(35_000), fee(40_000)));
        // Between quote and payment the fee rose: what was invoiced is paid.
        staff.post(&format!("{}/payments", invoice(&before)), check("1", 35_000, "2026-11-24")).await.ok();
        assert_eq!((&early.get(&invoice(&before)).await.ok()["state"], &late.get(&invoice(&after)).await.ok()["owed_cents"]), (&json!("paid"), &json!(40_000)));
        // And whoever gave a number that is none pays the difference of the day of the invoice.
        let unconfirmed = json!({"reason": "ALA knows no such number."});
        let member = app.person("Demo Member").await;
        let mut sent = eligible();
        sent["ala_member_number"] = json!("1234567");
        let application = member.post("/applications", sent).await.ok();
        let marked = staff.post(&format!("/applications/{}/membership-unconfirmed", application["id"].as_str().unwrap()), unconfirmed).await.ok();
        let difference = marked["membership_unconfirmed"]["invoice_id"].as_str().unwrap();
        assert_eq!(member.get(&format!("/invoices/{difference}")).await.ok()["total_cents"], 2_500);
    }

    async fn nobody_is_charged_another_fee_than_they_were_told(app) {
        let (admin, applicant) = (app.admin("Demo Admin").await, app.person("Demo Applicant").await);
        admin.post("/rules/fees", set("2026-11-23", 40_000, 37_500)).await.ok();
        app.set_today("2026-11-23");
        let applicant = app.again(&applicant).await;
        let mut sent = eligible();
        sent["quoted_fee_cents"] = json!(35_000);
        let before = app.counts().await;
        let reply = applicant.post("/applications", sent.clone()).await;
        let problem = reply.is_problem(422, "fee_changed");
        assert!(problem["detail"].as_str().unwrap().contains("$400.00"), "{problem}");
        assert_eq!(app.counts().await, before);
        sent["quoted_fee_cents"] = json!(40_000);
        let application = applicant.post("/applications", sent).await.ok();
        assert_eq!(charged(&applicant, &application).await, fee(40_000));
    }

    async fn an_order_is_held_up_by_a_fee_that_rose_since_it_was_drafted(app) {
        let (admin, buyer) = (app.admin("Demo Admin").await, app.buyer("Demo Valley").await);
        admin.post("/rules/fees", set("2026-12-01", 40_000, 37_500)).await.ok();
        app.set_today("2026-11-30");
        let buyer = app.again(&buyer).await;
        let order = drafted(&buyer, &[line("Demo One", "one@demo.example")]).await;
        let quote = |charge: &str, cents: u32, until: Option<&str>| json!({"charge": charge, "amount_cents": cents, "holds_until": until});
        let told = [quote("application_fee", 35_000, Some("2026-11-30")), quote("application_fee_member", 32_500, Some("2026-11-30"))];
        assert_eq!(order["prices"], json!(told));
        assert_eq!(findings(&buyer, &order).await, [["is_invited"]]);
        app.set_today("2026-12-01");
        let buyer = app.again(&buyer).await;
        let now = buyer.get(&crate::orders::path(&order, "")).await.ok();
        assert_eq!(now["prices"], json!([quote("application_fee", 40_000, None), quote("application_fee_member", 37_500, None)]));
        assert_eq!(lines_of(&buyer, &order).await[0]["findings"][0], json!({"finding": "wrong_amount", "expected_cents": 40_000}));
        issue(&buyer, &order).await.is_problem(422, "order_held_up");
        let mut right = line("Demo One", "one@demo.example");
        right["amount_cents"] = json!(40_000);
        let order = put(&buyer, &order, &[right]).await.ok();
        assert_eq!(issue(&buyer, &order).await.ok()["total_cents"], 40_000);
    }

    async fn who_is_on_an_order_is_charged_as_on_the_day_of_its_issue(app) {
        let (admin, staff, buyer) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await, app.buyer("Demo Valley").await);
        let (person, member) = (app.person("Demo Person").await, app.person("Demo Member").await);
        admin.post("/rules/fees", set("2026-12-01", 40_000, 36_000)).await.ok();
        let of_member = json!({"name": "Demo Member", "email": member.email, "amount_cents": 32_500, "ala_member_number": "1234567"});
        let order = issue(&buyer, &drafted(&buyer, &[line("Demo Person", &person.email), of_member]).await).await.ok();
        app.set_today("2026-12-02");
        let staff = app.again(&staff).await;
        staff.post(&crate::orders::path(&order, "/payments"), check("1", 67_500, "2026-12-02")).await.ok();
        let (person, member) = (app.again(&person).await, app.again(&member).await);
        // The page told the fee of the day; the order's is charged, and is paid.
        let mut sent = eligible();
        sent["quoted_fee_cents"] = json!(40_000);
        let application = person.post("/applications", sent.clone()).await.ok();
        assert_eq!(charged(&person, &application).await, fee(35_000));
        assert_eq!(person.get(&invoice(&application)).await.ok()["state"], "paid");
        sent["ala_member_number"] = json!("1234567");
        let application = member.post("/applications", sent).await.ok();
        assert_eq!(member.get(&invoice(&application)).await.ok()["state"], "paid");
        // A number that is none costs the difference of that day, too.
        let marked = staff.post(&format!("/applications/{}/membership-unconfirmed", application["id"].as_str().unwrap()), json!({"reason": "Unknown."})).await.ok();
        let difference = marked["membership_unconfirmed"]["invoice_id"].as_str().unwrap();
        assert_eq!(member.get(&format!("/invoices/{difference}")).await.ok()["total_cents"], 2_500);
        // Whoever is on no order pays what is charged by now.
        let other = app.person("Demo Other").await;
        assert_eq!(charged(&other, &submitted(&other).await).await, fee(40_000));
    }

    async fn the_difference_is_the_orders_where_the_fee_of_members_stayed(app) {
        let (admin, staff, buyer) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await, app.buyer("Demo Valley").await);
        let (ordered, other) = (app.person("Demo Ordered").await, app.person("Demo Other").await);
        admin.post("/rules/fees", set("2026-12-01", 40_000, 32_500)).await.ok();
        let line = json!({"name": "Demo Ordered", "email": ordered.email, "amount_cents": 32_500, "ala_member_number": "1234567"});
        issue(&buyer, &drafted(&buyer, &[line]).await).await.ok();
        app.set_today("2026-12-02");
        let staff = app.again(&staff).await;
        for (applicant, expected) in [(ordered, 2_500), (other, 7_500)] {
            let applicant = app.again(&applicant).await;
            let mut sent = eligible();
            sent["ala_member_number"] = json!("1234567");
            let application = applicant.post("/applications", sent).await.ok();
            let mark = format!("/applications/{}/membership-unconfirmed", application["id"].as_str().unwrap());
            let marked = staff.post(&mark, json!({"reason": "Unknown."})).await.ok();
            let difference = marked["membership_unconfirmed"]["invoice_id"].as_str().unwrap();
            assert_eq!(applicant.get(&format!("/invoices/{difference}")).await.ok()["total_cents"], expected);
        }
    }

    async fn who_withdraws_and_applies_again_is_charged_what_the_line_is_over(app) {
        let (admin, buyer, person) = (app.admin("Demo Admin").await, app.buyer("Demo Valley").await, app.person("Demo Person").await);
        admin.post("/rules/fees", set("2026-12-01", 40_000, 36_000)).await.ok();
        let first = submitted(&person).await;
        app.set_today("2026-12-05");
        let (buyer, person) = (app.again(&buyer).await, app.again(&person).await);
        // What is owed already is ordered.
        issue(&buyer, &drafted(&buyer, &[line("Demo Person", &person.email)]).await).await.ok();
        person.post(&format!("/applications/{}/withdraw", first["id"].as_str().unwrap()), json!({})).await.ok();
        assert_eq!(charged(&person, &submitted(&person).await).await, fee(35_000));
    }
}

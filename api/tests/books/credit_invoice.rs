use super::*;

fn credit(amount_cents: u32) -> Value {
    json!({"amount_cents": amount_cents, "reason": "The scholarship pays a part."})
}

both! {
    async fn less_is_owed_and_what_is_paid_beyond_is_unallocated(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 20_000).await;
        let credited = staff.post(&format!("{invoice}/credits"), credit(10_000)).await;
        let found = (&credited.body["credited_cents"], &credited.body["owed_cents"], &credited.body["state"]);
        assert_eq!((credited.status, found), (201, (&json!(10_000), &json!(5_000), &json!("open"))), "{}", credited.text);
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("we have credited $100.00 on this invoice. $50.00 are still owed."));
        let credited = staff.post(&format!("{invoice}/credits"), credit(25_000)).await.ok();
        assert_eq!((&credited["state"], &credited["over_cents"]), (&json!("paid"), &json!(20_000)));
        assert_eq!(staff.get(&payment).await.ok()["refundable_cents"], 20_000);
        add_up(&app).await;
    }

    async fn at_most_what_the_lines_hold(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let money = unassigned(&staff, "2001", 5_000).await;
        put(&staff, &money, &invoice, 5_000).await.ok();
        let before = app.counts().await;
        for amount in [0, 30_001] {
            let reply = staff.post(&format!("{invoice}/credits"), credit(amount)).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["amount_cents"]), "{}", reply.text);
            assert!(reply.text.contains("at most what the lines still hold, 30000"), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        staff.post(&format!("{invoice}/credits"), credit(30_000)).await.ok();
        assert_eq!(staff.post(&format!("{invoice}/credits"), credit(1)).await.status, 422);
    }

    async fn staff_credit_and_never_their_own(app) {
        let staff = app.staff("Demo Staff").await;
        let (owner, invoice, _) = own(&app, &staff).await;
        let path = format!("{invoice}/credits");
        owner.post(&path, credit(1)).await.is_problem(403, "own_matter");
        is_for_staff(&app, &path, credit(1)).await;
        staff.post(&format!("/invoices/{UNKNOWN}/credits"), credit(1)).await.is_problem(404, "not_found");
        for (body, status, member) in [(json!({"amount_cents": 1}), 400, "reason"), (json!({"amount_cents": 1, "reason": ""}), 422, "reason")] {
            let reply = staff.post(&path, body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
    }

    async fn a_credit_of_all_that_is_owed_admits_who_is_accepted(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let application = applicant.get(&invoice).await.ok()["application_id"].as_str().unwrap().to_owned();
        staff.post(&format!("/applications/{application}/accept"), json!({})).await.ok();
        staff.post(&format!("{invoice}/credits"), credit(35_000)).await.ok();
        assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "candidate");
    }
}

use super::*;

fn by_check(amount_cents: u32) -> Value {
    json!({"amount_cents": amount_cents, "check_number": "77", "reason": "Too much came."})
}

both! {
    async fn what_is_unallocated_goes_back_by_check(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 36_000).await;
        let before = app.counts().await;
        for amount in [0, 1_001, 36_000] {
            let reply = staff.post(&format!("{payment}/refunds"), by_check(amount)).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["amount_cents"]), "{}", reply.text);
            assert!(reply.text.contains("at most what is there for it, 1000"), "{}", reply.text);
        }
        let without = json!({"amount_cents": 1, "reason": "Too much came."});
        assert_eq!(staff.post(&format!("{payment}/refunds"), without).await.members(), ["check_number"]);
        assert_eq!(app.counts().await, before);
        let refunded = staff.post(&format!("{payment}/refunds"), by_check(1_000)).await;
        let found = (&refunded.body["returned_cents"], &refunded.body["refundable_cents"], &refunded.body["refunds"][0]["state"]);
        assert_eq!((refunded.status, found), (201, (&json!(1_000), &json!(0), &json!("made"))), "{}", refunded.text);
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("we send $10.00 back to you by check, number 77"));
        assert_eq!(stands(&staff, &invoice).await, standing("paid", 35_000, 0));
        add_up(&app).await;
    }

    async fn who_is_refused_is_refunded_in_full(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 35_000).await;
        assert_eq!(staff.get(&payment).await.ok()["refundable_cents"], 0);
        let application = applicant.get(&invoice).await.ok()["application_id"].as_str().unwrap().to_owned();
        staff.post(&format!("/applications/{application}/refuse"), json!({"reason": "Too few hours."})).await.ok();
        staff.post(&format!("{payment}/refunds"), by_check(35_000)).await.ok();
        assert_eq!(stands(&applicant, &invoice).await, standing("void", 0, 0));
        assert_eq!(staff.post(&format!("{payment}/refunds"), by_check(1)).await.status, 422);
        add_up(&app).await;
    }

    async fn in_a_demonstration_a_card_is_refunded_at_once(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid_by_card(&app, &applicant, &staff, &invoice).await;
        staff.post(&format!("{invoice}/credits"), json!({"amount_cents": 5_000, "reason": "A scholarship."})).await.ok();
        staff.post(&format!("{payment}/refunds"), json!({"amount_cents": 5_000, "reason": "A scholarship."})).await.ok();
        app.gateway.send_refunds(&app.db, app.clock.moment().unwrap()).await.unwrap();
        let found = staff.get(&payment).await.ok();
        assert_eq!((&found["refunds"][0]["state"], &found["returned_cents"]), (&json!("made"), &json!(5_000)));
        add_up(&app).await;
    }

    async fn money_of_nobody_goes_back_too(app) {
        let staff = app.staff("Demo Staff").await;
        let payment = unassigned(&staff, "2001", 5_000).await;
        staff.post(&format!("{payment}/refunds"), by_check(5_000)).await.ok();
        assert_eq!(staff.get("/books").await.ok()["unallocated_cents"], 0);
        add_up(&app).await;
    }

    async fn a_check_sends_a_payment_back_once(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let (payment, other) = (paid(&staff, &invoice, "1001", 37_000).await, unassigned(&staff, "2001", 5_000).await);
        let by = |number: &str| json!({"amount_cents": 500, "check_number": number, "reason": "Too much came."});
        // Another payment may go back by the same check.
        for path in [format!("{payment}/refunds"), format!("{other}/refunds")] {
            staff.post(&path, by("Chk-77")).await.ok();
            let before = app.counts().await;
            for same in ["Chk-77", " chk-77 ", "CHK-77"] {
                staff.post(&path, by(same)).await.is_problem(409, "refund_recorded");
            }
            assert_eq!(app.counts().await, before);
            staff.post(&path, by("Chk-78")).await.ok();
        }
        // One that was struck stands no more.
        let file = staff.get(&format!("/people/{}", applicant.person())).await.ok();
        let mut facts = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap());
        let refund = facts.find(|fact| fact["body"]["reference"] == "Chk-77").unwrap()["id"].as_str().unwrap();
        staff.post(&format!("/facts/{refund}/correct"), json!({"reason": "It was never sent."})).await.ok();
        staff.post(&format!("{payment}/refunds"), by("chk-77")).await.ok();
        assert_eq!(staff.get(&payment).await.ok()["returned_cents"], 1_000);
        add_up(&app).await;
    }

    async fn raced_for_it_goes_back_once(app) {
        let staff = app.staff("Demo Staff").await;
        let payment = unassigned(&staff, "2001", 5_000).await;
        let path = format!("{payment}/refunds");
        let replies = futures_util::future::join_all((0..8).map(|_| staff.post(&path, by_check(3_000)))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
        add_up(&app).await;
    }

    async fn nobody_refunds_themselves(app) {
        let staff = app.staff("Demo Staff").await;
        let (owner, _, payment) = own(&app, &staff).await;
        let path = format!("{payment}/refunds");
        owner.post(&path, by_check(1)).await.is_problem(403, "own_matter");
        is_for_staff(&app, &path, by_check(1)).await;
        staff.post(&format!("/payments/{UNKNOWN}/refunds"), by_check(1)).await.is_problem(404, "not_found");
        let number = |number: String| json!({"amount_cents": 1, "check_number": number, "reason": "Too much came."});
        assert_eq!(staff.post(&path, number("1".repeat(101))).await.members(), ["check_number"]);
        staff.post(&path, number("1".repeat(100))).await.ok();
    }
}

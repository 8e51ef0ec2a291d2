use super::*;

fn because() -> Value {
    json!({"reason": "The check bounced."})
}

both! {
    async fn a_check_that_bounced_opens_the_invoice_again_and_the_admission_stays(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 35_000).await;
        let application = applicant.get(&invoice).await.ok()["application_id"].as_str().unwrap().to_owned();
        staff.post(&format!("/applications/{application}/accept"), json!({})).await.ok();
        app.set_today("2026-11-24");
        let (applicant, staff) = (app.again(&applicant).await, app.again(&staff).await);
        let reversed = staff.post(&format!("{payment}/reverse"), because()).await;
        assert_eq!((reversed.status, &reversed.body["reversed_on"], &reversed.body["returned_cents"]), (200, &json!("2026-11-24"), &json!(35_000)), "{}", reversed.text);
        assert_eq!(stands(&applicant, &invoice).await, standing("open", 0, 35_000));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("$350.00 are owed again. You keep your admission."));
        let told = app.told_staff("A payment was reversed").await;
        let expected = "A check or a transfer did not go through and was reversed. What it had paid is owed again.";
        assert!(told.len() == 1 && told[0].starts_with(&format!("{expected}\n\n    {ORIGIN}/staff{invoice}\n")), "{told:?}");
        assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "candidate");
        assert_eq!(staff.get("/invoices?state=open").await.ok()["items"].as_array().unwrap().len(), 1);
        // Once; and the same check may be presented again.
        staff.post(&format!("{payment}/reverse"), because()).await.is_problem(409, "payment_reversed");
        paid(&staff, &invoice, "1001", 35_000).await;
        assert_eq!(stands(&staff, &invoice).await, standing("paid", 35_000, 0));
        add_up(&app).await;
    }

    async fn what_it_paid_elsewhere_is_owed_again_too(app) {
        let (first, second) = (invoiced(&app).await, invoiced(&app).await);
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &first.1, "1001", 70_000).await;
        put(&staff, &payment, &second.1, 35_000).await.ok();
        assert_eq!(stands(&second.0, &second.1).await, standing("paid", 35_000, 0));
        staff.post(&format!("{payment}/reverse"), because()).await.ok();
        for (applicant, invoice) in [&first, &second] {
            assert_eq!(stands(applicant, invoice).await, standing("open", 0, 35_000));
            assert!(app.mail_to(&applicant.email).await.unwrap().contains("did not go through"));
        }
        // Staff are told of each invoice that is open again.
        let told = app.told_staff("A payment was reversed").await;
        let names = |invoice: &str| told.iter().filter(|text| text.contains(&format!("{ORIGIN}/staff{invoice}\n"))).count();
        assert_eq!((told.len(), names(&first.1), names(&second.1)), (2, 1, 1), "{told:?}");
        add_up(&app).await;
    }

    async fn of_what_went_back_or_came_by_card_there_is_none(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 36_000).await;
        staff.post(&format!("{payment}/refunds"), json!({"amount_cents": 1_000, "check_number": "77", "reason": "Too much came."})).await.ok();
        let before = app.counts().await;
        staff.post(&format!("{payment}/reverse"), because()).await.is_problem(409, "payment_refunded");
        assert_eq!(app.counts().await, before);
        let (applicant, invoice) = invoiced(&app).await;
        let card = paid_by_card(&app, &applicant, &staff, &invoice).await;
        staff.post(&format!("{card}/reverse"), because()).await.is_problem(409, "card_payment");
    }

    async fn staff_reverse_and_never_their_own(app) {
        let staff = app.staff("Demo Staff").await;
        let (owner, _, payment) = own(&app, &staff).await;
        owner.post(&format!("{payment}/reverse"), because()).await.is_problem(403, "own_matter");
        is_for_staff(&app, &format!("{payment}/reverse"), because()).await;
        staff.post(&format!("/payments/{UNKNOWN}/reverse"), because()).await.is_problem(404, "not_found");
        for (body, status, member) in [(json!({}), 400, "reason"), (json!({"reason": " "}), 422, "reason"), (json!({"reason": "x".repeat(2_001)}), 422, "reason")] {
            let reply = staff.post(&format!("{payment}/reverse"), body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
    }

    async fn sent_twice_under_a_key_it_is_reversed_once(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &invoice, "1001", 35_000).await;
        let first = staff.post_with_key("key-1", &format!("{payment}/reverse"), because()).await;
        let before = app.counts().await;
        let second = staff.post_with_key("key-1", &format!("{payment}/reverse"), because()).await;
        assert_eq!((first.status, second.text, app.counts().await), (200, first.text, before));
    }
}

use super::*;

fn back(amount_cents: u32, number: &str) -> Value {
    json!({"amount_cents": amount_cents, "check_number": number, "reason": "A private reason."})
}

both! {
    async fn those_who_order_are_told_what_goes_back_and_what_is_owed(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let colleague = app.person("Demo Colleague").await;
        app.record(vec![NewFact::of(colleague.person(), app.today(), FactBody::BuyerMemberAdded { buyer: buyer.id })]).await;
        let order = order(&app, &buyer, &[("a@demo.example", 35_000), ("b@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 71_000).await;
        for (amount_cents, number, said, owed) in [
            (1_000, "77", "we send $10.00 of what you paid", "Nothing is owed for the invoice."),
            (35_000, "78", "we send $350.00 of what you paid", "$350.00 are owed for the invoice now"),
            (35_000, "79", "we send $350.00 of what you paid", "$700.00 are owed for the invoice now"),
        ] {
            staff.post(&format!("{payment}/refunds"), back(amount_cents, number)).await.ok();
            for member in [&buyer.member, &colleague] {
                let told = app.mail_to(&member.email).await.unwrap();
                let is_said = [said, owed, "invoice 2026-00001", &format!("by check, number {number}."), &order.path("")].iter().all(|words| told.contains(words));
                assert!(is_said && !told.contains("private"), "{told}");
            }
        }
        assert_eq!(states(&app, &order).await[0], "open");
        add_up(&app).await;
    }

    async fn of_an_order_that_is_void_nothing_is_owed(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(staff.post(&order.path("/credits"), json!({"lines": null, "reason": "Not wanted."})).await.status, 204);
        staff.post(&format!("{payment}/refunds"), back(35_000, "77")).await.ok();
        let told = app.mail_to(&buyer.member.email).await.unwrap();
        assert!(told.contains("$350.00 of what you paid") && told.contains("number 77. Nothing is owed for the invoice."), "{told}");
        add_up(&app).await;
    }

    async fn a_refund_that_is_refused_and_money_of_nobody_tell_nobody(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 35_000).await;
        let unassigned = crate::books::unassigned(&staff, "2001", 5_000).await;
        let (.., before) = app.counts().await;
        assert_eq!(staff.post(&format!("{payment}/refunds"), back(35_001, "77")).await.status, 422);
        staff.post(&format!("{unassigned}/refunds"), back(5_000, "78")).await.ok();
        assert_eq!(app.counts().await.2, before);
    }
}

use super::*;

both! {
    async fn what_it_had_paid_is_owed_again_until_other_money_comes(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let ((first, _, invoice), (second, _, other)) = (applied(&app).await, applied(&app).await);
        let order = order(&app, &buyer, &[(&first.email, 35_000), (&second.email, 35_000)]).await;
        let bounced = paid(&staff, &order, "1001", 35_000).await;
        let good = paid(&staff, &order, "1002", 35_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid", "paid"]);
        staff.post(&format!("{bounced}/reverse"), json!({"reason": "It bounced."})).await.ok();
        assert_eq!(states(&app, &order).await, ["open", "applied", "paid"]);
        assert_eq!((stands(&first, &invoice).await, stands(&second, &other).await), (standing("open", 35_000), standing("paid", 0)));
        assert!(app.mail_to(&first.email).await.unwrap().contains("$350.00 are owed again."));
        let told = app.mail_to(&buyer.member.email).await.unwrap();
        assert!(told.contains("transfer of $350.00") && told.contains("$350.00 are owed again"), "{told}");
        // Staff are told once, of the order and not of each invoice.
        let told = app.told_staff("A payment of an order was reversed").await;
        let expected = "A check or a transfer for a purchase order did not go through and was reversed. What it had paid is owed again.";
        assert!(told.len() == 1 && told[0].starts_with(&format!("{expected}\n\n    {ORIGIN}/staff/orders/{}\n", order.id)), "{told:?}");
        assert!(app.told_staff("A payment was reversed").await.is_empty());
        paid(&staff, &order, "1003", 35_000).await;
        assert_eq!((states(&app, &order).await, unallocated(&staff, &good).await), (vec!["paid".to_owned(), "paid".to_owned(), "paid".to_owned()], 0));
        assert_eq!(stands(&first, &invoice).await, standing("paid", 0));
        add_up(&app).await;
    }

    async fn money_that_went_back_opens_it_again(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let later = app.person("Demo Later").await;
        let order = order(&app, &buyer, &[(&later.email, 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "waiting"]);
        staff.post(&format!("{payment}/refunds"), json!({"amount_cents": 35_000, "check_number": "1", "reason": "They asked."})).await.ok();
        assert_eq!(states(&app, &order).await, ["open", "waiting"]);
        let application = submitted(&later).await;
        assert_eq!(stands(&later, &format!("/invoices/{}", application["invoice_id"].as_str().unwrap())).await, standing("open", 35_000));
        add_up(&app).await;
    }
}

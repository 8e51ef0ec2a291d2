use super::*;

both! {
    async fn an_order_is_found_by_every_number_of_its(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("demo-one@demo.example", 35_000), ("demo-two@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 70_000).await;
        assert_eq!(staff.post(&order.path("/credits"), json!({"lines": [order.lines[0]], "reason": "She works elsewhere now."})).await.status, 204);
        let paid = staff.get(&payment).await.ok();
        assert_eq!(paid["order"], json!({"id": order.id, "number": "2026-00001", "buyer_name": "Demo Valley Library District"}));
        let payment = payment.strip_prefix("/payments/").unwrap();
        for (number, payment) in [("2026-00001", Value::Null), ("C2026-00001", Value::Null), ("R2026-00001", json!(payment))] {
            let found = staff.get(&format!("/books/numbers/{number}")).await.ok();
            assert_eq!((&found["order_id"], &found["payment_id"], &found["invoice_id"]), (&json!(order.id), &payment, &Value::Null), "{number}");
        }
    }

    async fn what_was_put_is_taken_back_and_can_go_back(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let ((first, _, invoice), (second, _, other)) = (applied(&app).await, applied(&app).await);
        let order = order(&app, &buyer, &[(&first.email, 35_000), (&second.email, 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 70_000).await;
        let body = json!({"lines": [order.lines[0]], "reason": "She works elsewhere now."});
        assert_eq!(staff.post(&order.path("/credits"), body).await.status, 204);
        assert_eq!(states(&app, &order).await, ["paid", "credited", "paid"]);
        assert_eq!((stands(&first, &invoice).await, stands(&second, &other).await), (standing("open", 35_000), standing("paid", 0)));
        let told = app.mail_to(&buyer.member.email).await.unwrap();
        assert!(told.contains("credited $350.00") && told.contains("C2026-00001, for 1 person") && told.contains("She works elsewhere now."), "{told}");
        let told = app.mail_to(&first.email).await.unwrap();
        assert!(told.contains("$350.00 that had paid this invoice pay it no more"), "{told}");
        assert_eq!(buyer.member.get(&order.path("")).await.ok()["credits"][0]["reason"], "She works elsewhere now.");
        let refund = |amount: u32, number: &str| json!({"amount_cents": amount, "check_number": number, "reason": "Credited."});
        assert_eq!(staff.post(&format!("{payment}/refunds"), refund(35_001, "1")).await.members(), ["amount_cents"]);
        staff.post(&format!("{payment}/refunds"), refund(35_000, "1")).await.ok();
        assert_eq!(states(&app, &order).await, ["paid", "credited", "paid"]);
        // All that stands.
        assert_eq!(staff.post(&order.path("/credits"), json!({"reason": "All of it."})).await.status, 204);
        assert_eq!(states(&app, &order).await, ["void", "credited", "credited"]);
        staff.post(&format!("{payment}/refunds"), refund(35_000, "2")).await.ok();
        assert_eq!((unallocated(&staff, &payment).await, staff.get("/books").await.ok()["unallocated_cents"].clone()), (0, json!(0)));
        staff.post(&order.path("/credits"), json!({"reason": "Again."})).await.is_problem(409, "order_void");
        add_up(&app).await;
    }

    async fn what_an_order_put_is_not_taken_back_by_hand(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (first, _, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&first.email, 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 35_000).await;
        let allocation = staff.get(&payment).await.ok()["allocations"][0]["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/allocations/{allocation}/release"), json!({"reason": "No."})).await.is_problem(409, "put_by_order");
        assert_eq!(stands(&first, &invoice).await, standing("paid", 0));
    }

    async fn less_that_is_asked_for_may_be_paid_by_now(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (first, _, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&first.email, 35_000), ("a@demo.example", 35_000)]).await;
        paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(stands(&first, &invoice).await, standing("open", 35_000));
        staff.post(&order.path("/credits"), json!({"lines": [order.lines[1]], "reason": "One is enough."})).await;
        let file = staff.get(&format!("/people/{}", first.person())).await.ok();
        assert!(!file.to_string().contains("One is enough."), "the reason of a credit is no note about who is paid for");
        assert_eq!((stands(&first, &invoice).await, states(&app, &order).await), (standing("paid", 0), vec!["paid".to_owned(), "paid".to_owned(), "credited".to_owned()]));
        add_up(&app).await;
    }

    async fn what_cannot_be_is_refused_by_name(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let first = order(&app, &buyer, &[("a@demo.example", 35_000), ("c@demo.example", 35_000)]).await;
        let other = order(&app, &buyer, &[("b@demo.example", 35_000)]).await;
        let before = app.counts().await;
        for (lines, member) in [
            (json!([]), "lines"),
            (json!(vec![UNKNOWN; 1_000]), "lines[0]"),
            (json!(vec![UNKNOWN; 1_001]), "lines"),
            (json!([other.lines[0]]), "lines[0]"),
            (json!([first.lines[0], UNKNOWN]), "lines[1]"),
            (json!([first.lines[0], first.lines[0]]), "lines[1]"),
        ] {
            let reply = staff.post(&first.path("/credits"), json!({"lines": lines, "reason": "No."})).await;
            assert_eq!((reply.status, reply.members()), (422, vec![member]), "{}", reply.text);
        }
        assert_eq!(staff.post(&first.path("/credits"), json!({"reason": " "})).await.members(), ["reason"]);
        staff.post(&format!("/orders/{UNKNOWN}/credits"), json!({"reason": "No."})).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
        staff.post(&first.path("/credits"), json!({"lines": [first.lines[0]], "reason": "No."})).await;
        let reply = staff.post(&first.path("/credits"), json!({"lines": [first.lines[0]], "reason": "No."})).await;
        assert_eq!((reply.status, reply.members()), (422, vec!["lines[0]"]));
    }
}

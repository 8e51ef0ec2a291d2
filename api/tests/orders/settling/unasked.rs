use super::*;

both! {
    async fn lines_for_which_nobody_applied_are_credited_once(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, _, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000), ("a@demo.example", 35_000), ("b@demo.example", 35_000)]).await;
        paid(&staff, &order, "1001", 35_000).await;
        app.set_today("2027-05-21");
        worked(&app).await;
        assert_eq!(states(&app, &order).await, ["open", "applied", "waiting", "waiting"]);
        app.set_today("2027-05-22");
        worked(&app).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid", "credited", "credited"]);
        let told = app.mails().await.into_iter().filter(|(to, letter)| *to == buyer.member.email && letter.subject.starts_with("Credit note")).count();
        assert_eq!(told, 1);
        assert_eq!((stands(&app.again(&person).await, &invoice).await, worked(&app).await), (standing("paid", 0), 0));
        let acts: Vec<Option<String>> = app.read(|conn| {
            use lssc_api::db::schema::acts;
            acts::table.filter(acts::operation.eq("expire_order_lines")).filter(acts::note_id.is_not_null()).select(acts::account_id).load(conn).unwrap()
        }).await;
        assert_eq!(acts, [None]);
        add_up(&app).await;
    }

    async fn addresses_go_ninety_days_after_the_end(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, ..) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000), ("a@demo.example", 35_000), ("b@demo.example", 35_000)]).await;
        staff.post(&order.path("/credits"), json!({"lines": [order.lines[2]], "reason": "No."})).await;
        paid(&staff, &order, "1001", 70_000).await;
        let addresses = |app: &App| {
            let app = app.clone();
            async move {
                let now = app.clock.now();
                app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, now)?)).await.unwrap();
                app.read(|conn| order_lines::table.order(order_lines::position).select(order_lines::email_key.is_not_null()).load::<bool>(conn).unwrap()).await
            }
        };
        app.set_today("2027-02-20");
        assert_eq!(addresses(&app).await, [true, true, true]);
        app.set_today("2027-02-21");
        assert_eq!(addresses(&app).await, [false, true, false]);
    }

    async fn numbers_of_orders_belong_to_their_series(app) {
        let buyer = buyer(&app).await;
        order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        applied(&app).await;
        add_up(&app).await;
        let (today, order) = (app.today(), OrderId(fresh()));
        let body = FactBody::OrderIssued { order, buyer: buyer.id, lines: Vec::new(), apply_by: today, number: Some("2026-00004".parse().unwrap()) };
        let credited = FactBody::OrderCredited { credit: shared::ids::CreditId(fresh()), order, lines: Vec::new(), number: Some("C2026-00002".parse().unwrap()) };
        app.record(vec![NewFact::general(today, body), NewFact::general(today, credited)]).await;
        let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
        let said: Vec<String> = checked.report.found.iter().map(|found| found.wrong.to_string()).collect();
        assert_eq!(said, ["Number 2026-00003 is missing.", "Number C2026-00001 is missing."]);
    }
}

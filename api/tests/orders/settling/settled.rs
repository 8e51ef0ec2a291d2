use super::*;

both! {
    async fn an_order_pays_once_it_is_paid_in_full(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (first, application, invoice) = applied(&app).await;
        let later = app.person("Demo Later").await;
        let order = order(&app, &buyer, &[(&first.email, 35_000), (&later.email, 35_000), ("nobody@demo.example", 35_000)]).await;
        assert_eq!(states(&app, &order).await, ["open", "applied", "waiting", "waiting"]);
        let told = app.mail_to(&buyer.member.email).await.unwrap();
        assert!(told.contains("for 3 people") && told.contains("2026-00002") && told.contains("$1,050.00") && told.contains(&order.path("")), "{told}");
        // Not before all of it is there.
        let part = paid(&staff, &order, "1001", 100_000).await;
        assert_eq!((stands(&first, &invoice).await, unallocated(&staff, &part).await), (standing("open", 35_000), 100_000));
        let rest = paid(&staff, &order, "1002", 6_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid", "waiting", "waiting"]);
        assert_eq!(stands(&first, &invoice).await, standing("paid", 0));
        assert!(app.mail_to(&first.email).await.unwrap().contains("$350.00 that we had received now pay this invoice."));
        // Its receipt says who paid.
        let receipt: shared::invoices::Invoice = serde_json::from_value(first.get(&invoice).await.ok()).unwrap();
        assert_eq!(receipt.moved_from(), "From Demo Valley Library District, order 2026-00002");
        let told = app.mail_to(&buyer.member.email).await.unwrap();
        assert!(told.contains("2026-00002 over $1,050.00") && told.contains("$10.00 more came"), "{told}");
        // Who applies now owes nothing, and the line takes from both checks.
        let application_later = submitted(&later).await;
        assert_eq!(stands(&later, &format!("/invoices/{}", application_later["invoice_id"].as_str().unwrap())).await, standing("paid", 0));
        assert_eq!(states(&app, &order).await, ["paid", "paid", "paid", "waiting"]);
        assert_eq!((unallocated(&staff, &part).await, unallocated(&staff, &rest).await), (30_000, 6_000));
        let nobody = app.person("Demo Nobody").await;
        set_address(&app, &nobody, "nobody@demo.example").await;
        submitted(&nobody).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid", "paid", "paid"]);
        assert_eq!((unallocated(&staff, &part).await, unallocated(&staff, &rest).await), (0, 1_000));
        // Accepted and paid: admitted.
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        assert_eq!(first.get("/me/standing").await.ok()["standing"]["status"], "candidate");
        add_up(&app).await;
    }

    async fn what_an_order_does_not_cover_is_ones_own(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, _, invoice) = applied(&app).await;
        // The institution has the person for a member of ALA.
        let order = order(&app, &buyer, &[(&person.email, 32_500)]).await;
        assert_eq!(person.get(&invoice).await.ok()["order"]["state"], "open");
        paid(&staff, &order, "1001", 32_500).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid"]);
        let found = person.get(&invoice).await.ok();
        assert_eq!((&found["owed_cents"], &found["order"]), (&json!(2_500), &Value::Null));
        person.post(&format!("{invoice}/checkout"), json!({})).await.ok();
        add_up(&app).await;
    }

    async fn who_paid_otherwise_has_nothing_to_pay(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (first, application, invoice) = applied(&app).await;
        let (second, _, part_paid) = applied(&app).await;
        let order = order(&app, &buyer, &[(&first.email, 35_000), (&second.email, 35_000)]).await;
        crate::applications::paid(&staff, &application).await;
        staff.post(&format!("{part_paid}/payments"), check("77", 10_000)).await.ok();
        let payment = paid(&staff, &order, "1001", 70_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "nothing_to_pay", "paid"]);
        assert_eq!((stands(&first, &invoice).await, stands(&second, &part_paid).await), (standing("paid", 0), standing("paid", 0)));
        assert_eq!(unallocated(&staff, &payment).await, 45_000);
        let body = json!({"lines": [order.lines[0]], "reason": "The person paid."});
        assert_eq!(staff.post(&order.path("/credits"), body).await.status, 204);
        assert_eq!(states(&app, &order).await, ["paid", "credited", "paid"]);
        add_up(&app).await;
    }

    async fn one_line_pays_for_one_invoice(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let person = app.person("Demo Twice").await;
        let (one, other) = (order(&app, &buyer, &[(&person.email, 35_000)]).await, order(&app, &buyer, &[(&person.email, 35_000)]).await);
        paid(&staff, &other, "1002", 35_000).await;
        submitted(&person).await;
        assert_eq!((states(&app, &one).await, states(&app, &other).await), (vec!["open".to_owned(), "waiting".to_owned()], vec!["paid".to_owned(), "paid".to_owned()]));
        paid(&staff, &one, "1001", 35_000).await;
        assert_eq!(states(&app, &one).await, ["paid", "waiting"]);
        add_up(&app).await;
    }

    async fn who_withdraws_and_applies_again_is_paid_for_then(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, application, _) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        person.post(&path(&application, "/withdraw"), json!({})).await.ok();
        assert_eq!(states(&app, &order).await, ["open", "waiting"]);
        paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "waiting"]);
        let again = submitted(&person).await;
        assert_eq!(stands(&person, &format!("/invoices/{}", again["invoice_id"].as_str().unwrap())).await, standing("paid", 0));
        assert_eq!(states(&app, &order).await, ["paid", "paid"]);
        add_up(&app).await;
    }

    async fn the_person_reads_who_pays_and_is_not_reminded(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, _, invoice) = applied(&app).await;
        assert_eq!(person.get(&invoice).await.ok()["order"], Value::Null);
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        let shown = |state: &str| json!({"number": "2026-00002", "buyer_name": "Demo Valley Library District", "state": state});
        assert_eq!(person.get(&invoice).await.ok()["order"], shown("open"));
        assert_eq!(person.get("/me/invoices").await.ok()["items"][0]["order"], shown("open"));
        app.set_today("2026-12-06");
        let reminded = async || {
            lssc_api::invoices::remind(&app.db, app.clock.moment().unwrap()).await.unwrap();
            app.mails().await.iter().filter(|(to, letter)| *to == person.email && letter.subject == "Your invoice is still open").count()
        };
        assert_eq!(reminded().await, 0);
        let (again, staff) = (app.again(&person).await, app.again(&staff).await);
        paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(again.get(&invoice).await.ok()["order"], shown("paid"));
        staff.post(&order.path("/credits"), json!({"reason": "The buyer took it back."})).await;
        assert_eq!(again.get(&invoice).await.ok()["order"], Value::Null);
        assert_eq!(reminded().await, 1);
    }
}

/// Has an account another address, as a confirmed change would.
async fn set_address(app: &App, person: &Client, email: &'static str) {
    use lssc_api::db::schema::accounts;
    let account = person.requester.as_ref().unwrap().account.to_string();
    let set = app.db.write(move |tx| {
        let address = (accounts::email.eq(email), accounts::email_key.eq(email));
        diesel::update(accounts::table.find(&account)).set(address).execute(tx).map_err(lssc_api::db::StoreError::from)?;
        Ok(())
    });
    set.await.unwrap();
}

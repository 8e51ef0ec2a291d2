use super::*;

/// The token of the latest invitation to this address.
async fn token(app: &App, email: &str) -> String {
    let mail = app.mail_to(email).await.unwrap();
    mail.split("/join#token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn with(token: &str) -> Value {
    json!({"token": token})
}

both! {
    async fn whoever_has_the_link_can_take_it_once(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("work@demo.example", 35_000), ("other@demo.example", 35_000)]).await;
        let (first, second) = (token(&app, "work@demo.example").await, token(&app, "other@demo.example").await);
        let shown = |is_taken: bool| json!({"buyer_name": "Demo Valley Library District", "amount_cents": 35_000, "apply_by": "2027-05-21", "is_taken": is_taken});
        assert_eq!(app.anyone().post("/invitations/look", with(&first)).await.ok(), shown(false));
        let (person, application, invoice) = applied(&app).await;
        assert_eq!(person.post("/invitations/take", with(&first)).await.ok(), shown(true));
        assert_eq!(person.post("/invitations/take", with(&first)).await.ok(), shown(true));
        assert_eq!(app.anyone().post("/invitations/look", with(&first)).await.ok(), shown(true));
        assert_eq!(states(&app, &order).await, ["open", "applied", "waiting"]);
        let other = app.person("Demo Other").await;
        other.post("/invitations/take", with(&first)).await.is_problem(409, "invitation_taken");
        person.post("/invitations/take", with(&second)).await.is_problem(409, "invited_already");
        // Whoever applies after it counts at once.
        paid(&staff, &order, "1001", 70_000).await;
        assert_eq!(stands(&person, &invoice).await, standing("paid", 0));
        other.post("/invitations/take", with(&second)).await.ok();
        let applied = submitted(&other).await;
        assert_eq!(stands(&other, &format!("/invoices/{}", applied["invoice_id"].as_str().unwrap())).await, standing("paid", 0));
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        add_up(&app).await;
    }

    async fn one_who_has_applied_is_paid_for_in_taking_it(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("work@demo.example", 35_000)]).await;
        paid(&staff, &order, "1001", 35_000).await;
        let (person, _, invoice) = applied(&app).await;
        person.post("/invitations/take", with(&token(&app, "work@demo.example").await)).await.ok();
        assert_eq!((stands(&person, &invoice).await, states(&app, &order).await), (standing("paid", 0), vec!["paid".to_owned(), "paid".to_owned()]));
        add_up(&app).await;
    }

    async fn a_link_ends_with_its_day_and_with_its_line(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000), ("b@demo.example", 35_000)]).await;
        let (first, second) = (token(&app, "a@demo.example").await, token(&app, "b@demo.example").await);
        let person = app.person("Demo Person").await;
        staff.post(&order.path("/credits"), json!({"lines": [order.lines[0]], "reason": "No."})).await;
        person.post("/invitations/take", with(&first)).await.is_problem(404, "not_found");
        app.anyone().post("/invitations/look", with("nothing")).await.is_problem(404, "not_found");
        app.set_today("2027-05-21");
        app.anyone().post("/invitations/look", with(&second)).await.ok();
        app.set_today("2027-05-22");
        app.anyone().post("/invitations/look", with(&second)).await.is_problem(404, "not_found");
        app.again(&person).await.post("/invitations/take", with(&second)).await.is_problem(404, "not_found");
    }

    async fn guessing_is_limited_and_the_token_is_kept_nowhere(app) {
        let buyer = buyer(&app).await;
        order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let token = token(&app, "a@demo.example").await;
        let kept: Vec<Option<String>> = app.read(|conn| order_lines::table.select(order_lines::invitation_hash).load(conn).unwrap()).await;
        assert!(kept.iter().all(|hash| hash.as_ref().is_some_and(|hash| *hash != token)));
        for _ in 0..100 {
            assert_eq!(app.anyone().post("/invitations/look", with("wrong")).await.status, 404);
        }
        app.anyone().post("/invitations/look", with(&token)).await.is_problem(429, "too_many");
        app.wait(15 * 60 + 1);
        app.anyone().post("/invitations/look", with(&token)).await.ok();
    }
}

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

    async fn who_would_be_paid_for_is_told_before_applying(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (known, invited, last) = (app.person("Demo Known").await, app.person("Demo Invited").await, app.person("Demo Last").await);
        let payer = async |person: &Client| person.get("/me/paying-order").await.ok()["order"].clone();
        assert_eq!(known.get("/me/paying-order").await.ok(), json!({"order": null, "amount_cents": null}));
        let order = order(&app, &buyer, &[(&known.email, 35_000), ("work@demo.example", 35_000), (&last.email, 35_000)]).await;
        let found = json!({"number": "2026-00001", "buyer_name": "Demo Valley Library District", "state": "open"});
        // By the address of the account, or by the link that was mailed to another.
        assert_eq!((payer(&known).await, payer(&invited).await), (found.clone(), Value::Null));
        assert_eq!(known.get("/me/paying-order").await.ok()["amount_cents"], 35_000);
        invited.post("/invitations/take", with(&token(&app, "work@demo.example").await)).await.ok();
        assert_eq!(payer(&invited).await, found);
        // Not any more once it is to pay an application, is credited, or its last day has passed.
        submitted(&known).await;
        staff.post(&order.path("/credits"), json!({"lines": [order.lines[1]], "reason": "She works elsewhere now."})).await;
        assert_eq!((payer(&known).await, payer(&invited).await, payer(&last).await), (Value::Null, Value::Null, found));
        app.set_today("2027-05-22");
        let last = app.again(&last).await;
        assert_eq!(payer(&last).await, Value::Null);
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

    async fn who_has_nothing_to_pay_takes_it_from_nobody(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("work@demo.example", 35_000)]).await;
        let link = with(&token(&app, "work@demo.example").await);
        let (paid_for, application, _) = applied(&app).await;
        crate::applications::paid(&staff, &application).await;
        let (candidate, certified) = (app.person("Demo Candidate").await, app.person("Demo Certified").await);
        app.admit(candidate.person(), "2026-01-05").await;
        app.certify(certified.person(), "2026-01-05").await;
        let before = app.counts().await;
        for person in [&paid_for, &candidate, &certified] {
            person.post("/invitations/take", link.clone()).await.is_problem(409, "invitation_of_no_use");
        }
        assert_eq!((app.counts().await, app.anyone().post("/invitations/look", link.clone()).await.ok()["is_taken"].clone()), (before, json!(false)));
        // Whoever was invited takes it afterwards, and is paid for.
        let invited = app.person("Demo Invited").await;
        assert_eq!(invited.post("/invitations/take", link).await.ok()["is_taken"], true);
        paid(&staff, &order, "1001", 35_000).await;
        let applied = submitted(&invited).await;
        assert_eq!(stands(&invited, &format!("/invoices/{}", applied["invoice_id"].as_str().unwrap())).await, standing("paid", 0));
        assert_eq!(states(&app, &order).await, ["paid", "paid"]);
        add_up(&app).await;
    }

    async fn one_who_was_refused_or_owes_again_takes_it(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("work@demo.example", 35_000), ("other@demo.example", 35_000)]).await;
        let (first, second) = (token(&app, "work@demo.example").await, token(&app, "other@demo.example").await);
        let (refused, application, _) = applied(&app).await;
        staff.post(&path(&application, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        refused.post("/invitations/take", with(&first)).await.ok();
        // The check bounced: the admission stays, and the line pays what is owed again.
        let (admitted, application, invoice) = applied(&app).await;
        let payment = crate::books::paid(&staff, &invoice, "77", 35_000).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        admitted.post("/invitations/take", with(&second)).await.is_problem(409, "invitation_of_no_use");
        staff.post(&format!("{payment}/reverse"), json!({"reason": "It bounced."})).await.ok();
        admitted.post("/invitations/take", with(&second)).await.ok();
        assert_eq!(states(&app, &order).await, ["open", "waiting", "applied"]);
        paid(&staff, &order, "1001", 70_000).await;
        assert_eq!((stands(&admitted, &invoice).await, states(&app, &order).await[2].as_str()), (standing("paid", 0), "paid"));
        submitted(&refused).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid", "paid"]);
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

use actix_web::http::Method;
use actix_web::test::TestRequest;
use futures_util::future::{join, join_all};

use super::*;

both! {
    async fn a_card_and_the_orders_money_never_pay_twice(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        for round in 0..4 {
            let (person, _, invoice) = applied(&app).await;
            let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
            let checkout = person.post(&format!("{invoice}/checkout"), json!({})).await.ok();
            let page = checkout["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
            let (number, approve) = (round.to_string(), TestRequest::with_uri(&format!("{page}/approve")).method(Method::POST));
            let (anyone, paying) = (app.anyone(), paid(&staff, &order, &number, 35_000));
            let (payment, pressed) = join(paying, anyone.send(approve)).await;
            // The card is charged where it was the first, and then all of the order's money is left.
            let charged_cents = match pressed.status {
                303 => 35_000,
                200 => 0,
                other => panic!("{other}: {}", pressed.text),
            };
            let found = person.get(&invoice).await.ok();
            assert_eq!((stands(&person, &invoice).await, &found["over_cents"]), (standing("paid", 0), &json!(0)), "{found}");
            assert_eq!(unallocated(&staff, &payment).await, charged_cents);
        }
        add_up(&app).await;
    }

    async fn a_check_of_ones_own_and_the_orders_money_never_pay_twice(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, _, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        // Of its full amount: what is owed still depends on who came first.
        let (by_hand, check) = (format!("{invoice}/payments"), check("2001", 35_000));
        let (payment, recorded) = join(paid(&staff, &order, "1001", 35_000), staff.post(&by_hand, check)).await;
        assert_eq!(recorded.status, 201, "{}", recorded.text);
        assert_eq!(stands(&person, &invoice).await, standing("paid", 0));
        let found = person.get(&invoice).await.ok();
        let (left, over) = (unallocated(&staff, &payment).await, found["over_cents"].as_u64().unwrap());
        assert_eq!(left + over, 35_000, "{found}");
        add_up(&app).await;
    }

    async fn two_who_record_the_same_check_record_it_once(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, _, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        let path = order.path("/payments");
        let replies = join_all((0..4).map(|_| staff.post(&path, check("1001", 35_000)))).await;
        let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409]);
        assert_eq!(stands(&person, &invoice).await, standing("paid", 0));
        add_up(&app).await;
    }

    async fn who_applies_while_it_is_paid_is_paid_for(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        for round in 0..4 {
            let person = app.person("Demo Racer").await;
            let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
            let number = round.to_string();
            let (_, application) = join(paid(&staff, &order, &number, 35_000), submitted(&person)).await;
            assert_eq!(stands(&person, &format!("/invoices/{}", application["invoice_id"].as_str().unwrap())).await, standing("paid", 0));
            assert_eq!(states(&app, &order).await, ["paid", "paid"]);
        }
        add_up(&app).await;
    }

    async fn who_is_refused_while_it_is_paid_is_not_paid_for(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        for round in 0..4 {
            let (person, application, invoice) = applied(&app).await;
            let order = order(&app, &buyer, &[(&person.email, 35_000), ("a@demo.example", 1)]).await;
            let (refuse, number) = (path(&application, "/refuse"), round.to_string());
            let refusing = staff.post(&refuse, json!({"reason": "Too few hours."}));
            let (payment, refused) = join(paid(&staff, &order, &number, 35_001), refusing).await;
            assert_eq!(refused.status, 200, "{}", refused.text);
            assert_eq!((stands(&person, &invoice).await, unallocated(&staff, &payment).await), (standing("void", 0), 35_001));
            assert_eq!(states(&app, &order).await, ["paid", "credited", "waiting"]);
        }
        add_up(&app).await;
    }
}

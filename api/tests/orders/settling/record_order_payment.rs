use super::*;
use crate::queues::told;

both! {
    async fn the_same_number_is_recorded_once_for_an_order(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let one = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let other = order(&app, &buyer, &[("b@demo.example", 35_000)]).await;
        let payment = paid(&staff, &one, "1001", 10_000).await;
        assert_eq!(staff.get(&payment).await.ok()["number"], "R2026-00001");
        staff.post(&one.path("/payments"), check(" 1001 ", 10_000)).await.is_problem(409, "payment_recorded");
        paid(&staff, &other, "1001", 10_000).await;
        staff.post(&format!("{payment}/reverse"), json!({"reason": "It bounced."})).await.ok();
        paid(&staff, &one, "1001", 10_000).await;
        add_up(&app).await;
    }

    async fn an_order_waits_among_those_that_are_unpaid_until_it_is_paid_in_full(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        assert_eq!(told(&staff, "unpaid_orders").await, (0, Value::Null, vec![0, 0, 0, 0]));
        let one = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        app.set_today("2026-11-30");
        let staff = app.again(&staff).await;
        order(&app, &buyer, &[("b@demo.example", 35_000)]).await;
        paid(&staff, &one, "1001", 10_000).await;
        assert_eq!(told(&staff, "unpaid_orders").await, (2, json!("2026-11-22"), vec![1, 1, 0, 0]));
        paid(&staff, &one, "1002", 25_000).await;
        assert_eq!(told(&staff, "unpaid_orders").await, (1, json!("2026-11-30"), vec![1, 0, 0, 0]));
    }

    async fn what_cannot_be_is_refused_by_name(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let before = app.counts().await;
        for (member, value) in [
            ("amount_cents", json!(0)),
            ("method", json!("card")),
            ("reference", json!(" ")),
            ("received_on", json!("2026-11-23")),
            ("received_on", json!("2026-05-21")),
        ] {
            let mut body = check("1001", 35_000);
            body[member] = value;
            let reply = staff.post(&order.path("/payments"), body).await;
            assert_eq!((reply.status, reply.members()), (422, vec![member]), "{}", reply.text);
        }
        let reply = staff.post(&order.path("/payments"), json!({"method": "cheque"})).await;
        assert_eq!((reply.status, reply.members()), (400, vec!["method"]));
        staff.post(&format!("/orders/{UNKNOWN}/payments"), check("1001", 1)).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
        let mut body = check("1001", 35_000);
        body["received_on"] = json!("2026-05-22");
        staff.post(&order.path("/payments"), body).await.ok();
    }

    async fn staff_record_and_never_their_own(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[(&staff.email, 35_000)]).await;
        staff.post(&order.path("/payments"), check("1001", 1)).await.is_problem(403, "own_matter");
        staff.post(&order.path("/credits"), json!({"reason": "No."})).await.is_problem(403, "own_matter");
        for path in [order.path("/payments"), order.path("/credits")] {
            let body = if path.ends_with("payments") { check("1001", 1) } else { json!({"reason": "No."}) };
            buyer.member.post(&path, body.clone()).await.is_problem(403, "forbidden");
            app.admin("Demo Admin").await.post(&path, body.clone()).await.is_problem(403, "forbidden");
            app.anyone().post(&path, body).await.is_problem(401, "signed_out");
        }
        // Who orders for the buyer, too.
        let colleague = app.staff("Demo Colleague").await;
        let added = NewFact::of(colleague.person(), app.today(), FactBody::BuyerMemberAdded { buyer: buyer.id });
        app.record(vec![added]).await;
        colleague.post(&order.path("/payments"), check("1001", 1)).await.is_problem(403, "own_matter");
        app.record(vec![NewFact::of(colleague.person(), app.today(), FactBody::BuyerMemberRemoved { buyer: buyer.id })]).await;
        colleague.post(&order.path("/payments"), check("1001", 1)).await.ok();
    }

    async fn what_is_sent_again_under_a_key_is_recorded_once(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let first = staff.post_with_key("k1", &order.path("/payments"), check("1001", 35_000)).await.ok();
        assert_eq!(staff.post_with_key("k1", &order.path("/payments"), check("1001", 35_000)).await.ok(), first);
    }
}

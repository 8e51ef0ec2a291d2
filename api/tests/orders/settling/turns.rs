//! Turns that applications and books take, which an order must follow.

use shared::ids::PersonId;

use super::*;
use crate::applications::eligible;

/// Strikes the fact of this kind in a person's file.
async fn strike(staff: &Client, person: PersonId, kind: &str) {
    let acts = staff.get(&format!("/people/{person}")).await.ok()["acts"].clone();
    let facts = acts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
    let fact = facts.into_iter().find(|fact| fact["body"]["fact"] == kind).unwrap();
    staff.post(&format!("/facts/{}/correct", fact["id"].as_str().unwrap()), json!({"reason": "It was another person."})).await.ok();
}

both! {
    async fn money_of_an_order_is_put_to_nobody_by_hand(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (_, _, other) = applied(&app).await;
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 36_000).await;
        let body = json!({"invoice_id": other.rsplit('/').next().unwrap(), "amount_cents": 1_000});
        staff.post(&format!("{payment}/allocations"), body).await.is_problem(409, "put_by_order");
        assert_eq!(unallocated(&staff, &payment).await, 36_000);
    }

    async fn what_stands_on_a_withdrawn_application_is_credited_too(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let ((first, application, _), (second, ..)) = (applied(&app).await, applied(&app).await);
        let order = order(&app, &buyer, &[(&first.email, 35_000), (&second.email, 35_000)]).await;
        let kept = paid(&staff, &order, "1001", 30_000).await;
        let bounced = paid(&staff, &order, "1002", 40_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "paid", "paid"]);
        staff.post(&format!("{bounced}/reverse"), json!({"reason": "It bounced."})).await.ok();
        assert_eq!((states(&app, &order).await, unallocated(&staff, &kept).await), (vec!["open".to_owned(), "applied".to_owned(), "applied".to_owned()], 0));
        first.post(&path(&application, "/withdraw"), json!({})).await.ok();
        let body = json!({"lines": [order.lines[0]], "reason": "She works elsewhere now."});
        assert_eq!(staff.post(&order.path("/credits"), body).await.status, 204);
        assert_eq!(unallocated(&staff, &kept).await, 30_000);
        paid(&staff, &order, "1003", 5_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "credited", "paid"]);
        add_up(&app).await;
    }

    async fn a_withdrawal_that_was_none_is_paid_as_before(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, application, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        person.post(&path(&application, "/withdraw"), json!({})).await.ok();
        assert_eq!(states(&app, &order).await, ["open", "waiting"]);
        strike(&staff, person.person(), "application_withdrawn").await;
        assert_eq!(states(&app, &order).await, ["open", "applied"]);
        paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(stands(&person, &invoice).await, standing("paid", 0));
        add_up(&app).await;
    }

    async fn who_had_nothing_to_pay_and_applies_again_is_paid_for(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, application, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        staff.post(&format!("{invoice}/payments"), check("own-1", 35_000)).await.ok();
        paid(&staff, &order, "1001", 35_000).await;
        assert_eq!(states(&app, &order).await, ["paid", "nothing_to_pay"]);
        person.post(&path(&application, "/withdraw"), json!({})).await.ok();
        let again = submitted(&person).await;
        assert_eq!(stands(&person, &format!("/invoices/{}", again["invoice_id"].as_str().unwrap())).await, standing("paid", 0));
        assert_eq!(states(&app, &order).await, ["paid", "paid"]);
        add_up(&app).await;
    }

    async fn what_a_line_has_left_pays_the_difference_of_a_membership(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let person = app.person("Demo Candidate").await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 35_000).await;
        let mut sent = eligible();
        sent["ala_member_number"] = json!("1234567");
        let application = person.post("/applications", sent).await.ok();
        assert_eq!((states(&app, &order).await, unallocated(&staff, &payment).await), (vec!["paid".to_owned(), "paid".to_owned()], 2_500));
        let marked = staff.post(&path(&application, "/membership-unconfirmed"), json!({"reason": "ALA knows no such number."})).await.ok();
        let difference = format!("/invoices/{}", marked["membership_unconfirmed"]["invoice_id"].as_str().unwrap());
        assert_eq!((stands(&person, &difference).await, unallocated(&staff, &payment).await), (standing("paid", 0), 0));
        add_up(&app).await;
    }

    async fn staff_who_order_for_a_buyer_keep_their_hands_off_its_money(app) {
        let (buyer, staff, colleague) = (buyer(&app).await, app.staff("Demo Staff").await, app.staff("Demo Colleague").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 36_000).await;
        app.record(vec![NewFact::of(colleague.person(), app.today(), FactBody::BuyerMemberAdded { buyer: buyer.id })]).await;
        let refund = json!({"amount_cents": 1_000, "check_number": "1", "reason": "Too much."});
        colleague.post(&format!("{payment}/refunds"), refund).await.is_problem(403, "own_matter");
        colleague.post(&format!("{payment}/reverse"), json!({"reason": "It bounced."})).await.is_problem(403, "own_matter");
        colleague.delete(&format!("/buyers/{}/members/{}", buyer.id, colleague.person())).await.is_problem(403, "own_matter");
        let itself = json!({"email": staff.email});
        staff.post(&format!("/buyers/{}/members", buyer.id), itself).await.is_problem(403, "own_matter");
    }

    async fn one_check_has_one_receipt(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let order = order(&app, &buyer, &[("a@demo.example", 35_000)]).await;
        let mut unassigned = check("1001", 35_000);
        unassigned["sent_by"] = json!("Demo Valley Library District");
        staff.post("/payments", unassigned).await.ok();
        staff.post(&order.path("/payments"), check("1001", 35_000)).await.is_problem(409, "payment_recorded");
    }
}

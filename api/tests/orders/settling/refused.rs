use super::*;

both! {
    async fn what_an_order_paid_for_who_is_refused_is_credited(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, application, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000), ("a@demo.example", 35_000)]).await;
        let payment = paid(&staff, &order, "1001", 70_000).await;
        assert_eq!(stands(&person, &invoice).await, standing("paid", 0));
        staff.post(&path(&application, "/refuse"), json!({"reason": "A private reason."})).await.ok();
        assert_eq!(states(&app, &order).await, ["paid", "credited", "waiting"]);
        assert_eq!((stands(&person, &invoice).await, unallocated(&staff, &payment).await), (standing("void", 0), 70_000));
        let told = app.mail_to(&buyer.member.email).await.unwrap();
        assert!(told.contains("C2026-00001") && told.contains("The application was refused.") && !told.contains("private"), "{told}");
        // The buyer sees that it was credited, and not why somebody was refused.
        let shown = buyer.member.get(&order.path("")).await.ok();
        assert_eq!((&shown["credits"][0]["amount_cents"], &shown["credits"][0]["reason"]), (&json!(35_000), &json!(null)), "{shown}");
        assert!(!shown.to_string().contains("private"));
        // One act: who is refused finds both in it.
        let file = staff.get(&format!("/people/{}", person.person())).await.ok();
        let refusal = file["acts"].as_array().unwrap().iter().find(|act| act["operation"] == "refuse_application").unwrap();
        let kinds: Vec<&str> = refusal["facts"].as_array().unwrap().iter().map(|fact| fact["body"]["fact"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["application_refused", "allocation_released"]);
        add_up(&app).await;
    }

    async fn where_it_was_not_paid_the_rest_may_be_paid_by_now(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let ((refused, application, _), (other, _, invoice)) = (applied(&app).await, applied(&app).await);
        let order = order(&app, &buyer, &[(&refused.email, 35_000), (&other.email, 35_000)]).await;
        paid(&staff, &order, "1001", 35_000).await;
        staff.post(&path(&application, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        assert_eq!(states(&app, &order).await, ["paid", "credited", "paid"]);
        assert_eq!(stands(&other, &invoice).await, standing("paid", 0));
        add_up(&app).await;
    }

    async fn what_paid_for_an_earlier_application_stays(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let (person, application, invoice) = applied(&app).await;
        let order = order(&app, &buyer, &[(&person.email, 35_000)]).await;
        paid(&staff, &order, "1001", 35_000).await;
        person.post(&path(&application, "/withdraw"), json!({})).await.ok();
        let again = submitted(&person).await;
        staff.post(&path(&again, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        assert_eq!((states(&app, &order).await, stands(&person, &invoice).await), (vec!["paid".to_owned(), "paid".to_owned()], standing("paid", 0)));
        add_up(&app).await;
    }
}

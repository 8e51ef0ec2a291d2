use super::*;

both! {
    async fn of_many_the_worker_does_what_a_request_does_not(app) {
        let (buyer, staff) = (buyer(&app).await, app.staff("Demo Staff").await);
        let mut people = Vec::new();
        for _ in 0..120 {
            people.push(applied(&app).await);
        }
        let invited: Vec<String> = (0..60).map(|place| format!("invited-{place}@demo.example")).collect();
        let named: Vec<(&str, u32)> = people.iter().map(|(person, ..)| (&*person.email, 35_000)).chain(invited.iter().map(|email| (&**email, 35_000))).collect();
        let order = order(&app, &buyer, &named).await;
        let invitations = async || app.mails().await.into_iter().filter(|(_, letter)| letter.text.contains("/join#token=")).count();
        assert_eq!(invitations().await, 0);
        worked(&app).await;
        assert_eq!(invitations().await, 60);
        paid(&staff, &order, "1001", 35_000 * 180).await;
        let now_paid = async || states(&app, &order).await.iter().skip(1).filter(|state| *state == "paid").count();
        assert_eq!(now_paid().await, 100);
        // Two at once do it once.
        let moment = app.clock.moment().unwrap();
        let (one, other) = futures_util::join!(work(&app.db, moment), work(&app.db, moment));
        assert!(0 < one.unwrap() + other.unwrap());
        assert_eq!((now_paid().await, worked(&app).await, invitations().await), (120, 0, 60));
        for (person, _, invoice) in people.iter().step_by(17) {
            assert_eq!(stands(person, invoice).await, standing("paid", 0));
        }
        add_up(&app).await;
    }
}

use super::*;

fn because() -> Value {
    json!({"reason": "It was meant for somebody else."})
}

both! {
    async fn money_that_was_misdirected_goes_where_it_belongs(app) {
        let (first, second) = (invoiced(&app).await, invoiced(&app).await);
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &first.1, "1001", 35_000).await;
        // What a payment pays of itself goes by the payment's own id.
        let released = staff.post(&format!("/allocations/{}/release", id(&payment)), because()).await;
        assert_eq!((released.status, &released.body["unallocated_cents"], &released.body["allocations"]), (200, &json!(35_000), &json!([])), "{}", released.text);
        assert_eq!(stands(&first.0, &first.1).await, standing("open", 0, 35_000));
        assert!(app.mail_to(&first.0.email).await.unwrap().contains("$350.00 that had paid this invoice pay it no more. $350.00 are owed again."));
        put(&staff, &payment, &second.1, 35_000).await.ok();
        assert_eq!(stands(&second.0, &second.1).await, standing("paid", 35_000, 0));
        staff.post(&format!("/allocations/{}/release", id(&payment)), because()).await.is_problem(409, "allocation_released");
        // And back again.
        let allocation = staff.get(&payment).await.ok()["allocations"][0]["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/allocations/{allocation}/release"), because()).await.ok();
        staff.post(&format!("/allocations/{allocation}/release"), because()).await.is_problem(409, "allocation_released");
        assert_eq!(stands(&second.0, &second.1).await, standing("open", 0, 35_000));
        let mail = app.mail_to(&second.0.email).await.unwrap();
        assert!(mail.contains("$350.00 that had paid this invoice pay it no more.") && mail.contains(&second.1), "{mail}");
        put(&staff, &payment, &first.1, 35_000).await.ok();
        assert_eq!(stands(&first.0, &first.1).await, standing("paid", 35_000, 0));
        add_up(&app).await;
    }

    async fn staff_take_it_back_and_never_their_own(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let (owner, _, payment) = own(&app, &staff).await;
        put(&staff, &payment, &invoice, 1_000).await.ok();
        let allocations = staff.get(&payment).await.ok()["allocations"].clone();
        for allocation in allocations.as_array().unwrap() {
            owner.post(&format!("/allocations/{}/release", allocation["id"].as_str().unwrap()), because()).await.is_problem(403, "own_matter");
        }
        let other = unassigned(&staff, "2001", 1).await;
        // Money of which nobody knows what it is for pays nothing of itself.
        staff.post(&format!("/allocations/{}/release", id(&other)), because()).await.is_problem(404, "not_found");
        staff.post(&format!("/allocations/{UNKNOWN}/release"), because()).await.is_problem(404, "not_found");
        is_for_staff(&app, &format!("/allocations/{}/release", id(&payment)), because()).await;
        let reply = staff.post(&format!("/allocations/{}/release", id(&payment)), json!({"reason": ""})).await;
        assert_eq!((reply.status, reply.members()), (422, vec!["reason"]));
    }

    async fn what_was_put_is_not_corrected(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = unassigned(&staff, "2001", 35_000).await;
        put(&staff, &payment, &invoice, 35_000).await.ok();
        let file = staff.get(&format!("/people/{}", applicant.person())).await.ok();
        let facts = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap());
        let fact = facts.into_iter().find(|fact| fact["body"]["fact"] == "payment_allocated").unwrap()["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/facts/{fact}/correct"), because()).await.is_problem(422, "not_correctable");
    }
}

use super::*;

both! {
    async fn one_check_of_an_employer_pays_for_two(app) {
        let (first, second) = (invoiced(&app).await, invoiced(&app).await);
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &first.1, "1001", 70_000).await;
        assert_eq!(staff.get(&payment).await.ok()["unallocated_cents"], 35_000);
        let reply = put(&staff, &payment, &second.1, 35_000).await;
        assert_eq!((reply.status, &reply.body["unallocated_cents"], reply.body["allocations"].as_array().unwrap().len()), (201, &json!(0), 2), "{}", reply.text);
        for (applicant, invoice) in [&first, &second] {
            assert_eq!(stands(applicant, invoice).await, standing("paid", 35_000, 0));
        }
        assert!(app.mail_to(&second.0.email).await.unwrap().contains("$350.00 that we had received now pay this invoice."));
        let paying = staff.get(&format!("{}/payments", second.1)).await.ok();
        assert_eq!((&paying["items"][0]["id"], &paying["creditable_cents"]), (&json!(id(&payment)), &json!(0)));
        add_up(&app).await;
    }

    async fn at_most_what_is_there_and_what_is_owed(app) {
        let (first, second) = (invoiced(&app).await, invoiced(&app).await);
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &first.1, "1001", 36_000).await;
        let rich = unassigned(&staff, "2001", 100_000).await;
        let before = app.counts().await;
        for (payment, amount) in [(&payment, 0), (&payment, 1_001), (&rich, 35_001)] {
            let reply = put(&staff, payment, &second.1, amount).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["amount_cents"]), "{}", reply.text);
        }
        put(&staff, &rich, &first.1, 1).await.is_problem(409, "nothing_owed");
        assert_eq!(put(&staff, &rich, UNKNOWN, 1).await.members(), ["invoice_id"]);
        assert_eq!(app.counts().await, before);
        put(&staff, &payment, &second.1, 1_000).await.ok();
        put(&staff, &rich, &second.1, 34_000).await.ok();
        assert_eq!(stands(&staff, &second.1).await, standing("paid", 35_000, 0));
        add_up(&app).await;
    }

    async fn of_what_is_raced_for_no_cent_is_put_twice(app) {
        let invoices = [invoiced(&app).await.1, invoiced(&app).await.1, invoiced(&app).await.1];
        let staff = app.staff("Demo Staff").await;
        let payment = unassigned(&staff, "2001", 35_000).await;
        let replies = futures_util::future::join_all((0..12).map(|place| put(&staff, &payment, &invoices[place % 3], 10_000))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 3);
        assert_eq!(staff.get(&payment).await.ok()["unallocated_cents"], 5_000);
        add_up(&app).await;
    }

    async fn staff_put_it_and_never_their_own(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let (owner, own_invoice, payment) = own(&app, &staff).await;
        put(&owner, &payment, &invoice, 1).await.is_problem(403, "own_matter");
        let other = unassigned(&staff, "2001", 1).await;
        put(&owner, &other, &own_invoice, 1).await.is_problem(403, "own_matter");
        put(&staff, &format!("/payments/{UNKNOWN}"), &invoice, 1).await.is_problem(404, "not_found");
        is_for_staff(&app, &format!("{other}/allocations"), json!({"invoice_id": id(&invoice), "amount_cents": 1})).await;
        let reply = staff.post(&format!("{other}/allocations"), json!({"invoice_id": "x", "amount_cents": 1})).await;
        assert_eq!((reply.status, reply.members()), (400, vec!["invoice_id"]));
    }
}

use super::*;

both! {
    async fn what_came_and_what_was_put_stand_together(app) {
        let (_, invoice) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let own = paid(&staff, &invoice, "1001", 10_000).await;
        let other = unassigned(&staff, "2001", 30_000).await;
        put(&staff, &other, &invoice, 20_000).await.ok();
        let found = staff.get(&format!("{invoice}/payments")).await.ok();
        let items: Vec<&Value> = found["items"].as_array().unwrap().iter().map(|payment| &payment["id"]).collect();
        assert_eq!(items, [&json!(id(&own)), &json!(id(&other))]);
        assert_eq!(found["creditable_cents"], 15_000);
    }

    async fn staff_alone_see_them(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let path = format!("{invoice}/payments");
        applicant.get(&path).await.is_problem(403, "forbidden");
        app.anyone().get(&path).await.is_problem(401, "signed_out");
        app.staff("Demo Staff").await.get(&format!("/invoices/{UNKNOWN}/payments")).await.is_problem(404, "not_found");
    }
}

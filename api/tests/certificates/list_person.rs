use crate::support::*;

both! {
    async fn staff_see_anyones_certificates(app) {
        let (holder, staff) = (app.person("Demo Holder").await, app.staff("Demo Staff").await);
        app.certify(holder.person(), "2024-11-22").await;
        let path = format!("/people/{}/certificates", holder.person());
        assert_eq!(staff.get(&path).await.ok(), holder.get("/me/certificates").await.ok());
        for client in [&holder, &app.person("Demo Other").await, &app.admin("Demo Admin").await] {
            client.get(&path).await.is_problem(403, "forbidden");
        }
        app.anyone().get(&path).await.is_problem(401, "signed_out");
        for id in ["01993e5c-6f00-7cc2-8000-0242ac120002", "someone"] {
            staff.get(&format!("/people/{id}/certificates")).await.is_problem(404, "not_found");
        }
    }
}

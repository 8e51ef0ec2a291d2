use crate::support::*;

both! {
    async fn the_holder_sees_the_certificate(app) {
        let holder = app.person("Demo Holder").await;
        assert_eq!(holder.get("/me/certificates").await.ok(), json!({"items": []}));
        app.certify(holder.person(), "2024-11-22").await;
        let mine = holder.get("/me/certificates").await.ok();
        assert_eq!(mine["items"].as_array().unwrap().len(), 1);
        let mut certificate = mine["items"][0].clone();
        assert_eq!(certificate["number"].as_str().unwrap().len(), 25);
        certificate["id"].take();
        certificate["number"].take();
        let expected = json!({
            "id": null, "number": null, "name": "Demo Holder", "certified_on": "2024-11-22", "route": "sets",
            "sets": ["foundations", "communication", "technology", "access", "cataloging", "youth"], "state": "valid", "expires_on": "2028-11-22"
        });
        assert_eq!(certificate, expected);
        app.anyone().get("/me/certificates").await.is_problem(401, "signed_out");
    }

    async fn it_shows_where_it_stands_on_the_day(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2022-11-22").await;
        for (today, state) in [("2026-11-22", "valid"), ("2026-11-23", "in_grace"), ("2027-01-22", "in_grace"), ("2027-01-23", "expired")] {
            app.set_today(today);
            assert_eq!(app.again(&holder).await.get("/me/certificates").await.ok()["items"][0]["state"], state, "{today}");
        }
    }
}

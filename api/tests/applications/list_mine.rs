use super::*;

both! {
    async fn ones_own_applications_come_oldest_first(app) {
        let applicant = app.person("Demo Candidate").await;
        assert_eq!(applicant.get("/me/applications").await.ok(), json!({"items": [], "next": null}));
        let first = submitted(&applicant).await;
        applicant.post(&path(&first, "/withdraw"), json!({})).await.ok();
        let second = submitted(&applicant).await;
        submitted(&app.person("Demo Other").await).await;
        let items = applicant.get("/me/applications").await.ok()["items"].clone();
        let found: Vec<_> = items.as_array().unwrap().iter().map(|item| (&item["id"], item["state"].as_str().unwrap())).collect();
        assert_eq!(found, [(&first["id"], "withdrawn"), (&second["id"], "submitted")]);
    }

    async fn one_must_be_signed_in(app) {
        app.anyone().get("/me/applications").await.is_problem(401, "signed_out");
    }
}

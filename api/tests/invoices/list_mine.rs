use super::*;

both! {
    async fn ones_own_invoices_come_oldest_first(app) {
        let (applicant, path) = invoiced(&app).await;
        invoiced(&app).await;
        let first = applicant.get("/me/applications").await.ok()["items"][0].clone();
        applicant.post(&crate::applications::path(&first, "/withdraw"), json!({})).await.ok();
        submitted(&applicant).await;
        let page = applicant.get("/me/invoices").await.ok();
        let states: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["void", "open"]);
        assert_eq!(page["items"][0], applicant.get(&path).await.ok());
        assert_eq!(app.person("Demo Other").await.get("/me/invoices").await.ok(), json!({"items": [], "next": null}));
        app.anyone().get("/me/invoices").await.is_problem(401, "signed_out");
    }
}

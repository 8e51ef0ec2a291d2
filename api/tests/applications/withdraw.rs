use super::*;

both! {
    async fn a_withdrawn_application_can_be_followed_by_another(app) {
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        let reply = applicant.post(&path(&application, "/withdraw"), json!({})).await;
        assert_eq!((reply.status, &reply.body["state"], &reply.body["decided_on"]), (200, &json!("withdrawn"), &json!("2026-11-22")));
        let invoice = applicant.get(&format!("/invoices/{}", application["invoice_id"].as_str().unwrap())).await.ok();
        assert_eq!((&invoice["state"], &invoice["owed_cents"]), (&json!("void"), &json!(0)));
        assert_eq!(submitted(&applicant).await["state"], "submitted");
    }

    async fn an_accepted_one_can_be_withdrawn_and_an_admitted_one_cannot(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        assert_eq!(applicant.post(&path(&application, "/withdraw"), json!({})).await.ok()["state"], "withdrawn");
        let application = submitted(&applicant).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        paid(&staff, &application).await;
        let before = app.counts().await;
        applicant.post(&path(&application, "/withdraw"), json!({})).await.is_problem(409, "already_admitted");
        assert_eq!(app.counts().await, before);
    }

    async fn what_has_ended_is_not_withdrawn_again(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let withdrawn = submitted(&applicant).await;
        applicant.post(&path(&withdrawn, "/withdraw"), json!({})).await.ok();
        let refused = submitted(&applicant).await;
        staff.post(&path(&refused, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        let before = app.counts().await;
        applicant.post(&path(&withdrawn, "/withdraw"), json!({})).await.is_problem(409, "application_withdrawn");
        applicant.post(&path(&refused, "/withdraw"), json!({})).await.is_problem(409, "application_decided");
        assert_eq!(app.counts().await, before);
    }

    async fn nobody_withdraws_what_is_anothers(app) {
        let application = submitted(&app.person("Demo Candidate").await).await;
        let (other, staff) = (app.person("Demo Other").await, app.staff("Demo Staff").await);
        let before = app.counts().await;
        other.post(&path(&application, "/withdraw"), json!({})).await.is_problem(404, "not_found");
        staff.post(&path(&application, "/withdraw"), json!({})).await.is_problem(404, "not_found");
        other.post("/applications/01993e5c-6f00-7cc2-8000-0242ac120002/withdraw", json!({})).await.is_problem(404, "not_found");
        app.anyone().post(&path(&application, "/withdraw"), json!({})).await.is_problem(401, "signed_out");
        other.post(&path(&application, "/withdraw"), json!({"reason": "none"})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
    }
}

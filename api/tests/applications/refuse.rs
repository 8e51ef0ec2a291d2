use super::*;

fn because(reason: &str) -> Value {
    json!({"reason": reason})
}

both! {
    async fn the_applicant_is_told_why(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        paid(&staff, &application).await;
        let refused = staff.post(&path(&application, "/refuse"), because(" Two jobs are\r\nnot confirmed. ")).await.ok();
        assert_eq!((&refused["state"], &refused["decision_reason"]), (&json!("refused"), &json!("Two jobs are\nnot confirmed.")));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("Two jobs are\nnot confirmed."));
        // Who is refused is refunded in full, and may apply again.
        let invoice = applicant.get(&format!("/invoices/{}", application["invoice_id"].as_str().unwrap())).await.ok();
        assert_eq!((&invoice["state"], &invoice["owed_cents"]), (&json!("refund_due"), &json!(0)));
        submitted(&applicant).await;
    }

    async fn what_is_decided_or_withdrawn_is_not_refused(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let withdrawn = submitted(&applicant).await;
        applicant.post(&path(&withdrawn, "/withdraw"), json!({})).await.ok();
        let refused = submitted(&applicant).await;
        staff.post(&path(&refused, "/refuse"), because("Too few hours.")).await.ok();
        let accepted = submitted(&applicant).await;
        staff.post(&path(&accepted, "/accept"), json!({})).await.ok();
        let before = app.counts().await;
        for application in [&withdrawn, &refused, &accepted] {
            staff.post(&path(application, "/refuse"), because("Too few hours.")).await.is_problem(409, "application_decided");
        }
        assert_eq!(app.counts().await, before);
        paid(&staff, &accepted).await;
        staff.post(&path(&accepted, "/refuse"), because("Too few hours.")).await.is_problem(409, "application_decided");
    }

    async fn a_reason_has_1_to_2000_characters(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let before = app.counts().await;
        for reason in ["", "  \n ", "a\u{0}", "a\u{7}"].map(str::to_owned).into_iter().chain(["字".repeat(2001)]) {
            let reply = staff.post(&path(&application, "/refuse"), because(&reason)).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["reason"]);
        }
        staff.post(&path(&application, "/refuse"), json!({})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
        staff.post(&path(&application, "/refuse"), because(&"字".repeat(2000))).await.ok();
    }

    async fn staff_decide_and_never_of_their_own(app) {
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        let staff = app.staff("Demo Staff").await;
        let own = submitted(&staff).await;
        let before = app.counts().await;
        staff.post(&path(&own, "/refuse"), because("No.")).await.is_problem(403, "own_matter");
        applicant.post(&path(&application, "/refuse"), because("No.")).await.is_problem(403, "forbidden");
        app.anyone().post(&path(&application, "/refuse"), because("No.")).await.is_problem(401, "signed_out");
        staff.post("/applications/01993e5c-6f00-7cc2-8000-0242ac120002/refuse", because("No.")).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

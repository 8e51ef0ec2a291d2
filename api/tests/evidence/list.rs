use super::*;

both! {
    async fn what_waits_is_listed_to_its_owner_alone(app) {
        let (applicant, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        assert_eq!(applicant.get(PATH).await.ok(), json!({"items": []}));
        let files = [sent(&applicant, "a.pdf", "a").await, sent(&applicant, "b.pdf", "b").await];
        assert_eq!(applicant.get(PATH).await.ok(), json!({"items": files}));
        assert_eq!(other.get(PATH).await.ok(), json!({"items": []}));
        app.anyone().get(PATH).await.is_problem(401, "signed_out");
    }

    async fn what_an_application_takes_waits_no_more(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let files = [sent(&applicant, "a.pdf", "a").await, sent(&applicant, "b.pdf", "b").await];
        let application = applied_with(&applicant, &[&files[1]]).await;
        assert_eq!(application["evidence"], json!([files[1]]));
        assert_eq!(applicant.get(PATH).await.ok(), json!({"items": [files[0]]}));
        let shown = staff.get(&crate::applications::path(&application, "")).await.ok();
        assert_eq!(shown["evidence"], json!([files[1]]));
        assert_eq!(staff.get("/applications").await.ok()["items"][0]["evidence"], json!([files[1]]));
        assert_eq!(applicant.get("/me/applications").await.ok()["items"][0]["evidence"], json!([files[1]]));
    }

    async fn an_application_takes_what_is_ones_own_and_waits(app) {
        let (applicant, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        let (mine, theirs) = (sent(&applicant, "a.pdf", "a").await, sent(&other, "a.pdf", "a").await);
        let ids = |number: usize| (0..number).map(|place| json!(format!("01993e5c-6f00-7cc2-8000-{place:012}"))).collect::<Vec<_>>();
        let before = app.counts().await;
        for (named, member) in [
            (vec![theirs["id"].clone()], "evidence[0]"),
            (vec![mine["id"].clone(), mine["id"].clone()], "evidence[1]"),
            (vec![mine["id"].clone(), ids(1)[0].clone()], "evidence[1]"),
            (ids(20), "evidence[0]"),
            (ids(21), "evidence"),
        ] {
            let mut application = crate::applications::eligible();
            application["evidence"] = json!(named);
            let reply = applicant.post("/applications", application).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member], "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        let application = applied_with(&applicant, &[&mine]).await;
        applicant.post(&crate::applications::path(&application, "/withdraw"), json!({})).await.ok();
        // It stays with the one that took it; sent again, it is another file.
        let mut next = crate::applications::eligible();
        next["evidence"] = json!([mine["id"]]);
        applicant.post("/applications", next).await.is_problem(422, "invalid");
        assert_ne!(sent(&applicant, "a.pdf", "a").await["id"], mine["id"]);
    }
}

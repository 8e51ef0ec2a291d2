use super::*;

fn until(day: &str) -> Value {
    json!({"until": day, "reason": "Parental leave."})
}

both! {
    async fn an_extension_reaches_beyond_the_deadline_that_stands(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2024-02-01").await;
        let before = app.counts().await;
        for day in ["2028-01-31", "2028-02-01", "2020-01-01"] {
            let reply = staff.post(&file(&candidate, "/extensions"), until(day)).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["until"]);
        }
        assert_eq!(app.counts().await, before);
        let reply = staff.post(&file(&candidate, "/extensions"), until("2028-02-02")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        assert_eq!((&reply.body["operation"], &reply.body["by"], &reply.body["reason"]), (&json!("grant_extension"), &json!("Demo Staff"), &json!("Parental leave.")));
        assert_eq!(reply.body["facts"][0]["body"], json!({"fact": "extension_granted", "until": "2028-02-02"}));
        assert_eq!(staff.get(&file(&candidate, "")).await.ok()["acts"][0], reply.body);
        staff.post(&file(&candidate, "/extensions"), until("2028-02-02")).await.is_problem(422, "invalid");
    }

    async fn an_expired_candidacy_is_revived(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2020-02-01").await;
        staff.post(&file(&candidate, "/extensions"), until("2027-01-01")).await.ok();
        let found = staff.post("/people/search", json!({"text": "demo candidate"})).await.ok();
        assert_eq!(found["items"][0]["status"], "candidate");
    }

    async fn there_must_be_a_candidacy(app) {
        let staff = app.staff("Demo Staff").await;
        let applicant = app.person("Demo Applicant").await;
        crate::applications::submitted(&applicant).await;
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2026-01-01").await;
        let nobody = app.person("Demo Nobody").await;
        let before = app.counts().await;
        for person in [&applicant, &holder, &nobody] {
            staff.post(&file(person, "/extensions"), until("2040-01-01")).await.is_problem(409, "no_candidacy");
        }
        assert_eq!(app.counts().await, before);
    }

    async fn staff_grant_and_never_to_themselves(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2024-02-01").await;
        app.admit(staff.person(), "2024-02-01").await;
        let admin = app.admin("Demo Admin").await;
        let before = app.counts().await;
        staff.post(&file(&staff, "/extensions"), until("2030-01-01")).await.is_problem(403, "own_matter");
        candidate.post(&file(&candidate, "/extensions"), until("2030-01-01")).await.is_problem(403, "forbidden");
        admin.post(&file(&candidate, "/extensions"), until("2030-01-01")).await.is_problem(403, "forbidden");
        app.anyone().post(&file(&candidate, "/extensions"), until("2030-01-01")).await.is_problem(401, "signed_out");
        staff.post(&format!("{UNKNOWN}/extensions"), until("2030-01-01")).await.is_problem(404, "not_found");
        let reply = staff.post(&file(&candidate, "/extensions"), until("2030-02-30")).await;
        assert_eq!((reply.status, reply.members()), (400, vec!["until"]));
        assert_eq!(app.counts().await, before);
        reasons_are_checked(&app, &staff, &file(&candidate, "/extensions"), &until("2030-01-01")).await;
    }
}

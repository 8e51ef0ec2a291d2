use super::*;
use crate::applications::{path, submitted};

both! {
    async fn a_file_holds_all_acts_latest_first(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        app.wait(1);
        staff.post(&path(&application, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        let page = staff.get(&file(&applicant, "")).await.ok();
        assert_eq!((&page["name"], &page["email"], &page["roles"]), (&json!("Demo Candidate"), &json!(applicant.email), &json!(["person"])));
        let acts: Vec<_> = page["acts"].as_array().unwrap().iter().map(|act| json!([act["operation"], act["by"], act["reason"]])).collect();
        assert_eq!(
            acts,
            [
                json!(["refuse_application", "Demo Staff", "Too few hours."]),
                json!(["submit_application", "Demo Candidate", null]),
                json!(["confirm_account", "Demo Candidate", null]),
            ]
        );
        let refused = &page["acts"][0];
        assert_eq!(refused["recorded_at"], "2026-11-22T18:00:01Z");
        assert_eq!((&refused["facts"][0]["body"]["fact"], &refused["facts"][0]["on"]), (&json!("application_refused"), &json!("2026-11-22")));
        assert_eq!(page["acts"][1]["facts"].as_array().unwrap().len(), 2);
    }

    async fn roles_stand_in_the_file(app) {
        let admin = app.admin("Demo Admin").await;
        let staff = app.someone("Demo Both", &[shared::accounts::Role::Staff, shared::accounts::Role::Admin]).await;
        assert_eq!(admin.get(&file(&staff, "")).await.ok()["roles"], json!(["person", "staff", "admin"]));
    }

    async fn staff_and_administrators_read_them(app) {
        let person = app.person("Demo Candidate").await;
        let staff = app.staff("Demo Staff").await;
        person.get(&file(&person, "")).await.is_problem(403, "forbidden");
        app.anyone().get(&file(&person, "")).await.is_problem(401, "signed_out");
        staff.get(&file(&staff, "")).await.ok();
        staff.get(UNKNOWN).await.is_problem(404, "not_found");
        staff.get("/people/%00").await.is_problem(404, "not_found");
    }
}

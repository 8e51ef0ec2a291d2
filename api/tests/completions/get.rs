use shared::competencies::CompetencySet;

use crate::support::*;

both! {
    async fn a_completion_is_its_owners_and_the_staffs(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (candidate, other, staff) = (app.person("Demo Candidate").await, app.person("Demo Other").await, app.staff("Demo Staff").await);
        let body = json!({"course_id": course, "completed_on": "2026-11-01"});
        let reported = candidate.post("/completions", body).await.ok()["items"][0].clone();
        let path = format!("/completions/{}", reported["id"].as_str().unwrap());
        assert_eq!(candidate.get(&path).await.ok(), reported);
        assert_eq!(staff.get(&path).await.ok(), reported);
        other.get(&path).await.is_problem(404, "not_found");
        app.anyone().get(&path).await.is_problem(401, "signed_out");
    }

    async fn what_is_not_there_is_not_found(app) {
        let staff = app.staff("Demo Staff").await;
        for id in ["01993e5c-6f00-7cc2-8000-0242ac120002", "basics", "%00"] {
            staff.get(&format!("/completions/{id}")).await.is_problem(404, "not_found");
        }
        // The id of something else is no completion either.
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        staff.get(&format!("/completions/{course}")).await.is_problem(404, "not_found");
    }
}

use shared::competencies::CompetencySet;

use crate::support::*;

both! {
    async fn ones_own_completions_by_day_and_set(app) {
        let course = app.course("Basics", &[CompetencySet::Technology, CompetencySet::Access], "2025-01-10", None).await;
        let (candidate, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        assert_eq!(candidate.get("/me/completions").await.ok(), json!({"items": []}));
        for day in ["2026-11-02", "2026-11-01"] {
            candidate.post("/completions", json!({"course_id": course, "completed_on": day})).await.ok();
        }
        other.post("/completions", json!({"course_id": course, "completed_on": "2026-10-01"})).await.ok();
        let mine = candidate.get("/me/completions").await.ok();
        let told: Vec<_> = mine["items"].as_array().unwrap().iter().map(|item| (&item["completed_on"], &item["set"])).collect();
        assert_eq!(
            json!(told),
            json!([["2026-11-01", "technology"], ["2026-11-01", "access"], ["2026-11-02", "technology"], ["2026-11-02", "access"]])
        );
        app.anyone().get("/me/completions").await.is_problem(401, "signed_out");
    }
}

use shared::competencies::CompetencySet;

use crate::support::*;

both! {
    async fn anyone_sees_a_course_with_all_its_approvals(app) {
        let course = app.course("Cataloging", &[CompetencySet::Cataloging], "2020-01-01", Some("2024-01-01")).await;
        let staff = app.staff("Demo Staff").await;
        staff.post(&format!("/courses/{course}/approvals"), json!({"set": "cataloging"})).await.ok();
        staff.post(&format!("/courses/{course}/approvals"), json!({"set": "access", "from": "2027-11-22"})).await.ok();
        let approvals = app.anyone().get(&format!("/courses/{course}")).await.ok()["approvals"].clone();
        let told: Vec<_> = approvals.as_array().unwrap().iter().map(|approval| (&approval["set"], &approval["from"], &approval["until"], &approval["in_force"])).collect();
        assert_eq!(
            json!(told),
            json!([
                ["access", "2027-11-22", "2031-11-22", false],
                ["cataloging", "2020-01-01", "2024-01-01", false],
                ["cataloging", "2026-11-22", "2030-11-22", true]
            ])
        );
    }

    async fn what_is_not_there_is_not_found(app) {
        app.anyone().get("/courses/01993e5c-6f00-7cc2-8000-0242ac120002").await.is_problem(404, "not_found");
        app.anyone().get("/courses/cataloging").await.is_problem(404, "not_found");
    }
}

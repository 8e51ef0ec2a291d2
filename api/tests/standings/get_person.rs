use crate::support::*;

both! {
    async fn staff_see_anyones_standing(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2026-01-10").await;
        let path = format!("/people/{}/standing", candidate.person());
        assert_eq!(staff.get(&path).await.ok(), candidate.get("/me/standing").await.ok());
        assert_eq!(staff.get(&format!("{path}?as_of=2030-01-11")).await.ok()["standing"]["status"], "candidacy_expired");
    }

    async fn it_is_for_staff_alone(app) {
        let (candidate, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        let path = format!("/people/{}/standing", candidate.person());
        for client in [&candidate, &other, &app.admin("Demo Admin").await] {
            client.get(&path).await.is_problem(403, "forbidden");
        }
        app.anyone().get(&path).await.is_problem(401, "signed_out");
    }

    async fn who_is_not_there_is_not_found(app) {
        let staff = app.staff("Demo Staff").await;
        for id in ["01993e5c-6f00-7cc2-8000-0242ac120002", "someone", "%00"] {
            staff.get(&format!("/people/{id}/standing")).await.is_problem(404, "not_found");
        }
        let reply = staff.get(&format!("/people/{}/standing?as_of=soon", staff.person())).await;
        reply.is_problem(400, "unreadable");
        assert_eq!(reply.members(), ["as_of"]);
    }
}

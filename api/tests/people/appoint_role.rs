use super::*;

fn role(name: &str) -> Value {
    json!({"role": name, "reason": "The board decided so."})
}

both! {
    async fn who_is_appointed_works_as_such_at_once(app) {
        let (admin, person) = (app.admin("Demo Admin").await, app.person("Demo Candidate").await);
        person.get("/applications").await.is_problem(403, "forbidden");
        let reply = admin.post(&file(&person, "/roles"), role("staff")).await;
        assert_eq!((reply.status, &reply.body["facts"][0]["body"]), (201, &json!({"fact": "role_appointed", "role": "staff"})), "{}", reply.text);
        person.get("/applications").await.ok();
        admin.post(&file(&person, "/roles"), role("admin")).await.ok();
        assert_eq!(admin.get(&file(&person, "")).await.ok()["roles"], json!(["person", "staff", "admin"]));
    }

    async fn nobody_is_appointed_twice_or_to_another_role(app) {
        let (admin, staff) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await);
        let before = app.counts().await;
        admin.post(&file(&staff, "/roles"), role("staff")).await.is_problem(409, "role_held");
        for name in ["person", "partner"] {
            let reply = admin.post(&file(&staff, "/roles"), role(name)).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["role"]);
        }
        let reply = admin.post(&file(&staff, "/roles"), role("owner")).await;
        assert_eq!((reply.status, reply.members()), (400, vec!["role"]));
        assert_eq!(app.counts().await, before);
        reasons_are_checked(&app, &admin, &file(&staff, "/roles"), &role("admin")).await;
    }

    async fn administrators_appoint_and_never_themselves(app) {
        let (admin, staff, person) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await, app.person("Demo Candidate").await);
        let before = app.counts().await;
        admin.post(&file(&admin, "/roles"), role("staff")).await.is_problem(403, "own_matter");
        staff.post(&file(&person, "/roles"), role("staff")).await.is_problem(403, "forbidden");
        person.post(&file(&person, "/roles"), role("admin")).await.is_problem(403, "forbidden");
        app.anyone().post(&file(&person, "/roles"), role("admin")).await.is_problem(401, "signed_out");
        admin.post(&format!("{UNKNOWN}/roles"), role("staff")).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

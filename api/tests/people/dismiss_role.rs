use futures_util::future::join_all;

use super::*;

fn role(name: &str) -> Value {
    json!({"role": name, "reason": "They have left."})
}

both! {
    async fn who_is_dismissed_is_stopped_at_once(app) {
        let (admin, staff) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await);
        staff.get("/applications").await.ok();
        let reply = admin.post(&file(&staff, "/roles/dismiss"), role("staff")).await;
        assert_eq!((reply.status, &reply.body["facts"][0]["body"]), (201, &json!({"fact": "role_dismissed", "role": "staff"})), "{}", reply.text);
        staff.get("/applications").await.is_problem(403, "forbidden");
        admin.post(&file(&staff, "/roles"), role("staff")).await.ok();
        staff.get("/applications").await.ok();
    }

    async fn only_a_role_that_is_held_is_taken(app) {
        let (admin, staff) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await);
        let before = app.counts().await;
        admin.post(&file(&staff, "/roles/dismiss"), role("admin")).await.is_problem(409, "role_not_held");
        let reply = admin.post(&file(&staff, "/roles/dismiss"), role("person")).await;
        assert_eq!((reply.status, reply.members()), (422, vec!["role"]));
        assert_eq!(app.counts().await, before);
        reasons_are_checked(&app, &admin, &file(&staff, "/roles/dismiss"), &role("staff")).await;
    }

    async fn two_administrators_who_dismiss_each_other_at_once_leave_one(app) {
        for round in 0..5 {
            let (one, other) = (app.admin(&format!("One {round}")).await, app.admin(&format!("Other {round}")).await);
            let (of_one, of_other) = (file(&one, "/roles/dismiss"), file(&other, "/roles/dismiss"));
            let replies = join_all([one.post(&of_other, role("admin")), other.post(&of_one, role("admin"))]).await;
            assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1, "{} {}", replies[0].text, replies[1].text);
        }
    }

    async fn administrators_dismiss_and_never_themselves(app) {
        let (admin, staff, person) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await, app.person("Demo Candidate").await);
        let before = app.counts().await;
        admin.post(&file(&admin, "/roles/dismiss"), role("admin")).await.is_problem(403, "own_matter");
        staff.post(&file(&admin, "/roles/dismiss"), role("admin")).await.is_problem(403, "forbidden");
        person.post(&file(&staff, "/roles/dismiss"), role("staff")).await.is_problem(403, "forbidden");
        app.anyone().post(&file(&staff, "/roles/dismiss"), role("staff")).await.is_problem(401, "signed_out");
        admin.post(&format!("{UNKNOWN}/roles/dismiss"), role("staff")).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

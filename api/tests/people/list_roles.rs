use super::*;

both! {
    async fn those_with_roles_are_listed_until_they_are_dismissed(app) {
        let (staff, admin, other) = (app.staff("Demo Staff").await, app.admin("Demo Admin").await, app.staff("Demo Other").await);
        app.person("Demo Candidate").await;
        let listed = async |client: &Client| -> Vec<(String, Value)> {
            let found = client.get("/roles").await.ok();
            found["items"].as_array().unwrap().iter().map(|item| (item["name"].as_str().unwrap().to_owned(), item["roles"].clone())).collect()
        };
        let (of_staff, of_admin) = (json!(["person", "staff"]), json!(["person", "admin"]));
        let expected = [("Demo Staff", &of_staff), ("Demo Admin", &of_admin), ("Demo Other", &of_staff)];
        assert_eq!(listed(&staff).await, expected.map(|(name, roles)| (name.to_owned(), roles.clone())));
        admin.post(&file(&other, "/roles/dismiss"), json!({"role": "staff", "reason": "Left."})).await.ok();
        assert_eq!(listed(&admin).await.len(), 2);
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = staff.get(&format!("/roles?limit=1{after}")).await.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["email"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, [staff.email.clone(), admin.email.clone()]);
    }

    async fn the_list_is_for_staff_and_administrators(app) {
        app.person("Demo Candidate").await.get("/roles").await.is_problem(403, "forbidden");
        app.anyone().get("/roles").await.is_problem(401, "signed_out");
        let staff = app.staff("Demo Staff").await;
        for (query, member) in [("limit=0", "limit"), ("limit=201", "limit"), ("after=AA", "after")] {
            let reply = staff.get(&format!("/roles?{query}")).await;
            assert_eq!((reply.status, reply.members()), (422, vec![member]), "{query}");
        }
        staff.get("/roles?limit=200").await.ok();
    }
}

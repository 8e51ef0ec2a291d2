use super::*;

async fn names(staff: &Client, text: &str) -> Vec<String> {
    let found = staff.post("/people/search", json!({"text": text})).await.ok();
    found["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn names_and_addresses_are_found_whatever_their_case_and_accents(app) {
        let staff = app.staff("Demo Staff").await;
        for name in ["Zoë Ørsted", "Łucja 100%", "ЖАННА", "under_score", "Zoe Adams"] {
            app.person(name).await;
        }
        assert_eq!(names(&staff, "zoe").await, ["Zoe Adams", "Zoë Ørsted"]);
        assert_eq!(names(&staff, " ZOË ø").await, ["Zoë Ørsted"]);
        assert_eq!(names(&staff, "жанна").await, ["ЖАННА"]);
        assert_eq!(names(&staff, "%").await, ["Łucja 100%"]);
        assert_eq!(names(&staff, "r_s").await, ["under_score"]);
        assert_eq!(names(&staff, "\\").await, [""; 0]);
        assert_eq!(names(&staff, "SOMEONE-2@").await, ["Zoë Ørsted"]);
        assert_eq!(names(&staff, "nobody").await, [""; 0]);
    }

    async fn each_is_shown_with_where_they_stand(app) {
        let staff = app.staff("Demo Staff").await;
        let candidate = app.person("Demo Candidate").await;
        app.admit(candidate.person(), "2024-02-01").await;
        let found = staff.post("/people/search", json!({"text": "demo"})).await.ok();
        let statuses: Vec<_> = found["items"].as_array().unwrap().iter().map(|item| (item["name"].as_str().unwrap(), item["status"].as_str().unwrap())).collect();
        assert_eq!(statuses, [("Demo Candidate", "candidate"), ("Demo Staff", "not_applied")]);
        assert_eq!(found["items"][0]["email"], candidate.email);
        app.set_today("2028-02-02");
        let found = app.again(&staff).await.post("/people/search", json!({"text": "demo c"})).await.ok();
        assert_eq!(found["items"][0]["status"], "candidacy_expired");
    }

    async fn a_candidate_number_finds_whose_it_is(app) {
        let staff = app.staff("Demo Staff").await;
        app.person("Demo Other").await;
        let candidate = app.person("Demo Candidate").await;
        let number = candidate.get("/me").await.ok()["candidate_number"].as_str().unwrap().to_owned();
        for typed in [number.clone(), number.to_lowercase(), number.replace('-', "")] {
            assert_eq!(names(&staff, &typed).await, ["Demo Candidate"], "{typed}");
        }
        assert_eq!(names(&staff, &number[..7]).await, [""; 0]);
    }

    async fn pages_follow_one_another_and_nothing_is_recorded(app) {
        let staff = app.staff("Demo Staff").await;
        for _ in 0..3 {
            app.person("Same Name").await;
        }
        app.person("Same Name Too").await;
        let before = app.counts().await;
        let (mut after, mut seen) = (Value::Null, Vec::new());
        for _ in 0..4 {
            let page = staff.post("/people/search", json!({"text": "same", "limit": 1, "after": after})).await.ok();
            seen.push(page["items"][0]["id"].to_string());
            after = page["next"].clone();
        }
        assert_eq!(after, Value::Null);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 4);
        assert_eq!(app.counts().await, before);
    }

    async fn what_cannot_be_asked_is_named(app) {
        let staff = app.staff("Demo Staff").await;
        for (body, status, member) in [
            (json!({"text": ""}), 422, "text"),
            (json!({"text": "a\u{0}"}), 422, "text"),
            (json!({"text": "\u{301}"}), 422, "text"),
            (json!({"text": "a".repeat(201)}), 422, "text"),
            (json!({"text": "a", "limit": 0}), 422, "limit"),
            (json!({"text": "a", "limit": 201}), 422, "limit"),
            (json!({"text": "a", "after": "*"}), 422, "after"),
            (json!({"text": "a", "after": "YQ"}), 422, "after"),
            (json!({"text": "a", "name": "b"}), 400, "name"),
            (json!({}), 400, "text"),
        ] {
            let reply = staff.post("/people/search", body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        staff.post("/people/search", json!({"text": "ก".repeat(200), "limit": 200})).await.ok();
    }

    async fn staff_and_administrators_search(app) {
        app.admin("Demo Admin").await.post("/people/search", json!({"text": "demo"})).await.ok();
        app.person("Demo Candidate").await.post("/people/search", json!({"text": "demo"})).await.is_problem(403, "forbidden");
        app.anyone().post("/people/search", json!({"text": "demo"})).await.is_problem(401, "signed_out");
    }
}

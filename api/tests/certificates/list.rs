use crate::support::*;

/// The names on the certificates of a page.
async fn names(staff: &Client, query: &str) -> Vec<String> {
    let found = staff.get(&format!("/certificates?{query}")).await.ok();
    found["items"].as_array().unwrap().iter().map(|item| item["certificate"]["name"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn certificates_are_listed_the_latest_first(app) {
        let staff = app.staff("Demo Staff").await;
        let mut holders = Vec::new();
        for (name, on) in [("Demo First", "2022-03-01"), ("Demo Second", "2024-03-01"), ("Demo Third", "2026-03-01")] {
            let holder = app.person(name).await;
            app.certify(holder.person(), on).await;
            holders.push(holder);
        }
        staff.post(&format!("/people/{}/revoke", holders[1].person()), json!({"reason": "The diploma was forged."})).await.ok();
        for (query, expected) in [
            ("", vec!["Demo Third", "Demo Second", "Demo First"]),
            ("issued_from=2024-03-01", vec!["Demo Third", "Demo Second"]),
            ("issued_until=2024-03-01", vec!["Demo Second", "Demo First"]),
            ("issued_from=2024-03-02&issued_until=2026-02-28", vec![]),
            ("part=revoked", vec!["Demo Second"]),
        ] {
            assert_eq!(names(&staff, query).await, expected, "{query}");
        }
        let all = staff.get("/certificates").await.ok();
        let number = all["items"][1]["certificate"]["number"].as_str().unwrap().to_owned();
        assert_eq!(all["items"][1]["person_id"], json!(holders[1].person()));
        for typed in [number.clone(), number.to_lowercase(), number.replace('-', ""), number[..9].to_owned()] {
            assert_eq!(names(&staff, &format!("number={typed}")).await, ["Demo Second"], "{typed}");
        }
        assert_eq!(names(&staff, "number=0000000").await, [""; 0]);
        // The number finds its holder, too.
        let found = staff.post("/people/search", json!({"text": number})).await.ok();
        assert_eq!((found["items"].as_array().unwrap().len(), &found["items"][0]["name"]), (1, &json!("Demo Second")));
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = staff.get(&format!("/certificates?limit=1{after}")).await.ok();
            seen.push(page["items"][0]["certificate"]["name"].as_str().unwrap().to_owned());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, ["Demo Third", "Demo Second", "Demo First"]);
    }

    async fn the_list_is_for_staff_and_faults_are_named(app) {
        for client in [app.person("Demo Candidate").await, app.admin("Demo Admin").await] {
            client.get("/certificates").await.is_problem(403, "forbidden");
            client.get("/certificates/check").await.is_problem(403, "forbidden");
        }
        let staff = app.staff("Demo Staff").await;
        for (query, status, member) in [
            ("number=%25", 422, "number"),
            (&format!("number={}", "0".repeat(41)), 422, "number"),
            ("issued_from=soon", 400, "issued_from"),
            ("part=lost", 400, "part"),
            ("limit=0", 422, "limit"),
            ("limit=201", 422, "limit"),
            ("after=AA", 422, "after"),
            ("after=YQ", 422, "after"),
        ] {
            let reply = staff.get(&format!("/certificates?{query}")).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{query}: {}", reply.text);
        }
        staff.get(&format!("/certificates?limit=200&number={}", "0".repeat(40))).await.ok();
    }
}

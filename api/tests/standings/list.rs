use crate::support::*;

async fn names(staff: &Client, query: &str) -> Vec<String> {
    let found = staff.get(&format!("/standings?{query}")).await.ok();
    found["items"].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap().to_owned()).collect()
}

/// A candidate, a holder, someone revoked, someone who never applied, and one of the staff.
async fn some_people(app: &App) -> Client {
    let (candidate, holder, revoked) = (app.person("Demo Candidate").await, app.person("Demo Holder").await, app.person("Demo Former").await);
    app.person("Demo Visitor").await;
    let staff = app.staff("Demo Staff").await;
    app.admit(candidate.person(), "2026-01-10").await;
    app.certify(holder.person(), "2024-11-22").await;
    app.admit(revoked.person(), "2025-01-10").await;
    staff.post(&format!("/people/{}/revoke", revoked.person()), json!({"reason": "The diploma was forged."})).await.ok();
    staff
}

both! {
    async fn staff_see_who_has_which_status_on_any_day(app) {
        let staff = some_people(&app).await;
        for (query, found) in [
            ("", vec!["Demo Candidate", "Demo Former", "Demo Holder"]),
            ("status=candidate", vec!["Demo Candidate"]),
            ("status=certified", vec!["Demo Holder"]),
            ("status=revoked", vec!["Demo Former"]),
            ("status=lapsed", vec![]),
            ("status=candidate&as_of=2025-06-01", vec!["Demo Former"]),
            ("as_of=2024-11-21", vec![]),
            ("status=renewal_open&as_of=2028-06-01", vec!["Demo Holder"]),
            ("status=lapsed&as_of=2199-12-31", vec!["Demo Holder"]),
        ] {
            assert_eq!(names(&staff, query).await, found, "{query}");
        }
        let entry = staff.get("/standings?status=certified").await.ok()["items"][0].clone();
        assert_eq!((&entry["since"], &entry["until"], &entry["status"]), (&json!("2024-11-22"), &json!("2027-11-21"), &json!("certified")));
    }

    async fn the_cache_says_what_the_rules_say(app) {
        let staff = some_people(&app).await;
        for as_of in ["2024-11-22", "2025-01-10", "2026-01-10", "2026-11-21", "2026-11-22", "2027-11-22", "2029-01-23", "2030-01-11"] {
            let listed = staff.get(&format!("/standings?as_of={as_of}")).await.ok();
            for entry in listed["items"].as_array().unwrap() {
                let person = entry["person_id"].as_str().unwrap();
                let standing = staff.get(&format!("/people/{person}/standing?as_of={as_of}")).await.ok();
                // What lies after the day is not seen by a standing as of the day; the list shows what is known now.
                if as_of <= "2026-11-22" {
                    assert_eq!(entry["status"], standing["standing"]["status"], "{as_of} {entry}");
                }
            }
        }
        let today = app.today();
        assert!(app.read(move |conn| lssc_api::record::check(conn, today).unwrap().is_empty()).await);
    }

    async fn pages_follow_the_name(app) {
        let staff = app.staff("Demo Staff").await;
        for name in ["Zoë", "adam", "Zoé", "Ånna", "Berta"] {
            let person = app.person(name).await;
            app.admit(person.person(), "2026-01-10").await;
        }
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let reply = staff.get(&format!("/standings?status=candidate&limit=2{after}")).await;
            let link = reply.header("link").to_owned();
            let page = reply.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => {
                    after = format!("&after={next}");
                    assert_eq!(link, format!("</api/v1/standings?status=candidate&limit=2{after}>; rel=\"next\""));
                }
                None => break,
            }
        }
        assert_eq!(seen[..3], ["adam", "Ånna", "Berta"]);
        assert_eq!(seen.len(), 5);
    }

    async fn the_lists_are_for_staff(app) {
        for client in [app.person("Demo Candidate").await, app.admin("Demo Admin").await] {
            client.get("/standings").await.is_problem(403, "forbidden");
        }
        app.anyone().get("/standings").await.is_problem(401, "signed_out");
        let staff = app.staff("Demo Staff").await;
        for (query, status, code, member) in [
            ("status=famous", 400, "unreadable", "status"),
            ("status=not_applied", 422, "invalid", "status"),
            ("as_of=soon", 400, "unreadable", "as_of"),
            ("limit=0", 422, "invalid", "limit"),
            ("limit=201", 422, "invalid", "limit"),
            ("after=YQ", 422, "invalid", "after"),
        ] {
            let reply = staff.get(&format!("/standings?{query}")).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), [member], "{query}");
        }
        staff.get("/standings?limit=200").await.ok();
    }
}

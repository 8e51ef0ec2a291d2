use crate::support::*;

both! {
    async fn everyone_sees_where_they_stand_on_any_day(app) {
        let candidate = app.person("Demo Candidate").await;
        let today = candidate.get("/me/standing").await.ok();
        assert_eq!((&today["person_id"], &today["name"]), (&json!(candidate.person()), &json!("Demo Candidate")));
        assert_eq!((&today["standing"]["as_of"], &today["standing"]["status"]), (&json!("2026-11-22"), &json!("not_applied")));
        app.admit(candidate.person(), "2026-01-10").await;
        for (as_of, status) in [
            ("1900-01-01", "not_applied"),
            ("2026-01-09", "not_applied"),
            ("2026-01-10", "candidate"),
            ("2026-11-22", "candidate"),
            ("2030-01-10", "candidate"),
            ("2030-01-11", "candidacy_expired"),
            ("2199-12-31", "candidacy_expired"),
        ] {
            let standing = candidate.get(&format!("/me/standing?as_of={as_of}")).await.ok()["standing"].clone();
            assert_eq!((&standing["as_of"], &standing["status"]), (&json!(as_of), &json!(status)));
            assert!(!standing["reasons"].as_array().unwrap().is_empty(), "{as_of}");
        }
    }

    async fn every_change_of_the_day_is_told(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2022-11-22").await;
        for (today, status) in [
            ("2025-11-21", "certified"),
            ("2025-11-22", "renewal_open"),
            ("2026-11-22", "renewal_open"),
            ("2026-11-23", "in_grace"),
            ("2027-01-22", "in_grace"),
            ("2027-01-23", "lapsed"),
        ] {
            app.set_today(today);
            assert_eq!(app.again(&holder).await.get("/me/standing").await.ok()["standing"]["status"], status, "{today}");
        }
    }

    async fn a_day_that_is_none_is_refused_by_name(app) {
        let candidate = app.person("Demo Candidate").await;
        for (query, member) in [
            ("as_of=2026-02-29", "as_of"),
            ("as_of=1899-12-31", "as_of"),
            ("as_of=2200-01-01", "as_of"),
            ("as_of=", "as_of"),
            ("as_of=2026-11-22%00", "as_of"),
            ("day=2026-11-22", "day"),
        ] {
            let reply = candidate.get(&format!("/me/standing?{query}")).await;
            reply.is_problem(400, "unreadable");
            assert_eq!(reply.members(), [member], "{query}");
        }
        app.anyone().get("/me/standing").await.is_problem(401, "signed_out");
    }
}

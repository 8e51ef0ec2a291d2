use diesel::prelude::*;
use lssc_api::db::schema::{course_listing_sets, course_listings};
use lssc_api::db::{DbConnection, StoreError};
use lssc_api::record::{NewFact, relist};
use shared::competencies::CompetencySet;
use shared::facts::FactBody;

use crate::support::*;

/// The titles of a search.
async fn titles(app: &App, query: &str) -> Vec<String> {
    let found = app.anyone().get(&format!("/courses?{query}")).await.ok();
    found["items"].as_array().unwrap().iter().map(|course| course["title"].as_str().unwrap().to_owned()).collect()
}

/// Everything that the catalog's cache holds.
async fn cache(app: &App) -> (Vec<(String, String, String, String)>, Vec<(String, String, String, String, Option<String>)>) {
    use course_listing_sets as sets;
    use course_listings as listings;
    app.read(|conn| {
        let courses =
            listings::table.order(listings::course_id).select((listings::course_id, listings::title, listings::title_folded, listings::text_folded));
        let approvals =
            sets::table.order(sets::approval_id).select((sets::approval_id, sets::course_id, sets::set_code, sets::from_on, sets::until_on));
        (courses.load(conn).unwrap(), approvals.load(conn).unwrap())
    })
    .await
}

both! {
    async fn the_catalog_lists_what_is_approved_today(app) {
        app.course("Ended", &[CompetencySet::Youth], "2022-11-21", Some("2026-11-21")).await;
        app.course("Ends today", &[CompetencySet::Youth], "2022-11-22", Some("2026-11-22")).await;
        app.course("Begins today", &[CompetencySet::Youth], "2026-11-22", None).await;
        app.course("Begins tomorrow", &[CompetencySet::Youth], "2026-11-23", None).await;
        app.course("Never approved", &[], "2026-11-22", None).await;
        assert_eq!(titles(&app, "").await, ["Begins today", "Ends today"]);
        app.set_today("2026-11-23");
        assert_eq!(titles(&app, "").await, ["Begins today", "Begins tomorrow"]);
    }

    async fn staff_find_those_whose_approvals_stand_otherwise(app) {
        let staff = app.staff("Demo Staff").await;
        app.course("Ended", &[CompetencySet::Youth], "2022-11-21", Some("2026-11-21")).await;
        app.course("In force", &[CompetencySet::Youth], "2026-11-22", None).await;
        app.course("To come", &[CompetencySet::Youth], "2026-11-23", None).await;
        app.course("Never approved", &[], "2026-11-22", None).await;
        let withdrawn = app.course("Withdrawn", &[CompetencySet::Youth], "2025-11-22", None).await;
        let approval = app.anyone().get(&format!("/courses/{withdrawn}")).await.ok()["approvals"][0]["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/courses/{withdrawn}/approvals/{approval}/withdraw"), json!({"reason": "Changed."})).await.ok();
        assert_eq!(titles(&app, "approval=withdrawn").await, [""; 0]);
        app.set_today("2026-11-24");
        for (query, expected) in [
            ("approval=in_force", vec!["In force", "To come"]),
            ("approval=upcoming", vec![]),
            ("approval=ended", vec!["Ended"]),
            ("approval=withdrawn", vec!["Withdrawn"]),
            ("approval=unapproved", vec!["Never approved"]),
            ("approval=unapproved&set=technology", vec!["Ended", "In force", "Never approved", "To come", "Withdrawn"]),
            ("approval=any", vec!["Ended", "In force", "Never approved", "To come", "Withdrawn"]),
            ("approval=ended&set=technology", vec![]),
        ] {
            assert_eq!(titles(&app, query).await, expected, "{query}");
        }
        app.set_today("2026-11-22");
        assert_eq!(titles(&app, "approval=upcoming").await, ["To come"]);
        app.anyone().get("/courses?approval=lost").await.is_problem(400, "unreadable");
    }

    async fn a_course_with_several_approvals_is_listed_once(app) {
        app.course("Three sets", &[CompetencySet::Youth, CompetencySet::Access, CompetencySet::Reference], "2026-11-22", None).await;
        assert_eq!(titles(&app, "").await, ["Three sets"]);
        assert_eq!(titles(&app, "set=access").await, ["Three sets"]);
    }

    async fn what_an_earlier_version_listed_is_shown_alike(app) {
        app.course("Ends today", &[CompetencySet::Youth, CompetencySet::Access], "2022-11-22", Some("2026-11-22")).await;
        let shown = app.anyone().get("/courses").await.ok();
        assert_eq!(shown["items"][0]["approvals"][0]["in_force"], true);
        let earlier = |tx: &mut DbConnection| {
            diesel::update(course_listings::table).set(course_listings::shown.eq(None::<String>)).execute(tx).map_err(StoreError::from)?;
            Ok(())
        };
        app.db.write(earlier).await.unwrap();
        assert_eq!(app.anyone().get("/courses").await.ok(), shown);
    }

    async fn it_is_searched_by_text_set_delivery_and_state(app) {
        let staff = app.staff("Demo Staff").await;
        for (title, provider, place, set) in [
            ("Cataloguing for Beginners", "Demo State Library", json!({"city": "Peoria", "state": "IL"}), "cataloging"),
            ("Économie de la bibliothèque", "Demo College", json!({"city": "Montréal", "state": "ME"}), "collections"),
            ("100% Reference", "Demo College", json!(null), "reference"),
        ] {
            let delivery = if place.is_null() { "online" } else { "face_to_face" };
            let body = json!({"title": title, "provider": provider, "provider_kind": "community_college", "delivery": delivery, "place": place});
            let id = staff.post("/courses", body).await.ok()["id"].as_str().unwrap().to_owned();
            staff.post(&format!("/courses/{id}/approvals"), json!({"set": set})).await.ok();
        }
        for (query, found) in [
            ("text=CATALOG", vec!["Cataloguing for Beginners"]),
            ("text=economie", vec!["Économie de la bibliothèque"]),
            ("text=MONTREAL%20college", vec!["Économie de la bibliothèque"]),
            ("text=demo%20college", vec!["100% Reference", "Économie de la bibliothèque"]),
            ("text=%25", vec!["100% Reference"]),
            ("text=_", vec![]),
            ("text=%5C", vec![]),
            ("text=", vec!["100% Reference", "Cataloguing for Beginners", "Économie de la bibliothèque"]),
            ("set=collections", vec!["Économie de la bibliothèque"]),
            ("set=youth", vec![]),
            ("delivery=online", vec!["100% Reference"]),
            ("state=IL", vec!["Cataloguing for Beginners"]),
            ("state=IL&set=reference", vec![]),
            ("provider_kind=community_college&delivery=online", vec!["100% Reference"]),
            ("provider_kind=state_library", vec![]),
            ("text=%E5%9B%BE", vec![]),
        ] {
            assert_eq!(titles(&app, query).await, found, "{query}");
        }
    }

    async fn the_set_and_the_day_are_of_the_same_approval(app) {
        let course = app.course("Both", &[CompetencySet::Youth], "2025-01-10", None).await;
        let body = FactBody::CourseApproved { approval: shared::ids::ApprovalId(lssc_api::ids::fresh()), course, set: CompetencySet::Access, until: Some(date("2026-01-01")) };
        app.record(vec![NewFact::general(date("2025-01-10"), body)]).await;
        assert_eq!(titles(&app, "set=access").await, Vec::<String>::new());
        assert_eq!(titles(&app, "set=youth").await, ["Both"]);
    }

    async fn pages_follow_the_title(app) {
        for title in ["b", "A", "é", "a", "z", "E"] {
            app.course(title, &[CompetencySet::Youth], "2026-01-10", None).await;
        }
        let mut seen = Vec::new();
        let mut path = "/courses?limit=2&set=youth".to_owned();
        for _ in 0..3 {
            let reply = app.anyone().get(&path).await;
            let link = reply.header("link").to_owned();
            let page = reply.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|course| course["title"].as_str().unwrap().to_lowercase()));
            match page["next"].as_str() {
                Some(next) => {
                    path = format!("/courses?limit=2&set=youth&after={next}");
                    assert_eq!(link, format!("</api/v1{path}>; rel=\"next\""));
                }
                None => assert_eq!(link, ""),
            }
        }
        // Folded titles: `é` stands with `e`; the same title twice is no trouble.
        assert_eq!(seen.len(), 6);
        assert_eq!((&seen[..3], seen[5].as_str()), (&["a".to_owned(), "a".to_owned(), "b".to_owned()][..], "z"));
    }

    async fn what_cannot_be_searched_for_is_refused_by_name(app) {
        let long = format!("text={}", "a".repeat(201));
        for (query, status, code, member) in [
            ("limit=0", 422, "invalid", "limit"),
            ("limit=201", 422, "invalid", "limit"),
            ("limit=many", 400, "unreadable", "limit"),
            ("after=?", 422, "invalid", "after"),
            ("after=YQ", 422, "invalid", "after"),
            ("set=cooking", 400, "unreadable", "set"),
            ("delivery=mail", 400, "unreadable", "delivery"),
            ("state=il", 422, "invalid", "state"),
            ("state=Illinois", 422, "invalid", "state"),
            ("text=a%00b", 422, "invalid", "text"),
            (long.as_str(), 422, "invalid", "text"),
            ("order=title", 400, "unreadable", "order"),
        ] {
            let reply = app.anyone().get(&format!("/courses?{query}")).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), [member], "{query}");
        }
        app.anyone().get(&format!("/courses?limit=200&text={}", "a".repeat(200))).await.ok();
    }

    async fn the_cache_says_what_the_facts_say(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth, CompetencySet::Access], "2025-01-10", Some("2029-01-10")).await;
        let struck = app.course("Struck", &[CompetencySet::Youth], "2025-01-10", None).await;
        let staff = app.staff("Demo Staff").await;
        let approval = app.anyone().get(&format!("/courses/{course}")).await.ok()["approvals"][0]["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/courses/{course}/approvals/{approval}/withdraw"), json!({"reason": "The course has changed."})).await.ok();
        staff.post(&format!("/courses/{course}/approvals"), json!({"set": "reference"})).await.ok();
        // A correction reaches the catalog like any other fact.
        let added = app.read(move |conn| lssc_api::record::facts_about(conn, struck).unwrap()[0].clone()).await;
        app.record(vec![NewFact::general(added.on, FactBody::FactCorrected { corrected: added.id, replacement: None })]).await;
        let kept = cache(&app).await;
        assert_eq!((kept.0.len(), kept.1.len()), (1, 3));
        assert_eq!(app.anyone().get(&format!("/courses/{struck}")).await.status, 404);
        assert_eq!(app.db.write(relist).await.unwrap(), 2);
        assert_eq!(cache(&app).await, kept);
    }
}

//! What staff do with partners.

use super::{PROVIDER, partner_with_course, proposal};
use crate::support::*;
use shared::partners::OLD_SECRET_HOURS_MAX;

fn library(provider: &str) -> Value {
    json!({"provider": provider, "provider_kind": "state_library"})
}

both! {
    async fn a_provider_becomes_a_partner_with_the_courses_of_its_name(app) {
        let staff = app.staff("Demo Staff").await;
        app.course("Basics", &SIX[..1], "2025-01-10", None).await;
        let reply = staff.post("/partners", library(PROVIDER)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut partner = reply.body;
        let id = partner["id"].take();
        assert_eq!(
            partner,
            json!({"id": null, "provider": PROVIDER, "provider_kind": "state_library", "state": "active", "registered_on": "2026-11-22", "secrets": [], "courses": 1})
        );
        assert_eq!(staff.get(&format!("/partners/{}", id.as_str().unwrap())).await.ok()["courses"], 1);
        staff.post("/partners", library(PROVIDER)).await.is_problem(409, "partner_exists");
        // Another kind of provider is another provider.
        staff.post("/partners", json!({"provider": PROVIDER, "provider_kind": "consultant"})).await.ok();
        for name in ["Zebra Library", "Élan Library"] {
            staff.post("/partners", library(name)).await.ok();
        }
        let first = staff.get("/partners?limit=3").await.ok();
        let rest = staff.get(&format!("/partners?limit=3&after={}", first["next"].as_str().unwrap())).await.ok();
        let names = |page: &Value| page["items"].as_array().unwrap().iter().map(|item| item["provider"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!((names(&first), names(&rest)), (vec![PROVIDER.to_owned(), PROVIDER.to_owned(), "Élan Library".to_owned()], vec!["Zebra Library".to_owned()]));
    }

    async fn bad_names_are_refused_and_unknown_partners_are_not_there(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for (body, status, code, member) in [
            (library(""), 422, "invalid", "provider"),
            (library(&"x".repeat(201)), 422, "invalid", "provider"),
            (json!({"provider": "x", "provider_kind": "school"}), 400, "unreadable", "provider_kind"),
        ] {
            let reply = staff.post("/partners", body).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), [member]);
        }
        for (path, body) in [("/secret", json!({"old_ends_after_hours": 0})), ("/suspend", json!({"reason": "x"})), ("/resume", json!({"reason": "x"}))] {
            staff.post(&format!("/partners/01993e5c-6f00-7cc2-8000-0242ac120002{path}"), body).await.is_problem(404, "not_found");
        }
        assert_eq!(app.counts().await, before);
        staff.post("/partners", library(&"x".repeat(200))).await.ok();
    }

    async fn a_secret_is_shown_once_and_only_its_hash_is_kept(app) {
        let staff = app.staff("Demo Staff").await;
        let id = staff.post("/partners", library(PROVIDER)).await.ok()["id"].as_str().unwrap().to_owned();
        let path = format!("/partners/{id}/secret");
        // Also under a key nothing of it is kept.
        let first = staff.post_with_key("key-1", &path, json!({"old_ends_after_hours": 0})).await.ok();
        assert_eq!((&first["client_id"], &first["old_ends_at"]), (&json!(id), &json!(null)));
        let secret = first["client_secret"].as_str().unwrap().to_owned();
        assert!(secret.starts_with("lssc_partner_") && secret.len() > 50);
        let second = staff.post_with_key("key-1", &path, json!({"old_ends_after_hours": 24})).await.ok();
        assert_ne!(second["client_secret"], first["client_secret"]);
        assert_eq!(second["old_ends_at"], "2026-11-23T18:00:00Z");
        let shown = staff.get(&format!("/partners/{id}")).await;
        assert_eq!(shown.body["secrets"].as_array().unwrap().len(), 2);
        assert!(!shown.text.contains(&secret));
        let stored = app.read(|conn| {
            use diesel::prelude::*;
            use lssc_api::db::schema::{facts, idempotency_keys, partner_secrets};
            let mut all: Vec<String> = partner_secrets::table.select(partner_secrets::hash).load(conn).unwrap();
            all.extend(idempotency_keys::table.select(idempotency_keys::answer).load::<String>(conn).unwrap());
            all.extend(facts::table.select(facts::body).load::<String>(conn).unwrap());
            all
        });
        assert!(stored.await.iter().all(|text| !text.contains(&secret)));
        for (hours, taken) in [(OLD_SECRET_HOURS_MAX, true), (OLD_SECRET_HOURS_MAX + 1, false)] {
            let reply = staff.post(&path, json!({"old_ends_after_hours": hours})).await;
            if taken { reply.ok(); } else { reply.is_problem(422, "invalid"); }
        }
    }

    async fn a_suspension_works_at_once_and_ends_with_a_word(app) {
        let staff = app.staff("Demo Staff").await;
        let (partner, _) = partner_with_course(&app).await;
        let id = partner.get("/partner").await.ok()["id"].as_str().unwrap().to_owned();
        let why = json!({"reason": "The contract has ended."});
        assert_eq!(staff.post(&format!("/partners/{id}/suspend"), why.clone()).await.ok()["state"], "suspended");
        partner.get("/partner/courses").await.is_problem(401, "partner_token_ended");
        partner.post("/partner/proposals", proposal("Late")).await.is_problem(401, "partner_token_ended");
        staff.post(&format!("/partners/{id}/suspend"), why.clone()).await.is_problem(409, "partner_suspended");
        staff.post(&format!("/partners/{id}/resume"), json!({"reason": ""})).await.is_problem(422, "invalid");
        assert_eq!(staff.post(&format!("/partners/{id}/resume"), why.clone()).await.ok()["state"], "active");
        partner.get("/partner/courses").await.ok();
        staff.post(&format!("/partners/{id}/resume"), why).await.is_problem(409, "partner_active");
    }
}

use diesel::prelude::*;
use lssc_api::db::StoreError;
use lssc_api::db::schema::application_drafts;

use super::*;

const PATH: &str = "/me/application-draft";

/// What is kept where nothing is.
fn nothing() -> Value {
    let draft =
        json!({"step": 1, "library_work": [], "has_diploma": false, "in_support_position": false, "position_title": "", "ala_member_number": ""});
    json!({"version": 0, "saved_at": null, "draft": draft})
}

/// A job as it is kept while it is typed.
fn half_typed() -> Value {
    json!({"from": "2022-05-01", "until": "", "hours": "37.", "employer": "Demo Vall", "library_kind": "", "position": "", "engagement": "paid"})
}

/// A draft with one job that is half typed.
fn draft(title: &str) -> Value {
    json!({"step": 2, "library_work": [half_typed()], "has_diploma": true,
        "in_support_position": false, "position_title": title, "ala_member_number": ""})
}

fn saving(follows: u32, title: &str) -> Value {
    json!({"follows": follows, "draft": draft(title)})
}

async fn kept(app: &App) -> i64 {
    app.read(|conn| application_drafts::table.count().get_result(conn).unwrap()).await
}

both! {
    async fn what_was_typed_is_there_again(app) {
        let applicant = app.person("Demo Candidate").await;
        assert_eq!(applicant.get(PATH).await.ok(), nothing());
        let saved = applicant.put(PATH, saving(0, "Circulation")).await.ok();
        assert_eq!(saved, json!({"version": 1, "saved_at": "2026-11-22T18:00:00.000000Z", "draft": draft("Circulation")}));
        app.wait(2);
        let saved = applicant.put(PATH, saving(1, "Circulation assistant")).await.ok();
        assert_eq!((&saved["version"], &saved["saved_at"]), (&json!(2), &json!("2026-11-22T18:00:02.000000Z")));
        assert_eq!(applicant.get(PATH).await.ok(), saved);
        // Drafts are no facts, and nobody else's business.
        let counts = app.counts().await;
        applicant.put(PATH, saving(2, "Clerk")).await.ok();
        assert_eq!(app.counts().await, counts);
        assert_eq!(app.person("Demo Other").await.get(PATH).await.ok(), nothing());
    }

    async fn a_draft_of_an_older_version_is_read(app) {
        let applicant = app.person("Demo Candidate").await;
        let mut old = draft("Circulation");
        old["library_work"] = json!([{"from": "2022-05-01", "until": "", "hours": "37."}]);
        let (person, body) = (applicant.person().to_string(), old.to_string());
        let row = (
            application_drafts::person_id.eq(person),
            application_drafts::version.eq(3),
            application_drafts::saved_at.eq("2026-11-20T18:00:00.000000Z"),
            application_drafts::body.eq(body),
        );
        app.db.write(move |tx| Ok(diesel::insert_into(application_drafts::table).values(row.clone()).execute(tx).map_err(StoreError::from)?)).await.unwrap();
        let kept = applicant.get(PATH).await.ok();
        assert_eq!((&kept["version"], &kept["draft"]["position_title"]), (&json!(3), &json!("Circulation")));
        assert_eq!(kept["draft"]["library_work"][0]["employer"], "");
    }

    async fn two_tabs_do_not_overwrite_each_other(app) {
        let applicant = app.person("Demo Candidate").await;
        applicant.put(PATH, saving(0, "First tab")).await.ok();
        applicant.put(PATH, saving(0, "Second tab")).await.is_problem(409, "draft_changed");
        applicant.put(PATH, saving(2, "Second tab")).await.is_problem(409, "draft_changed");
        assert_eq!(applicant.get(PATH).await.ok()["draft"], draft("First tab"));
        // An answer that was lost does no harm: the same again is saved already.
        assert_eq!(applicant.put(PATH, saving(0, "First tab")).await.ok()["version"], 1);
        assert_eq!(applicant.put(PATH, saving(1, "Second tab")).await.ok()["version"], 2);
    }

    async fn submitting_ends_it_and_discarding_does(app) {
        let applicant = app.person("Demo Candidate").await;
        applicant.put(PATH, saving(0, "Circulation assistant")).await.ok();
        submitted(&applicant).await;
        assert_eq!(applicant.get(PATH).await.ok(), nothing());
        // The other tab has not heard of it.
        applicant.put(PATH, saving(1, "Other tab")).await.is_problem(409, "draft_changed");
        let refused = applicant.put(PATH, saving(0, "The next one")).await;
        assert_eq!((refused.status, &refused.body["reasons"][0]["rule"]), (422, &json!("application_open")), "{}", refused.text);
        let other = app.person("Demo Other").await;
        other.put(PATH, saving(0, "Another's")).await.ok();
        assert_eq!(other.delete(PATH).await.status, 204);
        assert_eq!(applicant.delete(PATH).await.status, 204);
        assert_eq!(applicant.delete(PATH).await.status, 204);
        assert_eq!(kept(&app).await, 0);
    }

    async fn what_cannot_be_kept_is_named(app) {
        let applicant = app.person("Demo Candidate").await;
        let mut wrong = saving(0, &"x".repeat(201));
        wrong["draft"]["step"] = json!(5);
        let reply = applicant.put(PATH, wrong).await;
        reply.is_problem(422, "invalid");
        assert_eq!(reply.members(), ["draft.step", "draft.position_title"]);
        applicant.put(PATH, json!({"follows": 0})).await.is_problem(400, "unreadable");
        applicant.put(PATH, json!({"follows": -1, "draft": draft("a")})).await.is_problem(400, "unreadable");
        app.anyone().put(PATH, saving(0, "a")).await.is_problem(401, "signed_out");
        app.anyone().delete(PATH).await.is_problem(401, "signed_out");
        assert_eq!(kept(&app).await, 0);
        let full = json!({"follows": 0, "draft": {"step": 4, "library_work": vec![json!({"from": "x".repeat(20), "until": "x".repeat(20), "hours": "x".repeat(20)}); 50],
            "has_diploma": true, "in_support_position": true, "position_title": "x".repeat(200), "ala_member_number": "1".repeat(20)}});
        applicant.put(PATH, full.clone()).await.ok();
        let mut over = full;
        over["draft"]["library_work"].as_array_mut().unwrap().push(json!({"from": "", "until": "", "hours": ""}));
        assert_eq!(applicant.put(PATH, over).await.members(), ["draft.library_work"]);
    }

    async fn it_goes_ninety_days_after_it_was_saved(app) {
        let applicant = app.person("Demo Candidate").await;
        applicant.put(PATH, saving(0, "Circulation assistant")).await.ok();
        for (seconds, left) in [(90 * 24 * 3_600, 1), (1, 0)] {
            app.wait(seconds);
            let now = app.clock.now();
            app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, now)?)).await.unwrap();
            assert_eq!(kept(&app).await, left, "{seconds}");
        }
    }
}

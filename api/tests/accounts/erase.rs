//! Leaving: afterwards nothing says who someone was, and what is recorded stands.

use lssc_api::accounts::person_name;
use lssc_api::outbox::{Delivery, deliver_due};
use lssc_api::record::facts_of;
use shared::accounts::{DELETE_CONFIRMATION, ERASED_NAME};
use shared::competencies::CompetencySet;

use super::{confirm, cookie_of, mailed_token, refresh, register, sign_in, with_token};
use crate::applications::{paid, path, submitted};
use crate::support::*;

async fn leave(client: &Client) -> Reply {
    client.post("/me/delete", json!({"current_password": PASSWORD, "confirmation": DELETE_CONFIRMATION})).await
}

/// Delivers what waits, as a server does that is no demonstration.
async fn deliver(app: &App) {
    let folder = tempfile::tempdir().unwrap();
    let config = lssc_api::config::Config::new("sqlite:unused".parse().unwrap(), "unused".into(), ORIGIN.parse().unwrap());
    let place = Delivery::Folder(folder.path().to_owned());
    deliver_due(&app.db, &app.clock, &config, &place, false).await.unwrap();
}

/// Where any of these texts stands, whatever its case.
async fn standing(app: &App, texts: &[&str]) -> Vec<(String, String, String)> {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let stored = app.read(cells).await;
    stored.into_iter().filter(|(_, _, cell)| texts.iter().any(|text| cell.to_lowercase().contains(text.as_str()))).collect()
}

both! {
    async fn no_column_says_who_someone_was(app) {
        let (holder, staff) = (app.person("Žofie Quillfeather").await, app.staff("Demo Staff").await);
        let body = json!({
            "library_work": [{"from": "2019-01-01", "minutes_per_week": 2100, "employer": "Demo Library of Quinces", "position": "Zanzibar Page"}], "has_diploma": true, "in_support_position": true,
            "position_title": "Keeper of the Zanzibar Shelf", "ala_member_number": "7654321"
        });
        let application = holder.post("/applications", body).await.ok();
        paid(&staff, &application).await;
        staff.post(&path(&application, "/request-information"), json!({"question": "Is Quillfeather your name?"})).await.ok();
        holder.post(&path(&application, "/give-information"), json!({"answer": "Yes, and quinces are my fruit."})).await.ok();
        // Staff send keys, and their answers name the person.
        staff.post_with_key("accept", &path(&application, "/accept"), json!({})).await.ok();
        let course = app.course("Cataloging", &[CompetencySet::Cataloging], "2026-01-01", None).await;
        holder.post_with_key("report", "/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok();
        let extension = json!({"until": "2033-01-01", "reason": "Quillfeather was ill with marmalade fever"});
        staff.post_with_key("extend", &format!("/people/{}/extensions", holder.person()), extension).await.ok();
        let note = json!({"text": "Quillfeather prefers marmalade"});
        staff.post_with_key("note", &format!("/people/{}/notes", holder.person()), note).await.ok();
        // Whatever waits or was tried: another address, a reset, a registration by someone else, wrong passwords, an app.
        holder.post("/me/email", json!({"email": "quillfeather-elsewhere@demo.example", "current_password": PASSWORD})).await.ok();
        app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await.ok();
        register(&app, &holder.email).await.ok();
        sign_in(&app, &holder.email, "kelp-Orbit7-wrong").await.is_problem(401, "wrong_password");
        let cookie = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        holder.post("/me/second-factor", json!({"current_password": PASSWORD})).await.ok();
        holder.put("/me/name", json!({"name": "Žofie Quillfeather-Moss", "current_password": PASSWORD})).await;
        let texts = ["quillfeather", "zanzibar", "quinces", "7654321", "marmalade", holder.email.as_str()];
        assert!(standing(&app, &texts).await.len() > 15);
        let facts = app.read({ let person = holder.person(); move |conn| facts_of(conn, person).unwrap() }).await;

        let reply = leave(&holder).await;
        assert_eq!(reply.status, 204, "{}", reply.text);
        assert!(reply.header("set-cookie").contains("Max-Age=0"));
        holder.get("/me").await.is_problem(401, "session_ended");
        refresh(&app, &cookie).await.is_problem(401, "session_ended");
        // One mail goes to the address; once it is delivered nothing of it is left either.
        assert!(app.mail_to(&holder.email).await.unwrap().contains("is deleted"));
        deliver(&app).await;
        let left: Vec<_> = standing(&app, &texts).await.into_iter().filter(|(table, ..)| table != "invoice_payers").collect();
        assert_eq!(left, []);
        // The named exception: who paid, for the books, until its day.
        let payers = standing(&app, &["quillfeather"]).await;
        assert_eq!(payers.len(), 1, "{payers:?}");
        let invoices = staff.get("/invoices").await.ok();
        assert_eq!(invoices["items"][0]["person_name"], "Žofie Quillfeather-Moss");
        let later = app.clock.now() + chrono::TimeDelta::days(7 * 366) + chrono::TimeDelta::seconds(1);
        app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, later)?)).await.unwrap();
        assert_eq!(standing(&app, &["quillfeather"]).await, []);
        // Facts stay, and one more says what happened.
        let person = holder.person();
        let after = app.read(move |conn| facts_of(conn, person).unwrap()).await;
        assert_eq!(after[..facts.len()], facts);
        assert_eq!(after.last().unwrap().body.kind(), "person_erased");
    }

    async fn certificates_are_verified_without_a_name(app) {
        let (holder, staff) = (app.person("Žofie Quillfeather").await, app.staff("Demo Staff").await);
        app.certify(holder.person(), "2026-11-20").await;
        let certificate = holder.get("/me/certificates").await.ok()["items"][0].clone();
        let number = format!("/verify/{}", certificate["number"].as_str().unwrap());
        let before = app.anyone().get(&number).await.ok();
        assert_eq!((before["name"].as_str(), before["name_erased"].as_bool()), (Some("Žofie Quillfeather"), Some(false)));
        leave(&holder).await.ok();
        let after = app.anyone().get(&number).await.ok();
        assert_eq!((after["name"].as_str(), after["name_erased"].as_bool(), after["state"].as_str()), (None, Some(true), Some("valid")));
        assert_eq!((&after["sets"], &after["certified_on"]), (&before["sets"], &before["certified_on"]));
        // Nobody finds them by name any more; by their id the file is there, and says so.
        assert_eq!(staff.post("/people/search", json!({"text": "quillfeather"})).await.ok()["items"], json!([]));
        assert_eq!(staff.post("/people/search", json!({"text": "erased"})).await.ok()["items"], json!([]));
        let file = staff.get(&format!("/people/{}", holder.person())).await.ok();
        assert_eq!((file["name"].as_str(), file["email"].as_str()), (Some(ERASED_NAME), Some("")));
        assert!(file["erased_at"].is_string() && file["acts"].as_array().unwrap().len() > 1);
        staff.post(&format!("/people/{}/extensions", holder.person()), json!({"until": "2033-01-01", "reason": "x"})).await.is_problem(404, "not_found");
    }

    async fn mails_from_before_and_after_an_address_go_too(app) {
        // Registered and confirmed by mail, wrote to the programme, then another address.
        let old = "quillfeather@demo.example";
        register(&app, old).await.ok();
        confirm(&app, &mailed_token(&app, old).await, PASSWORD).await.ok();
        let session = sign_in(&app, old, PASSWORD).await.ok();
        let holder = with_token(&app, session["access_token"].as_str().unwrap());
        let message = json!({"name": "Žofie", "email": old, "subject": "Quillfeather asks", "message": "Does it count?"});
        app.anyone().post("/messages", message).await.ok();
        app.wait(1);
        holder.post("/me/email", json!({"email": "moss@demo.example", "current_password": PASSWORD})).await.ok();
        let token = mailed_token(&app, "moss@demo.example").await;
        assert_eq!(app.anyone().post("/accounts/confirm-email", json!({"token": token})).await.status, 204);
        assert!(!standing(&app, &[old]).await.is_empty());
        deliver(&app).await;
        assert_eq!(leave(&holder).await.status, 204);
        deliver(&app).await;
        assert_eq!(standing(&app, &["quillfeather", "moss@"]).await, []);
    }

    async fn the_same_address_is_another_person_afterwards(app) {
        let holder = app.person("Žofie Quillfeather").await;
        leave(&holder).await.ok();
        sign_in(&app, &holder.email, PASSWORD).await.is_problem(401, "wrong_password");
        app.wait(1);
        register(&app, &holder.email).await.ok();
        confirm(&app, &mailed_token(&app, &holder.email).await, PASSWORD).await.ok();
        let account = sign_in(&app, &holder.email, PASSWORD).await.ok()["account"].clone();
        assert_ne!(account["person_id"], json!(holder.person()));
        let person = holder.person();
        assert_eq!(app.read(move |conn| person_name(conn, person).unwrap()).await.unwrap(), ERASED_NAME);
    }

    async fn what_waits_is_withdrawn(app) {
        let (holder, staff) = (app.person("Žofie Quillfeather").await, app.staff("Demo Staff").await);
        let application = submitted(&holder).await;
        let question = json!({"question": "Is Quillfeather your name?"});
        staff.post(&path(&application, "/request-information"), question).await.ok();
        leave(&holder).await.ok();
        let left = staff.get(&path(&application, "")).await.ok();
        assert_eq!((&left["state"], &left["questions"][0]["question"]), (&json!("withdrawn"), &Value::Null));
        assert_eq!(staff.get("/applications?state=submitted").await.ok()["items"], json!([]));
        assert_eq!(staff.get("/applications").await.ok()["items"][0]["person_name"], ERASED_NAME);
    }

    async fn it_takes_the_password_and_the_words(app) {
        let holder = app.person("Demo Holder").await;
        let before = app.counts().await;
        for (password, words, member) in [("kelp-Orbit7-wrong", DELETE_CONFIRMATION, "current_password"), (PASSWORD, "delete", "confirmation")] {
            let reply = holder.post("/me/delete", json!({"current_password": password, "confirmation": words})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
        assert_eq!(app.counts().await, before);
        app.anyone().post("/me/delete", json!({})).await.is_problem(401, "signed_out");
    }

    async fn staff_end_their_duties_first(app) {
        for client in [app.staff("Demo Staff").await, app.admin("Demo Admin").await] {
            let reply = leave(&client).await;
            reply.is_problem(409, "duties_open");
            assert!(reply.body["detail"].as_str().unwrap().contains("dismiss"), "{}", reply.text);
            assert_eq!(client.get("/me").await.status, 200);
        }
    }
}

#[test]
fn a_letter_is_answered_at_a_terminal() {
    use crate::startup::{COMPLETE, lssc};
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    let address = lssc_api::db::DatabaseAddress::Sqlite(folder.path().join("var/lssc.db"));
    let db = lssc_api::db::Db::open(&address).unwrap();
    let person = || {
        db.read_blocking(|conn| {
            use diesel::prelude::*;
            use lssc_api::db::schema::people;
            let id: Option<String> = people::table
                .filter(people::name.eq("Demo Holder"))
                .select(people::id)
                .first(conn)
                .optional()
                .map_err(lssc_api::db::StoreError::from)?;
            Ok(id)
        })
        .unwrap()
    };
    let id = person().unwrap();
    let hesitating = lssc(folder.path(), &["people", "erase", &id], &COMPLETE, "no\n");
    assert!(!hesitating.status.success() && person().is_some());
    let erased = lssc(folder.path(), &["people", "erase", &id], &COMPLETE, "erase\n");
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    assert_eq!(person(), None);
    let again = lssc(folder.path(), &["people", "erase", &id], &COMPLETE, "erase\n");
    assert!(String::from_utf8_lossy(&again.stderr).contains("erased before"));
}

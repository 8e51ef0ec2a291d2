use diesel::prelude::*;
use lssc_api::db::StoreError;
use lssc_api::db::schema::{certificates, facts};
use lssc_api::record::{Difference, NewFact, check, facts_of, rebuild};
use shared::facts::FactBody;

use crate::support::*;

async fn number(app: &App, holder: &Client) -> String {
    app.again(holder).await.get("/me/certificates").await.ok()["items"][0]["number"].as_str().unwrap().to_owned()
}

both! {
    async fn a_stranger_learns_name_sets_and_dates_and_nothing_else(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2024-11-22").await;
        let number = number(&app, &holder).await;
        let answer = app.anyone().get(&format!("/verify/{number}")).await.ok();
        let expected = json!({
            "number": number, "as_of": "2026-11-22", "state": "valid", "name": "Demo Holder", "name_erased": false,
            "sets": ["foundations", "communication", "technology", "access", "cataloging", "youth"], "certified_on": "2024-11-22",
            "expires_on": "2028-11-22", "grace_ends_on": "2029-01-22", "revoked_on": null
        });
        assert_eq!(answer, expected);
        app.rename(holder.person(), "Demo Renamed").await;
        assert_eq!(app.anyone().get(&format!("/verify/{number}")).await.ok()["name"], "Demo Renamed");
    }

    async fn it_is_read_as_people_write_it(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2024-11-22").await;
        let number = number(&app, &holder).await;
        for written in [number.to_lowercase(), number.replace('-', ""), number.replace('-', "%20"), number.replace('0', "o").replace('1', "L")] {
            assert_eq!(app.anyone().get(&format!("/verify/{written}")).await.ok()["number"], json!(number), "{written}");
        }
    }

    async fn as_of_a_past_day_it_says_what_was(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2021-11-22").await;
        app.record(vec![NewFact::of(holder.person(), date("2026-06-01"), FactBody::CertificationRevoked)]).await;
        let number = number(&app, &holder).await;
        for (as_of, state, named) in [
            ("1900-01-01", "not_yet", false),
            ("2021-11-21", "not_yet", false),
            ("2021-11-22", "valid", true),
            ("2025-11-22", "valid", true),
            ("2025-11-23", "in_grace", true),
            ("2026-01-22", "in_grace", true),
            ("2026-01-23", "expired", true),
            ("2026-06-01", "revoked", true),
            ("2026-11-22", "revoked", true),
        ] {
            let answer = app.anyone().get(&format!("/verify/{number}?as_of={as_of}")).await.ok();
            assert_eq!((&answer["state"], answer["name"].is_string(), answer["certified_on"].is_string()), (&json!(state), named, named), "{as_of}");
            assert_eq!(answer["revoked_on"].is_string(), state == "revoked", "{as_of}");
            assert_eq!(answer["sets"].as_array().unwrap().is_empty(), !named, "{as_of}");
        }
    }

    async fn a_row_says_what_the_facts_say_and_is_rebuilt_where_it_does_not(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2024-11-22").await;
        let number = number(&app, &holder).await;
        let verified = async || app.anyone().get(&format!("/verify/{number}")).await.ok();
        let told = verified().await;
        let today = app.today();
        // An earlier version wrote no timeline: the facts are asked, and the answer is the same. One that is wrong is found.
        let wrong = json!({"certified_on": "2024-11-22", "route": "sets", "sets": [], "stretches": []}).to_string();
        for (kept, answered) in [(None, true), (Some("of another shape".to_owned()), true), (Some(wrong), false)] {
            let row = kept.clone();
            app.db.write(move |tx| {
                diesel::update(certificates::table).set(certificates::timeline.eq(row.clone())).execute(tx).map_err(StoreError::from)?;
                Ok(())
            }).await.unwrap();
            assert_eq!(verified().await == told, answered, "{kept:?}");
            assert_eq!(app.db.read(move |conn| check(conn, today)).await.unwrap(), [Difference::Cache(holder.person())], "{kept:?}");
            app.db.write(move |tx| rebuild(tx, today)).await.unwrap();
            assert_eq!(app.db.read(move |conn| check(conn, today)).await.unwrap(), [], "{kept:?}");
            assert_eq!(verified().await, told, "{kept:?}");
        }
    }

    async fn what_an_earlier_version_records_counts_at_once(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2024-11-22").await;
        let number = number(&app, &holder).await;
        let person = holder.person().to_string();
        // It inserts the fact, and knows of no timeline.
        app.db.write(move |tx| {
            let act: String = facts::table.select(facts::act_id).first(tx).map_err(StoreError::from)?;
            let row = (
                facts::id.eq("ffffffff-ffff-7fff-bfff-ffffffffffff"), facts::act_id.eq(act), facts::person_id.eq(&person), facts::kind.eq("certification_revoked"),
                facts::on_date.eq("2026-06-01"), facts::recorded_at.eq("2026-06-01T12:00:00.000000Z"), facts::body.eq(json!({"fact": "certification_revoked"}).to_string()),
            );
            diesel::insert_into(facts::table).values(row).execute(tx).map_err(StoreError::from)?;
            Ok(())
        }).await.unwrap();
        assert_eq!(app.anyone().get(&format!("/verify/{number}")).await.ok()["state"], "revoked");
    }

    async fn a_certificate_that_was_struck_is_unknown(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2024-11-22").await;
        let number = number(&app, &holder).await;
        let person = holder.person();
        let facts = app.db.read(move |conn| Ok(facts_of(conn, person)?)).await.unwrap();
        let issued = facts.into_iter().find(|fact| matches!(fact.body, FactBody::CertificateIssued { .. })).unwrap();
        let struck = FactBody::FactCorrected { corrected: issued.id, replacement: None };
        app.record(vec![NewFact::of(person, issued.on, struck)]).await;
        assert_eq!(app.anyone().get(&format!("/verify/{number}")).await.ok()["state"], "unknown");
    }

    async fn a_number_never_given_is_unknown(app) {
        let answer = app.anyone().get("/verify/05AFMS-Y38DJQ-W16BGN-TZ4K").await.ok();
        let expected = json!({
            "number": "05AFMS-Y38DJQ-W16BGN-TZ4K", "as_of": "2026-11-22", "state": "unknown", "name": null, "name_erased": false, "sets": [], "certified_on": null,
            "expires_on": null, "grace_ends_on": null, "revoked_on": null
        });
        assert_eq!(answer, expected);
    }

    async fn what_cannot_be_a_number_is_refused_with_what_is_wrong(app) {
        for (path, status, code, member) in [
            ("05AFMS-Y38DJQ-W16BGN-TZ4L", 422, "invalid", "number"),
            ("05AFMS", 422, "invalid", "number"),
            ("05AFMS-Y38DJQ-W16BGN-TZ4%00", 422, "invalid", "number"),
            ("%E5%9B%BE", 422, "invalid", "number"),
            ("05AFMS-Y38DJQ-W16BGN-TZ4K?as_of=2026-11-23", 422, "invalid", "as_of"),
            ("05AFMS-Y38DJQ-W16BGN-TZ4K?as_of=2026-11-31", 400, "unreadable", "as_of"),
            ("05AFMS-Y38DJQ-W16BGN-TZ4K?name=yes", 400, "unreadable", "name"),
        ] {
            let reply = app.anyone().get(&format!("/verify/{path}")).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), [member], "{path}");
        }
        let mistyped = app.anyone().get("/verify/05AFMS-Y38DJQ-W16BGN-TZ4L").await;
        assert_eq!(mistyped.body["errors"][0]["detail"], "this number has a typing error: its last character does not fit the others");
    }
}

use futures_util::future::join;
use shared::facts::FactBody;

use super::*;

/// An application with one member changed.
fn with(member: &str, value: Value) -> Value {
    let mut application = eligible();
    application[member] = value;
    application
}

both! {
    async fn an_application_is_answered_with_its_hours_and_invoiced(app) {
        let applicant = app.person("Demo Candidate").await;
        let before = app.counts().await;
        let reply = applicant.post("/applications", with("ala_member_number", json!(" 123456 "))).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut application = reply.body;
        let invoice = application["invoice_id"].take();
        for member in ["id", "person_id"] {
            application[member].take();
        }
        insta::allow_duplicates! {
            insta::assert_json_snapshot!(application, @r#"
            {
              "admitted_on": null,
              "ala_member_number": "123456",
              "confirmations": [],
              "decided_on": null,
              "decision_reason": null,
              "eligibility": {
                "eligible": true,
                "library_minutes": 536100,
                "window_from": "2021-11-22"
              },
              "evidence": [],
              "has_diploma": true,
              "id": null,
              "in_support_position": true,
              "invoice_id": null,
              "library_work": [
                {
                  "employer": null,
                  "engagement": null,
                  "from": "2022-01-01",
                  "library_kind": null,
                  "minutes_per_week": 2100,
                  "position": null,
                  "until": null
                }
              ],
              "missing": [
                "job_details",
                "payment"
              ],
              "person_id": null,
              "person_name": "Demo Candidate",
              "position_title": "Circulation assistant",
              "questions": [],
              "reasons": [
                {
                  "question": 6,
                  "rule": "diploma",
                  "sentence": "You have a high-school diploma or its equivalent."
                },
                {
                  "question": 3,
                  "rule": "support_position",
                  "sentence": "Your position does not require a master's degree in library science."
                },
                {
                  "question": 6,
                  "rule": "library_hours",
                  "sentence": "8,935 hours of library work count since 22 November 2021; 1,820 hours are needed."
                }
              ],
              "state": "submitted",
              "submitted_on": "2026-11-22"
            }
            "#);
        }
        // One act with its application and its invoice, and one mail.
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 2, 1));
        let invoice = applicant.get(&format!("/invoices/{}", invoice.as_str().unwrap())).await.ok();
        assert_eq!((&invoice["lines"][0]["charge"], &invoice["owed_cents"]), (&json!("application_fee_member"), &json!(32_500)));
        let mail = app.mail_to(&applicant.email).await.unwrap();
        assert!(mail.contains("$325.00") && mail.contains(&format!("{ORIGIN}/invoices/")), "{mail}");
    }

    async fn who_is_not_eligible_may_apply_and_is_told(app) {
        let applicant = app.person("Demo Candidate").await;
        let mut application = eligible();
        application["has_diploma"] = json!(false);
        application["library_work"] = json!([{"from": "2026-01-01", "until": "2026-01-31", "minutes_per_week": 2100}]);
        let answer = applicant.post("/applications", application).await.ok();
        assert_eq!(answer["eligibility"], json!({"eligible": false, "library_minutes": 9300, "window_from": "2021-11-22"}));
        assert_eq!(answer["reasons"][0]["sentence"], "A high-school diploma or its equivalent is needed.");
        assert_eq!(answer["reasons"][2]["sentence"], "155 hours of library work count since 22 November 2021; 1,820 hours are needed.");
    }

    async fn only_one_application_is_open_at_a_time(app) {
        let applicant = app.person("Demo Candidate").await;
        submitted(&applicant).await;
        let before = app.counts().await;
        let reply = applicant.post("/applications", eligible()).await;
        let problem = reply.is_problem(422, "application_open");
        assert_eq!(problem["reasons"][0]["question"], 7);
        assert_eq!(app.counts().await, before);
    }

    async fn of_two_applications_at_once_one_is_taken(app) {
        for round in 0..5 {
            let applicant = app.person(&format!("Demo Candidate {round}")).await;
            let before = app.counts().await;
            let (one, other) = join(applicant.post("/applications", eligible()), applicant.post("/applications", eligible())).await;
            let (taken, refused) = if one.status == 201 { (one, other) } else { (other, one) };
            assert_eq!(taken.status, 201, "{}", taken.text);
            refused.is_problem(422, "application_open");
            let after = app.counts().await;
            assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 2, 1));
        }
    }

    async fn who_is_admitted_cannot_apply_until_that_has_ended(app) {
        let applicant = app.person("Demo Candidate").await;
        app.admit(applicant.person(), "2024-02-01").await;
        let before = app.counts().await;
        applicant.post("/applications", eligible()).await.is_problem(422, "already_admitted");
        assert_eq!(app.counts().await, before);
        // The last day of the candidacy, and the day after.
        app.set_today("2028-02-01");
        app.again(&applicant).await.post("/applications", eligible()).await.is_problem(422, "already_admitted");
        app.set_today("2028-02-02");
        app.again(&applicant).await.post("/applications", eligible()).await.ok();
    }

    async fn after_a_revocation_staff_must_allow_it_and_it_is_a_new_day(app) {
        let applicant = app.person("Demo Candidate").await;
        app.admit(applicant.person(), "2026-01-01").await;
        let of_today = |body| lssc_api::record::NewFact::of(applicant.person(), app.today(), body);
        app.record(vec![of_today(FactBody::CertificationRevoked)]).await;
        applicant.post("/applications", eligible()).await.is_problem(422, "readmission_needed");
        app.record(vec![of_today(FactBody::ReadmissionAllowed)]).await;
        applicant.post("/applications", eligible()).await.is_problem(422, "readmission_tomorrow");
        app.set_today("2026-11-23");
        app.again(&applicant).await.post("/applications", eligible()).await.ok();
    }

    async fn what_cannot_be_is_named_and_nothing_is_recorded(app) {
        let applicant = app.person("Demo Candidate").await;
        let job = |from: &str, until: Value, hours: u32| json!([{"from": from, "until": until, "minutes_per_week": hours * 60}]);
        let before = app.counts().await;
        for (application, member) in [
            (with("library_work", job("2024-01-02", json!("2024-01-01"), 20)), "library_work[0].until"),
            (with("library_work", job("2026-11-23", Value::Null, 20)), "library_work[0].from"),
            (with("library_work", job("2024-01-01", json!("2026-11-23"), 20)), "library_work[0].until"),
            (with("library_work", job("2024-01-01", Value::Null, 200)), "library_work[0].minutes_per_week"),
            (with("library_work", job("2024-01-01", Value::Null, 101)), "library_work[0].minutes_per_week"),
            (with("library_work", job("2024-01-01", Value::Null, 0)), "library_work[0].minutes_per_week"),
            (with("library_work", json!([])), "library_work"),
            (with("library_work", json!(vec![job("2024-01-01", Value::Null, 1)[0].clone(); 51])), "library_work"),
            (with("position_title", json!("")), "position_title"),
            (with("position_title", json!(" \u{3000} ")), "position_title"),
            (with("position_title", json!("a".repeat(201))), "position_title"),
            (with("position_title", json!("a\u{0}b")), "position_title"),
            (with("position_title", json!("a\nb")), "position_title"),
            (with("ala_member_number", json!("1".repeat(21))), "ala_member_number"),
            (with("ala_member_number", json!("")), "ala_member_number"),
            (with("ala_member_number", json!("1\u{0}")), "ala_member_number"),
            (with("evidence", json!(["01993e5c-6f00-7cc2-8000-0242ac120002"])), "evidence[0]"),
        ] {
            let reply = applicant.post("/applications", application).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member], "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn what_is_said_of_a_job_is_kept_and_judged(app) {
        let applicant = app.person("Demo Candidate").await;
        let job = |employer: &str, kind: &str, position: &str| {
            json!([{"from": "2022-01-01", "until": null, "minutes_per_week": 2100, "employer": employer, "library_kind": kind, "position": position,
                "engagement": "volunteer"}])
        };
        let before = app.counts().await;
        for (work, code, member) in [
            (job("", "public", "Page"), "invalid", "library_work[0].employer"),
            (job(&"ж".repeat(201), "public", "Page"), "invalid", "library_work[0].employer"),
            (job("Demo Valley", "public", "a\nb"), "invalid", "library_work[0].position"),
            (job("Demo Valley", "castle", "Page"), "unreadable", "library_work[0].library_kind"),
        ] {
            let reply = applicant.post("/applications", with("library_work", work)).await;
            reply.is_problem(if code == "invalid" { 422 } else { 400 }, code);
            assert_eq!(reply.members(), [member], "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        let answer = applicant.post("/applications", with("library_work", job(&format!(" {} ", "e\u{301}".repeat(200)), "special", "Page"))).await.ok();
        assert_eq!(answer["library_work"], job(&"é".repeat(200), "special", "Page"));
        assert_eq!(answer["missing"], json!(["payment"]));
        assert_eq!(applicant.get(&path(&answer, "")).await.ok(), answer);
    }

    async fn what_does_not_parse_is_named(app) {
        let applicant = app.person("Demo Candidate").await;
        let before = app.counts().await;
        for (application, member) in [
            (with("library_work", json!([{"from": "2026-02-30", "minutes_per_week": 60}])), "library_work[0].from"),
            (with("library_work", json!([{"from": "20260101", "minutes_per_week": 60}])), "library_work[0].from"),
            (with("library_work", json!([{"from": "2026-01-01", "minutes_per_week": -1}])), "library_work[0].minutes_per_week"),
            (with("library_work", json!([{"from": "2026-01-01"}])), "library_work[0].minutes_per_week"),
            (with("has_diploma", json!("yes")), "has_diploma"),
            (with("status", json!("accepted")), "status"),
            (json!({}), "library_work"),
        ] {
            let reply = applicant.post("/applications", application).await;
            reply.is_problem(400, "unreadable");
            assert_eq!(reply.members(), [member], "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn texts_at_their_limit_are_taken_in_every_script(app) {
        for (number, character) in ["a", "é", "ж", "图", "ن", "ก", "한", "𐍈", "🕮"].into_iter().enumerate() {
            let applicant = app.person(&format!("Demo Candidate {number}")).await;
            let title = character.repeat(200);
            let answer = applicant.post("/applications", with("position_title", json!(title))).await.ok();
            assert_eq!(answer["position_title"], title);
        }
        // Two code points that are one character in normal form.
        let applicant = app.person("Demo Candidate").await;
        let mut application = with("position_title", json!("e\u{301}".repeat(200)));
        application["ala_member_number"] = json!("1".repeat(20));
        application["library_work"] = json!(vec![json!({"from": "2026-11-22", "until": "2026-11-22", "minutes_per_week": 6000}); 50]);
        let reply = applicant.post("/applications", application).await;
        assert_eq!((reply.status, reply.body["position_title"].as_str()), (201, Some("é".repeat(200).as_str())), "{}", reply.text);
    }

    async fn one_must_be_signed_in(app) {
        let before = app.counts().await;
        app.anyone().post("/applications", eligible()).await.is_problem(401, "signed_out");
        assert_eq!(app.counts().await, before);
    }
}

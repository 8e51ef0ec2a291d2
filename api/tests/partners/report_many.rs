//! Many completions in one request.

use actix_web::test::TestRequest;
use lssc_api::partners::{BATCH_BYTES_MAX, BATCH_ROWS_MAX, ROW_BYTES_MAX};

use super::{number, partner_with_course, row};
use crate::support::*;

const NDJSON: &str = "application/x-ndjson";
const CSV: &str = "text/csv; charset=utf-8";

pub(super) async fn send(partner: &Client, media_type: &str, key: Option<&str>, body: impl Into<Vec<u8>>) -> Reply {
    let mut request = TestRequest::post().uri("/api/v1/partner/reports/batch").insert_header(("Content-Type", media_type));
    if let Some(key) = key {
        request = request.insert_header(("Idempotency-Key", key));
    }
    partner.send(request.set_payload(body.into())).await
}

pub(super) fn lines(reply: &Reply) -> Vec<Value> {
    assert_eq!((reply.status, reply.header("content-type")), (200, NDJSON), "{}", reply.text);
    reply.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn outcomes(reply: &Reply) -> Vec<(u64, String)> {
    lines(reply)
        .iter()
        .map(|line| {
            let outcome = line["problem"]["code"].as_str().or(line["outcome"].as_str()).unwrap();
            (line["row"].as_u64().unwrap(), outcome.to_owned())
        })
        .collect()
}

fn numbered(outcomes: &[&str]) -> Vec<(u64, String)> {
    (1..).zip(outcomes.iter().map(|&outcome| outcome.to_owned())).collect()
}

both! {
    async fn each_row_has_its_own_answer_in_both_formats(app) {
        let (partner, course) = partner_with_course(&app).await;
        let (first, second) = (app.person("Demo Candidate").await, app.person("Second, Demo Candidate").await);
        let (one, two) = (number(&first).await, number(&second).await);
        let ndjson = [
            row(&one, "Candidate", course, "2026-11-20").to_string(),
            String::new(),
            "{".to_owned(),
            row(&two, "Reader", course, "2026-11-20").to_string(),
            row(&two, "Second", course, "2026-11-23").to_string(),
            row(&one, "Candidate", course, "2026-11-20").to_string(),
            row(&two, "Second", course, "2026-11-20").to_string(),
        ];
        let before = app.counts().await;
        let reply = send(&partner, NDJSON, None, ndjson.join("\r\n")).await;
        assert_eq!(outcomes(&reply), numbered(&["recorded", "unreadable", "candidate_unknown", "invalid", "already_recorded", "recorded"]));
        assert_eq!(lines(&reply)[3]["problem"]["errors"][0]["member"], "completed_on");
        // Nothing for those that were refused; an act for each that was recorded.
        let (acts, facts, _) = app.counts().await;
        assert_eq!((acts - before.0, facts - before.1), (2, 8));

        let csv = format!(
            "\u{feff}completed_on,family_name,candidate_number,course_id\r\n2026-11-19,Candidate,{one},{course}\r\n\r\n2026-11-19,\"Second, Demo\",{two},{course}\r\n2026-11-19,Candidate,{one}\r\n2026-02-30,Candidate,{one},{course}\r\n"
        );
        let reply = send(&partner, CSV, None, csv).await;
        assert_eq!(outcomes(&reply), numbered(&["recorded", "recorded", "unreadable", "unreadable"]));
        assert_eq!(lines(&reply)[3]["problem"]["errors"][0]["member"], "completed_on");
        // A quotation mark that is never closed spoils its own row, and none after it.
        let csv = format!(
            "candidate_number,family_name,course_id,completed_on\n{one},\"Candidate,{course},2026-11-18\n{one},\"Candidate\",{course},2026-11-17\n"
        );
        let reply = send(&partner, CSV, None, csv).await;
        assert_eq!(outcomes(&reply), numbered(&["unreadable", "recorded"]));
        assert!(lines(&reply)[0]["problem"]["errors"][0]["detail"].as_str().unwrap().contains("quotation mark"), "{}", reply.text);
        let mut broken = format!("candidate_number,family_name,course_id,completed_on\n{one},").into_bytes();
        broken.extend([0xff, 0xfe]);
        broken.extend(format!(",{course},2026-11-20\n{one},Candidate,{course},2026-11-20\n").into_bytes());
        assert_eq!(outcomes(&send(&partner, CSV, None, broken).await), numbered(&["unreadable", "already_recorded"]));
    }

    async fn what_is_wrong_with_the_whole_is_said_before_anything_is_recorded(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        let good = row(&number(&candidate).await, "Candidate", course, "2026-11-20").to_string();
        let before = app.counts().await;
        for (media_type, body, status, code, member) in [
            ("application/json", good.clone(), 415, "not_rows", ""),
            (NDJSON, String::new(), 422, "invalid", "body"),
            (NDJSON, "\n \n".to_owned(), 422, "invalid", "body"),
            (NDJSON, format!("{good}\n{}", "x\n".repeat(BATCH_ROWS_MAX)), 422, "invalid", "body"),
            (CSV, "candidate_number,family_name,course_id,completed_on\n".to_owned(), 422, "invalid", "body"),
            (CSV, "candidate_number,family_name,course_id\n".to_owned(), 400, "unreadable", "header"),
            (CSV, "candidate_number,family_name,course_id,completed_on,completed_on\n".to_owned(), 400, "unreadable", "header"),
            (CSV, "number,family_name,course_id,completed_on\n".to_owned(), 400, "unreadable", "header"),
            (CSV, "candidate_number,\"family_name,course_id,completed_on\n".to_owned(), 400, "unreadable", "header"),
            (NDJSON, format!("{good}{}", " ".repeat(BATCH_BYTES_MAX)), 413, "too_large", ""),
        ] {
            let reply = send(&partner, media_type, None, body).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), if member.is_empty() { vec![] } else { vec![member] }, "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        send(&app.anyone(), NDJSON, None, good.clone()).await.is_problem(401, "signed_out");
        let padded = format!("{good}{}", " ".repeat(BATCH_BYTES_MAX - good.len()));
        assert_eq!(outcomes(&send(&partner, NDJSON, None, padded).await), numbered(&["recorded"]));
    }

    async fn a_row_has_a_length(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        let good = row(&number(&candidate).await, "Candidate", course, "2026-11-20").to_string();
        let of_length = |bytes: usize| format!("{}{}}}", &good[..good.len() - 1], " ".repeat(bytes - good.len()));
        let body = [of_length(ROW_BYTES_MAX + 1), of_length(ROW_BYTES_MAX)].join("\n");
        assert_eq!(outcomes(&send(&partner, NDJSON, None, body).await), numbered(&["unreadable", "recorded"]));
    }

    async fn a_repetition_answers_every_row_alike(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        let one = number(&candidate).await;
        let body = [row(&one, "Candidate", course, "2026-11-20").to_string(), row(&one, "Nobody", course, "2026-11-20").to_string()].join("\n");
        let first = send(&partner, NDJSON, Some("key-1"), body.clone()).await;
        assert_eq!(outcomes(&first), numbered(&["recorded", "candidate_unknown"]));
        let before = app.counts().await;
        // What was refused stays refused under its key, even where it could be recorded by now.
        app.rename(candidate.person(), "Demo Nobody Candidate").await;
        assert_eq!(send(&partner, NDJSON, Some("key-1"), body.clone()).await.text, first.text);
        assert_eq!(app.counts().await, before);
        send(&partner, NDJSON, Some("key-1"), format!("{body}\n")).await.is_problem(409, "idempotency_key_reused");
        send(&partner, NDJSON, Some("a b"), body.clone()).await.is_problem(400, "unreadable");
        // Keys are each partner's own.
        let other = app.partner("Another Demo Library").await;
        assert_eq!(outcomes(&send(&other, NDJSON, Some("key-1"), body.clone()).await), numbered(&["invalid", "invalid"]));
        assert_eq!(outcomes(&send(&partner, NDJSON, Some("key-2"), body.clone()).await), numbered(&["already_recorded", "already_recorded"]));
        // After a day the key is forgotten.
        app.wait(24 * 3600 + 1);
        let id = partner_id(&app).await;
        let partner = app.partner_with(id, &shared::partners::Scope::ALL).await;
        assert_eq!(outcomes(&send(&partner, NDJSON, Some("key-1"), body).await), numbered(&["already_recorded", "already_recorded"]));
    }

    async fn a_number_is_guessed_at_ten_times_a_day_and_no_more(app) {
        let (partner, course) = partner_with_course(&app).await;
        let other = app.partner("Another Demo Library").await;
        let (candidate, second) = (app.person("Demo Candidate").await, app.person("Second Candidate").await);
        let (one, two) = (number(&candidate).await, number(&second).await);
        let guesses: Vec<String> = (0..9).map(|guess| row(&one, &format!("Guess{guess}"), course, "2026-11-20").to_string()).collect();
        assert_eq!(outcomes(&send(&partner, NDJSON, None, guesses.join("\n")).await), numbered(&["candidate_unknown"; 9]));
        // One by one they count alike, and what is wrong with the course is no guess.
        let unknown = shared::ids::CourseId(lssc_api::ids::fresh());
        partner.post("/partner/reports", row(&one, "Guess", unknown, "2026-11-20")).await.is_problem(422, "invalid");
        partner.post("/partner/reports", row(&one, "Guess9", course, "2026-11-20")).await.is_problem(422, "candidate_unknown");
        // Now the right one is not told from a wrong one any more, in a file or by itself.
        let both = [row(&one, "Candidate", course, "2026-11-20").to_string(), row(&two, "Candidate", course, "2026-11-20").to_string()];
        assert_eq!(outcomes(&send(&partner, NDJSON, None, both.join("\n")).await), numbered(&["too_many", "recorded"]));
        let refused = partner.post("/partner/reports", row(&one, "Candidate", course, "2026-11-20")).await;
        refused.is_problem(429, "too_many");
        assert_eq!(refused.header("retry-after"), "86400");
        // Nor by another partner, of a course of its own.
        let theirs = app.course_of("Another Demo Library", "Theirs", &[shared::competencies::CompetencySet::Youth], "2025-01-10", None).await;
        other.post("/partner/reports", row(&one, "Candidate", theirs, "2026-11-20")).await.is_problem(429, "too_many");
        app.wait(24 * 3600);
        let partner = app.partner_with(partner_id(&app).await, &shared::partners::Scope::ALL).await;
        partner.post("/partner/reports", row(&one, "Candidate", course, "2026-11-20")).await.ok();
    }

    async fn a_partner_guesses_a_thousand_times_a_day_and_no_more(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        let guesses: Vec<String> = (0..1_001_u16)
            .map(|guess| {
                let mut random = [0; 7];
                random[..2].copy_from_slice(&guess.to_be_bytes());
                row(&shared::people::CandidateNumber::from_random(random).to_string(), "Guess", course, "2026-11-20").to_string()
            })
            .collect();
        let found = outcomes(&send(&partner, NDJSON, None, guesses.join("\n")).await);
        assert!(found[..1000].iter().all(|(_, code)| code == "candidate_unknown"));
        assert_eq!(found[1000].1, "too_many");
        partner.post("/partner/reports", row(&number(&candidate).await, "Candidate", course, "2026-11-20")).await.is_problem(429, "too_many");
    }

    async fn as_many_as_allowed_are_answered_in_order(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        let one = number(&candidate).await;
        let mut body = vec![row("7", "x", course, "2026-11-20").to_string(); BATCH_ROWS_MAX];
        body[0] = row(&one, "Candidate", course, "2026-11-20").to_string();
        body[BATCH_ROWS_MAX - 1] = row(&one, "Candidate", course, "2026-11-19").to_string();
        let found = outcomes(&send(&partner, NDJSON, None, body.join("\n")).await);
        assert_eq!(found.len(), BATCH_ROWS_MAX);
        assert!(found.iter().zip(1..).all(|((row, _), expected)| *row == expected));
        let recorded: Vec<u64> = found.iter().filter(|(_, outcome)| outcome == "recorded").map(|(row, _)| *row).collect();
        assert_eq!(recorded, [1, u64::try_from(BATCH_ROWS_MAX).unwrap()]);
    }
}

/// The partner of the fixtures' courses.
async fn partner_id(app: &App) -> shared::ids::PartnerId {
    app.read(|conn| {
        use diesel::prelude::*;
        use lssc_api::db::schema::partners::dsl;
        let id: String = dsl::partners.filter(dsl::provider.eq(super::PROVIDER)).select(dsl::id).first(conn).unwrap();
        id.parse().unwrap()
    })
    .await
}

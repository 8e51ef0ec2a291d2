use futures_util::future::join_all;

use super::*;

both! {
    async fn opened_twice_it_is_the_same_session(app) {
        let (applicant, path) = invoiced(&app).await;
        let checkout = format!("{path}/checkout");
        let before = app.counts().await;
        let reply = applicant.post(&checkout, json!({})).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let url = reply.body["url"].as_str().unwrap().to_owned();
        let session = url.strip_prefix(&format!("{ORIGIN}/test-gateway/")).unwrap();
        // 256 bits in base 64.
        assert_eq!(session.len(), 43);
        for reply in join_all((0..8).map(|_| applicant.post(&checkout, json!({})))).await {
            assert_eq!(reply.ok()["url"], url);
        }
        // Opening records nothing.
        assert_eq!(app.counts().await, before);
    }

    async fn at_the_same_moment_one_session_opens(app) {
        let (applicant, path) = invoiced(&app).await;
        let checkout = format!("{path}/checkout");
        let mut urls: Vec<_> = join_all((0..16).map(|_| applicant.post(&checkout, json!({})))).await.into_iter().map(|reply| reply.ok()["url"].to_string()).collect();
        urls.dedup();
        assert_eq!(urls.len(), 1);
    }

    async fn where_less_is_owed_it_is_another_session(app) {
        let (applicant, path) = invoiced(&app).await;
        let checkout = format!("{path}/checkout");
        let first = applicant.post(&checkout, json!({})).await.ok();
        app.staff("Demo Staff").await.post(&payments(&path), check("1001", 5_000)).await.ok();
        assert_ne!(applicant.post(&checkout, json!({})).await.ok(), first);
    }

    async fn one_pays_what_is_owed_and_ones_own(app) {
        let (applicant, path) = invoiced(&app).await;
        let checkout = format!("{path}/checkout");
        let staff = app.staff("Demo Staff").await;
        app.person("Demo Other").await.post(&checkout, json!({})).await.is_problem(404, "not_found");
        staff.post(&checkout, json!({})).await.is_problem(404, "not_found");
        app.anyone().post(&checkout, json!({})).await.is_problem(401, "signed_out");
        applicant.post("/invoices/01993e5c-6f00-7cc2-8000-0242ac120002/checkout", json!({})).await.is_problem(404, "not_found");
        applicant.post(&checkout, json!({"amount_cents": 1})).await.is_problem(400, "unreadable");
        staff.post(&payments(&path), check("1001", 35_000)).await.ok();
        applicant.post(&checkout, json!({})).await.is_problem(409, "nothing_owed");
    }
}

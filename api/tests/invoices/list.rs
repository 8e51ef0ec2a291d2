use super::*;

/// How many invoices a page holds.
async fn count(staff: &Client, query: &str) -> usize {
    staff.get(&format!("/invoices{query}")).await.ok()["items"].as_array().unwrap().len()
}

both! {
    async fn each_state_lists_its_own(app) {
        let staff = app.staff("Demo Staff").await;
        for (paid_cents, verb) in [(0, ""), (5_000, ""), (35_000, ""), (0, "/refuse"), (100, "/refuse"), (35_000, "/accept")] {
            let applicant = app.person("Demo Candidate").await;
            let application = submitted(&applicant).await;
            if paid_cents > 0 {
                let path = payments(&format!("/invoices/{}", application["invoice_id"].as_str().unwrap()));
                staff.post(&path, check("1001", paid_cents)).await.ok();
            }
            let body = if verb == "/refuse" { json!({"reason": "Too few hours."}) } else { json!({}) };
            if !verb.is_empty() {
                staff.post(&crate::applications::path(&application, verb), body).await.ok();
            }
        }
        for (query, items) in [("", 6), ("?state=open", 2), ("?state=paid", 2), ("?state=void", 1), ("?state=refund_due", 1)] {
            assert_eq!(count(&staff, query).await, items, "{query}");
        }
        let first = staff.get("/invoices?state=paid&limit=1").await.ok();
        let second = staff.get(&format!("/invoices?state=paid&limit=1&after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
        assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    }

    async fn what_cannot_be_asked_is_named(app) {
        let staff = app.staff("Demo Staff").await;
        for (query, status, member) in [("state=owed", 400, "state"), ("page=2", 400, "page"), ("limit=0", 422, "limit"), ("limit=201", 422, "limit"), ("after=*", 422, "after")] {
            let reply = staff.get(&format!("/invoices?{query}")).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{query}: {}", reply.text);
        }
    }

    async fn staff_alone_list_them(app) {
        app.person("Demo Candidate").await.get("/invoices").await.is_problem(403, "forbidden");
        app.admin("Demo Admin").await.get("/invoices").await.is_problem(403, "forbidden");
        app.anyone().get("/invoices").await.is_problem(401, "signed_out");
    }
}

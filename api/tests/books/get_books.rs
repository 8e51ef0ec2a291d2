use super::*;

both! {
    async fn the_books_say_what_came_and_what_is_owed(app) {
        let staff = app.staff("Demo Staff").await;
        let empty = staff.get("/books").await.ok();
        assert_eq!((&empty["findings_total"], &empty["received_cents"]), (&json!(0), &json!(0)));
        let (first, second) = (invoiced(&app).await, invoiced(&app).await);
        paid(&staff, &first.1, "1001", 36_000).await;
        let money = unassigned(&staff, "2001", 5_000).await;
        put(&staff, &money, &second.1, 5_000).await.ok();
        let mut books = staff.get("/books").await.ok();
        assert_eq!(books["unallocated"].as_array().unwrap().len(), 1);
        books["unallocated"].take();
        insta::allow_duplicates! {
            insta::assert_json_snapshot!(books, @r#"
            {
              "allocated_cents": 40000,
              "as_of": "2026-11-22",
              "charged_cents": 70000,
              "credited_cents": 0,
              "findings": [],
              "findings_total": 0,
              "owed": [
                {
                  "invoices": 1,
                  "month": "2026-11",
                  "owed_cents": 30000
                }
              ],
              "received_cents": 41000,
              "refunds": [],
              "returned_cents": 0,
              "revenue": [
                {
                  "amount_cents": 40000,
                  "kind": "application_fee",
                  "month": "2026-11"
                }
              ],
              "unallocated": null,
              "unallocated_cents": 1000,
              "unallocated_total": 1
            }
            "#);
        }
    }

    async fn staff_alone_read_them(app) {
        app.person("Demo Candidate").await.get("/books").await.is_problem(403, "forbidden");
        app.admin("Demo Admin").await.get("/books").await.is_problem(403, "forbidden");
        app.anyone().get("/books").await.is_problem(401, "signed_out");
    }
}

use super::*;

const UNKNOWN: &str = "/invoices/01993e5c-6f00-7cc2-8000-0242ac120002";

both! {
    async fn an_invoice_says_what_is_owed_and_what_came(app) {
        let (applicant, path) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        staff.post(&payments(&path), check("1001", 5_000)).await.ok();
        let mut invoice = applicant.get(&path).await.ok();
        assert_eq!(staff.get(&path).await.ok(), invoice);
        for member in ["id", "person_id", "application_id", "person_name"] {
            invoice[member].take();
        }
        invoice["payments"][0]["id"].take();
        insta::allow_duplicates! {
            insta::assert_json_snapshot!(invoice, @r#"
            {
              "application_id": null,
              "card_offered": true,
              "credited_cents": 0,
              "id": null,
              "issued_on": "2026-11-22",
              "lines": [
                {
                  "amount_cents": 35000,
                  "charge": "application_fee"
                }
              ],
              "number": "2026-00001",
              "order": null,
              "over_cents": 0,
              "owed_cents": 30000,
              "paid_cents": 5000,
              "payments": [
                {
                  "amount_cents": 5000,
                  "id": null,
                  "method": "check",
                  "number": "R2026-00001",
                  "received_on": "2026-11-22",
                  "reference": "1001",
                  "refunded_cents": 0,
                  "reversed": false
                }
              ],
              "person_id": null,
              "person_name": null,
              "state": "open",
              "total_cents": 35000
            }
            "#);
        }
    }

    async fn to_others_it_is_not_there(app) {
        let (_, path) = invoiced(&app).await;
        app.person("Demo Other").await.get(&path).await.is_problem(404, "not_found");
        app.admin("Demo Admin").await.get(&path).await.is_problem(404, "not_found");
        app.anyone().get(&path).await.is_problem(401, "signed_out");
        let staff = app.staff("Demo Staff").await;
        staff.get(UNKNOWN).await.is_problem(404, "not_found");
        staff.get("/invoices/%00").await.is_problem(404, "not_found");
    }
}

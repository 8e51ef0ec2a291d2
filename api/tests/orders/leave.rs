//! What becomes of orders and of who is on them in time, and where somebody leaves.

use shared::accounts::{DELETE_CONFIRMATION, ERASED_NAME};

use super::*;

async fn tidied(app: &App) {
    let now = app.clock.now();
    app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, now)?)).await.unwrap();
}

both! {
    async fn who_leaves_stands_on_no_order(app) {
        let (buyer, person) = (app.buyer("Demo Valley").await, app.person("Žofie Quillfeather").await);
        let marked = json!({"name": "Žofie Quillfeather", "email": person.email, "ala_member_number": "7654321", "amount_cents": 32_500});
        let issued = drafted(&buyer, &[marked.clone(), line("Demo Other", "other@demo.example")]).await;
        issue(&buyer, &issued).await.ok();
        let draft = drafted(&buyer, &[marked, line("Demo Other", "other@demo.example")]).await;
        let body = json!({"current_password": PASSWORD, "confirmation": DELETE_CONFIRMATION});
        assert_eq!(person.post("/me/delete", body).await.status, 204);
        let lines = lines_of(&buyer, &issued).await;
        assert_eq!((&lines[0]["name"], &lines[0]["email"], &lines[0]["ala_member_number"]), (&json!(ERASED_NAME), &Value::Null, &Value::Null));
        assert_eq!((&lines[0]["amount_cents"], &lines[1]["name"]), (&json!(32_500), &json!("Demo Other")));
        // Nothing could be paid for them: what was not issued has them no more.
        let lines = lines_of(&buyer, &draft).await;
        assert_eq!(lines.iter().map(|line| &line["name"]).collect::<Vec<_>>(), ["Demo Other"]);
        let left: Vec<_> = app.read(cells).await.into_iter().filter(|(table, _, cell)| table == "order_lines" && (cell.contains("Quillfeather") || cell.contains("7654321"))).collect();
        assert_eq!(left, []);
    }

    async fn a_draft_goes_ninety_days_after_it_was_changed(app) {
        let buyer = app.buyer("Demo Valley").await;
        let (draft, issued) = (drafted(&buyer, &many(2)).await, drafted(&buyer, &[line("Demo Other", "other@demo.example")]).await);
        issue(&buyer, &issued).await.ok();
        app.wait(90 * 24 * 3_600);
        tidied(&app).await;
        let buyer = app.again(&buyer).await;
        assert_eq!(lines_of(&buyer, &draft).await.len(), 2);
        app.wait(1);
        tidied(&app).await;
        buyer.get(&path(&draft, "")).await.is_problem(404, "not_found");
        assert_eq!(lines_of(&buyer, &issued).await.len(), 1);
    }
}

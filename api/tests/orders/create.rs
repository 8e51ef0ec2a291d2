use shared::orders::ORDER_DRAFTS_MAX;

use super::*;

/// How often this address was invited.
async fn invited(app: &App, address: &str) -> usize {
    app.mails().await.iter().filter(|(to, letter)| to == address && letter.text.contains("/join#token=")).count()
}

both! {
    async fn a_buyer_begins_an_order_for_itself(app) {
        let (buyer, id) = app.buyer_with("Demo Valley").await;
        let before = app.counts().await;
        let reply = buyer.post("/orders", json!({"reference": " PO-17 "})).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut order = reply.body;
        order["id"].take();
        assert_eq!(order, json!({
            "id": null, "buyer_id": id, "buyer_name": "Demo Valley", "buyer_address": "1 Demo Street\nDemo Valley, XX 00000",
            "number": null, "reference": "PO-17", "state": "draft", "version": 1, "created_on": "2026-11-22", "issued_on": null, "apply_by": null,
            "lines": 0, "total_cents": 0, "credited_cents": 0, "received_cents": 0, "owed_cents": 0, "unallocated_cents": 0,
            "payments": [], "credits": [], "document": null, "held_up_by": 0,
            "prices": [
                {"charge": "application_fee", "amount_cents": 35_000, "holds_until": null},
                {"charge": "application_fee_member", "amount_cents": 32_500, "holds_until": null},
            ],
        }));
        // A draft is no fact.
        assert_eq!(app.counts().await, before);
    }

    async fn staff_begin_one_for_any_buyer_and_others_for_no_other(app) {
        let (buyer, id) = app.buyer_with("Demo Valley").await;
        let (other, other_id) = app.buyer_with("Demo Hill").await;
        let staff = app.staff("Demo Staff").await;
        let order = staff.post("/orders", json!({"buyer_id": id})).await.ok();
        assert_eq!(buyer.get(&path(&order, "")).await.ok()["buyer_id"], json!(id));
        for (who, body) in [
            (&staff, json!({})),
            (&staff, json!({"buyer_id": "01993e5c-6f00-7cc2-8000-0242ac120002"})),
            (&buyer, json!({"buyer_id": other_id})),
        ] {
            let reply = who.post("/orders", body).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["buyer_id"]);
        }
        assert_eq!(other.post("/orders", json!({"buyer_id": other_id})).await.status, 201);
    }

    async fn the_same_key_begins_one(app) {
        let buyer = app.buyer("Demo Valley").await;
        let first = buyer.post_with_key("key-1", "/orders", json!({})).await.ok();
        let again = buyer.post_with_key("key-1", "/orders", json!({})).await;
        assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &first));
        assert_eq!(buyer.get("/orders").await.ok()["items"].as_array().unwrap().len(), 1);
    }

    async fn a_copy_has_the_lines_of_an_order_of_the_same_buyer(app) {
        let buyer = app.buyer("Demo Valley").await;
        let other = app.buyer("Demo Hill").await;
        let order = drafted(&buyer, &many(3)).await;
        issue(&buyer, &order).await.ok();
        let copy = buyer.post("/orders", json!({"copy_of": order["id"]})).await.ok();
        assert_eq!((&copy["lines"], &copy["held_up_by"], &copy["state"]), (&json!(3), &json!(3), &json!("draft")));
        assert_eq!(findings(&buyer, &copy).await[0], ["ordered_already", "is_invited"]);
        let reply = other.post("/orders", json!({"copy_of": order["id"]})).await;
        reply.is_problem(422, "invalid");
        assert_eq!((reply.members(), &other.get("/orders").await.ok()["items"]), (vec!["copy_of"], &json!([])));
    }

    async fn after_a_credit_note_a_copy_is_mended_and_is_a_new_invoice(app) {
        let (buyer, staff) = (app.buyer("Demo Valley").await, app.staff("Demo Staff").await);
        let order = drafted(&buyer, &many(2)).await;
        assert_eq!(issue(&buyer, &order).await.ok()["number"], "2026-00001");
        let credited = lines_of(&buyer, &order).await[0].clone();
        let credit = json!({"lines": [credited["id"]], "reason": "The name was another one."});
        assert_eq!(staff.post(&path(&order, "/credits"), credit).await.status, 204);
        // What stands is copied, and would be asked for twice.
        let copy = buyer.post("/orders", json!({"copy_of": order["id"]})).await.ok();
        assert_eq!((&copy["lines"], &copy["held_up_by"]), (&json!(1), &json!(1)));
        assert_eq!(findings(&buyer, &copy).await, [["ordered_already", "is_invited"]]);
        issue(&buyer, &copy).await.is_problem(422, "order_held_up");
        let mended = put(&buyer, &copy, &[line("Demo Person One", "person-1@demo.example")]).await.ok();
        assert_eq!((&mended["lines"], &mended["held_up_by"]), (&json!(1), &json!(0)));
        assert_eq!(findings(&buyer, &mended).await, [["is_invited"]]);
        assert_eq!(invited(&app, "person-1@demo.example").await, 1);
        let issued = issue(&buyer, &mended).await.ok();
        assert_eq!((&issued["number"], &issued["state"], &issued["owed_cents"]), (&json!("2026-00002"), &json!("open"), &json!(35_000)));
        // Who was credited is asked for again, and invited again.
        let lines = lines_of(&buyer, &issued).await;
        assert_eq!((lines.len(), &lines[0]["email"], &lines[0]["state"]), (1, &json!("person-1@demo.example"), &json!("invited")));
        assert_eq!((invited(&app, "person-1@demo.example").await, invited(&app, "person-2@demo.example").await), (2, 1));
        let first = buyer.get(&path(&order, "")).await.ok();
        assert_eq!((&first["number"], &first["owed_cents"], &first["credited_cents"]), (&json!("2026-00001"), &json!(35_000), &json!(35_000)));
        let states: Vec<Value> = lines_of(&buyer, &order).await.iter().map(|line| line["state"].clone()).collect();
        assert_eq!(states, ["credited", "invited"]);
    }

    async fn the_copy_of_an_order_that_was_credited_in_full_begins_empty(app) {
        let (buyer, staff) = (app.buyer("Demo Valley").await, app.staff("Demo Staff").await);
        let order = drafted(&buyer, &many(1)).await;
        issue(&buyer, &order).await.ok();
        assert_eq!(staff.post(&path(&order, "/credits"), json!({"reason": "It was for another buyer."})).await.status, 204);
        let copy = buyer.post("/orders", json!({"copy_of": order["id"]})).await.ok();
        assert_eq!((&copy["lines"], &copy["held_up_by"]), (&json!(0), &json!(0)));
        issue(&buyer, &copy).await.is_problem(422, "order_empty");
        let mended = put(&buyer, &copy, &many(1)).await.ok();
        assert_eq!(findings(&buyer, &mended).await, [["is_invited"]]);
        assert_eq!(issue(&buyer, &mended).await.ok()["number"], "2026-00002");
        assert_eq!((invited(&app, "person-1@demo.example").await, &buyer.get(&path(&order, "")).await.ok()["state"]), (2, &json!("void")));
    }

    async fn its_number_has_a_length_and_a_buyer_has_so_many_drafts(app) {
        let buyer = app.buyer("Demo Valley").await;
        assert_eq!(buyer.post("/orders", json!({"reference": "ж".repeat(50)})).await.status, 201);
        let long = buyer.post("/orders", json!({"reference": "ж".repeat(51)})).await;
        long.is_problem(422, "invalid");
        assert_eq!(long.members(), ["reference"]);
        for _ in 1..ORDER_DRAFTS_MAX {
            begun(&buyer).await;
        }
        buyer.post("/orders", json!({})).await.is_problem(409, "order_drafts");
        // What was issued is none, and other buyers have their own.
        let some = buyer.get("/orders").await.ok()["items"][0].clone();
        assert_eq!(buyer.delete(&path(&some, "")).await.status, 204);
        assert_eq!(buyer.post("/orders", json!({})).await.status, 201);
        begun(&app.buyer("Demo Hill").await).await;
    }
}

use super::*;

both! {
    async fn an_order_is_changed_by_whoever_read_it_last(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = begun(&buyer).await;
        let change = |follows: u64, reference: &str| json!({"follows": follows, "reference": reference, "apply_by": "2027-03-01"});
        let changed = buyer.put(&path(&order, ""), change(1, "PO-2")).await.ok();
        assert_eq!((&changed["reference"], &changed["apply_by"], &changed["version"]), (&json!("PO-2"), &json!("2027-03-01"), &json!(2)));
        assert_eq!(buyer.get(&path(&order, "")).await.ok(), changed);
        buyer.put(&path(&order, ""), change(1, "PO-3")).await.is_problem(409, "order_changed");
        put(&buyer, &order, &many(1)).await.is_problem(409, "order_changed");
        issue(&buyer, &order).await.is_problem(409, "order_changed");
        assert_eq!(buyer.get(&path(&order, "")).await.ok(), changed);
        let emptied = buyer.put(&path(&order, ""), json!({"follows": 2, "reference": "", "apply_by": null})).await.ok();
        assert_eq!((&emptied["reference"], &emptied["apply_by"]), (&json!(""), &Value::Null));
    }

    async fn the_last_day_for_applying_is_neither_near_nor_far(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = begun(&buyer).await;
        let mut version = 1;
        for (day, taken) in [("2026-12-21", false), ("2026-12-22", true), ("2028-11-21", true), ("2028-11-22", false)] {
            let reply = buyer.put(&path(&order, ""), json!({"follows": version, "reference": "", "apply_by": day})).await;
            assert_eq!(reply.status == 200, taken, "{day}: {}", reply.text);
            version += u64::from(taken);
            assert_eq!(reply.members(), if taken { vec![] } else { vec!["apply_by"] });
        }
        let long = buyer.put(&path(&order, ""), json!({"follows": version, "reference": "x".repeat(51)})).await;
        long.is_problem(422, "invalid");
    }

    async fn what_was_issued_is_neither_changed_nor_discarded(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(1)).await;
        let issued = issue(&buyer, &order).await.ok();
        buyer.put(&path(&order, ""), json!({"follows": issued["version"], "reference": "x"})).await.is_problem(409, "order_issued");
        put(&buyer, &issued, &[]).await.is_problem(409, "order_issued");
        buyer.delete(&path(&order, "")).await.is_problem(409, "order_issued");
        issue(&buyer, &issued).await.is_problem(409, "order_issued");
        assert_eq!(buyer.get(&path(&order, "")).await.ok(), issued);
    }

    async fn a_draft_is_discarded_with_its_lines(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(2)).await;
        assert_eq!(buyer.delete(&path(&order, "")).await.status, 204);
        buyer.get(&path(&order, "")).await.is_problem(404, "not_found");
        buyer.delete(&path(&order, "")).await.is_problem(404, "not_found");
        assert!(!app.read(cells).await.iter().any(|(table, ..)| table == "order_lines"));
    }
}

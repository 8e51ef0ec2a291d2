use super::*;

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|order| order["id"].as_str().unwrap()).collect()
}

both! {
    async fn the_latest_comes_first_and_a_buyer_sees_its_own(app) {
        let (buyer, id) = app.buyer_with("Demo Valley").await;
        let (other, other_id) = app.buyer_with("Demo Hill").await;
        let staff = app.staff("Demo Staff").await;
        let first = drafted(&buyer, &many(1)).await;
        issue(&buyer, &first).await.ok();
        let second = begun(&buyer).await;
        let theirs = begun(&other).await;
        let [first, second, theirs] = [&first, &second, &theirs].map(|order| order["id"].as_str().unwrap().to_owned());
        assert_eq!(ids(&buyer.get("/orders").await.ok()), [&second, &first]);
        assert_eq!(ids(&other.get("/orders").await.ok()), [&theirs]);
        assert_eq!(ids(&staff.get("/orders").await.ok()), [&theirs, &second, &first]);
        assert_eq!(ids(&staff.get(&format!("/orders?buyer_id={id}")).await.ok()), [&second, &first]);
        assert_eq!(ids(&buyer.get(&format!("/orders?buyer_id={other_id}")).await.ok()), Vec::<&str>::new());
        assert_eq!(ids(&buyer.get("/orders?state=open").await.ok()), [&first]);
        assert_eq!(ids(&staff.get("/orders?state=draft").await.ok()), [&theirs, &second]);
        let page = staff.get("/orders?limit=2").await.ok();
        assert_eq!(ids(&page), [&theirs, &second]);
        let next = staff.get(&format!("/orders?limit=2&after={}", page["next"].as_str().unwrap())).await.ok();
        assert_eq!((ids(&next), next["next"].is_null()), (vec![first.as_str()], true));
        // What holds an order up takes a look at each of its people: not in a list.
        assert_eq!(page["items"][0]["held_up_by"], Value::Null);
        staff.get("/orders?limit=201").await.is_problem(422, "invalid");
        staff.get("/orders?state=lost").await.is_problem(400, "unreadable");
    }

    async fn another_buyers_order_is_not_there(app) {
        let (buyer, other) = (app.buyer("Demo Valley").await, app.buyer("Demo Hill").await);
        let order = drafted(&buyer, &many(1)).await;
        let at = |verb: &str| path(&order, verb);
        for reply in [
            other.get(&at("")).await,
            other.get(&at("/lines")).await,
            other.get(&at("/pdf")).await,
            other.get(&at("/document")).await,
            other.put(&at(""), json!({"follows": 2, "reference": "x"})).await,
            put(&other, &order, &[]).await,
            super::import::send(&other, &order, "name,email,amount\na,a@b.example,350\n").await,
            super::document::send(&other, &order, "PO.pdf", crate::evidence::pdf("x")).await,
            issue(&other, &order).await,
            other.delete(&at("")).await,
        ] {
            reply.is_problem(404, "not_found");
        }
        assert_eq!(buyer.get(&at("")).await.ok(), order);
    }
}

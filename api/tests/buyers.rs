//! Buyers, and who orders for them.

use shared::accounts::ERASED_NAME;

use crate::support::*;

fn district(name: &str) -> Value {
    json!({"name": name, "address": " 1 Demo Street\r\nDemo Valley "})
}

fn path(buyer: &Value) -> String {
    format!("/buyers/{}", buyer["id"].as_str().unwrap())
}

both! {
    async fn staff_register_and_change_a_buyer(app) {
        let staff = app.staff("Demo Staff").await;
        let reply = staff.post("/buyers", district(" Demo Valle\u{301}y ")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut buyer = reply.body;
        let at = path(&buyer);
        buyer["id"].take();
        let expected = json!({"id": null, "name": "Demo Valléy", "address": "1 Demo Street\nDemo Valley", "registered_on": "2026-11-22", "members": []});
        assert_eq!(buyer, expected);
        assert_eq!(staff.get(&at).await.ok()["name"], expected["name"]);
        let changed = staff.put(&at, district("Demo Hill")).await.ok();
        assert_eq!((&changed["name"], &staff.get(&at).await.ok()), (&json!("Demo Hill"), &changed));
        staff.put("/buyers/01993e5c-6f00-7cc2-8000-0242ac120002", district("x")).await.is_problem(404, "not_found");
        staff.get("/buyers/01993e5c-6f00-7cc2-8000-0242ac120002").await.is_problem(404, "not_found");
    }

    async fn names_and_addresses_have_their_lengths(app) {
        let staff = app.staff("Demo Staff").await;
        let new = |name: usize, address: usize| json!({"name": "ж".repeat(name), "address": "ж".repeat(address)});
        assert_eq!(staff.post("/buyers", new(200, 500)).await.status, 201);
        let before = app.counts().await;
        for (body, members) in [(new(201, 1), vec!["name"]), (new(1, 501), vec!["address"]), (new(0, 0), vec!["name", "address"])] {
            let reply = staff.post("/buyers", body).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), members);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn they_are_listed_by_name_and_found_by_a_part_of_it(app) {
        let staff = app.staff("Demo Staff").await;
        for name in ["Zebra Library", "Ärmel Library", "Brook College", "100% Library", "100 Libraries"] {
            staff.post("/buyers", district(name)).await.ok();
        }
        let names = |page: &Value| page["items"].as_array().unwrap().iter().map(|buyer| buyer["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let first = staff.get("/buyers?limit=3").await.ok();
        assert_eq!(names(&first), ["100 Libraries", "100% Library", "Ärmel Library"]);
        let second = staff.get(&format!("/buyers?limit=3&after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!((names(&second), second["next"].is_null()), (vec!["Brook College".to_owned(), "Zebra Library".to_owned()], true));
        assert_eq!(names(&staff.get("/buyers?text=ARMEL").await.ok()), ["Ärmel Library"]);
        assert_eq!(names(&staff.get("/buyers?text=100%25").await.ok()), ["100% Library"]);
        staff.get(&format!("/buyers?text={}", "x".repeat(201))).await.is_problem(422, "invalid");
        staff.get("/buyers?limit=201").await.is_problem(422, "invalid");
    }

    async fn an_account_orders_for_one_buyer(app) {
        let (staff, person) = (app.staff("Demo Staff").await, app.person("Demo Member").await);
        let (one, other) = (staff.post("/buyers", district("One")).await.ok(), staff.post("/buyers", district("Other")).await.ok());
        assert_eq!(person.get("/me").await.ok()["buyer"], Value::Null);
        person.get("/orders").await.is_problem(403, "forbidden");
        let members = format!("{}/members", path(&one));
        let added = staff.post(&members, json!({"email": person.email.to_uppercase()})).await;
        assert_eq!(added.status, 201, "{}", added.text);
        assert_eq!(added.body["members"], json!([{"person_id": person.person(), "name": "Demo Member", "email": person.email, "since": "2026-11-22"}]));
        let account = person.get("/me").await.ok();
        assert_eq!((&account["buyer"], &account["roles"]), (&json!({"id": one["id"], "name": "One"}), &json!(["person", "buyer"])));
        assert_eq!(person.get("/orders").await.status, 200);
        for at in [&members, &format!("{}/members", path(&other))] {
            staff.post(at, json!({"email": person.email})).await.is_problem(409, "orders_already");
        }
        let unknown = staff.post(&members, json!({"email": "nobody@demo.example"})).await;
        unknown.is_problem(422, "invalid");
        assert_eq!(unknown.members(), ["email"]);
        // Removed of the one it orders for, and of no other; then it may order for another.
        let member = |buyer: &Value| format!("{}/members/{}", path(buyer), person.person());
        staff.delete(&member(&other)).await.is_problem(404, "not_found");
        assert_eq!(staff.delete(&member(&one)).await.status, 204);
        staff.delete(&member(&one)).await.is_problem(404, "not_found");
        person.get("/orders").await.is_problem(403, "forbidden");
        assert_eq!(staff.get(&path(&one)).await.ok()["members"], json!([]));
        assert_eq!(staff.post(&format!("{}/members", path(&other)), json!({"email": person.email})).await.status, 201);
        assert_eq!(person.get("/me").await.ok()["buyer"]["name"], "Other");
    }

    async fn who_leaves_orders_for_nobody(app) {
        let (member, buyer) = app.buyer_with("Demo Valley").await;
        let staff = app.staff("Demo Staff").await;
        let body = json!({"current_password": PASSWORD, "confirmation": shared::accounts::DELETE_CONFIRMATION});
        assert_eq!(member.post("/me/delete", body).await.status, 204);
        assert_eq!(staff.get(&format!("/buyers/{buyer}")).await.ok()["members"], json!([]));
        let file = staff.get(&format!("/people/{}", member.person())).await.ok();
        assert_eq!((file["name"].as_str(), file["roles"].as_array().map(|roles| roles.contains(&json!("buyer")))), (Some(ERASED_NAME), Some(false)));
    }
}

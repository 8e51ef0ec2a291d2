use lssc_api::record::facts_about;
use shared::facts::FactBody;
use shared::ids::OrderId;

use super::*;

both! {
    async fn an_order_becomes_an_invoice(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(2)).await;
        let issued = issue(&buyer, &order).await.ok();
        for (member, expected) in [
            ("state", json!("open")), ("number", json!("2026-00001")), ("issued_on", json!("2026-11-22")), ("apply_by", json!("2027-05-21")), ("lines", json!(2)),
            ("total_cents", json!(70_000)), ("owed_cents", json!(70_000)), ("received_cents", json!(0)), ("credited_cents", json!(0)), ("prices", json!([])),
            ("held_up_by", json!(0)),
        ] {
            assert_eq!(issued[member], expected, "{member}");
        }
        assert_eq!(buyer.get(&path(&order, "")).await.ok(), issued);
        let lines = lines_of(&buyer, &order).await;
        assert!(lines.iter().all(|line| line["state"] == "invited" && line["findings"] == json!([])), "{lines:?}");
        assert_eq!(buyer.get(&path(&order, "/lines?held_up=true")).await.ok()["items"], json!([]));
        let id: OrderId = order["id"].as_str().unwrap().parse().unwrap();
        let facts = app.read(move |conn| facts_about(conn, id).unwrap()).await;
        assert!(matches!(&facts[..], [fact] if matches!(&fact.body, FactBody::OrderIssued { lines, .. } if lines.len() == 2) && fact.person.is_none()));
    }

    async fn orders_and_invoices_are_numbered_in_one_series(app) {
        let (buyer, person) = (app.buyer("Demo Valley").await, app.person("Demo Applicant").await);
        issue(&buyer, &drafted(&buyer, &many(1)).await).await.ok();
        crate::applications::submitted(&person).await;
        assert_eq!(person.get("/me/invoices").await.ok()["items"][0]["number"], "2026-00002");
    }

    async fn it_is_issued_once_whatever_is_repeated(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(1)).await;
        let body = json!({"follows": order["version"]});
        let first = buyer.post_with_key("key", &path(&order, "/issue"), body.clone()).await.ok();
        let again = buyer.post_with_key("key", &path(&order, "/issue"), body.clone()).await;
        assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &first));
        buyer.post(&path(&order, "/issue"), body).await.is_problem(409, "order_issued");
    }

    async fn what_holds_it_up_is_said_and_nothing_is_recorded(app) {
        let (buyer, admitted) = (app.buyer("Demo Valley").await, app.person("Demo Admitted").await);
        app.admit(admitted.person(), "2026-11-01").await;
        let empty = begun(&buyer).await;
        let before = app.counts().await;
        issue(&buyer, &empty).await.is_problem(422, "order_empty");
        let mut cheap = many(2);
        for line in &mut cheap {
            line["amount_cents"] = json!(1);
        }
        let lines = [&[line("Demo Admitted", &admitted.email)][..], &cheap, &many(1)].concat();
        let order = put(&buyer, &empty, &lines).await.ok();
        let reply = issue(&buyer, &order).await;
        let problem = reply.is_problem(422, "order_held_up");
        let said: Vec<(&str, &str)> = problem["reasons"].as_array().unwrap().iter().map(|reason| (reason["rule"].as_str().unwrap(), reason["sentence"].as_str().unwrap())).collect();
        assert_eq!(said, [
            ("line_admitted", "The person on line 1 is in the programme already; nothing is to be paid: take the line out."),
            ("line_amount", "Line 2 has another amount than the $350.00 that are to be paid. There are 2 such lines."),
            ("line_double", "Line 4 has the address of line 2: take one of them out."),
        ]);
        assert_eq!(app.counts().await, before);
        assert_eq!(buyer.get(&path(&order, "")).await.ok()["state"], "draft");
    }

    async fn a_last_day_that_came_too_near_is_refused(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(1)).await;
        let order = buyer.put(&path(&order, ""), json!({"follows": order["version"], "reference": "", "apply_by": "2026-12-22"})).await.ok();
        app.set_today("2026-11-23");
        let buyer = app.again(&buyer).await;
        let reply = issue(&buyer, &order).await;
        reply.is_problem(422, "invalid");
        assert_eq!(reply.members(), ["apply_by"]);
    }

    async fn what_is_not_there_is_not_issued(app) {
        let buyer = app.buyer("Demo Valley").await;
        buyer.post("/orders/01993e5c-6f00-7cc2-8000-0242ac120002/issue", json!({"follows": 1})).await.is_problem(404, "not_found");
        let order = begun(&buyer).await;
        buyer.post(&path(&order, "/issue"), json!({})).await.is_problem(400, "unreadable");
    }
}

use actix_web::test::TestRequest;
use shared::orders::{ORDER_BYTES_MAX, ORDER_LINES_MAX};

use super::*;
use crate::applications::{paid, submitted};

both! {
    async fn lines_take_the_place_of_those_before(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(3)).await;
        assert_eq!((&order["lines"], &order["total_cents"], &order["held_up_by"], &order["version"]), (&json!(3), &json!(105_000), &json!(0), &json!(2)));
        let new = json!({"name": " Ze\u{301} ", "email": "Ze@Demo.example", "ala_member_number": "12", "amount_cents": 32_500});
        let order = put(&buyer, &order, &[new]).await.ok();
        let mut lines = lines_of(&buyer, &order).await;
        lines[0]["id"].take();
        assert_eq!(lines, [json!({
            "id": null, "position": 1, "name": "Zé", "email": "Ze@Demo.example", "ala_member_number": "12", "amount_cents": 32_500, "state": "draft",
            "findings": [{"finding": "is_invited"}],
        })]);
        let emptied = put(&buyer, &order, &[]).await.ok();
        assert_eq!((&emptied["lines"], &emptied["total_cents"]), (&json!(0), &json!(0)));
    }

    async fn what_cannot_be_is_told_of_all_lines_and_changes_none(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(2)).await;
        let mut wrong = many(5);
        wrong[1]["name"] = json!("=cmd|' /C calc'!A0");
        wrong[2]["email"] = json!("nobody");
        wrong[3]["amount_cents"] = json!(0);
        wrong[4]["ala_member_number"] = json!("123456789012345678901");
        wrong[4]["email"] = json!("");
        let reply = put(&buyer, &order, &wrong).await;
        reply.is_problem(422, "invalid");
        assert_eq!(reply.members(), ["lines[1].name", "lines[2].email", "lines[3].amount_cents", "lines[4].email", "lines[4].ala_member_number"]);
        put(&buyer, &order, &[json!({"name": "x", "email": "a@b.example", "amount_cents": -1})]).await.is_problem(400, "unreadable");
        put(&buyer, &order, &[json!({"name": "x", "email": "a@b.example", "amount_cents": 4_294_967_296_u64})]).await.is_problem(400, "unreadable");
        put(&buyer, &order, &[json!({"name": "x", "email": "a@b.example", "amount_cents": 1, "note": "x"})]).await.is_problem(400, "unreadable");
        // The first hundred are named, and how many more there are.
        let mut wrong = many(103);
        for line in &mut wrong {
            line["name"] = json!(" ");
        }
        let reply = put(&buyer, &order, &wrong).await;
        assert_eq!((reply.members().len(), reply.members()[99], reply.members()[100]), (101, "lines[99].name", "lines"));
        assert!(reply.body["errors"][100]["detail"].as_str().unwrap().contains("3 more errors"), "{}", reply.text);
        assert_eq!(buyer.get(&path(&order, "")).await.ok(), order);
    }

    async fn each_line_is_told_what_is_known_of_its_person(app) {
        let (buyer, other, staff) = (app.buyer("Demo Valley").await, app.buyer("Demo Hill").await, app.staff("Demo Staff").await);
        let [applied, settled, admitted, refused, named] = [
            app.person("Demo Applied").await, app.person("Demo Paid").await, app.person("Demo Admitted").await, app.person("Demo Refused").await,
            app.person("Demo Named").await,
        ];
        submitted(&applied).await;
        paid(&staff, &submitted(&settled).await).await;
        app.admit(admitted.person(), "2026-11-01").await;
        let refusal = submitted(&refused).await;
        staff.post(&crate::applications::path(&refusal, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        issue(&other, &drafted(&other, &[line("Demo Ordered", "ordered@demo.example")]).await).await.ok();
        let order = drafted(&buyer, &[
            line("demo áPPLIED", &applied.email),
            line("Demo Paid", &settled.email),
            line("Demo Admitted", &admitted.email),
            line("Demo Refused", &refused.email),
            line("Somebody Else", &named.email),
            line("Demo Ordered", "Ordered@demo.example"),
            json!({"name": "Demo Member", "email": "member@demo.example", "ala_member_number": "1", "amount_cents": 35_000}),
            line("Demo Twice", "member@DEMO.example"),
            line("Demo New", "new@demo.example"),
        ]).await;
        let expected: [&[&str]; 9] = [
            &["has_applied"], &["already_paid"], &["already_admitted"], &["is_invited"], &["other_name", "is_invited"],
            &["ordered_already", "is_invited"], &["wrong_amount", "is_invited"], &["double", "is_invited"], &["is_invited"],
        ];
        assert_eq!(findings(&buyer, &order).await, expected);
        // Who was refused is told to staff alone.
        assert_eq!(findings(&staff, &order).await[3], ["was_refused", "is_invited"]);
        let lines = lines_of(&buyer, &order).await;
        assert_eq!((&lines[6]["findings"][0]["expected_cents"], &lines[7]["findings"][0]["of"]), (&json!(32_500), &json!(7)));
        assert_eq!((&order["held_up_by"], &buyer.get(&path(&order, "")).await.ok()["held_up_by"]), (&json!(5), &json!(5)));
        // Those that hold it up alone, page by page.
        let held_up = buyer.get(&path(&order, "/lines?held_up=true&limit=3")).await.ok();
        let positions = |page: &Value| page["items"].as_array().unwrap().iter().map(|line| line["position"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(positions(&held_up), [2, 3, 6]);
        let rest = buyer.get(&path(&order, &format!("/lines?held_up=true&limit=3&after={}", held_up["next"].as_str().unwrap()))).await.ok();
        assert_eq!((positions(&rest), rest["next"].is_null()), (vec![7, 8], true));
        let page = buyer.get(&path(&order, "/lines?limit=4")).await.ok();
        assert_eq!(positions(&page), [1, 2, 3, 4]);
        let rest = buyer.get(&path(&order, &format!("/lines?limit=5&after={}", page["next"].as_str().unwrap()))).await.ok();
        assert_eq!((positions(&rest), rest["next"].is_null()), (vec![5, 6, 7, 8, 9], true));
        buyer.get(&path(&order, "/lines?after=YQ")).await.is_problem(422, "invalid");
    }

    async fn the_parts_of_a_line_have_their_lengths(app) {
        let buyer = app.buyer("Demo Valley").await;
        let mut order = begun(&buyer).await;
        // The part before the `@` has at most 64 characters, and each label of a domain 63.
        let address = |chars: usize| format!("{}@{}.{}.{}.example", "x".repeat(chars - 200), "y".repeat(63), "y".repeat(63), "y".repeat(63));
        let sized = |name: usize, email: usize, number: usize| {
            json!({"name": "ж".repeat(name), "email": address(email), "ala_member_number": "1".repeat(number), "amount_cents": u32::MAX})
        };
        for (one, members) in [
            (sized(200, 254, 20), vec![]),
            (sized(201, 254, 20), vec!["lines[0].name"]),
            (sized(200, 255, 20), vec!["lines[0].email"]),
            (sized(200, 254, 21), vec!["lines[0].ala_member_number"]),
        ] {
            let reply = put(&buyer, &order, &[one]).await;
            assert_eq!((reply.status == 200, reply.members()), (members.is_empty(), members), "{}", reply.text);
            if reply.status == 200 {
                order = reply.body;
            }
        }
    }

    async fn who_was_admitted_and_fell_out_is_invited_again(app) {
        let (buyer, person) = (app.buyer("Demo Valley").await, app.person("Demo Expired").await);
        app.admit(person.person(), "2022-11-22").await;
        let order = drafted(&buyer, &[line("Demo Expired", &person.email)]).await;
        assert_eq!(findings(&buyer, &order).await, [["already_admitted"]]);
        app.set_today("2026-11-23");
        assert_eq!(findings(&app.again(&buyer).await, &order).await, [["is_invited"]]);
    }
}

#[actix_web::test]
async fn an_order_has_ten_thousand_lines_and_no_more() {
    let app = App::on_sqlite().await;
    let buyer = app.buyer("Demo Valley").await;
    let order = begun(&buyer).await;
    let over = put(&buyer, &order, &many(ORDER_LINES_MAX + 1)).await;
    over.is_problem(422, "invalid");
    assert_eq!(over.members(), ["lines"]);
    let full = put(&buyer, &order, &many(ORDER_LINES_MAX)).await.ok();
    assert_eq!((&full["lines"], &full["total_cents"], &full["held_up_by"]), (&json!(10_000), &json!(350_000_000), &json!(0)));
}

#[actix_web::test]
async fn lines_have_four_mebibytes() {
    let app = App::on_sqlite().await;
    let buyer = app.buyer("Demo Valley").await;
    let order = begun(&buyer).await;
    let body = |bytes: usize| {
        let text = json!({"follows": 1, "lines": many(1)}).to_string();
        format!("{text}{}", " ".repeat(bytes - text.len()))
    };
    let send = |bytes: usize| {
        let request = TestRequest::put().uri(&format!("/api/v1{}", path(&order, "/lines"))).insert_header(("Content-Type", "application/json"));
        buyer.send(request.set_payload(body(bytes)))
    };
    send(ORDER_BYTES_MAX + 1).await.is_problem(413, "too_large");
    assert_eq!(send(ORDER_BYTES_MAX).await.ok()["lines"], 1);
}

//! What staff take of payments, refunds, orders and revenue.

use super::*;
use crate::books::{invoiced, paid, put, unassigned};
use crate::orders::{drafted, issue, line, path};

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

both! {
    async fn payments_say_whose_they_are_and_what_became_of_them(app) {
        let staff = app.staff("Demo Staff").await;
        let head = "payment,number,received_on,method,reference,person,name,invoice,order,order_number,buyer,sent_by,\
            amount_dollars,allocated_dollars,returned_dollars,unallocated_dollars,reversed_on";
        assert_eq!(lines(&staff, json!({"list": "payments"})).await, [head]);
        let (applicant, invoice) = invoiced(&app).await;
        let (_, other) = invoiced(&app).await;
        let first = paid(&staff, &invoice, "=1001", 36_000).await;
        let second = unassigned(&staff, "2001", 5_000).await;
        put(&staff, &second, &other, 4_000).await.ok();
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &[line("Demo Person", "person@demo.example")]).await;
        issue(&buyer, &order).await.ok();
        let check = json!({"method": "transfer", "amount_cents": 10_000, "reference": "3001", "received_on": "2026-11-21"});
        let payment = staff.post(&path(&order, "/payments"), check).await.ok();
        let third = payment["id"].as_str().unwrap();
        staff.post(&format!("/payments/{third}/reverse"), json!({"reason": "It came back."})).await.ok();

        let order_number = buyer.get(&path(&order, "")).await.ok()["number"].as_str().unwrap().to_owned();
        let numbers = ["R2026-00001", "R2026-00002", "R2026-00003"];
        let expected = [
            format!(
                "{},{},2026-11-22,check,'=1001,{},Demo Candidate,{},,,,,360.00,350.00,0.00,10.00,",
                id(&first), numbers[0], applicant.person(), id(&invoice)
            ),
            format!("{},{},2026-11-22,check,2001,,,,,,,Demo County Library,50.00,40.00,0.00,10.00,", id(&second), numbers[1]),
            format!(
                "{third},{},2026-11-21,transfer,3001,,,,{},{order_number},Demo Valley,,100.00,0.00,100.00,0.00,2026-11-22",
                numbers[2], order["id"].as_str().unwrap()
            ),
        ];
        assert_eq!(lines(&staff, json!({"list": "payments"})).await[1..], expected);
        assert_eq!(lines(&staff, json!({"list": "payments", "part": "unallocated"})).await[1..], expected[..2]);
        // What the books' page shows is in the file.
        let books = staff.get("/books").await.ok();
        assert_eq!(books["unallocated_total"], 2);
    }

    async fn payments_go_on_past_the_end_of_a_page_in_their_order(app) {
        let staff = app.staff("Demo Staff").await;
        let (_, invoice) = invoiced(&app).await;
        let money = (0..150).map(|_| of_nobody(app.today(), 100)).collect();
        app.record(money).await;
        paid(&staff, &invoice, "1001", 35_000).await;
        let money = (0..150).map(|_| of_nobody(app.today(), 200)).collect();
        app.record(money).await;
        let file = lines(&staff, json!({"list": "payments"})).await;
        let amounts: Vec<&str> = file[1..].iter().map(|line| line.split(',').nth(12).unwrap()).collect();
        assert_eq!(amounts, [vec!["1.00"; 150], vec!["350.00"], vec!["2.00"; 150]].concat());
        // A page of which nothing is wanted is not the end.
        assert_eq!(lines(&staff, json!({"list": "payments", "part": "unallocated"})).await.len(), 1 + 300);
    }

    async fn refunds_on_their_way_are_those_of_the_books(app) {
        let staff = app.staff("Demo Staff").await;
        assert_eq!(lines(&staff, json!({"list": "refunds"})).await, ["refund,payment,person,name,amount_dollars,state,begun_on,failure"]);
        let (applicant, invoice) = invoiced(&app).await;
        let payment = crate::books::paid_by_card(&app, &applicant, &staff, &invoice).await;
        staff.post(&format!("{invoice}/credits"), json!({"amount_cents": 5_000, "reason": "A scholarship."})).await.ok();
        staff.post(&format!("{payment}/refunds"), json!({"amount_cents": 5_000, "reason": "A scholarship."})).await.ok();
        let refund = staff.get("/books").await.ok()["refunds"][0]["refund"]["id"].as_str().unwrap().to_owned();
        let expected = format!("{refund},{},{},Demo Candidate,50.00,queued,2026-11-22,", id(&payment), applicant.person());
        assert_eq!(lines(&staff, json!({"list": "refunds"})).await[1..], [expected]);
    }

    async fn orders_say_what_is_owed_and_by_whom(app) {
        let staff = app.staff("Demo Staff").await;
        let (buyer, buyer_id) = app.buyer_with("Demo Valley").await;
        let order = drafted(&buyer, &[line("Demo Person", "person@demo.example"), line("Demo Reader", "reader@demo.example")]).await;
        issue(&buyer, &order).await.ok();
        let draft = drafted(&app.buyer("Demo Hill").await, &[line("Demo Person", "person@demo.example")]).await;
        let check = json!({"method": "check", "amount_cents": 10_000, "reference": "1001", "received_on": "2026-11-22"});
        staff.post(&path(&order, "/payments"), check).await.ok();
        let file = lines(&staff, json!({"list": "orders"})).await;
        assert_eq!(
            file[0],
            "order,number,buyer,buyer_name,reference,state,created_on,issued_on,apply_by,lines,\
             total_dollars,credited_dollars,received_dollars,owed_dollars,unallocated_dollars"
        );
        let shown = buyer.get(&path(&order, "")).await.ok();
        let [number, apply_by] = ["number", "apply_by"].map(|member| shown[member].as_str().unwrap());
        let reference = shown["reference"].as_str().unwrap();
        let expected = format!(
            "{},{number},{buyer_id},Demo Valley,{reference},open,2026-11-22,2026-11-22,{apply_by},2,700.00,0.00,100.00,600.00,100.00",
            order["id"].as_str().unwrap()
        );
        assert_eq!(file[2], expected);
        // The latest first, as in the list.
        assert!(file[1].starts_with(draft["id"].as_str().unwrap()), "{file:?}");
        assert!(file[1].ends_with(",draft,2026-11-22,,,1,350.00,0.00,0.00,0.00,0.00"), "{file:?}");
        assert_eq!(lines(&staff, json!({"list": "orders", "state": "open"})).await[1..], *std::slice::from_ref(&expected));
        assert_eq!(lines(&staff, json!({"list": "orders", "buyer": buyer_id})).await[1..], [expected]);
        assert_eq!(lines(&staff, json!({"list": "orders", "state": "void"})).await.len(), 1);
    }

    async fn revenue_is_that_of_the_books(app) {
        let staff = app.staff("Demo Staff").await;
        assert_eq!(lines(&staff, json!({"list": "revenue"})).await, ["month,kind,received_dollars"]);
        let people = [app.person("Demo One").await, app.person("Demo Two").await];
        app.admit(people[0].person(), "2026-10-05").await;
        app.admit(people[1].person(), "2026-11-20").await;
        // What comes of nobody and pays somebody's invoice is revenue too.
        let (_, invoice) = invoiced(&app).await;
        let money = unassigned(&staff, "2001", 5_000).await;
        put(&staff, &money, &invoice, 5_000).await.ok();
        let file = lines(&staff, json!({"list": "revenue"})).await;
        assert_eq!(file[1..], ["2026-10,application_fee,350.00", "2026-11,application_fee,400.00"]);
        let shown = staff.get("/books").await.ok();
        let shown: Vec<_> = shown["revenue"].as_array().unwrap().iter().map(|row| (&row["month"], &row["amount_cents"])).collect();
        assert_eq!(shown, [(&json!("2026-10"), &json!(35_000)), (&json!("2026-11"), &json!(40_000))]);
    }
}

use std::fmt::Write as _;

use actix_web::test::TestRequest;
use shared::orders::{ORDER_BYTES_MAX, ORDER_LINES_MAX};

use super::*;

const HEADER: &str = "name,email,ala_member_number,amount\n";

/// Sends a table as the lines of an order.
pub(super) async fn send(buyer: &Client, order: &Value, table: impl Into<Vec<u8>>) -> Reply {
    let uri = format!("/api/v1{}?follows={}", path(order, "/lines/import"), order["version"]);
    let request = TestRequest::post().uri(&uri).insert_header(("Content-Type", "text/csv; charset=utf-8"));
    buyer.send(request.set_payload(table.into())).await
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
}

/// A table of so many rows.
fn rows(count: usize) -> String {
    (1..=count).fold(HEADER.to_owned(), |mut table, number| {
        writeln!(table, "Demo Person {number},person-{number}@demo.example,,350.00").unwrap();
        table
    })
}

/// What is wrong: the status, the member, and a part of what is said of it.
type Said = (u16, &'static str, &'static str);

both! {
    async fn a_table_becomes_the_lines_of_an_order(app) {
        let buyer = app.buyer("Demo Valley").await;
        let mut order = drafted(&buyer, &many(1)).await;
        for table in [
            "name,email,ala_member_number,amount\r\n\"Reader, Demo\",a@demo.example,12,$325.00\r\nZé,b@demo.example,,350\r\n",
            "\u{feff}Amount;Email;Name;ALA member number\n$325.00;a@demo.example;Reader, Demo;12\n350;b@demo.example;Zé;\n",
            "email\tname\tamount\tala_member_number\na@demo.example\tReader, Demo\t325.00\t12\nb@demo.example\tZe\u{301}\t350.00\t\n",
            // As the page of the order calls them, and as people do.
            "Name,E-mail address,ALA number,Dollars\n\"Reader, Demo\",a@demo.example,12,325.00\nZé,b@demo.example,,350.00\n",
            "NAME,EMAIL ADDRESS,ALA MEMBERSHIP NUMBER,AMOUNT IN DOLLARS\n\"Reader, Demo\",a@demo.example,12,325.00\nZé,b@demo.example,,350.00\n",
            "name,E-Mail,ala_number,amount\n\"Reader, Demo\",a@demo.example,12,325.00\nZé,b@demo.example,,350.00\n",
            // As spreadsheets leave what was emptied: columns without names, rows without cells.
            "name,email,ala_member_number,amount,,\n\"Reader, Demo\",a@demo.example,12,325.00,,\n,,,,,\n\nZé,b@demo.example,,350.00,,\n,,,,,\n",
        ] {
            let reply = send(&buyer, &order, table).await;
            assert_eq!(reply.status, 200, "{table}: {}", reply.text);
            order = reply.body;
            let lines = lines_of(&buyer, &order).await;
            let told: Vec<_> = lines.iter().map(|line| json!([line["position"], line["name"], line["email"], line["ala_member_number"], line["amount_cents"]])).collect();
            assert_eq!(told, [json!([1, "Reader, Demo", "a@demo.example", "12", 32_500]), json!([2, "Zé", "b@demo.example", null, 35_000])], "{table}");
        }
        // Without members there need be no column for them.
        assert_eq!(send(&buyer, &order, "name,email,amount\nDemo,a@demo.example,350\n").await.ok()["lines"], 1);
    }

    async fn a_row_is_told_as_the_file_has_it_however_its_lines_end(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(1)).await;
        let (good, bad) = ("Demo,a@demo.example,,350.00", "Demo,b@demo.example,,12,50");
        for (end, rows, expected) in [
            ("\n", vec![good, bad], "rows[3]"),
            ("\r\n", vec![good, bad], "rows[3]"),
            ("\r", vec![good, bad], "rows[3]"),
            ("\r\n", vec![good, "", "", bad], "rows[5]"),
            ("\r\n", vec![bad], "rows[2]"),
            // A cell of two lines takes two.
            ("\r\n", vec!["\"Demo\r\nReader\",a@demo.example,,350.00", bad], "rows[4]"),
        ] {
            let table = format!("{}{end}{}{end}", HEADER.trim_end(), rows.join(end));
            let reply = send(&buyer, &order, table).await;
            assert!(reply.members().contains(&expected), "{end:?} {rows:?}: {}", reply.text);
        }
    }

    async fn what_cannot_be_read_is_told_with_its_row_and_changes_nothing(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(2)).await;
        let good = "Demo,a@demo.example,,350\n";
        let row = |row: &str| format!("{HEADER}{good}{row}\n").into_bytes();
        let cases: Vec<(Vec<u8>, Said)> = vec![
            (Vec::new(), (422, "body", "is empty")),
            (HEADER.into(), (422, "body", "no rows")),
            (format!("{HEADER},,,\n").into_bytes(), (422, "body", "no rows")),
            (utf16(&format!("{HEADER}{good}")), (400, "rows[1]", "save the file as `CSV UTF-8`")),
            (b"PK\x03\x04\x14\x00\x06\x00\x08\x00".to_vec(), (400, "body", "is an Excel workbook (.xlsx): save it as CSV")),
            (latin(&format!("{HEADER}{good}Zé,b@demo.example,,350\n")), (422, "rows[3].name", "save the file as `CSV UTF-8`")),
            (latin("name,email,amount,né\n"), (400, "rows[1]", "save the file as `CSV UTF-8`")),
            (format!("name,amount\n{good}").into_bytes(), (400, "rows[1]", "lacks the column `email`")),
            (format!("name,email,amount,email\n{good}").into_bytes(), (400, "rows[1]", "`email` 2 times")),
            (format!("name,email,amount,E-mail address\n{good}").into_bytes(), (400, "rows[1]", "`email` 2 times")),
            (format!("name,email,amount,salary\n{good}").into_bytes(), (400, "rows[1]", "unknown column `salary`: take it out; the first row names name, email")),
            (format!("Pay,name,email,amount,,Note\n{good}").into_bytes(), (400, "rows[1]", "unknown columns `Pay`, `Note`: take them out")),
            (format!("{}name\n{good}", "x,".repeat(12)).into_bytes(), (400, "rows[1]", "`x`, `x` and 2 more: take them out")),
            ("name,email,amount,\nDemo,b@demo.example,350,x\n".into(), (422, "rows[2]", "a column without a name")),
            (format!("{good}{good}").into_bytes(), (400, "rows[1]", "no names of columns: the first row names name, email, ala_member_number and amount")),
            (row("\"Demo,b@demo.example,,350"), (400, "rows[3]", "never closed")),
            (row("Demo,b@demo.example,350"), (422, "rows[3]", "has 3 cells, and the header 4")),
            (row("Demo,b@demo.example,,350,x"), (422, "rows[3]", "has 5 cells")),
            (row("=cmd|' /C calc'!A0,b@demo.example,,350"), (422, "rows[3].name", "formula")),
            (row("\"De\nmo\",b@demo.example,,350"), (422, "rows[3].name", "U+000A")),
            (row(",b@demo.example,,350"), (422, "rows[3].name", "is empty")),
            (row("Demo,,,350"), (422, "rows[3].email", "is empty")),
            (row("Demo,nobody,,350"), (422, "rows[3].email", "is no e-mail address")),
            (row("Demo,b@demo.example,123456789012345678901,350"), (422, "rows[3].ala_member_number", "at most 20")),
            (row("Demo,b@demo.example,,350.005"), (422, "rows[3].amount", "two digits")),
            (row("Demo,b@demo.example,,-350"), (422, "rows[3].amount", "less than nothing")),
            (row("Demo,b@demo.example,,€350"), (422, "rows[3].amount", "another currency")),
            (row("Demo,b@demo.example,,=350"), (422, "rows[3].amount", "another currency")),
            (row("Demo,b@demo.example,,99999999999"), (422, "rows[3].amount", "more than one payment can be")),
            (row("Demo,b@demo.example,,"), (422, "rows[3].amount", "is missing")),
        ];
        for (table, (status, member, said)) in cases {
            let shown = String::from_utf8_lossy(&table).into_owned();
            let reply = send(&buyer, &order, table).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{shown}: {}", reply.text);
            assert!(reply.body["errors"][0]["detail"].as_str().unwrap().contains(said), "{shown}: {}", reply.text);
        }
        assert_eq!(buyer.get(&path(&order, "")).await.ok(), order);
        assert_eq!(lines_of(&buyer, &order).await.len(), 2);
    }

    async fn all_errors_of_all_rows_are_told_together(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = begun(&buyer).await;
        let reply = send(&buyer, &order, format!("{HEADER},nobody,,x\nDemo,a@demo.example,,350\nDemo,b@demo.example,,0.001\n")).await;
        assert_eq!(reply.members(), ["rows[2].amount", "rows[2].name", "rows[2].email", "rows[4].amount"], "{}", reply.text);
        let reply = send(&buyer, &order, format!("{HEADER}{}", "Demo,nobody,,350\n".repeat(150))).await;
        assert_eq!((reply.members().len(), reply.members()[99], reply.members()[100]), (101, "rows[101].email", "lines"));
        assert!(reply.body["errors"][100]["detail"].as_str().unwrap().contains("50 more errors"), "{}", reply.text);
    }

    async fn a_row_twice_is_told_and_not_refused(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = begun(&buyer).await;
        let order = send(&buyer, &order, format!("{HEADER}{row}{row}", row = "Demo,a@demo.example,,350\n")).await.ok();
        assert_eq!((findings(&buyer, &order).await[1].join(" "), &order["held_up_by"]), ("double is_invited".to_owned(), &json!(1)));
    }

    async fn what_is_no_table_or_follows_nothing_is_refused(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = begun(&buyer).await;
        let uri = |query: &str| format!("/api/v1{}{query}", path(&order, "/lines/import"));
        let table = "name,email,amount\nDemo,a@demo.example,350\n";
        buyer.send(TestRequest::post().uri(&uri("?follows=1")).insert_header(("Content-Type", "application/json")).set_payload(table)).await.is_problem(415, "not_table");
        buyer.send(TestRequest::post().uri(&uri("")).insert_header(("Content-Type", "text/csv")).set_payload(table)).await.is_problem(400, "unreadable");
        buyer.send(TestRequest::post().uri(&uri("?follows=2")).insert_header(("Content-Type", "text/csv")).set_payload(table)).await.is_problem(409, "order_changed");
        let keyed = |query: &str| TestRequest::post().uri(&uri(query)).insert_header(("Content-Type", "text/csv")).insert_header(("Idempotency-Key", "k")).set_payload(table);
        let first = buyer.send(keyed("?follows=1")).await.ok();
        let again = buyer.send(keyed("?follows=1")).await;
        assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &first));
        // What it follows belongs to the request.
        buyer.send(keyed("?follows=2")).await.is_problem(409, "idempotency_key_reused");
    }
}

#[actix_web::test]
async fn a_table_has_ten_thousand_rows_and_four_mebibytes() {
    let app = App::on_sqlite().await;
    let buyer = app.buyer("Demo Valley").await;
    let order = begun(&buyer).await;
    for count in [ORDER_LINES_MAX + 1, 50_000] {
        let reply = send(&buyer, &order, rows(count)).await;
        reply.is_problem(422, "invalid");
        assert_eq!(reply.members(), ["lines"]);
        assert!(reply.text.contains(&format!("are {count}")), "{}", reply.text);
    }
    let full = rows(ORDER_LINES_MAX);
    let padded = |bytes: usize| format!("{full}{}", "\n".repeat(bytes - full.len()));
    send(&buyer, &order, padded(ORDER_BYTES_MAX + 1)).await.is_problem(413, "too_large");
    assert_eq!(lines_of(&buyer, &order).await.len(), 0);
    let began = std::time::Instant::now();
    let imported = send(&buyer, &order, padded(ORDER_BYTES_MAX)).await.ok();
    println!("10,000 rows imported and looked at in {:?}", began.elapsed());
    assert_eq!((&imported["lines"], &imported["held_up_by"]), (&json!(10_000), &json!(0)));
    let began = std::time::Instant::now();
    assert_eq!(issue(&buyer, &imported).await.ok()["total_cents"], 350_000_000);
    println!("10,000 lines issued in {:?}", began.elapsed());
    let began = std::time::Instant::now();
    let sheet = buyer.get(&path(&imported, "/pdf")).await;
    println!("10,000 lines as a file of {} bytes in {:?}", sheet.bytes.len(), began.elapsed());
    assert_eq!((sheet.status, sheet.bytes.starts_with(b"%PDF")), (200, true));
}

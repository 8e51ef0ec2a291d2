use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use diesel::prelude::*;
use lssc_api::db::schema::orders;
use lssc_api::orders::documents::{check, tidy};

use super::*;
use crate::evidence::pdf;

/// Sends the buyer's own order.
pub(crate) async fn send(buyer: &Client, order: &Value, name: &str, bytes: impl Into<Bytes>) -> Reply {
    let encoded = name.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"));
    let request = TestRequest::put().uri(&format!("/api/v1{}", path(order, "/document")));
    buyer.send(request.insert_header(("Content-Disposition", format!("attachment; filename*=UTF-8''{encoded}"))).set_payload(bytes)).await
}

async fn stored(app: &App) -> usize {
    app.files.names("orders").await.unwrap().len()
}

both! {
    async fn the_buyers_own_order_goes_along_before_and_after_the_issue(app) {
        let (buyer, staff) = (app.buyer("Demo Valley").await, app.staff("Demo Staff").await);
        let order = drafted(&buyer, &many(1)).await;
        buyer.get(&path(&order, "/document")).await.is_problem(404, "not_found");
        let sent = send(&buyer, &order, "Bestéllung.PDF", pdf("one")).await.ok();
        assert_eq!((&sent["document"], &sent["version"]), (&json!("Bestéllung.PDF"), &order["version"]));
        issue(&buyer, &order).await.ok();
        for (name, bytes) in [("b.png", b"\x89PNG\r\n\x1a\n0000".to_vec()), ("c.jpg", b"\xff\xd8\xff\xe0".to_vec()), ("d.pdf", pdf("two"))] {
            assert_eq!(send(&buyer, &order, name, bytes).await.ok()["document"], name);
        }
        // The last that was sent is the one that there is.
        assert_eq!(stored(&app).await, 1);
        let fetched = staff.get(&path(&order, "/document")).await;
        assert_eq!((fetched.bytes.as_slice(), fetched.header("content-type")), (pdf("two").as_slice(), "application/pdf"));
        assert!(fetched.header("content-disposition").starts_with("attachment;") && fetched.header("content-security-policy").contains("sandbox"));
    }

    async fn what_is_none_is_refused_and_leaves_nothing(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = begun(&buyer).await;
        send(&buyer, &order, "a.pdf", pdf("one")).await.ok();
        for (name, bytes) in [("a.pdf", b"GIF89a0000".to_vec()), ("a.png", pdf("x")), ("a.pdf", Vec::new()), ("a.docx", b"PK\x03\x04".to_vec())] {
            let reply = send(&buyer, &order, name, bytes).await;
            // Other than with evidence, no Word document is taken.
            let detail = reply.is_problem(415, "other_kind")["detail"].as_str().unwrap().to_owned();
            assert!(detail.ends_with(": send a PDF or a PNG or JPEG picture, under a name that ends so"), "{name}: {detail}");
        }
        send(&buyer, &order, "../a.pdf", pdf("x")).await.is_problem(422, "invalid");
        send(&buyer, &order, &format!("{}.pdf", "x".repeat(197)), pdf("x")).await.is_problem(422, "invalid");
        let unnamed = TestRequest::put().uri(&format!("/api/v1{}", path(&order, "/document"))).set_payload(pdf("x"));
        buyer.send(unnamed).await.is_problem(400, "unreadable");
        assert_eq!((buyer.get(&path(&order, "")).await.ok()["document"].as_str(), stored(&app).await), (Some("a.pdf"), 1));
    }

    async fn what_no_order_has_is_tidied_away_after_an_hour(app) {
        let buyer = app.buyer("Demo Valley").await;
        let (kept, discarded) = (begun(&buyer).await, begun(&buyer).await);
        send(&buyer, &kept, "a.pdf", pdf("one")).await.ok();
        send(&buyer, &discarded, "a.pdf", pdf("two")).await.ok();
        buyer.delete(&path(&discarded, "")).await;
        // Ids are made by the time of the machine.
        let now = lssc_api::clock::Clock::system().now();
        assert_eq!(tidy(&app.db, &app.files, now).await.unwrap(), 0);
        assert_eq!(tidy(&app.db, &app.files, now + chrono::TimeDelta::seconds(3_602)).await.unwrap(), 1);
        assert_eq!(stored(&app).await, 1);
        assert_eq!(buyer.get(&path(&kept, "/document")).await.bytes, pdf("one"));
    }
}

both! {
    async fn documents_and_bytes_are_held_against_each_other(app) {
        let buyer = app.buyer("Demo Valley").await;
        let (whole, lost, cut, discarded) = (begun(&buyer).await, begun(&buyer).await, begun(&buyer).await, begun(&buyer).await);
        for order in [&whole, &lost, &cut, &discarded] {
            send(&buyer, order, "a.pdf", pdf("one")).await.ok();
        }
        let now = lssc_api::clock::Clock::system().now();
        assert_eq!(check(&app.db, &app.files, now).await.unwrap(), []);
        let of = |order: &Value| {
            let order = order["id"].as_str().unwrap().to_owned();
            app.read(move |conn| orders::table.find(&order).select(orders::document_id.assume_not_null()).first::<String>(conn).unwrap())
        };
        let (of_lost, of_cut, of_discarded) = (of(&lost).await, of(&cut).await, of(&discarded).await);
        let lssc_api::files::FilesPlace::Folder(folder) = &app.files_place else { unreachable!() };
        let at = |name: &str| folder.join("orders").join(name);
        std::fs::remove_file(at(&of_lost)).unwrap();
        std::fs::write(at(&of_cut), "shorter").unwrap();
        std::fs::write(at("stray"), "who knows").unwrap();
        buyer.delete(&path(&discarded, "")).await;
        let said = |found: Vec<lssc_api::evidence::check::Difference>| found.iter().map(ToString::to_string).collect::<Vec<_>>();
        let differs = [
            format!("the document of order {} is not in the store", lost["id"].as_str().unwrap()),
            format!("the document of order {} has another length in the store", cut["id"].as_str().unwrap()),
        ];
        let stray = "`orders/stray` is in the store, and no row knows it".to_owned();
        // What was begun within the hour may be on its way.
        assert_eq!(said(check(&app.db, &app.files, now).await.unwrap()), [&differs[..], std::slice::from_ref(&stray)].concat());
        let later = check(&app.db, &app.files, now + chrono::TimeDelta::seconds(3_602)).await.unwrap();
        let orphan = format!("`orders/{of_discarded}` is in the store, and no row knows it");
        assert_eq!(said(later), [&differs[..], &[orphan, stray]].concat());
    }

    async fn what_a_buyer_sent_along_goes_when_the_books_need_it_no_more(app) {
        let buyer = app.buyer("Demo Valley").await;
        let order = drafted(&buyer, &many(1)).await;
        send(&buyer, &order, "Quinces.pdf", pdf("one")).await.ok();
        issue(&buyer, &order).await.ok();
        let tidied = async |app: &App| {
            let now = app.clock.now();
            app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, now)?)).await.unwrap();
            app.read(cells).await.into_iter().filter(|(table, _, cell)| table == "orders" && cell.contains("Quinces")).count()
        };
        app.wait(60 * 60 * 24 * 7 * 366);
        assert_eq!(tidied(&app).await, 1);
        app.wait(1);
        assert_eq!(tidied(&app).await, 0);
        app.again(&buyer).await.get(&path(&order, "/document")).await.is_problem(404, "not_found");
        // No row knows its bytes any more.
        let now = lssc_api::clock::Clock::system().now() + chrono::TimeDelta::seconds(3_602);
        assert_eq!((tidy(&app.db, &app.files, now).await.unwrap(), stored(&app).await), (1, 0));
    }
}

#[actix_web::test]
async fn a_document_has_ten_megabytes() {
    let app = App::on_sqlite().await;
    let buyer = app.buyer("Demo Valley").await;
    let order = begun(&buyer).await;
    let long = |bytes: usize| {
        let mut file = pdf("");
        file.resize(bytes, b' ');
        file
    };
    assert_eq!(send(&buyer, &order, "a.pdf", long(10_000_000)).await.status, 200);
    send(&buyer, &order, "a.pdf", long(10_000_001)).await.is_problem(413, "too_large");
}

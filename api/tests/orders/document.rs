use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use lssc_api::orders::documents::tidy;

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
            send(&buyer, &order, name, bytes).await.is_problem(415, "other_kind");
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

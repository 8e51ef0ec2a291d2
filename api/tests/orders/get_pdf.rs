use super::*;
use crate::evidence::pdf;

both! {
    async fn the_invoice_names_the_buyer_and_everyone_on_it(app) {
        let (buyer, staff) = (app.buyer("Demo Válley Library").await, app.staff("Demo Staff").await);
        let order = drafted(&buyer, &many(120)).await;
        buyer.get(&path(&order, "/pdf")).await.is_problem(404, "not_found");
        let order = buyer.put(&path(&order, ""), json!({"follows": order["version"], "reference": "PO-17"})).await.ok();
        document::send(&buyer, &order, "Our order.pdf", pdf("one")).await.ok();
        issue(&buyer, &order).await.ok();
        let reply = buyer.get(&path(&order, "/pdf")).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/pdf"));
        assert_eq!(reply.header("content-disposition"), "attachment; filename=\"invoice-2026-00001.pdf\"");
        let words = pdf_words(&reply.bytes);
        for expected in ["Invoice", "Demo Válley Library", "1 Demo Street", "PO-17", "Our order.pdf", "2026-00001", "22 November 2026", "21 May 2027", "$42,000.00", "Owed", "How to pay", "1. Demo Person 1", "120. Demo Person 120"] {
            assert!(words.iter().any(|line| line == expected), "{expected}: {words:?}");
        }
        assert_eq!(words.iter().filter(|line| *line == "$350.00").count(), 120);
        // Nobody's address stands on it.
        assert!(!words.join(" ").contains("person-1@"));
        assert_eq!(staff.get(&path(&order, "/pdf")).await.status, 200);
    }
}

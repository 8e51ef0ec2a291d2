//! Working state has a term: what has ended goes, and what has not stays.

use diesel::prelude::*;
use lssc_api::db::DbConnection;
use lssc_api::db::schema::{attempts, idempotency_keys, mailed_tokens, outbox, refresh_tokens, registrations, sessions};
use lssc_api::retention::tidy;

use crate::support::*;

/// How many rows the tables of working state have.
fn rows(conn: &mut DbConnection) -> [i64; 7] {
    [
        attempts::table.count().get_result(conn).unwrap(),
        idempotency_keys::table.count().get_result(conn).unwrap(),
        mailed_tokens::table.count().get_result(conn).unwrap(),
        registrations::table.count().get_result(conn).unwrap(),
        refresh_tokens::table.count().get_result(conn).unwrap(),
        sessions::table.count().get_result(conn).unwrap(),
        outbox::table.filter(outbox::state.ne("queued")).count().get_result(conn).unwrap(),
    ]
}

async fn tidied(app: &App) -> [i64; 7] {
    let now = app.clock.now();
    app.db.write(move |tx| Ok(tidy(tx, now)?)).await.unwrap();
    app.read(rows).await
}

both! {
    async fn who_sent_money_is_forgotten_as_who_paid(app) {
        let staff = app.staff("Demo Staff").await;
        let check = json!({"method": "check", "amount_cents": 100, "reference": "1", "received_on": "2026-11-22", "sent_by": "Demo Sender of Quinces"});
        staff.post("/payments", check).await.ok();
        let kept = |conn: &mut DbConnection| cells(conn).into_iter().filter(|(table, _, cell)| table == "notes" && cell.contains("Quinces")).count();
        app.wait(60 * 60 * 24 * 7 * 365);
        tidied(&app).await;
        assert_eq!(app.read(kept).await, 1);
        app.wait(60 * 60 * 24 * 9);
        tidied(&app).await;
        assert_eq!(app.read(kept).await, 0);
    }

    async fn why_a_buyer_was_credited_is_forgotten_as_who_paid(app) {
        let (buyer, staff) = (app.buyer("Demo Valley").await, app.staff("Demo Staff").await);
        let order = crate::orders::drafted(&buyer, &crate::orders::many(1)).await;
        crate::orders::issue(&buyer, &order).await.ok();
        let credited = staff.post(&crate::orders::path(&order, "/credits"), json!({"reason": "She went to sell Quinces."})).await;
        assert_eq!(credited.status, 204);
        let kept = |conn: &mut DbConnection| cells(conn).into_iter().filter(|(table, _, cell)| table == "notes" && cell.contains("Quinces")).count();
        app.wait(60 * 60 * 24 * 7 * 366);
        tidied(&app).await;
        assert_eq!(app.read(kept).await, 1);
        app.wait(1);
        tidied(&app).await;
        assert_eq!(app.read(kept).await, 0);
    }

    async fn what_has_ended_goes(app) {
        let staff = app.staff("Demo Staff").await;
        let course = json!({"title": "Cataloging", "provider": "Demo State Library", "provider_kind": "state_library", "delivery": "online"});
        staff.post_with_key("key-1", "/courses", course).await.ok();
        app.anyone().post("/accounts", registration("reader@demo.example", PASSWORD, "Demo Reader")).await.ok();
        app.anyone().post("/accounts/reset-password", json!({"email": staff.email})).await.ok();
        let sent = app.db.write(|tx| {
            diesel::update(outbox::table).set(outbox::state.eq("delivered")).execute(tx).map_err(lssc_api::db::StoreError::from)?;
            Ok(())
        });
        sent.await.unwrap();
        assert_eq!(tidied(&app).await, [4, 1, 2, 1, 1, 1, 2]);
        // The reset has ended.
        app.wait(3600 + 1);
        assert_eq!(tidied(&app).await, [4, 1, 1, 1, 1, 1, 2]);
        // Some attempts count for a day.
        app.wait(23 * 3600);
        assert_eq!(tidied(&app).await, [0, 0, 0, 0, 1, 1, 2]);
        app.wait(30 * 24 * 3600);
        // That somebody was sent something is kept as long as the account is.
        assert_eq!(tidied(&app).await, [0, 0, 0, 0, 0, 0, 1]);
    }
}

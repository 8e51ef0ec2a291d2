//! How much an account may look at.

use lssc_api::auth::attempts::{ORDER_LINES_PER_ACCOUNT, ORDERS_PER_ACCOUNT};

use super::*;

both! {
    async fn an_account_puts_lines_into_orders_so_often_an_hour(app) {
        let (buyer, staff) = (app.buyer("Demo Valley").await, app.staff("Demo Staff").await);
        let mut order = begun(&buyer).await;
        for _ in 0..ORDERS_PER_ACCOUNT.attempts_max {
            order = put(&buyer, &order, &many(1)).await.ok();
        }
        let reply = put(&buyer, &order, &many(1)).await;
        reply.is_problem(429, "too_many");
        assert!(reply.header("retry-after").parse::<u32>().unwrap() <= 3_600);
        // What is refused is not counted, staff are not, and an hour later it goes on.
        assert_eq!(put(&staff, &order, &many(1)).await.status, 200);
        app.wait(3_601);
        let buyer = app.again(&buyer).await;
        let order = buyer.get(&path(&order, "")).await.ok();
        assert_eq!(put(&buyer, &order, &many(1)).await.status, 200);
    }

    async fn an_account_looks_at_fifty_thousand_lines_a_day(app) {
        let buyer = app.buyer("Demo Valley").await;
        // Five times a full order; a line less is counted by the hundred that it begins.
        assert_eq!(ORDER_LINES_PER_ACCOUNT.attempts_max, 500);
        let account = buyer.requester.as_ref().unwrap().account.to_string();
        let now = app.clock.now();
        let counted = app.db.write(move |tx| {
            lssc_api::auth::attempts::count_times(tx, ORDER_LINES_PER_ACCOUNT, &account, 498, now)
        });
        counted.await.unwrap();
        let order = begun(&buyer).await;
        put(&buyer, &order, &many(201)).await.is_problem(429, "too_many");
        let order = put(&buyer, &order, &many(200)).await.ok();
        put(&buyer, &order, &many(1)).await.is_problem(429, "too_many");
        app.wait(24 * 3_600 + 1);
        assert_eq!(put(&app.again(&buyer).await, &order, &many(1)).await.status, 200);
    }
}

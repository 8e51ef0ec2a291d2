//! Limits on guessing and on mailing, at n and at n + 1.

use super::{register, sign_in};
use crate::support::*;

both! {
    async fn ten_wrong_passwords_for_one_account_and_no_more(app) {
        let holder = app.person("Demo Holder").await;
        let other = app.person("Demo Candidate").await;
        for _ in 0..10 {
            sign_in(&app, &holder.email, "kelp-Orbit7-wrong").await.is_problem(401, "wrong_password");
            app.wait(30);
        }
        let refused = sign_in(&app, &holder.email, PASSWORD).await;
        refused.is_problem(429, "too_many");
        // Free again when the first of the ten is 15 minutes old: 300 seconds have passed since.
        assert_eq!(refused.header("retry-after"), "600");
        sign_in(&app, &other.email, PASSWORD).await.ok();
        app.wait(599);
        sign_in(&app, &holder.email, PASSWORD).await.is_problem(429, "too_many");
        app.wait(1);
        sign_in(&app, &holder.email, PASSWORD).await.ok();
    }

    async fn right_passwords_are_not_counted(app) {
        let holder = app.person("Demo Holder").await;
        for _ in 0..12 {
            sign_in(&app, &holder.email, PASSWORD).await.ok();
        }
    }

    async fn five_mails_to_one_mailbox_an_hour_and_no_more(app) {
        for _ in 0..5 {
            assert_eq!(register(&app, "reader@demo.example").await.status, 202);
        }
        let before = app.counts().await;
        register(&app, "Reader@demo.example").await.is_problem(429, "too_many");
        app.anyone().post("/accounts/reset-password", json!({"email": "reader@demo.example"})).await.is_problem(429, "too_many");
        app.anyone().post("/accounts/resend-confirmation", json!({"email": "reader@demo.example"})).await.is_problem(429, "too_many");
        assert_eq!(app.counts().await, before);
        app.wait(3600);
        assert_eq!(register(&app, "reader@demo.example").await.status, 202);
    }
}

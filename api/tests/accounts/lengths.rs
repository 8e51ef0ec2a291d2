//! The length of an address at its limit and one over, and the limits per address at n and at n + 1.

use lssc_api::auth::attempts::{self, SIGN_IN_PER_ADDRESS};
use lssc_api::error::Error;

use super::register;
use crate::support::*;

/// An address of so many characters, in parts that mail allows.
fn address(chars: usize) -> String {
    let rest = format!("@{}.{}.demo.example", "b".repeat(63), "c".repeat(63));
    let local = 64;
    let middle = chars - local - rest.len() - 1;
    format!("{}{}", "a".repeat(local), rest.replacen('@', &format!("@{}.", "d".repeat(middle)), 1))
}

both! {
    async fn an_address_has_254_characters_and_no_more(app) {
        let longest = address(254);
        assert_eq!(longest.len(), 254);
        let taken = register(&app, &longest).await;
        assert_eq!(taken.status, 202, "{}", taken.text);
        assert!(app.mail_to(&longest).await.is_some());
        let before = app.counts().await;
        let refused = register(&app, &address(255)).await;
        refused.is_problem(422, "invalid");
        assert_eq!(refused.members(), ["email"]);
        assert_eq!(app.counts().await, before);
    }

    async fn fifty_mails_from_one_address_an_hour_and_no_more(app) {
        let ask = async |number: i32| {
            app.anyone().post("/accounts/reset-password", json!({"email": format!("reader-{number}@demo.example")})).await
        };
        for number in 0..50 {
            assert_eq!(ask(number).await.status, 202, "{number}");
        }
        ask(50).await.is_problem(429, "too_many");
        app.wait(3600);
        assert_eq!(ask(50).await.status, 202);
    }

    async fn a_hundred_wrong_passwords_from_one_address_and_no_more(app) {
        // Counted without the passwords: hashing a hundred takes long.
        let count = async || {
            let now = app.clock.now();
            app.db.write(move |tx| attempts::count(tx, &[(SIGN_IN_PER_ADDRESS, "192.0.2.1")], now)).await
        };
        for number in 0..100 {
            assert!(count().await.is_ok(), "{number}");
        }
        assert!(matches!(count().await, Err(Error::TooMany(900))));
        app.wait(900);
        assert!(count().await.is_ok());
    }
}

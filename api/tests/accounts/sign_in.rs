//! Signing in, and who is signed in.

use super::{cookie_of, sign_in, with_token};
use crate::support::*;

both! {
    async fn signing_in_gives_a_token_and_a_cookie(app) {
        let holder = app.person("Demo Holder").await;
        let reply = sign_in(&app, &holder.email, PASSWORD).await;
        let cookie = reply.header("set-cookie").to_owned();
        for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/api/v1/sessions", "Max-Age=2592000"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert_eq!(reply.header("cache-control"), "no-store");
        let session = reply.ok();
        assert_eq!((session["token_type"].as_str(), session["expires_in_seconds"].as_u64()), (Some("Bearer"), Some(600)));
        let account = with_token(&app, session["access_token"].as_str().unwrap()).get("/me").await.ok();
        assert_eq!(account, session["account"]);
        assert_eq!(account["person_id"], json!(holder.person()));
    }

    async fn a_wrong_password_and_an_unknown_address_are_answered_alike(app) {
        let holder = app.person("Demo Holder").await;
        let wrong = sign_in(&app, &holder.email, "kelp-Orbit7-wrong").await;
        wrong.is_problem(401, "wrong_password");
        for (email, password) in [
            ("nobody@demo.example", PASSWORD),
            ("no address", PASSWORD),
            ("nul\u{0}@demo.example", PASSWORD),
            (holder.email.as_str(), ""),
            (holder.email.as_str(), "x\u{0}"),
            (holder.email.as_str(), &"x".repeat(129)),
        ] {
            assert_eq!(sign_in(&app, email, password).await.text, wrong.text, "{email}");
        }
    }

    async fn roles_are_those_of_the_facts(app) {
        let staff = app.staff("Demo Staff").await;
        assert_eq!(staff.get("/me").await.ok()["roles"], json!(["person", "staff"]));
        let admin = app.admin("Demo Admin").await;
        assert_eq!(admin.get("/me").await.ok()["roles"], json!(["person", "admin"]));
    }

    async fn two_sessions_of_one_account_are_two(app) {
        let holder = app.person("Demo Holder").await;
        let first = sign_in(&app, &holder.email, PASSWORD).await;
        let second = sign_in(&app, &holder.email, PASSWORD).await;
        assert_ne!(cookie_of(&first), cookie_of(&second));
        let first = with_token(&app, first.ok()["access_token"].as_str().unwrap());
        let second = with_token(&app, second.ok()["access_token"].as_str().unwrap());
        assert_eq!(first.delete("/sessions/current").await.status, 204);
        first.delete("/sessions/current").await.is_problem(401, "session_ended");
        assert_eq!(second.delete("/sessions/current").await.status, 204);
    }
}

/// The shortest of several times that signing in took: the least disturbed by what else this machine does.
async fn shortest(app: &App, email: &str) -> std::time::Duration {
    let mut times = Vec::new();
    for _ in 0..7 {
        let started = std::time::Instant::now();
        sign_in(app, email, "kelp-Orbit7-wrong").await.is_problem(401, "wrong_password");
        times.push(started.elapsed());
    }
    times.into_iter().min().unwrap()
}

#[actix_web::test]
async fn an_unknown_address_takes_as_long_as_a_known_one() {
    let app = App::on_sqlite().await;
    let known = shortest(&app, &app.person("Demo Holder").await.email).await;
    let unknown = shortest(&app, "nobody@demo.example").await;
    // Without hashing, the unknown one would be ten times faster.
    assert!(unknown * 2 > known && known * 2 > unknown, "known {known:?}, unknown {unknown:?}");
}

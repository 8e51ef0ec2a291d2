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

/// How long a refused signing in takes.
async fn refused_within(app: &App, email: &str) -> std::time::Duration {
    let started = std::time::Instant::now();
    sign_in(app, email, "kelp-Orbit7-wrong").await.is_problem(401, "wrong_password");
    started.elapsed()
}

#[actix_web::test]
async fn an_unknown_address_takes_as_long_as_a_known_one() {
    let app = App::on_sqlite().await;
    let holder = app.person("Demo Holder").await.email;
    super::register(&app, "reader@demo.example").await.ok();
    let emails = [holder.as_str(), "reader@demo.example", "nobody@demo.example"];
    // The shortest of several times, in turns: the least disturbed by what else this machine does.
    let mut shortest = [std::time::Duration::MAX; 3];
    for _ in 0..9 {
        for (email, best) in emails.iter().zip(&mut shortest) {
            *best = refused_within(&app, email).await.min(*best);
        }
    }
    let (least, most) = (shortest.iter().min().unwrap(), shortest.iter().max().unwrap());
    // Without hashing, the unknown ones would be ten times faster.
    assert!(*least * 2 > *most, "known, not confirmed, unknown: {shortest:?}");
}

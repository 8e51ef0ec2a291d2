//! Refreshing and ending sessions.

use super::{cookie_of, refresh, refresh_from, sign_in, with_token};
use crate::support::*;

both! {
    async fn a_session_goes_on_for_as_long_as_its_newest_token_is_presented(app) {
        let holder = app.person("Demo Holder").await;
        let mut token = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        for _ in 0..5 {
            app.wait(600);
            let reply = refresh(&app, &token).await;
            let next = cookie_of(&reply);
            assert_ne!(next, token);
            let access = reply.ok()["access_token"].as_str().unwrap().to_owned();
            assert_eq!(with_token(&app, &access).get("/me").await.status, 200);
            token = next;
        }
    }

    async fn two_tabs_that_refresh_at_once_both_go_on(app) {
        let holder = app.person("Demo Holder").await;
        let token = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        let (first, second) = (refresh(&app, &token).await, refresh(&app, &token).await);
        assert_eq!((first.status, second.status), (200, 200));
        // The browser has one cookie: the one that came last.
        let third = refresh(&app, &cookie_of(&second)).await;
        assert_eq!(third.status, 200, "{}", third.text);
        assert_eq!(refresh(&app, &cookie_of(&third)).await.status, 200);
    }

    async fn a_thief_beside_the_owner_ends_the_family(app) {
        let holder = app.person("Demo Holder").await;
        for thief_is_first in [true, false] {
            let stolen = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
            let (first, second) = (cookie_of(&refresh(&app, &stolen).await), cookie_of(&refresh(&app, &stolen).await));
            let (thief, owner) = if thief_is_first { (first, second) } else { (second, first) };
            // As long as only one of them goes on, the other may be a tab that was closed.
            let next = refresh(&app, &owner).await;
            assert_eq!(next.status, 200, "{}", next.text);
            refresh(&app, &thief).await.is_problem(401, "session_ended");
            for token in [&thief, &owner, &cookie_of(&next)] {
                refresh(&app, token).await.is_problem(401, "session_ended");
            }
        }
    }

    async fn a_spent_token_ends_its_family(app) {
        let holder = app.person("Demo Holder").await;
        let reply = sign_in(&app, &holder.email, PASSWORD).await;
        let other = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        let stolen = cookie_of(&reply);
        let second = cookie_of(&refresh(&app, &stolen).await);
        let reply = refresh(&app, &second).await;
        let (third, access) = (cookie_of(&reply), reply.ok()["access_token"].as_str().unwrap().to_owned());
        refresh(&app, &stolen).await.is_problem(401, "session_ended");
        for token in [&stolen, &second, &third] {
            refresh(&app, token).await.is_problem(401, "session_ended");
        }
        with_token(&app, &access).delete("/sessions/current").await.is_problem(401, "session_ended");
        // Another family of the same account is left alone.
        assert_eq!(refresh(&app, &other).await.status, 200);
    }

    async fn only_the_apps_own_pages_refresh(app) {
        let holder = app.person("Demo Holder").await;
        let token = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        for origin in ["https://evil.example", "null", "", "http://certification.demo.example", "https://certification.demo.example.evil.example"] {
            refresh_from(&app, &token, origin).await.is_problem(403, "foreign_origin");
        }
        assert_eq!(refresh(&app, &token).await.status, 200);
    }

    async fn an_unknown_token_is_no_session(app) {
        refresh(&app, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await.is_problem(401, "session_ended");
        refresh(&app, "").await.is_problem(401, "session_ended");
    }

    async fn signing_out_everywhere_ends_every_session_at_once(app) {
        let holder = app.person("Demo Holder").await;
        let first = sign_in(&app, &holder.email, PASSWORD).await;
        let token = cookie_of(&first);
        let second = with_token(&app, sign_in(&app, &holder.email, PASSWORD).await.ok()["access_token"].as_str().unwrap());
        let reply = second.delete("/sessions").await;
        assert_eq!(reply.status, 204);
        assert!(reply.header("set-cookie").contains("Max-Age=0"), "{}", reply.header("set-cookie"));
        refresh(&app, &token).await.is_problem(401, "session_ended");
        let first = with_token(&app, first.ok()["access_token"].as_str().unwrap());
        first.delete("/sessions/current").await.is_problem(401, "session_ended");
        holder.delete("/sessions/current").await.is_problem(401, "session_ended");
    }

    async fn a_session_ends_after_thirty_days(app) {
        let holder = app.person("Demo Holder").await;
        let token = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        app.wait(30 * 24 * 3600 - 1);
        let token = cookie_of(&refresh(&app, &token).await);
        app.wait(1);
        refresh(&app, &token).await.is_problem(401, "session_ended");
    }
}

//! Access tokens that are not ours, not any more, or not at all.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lssc_api::auth::{Claims, Keys};

use super::with_token;
use crate::support::*;

/// A token of these parts, with the signature of another.
fn put_together(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

fn part(token: &str, number: usize) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(number).unwrap()).unwrap()).unwrap()
}

both! {
    async fn forged_tokens_are_refused(app) {
        let staff = app.staff("Demo Staff").await;
        let token = staff.token.clone().unwrap();
        let signature = token.rsplit('.').next().unwrap().to_owned();
        let (header, claims) = (part(&token, 0), part(&token, 1));
        assert_eq!(staff.get("/me").await.status, 200);

        let mut none = header.clone();
        none["alg"] = json!("none");
        let mut hmac = header.clone();
        hmac["alg"] = json!("HS256");
        let mut without_key = header.clone();
        without_key.as_object_mut().unwrap().remove("kid");
        let mut unknown_key = header.clone();
        unknown_key["kid"] = json!("0123456789abcdef");
        let mut more = claims.clone();
        more["roles"] = json!(["person", "staff", "admin"]);
        let mut later = claims.clone();
        later["exp"] = json!(4_000_000_000_u64);
        let foreign = Keys::passing().unwrap().sign(&Claims::new(staff.requester.as_ref().unwrap(), app.clock.now())).unwrap();
        let foreign_signature = foreign.rsplit('.').next().unwrap().to_owned();

        for (what, forged) in [
            ("none", put_together(&none, &claims, "")),
            ("none, signed", put_together(&none, &claims, &signature)),
            ("another algorithm", put_together(&hmac, &claims, &signature)),
            ("no key", put_together(&without_key, &claims, &signature)),
            ("an unknown key", put_together(&unknown_key, &claims, &signature)),
            ("more roles", put_together(&header, &more, &signature)),
            ("a later end", put_together(&header, &later, &signature)),
            ("of another server", foreign),
            ("of another server under our key's name", put_together(&header, &claims, &foreign_signature)),
            ("cut short", token.chars().take(token.len() - 1).collect()),
            ("no token", "abc".to_owned()),
            ("nothing", String::new()),
        ] {
            let reply = with_token(&app, &forged).get("/me").await;
            assert_eq!(reply.status, 401, "{what}: {}", reply.text);
            reply.is_problem(401, "bad_token");
        }
    }

    async fn a_token_ends_after_ten_minutes(app) {
        let holder = app.person("Demo Holder").await;
        app.wait(599);
        assert_eq!(holder.get("/me").await.status, 200);
        app.wait(1);
        let reply = holder.get("/me").await;
        reply.is_problem(401, "session_ended");
        assert_eq!(reply.header("www-authenticate"), "Bearer");
    }

    async fn without_a_token_nobody_is_signed_in(app) {
        app.anyone().get("/me").await.is_problem(401, "signed_out");
        app.anyone().delete("/sessions").await.is_problem(401, "signed_out");
        let basic = actix_web::test::TestRequest::get().uri("/api/v1/me").insert_header(("Authorization", "Basic YTpi"));
        app.anyone().send(basic).await.is_problem(401, "bad_token");
    }
}

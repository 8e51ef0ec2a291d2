//! Registering and confirming.

use super::{confirm, mailed_token, register, sign_in};
use crate::support::*;

both! {
    async fn an_account_comes_into_being_when_its_address_is_confirmed(app) {
        let reply = register(&app, "reader@demo.example").await;
        assert_eq!(reply.status, 202, "{}", reply.text);
        assert_eq!(app.counts().await, (0, 0, 1));
        // Whether an address waits for its confirmation, signing in does not tell.
        let unknown = sign_in(&app, "nobody@demo.example", PASSWORD).await;
        for password in [PASSWORD, "kelp-Orbit7-wrong"] {
            let reply = sign_in(&app, "reader@demo.example", password).await;
            assert_eq!(reply.is_problem(401, "wrong_password"), &unknown.body);
            assert!(reply.text.contains("follow the link in the mail first"), "{}", reply.text);
        }

        let token = mailed_token(&app, "reader@demo.example").await;
        assert_eq!(confirm(&app, &token, PASSWORD).await.status, 204);
        // Registered, and both documents accepted.
        assert_eq!(app.counts().await, (1, 3, 1));
        let session = sign_in(&app, "READER@demo.example", PASSWORD).await.ok();
        assert_eq!(session["account"]["name"], "Demo Candidate");
        assert_eq!(session["account"]["roles"], json!(["person"]));

        // The link works once.
        let again = confirm(&app, &token, PASSWORD).await;
        again.is_problem(422, "invalid");
        assert_eq!(again.members(), ["token"]);
    }

    async fn a_known_address_gets_the_same_answer_and_another_mail(app) {
        let known = app.person("Demo Holder").await;
        let unknown = register(&app, "reader@demo.example").await;
        let reply = register(&app, &known.email.to_uppercase()).await;
        assert_eq!((reply.status, &reply.text), (202, &unknown.text));
        assert!(app.mail_to(&known.email).await.unwrap().contains("account already"));
    }

    async fn the_one_who_reads_the_mail_decides_whose_password_it_is(app) {
        register(&app, "reader@demo.example").await;
        let first = mailed_token(&app, "reader@demo.example").await;
        let other = registration("reader@demo.example", "another-Quill9-harbour", "Someone Else");
        app.anyone().post("/accounts", other).await.ok();
        let second = mailed_token(&app, "reader@demo.example").await;
        confirm(&app, &first, PASSWORD).await.ok();
        assert_eq!(sign_in(&app, "reader@demo.example", PASSWORD).await.ok()["account"]["name"], "Demo Candidate");
        sign_in(&app, "reader@demo.example", "another-Quill9-harbour").await.is_problem(401, "wrong_password");
        confirm(&app, &second, PASSWORD).await.is_problem(422, "invalid");
    }

    async fn nobody_opens_an_account_under_a_strangers_password(app) {
        const STRANGERS: &str = "another-Quill9-harbour";
        register(&app, "reader@demo.example").await;
        app.wait(1);
        let stranger = registration("Reader@demo.example", STRANGERS, "Evil Words");
        app.anyone().post("/accounts", stranger).await.ok();
        app.wait(1);
        // The newest registration is the stranger's.
        app.anyone().post("/accounts/resend-confirmation", json!({"email": "reader@demo.example"})).await.ok();
        let mail = app.mail_to("Reader@demo.example").await.unwrap();
        assert!(mail.contains("/register") && !mail.contains("Evil Words"), "{mail}");
        let token = mailed_token(&app, "Reader@demo.example").await;
        let refused = confirm(&app, &token, PASSWORD).await;
        refused.is_problem(422, "invalid");
        assert_eq!(refused.members(), ["password"]);
        assert_eq!(app.counts().await.1, 0);
        sign_in(&app, "reader@demo.example", STRANGERS).await.is_problem(401, "wrong_password");
        // Registering again leads on, and the stranger's link is spent by it.
        register(&app, "reader@demo.example").await;
        let own = mailed_token(&app, "reader@demo.example").await;
        assert_eq!(confirm(&app, &own, PASSWORD).await.status, 204);
        assert_eq!(confirm(&app, &token, STRANGERS).await.members(), ["token"]);
        assert_eq!(sign_in(&app, "reader@demo.example", PASSWORD).await.ok()["account"]["name"], "Demo Candidate");
    }

    async fn ten_wrong_passwords_for_one_registration_and_no_more(app) {
        register(&app, "reader@demo.example").await;
        let token = mailed_token(&app, "reader@demo.example").await;
        for _ in 0..10 {
            assert_eq!(confirm(&app, &token, "kelp-Orbit7-wrong").await.members(), ["password"]);
        }
        confirm(&app, &token, PASSWORD).await.is_problem(429, "too_many");
        app.wait(15 * 60);
        assert_eq!(confirm(&app, &token, PASSWORD).await.status, 204);
    }

    async fn accents_tell_mailboxes_apart(app) {
        for (email, name) in [("user@example.example", "Demo One"), ("user@exämple.example", "Demo Two"), ("üser@example.example", "Demo Three")] {
            app.anyone().post("/accounts", registration(email, PASSWORD, name)).await.ok();
            assert_eq!(confirm(&app, &mailed_token(&app, email).await, PASSWORD).await.status, 204, "{email}");
        }
        for (email, name) in [
            ("User@Example.example", "Demo One"),
            ("user@EXÄMPLE.example", "Demo Two"),
            ("user@xn--exmple-cua.example", "Demo Two"),
            ("Üser@example.example", "Demo Three"),
        ] {
            assert_eq!(sign_in(&app, email, PASSWORD).await.ok()["account"]["name"], name, "{email}");
        }
    }

    async fn a_weak_password_takes_nothing_from_the_mailbox(app) {
        for _ in 0..6 {
            let weak = registration("reader@demo.example", "password1234", "Demo Candidate");
            assert_eq!(app.anyone().post("/accounts", weak).await.members(), ["password"]);
        }
        register(&app, "reader@demo.example").await.ok();
    }

    async fn the_confirmation_is_sent_again_and_ends_after_a_day(app) {
        register(&app, "reader@demo.example").await;
        let first = mailed_token(&app, "reader@demo.example").await;
        app.wait(60);
        app.anyone().post("/accounts/resend-confirmation", json!({"email": "reader@demo.example"})).await.ok();
        let second = mailed_token(&app, "reader@demo.example").await;
        assert_ne!(first, second);
        app.wait(24 * 3600 - 60);
        confirm(&app, &first, PASSWORD).await.is_problem(422, "invalid");
        // The registration itself lasts as long as its first mail; a link that was sent later may be followed until it ends.
        confirm(&app, &second, PASSWORD).await.ok();
    }

    async fn resending_to_an_address_that_waits_for_nothing_says_nothing(app) {
        let reply = app.anyone().post("/accounts/resend-confirmation", json!({"email": "nobody@demo.example"})).await;
        let known = register(&app, "reader@demo.example").await;
        assert_eq!((reply.status, reply.text), (202, known.text));
        assert_eq!(app.mail_to("nobody@demo.example").await, None);
    }

    async fn what_cannot_be_registered_is_named(app) {
        let good = registration("reader@demo.example", PASSWORD, "Demo Candidate");
        for (member, value) in [
            ("email", json!("reader")),
            ("email", json!(format!("{}@demo.example", "a".repeat(250)))),
            ("email", json!("reader@demo.example\u{0}")),
            ("name", json!("")),
            ("name", json!("a\u{0}b")),
            ("name", json!("x".repeat(201))),
            ("password", json!("kelp-Orbit7")),
            ("password", json!("password1234")),
            ("password", json!("ab-".repeat(43))),
            ("privacy_version", json!("2019-01-01")),
            ("terms_version", json!("")),
        ] {
            let mut body = good.clone();
            body[member] = value;
            let reply = app.anyone().post("/accounts", body.clone()).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member], "{body}");
        }
        assert_eq!(app.counts().await, (0, 0, 0));
    }

    async fn names_in_every_script_are_kept_as_they_are(app) {
        for (number, name) in ["A", "Žofie Nováková", "刘晓波", "محمد", "Ὀδυσσεύς", "נֹעָה", "𐍈𐌰𐌿", "👩🏽‍🦱", &"ж".repeat(200)].into_iter().enumerate() {
            let email = format!("reader-{number}@demo.example");
            app.anyone().post("/accounts", registration(&email, PASSWORD, &format!("  {name} "))).await.ok();
            confirm(&app, &mailed_token(&app, &email).await, PASSWORD).await.ok();
            assert_eq!(sign_in(&app, &email, PASSWORD).await.ok()["account"]["name"], name);
        }
    }
}

use diesel::prelude::*;
use lssc_api::db::schema::outbox;
use lssc_api::outbox::{Delivery, deliver_due};

use crate::support::*;

fn message() -> Value {
    json!({"name": "Demo Reader", "email": "reader@demo.example", "subject": "A question", "message": "Does my course count?\nIt was in 2025."})
}

async fn send(app: &App, message: Value) -> Reply {
    app.anyone().post("/messages", message).await
}

/// Whom, whom to answer, what about and what, of every mail.
async fn queued(app: &App) -> Vec<(String, Option<String>, String, String)> {
    let columns = (outbox::recipient, outbox::reply_to, outbox::subject);
    let rows: Vec<(String, Option<String>, String)> = app.read(move |conn| outbox::table.order(outbox::id).select(columns).load(conn).unwrap()).await;
    let mut texts: Vec<String> = app.mails().await.into_iter().rev().map(|(_, letter)| letter.text).collect();
    // Of what was delivered there is no text any more.
    texts.resize(rows.len(), String::new());
    rows.into_iter().zip(texts).map(|((to, reply_to, subject), text)| (to, reply_to, subject, text)).collect()
}

both! {
    async fn a_message_becomes_a_mail_that_is_answered_to_who_wrote(app) {
        let reply = send(&app, message()).await;
        assert_eq!(reply.status, 202);
        let mails = queued(&app).await;
        let [(to, reply_to, subject, body)] = mails.as_slice() else { panic!("{mails:?}") };
        assert_eq!((to.as_str(), reply_to.as_deref(), subject.as_str()), ("help@demo.example", Some("reader@demo.example"), "Message: A question"));
        assert!(body.contains("Demo Reader <reader@demo.example> wrote") && body.contains("Does my course count?\nIt was in 2025."), "{body}");
    }

    async fn what_is_delivered_has_its_reply_address_and_leaves_no_text(app) {
        send(&app, message()).await.ok();
        let folder = tempfile::tempdir().unwrap();
        let config = lssc_api::config::Config::new("sqlite:unused".parse().unwrap(), "unused".into(), ORIGIN.parse().unwrap());
        let delivery = Delivery::to(&format!("folder:{}", folder.path().display())).unwrap();
        assert_eq!(deliver_due(&app.db, &app.clock, &config, &delivery, false).await.unwrap().len(), 1);
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let sent = std::fs::read_to_string(file).unwrap();
        assert!(sent.contains("Reply-To: reader@demo.example\r\n") && sent.contains("To: help@demo.example\r\n"), "{sent}");
        let (_, reply_to, subject, body) = queued(&app).await.remove(0);
        assert_eq!((reply_to, subject.as_str(), body.as_str()), (None, "", ""));
    }

    async fn nothing_typed_becomes_a_header_or_is_filled_in(app) {
        for (member, typed) in [("subject", "Hello\r\nBcc: all@demo.example"), ("name", "Demo\nReader"), ("email", "a@b.example\r\nBcc: c@d.example"), ("email", "a@b.example, c@d.example")] {
            let mut typed_message = message();
            typed_message[member] = json!(typed);
            let refused = send(&app, typed_message).await;
            refused.is_problem(422, "invalid");
            assert_eq!(refused.members(), [member], "{typed:?}");
        }
        assert_eq!(queued(&app).await.len(), 0);
        let mut braces = message();
        braces["message"] = json!("{public_url}/x");
        send(&app, braces).await.ok();
        assert!(queued(&app).await[0].3.contains("\n{public_url}/x\n"));
    }

    async fn a_repetition_and_a_machine_are_answered_alike_and_nothing_more_is_sent(app) {
        let first = send(&app, message()).await.ok();
        assert_eq!(send(&app, message()).await.ok(), first);
        let mut machine = message();
        machine["website"] = json!("https://pills.example");
        assert_eq!(send(&app, machine).await.ok(), first);
        assert_eq!(queued(&app).await.len(), 1);
        app.wait(3600);
        send(&app, message()).await.ok();
        assert_eq!(queued(&app).await.len(), 2);
    }

    async fn lengths_at_their_limits_and_one_over(app) {
        for (member, chars) in [("name", 200), ("subject", 150), ("message", 5_000)] {
            for (length, status) in [(chars, 202), (chars + 1, 422)] {
                let mut long = message();
                long[member] = json!("ж".repeat(length));
                let reply = send(&app, long).await;
                assert_eq!(reply.status, status, "{member} {length}: {}", reply.text);
                if status == 422 {
                    assert_eq!(reply.members(), [member]);
                }
            }
        }
        let empty = send(&app, json!({"name": " ", "email": "x", "subject": "", "message": ""})).await;
        empty.is_problem(422, "invalid");
        assert_eq!(empty.members(), ["name", "email", "subject", "message"]);
        send(&app, json!({"name": "Demo Reader"})).await.is_problem(400, "unreadable");
        send(&app, json!({"name": "x", "email": "a@b.example", "subject": "x", "message": "x", "phone": "1"})).await.is_problem(400, "unreadable");
    }

    async fn five_from_one_address_an_hour_and_no_more(app) {
        let numbered = |number: i32| {
            let mut numbered = message();
            numbered["message"] = json!(format!("Message {number}"));
            numbered
        };
        for number in 0..5 {
            assert_eq!(send(&app, numbered(number)).await.status, 202, "{number}");
        }
        send(&app, numbered(5)).await.is_problem(429, "too_many");
        assert_eq!(queued(&app).await.len(), 5);
        app.wait(3600);
        assert_eq!(send(&app, numbered(5)).await.status, 202);
    }

    async fn two_hundred_from_everyone_an_hour_and_no_more(app) {
        use lssc_api::auth::attempts::{self, MESSAGES_IN_ALL};
        let now = app.clock.now();
        let count = async |times: usize| {
            app.db.write(move |tx| (0..times).try_for_each(|_| attempts::count(tx, &[(MESSAGES_IN_ALL, "")], now).map(drop))).await
        };
        count(199).await.unwrap();
        assert_eq!(send(&app, message()).await.status, 202);
        let mut other = message();
        other["subject"] = json!("Another question");
        send(&app, other).await.is_problem(429, "too_many");
        assert_eq!(queued(&app).await.len(), 1);
    }
}

//! Delivering mails: whole, with a stable id, at least once, by one worker at a time; tried again where that helps, and
//! kept for staff where it does not.

use std::sync::Arc;
use std::sync::mpsc::channel;

use diesel::prelude::*;
use lssc_api::config::Config;
use lssc_api::db::schema::outbox;
use lssc_api::notices::Telling;
use lssc_api::outbox::{Delivery, Fate, Mail, deliver_due, queue};

use crate::support::*;

fn config() -> Config {
    Config::new("sqlite:unused".parse().unwrap(), "unused".into(), ORIGIN.parse().unwrap())
}

async fn queue_to(app: &App, to: &str, telling: Telling) {
    let (now, mail) = (app.clock.now(), Mail { to: to.to_owned(), telling });
    app.db.write(move |tx| Ok(queue(tx, now, &mail)?)).await.unwrap();
}

async fn queue_one(app: &App, to: &str) {
    queue_to(app, to, Telling::Certified { name: "Žofie <b>Demo</b>".to_owned(), number: "7K3M-9QX2".to_owned() }).await;
}

async fn deliver(app: &App, delivery: &Delivery) -> Vec<Fate> {
    deliver_due(&app.db, &app.clock, &config(), delivery, false).await.unwrap()
}

/// State, attempts, whether its words are kept, and why it failed, of every mail.
async fn kept(app: &App) -> Vec<(String, i32, bool, Option<String>)> {
    let columns = (outbox::state, outbox::attempts, outbox::variables.is_not_null(), outbox::failure);
    app.read(move |conn| outbox::table.order(outbox::id).select(columns).load(conn).unwrap()).await
}

fn delivered(attempts: i32) -> (String, i32, bool, Option<String>) {
    ("delivered".to_owned(), attempts, false, None)
}

fn stands(state: &str, attempts: i32, failure: &str) -> (String, i32, bool, Option<String>) {
    (state.to_owned(), attempts, true, Some(failure.to_owned()))
}

both! {
    async fn a_mail_goes_to_the_server_that_is_configured_as_text_and_html(app) {
        let server = SmtpServer::start(|_, _| Reaction::Take);
        queue_one(&app, "reader@demo.example").await;
        assert_eq!(deliver(&app, &Delivery::to(&server.place).unwrap()).await, [Fate::Delivered]);
        assert_eq!(kept(&app).await, [delivered(1)]);
        let id: String = app.read(|conn| outbox::table.select(outbox::id).first(conn).unwrap()).await;
        let taken = server.taken();
        let [TakenMail { to, message_id, content }] = taken.as_slice() else { panic!("{taken:?}") };
        assert_eq!((to.as_str(), message_id.as_str()), ("reader@demo.example", format!("<{id}@certification.demo.example>").as_str()));
        for part in [
            "To: reader@demo.example",
            "Auto-Submitted: auto-generated",
            "Date: Sun, 22 Nov 2026 18:00:00 +0000",
            "Subject: You are certified",
            "Content-Type: multipart/alternative",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
        ] {
            assert!(content.contains(part), "`{part}` is missing in {content}");
        }
        let (text, html) = content.split_once("Content-Type: text/html").unwrap();
        assert!(text.contains("<b>Demo</b>") && !html.contains("<b>Demo</b>") && html.contains("&lt;b&gt;Demo"), "{content}");
    }

    async fn a_mail_becomes_a_file_and_what_it_says_goes(app) {
        let folder = tempfile::tempdir().unwrap();
        let delivery = Delivery::to(&format!("folder:{}", folder.path().display())).unwrap();
        queue_one(&app, "reader@demo.example").await;
        assert_eq!(deliver(&app, &delivery).await, [Fate::Delivered]);
        assert_eq!(deliver(&app, &delivery).await, []);
        let id: String = app.read(|conn| outbox::table.select(outbox::id).first(conn).unwrap()).await;
        let file = std::fs::read_to_string(folder.path().join(format!("{id}.eml"))).unwrap();
        assert!(file.contains(&format!("Message-ID: <{id}@certification.demo.example>")), "{file}");
        assert!(file.contains(&format!("{ORIGIN}/verify/7K3M-9QX2")), "{file}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(kept(&app).await, [delivered(1)]);
    }

    async fn a_failed_delivery_is_tried_later_and_waits_for_staff_in_the_end(app) {
        let blocked = tempfile::NamedTempFile::new().unwrap();
        let delivery = Delivery::to(&format!("folder:{}", blocked.path().display())).unwrap();
        queue_one(&app, "reader@demo.example").await;
        for attempt in 1..=20 {
            let fate = if attempt < 20 { Fate::PutOff } else { Fate::Failed };
            assert_eq!(deliver(&app, &delivery).await, [fate], "attempt {attempt}");
            assert_eq!(deliver(&app, &delivery).await, [], "attempt {attempt}");
            app.wait(6 * 3600 + 1);
        }
        let (state, attempts, is_kept, failure) = kept(&app).await.remove(0);
        assert_eq!((state.as_str(), attempts, is_kept), ("failed", 20, true));
        assert!(failure.unwrap().starts_with("folder: "));
        assert_eq!(deliver(&app, &delivery).await, []);
    }

    async fn what_a_server_refuses_for_good_is_not_tried_again(app) {
        let server = SmtpServer::start(|to, _| if to.starts_with("gone") { Reaction::RefuseReceiver(550) } else { Reaction::RefuseMail(554) });
        let delivery = Delivery::to(&server.place).unwrap();
        for to in ["gone@demo.example", "full-of-doubt@demo.example", "no address"] {
            queue_one(&app, to).await;
        }
        assert_eq!(deliver(&app, &delivery).await, [Fate::Failed, Fate::Failed, Fate::Failed]);
        let expected = ["the mail server answered 550", "the mail server answered 554", "the address is none that mail can go to"];
        assert_eq!(kept(&app).await, expected.map(|failure| stands("failed", 1, failure)));
        assert_eq!(server.taken().len(), 0);
    }

    async fn what_a_server_does_not_take_just_now_is_tried_again(app) {
        let server = SmtpServer::start(|to, nth| match (to.split('@').next().unwrap(), nth) {
            ("greylisted", 1) => Reaction::RefuseReceiver(451),
            ("busy", 1) => Reaction::RefuseMail(452),
            // Who does not know us has nothing against the mail.
            ("unknown", 1) => Reaction::RefuseReceiver(530),
            ("cut-off", 1) => Reaction::HangUpAfter(Arc::new(|| {})),
            _ => Reaction::Take,
        });
        let delivery = Delivery::to(&server.place).unwrap();
        for to in ["greylisted@demo.example", "busy@demo.example", "unknown@demo.example", "cut-off@demo.example"] {
            queue_one(&app, to).await;
        }
        assert_eq!(deliver(&app, &delivery).await, [Fate::PutOff; 4]);
        let failures = kept(&app).await;
        let words: Vec<&str> = failures.iter().filter_map(|(_, _, _, failure)| failure.as_deref()).collect();
        assert_eq!(words[..3], ["the mail server answered 451", "the mail server answered 452", "the mail server answered 530"]);
        assert!(failures.iter().all(|(state, attempts, is_kept, _)| state == "queued" && *attempts == 1 && *is_kept), "{failures:?}");
        app.wait(120);
        assert_eq!(deliver(&app, &delivery).await, [Fate::Delivered; 4]);
        assert_eq!(kept(&app).await, [delivered(2), delivered(2), delivered(2), delivered(2)]);
        // What was taken and not acknowledged went twice, and can be told as one.
        let ids: Vec<String> = server.taken().into_iter().filter(|mail| mail.to.starts_with("cut-off")).map(|mail| mail.message_id).collect();
        assert!(ids.len() == 2 && ids[0] == ids[1] && !ids[0].is_empty(), "{ids:?}");
        assert_eq!(server.taken().len(), 5);
    }

    async fn a_server_that_is_not_there_loses_nothing(app) {
        let delivery = Delivery::to("smtp://127.0.0.1:1").unwrap();
        queue_one(&app, "reader@demo.example").await;
        assert_eq!(deliver(&app, &delivery).await, [Fate::PutOff]);
        assert_eq!(kept(&app).await, [stands("queued", 1, "no connection to the mail server")]);
    }

    async fn a_link_that_has_ended_is_not_sent(app) {
        let server = SmtpServer::start(|_, _| Reaction::Take);
        let delivery = Delivery::to(&server.place).unwrap();
        queue_to(&app, "reader@demo.example", Telling::PasswordReset { name: "Demo".to_owned(), token: "abc".to_owned() }).await;
        app.wait(3599);
        assert_eq!(deliver(&app, &delivery).await, [Fate::Delivered]);
        queue_to(&app, "reader@demo.example", Telling::PasswordReset { name: "Demo".to_owned(), token: "abc".to_owned() }).await;
        app.wait(3600);
        assert_eq!(deliver(&app, &delivery).await, []);
        let now = app.clock.now();
        app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, now)?)).await.unwrap();
        assert_eq!(kept(&app).await, [delivered(1), ("expired".to_owned(), 0, false, None)]);
    }

    async fn two_workers_do_not_deliver_the_same_mail(app) {
        let server = SmtpServer::start(|_, _| Reaction::Take);
        let delivery = Delivery::to(&server.place).unwrap();
        for _ in 0..8 {
            queue_one(&app, "reader@demo.example").await;
        }
        let (first, second) = futures_util::future::join(deliver(&app, &delivery), deliver(&app, &delivery)).await;
        assert_eq!((first.len() + second.len(), server.taken().len()), (8, 8));
        assert!(kept(&app).await.iter().all(|mail| *mail == delivered(1)));
    }

    async fn a_worker_that_comes_late_undoes_nothing(app) {
        let ((held, is_held), (go_on, goes_on)) = (channel(), channel::<()>());
        let goes_on = std::sync::Mutex::new(goes_on);
        let stall: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
            held.send(()).unwrap();
            goes_on.lock().unwrap().recv().unwrap();
        });
        let server = SmtpServer::start(move |_, nth| if nth == 1 { Reaction::AnswerAfter(Arc::clone(&stall), 550) } else { Reaction::Take });
        let delivery = Delivery::to(&server.place).unwrap();
        queue_one(&app, "reader@demo.example").await;
        let late = deliver(&app, &delivery);
        let other = async {
            while is_held.try_recv().is_err() {
                tokio::task::yield_now().await;
            }
            // The lease of the first lasts two minutes.
            assert_eq!(deliver(&app, &delivery).await, []);
            app.wait(121);
            let fates = deliver(&app, &delivery).await;
            go_on.send(()).unwrap();
            fates
        };
        let (_, fates) = futures_util::future::join(late, other).await;
        assert_eq!(fates, [Fate::Delivered]);
        assert_eq!(kept(&app).await, [delivered(2)]);
    }

    async fn a_demonstration_keeps_what_it_shows(app) {
        let folder = tempfile::tempdir().unwrap();
        let delivery = Delivery::to(&format!("folder:{}", folder.path().display())).unwrap();
        queue_one(&app, "reader@demo.example").await;
        assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, true).await.unwrap(), [Fate::Delivered]);
        assert!(app.mail_to("reader@demo.example").await.unwrap().contains("7K3M-9QX2"));
    }
}

#[actix_web::test]
async fn mails_go_to_known_places_alone() {
    for (place, taken) in
        [("folder:var/mail", true), ("smtp://localhost:1025", true), ("smtps://user:secret@mail.example", true), ("/var/mail", false), ("", false)]
    {
        assert_eq!(Delivery::to(place).is_ok(), taken, "{place}");
    }
}

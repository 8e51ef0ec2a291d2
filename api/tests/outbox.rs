//! Delivering mails: whole, with a stable id, at least once, by one worker at a time.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use diesel::prelude::*;
use lssc_api::config::Config;
use lssc_api::db::schema::outbox;
use lssc_api::outbox::{Delivery, Mail, deliver_due, queue};

use crate::support::*;

fn config() -> Config {
    Config::new("sqlite:unused".parse().unwrap(), "unused".into(), ORIGIN.parse().unwrap())
}

async fn queue_one(app: &App) {
    let now = app.clock.now();
    let mail = Mail {
        to: "reader@demo.example".to_owned(),
        subject: "Žofie is certified".to_owned(),
        body: "See {public_url}/confirm#token=abc\n".to_owned(),
    };
    app.db.write(move |tx| Ok(queue(tx, now, &mail)?)).await.unwrap();
}

/// State, attempts and text of every mail.
async fn kept(app: &App) -> Vec<(String, i32, String)> {
    app.read(|conn| outbox::table.order(outbox::id).select((outbox::state, outbox::attempts, outbox::body)).load(conn).unwrap()).await
}

/// A server that speaks just enough SMTP to take one mail, and gives what it was sent.
fn mail_server() -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = format!("smtp://{}", listener.local_addr().unwrap());
    let taken = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut taken = String::new();
        let mut in_data = false;
        stream.write_all(b"220 mail.demo.example\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            taken.push_str(&line);
            taken.push('\n');
            let answer: &[u8] = match line.as_str() {
                "." => b"250 taken\r\n",
                _ if in_data => continue,
                "DATA" => b"354 go on\r\n",
                "QUIT" => b"221 bye\r\n",
                _ => b"250 fine\r\n",
            };
            in_data = line == "DATA";
            stream.write_all(answer).unwrap();
            if line == "." || line == "QUIT" {
                break;
            }
        }
        taken
    });
    (place, taken)
}

both! {
    async fn a_mail_goes_to_the_server_that_is_configured(app) {
        let (place, taken) = mail_server();
        queue_one(&app).await;
        let delivery = Delivery::to(&place).unwrap();
        assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, false).await.unwrap(), 1);
        let (id, state): (String, String) = app.read(|conn| outbox::table.select((outbox::id, outbox::state)).first(conn).unwrap()).await;
        assert_eq!(state, "delivered");
        let taken = taken.join().unwrap();
        for part in ["RCPT TO:<reader@demo.example>", "To: reader@demo.example", &format!("Message-ID: <{id}@certification.demo.example>")] {
            assert!(taken.contains(part), "`{part}` is missing in {taken}");
        }
    }

    async fn a_mail_becomes_a_file_and_its_text_goes(app) {
        let folder = tempfile::tempdir().unwrap();
        let delivery = Delivery::to(&format!("folder:{}", folder.path().display())).unwrap();
        queue_one(&app).await;
        assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, false).await.unwrap(), 1);
        assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, false).await.unwrap(), 0);
        let id: String = app.read(|conn| outbox::table.select(outbox::id).first(conn).unwrap()).await;
        let file = std::fs::read_to_string(folder.path().join(format!("{id}.eml"))).unwrap();
        assert!(file.contains(&format!("Message-ID: <{id}@certification.demo.example>")), "{file}");
        assert!(file.contains("To: reader@demo.example"), "{file}");
        assert!(file.contains(&format!("{ORIGIN}/confirm#token")), "{file}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        // The link opened something: it is not kept.
        assert_eq!(kept(&app).await, [("delivered".to_owned(), 1, String::new())]);
    }

    async fn a_failed_delivery_is_tried_later_and_given_up_in_the_end(app) {
        let blocked = tempfile::NamedTempFile::new().unwrap();
        let delivery = Delivery::to(&format!("folder:{}", blocked.path().display())).unwrap();
        queue_one(&app).await;
        for attempt in 1..=12 {
            assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, false).await.unwrap(), 1, "attempt {attempt}");
            assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, false).await.unwrap(), 0, "attempt {attempt}");
            app.wait(6 * 3600 + 1);
        }
        let rows = kept(&app).await;
        // Its link goes with it.
        assert_eq!(rows, [("failed".to_owned(), 12, String::new())]);
        assert_eq!(deliver_due(&app.db, &app.clock, &config(), &delivery, false).await.unwrap(), 0);
    }

    async fn two_workers_do_not_deliver_the_same_mail(app) {
        let folder = tempfile::tempdir().unwrap();
        let delivery = Delivery::to(&format!("folder:{}", folder.path().display())).unwrap();
        for _ in 0..8 {
            queue_one(&app).await;
        }
        let config = config();
        let worker = || deliver_due(&app.db, &app.clock, &config, &delivery, true);
        let (first, second) = futures_util::future::join(worker(), worker()).await;
        assert_eq!(first.unwrap() + second.unwrap(), 8);
        let rows = kept(&app).await;
        assert!(rows.iter().all(|(state, attempts, body)| state == "delivered" && *attempts == 1 && !body.is_empty()), "{rows:?}");
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

//! The documents that go with letters: which, as what, to whom, and that none of them stops a letter.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lssc_api::record::NewFact;
use shared::facts::FactBody;
use shared::ids::InvoiceId;

use super::*;
use crate::applications::{paid, path as application, submitted};
use crate::orders::{drafted, issue, line, path as order_path};

/// A file that came with a mail: its name and the words in it.
#[derive(Debug)]
struct Enclosed {
    name: String,
    words: Vec<String>,
}

impl Enclosed {
    fn says(&self, words: &str) -> bool {
        self.words.iter().any(|line| line.contains(words))
    }
}

/// What goes with a mail, which is one PDF file or nothing.
fn enclosed(mail: &TakenMail) -> Option<Enclosed> {
    let (head, body) = mail.content.split_once("\n\n").unwrap();
    if !head.contains("Content-Type: multipart/mixed") {
        assert!(head.contains("Content-Type: multipart/alternative") && !body.contains("Content-Disposition"), "{head}");
        assert!(!body.contains("is attached"), "{body}");
        return None;
    }
    assert!(body.contains("Content-Type: multipart/alternative") && body.matches("Content-Disposition: attachment").count() == 1, "{body}");
    let (_, part) = body.rsplit_once("Content-Disposition: attachment; filename=\"").unwrap();
    let (name, part) = part.split_once('"').unwrap();
    let (part_head, encoded) = part.split_once("\n\n").unwrap();
    assert!(part_head.contains("Content-Type: application/pdf") && part_head.contains("Content-Transfer-Encoding: base64"), "{part_head}");
    let encoded = encoded.split_once("\n--").unwrap().0.replace('\n', "");
    let words = pdf_words(&STANDARD.decode(encoded).unwrap());
    let said = format!("The {} is attached as a PDF file.", if name.starts_with("receipt-") { "receipt" } else { "invoice" });
    assert_eq!(body.matches(&said).count(), 2, "{body}");
    Some(Enclosed { name: name.to_owned(), words })
}

/// Delivers what is due, and gives what came of this subject.
async fn came(app: &App, subject: &str) -> Vec<TakenMail> {
    let server = without(&[]);
    deliver(app, &server).await;
    of_subject(&server, subject)
}

fn of_subject(server: &SmtpServer, subject: &str) -> Vec<TakenMail> {
    let subject = format!("Subject: {subject}");
    server.taken().into_iter().filter(|mail| mail.content.contains(&subject)).collect()
}

/// The one mail of this subject, and what goes with it.
async fn one(app: &App, subject: &str) -> (TakenMail, Option<Enclosed>) {
    let mut came = came(app, subject).await;
    assert_eq!(came.len(), 1, "{subject}: {came:?}");
    let mail = came.remove(0);
    let file = enclosed(&mail);
    (mail, file)
}

fn payments(applied: &Value) -> String {
    format!("/invoices/{}/payments", applied["invoice_id"].as_str().unwrap())
}

fn check(number: &str, amount_cents: u32) -> Value {
    json!({"method": "check", "amount_cents": amount_cents, "reference": number, "received_on": "2026-11-22"})
}

/// Somebody more who orders for a buyer, or orders for it no more.
async fn says(app: &App, client: &Client, body: FactBody) {
    app.record(vec![NewFact::of(client.person(), app.today(), body)]).await;
}

fn reminder(invoice: InvoiceId) -> Telling {
    let (application, words) = (shared::ids::ApplicationId(lssc_api::ids::fresh()), |text: &str| text.to_owned());
    Telling::InvoiceReminder { name: words("Demo"), invoice, application, owed: words("$350.00"), issued_on: words("today"), is_last: false }
}

both! {
    async fn who_is_asked_for_money_has_the_invoice(app) {
        let (applicant, staff) = (app.person("Žofie Quillfeather").await, app.staff("Demo Staff").await);
        let applied = submitted(&applicant).await;
        let (_, file) = one(&app, "Your application has arrived").await;
        let file = file.unwrap();
        assert_eq!(file.name, "invoice-2026-00001.pdf");
        for words in ["Invoice", "2026-00001", "Žofie Quillfeather", "$350.00", "How to pay"] {
            assert!(file.says(words), "{words}: {file:?}");
        }
        staff.post(&application(&applied, "/accept"), json!({})).await.ok();
        assert_eq!(one(&app, "Your application is accepted").await.1.unwrap().name, "invoice-2026-00001.pdf");
        app.set_today("2026-12-07");
        assert_eq!(lssc_api::invoices::remind(&app.db, app.clock.moment().unwrap()).await.unwrap(), 1);
        assert_eq!(one(&app, "Your invoice is still open").await.1.unwrap().name, "invoice-2026-00001.pdf");
    }

    async fn the_difference_to_the_full_fee_has_an_invoice_of_its_own(app) {
        let (applicant, staff) = (app.person("Demo Member").await, app.staff("Demo Staff").await);
        let mut body = crate::applications::eligible();
        body["ala_member_number"] = json!("7654321");
        let applied = applicant.post("/applications", body).await.ok();
        paid(&staff, &applied).await;
        assert_eq!(one(&app, "Receipt for your payment").await.1.unwrap().name, "receipt-2026-00001.pdf");
        staff.post(&application(&applied, "/membership-unconfirmed"), json!({"reason": "The number is of somebody else."})).await.ok();
        let file = one(&app, "Your ALA membership is not confirmed").await.1.unwrap();
        assert_eq!(file.name, "invoice-2026-00002.pdf");
        assert!(file.says("$25.00"), "{file:?}");
    }

    async fn who_has_paid_has_the_receipt(app) {
        let (applicant, staff) = (app.person("Demo Applicant").await, app.staff("Demo Staff").await);
        let applied = submitted(&applicant).await;
        came(&app, "").await;
        staff.post(&payments(&applied), check("1001", 15_000)).await.ok();
        let part = one(&app, "Receipt for your payment").await.1.unwrap();
        assert!(part.name == "invoice-2026-00001.pdf" && part.says("receipt R2026-00001") && part.says("$200.00"), "{part:?}");
        staff.post(&payments(&applied), check("1002", 20_000)).await.ok();
        let whole = one(&app, "Receipt for your payment").await.1.unwrap();
        assert!(whole.name == "receipt-2026-00001.pdf" && whole.says("Receipt") && whole.says("receipt R2026-00002"), "{whole:?}");
        // Who is accepted and paid reads of no invoice any more.
        staff.post(&application(&applied, "/accept"), json!({})).await.ok();
        assert!(one(&app, "Your application is accepted").await.1.is_none());
    }

    async fn a_repeated_letter_has_its_id_and_what_the_document_says_by_then(app) {
        let (applicant, staff) = (app.person("Demo Applicant").await, app.staff("Demo Staff").await);
        let applied = submitted(&applicant).await;
        staff.post(&payments(&applied), check("1001", 15_000)).await.ok();
        // Taken, and never said so: what a crash looks like from here.
        let server = SmtpServer::start(|_, nth| if nth <= 2 { Reaction::HangUpAfter(std::sync::Arc::new(|| {})) } else { Reaction::Take });
        assert_eq!(deliver(&app, &server).await, [Fate::PutOff; 2]);
        staff.post(&payments(&applied), check("1002", 20_000)).await.ok();
        app.wait(180);
        assert_eq!(deliver(&app, &server).await, [Fate::Delivered; 3]);
        let receipts = of_subject(&server, "Receipt for your payment");
        let names: Vec<String> = receipts.iter().map(|mail| enclosed(mail).unwrap().name).collect();
        assert_eq!(names.iter().filter(|name| *name == "invoice-2026-00001.pdf").count(), 1, "{names:?}");
        assert_eq!(names.iter().filter(|name| *name == "receipt-2026-00001.pdf").count(), 2, "{names:?}");
        let mut ids: Vec<&str> = receipts.iter().map(|mail| mail.message_id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((receipts.len(), ids.len()), (3, 2));
        // Nothing of a document is in the database.
        let kept: Vec<Option<String>> = app.read(|conn| outbox::table.select(outbox::variables).load(conn).unwrap()).await;
        assert!(kept.iter().all(Option::is_none));
    }

    async fn without_a_document_a_letter_goes_alone(app) {
        let (applicant, other) = (app.person("Demo Applicant").await, app.person("Demo Other").await);
        let applied = submitted(&applicant).await;
        let invoice: InvoiceId = applied["invoice_id"].as_str().unwrap().parse().unwrap();
        // Nothing is owed any more by the time at which it leaves.
        applicant.post(&application(&applied, "/withdraw"), json!({})).await.ok();
        assert!(one(&app, "Your application has arrived").await.1.is_none());
        // There is none, and there never was.
        tell(&app, &applicant.email, reminder(InvoiceId(lssc_api::ids::fresh()))).await;
        assert!(one(&app, "Your invoice is still open").await.1.is_none());
        // It is another's.
        let again = submitted(&applicant).await["invoice_id"].as_str().unwrap().parse().unwrap();
        assert_ne!(invoice, again);
        for address in [other.email.as_str(), "nobody@demo.example"] {
            tell(&app, address, reminder(again)).await;
            assert!(one(&app, "Your invoice is still open").await.1.is_none(), "{address}");
        }
        tell(&app, &applicant.email, reminder(again)).await;
        assert!(one(&app, "Your invoice is still open").await.1.is_some());
    }

    async fn what_the_database_cannot_say_is_waited_for_and_not_for_ever(app) {
        let buyer = app.buyer("Demo Valley Library").await;
        let order = drafted(&buyer, &[line("Demo One", "one@demo.example")]).await;
        issue(&buyer, &order).await.ok();
        came(&app, "You are").await;
        let queued = Telling::OrderPaid {
            name: "Demo".to_owned(),
            order: order["id"].as_str().unwrap().parse().unwrap(),
            number: "2026-00001".to_owned(),
            amount: "$350.00".to_owned(),
            over: None,
        };
        tell(&app, &buyer.email, queued).await;
        let away = app.db.write(|tx| {
            diesel::sql_query("ALTER TABLE order_lines RENAME TO order_lines_away").execute(tx).map_err(StoreError::from)?;
            Ok(())
        });
        away.await.unwrap();
        let server = without(&[]);
        for expected in [Fate::PutOff, Fate::PutOff, Fate::PutOff, Fate::Delivered] {
            assert_eq!(deliver(&app, &server).await, [expected]);
            app.wait(3_600);
        }
        assert!(enclosed(&server.taken()[0]).is_none());
    }

    async fn what_was_queued_before_goes_as_it_is(app) {
        let applicant = app.person("Demo Applicant").await;
        for (kind, variables) in [
            ("earlier", json!({"subject": "Your invoice", "body": "Demo,\n\n{public_url}/invoices\n"})),
            ("order_paid", json!({"name": "Demo", "order": "PO-17", "number": "2026-00017", "amount": "$350.00", "over": null})),
            ("payment_received", json!({"name": "Demo", "amount": "$1.00", "received_on": "today", "invoice": 17, "outcome": "paid", "rest": "$0.00"})),
        ] {
            tell(&app, &applicant.email, password_changed()).await;
            let changed = app.db.write(move |tx| {
                let set = (outbox::kind.eq(kind), outbox::variables.eq(variables.to_string()));
                diesel::update(outbox::table.filter(outbox::state.eq("queued"))).set(set).execute(tx).map_err(StoreError::from)?;
                Ok(())
            });
            changed.await.unwrap();
            let server = without(&[]);
            assert_eq!(deliver(&app, &server).await, [Fate::Delivered], "{kind}");
            assert!(enclosed(&server.taken()[0]).is_none(), "{kind}");
        }
    }

    async fn everyone_who_orders_for_a_buyer_has_its_invoice_and_its_receipt(app) {
        let ((buyer, id), second, staff) = (app.buyer_with("Demo Valley Library").await, app.person("Demo Second").await, app.staff("Demo Staff").await);
        says(&app, &second, FactBody::BuyerMemberAdded { buyer: id }).await;
        let leaver = app.person("Žofie Quillfeather").await;
        let order = drafted(&buyer, &[line("Demo One", "one@demo.example"), line("Žofie Quillfeather", &leaver.email)]).await;
        issue(&buyer, &order).await.ok();
        left(&leaver).await;
        let issued = came(&app, "Invoice 2026-00001 for your purchase order").await;
        let mut to: Vec<&str> = issued.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        let mut members = [buyer.email.as_str(), second.email.as_str()];
        members.sort_unstable();
        assert_eq!(to, members);
        for mail in &issued {
            let file = enclosed(mail).unwrap();
            assert!(file.name == "invoice-2026-00001.pdf" && file.says("Invoice") && file.says("2026-00001") && file.says("1. Demo One"), "{file:?}");
            // Who left after it was issued stands on none that leaves later.
            assert!(!file.says("Quillfeather"), "{file:?}");
        }
        // A credit note is no document of its own.
        let lines = crate::orders::lines_of(&buyer, &order).await;
        let credited = json!({"reason": "Left.", "lines": [lines[1]["id"]]});
        assert_eq!(staff.post(&order_path(&order, "/credits"), credited).await.status, 204);
        assert!(came(&app, "Credit note").await.iter().all(|mail| enclosed(mail).is_none()));
        staff.post(&order_path(&order, "/payments"), check("1001", 35_000)).await.ok();
        // Who orders for it no more learns no more of those on it.
        says(&app, &second, FactBody::BuyerMemberRemoved { buyer: id }).await;
        let receipts = came(&app, "Invoice 2026-00001 is paid").await;
        assert_eq!(receipts.len(), 2);
        for mail in &receipts {
            match enclosed(mail) {
                Some(file) if mail.to == buyer.email => {
                    assert!(file.name == "receipt-2026-00001.pdf" && file.says("Receipt") && file.says("receipt R2026-00001"), "{file:?}");
                }
                None if mail.to == second.email => {}
                file => panic!("{}: {file:?}", mail.to),
            }
        }
        let pdf = buyer.get(&order_path(&order, "/pdf")).await;
        assert_eq!(pdf.header("content-disposition"), "attachment; filename=\"receipt-2026-00001.pdf\"");
    }

    async fn for_whom_an_institution_pays_is_asked_for_nothing(app) {
        let (buyer, staff) = (app.buyer("Demo Valley Library").await, app.staff("Demo Staff").await);
        let applicant = app.person("Demo Applicant").await;
        let order = drafted(&buyer, &[line("Demo Applicant", &applicant.email)]).await;
        issue(&buyer, &order).await.ok();
        submitted(&applicant).await;
        assert!(one(&app, "Your application has arrived").await.1.is_none());
        staff.post(&order_path(&order, "/payments"), check("1001", 35_000)).await.ok();
        let file = one(&app, "A payment for your invoice").await.1.unwrap();
        assert!(file.name.starts_with("receipt-") && file.says("Receipt"), "{file:?}");
    }

    async fn who_has_left_has_no_document_any_more(app) {
        let applicant = app.person("Žofie Quillfeather").await;
        let invoice = submitted(&applicant).await["invoice_id"].as_str().unwrap().parse().unwrap();
        left(&applicant).await;
        tell(&app, &applicant.email, reminder(invoice)).await;
        let server = without(&[]);
        deliver(&app, &server).await;
        for mail in server.taken() {
            assert!(enclosed(&mail).is_none() && !mail.content.contains("Quillfeather"), "{}", mail.content);
        }
        assert_eq!(server.taken().len(), 2);
    }
}

//! A message to the programme, from anyone: queued as a mail to the configured address, which is answered to the one
//! who wrote. Its text is kept in the outbox until it is delivered, and nowhere else.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use shared::programme::{CONTACT_MESSAGE_CHARS_MAX, CONTACT_NAME_CHARS_MAX, CONTACT_SUBJECT_CHARS_MAX, ContactAnswer, ContactMessage};

use crate::auth::attempts::{self, MESSAGE_AGAIN, MESSAGES_IN_ALL, MESSAGES_PER_ADDRESS};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::notices::Telling;
use crate::outbox::{self, Mail};
use crate::peer;
use crate::request::Body;
use crate::text::{Faults, email, line, paragraphs};

/// Sends a message to the programme. The same message a second time within an hour is answered and not sent again.
#[utoipa::path(tag = "programme", request_body = ContactMessage, responses((status = 202, description = "It is on its way.", body = ContactAnswer)))]
#[post("/messages")]
pub(super) async fn send_message(
    request: HttpRequest,
    body: Body<ContactMessage>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let message = parse(&body.0)?;
    let address = peer::address(&request, &config.trusted_proxies);
    let (to, reply_to) = (config.contact_email.clone(), message.email.clone());
    let content = format!("{reply_to}\nMessage: {}\n{}\n{}", message.subject, message.name, message.message);
    let ContactMessage { name, email, subject, message, .. } = message;
    let mail = Mail { to, telling: Telling::ContactMessage { name, email, subject, message } };
    // Who fills in what nobody sees is a machine: it is answered like everybody, and nothing is sent.
    let is_machine = !body.0.website.trim().is_empty();
    db.write(
        move |tx| if is_machine { Ok(outbox::pretend(tx, moment.now, &mail)?) } else { take(tx, moment.now, &address, &content, &mail, &reply_to) },
    )
    .await?;
    let message = "Your message is on its way. The answer comes by mail to the address that you gave.".to_owned();
    Ok(HttpResponse::Accepted().json(Json(ContactAnswer { message })))
}

fn parse(body: &ContactMessage) -> Result<ContactMessage, Error> {
    let mut faults = Faults::default();
    let message = ContactMessage {
        name: faults.take(line("name", &body.name, CONTACT_NAME_CHARS_MAX)),
        email: faults.take(email("email", &body.email)),
        subject: faults.take(line("subject", &body.subject, CONTACT_SUBJECT_CHARS_MAX)),
        message: faults.take(paragraphs("message", &body.message, CONTACT_MESSAGE_CHARS_MAX)),
        website: String::new(),
    };
    faults.check()?;
    Ok(message)
}

/// Counts the message, and queues it unless it came before.
fn take(tx: &mut DbConnection, now: DateTime<Utc>, address: &str, content: &str, mail: &Mail, reply_to: &str) -> Result<(), Error> {
    match attempts::count(tx, &[(MESSAGE_AGAIN, content)], now) {
        // Sent again by a retry or a second click.
        Err(Error::TooMany(_)) => return Ok(()),
        counted => counted?,
    };
    attempts::count(tx, &[(MESSAGES_PER_ADDRESS, address), (MESSAGES_IN_ALL, "")], now)?;
    Ok(outbox::queue_with_reply(tx, now, mail, reply_to)?)
}

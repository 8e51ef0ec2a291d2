//! Registering. The answer and the time it takes are the same whether or not the address has an account.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use shared::accounts::{Document, DocumentVersion, MailUnderway, RegisterAccount};
use shared::people::NAME_CHARS_MAX;

use super::mails;
use super::store::{self, Opens, Registration};
use crate::auth::attempts::{self, MAIL_PER_ACCOUNT, MAIL_PER_ADDRESS};
use crate::auth::{Passwords, check_length};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Body;
use crate::text::{Faults, email, email_key, line};
use crate::{ids, outbox, peer};

/// How long a registration waits for its confirmation.
pub(crate) const CONFIRM_HOURS: i64 = 24;

/// Registers an account: a link to confirm the address is mailed, and the account comes into being when it is
/// followed. Where the address has an account already, the mail says so; the answer is the same.
#[utoipa::path(tag = "accounts", request_body = RegisterAccount, responses((status = 202, description = "A mail is on its way.", body = MailUnderway)))]
#[post("/accounts")]
pub(super) async fn register_account(
    request: HttpRequest,
    body: Body<RegisterAccount>,
    moment: Moment,
    passwords: Data<Passwords>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (email, name) = parse(&body.0)?;
    let address = peer::address(&request, &config.trusted_proxies);
    let counted = count_mail(&db, &email, address, moment.now).await?;
    if let Err(error) = passwords.judge("password", &body.0.password, [&email, &name]).await {
        // No mail goes, so the mailbox may still get as many; that a password was judged counts for who asked.
        let mailbox: Vec<String> = counted.into_iter().take(1).collect();
        db.write(move |tx| Ok(attempts::forget(tx, &mailbox)?)).await?;
        return Err(error);
    }
    // Hashed in both cases: hashing is what takes time.
    let password_hash = passwords.hash(body.0.password).await?;
    let accepted = Document::ALL.map(|document| DocumentVersion { document, version: document.version().to_owned() }).to_vec();
    let registration = Registration { id: ids::fresh().to_string(), email, name, password_hash, accepted };
    db.write(move |tx| begin(tx, &registration, moment.now)).await?;
    Ok(underway())
}

fn parse(body: &RegisterAccount) -> Result<(String, String), Error> {
    let mut faults = Faults::default();
    let email = faults.take(email("email", &body.email));
    let name = faults.take(line("name", &body.name, NAME_CHARS_MAX));
    faults.take(check_length("password", &body.password));
    for (member, document, version) in
        [("privacy_version", Document::Privacy, &body.privacy_version), ("terms_version", Document::Terms, &body.terms_version)]
    {
        faults.require(version == document.version(), member, must_be_current(document));
    }
    faults.check()?;
    Ok((email, name))
}

fn begin(tx: &mut DbConnection, registration: &Registration, now: DateTime<Utc>) -> Result<(), Error> {
    if let Some(account) = store::by_email(tx, &registration.email)? {
        return Ok(outbox::queue(tx, now, &mails::already_registered(&account.email, &account.name))?);
    }
    let until = now + TimeDelta::hours(CONFIRM_HOURS);
    store::add_registration(tx, registration, now, until)?;
    let token = store::add_token(tx, Opens::Registration(&registration.id), until)?;
    Ok(outbox::queue(tx, now, &mails::confirmation(&registration.email, &token))?)
}

/// What is said where another version was accepted than the one that holds.
pub(super) fn must_be_current(document: Document) -> String {
    format!("the version of the {} that holds is `{}`: show it, and send this version once it is accepted", document.title(), document.version())
}

/// Counts a mail that someone asked for: to the mailbox first, then from the address.
pub(super) async fn count_mail(db: &Db, email: &str, address: String, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    let mailbox = email_key(email);
    db.write(move |tx| attempts::count(tx, &[(MAIL_PER_ACCOUNT, &mailbox), (MAIL_PER_ADDRESS, &address)], now)).await
}

/// The answer that is always the same.
pub(super) fn underway() -> HttpResponse {
    let message = "If this address can be used, a mail is on its way to it. Follow the link in the mail.".to_owned();
    HttpResponse::Accepted().json(Json(MailUnderway { message }))
}

//! Asking for another address, with the password. The new one is confirmed by a mailed link, the old one is told. The
//! answer is the same whether or not the new address has an account.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use shared::accounts::{ChangeEmail, MailUnderway};

use super::proof::{self, Proven};
use super::register::{CONFIRM_HOURS, count_mail, underway};
use super::{email_changes, mails, store};
use crate::auth::Passwords;
use crate::auth::permissions::KeepOwnAccount;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Command;
use crate::text::{email, email_key};
use crate::{outbox, peer};

/// Asks to change the address of one's account: a link to confirm it is mailed to the new one, and the address changes
/// when it is followed. No session ends.
#[utoipa::path(
    tag = "accounts",
    request_body = ChangeEmail,
    responses((status = 202, description = "A mail is on its way.", body = MailUnderway)),
    security(("session" = []))
)]
#[post("/me/email")]
pub(super) async fn change_email(
    request: HttpRequest,
    command: Command<KeepOwnAccount, ChangeEmail>,
    passwords: Data<Passwords>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let Command { requester, body, moment, .. } = command;
    let email = email("email", &body.email)?;
    let proven = proof::by_password(&db, &passwords, &requester, body.current_password, moment).await?;
    if email_key(&proven.kept.email) == email_key(&email) && proven.kept.email == email {
        return Err(Error::invalid("email", "is the address of your account already"));
    }
    count_mail(&db, &email, peer::address(&request, &config.trusted_proxies), moment.now).await?;
    db.write(move |tx| {
        proven.stands(tx, moment)?;
        ask(tx, &proven, &email, moment.now)
    })
    .await?;
    Ok(underway())
}

fn ask(tx: &mut DbConnection, proven: &Proven, email: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let kept = &proven.kept;
    // One at a time: the link that came first must not bring back what was asked for later.
    email_changes::forget(tx, kept.id)?;
    outbox::queue(tx, now, &mails::change_asked_for(&kept.email, &kept.name))?;
    match store::by_email(tx, email)? {
        // Its owner is told nothing of who asked.
        Some(other) if other.id != kept.id => Ok(outbox::queue(tx, now, &mails::already_registered(&other.email, &other.name))?),
        _ => {
            let token = email_changes::begin(tx, kept.id, email, now + TimeDelta::hours(CONFIRM_HOURS))?;
            Ok(outbox::queue_about(tx, now, kept.id, &mails::confirm_change(email, &kept.name, &token))?)
        }
    }
}

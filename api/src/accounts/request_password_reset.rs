//! Asking for a new password. The answer is the same whether or not the address has an account.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use shared::accounts::{MailTo, MailUnderway};

use super::mails;
use super::register::{count_mail, underway};
use super::store::{self, Opens};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Body;
use crate::text::email;
use crate::{ids, outbox, peer};

/// How long the link works.
pub(crate) const RESET_HOURS: i64 = 1;

/// Mails a link with which a new password can be set.
#[utoipa::path(tag = "accounts", request_body = MailTo, responses((status = 202, description = "A mail is on its way.", body = MailUnderway)))]
#[post("/accounts/reset-password")]
pub(super) async fn request_password_reset(
    request: HttpRequest,
    body: Body<MailTo>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let email = email("email", &body.0.email)?;
    count_mail(&db, &email, peer::address(&request, &config.trusted_proxies), moment.now).await?;
    db.write(move |tx| offer(tx, &email, moment.now)).await?;
    Ok(underway())
}

fn offer(tx: &mut DbConnection, email: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let Some(account) = store::by_email(tx, email)? else {
        return Ok(outbox::pretend(tx, now, &mails::reset(email, email, &ids::token()))?);
    };
    let token = store::add_token(tx, Opens::Account(account.id), now + TimeDelta::hours(RESET_HOURS))?;
    Ok(outbox::queue(tx, now, &mails::reset(&account.email, &account.name, &token))?)
}

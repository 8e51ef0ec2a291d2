//! Sending the confirmation again. The answer is the same whether or not there is anything to confirm.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use shared::accounts::{MailTo, MailUnderway};

use super::mails;
use super::register::{CONFIRM_HOURS, count_mail, underway};
use super::store::{self, Opens};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Body;
use crate::text::email;
use crate::{ids, outbox, peer};

/// Mails the confirmation of the latest registration again.
#[utoipa::path(tag = "accounts", request_body = MailTo, responses((status = 202, description = "A mail is on its way.", body = MailUnderway)))]
#[post("/accounts/resend-confirmation")]
pub(super) async fn resend_confirmation(
    request: HttpRequest,
    body: Body<MailTo>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let email = email("email", &body.0.email)?;
    count_mail(&db, &email, peer::address(&request, &config.trusted_proxies), moment.now).await?;
    db.write(move |tx| resend(tx, &email, moment.now)).await?;
    Ok(underway())
}

fn resend(tx: &mut DbConnection, email: &str, now: DateTime<Utc>) -> Result<(), Error> {
    if let Some(account) = store::by_email(tx, email)? {
        return Ok(outbox::queue(tx, now, &mails::already_registered(&account.email, &account.name))?);
    }
    let Some(registration) = store::latest_registration(tx, email, now)? else {
        return Ok(outbox::pretend(tx, now, &mails::confirmation(email, &ids::token()))?);
    };
    let token = store::add_token(tx, Opens::Registration(&registration.id), now + TimeDelta::hours(CONFIRM_HOURS))?;
    Ok(outbox::queue(tx, now, &mails::confirmation(&registration.email, &token))?)
}

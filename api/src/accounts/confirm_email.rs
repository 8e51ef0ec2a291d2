//! Confirming a new address: with the link, no session is needed, for mail is often read elsewhere.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::accounts::ConfirmEmail;
use shared::facts::FactBody;

use super::confirm::spent;
use super::{email_changes, mails, store};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::outbox;
use crate::record::{Act, NewFact, record};
use crate::request::Body;

/// Changes the address of an account to the one that the token was mailed to. Links to set a new password that went to
/// the old address open nothing any more; sessions go on.
#[utoipa::path(
    tag = "accounts",
    request_body = ConfirmEmail,
    responses((status = 204, description = "The address is changed: sign in with it from now on."))
)]
#[post("/accounts/confirm-email")]
pub(super) async fn confirm_email(body: Body<ConfirmEmail>, moment: Moment, db: Data<Db>) -> Result<HttpResponse, Error> {
    let ConfirmEmail { token } = body.0;
    db.write(move |tx| confirm(tx, &token, moment)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn confirm(tx: &mut DbConnection, token: &str, moment: Moment) -> Result<(), Error> {
    let (account, email) = email_changes::find(tx, token, moment.now)?.ok_or_else(unusable)?;
    let kept = store::by_id(tx, account)?.ok_or_else(unusable)?;
    // Taken meanwhile: said in the same words, for who reads this mailbox may not be who took it.
    if store::by_email(tx, &email)?.is_some_and(|other| other.id != account) {
        return Err(unusable());
    }
    outbox::queue(tx, moment.now, &mails::email_changed(&kept.email, &kept.name))?;
    store::forget_tokens(tx, account)?;
    // What was registered under it meanwhile must not open it later.
    store::forget_registrations(tx, &email)?;
    store::set_email(tx, account, &email)?;
    let act = Act { account: Some(account.into()), operation: "confirm_email", now: moment.now, today: moment.today, reason: None, key: None };
    record(tx, &act, vec![NewFact::of(kept.person, moment.today, FactBody::EmailChanged)])?;
    Ok(())
}

fn unusable() -> Error {
    spent("sign in and ask for the change again")
}

//! Confirming an address: the account comes into being.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::accounts::MailedToken;

use super::open::{NewAccount, open};
use super::store;
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::Act;
use crate::request::Body;

/// Confirms the address to which the token was mailed. Then one can sign in.
#[utoipa::path(tag = "accounts", request_body = MailedToken, responses((status = 204, description = "The account is open: sign in.")))]
#[post("/accounts/confirm")]
pub(super) async fn confirm_account(body: Body<MailedToken>, moment: Moment, db: Data<Db>) -> Result<HttpResponse, Error> {
    let token = body.0.token;
    db.write(move |tx| confirm(tx, &token, moment)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn confirm(tx: &mut DbConnection, token: &str, moment: Moment) -> Result<(), Error> {
    let registration =
        store::registration_of(tx, token, moment.now)?.ok_or_else(|| spent("sign in if you have confirmed, or have the mail sent again"))?;
    // All of this address: what was registered besides must not open it later.
    store::forget_registrations(tx, &registration.email)?;
    let new = NewAccount { email: registration.email, name: registration.name, password_hash: registration.password_hash, appointed: Vec::new() };
    let act = Act { account: None, operation: "confirm_account", now: moment.now, today: moment.today, reason: None, key: None };
    open(tx, &act, &new)?;
    Ok(())
}

/// A mailed token that opens nothing.
pub(super) fn spent(way_out: &str) -> Error {
    Error::invalid("token", format!("was used, or has ended: {way_out}"))
}

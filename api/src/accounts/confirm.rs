//! Confirming an address: the account comes into being. The link shows whose mailbox it is, the password that it is
//! their own registration and not a stranger's with the same address.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::accounts::{ConfirmAccount, PASSWORD_CHARS_MAX};

use super::open::{NewAccount, open_accepting};
use super::store;
use crate::auth::Passwords;
use crate::auth::attempts::{self, PASSWORD_PER_LINK};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::Act;
use crate::request::Body;

/// Confirms the address to which the token was mailed, with the password that was chosen at that registration. Then
/// one can sign in.
#[utoipa::path(tag = "accounts", request_body = ConfirmAccount, responses((status = 204, description = "The account is open: sign in.")))]
#[post("/accounts/confirm")]
pub(super) async fn confirm_account(
    body: Body<ConfirmAccount>,
    moment: Moment,
    passwords: Data<Passwords>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let ConfirmAccount { token, password } = body.0;
    let asked = token.clone();
    let registration = db.read(move |conn| Ok(store::registration_of(conn, &asked, moment.now)?)).await?.ok_or_else(unusable)?;
    if password.chars().count() > PASSWORD_CHARS_MAX {
        return Err(wrong());
    }
    let subject = registration.id;
    let counted = db.write(move |tx| attempts::count(tx, &[(PASSWORD_PER_LINK, &subject)], moment.now)).await?;
    if !passwords.verify(password, Some(registration.password_hash)).await? {
        return Err(wrong());
    }
    db.write(move |tx| confirm(tx, &token, &counted, moment)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn confirm(tx: &mut DbConnection, token: &str, counted: &[String], moment: Moment) -> Result<(), Error> {
    // Asked again: while the password was being verified, the token may have been used. It never opens another
    // registration, and a registration does not change.
    let registration = store::registration_of(tx, token, moment.now)?.ok_or_else(unusable)?;
    attempts::forget(tx, counted)?;
    // All of this address: what was registered besides must not open it later.
    store::forget_registrations(tx, &registration.email)?;
    let new = NewAccount { email: registration.email, name: registration.name, password_hash: registration.password_hash, appointed: Vec::new() };
    let act = Act { account: None, operation: "confirm_account", now: moment.now, today: moment.today, reason: None, key: None };
    open_accepting(tx, &act, &new, &registration.accepted)?;
    Ok(())
}

fn unusable() -> Error {
    spent("sign in if you have confirmed, or have the mail sent again")
}

fn wrong() -> Error {
    Error::invalid("password", "is not the one chosen at this registration: enter that one, or register again and follow the newest link")
}

/// A mailed token that opens nothing.
pub(super) fn spent(way_out: &str) -> Error {
    Error::invalid("token", format!("was used, or has ended: {way_out}"))
}

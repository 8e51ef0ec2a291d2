//! That it is really the owner who asks: the password, and a code where the second step is set up. Asked again for what
//! cannot be undone, for whoever finds a browser open is signed in too.

use shared::accounts::{CODE_CHARS_MAX, PASSWORD_CHARS_MAX};

use super::mails;
use super::store::{self, Kept};
use crate::auth::attempts::{self, CODE_PER_ACCOUNT, CODE_PER_DAY, SIGN_IN_PER_ACCOUNT};
use crate::auth::{Keys, Passwords, Requester, SessionId, second_factors, sessions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::{Error, SignedOut};
use crate::outbox;
use crate::text::email_key;

/// An account whose owner has shown who they are.
#[derive(Debug, Clone)]
pub(super) struct Proven {
    pub(super) kept: Kept,
    session: SessionId,
    counted: Vec<String>,
}

impl Proven {
    /// Asked again where it is written: while the password was being hashed, the session may have ended or the password
    /// have changed.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::Invalid`], [`Error::Store`].
    pub(super) fn stands(&self, tx: &mut DbConnection, moment: Moment) -> Result<(), Error> {
        sessions::look_up(tx, self.session, moment.now)?.ok_or(Error::SignedOut(SignedOut::Ended))?;
        store::by_id(tx, self.kept.id)?.filter(|now| now.password_hash == self.kept.password_hash).ok_or_else(wrong)?;
        Ok(attempts::forget(tx, &self.counted)?)
    }

    /// This session.
    pub(super) fn session(&self) -> SessionId {
        self.session
    }
}

/// The account of the requester, where the password is theirs.
///
/// # Errors
/// [`Error::Invalid`] where it is not; [`Error::TooMany`].
pub(super) async fn by_password(db: &Db, passwords: &Passwords, requester: &Requester, password: String, moment: Moment) -> Result<Proven, Error> {
    let (account, session) = (requester.account, requester.session);
    let kept = db.read(move |conn| Ok(store::by_id(conn, account)?)).await?.ok_or(Error::NotFound("account"))?;
    if PASSWORD_CHARS_MAX < password.chars().count() {
        return Err(wrong());
    }
    let mailbox = email_key(&kept.email);
    let counted = db.write(move |tx| attempts::count(tx, &[(SIGN_IN_PER_ACCOUNT, &mailbox)], moment.now)).await?;
    if !passwords.verify(password, Some(kept.password_hash.clone())).await? {
        return Err(wrong());
    }
    Ok(Proven { kept, session, counted })
}

/// The same, and with a code where the second step is set up.
///
/// # Errors
/// As [`by_password`], and for the code.
pub(super) async fn by_password_and_code(
    db: &Db,
    (passwords, keys): (&Passwords, &Keys),
    requester: &Requester,
    (password, code): (String, Option<String>),
    moment: Moment,
) -> Result<Proven, Error> {
    // Also where no code is asked for: what is sent is read as strictly for everybody.
    let is_short = code.as_ref().is_none_or(|code| code.chars().count() <= CODE_CHARS_MAX);
    is_short.then_some(()).ok_or_else(|| Error::invalid("code", format!("is longer than {CODE_CHARS_MAX} characters")))?;
    let proven = by_password(db, passwords, requester, password, moment).await?;
    let account = proven.kept.id;
    if db.read(move |conn| Ok(second_factors::is_on(conn, account)?)).await? {
        let code = code.filter(|code| !code.trim().is_empty()).ok_or_else(|| Error::invalid("code", "enter the code that your app shows"))?;
        take_code(db, keys, account, code, moment, wrong_code).await?;
    }
    Ok(proven)
}

/// Takes a code, counted before it is looked at.
///
/// # Errors
/// What `wrong` says; [`Error::TooMany`].
pub(super) async fn take_code(
    db: &Db,
    keys: &Keys,
    account: shared::ids::AccountId,
    code: String,
    moment: Moment,
    wrong: fn() -> Error,
) -> Result<(), Error> {
    let subject = account.to_string();
    let asked = subject.clone();
    let counted = db.write(move |tx| attempts::count(tx, &[(CODE_PER_ACCOUNT, &asked), (CODE_PER_DAY, &asked)], moment.now)).await?;
    let keys = keys.clone();
    // A wrong one is no error in here: that it was counted must be committed.
    let right = db
        .write(move |tx| {
            let right = second_factors::take(tx, &keys, account, &code, moment.now)?;
            if right {
                attempts::forget(tx, &counted)?;
            } else if let Err(Error::TooMany(_)) = attempts::must_be_below(tx, &[(CODE_PER_ACCOUNT, &subject)], moment.now)
                && let Some(kept) = store::by_id(tx, account)?
            {
                // Whoever got here knows the password: its owner should hear of it.
                outbox::queue(tx, moment.now, &mails::codes_tried(&kept.email, &kept.name))?;
            }
            Ok(right)
        })
        .await?;
    if right { Ok(()) } else { Err(wrong()) }
}

pub(super) fn wrong() -> Error {
    Error::invalid("current_password", "is not your password")
}

pub(super) fn wrong_code() -> Error {
    Error::invalid("code", "is not right, or was used; wait for the next one in your app, or take a recovery code")
}

//! Opening an account: the person, the account and the facts that they are registered and appointed.

use shared::accounts::{Document, DocumentVersion, Role};
use shared::facts::FactBody;
use shared::ids::{AccountId, PersonId};

use super::store::{self, Kept};
use crate::db::DbConnection;
use crate::error::Error;
use crate::ids;
use crate::outbox;
use crate::record::{Act, NewFact, record};

/// An account that is to be opened.
#[derive(Clone)]
pub struct NewAccount {
    /// Its address, parsed.
    pub email: String,
    /// The person's name, parsed.
    pub name: String,
    /// The hash of its password.
    pub password_hash: String,
    /// Roles besides `person`.
    pub appointed: Vec<Role>,
}

impl std::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewAccount { .. }")
    }
}

/// Opens an account whose owner accepted the documents as they are now, as its own act.
///
/// # Errors
/// As [`open_accepting`].
pub fn open(tx: &mut DbConnection, act: &Act, new: &NewAccount) -> Result<(AccountId, PersonId), Error> {
    let current = Document::ALL.map(|document| DocumentVersion { document, version: document.version().to_owned() });
    open_accepting(tx, act, new, &current)
}

/// Opens an account, as its own act; its owner accepted these versions of documents.
///
/// # Errors
/// [`Error::Conflict`] where the address has one; [`Error::Store`].
pub fn open_accepting(tx: &mut DbConnection, act: &Act, new: &NewAccount, accepted: &[DocumentVersion]) -> Result<(AccountId, PersonId), Error> {
    if store::by_email(tx, &new.email)?.is_some() {
        return Err(Error::conflict("account_exists", 20, "This address has an account already."));
    }
    let kept = Kept {
        id: AccountId(ids::fresh()),
        person: PersonId(ids::fresh()),
        email: new.email.clone(),
        name: new.name.clone(),
        password_hash: new.password_hash.clone(),
    };
    store::insert(tx, &kept, act.now)?;
    outbox::adopt(tx, kept.id, &kept.email)?;
    let registered = NewFact::of(kept.person, act.today, FactBody::PersonRegistered);
    let appointed = new.appointed.iter().map(|&role| NewFact::of(kept.person, act.today, FactBody::RoleAppointed { role }));
    let accepted = accepted.iter().cloned().map(|DocumentVersion { document, version }| FactBody::DocumentAccepted { document, version });
    let accepted = accepted.map(|body| NewFact::of(kept.person, act.today, body));
    record(tx, &Act { account: Some(kept.id.into()), ..act.clone() }, std::iter::once(registered).chain(appointed).chain(accepted).collect())?;
    Ok((kept.id, kept.person))
}

//! What holds for appointing as for dismissing.

use shared::accounts::Role;
use shared::ids::PersonId;

use super::store;
use crate::auth::{Requester, roles_of};
use crate::db::DbConnection;
use crate::error::Error;

/// The roles that a person has, where the requester may change this one.
///
/// # Errors
/// [`Error::Invalid`] for a role that nobody is appointed to, [`Error::NotFound`], [`Error::Forbidden`],
/// [`Error::OwnMatter`]: nobody changes roles of their own, so there is always an administrator left.
pub(super) fn changeable(conn: &mut DbConnection, admin: &Requester, person: PersonId, role: Role) -> Result<Vec<Role>, Error> {
    if !matches!(role, Role::Staff | Role::Admin) {
        return Err(Error::invalid("role", format!("is `{}`; name `staff` or `admin`", role.name())));
    }
    store::contact(conn, person)?.ok_or(Error::NotFound("person"))?;
    admin.not_own(person)?;
    // Asked again inside of the transaction: of two who dismiss each other at once, one is left.
    if !roles_of(conn, admin.person)?.contains(&Role::Admin) {
        return Err(Error::Forbidden);
    }
    Ok(roles_of(conn, person)?)
}

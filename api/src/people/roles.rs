//! What holds for appointing as for dismissing.

use actix_web::HttpResponse;
use shared::accounts::Role;
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{ChangeRole, REASON_CHARS_MAX};

use super::recorded::record_upon;
use crate::auth::{permissions, roles_of};
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;
use crate::text::paragraphs;

/// Changes a role of someone in the way that `decide` finds right, from the roles that the person has.
///
/// Nobody changes roles of their own, so there is always an administrator left.
///
/// # Errors
/// [`Error::Invalid`] for a role that nobody is appointed to, [`Error::NotFound`], [`Error::Forbidden`],
/// [`Error::OwnMatter`], and what `decide` refuses.
pub(super) async fn change(
    command: Command<permissions::ChangeRoles, ChangeRole>,
    db: &Db,
    operation: &'static str,
    person: PersonId,
    decide: fn(&[Role], Role) -> Result<FactBody, Error>,
) -> Result<HttpResponse, Error> {
    let role = command.body.role;
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(db, operation, move |tx, act, admin, _| {
            if !matches!(role, Role::Staff | Role::Admin) {
                return Err(Error::invalid("role", format!("is `{}`; name `staff` or `admin`", role.name())));
            }
            record_upon(tx, &act.because(&reason), admin, person, |tx| {
                // Asked again inside of the transaction: of two who dismiss each other at once, one is left.
                if !roles_of(tx, admin.person)?.contains(&Role::Admin) {
                    return Err(Error::Forbidden);
                }
                decide(&roles_of(tx, person)?, role)
            })
        })
        .await
}

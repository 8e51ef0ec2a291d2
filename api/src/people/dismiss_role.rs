//! Dismissing someone from a role.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{ActEntry, ChangeRole, REASON_CHARS_MAX};

use super::{file, roles};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Takes a role, `staff` or `admin`, from someone; never from oneself. It works at once, also in sessions that stand.
/// Answers the act as it stands in the person's file.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    request_body = ChangeRole, responses((status = 201, body = ActEntry)))]
#[post("/people/{id}/roles/dismiss")]
pub(super) async fn dismiss_role(
    command: Command<permissions::ChangeRoles, ChangeRole>,
    id: Path<PersonId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, role) = (id.into_inner(), command.body.role);
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "dismiss_role", move |tx, act, admin, _| {
            if !roles::changeable(tx, admin, id, role)?.contains(&role) {
                return Err(Error::conflict("role_not_held", 27, format!("The person does not have the role `{}`.", role.name())));
            }
            let dismissed = NewFact::of(id, act.today, FactBody::RoleDismissed { role });
            let recorded = record(tx, &act.because(&reason), vec![dismissed])?;
            Answer::created(&file::entry_of(tx, &recorded)?)
        })
        .await
}

//! Dismissing someone from a role.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::accounts::Role;
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{ActEntry, ChangeRole};

use super::roles::change;
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;

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
    change(command, &db, "dismiss_role", id.into_inner(), dismiss).await
}

fn dismiss(held: &[Role], role: Role) -> Result<FactBody, Error> {
    if !held.contains(&role) {
        return Err(Error::conflict("role_not_held", 27, format!("The person does not have the role `{}`.", role.name())));
    }
    Ok(FactBody::RoleDismissed { role })
}

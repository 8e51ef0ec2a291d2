//! Appointing someone to the staff or as an administrator.

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

/// Appoints someone to a role, `staff` or `admin`; never oneself. It works at once. Answers the act as it stands in
/// the person's file.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    request_body = ChangeRole, responses((status = 201, body = ActEntry)))]
#[post("/people/{id}/roles")]
pub(super) async fn appoint_role(
    command: Command<permissions::ChangeRoles, ChangeRole>,
    id: Path<PersonId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    change(command, &db, "appoint_role", id.into_inner(), appoint).await
}

fn appoint(held: &[Role], role: Role) -> Result<FactBody, Error> {
    if held.contains(&role) {
        return Err(Error::conflict("role_held", 27, format!("The person has the role `{}` already.", role.name())));
    }
    Ok(FactBody::RoleAppointed { role })
}

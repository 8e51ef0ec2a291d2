//! The numbers of the programme, each with the FAQ question behind it.

use actix_web::get;
use actix_web::web::Json;
use shared::policies::{Policies, PolicyList};

/// Every version of the programme's numbers, oldest first.
#[utoipa::path(tag = "standings", responses((status = 200, body = PolicyList)))]
#[get("/rules/policy")]
pub(super) async fn get_policy() -> Json<PolicyList> {
    Json(Policies::built_in().published())
}

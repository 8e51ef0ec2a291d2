//! The numbers of the programme, each with the FAQ question behind it.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::policies::PolicyList;

use crate::db::Db;
use crate::error::Error;
use crate::fees;

/// Every version of the programme's numbers, oldest first, with the fees that were set, also for days to come.
#[utoipa::path(tag = "standings", responses((status = 200, body = PolicyList)))]
#[get("/rules/policy")]
pub(super) async fn get_policy(db: Data<Db>) -> Result<Json<PolicyList>, Error> {
    let policies = db.read(|conn| Ok(fees::policies(conn)?)).await?;
    Ok(Json(policies.published()))
}

//! `/health/live`: the process answers. `/health/ready`: the database does too; and it says whether the store of files is
//! there. Without that store all but files works, so that nobody is kept from the rest.

use actix_web::web::{Data, Json, ServiceConfig, get};
use serde_json::{Value, json};

use crate::db::Db;
use crate::error::Error;
use crate::files::Files;
use crate::programme;

pub(crate) fn configure(config: &mut ServiceConfig) {
    config.route("/health/live", get().to(live)).route("/health/ready", get().to(ready));
}

async fn live() -> Json<Value> {
    Json(json!({"status": "live"}))
}

async fn ready(db: Data<Db>, files: Data<Files>) -> Result<Json<Value>, Error> {
    db.read(|conn| Ok(programme::is_demonstration(conn)?)).await?;
    let files = match files.is_there().await {
        Ok(()) => "ready",
        Err(error) => {
            tracing::warn!(%error, "the store of files cannot be reached");
            "unreachable"
        }
    };
    Ok(Json(json!({"status": "ready", "files": files})))
}

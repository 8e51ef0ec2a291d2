//! `/health/live`: the process answers. `/health/ready`: the database does too.

use actix_web::web::{Data, Json, ServiceConfig, get};
use serde_json::{Value, json};

use crate::db::Db;
use crate::error::Error;
use crate::programme;

pub(crate) fn configure(config: &mut ServiceConfig) {
    config.route("/health/live", get().to(live)).route("/health/ready", get().to(ready));
}

async fn live() -> Json<Value> {
    Json(json!({"status": "live"}))
}

async fn ready(db: Data<Db>) -> Result<Json<Value>, Error> {
    db.read(|conn| Ok(programme::is_demonstration(conn)?)).await?;
    Ok(Json(json!({"status": "ready"})))
}

//! Fetching the buyer's own order. It is never shown, only given to be kept.

use actix_web::body::SizedStream;
use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use shared::ids::OrderId;

use super::object;
use crate::auth::{Require, permissions};
use crate::db::Db;
use crate::error::Error;
use crate::evidence::{POLICY, name};
use crate::files::Files;
use crate::orders::access;

/// The file that was sent along with an order.
#[utoipa::path(
    tag = "orders",
    security(("session" = [])),
    params(("id" = OrderId, Path, description = "The order")),
    responses((status = 200, description = "The file, to be kept.", content(
        (String = "application/pdf"),
        (String = "image/png"),
        (String = "image/jpeg"),
    )))
)]
#[get("/orders/{id}/document")]
pub(super) async fn get_order_document(
    requester: Require<permissions::Order>,
    id: Path<OrderId>,
    files: Data<Files>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    let kept = db.read(move |conn| access::own(conn, &requester, id)?.document.ok_or(Error::NotFound("document")));
    let document = kept.await?;
    let bytes = files.read(&object(document.id)).await?;
    Ok(HttpResponse::Ok()
        .content_type(document.kind.media_type())
        .insert_header(name::disposition(&document.name))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        // Compressed by their own kind already.
        .insert_header(ContentEncoding::Identity)
        .body(SizedStream::new(document.bytes, bytes)))
}

//! Sending the buyer's own order. The bytes come first and the row says so after: whatever ends in between is in the store under
//! an id that no row knows, and is tidied away.

use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, put};
use shared::evidence::EvidenceKind;
use shared::ids::OrderId;
use shared::orders::Order;

use super::object;
use crate::auth::attempts::{self, UPLOADS_PER_ACCOUNT};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::evidence::content::Content;
use crate::evidence::{must_fit, name, receive};
use crate::files::Files;
use crate::ids;
use crate::orders::store::{self, Document};
use crate::orders::{access, answer};

/// Sends your own purchase order along as a file: a PDF, or a PNG or JPEG picture, of at most 10 MB; before the issue or after it.
///
/// The body is the file. `Content-Disposition` names it. What it is, its content decides. It takes the place of the one before.
#[utoipa::path(
    tag = "orders",
    security(("session" = [])),
    params(
        ("id" = OrderId, Path, description = "The order"),
        ("Content-Disposition" = String, Header, description = "Names the file, percent-encoded as RFC 8187 says.", example = "attachment; filename*=UTF-8''PO-2026-117.pdf")
    ),
    request_body(content = String, content_type = "application/octet-stream", description = "The file itself."),
    responses((status = 200, description = "It is kept; this is the order.", body = Order))
)]
#[put("/orders/{id}/document")]
pub(super) async fn put_order_document(
    requester: Require<permissions::Order>,
    id: Path<OrderId>,
    request: HttpRequest,
    payload: Payload,
    moment: Moment,
    files: Data<Files>,
    db: Data<Db>,
) -> Result<Json<Order>, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    let (who, now) = (requester.clone(), moment.now);
    db.write(move |tx| {
        access::own(tx, &who, id)?;
        attempts::count(tx, &[(UPLOADS_PER_ACCOUNT, &who.account.to_string())], now).map(drop)
    })
    .await?;
    let file_name = name::of_request(&request)?;
    must_fit(&request)?;
    let document = keep(&request, payload, file_name, &files).await?;
    let kept = document.clone();
    let put = db.write(move |tx| {
        let order = access::own(tx, &requester, id)?;
        store::set_document(tx, id, &kept, now)?;
        let before = order.document.clone();
        let changed = store::find(tx, id)?.ok_or(Error::NotFound("order"))?;
        Ok((answer::answer(tx, &changed, moment.today)?, before))
    });
    let (order, before) = match put.await {
        Ok(put) => put,
        Err(error) => {
            discard_or_later(&files, &document).await;
            return Err(error);
        }
    };
    if let Some(before) = before {
        discard_or_later(&files, &before).await;
    }
    Ok(Json(order))
}

/// Puts the body into the store, where it is what it says that it is.
async fn keep(request: &HttpRequest, payload: Payload, file_name: String, files: &Files) -> Result<Document, Error> {
    let id = ids::fresh();
    let mut upload = files.begin(&object(id)).await?;
    let received = receive(payload, &mut upload).await;
    match received.and_then(|content| Ok((judged(request, &file_name, &content)?, content.bytes()))) {
        Ok((kind, bytes)) => {
            upload.finish().await?;
            Ok(Document { id, name: file_name, kind, bytes })
        }
        Err(error) => {
            upload.give_up().await;
            Err(of_document(error))
        }
    }
}

fn judged(request: &HttpRequest, file_name: &str, content: &Content) -> Result<EvidenceKind, Error> {
    let kind = content.kind().map_err(Error::OtherKind)?;
    if kind == EvidenceKind::Docx {
        return Err(Error::OtherKind("a Word document, which can be changed".to_owned()));
    }
    let media_type = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    name::must_be_true(file_name, media_type, kind)?;
    Ok(kind)
}

/// Evidence may be a Word document, an order may not: a refusal names what is taken here.
fn of_document(error: Error) -> Error {
    match error {
        Error::OtherKind(found) => Error::OtherDocument(found),
        other => other,
    }
}

/// Removes what no row knows any more; where the store fails just now, the hourly tidying does it.
async fn discard_or_later(files: &Files, document: &Document) {
    if let Err(error) = files.remove(&object(document.id)).await {
        tracing::warn!(%error, "a document that no order has is tidied away later");
    }
}

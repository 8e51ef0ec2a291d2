//! Sending a file. The body is the file itself, and goes into the store while it comes: a row first, then the bytes part
//! by part, then the row says that it is there. Whatever ends in between leaves nothing that is shown to anyone.

use std::time::Duration;

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use shared::evidence::{EVIDENCE_BYTES_MAX, EVIDENCE_WAITING_MAX, EvidenceFile};
use shared::ids::EvidenceId;
use shared::problem::MemberError;

use super::content::Content;
use super::store::{self, Begun, Finished};
use super::{name, object, tidy};
use crate::auth::attempts::{self, UPLOADS_PER_ACCOUNT};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::files::{Files, Upload};
use crate::ids;

/// How long nothing may come before a file is given up.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// How long a file may take: well below the hour after which what was begun is tidied away.
const UPLOAD_MAX: Duration = Duration::from_mins(20);

/// Sends a file for your next application: a PDF, a PNG or JPEG picture, or a Word document (.docx), of at most 10 MB.
///
/// The body is the file. `Content-Disposition` names it. What it is, its content decides. Sent again while it waits, the
/// same content is answered as the file that is there. A conflict where ten files wait already. Files that no application
/// takes are removed after 90 days.
#[utoipa::path(
    tag = "evidence",
    security(("session" = [])),
    params(("Content-Disposition" = String, Header, description = "Names the file, percent-encoded as RFC 8187 says.", example = "attachment; filename*=UTF-8''Diploma.pdf")),
    request_body(content = String, content_type = "application/octet-stream", description = "The file itself."),
    responses(
        (status = 200, description = "The same content was there already; this is the file.", body = EvidenceFile),
        (status = 201, description = "It is kept; this is the file.", body = EvidenceFile),
    )
)]
#[post("/me/evidence")]
pub(super) async fn upload_evidence(
    requester: Require<permissions::Apply>,
    request: HttpRequest,
    payload: Payload,
    moment: Moment,
    files: Data<Files>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let name = name::of_request(&request)?;
    must_fit(&request)?;
    let begun = Begun { id: EvidenceId(ids::fresh()), person: requester.person, name, sent_on: moment.today };
    begin(&db, &begun, requester.account.to_string(), moment.now).await?;
    let id = begun.id;
    match keep(&request, payload, begun, &files, &db).await {
        Ok(Finished::New(file)) => Ok(HttpResponse::Created().json(file)),
        Ok(Finished::Known(file)) => {
            tidy::discard_or_later(&db, &files, id).await;
            Ok(HttpResponse::Ok().json(file))
        }
        Ok(Finished::Full) => {
            tidy::discard_or_later(&db, &files, id).await;
            let sentence = format!("{EVIDENCE_WAITING_MAX} files wait for your next application; remove one first.");
            Err(Error::conflict("evidence_waiting", 7, sentence))
        }
        Ok(Finished::Gone) => {
            tidy::discard_or_later(&db, &files, id).await;
            Err(broken_off())
        }
        Err(error) => {
            tidy::discard_or_later(&db, &files, id).await;
            Err(error)
        }
    }
}

/// Fails for what says that it is too long, before it is begun; what does not say it is counted.
///
/// # Errors
/// [`Error::TooLarge`].
pub(crate) fn must_fit(request: &HttpRequest) -> Result<(), Error> {
    let said = request.headers().get("content-length").and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    if said.unwrap_or(0_u64) > EVIDENCE_BYTES_MAX { Err(too_long()) } else { Ok(()) }
}

fn too_long() -> Error {
    Error::TooLarge(usize::try_from(EVIDENCE_BYTES_MAX).unwrap_or(usize::MAX))
}

async fn begin(db: &Db, begun: &Begun, account: String, now: DateTime<Utc>) -> Result<(), Error> {
    let begun = begun.clone();
    db.write(move |tx| {
        attempts::count(tx, &[(UPLOADS_PER_ACCOUNT, &account)], now)?;
        Ok(store::begin(tx, &begun, now)?)
    })
    .await
}

async fn keep(request: &HttpRequest, payload: Payload, begun: Begun, files: &Files, db: &Db) -> Result<Finished, Error> {
    let mut upload = files.begin(&object(begun.id)).await?;
    let received = receive(payload, &mut upload).await;
    let content = match received.and_then(|content| judged(request, &begun.name, &content)) {
        Ok(content) => content,
        Err(error) => {
            upload.give_up().await;
            return Err(error);
        }
    };
    upload.finish().await?;
    db.write(move |tx| Ok(store::finish(tx, &begun, &content)?)).await
}

/// Passes the body on, and looks at it meanwhile; gives up what takes too long.
///
/// # Errors
/// [`Error::TooLarge`]; [`Error::OtherKind`] where it cannot become a file that is taken; [`Error::Unreadable`] where it broke off;
/// [`Error::Files`] where the store fails.
pub(crate) async fn receive(payload: Payload, upload: &mut Upload) -> Result<Content, Error> {
    tokio::time::timeout(UPLOAD_MAX, pass_on(payload, upload)).await.unwrap_or_else(|_| Err(broken_off()))
}

async fn pass_on(mut payload: Payload, upload: &mut Upload) -> Result<Content, Error> {
    let mut content = Content::default();
    loop {
        let next = tokio::time::timeout(SILENCE_MAX, payload.next()).await.map_err(|_| broken_off())?;
        let Some(bytes) = next else { return Ok(content) };
        let bytes = bytes.map_err(|_| broken_off())?;
        content.take(&bytes);
        if content.bytes() > EVIDENCE_BYTES_MAX {
            return Err(too_long());
        }
        if let Some(found) = content.is_hopeless() {
            return Err(Error::OtherKind(found));
        }
        upload.write(&bytes).await?;
    }
}

/// What is kept of the content, where it is what it says that it is.
fn judged(request: &HttpRequest, file_name: &str, content: &Content) -> Result<store::Content, Error> {
    let kind = content.kind().map_err(Error::OtherKind)?;
    let media_type = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    name::must_be_true(file_name, media_type, kind)?;
    Ok(store::Content { kind, bytes: content.bytes(), sha256: content.sha256() })
}

fn broken_off() -> Error {
    Error::Unreadable(MemberError::new("body", "it broke off; send it again"))
}

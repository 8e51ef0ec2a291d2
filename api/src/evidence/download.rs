//! Fetching a file: its owner may, and staff once an application has it. It is never shown, only given to be kept: what
//! others sent must not run as a page of this origin.

use actix_web::body::SizedStream;
use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use shared::evidence::EvidenceFile;
use shared::ids::{ApplicationId, EvidenceId, PersonId};

use super::{name, store};
use crate::auth::{Require, permissions};
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;

/// Nothing of it runs, and nothing of it loads anything.
pub(crate) const POLICY: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// A file as it is kept: what is said of it, whose it is, and of which application.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) file: EvidenceFile,
    pub(super) person: PersonId,
    pub(super) application: Option<ApplicationId>,
}

/// Its name in the store of files.
pub(crate) fn object(id: EvidenceId) -> String {
    format!("{FOLDER}/{id}")
}

/// Below which these names stand.
pub(super) const FOLDER: &str = "evidence";

/// A file: one's own, or as staff one of an application.
#[utoipa::path(
    tag = "evidence",
    security(("session" = [])),
    params(("id" = EvidenceId, Path, description = "The file.")),
    responses((status = 200, description = "The file, to be kept.", content(
        (String = "application/pdf"),
        (String = "image/png"),
        (String = "image/jpeg"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )))
)]
#[get("/evidence/{id}")]
pub(super) async fn get_evidence_file(
    requester: Require<permissions::ReadOwnOrAny>,
    id: Path<EvidenceId>,
    files: Data<Files>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    let kept = db.read(move |conn| {
        let kept = store::find(conn, id)?.ok_or(Error::NotFound("file"))?;
        // What waits is its owner's alone: no application holds it yet.
        match kept.application {
            Some(_) => requester.own_or_staff(kept.person, "file")?,
            None => requester.own(kept.person, "file")?,
        }
        Ok(kept)
    });
    let file = kept.await?.file;
    let bytes = files.read(&object(id)).await?;
    Ok(HttpResponse::Ok()
        .content_type(file.kind.media_type())
        .insert_header(name::disposition(&file.name))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        // Compressed by their own kind already.
        .insert_header(ContentEncoding::Identity)
        .body(SizedStream::new(file.bytes, bytes)))
}

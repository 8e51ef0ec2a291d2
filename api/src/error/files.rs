//! What is answered of files that people send.

use actix_web::http::StatusCode;

use super::Error;

/// Status, code, title and detail of what only who sends or fetches a file is answered.
pub(super) fn parts(error: &Error) -> Option<(StatusCode, &'static str, &'static str, String)> {
    match error {
        Error::OtherKind(found) => Some(other_kind(found, "a PDF, a PNG or JPEG picture or a Word document (.docx)")),
        Error::OtherDocument(found) => Some(other_kind(found, "a PDF or a PNG or JPEG picture")),
        Error::Files(_) => Some((
            StatusCode::SERVICE_UNAVAILABLE,
            "files_unreachable",
            "Files cannot be kept or fetched now",
            "the store of files does not answer; nothing was kept of this request, try again in a moment".to_owned(),
        )),
        _ => None,
    }
}

/// The file is one thing, and another is taken.
fn other_kind(found: &str, taken: &str) -> (StatusCode, &'static str, &'static str, String) {
    let detail = format!("the file is {found}: send {taken}, under a name that ends so");
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "other_kind", "The file is of another kind", detail)
}

//! The name of a file, as it is sent: `Content-Disposition: attachment; filename*=UTF-8''Diploma.pdf`. It stands in a
//! header, for an address must not say who someone is.

use actix_web::HttpRequest;
use actix_web::http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use shared::evidence::{EvidenceKind, FILE_NAME_CHARS_MAX, check_file_name};
use shared::problem::MemberError;

use crate::error::Error;
use crate::text::line;

/// The header, and how it is sent.
const HEADER: &str = "Content-Disposition";
const HOW: &str = "name the file: `attachment; filename*=UTF-8''Diploma.pdf`, percent-encoded";

/// The name that the request gives its file, in normal form.
pub(crate) fn of_request(request: &HttpRequest) -> Result<String, Error> {
    let unreadable = || Error::Unreadable(MemberError::new(HEADER, HOW));
    let header = request.headers().get(header::CONTENT_DISPOSITION).ok_or_else(unreadable)?;
    let sent = ContentDisposition::from_raw(header).map_err(|_| unreadable())?;
    let name = match (sent.get_filename_ext(), sent.get_filename()) {
        (Some(extended), _) => String::from_utf8(extended.value.clone()).map_err(|_| unreadable())?,
        (None, Some(plain)) => plain.to_owned(),
        (None, None) => return Err(unreadable()),
    };
    let name = line("file_name", &name, FILE_NAME_CHARS_MAX)?;
    check_file_name(&name).map_or(Ok(name), |fault| Err(fault.into()))
}

/// Fails where the request says that its file is of another kind than it is, by its name or by its media type.
pub(crate) fn must_be_true(name: &str, media_type: Option<&str>, kind: EvidenceKind) -> Result<(), Error> {
    if EvidenceKind::of_name(name) != Some(kind) {
        let endings: Vec<String> = kind.endings().iter().map(|ending| format!("`.{ending}`")).collect();
        return Err(Error::OtherKind(format!("a {} by its content, and its name does not end in {}", kind.words(), endings.join(" or "))));
    }
    let said = media_type.map(|said| said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let claims = said.filter(|said| EvidenceKind::ALL.iter().any(|kind| kind.media_type() == said));
    match claims {
        Some(said) if said != kind.media_type() => {
            Err(Error::OtherKind(format!("a {} by its content, and `{said}` by its `Content-Type`", kind.words())))
        }
        _ => Ok(()),
    }
}

/// How a file is given back: always to be kept, never to be shown.
pub(crate) fn disposition(name: &str) -> ContentDisposition {
    let value = ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.as_bytes().to_vec() };
    ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![DispositionParam::FilenameExt(value)] }
}

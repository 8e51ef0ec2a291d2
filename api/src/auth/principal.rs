//! What asks: an account's session ([`super::Requester`]), or a partner's token.

use actix_web::HttpRequest;
use actix_web::http::header;

use super::Permission;
use crate::error::{Error, SignedOut};
use crate::record::Actor;

/// What may ask.
pub trait Principal: std::fmt::Debug + Clone + Send + Sized + 'static {
    /// Finds out who asks, and refuses those without the permission `P`.
    ///
    /// # Errors
    /// [`Error::SignedOut`] for nobody, [`Error::Forbidden`] for those without the permission, and for what asks in
    /// another way.
    fn admitted<P: Permission>(request: &HttpRequest) -> impl Future<Output = Result<Self, Error>>;

    /// Who it is in acts.
    fn actor(&self) -> Actor;
}

/// The token that was sent.
pub(super) fn bearer(request: &HttpRequest) -> Result<&str, Error> {
    let header = request.headers().get(header::AUTHORIZATION).ok_or(Error::SignedOut(SignedOut::NoToken))?;
    let text = header.to_str().map_err(|_| Error::SignedOut(SignedOut::BadToken))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(Error::SignedOut(SignedOut::BadToken)),
    }
}

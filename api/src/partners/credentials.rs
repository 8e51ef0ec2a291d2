//! What a partner sends to get a token (RFC 6749, sections 2.3.1 and 4.4): a form, and its own name and secret either in
//! the form or by HTTP Basic, never both.

use actix_web::HttpRequest;
use actix_web::http::header;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::partners::Scope;

use crate::error::TokenRefusal;

/// The longest form, in bytes.
pub(super) const FORM_BYTES_MAX: usize = 4 * 1024;

/// A request for a token.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) scopes: Vec<Scope>,
}

/// Reads the request.
pub(super) fn read(request: &HttpRequest, form: &[u8]) -> Result<Asked, TokenRefusal> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(TokenRefusal::InvalidRequest("send a form: Content-Type: application/x-www-form-urlencoded"));
    }
    let form = Form::read(form)?;
    let basic = request.headers().get(header::AUTHORIZATION).map(|value| basic(value.as_bytes())).transpose()?;
    let (client_id, client_secret) = match (basic, form.client_id, form.client_secret) {
        (Some(basic), None, None) => basic,
        // Naming oneself in the form besides is no second way to prove it.
        (Some(basic), Some(named), None) if named == basic.0 => basic,
        (Some(_), _, _) => return Err(TokenRefusal::InvalidRequest("name yourself once: by HTTP Basic or in the form, not both")),
        (None, Some(id), Some(secret)) => (id, secret),
        (None, _, _) => return Err(TokenRefusal::InvalidClient),
    };
    match form.grant_type.as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Err(TokenRefusal::UnsupportedGrant),
        None => return Err(TokenRefusal::InvalidRequest("grant_type is missing: send grant_type=client_credentials")),
    }
    Ok(Asked { client_id, client_secret, scopes: scopes(form.scope.as_deref())? })
}

/// The parameters that are known; others are ignored, as RFC 6749 says.
#[derive(Default)]
struct Form {
    grant_type: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

impl Form {
    fn read(form: &[u8]) -> Result<Self, TokenRefusal> {
        let mut read = Self::default();
        for (name, value) in url::form_urlencoded::parse(form) {
            let place = match name.as_ref() {
                "grant_type" => &mut read.grant_type,
                "scope" => &mut read.scope,
                "client_id" => &mut read.client_id,
                "client_secret" => &mut read.client_secret,
                _ => continue,
            };
            // One without a value is as though it were left out.
            if value.is_empty() {
                continue;
            }
            if place.replace(value.into_owned()).is_some() {
                return Err(TokenRefusal::InvalidRequest("a parameter comes twice: send each once"));
            }
        }
        Ok(read)
    }
}

/// Name and secret from HTTP Basic, each encoded as in a form.
fn basic(header: &[u8]) -> Result<(String, String), TokenRefusal> {
    let text = std::str::from_utf8(header).map_err(|_| TokenRefusal::InvalidClient)?;
    let encoded = match text.split_once(' ') {
        Some((scheme, encoded)) if scheme.eq_ignore_ascii_case("basic") => encoded.trim(),
        _ => return Err(TokenRefusal::InvalidClient),
    };
    let pair = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(TokenRefusal::InvalidClient)?;
    let (id, secret) = pair.split_once(':').ok_or(TokenRefusal::InvalidClient)?;
    let decoded = |part: &str| url::form_urlencoded::parse(part.as_bytes()).map(|(name, _)| name.into_owned()).next().unwrap_or_default();
    Ok((decoded(id), decoded(secret)))
}

/// The scopes that are asked for; all where none is named.
fn scopes(asked: Option<&str>) -> Result<Vec<Scope>, TokenRefusal> {
    let Some(asked) = asked else { return Ok(Scope::ALL.to_vec()) };
    let names: Vec<&str> = asked.split(' ').filter(|name| !name.is_empty()).collect();
    if names.is_empty() || names.iter().any(|name| Scope::ALL.iter().all(|scope| scope.name() != *name)) {
        return Err(TokenRefusal::InvalidScope);
    }
    Ok(Scope::ALL.into_iter().filter(|scope| names.contains(&scope.name())).collect())
}

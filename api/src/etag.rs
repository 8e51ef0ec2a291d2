//! Entity tags: the hash of an answer's body. Who asks again with the tag is told that nothing has changed, and gets
//! no body. The answer itself is worked out each time, so what depends on the day is never older than the day.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ETAG, EntityTag, Header, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

use crate::ids;

/// Tags what is read from the API.
pub(crate) async fn tag<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_tagged = request.method() == Method::GET && request.path().starts_with("/api/");
    let known = IfNoneMatch::parse(request.request()).ok();
    let response = next.call(request).await?.map_into_boxed_body();
    if !is_tagged || response.status() != StatusCode::OK {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        // A stream cannot be hashed before it is sent.
        Err(body) => return Ok(ServiceResponse::new(request, response.set_body(body))),
    };
    // Weak: compression changes the bytes and not the meaning.
    let tag = EntityTag::new_weak(ids::hash(&[&bytes]));
    if known.is_some_and(|known| is_known(&known, &tag)) {
        return Ok(ServiceResponse::new(request, HttpResponse::NotModified().insert_header((ETAG, tag.to_string())).finish()));
    }
    let mut response = response.set_body(BoxBody::new(bytes));
    if let Ok(value) = tag.to_string().parse() {
        response.headers_mut().insert(ETAG, value);
    }
    Ok(ServiceResponse::new(request, response))
}

fn is_known(known: &IfNoneMatch, tag: &EntityTag) -> bool {
    match known {
        IfNoneMatch::Any => true,
        IfNoneMatch::Items(tags) => tags.iter().any(|theirs| theirs.weak_eq(tag)),
    }
}

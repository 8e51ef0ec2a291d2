//! HEAD is answered like GET, everywhere. The server sends no body then, and says how long it would have been.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;

/// Has HEAD find what GET finds.
pub(crate) async fn as_get<B: MessageBody + 'static>(mut request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    if request.method() == Method::HEAD {
        // What is sent is decided by how the request began, so the body stays away.
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

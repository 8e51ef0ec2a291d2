//! The published document: collected from the handlers, completed with what holds for all of them, served at
//! `/openapi.json` and shown at `/docs` without any other server; and the way through it for partners.

mod complete;
mod examples;
mod guide;
mod problems;
mod refusals;
mod shared_responses;

use serde::Serialize as _;
use serde_json::ser::{PrettyFormatter, Serializer};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};

use actix_web::http::header;
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpResponse};
use utoipa::openapi::path::PathItem;
use utoipa::openapi::{ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, ServerBuilder};
use utoipa_actix_web::{AppExt, scope};

pub use refusals::refusals;

use crate::error::Error;
use crate::routes;

/// The document.
pub fn document() -> &'static OpenApi {
    static DOCUMENT: OnceLock<OpenApi> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let app = App::new().into_utoipa_app().openapi(frame());
        let app = app.service(scope::scope(routes::BASE).configure(routes::configure)).configure(routes::configure_standards);
        let mut document = app.split_for_parts().1;
        complete::complete(&mut document);
        examples::add(&mut document);
        shared_responses::share(&mut document);
        document
    })
}

/// The document as it is published, with a line break at its end. One space sets a level off: two would be a quarter of it.
pub fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut json = Vec::new();
        let mut written = Serializer::with_formatter(&mut json, PrettyFormatter::with_indent(b" "));
        let written = document().serialize(&mut written).is_ok();
        String::from_utf8(json).ok().filter(|_| written).map(|json| format!("{json}\n")).unwrap_or_default()
    })
}

/// The id of the operation with this method and pattern of a path.
pub(crate) fn operation_id(method: &str, pattern: &str) -> Option<&'static str> {
    type Ids = HashMap<(&'static str, &'static str), &'static str>;
    static IDS: OnceLock<Ids> = OnceLock::new();
    let ids = IDS.get_or_init(|| {
        let all = document().paths.paths.iter().flat_map(|(path, item)| operations(item).map(move |(method, operation)| (path, method, operation)));
        all.filter_map(|(path, method, operation)| Some(((method, path.as_str()), operation.operation_id.as_deref()?))).collect()
    });
    ids.get(&(method, pattern)).copied()
}

/// The methods that an address takes; none where there is no such address. One that stands in the document by itself
/// (`/people/search`) is not also an id (`/people/{id}`).
pub(crate) fn methods_of(path: &str) -> Vec<String> {
    if let Some(item) = document().paths.paths.get(path) {
        return operations(item).map(|(method, _)| method.to_owned()).collect();
    }
    let fits = |template: &str| {
        template.split('/').count() == path.split('/').count()
            && template.split('/').zip(path.split('/')).all(|(ours, theirs)| ours.starts_with('{') || ours == theirs)
    };
    let items = document().paths.paths.iter().filter(|(template, _)| fits(template));
    items.flat_map(|(_, item)| operations(item)).map(|(method, _)| method.to_owned()).collect()
}

/// The operations of a path, each with its method.
pub(crate) fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &utoipa::openapi::path::Operation)> {
    [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("DELETE", &item.delete), ("PATCH", &item.patch)]
        .into_iter()
        .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .route("/openapi.json", web::get().to(async || HttpResponse::Ok().content_type("application/json").body(text())))
        .route("/docs", web::get().to(async || HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()))
        .route("/docs/partners", web::get().to(guide::show))
        .route("/docs/{file:.*}", web::get().to(show));
}

/// A file of the page that shows the document; what is none of them is a problem like any other.
async fn show(file: web::Path<String>) -> Result<HttpResponse, Error> {
    static CONFIG: LazyLock<Arc<utoipa_swagger_ui::Config<'static>>> = LazyLock::new(|| Arc::new(utoipa_swagger_ui::Config::from("/openapi.json")));
    let file = utoipa_swagger_ui::serve(&file, Arc::clone(&CONFIG)).map_err(|error| Error::Defect(error.to_string()))?;
    let file = file.ok_or(Error::NotFound("address"))?;
    let mut response = HttpResponse::Ok();
    if file.gzpipped {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
    }
    Ok(response.content_type(file.content_type).body(file.bytes.into_owned()))
}

fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Library Support Staff Certification")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Apply, pay, report, be certified, be verified. **Partners: [from the first token to a hundred reported completions](/docs/partners)** \
             in curl, Python and Rust. Conventions, limits and stability: `openapi/README.md`. Every error is a problem \
             (`application/problem+json`) with a stable `code`. Members that you do not know may be added to answers: ignore them.",
        ))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build()))
        .contact(Some(ContactBuilder::new().name(Some("The programme")).build()))
        .build();
    OpenApiBuilder::new().info(info).servers(Some([ServerBuilder::new().url("/").description(Some("This server")).build()])).build()
}

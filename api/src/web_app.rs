//! The browser app as static files: assets under hashed names, precompressed, and a page for every address that is
//! the app's own, which loads the program that has it. A missing asset is 404, not the page.

use std::path::{Path, PathBuf};

use actix_files::{Files, NamedFile};
use actix_web::guard::GuardContext;
use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use shared::addresses::Program;

use crate::app::nothing_here;

/// What is not the app's.
const RESERVED: [&str; 7] = ["/api", "/oauth", "/docs", "/openapi.json", "/health", "/test-gateway", "/demo"];

/// Serves the files of the built app, where it is here.
pub(crate) fn configure(config: &mut ServiceConfig, dist: Option<PathBuf>) {
    if let Some(dist) = dist {
        let is_asset = |context: &GuardContext<'_>| is_read(&context.head().method) && is_asset(context.head().uri.path());
        let files = Files::new("/", dist).try_compressed().prefer_utf8(true).guard(actix_web::guard::fn_guard(is_asset));
        config.service(files.default_handler(web::to(nothing_here)));
    }
}

/// The app's page, where the address is the app's and the app is here.
pub(crate) async fn page(request: &HttpRequest, dist: Option<&Path>) -> Option<HttpResponse> {
    let dist = dist.filter(|_| is_read(request.method()) && !is_reserved(request.path()) && !has_extension(request.path()))?;
    let path = dist.join(Program::of(request.path()).page());
    let index = tokio::task::spawn_blocking(move || NamedFile::open(path)).await.ok()?.ok()?;
    Some(index.use_last_modified(true).into_response(request))
}

/// Whether the name of the file holds the hash of its content: `app-3f9a1c2b.js`.
pub(crate) fn is_hashed(path: &str) -> bool {
    let stem = last_segment(path).split('.').next().unwrap_or_default();
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    has_extension(path) && hash.len() >= 8 && hash.chars().all(|character| character.is_ascii_hexdigit())
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn is_reserved(path: &str) -> bool {
    RESERVED.iter().any(|reserved| path.strip_prefix(reserved).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn has_extension(path: &str) -> bool {
    last_segment(path).contains('.')
}

fn last_segment(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether a path may name a file of the app: plain segments, none of them hidden, the last with an extension.
fn is_asset(path: &str) -> bool {
    let is_plain = |segment: &str| {
        !segment.starts_with('.') && segment.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.'))
    };
    !is_reserved(path) && has_extension(path) && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_known() {
        for (path, hashed) in [
            ("/app-3f9a1c2b.js", true),
            ("/assets/app-3f9a1c2b4d5e6f70_bg.wasm", false),
            ("/assets/app_bg-3f9a1c2b4d5e6f70.wasm", true),
            ("/app.js", false),
            ("/verify/7K3M9Q-ABCDEF12", false),
            ("/long-decade.css", false),
            ("/", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn the_web_servers_configuration_gives_the_same_pages() {
        let configuration = include_str!("../../docker/nginx.conf");
        let mut last = 0;
        for program in [Program::Planner, Program::Member, Program::Account, Program::Books, Program::Staff] {
            let location = format!("location ~ ^/({})(/|$) {{", program.places().join("|"));
            let (before, block) = configuration.split_once(&location).unwrap_or_else(|| panic!("docker/nginx.conf lacks `{location}`"));
            assert!(last < before.len(), "of two that fit, the first is taken: `{location}` stands too early");
            last = before.len();
            let page = format!("try_files /{} =404;", program.page());
            assert!(block.split_once('}').unwrap().0.contains(&page), "{location} does not say `{page}`");
        }
    }

    #[test]
    fn addresses_are_sorted_into_assets_pages_and_the_rest() {
        for (path, asset, reserved) in [
            ("/app-3f9a1c2b.js", true, false),
            ("/fonts/serif.woff2", true, false),
            ("/../Cargo.toml", false, false),
            ("/.env", false, false),
            ("/a%2e.js", false, false),
            ("/dashboard", false, false),
            ("/api/v1/x.js", false, true),
            ("/apiary", false, false),
            ("/docs", false, true),
            ("/openapi.json", false, true),
        ] {
            assert_eq!((is_asset(path), is_reserved(path)), (asset, reserved), "{path}");
        }
    }
}

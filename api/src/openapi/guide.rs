//! `/docs/partners`: from the first token to a hundred reported completions. Its programs are files of their own, which
//! the tests run as they stand on the page.

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::config::Config;
use crate::html::{escaped, page};

const PAGE: &str = include_str!("guide/page.html");
const CURL: &str = include_str!("guide/report.sh");
const PYTHON: &str = include_str!("guide/report.py");
const RUST: &str = include_str!("../../examples/report_completions.rs");

/// The page, with this server's own address.
pub(super) async fn show(config: Data<Config>) -> HttpResponse {
    let program = |text: &str| escaped(text.trim_end());
    let body = PAGE
        .replace("{{public_url}}", &escaped(config.public_address()))
        .replace("{{curl}}", &program(CURL))
        .replace("{{python}}", &program(PYTHON))
        .replace("{{rust}}", &program(RUST));
    page("Report completions as a partner", &body)
}

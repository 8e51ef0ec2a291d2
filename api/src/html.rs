//! The few pages that the server itself writes, for the demonstration: plain HTML, everything in it escaped, with a
//! small style sheet of their own, since they stand outside of the app.

use actix_web::web::ServiceConfig;
use actix_web::{HttpResponse, get};

/// Mounts what the pages load.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config.service(style);
}

#[get("/demo/page.css")]
async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("html.css"))
}

/// The text with all that HTML would read as markup made harmless.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, character| {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
        safe
    })
}

/// A page with this title and this body, which is HTML already.
pub fn page(title: &str, body: &str) -> HttpResponse {
    let title = escaped(title);
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n\
         <link rel=\"stylesheet\" href=\"/demo/page.css\"><link rel=\"icon\" href=\"data:,\"><title>{title}</title></head>\n\
         <body><main><h1>{title}</h1>\n{body}\n</main></body>\n</html>\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escaped("<a href='x' id=\"y\">&</a>"), "&lt;a href=&#39;x&#39; id=&quot;y&quot;&gt;&amp;&lt;/a&gt;");
    }
}

//! Privacy and terms. What they say of terms is filled in from the constants that the software itself goes by, so that
//! they stay true.

mod parse;

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::documents::{DocumentName, PublishedDocument};
use shared::notices::UNDELIVERED_DAYS;
use shared::policies::{Policies, Policy};

use crate::accounts::{CONFIRM_HOURS, RESET_HOURS};
use crate::auth::attempts::MINUTES_MAX;
use crate::auth::sessions::SESSION_DAYS;
use crate::clock::Moment;
use crate::config::Config;
use crate::error::Error;
use crate::request::KEY_HOURS;
use crate::retention::DRAFT_DAYS;

/// One of the documents that everyone accepts who opens an account, in the version in force.
#[utoipa::path(tag = "programme", params(("name" = DocumentName, Path, description = "Which one")), responses((status = 200, body = PublishedDocument)))]
#[get("/documents/{name}")]
pub(super) async fn get_document(name: Path<DocumentName>, moment: Moment, config: Data<Config>) -> Result<Json<PublishedDocument>, Error> {
    // No number in them is a fee: a new text is a new version.
    let policies = Policies::built_in();
    document(name.into_inner(), &config, policies.in_force_on(moment.today)).map(Json)
}

fn document(name: DocumentName, config: &Config, policy: &Policy) -> Result<PublishedDocument, Error> {
    let source = match name {
        DocumentName::Privacy => include_str!("documents/privacy.md"),
        DocumentName::Terms => include_str!("documents/terms.md"),
    };
    let text = filled_in(source, config, policy);
    Ok(PublishedDocument {
        name,
        title: name.title().to_owned(),
        version: name.version().to_owned(),
        effective_from: name.version().parse().map_err(|error: shared::calendar::DateError| Error::Defect(error.to_string()))?,
        sections: parse::sections(&text),
    })
}

/// The text with every `{name}` replaced by what holds here.
fn filled_in(source: &str, config: &Config, policy: &Policy) -> String {
    let terms = [
        ("session_days", SESSION_DAYS),
        ("undelivered_days", UNDELIVERED_DAYS.into()),
        ("draft_days", DRAFT_DAYS),
        ("attempt_hours", MINUTES_MAX / 60),
        ("confirm_hours", CONFIRM_HOURS),
        ("reset_hours", RESET_HOURS),
        ("key_hours", KEY_HOURS),
    ];
    let text = source.replace("{contact_email}", &config.contact_email);
    let text = terms.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), &value.to_string()));
    policy.fill_in(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fill_in() {
        let config = Config::new("sqlite:unused".parse().unwrap(), "unused".into(), "https://library.example".parse().unwrap());
        let policies = Policies::built_in();
        for name in DocumentName::ALL {
            let document = document(name, &config, policies.in_force_on("2026-11-24".parse().unwrap())).unwrap();
            assert!(document.sections.len() > 3);
            for section in document.sections {
                let text = format!("{} {:?}", section.heading, section.blocks);
                assert!(!section.heading.is_empty() && !section.blocks.is_empty() && !text.contains(['{', '}']), "{text}");
            }
        }
    }
}

//! `/demo/mail`: what would be mailed. Only on a demonstration.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use shared::calendar::Date;

use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::html::{escaped, page};
use crate::invoices::CardsTaken;
use crate::notices::{Letter, Maker};
use crate::outbox::{self, Kept};
use crate::pdf::PdfFile;
use crate::programme::Demonstration;

/// How many mails the list shows.
const SHOWN: i64 = 100;

#[get("/demo/mail")]
pub(super) async fn list(db: Data<Db>, demonstration: Data<Demonstration>) -> Result<HttpResponse, Error> {
    only_here(**demonstration)?;
    let mails = db.read(|conn| Ok(outbox::latest(conn, SHOWN)?)).await?;
    let rows = mails
        .iter()
        .map(|kept| {
            let [id, at, to, subject] = [&kept.id, &kept.created_at, &kept.to, &kept.subject].map(|text| escaped(text));
            let words = in_words(&at);
            format!("<li><a href=\"/demo/mail/{id}\">{subject}</a><br>to {to}, <time datetime=\"{at}\">{words}</time></li>\n")
        })
        .collect::<Vec<_>>()
        .concat();
    Ok(page("What would be mailed", &format!("<ol>\n{rows}</ol>")))
}

#[get("/demo/mail/{id}")]
pub(super) async fn show(
    id: Path<String>,
    db: Data<Db>,
    config: Data<Config>,
    moment: Moment,
    demonstration: Data<Demonstration>,
) -> Result<HttpResponse, Error> {
    only_here(**demonstration)?;
    let Shown { kept, letter, file } = read(id.into_inner(), &db, &config, moment).await?;
    let text = with_links(&letter.text, config.public_address());
    let (id, to) = (escaped(&kept.id), escaped(&kept.to));
    let attached = file.map(|file| attached(&id, &file)).unwrap_or_default();
    Ok(page(
        &kept.subject,
        &format!(
            "<p>to {to}</p>\n<pre>{text}</pre>\n{attached}<p><a href=\"/demo/mail/{id}/html\">As HTML</a></p>\n<p><a href=\"/demo/mail\">All mails</a></p>"
        ),
    ))
}

/// The mail as those see it who read HTML: a document of its own, shut in, without scripts and with nothing loaded.
#[get("/demo/mail/{id}/html")]
pub(super) async fn show_html(
    id: Path<String>,
    db: Data<Db>,
    config: Data<Config>,
    moment: Moment,
    demonstration: Data<Demonstration>,
) -> Result<HttpResponse, Error> {
    only_here(**demonstration)?;
    let shown = read(id.into_inner(), &db, &config, moment).await?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(shown.letter.html))
}

/// The document that goes with a mail.
#[get("/demo/mail/{id}/attachment")]
pub(super) async fn give_attachment(
    id: Path<String>,
    db: Data<Db>,
    config: Data<Config>,
    moment: Moment,
    demonstration: Data<Demonstration>,
) -> Result<HttpResponse, Error> {
    only_here(**demonstration)?;
    let file = read(id.into_inner(), &db, &config, moment).await?.file.ok_or(Error::NotFound("attachment"))?;
    Ok(file.answer())
}

/// A mail that is kept, what it says, and the document that goes with it, as both are now.
struct Shown {
    kept: Kept,
    letter: Letter,
    file: Option<PdfFile>,
}

async fn read(id: String, db: &Db, config: &Config, moment: Moment) -> Result<Shown, Error> {
    let kept = db.read(move |conn| Ok(outbox::find(conn, &id)?)).await?.ok_or(Error::NotFound("mail"))?;
    let enclosure = match kept.about() {
        Some(about) => {
            let cards = CardsTaken::by(config, Demonstration(true));
            Maker { db, config, cards, today: moment.today }.enclosure(about, &kept.to).await?
        }
        None => None,
    };
    let letter = kept.letter(config.house(), enclosure.as_ref().map(|enclosure| enclosure.enclosed));
    let letter = letter.map_err(|error| Error::Defect(error.to_string()))?.ok_or(Error::NotFound("mail"))?;
    Ok(Shown { kept, letter, file: enclosure.and_then(|enclosure| enclosure.file) })
}

/// The link to what goes along. It is made anew whenever it is looked at: a mail that was delivered has it as it was then.
fn attached(id: &str, file: &PdfFile) -> String {
    format!("<p>Attached, as it would be made now: <a href=\"/demo/mail/{id}/attachment\">{}</a></p>\n", escaped(&file.name))
}

/// An instant as people read it: `22 November 2026, 14:05 UTC`.
fn in_words(at: &str) -> String {
    let parts = at.split_once('T').and_then(|(day, time)| Some((day.parse::<Date>().ok()?, time.get(..5)?)));
    parts.map_or_else(|| at.to_owned(), |(day, minute)| format!("{}, {minute} UTC", day.long()))
}

fn only_here(demonstration: Demonstration) -> Result<(), Error> {
    if demonstration.0 { Ok(()) } else { Err(Error::NotFound("page")) }
}

/// The text, escaped, with the app's own addresses as links.
fn with_links(text: &str, public_address: &str) -> String {
    let word = |word: &str| {
        let safe = escaped(word);
        if word.starts_with(&format!("{public_address}/")) { format!("<a href=\"{safe}\">{safe}</a>") } else { safe }
    };
    text.split_inclusive(char::is_whitespace)
        .flat_map(|part| {
            let bare = part.trim_end();
            [word(bare), part.strip_prefix(bare).unwrap_or_default().to_owned()]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_become_links() {
        assert_eq!(
            with_links("see http://a.example/confirm#t or http://a.example.evil/x <b>\n", "http://a.example"),
            "see <a href=\"http://a.example/confirm#t\">http://a.example/confirm#t</a> or http://a.example.evil/x &lt;b&gt;\n"
        );
    }
}

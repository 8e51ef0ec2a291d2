//! The pages of the test gateway: what is to be paid, and three buttons. Then back to the app.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use shared::ids::InvoiceId;
use shared::text::dollars;

use super::settle::{Outcome, owed, settle};
use super::store::{self, Session, SessionId, SessionState};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::html::{escaped, page};
use crate::programme::Demonstration;

/// The page of a session.
#[get("/test-gateway/{session}")]
pub(super) async fn show(
    session: Path<String>,
    moment: Moment,
    config: Data<Config>,
    demonstration: Data<Demonstration>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = parse(&session, **demonstration)?;
    let asked = id.clone();
    let (session, is_owed) = db
        .read(move |conn| {
            let session = store::find(conn, &asked)?.ok_or(Error::NotFound("payment session"))?;
            Ok((session, owed(conn, &session, moment)?.is_some()))
        })
        .await?;
    Ok(match session.state {
        SessionState::Open if is_owed => form(&id, &session, &config),
        SessionState::Open => nothing_owed(session.invoice, &config),
        ended => page("Test payment", &format!("<p>This payment was {}.</p>\n{}", ended.name(), back(session.invoice, &config))),
    })
}

/// A button was pressed.
#[post("/test-gateway/{session}/{button}")]
pub(super) async fn press(
    pressed: Path<(String, String)>,
    moment: Moment,
    config: Data<Config>,
    demonstration: Data<Demonstration>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (session, button) = pressed.into_inner();
    let id = parse(&session, **demonstration)?;
    let (_, _, state) = BUTTONS.into_iter().find(|(name, _, _)| *name == button).ok_or(Error::NotFound("button"))?;
    let outcome = db.write(move |tx| settle(tx, &id, state, moment)).await?;
    Ok(match outcome {
        Outcome::Back(invoice, state) => {
            let address = format!("{}/invoices/{invoice}?payment={}", config.public_address(), state.name());
            HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
        }
        Outcome::NotOwed(invoice) => nothing_owed(invoice, &config),
    })
}

/// The last part of a button's address, its words, what comes of it.
type Button = (&'static str, &'static str, SessionState);

const BUTTONS: [Button; 3] = [
    ("approve", "Pay", SessionState::Approved),
    ("decline", "Have the card declined", SessionState::Declined),
    ("abandon", "Go back without paying", SessionState::Abandoned),
];

fn parse(session: &str, demonstration: Demonstration) -> Result<SessionId, Error> {
    let there_is_none = Error::NotFound("payment session");
    if !demonstration.0 {
        return Err(there_is_none);
    }
    session.parse().map_err(|_| there_is_none)
}

fn form(id: &SessionId, session: &Session, config: &Config) -> HttpResponse {
    let id = escaped(id.as_str());
    let button = |(name, words, _): &Button| {
        let words = escaped(words);
        format!("<form method=\"post\" action=\"/test-gateway/{id}/{name}\"><button>{words}</button></form>\n")
    };
    let buttons = BUTTONS.iter().map(button).collect::<Vec<_>>().concat();
    let amount = escaped(&dollars(session.amount_cents));
    let back = back(session.invoice, config);
    page("Test payment", &format!("<p>This is a demonstration: no card is charged.</p>\n<p>To pay: <strong>{amount}</strong></p>\n{buttons}{back}"))
}

fn nothing_owed(invoice: InvoiceId, config: &Config) -> HttpResponse {
    let why = "<p>What is owed has changed since this page was opened, perhaps because it was paid in another way: \
               nothing is owed here any more, and nothing was charged.</p>";
    page("Nothing is owed any more", &format!("{why}\n{}", back(invoice, config)))
}

fn back(invoice: InvoiceId, config: &Config) -> String {
    let address = escaped(&format!("{}/invoices/{invoice}", config.public_address()));
    format!("<p><a href=\"{address}\">Back to the invoice</a></p>")
}

//! What was sent to people, what could not be delivered, and what the programme sends by itself.

mod crashes;
mod drop;
mod enclosed;
mod history;
mod reminders;
mod resend;
mod tell_staff;
mod undelivered;

use diesel::prelude::*;
use lssc_api::config::Config;
use lssc_api::db::StoreError;
use lssc_api::db::schema::outbox;
use lssc_api::notices::Telling;
use lssc_api::outbox::{Delivery, Fate, Mail, deliver_due, queue};

use crate::support::*;

/// Delivers what is due by this server.
async fn deliver(app: &App, server: &SmtpServer) -> Vec<Fate> {
    let config = Config::new("sqlite:unused".parse().unwrap(), "unused".into(), ORIGIN.parse().unwrap());
    deliver_due(&app.db, &app.clock, &config, &Delivery::to(&server.place).unwrap(), false).await.unwrap()
}

/// A server that knows no mailbox of these addresses.
fn without(gone: &[&str]) -> SmtpServer {
    let gone: Vec<String> = gone.iter().map(|&address| address.to_owned()).collect();
    SmtpServer::start(move |to, _| if gone.iter().any(|address| address == to) { Reaction::RefuseReceiver(550) } else { Reaction::Take })
}

/// Queues a notice to this address.
async fn tell(app: &App, to: &str, telling: Telling) {
    let (now, mail) = (app.clock.now(), Mail { to: to.to_owned(), telling });
    app.db.write(move |tx| Ok(queue(tx, now, &mail)?)).await.unwrap();
}

fn password_changed() -> Telling {
    Telling::PasswordChanged { name: "Demo Reader".to_owned() }
}

fn reset() -> Telling {
    Telling::PasswordReset { name: "Demo Reader".to_owned(), token: "abc".to_owned() }
}

/// A notice that does not reach this address: its id.
async fn undelivered(app: &App, to: &str, telling: Telling) -> String {
    tell(app, to, telling).await;
    assert_eq!(deliver(app, &without(&[to])).await.last(), Some(&Fate::Failed));
    app.read(|conn| outbox::table.select(outbox::id).order(outbox::id.desc()).first(conn).unwrap()).await
}

/// The path of a notice, and of what is done to it.
fn path(id: &str, verb: &str) -> String {
    format!("/notices/{id}/{verb}")
}

/// State, address, and whether the words are kept, of every notice.
async fn kept(app: &App) -> Vec<(String, String, bool)> {
    let columns = (outbox::state, outbox::recipient, outbox::variables.is_not_null());
    app.read(move |conn| outbox::table.order(outbox::id).select(columns).load(conn).unwrap()).await
}

async fn tidied(app: &App) {
    let now = app.clock.now();
    app.db.write(move |tx| Ok(lssc_api::retention::tidy(tx, now)?)).await.unwrap();
}

/// The address of an account is another by now, as after a change that was confirmed.
async fn moves_to(app: &App, client: &Client, email: &str) {
    use lssc_api::db::schema::accounts;
    let (email, account) = (email.to_owned(), client.requester.as_ref().unwrap().account.to_string());
    let moved = app.db.write(move |tx| {
        let set = (accounts::email.eq(&email), accounts::email_key.eq(&email), accounts::email_folded.eq(&email));
        diesel::update(accounts::table.find(&account)).set(set).execute(tx).map_err(StoreError::from)?;
        Ok(())
    });
    moved.await.unwrap();
}

/// Somebody leaves the programme.
async fn left(client: &Client) {
    let asked = json!({"current_password": PASSWORD, "confirmation": shared::accounts::DELETE_CONFIRMATION});
    assert_eq!(client.post("/me/delete", asked).await.status, 204);
}

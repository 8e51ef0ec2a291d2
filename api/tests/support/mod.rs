//! What tests share: the application in this process on a database of its own, with a clock that stands, and clients
//! that are signed in.

mod app;
mod buyer;
mod client;
mod columns;
mod database;
mod documented;
mod fixtures;
mod partner;
mod pdf;
mod s3;
mod served;
mod smtp;
mod store;
mod stripe;
mod workbook;

pub(crate) use app::{App, ORIGIN, PASSWORD};
pub(crate) use client::{Client, Reply};
pub(crate) use columns::{cells, tables};
pub(crate) use database::TestDatabase;
pub(crate) use documented::document;
pub(crate) use fixtures::{SIX, date, registration};
pub(crate) use partner::SECRET;
pub(crate) use pdf::words as pdf_words;
pub(crate) use s3::S3Stub;
pub(crate) use serde_json::{Value, json};
pub(crate) use served::Served;
pub(crate) use smtp::{Reaction, SmtpServer, TakenMail};
pub(crate) use store::{Chunk, Fault, FaultyStore};
pub(crate) use stripe::{KEY as STRIPE_KEY, StripeStub};
pub(crate) use workbook::{Workbook, Written, written};

/// A test that runs on both databases: `both! { async fn name(app) { ... } }` makes `name::sqlite` and
/// `name::postgres`.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn run($app: App) $body

            #[actix_web::test]
            async fn sqlite() {
                run(App::on_sqlite().await).await;
            }

            #[actix_web::test]
            async fn postgres() {
                if let Some(app) = App::on_postgres().await {
                    run(app).await;
                }
            }
        }
    )+};
}

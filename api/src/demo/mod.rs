//! The demonstration: a marked database with people who do not exist, and a page that shows what would be mailed.

mod catalog;
mod mail;
mod orders;
mod partners;
mod people;
mod population;
mod seed;
mod story;

use actix_web::web::ServiceConfig;

pub use partners::{PARTNER_SECRET, partner};
pub use seed::{ACCOUNTS, PASSWORD, SEED, SeedError, Seeded, grow, seed, seed_with};

/// Mounts the demonstration's pages; elsewhere they answer that there is no such thing.
pub fn configure_pages(config: &mut ServiceConfig) {
    config.service(mail::list).service(mail::show).service(mail::show_html).service(mail::give_attachment);
}

//! The server's tests: one binary, every endpoint on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

#[macro_use]
mod support;

mod accounts;
mod agreements;
mod applications;
mod approvals_begun;
mod backup;
mod books;
mod buyers;
mod certificates;
mod completions;
mod courses;
mod database;
mod demo;
mod errors;
mod evidence;
mod exports;
mod fees;
mod headers;
mod histories;
mod idempotency;
mod invoices;
mod journeys;
mod log;
mod metrics;
mod migrations;
mod notices;
mod openapi;
mod orders;
mod outbox;
mod partners;
mod people;
mod permissions;
mod programme;
mod queues;
mod races;
mod record;
mod redaction;
mod retention;
mod standings;
mod startup;
mod strangers;

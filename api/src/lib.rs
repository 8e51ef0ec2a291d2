//! The server of the Library Support Staff Certification: it records what people do as facts, asks `shared` where
//! they stand, and answers over HTTP.
//!
//! A request goes one way: `routes` mounts the nouns, a handler parses, loads, asks, records and answers. Only
//! `error` knows HTTP statuses, only stores, `record` and `db` know diesel, only `auth::require` decides who may.

pub mod accounts;
pub mod agreements;
pub mod app;
pub mod applications;
pub mod auth;
pub mod backup;
pub mod books;
pub mod buyers;
pub mod certificates;
pub mod clock;
pub mod commands;
pub mod completions;
pub mod config;
pub mod courses;
pub mod db;
pub mod demo;
pub mod error;
mod etag;
pub mod evidence;
pub mod exports;
pub mod fees;
pub mod files;
mod flood;
mod head;
mod headers;
mod health;
pub mod html;
mod http_client;
pub mod ids;
pub mod invoices;
pub mod log;
mod metrics;
pub mod notices;
pub mod openapi;
pub mod orders;
pub mod outbox;
pub mod pages;
pub mod partners;
mod pdf;
mod peer;
pub mod people;
pub mod programme;
pub mod queues;
pub mod record;
pub mod request;
pub mod retention;
pub mod routes;
pub mod serve;
mod spool;
pub mod standings;
pub mod text;
mod web_app;

//! Standings, the lists by status, and the rules as a service.

mod engine;
mod evaluate;
mod get_mine;
mod get_person;
mod list;
mod policy;

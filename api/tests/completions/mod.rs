//! Reported courses, and what staff decide of them.

mod decide_many;
mod get;
mod last_two;
mod list;
mod list_mine;
mod refuse;
mod report;
mod verify;

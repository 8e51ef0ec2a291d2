//! The catalog.

mod add;
mod approve;
mod end_approval;
mod get;
mod list;
mod withdraw_approval;

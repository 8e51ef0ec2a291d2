//! The catalog.

mod add;
mod approve;
mod get;
mod list;
mod withdraw_approval;

//! Certificates, whether one is real, and revocation.

mod check;
mod list;
mod list_mine;
mod list_person;
mod qr;
mod revoke;
mod verify;

//! Certificates, whether one is real, and revocation.

mod list_mine;
mod list_person;
mod qr;
mod revoke;
mod verify;

//! Certificates, whether one is real, and revocation.

mod list_mine;
mod list_person;
mod revoke;
mod verify;

//! Who asks, and whether they may: passwords, sessions, access tokens, the table of roles and permissions, and the
//! limits on guessing, the second step of signing in. Owns the tables `sessions`, `refresh_tokens` and `attempts`, and those
//! of the second step.

pub mod attempts;
pub mod codes;
mod device;
mod documents;
mod keys;
mod partner;
mod passwords;
mod principal;
mod require;
mod roles;
mod sealed;
pub mod second_factors;
pub mod sessions;
mod tokens;

pub use device::{UNKNOWN_DEVICE, device_label};
pub use documents::documents_due_of;
pub use keys::{KeyError, Keys};
pub use partner::PartnerRequester;
pub use passwords::{Passwords, check_length, check_password, hash_blocking};
pub use principal::Principal;
pub use require::{PERMISSIONS, Permission, Requester, Require, StaffTotp, Trust, permissions, second_step};
pub use roles::roles_of;
pub use sessions::SessionId;
pub use tokens::{ACCESS_SECONDS, Claims, PartnerClaims};

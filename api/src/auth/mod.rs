//! Who asks, and whether they may: passwords, sessions, access tokens, the table of roles and permissions, and the
//! limits on guessing. Owns the tables `sessions`, `refresh_tokens` and `attempts`.

pub mod attempts;
mod keys;
mod passwords;
mod require;
mod roles;
pub mod sessions;
mod tokens;

pub use keys::{KeyError, Keys};
pub use passwords::{Passwords, check_length, check_password, hash_blocking};
pub use require::{PERMISSIONS, Permission, Requester, Require, Trust, permissions};
pub use roles::roles_of;
pub use sessions::SessionId;
pub use tokens::{ACCESS_SECONDS, Claims};
